"""What a person decides on: one fact a document seems to state, with every place that says it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from hfgraph.ingest.contact import masked, masked_value
from hfgraph.ingest.proposal import Proposal, Tier, Type, Value

Anchor = Literal["exact", "fuzzy", "gone"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where in the text an item is said.

    Attributes:
        start: first character, in code points from 0.
        end: the character after the last one.
        section: the heading it stands under.
        page: page or slide from 1, or ``None``.
        anchor: whether the words are those that were decided on, nearly those, or no longer there.
    """

    start: int
    end: int
    section: str = ""
    page: int | None = None
    anchor: Anchor = "exact"


@dataclass(frozen=True, slots=True)
class Item:
    """All proposals of the same type and value.

    Attributes:
        key: the same in every reading of the document, see :attr:`hfgraph.ingest.proposal.Proposal.key`.
        type: what kind of thing it is.
        value: what it is; a person may have changed it.
        tier: whether the words say it, or it follows from their context.
        confidence: from 0 to 1, how sure the surest rule is.
        rule: the surest rule that found it.
        places: where it is said, in the order of the text.
        detail: what the rules found besides.
        target: IRI of the existing thing it is, when a person has said so.
        fields: what a person has filled in, by name.
    """

    key: str
    type: Type
    value: Value
    tier: Tier
    confidence: float
    rule: str
    places: tuple[Place, ...]
    detail: Mapping[str, Any] = field(default_factory=dict)
    target: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """The value when it is one word or name, else an empty string."""
        return self.value if isinstance(self.value, str) else ""

    def part(self, name: str) -> Any:
        """Return a part of a value that has parts, or ``None``."""
        return self.value.get(name) if isinstance(self.value, Mapping) else None


def items_of(proposals: Iterable[Proposal]) -> list[Item]:
    """Return one item for each key, in the order of first mention."""
    found: dict[str, list[Proposal]] = {}
    for proposal in proposals:
        found.setdefault(proposal.key, []).append(proposal)
    return [_item(key, mentions) for key, mentions in found.items()]


def _item(key: str, mentions: list[Proposal]) -> Item:
    surest = max(mentions, key=lambda proposal: (proposal.tier == "explicit", proposal.confidence))
    detail: dict[str, Any] = {}
    for proposal in mentions:
        detail |= {name: value for name, value in (proposal.detail or {}).items() if name not in detail}
    places = {(proposal.start, proposal.end): proposal for proposal in mentions}
    return Item(
        key,
        surest.type,
        masked_value(surest.value),
        surest.tier,
        surest.confidence,
        surest.rule,
        tuple(
            Place(start, end, masked(proposal.section), proposal.page)
            for (start, end), proposal in sorted(places.items())
        ),
        detail,
    )
