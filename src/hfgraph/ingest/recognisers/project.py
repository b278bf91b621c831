"""Projects and focus areas: where a list, a row or a word says what a name is, and wherever that name stands again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.line import Line
from hfgraph.ingest.names import Names
from hfgraph.ingest.proposal import Proposal, Type
from hfgraph.ingest.recognisers.area import areas
from hfgraph.ingest.spans import Spans

_END = re.compile(r"\s-\s|[.:;(](?=\s|\Z)|\s\(|,\s|\s{2,}|\t")
"""What stands after the name of a listed project."""
_SHORTEST, _LONGEST = 3, 110
_SHORTEST_AGAIN = 4
_INTRODUCED_BY = 40
"""Lines above an item among which the one stands that introduces its list."""
_INDENTED = 2
_MOST_COUNTED = 500
"""Names whose length is settled by whether they stand again; those after them end at a common word."""
_KNOWN, _IN_ROW, _IN_LIST, _ANNOUNCED = 0.95, 0.85, 0.8, 0.75


@dataclass(frozen=True, slots=True)
class _Found:
    """A name in the text, how surely it is one, and what stands beside it."""

    type: Type
    start: int
    end: int
    rule: str
    confidence: float
    detail: dict[str, Any] = field(default_factory=dict)


class _Words:
    """Patterns that need the words of a profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        profile = lexicon.profile
        announced, stops = lexicon.listed("projects", "words", "announcing"), lexicon.listed("projects", "stops")
        self.quoted = re.compile(rf"(?<!\w)(?i:{announced})\s+«(?P<name>[^»\n]{{3,90}})»")
        self.named = re.compile(rf"(?<!\w)(?i:{announced})\s+(?P<first>[A-ZÆØÅÉ][\w-]+)(?P<rest>(?: [\w+-]+){{0,4}})")
        self.word = re.compile(r" [\w+-]+")
        self.stop = re.compile(rf" {stops}\b")
        self.ends_so = re.compile(rf" {stops}\Z")
        self.list = re.compile(rf"(?i)\b\w*{lexicon.listed('projects', 'headings')}(?:e[tn]e?|a)?\b")
        self.no_list = re.compile(rf"(?i)\b{lexicon.listed('projects', 'no-headings')}\b")
        self.no_name = frozenset(profile.listed("projects", "no-names"))
        self.status = re.compile(r"(?i)status\s*:")
        self.statuses = tuple(
            (
                code,
                re.compile(
                    rf"(?i)(?:[.:;(-]\s*|\bstatus\s+)(?P<word>{lexicon.listed('status', code)})\s*(?:[.,;)]|\Z)"
                ),
            )
            for code in profile.keys("status")
        )


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every project and focus area, with a status where a word in the same item tells it outright."""
    known: dict[str, tuple[Type, float]] = {}
    taken = Spans()
    for one in sorted(_found(context), key=lambda one: (one.start, one.start - one.end)):
        if taken.meet(one.start, one.end):
            continue
        taken.add(one.start, one.end)
        name = context.written(one.start, one.end)
        known.setdefault(name, (one.type, one.confidence))
        yield context.proposal(one.type, name, (one.start, one.end), one.rule, one.confidence, **one.detail)
    again = Names((name for name in known if len(name) >= _SHORTEST_AGAIN), endings=False)
    for name, start, end in again.find(context.text):
        if not taken.meet(start, end):
            type_, sure = known[name]
            written = context.written(start, end)
            yield context.proposal(type_, written, (start, end), "name.again", min(sure, _IN_LIST))


def _found(context: Context) -> Iterator[_Found]:
    for name in context.gazetteer.find(context.text):
        if name.type in ("project", "focus-area"):
            yield _Found(name.type, name.start, name.end, "name.graph", _KNOWN)
    for start, end, rule, sure in areas(context):
        yield _Found("focus-area", start, end, rule, sure)
    for line in context.lines:
        listed = _in_row(context, line) or (_in_list(context, line) if line.shape == "item" else None)
        if listed is not None:
            yield listed
    yield from _announced(context)


def _announced(context: Context) -> Iterator[_Found]:
    """Yield the names that a word such as *prosjektet* announces."""
    told = context.lexicon.once(_Words)
    for match in told.quoted.finditer(context.text):
        yield _Found("project", *match.span("name"), "project.named", _IN_ROW)
    counts: dict[str, int] = {}
    for match in told.named.finditer(context.text):
        start, end = match.start("first"), _extent(context, match, counts)
        if context.text[start:end].upper() not in told.no_name:
            yield _Found("project", start, end, "project.named", _ANNOUNCED)


def _extent(context: Context, match: re.Match[str], counts: dict[str, int]) -> int:
    """Return where a name ends: with the longest words that stand together again elsewhere, else before a common word.

    Args:
        context: the document.
        match: the name and the words after it.
        counts: how often names stand in the text, as far as they have been counted.
    """
    told = context.lexicon.once(_Words)
    for one in reversed([*told.word.finditer(context.text, *match.span("rest"))]):
        name = context.text[match.start("first") : one.end()]
        if name not in counts and len(counts) < _MOST_COUNTED:
            counts[name] = context.text.count(name)
        if counts.get(name, 0) > 1 and not told.ends_so.search(name):
            return one.end()
    stop = told.stop.search(context.text, *match.span("rest"))
    return stop.start() if stop else match.end("rest")


def _in_row(context: Context, line: Line) -> _Found | None:
    """Return the project of a line that has its name in the first column and its status in the next."""
    told = context.lexicon.once(_Words)
    status = told.status.match(line.cells[1].text) if len(line.cells) > 1 else None
    name = line.cells[0]
    if status is None or not name.text[:1].isupper():
        return None
    words = line.cells[1].text[status.end() :].strip()
    return _Found("project", name.start, name.end, "project.row", _IN_ROW, _detail(line, _status(told, f": {words}")))


def _in_list(context: Context, line: Line) -> _Found | None:
    """Return the project of an item in a list of projects."""
    end = _END.search(context.text, line.body + _SHORTEST, line.end)
    span = context.trimmed(line.body, end.start() if end else line.end, " \t\n*_|.")
    if not _SHORTEST <= span[1] - span[0] <= _LONGEST or not context.text[span[0]].isupper():
        return None
    if not _lists_projects(context, line):
        return None
    told = context.lexicon.once(_Words)
    status = _status(told, context.text[line.body : line.end])
    return _Found("project", *span, "project.listed", _IN_LIST, _detail(line, status))


def _lists_projects(context: Context, line: Line) -> bool:
    """Return whether an item stands in a list of projects: its heading, or the line that introduces it, says so."""
    told = context.lexicon.once(_Words)
    for before in reversed(context.lines[max(0, line.place - _INTRODUCED_BY) : line.place]):
        if before.shape == "item":
            continue
        if before.shape in ("heading", "label") or before.text.endswith((":", ";")):
            return bool(told.list.search(before.text)) and not told.no_list.search(before.text)
        if before.gap and not before.text[:1].islower() and before.indent < _INDENTED:
            return False
    return False


def _detail(line: Line, status: tuple[str, str] | None) -> dict[str, Any]:
    item: dict[str, Any] = {"item": [line.start, line.end]}
    return item | {"status": status[0], "status_text": status[1]} if status else item


def _status(told: _Words, text: str) -> tuple[str, str] | None:
    """Return code and words of a status that stands as a sentence of its own, or after a dash or colon."""
    found = [(code, match["word"]) for code, pattern in told.statuses for match in pattern.finditer(text)]
    return max(found, key=lambda one: len(one[1]), default=None)
