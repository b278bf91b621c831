"""Columns from left to right, with lines that run between cards and never through them.

A line that passes a column gets a lane of its own there, which takes part in the order and the heights of the column
like a card does; so there is always a free way. Lines from or to the same card share their lanes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from hfgraph.map.drawing import Card, Line
from hfgraph.map.level import settle
from hfgraph.map.route import Port, Way, between, curve, level, loop
from hfgraph.map.sweep import untangle

_LANE = 4.0
_PASSES = 10


@dataclass(frozen=True, slots=True)
class Spacing:
    """Room between things: between columns, between cards of a column, and around lanes."""

    gap: float = 38.0
    row: float = 14.0
    lane: float = 7.0


@dataclass(slots=True)
class _Slot:
    """A place in a column: a card, or a lane for lines that pass."""

    key: object
    column: int
    height: float
    card: Card | None
    middle: float = 0.0


class Layered:
    """Places cards in columns and routes the lines between them.

    Args:
        columns: cards from left to right, each column in the order to begin with.
        lines: between them.
        spacing: room between things.
        fixed: numbers of the columns that keep their order.
    """

    def __init__(
        self, columns: Sequence[Sequence[Card]], lines: Sequence[Line], spacing: Spacing, fixed: frozenset[int]
    ) -> None:
        self._spacing = spacing
        self._slots: dict[object, _Slot] = {}
        self._columns: list[list[object]] = []
        self._lefts: list[float] = []
        self._rights: list[float] = []
        for number, column in enumerate(columns):
            self._columns.append([card.key for card in column])
            for card in column:
                self._slots[card.key] = _Slot(card.key, number, card.height, card)
        self._ways = self._lanes(lines)
        self._fixed = {number: [card.key for card in columns[number]] for number in fixed if number < len(columns)}
        self._widths = [max((card.width for card in column), default=0.0) for column in columns]

    def place(self, left: float, top: float) -> None:
        """Give every card its place and every line its path."""
        pairs = [(one, other) for _, stops in self._ways for one, other in pairwise(stops)]
        pairs = list(dict.fromkeys(pairs))
        across = [pair for pair in pairs if self._slots[pair[0]].column != self._slots[pair[1]].column]
        self._columns = untangle(self._columns, across, self._fixed)
        self._heights(across, top)
        x = left
        for width in self._widths:
            self._lefts.append(x)
            self._rights.append(x + width)
            x += width + self._spacing.gap
        for slot in self._slots.values():
            if slot.card is not None:
                slot.card.x, slot.card.y = self._lefts[slot.column], slot.middle - slot.height / 2
        self._draw(pairs)

    def _lanes(self, lines: Sequence[Line]) -> list[tuple[Line, list[object]]]:
        """Return every line with the slots it visits from left to right, making lanes where it passes columns."""
        ends = [self._sides(line) for line in lines]
        long = [(one, other) for one, other in ends if self._slots[other].column - self._slots[one].column > 1]
        into, out = Counter(other for _, other in long), Counter(one for one, _ in long)
        found: list[tuple[Line, list[object]]] = []
        for line, (one, other) in zip(lines, ends, strict=True):
            first, last = self._slots[one].column, self._slots[other].column
            hub = ("into", other) if into[other] > out[one] else ("from", one)
            stops: list[object] = [one]
            for column in range(first + 1, last):
                key = (*hub, column)
                if key not in self._slots:
                    self._slots[key] = _Slot(key, column, _LANE, None)
                    self._columns[column].append(key)
                stops.append(key)
            found.append((line, [*stops, other]))
        return found

    def _sides(self, line: Line) -> tuple[object, object]:
        one, other = self._slots[line.source], self._slots[line.target]
        return (line.source, line.target) if one.column <= other.column else (line.target, line.source)

    def _heights(self, pairs: Sequence[tuple[object, object]], top: float) -> None:
        ties: dict[object, list[object]] = {}
        for one, other in pairs:
            ties.setdefault(one, []).append(other)
            ties.setdefault(other, []).append(one)
        for column in self._columns:
            y = top
            for slot, gap in zip(self._at(column), [*self._gaps(column), 0.0], strict=True):
                slot.middle = y + slot.height / 2
                y += slot.height + gap
        for turn in range(_PASSES):
            for column in self._columns if turn % 2 == 0 else reversed(self._columns):
                slots, gaps = self._at(column), self._gaps(column)
                wished: list[float] = []
                for index, slot in enumerate(slots):
                    others = ties.get(slot.key, ())
                    if others or not index:
                        wished.append(self._wish(slot, others))
                    else:  # nothing draws it anywhere, so it follows the one above
                        wished.append(wished[-1] + (slots[index - 1].height + slot.height) / 2 + gaps[index - 1])
                middles = settle(wished, [slot.height for slot in slots], gaps)
                for slot, middle in zip(slots, middles, strict=True):
                    slot.middle = middle
        highest = min((slot.middle - slot.height / 2 for slot in self._slots.values()), default=top)
        for slot in self._slots.values():
            slot.middle = round(slot.middle + top - highest, 1)

    def _wish(self, slot: _Slot, others: Sequence[object]) -> float:
        if not others:
            return slot.middle
        return sum(self._slots[other].middle for other in others) / len(others)

    def _at(self, column: Sequence[object]) -> list[_Slot]:
        return [self._slots[key] for key in column]

    def _gaps(self, column: Sequence[object]) -> list[float]:
        slots = self._at(column)
        spacing = self._spacing
        return [spacing.row if one.card and other.card else spacing.lane for one, other in pairwise(slots)]

    def _draw(self, pairs: Sequence[tuple[object, object]]) -> None:
        ports = self._ports(pairs)
        loops: dict[int, int] = {}
        place = {
            key: (number, index) for number, column in enumerate(self._columns) for index, key in enumerate(column)
        }
        for line, stops in self._ways:
            one, other = self._slots[stops[0]], self._slots[stops[-1]]
            if one.column == other.column and one.card and other.card:
                upper, lower = sorted((one, other), key=lambda slot: slot.middle)
                if upper.card and lower.card and place[lower.key][1] - place[upper.key][1] == 1:
                    way = between(upper.card, lower.card)
                else:
                    loops[one.column] = loops.get(one.column, 0) + 1
                    reach = min(self._spacing.gap - 8, 14 + 5.0 * loops[one.column])
                    way = loop(self._rights[one.column], upper.middle, lower.middle, reach)
            else:
                way = self._across(stops, ports)
            line.path, line.points = way.data, way.points

    def _across(self, stops: Sequence[object], ports: Mapping[tuple[object, object], float]) -> Way:
        way = Way()
        for one, other in pairwise(stops):
            start, end = self._slots[one], self._slots[other]
            way.add(
                curve(
                    Port(self._rights[start.column], ports[one, other]),
                    Port(self._lefts[end.column], ports[other, one]),
                )
            )
            if end.card is None:
                way.add(level(self._lefts[end.column], self._rights[end.column], end.middle))
        return way

    def _ports(self, pairs: Sequence[tuple[object, object]]) -> dict[tuple[object, object], float]:
        """Return the height at which the line from one slot to another leaves it."""
        sides: dict[tuple[object, bool], list[object]] = {}
        for one, other in pairs:
            if self._slots[one].column != self._slots[other].column:
                sides.setdefault((one, True), []).append(other)
                sides.setdefault((other, False), []).append(one)
        found: dict[tuple[object, object], float] = {}
        for (key, _), others in sides.items():
            slot = self._slots[key]
            others.sort(key=lambda other: self._slots[other].middle)
            room = 0.0 if slot.card is None else slot.height - 36
            step = min(12.0, room / (len(others) - 1)) if len(others) > 1 else 0.0
            for index, other in enumerate(others):
                found[key, other] = slot.middle + (index - (len(others) - 1) / 2) * step
        return found
