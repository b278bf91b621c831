"""What a person really has to decide: not what goes with another, what is known, or what has changed meanwhile."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from hfgraph import terms
from hfgraph.change import Refusal
from hfgraph.graph import Graph
from hfgraph.ingest.desk import Desk
from hfgraph.ingest.facts.delivery import organisation_kind
from hfgraph.workspace import Workspace
from ingest.desks import PAPER, desk_of, ids, item
from ingest.sheets import HEAD, ROW, csv

PAPERS = Path(__file__).parents[2] / "benchmarks" / "ingest" / "development"
KEY = "nord/doc/ssu-31-2025"


@pytest.fixture
def review(copy: Path) -> dict[str, Any]:
    return desk_of(copy).open(PAPER.encode(), "paper.txt", "nord")


def test_the_head_is_one_card(review: dict[str, Any]) -> None:
    head = item(review, "header", {"field": "case_number", "value": "ssu/2025/31"})
    assert head["with"] is None
    led = {one["id"] for one in head["leads"]}
    for field, value in (("document_date", "2025-03-03"), ("meeting_date", "2025-03-19"), ("reference", "2025/118")):
        assert item(review, "header", {"field": field, "value": value})["id"] in led
    assert item(review, "case", "ssu/2025/31")["with"] == head["id"]
    assert review["counts"]["pending"] == sum(one["state"] == "pending" and not one["with"] for one in review["items"])


def test_what_an_attachment_names_goes_with_it(review: dict[str, Any]) -> None:
    value = "SSU sak 34-2023 Status for veien, oppfølging av SSU sak 10/2024"
    attachment = item(review, "header", {"field": "attachment", "value": value})
    assert item(review, "case-reference", "ssu/2023/34")["with"] == attachment["id"]


def test_only_along_takes_what_goes_with_it(copy: Path, review: dict[str, Any]) -> None:
    head = item(review, "header", {"field": "case_number", "value": "ssu/2025/31"})
    desk = desk_of(copy)
    alone = desk.decide(KEY, [{"ids": [head["id"]], "verdict": "accept"}], "analyst")
    assert ids(alone, "accepted") == [head["id"]]
    desk.decide(KEY, [{"ids": [head["id"]], "verdict": "reopen"}], "analyst")
    along = desk.decide(KEY, [{"ids": [head["id"]], "verdict": "accept", "along": True}], "analyst")
    assert set(ids(along, "accepted")) == {head["id"], *(one["id"] for one in head["leads"])}


def test_what_went_with_the_rejected_is_a_matter_of_its_own(copy: Path, review: dict[str, Any]) -> None:
    value = "SSU sak 34-2023 Status for veien, oppfølging av SSU sak 10/2024"
    attachment = item(review, "header", {"field": "attachment", "value": value})
    after = desk_of(copy).decide(KEY, [{"ids": [attachment["id"]], "verdict": "reject"}], "analyst")
    assert item(after, "case-reference", "ssu/2023/34")["with"] is None


def test_a_date_that_another_item_tells_is_none_of_its_own(copy: Path) -> None:
    from ingest.desks import TABLE

    table = (*TABLE, ("date", "2025-03-19", r"19\.03\.2025"))
    review = desk_of(copy, table).open(PAPER.encode(), "paper.txt", "nord")
    assert [one["value"] for one in review["items"] if one["type"] == "date"] == ["2025-05-02"]
    head = item(review, "header", {"field": "meeting_date", "value": "2025-03-19"})
    after = desk_of(copy, table).decide(KEY, [{"ids": [head["id"]], "verdict": "reject"}], "analyst")
    assert item(after, "date", "2025-03-19")["state"] == "candidate", "nothing tells it any more"


@pytest.mark.parametrize("paper", ["01-ssu-kverndal-saksframlegg.txt", "02-ssu-nordfjell-nynorsk.txt"])
def test_a_real_paper_has_few_cards_to_decide(copy: Path, paper: str) -> None:
    review = Desk(Workspace.open(copy)).open((PAPERS / paper).read_bytes(), paper, "nord")
    assert len(review["items"]) > 45
    assert 10 < review["counts"]["pending"] <= 32
    assert all(one["state"] == "candidate" for one in review["items"] if one["type"] == "date")


def test_accepting_what_is_known_adds_the_document_as_a_source(copy: Path) -> None:
    text = PAPER.replace("om å lede", "og Sykehuset om å lede") + "\nHelsefellesskapet møtte Ælvnes kommune.\n"
    table = (("organisation", "Ælvnes kommune", r"Ælvnes kommune"), ("case", "ssu/2025/31", r"SSU sak 31/2025"))
    desk = desk_of(copy, table)
    review = desk.open(text.encode(), "paper.txt", "nord")
    known = item(review, "organisation", "Ælvnes kommune")
    assert known["state"] == "known"
    iri = known["known"][0]["iri"]
    desk.decide(KEY, [{"ids": [known["id"]], "verdict": "accept"}], "analyst")
    desk.file(KEY, "analyst")
    facts = [fact for fact in Graph(Workspace.open(copy)).store.facts(iri) if fact.graph == terms.ID + KEY]
    assert {fact.predicate for fact in facts} == {terms.STATED_IN}


def test_a_decision_on_what_has_changed_since_is_refused(copy: Path, review: dict[str, Any]) -> None:
    seen = {one["id"]: one["stamp"] for one in review["items"]}
    first, second = ids(review)[:2]
    desk = desk_of(copy)
    desk.decide(KEY, [{"ids": [first], "verdict": "reject"}], "leader", seen)
    with pytest.raises(Refusal) as refused:
        desk.decide(KEY, [{"ids": [second, first], "verdict": "accept"}], "analyst", seen)
    assert refused.value.reason == "stale"
    assert "Somebody else has decided" in refused.value.tell("en")
    after = desk.look(KEY)
    assert (ids(after, "rejected"), ids(after, "accepted")) == ([first], [])
    now = {one["id"]: one["stamp"] for one in after["items"]}
    assert ids(desk.decide(KEY, [{"ids": [first], "verdict": "accept"}], "analyst", now), "accepted") == [first]


# ------------------------------------------------------------------------------------------------------------- of lists


def listed(copy: Path, *rows: tuple[str, ...]) -> dict[str, Any]:
    return Desk(Workspace.open(copy)).open(csv([HEAD, *rows]), "liste.csv", "nord")


def test_the_fields_of_a_row_are_what_the_row_says(copy: Path) -> None:
    review = listed(copy, ("Trygg hjemreise", "Nettverk", "", "", "Fullført", "2024-10-01", "", ""))
    fields = {field["name"]: field["value"] for field in item(review, "project", "Trygg hjemreise")["fields"]}
    assert (fields["kind"], fields["status"], fields["as_of"]) == ("network", "completed", "2024-10-01")
    assert not [one for one in review["items"] if one["type"] == "date"], "a row's dates are told by its project"


def test_what_cannot_be_read_in_a_row_is_told_beside_its_project(copy: Path) -> None:
    review = listed(copy, ROW, ("Annet", "Xyz", "", "", "", "", "", ""), ("", "", "", "", "Pågår", "2024", "", ""))
    (told,) = item(review, "project", "Annet")["findings"]
    assert "Xyz" in told["message"]
    assert told["severity"] == "warning"
    assert item(review, "project", "Trygg hjemreise")["findings"] == []
    assert any("rad 4" in note for note in review["notes"]), "a row without a project has no card"


def test_a_list_is_as_old_as_its_latest_status(copy: Path) -> None:
    head = (*HEAD, "Slutt")
    rows = [head, ("Trygg hjemreise", "", "", "", "Pågår", "2024-10-01", "", "", "2031-12-31")]
    desk = Desk(Workspace.open(copy))
    review = desk.open(csv(rows), "liste.csv", "nord")
    desk.decide(review["document"]["key"], [{"ids": ids(review), "verdict": "accept"}], "analyst")
    filed = desk.file(review["document"]["key"], "analyst")
    store = Graph(Workspace.open(copy)).store
    assert store.value(filed["graph"], terms.DCTERMS + "issued") == "2024-10-01"


@pytest.mark.parametrize("name", ["Arbeidsgruppen", "Samhandlingskomiteen", "Brukerutvalget"])
def test_a_committee_is_known_by_its_ending(name: str) -> None:
    assert organisation_kind(name) == "committee"
