"""Numbered points that are proposed or adopted, with the case they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hfgraph.ingest.context import MARKS, Context
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.line import Line
from hfgraph.ingest.proposal import Proposal
from hfgraph.ingest.recognisers.region import NUMBER, Region, is_vote, regions

_LETTER = re.compile(r"(?P<letter>[a-zæøå])[.)]\s+")
_BULLET = re.compile(r"[-•●◦▪→*\u00b7\uf0b7]\s+")
_ROMAN = re.compile(r"(?P<roman>I{1,3}|IV|VI{0,3}|IX|X)[.)]?\s+(?=[A-ZÆØÅ])")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_INLINE = re.compile(r"(?<=\s)(?P<number>\d{1,2})[.)]\s+(?=[A-ZÆØÅ])")
_LEAD_INS = 3
"""Lines that may stand before the first numbered point."""
_INDENTED = 3
"""Spaces that a line after an empty one begins with when it still belongs to the point."""
_SHORTEST = 4
_SHORT_PARAGRAPH = 90
"""Letters within which a line that ends with a full stop is a paragraph of its own."""
_WORD = re.compile(r"[^\W\d_]{2}")
_NUMBERED, _ALONE = 0.93, 0.8
_QUOTES = '«»"'


@dataclass(frozen=True, slots=True)
class Point:
    """A point: its number, its bounds without the number, and whether the number is written."""

    number: int
    start: int
    end: int
    numbered: bool = True


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every point proposed or adopted."""
    done: set[tuple[str, str, int]] = set()
    used: set[int] = set()
    for region in regions(context):
        for point in _points(context, region):
            key = (region.case, region.kind, point.number)
            if point.start in used or (key in done and region.kind == "adopted"):
                continue
            used.add(point.start)
            done.add(key)
            value = {"case": region.case, "number": point.number, "kind": region.kind}
            rule = f"point.{'quoted' if region.quoted else region.kind}"
            sure = _NUMBERED if point.numbered else _ALONE
            yield context.proposal("decision-point", value, (point.start, point.end), rule, sure)


class _Words:
    """What a profile tells of the lines after points."""

    def __init__(self, lexicon: Lexicon) -> None:
        listed = {key: lexicon.listed("points", key) for key in lexicon.profile.keys("points")}
        self.afterwards = re.compile(
            rf"(?i)(?:{listed['afterwards']}|\w+ {listed['acts']}|[^.\n]{{0,60}}\b{listed['outcomes']}\b)"
        )


def _points(context: Context, region: Region) -> Iterator[Point]:
    lines = region.lines
    style = _style(context.text[region.start : lines[0].end])
    if style is not None:
        yield from _listed(context, lines, region.start, style)
        return
    lead = _style(lines[1].text) if len(lines) > 1 and lines[0].text.endswith((":", ";")) else None
    if lead is not None:
        yield from _listed(context, lines[1:], lines[1].start, lead)
        return
    for place, line in enumerate(lines[1 : 1 + _LEAD_INS], 1):
        number = NUMBER.match(line.text)
        if number and int(number["number"] or number["word"]) == 1:
            yield from _listed(context, lines[place:], line.start, NUMBER)
            return
    yield from _unnumbered(context, region)


def _unnumbered(context: Context, region: Region) -> Iterator[Point]:
    """Yield the paragraphs of a region without numbers as points; only the first where it stands beside its heading."""
    afterwards = context.lexicon.once(_Words).afterwards
    count = 0
    for start, end in _paragraphs(context, region):
        if not _WORD.search(context.text, start, end) or (count and afterwards.match(context.text, start)):
            return
        if end - start >= _SHORTEST and not is_vote(context, context.text[start:end]):
            count += 1
            yield Point(count, start, end, numbered=False)
        if region.beside:
            return


def _paragraphs(context: Context, region: Region) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the paragraphs of a region: parted by empty lines, or by a full stop and a line of its own.

    Of a region that tells another case's points, only those before the first empty line.
    """
    start = end = region.start
    for line in region.lines:
        begun = end > region.start
        if region.quoted and line.gap and begun:
            break
        short = context.text[end - 1 : end] == "." and end - start < _SHORT_PARAGRAPH
        if begun and (line.gap or (short and line.text[:1].isupper())):
            yield context.trimmed(start, end, MARKS + _QUOTES)
            start = line.start
        if begun and line.shape in ("item", "heading", "label", "row"):
            return
        end = line.end
    yield context.trimmed(start, end, MARKS + _QUOTES)


def _style(words: str) -> re.Pattern[str] | None:
    """Return what numbers the points that words begin: figures, letters from *a*, Roman figures, or bullets."""
    if NUMBER.match(words):
        return NUMBER
    letter = _LETTER.match(words)
    if letter and letter["letter"] == "a":
        return _LETTER
    if words.startswith("I") and _ROMAN.match(words):
        return _ROMAN
    return _BULLET if _BULLET.match(words) else None


def _listed(context: Context, lines: Sequence[Line], begin: int, style: re.Pattern[str]) -> Iterator[Point]:
    """Yield the points of a list, whose numbers follow each other from 1; other lines go on with the point before.

    Args:
        context: the document.
        lines: that hold the points.
        begin: where the first point begins.
        style: what numbers the points.
    """
    found: list[Point] = []
    for line in lines:
        start = max(line.start, begin)
        match = style.match(context.text, start, line.end)
        number = _number(match, len(found)) if match else 0
        if match and number == len(found) + 1:
            found += _on_line(context, number, (match.end(), line.end), inline=style is NUMBER)
        elif not found or (number == 1 and len(found) > 1) or (line.gap and not match and _apart(line)):
            break
        else:
            last = found[-1]
            found[-1] = Point(last.number, last.start, line.end)
    for point in found:
        yield Point(point.number, *context.trimmed(point.start, point.end, f'{MARKS}»"'))


def _number(match: re.Match[str], before: int) -> int:
    groups = match.groupdict()
    written = groups.get("number") or groups.get("word")
    if written:
        return int(written)
    if groups.get("roman"):
        return _ROMANS.index(groups["roman"]) + 1
    return ord(groups["letter"]) - ord("a") + 1 if groups.get("letter") else before + 1


def _on_line(context: Context, number: int, span: tuple[int, int], *, inline: bool) -> list[Point]:
    """Return the points on one line: one, or with ``inline`` several that are numbered in a row."""
    start, end = span
    found = []
    for match in _INLINE.finditer(context.text, start, end) if inline else ():
        if int(match["number"]) == number + 1:
            found.append(Point(number, start, match.start()))
            number, start = number + 1, match.end()
    return [*found, Point(number, start, end)]


def _apart(line: Line) -> bool:
    return line.shape != "item" and line.indent < _INDENTED
