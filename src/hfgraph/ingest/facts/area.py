"""The focus area that a place in a document comes under: that of the line above its list, or of a heading above."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import cached_property

from hfgraph import terms
from hfgraph.ingest.document import Block
from hfgraph.ingest.facts.context import Context
from hfgraph.ingest.item import Item, Place
from hfgraph.ingest.known import plain_name

_AREA = re.compile(r"\b(?:innsats|satsings|satsnings|fokus)omrade(?:t|ne|a|r)?\b")
_NUMBERED = re.compile(r"\b(?:innsats|satsings|satsnings|fokus)omrade(?:t)?\s+(\d{1,2}|ein|en|to|tre|fire|fem)\b")
_WORDS = {"en": 1, "ein": 1, "to": 2, "tre": 3, "fire": 4, "fem": 5}
_FOCUS_AREA = terms.HF + "FocusArea"
_LISTED = ("item", "row")
_LAST = 99


class Areas:
    """Finds focus areas.

    Args:
        context: the document.
        accepted: the items that will be filed.
        iri: tells which thing an item names.
    """

    def __init__(self, context: Context, accepted: Iterable[Item], iri: Callable[[Item], str]) -> None:
        self._context = context
        self._items = [item for item in accepted if item.type == "focus-area"]
        self._iri = iri
        self._over: dict[int, str | None] = {}

    def over(self, place: Place) -> str | None:
        """Return the focus area that ``place`` comes under, or ``None``.

        The line that introduces its list comes first, then the headings above, from the nearest on. A heading ends what
        one of a lower or the same level has begun; one without a number ends nothing that a numbered one has.
        """
        block = self._context.document.block_at(place.start)
        if block is None:
            return None
        if block.start not in self._over:
            self._over[block.start] = self._found(block)
        return self._over[block.start]

    def _found(self, block: Block) -> str | None:
        above = [other for other in self._context.document.blocks if other.start < block.start]
        if block.kind in _LISTED:
            while above and above[-1].kind in _LISTED:
                above.pop()
            if above and above[-1].kind == "paragraph" and (area := self._introduced(above[-1])):
                return area
        depth = _depth(block) if block.kind == "heading" and block.number else _LAST
        plain = _depth(block) if block.kind == "heading" and not block.number else _LAST
        for heading in reversed([other for other in above if other.kind == "heading"]):
            if _depth(heading) >= (depth if heading.number else min(depth, plain)):
                continue
            area = self._of(self._words(heading))
            if area is not None:
                return area
            if heading.number:
                depth = _depth(heading)
            else:
                plain = _depth(heading)
        return None

    def _introduced(self, block: Block) -> str | None:
        """Return the area that a line before a list says that the list is of; a line of prose says nothing of it."""
        words = self._words(block).rstrip()
        return self._of(words.rpartition(". ")[2]) if words.endswith((":", ";")) else None

    def _words(self, block: Block) -> str:
        return self._context.document.text[block.start : block.end].strip("#* \t\n")

    def _of(self, words: str) -> str | None:
        """Return the one area that ``words`` name, by number or by name."""
        plain = plain_name(words)
        numbered = {
            self._numbers.get(_WORDS.get(told) or int(told)) for told in _NUMBERED.findall(plain) if _readable(told)
        }
        found = {iri for iri in numbered if iri}
        if not found:
            said = _AREA.search(plain) is not None
            bare = _bare(words)
            found = {
                iri for name, iri in self._names.items() if name and (bare == name or (said and _holds(plain, name)))
            }
        return found.pop() if len(found) == 1 else None

    @cached_property
    def _names(self) -> dict[str, str]:
        known = self._context.known
        found = {
            name: iri
            for iri, names in known.names((_FOCUS_AREA,), self._context.home).items()
            for name in names
            if not _NUMBERED.search(name)
        }
        for item in self._items:
            found.setdefault(_bare(item.text), self._iri(item))
        return found

    @cached_property
    def _numbers(self) -> dict[int, str]:
        known = self._context.known
        found: dict[int, str] = {}
        for iri, names in known.names((_FOCUS_AREA,), self._context.home).items():
            told = known.value(iri, terms.HF + "number")
            numbers = [match[1] for name in names if (match := _NUMBERED.search(name))] + ([told] if told else [])
            for number in filter(_readable, numbers):
                found.setdefault(_WORDS.get(number) or int(number), iri)
        for item in self._items:
            number = item.detail.get("number")
            if isinstance(number, int):
                found.setdefault(number, self._iri(item))
        return found


def _depth(block: Block) -> int:
    """Return how deep a heading is: its number tells it better than its look."""
    return block.number.count(".") + 1 if block.number else block.level or _LAST - 1


def _readable(number: str) -> bool:
    return number.isdecimal() or number in _WORDS


def _holds(words: str, name: str) -> bool:
    return f" {name} " in f" {words} "


def _bare(words: str) -> str:
    """Return the name in a heading, without its number and the word for such areas."""
    plain = plain_name(words)
    return re.sub(r"^(?:\d+ )*", "", _NUMBERED.sub(" ", _AREA.sub(" ", re.sub(_NUMBERED, " ", plain)))).strip()
