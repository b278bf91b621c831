"""Files that are broken, or made to do harm: a clear message in both languages, in little time and memory."""

from __future__ import annotations

import time
import tracemalloc
from collections.abc import Callable

import pytest

from hfgraph.errors import HfgraphError
from hfgraph.ingest.profile import Profile
from hfgraph.ingest.sheets.sheet import propose_sheet, read_sheet
from ingest.sheets import HEAD, ROW, csv, with_parts, xlsx

GOOD = xlsx([HEAD, ROW])
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500
NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
SECONDS = 30
BYTES = 250_000_000


def sheet(inner: bytes) -> bytes:
    """Return a workbook whose sheet is ``inner``."""
    page = b"<worksheet " + NAMESPACE + b">" + inner + b"</worksheet>"
    return with_parts(GOOD, {"xl/worksheets/sheet1.xml": page})


def row(number: int, *cells: str, more: bytes = b"") -> bytes:
    letters = "ABCDEFGH"
    body = "".join(
        f'<c r="{letters[place]}{number}" t="inlineStr"><is><t>{cell}</t></is></c>' for place, cell in enumerate(cells)
    )
    return f'<row r="{number}">{body}'.encode() + more + b"</row>"


LIST = row(1, "Prosjekt", "Status") + row(2, "A", "Planlagt")

REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "a.csv", "Filen er tom"),
    "only a mark": (lambda: b"\xef\xbb\xbf\r\n \n", "a.csv", "Filen er tom"),
    "only headings": (lambda: csv([HEAD]), "a.csv", "Lista er tom"),
    "only headings in a workbook": (lambda: xlsx([[], HEAD]), "a.xlsx", "under overskriftene i rad 2"),
    "an empty sheet": (lambda: xlsx([]), "a.xlsx", "Arket er tomt"),
    "truncated": (lambda: GOOD[: len(GOOD) // 2], "a.xlsx", "skadet"),
    "truncated at the end": (lambda: GOOD[:-30], "a.xlsx", "skadet"),
    "a part cut off": (lambda: with_parts(GOOD, {"xl/worksheets/sheet1.xml": b"<worksheet><she"}), "a.xlsx", "skadet"),
    "damaged": (lambda: GOOD[:300] + bytes(200) + GOOD[500:], "a.xlsx", "skadet"),
    "encrypted": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "a.xlsx", "passord"),
    "old excel": (lambda: OLE, "a.xls", "gamle Excel-formatet"),
    "binary workbook": (lambda: with_parts(GOOD, {"xl/workbook.bin": b"x"}), "a.xlsb", ".xlsb"),
    "word": (lambda: with_parts(GOOD, {"word/document.xml": b"<a/>"}), "a.xlsx", "Word-dokument"),
    "slides": (lambda: with_parts(GOOD, {"ppt/presentation.xml": b"<a/>"}), "a.xlsx", "presentasjon"),
    "open document": (lambda: with_parts(GOOD, {"mimetype": b"x"}), "a.ods", "OpenDocument"),
    "an empty zip": (lambda: b"PK\x05\x06" + bytes(18), "a.xlsx", "ZIP-fil"),
    "pdf": (lambda: b"%PDF-1.7\n", "a.csv", "en PDF"),
    "web page": (lambda: b"<html><table><tr><td>Prosjekt", "a.xlsx", "nettside"),
    "text called xlsx": (lambda: csv([HEAD, ROW]), "a.xlsx", "skadet eller ikke en arbeidsbok"),
    "bytes called csv": (lambda: bytes(range(256)) * 100, "a.csv", "ikke tekst"),
    "control characters": (lambda: bytes([*range(1, 32)]) * 100, "a.csv", "ikke tekst"),
    "half a character": (lambda: b"\xff\xfea", "a.csv", "ikke tekst"),
    "an open quote": (lambda: b'Prosjekt;Status\n"' + b"a" * 200_000, "a.csv", "Rad 2 er ikke CSV"),
    "a quote left open": (lambda: b'Prosjekt;Status\nA;"Planlagt\nB;Startet\n', "a.csv", "Rad 2 er ikke CSV"),
    "50 MB": (lambda: b"Prosjekt;Status\n" + b"A;B\n" * 13_000_000, "a.csv", "52 MB"),
    "a bomb": (
        lambda: with_parts(GOOD, {"xl/worksheets/sheet1.xml": b"<a>" + b"<x/>" * 20_000_000}),
        "a.xlsx",
        "for stor når den pakkes ut",
    ),
    "a bomb without elements": (
        lambda: with_parts(GOOD, {"xl/sharedStrings.xml": b"<sst>" + b"a" * 70_000_000 + b"</sst>"}),
        "a.xlsx",
        "for stor når den pakkes ut",
    ),
    "very many elements": (lambda: sheet(b"<x/>" * 3_000_000), "a.xlsx", "for stor når den pakkes ut"),
    "deeply nested": (lambda: sheet(b"<a>" * 1_000_000), "a.xlsx", "som ingen regneark lager"),
    "a document type": (
        lambda: with_parts(GOOD, {"xl/workbook.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><workbook/>'}),
        "a.xlsx",
        "«xl/workbook.xml» som ingen regneark lager",
    ),
    "very many parts": (
        lambda: with_parts(GOOD, {f"xl/media/{number}.png": b"" for number in range(2_100)}),
        "a.xlsx",
        "for stor når den pakkes ut",
    ),
    "100 000 rows": (
        lambda: csv([HEAD, *([f"P{number}"] for number in range(100_000))]),
        "a.csv",
        "rad 10001: det er flere enn 10 000 rader",
    ),
    "5 000 columns": (
        lambda: xlsx([["Prosjekt", "Status", *["x"] * 5_000]]),
        "a.xlsx",
        "rad 1: det er flere enn 200 kolonner",
    ),
    "5 000 columns in csv": (lambda: csv([["Prosjekt", *["x"] * 5_000]]), "a.csv", "flere enn 200 kolonner"),
    "a column far out": (
        lambda: sheet(b"<sheetData>" + LIST + row(3, "B", more=b'<c r="XFD3"><v>1</v></c>') + b"</sheetData>"),
        "a.xlsx",
        "rad 3: det er flere enn 200 kolonner",
    ),
    "a column that cannot be": (
        lambda: sheet(b"<sheetData>" + LIST + row(3, more=b'<c r="ZZZZZ3"><v>1</v></c>') + b"</sheetData>"),
        "a.xlsx",
        "skadet",
    ),
    "a long cell": (lambda: csv([HEAD, ["x" * 6_000]]), "a.csv", "rad 2: det er flere enn 5 000 tegn i en celle"),
    "very many separators": (lambda: b"Prosjekt;Status\n" + b";,\t" * 2_000_000, "a.csv", "flere enn 200 kolonner"),
}


@pytest.mark.parametrize("make, name, said", REFUSED.values(), ids=REFUSED)
def test_it_is_refused_with_a_clear_message(make: Callable[[], bytes], name: str, said: str) -> None:
    content = make()
    began = time.perf_counter()
    tracemalloc.start()
    try:
        with pytest.raises(HfgraphError) as caught:
            read_sheet(content, name)
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    (problem,) = caught.value.problems
    assert said in problem.what.nb
    assert problem.what.en
    assert problem.mend.nb
    assert problem.mend.en
    assert problem.path is not None
    assert problem.path.name == name
    assert peak < BYTES
    assert time.perf_counter() - began < SECONDS


READ: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "macros": (lambda: with_parts(GOOD, {"xl/vbaProject.bin": b"x"}), "a.xlsm", "Filen har makroer."),
    "a workbook called csv": (lambda: GOOD, "a.csv", "Filen heter «.csv», men er en arbeidsbok"),
    "a picture of 100 MB": (lambda: with_parts(GOOD, {"xl/media/1.png": bytes(100_000_000)}), "a.xlsx", ""),
    "a row far down": (
        lambda: sheet(b"<sheetData>" + LIST + row(1_048_576, "B") + b"</sheetData>"),
        "a.xlsx",
        "etter rad 2 er 1000 rader tomme",
    ),
    "a row that cannot be": (
        lambda: sheet(b"<sheetData>" + LIST + row(99_999_999_999, "B") + b"</sheetData>"),
        "a.xlsx",
        "etter rad 2 er 1000 rader tomme",
    ),
    "rows of empty cells": (
        lambda: sheet(
            b"<sheetData>"
            + LIST
            + b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (number, number) for number in range(3, 100_000))
            + b"</sheetData>"
        ),
        "a.xlsx",
        "etter rad 2 er 1000 rader tomme",
    ),
    "empty cells far out": (
        lambda: sheet(
            b"<sheetData>"
            + LIST
            + b"".join(row(number, f"P{number}", more=b'<c r="XFD%d"/>' % number) for number in range(3, 3_000))
            + b"</sheetData>"
        ),
        "a.xlsx",
        "",
    ),
    "merged cells without end": (
        lambda: sheet(
            b"<sheetData>"
            + LIST
            + b"".join(row(number, f"P{number}") for number in range(3, 3_000))
            + b"</sheetData><mergeCells>"
            + b"".join(b'<mergeCell ref="B%d:B1048576"/>' % number for number in range(2, 50_000))
            + b"</mergeCells>"
        ),
        "a.xlsx",
        "",
    ),
    "a wrong size": (
        lambda: sheet(b'<dimension ref="A1:XFD1048576"/><sheetData>' + LIST + b"</sheetData>"),
        "a.xlsx",
        "",
    ),
    "a size that is too small": (
        lambda: sheet(b'<dimension ref="A1"/><sheetData>' + LIST + b"</sheetData>"),
        "a.xlsx",
        "",
    ),
}


@pytest.mark.parametrize("make, name, said", READ.values(), ids=READ)
def test_what_does_no_harm_is_read(make: Callable[[], bytes], name: str, said: str) -> None:
    content = make()
    began = time.perf_counter()
    document = read_sheet(content, name)
    assert document.text.startswith("Prosjekt\t")
    assert [note.nb for note in document.notes if said in note.nb] if said else not document.notes
    assert len(document.text) < 1_000_000
    assert time.perf_counter() - began < SECONDS


def test_as_many_rows_as_there_may_be_take_little_time() -> None:
    rows = [[f"P{number}", "Tiltak", number % 3 + 1, "4.1; 5", "Pågår", "2024", "A, B"] for number in range(9_999)]
    began = time.perf_counter()
    found = propose_sheet(read_sheet(csv([HEAD[:7], *rows]), "a.csv"), Profile.load())
    assert len(found) == 9_999 * 7
    assert time.perf_counter() - began < SECONDS


def test_nothing_is_evaluated() -> None:
    document = read_sheet(csv([["Prosjekt", "Merknad"], ["A", '=WEBSERVICE("http://nordvik.no")']]), "a.csv")
    assert document.text.splitlines()[1] == 'A\t=WEBSERVICE("http://nordvik.no")'
