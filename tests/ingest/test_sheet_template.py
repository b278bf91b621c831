"""The template of a list of projects: made from the table that it is read by, and put in every new workspace."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from openpyxl.workbook import Workbook
from typer.testing import CliRunner

from hfgraph.cli import app
from hfgraph.errors import HfgraphError
from hfgraph.ingest.profile import Profile
from hfgraph.ingest.sheets.sheet import propose_sheet, read_sheet, sheet_problems
from hfgraph.ingest.sheets.table import Table
from hfgraph.ingest.sheets.template import csv_template, files, xlsx_template

TABLE = Table.load()


def book() -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(xlsx_template(TABLE)))


def saved(workbook: Workbook) -> bytes:
    stream = io.BytesIO()
    workbook.save(stream)
    return stream.getvalue()


def test_both_forms_have_every_column_and_one_example() -> None:
    page = book()["Prosjekter"]
    rows = [[cell.value or "" for cell in row] for row in page.iter_rows(max_row=3)]
    written = list(csv.reader(io.StringIO(csv_template(TABLE).decode("utf-8-sig")), delimiter=";"))
    assert rows[0] == [column.title.nb for column in TABLE.columns]
    assert rows[:2] == written
    assert len(written) == 2
    assert str(rows[1][0]).startswith("EKSEMPEL:")


@pytest.mark.parametrize("path", sorted(files()))
def test_an_empty_template_holds_no_project(path: str) -> None:
    with pytest.raises(HfgraphError, match="The list is empty"):
        read_sheet(files()[path], path)


def test_the_example_row_is_in_order_but_for_its_name() -> None:
    workbook = book()
    workbook["Prosjekter"]["A2"].value = "Trygg utskriving"
    document = read_sheet(saved(workbook), "prosjekter.xlsx")
    assert document.notes == ()
    assert sheet_problems(document, Profile.load()) == []
    found = {one.rule for one in propose_sheet(document, Profile.load())}
    empty = {"sheet.owner", "sheet.pilots"}
    assert found | empty == {f"sheet.{column.field}" for column in TABLE.columns if column.like}


def test_every_choice_of_a_drop_down_is_understood() -> None:
    workbook = book()
    page, lists = workbook["Prosjekter"], workbook["Lister"]
    found = {}
    for validation in page.data_validations.dataValidation:
        if validation.type == "list":
            place = next(iter(validation.sqref.ranges)).min_col - 1
            cells = str(validation.formula1).removeprefix("Lister!").replace("$", "")
            found[TABLE.columns[place].field] = [str(cell[0].value) for cell in lists[cells]]
    assert set(found) == {"kind", "status", "target_groups"}
    for column in TABLE.columns:
        if column.scheme:
            codes = [code and code.code for code in (TABLE.code(column.scheme, name) for name in found[column.field])]
            assert codes == [code.code for code in TABLE.codes[column.scheme]]


def test_every_column_says_what_to_write_in_both_languages() -> None:
    said = {
        str(validation.promptTitle): str(validation.prompt)
        for validation in book()["Prosjekter"].data_validations.dataValidation
    }
    assert len(said) == len(TABLE.columns)
    for column in TABLE.columns:
        prompt = said[f"{column.title.nb} / {column.title.en}"[:32]]
        assert prompt.startswith(column.help.nb)
        assert prompt.endswith(column.help.en), f"{column.field}: the help is too long"


def test_the_explanation_lists_every_column_and_what_may_be_chosen() -> None:
    words = {str(cell.value) for row in book()["Forklaring"].iter_rows() for cell in row if cell.value}
    assert {column.title.nb for column in TABLE.columns} <= words
    assert {column.title.en for column in TABLE.columns} <= words
    assert "; ".join(code.name.nb for code in TABLE.codes["status"]) in words


def test_cells_are_text_so_that_a_clause_stays_one() -> None:
    page = book()["Prosjekter"]
    assert page.column_dimensions["E"].number_format == "@" or page["E2"].number_format == "@"


def test_the_template_is_the_same_every_time() -> None:
    assert files() == files()


def test_init_puts_the_template_in_the_workspace(tmp_path: Path) -> None:
    result = CliRunner().invoke(app, ["init", str(tmp_path / "vest"), "--community", "vest"])
    assert result.exit_code == 0, result.output
    for path, content in files().items():
        assert (tmp_path / "vest" / path).read_bytes() == content
        assert path in result.output
    page = (tmp_path / "vest" / "LES-MEG.md").read_text("utf-8")
    assert page.count("maler/prosjekter.xlsx") == 2
    assert page.count("hfgraph review prosjekter.xlsx --data .") == 2
