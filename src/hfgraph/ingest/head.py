"""The head of a document: labels and their values, however they are laid out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hfgraph.ingest.context import Context
from hfgraph.ingest.outline import Line

_GAP = re.compile(r"\t[\t ]*|[ ]{2,}")
_COMMON = {"møte", "tid", "dato", "sak", "gjelder", "gjeld", "ref", "ref.", "emne", "tema", "arkiv", "til", "fra", "frå", "side", "status", "andre", "leder", "leiar", "utvalg", "utval", "organ", "sted", "stad", "agenda", "referanse", "frist", "ansvar"}
"""Words so common that they are labels only at the beginning of a line or a cell."""
_LONGEST = 45
"""Lines that a head may have."""
_WORD_AFTER = re.compile(r"\s*:\s*|\s*\.\s+(?=[\dA-ZÆØÅ])|\s+(?=\d)")


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


@dataclass(frozen=True, slots=True)
class Cell:
    """A piece of a line between tabs or wide gaps."""

    start: int
    end: int
    text: str


def cells(line: Line) -> list[Cell]:
    """Return the pieces of a line, parted by tabs or by two spaces or more."""
    found = []
    place = 0
    for match in [*_GAP.finditer(line.text), None]:
        end = match.start() if match else len(line.text)
        if end > place:
            found.append(Cell(line.start + place, line.start + end, line.text[place:end]))
        place = match.end() if match else end
    return found


def extent(context: Context) -> int:
    """Return how many lines the head has: those before the first heading of the body."""
    ends = [context.lexicon.headings(key) for key in ("proposed", "adopted", "other")]
    vedlegg = context.lexicon.profile.listed("headers", "attachment")
    agenda = context.lexicon.profile.listed("documents", "agenda")
    meets = context.kind in ("minutes", "agenda")
    for number, line in enumerate(context.lines):
        if number >= _LONGEST:
            return number
        if meets and number and re.match(r"(?i)(?:saksliste|sakliste|sakskart|dagsorden|agenda|sakene|om sakene|saker til behandling|saksnr\.?\s{2,}|kl\.?\s{2,}sak|sak(?:\s+nr)?\.?\s{2,}|saknr\.?\s{2,}|nr\.?\s{2,})", line.text):
            return number
        words = re.sub(r"\s+", " ", line.text.rstrip(": ").lower())
        if number > 2 and re.match(r"\d{1,2}(?:\.\d{1,2})*\.?\s+[A-ZÆØÅ]", line.text) and line.shape == "heading" and not meets:
            return number
        if line.shape == "heading" and words not in vedlegg and words not in agenda and words not in ("saken gjelder", "saka gjeld"):
            if any(pattern.fullmatch(line.text) for pattern in ends):
                return number
    return min(len(context.lines), _LONGEST)


def fields(context: Context) -> list[Field]:
    """Return the labels of the head with their values, in order."""
    lexicon = context.lexicon
    last = extent(context)
    found: list[Field] = []
    skip: set[int] = set()
    for number in range(last):
        if number in skip:
            continue
        line = context.lines[number]
        columns = _columns(context, line)
        if columns:
            rows = [*_rows(context, columns, number, last)]
            if rows:
                found += rows
                skip |= {row.line for row in rows}
                continue
        here = [*_inline(context, line, number)]
        if here:
            found += here
            continue
        key = lexicon.label_fields.get(_plain(line.text))
        if key and key != "attachment" and number + 1 < len(context.lines) and line.shape != "item":
            after = context.lines[number + 1]
            if not after.gap and _plain(after.text) not in lexicon.label_fields and not [*_inline(context, after, number)]:
                value = cells(after)[0]
                found.append(Field(key, _plain(line.text), value.start, value.end, number + 1))
                skip.add(number + 1)
    return found


def _plain(words: str) -> str:
    return re.sub(r"\s+", " ", words.strip().rstrip(":").strip().lower())


def _inline(context: Context, line: Line, number: int) -> Iterator[Field]:
    """Yield ``Label: value`` wherever it stands on the line, and ``Label   value`` in columns."""
    if line.shape == "item":
        return
    lexicon = context.lexicon
    parts = cells(line)
    spans: list[tuple[int, int, str, str]] = []
    for place, cell in enumerate(parts):
        at = 0
        while match := lexicon.labels.search(cell.text, at):
            at = match.end()
            if match.start() and not re.search(r"[\s,;(]\Z", cell.text[: match.start()]):
                continue
            if match.start() and _plain(match["label"]) in _COMMON:
                continue
            sign = _WORD_AFTER.match(cell.text, match.end())
            label = _plain(match["label"])
            key = lexicon.label_fields[label]
            whole = not cell.text[: match.start()].strip() and not cell.text[match.end() :].strip(" :")
            if sign and (":" in sign[0] or (match.start() == 0 and key in ("case_number", "document_date", "meeting_date", "reference"))):
                spans.append((cell.start + match.start(), cell.start + sign.end(), key, label))
            elif whole and (place + 1 < len(parts) or cell.text.rstrip().endswith(":")):
                spans.append((cell.start + match.start(), cell.end, key, label))
    for order, (_, begin, key, label) in enumerate(spans):
        stop = spans[order + 1][0] if order + 1 < len(spans) else line.end
        value = next((cell for cell in _pieces(line, begin, stop)), None)
        if value is not None:
            start, end = context.trimmed(value[0], value[1], " \t,;*_|")
            if key in ("title", "case_number") and order == len(spans) - 1:
                end = _continued(context, number, start, end)
            if end > start:
                yield Field(key, label, start, end, number)


def _continued(context: Context, number: int, start: int, end: int) -> int:
    """Return where a value ends that goes on under its own beginning on the next line."""
    column = start - context.text.rfind("\n", 0, start)
    for after in context.lines[number + 1 : number + 3]:
        own = after.start - context.text.rfind("\n", 0, after.start)
        if after.gap or own < 4 or abs(own - column) > 1 or context.lexicon.labels.match(after.text):
            break
        end = after.end
    return end


def _pieces(line: Line, begin: int, stop: int) -> Iterator[tuple[int, int]]:
    text = line.text[begin - line.start : stop - line.start]
    place = len(text) - len(text.lstrip())
    gap = _GAP.search(text, place)
    end = gap.start() if gap else len(text)
    if end > place:
        yield begin + place, begin + end


def _columns(context: Context, line: Line) -> list[tuple[int, str, str]]:
    """Return where each column begins, its key and label, when the line is nothing but labels."""
    parts = cells(line)
    if len(parts) < 2 or any(":" in part.text for part in parts):
        return []
    found = []
    for part in parts:
        label = _plain(part.text)
        key = context.lexicon.label_fields.get(label)
        found.append((part.start - line.start, key or "other", label))
    known = [key for _, key, label in found if label in context.lexicon.label_fields]
    if any(label in ("utvalg", "utval", "organ", "saksgang", "behandlet av", "behandles av", "behandlende organ", "behandlende utvalg") for _, _, label in found):
        found = [(start, "meeting_date" if label in ("dato", "møte") else key, label) for start, key, label in found]
    return found if len(known) >= 2 and len(known) * 2 >= len(found) else []


def _rows(context: Context, columns: Sequence[tuple[int, str, str]], number: int, last: int) -> Iterator[Field]:
    """Yield the values under the labels, until a line that is no row of the same table."""
    starts = [start for start, _, _ in columns]
    tabbed = "\t" in context.lines[number].text
    for below in range(number + 1, last):
        line = context.lines[below]
        parts = cells(line)
        if (len(parts) < 2 and len(columns) > 1) or (line.gap and below > number + 1) or _columns(context, line):
            return
        for place, part in enumerate(parts):
            if tabbed and "\t" in line.text:
                raw = line.text[: part.start - line.start].count("\t")
                column = min(raw, len(columns) - 1)
            else:
                column = min(range(len(columns)), key=lambda one: abs(starts[one] - (part.start - line.start)))
                if place and len(parts) == len(columns):
                    column = place
            _, key, label = columns[column]
            yield Field(key, label, part.start, part.end, below)


def later(context: Context) -> list[Field]:
    """Return the fields of single cases, and of the signature, that stand below the head."""
    keys = ("case_handler", "reference", "case_number")
    found = []
    for number in range(extent(context), len(context.lines)):
        line = context.lines[number]
        match = context.lexicon.labels.match(line.text)
        if match and re.match(r"\s*:", line.text[match.end() :]):
            found += [field for field in _inline(context, line, number) if field.key in keys]
    return found


def field_on(found: Sequence[Field], offset: int) -> Field | None:
    """Return the field whose value holds the character at ``offset``."""
    order = sorted(found, key=lambda one: one.start)
    place = bisect_right([one.start for one in order], offset) - 1
    return order[place] if place >= 0 and offset < order[place].end else None
