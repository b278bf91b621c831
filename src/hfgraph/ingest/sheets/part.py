"""A look at the XML of a workbook's part before anything is made of it: is it safe, and what does no cell tell?"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from xml.parsers import expat

from hfgraph.ingest.sheets.grid import MOST_COLUMNS

_DEEPEST = 60
_MOST_ELEMENTS = 2_000_000
_MOST_MERGED = 2_000
_REFERENCE = re.compile(r"([A-Z]{1,3})(\d{1,7})\Z")


class Hostile(Exception):  # noqa: N818 -- what the part is
    """It has a document type, which could make entities, or is nested deeper than any spreadsheet."""


class TooLarge(Exception):  # noqa: N818 -- what the part is
    """It has more elements than a list of projects can have."""


@dataclass(slots=True)
class SheetPart:
    """What is seen in a sheet before it is read.

    Attributes:
        merged: last row of each merged cell by its first column (from 0) and first row.
        formulas: cells with a formula and no value.
        beyond: the first row with a value in a column too far out, or 0.
    """

    merged: dict[tuple[int, int], int] = field(default_factory=dict)
    formulas: dict[str, None] = field(default_factory=dict)
    beyond: int = 0


class Scan:
    """Reads a part once, in pieces, and keeps nothing but :attr:`part`."""

    def __init__(self) -> None:
        self.part = SheetPart()
        self._parser = expat.ParserCreate()
        self._parser.StartDoctypeDeclHandler = self._refuse
        self._parser.EntityDeclHandler = self._refuse
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._depth = self._elements = self._row = self._column = 0
        self._cell = ""
        self._calculated = self._filled = self._in_formula = False

    def feed(self, piece: bytes) -> None:
        """Read on.

        Raises:
            Hostile: it is made to do harm.
            TooLarge: it is larger than it can be.
            xml.parsers.expat.ExpatError: it is not XML.
        """
        self._parser.Parse(piece, False)

    def close(self) -> None:
        """End the reading.

        Raises:
            xml.parsers.expat.ExpatError: the part is not whole.
        """
        self._parser.Parse(b"", True)

    def _refuse(self, *_: object) -> None:
        raise Hostile

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        self._elements += 1
        if self._depth > _DEEPEST:
            raise Hostile
        if self._elements > _MOST_ELEMENTS:
            raise TooLarge
        kind = name.rpartition(":")[2]
        if kind == "c":
            self._cell = attributes.get("r", "")
            found = _REFERENCE.match(self._cell)
            self._column = _number(found[1]) if found else self._column + 1
            self._calculated = self._filled = False
        elif kind == "f":
            self._calculated = self._in_formula = True
        elif kind == "row":
            self._row += 1
            self._row = int(number) if (number := attributes.get("r", "")).isdecimal() else self._row
            self._column = 0
        elif kind == "mergeCell" and len(self.part.merged) < _MOST_MERGED:
            first, _, last = attributes.get("ref", "").partition(":")
            top, bottom = _REFERENCE.match(first), _REFERENCE.match(last)
            if top and bottom:
                self.part.merged[_number(top[1]) - 1, int(top[2])] = int(bottom[2])

    def _end(self, name: str) -> None:
        self._depth -= 1
        kind = name.rpartition(":")[2]
        if kind == "f":
            self._in_formula = False
        elif kind == "c":
            if self._calculated and not self._filled:
                self.part.formulas[self._cell] = None
            if self._filled and self._column > MOST_COLUMNS and not self.part.beyond:
                self.part.beyond = self._row or 1

    def _text(self, text: str) -> None:
        if not self._in_formula and not self._filled and text.strip():
            self._filled = True


def _number(letters: str) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - ord("A") + 1
    return number
