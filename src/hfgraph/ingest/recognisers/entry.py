"""What a labelled field of a document's head says: a date, a case, words."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hfgraph.ingest import casenumber, head
from hfgraph.ingest.context import MARKS, Context
from hfgraph.ingest.head import Field
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.line import Line
from hfgraph.ingest.profile import Body
from hfgraph.ingest.proposal import Proposal
from hfgraph.ingest.recognisers.day import Day, days
from hfgraph.ingest.recognisers.mention import Mention, bare, mentions

_SURE, _LIKELY, _TITLE = 0.97, 0.95, 0.9
_SHORTEST_TITLE = 4
_SHORTEST_BESIDE = 8
"""Letters that words beside a case's number have when they are its title."""
_ARCHIVE = re.compile(r"\d{2,4}/\d{3,6}")
_DATE_FIRST = re.compile(r"\W*(?:\w+dag\W+)?(?:den\s+)?\d")
_TELLING = {
    "case_handler": re.compile(r"[A-ZÆØÅ]"),
    "reference": re.compile(r"\d"),
    "title": re.compile(r"[^\W\d_]{3}"),
}
"""What the words of a field must have in them."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What a field says.

    Attributes:
        proposals: for the field.
        mention: the case it names.
        day: the date it holds.
    """

    proposals: tuple[Proposal, ...] = ()
    mention: Mention | None = None
    day: Day | None = None


_CUT = ("case_handler", "reference")
_TAIL = re.compile(r"\s*(?:\(|,\s*(?:(?i:tlf|telefon|mob|versjon|e-post)\b|\d))")
"""What may stand after a name or a reference, and is no part of it."""


class _Words:
    """What a profile tells of labels."""

    def __init__(self, lexicon: Lexicon) -> None:
        profile = lexicon.profile
        self.date_labels = frozenset(profile.listed("head", "date-labels"))
        self.loose_labels = frozenset(profile.listed("head", "loose-labels"))
        self.case_labels = frozenset(profile.listed("head", "case-labels"))


def read(context: Context, field: Field) -> Entry:
    """Return what a field says; nothing, when its words are not what its label promises."""
    if field.key == "case_number":
        return _number(context, field)
    if field.key in ("document_date", "meeting_date"):
        day = day_of(context, field)
        if day is None:
            return Entry()
        key = "meeting_date" if is_meeting(context, field) else "document_date"
        return Entry((context.header(key, day.value, (day.start, day.end), key, _SURE),), day=day)
    telling = _TELLING.get(field.key)
    tail = _TAIL.search(context.text, field.start, field.end) if field.key in _CUT else None
    span = field.start, tail.start() if tail and tail.start() > field.start else field.end
    words = context.written(*span)
    if telling is None or not telling.search(words) or (field.key == "title" and len(words) < _SHORTEST_TITLE):
        return Entry()
    return Entry((context.header(field.key, words, span, field.key, _LIKELY),))


def is_meeting(context: Context, field: Field) -> bool:
    """Return whether a field holds the date of a meeting: its label says so, or it is the only date of minutes."""
    if field.key == "meeting_date":
        return True
    labels = context.lexicon.once(_Words).date_labels
    return field.label in labels and context.meets and not context.once(_labelled)


def _labelled(context: Context) -> bool:
    """Return whether the head has the date of the meeting, with a label."""
    dated = (field for field in head.fields(context) if field.key == "meeting_date")
    return any(days(context, field.start, field.end) for field in dated)


def day_of(context: Context, field: Field) -> Day | None:
    """Return the date that a field holds, when its label is not one that often has something else beside it."""
    loose = field.label in context.lexicon.once(_Words).loose_labels
    if loose and not _DATE_FIRST.match(context.text, field.start, field.end):
        return None
    return next((day for day in days(context, field.start, field.end) if day.full), None)


def body_on(context: Context, line: Line) -> Body | None:
    """Return the body named first on a line, as in a table of bodies, meetings and case numbers."""
    match = context.lexicon.bodies.search(line.text)
    return context.lexicon.body_of(match[0]) if match else None


def _number(context: Context, field: Field) -> Entry:
    """Read a field that should hold a case's number: it may hold a body too, a title after it, or an archive number."""
    mention = next(iter(mentions(context, field.start, field.end)), None) or _bare(context, field)
    if mention is None:
        return _no_case(context, field)
    if context.meets:
        return Entry(mention=mention)
    if context.kind == "agreement" or (field.line >= head.extent(context) and not mention.given):
        return Entry()
    found = [context.header("case_number", mention.key, (mention.start, mention.end), "case_number", _SURE)]
    start, end = context.trimmed(mention.end, field.end, f"{MARKS}:.-")
    if end - start > _SHORTEST_BESIDE and context.text[start].isalpha():
        found.append(context.header("title", context.written(start, end), (start, end), "title", _TITLE))
    return Entry(tuple(found), mention)


def _bare(context: Context, field: Field) -> Mention | None:
    match = casenumber.PATTERN.search(context.text, field.start, field.end)
    if match is None:
        return None
    body = body_on(context, context.lines[field.line])
    return bare(context, body.code if body else context.body, match.span(), "header.case_number")


def _no_case(context: Context, field: Field) -> Entry:
    """Read a field whose label promises a case and that holds an archive number, or a title."""
    span = field.start, field.end
    words = context.written(*span)
    if _ARCHIVE.match(context.text, *span):
        return Entry((context.header("reference", words, span, "reference", _TITLE),))
    if field.label in context.lexicon.once(_Words).case_labels and len(words) > _SHORTEST_BESIDE:
        return Entry((context.header("title", words, span, "title", _TITLE),))
    return Entry()
