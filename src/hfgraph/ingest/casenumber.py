"""Two numbers with a mark between them that may be a case's: which is the year, which the number."""

from __future__ import annotations

import re
from datetime import date

_PAIR = r"(?P<a>\d{1,4})\s?[/-]\s?(?P<b>\d{1,4})(?!\d)(?!:\d)(?![.,]\d)(?!\s?[/]\s?\d)(?!-\d)(?!\s?%)"
PATTERN = re.compile(rf"(?<![\d.,/§:-]){_PAIR}")
"""Two numbers that may be a case's; no part of a longer number, a date, a section or a clock time."""

ANNOUNCED = re.compile(_PAIR)
"""The same right after what announces a case, which may end in a hyphen: *KST-64/19*."""

_FULL = len("2024")
_SHORT = len("24")
_CENTURY = 2000
_FIRST = 1990
_MOST_WITH_YEAR = 499
_MOST_WITH_SHORT_YEAR = 998


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
    found: tuple[int | None, int] | None = None
    if len(a) == len(b) == _FULL:
        found = None
    elif len(b) == _FULL:
        found = second, int(a)
    elif len(a) == _FULL:
        found = (first, int(b)) if int(b) <= _MOST_WITH_YEAR else None
    elif second is not None and not (year_first and first is not None):
        found = second, int(a)
    elif first is not None and int(b) <= _MOST_WITH_SHORT_YEAR:
        found = first, int(b)
    return (found[0], found[1]) if found and found[0] is not None and found[1] > 0 else None


def _year(text: str, near: int | None) -> int | None:
    latest = max(near or 0, date.today().year) + 1
    if len(text) not in (_FULL, _SHORT):
        return None
    year = int(text) if len(text) == _FULL else _CENTURY + int(text)
    return year if _FIRST <= year <= latest else None


def key(body: str, year: int, number: int) -> str:
    """Return the value of a case: ``ssu/2024/26``."""
    return f"{body}/{year}/{number}"
