"""Ways of lines, as SVG path data and as the points they pass."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from hfgraph.map.drawing import Card

Point = tuple[float, float]
_STEPS = 8


class Port(NamedTuple):
    """A point where a line begins or ends."""

    x: float
    y: float


@dataclass(slots=True)
class Way:
    """A line's way: path data, and points along it."""

    data: str = ""
    points: list[Point] = field(default_factory=list)

    def add(self, other: Way) -> None:
        """Go on from the end of this way."""
        self.data += other.data if not self.data else other.data.replace("M", "L", 1)
        self.points += other.points


def curve(start: Port, end: Port) -> Way:
    """Return a curve that leaves and arrives level and stays between the two ports' sides."""
    middle = (start.x + end.x) / 2
    points = [
        _bezier(start, Port(middle, start.y), Port(middle, end.y), end, step / _STEPS) for step in range(_STEPS + 1)
    ]
    if abs(start.y - end.y) < 0.5:  # noqa: PLR2004 -- as good as level
        return Way(f"M{_n(start.x)} {_n(start.y)}H{_n(end.x)}", points)
    data = f"M{_n(start.x)} {_n(start.y)}C{_n(middle)} {_n(start.y)} {_n(middle)} {_n(end.y)} {_n(end.x)} {_n(end.y)}"
    return Way(data, points)


def level(left: float, right: float, y: float) -> Way:
    """Return a level line."""
    return Way(f"M{_n(left)} {_n(y)}H{_n(right)}", [(left, y), (right, y)])


def loop(side: float, upper: float, lower: float, reach: float) -> Way:
    """Return a bow beside a column, from one card's side to another's."""
    one, other = Port(side, upper), Port(side, lower)
    out = side + reach * 4 / 3
    points = [_bezier(one, Port(out, upper), Port(out, lower), other, step / _STEPS) for step in range(_STEPS + 1)]
    data = f"M{_n(side)} {_n(upper)}C{_n(out)} {_n(upper)} {_n(out)} {_n(lower)} {_n(side)} {_n(lower)}"
    return Way(data, points)


def between(upper: Card, lower: Card) -> Way:
    """Return the short line from a card to the one right below it."""
    x = upper.x + 24
    return Way(f"M{_n(x)} {_n(upper.bottom)}V{_n(lower.y)}", [(x, upper.bottom), (x, lower.y)])


def angular(points: Sequence[Point], radius: float = 6.0) -> Way:
    """Return a way of level and upright pieces with rounded corners."""
    data = f"M{_n(points[0][0])} {_n(points[0][1])}"
    for before, corner, after in zip(points, points[1:], points[2:], strict=False):
        room = min(radius, _length(before, corner) / 2, _length(corner, after) / 2)
        start, end = _towards(corner, before, room), _towards(corner, after, room)
        data += f"L{_n(start[0])} {_n(start[1])}Q{_n(corner[0])} {_n(corner[1])} {_n(end[0])} {_n(end[1])}"
    data += f"L{_n(points[-1][0])} {_n(points[-1][1])}"
    return Way(data, list(points))


def _bezier(one: Port, two: Port, three: Port, four: Port, part: float) -> Point:
    rest = 1 - part
    weights = (rest**3, 3 * rest**2 * part, 3 * rest * part**2, part**3)
    ports = (one, two, three, four)
    return (
        sum(weight * port.x for weight, port in zip(weights, ports, strict=True)),
        sum(weight * port.y for weight, port in zip(weights, ports, strict=True)),
    )


def _length(one: Point, other: Point) -> float:
    return abs(one[0] - other[0]) + abs(one[1] - other[1])


def _towards(start: Point, end: Point, distance: float) -> Point:
    length = _length(start, end) or 1.0
    return (
        start[0] + (end[0] - start[0]) * distance / length,
        start[1] + (end[1] - start[1]) * distance / length,
    )


def _n(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")
