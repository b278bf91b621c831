"""XLSX workbooks, read with care: never evaluated, never unpacked beyond what a list of projects can be."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO
from typing import TYPE_CHECKING, Any

from hfgraph.errors import HfgraphError
from hfgraph.ingest.sheets.grid import MOST_COLUMNS, Cells, Grid, gather, too_big, unreadable
from hfgraph.ingest.sheets.part import Hostile, Scan, SheetPart, TooLarge
from hfgraph.text import Text

if TYPE_CHECKING:
    from openpyxl import Workbook

MEDIA = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_MOST_PARTS = 2_000
_MOST_SHEETS = 50
_MOST_UNPACKED = 60_000_000
_CHUNK = 1 << 20
_XML = re.compile(r"\.(?:xml|rels|vml)\Z", re.IGNORECASE)
_DECIMALS = re.compile(r"0\.(0+)\Z")
_SHOWN = 5
_EXACT = 10**15


def read_workbook(content: bytes, name: str) -> tuple[list[Grid], list[Text]]:
    """Return the sheets of a workbook that are shown, and what a person should know about the reading.

    Args:
        content: of the file, which begins as a ZIP file does.
        name: of the file, for messages.

    Raises:
        HfgraphError: it is damaged, hostile, not a workbook, or larger than a list of projects can be.
    """
    import openpyxl

    parts, notes = _examine(content, name)
    try:
        book = openpyxl.load_workbook(BytesIO(content), read_only=True, data_only=True, keep_links=False)
    except HfgraphError:
        raise
    except Exception as error:
        raise damaged(name) from error
    try:
        grids = list(_sheets(book, name, parts, notes))
    except HfgraphError:
        raise
    except Exception as error:
        raise damaged(name) from error
    finally:
        book.close()
    return grids, notes


def _sheets(book: Workbook, name: str, parts: dict[str, SheetPart], notes: list[Text]) -> Iterator[Grid]:
    if len(book.sheetnames) > _MOST_SHEETS:
        raise unreadable(
            name,
            f"Arbeidsboken har {len(book.sheetnames)} ark; det er for mange.",
            f"The workbook has {len(book.sheetnames)} sheets; that is too many.",
            "Behold bare arket med prosjektene.",
            "Keep only the sheet with the projects.",
        )
    for number, sheet in enumerate(book.worksheets, 1):
        title = sheet.title
        if sheet.sheet_state != "visible":
            notes.append(
                Text(f"Arket «{title}» er skjult og er ikke lest.", f"Sheet '{title}' is hidden and was not read.")
            )
            continue
        part = parts.get(getattr(sheet, "_worksheet_path", "").lstrip("/"), SheetPart())
        if part.beyond:
            raise too_big(name, title, part.beyond, "kolonner", "columns", MOST_COLUMNS)
        sheet.reset_dimensions()
        rows, note = gather(_rows(sheet), name, title)
        if note:
            notes.append(note)
        if part.formulas:
            cells = ", ".join([*part.formulas][:_SHOWN]) + (" …" if len(part.formulas) > _SHOWN else "")
            notes.append(
                Text(
                    f"Arket «{title}»: {cells} har formel uten lagret verdi og er lest som tomme. "
                    "Åpne og lagre filen i regnearket, så følger verdiene med.",
                    f"Sheet '{title}': {cells} have a formula without a stored value and were read as empty. "
                    "Open and save the file in the spreadsheet, and the values come along.",
                )
            )
        yield Grid(title, number, rows, part.merged)


def _rows(sheet: Any) -> Iterator[tuple[int, Cells]]:
    for number, row in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS), 1):
        yield number, [_text(cell) for cell in row]


def _text(cell: Any) -> str:  # noqa: PLR0911 -- one for each kind of value
    """Return a cell's value in the one form that its kind has."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return "ja" if value else "nei"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, float):
        shown = _DECIMALS.match(str(cell.number_format or ""))
        if shown:  # a clause 1.10 that was typed as a number is shown so, and kept so
            return f"{value:.{len(shown[1])}f}"
        return str(int(value)) if value.is_integer() and abs(value) < _EXACT else format(value, ".12g")
    return str(value)  # dates and times in ISO form, whole numbers, and what Excel calls an error


def _examine(content: bytes, name: str) -> tuple[dict[str, SheetPart], list[Text]]:
    """Look at the parts of the ZIP file before anything is made of them."""
    notes: list[Text] = []
    try:
        archive = zipfile.ZipFile(BytesIO(content))
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise damaged(name) from error
    with archive:
        infos = archive.infolist()
        names = {info.filename for info in infos}
        _refuse_others(archive, names, name)
        read = [info for info in infos if _XML.search(info.filename)]
        if len(infos) > _MOST_PARTS or sum(info.file_size for info in read) > _MOST_UNPACKED:
            raise _too_large(name)
        if any(part.lower().endswith("vbaproject.bin") for part in names):
            notes.append(
                Text(
                    "Filen har makroer. De er ikke lest og ikke kjørt.",
                    "The file has macros. They were neither read nor run.",
                )
            )
        try:
            parts = {info.filename: _scan(archive, info, name) for info in read}
        except HfgraphError:
            raise
        except Exception as error:  # a damaged part can fail in as many ways as there are compressions
            raise damaged(name) from error
    return parts, notes


def _refuse_others(archive: zipfile.ZipFile, names: set[str], name: str) -> None:
    if any(info.flag_bits & 1 for info in archive.infolist()):
        raise locked(name)
    if "xl/workbook.bin" in names:
        raise wrong(name, "en binær arbeidsbok (.xlsb)", "a binary workbook (.xlsb)")
    if any(part.startswith("word/") for part in names):
        raise wrong(name, "et Word-dokument", "a Word document")
    if any(part.startswith("ppt/") for part in names):
        raise wrong(name, "en presentasjon", "a presentation")
    if "mimetype" in names:
        raise wrong(name, "en OpenDocument-fil", "an OpenDocument file")
    if "xl/workbook.xml" not in names and "[Content_Types].xml" not in names:
        raise wrong(name, "en ZIP-fil", "a ZIP file")


def _scan(archive: zipfile.ZipFile, info: zipfile.ZipInfo, name: str) -> SheetPart:
    scan = Scan()
    try:
        with archive.open(info) as stream:
            while piece := stream.read(_CHUNK):
                scan.feed(piece)
        scan.close()
    except Hostile as error:
        raise unreadable(
            name,
            f"Filen har noe i «{info.filename}» som ingen regneark lager, og er ikke lest.",
            f"The file has something in '{info.filename}' that no spreadsheet makes, and was not read.",
            "Kopier lista over til en ny arbeidsbok og lagre den som .xlsx.",
            "Copy the list into a new workbook and save that as .xlsx.",
        ) from error
    except TooLarge as error:
        raise _too_large(name) from error
    return scan.part


def _too_large(name: str) -> HfgraphError:
    return unreadable(
        name,
        "Filen er for stor når den pakkes ut, og er ikke lest.",
        "The file is too large when it is unpacked, and was not read.",
        "Kopier lista over til en ny arbeidsbok og lagre den som .xlsx.",
        "Copy the list into a new workbook and save that as .xlsx.",
    )


def damaged(name: str) -> HfgraphError:
    """Return the error of a workbook that cannot be opened."""
    return unreadable(
        name,
        "Filen er skadet eller ikke en arbeidsbok, og kan ikke leses.",
        "The file is damaged or not a workbook, and cannot be read.",
        "Åpne den i regnearket og lagre den på nytt som .xlsx.",
        "Open it in the spreadsheet and save it again as .xlsx.",
    )


def locked(name: str) -> HfgraphError:
    """Return the error of a workbook that is protected by a password."""
    return unreadable(
        name,
        "Filen er beskyttet med passord.",
        "The file is protected by a password.",
        "Fjern passordet i regnearket og lagre filen på nytt.",
        "Remove the password in the spreadsheet and save the file again.",
    )


def wrong(name: str, nb: str, en: str) -> HfgraphError:
    """Return the error of a file that is something else than it is called."""
    return unreadable(
        name,
        f"Filen er {nb}, ikke et regneark i .xlsx eller .csv.",
        f"The file is {en}, not a spreadsheet in .xlsx or .csv.",
        "Lagre lista fra regnearket som .xlsx eller «CSV UTF-8».",
        "Save the list from the spreadsheet as .xlsx or 'CSV UTF-8'.",
    )
