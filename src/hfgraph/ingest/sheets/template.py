"""The template of a list of projects, as XLSX and CSV, made from the table that the reader reads by."""

from __future__ import annotations

import csv
import io
from datetime import datetime
from typing import Any

from hfgraph.ingest.sheets.table import Column, Table
from hfgraph.text import Text

_SHEET = "Prosjekter"
_LAST_ROW = 1_000
"""Rows that have the drop-downs and formats."""
_MOST_HELP = 255
_MADE = datetime(2024, 1, 1)
"""The same, so that the template is the same file whenever it is made."""
_INTRODUCTION = (
    Text(
        "Ett prosjekt eller tiltak på hver rad i arket Prosjekter. Bare navnet må fylles ut; tomme celler er i orden.",
        "One project or measure on each row of the sheet Prosjekter. Only the name is required; empty cells are fine.",
    ),
    Text(
        "Raden som begynner med EKSEMPEL: leses ikke. La den stå, eller slett den.",
        "The row that begins with EKSEMPEL: is not read. Leave it, or delete it.",
    ),
    Text(
        "Flere verdier i en celle skilles med semikolon. Kolonner kan flyttes, slettes og ha et av de andre navnene.",
        "Several values in a cell are parted by semicolons. Columns may be moved, removed and have another name.",
    ),
    Text(
        "Skriv virksomheter og roller, aldri personnavn, e-postadresser eller telefonnumre.",
        "Write organisations and roles, never names of persons, e-mail addresses or telephone numbers.",
    ),
    Text(
        "Les inn lista med: hfgraph review prosjekter.xlsx --data . Opplysningene gjennomgås som de i sakspapirer.",
        "Read the list with: hfgraph review prosjekter.xlsx --data . The facts are reviewed as those of case papers.",
    ),
)


def files() -> dict[str, bytes]:
    """Return the templates by where they lie in a workspace."""
    table = Table.load()
    return {"maler/prosjekter.xlsx": xlsx_template(table), "maler/prosjekter.csv": csv_template(table)}


def csv_template(table: Table) -> bytes:
    """Return the template as CSV: headings and the example row, as Norwegian spreadsheets open it."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    writer.writerow(column.title.nb for column in table.columns)
    writer.writerow(column.example for column in table.columns)
    return stream.getvalue().encode("utf-8-sig")


def xlsx_template(table: Table) -> bytes:
    """Return the template as a workbook: the list, what its columns mean, and the values that may be chosen."""
    import xlsxwriter  # type: ignore[import-untyped]

    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": _SHEET, "created": _MADE})
        sheet = book.add_worksheet(_SHEET)
        explained = book.add_worksheet("Forklaring")
        listed = book.add_worksheet("Lister")
        _write_list(book, sheet, table, _write_codes(book, listed, table))
        _write_explanation(book, explained, table)
    return stream.getvalue()


def _write_list(book: Any, sheet: Any, table: Table, ranges: dict[str, str]) -> None:
    head = book.add_format({"bold": True, "bg_color": "#DCE9E6", "border": 1, "text_wrap": True, "valign": "top"})
    required = book.add_format({"bold": True, "bg_color": "#B7D5CE", "border": 1, "text_wrap": True, "valign": "top"})
    example = book.add_format({"italic": True, "font_color": "#5F6B69", "num_format": "@"})
    # As text, a clause 5.3 does not become the fifth of March.
    plain = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"})
    sheet.freeze_panes(1, 1)
    for place, column in enumerate(table.columns):
        sheet.set_column(place, place, column.width, plain)
        sheet.write_string(0, place, column.title.nb, required if column.holds == "name" else head)
        sheet.write_string(1, place, column.example, example)
        sheet.data_validation(1, place, _LAST_ROW, place, _validation(column, ranges))


def _validation(column: Column, ranges: dict[str, str]) -> dict[str, Any]:
    shown = {
        "input_title": f"{column.title.nb} / {column.title.en}"[:32],
        "input_message": f"{column.help.nb}\n{column.help.en}"[:_MOST_HELP],
    }
    if not column.scheme:
        return {"validate": "any", **shown}
    return {
        "validate": "list",
        "source": ranges[column.scheme],
        # Several values cannot be chosen from the list, so another one is only pointed out.
        "error_type": "information" if column.several else "warning",
        "error_title": "Ikke i lista",
        "error_message": "Verdien står ikke i lista i arket Lister.\nThe value is not in the list in the sheet Lister.",
        **shown,
    }


def _write_codes(book: Any, sheet: Any, table: Table) -> dict[str, str]:
    """Write the values of each list, and return the cells they stand in."""
    head = book.add_format({"bold": True, "bg_color": "#DCE9E6", "border": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    ranges: dict[str, str] = {}
    for number, (scheme, codes) in enumerate(table.codes.items()):
        column = next(column for column in table.columns if column.scheme == scheme)
        first = number * 4
        for place, heading in enumerate((column.title.nb, column.title.en, "Betydning / Meaning")):
            sheet.write_string(0, first + place, heading, head)
        for row, code in enumerate(codes, 1):
            sheet.write_string(row, first, code.name.nb, wrapped)
            sheet.write_string(row, first + 1, code.name.en, wrapped)
            sheet.write_string(row, first + 2, f"{code.definition.nb} / {code.definition.en}", wrapped)
        sheet.set_column(first, first + 1, 26)
        sheet.set_column(first + 2, first + 2, 60)
        letter = chr(ord("A") + first)
        ranges[scheme] = f"=Lister!${letter}$2:${letter}${len(codes) + 1}"
    sheet.freeze_panes(1, 0)
    return ranges


def _write_explanation(book: Any, sheet: Any, table: Table) -> None:
    head = book.add_format({"bold": True, "bg_color": "#DCE9E6", "border": 1})
    wrapped = book.add_format({"text_wrap": True, "valign": "top"})
    for row, text in enumerate(_INTRODUCTION):
        sheet.write_string(row, 0, text.nb)
        sheet.write_string(row + len(_INTRODUCTION) + 1, 0, text.en)
    first = 2 * len(_INTRODUCTION) + 2
    headings = ("Kolonne", "In English", "Må fylles ut", "Hva", "What", "Kan velges", "Andre navn / Other names")
    for place, (heading, width) in enumerate(zip(headings, (22, 22, 14, 50, 50, 40, 70), strict=True)):
        sheet.write_string(first, place, heading, head)
        sheet.set_column(place, place, width)
    for row, column in enumerate(table.columns, first + 1):
        choices = "; ".join(code.name.nb for code in table.codes.get(column.scheme, ()))
        cells = (
            column.title.nb,
            column.title.en,
            "ja / yes" if column.holds == "name" else "",
            column.help.nb,
            column.help.en,
            choices,
            "; ".join(column.also),
        )
        for place, cell in enumerate(cells):
            sheet.write_string(row, place, cell, wrapped)
