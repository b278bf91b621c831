"""Rows as a table a person can read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hfgraph import terms
from hfgraph.cli.terminal import LANGUAGE, console, say
from hfgraph.row import Rows, Value

if TYPE_CHECKING:
    from hfgraph.column import Columns

_PARTS = ("Document", "DocumentLabel", "Section", "Passage", "Start", "End")


def print_rows(rows: Rows, columns: Columns) -> None:
    """Print rows for a person: names instead of IRIs, and each source in one column."""
    from rich.table import Table

    if not rows:
        silent = say(
            "Ingen rader: ingen kilde sier noe om det. Det er ikke det samme som nei.",
            "No rows: no source says anything about it. That is not the same as no.",
        )
        console().print(silent)
        return
    plain = rows.plain()
    sources = [
        name.removesuffix("Passage").removesuffix("passage")
        for name in rows.variables
        if name.lower().endswith("passage")
    ]
    hidden = {_part(source, part) for source in sources for part in _PARTS}
    if len({row.get("community") for row in plain}) == 1:
        hidden |= {"community", "communityLabel"}
    shown = [name for name in rows.variables if name not in hidden and name + "Label" not in rows.variables]
    table = Table(
        box=None, pad_edge=False, header_style="bold", row_styles=["", "dim"] if console().is_terminal else None
    )
    for name in shown:
        table.add_column(columns.heading(name).in_language(LANGUAGE), overflow="fold")
    for source in sources:
        heading = columns.heading(_part(source, "Document")).in_language(LANGUAGE) if source else say("Kilde", "Source")
        table.add_column(heading, overflow="fold")
    for row in plain:
        table.add_row(*(_cell(row[name]) for name in shown), *(_source(row, source) for source in sources))
    console().print(table)
    console(stderr=True).print(say(f"{len(rows)} rader", f"{len(rows)} rows"), style="dim")


def _cell(value: Value) -> str:
    from rich.markup import escape

    if value is None:
        return "–"
    if isinstance(value, bool):
        return say("ja", "yes") if value else say("nei", "no")
    return escape(terms.shorten(value) if isinstance(value, str) else str(value))


def _part(source: str, part: str) -> str:
    return source + part if source else part[:1].lower() + part[1:]


def _source(row: dict[str, Value], source: str) -> str:
    from rich.markup import escape

    document, label, section, _, start, end = (row.get(_part(source, part)) for part in _PARTS)
    if document is None:
        return "–"
    place = f", «{section}»" if section else ""
    span = f" [{start}–{end}]" if start is not None else ""
    return escape(f"{label or terms.shorten(str(document))}{place}{span}")
