"""A case's number as it is written, and the year and number it means."""

from __future__ import annotations

import re
from datetime import date

NUMBER = r"(?<![\d.,/§:-])(?P<a>\d{1,4})\s?[/-]\s?(?P<b>\d{1,4})(?!\d)(?!:\d)(?![.,]\d)(?!\s?[/]\s?\d)(?!-\d)(?!\s?%)"
"""Two numbers that may be a case's; neither part of a longer number, a date, a section or a clock time."""

_FIRST = 1990
_MOST_WITH_YEAR = 499


def read(a: str, b: str, *, year_first: bool = False, near: int | None = None) -> tuple[int, int] | None:
    """Return the year and the number that ``a`` and ``b`` mean, or ``None`` when they can be no case.

    Four digits that can be a year are one. Of two short numbers the second is the year, unless it cannot be one or
    the community puts the year first and the first can be one.

    Args:
        a: the first number.
        b: the second.
        year_first: the community writes ``24/7`` for the seventh case of 2024.
        near: year of the document, when known: two short numbers are read so that the year is not long after it.
    """
    first, second = _year(a, near), _year(b, near)
    if len(a) == 4 and len(b) == 4:
        return None
    if len(b) == 4:
        return None if second is None else _case(second, a)
    if len(a) == 4:
        return None if first is None or int(b) > _MOST_WITH_YEAR else _case(first, b)
    if len(b) == 2 and second is not None and not (year_first and first is not None and len(a) == 2):
        return _case(second, a)
    if len(a) == 2 and first is not None and int(b) <= _MOST_WITH_YEAR * 2:
        return _case(first, b)
    return None


def _year(text: str, near: int | None) -> int | None:
    latest = max(near or 0, date.today().year) + 1
    if len(text) == 4:
        year = int(text)
    elif len(text) == 2:
        year = 2000 + int(text)
    else:
        return None
    return year if _FIRST <= year <= latest else None


def _case(year: int, number: str) -> tuple[int, int] | None:
    found = int(number)
    return (year, found) if found > 0 else None


def key(body: str, year: int, number: int) -> str:
    """Return the value of a case: ``ssu/2024/26``."""
    return f"{body}/{year}/{number}"


PATTERN = re.compile(NUMBER)
