"""What people write for a thing, and what they mean by it."""

from __future__ import annotations

import pytest

from hfgraph import terms
from hfgraph.errors import HfgraphError
from hfgraph.graph import Graph
from hfgraph.lookup import fold

HOME = "nord/project/hjemmesykehus"
NORD = terms.ID + "nord"


def found(graph: Graph, text: str, kind: str | None = None, community: str | None = None) -> list[str]:
    iris = graph.lookup.candidates(text, kind and terms.HF + kind, community and terms.ID + community)
    return [terms.shorten(iri) for iri in iris]


def refused(graph: Graph, text: str, kind: str | None = None, community: str | None = None) -> HfgraphError:
    with pytest.raises(HfgraphError) as caught:
        graph.lookup.one(text, kind and terms.HF + kind, community and terms.ID + community, "thing")
    assert caught.value.problems[0].field == "thing"
    return caught.value


@pytest.mark.parametrize(
    "text, key",
    [
        (terms.ID + HOME, HOME),
        (f"<{terms.ID}{HOME}>", HOME),
        (f"  {terms.ID}{HOME}\n", HOME),
        ("id:nord/project/hjemmesykehus", HOME),
        (HOME, HOME),
        ("/" + HOME, HOME),
        ("id/" + HOME, HOME),
        ("nord", "nord"),
        ("hf:Project", "hf:Project"),
        ("project/vei", "nord/project/vei"),
        ("2023/5.3", "nord/agreement/2023/5.3"),
    ],
)
def test_an_iri_or_a_key_is_the_thing_itself(small: Graph, text: str, key: str) -> None:
    assert found(small, text) == [key]


@pytest.mark.parametrize(
    "text", [terms.ID + "nord/project/none", "nord/project/none", "id:none", "http://x/", "oject/vei"]
)
def test_an_iri_or_key_of_nothing_finds_nothing(small: Graph, text: str) -> None:
    assert found(small, text) == []


@pytest.mark.parametrize(
    "text, key",
    [
        ("5.3", "nord/agreement/2023/5.3"),
        (" 5.3 ", "nord/agreement/2023/5.3"),
        ("punkt 5.3", "nord/agreement/2023/5.3"),
        ("Punkt 5.3", "nord/agreement/2023/5.3"),
        ("pkt. 5.3", "nord/agreement/2023/5.3"),
        ("pkt 5.3", "nord/agreement/2023/5.3"),
        ("avtalepunkt 5.3", "nord/agreement/2023/5.3"),
        ("clause 5.3", "nord/agreement/2023/5.3"),
        ("5", "nord/agreement/2023/5"),
        ("1.1", "nord/agreement/2023/1.1"),
        ("1.10", "nord/agreement/2023/1.10"),
    ],
)
def test_a_clause_is_found_by_its_number(small: Graph, text: str, key: str) -> None:
    assert found(small, text) == [key]


@pytest.mark.parametrize("text", ["5.30", "5.", "53", "1.100", "punkt 5.4"])
def test_another_number_is_another_clause(small: Graph, text: str) -> None:
    assert found(small, text, "Clause") == []


@pytest.mark.parametrize(
    "text, key",
    [
        ("26/2024", "nord/case/ssu/2024/26"),
        ("SSU 26/2024", "nord/case/ssu/2024/26"),
        ("ssu 26/2024", "nord/case/ssu/2024/26"),
        ("ssu-sak 26-2024", "nord/case/ssu/2024/26"),
        ("SSU sak 26-2024", "nord/case/ssu/2024/26"),
        ("SSU-sak 26/2024", "nord/case/ssu/2024/26"),
        ("sak 26/2024", "nord/case/ssu/2024/26"),
        ("Sak 026/2024", "nord/case/ssu/2024/26"),
        ("34 – 2023", "nord/case/ssu/2023/34"),
        ("34-2023", "nord/case/ssu/2023/34"),
        ("SSU 34 – 2023", "nord/case/ssu/2023/34"),
        ("10 /2024", "nord/case/ssu/2024/10"),
        ("03-2023", "nord/case/ssu/2023/3"),
        ("3/2023", "nord/case/ssu/2023/3"),
        ("4/2023", "nord/case/ssu/2023/4"),
    ],
)
def test_a_case_is_found_by_its_number_however_it_is_written(small: Graph, text: str, key: str) -> None:
    assert found(small, text, "Case", "nord") == [key]


@pytest.mark.parametrize("text", ["10-2023", "6/2024", "26/2023", "FSU 26/2024", "126/2024", "26/20244", "2/2024"])
def test_another_number_is_another_case(small: Graph, text: str) -> None:
    assert found(small, text, "Case") == []


@pytest.mark.parametrize(
    "text, key",
    [
        ("Hjemmesykehus på Øyvær", HOME),
        ("Hospital at home on Øyvær", HOME),
        ("HJEMMESYKEHUS PÅ ØYVÆR", HOME),
        ("hjemmesykehus pa oyvaer", HOME),
        ("øyvær sykehus hjemme", HOME),
        ("Strategisk samarbeidsutvalg", "nord/committee/ssu"),
        ("strategisk", "nord/committee/ssu"),
        ("aelvnes", "org/aelvnes"),
        ("baten", "nord/project/baat"),
        ("BÅTEN", "nord/project/baat"),
    ],
)
def test_a_thing_is_found_by_words_of_its_name(small: Graph, text: str, key: str) -> None:
    assert found(small, text) == [key]


def test_a_whole_name_goes_before_words_of_longer_ones(small: Graph) -> None:
    assert found(small, "Sykehuset") == ["org/sykehuset"]
    assert len(found(small, "sykehus")) > 1


@pytest.mark.parametrize("text", ["", "   ", "<>", "sykehus xyz", '"', "(", "[a-z]+", ".*", "%", "\\"])
def test_nonsense_finds_nothing(small: Graph, text: str) -> None:
    assert found(small, text) == []


def test_the_class_narrows_it(small: Graph) -> None:
    assert found(small, "hjelp", "Clause") == ["nord/agreement/2023/5.3"]
    assert found(small, "hjelp", "Provision") == ["nord/agreement/2023/5.3"]
    assert found(small, HOME, "Case") == []
    assert set(found(small, "hjemme")) > set(found(small, "hjemme", "Clause")) > {"nord/agreement/2023/5.3"}


def test_the_community_is_preferred_but_does_not_exclude(small: Graph) -> None:
    both = ["nord/case/ssu/2024/26", "sor/case/ssu/2024/26"]
    assert found(small, "26/2024") == both
    assert found(small, "26/2024", community="sor") == both[1:]
    assert found(small, "34/2023", community="sor") == ["nord/case/ssu/2023/34"]


def test_several_matches_are_listed_and_not_guessed(small: Graph) -> None:
    error = refused(small, "26/2024")
    for told in (error.tell("nb"), error.tell("en")):
        assert "nord/case/ssu/2024/26" in told
        assert "sor/case/ssu/2024/26" in told
    assert "SSU 26/2024: Hjemmet" in error.tell("nb")
    assert "2 ting" in error.tell("nb")
    assert "2 things" in error.tell("en")


def test_the_names_of_several_matches_are_in_the_readers_language(small: Graph) -> None:
    assert "The home" in refused(small, "26/2024").tell("en")


def test_a_long_list_is_cut_and_says_so(bundled: Graph) -> None:
    count = len(found(bundled, "punkt"))
    assert count > 13
    told = refused(bundled, "punkt").tell("nb")
    assert f"(+{count - 12})" in told
    assert len(told.splitlines()) == 1 + 1 + 12 + 1


@pytest.mark.parametrize("text", ["hjemmesykehus på øyver", "hjemesykehus på øyvær"])
def test_a_near_miss_is_suggested(small: Graph, text: str) -> None:
    error = refused(small, text)
    assert HOME in error.tell("nb")
    assert "Mente du" in error.tell("nb")
    assert "Did you mean" in error.tell("en")
    assert "Hospital at home" in error.tell("en")


def test_a_suggestion_is_of_the_class_asked_for(small: Graph) -> None:
    assert HOME not in refused(small, "hjemesykehus på øyvær", "Case").tell("nb")
    assert HOME in refused(small, "hjemesykehus på øyvær", "Project").tell("nb")


def test_a_far_miss_is_told_how_things_are_called(small: Graph) -> None:
    assert "saksnummer" in refused(small, "qqqq").tell("nb")
    assert "case number" in refused(small, "qqqq").tell("en")


def test_members_of_a_class_include_those_of_its_subclasses(small: Graph) -> None:
    provisions = small.lookup.members(terms.HF + "Provision")
    assert len(provisions) == 8 + 4
    assert small.lookup.members(terms.HF + "Clause") < provisions


@pytest.mark.parametrize("text, folded", [("ÅØÆ", "aoae"), ("É ü ñ", "e u n"), ("Å", "a"), ("STRASSE ß", "strasse ss")])
def test_folding(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(
    "text, key",
    [
        ("SSU 24-2023", "lvs/case/ssu/2023/24"),
        ("ssu-sak 24-2023", "lvs/case/ssu/2023/24"),
        ("SSU sak 24-2023", "lvs/case/ssu/2023/24"),
        ("31-2022", "lvs/case/ssu/2022/31"),
        ("07-2022", "lvs/case/ssu/2022/7"),
        ("10 /2024", "lvs/case/ssu/2024/10"),
        ("34 – 2023", "lvs/case/ssu/2023/34"),
        ("08-2023", "lvs/case/pm/2023/8"),
        ("lvs/project/trygg-akuttmedisin", "lvs/project/trygg-akuttmedisin"),
    ],
)
def test_the_cases_of_the_sources_are_found(bundled: Graph, text: str, key: str) -> None:
    assert terms.shorten(bundled.lookup.one(text)) == key
