"""A document's text line by line and sentence by sentence, and which section each line belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from hfgraph.ingest.document import Block, Document
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.line import Line, Shape, cells
from hfgraph.ingest.plain import plain

_ITEM = re.compile(
    r"""
    (?P<number>
        \d{1,2}(?:[.)](?=\s)|\.(?=[A-ZÆØÅ]))            # 1. or 1), with or without a space
        |[a-zæøå]\)(?=\s)                               # a)
        |[-•●◦▪–→*\u2022\u00b7\uf0b7o](?=\s)
    )\s*
    """,
    re.VERBOSE,
)
_NUMBERED = re.compile(r"\d{1,2}(?:\.\d{1,2})+\.?\s+\S|(?:kapittel|kap\.?|del)\s+\d{1,2}\b", re.IGNORECASE)
_FIELD = re.compile(r"[A-ZÆØÅ][\wÆØÅ./ -]{1,40}:\s*\S")
_LONGEST_HEADING = 90
_SHORTEST_BOLD = len("**x**")
_NO_END_OF_HEADING = ".,;:?!-"
_SENTENCE = re.compile(
    r"""
    (?<=[a-zæøå)\d»\"][.!?;])\s+(?=[A-ZÆØÅ«\"(])        # the end of one sentence and the beginning of another
    |\n[ \t]*\n                                          # an empty line
    |\n(?=[ \t]*(?:[-•●→–]\s|\d{1,2}[.)]\s+[A-ZÆØÅ«]))   # an item of a list
    """,
    re.VERBOSE,
)
_LONGEST_SENTENCE = 400
"""How far a sentence goes on either side of a word in it, in characters."""
_LONGEST_TOP = 8000
"""Characters that the lines at the top may have together."""
_LONGEST_ABBREVIATION = 12
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Outline:
    """What the form of a document's text tells.

    Attributes:
        document: as read.
        text: its text made plain.
        lexicon: the words of its community.
        lines: those that are not empty.
    """

    document: Document
    text: str
    lexicon: Lexicon
    lines: tuple[Line, ...]
    _made: dict[Callable[[Outline], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, document: Document, lexicon: Lexicon) -> Outline:
        """Return the outline of a document."""
        text = plain(document.text)
        return cls(document, text, lexicon, tuple(_lines(document, text, lexicon)))

    def once(self, make: Callable[[Outline], _Made]) -> _Made:
        """Return what ``make`` makes of the outline; it is made the first time only."""
        if make not in self._made:
            self._made[make] = make(self)
        made: _Made = self._made[make]
        return made

    @cached_property
    def _starts(self) -> list[int]:
        return [line.start for line in self.lines]

    @cached_property
    def _cuts(self) -> list[int]:
        abbreviation = self.lexicon.once(_abbreviation)
        cuts = [0]
        for match in _SENTENCE.finditer(self.text):
            if not abbreviation.search(self.text, max(0, match.start() - _LONGEST_ABBREVIATION), match.start()):
                cuts.append(match.end())
        return [*cuts, len(self.text)]

    def line(self, offset: int) -> Line | None:
        """Return the line that the character at ``offset`` is on, or the last one before it."""
        found = bisect_right(self._starts, offset) - 1
        return self.lines[found] if found >= 0 else None

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the sentence that the words lie in."""
        first = max(bisect_right(self._cuts, start) - 1, 0)
        last = min(bisect_left(self._cuts, end), len(self._cuts) - 1)
        left, right = self._cuts[first], max(self._cuts[last], end)
        return max(left, start - _LONGEST_SENTENCE), min(right, end + _LONGEST_SENTENCE)

    def top(self, lines: int) -> int:
        """Return where the first ``lines`` lines end."""
        return min(self.lines[min(lines, len(self.lines)) - 1].end, _LONGEST_TOP) if self.lines else 0


def _abbreviation(lexicon: Lexicon) -> re.Pattern[str]:
    return re.compile(rf"(?i)(?:\b{lexicon.listed('text', 'abbreviations')}|(?<!\d)\d{{1,2}})\.\Z")


def _lines(document: Document, text: str, lexicon: Lexicon) -> Iterator[Line]:
    raw = list(_raw(text))
    section = ""
    for place, (begin, start, end, gap) in enumerate(raw):
        words = text[start:end]
        block = document.block_at(start)
        block = block if block is not None and block.start <= start < block.end else None
        before_gap = place + 1 == len(raw) or raw[place + 1][3]
        known = any(pattern.fullmatch(words) for pattern in lexicon.headings)
        item = _ITEM.match(words)
        shape: Shape = "heading" if known else _shape(words, block, item is not None, gap and before_gap)
        if (
            _marked(document.text, begin, start, end, block, alone=before_gap or not item)
            and shape != "row"
            and not known
        ):
            shape = "heading" if len(words) <= 2 * _LONGEST_HEADING else "text"
        if shape in ("heading", "label"):
            section = _title(document.text[start:end])
        item = item if shape == "item" else None
        given = item["number"].rstrip(".)") if item else ""
        body = start + (item.end() if item else 0)
        page = block.page if block else None
        yield Line(place, start, end, words, shape, given, body, start - begin, gap, page, section, cells(words, start))


def _raw(text: str) -> Iterator[tuple[int, int, int, bool]]:
    """Yield where each line that is not empty begins, where its words begin and end, and whether a gap is before it."""
    gap = True
    place = 0
    for line in text.split("\n"):
        words = line.strip()
        if words:
            start = place + len(line) - len(line.lstrip())
            yield place, start, start + len(words), gap
        gap = not words
        place += len(line) + 1


def _marked(text: str, begin: int, start: int, end: int, block: Block | None, *, alone: bool) -> bool:
    """Return whether marks of Markdown, or the reader, tell that a line is a heading.

    Args:
        text: of the document, with its marks.
        begin: of the line.
        start: of its words.
        end: of its words.
        block: that the line is in.
        alone: no item of a list that others follow, which some readers take for a heading.
    """
    if block is not None and block.kind == "heading" and alone:
        return True
    if text[begin:start].lstrip("\n").startswith("#"):
        return True
    stop = text.find("\n", end)
    line = text[begin : stop if stop >= 0 else len(text)].strip()
    bold = line.startswith("**") and line.rstrip(":").endswith("**") and line.count("**") == len(("begin", "end"))
    return bold and len(line) >= _SHORTEST_BOLD


def _shape(words: str, block: Block | None, item: bool, apart: bool) -> Shape:
    if "\t" in words or (block is not None and block.kind == "row"):
        return "row"
    if item:
        return "item"
    if len(words) > _LONGEST_HEADING:
        return "text"
    if words.endswith(":") and words[:1].isupper():
        return "label"
    lone = apart and words[:1].isupper() and words[-1] not in _NO_END_OF_HEADING and not _FIELD.match(words)
    return "heading" if lone or (_NUMBERED.match(words) and not words.endswith(".")) else "text"


def _title(words: str) -> str:
    return " ".join(words.strip().strip("#*_| ").split()).rstrip(":;").strip().strip("*_ ")
