"""Readers: a file becomes a document with one text, in which the blocks have their places.

``read`` reads in this process; ``read_apart`` does so in a child with limits on time and memory, which is what to use
for files from others.
"""

from __future__ import annotations

import os
import stat
from dataclasses import replace
from pathlib import Path

from hfgraph.errors import HfgraphError, bad_input
from hfgraph.ingest.document import Document
from hfgraph.ingest.readers import format as formats
from hfgraph.ingest.readers.apart import read_apart

LARGEST_FILE = 50 << 20
"""Most bytes that a file may have."""

__all__ = ["LARGEST_FILE", "kind", "load", "read", "read_apart"]


def kind(content: bytes, name: str) -> str:
    """Return what a file is: ``txt``, ``html``, ``docx``, ``pptx``, ``pdf``, ``xlsx`` or ``csv``.

    Args:
        content: bytes of the file.
        name: of the file; decides only between plain text, HTML fragments and CSV.

    Raises:
        HfgraphError: it is something else, which the message names, or it is empty or too large.
    """
    _require_modest(len(content), Path(name))
    return formats.tell(content, name)


def read(content: bytes, name: str) -> Document:
    """Return the document that a file is.

    Args:
        content: bytes of the file.
        name: of the file.

    Raises:
        HfgraphError: it cannot be read; the message tells why, and how to mend it.
    """
    found = kind(content, name)
    try:
        document = _read(found, content, name)
    except RecursionError as error:
        raise bad_input(
            "Filen er nøstet for dypt.",
            "The file is nested too deep.",
            mend=("Lag en PDF av den, og prøv med den.", "Make a PDF of it, and try that."),
            path=Path(name),
        ) from error
    except MemoryError as error:
        raise bad_input(
            "Filen krever for mye minne.",
            "The file takes too much memory.",
            mend=("Del den opp.", "Split it."),
            path=Path(name),
        ) from error
    note = formats.mismatch(found, name)
    return document if note is None else replace(document, notes=(note, *document.notes))


def load(path: Path) -> tuple[bytes, str]:
    """Return the bytes and the name of the regular file ``path``; never more than the limit is read.

    Raises:
        HfgraphError: it is missing, no regular file, too large, or may not be read.
    """
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
        with os.fdopen(handle, "rb") as stream:
            status = os.fstat(stream.fileno())
            if not stat.S_ISREG(status.st_mode):
                raise _no_file(path)
            _require_modest(status.st_size, path)
            content = stream.read(LARGEST_FILE + 1)
    except IsADirectoryError as error:
        raise _no_file(path) from error
    except (OSError, ValueError) as error:
        if path.is_dir():
            raise _no_file(path) from error
        why = getattr(error, "strerror", None) or str(error)
        raise bad_input(
            f"Filen kan ikke leses: {why}.",
            f"The file cannot be read: {why}.",
            mend=(
                "Sjekk at navnet er riktig, og at du har lov til å lese den.",
                "Check that the name is right, and that you may read it.",
            ),
            path=path,
        ) from error
    _require_modest(len(content), path)
    return content, path.name


def _read(found: str, content: bytes, name: str) -> Document:
    if found == "txt":
        from hfgraph.ingest.readers import text

        return text.read(content, name)
    if found == "html":
        from hfgraph.ingest.readers import html

        return html.read(content, name)
    if found == "docx":
        from hfgraph.ingest.readers import word

        return word.read(content, name)
    if found == "pptx":
        from hfgraph.ingest.readers import slides

        return slides.read(content, name)
    if found == "pdf":
        from hfgraph.ingest.readers import pdf

        return pdf.read(content, name)
    raise bad_input(
        "Filen er et regneark, og det er ikke et dokument med løpende tekst.",
        "The file is a spreadsheet, which is no document of running text.",
        mend=("Les den inn som regneark.", "Ingest it as a spreadsheet."),
        path=Path(name),
    )


def _no_file(path: Path) -> HfgraphError:
    return bad_input(
        "Dette er ingen vanlig fil, men en mappe eller lignende.",
        "This is no regular file, but a folder or the like.",
        mend=("Gi én fil om gangen.", "Give one file at a time."),
        path=path,
    )


def _require_modest(size: int, path: Path) -> None:
    if size > LARGEST_FILE:
        raise bad_input(
            f"Filen er større enn {LARGEST_FILE >> 20} MB.",
            f"The file is larger than {LARGEST_FILE >> 20} MB.",
            mend=(
                "Fjern store bilder og lagre på nytt, eller del den opp.",
                "Remove large pictures and save it again, or split it.",
            ),
            path=path,
        )
