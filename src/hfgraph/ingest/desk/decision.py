"""What the ledger says was decided, one decision an item, the last one standing."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from hfgraph.ingest.desk.anchor import Quote
from hfgraph.ingest.item import Anchor, Item, Place
from hfgraph.ingest.proposal import Value

VERDICTS = ("accept", "reject", "edit", "merge", "reopen")
ACCEPTING = ("accept", "edit", "merge")


@dataclass(frozen=True)
class Decision:
    """What was decided on one item.

    Attributes:
        item: the item as it was.
        verdict: one of ``VERDICTS``.
        role: of whoever decided, by code.
        time: UTC, ISO.
        value: what the item is instead, when it was edited.
        target: IRI of the thing it is, when it was merged.
        fields: what was filled in.
        note: why.
        quotes: the words it was decided on.
        text: SHA-256 of the text they stood in.
        anchor: how those words stand in the text as it was last read.
        places: where they do, when the text has changed since.
    """

    item: Item
    verdict: str
    role: str
    time: str
    value: Value | None = None
    target: str | None = None
    fields: Mapping[str, str] = field(default_factory=dict)
    note: str = ""
    quotes: tuple[Quote, ...] = ()
    text: str = ""
    anchor: Anchor = "exact"
    places: tuple[Place, ...] = ()

    @property
    def stands(self) -> bool:
        """Whether it holds for the text as it is: words that are only alike have to be looked at again."""
        return self.anchor != "fuzzy"

    def applied(self, item: Item) -> Item:
        """Return ``item`` with what was decided on it."""
        changed = replace(item, target=self.target, fields=dict(self.fields))
        return changed if self.value is None else replace(changed, value=self.value)

    def as_dict(self) -> dict[str, Any]:
        """Return the decision as JSON-ready values."""
        return {
            "verdict": self.verdict,
            "role": self.role,
            "time": self.time,
            "value": self.value,
            "target": self.target,
            "note": self.note,
            "fields": dict(self.fields),
        }


@dataclass(frozen=True)
class Record:
    """What a document's ledger comes to.

    Attributes:
        decisions: by item.
        read: the last reading: SHA-256 of file and text, and the reader; empty when there is none.
        filed: marks of the statements filed last, by item; those of the document itself under an empty key.
    """

    decisions: Mapping[str, Decision]
    read: Mapping[str, Any]
    filed: Mapping[str, tuple[str, ...]]

    @property
    def marks(self) -> frozenset[str]:
        """Marks of all statements that were filed."""
        return frozenset(mark for marks in self.filed.values() for mark in marks)

    @classmethod
    def of(cls, events: Iterable[Mapping[str, Any]]) -> Record:
        """Return what the lines of a ledger come to, the oldest first."""
        decisions: dict[str, Decision] = {}
        read: Mapping[str, Any] = {}
        filed: Mapping[str, tuple[str, ...]] = {}
        for event in events:
            kind = event["event"]
            if kind == "read":
                read = event
            elif kind == "decided":
                _decide(decisions, event)
            elif kind == "anchored":
                _anchor(decisions, event)
            elif kind == "filed":
                filed = {key: tuple(marks) for key, marks in event.get("statements", {}).items()}
        return cls(decisions, read, filed)


def quotes_as_list(quotes: Iterable[Quote]) -> list[dict[str, Any]]:
    """Return quotes as JSON-ready values."""
    return [{"start": each.start, "end": each.end, "section": each.section, "hash": each.hash} for each in quotes]


def _decide(decisions: dict[str, Decision], event: Mapping[str, Any]) -> None:
    key = event["item"]
    if event["verdict"] == "reopen":
        decisions.pop(key, None)
        return
    quotes = tuple(Quote(**quote) for quote in event.get("quotes", ()))
    item = Item(
        key,
        event["type"],
        event["value"],
        event.get("tier", "explicit"),
        event.get("confidence", 0.0),
        event.get("rule", ""),
        tuple(Place(each.start, each.end, each.section) for each in quotes),
    )
    decisions[key] = Decision(
        item,
        event["verdict"],
        event.get("role") or "other",
        event["time"],
        event.get("newValue"),
        event.get("target"),
        event.get("fields", {}),
        event.get("note", ""),
        quotes,
        event.get("textSha256", ""),
    )


def _anchor(decisions: dict[str, Decision], event: Mapping[str, Any]) -> None:
    for key, found in event.get("items", {}).items():
        if key in decisions:
            places = tuple(Place(**place) for place in found["places"])
            decisions[key] = replace(decisions[key], anchor=found["anchor"], places=places)
