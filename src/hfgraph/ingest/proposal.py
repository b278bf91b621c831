"""A fact that a document seems to state, and the exact place that says it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import Any, Literal

Type = Literal[
    "header",
    "case",
    "case-reference",
    "decision-point",
    "clause-reference",
    "law-reference",
    "date",
    "meeting",
    "project",
    "focus-area",
    "organisation",
    "instrument",
    "amount",
]
TYPES: tuple[Type, ...] = Type.__args__  # type: ignore[attr-defined]
Tier = Literal["explicit", "inferred"]
Value = str | int | Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Something a rule found.

    Attributes:
        type: what kind of thing it is.
        value: what it is, in the one form that its type has (``ssu/2024/26``, ``2024-10-17``, ``5.3``).
        text: the words that say it.
        start: first character of the words, in code points from 0.
        end: the character after the last one.
        section: the heading the words stand under.
        page: page or slide from 1, or ``None``.
        rule: name of the rule that found it.
        confidence: from 0 to 1, how often such a find is right.
        tier: whether the words say it, or it follows from the words and their context.
        detail: what the rule found besides, for the facts: the title of a case, the role of a date.
        id: tells it from every other in the document, see :func:`identified`.
    """

    type: Type
    value: Value
    text: str
    start: int
    end: int
    section: str
    page: int | None
    rule: str
    confidence: float
    tier: Tier = "explicit"
    detail: Mapping[str, Any] | None = None
    id: str = ""

    @property
    def key(self) -> str:
        """Identifies what is proposed, wherever it is said and whichever rule found it."""
        value = json.dumps(self.value, ensure_ascii=False, sort_keys=True)
        return sha256(f"{self.type}\n{value}".encode()).hexdigest()[:16]

    def as_dict(self, triples: Iterable[str] = ()) -> dict[str, Any]:
        """Return the proposal as JSON-ready values, with its statements as N-Triples."""
        return {
            "type": self.type,
            "value": self.value,
            "text": self.text,
            "start": self.start,
            "end": self.end,
            "section": self.section,
            "page": self.page,
            "rule": self.rule,
            "confidence": self.confidence,
            "tier": self.tier,
            "id": self.id,
            "triples": list(triples),
        }


def identified(proposals: Iterable[Proposal]) -> Iterator[Proposal]:
    """Yield the proposals with their ``id``: the key, and from the second mention on ``.2``, ``.3`` and so on.

    So the identity of a proposal depends neither on where in the text it stands nor on the rules.
    """
    seen: dict[str, int] = {}
    for proposal in proposals:
        number = seen[proposal.key] = seen.get(proposal.key, 0) + 1
        yield replace(proposal, id=proposal.key if number == 1 else f"{proposal.key}.{number}")
