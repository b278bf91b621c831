"""References to sections of statutes and bylaws: ``hol§6-2#11``, ``vedtekter§4-3``."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.outline import Outline
from hfgraph.ingest.proposal import Proposal, Tier
from hfgraph.ingest.recognisers.section import SIGN, later_items, normal, references

_AFTER = 60
"""How far after a section its law may be named, in characters."""
_BEFORE = 40
_ACT = "hol"
"""The Act that such papers are about; its sections 6-1 to 6-6 are cited without its name."""
_ACT_SECTION = re.compile(r"6\s?-\s?[1-6]\b")
_LISTING_SECTION = "6-2"
"""The Act's section with a list of thirteen numbers, cited as *nr. 9* once the section has been named."""
_CLOSE = re.compile(r"[\s,.(]*(?:(?:kapittel|kap\.?)\s+\d+[\s,]*)?(?:sine?\s+)?(?:slår\s+i\s+)?")
_PARAGRAPHS_REACH = 2000
_SURE, _LIKELY, _UNSURE = 0.96, 0.8, 0.75


@dataclass(frozen=True, slots=True)
class _Named:
    """A law named in a text."""

    code: str
    start: int
    end: int
    bylaws: bool


class _Laws:
    """The laws that a document names, in order."""

    def __init__(self, outline: Outline) -> None:
        lexicon = outline.lexicon
        self._named = [
            _Named(law.code, match.start(), match.end(), law.bylaws)
            for match in re.finditer(lexicon.law, outline.text)
            if (law := lexicon.law_of(match[0])) is not None
        ]
        self._statutes = [one for one in self._named if not one.bylaws]
        self._starts = [one.start for one in self._named]
        counts = Counter(one.code for one in self._named)
        self.usual = counts.most_common(1)[0][0] if counts else None

    def before(self, offset: int) -> _Named | None:
        """Return the law named last before ``offset``."""
        return _last(self._named, offset)

    def statute_before(self, offset: int) -> _Named | None:
        """Return the law named last before ``offset`` that is no bylaws."""
        return _last(self._statutes, offset)

    def after(self, offset: int) -> _Named | None:
        """Return the law named first from ``offset`` on."""
        found = bisect_left(self._starts, offset)
        return self._named[found] if found < len(self._named) else None


def _last(named: list[_Named], offset: int) -> _Named | None:
    found = bisect_right(named, offset, key=lambda one: one.end)
    return named[found - 1] if found else None


class _Words:
    """Patterns that need the words of a profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        same, adjectives = lexicon.listed("sections", "same-law"), lexicon.listed("sections", "adjectives")
        self.same = re.compile(rf"(?i)\b{same}\s*+(?:sin|si|s)?\s*+(?:kapittel\s+\d+\s*,?\s*)?\Z")
        self.of = re.compile(rf"\s*+,?\s*+(?:i|av|etter|frå|fra)\s+(?:{adjectives}\s+){{0,4}}")
        self.agreement = re.compile(lexicon.agreement)


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every section referred to, with the law that is named there or was named last."""
    place = 0
    for sign in SIGN.finditer(context.text):
        if sign.start() < place or _defines(context, sign):
            continue
        found = references(context, sign)
        law, tier, begin = _law_of(context, sign, found[-1].end)
        if law is None:
            continue
        place = found[-1].end
        for one in found:
            start = begin if one.start == sign.start() and begin is not None else one.start
            sure = _SURE if tier == "explicit" else _LIKELY
            yield context.proposal("law-reference", f"{law}§{one.value}", (start, one.end), "law.section", sure, tier)
        if law == _ACT and normal(sign["section"]) == _LISTING_SECTION:
            yield from _later(context, f"{law}§{_LISTING_SECTION}", place)


def _later(context: Context, section: str, place: int) -> Iterator[Proposal]:
    """Yield the numbers of the Act's list that are named without their section a little later (*… og nr. 9*)."""
    for item in later_items(context, place):
        value = f"{section}#{item.value}"
        yield context.proposal("law-reference", value, (item.start, item.end), "law.item", _UNSURE, "inferred")


def _defines(context: Context, sign: re.Match[str]) -> bool:
    """Return whether the sign begins the heading of the section itself, as in the statute's own text."""
    line = context.outline.line(sign.start())
    if line is None or line.start != sign.start() or line.shape != "heading":
        return False
    return re.match(r"\.?\s+[A-ZÆØÅ]", context.text[sign.end() : line.end]) is not None


def _law_of(context: Context, sign: re.Match[str], end: int) -> tuple[str | None, Tier, int | None]:
    """Return the code of a section's law, whether it is told, and where its name begins when it stands right before.

    Args:
        context: the document.
        sign: the sign and the section.
        end: where the last section or number of the reference ends.
    """
    laws, told = context.outline.once(_Laws), context.lexicon.once(_Words)
    text, start = context.text, sign.start()
    left, right = context.outline.sentence(start, sign.end())
    last = laws.before(start)
    before = last if last is not None and last.start >= left else None
    if before and _CLOSE.fullmatch(text, before.end, start):
        return before.code, "explicit", before.start
    joined = told.of.match(text, end)
    after = laws.after(joined.end() - 1) if joined else None
    if joined and after and after.start <= joined.end() + 1:
        return after.code, "explicit", None
    if told.same.search(text, max(0, start - _BEFORE), start):
        statute = laws.statute_before(start)
        return (statute.code, "explicit", None) if statute else (_ACT, "inferred", None)
    follows = laws.after(sign.end())
    near = before or (follows if follows and follows.start < min(right, sign.end() + _AFTER) else None)
    if near:
        return near.code, "explicit", None
    return _usual(context, sign, (left, right)), "inferred", None


def _usual(context: Context, sign: re.Match[str], sentence: tuple[int, int]) -> str | None:
    """Return the law that a section without one is of; none for a clause, in a sentence about an agreement."""
    laws = context.outline.once(_Laws)
    if "-" not in sign["section"] and context.lexicon.once(_Words).agreement.search(context.text, *sentence):
        return None
    if _ACT_SECTION.match(sign["section"]):
        return _ACT
    last = laws.before(sign.start())
    paragraph = context.text.rfind("\n\n", max(0, sign.start() - _PARAGRAPHS_REACH), sign.start())
    return last.code if last and last.start > paragraph else laws.usual
