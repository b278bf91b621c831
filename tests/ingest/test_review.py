"""Reviews: each item in its state, what the graph knows already, what it says otherwise, and what may be the same."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hfgraph import terms
from hfgraph.errors import HfgraphError
from ingest.desks import PAPER, TABLE, desk_of, ids, item

KEY = "nord/doc/ssu-31-2025"
PARTS = {
    "id",
    "type",
    "typeLabel",
    "value",
    "label",
    "tier",
    "confidence",
    "rule",
    "ruleLabel",
    "places",
    "state",
    "decision",
    "known",
    "candidates",
    "conflicts",
    "fields",
    "triples",
    "findings",
    "stamp",
    "with",
    "leads",
}


@pytest.fixture
def review(copy: Path) -> dict[str, Any]:
    return desk_of(copy).open(PAPER.encode(), "paper.txt", "nord")


def test_a_review_has_what_the_protocol_says(review: dict[str, Any]) -> None:
    assert set(review) >= {"document", "text", "blocks", "items", "rules", "roles", "counts"}
    assert review["document"] == review["document"] | {
        "key": KEY,
        "community": "nord",
        "name": "paper.txt",
        "title": "Felles rutiner for utskriving",
        "state": "new",
        "message": "",
        "reader": "lines 1",
    }
    assert all(set(each) == PARTS for each in review["items"])
    waiting = [each for each in review["items"] if each["state"] == "pending"]
    assert review["counts"]["pending"] == sum(each["with"] is None for each in waiting)
    assert {each["code"] for each in review["roles"]} == {"secretariat", "case-handler", "leader", "analyst", "other"}
    assert sum(each["pending"] for each in review["rules"]) == len(ids(review))


def test_each_place_is_the_words_it_says(review: dict[str, Any]) -> None:
    for each in review["items"]:
        for place in each["places"]:
            assert PAPER[place["start"] : place["end"]] == place["text"]


@pytest.mark.parametrize(
    "type_, value, state",
    [
        ("case", "ssu/2025/31", "pending"),
        ("organisation", "Øyvær kommune", "pending"),
        ("amount", 250000, "candidate"),
        ("date", "2025-05-02", "candidate"),
        ("law-reference", "act§2#1", "pending"),
    ],
)
def test_states(review: dict[str, Any], type_: str, value: object, state: str) -> None:
    assert item(review, type_, value)["state"] == state  # type: ignore[arg-type]


def test_an_existing_thing_is_shown_as_known(review: dict[str, Any]) -> None:
    road = item(review, "project", "Veien frem")
    assert road["known"][0]["iri"] == terms.ID + "nord/project/vei"
    assert road["known"][0]["url"] == "/id/nord/project/vei"
    assert road["candidates"] == []


def test_a_mention_of_what_is_known_leaves_nothing_to_decide(copy: Path) -> None:
    table = (("organisation", "Øyvær kommune", "Øyvær kommune"),)
    review = desk_of(copy, table).open(b"Brev fra \xc3\x98yv\xc3\xa6r kommune om saken.\n", "brev.txt", "nord")
    assert [each["state"] for each in review["items"]] == ["known"]


def test_a_name_like_another_has_it_for_a_candidate(copy: Path) -> None:
    table = (("project", "Hjemmesykehuset på Øyvær", "Hjemmesykehuset på Øyvær"),)
    review = desk_of(copy, table).open("Hjemmesykehuset på Øyvær går bra.\n".encode(), "brev.txt", "nord")
    (only,) = review["items"]
    assert only["state"] == "pending"
    assert only["candidates"][0]["iri"] == terms.ID + "nord/project/hjemmesykehus"


def test_things_of_another_community_are_neither_known_nor_candidates(copy: Path) -> None:
    table = (("project", "Veien frem", "Veien frem"),)
    review = desk_of(copy, table).open(b"Veien frem.\n", "brev.txt", "sor")
    (only,) = review["items"]
    assert (only["state"], only["known"], only["candidates"]) == ("pending", [], [])


def test_another_value_in_the_graph_is_a_conflict(copy: Path) -> None:
    path = copy / "data" / "nord" / "sak-26-2024.ttl"
    path.write_text(
        path.read_text() + '<case/ssu/2025/31> <https://w3id.org/hfgraph/ns#documentDate> "2025-03-04"^^xsd:date .\n'
    )
    review = desk_of(copy).open(PAPER.encode(), "paper.txt", "nord")
    dated = item(review, "header", {"field": "document_date", "value": "2025-03-03"})
    assert [each["value"] for each in dated["conflicts"]] == ["2025-03-04"]
    assert dated["conflicts"][0]["label"] == "document date"


def test_two_values_in_one_document_are_a_conflict(copy: Path) -> None:
    table = (*TABLE, ("header", {"field": "document_date", "value": "2025-05-02"}, "2\\. mai"))
    review = desk_of(copy, table).open(PAPER.encode(), "paper.txt", "nord")
    for day, other in (("2025-03-03", "2025-05-02"), ("2025-05-02", "2025-03-03")):
        dated = item(review, "header", {"field": "document_date", "value": day})
        assert [each["value"] for each in dated["conflicts"]] == [other]


def test_addresses_and_numbers_are_masked(copy: Path) -> None:
    table = (
        ("organisation", "Vakten kari@example.org", "kari@example.org"),
        ("header", {"field": "reference", "value": "tlf 98 76 54 32"}, "98 76 54 32"),
    )
    desk = desk_of(copy, table)
    review = desk.open(PAPER.encode(), "paper.txt", "nord")
    assert {str(each["value"]) for each in review["items"]} == {
        "Vakten •••",
        "{'field': 'reference', 'value': 'tlf •••'}",
    }
    desk.decide(
        review["document"]["key"], [{"ids": ids(review), "verdict": "accept", "note": "ring 98765432"}], "other"
    )
    (ledger,) = (copy / "reviews" / "nord").glob("*.jsonl")
    assert not {"kari@", "98 76", "98765432"} & {
        part for part in ("kari@", "98 76", "98765432") if part in ledger.read_text()
    }


@pytest.mark.parametrize("community", [None, "vest"])
def test_a_community_that_cannot_be_told_is_asked_for(copy: Path, community: str | None) -> None:
    with pytest.raises(HfgraphError) as caught:
        desk_of(copy).open(b"Ingenting her.\n", "x.txt", community)
    assert "nord" in caught.value.problems[0].mend.en


def test_the_community_is_the_one_whose_things_are_named(copy: Path) -> None:
    assert desk_of(copy).open(PAPER.encode(), "paper.txt")["document"]["community"] == "nord"


def test_the_language_asked_for_is_spoken(copy: Path) -> None:
    desk = desk_of(copy)
    desk._language = "nb"
    review = desk.open(PAPER.encode(), "paper.txt", "nord")
    assert item(review, "case", "ssu/2025/31")["typeLabel"] == "Sak"
    point = item(review, "decision-point", {"case": "ssu/2025/31", "number": 1, "kind": "proposed"})
    assert point["label"] == "Forslag punkt 1 i SSU 31/2025"
