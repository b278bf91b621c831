"""The picture of one thing and what is around it: the nearest in an inner ring, the next in an outer one.

Each half of a ring keeps its cards at different heights, so that no card covers another, and every line runs either
inside the ring, where there are no cards, or level beside its own card, where there is none either.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import sqrt

from hfgraph.graph import Graph
from hfgraph.map.card import Size, cards
from hfgraph.map.drawing import Card, Picture
from hfgraph.map.group import BY_KEY
from hfgraph.map.line import lines
from hfgraph.map.order import expected
from hfgraph.map.route import Port, Way, curve
from hfgraph.map.selection import Selection

MARGIN = 16.0
_GAP = 10.0
_REACH = 90.0
"""Least room between the card in the middle and the ring."""
_BOW = 70.0
"""How much further out a ring is beside the middle than at its ends."""
_KINDS = tuple(BY_KEY)


def picture(graph: Graph, chosen: Selection) -> Picture:
    """Return the rings with everything placed."""
    made = {card.key: card for card in cards(graph, chosen, Size(width=230.0, lines=2, body=0))}
    drawn = lines(graph, chosen)
    focus = next((card for card in made.values() if card.focus), None) or next(iter(made.values()), None)
    if focus is None:
        return Picture([], [])
    ties = _ties([(line.source, line.target) for line in drawn])
    inner = sorted((made[key] for key in ties.get(focus.key, ())), key=lambda card: _rank(graph, card))
    halves = _halves(inner)
    focus.x, focus.y = -focus.width / 2, -focus.height / 2
    parents: dict[str, str] = {}
    for side, half in zip((1, -1), halves, strict=True):
        outer = _outer(graph, half, ties, made, {focus.key, *(card.key for card in inner)}, parents)
        _spread(half, side, focus.width / 2 + _REACH, _BOW)
        edge = max((max(card.right, -card.x) for card in half), default=0.0)
        _spread(outer, side, edge + _REACH, 0.0)
    shown = {focus.key, *(card.key for card in inner), *parents}
    kept = []
    for line in drawn:
        way = (
            _way(made[line.source], made[line.target], focus, parents) if {line.source, line.target} <= shown else None
        )
        if way is not None:
            line.path, line.points = way.data, way.points
        kept.append(line)
    found = Picture([card for card in made.values() if card.key in shown], kept)
    _shift(found, focus)
    return found


def _ties(pairs: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, dict[str, None]] = {}
    for one, other in pairs:
        found.setdefault(one, {})[other] = None
        found.setdefault(other, {})[one] = None
    return {key: list(others) for key, others in found.items()}


def _rank(graph: Graph, card: Card) -> tuple[int, bool, object]:
    return _KINDS.index(card.group), bool(card.more), expected(graph.atlas, graph.labels, card.key)


def _halves(cards: Sequence[Card]) -> tuple[list[Card], list[Card]]:
    """Return the cards of the right half, downwards, and of the left one: the order goes around like a clock."""
    total = sum(card.height for card in cards)
    right: list[Card] = []
    taken = 0.0
    for card in cards:
        if taken + card.height / 2 > total / 2:
            break
        right.append(card)
        taken += card.height
    return right, list(reversed(cards[len(right) :]))


def _outer(
    graph: Graph,
    half: Sequence[Card],
    ties: Mapping[str, list[str]],
    made: Mapping[str, Card],
    taken: set[str],
    parents: dict[str, str],
) -> list[Card]:
    found: list[Card] = []
    for card in half:
        fresh = [made[key] for key in ties.get(card.key, ()) if key not in taken and key not in parents]
        for other in sorted(fresh, key=lambda one: _rank(graph, one)):
            parents[other.key] = card.key
            found.append(other)
    return found


def _spread(half: Sequence[Card], side: int, near: float, bow: float) -> None:
    """Put cards on one half of a ring, downwards; ``near`` is where their inner edges are at the ring's ends."""
    height = sum(card.height for card in half) + _GAP * max(0, len(half) - 1)
    y = -height / 2
    for card in half:
        card.y = round(y, 1)
        y += card.height + _GAP
        part = min(1.0, abs(card.middle) / (height / 2 + 1))
        inner = near + bow * sqrt(1 - part**2)
        card.x = round(inner if side > 0 else -inner - card.width, 1)


def _way(one: Card, other: Card, focus: Card, parents: Mapping[str, str]) -> Way | None:
    """Return the way between two cards, or ``None`` when only another card would be in it."""
    if focus in (one, other):
        card = other if one is focus else one
        side = 1 if card.x > 0 else -1
        start = Port(side * focus.width / 2, focus.middle)
        end = Port(card.x if side > 0 else card.right, card.middle)
        return curve(start, end)
    if parents.get(one.key) == other.key:
        one, other = other, one
    if parents.get(other.key) != one.key:
        return None
    side = 1 if one.x > 0 else -1
    return _outwards(one, other, side)


def _outwards(one: Card, other: Card, side: int) -> Way:
    leaves = Port(one.right if side > 0 else one.x, one.middle)
    arrives = Port(other.x if side > 0 else other.right, other.middle)
    free = side * (max(abs(leaves.x), abs(arrives.x) - _REACH))
    way = Way(f"M{leaves.x:.1f} {leaves.y:.1f}H{free:.1f}", [leaves, (free, leaves.y)])
    way.add(curve(Port(free, leaves.y), arrives))
    return way


def _shift(found: Picture, focus: Card) -> None:
    """Move everything so that the picture begins at its margin."""
    left = min(card.x for card in found.cards) - MARGIN
    top = min(card.y for card in found.cards) - MARGIN
    for card in found.cards:
        card.x, card.y = round(card.x - left, 1), round(card.y - top, 1)
    for line in found.lines:
        line.points = [(x - left, y - top) for x, y in line.points]
        if line.path:
            line.path = moved(line.path, -left, -top)
    found.fit(MARGIN)


def moved(data: str, right: float, down: float) -> str:
    """Return path data of M, L, H, V, C and Q moved; all of them absolute."""
    import re

    def piece(match: re.Match[str]) -> str:
        command, numbers = match[1], [float(one) for one in match[2].split()]
        shifts = {"H": (right,), "V": (down,)}.get(command, (right, down))
        told = [f"{one + shifts[index % len(shifts)]:.1f}" for index, one in enumerate(numbers)]
        return command + " ".join(told)

    return re.sub(r"([MLHVCQ])([^MLHVCQ]*)", piece, data)
