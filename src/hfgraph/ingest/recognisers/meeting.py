"""Meetings: a body and the date it meets on."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass

from hfgraph.ingest import head
from hfgraph.ingest.context import Context
from hfgraph.ingest.head import Field
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.line import Line
from hfgraph.ingest.profile import Body
from hfgraph.ingest.proposal import Proposal, Tier
from hfgraph.ingest.recognisers import entry, owner
from hfgraph.ingest.recognisers.day import Day, days

_TOP = 14
"""Lines at the top of minutes where the meeting's date stands, label or not."""
_REACH, _AFTER = 70, 45
"""How far before and after a date its body is named, in characters."""
_ROWS = 12
"""Rows above a date among which the one with the column's heading is."""
_DEADLINE_REACH, _OWN_REACH = 35, 45
_AROUND_BEFORE, _AROUND_AFTER, _TREATED_AFTER = 30, 12, 25
_NEXT = re.compile(r"\s*+(?:\([^)\n]{0,30}\)\s*+)?(?:,|;|\bog\b|\bsamt\b)\s*+(?:og\s+)?(?:den\s+)?")
_PLACE = re.compile(r"\b(?:i|for)\s+[A-ZÆØÅ][\w-]+(?:\s+[A-ZÆØÅ][\w-]+){0,2}")
_TO = re.compile(r"(?i)\btil\s+\Z")
_IN_MONTH = re.compile(r"(?i)\bmøte[tr]?\s+(?:i|med)\s")
_LABEL = re.compile(r"\n[ \t]*[A-ZÆØÅ][^\n:]{1,40}:")
"""Another field of the head between a body and a date."""
_WORDS_LEFT = re.compile(r"[^\W\d_]{3}")
_IN_HEAD, _AT_TOP, _TOLD, _LIKELY = 0.95, 0.9, 0.88, 0.75


@dataclass(frozen=True, slots=True)
class _Told:
    """A meeting that words tell of: the body's code, where the words begin, and whether they say it outright."""

    body: str
    start: int
    tier: Tier = "explicit"


class _Words:
    """Patterns that need the words of a profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        listed = {key: lexicon.listed("meetings", key) for key in lexicon.profile.keys("meetings")}
        weekday = lexicon.listed("dates", "weekdays")
        self.word = re.compile(rf"(?i)\b{listed['words']}\b")
        self.link = re.compile(rf"(?i)\b(?:{listed['links']}|{weekday})\b")
        self.treated = re.compile(rf"(?i)\b{listed['treated']}\b")
        self.letter = re.compile(rf"(?i)\b{listed['letters']}\b[^.;]{{0,25}}\Z")
        self.deadline = re.compile(rf"(?i)\b{listed['deadlines']}\b[\s:]*(?:\w+\s+){{0,3}}\Z")
        self.foreign = re.compile(rf"(?i)\b{listed['foreign']}\b")
        self.own = re.compile(
            rf"""(?i)\b
            (?P<word>{listed["own"]}|{listed["minutes"]}(?:\s+(?:fra|frå)(?:\s+(?:møte|møtet))?)?)
            \s*+(?:{listed["own-links"]}\b)?\s*+[:,]?\s*+(?:{weekday},?\s+)?(?:den\s+)?\Z
            """,
            re.VERBOSE,
        )
        self.planned = re.compile(rf"(?i)\b{listed['planned']}\b")
        self.columns = frozenset(lexicon.profile.listed("meetings", "columns"))
        self.cases = re.compile(rf"{lexicon.case_word}(?:\s*nr)?\.?")
        held, acted = listed["held"], listed["acted"]
        self.before_body = re.compile(rf"(?i)\s*+,?\s*+\(?(?:{held})?\s*(?:møte\s+i\s+|det\s+)?(?:{acted}\s+)?")


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every meeting whose body and date are told."""
    taken: set[int] = set()
    for proposal in _headed(context):
        taken.add(proposal.start)
        yield proposal
    last: tuple[int, str] | None = None
    for day in days(context):
        if day.start in taken or (last is not None and day.start < last[0]):
            continue
        told = _told(context, day, last)
        if told is not None and len(day.value) == len("2023-09"):
            near = max(0, told.start - _AROUND_BEFORE)
            told = told if _IN_MONTH.search(context.text, near, day.start) else None
        if told is not None:
            taken.add(day.start)
            last = day.end, told.body
            tier: Tier = "explicit" if day.tier == told.tier == "explicit" else "inferred"
            sure = _TOLD if tier == "explicit" else _LIKELY
            yield context.proposal(
                "meeting", f"{told.body}/{day.value}", (told.start, day.end), "meeting.told", sure, tier
            )


def _headed(context: Context) -> Iterator[Proposal]:
    """Yield the meetings of the head: the label's date, with the body of its row or of the document."""
    seen = set()
    for field in head.fields(context):
        day = entry.day_of(context, field) if entry.is_meeting(context, field) else None
        code = _row_body(context, field) if day else None
        if day and code and (code, day.value) not in seen:
            seen.add((code, day.value))
            yield _at(context, code, day, _IN_HEAD)
    if context.meeting and not seen and context.body != "?" and context.meets:
        top = days(context, 0, context.outline.top(_TOP))
        day = next((one for one in top if one.value == context.meeting), None)
        if day is not None:
            yield _at(context, context.body, day, _AT_TOP)


def _at(context: Context, body: str, day: Day, sure: float) -> Proposal:
    return context.proposal("meeting", f"{body}/{day.value}", (day.start, day.end), "meeting.header", sure)


def _row_body(context: Context, field: Field) -> str | None:
    """Return the code of the body on the line of a date, else the document's; ``None`` for a row of another body."""
    line = context.lines[field.line]
    body = entry.body_on(context, line)
    row = len(line.cells) > 1 and ":" not in line.text and line.start < field.start and line.text[:1].isupper()
    if body is None and row and owner.other_bodies(context.lexicon).search(line.text):
        return None
    code = body.code if body else context.body
    return code if code != "?" else None


def _told(context: Context, day: Day, last: tuple[int, str] | None) -> _Told | None:
    """Return the meeting that the words around a date tell of.

    Args:
        context: the document.
        day: the date.
        last: where the date of the meeting told last ends, and its body: the next of a list is another meeting of it.
    """
    text, told = context.text, context.lexicon.once(_Words)
    if last is not None and day.start - last[0] <= _REACH and _NEXT.fullmatch(text, last[0], day.start):
        return _Told(last[1], day.start)
    left, right = context.outline.sentence(day.start, day.end)
    line = context.outline.line(day.start)
    if line is not None and (line.shape in ("row", "heading", "item") or len(line.cells) > 1):
        left, right = max(left, _cell_start(context, line, day.start)), min(right, line.end)
        beside = _body_beside(context, day, line)
        if beside is not None:
            return _Told(beside.code, day.start)
    letter = told.letter.search(text, left, day.start)
    if letter or told.deadline.search(text, max(left, day.start - _DEADLINE_REACH), day.start):
        return None
    return _around(context, day, (left, right), line)


def _around(context: Context, day: Day, sentence: tuple[int, int], line: Line | None) -> _Told | None:
    """Return the meeting of a body named before the date or after it, or with a word such as *møtet* the document's."""
    lexicon, text = context.lexicon, context.text
    near = max(sentence[0], day.start - _REACH)
    named = [*lexicon.bodies.finditer(text, near, day.start)]
    other = [match.end() for match in owner.other_bodies(lexicon).finditer(text, near, day.start)]
    before = _body_before(context, day, named[-1]) if named and (not other or other[-1] <= named[-1].end()) else None
    if before is None and not other:
        before = _body_after(context, day, sentence)
    if before is not None:
        return before
    if not named and not other and line is not None and _planned(context, line):
        return _Told(context.body, day.start)
    column = _column_body(context, day, line) if line is not None else None
    if column is not None:
        return _Told(column, day.start)
    mine = not named or lexicon.body_of(named[-1][0]) is lexicon.by_code.get(context.body)
    return _own(context, day, sentence, line) if mine and not other and context.body != "?" else None


def _planned(context: Context, line: Line) -> bool:
    """Return whether a line stands under a heading over the planned meetings of the document's own body."""
    own = context.body != "?" and context.kind != "paper"
    return own and context.lexicon.once(_Words).planned.search(line.section) is not None


def _own(context: Context, day: Day, sentence: tuple[int, int], line: Line | None) -> _Told | None:
    """Return the meeting of the document's own body that a word such as *møtet* before the date tells of."""
    text, told = context.text, context.lexicon.once(_Words)
    near = max(sentence[0], day.start - _OWN_REACH)
    label = line.start if line is not None and len(line.cells) > 1 and line.start >= day.start - _OWN_REACH else near
    own = told.own.search(text, label, day.start)
    begin = max(sentence[0], line.start if line else 0, day.start - _REACH)
    if own is None or told.foreign.search(text, begin, day.start):
        return None
    return _Told(context.body, own.start("word"), "inferred" if context.kind == "paper" else "explicit")


def _column_body(context: Context, day: Day, line: Line) -> str | None:
    """Return the body whose meetings a column of a table of cases holds the dates of."""
    place = _cell_at(line, day.start)
    if place == 0 or len(line.cells) == 1:
        return None
    told = context.lexicon.once(_Words)
    for above in reversed(context.lines[max(0, line.place - _ROWS) : line.place]):
        if len(above.cells) == 1:
            return None
        words = [cell.text.strip().lower() for cell in above.cells]
        if len(words) > place and words[place] in told.columns and any(map(told.cases.fullmatch, words)):
            return owner.paragraph_body(context, above.start)
    return None


def _cell_at(line: Line, offset: int) -> int:
    return max(0, bisect_right(line.cells, offset, key=lambda cell: cell.start) - 1)


def _body_before(context: Context, day: Day, match: re.Match[str]) -> _Told | None:
    """Return the meeting of the body named before a date, when the words between tie them together."""
    told = context.lexicon.once(_Words)
    body = context.lexicon.body_of(match[0])
    between = context.text[match.end() : day.start]
    plainly = not _WORDS_LEFT.search(told.link.sub("", _PLACE.sub("", between)))
    if body is None or _LABEL.search(between):
        return None
    own = told.own.search(between) if not body.meeting and not plainly and context.body != "?" else None
    if own and own["word"].lower().startswith("møte") and (":" in between or _TO.search(between, 0, own.start("word"))):
        return _Told(context.body, day.start, "inferred")
    treated = told.treated.search(between) and not re.search(r"\d{4}", between)
    return _Told(body.code, match.start()) if plainly or treated else None


def _body_after(context: Context, day: Day, sentence: tuple[int, int]) -> _Told | None:
    """Return the meeting of the body named after a date: *4. desember 2024 i SSU*."""
    text, told = context.text, context.lexicon.once(_Words)
    left, right = sentence
    match = context.lexicon.bodies.search(text, day.end, min(right, day.end + _AFTER))
    body = context.lexicon.body_of(match[0]) if match else None
    if match is None or body is None or not told.before_body.fullmatch(text, day.end, match.start()):
        return None
    meets = told.word.search(text, max(left, day.start - _AROUND_BEFORE), match.end() + _AROUND_AFTER)
    treated = told.treated.search(text, left, match.end() + _TREATED_AFTER)
    return _Told(body.code, day.start) if body.meeting or meets or treated else None


def _body_beside(context: Context, day: Day, line: Line) -> Body | None:
    """Return the body whose name follows a date that begins a line."""
    place = day.end
    while place < line.end and context.text[place] in " .\t":
        place += 1
    match = (
        context.lexicon.bodies.match(context.text, place) if day.start == line.start and place > day.end + 1 else None
    )
    return context.lexicon.body_of(match[0]) if match else None


def _cell_start(context: Context, line: Line, offset: int) -> int:
    """Return where the cell of a date begins, or the one before it when that is the name of a body alone."""
    number = _cell_at(line, offset)
    cell = line.cells[number]
    before = line.cells[number - 1] if number else None
    match = context.lexicon.bodies.match(before.text) if before else None
    alone = before is not None and match is not None and match.end() >= len(before.text) - len("ene")
    return before.start if before is not None and alone else cell.start
