"""The cells of a spreadsheet as text: what is left of an XLSX or CSV file before anybody asks what it means."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hfgraph.errors import HfgraphError, bad_input
from hfgraph.text import Text

MOST_ROWS = 10_000
MOST_COLUMNS = 200
MOST_BYTES = 20_000_000
LONGEST = 5_000
"""Characters in a cell."""
_GAP = 1_000
_WIDEST = 20_000
_FARTHEST = 10 * MOST_ROWS

Cells = list[str]


@dataclass(frozen=True, slots=True)
class Grid:
    """One sheet.

    Attributes:
        name: of the sheet, or of the file where it has none.
        number: of the sheet in the file, from 1.
        rows: cells by row number from 1; rows without a filled cell are left out, and cells after the last filled one.
            A line break in a cell is one here too.
        merged: last row of each merged cell by its first column (from 0) and first row.
    """

    name: str
    number: int
    rows: dict[int, Cells]
    merged: Mapping[tuple[int, int], int] = field(default_factory=dict)

    def spread(self, columns: Collection[int]) -> None:
        """Write what stands in a merged cell in each of its rows, as it is shown, in some columns."""
        numbers = sorted(self.rows)
        for (column, first), last in sorted(self.merged.items()):
            value = self.rows.get(first, [])[column : column + 1]
            if column not in columns or not value or not value[0]:
                continue
            for number in numbers[bisect_right(numbers, first) : bisect_right(numbers, last)]:
                row = self.rows[number]
                row.extend([""] * (column + 1 - len(row)))
                row[column] = row[column] or value[0]


def gather(rows: Iterator[tuple[int, Sequence[str]]], name: str, sheet: str) -> tuple[dict[int, Cells], Text | None]:
    """Return the rows that hold something, and what a person should know about those that were not read.

    Args:
        rows: number and cells of each row, in order.
        name: of the file, for messages.
        sheet: its name, for messages.

    Raises:
        HfgraphError: there are more rows or columns than a list of projects has, or a cell is too long.
    """
    found: dict[int, Cells] = {}
    last = 0
    for number, row in rows:
        if len(row) > _WIDEST:
            raise too_big(name, sheet, number, "kolonner", "columns", MOST_COLUMNS)
        cells = [cell.strip() for cell in row]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            if number - last > _GAP:
                return found, Text(
                    f"Arket «{sheet}»: etter rad {last} er {_GAP} rader tomme; det som måtte stå under, er ikke lest.",
                    f"Sheet '{sheet}': after row {last} there are {_GAP} empty rows; what may be below was not read.",
                )
            continue
        if len(cells) > MOST_COLUMNS:
            raise too_big(name, sheet, number, "kolonner", "columns", MOST_COLUMNS)
        if len(found) >= MOST_ROWS or number > _FARTHEST:
            raise too_big(name, sheet, number, "rader", "rows", MOST_ROWS)
        if any(len(cell) > LONGEST for cell in cells):
            raise too_big(name, sheet, number, "tegn i en celle", "characters in a cell", LONGEST)
        found[number] = cells
        last = number
    return found, None


def too_big(name: str, sheet: str, row: int, nb: str, en: str, most: int) -> HfgraphError:
    """Return the error of a sheet that is larger than a list of projects can be."""
    limit = f"{most:,}".replace(",", " ")
    return bad_input(
        f"Arket «{sheet}», rad {row}: det er flere enn {limit} {nb}.",
        f"Sheet '{sheet}', row {row}: there are more than {limit} {en}.",
        mend=(
            "Behold bare lista over prosjekter, eller del den i flere filer.",
            "Keep only the list of projects, or divide it into several files.",
        ),
        path=Path(name),
        line=row,
    )


def unreadable(name: str, nb: str, en: str, mend_nb: str, mend_en: str) -> HfgraphError:
    """Return the error of a file that cannot be read at all."""
    return bad_input(nb, en, mend=(mend_nb, mend_en), path=Path(name))
