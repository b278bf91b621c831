"""A document's text line by line: headings, items, rows, and which section each line belongs to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from hfgraph.ingest.document import Block, Document
from hfgraph.ingest.lexicon import Lexicon

Shape = Literal["heading", "label", "item", "row", "text"]

_ITEM = re.compile(r"(?P<number>\d{1,2}(?:[.)](?=\s)|\.(?=[A-ZÆØÅ]))|[a-zæøå]\)(?=\s)|[-•●◦▪–→*\u2022\u00b7\uf0b7o](?=\s))\s*")
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+\S|(?:kapittel|kap\.?|del)\s+\d{1,2}\b", re.IGNORECASE)
_FIELD = re.compile(r"[A-ZÆØÅ][\wæøåÆØÅ./ -]{1,40}:\s*\S")
_LONGEST = 90


@dataclass(frozen=True, slots=True)
class Line:
    """One line that is not empty.

    Attributes:
        start: its first character that is no space.
        end: the character after its last one that is no space.
        text: what stands between, made plain.
        shape: a heading, a label that announces what follows, an item of a list, a row of a table, or other text.
        number: of an item, as written, without its mark.
        gap: whether an empty line, or a new page, stands before it.
        page: page or slide from 1.
        section: the heading it stands under; its own words when it is one.
    """

    start: int
    end: int
    text: str
    shape: Shape
    number: str
    gap: bool
    page: int | None
    section: str

    @property
    def body(self) -> int:
        """Where the words of an item begin, after its mark."""
        match = _ITEM.match(self.text) if self.shape == "item" else None
        return self.start + (match.end() if match else 0)


def lines(document: Document, text: str, lexicon: Lexicon) -> list[Line]:
    """Return the lines of a document.

    Args:
        document: as read.
        text: its text made plain.
        lexicon: knows the words of headings.
    """
    raw = list(_raw(text))
    known = [lexicon.headings(key) for key in ("proposed", "adopted", "other")]
    found: list[Line] = []
    section = ""
    for number, (start, end, gap) in enumerate(raw):
        words = text[start:end]
        block = document.block_at(start)
        block = block if block is not None and block.start <= start < block.end else None
        follows_gap = number + 1 == len(raw) or raw[number + 1][2]
        marked = document.text[max(0, start - 8) : start].lstrip("\n").startswith("#") or _bold(document.text, start, end)
        shape = _shape(words, block, marked, gap, follows_gap, any(pattern.fullmatch(words) for pattern in known))
        if shape in ("heading", "label"):
            section = _title(document.text[start:end])
        item = _ITEM.match(words) if shape == "item" else None
        given = item["number"].rstrip(".)") if item else ""
        found.append(Line(start, end, words, shape, given, gap, block.page if block else None, section))
    return found


def _raw(text: str) -> Iterator[tuple[int, int, bool]]:
    gap = True
    place = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            start = place + len(line) - len(line.lstrip())
            yield start, start + len(words), gap
            gap = False
        else:
            gap = True
        place += len(line) + 1


def _bold(text: str, start: int, end: int) -> bool:
    line = text[text.rfind("\n", 0, start) + 1 : (text.find("\n", end) + 1 or len(text) + 1) - 1].strip()
    return len(line) > 4 and line.startswith("**") and line.rstrip(":").endswith("**") and line.count("**") == 2


def _shape(words: str, block: Block | None, marked: bool, gap: bool, before_gap: bool, known: bool) -> Shape:
    if known:
        return "heading"
    if block is not None and block.kind == "row":
        return "row"
    if "\t" in words:
        return "row"
    item = _ITEM.match(words)
    if marked or (block is not None and block.kind == "heading" and not (item and not before_gap)):
        return "heading" if len(words) <= 2 * _LONGEST else "text"
    if item:
        return "item"
    if words.endswith(":") and len(words) <= _LONGEST and words[:1].isupper():
        return "label"
    if _NUMBERED.match(words) and len(words) <= _LONGEST and not words.endswith("."):
        return "heading"
    if gap and before_gap and len(words) <= _LONGEST and words[:1].isupper() and words[-1] not in ".,;:?!-" and not _FIELD.match(words):
        return "heading"
    return "text"


def _title(words: str) -> str:
    return re.sub(r"\s+", " ", words.strip().strip("#*_| ")).rstrip(":;").strip().strip("*_ ")


def at(found: Sequence[Line], offset: int) -> Line | None:
    """Return the line that the character at ``offset`` is on, or the last one before it."""
    low, high = 0, len(found)
    while low < high:
        middle = (low + high) // 2
        if found[middle].start <= offset:
            low = middle + 1
        else:
            high = middle
    return found[low - 1] if low else None
