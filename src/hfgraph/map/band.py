"""The band of focus areas below or above the columns, and the lines to it through the gutters between columns."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from hfgraph.map.drawing import Card, Line
from hfgraph.map.route import angular

_DEPTH = 6.0
_FIRST = 9.0


def place(cards: Sequence[Card], left: float, right: float, top: float, gap: float) -> None:
    """Spread the cards of the band evenly between two edges, or beyond the right one when there is no room."""
    if not cards:
        return
    taken = sum(card.width for card in cards)
    spare = right - left - taken
    space = min(max(gap, spare / (len(cards) + 1)), 4 * gap)
    x = left + max(0.0, (right - left - taken - space * (len(cards) - 1)) / 2)
    for card in cards:
        card.x, card.y = round(x, 1), top
        x += card.width + space


def depth(areas: int) -> float:
    """Return how much room the level pieces above the band take."""
    return 22 + _DEPTH * areas


def route(
    lines: Sequence[Line], cards: Mapping[str, Card], areas: Sequence[str], channel: float, *, above: bool = False
) -> None:
    """Route lines between cards in the columns and cards in the band.

    Every area has one lane in each gutter and one channel beside the band, so that its lines gather into one.

    Args:
        lines: each with one end in the band.
        cards: all of them by key.
        areas: keys of the cards in the band, left to right.
        channel: height of the first channel.
        above: the band stands above the columns, not below them.
    """
    number = {key: index for index, key in enumerate(areas)}
    for line in lines:
        area, other = (line.target, line.source) if line.target in number else (line.source, line.target)
        index = number[area]
        card, goal = cards[other], cards[area]
        lane = card.right + _FIRST + _DEPTH * (index % 4)
        level = channel + _DEPTH * (index if above else len(areas) - 1 - index)
        arrival = goal.x + goal.width / 2
        start, end = (card.y + 9, goal.bottom) if above else (card.bottom - 9, goal.y)
        way = angular([(card.right, start), (lane, start), (lane, level), (arrival, level), (arrival, end)])
        line.path, line.points = way.data, way.points
