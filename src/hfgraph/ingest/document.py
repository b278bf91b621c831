"""A document as every reader hands it on: its text, and where in the text its blocks are."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Literal

from hfgraph.text import Text

Kind = Literal["heading", "paragraph", "item", "row", "note"]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of a document's text.

    Attributes:
        start: first character, in code points from 0.
        end: the character after the last one.
        kind: a heading, a paragraph, an item of a list, a row of a table (cells parted by tabs), or a footnote,
            header or footer.
        level: depth of a heading or a list item from 1, else 0.
        number: what numbers it as it is written, without the closing full stop or bracket (``2``, ``5.3``, ``a``), or
            an empty string. The number is part of the text too.
        page: page or slide from 1, or ``None`` where there are none.
        section: the heading it stands under; its own words when it is one.
    """

    start: int
    end: int
    kind: Kind
    level: int = 0
    number: str = ""
    page: int | None = None
    section: str = ""


@dataclass(frozen=True)
class Document:
    """What a reader makes of a file.

    Attributes:
        name: of the file, without folders.
        media: media type of the file.
        size: of the file in bytes.
        sha256: of the file's bytes, hexadecimal.
        text: all of the document's text; that of a text file is the file, decoded.
        reader: name and version of the reader, such as ``docx 1``: the same bytes and reader give the same text.
        blocks: in the order of the text, not overlapping.
        notes: what a person should know about the reading.
    """

    name: str
    media: str
    size: int
    sha256: str
    text: str
    reader: str
    blocks: tuple[Block, ...]
    notes: tuple[Text, ...] = ()

    @property
    def text_sha256(self) -> str:
        """SHA-256 of the text in UTF-8, hexadecimal."""
        return sha256(self.text.encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def _starts(self) -> list[int]:
        return [block.start for block in self.blocks]

    def block_at(self, offset: int) -> Block | None:
        """Return the block that the character at ``offset`` is in, or the one before it."""
        found = bisect_right(self._starts, offset) - 1
        return self.blocks[found] if found >= 0 else None
