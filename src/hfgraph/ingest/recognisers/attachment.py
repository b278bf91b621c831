"""The attachments that a document lists: after a label, or on the lines below it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.line import Line
from hfgraph.ingest.proposal import Proposal
from hfgraph.ingest.recognisers.mention import mentions

_MOST = 40
"""Lines that a list of attachments may have."""
_SURE = 0.9
_SHORTEST = 3
_LONGEST_ALONE = 120
_CASE_REACH = 30
"""How far into a line a case may stand that makes it one more attachment, in characters."""
_NUMBERED = re.compile(r"(?:\d{1,2}[.)]|[-•])\s*")
_COLUMN = re.compile(r"\d{1,2}\s{1,3}(?=[A-ZÆØÅ])|\d{1,2}\.\d{1,2}\.\d{2,4}\s{2,}(?=[A-ZÆØÅ])")
"""A number or date before the words of an attachment, in a column of its own."""
_FIELD = re.compile(r"[A-ZÆØÅ][\w ./-]{1,30}:(?:\s|\Z)")


class _Words:
    """Patterns that need the words of a profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        label = lexicon.listed("headers", "attachment")
        self.label = re.compile(rf"(?i){label}(?:\s*\([^)]{{0,80}}\))?\s*(?P<mark>:|\Z)")
        self.none = re.compile(rf"(?i)(?:{lexicon.listed('attachments', 'none')}|[-–0])\.?")
        self.prefix = re.compile(
            rf"(?i:(?:{lexicon.listed('attachments', 'prefixes')}\s+(?:nr\.?\s*)?|nr\.?\s*)\d{{1,2}}\s*[:.-]?\s+)"
            r"|[A-H]\s{1,3}(?=[A-ZÆØÅ][a-zæøå])|\(\d{1,2}\)\s*"
        )
        self.alone = re.compile(rf"(?i:{lexicon.listed('attachments', 'prefixes')})\s+\d{{1,2}}[:.]?\s+(?=[A-ZÆØÅ])")
        self.goes_on = re.compile(rf"(?i)(?:{lexicon.listed('attachments', 'begins')}|\d{{1,2}}[.) ])")


def attachments(context: Context) -> Iterator[Proposal]:
    """Yield each attachment: of a label's value, or of the lines below the label."""
    told = context.lexicon.once(_Words)
    seen: set[int] = set()
    for proposal in _labelled_lists(context, told):
        seen.add(proposal.start)
        yield proposal
    for line in context.lines:
        alone = told.alone.match(line.text) if len(line.text) <= _LONGEST_ALONE else None
        if alone and line.start not in seen and line.start + alone.end() not in seen:
            yield _attachment(context, line.start, line.end, told)


def _labelled_lists(context: Context, told: _Words) -> Iterator[Proposal]:
    """Yield the attachments after labels, and on the lines below them."""
    for line in context.lines:
        label = told.label.match(line.text) if line.shape != "item" else None
        if label is None:
            continue
        start, end = context.trimmed(line.start + label.end(), line.end)
        if start == end:
            yield from _below(context, line.place + 1, None)
            continue
        if not told.none.fullmatch(context.written(start, end)):
            yield from _on_line(context, start, end)
        yield from _below(context, line.place + 1, start - line.start + line.indent)


def _on_line(context: Context, start: int, end: int) -> Iterator[Proposal]:
    """Yield the attachments named on one line, parted by semicolons."""
    place = start
    for part in context.text[start:end].split(";"):
        left, right = context.trimmed(place, place + len(part))
        number = _NUMBERED.match(context.text, left, right)
        left = number.end() if number else left
        if right - left >= _SHORTEST:
            yield context.header("attachment", context.written(left, right), (left, right), "attachment", _SURE)
        place += len(part) + 1


@dataclass
class _List:
    """The attachments of a list as they are read line by line.

    Attributes:
        indent: where lines must begin that belong to it, when the first stands beside its label.
        marked: whether its lines are items; ``None`` before the first.
        found: bounds of each attachment.
        spaced: empty lines stand between them.
    """

    indent: int | None
    marked: bool | None = None
    found: list[tuple[int, int]] = field(default_factory=list)
    spaced: bool = False

    def extend(self, end: int) -> None:
        """Let the last attachment go on to ``end``."""
        self.found[-1] = self.found[-1][0], end


def _below(context: Context, place: int, indent: int | None) -> Iterator[Proposal]:
    """Yield the attachments on the lines from ``place``; with ``indent``, only lines that begin under the first."""
    told = context.lexicon.once(_Words)
    listed = _List(indent)
    for line in context.lines[place : place + 2 * _MOST]:
        linked = context.document.text[max(0, line.start - 2) : line.start + 1].strip().startswith("[")
        item = line.shape == "item" or linked
        if len(listed.found) > _MOST or _ends(context, listed, line, linked=linked, told=told):
            break
        if listed.marked and not item:
            if line.gap:
                break
            listed.extend(line.end)
            continue
        if not item and (told.none.fullmatch(line.text) or _labelled(context, line)):
            break
        listed.marked = item if listed.marked is None else listed.marked
        column = _COLUMN.match(line.text) if line.shape != "item" else None
        start = line.start + column.end() if column else line.body
        if listed.found and not item and context.text[start].islower():
            listed.extend(line.end)
        else:
            listed.found.append((start, line.end))
    for start, end in listed.found:
        yield _attachment(context, start, end, told)


def _ends(context: Context, listed: _List, line: Line, *, linked: bool, told: _Words) -> bool:
    """Return whether a line stands after the end of a list."""
    if listed.indent is not None and (line.indent < listed.indent - 1 or line.gap):
        return True
    begins = told.goes_on.match(line.text) and not line.text.endswith(":")
    if line.shape in ("heading", "label") and not linked and not begins and (listed.found or line.gap):
        return True
    if not line.gap or not listed.found:
        return False
    listed.spaced = listed.spaced or len(listed.found) == 1
    another = listed.spaced and mentions(context, line.start, line.start + _CASE_REACH)
    return not another and not linked and line.shape != "item"


def _labelled(context: Context, line: Line) -> bool:
    return bool(_FIELD.match(line.text)) and line.text.split(":")[0].strip().lower() in context.lexicon.label_fields


def _attachment(context: Context, start: int, end: int, told: _Words) -> Proposal:
    start, end = context.trimmed(start, end)
    prefix = told.prefix.match(context.text, start, end)
    start = prefix.end() if prefix and prefix.end() < end else start
    return context.header("attachment", context.written(start, end), (start, end), "attachment", _SURE)
