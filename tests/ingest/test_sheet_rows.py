"""A row that is wrong is told with row and column and how to mend it, and the others go on."""

from __future__ import annotations

import pytest

from hfgraph.ingest.gazetteer import Gazetteer
from hfgraph.ingest.profile import Profile
from hfgraph.ingest.sheets.sheet import propose_sheet, read_sheet, sheet_problems
from ingest.sheets import HEAD, ROW, csv, problems, proposed, read


def test_a_list_in_order_has_no_problems() -> None:
    assert problems([HEAD, ROW]) == []


@pytest.mark.parametrize(
    "heading, cell, said, mend",
    [
        ("Status", "litt i gang", "«litt i gang» er ingen kjent verdi for status.", "Velg en av: Planlagt"),
        ("Type", "greie", "«greie» er ingen kjent verdi for type.", "Velg en av: Prosjekt, Tiltak"),
        ("Målgruppe", "Gravide; rare", "«rare» er ingen kjent verdi for målgruppe.", "Gravide"),
        ("Start", "snart", "«snart» er ikke en dato.", "01.10.2024"),
        ("Avtalepunkt", "fire", "«fire» er ikke et punktnummer.", "4.1; 5"),
        ("Beløp", "mye", "«mye» er ikke et beløp i hele kroner.", "500 000"),
        ("Vedtatt i sak", "i fjor", "«i fjor» er ikke et saksnummer.", "SSU 26/2024"),
        ("Ansvarlig", "kari@nordvik.no", "e-postadresse", "rollen"),
        ("Statusdato", "2024", "Datoen gjelder en status som mangler.", "Velg en status"),
        ("Ansvarlig", "#REF!", "Cellen har en formel som feiler.", "Rett formelen"),
    ],
)
def test_what_cannot_be_read_is_told_and_the_rest_goes_on(heading: str, cell: str, said: str, mend: str) -> None:
    rows = [["Prosjekt", "Merknad", heading], ["Første", "ok", ""], ["Andre", "bra", cell], ["Tredje", "fint", ""]]
    (told,) = problems(rows)
    assert told.startswith(f"liste.xlsx:3:3: Arket «Liste», rad 3, kolonnen «{heading}»: ")
    assert said in told
    assert mend in told.partition("→")[2]
    projects = [one for one in proposed(rows) if one.type == "project"]
    assert [one.value for one in projects] == ["Første", "Andre", "Tredje"]
    assert projects[1].detail is not None
    (problem,) = projects[1].detail["problems"]
    assert (problem["row"], problem["column"]) == (3, heading)
    assert said in problem["nb"]
    assert problem["en"]
    assert problem["mend_en"]


def test_every_problem_is_told_in_english_too() -> None:
    rows = [["Prosjekt", "Status", "Start"], ["A", "hm", "snart"], ["", "Pågår", ""], ["Innsatsområde 1"]]
    told = [problem.tell("en") for problem in sheet_problems(read(rows), Profile.load())]
    assert [one.partition(": ")[2].partition(" '")[0] for one in told] == ["Sheet"] * 4
    assert "is no known value of status. " in told[0].replace("\n", " ")
    assert "(" not in told[0]


def test_a_status_without_a_date_is_asked_for_and_not_guessed() -> None:
    rows = [["Prosjekt", "Status"], ["A", "Pågår"]]
    (told,) = problems(rows)
    assert "Status mangler dato." in told
    (project,) = proposed(rows)
    assert project.detail is not None
    assert project.detail["status"] == "ongoing"
    assert "status_date" not in project.detail


def test_an_unreadable_date_of_a_status_is_told_once() -> None:
    (told,) = problems([["Prosjekt", "Status", "Statusdato"], ["A", "Pågår", "i går"]])
    assert "«i går» er ikke en dato." in told


def test_an_end_before_the_start_is_told_and_left_out() -> None:
    rows = [["Prosjekt", "Start", "Slutt"], ["A", "2024-05", "2023"], ["B", "2024-05", "2024"]]
    (told,) = problems(rows)
    assert "Slutt (2023) er før start (2024-05)." in told
    projects = [one.detail or {} for one in proposed(rows) if one.type == "project"]
    assert "end" not in projects[0]
    assert projects[1]["end"] == "2024"
    assert not [one for one in proposed(rows) if one.rule == "sheet.end" and (one.detail or {})["row"] == 2]


def test_a_name_that_comes_twice_is_told_and_only_the_first_row_read() -> None:
    rows = [["Prosjekt", "Ansvarlig"], ["Trygg hjem", "A"], ["B", "C"], ["trygg  HJEM.", "D"]]
    (told,) = problems(rows)
    assert told.startswith("liste.xlsx:4:1:")
    assert "står også i rad 2" in told
    assert [one.value for one in proposed(rows)] == ["Trygg hjem", "A", "B", "C"]


def test_a_history_of_statuses_is_one_project() -> None:
    rows = [
        ["Prosjekt", "Status", "Statusdato"],
        ["A", "Startet", "2023-06"],
        ["B", "Pågår", "2024"],
        ["A", "Fullført", "2024-10"],
    ]
    assert problems(rows) == []
    first, _, last = [one for one in proposed(rows) if one.type == "project"]
    assert first.key == last.key
    assert last.id == f"{first.id}.2"
    assert first.detail is not None
    assert "rows" not in (last.detail or {})
    assert [(row["row"], row["status"], row["status_date"]) for row in first.detail["rows"]] == [
        (2, "started", "2023-06"),
        (4, "completed", "2024-10"),
    ]


def test_the_same_status_date_twice_is_no_history() -> None:
    rows = [["Prosjekt", "Status", "Statusdato"], ["A", "Startet", "2024"], ["A", "Fullført", "2024"]]
    assert len(problems(rows)) == 1


def test_a_row_without_a_name_is_told() -> None:
    (told,) = problems([["Prosjekt", "Ansvarlig"], ["A", "B"], ["", "C kommune"]])
    assert "rad 3: Raden har ikke noe prosjektnavn" in told


def test_a_focus_area_over_its_projects_is_no_project() -> None:
    rows = [["Prosjekt", "Ansvarlig"], ["Innsatsområde 1", ""], ["A", "B"], ["Barn og unge", ""]]
    names = Gazetteer({"barn og unge": ("focus-area", "https://w3id.org/hfgraph/id/nord/focus-area/1", "Barn og unge")})
    document = read(rows)
    told = [problem.tell("nb") for problem in sheet_problems(document, Profile.load(), names)]
    assert [one.partition(" er et innsatsområde")[1] != "" for one in told] == [True, True]
    assert [one.value for one in propose_sheet(document, Profile.load(), names)] == ["A", "B"]
    assert [one.value for one in propose_sheet(document, Profile.load())] == ["A", "B", "Barn og unge"]


def test_a_name_the_graph_has_is_told_with_its_thing() -> None:
    iri = "https://w3id.org/hfgraph/id/org/sykehuset-nordvik"
    names = Gazetteer({"sykehuset, nordvik": ("organisation", iri, "Sykehuset, Nordvik")})
    document = read([["Prosjekt", "Deltakere"], ["A", "Sykehuset, Nordvik; Ælvnes kommune"]])
    found = propose_sheet(document, Profile.load(), names)
    assert [(one.value, (one.detail or {}).get("iri")) for one in found[1:]] == [
        ("Sykehuset, Nordvik", iri),
        ("Ælvnes kommune", None),
    ]


def test_the_row_of_a_problem_is_the_files_own() -> None:
    rows = [["Tittel"], [], HEAD, [], [], ["A", "greie"]]
    for document in (read(rows), read_sheet(csv(rows), "liste.csv")):
        (problem,) = sheet_problems(document, Profile.load())
        assert (problem.line, problem.column, problem.field) == (6, 2, "Type")
