"""A document's text as its reader saw it, block by block, with the places of proposals marked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any


@dataclass(frozen=True, slots=True)
class Mark:
    """A place of a proposal.

    Attributes:
        item: the proposal.
        number: which of its places it is, from 0.
        start: first character.
        end: the character after the last one.
    """

    item: Mapping[str, Any]
    number: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that the same marks lie over.

    Attributes:
        text: as it stands in the document.
        over: the marks, the shortest first.
        begin: those that begin with it.
    """

    text: str
    over: tuple[Mark, ...]
    begin: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A block of the text.

    Attributes:
        kind: heading, paragraph, item, row or note.
        level: depth of a heading or an item.
        page: the page or slide that begins here, if one does.
        pieces: its text.
    """

    kind: str
    level: int
    page: int | None
    pieces: tuple[Piece, ...]


def marks(items: Iterable[Mapping[str, Any]], length: int) -> list[Mark]:
    """Return every place in the text that a proposal has, in the order of the text."""
    found = [
        Mark(item, number, place["start"], place["end"])
        for item in items
        for number, place in enumerate(item["places"])
        if place["anchor"] != "gone" and 0 <= place["start"] < place["end"] <= length
    ]
    return sorted(found, key=lambda mark: (mark.start, -mark.end))


def galley(text: str, blocks: Sequence[Mapping[str, Any]], found: Sequence[Mark]) -> list[Line]:
    """Return the text with its marks.

    Args:
        text: of the document.
        blocks: of the document, in order and not overlapping; what lies between them is shown if it is more than space.
        found: the marks, in order.
    """
    lines: list[Line] = []
    waiting, active = list(found)[::-1], list[Mark]()
    page = None
    for block in _whole(text, blocks):
        start, end = block["start"], block["end"]
        active = [mark for mark in active if mark.end > start]
        while waiting and waiting[-1].start < end:
            mark = waiting.pop()
            if mark.end > start:
                active.append(mark)
        turned = block["page"] if block["page"] != page else None
        page = block["page"]
        lines.append(Line(block["kind"], block["level"], turned, tuple(_pieces(text, start, end, active))))
    return lines


def _whole(text: str, blocks: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the blocks, and as paragraphs the lines that are in none of them."""
    at, page = 0, None
    for block in blocks:
        yield from _loose(text, at, block["start"], page)
        yield block
        at, page = block["end"], block["page"]
    yield from _loose(text, at, len(text), page)


def _loose(text: str, start: int, end: int, page: int | None) -> Iterator[Mapping[str, Any]]:
    at = start
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            yield {"start": at, "end": at + len(line), "kind": "paragraph", "level": 0, "page": page}
        at += len(line)


def _pieces(text: str, start: int, end: int, over: Sequence[Mark]) -> Iterator[Piece]:
    cuts = sorted({start, end} | {cut for mark in over for cut in (mark.start, mark.end) if start < cut < end})
    for left, right in pairwise(cuts):
        here = [mark for mark in over if mark.start <= left and mark.end >= right]
        here.sort(key=lambda mark: mark.end - mark.start)
        # a mark that begins in the space before a block begins with the block
        begin = (mark for mark in here if mark.start == left or (left == start and not text[mark.start : left].strip()))
        yield Piece(text[left:right], tuple(here), tuple(begin))
