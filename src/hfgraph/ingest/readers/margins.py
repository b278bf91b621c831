"""What is the same at the top and bottom of every page: running headers, footers and page numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hfgraph.ingest.readers.lines import Line

_DEPTH = 4
_ZONE = 0.17
_SHIFT = 8.0
_SHARE = 0.5
_MANY = 3
_PAGE_NUMBER = re.compile(
    r"[-–|\s]*(?:(?:side|page|s\.)\s*)?\d{1,4}(?:\s*(?:av|of|/|\|)\s*\d{1,4})?[-–|\s]*$", re.IGNORECASE
)


def parted(pages: Sequence[list[Line]], heights: Sequence[tuple[float, float]]) -> tuple[list[list[Line]], list[Line]]:
    """Return the pages without what runs along them, and the running headers as the first page with them has them.

    Args:
        pages: the lines of each page from the top.
        heights: lowest and highest place of each page in points.
    """
    places: dict[tuple[bool, str], list[tuple[int, float]]] = {}
    marked: list[list[tuple[Line, tuple[bool, str]]]] = []
    for index, (lines, (low, high)) in enumerate(zip(pages, heights, strict=True)):
        zone = _ZONE * (high - low)
        edge: list[tuple[Line, tuple[bool, str]]] = []
        for position, line in enumerate(lines):
            top = position < _DEPTH and line.base > high - zone
            bottom = position >= len(lines) - _DEPTH and line.base < low + zone
            if (top or bottom) and not line.table:
                key = (top, re.sub(r"\d+", "#", line.text))
                edge.append((line, key))
                places.setdefault(key, []).append((index, line.base))
        marked.append(edge)
    running = {key for key, found in places.items() if _runs(found, len(pages))}
    headers: dict[str, Line] = {}
    kept: list[list[Line]] = []
    for lines, edge in zip(pages, marked, strict=True):
        dropped: set[int] = set()
        for line, key in edge:
            number = _PAGE_NUMBER.match(line.text) is not None and line in (lines[0], lines[-1])
            if number or key in running:
                dropped.add(id(line))
                if key[0] and not number:
                    headers.setdefault(key[1], line)
        kept.append([line for line in lines if id(line) not in dropped])
    return kept, list(headers.values())


def _runs(found: Sequence[tuple[int, float]], pages: int) -> bool:
    count = len({index for index, _ in found})
    bases = [base for _, base in found]
    return count > 1 and (count >= _MANY or count >= _SHARE * pages) and max(bases) - min(bases) < _SHIFT
