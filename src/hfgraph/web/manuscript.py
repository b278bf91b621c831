"""A document's own text cut up where passages begin and end, so that it can be shown with the passages marked."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hfgraph import terms

_PARAGRAPH = re.compile(r"[^\n]+(?:\n[^\n]+)*")


@dataclass(frozen=True, slots=True)
class Place:
    """A passage of a document.

    Attributes:
        number: its place in the order of the document, from 1.
        iri: the passage.
        name: what it is called within the document, see :func:`within`.
        section: its heading or slide.
        start: first character.
        end: the character after the last one.
        states: the things it speaks of: ``iri``, ``label`` and ``kind``.
    """

    number: int
    iri: str
    name: str
    section: str
    start: int
    end: int
    states: Sequence[Mapping[str, str]]


@dataclass(frozen=True, slots=True)
class Piece:
    """Text that the same passages lie over.

    Attributes:
        text: as it stands in the document.
        within: the passages it is part of.
        begin: those of them that begin with it.
    """

    text: str
    within: tuple[Place, ...]
    begin: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A run of lines without an empty one between.

    Attributes:
        pieces: its text.
        begin: the passages that begin in it.
    """

    pieces: tuple[Piece, ...]
    begin: tuple[Place, ...]


def within(passage: str, document: str) -> str:
    """Return what a passage is called within its document, for the last part of an address."""
    for start in (document + "/p/", document + "/"):
        if passage.startswith(start):
            return passage.removeprefix(start)
    return terms.shorten(passage)


def paragraphs(text: str, places: Sequence[Place]) -> list[Paragraph]:
    """Return a text with its passages, paragraph by paragraph.

    Passages may overlap and reach over paragraphs. One that begins in the space between two belongs to the next.
    """
    found = []
    since = 0
    spans = [match.span() for match in _PARAGRAPH.finditer(text) if match[0].strip()]
    for number, (start, end) in enumerate(spans):
        until = len(text) + 1 if number == len(spans) - 1 else end
        begin = tuple(place for place in places if since <= place.start < until)
        found.append(Paragraph(tuple(_pieces(text, start, end, places, begin)), begin))
        since = until
    return found


def _pieces(text: str, start: int, end: int, places: Sequence[Place], begin: Sequence[Place]) -> Iterator[Piece]:
    over = [place for place in places if place.start < end and place.end > start]
    cuts = sorted({start, end} | {cut for place in over for cut in (place.start, place.end) if start < cut < end})
    waiting = list(begin)
    for left, right in pairwise(cuts):
        over_it = tuple(place for place in over if place.start <= left and place.end >= right)
        now = tuple(place for place in waiting if place.start <= left or right == end)
        waiting = [place for place in waiting if place not in now]
        yield Piece(text[left:right], over_it, now)
