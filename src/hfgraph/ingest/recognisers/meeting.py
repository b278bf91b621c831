"""Meetings: a body and the date it meets on."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hfgraph.ingest import head
from hfgraph.ingest.context import Context
from hfgraph.ingest.outline import Line
from hfgraph.ingest.proposal import Proposal, Tier
from hfgraph.ingest.recognisers import case
from hfgraph.ingest.recognisers.day import Day, days

_WORD = re.compile(r"(?i)\bmøte(?:t|r|ne|ts)?\b|\w+møte(?:t|ts)?\b|\bmøtte(?:s)?\b|\bsamling(?:en)?\b")
_REACH = 70
_DAY = r"(?:man|tirs|ons|tors|fre|lør|søn|mån|tys|laur)dag"
_LINK = re.compile(
    rf"(?i)\b(?:den|i|sitt|sin|møte(?:t|ne|r|ts)?|{_DAY}|fra|frå|dato|ordinært?|ordinære|ekstraordinært?|digitalt?|på|av|til|for|siste|forrige|"
    r"førre|neste|samla|årlige|ble|vart|blei|avholdt|halde|holdt|gjennomført|gjennomføres|foreslås|fysisk\w*|hadde|har|hatt|fem|fire|tre|to|seks|"
    r"sju|åtte|ordinære|samlinger|blir|flyttet|flytta|utsatt|sett|gang|fjor|dagen|etter|første|andre|var|er|protokoll|referat|og|dagen|som|kl|holdes|vert|arrangert|arrangeres|planlagt)\b"
)
_TREATED = re.compile(
    r"(?i)\b(?:samlet|samla|møt\w*|vedtatt|vedtok|vedtak\w*|vedteke|behandlet|behandla|behandling\w*|handsama|handsaming|godkjent|godkjente|godkjend|drøftet|drøfta|"
    r"sluttet|slutta|konsensus\w*|protokoll\w*|referat\w*|orientert|fattet|fatta|tilslutning\w*|gjorde|gikk|ba|bad)\b"
)
_PLACE = re.compile(r"\b(?:i|for)\s+[A-ZÆØÅ][\wæøå-]+(?:\s+[A-ZÆØÅ][\wæøå-]+){0,2}")
_NEXT = re.compile(r"\s*(?:\([^)\n]{0,30}\)\s*)?(?:,|;|\bog\b|\bsamt\b)\s*(?:og\s+)?(?:den\s+)?")
_OTHERWISE = re.compile(r"(?i)\b(?:brev|høringsbrev|epost|e-post|datert|dagsett|innkalling ble sendt|notat)\b[^.;]{0,25}\Z")
_DEADLINE = re.compile(r"(?i)\b(?:frist\w*|innen|innan|senest|seinast|gjelder fra|gjeld frå|fra og med|oppstart|varer til|gjelder til|virkning fra|verknad frå|fram til)\b[\s:]*(?:\w+\s+){0,2}\Z")
_OWN = re.compile(rf"(?i)(?P<word>\b(?:møtet|møte|møtene|utvalgets\s+møte|møter|møta|neste\s+møte|(?:referat|protokoll)\w*(?:\s+(?:fra|frå)(?:\s+(?:møte|møtet))?)?))\s*(?:er|blir|vert|den|ble|holdt|avholdt|på|til|fra|frå|resten av året)?\s*[:,]?\s*(?:{_DAY},?\s+)?(?:den\s+)?\Z")
_PLANNED = re.compile(r"(?i)\b(?:neste møte\w*|møteplan\w*|møtedat\w+|nye møte\w*|kommende møter)\b")
_COLUMN = ("møte", "møtedato", "behandlet", "dato")
_FOREIGN = re.compile(r"(?i)\b(?:forum|nettverk|rådet|råd|nemnd|styret|gruppe\w*|gruppa|dialogmøte|leder\w*|leiar\w*|foreldre|fagdag|seminar|konferanse|webinar|workshop|samling)\b")


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every meeting whose body and date are told."""
    taken: set[int] = set()
    last: tuple[int, str] | None = None
    for proposal in _headed(context):
        taken.add(proposal.start)
        yield proposal
    for day in days(context):
        if day.start in taken or day.value.count("-") == 0 or (last is not None and day.start < last[0]):
            continue
        found = _told(context, day, last)
        if found is not None:
            body, start, tier = found
            taken.add(day.start)
            sure: Tier = "inferred" if day.tier == "inferred" else tier
            last = (day.end, body)
            yield context.proposal("meeting", f"{body}/{day.value}", start, day.end, "meeting.told", 0.88 if sure == "explicit" else 0.75, sure)


def _headed(context: Context) -> Iterator[Proposal]:
    """Yield the meetings of the head: the label's date, with the body of its row or of the document."""
    seen = set()
    fields = head.fields(context)
    for field in fields:
        labelled = any(one.key == "meeting_date" for one in fields)
        dated = field.key == "meeting_date" or (field.label == "dato" and context.kind in ("minutes", "agenda") and not labelled)
        if not dated:
            continue
        day = next((one for one in days(context, field.start, field.end) if one.full), None)
        if day is None or (field.label in ("møte", "tid") and not re.match(r"\W*(?:\w+dag\W+)?(?:den\s+)?\d", context.text[field.start : field.end])):
            continue
        line = context.lines[field.line]
        named = context.lexicon.bodies.search(line.text)
        body = context.lexicon.body_of(named[0]) if named else None
        if body is None and _table(context, fields, field) and context.lexicon.other_body.search(line.text):
            continue
        code = body.code if body else context.body
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


def _told(context: Context, day: Day, last: tuple[int, str] | None) -> tuple[str, int, Tier] | None:
    """Return body, first character and tier of the meeting that the words around a date tell of.

    Args:
        context: the document.
        day: the date.
        last: where the date of the meeting told last ends, and its body: the next of a list is another meeting of it.
    """
    text, lexicon = context.text, context.lexicon
    if last is not None and _NEXT.fullmatch(text, last[0], day.start):
        return last[1], day.start, "explicit"
    left, right = context.sentence(day.start, day.end)
    line = context.line(day.start)
    if line is not None and (line.shape in ("row", "heading", "item") or len(head.cells(line)) > 1):
        left, right = max(left, line.start), min(right, line.end)
        left = max(left, _cell_start(context, line, day.start)) if len(head.cells(line)) > 1 else left
        beside = lexicon.bodies.match(text, day.end + len(text[day.end :]) - len(text[day.end :].lstrip(" .\t")))
        if beside and beside.start() - day.end > 1 and day.start == line.start and (body := lexicon.body_of(beside[0])):
            return body.code, day.start, "explicit"
    if _OTHERWISE.search(text, left, day.start) or _DEADLINE.search(text, max(left, day.start - 25), day.start):
        return None
    named = [match for match in lexicon.bodies.finditer(text, max(left, day.start - _REACH), day.start)]
    others = [match.end() for match in lexicon.other_body.finditer(text, max(left, day.start - _REACH), day.start)]
    if named and (not others or others[-1] <= named[-1].end()):
        body = lexicon.body_of(named[-1][0])
        between = text[named[-1].end() : day.start]
        plainly = not re.search(r"[a-zæøåA-ZÆØÅ]{3}", re.sub(_LINK, "", _PLACE.sub("", between)))
        mine = _OWN.search(between) if body and not body.meeting and not plainly and context.body != "?" else None
        if mine and mine["word"].lower().startswith("møte") and ":" in between:
            return context.body, day.start, "inferred"
        if body and (plainly or (_TREATED.search(between) and not re.search(r"\d{4}", between))):
            return body.code, named[-1].start(), "explicit"
    after = lexicon.bodies.search(text, day.end, min(right, day.end + 45))
    if after and (body := lexicon.body_of(after[0])) and not others:
        between = text[day.end : after.start()]
        around = text[max(left, day.start - 30) : after.end() + 12]
        joined = re.fullmatch(r"(?i)\s*,?\s*\(?(?:i|av|for|hadde|avholdt|holdt|møttes|gjorde|vedtok|behandlet|drøftet|ba|bad)?\s*(?:møte\s+i\s+|det\s+)?(?:(?:vedtok|behandlet|drøftet|drøfta|godkjente|handsama)\s+)?", between)
        if joined and (body.meeting or _WORD.search(around) or _TREATED.search(text[left : after.end() + 25])):
            return body.code, day.start, "explicit"
    if context.body != "?" and line is not None and _PLANNED.search(line.section) and not others and not named and context.kind != "paper":
        return context.body, day.start, "explicit"
    column = _in_table(context, line, day)
    if column is not None:
        return column, day.start, "explicit"
    labelled = line is not None and len(head.cells(line)) > 1 and line.start >= day.start - 45
    before = text[(line.start if labelled and line else max(left, day.start - 45)) : day.start]
    own = _OWN.search(before)
    mine = not named or ((last_named := lexicon.body_of(named[-1][0])) is not None and last_named.code == context.body)
    if own and context.body != "?" and mine and not others and not _FOREIGN.search(text, max(left, line.start if line else 0, day.start - 70), day.start):
        return context.body, day.start - len(before) + own.start("word"), "explicit" if context.kind != "paper" else "inferred"
    return None


def _in_table(context: Context, line: Line | None, day: Day) -> str | None:
    """Return the body whose meetings a column of a table of cases holds the dates of."""
    parts = head.cells(line) if line else []
    place = next((number for number, cell in enumerate(parts) if cell.start <= day.start < cell.end), 0)
    if line is None or len(parts) < 2 or place == 0:
        return None
    for above in reversed(context.lines[: context.lines.index(line)][-12:]):
        cells = [cell.text.strip().lower() for cell in head.cells(above)]
        if len(cells) > place and cells[place] in _COLUMN and any(re.fullmatch(context.lexicon.case_word + r"(?:\s*nr)?\.?", cell) for cell in cells):
            return case.paragraph_body(context, above.start)
        if len(cells) < 2:
            return None
    return None


def _cell_start(context: Context, line: Line, offset: int) -> int:
    """Return where the cell of a date begins, or the one before it when that is the name of a body alone."""
    parts = head.cells(line)
    for number, cell in enumerate(parts):
        if cell.start <= offset < cell.end:
            before = parts[number - 1] if number else None
            match = context.lexicon.bodies.match(before.text) if before else None
            return before.start if before and match and match.end() >= len(before.text) - 3 else cell.start
    return line.start
