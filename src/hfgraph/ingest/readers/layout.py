"""Putting the pieces of a document together to one text and its blocks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import cast

from hfgraph.errors import bad_input
from hfgraph.ingest.document import Block, Document, Kind
from hfgraph.ingest.readers import mark as marks
from hfgraph.ingest.readers.piece import Piece, clean
from hfgraph.ingest.readers.settle import settle
from hfgraph.text import Text

LONGEST_TEXT = 5_000_000
"""Most characters that a document's text may have."""

MOST_LINES = 300_000
"""Most lines that a document's text may have."""

_VISIBLE = re.compile("[^\\s\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_CLOSE_KINDS = ("item", "row", "note")
_BULLET = re.compile(r"[-–—•·▪▫◦‣⁃∙●○■□➢➔►▶✓✔☐\uf000-\uf0ff]\s+(?=\S)")
_MARK = re.compile(r"(\(?(?:\d{1,3}(?:\.\d{1,3})*|[a-zæøå]|[ivx]{2,5})[.)]{1,2})\t")


def tidy(pieces: Iterable[Piece]) -> list[Piece]:
    """Return the pieces with their words cleaned and without empty ones: one for each line, but one for an item."""
    tidied: list[Piece] = []
    for piece in pieces:
        lines = [_marked(line) for line in map(clean, clean(piece.text).split("\n")) if line]
        for index, line in enumerate(_whole_items(lines, piece)):
            first = index == 0
            tidied.append(
                Piece(
                    line,
                    piece.kind if first or piece.kind != "item" else "",
                    piece.level,
                    piece.number if first else "",
                    piece.page,
                    piece.tight or not first,
                    piece.alone and (marks.heads(lines) if first else marks.caption(line)),
                    piece.strong,
                    indent=piece.indent,
                )
            )
    return tidied


def _marked(line: str) -> str:
    """Return ``line`` with one kind of bullet, and one space after a bullet or a number."""
    line = _MARK.sub(r"\1 ", line, count=1) if _MARK.match(line) else line
    return _BULLET.sub("- ", line, count=1) if _BULLET.match(line) else line


def _whole_items(lines: Sequence[str], piece: Piece) -> list[str]:
    """Return the lines with those that go on with an item joined to it."""
    whole: list[str] = []
    in_item = False
    for line in lines:
        starts = marks.mark(line) is not None
        if in_item and not starts and not marks.caption(line) and not marks.labelled(line):
            whole[-1] += f"\n{line}"
        else:
            whole.append(line)
        in_item = starts or in_item or piece.kind == "item"
    return whole


def assemble(pieces: Sequence[Piece]) -> tuple[str, tuple[Block, ...]]:
    """Return the text of the pieces, one line each, and the blocks in it."""
    settle(pieces)
    parts: list[str] = []
    blocks: list[Block] = []
    length, section, before = 0, "", None
    for piece in pieces:
        if before is not None:
            between = "\n" if _close(before, piece) else "\n\n"
            parts.append(between)
            length += len(between)
        if piece.kind == "heading":
            section = marks.words(piece.text)
        end = length + len(piece.text)
        blocks.append(
            Block(length, end, cast(Kind, piece.kind), piece.level, piece.number, piece.page, _under(piece, section))
        )
        parts.append(piece.text)
        length, before = end, piece
    return "".join(parts), tuple(blocks)


def document(
    content: bytes, name: str, media: str, reader: str, pieces: Iterable[Piece], notes: Iterable[Text]
) -> Document:
    """Return the document that the pieces make.

    Raises:
        HfgraphError: there is no text, or too much.
    """
    tidied = tidy(pieces)
    if len(tidied) > MOST_LINES:
        raise too_long(name)
    text, blocks = assemble(tidied)
    require_text(text, name)
    return Document(
        Path(name).name, media, len(content), sha256(content).hexdigest(), text, reader, blocks, tuple(notes)
    )


def require_text(text: str, name: str) -> None:
    """Raise ``HfgraphError`` when there is no text, or more than the limit."""
    if _VISIBLE.search(text) is None:
        raise bad_input(
            "Filen har ingen tekst.",
            "The file has no text.",
            mend=(
                "Sjekk at det er riktig fil. Er teksten et bilde, må den gjenkjennes (OCR) først.",
                "Check that it is the right file. If the text is a picture, run text recognition (OCR) first.",
            ),
            path=Path(name),
        )
    if len(text) > LONGEST_TEXT or text.count("\n") > MOST_LINES:
        raise too_long(name)


def too_long(name: str) -> Exception:
    """Return the error that tells that a text is too long."""
    return bad_input(
        f"Teksten er lengre enn {LONGEST_TEXT // 1_000_000} millioner tegn eller {MOST_LINES} linjer.",
        f"The text is longer than {LONGEST_TEXT // 1_000_000} million characters or {MOST_LINES} lines.",
        mend=("Del dokumentet opp.", "Split the document."),
        path=Path(name),
    )


def _close(before: Piece, piece: Piece) -> bool:
    """Return whether no empty line parts the two."""
    if piece.tight:
        return True
    if before.kind in _CLOSE_KINDS and piece.kind == before.kind:
        return True
    return before.kind == piece.kind == "paragraph" and marks.labelled(before.text) and marks.labelled(piece.text)


def _under(piece: Piece, section: str) -> str:
    return "" if piece.kind == "note" else section
