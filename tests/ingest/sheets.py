"""Lists of projects as files, made on the spot."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import openpyxl
from openpyxl.worksheet.worksheet import Worksheet

from hfgraph.ingest.document import Document
from hfgraph.ingest.profile import Profile
from hfgraph.ingest.proposal import Proposal
from hfgraph.ingest.sheets.sheet import propose_sheet, read_sheet, sheet_problems

Rows = Sequence[Sequence[Any]]
HEAD = ("Prosjekt", "Type", "Innsatsområde", "Avtalepunkt", "Status", "Statusdato", "Ansvarlig", "Vedtatt i sak")
ROW = ("Trygg hjemreise", "Prosjekt", "2", "4.1; 5", "Pågår", "2024-10-01", "Ælvnes kommune", "SSU 26/2024")


def xlsx(rows: Rows, change: Callable[[Worksheet], None] | None = None, sheet: str = "Liste") -> bytes:
    """Return rows as a workbook, changed by ``change`` before it is saved."""
    book = openpyxl.Workbook()
    page = book.active
    assert isinstance(page, Worksheet)
    page.title = sheet
    for row in rows:
        page.append(list(row))
    if change:
        change(page)
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def csv(rows: Rows, separator: str = ";", encoding: str = "utf-8-sig") -> bytes:
    """Return rows as CSV, quoted where they must be."""

    def quoted(cell: object) -> str:
        text = "" if cell is None else str(cell)
        return '"' + text.replace('"', '""') + '"' if set(text) & set(f'{separator}"\n') else text

    return "".join(separator.join(map(quoted, row)) + "\r\n" for row in rows).encode(encoding)


def with_parts(workbook: bytes, parts: Mapping[str, bytes]) -> bytes:
    """Return a workbook with parts added or replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(workbook)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            if name not in parts:
                new.writestr(name, old.read(name))
        for name, content in parts.items():
            new.writestr(name, content)
    return stream.getvalue()


def proposed(rows: Rows) -> list[Proposal]:
    """Return what rows propose."""
    return propose_sheet(read(rows), Profile.load())


def detail(*cells: tuple[str, Any]) -> dict[str, Any]:
    """Return the detail of the project in a list of one row, by heading and cell."""
    rows = [["Prosjekt", *(heading for heading, _ in cells)], ["P", *(cell for _, cell in cells)]]
    found = propose_sheet(read_sheet(csv(rows), "liste.csv"), Profile.load())
    return dict(next(one.detail or {} for one in found if one.type == "project"))


def problems(rows: Rows) -> list[str]:
    """Return what is wrong with rows, each in bokmål."""
    return [problem.tell("nb") for problem in sheet_problems(read(rows), Profile.load())]


def read(rows: Rows) -> Document:
    """Return rows as a document."""
    return read_sheet(xlsx(rows), "liste.xlsx")
