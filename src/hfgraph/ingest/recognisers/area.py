"""Focus areas: numbered in a sentence, told in a row, or listed under a heading that says so."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.line import Line

_NUMBER = re.compile(r"\d+(?:\.\d+)*+")
_LISTED = re.compile(r"(?P<number>\d+(?:\.\d+)*)[.)]?\s+(?P<name>[A-ZÆØÅ][^.:\n]{3,80}?)(?:\s*+\.{3,}.*)?")
_PARTS = re.compile(r",\s+|\s+og\s+(?=[A-ZÆØÅ])")
_SHORTEST = 5
_LONGEST_ITEM = 80
_NUMBERED, _IN_LIST = 0.9, 0.8
Area = tuple[int, int, str, float]
"""Bounds, rule and confidence."""


class _Words:
    """Patterns that need the words of a profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        listed = {key: lexicon.listed("focus-areas", key) for key in lexicon.profile.keys("focus-areas")}
        word = listed["words"]
        self.numbered = re.compile(
            rf"""
            (?i:{word})(?:t|et)?\s+(?i:\d|{listed["numbers"]})(?:\s*[:.;,-])?\s+(?:er\s+)?«?
            (?!{listed["no-names"]}\b)(?P<name>\w[\w, -]{{4,90}}?)
            (?=[.»:;\n)]|\s{{2}}|\s+{listed["ends"]}\b|\Z)
            """,
            re.VERBOSE,
        )
        self.told = re.compile(
            rf"(?i)\b{word}(?:ene|a|ane)\s+(?:er|:)\s+(?P<names>[^.\n]{{5,160}}(?:\n[^.\n]{{3,80}})?)\."
        )
        self.heading = re.compile(
            rf"(?i)(?:{_NUMBER.pattern}\.?\s+)?(?:{listed['owners']}\s+){{0,4}}{word}(?:r|er|ene|a|ane)?"
            r"\s*+:?(?:\s*+\.{3,}\s*+\d+)?"
        )


def areas(context: Context) -> Iterator[Area]:
    """Yield every focus area that the text tells of."""
    told = context.lexicon.once(_Words)
    for match in told.numbered.finditer(context.text):
        yield *context.trimmed(*match.span("name"), " ,"), "focus-area.numbered", _NUMBERED
    for match in told.told.finditer(context.text):
        place, stop = match.span("names")
        for join in [*_PARTS.finditer(context.text, place, stop), None]:
            start, end = context.trimmed(place, join.start() if join else stop)
            if end - start >= _SHORTEST:
                yield start, end, "focus-area.listed", _IN_LIST
            place = join.end() if join else stop
    for start, end in _under_headings(context, told):
        yield start, end, "focus-area.listed", _IN_LIST


def _under_headings(context: Context, told: _Words) -> Iterator[tuple[int, int]]:
    """Yield the items, and the numbered lines, below a heading that says focus areas."""
    opened: str | None = None
    for line in context.lines:
        if told.heading.fullmatch(line.text):
            number = _NUMBER.match(line.text)
            opened = number[0] if number else ""
        elif opened is not None:
            found = _listed(context, line, opened)
            if found is not None:
                yield found
            elif line.shape in ("heading", "label") and not (opened and line.text.startswith(f"{opened}.")):
                opened = None


def _listed(context: Context, line: Line, opened: str) -> tuple[int, int] | None:
    """Return the bounds of the focus area that a line is, below a heading with the number ``opened``."""
    if len(line.text) > 2 * _LONGEST_ITEM:
        return None
    part = _LISTED.fullmatch(line.text)
    if part and (part["number"].startswith(f"{opened}.") if opened else "." not in part["number"]):
        return line.start + part.start("name"), line.start + part.end("name")
    if line.shape == "item" and not opened and len(line.text) < _LONGEST_ITEM:
        return context.trimmed(line.body, line.end, " \t.,;")
    return None
