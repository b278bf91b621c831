"""Tables by their ruling lines."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from hfgraph.ingest.readers.lines import Line, Word, lines

_NEAR = 3.0
_SHORTEST = 6.0
_MOST_RULES = 600
_MIDDLE = 0.3


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight stroke on a page: ``at`` is its place across, ``start`` and ``end`` along it, in points."""

    upright: bool
    at: float
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Table:
    """The rules of one table: its rows from the top, the places of its columns, and every upright rule."""

    ys: tuple[float, ...]
    xs: tuple[float, ...]
    uprights: tuple[Rule, ...]

    def holds(self, word: Word) -> bool:
        """Return whether the middle of ``word`` is in the table."""
        x, y = (word.left + word.right) / 2, word.base + _MIDDLE * word.size
        return self.xs[0] <= x <= self.xs[-1] and self.ys[0] <= y <= self.ys[-1]

    def line(self, words: Iterable[Word], page: int) -> Line:
        """Return the line that stands for the table with ``words`` in it."""
        cells: dict[tuple[int, int], list[Word]] = {}
        for word in words:
            y = word.base + _MIDDLE * word.size
            row = len(self.ys) - 1 - bisect_right(self.ys, y)
            borders = sorted(rule.at for rule in self.uprights if rule.start - _NEAR <= y <= rule.end + _NEAR)
            cells.setdefault((row, bisect_right(borders, (word.left + word.right) / 2)), []).append(word)
        rows: dict[int, list[tuple[Line, ...]]] = {}
        for (row, _), inside in sorted(cells.items(), key=lambda item: item[0]):
            rows.setdefault(row, []).append(tuple(lines(inside, page)))
        table = tuple(tuple(row) for row in rows.values())
        return Line("", self.xs[0], self.xs[-1], self.ys[-1], 0, False, 0, page, table)


def tables(rules: Sequence[Rule]) -> list[Table]:
    """Return the tables that ``rules`` draw: at least two cells each; not one inside another."""
    level = _merged([rule for rule in rules if not rule.upright])
    upright = _merged([rule for rule in rules if rule.upright])
    if not level or not upright or len(level) + len(upright) > _MOST_RULES:
        return []
    found: list[Table] = []
    for group in _connected([*level, *upright]):
        ys = sorted({rule.at for rule in group if not rule.upright})
        xs = sorted({rule.at for rule in group if rule.upright})
        ends = [place for rule in group if not rule.upright for place in (rule.start, rule.end)]
        if not ys or not xs:
            continue
        if min(ends) < xs[0] - _SHORTEST:
            xs.insert(0, min(ends))
        if max(ends) > xs[-1] + _SHORTEST:
            xs.append(max(ends))
        if len(ys) > 1 and len(xs) > 1 and len(ys) + len(xs) > 4:  # noqa: PLR2004
            found.append(Table(tuple(ys), tuple(xs), tuple(rule for rule in group if rule.upright)))
    found.sort(key=lambda table: (table.xs[-1] - table.xs[0]) * (table.ys[-1] - table.ys[0]), reverse=True)
    outer: list[Table] = []
    for table in found:
        if not any(_inside(table, other) for other in outer):
            outer.append(table)
    return outer


def _inside(table: Table, other: Table) -> bool:
    x, y = (table.xs[0] + table.xs[-1]) / 2, (table.ys[0] + table.ys[-1]) / 2
    return other.xs[0] <= x <= other.xs[-1] and other.ys[0] <= y <= other.ys[-1]


def _merged(rules: Sequence[Rule]) -> list[Rule]:
    """Return the rules with those on one line that touch made one."""
    merged: list[Rule] = []
    at = 0.0
    places: list[tuple[float, Rule]] = []
    for rule in sorted(rules, key=lambda one: one.at):
        if not places or rule.at - at > _NEAR:
            at = rule.at
        places.append((at, rule))
    for place, rule in sorted(places, key=lambda one: (one[0], one[1].start)):
        last = merged[-1] if merged else None
        if last is not None and last.at == place and rule.start <= last.end + _NEAR:
            merged[-1] = Rule(rule.upright, place, last.start, max(last.end, rule.end))
        else:
            merged.append(Rule(rule.upright, place, rule.start, rule.end))
    return [rule for rule in merged if rule.end - rule.start >= _SHORTEST]


def _connected(rules: Sequence[Rule]) -> list[list[Rule]]:
    """Return the rules in groups that cross or touch each other."""
    group_of = list(range(len(rules)))

    def root(index: int) -> int:
        while group_of[index] != index:
            group_of[index] = group_of[group_of[index]]
            index = group_of[index]
        return index

    for i, one in enumerate(rules):
        for j in range(i):
            if _cross(one, rules[j]):
                group_of[root(i)] = root(j)
    groups: dict[int, list[Rule]] = {}
    for index, rule in enumerate(rules):
        groups.setdefault(root(index), []).append(rule)
    return list(groups.values())


def _cross(one: Rule, other: Rule) -> bool:
    return (
        one.upright != other.upright
        and one.start - _NEAR <= other.at <= one.end + _NEAR
        and other.start - _NEAR <= one.at <= other.end + _NEAR
    )
