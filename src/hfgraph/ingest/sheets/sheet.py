"""Lists of projects in spreadsheets: an XLSX or CSV file read as a document, and what its rows propose.

The document has one line for each row of a sheet, cells parted by tabs, so that line and row have the same number.
Title rows above the headings are paragraphs; the headings are the first block of kind ``row`` of their page, and each
row below is one more. Example rows and sums are blocks of kind ``note``. A page is a sheet, a section its name.

Each filled cell of a row is a proposal with the rule ``sheet.<field>``; the fields stand in ``profiles/sheet.toml``.
The row's project is one of type ``project``, rule ``sheet.name``, whose ``value`` is the name as written and whose
``detail`` is::

    row            number of the row in the sheet, from 1
    sheet          name of the sheet
    name           of the project, as written
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
    iri            the thing that the graph has by the name
    rows           [all of the above for each row with the name, …], in the first of them: a status may have a history

A key is there only when the row says it; ``row``, ``sheet``, ``name``, ``span``, ``spans`` and ``problems`` always are.
The other proposals of a row have as detail ``row``, ``sheet``, ``field`` and ``project``, the name of the project;
``iri`` when the graph knows the name; ``number`` of a focus area that is told by its number; and ``precision`` of an
amount. :mod:`hfgraph.ingest.facts.rows` makes statements of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256
from pathlib import PurePath
from typing import Any

from hfgraph.errors import HfgraphError, Problem
from hfgraph.ingest.document import Document
from hfgraph.ingest.gazetteer import Gazetteer
from hfgraph.ingest.profile import Profile
from hfgraph.ingest.proposal import Proposal, Type, identified
from hfgraph.ingest.sheets import csv_file, workbook
from hfgraph.ingest.sheets.grid import MOST_BYTES, Grid, unreadable
from hfgraph.ingest.sheets.row import Known, Row, rows_of
from hfgraph.ingest.sheets.table import Table, same
from hfgraph.ingest.sheets.text import ProjectList, Writer, list_in
from hfgraph.text import Text

READER = "sheet 1"
SUFFIXES = (".xlsx", ".xlsm", ".csv", ".tsv")
"""Endings of the names of the files that are read here."""

_ZIP = (b"PK\x03\x04", b"PK\x05\x06")
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_SURE = 0.99


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
    lists: list[ProjectList] = []
    unused: list[str] = []
    for grid in grids:
        found = list_in(grid, table)
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
    writer = Writer(table, several=len(lists) > 1)
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


def propose_sheet(document: Document, profile: Profile, gazetteer: Gazetteer | None = None) -> list[Proposal]:
    """Return what the rows of a list propose, row by row, a project before what its other cells say.

    Args:
        document: made by :func:`read_sheet`.
        profile: of the community; says which bodies treat cases.
        gazetteer: what the graph has names of, when there is one.
    """
    names = gazetteer or Gazetteer.empty()
    rows, _ = rows_of(document, Table.load(), profile, _known(names))
    named: dict[str, list[Row]] = {}
    for row in rows:
        named.setdefault(row.name, []).append(row)
    return list(identified(proposal for row in rows for proposal in _proposals(row, document, names, named)))


def sheet_problems(document: Document, profile: Profile, gazetteer: Gazetteer | None = None) -> list[Problem]:
    """Return what is wrong with the rows of a list, in order, each with file, row and column and how to mend it."""
    return rows_of(document, Table.load(), profile, _known(gazetteer or Gazetteer.empty()))[1]


def is_sheet(document: Document) -> bool:
    """Return whether a document was made by :func:`read_sheet`."""
    return document.reader.startswith("sheet ")


def _known(gazetteer: Gazetteer) -> Known:
    return lambda kind, name: _iri(gazetteer, kind, name) is not None


def _iri(gazetteer: Gazetteer, kind: Type, name: str) -> str | None:
    entry = gazetteer.lookup(name)
    return entry[1] if entry and entry[0] == kind else None


def _proposals(row: Row, document: Document, gazetteer: Gazetteer, named: dict[str, list[Row]]) -> Iterator[Proposal]:
    for column, found in row.values:
        if column.like is None:
            continue
        for value in found:
            detail: dict[str, Any] = {"row": row.number, "sheet": row.sheet, "field": column.field, "project": row.name}
            if column.holds == "name":
                detail = dict(row.detail)
                if named[row.name][0] is row:
                    detail["rows"] = [each.detail for each in named[row.name]]
            iri = _iri(gazetteer, column.like, value.value) if isinstance(value.value, str) else None
            yield Proposal(
                column.like,
                value.value,
                document.text[value.start : value.end],
                value.start,
                value.end,
                row.sheet,
                row.page,
                f"sheet.{column.field}",
                _SURE,
                "explicit",
                detail | value.more | ({"iri": iri} if iri else {}),
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
        raise (
            workbook.locked(name)
            if _LOCKED in content
            else workbook.wrong(
                name,
                "i det gamle Excel-formatet (.xls) eller Word-formatet (.doc)",
                "in the old Excel (.xls) or Word format",
            )
        )
    if content.startswith(b"%PDF"):
        raise workbook.wrong(name, "en PDF", "a PDF")
    if start.startswith((b"<!doctype", b"<html", b"<table", b"<?xml")):
        raise workbook.wrong(name, "en nettside eller XML-fil", "a web page or an XML file")
    if suffix in (".xlsx", ".xlsm"):
        raise workbook.damaged(name)


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
