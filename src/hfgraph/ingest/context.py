"""What the rules know of the document they read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any, Literal

from hfgraph.ingest import outline
from hfgraph.ingest.document import Document
from hfgraph.ingest.gazetteer import Gazetteer
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.outline import Line
from hfgraph.ingest.plain import plain
from hfgraph.ingest.proposal import Proposal, Tier, Type, Value

DocumentKind = Literal["paper", "minutes", "agenda", "agreement"]
_SENTENCE = re.compile(r"(?<=[a-zæøå)\d»\"][.!?;])\s+(?=[A-ZÆØÅ«\"(])|\n\s*\n|\n(?=\s*(?:[-•●→–]\s|\d{1,2}[.)]\s+[A-ZÆØÅ«]))")
_ABBREVIATION = re.compile(r"(?:\b(?:nr|pkt|kap|jf|jfr|ca|mill|kr|bl|dok|ref|kl|evt|ev|art|avd|tlf|st|nov|des|jan|feb|febr|mars|apr|aug|sept|okt|d|m|a|f|eks|mv|mm|hhv|inkl|vedr|hol|pbrl|fvl|koml|hpl)|(?<!\d)\d{1,2})\.\Z", re.IGNORECASE)
_GAP = re.compile(r"\s+")


@dataclass(frozen=True)
class Context:
    """One document, and what its head has told so far.

    Attributes:
        document: as read.
        text: its text made plain.
        lexicon: the words of its community.
        gazetteer: the names that the graph knows.
        lines: of the text.
        kind: what kind of document it is.
        body: code of the body it is for, or ``?``.
        series: code of the body or series that its own cases are numbered in; what a case without a body is taken to be
            in, or ``?``.
        date: ISO date that it is of, when it tells.
        case: the document's own case, when it has one.
        year: that dates without one are taken to be in.
        meeting: ISO date of the meeting it is for.
        treated: the cases it treats, by where in the text each begins.
        own: bounds and value of each place in the head that gives the document's own case.
    """

    document: Document
    text: str
    lexicon: Lexicon
    gazetteer: Gazetteer
    lines: tuple[Line, ...]
    kind: DocumentKind = "paper"
    body: str = "?"
    series: str = "?"
    date: str | None = None
    case: str | None = None
    year: int | None = None
    meeting: str | None = None
    treated: tuple[tuple[int, str], ...] = ()
    own: tuple[tuple[int, int, str], ...] = ()

    @classmethod
    def of(cls, document: Document, lexicon: Lexicon, gazetteer: Gazetteer) -> Context:
        """Return the context of a document whose head has not been read."""
        text = plain(document.text)
        return cls(document, text, lexicon, gazetteer, tuple(outline.lines(document, text, lexicon)))

    def knowing(self, **more: Any) -> Context:
        """Return the context with more known."""
        return replace(self, **more)

    @cached_property
    def _cuts(self) -> list[int]:
        cuts = [0]
        for match in _SENTENCE.finditer(self.text):
            if not _ABBREVIATION.search(self.text, max(0, match.start() - 12), match.start()):
                cuts.append(match.end())
        return [*cuts, len(self.text)]

    def sentence(self, start: int, end: int) -> tuple[int, int]:
        """Return the bounds of the sentence that the words lie in."""
        from bisect import bisect_left, bisect_right

        first = max(bisect_right(self._cuts, start) - 1, 0)
        last = min(bisect_left(self._cuts, end), len(self._cuts) - 1)
        return self._cuts[first], max(self._cuts[last], end)

    def line(self, offset: int) -> Line | None:
        """Return the line that the character at ``offset`` is on."""
        return outline.at(self.lines, offset)

    def case_at(self, offset: int) -> str | None:
        """Return the case that the text at ``offset`` is about."""
        found = self.case
        for start, case in self.treated:
            if start > offset:
                break
            found = case
        return found

    def proposal(
        self,
        type_: Type,
        value: Value,
        start: int,
        end: int,
        rule: str,
        confidence: float,
        tier: Tier = "explicit",
        **detail: Any,
    ) -> Proposal:
        """Return a proposal for the words from ``start`` to ``end``."""
        line = self.line(start)
        return Proposal(
            type_,
            value,
            self.document.text[start:end],
            start,
            end,
            line.section if line else "",
            line.page if line else None,
            rule,
            confidence,
            tier,
            detail or None,
        )

    def written(self, start: int, end: int) -> str:
        """Return words as they are written, on one line and without marks."""
        pairs = zip(self.text[start:end], self.document.text[start:end], strict=True)
        return _GAP.sub(" ", "".join(" " if same.isspace() else raw for same, raw in pairs)).strip()

    def trimmed(self, start: int, end: int, off: str = " \t\n*_|") -> tuple[int, int]:
        """Return bounds without the white space and marks at their ends."""
        while start < end and (self.text[start] in off):
            start += 1
        while end > start and (self.text[end - 1] in off):
            end -= 1
        return start, end

    def lines_between(self, start: int, end: int) -> Iterator[Line]:
        """Yield the lines that begin from ``start`` up to ``end``."""
        for line in self.lines:
            if start <= line.start < end:
                yield line
