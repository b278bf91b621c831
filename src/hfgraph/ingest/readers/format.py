"""What a file is, told by what is in it."""

from __future__ import annotations

import re
from pathlib import Path

from hfgraph.errors import HfgraphError, bad_input
from hfgraph.ingest.readers.archive import Archive
from hfgraph.text import Text

SUFFIXES = {
    ".txt": "txt",
    ".text": "txt",
    ".md": "txt",
    ".markdown": "txt",
    ".htm": "html",
    ".html": "html",
    ".xhtml": "html",
    ".docx": "docx",
    ".docm": "docx",
    ".dotx": "docx",
    ".dotm": "docx",
    ".pptx": "pptx",
    ".pptm": "pptx",
    ".ppsx": "pptx",
    ".ppsm": "pptx",
    ".potx": "pptx",
    ".pdf": "pdf",
    ".xlsx": "xlsx",
    ".xlsm": "xlsx",
    ".csv": "csv",
    ".tsv": "csv",
}
"""What a file with a suffix ought to be."""

MEDIA = {
    "txt": "text/plain",
    "html": "text/html",
    "pdf": "application/pdf",
    "csv": "text/csv",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
"""Media type of each kind."""

_LABELS = {
    "txt": Text("ren tekst", "plain text"),
    "html": Text("HTML", "HTML"),
    "pdf": Text("PDF", "PDF"),
    "csv": Text("CSV", "CSV"),
    "docx": Text("Word (.docx)", "Word (.docx)"),
    "pptx": Text("PowerPoint (.pptx)", "PowerPoint (.pptx)"),
    "xlsx": Text("Excel (.xlsx)", "Excel (.xlsx)"),
}
_SAVE = Text(
    "Åpne den i programmet den er laget i, og lagre som .docx eller PDF.",
    "Open it in the program it was made with, and save it as .docx or PDF.",
)
_OCR = Text(
    "Lag en PDF av bildet med tekstgjenkjenning (OCR).", "Make a PDF of the picture with text recognition (OCR)."
)
_UNPACK = Text("Pakk den ut og gi filene i den hver for seg.", "Unpack it and give the files in it one by one.")
_RIGHT = Text("Gi en .txt-, .html-, .docx-, .pptx- eller .pdf-fil.", "Give a .txt, .html, .docx, .pptx or .pdf file.")
_IMAGE = Text("et bilde", "a picture")
_PACKED = Text("en pakket fil", "a packed file")
_PROGRAM = Text("et program", "a program")
_MEDIA = Text("lyd eller video", "sound or video")

_MAGIC: tuple[tuple[bytes, int, Text, Text], ...] = (
    (b"\x89PNG\r\n", 0, _IMAGE, _OCR),
    (b"\xff\xd8\xff", 0, _IMAGE, _OCR),
    (b"GIF8", 0, _IMAGE, _OCR),
    (b"II*\x00", 0, _IMAGE, _OCR),
    (b"MM\x00*", 0, _IMAGE, _OCR),
    (b"WEBP", 8, _IMAGE, _OCR),
    (b"ftyphei", 4, _IMAGE, _OCR),
    (b"ftypmif", 4, _IMAGE, _OCR),
    (b"ftyp", 4, _MEDIA, _RIGHT),
    (b"RIFF", 0, _MEDIA, _RIGHT),
    (b"ID3", 0, _MEDIA, _RIGHT),
    (b"\x1f\x8b", 0, _PACKED, _UNPACK),
    (b"BZh", 0, _PACKED, _UNPACK),
    (b"7z\xbc\xaf", 0, _PACKED, _UNPACK),
    (b"Rar!", 0, _PACKED, _UNPACK),
    (b"\xfd7zXZ", 0, _PACKED, _UNPACK),
    (b"\x28\xb5\x2f\xfd", 0, _PACKED, _UNPACK),
    (b"\x7fELF", 0, _PROGRAM, _RIGHT),
    (b"MZ\x90", 0, _PROGRAM, _RIGHT),
    (b"SQLite format 3", 0, Text("en database", "a database"), _RIGHT),
    (rb"{\rtf", 0, Text("et RTF-dokument (.rtf)", "an RTF document (.rtf)"), _SAVE),
    (b"%!PS", 0, Text("PostScript", "PostScript"), Text("Lag en PDF av den.", "Make a PDF of it.")),
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"\A(?:\xef\xbb\xbf)?(?:\s|<!--.*?-->|<\?xml[^>]*>)*<(?:!doctype\s+html|html|head|body|meta|title)\b",
    re.IGNORECASE | re.DOTALL,
)
_TAG = re.compile(rb"<(?:html|body|head|div|p|h[1-6]|table|ul|ol|br)\b[^>]*>", re.IGNORECASE)
_XML = re.compile(rb"\A(?:\xef\xbb\xbf)?\s*<\?xml\b")
_ODF = re.compile(rb"application/vnd\.oasis\.opendocument\.([a-z]+)")
_PDF_HEAD = 1024
_HEAD = 4096


def wrong(name: str, what: Text, mend: Text) -> HfgraphError:
    """Return the error that tells that a file is ``what``, which cannot be read."""
    return bad_input(
        f"Filen er {what.nb}, og det kan ikke leses her.",
        f"The file is {what.en}, which cannot be read here.",
        mend=(mend.nb, mend.en),
        path=Path(name),
    )


def tell(content: bytes, name: str) -> str:
    """Return ``txt``, ``html``, ``docx``, ``pptx``, ``pdf``, ``xlsx`` or ``csv``.

    Raises:
        HfgraphError: it is something else, or nothing.
    """
    head = _readable(content[:_HEAD])
    suffix = SUFFIXES.get(Path(name).suffix.lower(), "")
    if not content:
        raise bad_input(
            "Filen er tom.",
            "The file is empty.",
            mend=("Sjekk at den er lastet ned helt.", "Check that it was downloaded completely."),
            path=Path(name),
        )
    if b"%PDF-" in content[:_PDF_HEAD]:
        return "pdf"
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")):
        return _of_archive(content, name)
    if head.startswith(_OLE):
        raise _old_office(content, name)
    for magic, offset, what, mend in _MAGIC:
        if head.startswith(magic, offset):
            raise wrong(name, what, mend)
    if _HTML.match(head) or (suffix == "html" and _TAG.search(content)):
        return "html"
    if _XML.match(head):
        if b"<html" in head.lower():
            return "html"
        raise wrong(name, Text("XML", "XML"), _SAVE)
    if suffix in {"pdf", "docx", "pptx", "xlsx"}:
        _require_no_ruin(content, name, suffix)
    return "csv" if suffix == "csv" else "txt"


def _readable(head: bytes) -> bytes:
    """Return the beginning of a file; that of a text in UTF-16 as UTF-8."""
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return head.decode("utf-16", "replace").encode("utf-8", "replace")
    return head


def mismatch(kind: str, name: str) -> Text | None:
    """Return a note when ``name`` promises another kind than ``kind``."""
    suffix = Path(name).suffix.lower()
    promised = SUFFIXES.get(suffix)
    if not suffix or promised == kind or (promised is None and kind == "txt"):
        return None
    label = _LABELS[kind]
    return Text(
        f"Filen heter {suffix}, men er {label.nb}, og er lest som det.",
        f"The file is called {suffix}, but is {label.en}, and was read as such.",
    )


def _of_archive(content: bytes, name: str) -> str:
    archive = Archive(content, name)
    names = archive.names
    if "[Content_Types].xml" in names:
        for folder, kind in (("word/", "docx"), ("ppt/", "pptx"), ("xl/", "xlsx")):
            if any(member.startswith(folder) and member.endswith(".xml") for member in names):
                return kind
        if any(member.startswith("xl/") for member in names):
            raise wrong(name, Text("en binær Excel-fil (.xlsb)", "a binary Excel file (.xlsb)"), _SAVE)
    if "mimetype" in names:
        found = _ODF.match(archive.read("mimetype"))
        if found:
            what = {"text": ".odt", "presentation": ".odp", "spreadsheet": ".ods"}.get(found[1].decode(), "ODF")
            raise wrong(name, Text(f"et OpenDocument ({what})", f"an OpenDocument ({what})"), _SAVE)
        raise wrong(name, Text("en e-bok eller lignende", "an e-book or the like"), _SAVE)
    if "[Content_Types].xml" in names or any(member.startswith(("word/", "ppt/")) for member in names):
        raise damaged(name)
    raise wrong(name, Text("et ZIP-arkiv", "a ZIP archive"), _UNPACK)


def _old_office(content: bytes, name: str) -> HfgraphError:
    def holds(stream: str) -> bool:
        return stream.encode("utf-16-le") in content

    if holds("EncryptedPackage"):
        return bad_input(
            "Filen er kryptert med passord.",
            "The file is encrypted with a password.",
            mend=(
                "Åpne den med passordet, fjern det (Fil → Informasjon → Beskytt dokument) og lagre på nytt.",
                "Open it with the password, remove it (File → Info → Protect Document) and save it again.",
            ),
            path=Path(name),
        )
    for stream, what, mend in (
        ("WordDocument", "et eldre Word-dokument (.doc)|an older Word document (.doc)", _SAVE),
        (
            "PowerPoint Document",
            "en eldre PowerPoint-fil (.ppt)|an older PowerPoint file (.ppt)",
            Text("Åpne den i PowerPoint og lagre som .pptx eller PDF.", "Open it in PowerPoint, save as .pptx or PDF."),
        ),
        (
            "Workbook",
            "et eldre regneark (.xls)|an older spreadsheet (.xls)",
            Text("Åpne det i Excel og lagre som .xlsx.", "Open it in Excel and save it as .xlsx."),
        ),
        ("__substg1.0_", "en e-post fra Outlook (.msg)|an Outlook message (.msg)", _SAVE),
    ):
        if holds(stream):
            return wrong(name, Text(*what.split("|")), mend)
    return wrong(name, Text("en eldre Office-fil", "an older Office file"), _SAVE)


def damaged(name: str) -> HfgraphError:
    """Return the error that tells that a file is damaged."""
    return bad_input(
        "Filen er skadet eller ufullstendig.",
        "The file is damaged or incomplete.",
        mend=(
            "Hent den på nytt, eller åpne den i programmet den er laget i og lagre den igjen.",
            "Fetch it again, or open it in the program it was made with and save it again.",
        ),
        path=Path(name),
    )


def _require_no_ruin(content: bytes, name: str, suffix: str) -> None:
    """Raise when what should be a PDF or Office file is neither that nor text."""
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise damaged(name) from error
    if b"\x00" in content[: 1 << 16] or suffix == "":
        raise damaged(name)
