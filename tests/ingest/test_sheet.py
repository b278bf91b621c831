"""Spreadsheets become documents: a line for each row, whatever the file's format and layout."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from hfgraph.errors import HfgraphError
from hfgraph.ingest.profile import Profile
from hfgraph.ingest.sheets.sheet import is_sheet, propose_sheet, read_sheet, sheet_problems
from ingest.sheets import HEAD, ROW, Rows, csv, proposed, read, xlsx

PROFILE = Profile.load()
SECOND = ("Helse i nord", "Tiltak", "Innsatsområde 1", "5.3", "Fullført", "2023", "Øyvær kommune", "sak 31-2022")


def told(content: bytes, name: str) -> list[tuple[Any, ...]]:
    found = propose_sheet(read_sheet(content, name), PROFILE)
    return [(one.type, one.value, one.rule, one.start, one.end, one.id) for one in found]


def test_a_line_is_a_row_and_a_block_is_its_line() -> None:
    document = read_sheet(xlsx([HEAD, ROW, SECOND]), "liste.xlsx")
    assert document.text == "\n".join("\t".join(row) for row in (HEAD, ROW, SECOND)) + "\n"
    assert [document.text[block.start : block.end] for block in document.blocks] == document.text.splitlines()
    assert {(block.kind, block.page, block.section) for block in document.blocks} == {("row", 1, "Liste")}
    assert is_sheet(document)
    assert document.notes == ()


def test_every_proposal_stands_where_it_says() -> None:
    document = read_sheet(xlsx([HEAD, ROW]), "liste.xlsx")
    found = propose_sheet(document, PROFILE)
    assert [one.text for one in found] == [document.text[one.start : one.end] for one in found]
    assert [(one.type, one.value, one.text, one.rule) for one in found] == [
        ("project", "Trygg hjemreise", "Trygg hjemreise", "sheet.name"),
        ("focus-area", "Innsatsområde 2", "2", "sheet.focus_area"),
        ("clause-reference", "4.1", "4.1", "sheet.clauses"),
        ("clause-reference", "5", "5", "sheet.clauses"),
        ("date", "2024-10-01", "2024-10-01", "sheet.status_date"),
        ("organisation", "Ælvnes kommune", "Ælvnes kommune", "sheet.lead"),
        ("case-reference", "ssu/2024/26", "SSU 26/2024", "sheet.case"),
    ]
    assert {(one.detail or {})["row"] for one in found} == {2}


def test_a_project_tells_its_row() -> None:
    (project,) = (one for one in proposed([HEAD, ROW]) if one.type == "project")
    assert project.detail is not None
    (row,) = project.detail["rows"]
    assert {name: value for name, value in row.items() if name not in ("span", "spans")} == {
        "row": 2,
        "sheet": "Liste",
        "name": "Trygg hjemreise",
        "kind": "project",
        "focus_area": ["Innsatsområde 2"],
        "clauses": ["4.1", "5"],
        "status": "ongoing",
        "aspect": "progress",
        "status_date": "2024-10-01",
        "lead": ["Ælvnes kommune"],
        "case": ["ssu/2024/26"],
        "problems": [],
    }
    text = read([HEAD, ROW]).text
    assert text[slice(*row["span"])] == "\t".join(ROW)
    assert [text[start:end] for start, end in row["spans"]["clauses"]] == ["4.1", "5"]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_and_xlsx_of_the_same_list_are_the_same(separator: str, encoding: str) -> None:
    assert told(csv([HEAD, ROW, SECOND], separator, encoding), "liste.csv") == told(
        xlsx([HEAD, ROW, SECOND]), "liste.xlsx"
    )


def test_cp1252_is_told() -> None:
    (note,) = read_sheet(csv([HEAD, ROW], encoding="cp1252"), "liste.csv").notes
    assert "Windows-1252" in note.nb


def test_excel_may_say_what_parts_the_cells() -> None:
    document = read_sheet(b"sep=,\r\n" + csv([HEAD, ROW], ","), "liste.csv")
    assert next(one.detail["row"] for one in propose_sheet(document, PROFILE) if one.detail) == 3


def test_commas_in_the_title_do_not_part_the_cells() -> None:
    rows = [["Prosjekter i nord, sør, øst, vest og ellers"], HEAD, ROW]
    assert told(csv(rows), "liste.csv") == told(xlsx(rows), "liste.xlsx")


def test_a_quoted_line_break_parts_values_where_there_may_be_several() -> None:
    rows = [["Prosjekt", "Deltakere"], ["Trygg\nhjemreise", "Ælvnes kommune\nØyvær kommune"]]
    for content, name in ((csv(rows), "a.csv"), (xlsx(rows), "a.xlsx")):
        document = read_sheet(content, name)
        assert document.text.splitlines()[1] == "Trygg hjemreise\tÆlvnes kommune; Øyvær kommune"
        values = [one.value for one in propose_sheet(document, PROFILE)]
        assert values == ["Trygg hjemreise", "Ælvnes kommune", "Øyvær kommune"]


def test_titles_above_and_empty_rows_keep_the_row_numbers() -> None:
    rows = [["Prosjekter 2024"], [], [], HEAD, [], ROW]
    document = read_sheet(xlsx(rows), "liste.xlsx")
    assert document.text.split("\n")[3] == "\t".join(HEAD)
    assert [block.kind for block in document.blocks] == ["paragraph", "row", "row"]
    (project,) = (one for one in propose_sheet(document, PROFILE) if one.type == "project")
    assert project.detail is not None
    assert project.detail["row"] == 6


def test_the_row_with_most_headings_is_the_header() -> None:
    groups = ["Prosjekt", "", "", "", "Status"]
    document = read_sheet(xlsx([groups, HEAD, ROW]), "liste.xlsx")
    assert [one.value for one in propose_sheet(document, PROFILE) if one.type == "project"] == ["Trygg hjemreise"]


def test_headings_may_be_broken_into_lines() -> None:
    rows = [
        ["Pro-\nsjekt", "Avtale-\npunkt(er)", "Status\ndato", "Status", "Del-\ntakere"],
        ["A", "5", "2024", "Pågår", "B"],
    ]
    for content, name in ((csv(rows), "a.csv"), (xlsx(rows), "a.xlsx")):
        document = read_sheet(content, name)
        assert document.notes == ()
        assert [one.rule for one in propose_sheet(document, PROFILE)] == [
            "sheet.name",
            "sheet.clauses",
            "sheet.status_date",
            "sheet.participants",
        ]


def test_headings_of_two_rows_are_one() -> None:
    rows: Rows = [["Prosjekt", "Status", None], [None, "Status", "Statusdato"], ["A", "Pågår", "2024"]]

    def merged(page: Worksheet) -> None:
        page.merge_cells("A1:A2")
        page.merge_cells("B1:C1")

    document = read_sheet(xlsx(rows, merged), "liste.xlsx")
    assert sheet_problems(document, PROFILE) == []
    (project, _) = propose_sheet(document, PROFILE)
    assert project.detail is not None
    assert (project.detail["row"], project.detail["status"], project.detail["status_date"]) == (3, "ongoing", "2024")


def test_a_project_in_two_sheets_is_told_with_the_sheet() -> None:
    def more(page: Worksheet) -> None:
        book = page.parent
        assert book is not None
        other = book.create_sheet("Andre")
        other.append(HEAD)
        other.append(ROW)

    (problem,) = sheet_problems(read_sheet(xlsx([HEAD, ROW], more), "liste.xlsx"), PROFILE)
    assert "Arket «Andre», rad 2, kolonnen «Prosjekt»" in problem.what.nb
    assert "står også i rad 2 i arket «Liste»" in problem.what.nb
    assert "is in row 2 of sheet 'Liste' too" in problem.what.en


def test_a_list_of_names_alone_is_a_list() -> None:
    assert [one.value for one in proposed([["Prosjekt"], ["A"], ["B"]])] == ["A", "B"]


def test_unknown_columns_and_columns_that_come_twice_are_told() -> None:
    document = read([["Prosjekt", "Farge", "Status", "Status"], ["A", "blå", "Pågår", "Ferdig", "løs"]])
    (note,) = document.notes
    assert "B «Farge», D «Status», E." in note.nb
    assert "B 'Farge'" not in note.en
    assert "blå" in document.text


def test_several_sheets_are_pages() -> None:
    def more(page: Worksheet) -> None:
        book = page.parent
        assert book is not None
        other = book.create_sheet("Andre")
        other.append(["Navn", "Status", "Per dato"])
        other.append(["Noe annet", "ferdig", "2023"])

    document = read_sheet(xlsx([HEAD, ROW], more), "liste.xlsx")
    assert [(block.kind, block.page, block.section) for block in document.blocks] == [
        ("heading", 1, "Liste"),
        ("row", 1, "Liste"),
        ("row", 1, "Liste"),
        ("heading", 2, "Andre"),
        ("row", 2, "Andre"),
        ("row", 2, "Andre"),
    ]
    projects = [one for one in propose_sheet(document, PROFILE) if one.type == "project"]
    assert [(one.value, one.page, (one.detail or {})["row"]) for one in projects] == [
        ("Trygg hjemreise", 1, 2),
        ("Noe annet", 2, 2),
    ]


def test_hidden_sheets_and_sheets_without_a_list_are_told() -> None:
    def more(page: Worksheet) -> None:
        book = page.parent
        assert book is not None
        hidden = book.create_sheet("Skjult")
        hidden.append(HEAD)
        hidden.append(SECOND)
        hidden.sheet_state = "hidden"
        book.create_sheet("Budsjett").append(["Konto", 12])
        book.create_sheet("Tomt")

    document = read_sheet(xlsx([HEAD, ROW], more), "liste.xlsx")
    assert [note.nb for note in document.notes] == [
        "Arket «Skjult» er skjult og er ikke lest.",
        "Arket «Budsjett» har ingen kolonne med prosjektnavn og er ikke lest.",
    ]
    assert "Helse i nord" not in document.text


def test_merged_cells_hold_for_all_their_rows() -> None:
    rows: Rows = [["Prosjekt", "Innsatsområde"], ["A", "Innsatsområde 1"], ["B", None], ["C", None], ["D", "2"]]
    document = read_sheet(xlsx(rows, lambda page: page.merge_cells("B2:B4")), "liste.xlsx")
    found = [one for one in propose_sheet(document, PROFILE) if one.type == "focus-area"]
    assert [(one.value, (one.detail or {})["project"]) for one in found] == [
        ("Innsatsområde 1", "A"),
        ("Innsatsområde 1", "B"),
        ("Innsatsområde 1", "C"),
        ("Innsatsområde 2", "D"),
    ]


def test_a_merged_name_makes_no_second_project() -> None:
    rows: Rows = [["Prosjekt", "Ansvarlig"], ["A", "X kommune"], [None, "Y kommune"]]
    document = read_sheet(xlsx(rows, lambda page: page.merge_cells("A2:A3")), "liste.xlsx")
    assert [one.value for one in propose_sheet(document, PROFILE)] == ["A", "X kommune"]
    (problem,) = sheet_problems(document, PROFILE)
    assert "rad 3: Raden har ikke noe prosjektnavn" in problem.what.nb


@pytest.mark.parametrize(
    "cell, number_format, expected",
    [
        (date(2024, 10, 1), "dd.mm.yyyy", "2024-10-01"),
        (datetime(2024, 10, 1, 12, 30), "dd.mm.yyyy hh:mm", "2024-10-01 12:30"),
        (4, "General", "4"),
        (4.0, "0", "4"),
        (4.1, "General", "4.1"),
        (1.1, "0.00", "1.10"),
        (500000, "#,##0", "500000"),
        (True, "General", "ja"),
        (False, "General", "nei"),
        ("  mye   luft ", "General", "mye luft"),
        ("sam\u00adarbeid\u202e \u200bmerke\x7f", "General", "samarbeid merke"),
        ("tab\tog\u00a0mer", "General", "tab og mer"),
        ("#DIV/0!", "General", "#DIV/0!"),
    ],
)
def test_values_have_one_form(cell: object, number_format: str, expected: str) -> None:
    def shape(page: Worksheet) -> None:
        page["B2"].number_format = number_format

    document = read_sheet(xlsx([["Prosjekt", "Merknad"], ["A", cell]], shape), "liste.xlsx")
    assert document.text.splitlines()[1] == f"A\t{expected}"


def test_a_formula_is_its_stored_value_or_nothing_and_told() -> None:
    document = read_sheet(xlsx([["Prosjekt", "Merknad"], ["A", "=1+1"], ["B", '="x"&"y"']]), "liste.xlsx")
    assert document.text.splitlines()[1:] == ["A", "B"]
    (note,) = document.notes
    assert "B2, B3 har formel uten lagret verdi" in note.nb


def test_a_stored_value_of_a_formula_is_read() -> None:
    from ingest.sheets import with_parts

    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData><row r="1">'
        b'<c r="A1" t="str"><v>Prosjekt</v></c><c r="B1" t="str"><v>Merknad</v></c></row><row r="2">'
        b'<c r="A2" t="str"><f>"A"</f><v>A</v></c><c r="B2"><f>1+1</f><v>2</v></c></row></sheetData></worksheet>'
    )
    document = read_sheet(with_parts(xlsx([[1]]), {"xl/worksheets/sheet1.xml": sheet}), "liste.xlsx")
    assert document.text.splitlines()[1] == "A\t2"
    assert document.notes == ()


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "+47", "-prosjektet", "@sum(A1)"])
def test_what_looks_like_a_formula_in_csv_is_text(name: str) -> None:
    for written in (name, "'" + name):
        document = read_sheet(csv([["Prosjekt", "Status"], [written, "Pågår"]]), "liste.csv")
        assert document.text.splitlines()[1] == f"{name}\tPågår"


def test_a_text_that_looks_like_a_formula_is_text_in_xlsx() -> None:
    def as_text(page: Worksheet) -> None:
        page["A2"].value = "=1+1"
        page["A2"].data_type = "s"

    document = read_sheet(xlsx([["Prosjekt", "Status"], [None, "Pågår"]], as_text), "liste.xlsx")
    assert document.text.splitlines()[1] == "=1+1\tPågår"


def test_examples_sums_and_headings_said_again_are_no_projects() -> None:
    rows = [HEAD, ["EKSEMPEL: Trygg", "Prosjekt"], ROW, HEAD, ["Sum", "12"], ["Totalt:"]]
    document = read(rows)
    assert [block.kind for block in document.blocks] == ["row", "note", "row", "note", "note", "note"]
    assert [one.value for one in propose_sheet(document, PROFILE) if one.type == "project"] == ["Trygg hjemreise"]


def test_the_same_bytes_give_the_same_text() -> None:
    content = xlsx([HEAD, ROW])
    assert read_sheet(content, "a.xlsx").text_sha256 == read_sheet(content, "b.xlsx").text_sha256


def test_a_file_without_a_list_says_what_it_holds() -> None:
    with pytest.raises(HfgraphError) as caught:
        read_sheet(xlsx([["Konto", "Sum"], ["12", 3]]), "budsjett.xlsx")
    told_nb, told_en = caught.value.tell("nb"), caught.value.tell("en")
    assert "budsjett.xlsx" in told_nb
    assert "Arket «Liste», rad 1, har «Konto», «Sum»" in told_nb
    assert "Sheet 'Liste', row 1" in told_en
    assert "maler/prosjekter.xlsx" in told_nb


def test_what_openpyxl_reads_is_what_was_meant() -> None:
    book = openpyxl.load_workbook(io.BytesIO(xlsx([HEAD, ROW])))
    assert [cell.value for cell in book.worksheets[0][2]] == list(ROW)
