"""Facets: what a list can be narrowed by, and how many rows each choice leaves."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from hfgraph.web.frame import Frame

Values = Iterable[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Facet:
    """One way to narrow a list.

    Attributes:
        name: of the parameter in the address.
        heading: what it is called.
        values: of an entry: what it can be chosen by, as value and name.
    """

    name: str
    heading: str
    values: Callable[[Any], Values]


def narrow(frame: Frame, facets: Sequence[Facet], entries: Sequence[Any]) -> list[Any]:
    """Return the entries that fit every facet the address chooses."""
    return [entry for entry in entries if all(_fits(frame, facet, entry) for facet in facets)]


def choices(
    frame: Frame, facets: Sequence[Facet], entries: Sequence[Any]
) -> list[tuple[str, str, list[tuple[str, str, int]]]]:
    """Return each facet's values with the number of entries left if one is chosen beside the other facets' choices."""
    found = []
    for facet in facets:
        others = [other for other in facets if other is not facet]
        names: dict[str, str] = {value: name for entry in entries for value, name in facet.values(entry)}
        counts = Counter(
            value for entry in narrow(frame, others, entries) for value, _ in dict.fromkeys(facet.values(entry))
        )
        listed = sorted(((value, names[value], counts[value]) for value in names), key=lambda one: _order(one[:2]))
        if len(listed) > 1:
            found.append((facet.name, facet.heading, listed))
    return found


def _fits(frame: Frame, facet: Facet, entry: Any) -> bool:
    chosen = frame.query(facet.name)
    return not chosen or any(value == chosen for value, _ in facet.values(entry))


def _order(one: tuple[str, str]) -> tuple[int, str]:
    value, name = one
    return (-int(value), "") if value.isascii() and value.isdigit() else (0, name.casefold())
