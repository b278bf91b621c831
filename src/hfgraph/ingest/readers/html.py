"""HTML pages: what is shown, in the order it is shown."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from hfgraph.errors import bad_input
from hfgraph.ingest.document import Document
from hfgraph.ingest.readers import mark as marks
from hfgraph.ingest.readers.layout import document
from hfgraph.ingest.readers.numbering import written
from hfgraph.ingest.readers.piece import Piece, clean, turned
from hfgraph.ingest.readers.table import Cell, rows
from hfgraph.ingest.readers.text import TURNED, decode
from hfgraph.text import Text

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

READER = "html 1"
"""Name and version of this reader."""

_CHARSET = re.compile(rb"<meta[^>]+charset\s*=\s*[\"']?\s*([A-Za-z0-9_.:-]+)", re.IGNORECASE)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_BLANK = re.compile(r"[ \t\r\n\f]+")
_DROPPED = frozenset(
    "script style nav head template noscript svg math button select option textarea iframe object audio video canvas "  # noqa: SIM905
    "datalist dialog del".split()
)
_BLOCKS = frozenset(
    "address article aside blockquote body center dd details div dl dt fieldset figcaption figure footer form header "  # noqa: SIM905
    "hgroup hr html li main ol p pre section summary table caption tbody thead tfoot tr td th ul "
    "h1 h2 h3 h4 h5 h6".split()
)
_BOLD = frozenset({"b", "strong"})
_LISTS = frozenset({"ol", "ul", "menu"})
_CELLS = frozenset({"td", "th"})
_LETTERS = {"a": "lowerLetter", "A": "upperLetter", "i": "lowerRoman", "I": "upperRoman"}
_NESTING = re.compile(
    r"<(/?)(?:div|table|ul|ol|dl|blockquote|section|article|center|fieldset|main|header|footer|aside)\b", re.I
)
_DEEPEST_PAGE = 10_000
_SNIFFED = 4096
_DEEPEST = 512
_DEEP = Text(
    f"Siden er nøstet dypere enn {_DEEPEST} nivåer; lister og tabeller lenger inn er lest som vanlig tekst.",
    f"The page is nested deeper than {_DEEPEST} levels; lists and tables further in were read as plain text.",
)


@dataclass(slots=True)
class _List:
    ordered: bool
    form: str
    count: int
    step: int


@dataclass(slots=True)
class _Table:
    cells: list[Cell] = field(default_factory=list)
    before: list[list[Piece]] = field(default_factory=list)


def read(content: bytes, name: str) -> Document:
    """Return the document that an HTML page is.

    Raises:
        HfgraphError: it is no text, there is none, or too much.
    """
    from selectolax.lexbor import LexborHTMLParser

    text, notes = _decoded(content, name)
    _require_shallow(text, name)
    tree = LexborHTMLParser(text)
    walker = _Walker()
    if tree.root is not None:
        walker.walk(tree.root)
    if walker.deep:
        notes.append(_DEEP)
    if any(turned(piece.text) for piece in walker.pieces):
        notes.append(TURNED)
    return document(content, name, "text/html", READER, walker.pieces, notes)


def _require_shallow(text: str, name: str) -> None:
    """Raise for nesting that would take the parser time by the square of its depth."""
    depth = 0
    for tag in _NESTING.finditer(text):
        depth = max(depth - 1, 0) if tag[1] else depth + 1
        if depth > _DEEPEST_PAGE:
            raise bad_input(
                "Siden er nøstet for dypt.",
                "The page is nested too deep.",
                mend=("Lag en PDF av den, og prøv med den.", "Make a PDF of it, and try that."),
                path=Path(name),
            )


def _decoded(content: bytes, name: str) -> tuple[str, list[Text]]:
    found = _CHARSET.search(content[:_SNIFFED])
    if found and not content.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        charset = found[1].decode("ascii").lower()
        if charset in {"iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252", "us-ascii", "ascii"}:
            return content.decode("cp1252", "replace").replace("\x00", ""), []
        if charset in {"iso-8859-15", "latin-9"}:
            return content.decode("iso-8859-15").replace("\x00", ""), []
    if content.startswith(b"\xef\xbb\xbf"):
        content = content[3:]
    return decode(content, name)


class _Walker:
    """Walks the tree of a page without recursion, however deep it is."""

    def __init__(self) -> None:
        self.pieces: list[Piece] = []
        self.deep = False
        self._words: list[str] = []
        self._bold: list[bool] = []
        self._linked: list[bool] = []
        self._depth_of: dict[str, int] = {"b": 0, "a": 0, "pre": 0}
        self._lists: list[_List] = []
        self._tables: list[_Table] = []
        self._label = ""
        self._number = ""
        self._heading = 0
        self._in_item = 0

    def walk(self, root: LexborNode) -> None:
        """Gather the pieces of all that is under ``root``."""
        stack: list[tuple[LexborNode, str]] = []
        node: LexborNode | None = root
        while node is not None or stack:
            if node is None:
                closed, tag = stack.pop()
                self._close(tag, len(stack))
                node = closed.next
                continue
            tag = node.tag or ""
            if tag == "-text":
                self._text(node.text_content or "")
            elif tag and tag[0] not in "-_!" and not self._skipped(node, tag):
                self._open(node, tag, len(stack))
                child = node.child
                if child is not None:
                    stack.append((node, tag))
                    node = child
                    continue
                self._close(tag, len(stack))
            node = node.next if stack else None
        self._flush()

    def _skipped(self, node: LexborNode, tag: str) -> bool:
        if tag in _DROPPED:
            return True
        attributes = node.attributes
        style = attributes.get("style") or ""
        return "hidden" in attributes or bool(style and _HIDDEN_STYLE.search(style))

    def _text(self, text: str) -> None:
        words = text if self._depth_of["pre"] else _BLANK.sub(" ", text)
        self._words.append(words)
        if words.strip():
            self._bold.append(self._depth_of["b"] > 0)
            self._linked.append(self._depth_of["a"] > 0)

    def _open(self, node: LexborNode, tag: str, depth: int) -> None:
        if tag in _BLOCKS or tag in _LISTS:
            self._flush()
        if tag == "br":
            self._words.append("\n")
        elif tag in _BOLD:
            self._depth_of["b"] += 1
        elif tag in {"a", "pre"}:
            self._depth_of[tag] += 1
        elif tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self._heading = int(tag[1])
        if depth > _DEEPEST:
            self.deep = self.deep or tag in _LISTS or tag == "table"
            return
        if tag in _LISTS:
            self._lists.append(_listing(node, tag))
        elif tag == "li":
            self._item(node)
        elif tag == "table":
            self._tables.append(_Table())
        elif tag == "tr" and self._tables:
            self._tables[-1].cells = []
        elif tag in _CELLS and self._tables:
            self._tables[-1].before.append(self.pieces)
            self.pieces = []

    def _close(self, tag: str, depth: int) -> None:
        if tag in _BLOCKS or tag in _LISTS:
            self._flush()
        if tag in _BOLD:
            self._depth_of["b"] -= 1
        elif tag in {"a", "pre"}:
            self._depth_of[tag] -= 1
        elif tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
            self._heading = 0
        if depth > _DEEPEST:
            return
        if tag in _LISTS and self._lists:
            self._lists.pop()
        elif tag == "li":
            self._label = self._number = ""
            self._in_item -= 1
        elif tag in _CELLS and self._tables and self._tables[-1].before:
            cell, self.pieces = self.pieces, self._tables[-1].before.pop()
            self._tables[-1].cells.append(cell)
        elif tag == "tr" and self._tables:
            self.pieces.extend(rows([self._tables[-1].cells], None))
            self._tables[-1].cells = []
        elif tag == "table" and self._tables:
            self._tables.pop()

    def _item(self, node: LexborNode) -> None:
        self._in_item += 1
        listing = self._lists[-1] if self._lists else _List(False, "", 0, 1)
        if not listing.ordered:
            self._label, self._number = "-", ""
            return
        own = node.attributes.get("value") or ""
        listing.count = int(own) if own.lstrip("-").isdigit() and len(own) < 7 else listing.count + listing.step  # noqa: PLR2004
        self._number = written(listing.count, listing.form)
        self._label = f"{self._number}."

    def _flush(self) -> None:
        text = "".join(self._words)
        bold = bool(self._bold) and all(self._bold)
        linked = bool(self._linked) and all(self._linked)
        self._words, self._bold, self._linked = [], [], []
        plain = clean(text)
        if not plain:
            return
        if self._heading:
            found = marks.mark(plain)
            number = found.number if found and not found.bullet else ""
            self.pieces.append(Piece(plain.replace("\n", " "), "heading", self._heading, number))
        elif self._label:
            found = marks.mark(plain)
            level = max(len(self._lists), 1)
            if found and self._label == "-":
                self.pieces.append(Piece(plain, "item", level, found.number))
            else:
                self.pieces.append(Piece(f"{self._label} {plain}", "item", level, self._number))
            self._label = self._number = ""
        elif linked and marks.mark(plain) is None:
            self.pieces.append(Piece(text, "paragraph"))
        elif bold and not self._in_item and (marks.title(plain) or marks.caption(plain)) and marks.mark(plain) is None:
            self.pieces.append(Piece(text, "heading", 2))
        else:
            self.pieces.append(Piece(text))


def _listing(node: LexborNode, tag: str) -> _List:
    attributes = node.attributes
    step = -1 if "reversed" in attributes else 1
    start = attributes.get("start") or ""
    first = int(start) if start.lstrip("-").isdigit() and len(start) < 7 else 1  # noqa: PLR2004
    return _List(tag == "ol", _LETTERS.get(attributes.get("type") or "", "decimal"), first - step, step)
