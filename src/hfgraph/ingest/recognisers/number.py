"""The numbers after what announces cases: one, or a list (*sakene 3/2023 og 17/2023*, *sak 4, 5 og 6*)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from hfgraph.ingest import casenumber
from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import Lexicon, words

_MOST = 40
"""Numbers that a list may have."""


@dataclass(frozen=True, slots=True)
class Number:
    """The number of a case.

    Attributes:
        year: that is written, or ``None`` where only the context gives it.
        number: of the case.
        start: first character.
        end: the character after the last one.
        explicit: whether the year is written with the number, and not after a later one of the list.
    """

    year: int | None
    number: int
    start: int
    end: int
    explicit: bool


class _Words:
    """Patterns that need the words of a profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        units, months = lexicon.listed("numbers", "units"), words(lexicon.months)
        self.lone = re.compile(
            rf"""
            (?<![\d.,/§])(?P<number>\d{{1,3}})
            (?![\d%])(?!\s?[/-]\s?\d)(?![.,]\d)
            (?!\s*+(?:{units}\b|av\s+\d))         # an amount or a count of something
            (?!\s*\.\s?\d|\.\s*(?i:{months}))    # a date
            """,
            re.VERBOSE,
        )
        self.more = re.compile(
            rf"\s*+(?P<join>,\s*og\b|,|;|/|\bog\b|\bsamt\b|\beller\b|-|til)\s*+(?:{lexicon.case_word}\s*(?:nr\.?\s*)?)?(?=\d)"
        )


def numbers(context: Context, place: int, end: int, *, bare: bool) -> list[Number]:
    """Return the numbers of the cases that stand from ``place`` on.

    Args:
        context: the document.
        place: first character of the first number.
        end: where they end at the latest.
        bare: whether the first may be a number without a year.
    """
    known = context.lexicon.once(_Words)
    found: list[Number] = []
    while place < end and len(found) < _MOST:
        number = _with_year(context, place) or (_lone(context, place, known) if bare else None)
        if number is None:
            break
        if number.year is not None:
            found = [one if one.year is not None else replace(one, year=number.year) for one in found]
        found.append(number)
        join = known.more.match(context.text, number.end)
        if join is None or "\n\n" in join[0]:
            break
        dated = number.year is not None
        if dated and (join["join"] in ("/", "-") or not casenumber.PATTERN.match(context.text, join.end())):
            break
        place = join.end()
    undated = found and found[-1].year is None
    return found[:1] if undated else found


def _with_year(context: Context, place: int) -> Number | None:
    match = casenumber.ANNOUNCED.match(context.text, place)
    if match is None:
        return None
    found = read(context, match)
    return Number(*found, match.start(), match.end(), explicit=True) if found else None


def _lone(context: Context, place: int, known: _Words) -> Number | None:
    if casenumber.PATTERN.match(context.text, place):
        return None
    match = known.lone.match(context.text, place)
    if match is None or int(match["number"]) == 0:
        return None
    return Number(None, int(match["number"]), match.start(), match.end(), explicit=False)


def read(context: Context, match: re.Match[str]) -> tuple[int, int] | None:
    """Return year and number of two numbers, read as the community writes them and with the year of the document."""
    first = context.lexicon.profile.year_first
    return casenumber.read(match["a"], match["b"], year_first=first, near=context.year)
