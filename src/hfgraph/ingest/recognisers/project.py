"""Projects and focus areas: where a list, a table or a word says what a name is, and wherever that name stands again."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hfgraph.ingest.context import Context
from hfgraph.ingest.head import cells
from hfgraph.ingest.lexicon import words
from hfgraph.ingest.outline import Line
from hfgraph.ingest.proposal import Proposal, Type

_STOP = re.compile(r"\s(?:-|–)\s|[.:;(](?=\s|\Z)|\s\(|,\s|\s{2,}|\t")
_LONGEST = 110
_ENDS = (
    r"(?:er|var|ble|blei|vart|har|hadde|skal|kan|som|med|og|ved|til|for|får|fikk|vil|viser|syner|starter|startet|starta|gir|ga|i|på|videreføres|avsluttes|"
    r"prioriteres|utvides|der|når|etter|fra|frå|om|bør|må|av|også|ikke|ikkje)"
)


@dataclass(frozen=True, slots=True)
class _Found:
    type: Type
    start: int
    end: int
    rule: str
    confidence: float
    detail: dict[str, Any]


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every project and focus area, with a status where a word in the same item tells it outright."""
    sure = [*_known(context), *_areas(context), *_projects(context)]
    names: dict[tuple[Type, str], float] = {}
    taken: list[tuple[int, int]] = []
    for one in sorted(sure, key=lambda one: (one.start, one.start - one.end)):
        if any(one.start < right and left < one.end for left, right in taken):
            continue
        taken.append((one.start, one.end))
        words_ = context.written(one.start, one.end)
        names.setdefault((one.type, words_), one.confidence)
        yield context.proposal(one.type, words_, one.start, one.end, one.rule, one.confidence, **one.detail)
    for (type_, name), confidence in sorted(names.items(), key=lambda item: -len(item[0][1])):
        if len(name) < 4:
            continue
        for match in re.finditer(rf"(?<![\wæøå-]){re.escape(name).replace(chr(92) + ' ', chr(92) + 's+').replace('–', '-')}(?![\wæøå])", context.text):
            if not any(match.start() < right and left < match.end() for left, right in taken):
                taken.append(match.span())
                yield context.proposal(type_, context.written(*match.span()), *match.span(), "name.again", min(confidence, 0.8))


def _known(context: Context) -> Iterator[_Found]:
    for name in context.gazetteer.find(context.text):
        if name.type in ("project", "focus-area"):
            yield _Found(name.type, name.start, name.end, "name.graph", 0.95, {})


def _areas(context: Context) -> Iterator[_Found]:
    """Yield the focus areas: numbered in words or headings, or listed under a heading that says so."""
    word = words(context.lexicon.profile.listed("focus-areas", "words"))
    numbered = re.compile(rf"(?i:{word})(?:t|et)?\s+(?:\d|en|to|tre|fire|fem|ein)\s*[:.;,-]?\s+(?:er\s+)?«?(?P<name>[A-ZÆØÅa-zæøå][\wæøå, -]{{4,90}}?)(?=[.»:;\n)]|\s{{2}}|\s+(?:er|skal|der|med|har|dekker)\b|\Z)")
    for match in numbered.finditer(context.text):
        if not re.match(r"(?:i|som|har|er|på|for|til|av|og|der|skal)\b", match["name"]):
            yield _Found("focus-area", *context.trimmed(*match.span("name"), " ,"), "focus-area.numbered", 0.9, {})
    for match in re.finditer(rf"(?i)\b(?:{word})(?:ene|a|ane)\s+(?:er|:)\s+(?P<names>[^.\n]{{5,160}}(?:\n[^.\n]{{3,80}})?)\.", context.text):
        place = match.start("names")
        for part in re.split(r"(,\s+|\s+og\s+(?=[A-ZÆØÅ]))", match["names"]):
            if len(part.strip()) > 4 and not part.strip().startswith(","):
                start, end = context.trimmed(place, place + len(part))
                yield _Found("focus-area", start, end, "focus-area.listed", 0.8, {})
            place += len(part)
    opened: str | None = None
    for line in context.lines:
        heading = line.shape in ("heading", "label")
        if re.fullmatch(rf"(?i)(?:\d+(?:\.\d+)*\.?\s+)?(?:(?:våre|de|dei|tre|fire|to|fem|helsefellesskapets)\s+)*(?:{word})(?:r|er|ene|a|ane)?\s*:?(?:\s*\.{{3,}}\s*\d+)?", line.text):
            number = re.match(r"\d+(?:\.\d+)*", line.text)
            opened = number[0] if number else ""
            continue
        if opened is None:
            continue
        part = re.match(r"(?P<number>\d+(?:\.\d+)*)[.)]?\s+(?P<name>[A-ZÆØÅ][^.:\n]{3,80}?)(?:\s*\.{3,}.*)?\Z", line.text)
        inside = part is not None and (part["number"].startswith(f"{opened}.") if opened else part["number"].count(".") == 0)
        if part and inside:
            yield _Found("focus-area", line.start + part.start("name"), line.start + part.end("name"), "focus-area.listed", 0.8, {})
        elif line.shape == "item" and opened == "" and len(line.text) < 80:
            start, end = context.trimmed(line.body, line.end, " \t.,;")
            yield _Found("focus-area", start, end, "focus-area.listed", 0.8, {})
        elif heading and not (opened and line.text.startswith(f"{opened}.")):
            opened = None


def _projects(context: Context) -> Iterator[_Found]:
    for line in context.lines:
        status = _status_row(context, line)
        if status is not None:
            yield status
        elif line.shape == "item" and _lists_projects(context, line):
            found = _listed(context, line)
            if found is not None:
                yield found
    announced = words((*context.lexicon.profile.listed("projects", "words"), "piloten", "pilot", "ordningen", "ordninga", "tiltaket", "satsingen", "satsinga", "nettverket", "tilbudet", "tilbodet"))
    for match in re.finditer(rf"(?<![\wæøå])(?i:{announced})\s+«(?P<name>[^»\n]{{3,90}})»", context.text):
        yield _Found("project", *match.span("name"), "project.named", 0.85, {})
    for match in re.finditer(rf"(?<![\wæøå])(?i:{announced})\s+(?P<first>[A-ZÆØÅÉ][\wæøåé-]+)(?P<rest>(?: [\wæøå+-]+){{0,4}})", context.text):
        end = _extent(context, match)
        if context.text[match.start("first") : end].upper() not in ("SSU", "FSU", "DHO", "HF"):
            yield _Found("project", match.start("first"), end, "project.named", 0.75, {})


def _extent(context: Context, match: re.Match[str]) -> int:
    """Return where a name ends: with the longest words that stand together again elsewhere, else before a common word."""
    ends = [match.start("rest") + one.end() for one in re.finditer(r" [\wæøå+-]+", match["rest"])]
    for end in reversed(ends):
        name = context.text[match.start("first") : end]
        if context.text.count(name) > 1 and not re.search(rf" {_ENDS}\Z", name):
            return end
    stop = re.search(rf" {_ENDS}\b", match["rest"])
    return match.start("rest") + (stop.start() if stop else len(match["rest"]))


def _status_row(context: Context, line: Line) -> _Found | None:
    """Return the project of a line that has its name in the first column and its status in the next."""
    parts = cells(line)
    if len(parts) < 2 or not re.match(r"(?i)status\s*:", parts[1].text) or not parts[0].text[:1].isupper():
        return None
    status = _status(context, f": {parts[1].text.split(':', 1)[1].strip()}")
    return _Found("project", parts[0].start, parts[0].end, "project.row", 0.85, _detail(line, status))


def _lists_projects(context: Context, line: Line) -> bool:
    """Return whether the item stands in a list of projects: its heading, or the line that introduces the list, says so."""
    listed = words(context.lexicon.profile.listed("projects", "headings"))
    place = context.lines.index(line)
    for before in reversed(context.lines[max(0, place - 40) : place]):
        if before.shape == "item":
            continue
        if before.shape in ("heading", "label") or before.text.rstrip().endswith((":", ";")):
            about = re.search(rf"(?i)\b\w*(?:{listed})(?:e[tn]e?|a)?\b", before.text)
            return bool(about) and not re.search(r"(?i)\b(?:spørsmål|innspill|mål|økonomi|ansvar)\b", before.text)
        if before.end < line.start and before.gap and not before.text[:1].islower() and before.start - context.text.rfind("\n", 0, before.start) < 3:
            return False
    return False


def _listed(context: Context, line: Line) -> _Found | None:
    text = context.text[line.body : line.end]
    colon = _STOP.search(text, 3)
    start, end = context.trimmed(line.body, line.body + (colon.start() if colon else len(text)), " \t\n*_|.")
    if not 3 <= end - start <= _LONGEST or not context.text[start].isupper():
        return None
    return _Found("project", start, end, "project.listed", 0.8, _detail(line, _status(context, text)))


def _detail(line: Line, status: tuple[str, str] | None) -> dict[str, Any]:
    item: dict[str, Any] = {"item": [line.start, line.end]}
    return item | {"status": status[0], "status_text": status[1]} if status else item


def _status(context: Context, text: str) -> tuple[str, str] | None:
    """Return code and words of a status that stands as a sentence of its own, or after a dash or colon."""
    found: list[tuple[int, str, str]] = []
    for code in context.lexicon.profile.keys("status"):
        for word in context.lexicon.profile.listed("status", code):
            match = re.search(rf"(?i)(?:[.:;(-]\s*|\bstatus\s+)(?P<word>{re.escape(word)})\s*(?:[.,;)]|\Z)", text)
            if match:
                found.append((len(word), code, match["word"]))
    return max(found)[1:] if found else None
