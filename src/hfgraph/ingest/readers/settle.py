"""Telling, from the words and from what stands around them, what each piece of a document is."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hfgraph.ingest.readers import mark as marks
from hfgraph.ingest.readers.piece import Piece

_ATTACHMENTS = re.compile(r"(?:u?trykte? )?vedlegg\b", re.IGNORECASE)
_TABLE = re.compile(r"\|.*\|?$")
_ENDED = (".", "?", "!", ":", ";")
_BODY = 60
_INDENT = 4


def settle(pieces: Sequence[Piece]) -> None:
    """Give every piece without a kind its kind, level and number."""
    doubtful = {index for index, piece in enumerate(pieces) if piece.kind == "" and not _by_itself(piece)}
    listing = False
    for index, piece in enumerate(pieces):
        before = pieces[index - 1] if index else None
        after = pieces[index + 1] if index + 1 < len(pieces) else None
        if index in doubtful and after is not None and piece.alone and marks.title(piece.text):
            if piece.kind == "item":
                if not _is_point(piece, before, after):
                    piece.kind, piece.level = "heading", marks.level_of(piece.number)
            elif (
                not piece.text.rstrip("*_ ").endswith(":")
                and not (listing and not _is_body(after))
                and not _between_labels(before, after)
            ):
                piece.kind, piece.level, piece.number = "heading", 2, _number(piece.text)
        piece.kind = piece.kind or "paragraph"
        if piece.kind == "heading":
            listing = piece.text.rstrip("*_ ").endswith(":") or _ATTACHMENTS.match(marks.words(piece.text)) is not None
        elif piece.kind == "paragraph":
            listing = listing and not _is_body(piece)


def _by_itself(piece: Piece) -> bool:  # noqa: PLR0911 -- one case after the other
    """Settle what the words alone decide; return whether they did."""
    line = piece.text
    if piece.markdown and (level := marks.hashes(line)):
        piece.kind, piece.level = "heading", level
        piece.number = _number(marks.words(line))
        return True
    if piece.markdown and _TABLE.match(line) and line.count("|") > 1:
        piece.kind = "row"
        return True
    found = marks.mark(line)
    heading = found is not None and not found.bullet and piece.alone and marks.numbered_title(line)
    if found and heading and (not found.closed or "." in found.number):
        piece.kind, piece.level, piece.number = "heading", marks.level_of(found.number), found.number
        return True
    if found:
        piece.kind, piece.number = "item", found.number
        piece.level = 1 + (piece.indent + _INDENT - 1) // _INDENT
        return not heading
    if marks.labelled(line):
        piece.kind = "paragraph"
        return True
    if "\t" in line:
        piece.kind = "row"
        return True
    if (piece.markdown and marks.bold(line)) or marks.caption(line):
        piece.kind, piece.level = "heading", 2
        piece.number = _number(marks.words(line))
        return True
    return False


def _is_body(piece: Piece) -> bool:
    """Return whether a piece is running text rather than an entry of a list."""
    return piece.kind in {"", "paragraph"} and len(piece.text) >= _BODY and piece.text.rstrip("*_ ").endswith(_ENDED)


def _between_labels(before: Piece | None, after: Piece) -> bool:
    return before is not None and marks.labelled(before.text) and marks.labelled(after.text)


def _is_point(piece: Piece, before: Piece | None, after: Piece) -> bool:
    """Return whether a short numbered line is a point of a list rather than a heading."""
    if piece.strong:
        return after.kind == "item" and after.strong
    if after.kind == "item" or (before is not None and before.kind in {"item", "heading"}):
        return True
    return len(after.text) < _BODY


def _number(line: str) -> str:
    found = marks.mark(line)
    if found and not found.bullet:
        return found.number
    plain = re.match(r"(\d{1,2}(?:\.\d{1,3})*)\.?[ \t]+[A-ZÆØÅ«]", line)
    return plain[1] if plain else ""
