"""Finding again, in a document's new text, the words that something was decided on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from hashlib import sha256

from hfgraph.ingest.document import Document
from hfgraph.ingest.item import Anchor, Place

ALIKE = 80.0
"""How like the old words, of 100, words have to be to be taken for them; a person looks at them all the same."""
_WORD = re.compile(r"\S+")
_SHORTEST = 8


def digest(words: str) -> str:
    """Return a short hash of some words, the same however they are spaced."""
    return sha256(" ".join(words.split()).encode("utf-8", "surrogatepass")).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Quote:
    """Words that something was decided on, without the words.

    Attributes:
        start: where they began, in code points from 0.
        end: the character after the last one.
        section: the heading they stood under.
        hash: see :func:`digest`.
    """

    start: int
    end: int
    section: str
    hash: str


class Anchors:
    """Moves places from one text of a document to the next.

    Args:
        document: as it is now.
        before: the text as it was, when it is at hand: without it only words that are the same are found.
    """

    def __init__(self, document: Document, before: str | None = None) -> None:
        self._document = document
        self._before = before

    def find(self, quote: Quote) -> Place | None:
        """Return where the words of ``quote`` stand now, or ``None`` when they and their like are gone."""
        exact = self._nearest(self._exact(quote), quote)
        if exact is not None:
            return self._place(*exact, "exact")
        near = self._alike(quote)
        return None if near is None else self._place(*near, "fuzzy")

    def moved(self, offset: int) -> int:
        """Return where the character at ``offset`` would stand now, as near as can be told."""
        text = self._document.text
        if self._before is None:
            return min(offset, len(text))
        for old, new, size in self._blocks:
            if offset < old:
                return min(new, len(text))
            if offset < old + size:
                return new + offset - old
        return len(text)

    @cached_property
    def _blocks(self) -> list[tuple[int, int, int]]:
        """Runs of lines that are the same in both texts: first character there, here, and how many."""
        old, new = (text.splitlines(keepends=True) for text in (self._before or "", self._document.text))
        old_starts, new_starts = _starts(old), _starts(new)
        matcher = SequenceMatcher(None, old, new, autojunk=False)
        return [
            (old_starts[match.a], new_starts[match.b], old_starts[match.a + match.size] - old_starts[match.a])
            for match in matcher.get_matching_blocks()
        ]

    def _words(self, quote: Quote) -> str | None:
        if self._before is None or quote.end > len(self._before):
            return None
        words = self._before[quote.start : quote.end]
        return words if digest(words) == quote.hash else None

    def _exact(self, quote: Quote) -> Iterator[tuple[int, int]]:
        """Yield every place with the same words, however they are spaced."""
        text, words = self._document.text, self._words(quote)
        if words is not None:
            parts = words.split()
            if parts:
                pattern = r"(?<!\w)" if parts[0][0].isalnum() else ""
                pattern += r"\s+".join(map(re.escape, parts)) + (r"(?!\w)" if parts[-1][-1].isalnum() else "")
                yield from (match.span() for match in re.finditer(pattern, text))
            return
        length = quote.end - quote.start
        for start in {place for match in _WORD.finditer(text) for place in _starts_in(match)}:
            end = start + length
            cut = end < len(text) and text[end].isalnum() and text[end - 1].isalnum()
            if not cut and digest(text[start:end]) == quote.hash:
                yield start, end

    def _nearest(self, found: Iterator[tuple[int, int]], quote: Quote) -> tuple[int, int] | None:
        """Return the place under the same heading, and of those the one nearest to where the words would be."""
        wanted = self.moved(quote.start)
        return min(
            found,
            key=lambda ends: (self._section(ends[0]) != quote.section, abs(ends[0] - wanted)),
            default=None,
        )

    def _alike(self, quote: Quote) -> tuple[int, int] | None:
        words = self._words(quote)
        if words is None or len(words) < _SHORTEST:
            return None
        from rapidfuzz import fuzz

        text = self._document.text
        found = fuzz.partial_ratio_alignment(words, text, score_cutoff=ALIKE)
        if found is None or found.dest_end <= found.dest_start:
            return None
        start, end = found.dest_start, found.dest_end
        while start > 0 and not text[start - 1].isspace() and not text[start].isspace():
            start -= 1
        while end < len(text) and not text[end].isspace() and not text[end - 1].isspace():
            end += 1
        return start, end

    def _section(self, offset: int) -> str:
        block = self._document.block_at(offset)
        return "" if block is None else block.section

    def _place(self, start: int, end: int, anchor: Anchor) -> Place:
        block = self._document.block_at(start)
        return Place(start, end, self._section(start), None if block is None else block.page, anchor)


def _starts_in(match: re.Match[str]) -> Iterator[int]:
    """Yield where in a word and the marks around it something quoted may begin."""
    yield match.start()
    yield from (match.start() + found.start() for found in re.finditer(r"(?<!\w)\w", match[0]))


def _starts(lines: list[str]) -> list[int]:
    starts = [0]
    for line in lines:
        starts.append(starts[-1] + len(line))
    return starts
