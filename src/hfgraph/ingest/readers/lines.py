"""From words with places to lines: what stands on one baseline, with wide gaps as tabs and columns one by one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

_SAME_LINE = 0.45
_TAB = 1.8
_TAB_OF_GAPS = 2.5
_FEWEST_COLUMN_LINES = 8
_FEWEST_COLUMN_WORDS = 3.5
_LEAST_FILL = 0.8
_LEAST_SHARE = 0.25
_TOUCH = 0.02
_RAISED = 0.75
_RAISED_GAP = 0.24
_BULLET = 0.6


@dataclass(frozen=True, slots=True)
class Word:
    """A word on a page.

    Attributes:
        text: its characters.
        left: of its first character, in points from the left.
        right: of its last one.
        base: its baseline, in points from the bottom.
        size: of its type in points.
        bold: whether it is.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool


@dataclass(frozen=True, slots=True)
class Line:
    """A line on a page.

    Attributes:
        text: its words, with tabs for wide gaps.
        left: of its first word.
        right: of its last word.
        base: its baseline.
        size: of most of its type.
        bold: whether all its words are.
        first: width of its first word.
        page: number from 1.
        table: rows of cells of lines, when it stands for a whole table.
    """

    text: str
    left: float
    right: float
    base: float
    size: float
    bold: bool
    first: float
    page: int
    table: tuple[tuple[tuple[Line, ...], ...], ...] = ()


def lines(words: Iterable[Word], page: int) -> list[Line]:
    """Return the lines that ``words`` make, in reading order."""
    rows: list[list[Word]] = []
    largest: list[Word] = []
    for word in sorted(words, key=lambda one: (-one.base, one.left)):
        for index in range(len(rows) - 1, max(len(rows) - 4, -1), -1):
            if _together(largest[index], word):
                rows[index].append(word)
                if word.size > largest[index].size:
                    largest[index] = word
                break
        else:
            rows.append([word])
            largest.append(word)
    for row in rows:
        row.sort(key=lambda word: word.left)
    split = [_segments(row) for row in rows]
    return [_line(segments, page) for segments in _by_column(split)]


def _together(one: Word, other: Word) -> bool:
    return abs(one.base - other.base) < _SAME_LINE * max(one.size, other.size)


def _segments(row: Sequence[Word]) -> list[list[Word]]:
    """Part a row where the gap is wide."""
    gaps = [after.left - before.right for before, after in pairwise(row)]
    usual = median(gaps) if len(gaps) > 2 else 0  # noqa: PLR2004
    segments = [[row[0]]]
    for gap, before, word in zip(gaps, row, row[1:], strict=False):
        if gap > max(_TAB * max(before.size, word.size), _TAB_OF_GAPS * usual):
            segments.append([word])
        else:
            segments[-1].append(word)
    return segments


def _by_column(rows: Sequence[list[list[Word]]]) -> list[list[list[Word]]]:
    """Put text in two columns in reading order: all of the left one, then all of the right one."""
    gutter = _gutter(rows)
    if gutter is None:
        return list(rows)
    ordered: list[list[list[Word]]] = []
    left: list[list[list[Word]]] = []
    right: list[list[list[Word]]] = []
    for row in rows:
        before = [segment for segment in row if segment[-1].right <= gutter]
        after = [segment for segment in row if segment[0].left >= gutter]
        if len(before) + len(after) < len(row):
            ordered += [*left, *right, row]
            left, right = [], []
            continue
        if before:
            left.append(before)
        if after:
            right.append(after)
    return [*ordered, *left, *right]


def _gutter(rows: Sequence[list[list[Word]]]) -> float | None:
    """Return where a gutter between two columns of running text is, or ``None``."""
    pairs = [row for row in rows if len(row) == 2]  # noqa: PLR2004
    if len(pairs) < _FEWEST_COLUMN_LINES:
        return None
    middle = median((row[0][-1].right + row[1][0].left) / 2 for row in pairs)
    pairs = [row for row in pairs if row[0][-1].right < middle < row[1][0].left]
    if len(pairs) < _FEWEST_COLUMN_LINES or len(pairs) < _LEAST_SHARE * len(rows):
        return None
    counts = (median(len(row[side]) for row in pairs) for side in (0, 1))
    fills = (_fill([row[side] for row in pairs]) for side in (0, 1))
    return middle if min(counts) >= _FEWEST_COLUMN_WORDS and min(fills) >= _LEAST_FILL else None


def _fill(segments: Sequence[Sequence[Word]]) -> float:
    """Return how much of their column the segments take, as running text does and cells do not."""
    start = min(segment[0].left for segment in segments)
    ends = [segment[-1].right - start for segment in segments]
    return median(ends) / (max(ends) or 1)


def _line(segments: Sequence[Sequence[Word]], page: int) -> Line:
    words = [word for segment in segments for word in segment]
    tallest = max(word.size for word in words)
    text = "\t".join(_joined(segment, tallest) for segment in segments).strip("\t")
    largest = max(words, key=lambda word: (len(word.text), word.size))
    sizes: dict[float, int] = {}
    for word in words:
        sizes[word.size] = sizes.get(word.size, 0) + len(word.text)
    size = max(sizes, key=lambda one: (sizes[one], one))
    return Line(
        text,
        words[0].left,
        max(word.right for word in words),
        largest.base,
        size,
        all(word.bold for word in words if any(sign.isalnum() for sign in word.text)),
        words[0].right - words[0].left,
        page,
    )


def _joined(segment: Sequence[Word], size: float) -> str:
    """Return the words with spaces between those that do not touch, and without raised numbers of notes."""
    text, right = "", 0.0
    for word in segment:
        if not text and word.text == "o" and word is not segment[-1] and segment[1].left - word.right > _BULLET * size:
            text, right = "◦", word.right
            continue
        raised = word.size <= _RAISED * size and word.text.isdigit() and len(word.text) < 3 and text  # noqa: PLR2004
        if raised and word.left - right < _RAISED_GAP * size:
            continue
        text += word.text if not text or word.left - right < _TOUCH * size else f" {word.text}"
        right = word.right
    return text
