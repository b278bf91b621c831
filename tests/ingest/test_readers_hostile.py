"""Broken files and files made to do harm: a clear message in bounded time and memory."""

from __future__ import annotations

import io
import os
import random
import re
import struct
import time
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

from hfgraph.errors import HfgraphError
from hfgraph.ingest import readers
from hfgraph.ingest.readers.archive import Archive

from . import papers

WORD = "word/document.xml"
NAMESPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504)


def noise(seed: int) -> bytes:
    return random.Random(seed).randbytes(100_000)  # noqa: S311 -- the same noise every time


def repacked(content: bytes, **changed: bytes | None) -> bytes:
    """Return an archive with members put in place of others, ``None`` for none; ``__`` in a name is a slash."""
    stream = io.BytesIO()
    new = {name.replace("__", "/").replace("_xml", ".xml"): value for name, value in changed.items()}
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for member in old.namelist():
            if member not in new:
                made.writestr(member, old.read(member))
        for name, value in new.items():
            if value is not None:
                made.writestr(name, value)
    return stream.getvalue()


def body(inside: str) -> bytes:
    return f"<w:document {NAMESPACE}><w:body>{inside}</w:body></w:document>".encode()


def word(inside: str) -> bytes:
    return repacked(papers.docx(), word__document_xml=body(inside))


def zipped(**members: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        for name, value in members.items():
            made.writestr(name, value)
    return stream.getvalue()


def scan(pages: int, *, text: int = 0) -> bytes:
    """Return a PDF with pictures on ``pages`` pages and text on the first ``text`` of them."""
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    picture = ImageReader(Image.frombytes("L", (64, 64), bytes(range(256)) * 16))
    for number in range(pages):
        canvas.drawImage(picture, 0, 0, 595, 842)
        if number < text:
            for row in range(20):
                canvas.drawString(72, 700 - 14 * row, "Strategisk samarbeidsutvalg tar saken til orientering.")
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


def encrypted_pdf() -> bytes:
    from reportlab.lib.pdfencrypt import StandardEncryption

    stream = io.BytesIO()
    canvas = Canvas(stream, encrypt=StandardEncryption("hemmelig", "eier"))
    canvas.drawString(72, 700, "Hemmelig")
    canvas.save()
    return stream.getvalue()


def bomb() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        with made.open(WORD, "w", force_zip64=True) as member:
            for _ in range(300):
                member.write(bytes(1 << 20))
    return stream.getvalue()


def lying_bomb() -> bytes:
    """Return an archive whose directory says that a member is much smaller than it is."""
    content = repacked(papers.docx(), word__document_xml=b"<x>" + b" " * (30 << 20) + b"</x>")
    size = struct.pack("<I", (30 << 20) + 7)
    return content.replace(size, struct.pack("<I", 1000))


def entity_bomb() -> bytes:
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    text = f'<!DOCTYPE x [<!ENTITY a0 "hahaha">{levels}]>' + body("<w:p><w:r><w:t>&a9;</w:t></w:r></w:p>").decode()
    return repacked(papers.docx(), word__document_xml=text.encode())


def outside_entity() -> bytes:
    text = (
        '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + body("<w:p><w:r><w:t>&e;</w:t></w:r></w:p>").decode()
    )
    return repacked(papers.docx(), word__document_xml=text.encode())


def deep_word() -> bytes:
    return word("<w:sdt><w:sdtContent>" * 5000 + "</w:sdtContent></w:sdt>" * 5000)


def looped_pdf() -> bytes:
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R /Count 1 >>",
    ]
    return assembled(objects)


def assembled(objects: list[bytes]) -> bytes:
    made = b"%PDF-1.4\n"
    places = []
    for number, one in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    return made + b"trailer << /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF" % (len(objects) + 1, table)


def deep_pdf_array() -> bytes:
    return assembled([b"<< /Type /Catalog /Pages 2 0 R /X " + b"[" * 100_000 + b"]" * 100_000 + b" >>", b"<<>>"])


def huge_picture() -> bytes:
    """Return a PDF whose picture says it is 60,000 by 60,000."""
    stream = zlib.compress(bytes(1000))
    picture = (
        b"<< /Type /XObject /Subtype /Image /Width 60000 /Height 60000 /BitsPerComponent 8 /ColorSpace /DeviceRGB "
        b"/Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream)
    )
    content = b"q 500 0 0 500 0 0 cm /P Do Q"
    return assembled(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R "
            b"/Resources << /XObject << /P 5 0 R >> >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            picture,
        ]
    )


REFUSED: dict[str, tuple[Callable[[], bytes], str, str]] = {
    "empty": (lambda: b"", "a.txt", "tom"),
    "blank text": (lambda: b" \n\t\n\xc2\xa0\n", "a.txt", "ingen tekst"),
    "bom only": (lambda: b"\xef\xbb\xbf", "a.txt", "ingen tekst"),
    "empty word": (lambda: word("<w:p/>"), "a.docx", "ingen tekst"),
    "empty page": (lambda: b"<html><body><script>x</script></body></html>", "a.html", "ingen tekst"),
    "null bytes": (lambda: b"Sak 1\x00 og mer", "a.txt", "ikke tekst"),
    "random bytes": (lambda: noise(1), "a.txt", "ikke tekst"),
    "random bytes as pdf": (lambda: noise(2), "a.pdf", "skadet"),
    "random bytes as docx": (lambda: b"PK\x03\x04" + noise(3), "a.docx", "skadet"),
    "too large": (lambda: bytes(readers.LARGEST_FILE + 1), "a.txt", "større enn 50 MB"),
    "truncated docx": (lambda: papers.docx()[:-4000], "a.docx", "skadet"),
    "truncated pptx": (lambda: papers.pptx()[:10_000], "a.pptx", "skadet"),
    "truncated pdf": (lambda: papers.pdf()[:600], "a.pdf", "skadet"),
    "pdf head only": (lambda: b"%PDF-1.7\n", "a.pdf", "skadet"),
    "docx without body": (lambda: repacked(papers.docx(), word__document_xml=None), "a.docx", "skadet"),
    "docx with broken xml": (lambda: repacked(papers.docx(), word__document_xml=b"<w:doc"), "a.docx", "skadet"),
    "deep xml": (deep_word, "a.docx", "skadet"),
    "encrypted pdf": (encrypted_pdf, "a.pdf", "kryptert"),
    "encrypted docx": (lambda: OLE + "EncryptedPackage".encode("utf-16-le"), "a.docx", "kryptert"),
    "zip bomb": (bomb, "a.docx", "pakker seg ut"),
    "zip bomb that lies": (lying_bomb, "a.docx", "skadet"),
    "entity bomb": (entity_bomb, "a.docx", ""),
    "outside entity": (outside_entity, "a.docx", "DTD"),
    "pdf with a loop": (looped_pdf, "a.pdf", ""),
    "pdf nested deep": (deep_pdf_array, "a.pdf", ""),
    "huge picture": (huge_picture, "a.pdf", "skannet"),
    "scan": (lambda: scan(3), "a.pdf", "side 1–3 av 3"),
    "old word": (lambda: OLE + "WordDocument".encode("utf-16-le"), "a.doc", ".doc"),
    "old powerpoint": (lambda: OLE + "PowerPoint Document".encode("utf-16-le"), "a.ppt", ".ppt"),
    "old excel": (lambda: OLE + "Workbook".encode("utf-16-le"), "a.xls", ".xls"),
    "rtf": (lambda: rb"{\rtf1 hei}", "a.rtf", "RTF"),
    "odt": (lambda: zipped(mimetype=b"application/vnd.oasis.opendocument.text"), "a.odt", "OpenDocument"),
    "picture": (lambda: b"\x89PNG\r\n\x1a\n" + bytes(100), "a.pdf", "bilde"),
    "zip": (lambda: zipped(a=b"hei"), "a.zip", "ZIP-arkiv"),
    "paths out of the archive": (lambda: zipped(**{"../../etc/x": b"hei"}), "a.docx", "ZIP-arkiv"),
    "program": (lambda: b"\x7fELF" + bytes(100), "a.txt", "program"),
    "spreadsheet": (lambda: b"a;b\n1;2\n", "a.csv", "regneark"),
    "page nested deep": (lambda: b"<html>" + b"<div>" * 100_000 + b"x", "a.html", "nøstet for dypt"),
    "too much text": (lambda: b"ord " * 1_300_000, "a.txt", "5 millioner"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_bad_file_is_refused_with_its_name_and_a_remedy(name: str) -> None:
    make, called, words = REFUSED[name]
    content = make()
    before = time.monotonic()
    with pytest.raises(HfgraphError) as caught:
        readers.read(content, called)
    assert time.monotonic() - before < 10
    told = caught.value.tell("nb")
    assert told.startswith(called)
    assert words in told
    for problem in caught.value.problems:
        assert problem.mend.nb
        assert problem.mend.en
        assert problem.what.en != problem.what.nb
    assert "root:" not in told


def test_long_pdf_is_read_in_time() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    for number in range(500):
        canvas.drawString(72, 800, "Helsefellesskapet Nord")
        canvas.drawString(72, 760, f"Sak {number + 1}/25 Orientering")
        for row in range(40):
            canvas.drawString(
                72, 730 - 15 * row, f"Linje {row} om saken som skal behandles i møtet til høsten i {number}."
            )
        canvas.drawString(280, 30, f"Side {number + 1} av 500")
        canvas.showPage()
    canvas.save()
    before = time.monotonic()
    document = readers.read(stream.getvalue(), "lang.pdf")
    assert time.monotonic() - before < 60
    assert document.blocks[-1].page == 500
    assert document.text.count("Helsefellesskapet Nord") == 1
    assert "av 500" not in document.text


def test_too_many_pages_are_refused() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    for _ in range(2001):
        canvas.drawString(72, 800, "x")
        canvas.showPage()
    canvas.save()
    with pytest.raises(HfgraphError, match="2001 pages"):
        readers.read(stream.getvalue(), "lang.pdf")


def test_scanned_pages_among_others_are_noted() -> None:
    document = readers.read(scan(3, text=2), "a.pdf")
    assert [note.nb for note in document.notes] == ["Side 3 er bilder uten tekst og er ikke lest."]
    assert "Strategisk samarbeidsutvalg" in document.text


def test_bomb_is_refused_before_anything_is_unpacked() -> None:
    with pytest.raises(HfgraphError, match="unpacks to"):
        Archive(bomb(), "a.docx")


def test_macros_are_neither_run_nor_read() -> None:
    document = readers.read(repacked(papers.docx(), **{"word/vbaProject.bin": b"Shell"}), "a.docm")
    assert "makroer" in document.notes[0].nb
    assert "Shell" not in document.text
    assert document.text == readers.read(papers.docx(), "a.docx").text


@pytest.mark.parametrize(
    "kind, called", [("docx", "a.pdf"), ("pdf", "a.docx"), ("html", "a.doc"), ("txt", "a.docx"), ("pptx", "a.txt")]
)
def test_wrong_suffix_is_read_as_what_it_is(kind: str, called: str) -> None:
    content = papers.MAKERS[kind]()
    document = readers.read(content, called)
    assert readers.kind(content, called) == kind
    assert called[1:] in document.notes[0].nb
    assert document.text == readers.read(content, f"a.{kind}").text


def test_turned_text_is_noted_and_left_out_of_office_files() -> None:
    words = "Sak \u202e52/41\u202c og \u200bkommune\u00adne\u2069"
    document = readers.read(word(f"<w:p><w:r><w:t>{words}</w:t></w:r></w:p>"), "a.docx")
    assert document.text == "Sak 52/41 og kommunene"
    assert "leseretningen" in document.notes[0].nb
    plain = readers.read(words.encode(), "a.txt")
    assert plain.text == words
    assert "leseretningen" in plain.notes[0].nb


def test_deep_page_is_read() -> None:
    content = b"<html><body>" + b"<div>" * 9000 + b"Saken tas til orientering." + b"</div>" * 9000
    assert readers.read(content, "a.html").text == "Saken tas til orientering."


def test_deep_tables_of_a_page_are_read() -> None:
    content = b"<html><body>" + b"<table><tr><td>" * 3000 + b"Saken tas til orientering." + b"</td></tr></table>" * 3000
    assert "Saken tas til orientering." in readers.read(content, "a.html").text


def test_deep_tables_in_word_end_in_a_message() -> None:
    table = "<w:tbl><w:tr><w:tc>" * 70 + "<w:p><w:r><w:t>inne</w:t></w:r></w:p>" + "</w:tc></w:tr></w:tbl>" * 70
    assert readers.read(word(table), "a.docx").text == "inne"


def test_member_outside_the_archive_is_never_opened() -> None:
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        b'Target="../../../../etc/passwd"/></Relationships>'
    )
    document = readers.read(repacked(papers.docx(), **{"_rels/.rels": relations}), "a.docx")
    assert document.text == readers.read(papers.docx(), "a.docx").text


def test_folder_pipe_missing_and_unreadable_files(tmp_path: Path) -> None:
    pipe = tmp_path / "rør.txt"
    os.mkfifo(pipe)
    large = tmp_path / "stor.txt"
    with large.open("wb") as stream:
        stream.truncate(readers.LARGEST_FILE + 1)
    for path in (tmp_path, pipe, tmp_path / "borte.txt", large, tmp_path / "a\x00b.txt"):
        with pytest.raises(HfgraphError) as caught:
            readers.load(path)
        assert caught.value.problems[0].path == path
        assert caught.value.problems[0].mend.nb


def test_file_without_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text("Sak 1/25", encoding="utf-8")
    assert readers.load(path) == (b"Sak 1/25", "a.txt")

    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(os, "open", refuse)
    with pytest.raises(HfgraphError, match="Permission denied"):
        readers.load(path)


def test_reading_apart_gives_the_same() -> None:
    for kind, make in papers.MAKERS.items():
        content = make()
        assert readers.read_apart(content, f"a.{kind}") == readers.read(content, f"a.{kind}")


def test_reading_apart_passes_on_the_message() -> None:
    with pytest.raises(HfgraphError) as caught:
        readers.read_apart(b"", "a.txt")
    assert "tom" in caught.value.tell("nb")
    assert caught.value.problems[0].path == Path("a.txt")


def test_reading_apart_ends_in_time() -> None:
    with pytest.raises(HfgraphError, match="took more than"):
        readers.read_apart(papers.pdf(), "a.pdf", seconds=0.05)


def test_reading_apart_ends_when_memory_does() -> None:
    with pytest.raises(HfgraphError, match="memory"):
        readers.read_apart(papers.txt() + b"ord " * 1_000_000, "a.txt", megabytes=20)
    with pytest.raises(HfgraphError, match="memory"):
        readers.read_apart(word("<w:p><w:r><w:t>ord </w:t></w:r></w:p>" * 100_000), "a.docx", megabytes=100)


def told(content: bytes, name: str) -> str:
    """Return what a reader says that refuses a file, or nothing."""
    try:
        readers.read(content, name)
    except HfgraphError as error:
        return error.tell("nb")
    return ""


def test_truncated_at_any_place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for kind in ("docx", "pptx", "pdf", "html"):
        content = papers.MAKERS[kind]()
        for part in range(25):
            said = told(content[: len(content) * part // 25], f"a.{kind}")
            assert said == "" or (said.startswith(f"a.{kind}: ") and "→" in said)
    assert list(tmp_path.iterdir()) == []


def test_damaged_at_random_places() -> None:
    dice = random.Random(11)  # noqa: S311 -- the same damage every time
    for kind in ("docx", "pptx", "pdf", "html"):
        whole = papers.MAKERS[kind]()
        for _ in range(40):
            content = bytearray(whole)
            for _ in range(dice.randrange(1, 60)):
                content[dice.randrange(len(content))] = dice.randrange(256)
            assert re.match(rf"$|a\.{kind}: ", told(bytes(content), f"a.{kind}"))
