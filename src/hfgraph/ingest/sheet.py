"""Lists of projects in spreadsheets: an XLSX or CSV file read as a document, and what its rows propose.

The document has one line for each row of a sheet, cells parted by tabs, so that line and row have the same number. Title
rows above the headings are paragraphs; the headings are the first block of kind ``row`` of their page, and each row below
is one more. Example rows and sums are blocks of kind ``note``. A page is a sheet, a section its name.

Each filled cell of a row is a proposal with the rule ``sheet.<field>``; the fields stand in ``profiles/sheet.toml``. The
row's project is one of type ``project``, rule ``sheet.name``, whose ``value`` is the name as written and whose ``detail`` is::

    row            number of the row in the sheet, from 1
    sheet          name of the sheet
    span           [start, end] of the whole row in the document's text
    spans          {field: [[start, end], …]}, the place of each value below, in the same order
    kind           code of the list project-kind
    focus_area     [name as written, or "Innsatsområde 2" for the number alone, …]
    clauses        ["4.1", "5", …]
    status         code of the list status; always with aspect, but status_date may be lacking
    aspect         code of the list aspect
    status_date    ISO date, month or year
    lead, owner, employer, organised_by, funder, participants, pilots    [name as written, …]
    amount         whole kroner
    precision      code of the list precision
    target_groups  [code of the list target-group, …]
    start, end     ISO date, month or year
    case           ["ssu/2024/26", …]
    name_en, source, note    as written
    problems       [{"field", "column", "row", "nb", "en", "mend_nb", "mend_en"}, …]: cells that could not be read

A key is there only when the row says it (``row``, ``sheet``, ``span``, ``spans`` and ``problems`` always are). The other
proposals of a row have as detail ``row``, ``sheet``, ``field`` and ``project``, the name of the row's project.
:mod:`hfgraph.ingest.sheet_facts` makes statements of the detail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import PurePath
from typing import Any
from unicodedata import category

from hfgraph.errors import HfgraphError, Problem
from hfgraph.ingest import csv_file, workbook
from hfgraph.ingest.document import Block, Document, Kind
from hfgraph.ingest.grid import MOST_BYTES, Grid, unreadable
from hfgraph.ingest.proposal import Proposal, identified
from hfgraph.ingest.sheet_row import Row, rows_of
from hfgraph.ingest.table import Column, Table, same
from hfgraph.text import Text

READER = "sheet 1"
SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv")
"""Endings of the names of the files that are read here."""

_HEADINGS_WITHIN = 50
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_SURE = 0.99


@dataclass(frozen=True, slots=True)
class _List:
    """A sheet with a list of projects: the row of its headings and the columns that are known."""

    grid: Grid
    head: int
    columns: dict[int, Column]


def read_sheet(content: bytes, name: str) -> Document:
    """Return an XLSX or CSV file as a document.

    Args:
        content: of the file.
        name: of the file, without folders.

    Raises:
        HfgraphError: it is no spreadsheet, damaged, protected, too large, or has no list of projects.
    """
    table = Table.load()
    grids, notes, media = _grids(content, name, table)
    lists: list[_List] = []
    unused: list[str] = []
    for grid in grids:
        found = _list_in(grid, table)
        if found:
            lists.append(found)
        elif grid.rows and same(grid.name) not in table.explanations:
            unused.append(grid.name)
    if not lists:
        raise _no_list(name, grids)
    notes += (
        Text(
            f"Arket «{sheet}» har ingen kolonne med prosjektnavn og er ikke lest.",
            f"Sheet '{sheet}' has no column of project names and was not read.",
        )
        for sheet in unused
    )
    writer = _Writer(table, several=len(lists) > 1)
    for each in lists:
        notes += writer.add(each)
    if not writer.filled:
        raise unreadable(
            name,
            f"Lista er tom: det er ingen prosjekter under overskriftene i rad {lists[0].head}.",
            f"The list is empty: there are no projects below the headings in row {lists[0].head}.",
            "Skriv ett prosjekt på hver rad.",
            "Write one project on each row.",
        )
    return Document(
        name,
        media,
        len(content),
        sha256(content).hexdigest(),
        "".join(writer.text),
        READER,
        tuple(writer.blocks),
        tuple(notes),
    )


def propose_sheet(document: Document, profile: Any, gazetteer: Any = None) -> list[Proposal]:
    """Return what the rows of a list propose, row by row, a project before what its other cells say.

    Args:
        document: made by :func:`read_sheet`.
        profile: of the community; says which bodies treat cases.
        gazetteer: what the graph has names of, when there is one.
    """
    rows, _ = rows_of(document, Table.load(), profile, _known(gazetteer))
    return list(identified(proposal for row in rows for proposal in _proposals(row, document)))


def sheet_problems(document: Document, profile: Any, gazetteer: Any = None) -> list[Problem]:
    """Return what is wrong with the rows of a list, in order, each with file, row and column and how to mend it."""
    return rows_of(document, Table.load(), profile, _known(gazetteer))[1]


def is_sheet(document: Document) -> bool:
    """Return whether a document was made by :func:`read_sheet`."""
    return document.reader.startswith("sheet ")


def _known(gazetteer: Any) -> Callable[[str, str], bool]:
    return lambda kind, name: gazetteer is not None and bool(gazetteer.knows(kind, name))


def _proposals(row: Row, document: Document) -> Iterator[Proposal]:
    detail = row.detail
    for column, found in row.values:
        is_name = column.holds == "name"
        if column.like is None:
            continue
        for value, start, end in found:
            yield Proposal(
                column.like,
                value,
                document.text[start:end],
                start,
                end,
                row.sheet,
                row.page,
                f"sheet.{column.field}",
                _SURE,
                "explicit",
                detail
                if is_name
                else {"row": row.number, "sheet": row.sheet, "field": column.field, "project": row.name},
            )


def _grids(content: bytes, name: str, table: Table) -> tuple[list[Grid], list[Text], str]:
    def known(cells: list[str]) -> int:
        return len({column.field for cell in cells if (column := table.column(cell))})

    suffix = PurePath(name).suffix.lower()
    if len(content) > MOST_BYTES:
        raise unreadable(
            name,
            f"Filen er på {len(content) // 1_000_000} MB; en liste over prosjekter er på høyst 20.",
            f"The file is {len(content) // 1_000_000} MB; a list of projects is at most 20.",
            "Kopier lista over til en ny arbeidsbok uten bilder, og lagre den.",
            "Copy the list into a new workbook without pictures, and save that.",
        )
    if content.startswith(_ZIP):
        grids, notes = workbook.read_workbook(content, name)
        if suffix not in (".xlsx", ".xlsm"):
            notes.append(
                Text(
                    f"Filen heter «{suffix or name}», men er en arbeidsbok, og er lest som det.",
                    f"The file is called '{suffix or name}' but is a workbook, and was read as one.",
                )
            )
        return grids, notes, workbook.MEDIA
    _refuse(content, name, suffix)
    grid, notes = csv_file.read_csv(content, name, known)
    return [grid], notes, csv_file.MEDIA


def _refuse(content: bytes, name: str, suffix: str) -> None:
    start = content[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not start:
        raise unreadable(
            name,
            "Filen er tom.",
            "The file is empty.",
            "Lagre lista fra regnearket på nytt.",
            "Save the list from the spreadsheet again.",
        )
    if content.startswith(_OLE):
        raise workbook.locked(name) if _LOCKED in content else workbook.wrong(
            name, "i det gamle Excel-formatet (.xls) eller Word-formatet (.doc)", "in the old Excel (.xls) or Word format"
        )
    if content.startswith(b"%PDF"):
        raise workbook.wrong(name, "en PDF", "a PDF")
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml")):
        raise workbook.wrong(name, "en nettside eller XML-fil", "a web page or an XML file")
    if suffix in (".xlsx", ".xlsm"):
        raise workbook.damaged(name)


def _list_in(grid: Grid, table: Table) -> _List | None:
    """Return the list in a sheet, found by the row with the most headings that are known, one of them the name's."""
    best: _List | None = None
    widest = max(map(len, grid.rows.values()), default=0)
    for number, cells in [*grid.rows.items()][:_HEADINGS_WITHIN]:
        columns: dict[int, Column] = {}
        for place, cell in enumerate(cells):
            column = table.column(cell)
            if column and column not in columns.values():
                columns[place] = column
        named = any(column.holds == "name" for column in columns.values())
        if named and (len(columns) > 1 or widest == 1) and len(columns) > len(best.columns if best else ()):
            best = _List(grid, number, columns)
    return best


def _no_list(name: str, grids: Iterable[Grid]) -> HfgraphError:
    grid = next((grid for grid in grids if grid.rows), None)
    if grid is None:
        return unreadable(
            name, "Arket er tomt.", "The sheet is empty.", "Skriv lista, og lagre.", "Write the list, and save."
        )
    number, cells = next(iter(grid.rows.items()))
    shown = ", ".join(f"«{' '.join(cell.split())[:40]}»" for cell in cells if cell)[:200]
    return unreadable(
        name,
        f"Fant ingen rad med overskrifter som «Prosjekt» og «Status». Arket «{grid.name}», rad {number}, har {shown}.",
        f"Found no row of headings such as 'Prosjekt' and 'Status'. Sheet '{grid.name}', row {number}, has {shown}.",
        "Bruk malen som «hfgraph init» lager (maler/prosjekter.xlsx), eller gi kolonnene navn som i den.",
        "Use the template that 'hfgraph init' makes (maler/prosjekter.xlsx), or name the columns as it does.",
    )


class _Writer:
    """Writes lists as the text of a document."""

    def __init__(self, table: Table, several: bool) -> None:
        self.text: list[str] = []
        self.blocks: list[Block] = []
        self.filled = 0
        self._table = table
        self._several = several
        self._length = 0

    def add(self, each: _List) -> Iterator[Text]:
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
            line = "\t".join(_flat(cell, each.columns.get(place), number) for place, cell in enumerate(cells))
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

    def _kind(self, each: _List, cells: list[str]) -> Kind:
        name = next(
            (cells[place] for place, column in each.columns.items() if column.holds == "name" and place < len(cells)), ""
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


def _flat(cell: str, column: Column | None = None, number: int = 0) -> str:
    """Return a cell as one line; a line break parts two values where a cell may hold several."""
    joint = "; " if column is not None and column.several and number else " "
    return joint.join(filter(None, (" ".join("".join(map(_shown, line)).split()) for line in cell.split("\n"))))


def _shown(char: str) -> str:
    """Return a character as it is shown: marks of direction and the like are nothing, other control characters a space."""
    return char if char.isprintable() else "" if category(char) == "Cf" else " "


def _unread(each: _List, beyond: dict[int, str]) -> Iterator[Text]:
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


