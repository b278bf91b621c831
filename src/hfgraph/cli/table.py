"""Rows as a table a person can read, or as CSV a spreadsheet can open."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING

from hfgraph import terms
from hfgraph.cli.terminal import LANGUAGE, console, say
from hfgraph.row import Rows, Value

if TYPE_CHECKING:
    from hfgraph.column import Columns

_SOURCE = ("document", "documentLabel", "section", "passage", "start", "end")


def print_rows(rows: Rows, columns: Columns) -> None:
    """Print rows for a person: names instead of IRIs, and the source of each row in one column."""
    from rich.table import Table

    if not rows:
        console().print(
            say(
                "Ingen rader. Det betyr at ingen kilde sier noe om det, ikke at svaret er nei.",
                "No rows. No source says anything about it; that does not mean no.",
            )
        )
        return
    shown = [name for name in rows.variables if name not in _SOURCE and name + "Label" not in rows.variables]
    sourced = "document" in rows.variables
    table = Table(
        box=None,
        pad_edge=False,
        header_style="bold",
        row_styles=["", "dim"] if console().is_terminal else None,
    )
    for name in shown:
        table.add_column(columns.heading(name).in_language(LANGUAGE), overflow="fold")
    if sourced:
        table.add_column(say("Kilde", "Source"), overflow="fold")
    for row in rows.plain():
        cells = [_cell(row[name]) for name in shown]
        table.add_row(*cells, *([_source(row)] if sourced else []))
    console().print(table)
    console(stderr=True).print(say(f"{len(rows)} rader", f"{len(rows)} rows"), style="dim")


def csv_of(rows: Rows, *, excel: bool) -> bytes:
    """Return rows as CSV (RFC 4180), or with semicolons and a byte order mark as Norwegian Excel opens them."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";" if excel else ",", lineterminator="\r\n")
    writer.writerow(rows.variables)
    writer.writerows([["" if value is None else value for value in row.values()] for row in rows.plain()])
    return stream.getvalue().encode("utf-8-sig" if excel else "utf-8")


def _cell(value: Value) -> str:
    from rich.markup import escape

    if value is None:
        return "–"
    if isinstance(value, bool):
        return say("ja", "yes") if value else say("nei", "no")
    return escape(terms.shorten(value) if isinstance(value, str) else str(value))


def _source(row: dict[str, Value]) -> str:
    from rich.markup import escape

    document = row.get("documentLabel") or row.get("document")
    if document is None:
        return "–"
    place = f", «{row['section']}»" if row.get("section") else ""
    span = f" [{row['start']}–{row['end']}]" if row.get("start") is not None else ""
    return escape(f"{document}{place}{span}")
