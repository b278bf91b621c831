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
    r"(?i)(?:følgende|følgjande|slikt|slik|dette|denne|disse|desse|et nytt|eit nytt)\s+(?P<word>tillegg\w*|vedtak\w*|konsensus\w*|konklusjon\w*|beslutning\w*|innstilling\w*|tilråding\w*|forslag\w*|punkt\w*)\b[^\n.]{0,60}[:;]?\s*\Z"
    r"|\b(?:vedtak|vedtaket|konsensus|konklusjon)\b[^\n]{0,70}\b\d{1,4}\s?[/-]\s?\d{2,4}[^\n]{0,25}:\s*\Z|\b(?:sluttet|slutta)\s+seg\s+til\s+følg\w+\s*:\s*\Z|\bkonkluderte\s+slik\s*:\s*\Z"
    r"|[-,:]\s*(?:vedtak|konklusjon|konsensus)\s*:\s*\Z|\b(?:enighet|semje|konsensus|vedtatt|vedteke|vedtok|besluttet|bestemt)\b[^\n.]{0,30}\b(?:følgende|følgjande)\s*[:;]\s*\Z"
    r"|(?:vedtaket|vedtak|konsensus|konklusjonen|beslutningen|innstillingen|tilrådinga)\s+(?:lød|lyder|lydde|lyd|var|er|ble|vart)\b[^\n.]{0,40}[:;]?\s*\Z"
    r"|(?:vedtok|vedtatt|vedteke|fattet|fatta|konkluderte|besluttet|ble enige om|vart samde om|anbefalte|foreslo|tilrådde|oppnådde konsensus om)\b[^\n.]{0,60}[:;]\s*\Z"
)
_PROPOSING = re.compile(r"(?i)innstilling|tillegg|nytt punkt|forslag|tilråding|anbefal|foreslo|tilrådde|framlegg")
_NUMBER = re.compile(r"(?:«|\")?(?P<number>\d{1,2})(?:[.)]\s*|\s{2,})(?=\S)|(?:punkt|pkt\.?)\s+(?P<word>\d{1,2})\s*[:.]\s*", re.IGNORECASE)
_LETTER = re.compile(r"(?P<letter>[a-zæøå])[.)]\s+")
_BULLET = re.compile(r"[-•●◦▪→*\u00b7\uf0b7]\s+")
_ROMAN = re.compile(r"(?P<roman>I{1,3}|IV|VI{0,3}|IX|X)[.)]?\s+(?=[A-ZÆØÅ])")
_ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X")
_INLINE_NUMBER = re.compile(r"(?<=\s)(?P<number>\d{1,2})[.)]\s+(?=[A-ZÆØÅ])")
_AFTERWARDS = re.compile(
    r"(?i)(?:neste|referent|møtet|enstemmig|samrøystes|votering|innstilling\w*|forslaget|protokoll\w*|underskrift|saken|jf|ordfører\w*|leder\w*|leiar\w*|side|vi |"
    r"\w+ (?:ba om|stemte|fremmet|foreslo|orienterte|møttes)|[^.\n]{0,60}\b(?:ble enstemmig|ble vedtatt|vart vedteke|ba om gruppemøte|falt)\b)"
)
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
            if start in used or (key in done and region.kind == "adopted"):
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
    first = numbered and int(numbered["number"] or numbered["word"]) == 1
    indented = after.start - context.text.rfind("\n", 0, after.start) > line.start - context.text.rfind("\n", 0, line.start)
    if not first and not after.text.startswith(("«", '"', "-", "•", "→")) and not (indented and match["word"]) and not (match["word"] or "").lower().startswith(("tillegg", "punkt")) and not after.text.startswith("I."):
        return None
    left, _ = context.sentence(line.start + match.start(), line.end)
    kind: Kind = "proposed" if _PROPOSING.search(line.text) else "adopted"
    named = case.mentions(context, left, line.end)
    if context.kind != "minutes":
        named = named or case.mentions(context, max(0, left - 250), line.end)
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
        lead = _lead_in(first.text) and next((style for line in lines[1:2] if (style := _style(line.text))), None)
        if lead:
            yield from _numbered(lines[1:], context, lines[1].start, lead)
            return
        listed = next((place for place, line in enumerate(lines) if place and (match := _NUMBER.match(line.text)) and (match["number"] or match["word"]) == "1"), None)
        if listed is not None and listed <= 3:
            yield from _numbered(lines[listed:], context, lines[listed].start, _NUMBER)
            return
        count = 0
        for start, end in _paragraphs(context, lines, begin, together=region.quoted):
            if count and _AFTERWARDS.match(context.text, start):
                return
            if not re.search(r"[a-zæøåA-ZÆØÅ]{2}", context.text[start:end]):
                return
            if end - start > 3 and not _VOTE.match(context.text[start:end]):
                count += 1
                yield count, start, end, False
            if region.start >= 0:
                return
        return
    yield from _numbered(lines, context, begin, style)


def _paragraphs(context: Context, lines: Sequence[Line], begin: int, *, together: bool) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the paragraphs of a region: parted by empty lines, or by a full stop and a line of its own.

    With ``together``, only those before the first empty line.
    """
    start, end = begin, begin
    for line in lines:
        if together and line.gap and end > begin:
            break
        own = line.gap or (context.text[end - 1 : end] == "." and line.text[:1].isupper() and end - start < 90)
        if end > begin and own:
            yield context.trimmed(start, end, " \t\n*_«»\"")
            start = line.start
        if line.shape in ("item", "heading", "label", "row") and end > begin:
            return
        end = line.end
    yield context.trimmed(start, end, " \t\n*_«»\"")


def _lead_in(words: str) -> bool:
    return words.rstrip().endswith((":", ";"))


def _style(words: str) -> re.Pattern[str] | None:
    match = _NUMBER.match(words)
    if match:
        return _NUMBER
    letter = _LETTER.match(words)
    if letter and letter["letter"] == "a":
        return _LETTER
    if _ROMAN.match(words) and words.startswith("I"):
        return _ROMAN
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
            number = _ROMANS.index(groups["roman"]) + 1 if groups.get("roman") else int(given) if given else ord(groups["letter"]) - ord("a") + 1 if groups.get("letter") else count + 1
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
