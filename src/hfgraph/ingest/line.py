"""A line of a text, and the pieces of it that stand in columns."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

Shape = Literal["heading", "label", "item", "row", "text"]

GAP = re.compile(r"\t[\t ]*|[ ]{2,}")
"""What parts the columns of a line: a tab, or two spaces or more."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a line between tabs or wide gaps."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not empty.

    Attributes:
        place: number of the line, from 0.
        start: its first character that is no space.
        end: the character after its last one that is no space.
        text: what stands between, made plain.
        shape: a heading, a label that announces what follows, an item of a list, a row of a table, or other text.
        number: of an item, as written, without its mark.
        body: where the words of an item begin, after its mark; else as ``start``.
        indent: how many spaces it begins with.
        gap: whether an empty line, or a new page, stands before it.
        page: page or slide from 1.
        section: the heading it stands under; its own words when it is one.
        cells: its pieces, parted by tabs or by two spaces or more.
    """

    place: int
    start: int
    end: int
    text: str
    shape: Shape
    number: str
    body: int
    indent: int
    gap: bool
    page: int | None
    section: str
    cells: tuple[Cell, ...]


def cells(text: str, start: int) -> tuple[Cell, ...]:
    """Return the pieces of a line's text that begins at ``start``."""
    found = []
    place = 0
    for match in [*GAP.finditer(text), None]:
        end = match.start() if match else len(text)
        if end > place:
            found.append(Cell(start + place, start + end, text[place:end]))
        place = match.end() if match else end
    return tuple(found)
