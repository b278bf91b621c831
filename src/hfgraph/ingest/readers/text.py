"""Text files: the text is the file, decoded and otherwise untouched; only its blocks are found."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import cast

from hfgraph.errors import bad_input
from hfgraph.ingest.document import Block, Document, Kind
from hfgraph.ingest.readers import mark as marks
from hfgraph.ingest.readers.layout import require_text
from hfgraph.ingest.readers.piece import Piece, turned, unseen
from hfgraph.ingest.readers.settle import settle
from hfgraph.text import Text

READER = "txt 1"
"""Name and version of this reader."""

_LINE = re.compile(r"[^\r\n\f\v\x85\u2028\u2029]*(\r\n|[\r\n\f\v\x85\u2028\u2029])?")
_RULE = re.compile(r"[|\s:=_*–—-]+$")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MOST_CONTROLS = 0.01
_FULL_LINE = 50
TURNED = Text(
    "Teksten har usynlige tegn som snur leseretningen; den kan se annerledes ut enn den leses.",
    "The text has invisible characters that turn the reading direction; it may look different from what is read.",
)
"""The note about characters that turn the direction."""
UNSEEN = Text(
    "Teksten har tegn uten bredde, som ikke vises.", "The text has characters without width, which are not shown."
)
"""The note about characters that cannot be seen."""


def read(content: bytes, name: str) -> Document:
    """Return the document that a text file is.

    Raises:
        HfgraphError: it is no text, there is none, or too much.
    """
    text, notes = decode(content, name)
    require_text(text, name)
    if turned(text):
        notes.append(TURNED)
    if unseen(text.removeprefix("\ufeff")):
        notes.append(UNSEEN)
    return Document(
        Path(name).name,
        "text/plain",
        len(content),
        sha256(content).hexdigest(),
        text,
        READER,
        tuple(_blocks(text)),
        tuple(notes),
    )


def decode(content: bytes, name: str) -> tuple[str, list[Text]]:
    """Return the text of ``content`` and notes about how it was decoded.

    Raises:
        HfgraphError: it is no text.
    """
    notes: list[Text] = []
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        try:
            text = content.decode("utf-16")
        except UnicodeDecodeError as error:
            raise _no_text(name) from error
        notes.append(Text("Filen er lest som UTF-16.", "The file was read as UTF-16."))
    else:
        try:
            text = content.decode("utf-8")
        except UnicodeDecodeError:
            try:
                text = content.decode("cp1252")
            except UnicodeDecodeError as error:
                raise _no_text(name) from error
            notes.append(
                Text(
                    "Filen er ikke UTF-8 og er lest som Windows-1252. Se etter feil i æ, ø og å.",
                    "The file is not UTF-8 and was read as Windows-1252. Look for wrong letters.",
                )
            )
    if "\x00" in text or len(_CONTROL.findall(text)) > _MOST_CONTROLS * len(text):
        raise _no_text(name)
    return text, notes


def _no_text(name: str) -> Exception:
    return bad_input(
        "Filen er ikke tekst: den har nullbyte eller andre tegn som ikke er tekst.",
        "The file is not text: it has null bytes or other characters that are no text.",
        mend=(
            "Gi en .txt-fil i UTF-8, eller en .html-, .docx-, .pptx- eller .pdf-fil som ikke er skadet.",
            "Give a .txt file in UTF-8, or an .html, .docx, .pptx or .pdf file that is not damaged.",
        ),
        path=Path(name),
    )


def _blocks(text: str) -> Iterator[Block]:
    pieces: list[Piece] = []
    page = 1 if "\f" in text else None
    group: list[Piece] = []
    for piece, feed in _lines(text):
        if piece is None:
            pieces.extend(_joined(group, text))
            group = []
        else:
            piece.page = page
            group.append(piece)
        if feed and page is not None:
            page += 1
    pieces.extend(_joined(group, text))
    settle(pieces)
    section = ""
    for piece in pieces:
        if piece.kind == "heading":
            section = marks.words(piece.text)
        yield Block(piece.start, piece.end, cast(Kind, piece.kind), piece.level, piece.number, piece.page, section)


def _lines(text: str) -> Iterator[tuple[Piece | None, bool]]:
    """Yield each line, or ``None`` for an empty one, and whether a page ends after it."""
    for found in _LINE.finditer(text):
        end = found.start(1) if found[1] else found.end()
        line = text[found.start() : end]
        stripped = line.strip(" \t\u00a0\ufeff\u200b")
        feed = found[1] == "\f"
        if not stripped:
            if found.end() > found.start():
                yield None, feed
            continue
        start = found.start() + line.index(stripped[0])
        indent = start - found.start() + 3 * line[: start - found.start()].count("\t")
        yield Piece(stripped, markdown=True, indent=indent, start=start, end=start + len(stripped)), feed
        if feed:
            yield None, False


def _joined(group: Sequence[Piece], text: str) -> Iterator[Piece]:
    """Yield the lines between two empty ones, those that go on joined to the one they go on from."""
    lines = [line for line in group if not (_RULE.match(line.text) and not line.text.isspace())]
    widest = max((len(line.text) for line in lines), default=0)
    joined: list[Piece] = []
    last = ""
    for line in lines:
        if joined and _goes_on(joined[-1], last, line, widest):
            joined[-1].end = line.end
        else:
            joined.append(line)
        last = line.text
    for index, piece in enumerate(joined):
        piece.text = text[piece.start : piece.end]
        piece.alone = index == 0 and marks.heads([one.text for one in joined[:2]])
    yield from joined


def _goes_on(before: Piece, last: str, line: Piece, widest: int) -> bool:
    """Return whether ``line`` goes on with the paragraph or item ``before``, whose last line is ``last``."""
    starts = marks.mark(line.text)
    if (
        starts
        or marks.hashes(line.text)
        or marks.hashes(before.text)
        or line.text.startswith("|")
        or before.text.startswith("|")
        or "\t" in line.text
        or marks.labelled(line.text)
        or marks.caption(line.text)
        or marks.caption(before.text)
        or marks.bold(line.text)
        or (marks.bold(before.text) and not marks.mark(before.text))
    ):
        return False
    if "\t" in before.text and not marks.mark(before.text):
        return False
    if marks.mark(before.text) is not None or line.text[0].islower():
        return True
    return last.endswith(",") or (len(last) >= max(_FULL_LINE, 0.7 * widest) and not marks.labelled(before.text))
