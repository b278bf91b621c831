"""Bullets that are drawn beside their words rather than written, as browsers do."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hfgraph.ingest.readers.glyph import turned
from hfgraph.ingest.readers.lines import Word

_MOST_OBJECTS = 20_000
_MOST_BULLETS = 400
_SMALLEST = 1.0
_LARGEST = 10.0
_LEAST_PART = 0.1
_LARGEST_PART = 0.7
_ROUND = 0.25
_FARTHEST = 2.5
_LOWEST = -0.1
_HIGHEST = 0.8


def drawn(page: Any, words: Sequence[Word], direction: int) -> list[Word]:
    """Return a word ``•`` for every small round or square shape right before a word.

    Args:
        page: handle of the page.
        words: that are on it.
        direction: of the words in degrees.
    """
    found: list[Word] = []
    for left, low, right, high in _small_shapes(page, direction)[:_MOST_BULLETS]:
        middle = (low + high) / 2
        beside = [
            word
            for word in words
            if 0 <= word.left - right <= _FARTHEST * word.size
            and _LOWEST * word.size <= middle - word.base <= _HIGHEST * word.size
            and _LEAST_PART * word.size <= right - left <= _LARGEST_PART * word.size
        ]
        if not beside:
            continue
        word = min(beside, key=lambda one: one.left)
        if not any(
            one.right > left - _FARTHEST * word.size and one.left < left and one.base == word.base for one in words
        ):
            found.append(Word("•", left, right, word.base, word.size, False))
    return found


def _small_shapes(page: Any, direction: int) -> list[tuple[float, float, float, float]]:
    """Return left, lowest, right and highest place of the shapes that could be bullets."""
    import ctypes

    import pypdfium2.raw as pdfium

    found: list[tuple[float, float, float, float]] = []
    sides = [ctypes.c_float() for _ in range(4)]
    for index in range(min(pdfium.FPDFPage_CountObjects(page), _MOST_OBJECTS)):
        item = pdfium.FPDFPage_GetObject(page, index)
        if pdfium.FPDFPageObj_GetType(item) != pdfium.FPDF_PAGEOBJ_PATH:
            continue
        if not pdfium.FPDFPageObj_GetBounds(item, *sides):
            continue
        one = turned(sides[0].value, sides[1].value, direction)
        other = turned(sides[2].value, sides[3].value, direction)
        left, right = sorted((one[0], other[0]))
        low, high = sorted((one[1], other[1]))
        wide, tall = right - left, high - low
        if _SMALLEST <= wide <= _LARGEST and abs(wide - tall) <= _ROUND * max(wide, tall):
            found.append((left, low, right, high))
    return found
