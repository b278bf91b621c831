"""What the rules know of the document they read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import Any, Literal, TypeVar

from hfgraph.ingest.document import Document
from hfgraph.ingest.gazetteer import Gazetteer
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.line import Line
from hfgraph.ingest.outline import Outline
from hfgraph.ingest.proposal import Proposal, Tier, Type, Value

DocumentKind = Literal["paper", "minutes", "agenda", "agreement"]
MARKS = " \t\n*_|"
"""White space and marks that stand at the ends of words."""
_Made = TypeVar("_Made")


@dataclass(frozen=True)
class Context:
    """One document, and what its head has told so far.

    Attributes:
        outline: the form of its text.
        gazetteer: the names that the graph knows.
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

    outline: Outline
    gazetteer: Gazetteer
    kind: DocumentKind = "paper"
    body: str = "?"
    series: str = "?"
    date: str | None = None
    case: str | None = None
    year: int | None = None
    meeting: str | None = None
    treated: tuple[tuple[int, str], ...] = ()
    own: tuple[tuple[int, int, str], ...] = ()
    _made: dict[Callable[[Context], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    @classmethod
    def of(cls, document: Document, lexicon: Lexicon, gazetteer: Gazetteer) -> Context:
        """Return the context of a document whose head has not been read."""
        return cls(Outline.of(document, lexicon), gazetteer)

    def knowing(self, **more: Any) -> Context:
        """Return the context with more known."""
        return replace(self, **more)

    def once(self, make: Callable[[Context], _Made]) -> _Made:
        """Return what ``make`` makes of the context; it is made the first time only."""
        if make not in self._made:
            self._made[make] = make(self)
        made: _Made = self._made[make]
        return made

    @property
    def document(self) -> Document:
        """The document, as read."""
        return self.outline.document

    @property
    def text(self) -> str:
        """The document's text made plain."""
        return self.outline.text

    @property
    def lexicon(self) -> Lexicon:
        """The words of its community."""
        return self.outline.lexicon

    @property
    def lines(self) -> tuple[Line, ...]:
        """The lines of its text that are not empty."""
        return self.outline.lines

    @property
    def meets(self) -> bool:
        """Whether the document is of a meeting: minutes or an agenda."""
        return self.kind in ("minutes", "agenda")

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
        span: tuple[int, int],
        rule: str,
        confidence: float,
        tier: Tier = "explicit",
        **detail: Any,
    ) -> Proposal:
        """Return a proposal for the words between the bounds ``span``; details that are nothing are left out."""
        start, end = span
        line = self.outline.line(start)
        told = {name: value for name, value in detail.items() if value}
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
            told or None,
        )

    def header(self, field_: str, value: str, span: tuple[int, int], rule: str, confidence: float) -> Proposal:
        """Return a proposal for a field of the head."""
        return self.proposal("header", {"field": field_, "value": value}, span, f"header.{rule}", confidence)

    def written(self, start: int, end: int) -> str:
        """Return words as they are written, on one line and without marks."""
        pairs = zip(self.text[start:end], self.document.text[start:end], strict=True)
        return " ".join("".join(" " if same.isspace() else raw for same, raw in pairs).split())

    def trimmed(self, start: int, end: int, off: str = MARKS) -> tuple[int, int]:
        """Return bounds without the white space and marks at their ends."""
        while start < end and self.text[start] in off:
            start += 1
        while end > start and self.text[end - 1] in off:
            end -= 1
        return start, end
