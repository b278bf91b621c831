"""Calendar dates: in full, of a month, and without their year, which the context gives."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass

from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import MONTHS
from hfgraph.ingest.proposal import Proposal, Tier

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?:(?:19|20)\d\d)"
_NOT_BEFORE = r"(?<![\d.,/§:-])"
_NUMERIC = re.compile(
    rf"{_NOT_BEFORE}(?:(?P<from>\d{{1,2}})\.?\s?-\s?)?(?P<day>\d{{1,2}})\s?[./]\s?(?P<month>\d{{1,2}})(?:\s?[./-]\s?|\s)(?P<year>{_YEAR}|\d\d)(?![\d:%])(?!\.\d)(?!-\d{{2}}\b)"
)
_ISO = re.compile(r"(?<![\d/-])(?P<year>(?:19|20)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?![\d-])")
_WORDS = re.compile(
    rf"(?<![\d.,/§])(?:(?P<from>\d{{1,2}})\.?\s?(?:-|og|til|til og med)\s?)?(?P<day>\d{{1,2}})\.?\s{{0,2}}(?P<month>{_MONTH})\b\.?,?(?:\s{{1,2}}(?P<year>{_YEAR})(?!\d)|\s(?P<short>\d\d)(?![\d.:%/-]|\s*(?:personer|pst|prosent|timar|timer|kr)))?",
    re.IGNORECASE,
)
_MONTH_ONLY = re.compile(
    rf"(?<![\wæøå.-])(?P<month>januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|jan\.?|feb\.?|sept\.?|okt\.?|nov\.?|des\.?)\s+(?P<year>{_YEAR})(?!\d)",
    re.IGNORECASE,
)
_BARE_MONTH = re.compile(
    r"(?<![\wæøå.-])(?P<lead>(?:i|innen|fra|frå|til|medio|primo|ultimo|utgangen av|slutten av|starten av|begynnelsen av|byrjinga av|løpet av|før|etter|siden|sidan|og|-)\s+)(?P<month>januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember)(?![\wæøå])(?!\s+(?:19|20)\d\d)(?!/)",
    re.IGNORECASE,
)
_DAY_MONTH = re.compile(rf"{_NOT_BEFORE}(?P<day>\d{{1,2}})\s?[./]\s?(?P<month>\d{{1,2}})\.?(?![\d/:%])(?!\.\d)(?!\s?[-/]\s?\d)")
_DAY_MONTH_LEAD = re.compile(
    r"(?:\b(?:den|innen|dato|møtedato|frist|fristen|møte|møtet|møter|innan|fra|frå|til|og|mandag|tirsdag|onsdag|torsdag|fredag|måndag|tysdag|kl\.\s?\d\d[.:]\d\d,?)[\s.,:]+|\t\s*|^\s*)\Z",
    re.IGNORECASE | re.MULTILINE,
)
_WEEKDAY = re.compile(r"\b(?:dato|date|frist|når|tid)\b", re.IGNORECASE)
_LAW_DATE = re.compile(r"\b(?:lov|forskrift)(?:\s+av)?\s*\Z", re.IGNORECASE)
_SPAN_YEAR = re.compile(rf"(?<![\d/-])({_YEAR})(?![\d/-])")


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
        return len(self.value) == len("2024-10-17") and self.value[0] != "-"


def days(context: Context, start: int = 0, end: int | None = None) -> list[Day]:
    """Return the dates in a part of the text, in order."""
    end = len(context.text) if end is None else end
    found = [*_written(context.text, start, end)]
    taken = [(day.start, day.end) for day in found]
    for pattern, rule in ((_WORDS, "date.words"), (_BARE_MONTH, "date.month"), (_DAY_MONTH, "date.numeric")):
        for match in pattern.finditer(context.text, start, end):
            first = match.start("month") if pattern is _BARE_MONTH else match.start()
            if any(first < right and left < match.end() for left, right in taken):
                continue
            day = _without_year(context, match, rule, found)
            found += day
            taken += [(one.start, one.end) for one in day]
    return sorted(found, key=lambda day: (day.start, day.end))


def _written(text: str, start: int, end: int) -> Iterator[Day]:
    """Yield the dates whose year is written."""
    for match in _ISO.finditer(text, start, end):
        value = _iso(match["year"], match["month"], match["day"])
        if value:
            yield Day(value, *match.span(), "explicit", "date.iso")
    for match in _NUMERIC.finditer(text, start, end):
        yield from _pair(match, match["year"], match["month"], "date.numeric")
    for match in _WORDS.finditer(text, start, end):
        year = match["year"] or match["short"]
        if year:
            yield from _pair(match, year, str(MONTHS[match["month"].lower()]), "date.words")
    for match in _MONTH_ONLY.finditer(text, start, end):
        if not re.search(r"\d{1,2}\.?\s*\Z", text[max(start, match.start() - 5) : match.start()]):
            month = MONTHS[match["month"].lower().rstrip(".")]
            yield Day(f"{match['year']}-{month:02d}", *match.span(), "explicit", "date.month")


def _pair(match: re.Match[str], year: str, month: str, rule: str) -> Iterator[Day]:
    """Yield the date, and before it the one that begins a range (12.-13. mars 2024)."""
    value = _iso(year, month, match["day"])
    if value is None:
        return
    begin = _iso(year, month, match["from"]) if match["from"] else None
    if begin and begin < value:
        yield Day(begin, match.start(), match.end(), "explicit", rule)
        yield Day(value, match.start("day"), match.end(), "explicit", rule)
    else:
        yield Day(value, match.start("day"), match.end(), "explicit", rule)


def _without_year(context: Context, match: re.Match[str], rule: str, known: list[Day]) -> list[Day]:
    text = context.text
    if rule == "date.numeric":
        lead = text[max(0, match.start() - 24) : match.start()]
        line = context.line(match.start())
        column = line is not None and line.shape == "row" and "\t" in line.text
        if not (_DAY_MONTH_LEAD.search(lead) and (column or not lead.endswith(("\t", "\n")))) or int(match["month"]) > 12:
            return []
        if not column and not re.search(r"(?i)(den|dato|frist|innen|innan|dag)[\s.:]+\Z", lead):
            return []
        month = int(match["month"])
    else:
        month = MONTHS[match["month"].lower()]
    groups = match.groupdict()
    start = match.start("month") if rule == "date.month" else match.start("day")
    year = _year_of(context, start, match.end(), known)
    end = match.end() - (text[match.end() - 1] in ",.") if rule == "date.words" else match.end()
    if rule == "date.month":
        return [Day(f"{year}-{month:02d}", start, match.end(), "inferred", rule)] if year else []
    if not 1 <= month <= 12 or not 1 <= int(match["day"]) <= monthrange(year or 2024, month)[1]:
        return []
    value = f"{year or '-'}-{month:02d}-{int(match['day']):02d}"
    found = [Day(value, start, end, "inferred", rule)]
    if groups.get("from") and int(groups["from"]) < int(match["day"]):
        found.insert(0, Day(f"{year or '-'}-{month:02d}-{int(groups['from']):02d}", match.start(), end, "inferred", rule))
    return found


def _year_of(context: Context, start: int, end: int, known: list[Day]) -> int | None:
    """Return the year that a careful reader takes a date to be in: of its sentence, its heading, or the document."""
    left, right = context.sentence(start, end)
    years = [
        (abs(match.start() - start), int(match[1]))
        for match in _SPAN_YEAR.finditer(context.text, left, right)
        if not re.search(r"[/-]\s?\Z", context.text[left : match.start()])
    ]
    if years:
        return min(years)[1]
    line = context.line(start)
    if line is not None:
        heading = [int(match[1]) for match in _SPAN_YEAR.finditer(line.section)]
        if len(heading) == 1:
            return heading[0]
    if context.year is not None:
        return context.year
    before = [day for day in known if day.end <= start and day.value[:1] != "-"]
    return int(before[-1].value[:4]) if before else None


def _iso(year: str, month: str, day: str) -> str | None:
    full = int(year) if len(year) == 4 else 2000 + int(year)
    if not 1 <= int(month) <= 12 or not 1 <= int(day) <= monthrange(full, int(month))[1] or not 1950 <= full <= 2079:
        return None
    return f"{full}-{int(month):02d}-{int(day):02d}"


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every date in the text."""
    for day in days(context):
        if _LAW_DATE.search(context.text, max(0, day.start - 16), day.start):
            continue
        confidence = 0.97 if day.tier == "explicit" else 0.8
        yield context.proposal("date", day.value, day.start, day.end, day.rule, confidence, day.tier)
