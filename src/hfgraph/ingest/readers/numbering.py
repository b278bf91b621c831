"""The numbers that Word counts itself: they stand nowhere in the text, only in the definitions of lists."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
"""Namespace of Word's elements."""

_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")
_LETTERS = 26
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_SMALL_ROMAN = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LARGEST_ROMAN = 3999


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    pattern: str = ""
    style: str = ""
    legal: bool = False
    restart: int | None = None


@dataclass(slots=True)
class _List:
    levels: dict[int, _Level] = field(default_factory=dict)
    counts: list[int | None] = field(default_factory=lambda: [None] * _LEVELS)
    link: str = ""


@dataclass(slots=True)
class _Use:
    list: str
    starts: dict[int, int] = field(default_factory=dict)
    levels: dict[int, _Level] = field(default_factory=dict)
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """What Word shows before a paragraph.

    Attributes:
        text: as shown, such as ``5.3`` or ``a)``; ``-`` for every bullet.
        number: the text without its bracket or full stop; empty for a bullet.
        level: depth from 1.
    """

    text: str
    number: str
    level: int


class Numbering:
    """Counts the numbered paragraphs of one document, which must be asked for in their order."""

    def __init__(self, root: _Element | None) -> None:
        """Take the definitions from the root of ``numbering.xml``, if there is one."""
        self._lists: dict[str, _List] = {}
        self._uses: dict[str, _Use] = {}
        self._style_of_list: dict[str, str] = {}
        if root is None:
            return
        for element in root.iter(f"{W}abstractNum"):
            self._add_list(element)
        for element in root.iter(f"{W}num"):
            self._add_use(element)

    def level_of_style(self, use: str, style: str) -> int:
        """Return the level from 0 that the list ``use`` gives to paragraphs of ``style``."""
        found = self._uses.get(use)
        if found is None:
            return 0
        for index, level in self._list(found).levels.items():
            if level.style == style:
                return index
        return 0

    def label(self, use: str, depth: int) -> Label | None:
        """Return what stands before the next paragraph of the list ``use`` at ``depth`` from 0, if anything does."""
        found = self._uses.get(use)
        if found is None or not 0 <= depth < _LEVELS:
            return None
        listing = self._list(found)
        level = found.levels.get(depth) or listing.levels.get(depth)
        if level is None:
            return None
        if not found.begun:
            found.begun = True
            for index in found.starts:
                listing.counts[index] = None
        self._count(found, listing, depth)
        if level.form == "bullet":
            return Label("-", "", depth + 1)
        if level.form == "none" and not _PLACE.search(level.pattern):
            return None
        text = _PLACE.sub(lambda place: self._shown(found, listing, int(place[1]) - 1, level), level.pattern).strip()
        if not text:
            return None
        return Label(text, text.strip("().:- "), depth + 1)

    def _count(self, use: _Use, listing: _List, depth: int) -> None:
        counts = listing.counts
        for index in range(depth):
            if counts[index] is None:
                counts[index] = self._start(use, listing, index)
        now = counts[depth]
        counts[depth] = self._start(use, listing, depth) if now is None else now + 1
        for index in range(depth + 1, _LEVELS):
            level = listing.levels.get(index)
            if level is None or level.restart is None or 0 < depth + 1 <= level.restart:
                counts[index] = None

    def _start(self, use: _Use, listing: _List, depth: int) -> int:
        if depth in use.starts:
            return use.starts[depth]
        level = use.levels.get(depth) or listing.levels.get(depth)
        return level.start if level else 1

    def _shown(self, use: _Use, listing: _List, depth: int, shower: _Level) -> str:
        level = use.levels.get(depth) or listing.levels.get(depth) or _Level()
        count = listing.counts[depth]
        value = self._start(use, listing, depth) if count is None else count
        return written(value, "decimal" if shower.legal else level.form)

    def _list(self, use: _Use) -> _List:
        listing = self._lists.get(use.list) or _List()
        if listing.link:
            other = next(
                (one for key, one in self._lists.items() if self._style_of_list.get(key) == listing.link), None
            )
            if other is not None:
                return other
        return listing

    def _add_list(self, element: _Element) -> None:
        key = element.get(f"{W}abstractNumId", "")
        listing = _List()
        for child in element:
            if child.tag == f"{W}lvl":
                listing.levels[_integer(child.get(f"{W}ilvl"))] = _level(child)
            elif child.tag == f"{W}numStyleLink":
                listing.link = child.get(f"{W}val", "")
            elif child.tag == f"{W}styleLink":
                self._style_of_list[key] = child.get(f"{W}val", "")
        self._lists[key] = listing

    def _add_use(self, element: _Element) -> None:
        reference = element.find(f"{W}abstractNumId")
        use = _Use("" if reference is None else reference.get(f"{W}val", ""))
        for override in element.findall(f"{W}lvlOverride"):
            depth = _integer(override.get(f"{W}ilvl"))
            start = override.find(f"{W}startOverride")
            if start is not None:
                use.starts[min(depth, _LEVELS - 1)] = _integer(start.get(f"{W}val"))
            level = override.find(f"{W}lvl")
            if level is not None:
                use.levels[depth] = _level(level)
        self._uses[element.get(f"{W}numId", "")] = use


def written(value: int, form: str) -> str:
    """Return ``value`` in Word's number format ``form``."""
    if form in {"lowerLetter", "upperLetter"} and value > 0:
        letter = chr(ord("a") + (value - 1) % _LETTERS) * min((value - 1) // _LETTERS + 1, 9)
        return letter.upper() if form == "upperLetter" else letter
    if form in {"lowerRoman", "upperRoman"} and 0 < value <= _LARGEST_ROMAN:
        roman = ""
        for size, sign in (*_ROMAN, *_SMALL_ROMAN):
            roman += sign * (value // size)
            value %= size
        return roman.upper() if form == "upperRoman" else roman
    if form == "decimalZero":
        return f"{value:02}"
    if form == "ordinal":
        return f"{value}."
    return "" if form in {"none", "bullet"} else str(value)


def _level(element: _Element) -> _Level:
    values = {child.tag.removeprefix(W): child.get(f"{W}val", "") for child in element if isinstance(child.tag, str)}
    restart = values.get("lvlRestart")
    return _Level(
        _integer(values.get("start"), 1),
        values.get("numFmt", "decimal"),
        values.get("lvlText", ""),
        values.get("pStyle", ""),
        "isLgl" in values and values["isLgl"] not in {"0", "false"},
        None if restart is None else _integer(restart),
    )


def _integer(text: str | None, other: int = 0) -> int:
    try:
        return max(0, min(int(text or other), 1_000_000))
    except ValueError:
        return other
