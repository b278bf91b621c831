"""Parts of a text that are taken, so that no two finds of a kind share a word."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable


class Spans:
    """Half-open parts of a text; parts that overlap become one."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        """Take the parts, given by their bounds."""
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Take the part from ``start`` to ``end``."""
        first, last = self._met(start, end)
        if first < last:
            start, end = min(start, self._starts[first]), max(end, self._ends[last - 1])
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]

    def meet(self, start: int, end: int) -> bool:
        """Return whether a character between ``start`` and ``end`` is taken."""
        first, last = self._met(start, end)
        return first < last

    def hold(self, start: int, end: int) -> bool:
        """Return whether all from ``start`` to ``end`` lies in one part."""
        place = bisect_right(self._starts, start) - 1
        return place >= 0 and end <= self._ends[place]

    def _met(self, start: int, end: int) -> tuple[int, int]:
        return bisect_right(self._ends, start), bisect_left(self._starts, end)
