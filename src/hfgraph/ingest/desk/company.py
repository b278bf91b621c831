"""Which items go with which: what stands in a point, an attachment or the head of a paper is decided with it.

A reviewer reads a point once, and has then seen the clause and the case it names too. Nothing is lost by it: what goes
with another is accepted with it, and is a matter of its own as soon as the other is rejected.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

from hfgraph.ingest.facts import CaseKey, Context
from hfgraph.ingest.facts.rows import is_row
from hfgraph.ingest.item import Item

_HEAD = ("case_number", "title", "case_handler", "document_date", "meeting_date", "reference")
_NAMED = ("organisation", "instrument")
_WITHIN = ("clause-reference", "law-reference", "case-reference", "focus-area", "project", *_NAMED)


def company(
    items: Sequence[Item], context: Context, thing: Callable[[Item], str | None], bare: Collection[str]
) -> dict[str, str]:
    """Return the key of the item that each goes with, for those that go with another.

    Args:
        items: those that wait, in the order of the text.
        context: their document.
        thing: tells which thing of the graph an item names, if any.
        bare: keys of the items that name something new of which nothing else is said.
    """
    found: dict[str, str] = {}
    plain = [item for item in items if item.tier == "explicit" and not is_row(item) and "sheet" not in item.detail]

    def lead(leader: Item, others: Iterable[Item]) -> None:
        for other in others:
            free = other.key != leader.key and other.key not in found and other.key not in found.values()
            if free and leader.key not in found:
                found[other.key] = leader.key

    heads = _heads(plain)
    if heads:
        first = heads[0]
        lead(first, heads)
        lead(first, (item for item in plain if _same_case(item, context) or _same_meeting(item, context)))
    for leader in plain:
        if leader.part("field") == "attachment":
            lead(leader, (item for item in plain if item.type == "case-reference" and _inside(item, leader, any)))
        if leader.part("field") == "attachment" or leader.type == "decision-point":
            lead(leader, (item for item in plain if item.type in _WITHIN and _inside(item, leader, all)))
    alike: dict[str, Item] = {}
    for item in plain:
        iri = thing(item) if item.type in _NAMED else None
        if iri and item.key not in found:
            lead(alike.setdefault(iri, item), [item])
    loose = [item for item in plain if item.key in bare and item.type in _NAMED and item.key not in found]
    if loose:
        lead(loose[0], loose)
    return found


def covered(dates: Iterable[Item], others: Iterable[Item]) -> set[str]:
    """Return the keys of the dates that others tell already: all their places lie within those of other items.

    Args:
        dates: items that are dates.
        others: the other items.
    """
    places = sorted({(place.start, place.end) for item in others for place in item.places})
    return {
        item.key
        for item in dates
        if "row" in item.detail
        or all(any(start <= place.start and place.end <= end for start, end in places) for place in item.places)
    }


def leads(led: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the keys of what goes with each item that others go with."""
    found: dict[str, list[str]] = {}
    for key, leader in led.items():
        found.setdefault(leader, []).append(key)
    return found


def _heads(items: Iterable[Item]) -> list[Item]:
    """Return the fields of the head, the case number before the others."""
    heads = [item for item in items if item.type == "header" and item.part("field") in _HEAD]
    return sorted(heads, key=lambda item: _HEAD.index(str(item.part("field"))))


def _same_case(item: Item, context: Context) -> bool:
    head = context.header("case_number")
    return item.type == "case" and head is not None and CaseKey.read(item.value) == CaseKey.read(head.part("value"))


def _same_meeting(item: Item, context: Context) -> bool:
    return item.type == "meeting" and context.meeting is not None and item.value == str(context.meeting)


def _inside(item: Item, leader: Item, how: Callable[[Iterable[bool]], bool]) -> bool:
    return how(any(at.start <= place.start and place.end <= at.end for at in leader.places) for place in item.places)
