"""CSV as spreadsheets write it: UTF-8 or Western European, parted by semicolons, commas or tabs."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterator
from itertools import islice
from pathlib import PurePath

from hfgraph.ingest.sheets.grid import MOST_COLUMNS, Grid, gather, unreadable
from hfgraph.text import Text

MEDIA = "text/csv"
_SEPARATORS = ";\t,"
_LOOKED_AT = 50
_READ = 100_000
_SPACES = "\t\r\n\x0b\x0c"


def read_csv(content: bytes, name: str, known: Callable[[list[str]], int]) -> tuple[Grid, list[Text]]:
    """Return the one sheet of a CSV file, and what a person should know about the reading.

    Args:
        content: of the file.
        name: of the file, for messages.
        known: how many cells of a row are headings of a list of projects.

    Raises:
        HfgraphError: it is not text, or not CSV, or larger than a list of projects can be.
    """
    text, notes = _decode(content, name)
    separator, text = _separator(text, known)
    sheet = PurePath(name).stem
    rows, note = gather(_rows(text, separator, name), name, sheet)
    return Grid(sheet, 1, rows), [*notes, *([note] if note else [])]


def _decode(content: bytes, name: str) -> tuple[str, list[Text]]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            return content.decode("utf-16"), []
        except UnicodeDecodeError as error:
            raise _not_text(name) from error
    text, notes = _text(content, name)
    if sum(char < " " and char not in _SPACES for char in text[:_READ]) > len(text[:_READ]) // 100 or "\x00" in text:
        raise _not_text(name)
    return text, notes


def _text(content: bytes, name: str) -> tuple[str, list[Text]]:
    try:
        return content.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    try:
        text = content.decode("cp1252")
    except UnicodeDecodeError as error:
        raise _not_text(name) from error
    return text, [
        Text(
            "Filen er ikke UTF-8 og er lest som Windows-1252. Se etter at æ, ø og å er riktige.",
            "The file is not UTF-8 and was read as Windows-1252. Check that æ, ø and å are right.",
        )
    ]


def _not_text(name: str) -> Exception:
    return unreadable(
        name,
        "Filen er ikke en CSV-fil: den er ikke tekst.",
        "The file is not a CSV file: it is not text.",
        "Lagre lista fra regnearket som «CSV UTF-8» eller som .xlsx.",
        "Save the list from the spreadsheet as 'CSV UTF-8' or as .xlsx.",
    )


def _separator(text: str, known: Callable[[list[str]], int]) -> tuple[str, str]:
    """Return what parts the cells, and the text without Excel's line that says so."""
    first, _, rest = text.partition("\n")
    first = first.strip().strip('"')
    if first.lower().startswith("sep=") and len(first) == len("sep=;"):
        return first[-1], "\n" + rest

    def worth(separator: str) -> tuple[int, int]:
        head = islice(csv.reader(io.StringIO(text[:_READ], newline=""), delimiter=separator), _LOOKED_AT)
        try:
            rows = list(head)
        except csv.Error:
            return 0, 0
        return max((known(row[:MOST_COLUMNS]) for row in rows), default=0), max(map(len, rows), default=0)

    return max(_SEPARATORS, key=worth), text


def _rows(text: str, separator: str, name: str) -> Iterator[tuple[int, list[str]]]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    number = 0
    try:
        for cells in reader:
            number += 1
            yield number, [_plain(cell) for cell in cells]
    except csv.Error as error:
        raise unreadable(
            name,
            f"Rad {number + 1} er ikke CSV: mangler det et anførselstegn, eller er en celle altfor lang?",
            f"Row {number + 1} is not CSV: is a quote missing, or a cell far too long?",
            "Lagre lista fra regnearket som «CSV UTF-8» på nytt, eller som .xlsx.",
            "Save the list from the spreadsheet as 'CSV UTF-8' again, or as .xlsx.",
        ) from error


def _plain(cell: str) -> str:
    cell = cell.replace("\r\n", "\n").replace("\r", "\n")
    # Excel's way of keeping a text from being taken for a formula.
    return cell[1:] if cell.startswith(("'=", "'+", "'-", "'@")) else cell
