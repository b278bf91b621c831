"""Word's markup: what to go through, what to choose, and the words of a paragraph as they are gathered."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from hfgraph.ingest.readers.numbering import W
from hfgraph.ingest.readers.styles import is_on

if TYPE_CHECKING:
    from lxml.etree import _Element

MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
"""Namespace of alternatives."""

THROUGH = {
    f"{W}{name}"
    for name in ("ins", "moveTo", "smartTag", "fldSimple", "customXml", "dir", "bdo", "sdtContent", "ruby", "rubyBase")
}
"""Elements whose content is read as if they were not there."""


class Gathered:
    """The words of one paragraph, and how they are set."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.runs: list[tuple[bool | None, int]] = []
        self.boxes: list[_Element] = []
        self.turned_first = False
        self._links: set[int] = set()

    def link(self, before: int) -> None:
        """Remember that the parts from ``before`` on are a link."""
        self._links.update(range(before, len(self.parts)))

    @property
    def linked(self) -> bool:
        """Whether all the words are links."""
        filled = [index for index, part in enumerate(self.parts) if part.strip()]
        return bool(filled) and self._links.issuperset(filled)

    def all_bold(self, style: bool) -> bool:
        """Return whether every run is bold, where ``style`` tells of those that do not say."""
        return bool(self.runs) and all(style if bold is None else bold for bold, _ in self.runs)

    def size(self, style: int) -> int:
        """Return the smallest size of the runs in half points, where ``style`` is that of those that do not say."""
        return min((size or style for _, size in self.runs), default=style)


def choice(alternatives: _Element) -> _Element:
    """Return the alternative to read, so that nothing is read twice."""
    for child in alternatives:
        if child.tag == f"{MC}Choice":
            return child
    fallback = alternatives.find(f"{MC}Fallback")
    return alternatives if fallback is None else fallback


def boxes(element: _Element) -> Iterator[_Element]:
    """Yield the contents of the text boxes in a drawing; a box in a box comes with the outer one."""
    for child in element:
        if child.tag == f"{W}txbxContent":
            yield child
        elif child.tag == f"{MC}AlternateContent":
            yield from boxes(choice(child))
        else:
            yield from boxes(child)


def is_placeholder(control: _Element) -> bool:
    """Return whether a content control only shows what should be filled in."""
    return bool(is_on(control.find(f"{W}sdtPr/{W}showingPlcHdr")))


def children(parent: _Element, tag: str) -> Iterator[_Element]:
    """Yield the rows of a table or the cells of a row, also those inside a content control or an insertion."""
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag == f"{W}sdt":
            content = child.find(f"{W}sdtContent")
            if content is not None:
                yield from children(content, tag)
        elif child.tag in THROUGH:
            yield from children(child, tag)
