"""What is the same at the top and bottom of every page: running headers, footers and page numbers."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from hfgraph.ingest.readers.lines import Line

_DEPTH = 4
_ZONE = 0.17
_SHIFT = 8.0
_SHARE = 0.5
_MANY = 3
_FAR = 1.6
_OTHER_SIZE = 0.08
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
        keys = {id(line): key for line, key in edge if key in running or _PAGE_NUMBER.match(line.text)}
        above = _apart(lines, keys, top=True)
        below = _apart(lines[::-1], keys, top=False)
        for line in above:
            if not _PAGE_NUMBER.match(line.text):
                headers.setdefault(keys[id(line)][1], line)
        kept.append(lines[len(above) : len(lines) - len(below)])
    return kept, list(headers.values())


def _apart(lines: Sequence[Line], keys: Mapping[int, tuple[bool, str]], *, top: bool) -> list[Line]:
    """Return the lines from the edge of a page that run along the pages, if they stand apart from the others."""
    found: list[Line] = []
    for line in lines:
        if id(line) not in keys or keys[id(line)][0] != top:
            break
        found.append(line)
    while found:
        last = found[-1]
        after = lines[len(found)] if len(found) < len(lines) else None
        far = after is None or abs(last.base - after.base) > _FAR * max(last.size, after.size)
        if far or (after is not None and abs(last.size - after.size) > _OTHER_SIZE * last.size):
            return found
        found.pop()
    return []


def _runs(found: Sequence[tuple[int, float]], pages: int) -> bool:
    count = len({index for index, _ in found})
    bases = [base for _, base in found]
    return count > 1 and (count >= _MANY or count >= _SHARE * pages) and max(bases) - min(bases) < _SHIFT
