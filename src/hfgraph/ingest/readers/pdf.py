"""PDF files: characters with their places become lines, and lines become paragraphs.

The library underneath may only be used by one thread at a time; ``read_apart`` sees to that.
"""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from hfgraph.errors import HfgraphError, bad_input
from hfgraph.ingest.document import Document
from hfgraph.ingest.readers import flow
from hfgraph.ingest.readers.bullets import drawn
from hfgraph.ingest.readers.format import damaged
from hfgraph.ingest.readers.glyph import turned as placed
from hfgraph.ingest.readers.glyph import words
from hfgraph.ingest.readers.grid import Rule, tables
from hfgraph.ingest.readers.layout import LONGEST_TEXT, document, too_long
from hfgraph.ingest.readers.lines import Line, lines
from hfgraph.ingest.readers.margins import parted
from hfgraph.ingest.readers.piece import Piece, turned
from hfgraph.ingest.readers.text import TURNED
from hfgraph.text import Text

READER = "pdf 1"
"""Name and version of this reader."""

MOST_PAGES = 2000
"""Most pages that a file may have."""

_FEW = 12
_LITTLE = 100
_MOST_PICTURES = 200
_MOST_OF_PAGE = 0.6
_MOST_UNKNOWN = 0.3
_NO_LETTER = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08]")
_FEW_ON_AVERAGE = 25
_MOST_OBJECTS = 20_000
_MOST_RULES = 4_000
_STRAIGHT = 1.0
_SHORTEST = 6.0
_FORMS = Text("Utfylte skjemafelt i filen er ikke lest.", "Filled-in form fields in the file were not read.")


def read(content: bytes, name: str) -> Document:
    """Return the document that a PDF file is.

    Raises:
        HfgraphError: it is damaged, encrypted, a scan, too long, or without text.
    """
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(content)
    except pypdfium2.PdfiumError as error:
        raise _unopened(error, name) from error
    try:
        return _read(pdf, content, name)
    except pypdfium2.PdfiumError as error:
        raise damaged(name) from error
    finally:
        pdf.close()


def _read(pdf: Any, content: bytes, name: str) -> Document:
    count = len(pdf)
    if count > MOST_PAGES:
        raise bad_input(
            f"Filen har {count} sider; grensen er {MOST_PAGES}.",
            f"The file has {count} pages; the limit is {MOST_PAGES}.",
            mend=("Del den opp.", "Split it."),
            path=Path(name),
        )
    pages: list[list[Line]] = []
    heights: list[tuple[float, float]] = []
    scanned: list[int] = []
    broken: list[int] = []
    characters = 0
    for number in range(1, count + 1):
        found, height, is_scan = _page(pdf, number)
        if found is None:
            broken.append(number)
        letters = sum(len(line.text) for line in _flat(found or []))
        characters += 0 if is_scan else letters
        if characters > LONGEST_TEXT:
            raise too_long(name)
        if is_scan:
            scanned.append(number)
        pages.append(found or [])
        heights.append(height)
    if not count or len(broken) == count:
        raise damaged(name)
    if scanned and characters < _FEW_ON_AVERAGE * count:
        raise _scan(scanned, count, name)
    notes = _notes(pdf, scanned, broken)
    pieces = list(_pieces(pages, heights))
    _require_letters(pieces, name)
    if any(turned(piece.text) for piece in pieces):
        notes.append(TURNED)
    return document(content, name, "application/pdf", READER, pieces, notes)


def _pieces(pages: Sequence[list[Line]], heights: Sequence[tuple[float, float]]) -> Iterator[Piece]:
    kept, headers = parted(pages, heights)
    every = [line for page in kept for line in _flat(page)]
    if not every and not headers:
        return
    measure = flow.Measure.of(every)
    for line in headers:
        yield Piece(line.text, "note", page=line.page)
    body: list[Line] = []
    notes: list[Line] = []
    for page in kept:
        running, below = flow.notes_last(page, measure)
        body.extend(running)
        notes.extend(below)
    yield from flow.pieces(body, measure)
    for piece in flow.pieces(notes, replace(measure, size=notes[0].size if notes else 1)):
        piece.kind = "note"
        yield piece


def _flat(page: Sequence[Line]) -> Iterator[Line]:
    for line in page:
        if line.table:
            for row in line.table:
                for cell in row:
                    yield from cell
        else:
            yield line


def _page(pdf: Any, number: int) -> tuple[list[Line] | None, tuple[float, float], bool]:
    """Return the lines of a page (``None``: it is broken), how far down and up it goes, and if it is a scan."""
    import pypdfium2

    try:
        page = pdf[number - 1]
    except pypdfium2.PdfiumError:
        return None, (0, 1), False
    try:
        text = page.get_textpage()
        found, turn = words(text.raw)
        found += drawn(page.raw, found, turn)
        left, bottom, right, top = page.get_bbox()
        scan = _is_scan(page, sum(len(word.text) for word in found), (right - left) * (top - bottom))
        corners = [placed(x, y, turn)[1] for x in (left, right) for y in (bottom, top)]
        ruled = tables(list(_rules(page, turn)) if found else [])
        rest = found
        whole: list[Line] = []
        for table in ruled:
            inside = [word for word in rest if table.holds(word)]
            if inside:
                rest = [word for word in rest if not table.holds(word)]
                whole.append(table.line(inside, number))
        ordered = _with_tables(lines(rest, number), whole)
        text.close()
        return ordered, (min(corners), max(corners)), scan
    except pypdfium2.PdfiumError:
        return None, (0, 1), False
    finally:
        page.close()


def _with_tables(found: list[Line], whole: Sequence[Line]) -> list[Line]:
    for table in sorted(whole, key=lambda one: -one.base):
        at = next((index for index, line in enumerate(found) if not line.table and line.base < table.base), len(found))
        found.insert(at, table)
    return found


def _is_scan(page: Any, characters: int, area: float) -> bool:
    """Return whether a page is a picture: next to no text, or little and a picture over most of it."""
    import pypdfium2.raw as pdfium

    if characters >= _LITTLE:
        return False
    kinds = [pdfium.FPDF_PAGEOBJ_IMAGE, pdfium.FPDF_PAGEOBJ_PATH] if characters < _FEW else [pdfium.FPDF_PAGEOBJ_IMAGE]
    for found in islice(page.get_objects(filter=kinds, max_depth=4), _MOST_PICTURES):
        if characters < _FEW:
            return True
        left, bottom, right, top = found.get_bounds()
        if (right - left) * (top - bottom) > _MOST_OF_PAGE * area:
            return True
    return False


def _require_letters(pieces: Sequence[Piece], name: str) -> None:
    """Raise when the type of a file does not tell which letters its signs are."""
    signs = letters = 0
    for piece in pieces:
        signs += len(piece.text)
        letters += len(_NO_LETTER.sub("", piece.text))
    if signs - letters > _MOST_UNKNOWN * signs:
        raise bad_input(
            "Skrifttypene i filen mangler opplysning om hvilke bokstaver tegnene er, så teksten kan ikke leses.",
            "The fonts in the file do not tell which letters the signs are, so the text cannot be read.",
            mend=(
                "Kjør tekstgjenkjenning (OCR) på den, eller be om filen den ble laget av.",
                "Run text recognition (OCR) on it, or ask for the file it was made from.",
            ),
            path=Path(name),
        )


def _rules(page: Any, turn: int) -> Iterator[Rule]:
    """Yield the straight strokes of a page that are level or upright."""
    import pypdfium2.raw as pdfium

    count = 0
    x, y = ctypes.c_float(), ctypes.c_float()
    for index in range(min(pdfium.FPDFPage_CountObjects(page.raw), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page.raw, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFPageObj_GetMatrix(item, matrix)
        start = before = (0.0, 0.0)
        for place in range(min(pdfium.FPDFPath_CountSegments(item), _MOST_RULES)):
            segment = pdfium.FPDFPath_GetPathSegment(item, place)
            if not pdfium.FPDFPathSegment_GetPoint(segment, x, y):
                continue
            across = matrix.a * x.value + matrix.c * y.value + matrix.e
            along = matrix.b * x.value + matrix.d * y.value + matrix.f
            point = placed(across, along, turn)
            kind = pdfium.FPDFPathSegment_GetType(segment)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                yield from _rule(before, point)
            if pdfium.FPDFPathSegment_GetClose(segment):
                yield from _rule(point, start)
            before = point
            count += 1
            if count > _MOST_RULES:
                return


def _rule(one: tuple[float, float], other: tuple[float, float]) -> Iterator[Rule]:
    wide, high = abs(one[0] - other[0]), abs(one[1] - other[1])
    if high <= _STRAIGHT and wide >= _SHORTEST:
        yield Rule(False, (one[1] + other[1]) / 2, min(one[0], other[0]), max(one[0], other[0]))
    elif wide <= _STRAIGHT and high >= _SHORTEST:
        yield Rule(True, (one[0] + other[0]) / 2, min(one[1], other[1]), max(one[1], other[1]))


def _notes(pdf: Any, scanned: Sequence[int], broken: Sequence[int]) -> list[Text]:
    notes: list[Text] = []
    if scanned:
        pages = _ranges(scanned)
        notes.append(
            Text(
                f"Side {pages} er bilder uten tekst og er ikke lest.",
                f"Page {pages} are pictures without text and were not read.",
            )
        )
    if broken:
        pages = _ranges(broken)
        notes.append(Text(f"Side {pages} er skadet og er ikke lest.", f"Page {pages} are damaged and were not read."))
    if pdf.get_formtype():
        notes.append(_FORMS)
    return notes


def _ranges(numbers: Sequence[int]) -> str:
    """Return numbers as people write them: ``1–3, 7``."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def _scan(pages: Sequence[int], count: int, name: str) -> HfgraphError:
    where = _ranges(pages)
    return bad_input(
        f"Filen er skannet: side {where} av {count} er bilder uten tekst.",
        f"The file is a scan: page {where} of {count} are pictures without text.",
        mend=(
            "Kjør tekstgjenkjenning (OCR) på den, eller be om filen den ble skrevet ut fra.",
            "Run text recognition (OCR) on it, or ask for the file it was printed from.",
        ),
        path=Path(name),
    )


def _unopened(error: Exception, name: str) -> HfgraphError:
    import pypdfium2.raw as pdfium

    if getattr(error, "err_code", None) in {pdfium.FPDF_ERR_PASSWORD, pdfium.FPDF_ERR_SECURITY}:
        return bad_input(
            "Filen er kryptert med passord.",
            "The file is encrypted with a password.",
            mend=(
                "Åpne den med passordet og lagre en kopi uten.",
                "Open it with the password and save a copy without.",
            ),
            path=Path(name),
        )
    return damaged(name)
