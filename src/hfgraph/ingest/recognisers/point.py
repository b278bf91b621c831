"""Numbered points that are proposed or adopted, with the case they belong to."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from hfgraph.ingest.context import Context
from hfgraph.ingest.outline import Line
from hfgraph.ingest.proposal import Proposal
from hfgraph.ingest.recognisers import case

Kind = Literal["proposed", "adopted"]
_VOTE = re.compile(
    r"(?i)\W*(?:(?:innstillingen|forslaget|vedtaket|tilrådinga|framlegget|innstillinga|rådmannens innstilling|kommunedirektørens innstilling|saken)\s+(?:ble|blei|vart|er)\s+)?"
    r"(?:enstemmig|samrøystes|einstemmig|enst\.|samr\.)(?:\s+(?:vedtatt|vedteke|godkjent|vedtak|tilrådd|som innstilt|som innstillingen))?\W*\Z"
)
_INTRO = re.compile(
    r"(?i)(?:følgende|følgjande|slikt|slik|dette|denne|disse|desse)\s+(?P<word>vedtak\w*|konsensus\w*|konklusjon\w*|beslutning\w*|innstilling\w*|tilråding\w*|forslag\w*|punkt\w*)\b[^\n.]{0,60}[:;]?\s*\Z"
    r"|[-,:]\s*(?:vedtak|konklusjon|konsensus)\s*:\s*\Z|\b(?:enighet|semje|konsensus|vedtatt|vedteke|vedtok|besluttet|bestemt)\b[^\n.]{0,30}\b(?:følgende|følgjande)\s*[:;]\s*\Z"
    r"|(?:vedtaket|vedtak|konsensus|konklusjonen|beslutningen|innstillingen|tilrådinga)\s+(?:lød|lyder|lydde|lyd|var|er|ble|vart)\b[^\n.]{0,40}[:;]?\s*\Z"
    r"|(?:vedtok|vedtatt|vedteke|fattet|fatta|konkluderte|besluttet|ble enige om|vart samde om|anbefalte|foreslo|tilrådde|oppnådde konsensus om)\b[^\n.]{0,60}[:;]\s*\Z"
)
_PROPOSING = re.compile(r"(?i)innstilling|forslag|tilråding|anbefal|foreslo|tilrådde|framlegg")
_NUMBER = re.compile(r"(?:«|\")?(?P<number>\d{1,2})[.)]\s*(?=\S)|(?:punkt|pkt\.?)\s+(?P<word>\d{1,2})\s*[:.]\s*", re.IGNORECASE)
_LETTER = re.compile(r"(?P<letter>[a-zæøå])[.)]\s+")
_BULLET = re.compile(r"[-•●◦▪*\u00b7\uf0b7]\s+")
_INLINE_NUMBER = re.compile(r"(?<=\s)(?P<number>\d{1,2})[.)]\s+(?=[A-ZÆØÅ])")
_MANY = 40


@dataclass(frozen=True, slots=True)
class Region:
    """Where points stand.

    Attributes:
        kind: proposed or adopted.
        case: whose points they are.
        first: number of the first line.
        start: where on that line they begin.
        quoted: they are another case's, told in passing.
    """

    kind: Kind
    case: str
    first: int
    start: int
    quoted: bool = False


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every point proposed or adopted."""
    done: set[tuple[str, str, int]] = set()
    used: set[int] = set()
    for region in regions(context):
        for number, start, end, tier_sure in _points(context, region):
            key = (region.case, region.kind, number)
            if start in used or key in done:
                continue
            used.add(start)
            done.add(key)
            value = {"case": region.case, "number": number, "kind": region.kind}
            rule = f"point.{'quoted' if region.quoted else region.kind}"
            yield context.proposal("decision-point", value, start, end, rule, 0.93 if tier_sure else 0.8)


def regions(context: Context) -> Iterator[Region]:
    """Yield the places where points stand, in order."""
    patterns: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("adopted", context.lexicon.headings("adopted")),
        ("proposed", context.lexicon.headings("proposed")),
    )
    for number, line in enumerate(context.lines):
        region = _headed(context, line, number, patterns) or _introduced(context, line, number)
        if region is not None:
            yield region


def _headed(context: Context, line: Line, number: int, patterns: Sequence[tuple[Kind, re.Pattern[str]]]) -> Region | None:
    for kind, pattern in patterns:
        match = pattern.match(line.text)
        if not match:
            continue
        rest = line.text[match.end() :].strip(" *_#")
        if not match["mark"] and rest and "\t" not in line.text[match.end() : match.end() + 1]:
            continue
        if rest and match["mark"] not in (":", ";") and line.shape == "row":
            continue
        named = case.mentions(context, line.start, line.start + match.end("word"))
        own = named[0].key if named else context.case_at(line.start)
        if own is None:
            return None
        if rest and match["mark"]:
            return Region(kind, own, number, line.start + match.end() + (len(line.text[match.end() :]) - len(line.text[match.end() :].lstrip())))
        return Region(kind, own, number + 1, -1)
    return None


def _introduced(context: Context, line: Line, number: int) -> Region | None:
    """Return the points that a sentence introduces: *gjorde i sak 08 følgende vedtak;* with a list below."""
    match = _INTRO.search(line.text)
    if not match or (match["word"] and match["word"].startswith("punkt") and not line.text.rstrip().endswith((":", ";"))) or number + 1 >= len(context.lines) or line.shape == "row":
        return None
    after = context.lines[number + 1]
    numbered = _NUMBER.match(after.text)
    if not (numbered and int(numbered["number"] or numbered["word"]) == 1) and not after.text.startswith(("«", '"')):
        return None
    left, _ = context.sentence(line.start + match.start(), line.end)
    kind: Kind = "proposed" if _PROPOSING.search(match[0]) else "adopted"
    named = case.mentions(context, left, line.end) or case.mentions(context, max(0, left - 250), line.end)
    own = named[-1].key if named else context.case_at(line.start) if context.kind == "minutes" or kind == "proposed" else None
    return Region(kind, own, number + 1, -1, quoted=bool(named)) if own else None


def _points(context: Context, region: Region) -> Iterator[tuple[int, int, int, bool]]:
    """Yield number, bounds and whether it is numbered, of each point of a region."""
    lines = _region_lines(context, region)
    if not lines:
        return
    first = lines[0]
    begin = region.start if region.start >= 0 else first.start
    opening = context.text[begin : first.end]
    style = _style(opening)
    if style is None:
        listed = next((place for place, line in enumerate(lines) if place and (match := _NUMBER.match(line.text)) and (match["number"] or match["word"]) == "1"), None)
        if listed is not None and listed <= 3:
            yield from _numbered(lines[listed:], context, lines[listed].start, _NUMBER)
            return
        end = begin
        for line in lines:
            if line is not first and (line.gap or line.shape in ("item", "heading", "label")) and not _lead_in(context.text[begin:end]):
                break
            if line is not first and _NUMBER.match(line.text) and _lead_in(context.text[begin:end]):
                yield from _numbered([one for one in lines if one.start >= line.start], context, line.start, _NUMBER)
                return
            end = line.end
        start, end = context.trimmed(begin, end, " \t\n*_«»\"")
        if end - start > 3 and not _VOTE.match(context.text[start:end]):
            yield 1, start, _closed(context, end), False
        return
    yield from _numbered(lines, context, begin, style)


def _lead_in(words: str) -> bool:
    return words.rstrip().endswith((":", ";"))


def _closed(context: Context, end: int) -> int:
    """Take a full stop or closing mark that was trimmed back in."""
    return end


def _style(words: str) -> re.Pattern[str] | None:
    match = _NUMBER.match(words)
    if match:
        return _NUMBER
    letter = _LETTER.match(words)
    if letter and letter["letter"] == "a":
        return _LETTER
    return _BULLET if _BULLET.match(words) else None


def _numbered(lines: Sequence[Line], context: Context, begin: int, style: re.Pattern[str]) -> Iterator[tuple[int, int, int, bool]]:
    current: list[int] | None = None
    count = 0
    for line in lines:
        start = max(line.start, begin)
        match = style.match(context.text[start : line.end])
        number = 0
        if match:
            groups = match.groupdict()
            given = groups.get("number") or groups.get("word")
            number = int(given) if given else ord(groups["letter"]) - ord("a") + 1 if groups.get("letter") else count + 1
        if match and (number == count + 1 or (current is None and number == 1)):
            if current:
                yield current[0], *context.trimmed(current[1], current[2]), True
            count = number
            current = [number, start + match.end(), line.end]
            inline = [*_INLINE_NUMBER.finditer(context.text, current[1], line.end)] if style is _NUMBER else []
            for one in inline:
                if int(one["number"]) == count + 1:
                    yield current[0], *context.trimmed(current[1], one.start()), True
                    count += 1
                    current = [count, one.end(), line.end]
        elif current is None:
            return
        elif match and number == 1 and count > 1:
            break
        elif line.gap and line.shape not in ("item",) and not match and line.start - context.text.rfind("\n", 0, line.start) <= 3:
            break
        else:
            current[2] = line.end
    if current:
        start, end = context.trimmed(current[1], current[2], " \t\n*_»\"")
        yield current[0], start, end, True


def _region_lines(context: Context, region: Region) -> list[Line]:
    """Return the lines that may hold the points: up to the next heading, or the next case."""
    found: list[Line] = []
    starts = {start for start, _ in context.treated}
    for number in range(region.first, min(region.first + _MANY, len(context.lines))):
        line = context.lines[number]
        if number > region.first or region.start < 0:
            if line.start in starts:
                break
            if line.shape == "heading" and (found or _strong(context, line)):
                break
            if line.shape == "label" and (found or _strong(context, line)):
                break
            if _inline_heading(context, line):
                break
            if _VOTE.match(line.text) and found:
                break
        found.append(line)
    return found


def _strong(context: Context, line: Line) -> bool:
    """Return whether a line is certainly a heading, not a decision without a full stop."""
    patterns = (context.lexicon.headings(key) for key in ("proposed", "adopted", "other"))
    return any(pattern.fullmatch(line.text) for pattern in patterns) or context.document.text[max(0, line.start - 3) : line.start].strip().endswith("#")


def _inline_heading(context: Context, line: Line) -> bool:
    for key in ("proposed", "adopted", "other"):
        match = context.lexicon.headings(key).match(line.text)
        if match and match["mark"] == ":":
            return True
    return bool(re.match(r"(?i)(?:ansvar\w*|frist|oppfølging|oppfølgjing|ansvarleg|votering|røysting|avrøysting)\s*:", line.text))
