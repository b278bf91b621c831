"""Where a link is stated: the passage both its ends share, or the claim that says it outright."""

from __future__ import annotations

import pytest

from hfgraph import terms
from hfgraph.evidence import Place
from hfgraph.graph import Graph

NORD = terms.ID + "nord/"
PLAN = NORD + "doc/plan-2023"


def sections(places: list[Place]) -> list[tuple[str, bool]]:
    return [(terms.shorten(place.passage).rpartition("/")[2], place.inferred) for place in places]


def link(graph: Graph, subject: str, predicate: str, obj: str) -> list[tuple[str, bool]]:
    return sections(graph.evidence.of_link(NORD + subject, terms.HF + predicate, NORD + obj))


def test_a_link_is_stated_where_both_its_ends_are(small: Graph) -> None:
    assert link(small, "project/vei", "fulfils", "agreement/2023/1.9") == [("road", False)]
    assert link(small, "project/hjemmesykehus", "fulfils", "agreement/2023/5.3") == [("home", False)]


def test_a_passage_of_another_document_is_no_source_of_the_link(small: Graph) -> None:
    assert {place.document for place in small.evidence.of_thing(NORD + "agreement/2023/5.3")} == {
        PLAN,
        NORD + "doc/sak-26-2024",
    }
    places = small.evidence.of_link(NORD + "project/hjemmesykehus", terms.HF + "fulfils", NORD + "agreement/2023/5.3")
    assert {place.document for place in places} == {PLAN}


def test_a_claim_goes_first_and_tells_that_the_link_is_inferred(small: Graph) -> None:
    assert link(small, "project/baat", "fulfils", "agreement/2023/6") == [("head", True)]
    assert link(small, "agreement/2023/6", "implements", "../law/act/2/2") == []
    assert sections(
        small.evidence.of_link(NORD + "agreement/2023/6", terms.HF + "implements", terms.ID + "law/act/2/2")
    ) == [("road", True)]


def test_a_claim_may_also_be_stated_outright(small: Graph) -> None:
    assert link(small, "project/bru", "fulfils", "agreement/2023/1.10") == [("road", False)]


def test_with_nothing_shared_the_subjects_places_tell(small: Graph) -> None:
    assert link(small, "project/hjemmesykehus", "mandatedBy", "case/ssu/2023/34/decision/1") == [("home", False)]


def test_a_link_that_is_not_there_has_no_source(small: Graph) -> None:
    assert link(small, "project/vei", "fulfils", "agreement/2023/5.3") == []


def test_places_of_a_thing_come_by_document_and_position(small: Graph) -> None:
    assert sections(small.evidence.of_thing(NORD + "project/vei")) == [("head", False), ("road", False)]
    assert small.evidence.of_thing(NORD + "committee/ssu") == []


def test_the_graphs_that_hold_a_link_are_its_documents(small: Graph) -> None:
    ends = NORD + "project/vei", terms.HF + "fulfils", NORD + "agreement/2023/1.9"
    assert small.evidence.documents_of(*ends) == {PLAN}
    assert small.evidence.documents_of(ends[2], ends[1], ends[0]) == set()


def test_a_place_tells_what_a_reader_would_cite(small: Graph) -> None:
    (place,) = small.evidence.of_link(NORD + "project/baat", terms.HF + "fulfils", NORD + "agreement/2023/6")
    assert place.tell("nb") == "Planen for 2023, «Tittel», tegn 0–15 – sluttet"
    assert place.tell("en") == "The plan for 2023, «Tittel», chars 0–15 – inferred"
    assert place.as_dict("en") == {
        "document": PLAN,
        "documentLabel": "The plan for 2023",
        "passage": PLAN + "/p/head",
        "section": "Tittel",
        "start": 0,
        "end": 15,
        "inferred": True,
    }


@pytest.mark.parametrize("thing", ["project/vei", "doc/plan-2023", "nothing"])
def test_what_is_no_passage_is_no_place(small: Graph, thing: str) -> None:
    assert small.evidence.place(NORD + thing) is None
