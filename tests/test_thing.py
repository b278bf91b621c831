"""Everything that is told of one thing, and where."""

from __future__ import annotations

from collections import Counter

from hfgraph import terms
from hfgraph.graph import Graph
from hfgraph.thing import Told

HOME = "nord/project/hjemmesykehus"


def told(facts: tuple[Told, ...], local: str) -> list[Told]:
    return [fact for fact in facts if fact.predicate == terms.HF + local]


def test_it_has_names_and_kinds_in_both_languages(small: Graph) -> None:
    thing = small.show(HOME)
    assert (thing.iri, thing.label.nb) == (terms.ID + HOME, "Hjemmesykehus på Øyvær")
    assert [kind.en for kind in thing.kinds] == ["Project or measure"]


def test_what_it_says_of_others_has_names_and_sources(small: Graph) -> None:
    (fulfils,) = told(small.show(HOME).facts, "fulfils")
    assert fulfils.label.en == "Clause 5.3: Help at home"
    assert not fulfils.incoming
    assert [(place.section, place.start) for place in fulfils.places] == [("Tiltak", 17)]


def test_what_others_say_of_it_is_told_as_that(small: Graph) -> None:
    thing = small.show("5.3")
    assert [one.label.nb for one in told(thing.incoming, "fulfils")] == ["Hjemmesykehus på Øyvær"]
    assert [one.value for one in told(thing.incoming, "concerns")] == [terms.ID + "nord/case/ssu/2024/26"]
    assert all(one.incoming for one in thing.incoming)
    assert not [one for one in thing.facts if one.incoming]


def test_a_literal_has_the_source_of_the_thing_in_that_document(small: Graph) -> None:
    (number,) = told(small.show("5.3").facts, "clauseNumber")
    assert number.value == "5.3"
    assert {place.document for place in number.places} == {terms.ID + "nord/doc/plan-2023"}


def test_plumbing_is_not_told(small: Graph) -> None:
    thing = small.show(HOME)
    hidden = {terms.TYPE, terms.LABEL, terms.STATED_IN, terms.HF + "claimSubject", terms.HF + "claimObject"}
    assert hidden.isdisjoint(one.predicate for one in (*thing.facts, *thing.incoming))
    assert [place.start for place in thing.places] == [17]


def test_facts_come_by_name_and_the_same_way_every_time(small: Graph) -> None:
    thing = small.show("5.3")
    names = [one.name.nb for one in thing.facts]
    assert names == sorted(names)
    assert thing == small.show("5.3")


def test_the_dictionary_is_in_one_language(bundled: Graph) -> None:
    thing = bundled.show("SSU 24/2023")
    both = {language: thing.as_dict("en" if language == "en" else "nb") for language in ("nb", "en")}
    for language, found in both.items():
        summaries = [fact["value"] for fact in found["facts"] if fact["property"] == "hf:summary"]
        assert len(summaries) == 1, language
        assert found["key"] == "lvs/case/ssu/2023/24"
    assert both["nb"]["facts"] != both["en"]["facts"]
    assert both["nb"]["sources"]


def test_a_statement_of_several_documents_is_told_once(bundled: Graph) -> None:
    thing = bundled.show("lvs/project/rekruttering-vesteralen")
    told_twice = Counter((one.predicate, one.value, one.language) for one in thing.facts)
    assert set(told_twice.values()) == {1}
    assert max(len({place.document for place in one.places}) for one in thing.facts) > 1
