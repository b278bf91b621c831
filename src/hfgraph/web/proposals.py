"""The proposals of a document as a page shows them: which ones, in what order, with the words around them."""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from hfgraph.text import Text
from hfgraph.web.frame import Frame

Item = dict[str, Any]
STATES: Mapping[str, Text] = {
    "pending": Text("Venter", "Pending"),
    "candidate": Text("Kan fylles ut", "Can be filled in"),
    "accepted": Text("Godtatt", "Accepted"),
    "rejected": Text("Avvist", "Rejected"),
    "known": Text("Allerede kjent", "Already known"),
    "gone": Text("Ikke funnet igjen", "No longer found"),
}
"""What the states of a proposal are called, in the order of work."""
OPEN = ("pending",)
"""States in which somebody has to decide; what can be filled in may be left as it is."""
MOST = 100
"""How many proposals a page shows."""
AT_ONCE = 200
"""How many proposals can be decided at once."""
_AROUND = 90
_KINDS = {"proposed": Text("foreslått", "proposed"), "adopted": Text("vedtatt", "adopted")}
_FIELDS = {
    "case": Text("Saksnummer (organ/år/nummer)", "Case number (body/year/number)"),
    "number": Text("Punkt", "Point"),
    "kind": Text("Foreslått eller vedtatt", "Proposed or adopted"),
    "value": Text("Verdi", "Value"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """What the reader wants to see.

    Attributes:
        state: a state, ``open`` for those to decide, or ``all``.
        type: of proposals, or an empty string.
        rule: likewise.
        by: ``text`` for the order of the text, ``type`` for one group a type.
        since: how many are passed over.
    """

    state: str
    type: str
    rule: str
    by: str
    since: int

    @classmethod
    def of(cls, frame: Frame) -> Choice:
        """Return what the address says."""
        state, since = frame.query("state"), frame.query("from")
        return cls(
            state if state in {*STATES, "all"} else "open",
            frame.query("type"),
            frame.query("rule"),
            "type" if frame.query("order") == "type" else "text",
            int(since) if since.isascii() and since.isdigit() and len(since) < 7 else 0,  # noqa: PLR2004 -- digits
        )

    def takes(self, item: Item) -> bool:
        """Return whether a proposal is among what the reader wants to see."""
        return (
            (self.state == "all" or (is_open(item) if self.state == "open" else item["state"] == self.state))
            and self.type in ("", item["type"])
            and self.rule in ("", item["rule"])
        )


def is_open(item: Item) -> bool:
    """Return whether somebody has to decide on a proposal by itself: what goes with another is decided with that."""
    return item["state"] in OPEN and not item.get("with")


def stamp(item: Item) -> str:
    """Return what tells a proposal as it was seen from what it is later, so that nobody undoes what they have not seen.

    It is the desk's own, or made of the decision where the desk gives none.
    """
    if item.get("stamp"):
        return str(item["stamp"])
    decision = item.get("decision") or {}
    told = json.dumps([decision.get(name) for name in ("verdict", "role", "time")])
    return sha256(told.encode()).hexdigest()[:12]


def prepared(review: Mapping[str, Any]) -> list[Item]:
    """Return the proposals in the order of the text, each with its stamp and with the words around its places."""
    text, blocks = review["text"], review["blocks"]
    starts = [block["start"] for block in blocks]
    found = []
    for item in review["items"]:
        places = [dict(place) | _around(text, blocks, starts, place) for place in item["places"]]
        found.append({"with": None, "leads": [], **item, "places": places, "stamp": stamp(item)})
    return sorted(found, key=lambda item: min((place["start"] for place in item["places"]), default=len(text)))


def groups(choice: Choice, items: Sequence[Item]) -> list[tuple[str, list[Item]]]:
    """Return the proposals under headings: those of their types, or of the sections they stand in."""
    found: dict[str, list[Item]] = {}
    for item in items:
        section = item["places"][0]["section"] if item["places"] else ""
        found.setdefault(item["typeLabel"] if choice.by == "type" else section or "", []).append(item)
    return list(found.items())


def inputs(item: Item, frame: Frame) -> list[dict[str, Any]]:
    """Return the fields in which a proposal's value can be put right."""
    value = item["value"]
    if not isinstance(value, dict):
        return [_input("value", frame.tell(_FIELDS["value"]), value)]
    return [
        _input(f"value.{name}", frame.tell(_FIELDS[name]) if name in _FIELDS else name, part)
        | {"choices": [(code, frame.tell(text)) for code, text in _KINDS.items()] if name == "kind" else None}
        for name, part in value.items()
        if not (name == "field" and "value" in value)  # which header it is, is not what is put right
    ]


def corrected(item: Item, given: Mapping[str, str]) -> Any:
    """Return a proposal's value as a person has put it right: numbers stay numbers.

    Args:
        item: the proposal.
        given: what was written, by the names of :func:`inputs`.
    """
    value = item["value"]
    if isinstance(value, dict):
        return {name: _like(part, given.get(f"value.{name}")) for name, part in value.items()}
    return _like(value, given.get("value"))


def _input(name: str, label: str, value: Any) -> dict[str, Any]:
    return {"name": name, "label": label, "value": value, "number": isinstance(value, int), "choices": None}


def _like(old: Any, written: str | None) -> Any:
    if written is None:
        return old
    told = written.strip()
    if isinstance(old, int):
        digits = "".join(told.split())
        return int(digits) if digits.isascii() and digits.isdigit() and len(digits) < 16 else told  # noqa: PLR2004
    return told


def _around(
    text: str, blocks: Sequence[Mapping[str, Any]], starts: Sequence[int], place: Mapping[str, Any]
) -> dict[str, str]:
    """Return the words before and after a place in its own block, cut between words."""
    start, end = place["start"], place["end"]
    if place["anchor"] == "gone" or not 0 <= start <= end <= len(text):
        return {"before": "", "words": place["text"], "after": ""}
    first, last = (bisect_right(starts, offset) - 1 for offset in (start, max(start, end - 1)))
    left = max(blocks[first]["start"] if first >= 0 else 0, start - _AROUND)
    right = min(max(blocks[last]["end"], end) if last >= 0 else len(text), end + _AROUND)
    before, after = text[left:start], text[end:right]
    if first >= 0 and left > blocks[first]["start"]:
        before = "… " + before.partition(" ")[2]
    if last >= 0 and right < blocks[last]["end"]:
        after = after.rpartition(" ")[0] + " …"
    return {"before": before, "words": text[start:end], "after": after}
