"""The fields of a document's head, and what they tell about the whole document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hfgraph.ingest import head
from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.proposal import Proposal
from hfgraph.ingest.recognisers import entry, kind
from hfgraph.ingest.recognisers.attachment import attachments
from hfgraph.ingest.recognisers.day import Day, days
from hfgraph.ingest.recognisers.mention import Mention, bare, mentions
from hfgraph.ingest.recognisers.title import reported_year, title

_BOTTOM = 25
"""Lines at the end of a case paper, where it may be dated."""
_YEAR_LINES, _DATE_LINES = 8, 30
"""Lines at the top in which a year, and a date, tells when the document is from."""
_CASES = 2
"""Cases that a paper's head may name; with more it is an agenda."""
_LONGEST_CASE_LINE, _SHORT_CASE_LINE, _BEFORE_CASE = 60, 50, 3
_YEAR = re.compile(r"(?<![\d/-])(20[0-4]\d)(?![\d/-])")
_PLACE_AT_TOP = re.compile(r"(?:[A-ZÆØÅ][\w ,.-]{1,60},\s*(?:den\s*)?)?")
_PLACE_AT_END = re.compile(r"[A-ZÆØÅ][\w -]{1,25},\s*(?:den\s*)?")
_TITLE_FOLLOWS = re.compile(r"[\s:.-]+[A-ZÆØÅ«]")
_FROM_LINE, _FROM_TITLE, _FROM_DATE = 0.95, 0.85, 0.8


class _Words:
    """Patterns that need the words of a profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.in_passing = re.compile(rf"\.\s+[A-ZÆØÅ]|\s*,|\s+{lexicon.listed('agenda', 'goes-on')}\b")
        self.owners = frozenset(lexicon.profile.listed("head", "body-labels"))
        self.refers = tuple(lexicon.profile.listed("head", "refers"))


def learn(context: Context) -> tuple[Context, list[Proposal]]:
    """Return the context with what the head tells, and the proposals for its fields."""
    reading = _Reading(context)
    reading.read_fields()
    reading.read_case_line()
    reading.settle()
    reading.read_meeting()
    reading.read_title()
    reading.read_date_line()
    return reading.context, [*reading.found, *attachments(reading.context)]


class _Reading:
    """A head as it is read.

    Attributes:
        context: what is known so far.
        found: the proposals for its fields.
        own: the document's own case, in each place that names it.
        dated: the date of each field that holds one.
    """

    def __init__(self, context: Context) -> None:
        of = kind.kind(context)
        body = kind.body(context, of)
        year = _first_year(context)
        series = body if of in ("minutes", "agenda") else "?"
        self.context = context.knowing(kind=of, body=body, series=series, year=year)
        self.found: list[Proposal] = []
        self.own: list[Mention] = []
        self.dated: dict[str, Day] = {}
        self._reported: int | None = None

    def read_fields(self) -> None:
        """Read the labelled fields; a paper that names several cases turns out to be an agenda."""
        for field in head.fields(self.context):
            told = entry.read(self.context, field)
            self.found += told.proposals
            self.own += [told.mention] if told.mention else []
            if told.day is not None:
                self.dated.setdefault(_field(told.proposals[0]), told.day)
        labels = self.context.lexicon.once(_Words).owners
        bodies = any(field.label in labels for field in head.fields(self.context))
        if self.context.kind == "paper" and not bodies and len({mention.key for mention in self.own}) > _CASES:
            self.context = self.context.knowing(kind="agenda")
            self.own = []
            self.found = [one for one in self.found if _field(one) not in ("case_number", "title")]
        known = {proposal.start for proposal in self.found}
        for field in head.later(self.context):
            below = entry.read(self.context, field).proposals
            self.found += [
                one for one in below if one.start not in known and _field(one) in ("case_handler", "reference")
            ]

    def read_case_line(self) -> None:
        """Find the case that one of the first lines names without a label."""
        line = _case_line(self.context) if not self.own and self.context.kind == "paper" else None
        if line is not None:
            self.own.append(line)
            self._add("case_number", line.key, (line.start, line.end), "case-line", _FROM_LINE)

    def settle(self) -> None:
        """Tell the context the document's case, body, year and date."""
        context, own = self.context, self.own
        known = own[0].body if own and own[0].body in context.lexicon.by_code else None
        dates = [self.dated[name] for name in ("document_date", "meeting_date") if name in self.dated]
        paper = context.kind == "paper"
        self.context = context.knowing(
            case=own[-1].key if own and not context.meets else None,
            own=tuple((one.start, one.end, one.key) for one in own) if paper else (),
            body=known or context.body,
            series=known if known and paper else context.series,
            year=dates[0].year if dates else own[0].year if own else context.year,
            date=dates[0].value if dates else None,
        )

    def read_meeting(self) -> None:
        """Find the date of the meeting that minutes and agendas are of."""
        meeting = self.dated.get("meeting_date")
        if meeting is None and self.context.meets:
            found = _body_dates(self.context)
            rule = "body-date" if found else "top-date"
            found = found or [*_top_date(self.context)]
            for day in found:
                self._add("meeting_date", day.value, (day.start, day.end), rule, _FROM_DATE)
            meeting = found[0] if found else None
        self._date(meeting, meets=True)

    def read_title(self) -> None:
        """Find the title that no label tells; that of a report tells which year the report is about."""
        if any(_field(one) == "title" for one in self.found):
            return
        own = self.own[0] if self.own and not self.context.meets else None
        span = title(self.context, head.fields(self.context), own)
        if span is not None:
            words = self.context.written(*span)
            self._add("title", words, span, "title", _FROM_TITLE)
            self._reported = reported_year(self.context, words)
            self.context = self.context.knowing(year=self._reported or self.context.year)

    def read_date_line(self) -> None:
        """Find the date that stands alone, or after a place; of a body whose name is a meeting, it is the meeting's."""
        if "document_date" in self.dated:
            return
        day = _place_date(self.context)
        if day is not None:
            bodies = self.context.lexicon.profile.bodies
            meets = self.context.kind == "paper" and any(
                body.meeting and body.code == self.context.body for body in bodies
            )
            field = "meeting_date" if meets else "document_date"
            self._add(field, day.value, (day.start, day.end), "place-date", _FROM_DATE)
            sure = self.dated or self._reported or (self.own and not self.context.meets)
            self.context = self.context if sure else self.context.knowing(year=None)
            self._date(day, meets=meets)

    def _add(self, field: str, value: str, span: tuple[int, int], rule: str, confidence: float) -> None:
        self.found.append(self.context.header(field, value, span, rule, confidence))

    def _date(self, day: Day | None, *, meets: bool) -> None:
        """Tell the context of a date, where it knows of none."""
        if day is not None:
            self.context = self.context.knowing(
                year=self.context.year or day.year,
                date=self.context.date or day.value,
                meeting=day.value if meets else self.context.meeting,
            )


def _field(proposal: Proposal) -> str:
    return str(proposal.value["field"]) if isinstance(proposal.value, dict) else ""


def _first_year(context: Context) -> int | None:
    """Return the year of the first date at the top, or the first year there, before anything else is known."""
    top = context.outline.top
    found = next((day for day in days(context, 0, top(_DATE_LINES)) if day.tier == "explicit"), None)
    if found is not None:
        return found.year
    year = _YEAR.search(context.text, 0, top(_YEAR_LINES))
    return int(year[1]) if year else None


def _case_line(context: Context) -> Mention | None:
    """Return the case named at the beginning of one of the first lines, or at the end of one with its body."""
    told = context.lexicon.once(_Words)
    for line in context.lines[: min(head.extent(context), kind.TOP)]:
        if not line.gap and len(line.text) > _LONGEST_CASE_LINE:
            continue
        if line.shape == "item" or line.text.lower().startswith(told.refers):
            return None
        named = next(iter(mentions(context, line.start, line.end)), None)
        if named and told.in_passing.match(context.text, named.end, line.end):
            continue
        short = named is not None and len(line.text) < _SHORT_CASE_LINE and named.announced
        if named and (short or named.start - line.start <= _BEFORE_CASE):
            return named
        alone = bare(context, context.body, (line.start, line.end), "header.case-line")
        if alone and _TITLE_FOLLOWS.match(context.text, alone.end, line.end):
            return alone
    return None


def _body_dates(context: Context) -> list[Day]:
    """Return the dates of lines at the top such as *Dialogmøtet: onsdag 13. november 2024*."""
    found = []
    for line in context.lines[: kind.TOP]:
        match = context.lexicon.bodies.match(line.text)
        if match and line.text[match.end() :].lstrip().startswith(":"):
            found += [day for day in days(context, line.start, line.end) if day.full][:1]
    return found


def _top_date(context: Context) -> Iterator[Day]:
    yield from [day for day in days(context, 0, context.outline.top(kind.TOP)) if day.full][:1]


def _place_date(context: Context) -> Day | None:
    """Return the date that stands alone on a line at the top or the end, or after a place (*Bodø, 3. mars 2024*)."""
    if context.kind == "agreement":
        return None
    ends = context.lines[-_BOTTOM:] if context.kind == "paper" else ()
    for lines, place in ((context.lines[: kind.TOP], _PLACE_AT_TOP), (ends, _PLACE_AT_END)):
        for line in lines:
            if len(line.cells) > 1 or line.shape == "row":
                continue
            for day in days(context, line.start, line.end):
                if day.full and day.end >= line.end - 1 and place.fullmatch(context.text, line.start, day.start):
                    return day
    return None
