"""A piece of a document before its text is put together, and what is taken out of its words."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

from hfgraph.ingest.document import Kind

_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_INVISIBLE = re.compile(
    "[\u00ad\u061c\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff\ufff9-\ufffb\U000e0000-\U000e007f"
    "\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]"
)
_COLUMN = re.compile(r"(?<=[^ \t\n]) {3,}(?=[^ \t\n])")
"""Spaces that somebody has lined up columns with."""
_SPACES = re.compile("[ \u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]+")
_TABS = re.compile(" *\t[ \t]*")
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"})
_SURROGATES = re.compile("[\ud800-\udfff]")


@dataclass(slots=True)
class Piece:
    """One line-to-be of the text.

    Attributes:
        text: its words; numbers of lists are among them.
        kind: what it is, or an empty string where its words are to tell.
        level: depth of a heading or an item from 1.
        number: what numbers it.
        page: page or slide from 1.
        tight: whether it follows the one before it without an empty line.
        alone: whether it stands by itself, so that a short line may be a heading.
        strong: whether it is set as a heading is: bold or large.
        markdown: whether ``#``, ``*`` and ``|`` mean something in it.
        indent: how many columns of blanks stood before it.
        start: place of its first character in a text that is there already.
        end: place after its last one.
    """

    text: str
    kind: Kind | str = ""
    level: int = 0
    number: str = ""
    page: int | None = None
    tight: bool = False
    alone: bool = True
    strong: bool = False
    markdown: bool = False
    indent: int = 0
    start: int = 0
    end: int = 0


def clean(text: str) -> str:
    """Return ``text`` composed (NFC), with ordinary spaces only, and without what cannot be seen."""
    text = _INVISIBLE.sub("", unicodedata.normalize("NFC", text.translate(_LIGATURES)))
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\x85", "\n").replace("\u2028", "\n")
    text = text.replace("\u2029", "\n").replace("\x0b", "\n").replace("\x0c", "\n")
    text = _SURROGATES.sub("\ufffd", text)
    return _TABS.sub("\t", _SPACES.sub(" ", _COLUMN.sub("\t", text))).strip(" \t\n")


def turned(text: str) -> bool:
    """Return whether ``text`` holds characters that make a reader see its words in another order."""
    return _OVERRIDES.search(text) is not None


def unseen(text: str) -> bool:
    """Return whether ``text`` holds characters without width."""
    return _INVISIBLE.search(text.replace("\u00ad", "")) is not None
