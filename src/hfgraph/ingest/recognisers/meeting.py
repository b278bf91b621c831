"""Meetings: a body and the date it meets on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hfgraph.ingest import head
from hfgraph.ingest.context import Context
from hfgraph.ingest.proposal import Proposal, Tier
from hfgraph.ingest.recognisers.day import Day, days

_WORD = re.compile(r"(?i)\bmøte(?:t|r|ne|ts)?\b|\w+møte(?:t|ts)?\b|\bmøtte(?:s)?\b|\bsamling(?:en)?\b")
_REACH = 70
_LINKS = re.compile(r"(?i)(?:\s|,|\(|\)|\bden\b|\bi\b|\bsitt\b|\bsin\b|\bmøte(?:t|ne|r)?\b|\bavholdt(?:e)?\b|\bhalde\b|\bholdt\b|\bmandag\b|\btirsdag\b|\bonsdag\b|\btorsdag\b|\bfredag\b|\blørdag\b|\bsøndag\b|\bmåndag\b|\btysdag\b|\blaurdag\b|\bfra\b|\bfrå\b|\bdato\b|\bordinære?\b|\bekstraordinært?\b|\bdigitalt?\b|\bpå\b|\bav\b|\btil\b|\bfor\b|\bsiste\b|\bforrige\b|\bførre\b|\bneste\b|\bsamla\b|\bårlige\b|\bdato\b|\bble\b|\bvart\b|\bavholdes\b|\bgjennomført\b|\bgjennomføres\b|\bforeslås\b|\bhver\b|\bfysisk\w*|\b[A-ZÆØÅ][a-zæøå]+(?=,?\s+\d)|:|-|\.|\d{4}|og\b|\b\d+\.)*\Z")


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every meeting whose body and date are told."""
    taken: set[int] = set()
    for proposal in _headed(context):
        taken.add(proposal.start)
        yield proposal
    for day in days(context):
        if day.start in taken or day.value.count("-") == 0:
            continue
        found = _told(context, day)
        if found is not None:
            body, start, tier = found
            taken.add(day.start)
            sure: Tier = "inferred" if day.tier == "inferred" else tier
            yield context.proposal("meeting", f"{body}/{day.value}", start, max(day.end, start + 1), "meeting.told", 0.88 if sure == "explicit" else 0.75, sure)


def _headed(context: Context) -> Iterator[Proposal]:
    """Yield the meetings of the head: the label's date, with the body of its row or of the document."""
    seen = set()
    fields = head.fields(context)
    for field in fields:
        dated = field.key == "meeting_date" or (field.label == "dato" and context.kind in ("minutes", "agenda"))
        if not dated:
            continue
        day = next((one for one in days(context, field.start, field.end) if one.full), None)
        if day is None or (field.label in ("møte", "tid") and not re.match(r"\W*(?:\w+dag\W+)?(?:den\s+)?\d", context.text[field.start : field.end])):
            continue
        line = context.lines[field.line]
        named = context.lexicon.bodies.search(line.text)
        body = context.lexicon.body_of(named[0]) if named else None
        code = body.code if body else context.body if not _table(context, fields, field) else "?"
        if code != "?" and (code, day.value) not in seen:
            seen.add((code, day.value))
            yield context.proposal("meeting", f"{code}/{day.value}", day.start, day.end, "meeting.header", 0.95)
    if context.meeting and not seen and context.body != "?" and context.kind in ("minutes", "agenda"):
        last = context.lines[min(len(context.lines), 14) - 1].end
        day = next((one for one in days(context, 0, last) if one.value == context.meeting), None)
        if day is not None:
            yield context.proposal("meeting", f"{context.body}/{day.value}", day.start, day.end, "meeting.header", 0.9)


def _table(context: Context, fields: list[head.Field], field: head.Field) -> bool:
    """Return whether the field is a row's, under a heading of columns that names the body in another cell."""
    line = context.lines[field.line]
    return len(head.cells(line)) > 1 and ":" not in line.text and line.start < field.start and line.text[:1].isupper()


def _told(context: Context, day: Day) -> tuple[str, int, Tier] | None:
    """Return body, first character and tier of the meeting that the words around a date tell of."""
    text, lexicon = context.text, context.lexicon
    left, right = context.sentence(day.start, day.end)
    line = context.line(day.start)
    left = max(left, day.start - _REACH)
    if line is not None:
        left = max(left, min(line.start, day.start)) if line.shape in ("row", "heading", "item") else left
    named = [match for match in lexicon.bodies.finditer(text, left, day.start)]
    if named:
        last = named[-1]
        body = lexicon.body_of(last[0])
        between = text[last.end() : day.start]
        worded = body is not None and (body.meeting or _WORD.search(between) or _WORD.search(text[max(left, last.start() - 40) : last.start()]) or _is_compound(last[0]) or re.match(r"\s*-\s*møte", between))
        if body and worded and _LINKS.match(between) and not re.search(r"(?i)\bsak\b", between):
            return body.code, last.start(), "explicit"
    after = lexicon.bodies.search(text, day.end, min(right, day.end + 45))
    if after:
        body = lexicon.body_of(after[0])
        between = text[day.end : after.start()]
        around = text[max(left, day.start - 30) : after.end() + 12]
        if body and re.fullmatch(r"(?i)\s*,?\s*(?:i|av|for|hadde|avholdt|holdt|hadde|møttes)?\s*(?:møte\s+i\s+|det\s+)?", between) and (body.meeting or _WORD.search(around)):
            return body.code, day.start, "explicit"
    before = text[max(left, day.start - 30) : day.start]
    own = re.search(r"(?i)\b(?:møtet|møte|møtene|utvalgets\s+møte)\s+(?:den\s+)?(?:\w+dag\s+(?:den\s+)?)?\Z", before)
    if own and context.body != "?" and not named and not re.search(r"(?i)(?:frist|til)\s+\Z", before[: own.start()]):
        return context.body, day.start - len(own[0].lstrip()), "inferred"
    return None


def _is_compound(name: str) -> bool:
    return name.lower().endswith("møte") or "møte" in name.lower()
