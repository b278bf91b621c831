"""Projects: in lists under a heading that says so, and after the word *prosjekt*; with a status told outright."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import words
from hfgraph.ingest.outline import Line
from hfgraph.ingest.proposal import Proposal

_NAMED = r"[A-ZÆØÅ][\wæøåÆØÅ/-]*(?:\s+(?:(?:[a-zæøå/-]+|[A-ZÆØÅ][\wæøå/-]*)\s+){0,5}?[\wæøåÆØÅ/-]+)?"
_STOP = re.compile(r"\s+(?:-|–)\s|[.:;(]|,\s")
_LONGEST = 140


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every project, with its status where a word in the same item tells it outright."""
    taken: list[tuple[int, int]] = []
    for line in context.lines:
        if line.shape == "item" and _lists_projects(context, line):
            proposal = _listed(context, line)
            if proposal is not None:
                taken.append((proposal.start, proposal.end))
                yield proposal
    announced = words(context.lexicon.profile.listed("projects", "words"))
    for pattern in (
        re.compile(rf"(?<![\wæøå])(?i:{announced})\s+«(?P<name>[^»\n]{{3,90}})»"),
        re.compile(rf"(?<![\wæøå])(?i:{announced})\s+(?P<name>[A-ZÆØÅ][\wæøå-]+(?:\s+[a-zæøå-]+){{0,4}})(?=[.,;:)\n]|\s+(?:er|har|ble|blei|vart|skal|i|med|og|som|ved|til|for)\b)"),
    ):
        for match in pattern.finditer(context.text):
            start, end = match.span("name")
            if not any(start < right and left < end for left, right in taken):
                taken.append((start, end))
                yield context.proposal("project", context.written(start, end), start, end, "project.named", 0.8)


def _lists_projects(context: Context, line: Line) -> bool:
    """Return whether the item stands in a list of projects: its heading, or the line that introduces the list, says so."""
    listed = words(context.lexicon.profile.listed("projects", "headings"))
    place = context.lines.index(line)
    for before in reversed(context.lines[max(0, place - 40) : place]):
        if before.shape == "item":
            continue
        if before.shape in ("heading", "label") or before.text.rstrip().endswith((":", ";")):
            return bool(re.search(rf"(?i)\b(?:\w+)?(?:{listed})\b", before.text)) and not re.search(r"(?i)\bspørsmål|innspill|mål\b", before.text)
        if before.end < line.start and not before.text.rstrip().endswith((":", ";")) and line.start - before.end > 2 and before.gap:
            return False
    return False


def _listed(context: Context, line: Line) -> Proposal | None:
    text = context.text[line.body : line.end]
    colon = _STOP.search(text, 4)
    end = line.body + (colon.start() if colon else len(text))
    start, end = context.trimmed(line.body, end)
    if not 3 <= end - start <= _LONGEST or not context.text[start].isupper():
        return None
    status = _status(context, text)
    detail = {"status": status[0], "status_text": status[1], "item": [line.start, line.end]} if status else {"item": [line.start, line.end]}
    return context.proposal("project", context.written(start, end), start, end, "project.listed", 0.8, **detail)


def _status(context: Context, text: str) -> tuple[str, str] | None:
    """Return code and words of a status that stands as a sentence of its own, or after a dash or colon."""
    found: list[tuple[int, str, str]] = []
    for code in context.lexicon.profile.keys("status"):
        for word in context.lexicon.profile.listed("status", code):
            match = re.search(rf"(?i)(?:[.:;(-]\s*|\bstatus\s+)(?P<word>{re.escape(word)})\s*(?:[.,;)]|\Z)", text)
            if match:
                found.append((len(word), code, match["word"]))
    return max(found)[1:] if found else None
