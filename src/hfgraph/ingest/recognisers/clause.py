"""References to clauses of a cooperation agreement."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.line import Line
from hfgraph.ingest.outline import Outline
from hfgraph.ingest.proposal import Proposal, Tier

_NUMBER = r"\d{1,2}(?:\.\d{1,2}){0,3}(?!\d)(?!\.\d)(?!\s?[/%])"
_REACH = 90
"""How far from a clause the word for its agreement stands, in characters."""
_BEFORE, _SECTION_BEFORE = 60, 50
"""How far before a clause words stand that tell what it is of, and a law whose section it is."""
_LAST_CHAPTER = 30
"""No agreement has more chapters, so a greater number in a list is something else."""
_HEADING = re.compile(r"\s*[:.]?\s+[A-ZÆØÅ]")
_SURE, _LIKELY = 0.94, 0.8


class _Words:
    """Patterns that need the words of a profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        clause, chapter = lexicon.listed("clauses", "words"), lexicon.listed("clauses", "chapters")
        agreement = lexicon.agreement
        self.lead = re.compile(
            rf"(?<!\w)(?i:(?P<chapter>{chapter})|(?P<clause>{clause}))\s*+(?:nr\.?\s*)?(?P<number>{_NUMBER})"
        )
        self.more = re.compile(
            rf"\s*+(?:,|\bog\b|\beller\b|\bsamt\b|/)\s*+(?:(?i:{clause}|{chapter})\s*)?(?P<number>{_NUMBER})"
        )
        of, adjectives = r"(?:i|av|til|frå|fra)", lexicon.listed("clauses", "adjectives")
        self.of = re.compile(
            rf"""
            \s*+(?:[a-e]\)\s*)?,?\s*+
            (?:\([^)\n]{{0,60}}\)\s*)?                  # pkt. 4.1 (Partenes ansvar) i …
            (?:[A-ZÆØÅ][\w ]{{0,60}}?\s)?               # pkt. 4.1 Partenes ansvar i …
            {of}\s+(?:{adjectives}\s+){{0,5}}
            """,
            re.VERBOSE,
        )
        before, numbered = lexicon.listed("clauses", "not-before"), lexicon.listed("clauses", "not-before-numbered")
        self.not_before = re.compile(
            rf"""(?i)(?:
            {before}\s*,?\s*
            |\blov\w*\s+
            |\b{numbered}\s*(?:[A-ZÆØÅ]{{0,4}}\s*)?\d{{1,4}}(?:\s?[/-]\s?\d{{1,4}})?\s*,?\s*
            |§\s*[\d-]+\s*(?:\w+\s+ledd\s*)?,?\s*
            )\Z""",
            re.VERBOSE,
        )
        after, beside = lexicon.listed("clauses", "not-after"), lexicon.listed("clauses", "not-beside")
        fillers = lexicon.listed("clauses", "fillers")
        self.not_after = re.compile(rf"(?i)\s*+,?\s*+(?:{of}|på)\s+(?:{fillers}\s+){{0,5}}{after}|\s*+{beside}\b")
        self.agreement = re.compile(agreement)
        self.agreement_before = re.compile(rf"{agreement}(?:\s*(?:sitt|sin|si|,|\())?\s*\Z")
        self.weak = re.compile(rf"(?i)\b{lexicon.listed('clauses', 'weak')}\b")
        self.see = re.compile(rf"(?i)\b{lexicon.listed('clauses', 'see')}\.?\s*\Z")
        self.law = re.compile(lexicon.law)


@dataclass(frozen=True, slots=True)
class _Found:
    """Numbers with the word before them.

    Attributes:
        word: *punkt*, *kapittel*, as written.
        chapter: the word is for a chapter.
        numbers: each with its bounds.
    """

    word: str
    chapter: bool
    numbers: tuple[tuple[str, int, int], ...]

    @property
    def start(self) -> int:
        """Where the word begins."""
        return self.numbers[0][1]

    @property
    def end(self) -> int:
        """Where the last number ends."""
        return self.numbers[-1][2]

    @property
    def dotted(self) -> bool:
        """Whether one of the numbers is of a clause inside a chapter."""
        return any("." in number for number, _, _ in self.numbers)


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every clause of an agreement referred to."""
    told = context.lexicon.once(_Words)
    place = 0
    for match in told.lead.finditer(context.text):
        if match.start() < place:
            continue
        word = match["chapter"] or match["clause"]
        found = _Found(word, bool(match["chapter"]), tuple(_numbers(context.text, match, told)))
        place = found.end
        tier = _tier(context, found, told)
        if tier is not None:
            sure = _SURE if tier == "explicit" else _LIKELY
            for number, start, end in found.numbers:
                yield context.proposal("clause-reference", number, (start, end), "clause.point", sure, tier)


def _numbers(text: str, match: re.Match[str], told: _Words) -> Iterator[tuple[str, int, int]]:
    """Yield the clauses of a list with their bounds."""
    yield match["number"], match.start(), match.end()
    end = match.end()
    while more := told.more.match(text, end):
        if "." not in more["number"] and int(more["number"]) > _LAST_CHAPTER:
            return
        end = more.end()
        yield more["number"], more.start("number"), end


def _tier(context: Context, found: _Found, told: _Words) -> Tier | None:
    """Return how surely numbers are clauses of an agreement, ``None`` when they are points of something else."""
    text = context.text
    before = max(0, found.start - _BEFORE)
    if told.not_before.search(text, before, found.start) or told.not_after.match(text, found.end):
        return None
    joined = told.of.match(text, found.end)
    named = joined is not None and told.agreement.match(text, joined.end()) is not None
    if named or "avtale" in found.word.lower() or told.agreement_before.search(text, before, found.start):
        return "explicit"
    line = context.outline.line(found.start)
    if line is not None and _opens(context, found, line):
        return None
    return (_in_agreement if context.kind == "agreement" else _by_context)(context, found, told)


def _opens(context: Context, found: _Found, line: Line) -> bool:
    """Return whether a number begins the clause itself: it opens a line, as a heading or with a sentence after it."""
    if line.start != found.start or not (found.chapter or context.kind == "agreement"):
        return False
    return line.shape in ("heading", "label") or _HEADING.match(context.text, found.numbers[0][2]) is not None


def _in_agreement(context: Context, found: _Found, told: _Words) -> Tier | None:
    """Return how surely a number in an agreement is one of its own clauses."""
    left, _ = context.outline.sentence(found.start, found.end)
    if told.law.search(context.text, max(left, found.start - _SECTION_BEFORE), found.start):
        return None
    if found.dotted or found.chapter or _near(context, found, told.agreement):
        return "explicit"
    return "explicit" if told.see.search(context.text, max(left, found.start - _BEFORE), found.start) else None


def _near(context: Context, found: _Found, pattern: re.Pattern[str]) -> bool:
    left, right = context.outline.sentence(found.start, found.end)
    begin, end = max(left, found.start - _REACH), min(right, found.end + _REACH)
    return pattern.search(context.text, begin, end) is not None


def _by_context(context: Context, found: _Found, told: _Words) -> Tier | None:
    """Return how surely a number is a clause, by what the sentence, the table, the heading or the document tells of."""
    if _near(context, found, told.agreement):
        return "inferred" if found.chapter else "explicit"
    if _near(context, found, told.weak):
        return "inferred"
    line = context.outline.line(found.start)
    column = line is not None and len(line.cells) > 1 and found.word.lower().startswith("pkt")
    listed = column and context.outline.once(_names_agreement)
    return (
        "inferred"
        if listed or (found.dotted and not found.chapter and context.outline.once(_names_agreement))
        else None
    )


def _names_agreement(outline: Outline) -> bool:
    """Return whether the document names an agreement at all."""
    return outline.lexicon.once(_Words).agreement.search(outline.text) is not None
