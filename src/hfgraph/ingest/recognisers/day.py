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
_NOT_BEFORE = r"(?<![\d.,/§:])(?<!(?<!\d\d\d\d)-)"
_NUMERIC = re.compile(
    rf"{_NOT_BEFORE}(?:(?P<from>\d{{1,2}})\.?\s?-\s?)?(?P<day>\d{{1,2}})\s?[./]\s?(?P<month>\d{{1,2}})(?:\s?[./-]\s?|\s)(?P<year>{_YEAR}|\d\d)(?![\d%])(?!:\d)(?!\.\d)(?!-\d{{2}}\b(?!\.))"
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
_DAY_MONTH = re.compile(rf"{_NOT_BEFORE}(?P<day>\d{{1,2}})\s?[./]\s?(?P<month>\d{{1,2}})\.?(?![\d/:%])(?!\.\d)(?!\s?[-/]\s?\d)")
_CLAUSE_LEAD = re.compile(r"(?i)(?:§+|\b(?:punkt(?:ene|a)?|pkt\.?|kapittel|kap\.?|nr\.?|avsnitt|versjon|tabell|figur|del)\s*(?:[\d.]+\s*(?:,|og|eller)\s*)*)\s*\Z")
_YEARLY = re.compile(r"(?i)\b(?:hvert|kvart|kvar|årlig|årleg|årvisst)\s*(?:år)?\b")
_GIVEN = re.compile(
    rf"(?i)(?:\b(?:i|året|år|våren|høsten|hausten|sommeren|sommaren|vinteren|for|møteplan|møter|møte|møtet|møtene|møta)\s+(?:løpet\s+av\s+)?|møte(?:t|ne|r)?\s+)(?P<year>{_YEAR})(?![\d/-]|\s?-\s?\d)"
)
_LISTED = re.compile(r"\d{1,2}\.\d{1,2}\.?(?:\s*(?:,|og|samt)\s*\d{1,2}\.\d{1,2}\.?(?!\d))*\s*(?:,|og|samt|-)\s*\d{1,2}\.\d{1,2}\.(?P<year>(?:19|20)\d\d|\d\d)(?!\d)")
_LISTED_WORDS = re.compile(
    rf"\d{{1,2}}\.?\s+(?:{_MONTH})\b(?:\s*(?:,|og|samt)\s*\d{{1,2}}\.?\s+(?:{_MONTH})\b)*\s*(?:,|og|samt|-|til)\s*\d{{1,2}}\.?\s+(?:{_MONTH})\s+(?P<year>{_YEAR})(?!\d)",
    re.IGNORECASE,
)
_FUTURE = re.compile(r"(?i)\b(?:innen|innan|frist|vil|skal|neste|foreslås|foreslåtte|planlegges|planlagt|legges\s+fram|leggjast\s+fram|vert\s+lagt|kommer|kjem|behandles|handsamast|gjelder\s+fra|trer\s+i\s+kraft|gjelder\s+til|fram\s+til|oppstart|starter|startar)\b")
_PAST = re.compile(r"(?i)\b(?:ble|blei|vart|var|har|hadde|behandlet|behandla|vedtok|vedtatt|vedteke|godkjente|godkjent|avholdt|holdt|sendt|mottatt|drøftet|drøfta|siste|forrige|førre|fra|frå|sidan|siden|møttes)\b")


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
    for pattern, rule in ((_WORDS, "date.words"), (_DAY_MONTH, "date.numeric")):
        for match in pattern.finditer(context.text, start, end):
            if any(match.start() < right and left < match.end() for left, right in taken):
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
        if not 1 <= int(match["month"]) <= 12 or not _is_date(context, match):
            return []
        month = int(match["month"])
    else:
        month = MONTHS[match["month"].lower()]
    groups = match.groupdict()
    start = match.start("day")
    year = _year_of(context, match, month, known)
    end = match.end() - (text[match.end() - 1] in ",.") if rule == "date.words" else match.end()
    if not 1 <= month <= 12 or not 1 <= int(match["day"]) <= monthrange(year or 2024, month)[1]:
        return []
    value = f"{year or '-'}-{month:02d}-{int(match['day']):02d}"
    found = [Day(value, start, end, "inferred", rule)]
    if groups.get("from") and int(groups["from"]) < int(match["day"]):
        found.insert(0, Day(f"{year or '-'}-{month:02d}-{int(groups['from']):02d}", match.start(), end, "inferred", rule))
    return found


def _is_date(context: Context, match: re.Match[str]) -> bool:
    """Return whether a day and month in figures, such as 16.04, is a date and not a section or an amount."""
    text = context.text
    lead = text[max(0, match.start() - 30) : match.start()]
    if _CLAUSE_LEAD.search(lead):
        return False
    if _LISTED.match(text, match.start()) or re.search(r"(?i)(?:\b(?:den|dato|\w*frist|\w*fristen|innen|innan|møte|møtet|\w+dag)[\s.:]+|^[A-ZÆØÅ][\wæøå]+,\s)\Z", lead):
        return True
    if "/" in match[0]:
        return False
    line = context.line(match.start())
    if line is None:
        return False
    column = len(re.split(r"\t|\s{2,}", line.text)) > 1
    alone = not lead.strip(" \n") or lead.endswith(("\t", "  ", "\n"))
    sure = (int(match["day"]) > 9 or match["day"][0] == "0" or match[0].endswith(".")) and len(match["month"]) == 2
    follows = text[match.end() : match.end() + 3]
    return alone and (sure or (column and match[0].endswith("."))) and (column or (match.start() == line.start and follows[:1] in " \t:"))


def _year_of(context: Context, match: re.Match[str], month: int, known: list[Day]) -> int | None:
    """Return the year that a careful reader takes a date to be in.

    The year of a list that the date begins, a year given in the sentence, the year of its heading, or that of the
    document: the year before where the words tell of the past and the date would be to come, and the other way round.
    """
    text = context.text
    start = match.start("day")
    listed = _LISTED.match(text, start) or _LISTED_WORDS.match(text, start)
    if listed:
        return int(listed["year"]) if len(listed["year"]) == 4 else 2000 + int(listed["year"])
    left, right = context.sentence(start, match.end())
    if _YEARLY.search(text, left, right):
        return None
    years = [(abs(one.start() - start), int(one["year"])) for one in _GIVEN.finditer(text, left, min(right, match.end() + 25))]
    if years:
        return min(years)[1]
    line = context.line(start)
    if line is not None:
        heading = {int(one["year"]) for one in _GIVEN.finditer(line.section)}
        if len(heading) == 1:
            return heading.pop()
    if context.year is None:
        before = [day for day in known if day.end <= start and day.value[:1] != "-"]
        return int(before[-1].value[:4]) if before else None
    return _by_tense(context, match, month, text[left:right])


def _by_tense(context: Context, match: re.Match[str], month: int, sentence: str) -> int | None:
    year = context.year
    if year is None or context.date is None or len(context.date) < len("2024-10-17") or int(context.date[:4]) != year:
        return year
    away = (month - int(context.date[5:7])) * 31 + int(match["day"]) - int(context.date[8:10])
    near = sentence[max(0, match.start("day") - context.text.rfind(sentence[:20], 0, match.start() + 1) - 60) :] if sentence else ""
    future, past = _FUTURE.search(near), _PAST.search(near)
    if away > 31 and past and not future:
        return year - 1
    if away < -31 and future and not past:
        return year + 1
    return year


def _iso(year: str, month: str, day: str) -> str | None:
    full = int(year) if len(year) == 4 else 2000 + int(year)
    if not 1 <= int(month) <= 12 or not 1 <= int(day) <= monthrange(full, int(month))[1] or not 1950 <= full <= 2079:
        return None
    return f"{full}-{int(month):02d}-{int(day):02d}"


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every date in the text."""
    for day in days(context):
        confidence = 0.97 if day.tier == "explicit" else 0.8
        yield context.proposal("date", day.value, day.start, day.end, day.rule, confidence, day.tier)
