"""The rows of a list of projects: what each cell says, and what is wrong with those that cannot be read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hfgraph.errors import Problem
from hfgraph.ingest.document import Block, Document
from hfgraph.ingest.profile import Profile
from hfgraph.ingest.proposal import Type
from hfgraph.ingest.sheets import cell
from hfgraph.ingest.sheets.table import Code, Column, Holds, Table, same
from hfgraph.text import Text

Place = tuple[int, int]
_ERROR = re.compile(r"#(?:REF!|DIV/0!|VALUE!|NAME\?|NULL!|NUM!|N/A|VERDI!|NAVN\?|I/T|SPILL!|OVERFLYT!)\Z")
Known = Callable[[Type, str], bool]
"""Whether the graph has a thing of a type of proposal by a name."""


@dataclass(slots=True)
class Row:
    """A row with a project.

    Attributes:
        number: in the sheet, from 1.
        sheet: its name.
        page: number of the sheet.
        span: the row in the document's text.
        name: of the project, as written.
        values: what each column says: values with their places in the document's text.
        detail: of the project's proposal, see :mod:`hfgraph.ingest.sheets.sheet`.
    """

    number: int
    sheet: str
    page: int | None
    span: Place
    name: str
    values: list[tuple[Column, list[cell.Found]]] = field(default_factory=list)
    detail: dict[str, Any] = field(default_factory=dict)


@dataclass(slots=True)
class _Cell:
    column: Column
    heading: str
    place: int
    text: str
    start: int


def rows_of(document: Document, table: Table, profile: Profile, known: Known) -> tuple[list[Row], list[Problem]]:
    """Return the rows of a document with a project in them, and what is wrong with any, in the order of the document.

    Args:
        document: made by :func:`hfgraph.ingest.sheets.sheet.read_sheet`.
        table: of columns.
        profile: of the community.
        known: whether the graph has a thing of that type and name.
    """
    reader = _Reader(document, table, profile, known)
    for number, head, block in _numbered(document):
        reader.read(number, head, block)
    return reader.rows, reader.problems


def _numbered(document: Document) -> Iterator[tuple[int, Block, Block]]:
    """Yield each row of a list with its number and the block of its headings."""
    head: Block | None = None
    number, seen = 1, 0
    for block in document.blocks:
        if block.kind == "heading":
            number, seen, head = 0, block.start, None
            continue
        number += document.text.count("\n", seen, block.start)
        seen = block.start
        if block.kind != "row":
            continue
        if head is None or head.page != block.page:
            head = block
        else:
            yield number, head, block


class _Reader:
    def __init__(self, document: Document, table: Table, profile: Profile, known: Known) -> None:
        self.rows: list[Row] = []
        self.problems: list[Problem] = []
        self._document = document
        self._table = table
        self._profile = profile
        self._known = known
        self._columns: dict[int, tuple[list[str], dict[int, Column]]] = {}
        self._first: dict[str, Row] = {}

    def read(self, number: int, head: Block, block: Block) -> None:
        cells = list(self._cells(head, block))
        name = next((each for each in cells if each.column.holds == "name"), None)
        row = Row(number, block.section, block.page, (block.start, block.end), name.text if name else "")
        wrong: list[tuple[_Cell, cell.Unclear]] = []
        if name is None:
            if cells:
                self._tell(row, cells[0].place, "", _NAMELESS)
            return
        if len(cells) == 1 and self._heads(name.text):
            self._tell(row, name.place, name.heading, _heading(name.text))
            return
        found: dict[str, list[cell.Found]] = {}
        for each in cells:
            try:
                values = self._values(each)
            except cell.Unclear as unclear:
                wrong.append((each, unclear))
                continue
            found[each.column.field] = [
                replace(value, start=each.start + value.start, end=each.start + value.end) for value in values
            ]
            row.values.append((each.column, found[each.column.field]))
        wrong += self._combined(found, cells)
        row.values = [(column, values) for column, values in row.values if column.field in found]
        row.detail = _detail(row, found, wrong, self._table)
        earlier = self._first.setdefault(same(row.name), row)
        if earlier is not row and not _later(earlier, row):
            self._tell(row, name.place, name.heading, _twice(row, earlier))
            return
        for each, why in wrong:
            self._tell(row, each.place, each.heading, why)
        if "name" in found:
            self.rows.append(row)

    def _cells(self, head: Block, block: Block) -> Iterator[_Cell]:
        """Yield the filled cells of a row whose columns are known, the name first."""
        text = self._document.text
        if head.start not in self._columns:
            headings = text[head.start : head.end].split("\t")
            columns: dict[int, Column] = {}
            for place, heading in enumerate(headings):
                column = self._table.column(heading)
                if column and column not in columns.values():
                    columns[place] = column
            self._columns[head.start] = headings, columns
        headings, columns = self._columns[head.start]
        start = block.start
        cells: list[_Cell] = []
        for place, content in enumerate(text[block.start : block.end].split("\t")):
            if place in columns and same(content) and same(content) not in self._table.empty:
                cells.append(_Cell(columns[place], headings[place], place, content, start))
            start += len(content) + 1
        yield from sorted(cells, key=lambda each: each.column.holds != "name")

    def _heads(self, name: str) -> bool:
        """Return whether a row with nothing but a name is a heading over a focus area's projects."""
        return cell.is_area(name) or self._known("focus-area", name)

    def _values(self, each: _Cell) -> list[cell.Found]:
        column, text = each.column, each.text
        if _ERROR.match(text):
            raise _FAILED
        kind: Type = column.like or "organisation"
        read: dict[Holds, Callable[[], list[cell.Found]]] = {
            "name": lambda: cell.read_text(text),
            "text": lambda: cell.read_text(text),
            "date": lambda: cell.read_date(text),
            "clauses": lambda: cell.read_clauses(text),
            "amount": lambda: cell.read_amount(text),
            "cases": lambda: cell.read_cases(text, self._profile),
            "code": lambda: self._codes(column, text),
            "codes": lambda: self._codes(column, text),
            "names": lambda: (
                cell.read_areas(text, lambda name: self._known(kind, name))
                if kind == "focus-area"
                else cell.read_names(text, True, lambda name: self._known(kind, name))
            ),
        }
        return read[column.holds]()

    def _codes(self, column: Column, text: str) -> list[cell.Found]:
        whole = self._table.code(column.scheme, text)
        if whole or not column.several:
            pieces = [cell.Found(text, 0, len(text))]
        else:
            pieces = cell.read_names(text, False, lambda _: False)
        found: list[cell.Found] = []
        for piece in pieces:
            code = self._table.code(column.scheme, str(piece.value))
            if code is None:
                raise _no_code(str(piece.value), column, self._table.codes[column.scheme])
            found.append(cell.Found(code.code, piece.start, piece.end))
        return found

    def _combined(self, found: dict[str, list[cell.Found]], cells: list[_Cell]) -> Iterator[tuple[_Cell, cell.Unclear]]:
        """Yield what is wrong with cells that can each be read."""
        place = {each.column.field: each for each in cells}
        if "status" in found and "status_date" not in place:
            yield place["status"], _UNDATED
        if "status_date" in found and "status" not in place:
            yield place["status_date"], _STATUSLESS
        if "start" in found and "end" in found:
            first, last = str(found["start"][0].value), str(found["end"][0].value)
            digits = min(len(first), len(last))
            if first[:digits] > last[:digits]:
                yield (
                    place["end"],
                    cell.Unclear(
                        Text(
                            f"Slutt ({last}) er før start ({first}).",
                            f"The end ({last}) is before the start ({first}).",
                        ),
                        Text("Rett den som er feil.", "Mend the one that is wrong."),
                    ),
                )
                found.pop("end")

    def _tell(self, row: Row, place: int, heading: str, unclear: cell.Unclear) -> None:
        nb, en = f"Arket «{row.sheet}», rad {row.number}", f"Sheet '{row.sheet}', row {row.number}"
        if heading:
            nb, en = f"{nb}, kolonnen «{heading}»", f"{en}, column '{heading}'"
        self.problems.append(
            Problem(
                Text(f"{nb}: {unclear.what.nb}", f"{en}: {unclear.what.en}"),
                unclear.mend,
                Path(self._document.name),
                row.number,
                place + 1,
                heading or None,
            )
        )


def _detail(
    row: Row, found: dict[str, list[cell.Found]], wrong: list[tuple[_Cell, cell.Unclear]], table: Table
) -> dict[str, Any]:
    detail: dict[str, Any] = {"row": row.number, "sheet": row.sheet, "name": row.name, "span": list(row.span)}
    spans: dict[str, list[list[int]]] = {}
    for column, places in row.values:
        if column.holds == "name":
            continue
        values = [value.value for value in places]
        detail[column.field] = values if column.several else values[0]
        spans[column.field] = [[value.start, value.end] for value in places]
        if column.holds == "amount":
            detail |= places[0].more
    if "status" in detail:
        detail["aspect"] = table.aspects[detail["status"]]
    detail["spans"] = spans
    detail["problems"] = [
        {
            "field": each.column.field,
            "column": each.heading,
            "row": row.number,
            "nb": unclear.what.nb,
            "en": unclear.what.en,
            "mend_nb": unclear.mend.nb,
            "mend_en": unclear.mend.en,
        }
        for each, unclear in wrong
    ]
    return detail


def _later(earlier: Row, row: Row) -> bool:
    """Return whether two rows of one project tell its status at two dates, as a history does."""
    dates = {earlier.detail.get("status_date"), row.detail.get("status_date")}
    return None not in dates and len(dates) == 2  # noqa: PLR2004 -- one for each row


def _no_code(word: str, column: Column, codes: tuple[Code, ...]) -> cell.Unclear:
    return cell.Unclear(
        Text(
            f"«{word}» er ingen kjent verdi for {column.title.nb.lower()}.",
            f"'{word}' is no known value of {column.title.en.lower()}.",
        ),
        Text(
            f"Velg en av: {', '.join(code.name.nb for code in codes)}.",
            f"Choose one of: {', '.join(code.name.en for code in codes)}.",
        ),
    )


def _twice(row: Row, earlier: Row) -> cell.Unclear:
    elsewhere = earlier.page != row.page
    nb = f" i arket «{earlier.sheet}»" if elsewhere else ""
    en = f" of sheet '{earlier.sheet}'" if elsewhere else ""
    return cell.Unclear(
        Text(
            f"«{row.name}» står også i rad {earlier.number}{nb}, og raden blir ikke med.",
            f"'{row.name}' is in row {earlier.number}{en} too, and this row is left out.",
        ),
        Text(
            "Slå radene sammen. Er det status på to datoer, gi hver rad sin Statusdato.",
            "Merge the rows. If they are statuses at two dates, give each row its own Statusdato.",
        ),
    )


def _heading(name: str) -> cell.Unclear:
    return cell.Unclear(
        Text(
            f"«{name}» er et innsatsområde, og raden er ikke tatt for et prosjekt.",
            f"'{name}' is a focus area, and the row was not taken for a project.",
        ),
        Text(
            "Skriv innsatsområdet i en egen kolonne på hver rad det gjelder.",
            "Write the focus area in a column of its own, in each row it concerns.",
        ),
    )


_NAMELESS = cell.Unclear(
    Text("Raden har ikke noe prosjektnavn og blir ikke med.", "The row has no project name and is left out."),
    Text("Skriv navnet på hver rad.", "Write the name in each row."),
)
_FAILED = cell.Unclear(
    Text("Cellen har en formel som feiler.", "The cell has a formula that fails."),
    Text("Rett formelen, eller skriv verdien.", "Mend the formula, or write the value."),
)
_UNDATED = cell.Unclear(
    Text("Status mangler dato.", "The status has no date."),
    Text(
        "Skriv datoen statusen gjelder i kolonnen Statusdato, eller fyll den inn under gjennomgangen.",
        "Write the date it holds for in the column Statusdato, or fill it in during review.",
    ),
)
_STATUSLESS = cell.Unclear(
    Text("Datoen gjelder en status som mangler.", "The date is of a status that is missing."),
    Text("Velg en status i kolonnen Status.", "Choose a status in the column Status."),
)
