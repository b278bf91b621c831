"""The order of things within columns: as few crossing lines as a number of sweeps can find."""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Hashable, Mapping, Sequence
from itertools import pairwise
from typing import TypeVar

Key = TypeVar("Key", bound=Hashable)
_SWEEPS = 12


def untangle(
    columns: Sequence[Sequence[Key]], edges: Sequence[tuple[Key, Key]], fixed: Mapping[int, Sequence[Key]]
) -> list[list[Key]]:
    """Return the columns reordered by barycentre.

    Args:
        columns: keys, each in the order to start from.
        edges: between keys in neighbouring columns, left to right.
        fixed: by number of column, keys that keep their order among themselves.
    """
    left: dict[Key, list[Key]] = {}
    right: dict[Key, list[Key]] = {}
    for one, other in edges:
        right.setdefault(one, []).append(other)
        left.setdefault(other, []).append(one)
    order = [list(column) for column in columns]
    best, fewest = [list(column) for column in order], _crossings(order, right)
    for sweep in range(_SWEEPS):
        if fewest == 0:
            break
        forward = sweep % 2 == 0
        numbers = range(1, len(order)) if forward else range(len(order) - 2, -1, -1)
        for number in numbers:
            before = order[number - 1] if forward else order[number + 1]
            place = {key: index for index, key in enumerate(before)}
            order[number] = _sorted(order[number], left if forward else right, place, fixed.get(number, ()))
        crossings = _crossings(order, right)
        if crossings < fewest:
            best, fewest = [list(column) for column in order], crossings
    return best


def _sorted(
    column: list[Key], ties: Mapping[Key, list[Key]], place: Mapping[Key, int], fixed: Sequence[Key]
) -> list[Key]:
    weight: dict[Key, float] = {}
    for index, key in enumerate(column):
        known = [place[other] for other in ties.get(key, ()) if other in place]
        weight[key] = sum(known) / len(known) if known else float(index)
    moved = sorted(column, key=lambda key: weight[key])
    if not fixed:
        return moved
    kept = iter([key for key in fixed if key in weight])
    held = set(fixed)
    return [next(kept) if key in held else key for key in moved]


def _crossings(order: Sequence[Sequence[Key]], right: Mapping[Key, list[Key]]) -> int:
    total = 0
    for one, other in pairwise(order):
        place = {key: index for index, key in enumerate(other)}
        seen: list[int] = []
        for key in one:
            ends = sorted(place[end] for end in right.get(key, ()) if end in place)
            total += sum(len(seen) - bisect_right(seen, end) for end in ends)
            for end in ends:
                insort(seen, end)
    return total
