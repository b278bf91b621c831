"""The year that a careful reader takes a date without one to be in."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable

from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import Lexicon, words

PATTERN = r"(?:(?:19|20)\d\d)"
"""A year in full, without groups."""
_CENTURY = 2000
_FULL_YEAR = len("2024")
_FULL_DATE = len("2024-10-17")
_MONTH = 31
"""Days by which a date may differ from the document's and still be near it."""
_AFTER, _TENSE = 25, 60
"""How far after a date its year may stand, and how far before it the words that tell the tense, in characters."""
_JOIN = r"\s*+(?:,|og|samt)\s*+"


class Before:
    """The years of the dates before a place in the text."""

    def __init__(self, dated: Iterable[tuple[int, int | None]]) -> None:
        """Remember where each date begins, and its year."""
        known = sorted((start, year) for start, year in dated if year is not None)
        self._starts = [start for start, _ in known]
        self._years = [year for _, year in known]

    def last(self, offset: int) -> int | None:
        """Return the year of the last date before ``offset``."""
        found = bisect_left(self._starts, offset)
        return self._years[found - 1] if found else None


class _Words:
    """Patterns that need the words of a profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        dates = {key: lexicon.listed("dates", key) for key in ("yearly", "future", "past", "year-after", "year-beside")}
        self.yearly = re.compile(rf"(?i)\b{dates['yearly']}\b")
        self.future = re.compile(rf"(?i)\b{dates['future']}\b")
        self.past = re.compile(rf"(?i)\b{dates['past']}\b")
        self.given = re.compile(
            rf"(?i)(?:\b{dates['year-after']}\s+|{dates['year-beside']}\s+)(?P<year>{PATTERN})(?![\d/-]|\s?-\s?\d)"
        )
        named = rf"\d{{1,2}}\.?\s+(?:{words(lexicon.months)})"
        figures = r"\d{1,2}\.\d{1,2}\."
        self.listed = (
            re.compile(
                rf"{figures}?(?:{_JOIN}{figures}?(?!\d)){{0,30}}(?:{_JOIN}|\s*-\s*){figures}(?P<year>{PATTERN}|\d\d)(?!\d)"
            ),
            re.compile(
                rf"(?i){named}\b(?:{_JOIN}{named}\b){{0,30}}(?:{_JOIN}|\s*(?:-|til)\s*){named}\s+(?P<year>{PATTERN})(?!\d)"
            ),
        )


def listed(context: Context, start: int) -> int | None:
    """Return the year that stands after the last date of a list that begins at ``start``: *3.4., 5.6. og 7.8.2024*."""
    for pattern in context.lexicon.once(_Words).listed:
        match = pattern.match(context.text, start)
        if match:
            return int(match["year"]) if len(match["year"]) == _FULL_YEAR else _CENTURY + int(match["year"])
    return None


def of(context: Context, span: tuple[int, int], day: tuple[int, int], before: Before) -> int | None:
    """Return the year of a date that is written without one, ``None`` when nothing tells it.

    The year of a list that the date begins, a year given in the sentence, the year of its heading, or that of the
    document: the year before where the words tell of the past and the date would be to come, and the other way round.

    Args:
        context: the document.
        span: bounds of the date.
        day: month and day.
        before: the dates of which the year is written.
    """
    start, end = span
    year = listed(context, start)
    if year is not None:
        return year
    told = context.lexicon.once(_Words)
    left, right = context.outline.sentence(start, end)
    if told.yearly.search(context.text, left, right):
        return None
    years = [
        (abs(one.start() - start), int(one["year"]))
        for one in told.given.finditer(context.text, left, min(right, end + _AFTER))
    ]
    if years:
        return min(years)[1]
    line = context.outline.line(start)
    heading = {int(one["year"]) for one in told.given.finditer(line.section)} if line else set()
    if len(heading) == 1:
        return heading.pop()
    if context.year is None:
        return before.last(start)
    return _by_tense(context, day, context.text[max(left, start - _TENSE) : right])


def _by_tense(context: Context, day: tuple[int, int], near: str) -> int | None:
    """Return the document's year, the one before or the one after, by whether words tell of the past or the future."""
    year, date = context.year, context.date
    if year is None or date is None or len(date) < _FULL_DATE or not date.startswith(f"{year}-"):
        return year
    told = context.lexicon.once(_Words)
    _, month, of_month = map(int, date.split("-"))
    away = (day[0] - month) * _MONTH + day[1] - of_month
    future, past = told.future.search(near), told.past.search(near)
    if away > _MONTH and past and not future:
        return year - 1
    if away < -_MONTH and future and not past:
        return year + 1
    return year
