"""A list of projects as the text of a document: a line for each row, with what was left out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from unicodedata import category

from hfgraph.ingest.document import Block, Kind
from hfgraph.ingest.sheets.grid import Cells, Grid
from hfgraph.ingest.sheets.table import Column, Table, same
from hfgraph.text import Text

_HEADINGS_WITHIN = 50


@dataclass(frozen=True, slots=True)
class ProjectList:
    """A sheet with a list of projects: the row of its headings and the columns that are known."""

    grid: Grid
    head: int
    columns: dict[int, Column]


def list_in(grid: Grid, table: Table) -> ProjectList | None:
    """Return the list in a sheet, found by the row with the most headings that are known, one of them the name's."""
    best: ProjectList | None = None
    widest = max(map(len, grid.rows.values()), default=0)
    for number in [*grid.rows][:_HEADINGS_WITHIN]:
        headings = _headings(grid, number, table)
        columns: dict[int, Column] = {}
        for place, heading in enumerate(headings):
            column = table.column(heading)
            if column and column not in columns.values():
                columns[place] = column
        named = any(column.holds == "name" for column in columns.values())
        if named and (len(columns) > 1 or widest == 1) and len(columns) > len(best.columns if best else ()):
            best = ProjectList(grid, number, columns)
    if best:
        grid.rows[best.head] = _headings(grid, best.head, table)
    return best


def _headings(grid: Grid, number: int, table: Table) -> Cells:
    """Return the cells of a row as headings on one line each, with those that are merged with a heading above."""
    headings = [_flat(cell.replace("-\n", "")) for cell in grid.rows[number]]
    for (place, first), last in grid.merged.items():
        above = grid.rows.get(first, [])[place : place + 1]
        if first < number <= last and above and table.column(above[0]):
            headings.extend([""] * (place + 1 - len(headings)))
            headings[place] = headings[place] or _flat(above[0].replace("-\n", ""))
    return headings


class Writer:
    """Writes lists as the text of a document."""

    def __init__(self, table: Table, several: bool) -> None:
        self.text: list[str] = []
        self.blocks: list[Block] = []
        self.filled = 0
        self._table = table
        self._several = several
        self._length = 0

    def add(self, each: ProjectList) -> Iterator[Text]:
        """Add a list, and yield what a person should know about it."""
        grid = each.grid
        grid.spread([place for place, column in each.columns.items() if column.holds != "name"])
        if self._several:
            self._line(grid.name, "heading", grid, 1)
        at = 1
        beyond: dict[int, str] = {}
        for number, cells in grid.rows.items():
            self._write("\n" * (number - at))
            at = number + 1
            if number < each.head:
                self._line("\t".join(filter(None, map(_flat, cells))), "paragraph", grid)
                continue
            columns = each.columns if number > each.head else {}
            line = "\t".join(_flat(cell, columns.get(place)) for place, cell in enumerate(cells))
            kind = "row" if number == each.head else self._kind(each, cells)
            if kind == "row" and number > each.head:
                self.filled += 1
                head = grid.rows[each.head]
                beyond |= {
                    place: (_flat(head[place]) if place < len(head) else "")
                    for place, cell in enumerate(cells)
                    if cell and place not in each.columns
                }
            self._line(line, kind, grid)
        yield from _unread(each, beyond)

    def _kind(self, each: ProjectList, cells: list[str]) -> Kind:
        name = next(
            (cells[place] for place, column in each.columns.items() if column.holds == "name" and place < len(cells)),
            "",
        )
        again = all(
            place < len(cells) and self._table.column(cells[place]) == column for place, column in each.columns.items()
        )
        example = name.casefold().startswith(self._table.examples)
        return "note" if example or again or same(name) in self._table.totals else "row"

    def _line(self, text: str, kind: Kind, grid: Grid, level: int = 0) -> None:
        self.blocks.append(
            Block(self._length, self._length + len(text), kind, level, page=grid.number, section=grid.name)
        )
        self._write(text + "\n")

    def _write(self, text: str) -> None:
        self.text.append(text)
        self._length += len(text)


def _flat(cell: str, column: Column | None = None) -> str:
    """Return a cell as one line; a line break parts two values where a cell may hold several."""
    joint = "; " if column is not None and column.several else " "
    return joint.join(filter(None, (" ".join("".join(map(_shown, line)).split()) for line in cell.split("\n"))))


def _shown(char: str) -> str:
    """Return a character as it is shown: a mark of direction is nothing, another one that cannot be seen is a space."""
    return char if char.isprintable() else "" if category(char) == "Cf" else " "


def _unread(each: ProjectList, beyond: dict[int, str]) -> Iterator[Text]:
    """Yield the notes on columns that are not known, or come a second time."""
    head = each.grid.rows[each.head]
    places = dict.fromkeys([*(place for place, cell in enumerate(head) if cell and place not in each.columns), *beyond])
    if not places:
        return
    shown = ", ".join(
        f"{_letter(place)} «{_flat(head[place])}»" if place < len(head) and head[place] else _letter(place)
        for place in sorted(places)
    )
    yield Text(
        f"Arket «{each.grid.name}»: disse kolonnene er ikke kjent, eller står to ganger, og blir ikke med: {shown}.",
        f"Sheet '{each.grid.name}': these columns are not known, or come twice, and are left out: {shown}.",
    )


def _letter(place: int) -> str:
    letters = ""
    place += 1
    while place:
        place, rest = divmod(place - 1, 26)
        letters = chr(ord("A") + rest) + letters
    return letters
