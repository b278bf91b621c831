"""The head of a document: labels and their values, however they are laid out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import Lexicon, folded
from hfgraph.ingest.line import GAP, Line

_LONGEST = 45
"""Lines that a head may have."""
_LONGEST_LINE = 1000
"""Characters of a line in which labels are looked for."""
_FEWEST_LINES = 3
"""Lines that a head has before the first numbered heading of the body."""
_CHAPTER = re.compile(r"\d{1,2}(?:\.\d{1,2})*+\.?\s+[A-ZÆØÅ]")
_LONG_VALUES = ("title", "case_number")
"""Fields whose value may go on on the next lines."""
_MORE_LINES, _INDENTED = 2, 3
"""How many lines a value may go on on, and the spaces that those begin with."""
_FEWEST_LABELS = 2
"""Labels that make a line the heading of a table."""
_VALUE = re.compile(r"\s*:\s*|\s*\.\s+(?=[\dA-ZÆØÅ])|\s+(?=\d)")
"""What stands between a label and its value on the same line."""
_WITHOUT_COLON = ("case_number", "document_date", "meeting_date", "reference")
"""Fields whose value may follow the label with a space only: *Dato 3.4.2024*."""
_BELOW = ("case_handler", "reference", "case_number")
"""Fields that may stand below the head: over single cases, and at the signature."""


@dataclass(frozen=True, slots=True)
class Field:
    """A label with its value.

    Attributes:
        key: which field it is: a key of the profile's ``headers``.
        label: as written, in small letters.
        start: first character of the value.
        end: the character after its last one.
        line: number of the line in the context's lines.
    """

    key: str
    label: str
    start: int
    end: int
    line: int


class _Words:
    """What a profile tells of heads."""

    def __init__(self, lexicon: Lexicon) -> None:
        profile = lexicon.profile
        self.common = frozenset(profile.listed("head", "common"))
        self.owners = frozenset(profile.listed("head", "owners"))
        self.columns = frozenset(profile.listed("head", "case-columns"))
        self.inside = frozenset(
            (
                *profile.listed("headers", "attachment"),
                *profile.listed("documents", "agenda"),
                *profile.listed("head", "inside"),
            )
        )
        self.list_begins = re.compile(rf"(?i){lexicon.listed('head', 'list-begins')}")


def extent(context: Context) -> int:
    """Return how many lines the head has: those before the first heading of the body."""
    return context.once(_extent)


def _extent(context: Context) -> int:
    words = context.lexicon.once(_Words)
    for line in context.lines[:_LONGEST]:
        if context.meets and line.place and _begins_list(line, words):
            return line.place
        if not context.meets and line.place >= _FEWEST_LINES and line.shape == "heading" and _CHAPTER.match(line.text):
            return line.place
        title = folded(line.text.rstrip(": "))
        heading = line.shape == "heading" and title not in words.inside
        if heading and any(pattern.fullmatch(line.text) for pattern in context.lexicon.headings):
            return line.place
    return min(len(context.lines), _LONGEST)


def _begins_list(line: Line, words: _Words) -> bool:
    """Return whether the list of a meeting's cases begins on the line: its heading, or those of its columns."""
    first = line.cells[0].text.rstrip(".").lower()
    return bool(words.list_begins.match(line.text)) or (len(line.cells) > 1 and first in words.columns)


def fields(context: Context) -> list[Field]:
    """Return the labels of the head with their values, in order."""
    return context.once(_fields)


def _fields(context: Context) -> list[Field]:
    last = extent(context)
    found: list[Field] = []
    done: set[int] = set()
    for line in context.lines[:last]:
        if line.place in done:
            continue
        here = _table(context, line, last) or [*_inline(context, line)] or _below(context, line)
        found += here
        done |= {field.line for field in here}
    return found


def _below(context: Context, line: Line) -> list[Field]:
    """Return the label that is a line of its own, with its value on the next line."""
    labels = context.lexicon.label_fields
    label = _label(line.text)
    key = labels.get(label)
    if key is None or key == "attachment" or line.shape == "item" or line.place + 1 >= len(context.lines):
        return []
    after = context.lines[line.place + 1]
    if after.gap or _label(after.text) in labels or any(_inline(context, after)):
        return []
    value = after.cells[0]
    return [Field(key, label, value.start, value.end, after.place)]


def _label(words: str) -> str:
    return folded(words.strip().rstrip(":"))


def _inline(context: Context, line: Line) -> Iterator[Field]:
    """Yield ``Label: value`` wherever it stands on the line, and ``Label   value`` in columns."""
    spans = [*_labels(context, line)] if line.shape != "item" and len(line.text) <= _LONGEST_LINE else []
    for order, (_, begin, key, label) in enumerate(spans):
        stop = spans[order + 1][0] if order + 1 < len(spans) else line.end
        start, end = context.trimmed(*_piece(context.text, begin, stop), " \t,;*_|")
        if key in _LONG_VALUES and order == len(spans) - 1:
            end = _continued(context, line, start, end)
        if end > start:
            yield Field(key, label, start, end, line.place)


def _continued(context: Context, line: Line, start: int, end: int) -> int:
    """Return where a value ends that goes on under its own beginning on the next line."""
    column = start - line.start + line.indent
    for after in context.lines[line.place + 1 : line.place + 1 + _MORE_LINES]:
        under = after.indent >= _INDENTED and abs(after.indent - column) <= 1
        if after.gap or not under or context.lexicon.labels.match(after.text):
            break
        end = after.end
    return end


def _labels(context: Context, line: Line) -> Iterator[tuple[int, int, str, str]]:
    """Yield where each label of a line begins, where its value may begin, its field and its words."""
    lexicon = context.lexicon
    common = lexicon.once(_Words).common
    for place, cell in enumerate(line.cells):
        for match in lexicon.labels.finditer(cell.text):
            label, first = folded(match["label"]), match.start() == 0
            if not first and label in common:
                continue
            key = lexicon.label_fields[label]
            sign = _VALUE.match(cell.text, match.end())
            after = cell.text[match.end() :].strip(" ")
            if sign and (":" in sign[0] or (first and key in _WITHOUT_COLON)):
                yield cell.start + match.start(), cell.start + sign.end(), key, label
            elif first and not after.strip(":") and (place + 1 < len(line.cells) or after):
                yield cell.start + match.start(), cell.end, key, label


def _piece(text: str, begin: int, stop: int) -> tuple[int, int]:
    """Return the bounds of the first piece between ``begin`` and ``stop`` that wide gaps part from others."""
    while begin < stop and text[begin].isspace():
        begin += 1
    gap = GAP.search(text, begin, stop)
    return begin, gap.start() if gap else stop


def _table(context: Context, line: Line, last: int) -> list[Field]:
    """Return the values below a line that is nothing but labels."""
    columns = _columns(context, line)
    return [*_rows(context, columns, line, last)] if columns else []


def _columns(context: Context, line: Line) -> list[tuple[int, str, str]]:
    """Return where each column begins, its key and label, when the line is nothing but labels."""
    if len(line.cells) < _FEWEST_LABELS or any(":" in cell.text for cell in line.cells):
        return []
    labels = [_label(cell.text) for cell in line.cells]
    fields_ = context.lexicon.label_fields
    known = sum(label in fields_ for label in labels)
    if known < _FEWEST_LABELS or known * 2 < len(labels):
        return []
    meets = any(label in context.lexicon.once(_Words).owners for label in labels)
    return [
        (
            cell.start - line.start + line.indent,
            "meeting_date" if meets and label in ("dato", "møte") else fields_.get(label, "other"),
            label,
        )
        for cell, label in zip(line.cells, labels, strict=True)
    ]


def _rows(context: Context, columns: Sequence[tuple[int, str, str]], heading: Line, last: int) -> Iterator[Field]:
    """Yield the values under the labels, until a line that is no row of the same table."""
    tabbed = "\t" in heading.text
    for line in context.lines[heading.place + 1 : last]:
        if len(line.cells) < _FEWEST_LABELS or (line.gap and line.place > heading.place + 1) or _columns(context, line):
            return
        for place, cell in enumerate(line.cells):
            if tabbed and "\t" in line.text:
                column = min(line.text.count("\t", 0, cell.start - line.start), len(columns) - 1)
            elif place and len(line.cells) == len(columns):
                column = place
            else:
                at = cell.start - line.start + line.indent
                away = [abs(start - at) for start, _, _ in columns]
                column = away.index(min(away))
            _, key, label = columns[column]
            yield Field(key, label, cell.start, cell.end, line.place)


def later(context: Context) -> list[Field]:
    """Return the fields of single cases, and of the signature, that stand below the head."""
    labels = context.lexicon.labels
    return [
        field
        for line in context.lines[extent(context) :]
        if (match := labels.match(line.text)) and line.text[match.end() :].lstrip().startswith(":")
        for field in _inline(context, line)
        if field.key in _BELOW
    ]
