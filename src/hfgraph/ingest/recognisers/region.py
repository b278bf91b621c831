"""The places where points proposed or adopted stand: under a heading, or after a sentence that announces them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.line import Line
from hfgraph.ingest.recognisers.mention import mentions

Kind = Literal["proposed", "adopted"]
_KINDS: tuple[Kind, ...] = ("adopted", "proposed")
_MANY = 40
"""Lines that a region may have."""
_REACH = 250
"""How far before an announcement the case is named whose points they are, in characters."""
_OPENING = ("«", '"', "-", "•", "→", "I.")
"""How the first point begins after a sentence that announces it, unless it is numbered."""
_COLONS = (":", ";")
NUMBER = re.compile(
    r"(?:«|\")?(?P<number>\d{1,2})(?:[.)]\s*|\s{2,}|\t)(?=\S)"
    r"(?!(?:jan|feb|mars|apr|mai|jun|jul|aug|sep|okt|nov|des)[a-z]*\b)|(?:punkt|pkt\.?)\s+(?P<word>\d{1,2})\s*[:.]\s*",
    re.IGNORECASE,
)
"""What numbers a point."""


@dataclass(frozen=True, slots=True)
class Region:
    """Where points stand.

    Attributes:
        kind: proposed or adopted.
        case: whose points they are.
        start: where they begin.
        lines: that may hold them, the first from ``start`` on.
        quoted: they are another case's, told in passing.
        beside: the first stands on the line of its heading.
    """

    kind: Kind
    case: str
    start: int
    lines: tuple[Line, ...]
    quoted: bool = False
    beside: bool = False


class _Words:
    """Patterns that need the words of a profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        listed = {key: lexicon.listed("points", key) for key in lexicon.profile.keys("points")}
        self.introduces = re.compile(
            rf"""(?i)
            {listed["demonstratives"]}\s+(?P<word>{listed["nouns"]})\b[^\n.]{{0,60}}[:;]?\s*\Z
            |\b{listed["subjects"]}\b[^\n]{{0,70}}\b\d{{1,4}}\s?[/-]\s?\d{{2,4}}[^\n]{{0,25}}:\s*\Z
            |\b{listed["joins"]}\s*:?\s*\Z
            |[-,:]\s*{listed["labels"]}\s*:\s*\Z
            |\b{listed["agreed"]}\b[^\n.]{{0,30}}\b{listed["following"]}\s*[:;]\s*\Z
            |{listed["subjects"]}\s+{listed["copulas"]}\b[^\n.]{{0,40}}[:;]?\s*\Z
            |{listed["verbs"]}\b[^\n.]{{0,60}}[:;]\s*\Z
            """,
            re.VERBOSE,
        )
        self.proposing = re.compile(rf"(?i){listed['proposing']}")
        self.added = re.compile(rf"(?i){listed['added']}")
        self.counted = re.compile(rf"(?i){listed['points']}")
        self.vote = re.compile(
            rf"(?i)\W*(?:{listed['voted']}\s+(?:ble|blei|vart|er)\s+)?{listed['unanimous']}(?:\s+{listed['voted-so']})?\W*"
        )
        self.agreed = re.compile(
            rf"(?i)\b(?:det\s+(?:ble|vart|blei)|(?:ble|vart|blei)\s+det)\s+(?:oppnådd\s+)?{listed['agreed-on']}\s+"
            r"(?:at\s+)?(?=\S)"
        )
        self.ends = re.compile(rf"(?i){listed['ends']}\s*:")


def is_vote(context: Context, words: str) -> bool:
    """Return whether words tell how was voted, and nothing else."""
    return context.lexicon.once(_Words).vote.fullmatch(words) is not None


def regions(context: Context) -> Iterator[Region]:
    """Yield the places where points stand, in order."""
    starts = frozenset(start for start, _ in context.treated)
    for line in context.lines:
        region = _headed(context, line, starts) or _introduced(context, line, starts) or _agreed(context, line, starts)
        if region is not None:
            yield region


def _headed(context: Context, line: Line, starts: frozenset[int]) -> Region | None:
    """Return the points under a heading, or beside it."""
    for kind in _KINDS:
        match = context.lexicon.heading(kind).match(line.text)
        if match is None:
            continue
        rest = line.text[match.end() :]
        words = rest.strip(" *_#")
        beside = match["mark"] in _COLONS or rest.startswith("\t")
        if words and (not beside or (line.shape == "row" and match["mark"] not in _COLONS)):
            continue
        named = mentions(context, line.start, line.start + match.end("word"))
        case = named[0].key if named else context.case_at(line.start)
        if case is None:
            return None
        if words and match["mark"]:
            start = line.end - len(rest.lstrip())
            return Region(kind, case, start, (line, *_lines(context, line.place + 1, starts, begun=True)), beside=True)
        below = _lines(context, line.place + 1, starts, begun=False)
        return Region(kind, case, below[0].start, below) if below else None
    return None


def _introduced(context: Context, line: Line, starts: frozenset[int]) -> Region | None:
    """Return the points that a sentence introduces: *gjorde i sak 08 følgende vedtak;* with a list below."""
    told = context.lexicon.once(_Words)
    match = told.introduces.search(line.text, max(0, len(line.text) - _REACH)) if line.shape != "row" else None
    after = context.lines[line.place + 1] if line.place + 1 < len(context.lines) else None
    if match is None or after is None:
        return None
    if match["word"] and told.counted.match(match["word"]) and not line.text.endswith(_COLONS):
        return None
    if not _opens(line, after, match["word"] or "", told):
        return None
    kind: Kind = "proposed" if told.proposing.search(line.text) else "adopted"
    left, _ = context.outline.sentence(line.start + match.start(), line.end)
    named = mentions(context, left, line.end)
    if not named and context.kind != "minutes":
        named = mentions(context, max(0, left - _REACH), line.end)
    own = context.case_at(line.start) if context.kind == "minutes" or kind == "proposed" else None
    outside = [one for one in named if not _in_bracket(context, left, one.start)]
    case = (outside or named)[-1].key if named else own
    below = _lines(context, line.place + 1, starts, begun=False)
    return Region(kind, case, below[0].start, below, quoted=bool(named)) if case and below else None


def _in_bracket(context: Context, left: int, offset: int) -> bool:
    return context.text.count("(", left, offset) > context.text.count(")", left, offset)


def _agreed(context: Context, line: Line, starts: frozenset[int]) -> Region | None:
    """Return the one point of a sentence in minutes that says what was agreed: *Det ble enighet om at …*."""
    match = context.lexicon.once(_Words).agreed.search(line.text) if context.kind == "minutes" else None
    case = context.case_at(line.start)
    if match is None or case is None or line.text.endswith(_COLONS) or line.shape in ("heading", "row"):
        return None
    below = _lines(context, line.place + 1, starts, begun=True)
    whole = next((place for place, after in enumerate(below) if after.gap), len(below))
    return Region("adopted", case, line.start + match.end(), (line, *below[:whole]), beside=True)


def _opens(line: Line, after: Line, word: str, told: _Words) -> bool:
    """Return whether the line after a sentence that announces points begins the first of them.

    Args:
        line: that the sentence ends on.
        after: the next one.
        word: what the sentence calls the points.
        told: the words of the profile.
    """
    number = NUMBER.match(after.text)
    if number and int(number["number"] or number["word"]) == 1:
        return True
    return after.text.startswith(_OPENING) or bool(word and (after.indent > line.indent or told.added.match(word)))


def _lines(context: Context, place: int, starts: frozenset[int], *, begun: bool) -> tuple[Line, ...]:
    """Return the lines that may hold points: up to the next heading, or the next case.

    Args:
        context: the document.
        place: number of the first line.
        starts: where the cases begin that the document treats.
        begun: a point stands before the first line.
    """
    found: list[Line] = []
    for line in context.lines[place : place + _MANY]:
        begun = begun or bool(found)
        heading = line.shape in ("heading", "label") and (begun or _strong(context, line))
        if line.start in starts or heading or _inline_heading(context, line) or (begun and is_vote(context, line.text)):
            break
        found.append(line)
    return tuple(found)


def _strong(context: Context, line: Line) -> bool:
    """Return whether a line is certainly a heading, not a decision without a full stop."""
    marked = context.document.text[max(0, line.start - len("\n# ")) : line.start].strip().endswith("#")
    return marked or any(pattern.fullmatch(line.text) for pattern in context.lexicon.headings)


def _inline_heading(context: Context, line: Line) -> bool:
    """Return whether a line begins with a heading and a colon, or with a label that follows decisions."""
    for pattern in context.lexicon.headings:
        match = pattern.match(line.text)
        if match and match["mark"] == ":":
            return True
    return context.lexicon.once(_Words).ends.match(line.text) is not None
