"""Calendar dates: in full, of a month, and without their year, which the context gives."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import Lexicon, words
from hfgraph.ingest.line import Line
from hfgraph.ingest.proposal import Proposal, Tier
from hfgraph.ingest.recognisers import year
from hfgraph.ingest.spans import Spans

FULL = len("2024-10-17")
"""Characters of a date of which year, month and day are known."""
_CENTURY = 2000
_FULL_YEAR = len("2024")
_MONTHS = range(1, 13)
_YEARS = range(1950, 2080)
_LEAP_YEAR = 2024
_LEAD = 30
"""How far before day and month in figures words stand that tell whether they are a date."""
_SINGLE = 9
"""The last day of a month that is one figure."""
_NOT_BEFORE = r"(?<![\d.,/§:])(?<!(?<!\d\d\d\d)-)"
_ISO = re.compile(r"(?<![\d/-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])")
_NUMERIC = re.compile(
    rf"""
    {_NOT_BEFORE}
    (?:(?P<from>\d{{1,2}})\.?\s?-\s?)?                              # 12.-13.3.2024
    (?P<day>\d{{1,2}})\s?[./]\s?(?P<month>\d{{1,2}})
    (?:\s?[./-]\s?|\s)(?P<year>{year.PATTERN}|\d\d)
    (?![\d%])(?!:\d)(?!\.\d)(?!-\d{{2}}\b(?!\.))
    """,
    re.VERBOSE,
)
_DAY_MONTH = re.compile(
    rf"{_NOT_BEFORE}(?P<day>\d{{1,2}})\s?[./]\s?(?P<month>\d{{1,2}})\.?(?![\d/:%])(?!\.\d)(?!\s?[-/]\s?\d)"
)
_SURE, _LIKELY = 0.97, 0.8


@dataclass(frozen=True, slots=True)
class Day:
    """A date in a text.

    Attributes:
        value: ISO, in full, of a month (``2023-09``), or without a year (``--10-19``).
        start: first character.
        end: the character after the last one.
        tier: whether its year is written.
        rule: what found it.
    """

    value: str
    start: int
    end: int
    tier: Tier
    rule: str

    @property
    def full(self) -> bool:
        """Whether year, month and day are known."""
        return len(self.value) == FULL and self.value[0] != "-"

    @property
    def year(self) -> int | None:
        """The year, when it is known."""
        return None if self.value[0] == "-" else int(self.value[:_FULL_YEAR])


class _Words:
    """Patterns that need the words of a profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        months, units = words(lexicon.months), lexicon.listed("numbers", "units")
        self.named = re.compile(
            rf"""
            (?<![\d.,/§])
            (?:(?P<from>\d{{1,2}})\.?\s?(?:-|og|til|til\ og\ med)\s?)?   # 12. og 13. mars
            (?P<day>\d{{1,2}})\.?\s{{0,2}}(?P<month>{months})\b\.?,?
            (?:\s{{1,2}}(?P<year>{year.PATTERN})(?!\d)
              |\s(?P<short>\d\d)(?![\d.:%/-]|\s*+{units}\b))?
            """,
            re.VERBOSE | re.IGNORECASE,
        )
        self.month = re.compile(rf"(?<![\w.-])(?P<month>{months})\.?\s+(?P<year>{year.PATTERN})(?!\d)", re.IGNORECASE)
        section, certain = lexicon.listed("dates", "not-after"), lexicon.listed("dates", "after")
        self.section = re.compile(rf"(?i)(?:§+|\b{section}\s*(?:[\d.]+\s*(?:,|og|eller)\s*)*)\s*\Z")
        self.certain = re.compile(rf"(?im)(?:\b(?:{certain}|\w+dag)[\s.:]+|^[A-ZÆØÅ]\w+,\s)\Z")


def days(context: Context, start: int = 0, end: int | None = None) -> list[Day]:
    """Return the dates in a part of the text, in order."""
    if start == 0 and end is None:
        return context.once(_every)
    return _days(context, start, len(context.text) if end is None else end)


def _every(context: Context) -> list[Day]:
    return _days(context, 0, len(context.text))


def _days(context: Context, start: int, end: int) -> list[Day]:
    told = context.lexicon.once(_Words)
    named = [*told.named.finditer(context.text, start, end)]
    found = sorted(_written(context, named, start, end), key=lambda day: (day.start, day.end))
    taken = Spans((day.start, day.end) for day in found)
    before = year.Before((day.start, day.year) for day in found)
    for match in (*named, *_DAY_MONTH.finditer(context.text, start, end)):
        if taken.meet(*match.span()):
            continue
        more = [*_without_year(context, match, before)]
        found += more
        for day in more:
            taken.add(day.start, day.end)
    return sorted(found, key=lambda day: (day.start, day.end))


def _written(context: Context, named: list[re.Match[str]], start: int, end: int) -> Iterator[Day]:
    """Yield the dates whose year is written."""
    text, lexicon = context.text, context.lexicon
    for match in _ISO.finditer(text, start, end):
        value = _iso(int(match["year"]), int(match["month"]), int(match["day"]))
        if value:
            yield Day(value, *match.span(), "explicit", "date.iso")
    for match in _NUMERIC.finditer(text, start, end):
        yield from _pair(match, _year(match["year"]), int(match["month"]), match.end(), "date.numeric", "explicit")
    for match in named:
        written = match["year"] or match["short"]
        if written:
            month = lexicon.months[match["month"].lower()]
            yield from _pair(match, _year(written), month, match.end(), "date.words", "explicit")
    for match in lexicon.once(_Words).month.finditer(text, start, end):
        if not re.search(r"\d{1,2}\.?\s*\Z", text[max(start, match.start() - len("31.  ")) : match.start()]):
            month = lexicon.months[match["month"].lower()]
            yield Day(f"{match['year']}-{month:02d}", *match.span(), "explicit", "date.month")


def _year(written: str) -> int:
    return int(written) if len(written) == _FULL_YEAR else _CENTURY + int(written)


def _pair(match: re.Match[str], of: int | None, month: int, end: int, rule: str, tier: Tier) -> Iterator[Day]:
    """Yield the date, and before it the one that begins a range (12.-13. mars 2024).

    Args:
        match: with the day, and the day that a range begins with.
        of: year, or ``None`` when it is not known.
        month: from 1.
        end: the character after the last one.
        rule: what found it.
        tier: whether the year is written.
    """
    value = _iso(of, month, int(match["day"]))
    if value is None:
        return
    first = match.groupdict().get("from")
    begin = _iso(of, month, int(first)) if first else None
    if begin and begin < value:
        yield Day(begin, match.start(), end, tier, rule)
    yield Day(value, match.start("day"), end, tier, rule)


def _without_year(context: Context, match: re.Match[str], before: year.Before) -> Iterator[Day]:
    """Yield the date of a day and month, with the year that the context gives."""
    text, lexicon = context.text, context.lexicon
    if match.re is _DAY_MONTH:
        month, end, rule = int(match["month"]), match.end(), "date.numeric"
        if month not in _MONTHS or not _is_date(context, match):
            return
    else:
        month, rule = lexicon.months[match["month"].lower()], "date.words"
        end = match.end() - (text[match.end() - 1] in ",.")
        if match["year"] or match["short"]:
            return
    of = year.of(context, (match.start("day"), match.end()), (month, int(match["day"])), before)
    yield from _pair(match, of, month, end, rule, "inferred")


def _is_date(context: Context, match: re.Match[str]) -> bool:
    """Return whether a day and month in figures, such as 16.04, is a date and not a section or an amount."""
    text = context.text
    told = context.lexicon.once(_Words)
    lead = text[max(0, match.start() - _LEAD) : match.start()]
    line = context.outline.line(match.start())
    word = lead.rstrip(" .:\t\n")[-1:]
    said = (word.isalpha() or word == ",") and told.certain.search(lead) is not None
    sure = said or year.listed(context, match.start()) is not None or (line is not None and _stands(match, line, lead))
    return sure and not told.section.search(lead)


def _stands(match: re.Match[str], line: Line, lead: str) -> bool:
    """Return whether a day and month in figures stand alone in a cell or at the beginning of a line."""
    alone = not lead.strip(" \n") or lead.endswith(("\t", "  ", "\n"))
    if "/" in match[0] or not alone:
        return False
    column, dot = len(line.cells) > 1, match[0].endswith(".")
    two_figures = int(match["day"]) > _SINGLE or match["day"][0] == "0"
    sure = (two_figures or dot) and len(match["month"]) == len("04")
    if column:
        return sure or dot
    return sure and match.start() == line.start and match.string[match.end() : match.end() + 1] in " \t:"


def _iso(of: int | None, month: int, day: int) -> str | None:
    """Return a date in the form of ISO, ``None`` when there is no such day."""
    if month not in _MONTHS or not 1 <= day <= monthrange(of or _LEAP_YEAR, month)[1]:
        return None
    if of is None:
        return f"--{month:02d}-{day:02d}"
    return f"{of}-{month:02d}-{day:02d}" if of in _YEARS else None


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every date in the text."""
    for day in days(context):
        confidence = _SURE if day.tier == "explicit" else _LIKELY
        yield context.proposal("date", day.value, (day.start, day.end), day.rule, confidence, day.tier)
