"""A filled-in template becomes statements that keep the rules and answer the questions the model asks of projects."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

import openpyxl
import pytest

import hfgraph
from hfgraph import terms, turtle
from hfgraph.graph import Graph
from hfgraph.ingest.document import Document
from hfgraph.ingest.facts import Context, filed
from hfgraph.ingest.gazetteer import Gazetteer
from hfgraph.ingest.item import Item, items_of
from hfgraph.ingest.known import Known
from hfgraph.ingest.profile import Profile
from hfgraph.ingest.sheets.sheet import propose_sheet, read_sheet, sheet_problems
from hfgraph.ingest.sheets.table import Table
from hfgraph.ingest.sheets.template import xlsx_template

NORD = terms.ID + "nord/"
KEY = "nord/doc/prosjekter-2024"
DOC = terms.ID + KEY
TRYGG, NETT, HELSE = (NORD + f"project/{name}" for name in ("trygg-hjemreise", "fagnettverket", "helse-i-nord"))
FULL = {
    "Prosjekt": "Trygg hjemreise",
    "Navn på engelsk": "Safe journey home",
    "Type": "Utprøving",
    "Innsatsområde": "Barn og unge",
    "Avtalepunkt": "1.1; 5.3",
    "Status": "Pågår",
    "Statusdato": "2024-10-01",
    "Ansvarlig": "Ælvnes kommune",
    "Eier": "Sykehuset",
    "Arbeidsgiver": "Ælvnes kommune",
    "Organisering": "Arbeidsgruppe for trygg hjemreise",
    "Finansiering": "Sykehuset",
    "Beløp": "ca. 500 000",
    "Deltakere": "Øyvær kommune; Sykehuset",
    "Utprøvingskommuner": "Øyvær kommune; Sykehuset",
    "Målgruppe": "Gravide; Leger",
    "Start": "2024-02",
    "Slutt": "2025",
    "Vedtatt i sak": "SSU 26/2024",
    "Kilde": "Statusrapport 2024 s. 4",
    "Merknad": "Utprøving i to kommuner først.",
}
ROWS: tuple[Mapping[str, str], ...] = (
    FULL,
    {"Prosjekt": "Fagnettverket", "Type": "Nettverk", "Status": "Etablert", "Statusdato": "2023"},
    {"Prosjekt": "Helse i nord", "Status": "Startet", "Statusdato": "2023-06"},
    {"Prosjekt": "Helse i nord", "Status": "Fullført", "Statusdato": "2024-09-15"},
    {"Prosjekt": "Uten dato", "Status": "Pågår"},
)


def filled(rows: Iterable[Mapping[str, str]]) -> Document:
    """Return the template filled in."""
    book = openpyxl.load_workbook(io.BytesIO(xlsx_template(Table.load())))
    page = book["Prosjekter"]
    place = {cell.value: number for number, cell in enumerate(page[1], 1)}
    for number, row in enumerate(rows, 3):
        for heading, value in row.items():
            page.cell(number, place[heading]).value = value
    stream = io.BytesIO()
    book.save(stream)
    return read_sheet(stream.getvalue(), "prosjekter.xlsx")


def context_of(graph: Graph, rows: Iterable[Mapping[str, str]] = ROWS) -> Context:
    document = filled(rows)
    profile = Profile.load("nord")
    items = items_of(propose_sheet(document, profile, Gazetteer.of(graph.store, "nord")))
    return Context("nord", KEY, document, Known(graph, DOC), profile, tuple(items))


def facts_of(context: Context, items: Iterable[Item] | None = None) -> set[tuple[str, str, str]]:
    scribe = filed(context.items if items is None else items, context, today="2024-11-01")
    return {(str(each.subject)[1:-1], each.predicate.value, _value(each.object)) for each in scribe.triples}


def _value(term: object) -> str:
    return str(getattr(term, "value", ""))


def values(facts: set[tuple[str, str, str]], subject: str, name: str) -> set[str]:
    predicate = name if ":" in name else terms.HF + name
    return {value.removeprefix(terms.ID) for about, said, value in facts if (about, said) == (subject, predicate)}


@pytest.fixture(scope="module")
def whole(small: Graph) -> set[tuple[str, str, str]]:
    return facts_of(context_of(small))


@pytest.fixture
def stored(copy: Path) -> Graph:
    """The small workspace with the list filed in it."""
    context = context_of(hfgraph.open(copy))
    scribe = filed(context.items, context, today="2024-11-01")
    text = turtle.write(scribe.triples, DOC)
    (copy / "data" / "nord" / "prosjekter-2024.ttl").write_text(text, encoding="utf-8")
    (copy / "sources" / "prosjekter.xlsx.txt").write_text(context.document.text, encoding="utf-8")
    return hfgraph.open(copy)


@pytest.mark.parametrize(
    "name, expected",
    [
        (terms.TYPE, {terms.HF + "Project"}),
        (terms.LABEL, {"Trygg hjemreise", "Safe journey home"}),
        ("kind", {terms.HFC + "project-kind/pilot"}),
        ("community", {"nord"}),
        ("contributesTo", {"nord/focus-area/1"}),
        ("fulfils", {"nord/agreement/2023/1.1", "nord/agreement/2023/5.3"}),
        ("lead", {"org/aelvnes"}),
        ("owner", {"org/sykehuset"}),
        ("employer", {"org/aelvnes"}),
        ("organizedBy", {"nord/committee/arbeidsgruppe-for-trygg-hjemreise"}),
        ("funder", {"org/sykehuset"}),
        ("participant", {"org/oyvaer", "org/sykehuset"}),
        ("pilotMunicipality", {"org/oyvaer"}),
        ("targetGroup", {terms.HFC + "target-group/pregnant-women", terms.HFC + "target-group/doctors"}),
        ("startDate", {"2024-02"}),
        ("endDate", {"2025"}),
        ("mandatedBy", {"nord/case/ssu/2024/26"}),
        (
            "note",
            {
                "Utprøving i to kommuner først.",
                "Kilde oppgitt i lista: Statusrapport 2024 s. 4",
                "Source given in the list: Statusrapport 2024 s. 4",
            },
        ),
    ],
)
def test_a_row_says_all_that_it_says(whole: set[tuple[str, str, str]], name: str, expected: set[str]) -> None:
    assert values(whole, TRYGG, name) == expected


def test_a_status_is_an_observation_that_its_row_says(small: Graph, whole: set[tuple[str, str, str]]) -> None:
    observation = NORD + "obs/project-trygg-hjemreise/progress/2024-10-01"
    assert values(whole, observation, "about") == {"nord/project/trygg-hjemreise"}
    assert values(whole, observation, "status") == {terms.HFC + "status/ongoing"}
    assert values(whole, observation, "aspect") == {terms.HFC + "aspect/progress"}
    assert values(whole, observation, "asOf") == {"2024-10-01"}
    assert values(whole, observation, "certainty") == {terms.HFC + "certainty/stated"}
    (passage,) = values(whole, observation, terms.STATED_IN)
    start, end = (int(values(whole, terms.ID + passage, name).pop()) for name in ("start", "end"))
    quote = context_of(small).document.text[start:end]
    assert quote.startswith("Trygg hjemreise\t")
    assert "\tPågår\t2024-10-01\t" in quote
    assert "\n" not in quote
    assert values(whole, terms.ID + passage, "section") == {"Prosjekter"}


def test_the_aspect_is_that_of_the_status(whole: set[tuple[str, str, str]]) -> None:
    observation = NORD + "obs/project-fagnettverket/establishment/2023"
    assert values(whole, observation, "status") == {terms.HFC + "status/established"}


def test_a_history_is_an_observation_for_each_date(whole: set[tuple[str, str, str]]) -> None:
    for day, status in (("2023-06", "started"), ("2024-09-15", "completed")):
        observation = NORD + f"obs/project-helse-i-nord/progress/{day}"
        assert values(whole, observation, "status") == {f"{terms.HFC}status/{status}"}


def test_a_status_without_a_date_is_not_filed_until_a_person_gives_it(small: Graph) -> None:
    context = context_of(small, [{"Prosjekt": "Uten dato", "Status": "Pågår"}])
    assert not [fact for fact in facts_of(context) if fact[1] == terms.HF + "status"]
    dated = [replace(item, fields={"as_of": "2024-05-01"}) for item in context.items]
    observation = NORD + "obs/project-uten-dato/progress/2024-05-01"
    assert values(facts_of(context, dated), observation, "status") == {terms.HFC + "status/ongoing"}


def test_what_a_form_proposes_does_not_change_what_the_row_says(small: Graph) -> None:
    context = context_of(small)
    form = {"kind": "project", "status": "", "aspect": "progress", "as_of": "2024-11-01"}
    shown = [replace(item, fields=form) if item.type == "project" else item for item in context.items]
    assert values(facts_of(context, shown), TRYGG, "kind") == {terms.HFC + "project-kind/pilot"}
    assert {fact for fact in facts_of(context, shown) if "/obs/" in fact[0]} >= {
        fact for fact in facts_of(context) if "/obs/" in fact[0]
    }


def test_a_status_that_a_person_fills_in_replaces_the_rows(small: Graph) -> None:
    context = context_of(small, [FULL])
    form = {"kind": "service", "status": "delayed", "aspect": "progress", "as_of": "2024-10-15"}
    mended = [replace(item, fields=form) if item.type == "project" else item for item in context.items]
    facts = facts_of(context, mended)
    assert values(facts, TRYGG, "kind") == {terms.HFC + "project-kind/service"}
    assert values(facts, NORD + "obs/project-trygg-hjemreise/progress/2024-10-15", "status") == {
        terms.HFC + "status/delayed"
    }
    assert not values(facts, NORD + "obs/project-trygg-hjemreise/progress/2024-10-01", "status")


def test_an_amount_is_an_allocation_for_the_project(whole: set[tuple[str, str, str]]) -> None:
    allocation = NORD + "allocation/prosjekter-2024/trygg-hjemreise-500000"
    assert values(whole, allocation, "amount") == {"500000"}
    assert values(whole, allocation, "usedFor") == {"nord/project/trygg-hjemreise"}
    assert values(whole, allocation, "allocator") == {"org/sykehuset"}
    assert values(whole, allocation, "precision") == {terms.HFC + "precision/approximate"}


def test_what_is_not_accepted_is_not_linked(small: Graph) -> None:
    context = context_of(small, [FULL])
    project = [item for item in context.items if item.type == "project"]
    facts = facts_of(context, project)
    for name in ("lead", "employer", "funder", "participant", "contributesTo", "fulfils", "mandatedBy", "organizedBy"):
        assert values(facts, TRYGG, name) == set(), name
    assert not [fact for fact in facts if fact[1] == terms.HF + "usedFor"]
    assert values(facts, TRYGG, "kind") == {terms.HFC + "project-kind/pilot"}
    with_lead = [item for item in context.items if item.type == "project" or item.value == "Ælvnes kommune"]
    facts = facts_of(context, with_lead)
    assert values(facts, TRYGG, "lead") == values(facts, TRYGG, "employer") == {"org/aelvnes"}
    assert values(facts, TRYGG, "participant") == set()


def test_a_known_project_keeps_its_name_and_kind(stored: Graph) -> None:
    rows = [{"Prosjekt": "Trygg hjemreise", "Type": "Tiltak", "Status": "Fullført", "Statusdato": "2025-01"}]
    document = filled(rows)
    profile = Profile.load("nord")
    items = items_of(propose_sheet(document, profile, Gazetteer.of(stored.store, "nord")))
    key = "nord/doc/prosjekter-2025"
    context = Context("nord", key, document, Known(stored, terms.ID + key), profile, tuple(items))
    facts = facts_of(context)
    assert items[0].detail["iri"] == TRYGG
    assert values(facts, TRYGG, terms.TYPE) == set()
    assert values(facts, TRYGG, terms.LABEL) == set()
    assert values(facts, TRYGG, "kind") == set()
    assert len(values(facts, TRYGG, terms.STATED_IN)) == 1


def test_two_lists_that_differ_on_a_date_are_both_kept(stored: Graph) -> None:
    document = filled([{"Prosjekt": "Trygg hjemreise", "Status": "Forsinket", "Statusdato": "2024-10-01"}])
    profile = Profile.load("nord")
    key = "nord/doc/andre-2024"
    items = tuple(items_of(propose_sheet(document, profile, Gazetteer.of(stored.store, "nord"))))
    facts = facts_of(Context("nord", key, document, Known(stored, terms.ID + key), profile, items))
    observation = NORD + "obs/project-trygg-hjemreise/progress/2024-10-01/andre-2024"
    assert values(facts, observation, "status") == {terms.HFC + "status/delayed"}


def test_what_is_filed_keeps_the_rules(copy: Path, stored: Graph) -> None:
    before = {(finding.rule, finding.focus) for finding in hfgraph.open(_without(copy)).validate().findings}
    found = [
        finding
        for finding in stored.validate().findings
        if finding.severity == "violation" and (finding.rule, finding.focus) not in before
    ]
    assert [(finding.rule, finding.message.en) for finding in found] == []


def _without(copy: Path) -> Path:
    import shutil

    other = Path(shutil.copytree(copy, copy.parent / "before"))
    (other / "data" / "nord" / "prosjekter-2024.ttl").unlink()
    return other


def test_the_questions_are_answered(stored: Graph) -> None:
    lacking = {str(row["project"]): row for row in stored.ask("measures-incomplete", community="nord")}
    assert TRYGG not in lacking
    assert lacking[NETT]["missing"] == 4
    statuses = {
        (str(row["project"]), str(row["status"]).rpartition("/")[2], str(row["date"]), str(row["section"]))
        for row in stored.ask("project-status", community="nord")
    }
    assert {
        (TRYGG, "ongoing", "2024-10-01", "Prosjekter"),
        (NETT, "established", "2023", "Prosjekter"),
        (HELSE, "completed", "2024-09-15", "Prosjekter"),
    } <= statuses
    areas = {(str(row["area"]), str(row["project"])) for row in stored.ask("projects-by-focus-area", community="nord")}
    assert (NORD + "focus-area/1", TRYGG) in areas
    clauses = {(str(row["clause"]), str(row["project"])) for row in stored.ask("projects-by-clause", community="nord")}
    assert {(NORD + "agreement/2023/1.1", TRYGG), (NORD + "agreement/2023/5.3", TRYGG)} <= clauses


def test_a_filled_template_has_no_problems_but_the_date_that_is_missing() -> None:
    (problem,) = sheet_problems(filled(ROWS), Profile.load())
    assert "Status mangler dato" in problem.what.nb
