"""The styles of a Word document: which are headings, which number, which are bold."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hfgraph.ingest.readers.numbering import W

if TYPE_CHECKING:
    from lxml.etree import _Element

_HEADING = re.compile(r"(?:heading|overskrift) ?(\d)$", re.IGNORECASE)
_DEEPEST = 20
_BODY_LEVEL = 9


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph gets from its style and those that one is based on.

    Attributes:
        name: of the style in small letters.
        level: of the heading from 1, or 0.
        use: identifier of the list that numbers it.
        depth: level in that list from 0, if told.
        lister: identifier of the style that names the list.
        bold: whether its text is.
        size: of its text in half points, or 0.
    """

    name: str = ""
    level: int = 0
    use: str = ""
    depth: int | None = None
    lister: str = ""
    bold: bool = False
    size: int = 0


class Styles:
    """The paragraph styles of one document."""

    def __init__(self, root: _Element | None) -> None:
        """Take the styles from the root of ``styles.xml``, if there is one."""
        self._elements: dict[str, _Element] = {}
        self._known: dict[str, Style] = {}
        self.default = ""
        self.size = 22
        if root is None:
            return
        for element in root.iter(f"{W}style"):
            if element.get(f"{W}type") == "paragraph":
                key = element.get(f"{W}styleId", "")
                self._elements[key] = element
                if on(element.get(f"{W}default", "0")):
                    self.default = key
        size = root.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}sz")
        self.size = self[self.default].size or number(size) or 20

    def __getitem__(self, key: str) -> Style:
        """Return the style ``key``, resolved; a plain one when there is none."""
        if key not in self._known:
            self._known[key] = self._resolved(key)
        return self._known[key]

    def _resolved(self, key: str) -> Style:
        name, level, use, depth, lister, size = "", 0, "", None, "", 0
        bold: bool | None = None
        for _ in range(_DEEPEST):
            element = self._elements.get(key)
            if element is None:
                break
            own = value(element.find(f"{W}name")).lower()
            name = name or own
            level = level or _level(element, own)
            listed = element.find(f"{W}pPr/{W}numPr")
            if listed is not None:
                told = value(listed.find(f"{W}numId"))
                if depth is None and listed.find(f"{W}ilvl") is not None:
                    depth = number(listed.find(f"{W}ilvl"))
                if told and not use:
                    use, lister = told, key
            bold = is_on(element.find(f"{W}rPr/{W}b")) if bold is None else bold
            size = size or number(element.find(f"{W}rPr/{W}sz"))
            key = value(element.find(f"{W}basedOn"))
        return Style(name, max(level, 0), use, depth, lister, bool(bold), size)


def value(element: _Element | None) -> str:
    """Return the value of a property, or an empty string."""
    return "" if element is None else element.get(f"{W}val", "")


def number(element: _Element | None) -> int:
    """Return the value of a property as a whole number, or 0."""
    text = value(element)
    return int(text) if text.isascii() and text.isdigit() and len(text) < _BODY_LEVEL else 0


def on(text: str) -> bool:
    """Return whether the value of a switch turns it on."""
    return text not in {"0", "false", "off"}


def is_on(element: _Element | None) -> bool | None:
    """Return whether a switch is on, or ``None`` when it is not told."""
    return None if element is None else on(element.get(f"{W}val", "1"))


def _level(element: _Element, name: str) -> int:
    outline = element.find(f"{W}pPr/{W}outlineLvl")
    if outline is not None:
        told = number(outline)
        return told + 1 if told < _BODY_LEVEL else -1
    found = _HEADING.match(name)
    if found:
        return int(found[1])
    return {"title": 1, "tittel": 1, "subtitle": 2, "undertittel": 2}.get(name, 0)
