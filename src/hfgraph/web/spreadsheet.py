"""Tables as files: CSV as Norwegian Excel opens it, and XLSX."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from starlette.convertors import Convertor, register_url_convertor
from starlette.responses import Response

from hfgraph import terms
from hfgraph.web.frame import Alternate, Frame
from hfgraph.web.table import Column, Row, Table

MEDIA = {
    "csv": "text/csv; charset=utf-8; header=present",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_WIDEST = 60
_FORMULA = ("=", "+", "-", "@", "\t", "\r")
Sheet = list[list[Any]]


class _Form(Convertor[str]):
    regex = "csv|xlsx"

    def convert(self, value: str) -> str:
        return value

    def to_string(self, value: str) -> str:
        return value


register_url_convertor("form", _Form())


def alternates(frame: Frame, path: str) -> list[Alternate]:
    """Return where the same rows can be had as files, narrowed as the page is."""
    query = frame.request.url.query
    tail = f"?{query}" if query else ""
    return [(f"{path}.{form}{tail}", media.partition(";")[0], form.upper()) for form, media in MEDIA.items()]


def response(frame: Frame, table: Table, form: str) -> Response:
    """Return a table as a file."""
    return write(frame, [(table.title, sheet(frame, table))], form, table.id)


def write(frame: Frame, sheets: Sequence[tuple[str, Sheet]], form: str, name: str) -> Response:
    """Return sheets as a file; CSV holds them one after another.

    Args:
        frame: of the request.
        sheets: names and cells, headings first.
        form: ``csv`` or ``xlsx``.
        name: of the file, without its ending.
    """
    content = _xlsx(sheets) if form == "xlsx" else _csv(sheets)
    return frame.file(content, MEDIA[form], f"{name}.{form}")


def sheet(frame: Frame, table: Table) -> Sheet:
    """Return a table as cells: names, then the IRIs behind them."""
    linked = [column for column in table.columns if column.kind in ("thing", "state")]
    head = [column.heading for column in table.columns] + [f"{column.heading} (IRI)" for column in linked]
    body = [
        [_cell(frame, column, row) for column in table.columns] + [row.get(column.name) for column in linked]
        for row in table.rows
    ]
    return [head, *body]


def _cell(frame: Frame, column: Column, row: Row) -> Any:
    if column.kind == "source":
        return "; ".join(told(frame, place) for place in row["sources:" + column.name])
    value = row.get(column.name + "Label") or row.get(column.name)
    return terms.shorten(value) if isinstance(value, str) else value


def told(frame: Frame, place: Row) -> str:
    """Return a place as a reader would cite it."""
    unit = frame.say("tegn", "chars")
    return f"{place['documentLabel']}, «{place['section']}», {unit} {place['start']}–{place['end']}"


def _csv(sheets: Sequence[tuple[str, Sheet]]) -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    for number, (_, cells) in enumerate(sheets):
        if number:
            writer.writerow([])
        writer.writerows([_harmless(value) for value in row] for row in cells)
    return stream.getvalue().encode("utf-8-sig")


def _harmless(value: Any) -> Any:
    """Keep a spreadsheet from taking a text for a formula."""
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value


def _xlsx(sheets: Sequence[tuple[str, Sheet]]) -> bytes:
    import xlsxwriter  # type: ignore[import-untyped]

    stream = io.BytesIO()
    with xlsxwriter.Workbook(
        stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    ) as book:
        bold = book.add_format({"bold": True, "text_wrap": True, "valign": "top"})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        for number, (_, cells) in enumerate(sheets, 1):
            page = book.add_worksheet(f"{number}")
            page.freeze_panes(1, 0)
            for row, values in enumerate(cells):
                for column, value in enumerate(values):
                    if value is not None:
                        page.write(row, column, value, bold if row == 0 else wrapped)
            for column in range(len(cells[0])):
                longest = max(len(str(row[column] or "")) for row in cells if column < len(row))
                page.set_column(column, column, min(max(longest + 2, 8), _WIDEST))
    return stream.getvalue()
