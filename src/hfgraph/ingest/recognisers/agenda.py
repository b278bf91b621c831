"""The cases that a document treats or has on its agenda: headings that begin with a case's number, and columns."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from hfgraph.ingest import casenumber
from hfgraph.ingest.context import MARKS, Context
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.line import Cell, Line
from hfgraph.ingest.recognisers import owner
from hfgraph.ingest.recognisers.mention import Mention, bare, leading
from hfgraph.ingest.recognisers.number import read

_CELL = "case.cell"
_LINE = "case.line"
_FEWEST_CELLS = 3
"""Cells of a row in which a number alone is a case's."""
_SHORTEST_TITLE = 3
_LONGEST_HEADING = 200
_LONGEST_TITLE = 160
_TITLE_FOLLOWS = re.compile(r"[\s:.-]+[A-ZÆØÅ«\t]")


@dataclass(frozen=True, slots=True)
class CaseHeading:
    """The heading of a case that a document treats.

    Attributes:
        mention: the case.
        title: bounds of its title, when one stands there.
        listed: it stands in a list of cases, not over the treatment of the case.
    """

    mention: Mention
    title: tuple[int, int] | None
    listed: bool


class _Words:
    """Patterns that need the words of a profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.goes_on = re.compile(rf"\(|,|{lexicon.listed('agenda', 'goes-on')}\b")
        self.past = re.compile(rf"(?i)\b{lexicon.listed('agenda', 'past')}\b")
        self.column = re.compile(rf"{lexicon.case_word}(?:\s*nr)?\.?")


def case_headings(context: Context) -> list[CaseHeading]:
    """Return the lines that begin with a case's number and its title: cases treated, or on the agenda."""
    return context.once(_case_headings)


def _case_headings(context: Context) -> list[CaseHeading]:
    in_cells = [CaseHeading(cell, None, True) for cell in case_cells(context)]
    rows = {context.outline.line(cell.mention.start) for cell in in_cells}
    on_lines = [one for line in context.lines if line not in rows and (one := _heading(context, line)) is not None]
    first = on_lines[0].mention.start if on_lines else len(context.text)
    keys = {one.mention.key for one in on_lines}
    listed = [one for one in in_cells if one.mention.start < first or one.mention.key in keys]
    found = sorted((*listed, *on_lines), key=lambda one: one.mention.start)
    last = {one.mention.key: one.mention.start for one in found}
    return [replace(one, listed=last[one.mention.key] != one.mention.start) for one in found]


def _heading(context: Context, line: Line) -> CaseHeading | None:
    """Return the case that a line begins with, when it is one that the document can be treating."""
    words = context.lexicon.once(_Words)
    numbered = line.shape == "item" and not casenumber.PATTERN.match(context.text, line.start)
    mention = _leading(context, line, line.body if numbered else line.start)
    if mention is None or not _ours(context, mention) or words.past.search(line.section):
        return None
    start, end = context.trimmed(mention.end, line.end, f"{MARKS}:.-")
    if words.goes_on.match(context.text, start, end) or end - start > _LONGEST_HEADING:
        return None
    return CaseHeading(mention, (start, end) if end - start >= _SHORTEST_TITLE else _title_below(context, line), False)


def _title_below(context: Context, line: Line) -> tuple[int, int] | None:
    after = context.lines[line.place + 1] if line.place + 1 < len(context.lines) else None
    if after is None or after.shape not in ("text", "heading") or len(after.text) >= _LONGEST_TITLE:
        return None
    return after.start, after.end


def _leading(context: Context, line: Line, start: int) -> Mention | None:
    mention = leading(context, start, line.end)
    if mention is not None or not casenumber.PATTERN.match(context.text, start, line.end):
        return mention
    section = context.lexicon.bodies.search(line.section) if context.kind == "agenda" else None
    body = context.lexicon.body_of(section[0]) if section else None
    found = bare(context, body.code if body else context.series, (start, line.end), _LINE)
    return found if found and _TITLE_FOLLOWS.match(context.text, found.end, line.end) else None


def _ours(context: Context, mention: Mention) -> bool:
    """Return whether the document can be treating the case: it is in its own series, of its year or the one before."""
    own = mention.rule == _LINE or "?" in (mention.body, context.body) or mention.body == context.body
    return (own or mention.body not in context.lexicon.by_code) and _of_its_year(context, mention.year)


def _of_its_year(context: Context, year: int) -> bool:
    return context.year is None or abs(year - context.year) <= 1


def case_cells(context: Context) -> list[Mention]:
    """Return, for each row, the case whose number is alone in a cell that is not the first."""
    return context.once(_case_cells)


def _case_cells(context: Context) -> list[Mention]:
    found = []
    for line in context.lines:
        for cell in line.cells[1:] if len(line.cells) >= _FEWEST_CELLS else ():
            mention = _in_cell(context, cell, context.series)
            if mention is not None and _of_its_year(context, mention.year):
                found.append(mention)
                break
    return found


def case_columns(context: Context) -> Iterator[Mention]:
    """Yield the cases of a table that has a column for them."""
    title = context.lexicon.once(_Words).column
    column: int | None = None
    for line in context.lines:
        heads = [place for place, cell in enumerate(line.cells) if title.fullmatch(cell.text.strip())]
        if len(line.cells) > 1 and heads:
            column = heads[0]
        elif len(line.cells) == 1 or line.gap:
            column = None
        elif column is not None and column < len(line.cells):
            body = owner.paragraph_body(context, line.start) or context.series
            mention = _in_cell(context, line.cells[column], body)
            if mention is not None:
                yield mention


def _in_cell(context: Context, cell: Cell, body: str) -> Mention | None:
    start, end = context.trimmed(cell.start, cell.end)
    match = casenumber.PATTERN.fullmatch(context.text, start, end)
    found = read(context, match) if match else None
    return Mention(body, *found, start, end, "explicit", _CELL, announced=False, given=False) if found else None
