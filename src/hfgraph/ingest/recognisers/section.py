"""Sections of a law as they are written after the sign: one or several, with their numbers and letters."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import Lexicon, words

_LETTER = r"(?:[a-z](?!\w)|\s[a-hj-z](?!\w)|\s[a-z](?=[.,;)]))"
_SECTION = rf"\d{{1,3}}(?:\s?-\s?\d{{1,3}})?{_LETTER}?"
SIGN = re.compile(rf"(?P<sign>§{{1,2}}|(?i:paragraf(?:en|ene|ane)?))\s*+(?P<section>{_SECTION})(?![\d-])")
"""The sign, or the word, with the first section."""
_LATER = re.compile(r"(?<![\w.])nr\.?\s?(?P<item>\d{1,2})(?!\d)(?![./-]\d)")
_PARAGRAPH_ENDS = re.compile(r"\n[ \t]*\n[ \t]*\n|\n(?=#)")
_ITEMS = range(1, 14)
"""The numbers of the Act's list."""
_NEAR, _FAR = 260, 500
"""How far after a section numbers still belong to it; the second when another section follows there, in characters."""
_LONGEST_RANGE = 15
"""Items that *nr. 3-9* may stand for."""
_LONGEST_LEAD = 8


@dataclass(frozen=True, slots=True)
class Reference:
    """A section, with a number when one is named.

    Attributes:
        value: ``6-2`` or ``6-2#11``; of a number alone ``11``.
        start: first character.
        end: the character after the last one.
    """

    value: str
    start: int
    end: int


class _Words:
    """Patterns that need the words of a profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        ordinal, part = lexicon.listed("sections", "ordinals"), lexicon.listed("sections", "parts")
        paragraph = rf"(?:{ordinal}|\d\.?)\s+{part}"
        months, counted = words(lexicon.months), lexicon.listed("sections", "counted")
        self.paragraph = re.compile(rf"(?:\s*+,?\s*+{paragraph}(?:\s+(?:og|,)\s+{paragraph})?){{1,4}}")
        self.item = re.compile(
            rf"\s*+,?\s*+(?:{paragraph}\s*+,?\s*+){{0,4}}{lexicon.listed('sections', 'items')}\s*"
            r"(?P<item>\d{1,2}(?!\d)|[a-zæøå](?!\w))"
        )
        self.more_items = re.compile(
            rf"""
            \s*+(?P<join>,|\bog\b|\beller\b|\bsamt\b|-|til)\s*+(?:{lexicon.listed("sections", "more-items")}\s*)?
            (?P<item>\d{{1,2}}(?!\d)(?![./-]\d)(?!\s*+(?i:{months}|{counted}))|[a-zæøå](?!\w))
            """,
            re.VERBOSE,
        )
        join = r"\s*+(?P<join>,|;|\bog\b|\beller\b|\bsamt\b|\btil\b|\bjfr?\.?)\s*+"
        self.more = re.compile(
            rf"{join}(?P<sign>§{{1,2}}\s*)?(?P<section>\d{{1,3}}\s?-\s?\d{{1,3}}{_LETTER}?)(?![\d/-])"
        )
        self.more_plain = re.compile(
            rf"\s*+(?P<join>,|\bog\b|\beller\b|\bsamt\b)\s*+(?P<sign>§{{1,2}}\s*)?(?P<section>{_SECTION})"
            rf"(?![\d/%-])(?![.,]\d)(?!\s*\.\s*(?i:{months}))"
        )
        self.other_number = re.compile(rf"(?i){lexicon.listed('sections', 'other-numbers')}\s\Z")


def normal(section: str) -> str:
    """Return a section without spaces."""
    return "".join(section.split())


def references(context: Context, sign: re.Match[str]) -> list[Reference]:
    """Return each reference that a sign begins."""
    told, text = context.lexicon.once(_Words), context.text
    found: list[Reference] = []
    section, start, place = normal(sign["section"]), sign.start(), sign.end("section")
    plural = sign["sign"] == "§§" or sign["sign"].lower().endswith(("ene", "ane"))
    pattern = told.more_plain if plural else told.more
    while True:
        items, end = _items(text, place, told)
        if any(item.value.isdigit() for item in items):
            for order, item in enumerate(items):
                found.append(Reference(f"{section}#{item.value}", item.start if order else start, item.end))
        else:
            paragraph = told.paragraph.match(text, place) if not items else None
            end = paragraph.end() if paragraph else end
            found.append(Reference(section, start, end))
        more = pattern.match(text, end)
        if more is None or more["join"] == "til" or (more["join"].startswith("jf") and not more["sign"]):
            return found
        section, place = normal(more["section"]), more.end("section")
        start = more.start("sign") if more["sign"] else more.start("section")


def _items(text: str, place: int, told: _Words) -> tuple[list[Reference], int]:
    """Return the numbers or letters of a section, and where they end."""
    match = told.item.match(text, place)
    if match is None:
        return [], place
    found = [Reference(match["item"], match.start("item"), match.end())]
    end = match.end()
    while more := told.more_items.match(text, end):
        items = [*_next(found[-1].value, more)]
        if not items:
            break
        found += items
        end = more.end()
    return found, end


def _next(last: str, more: re.Match[str]) -> Iterator[Reference]:
    """Yield what a list goes on with: the next number or letter, or all the numbers of a range."""
    item, span = more["item"], (more.start("item"), more.end())
    if item.isdigit() != last.isdigit():
        return
    if not item.isdigit():
        if more["join"] in ("og", ",", "-") and item not in ("i", "å"):
            yield Reference(item, *span)
        return
    begin, end = int(last), int(item)
    if more["join"] in ("-", "til"):
        if begin < end <= begin + _LONGEST_RANGE:
            for number in range(begin + 1, end + 1):
                yield Reference(str(number), *span)
    elif end > begin:
        yield Reference(item, *span)


def later_items(context: Context, place: int) -> Iterator[Reference]:
    """Yield the numbers of the Act's list that are named within reach after a section, up to the next section."""
    text, told = context.text, context.lexicon.once(_Words)
    following = SIGN.search(text, place, place + _FAR)
    stop = following.start() if following else min(place + _NEAR, len(text))
    gap = _PARAGRAPH_ENDS.search(text, place, stop)
    for match in _LATER.finditer(text, place, gap.start() if gap else stop):
        other = told.other_number.search(text, max(0, match.start() - _LONGEST_LEAD), match.start())
        if int(match["item"]) in _ITEMS and not other:
            yield Reference(match["item"], *match.span())
