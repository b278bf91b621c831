"""Slides: a slide is a page, its title a heading, its shapes read from the top left."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hfgraph.ingest.document import Document
from hfgraph.ingest.readers import mark as marks
from hfgraph.ingest.readers.archive import Archive
from hfgraph.ingest.readers.layout import document
from hfgraph.ingest.readers.numbering import written
from hfgraph.ingest.readers.piece import Piece, clean, turned
from hfgraph.ingest.readers.table import Cell, rows
from hfgraph.ingest.readers.text import TURNED
from hfgraph.ingest.readers.word import MACROS
from hfgraph.text import Text

if TYPE_CHECKING:
    from lxml.etree import _Element

READER = "pptx 1"
"""Name and version of this reader."""

_A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
_P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
_R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_DIAGRAM = "{http://schemas.openxmlformats.org/drawingml/2006/diagram}"
_TITLES = {"title", "ctrTitle"}
_SKIPPED = {"dt", "sldNum", "ftr", "hdr", "sldImg"}
_LEVELS = 9
_BAND = 180_000
_LONG = 160
_FORMS = {
    "arabic": "decimal",
    "alphaLc": "lowerLetter",
    "alphaUc": "upperLetter",
    "romanLc": "lowerRoman",
    "romanUc": "upperRoman",
}
_AUTO = re.compile(r"(arabic|alphaLc|alphaUc|romanLc|romanUc)\w*?(ParenBoth|ParenR|Period|Plain)")


@dataclass(frozen=True, slots=True)
class _Shape:
    top: float
    left: float
    element: _Element
    role: str
    index: str


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a group's own coordinates lie on the slide."""

    x: float = 0
    y: float = 0
    width: float = 1
    height: float = 1

    def place(self, left: float, top: float) -> tuple[float, float]:
        return self.x + left * self.width, self.y + top * self.height


def read(content: bytes, name: str) -> Document:
    """Return the document that a PowerPoint file is.

    Raises:
        HfgraphError: it is damaged, encrypted, too large, or without text.
    """
    archive = Archive(content, name)
    main = archive.main("ppt/presentation.xml")
    relations = archive.relations(main)
    pieces: list[Piece] = []
    notes: list[Text] = []
    hidden = 0
    listing = archive.xml(main).find(f"{_P}sldIdLst")
    for page, entry in enumerate([] if listing is None else listing, 1):
        part = relations.get(entry.get(_R, ""), ("", ""))[1]
        if part:
            slide = _Slide(archive, part, page)
            hidden += slide.hidden
            pieces.extend(slide.pieces())
    if hidden:
        notes.append(
            Text(f"{hidden} skjulte lysbilder er lest med.", f"{hidden} hidden slides were read along with the others.")
        )
    if any(member.endswith("vbaProject.bin") for member in archive.names):
        notes.append(MACROS)
    if any(turned(piece.text) for piece in pieces):
        notes.append(TURNED)
    media = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
    return document(content, name, media, READER, pieces, notes)


class _Slide:
    """One slide."""

    def __init__(self, archive: Archive, part: str, page: int) -> None:
        self._archive = archive
        self._page = page
        self._root = archive.xml(part)
        self._relations = archive.relations(part)
        self._notes = self._related(part, "notesSlide")
        layout = self._related(part, "slideLayout")
        master = self._related(layout, "slideMaster") if layout else ""
        self._inherited = [archive.xml(one) for one in (layout, master) if one]
        self.hidden = self._root.get("show") in {"0", "false"}

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces of the slide: title, shapes from the top left, speaker's notes."""
        tree = self._root.find(f"{_P}cSld/{_P}spTree")
        shapes = [] if tree is None else list(self._shapes(tree, _Frame()))
        titles = [shape for shape in shapes if shape.role in _TITLES]
        for shape in titles:
            words = " ".join(clean(text).replace("\n", " ") for text, _ in _paragraphs(shape.element)).strip()
            whole = len(words) <= _LONG and not words.endswith(".") and marks.mark(words) is None
            yield Piece(words, "heading" if whole or marks.numbered_title(words) else "", 1, page=self._page)
        others = sorted(
            (shape for shape in shapes if shape.role not in _TITLES | _SKIPPED),
            key=lambda shape: (round(shape.top / _BAND), shape.left, shape.top),
        )
        for shape in others:
            yield from self._content(shape)
        if self._notes:
            yield from self._spoken()

    def _spoken(self) -> Iterator[Piece]:
        tree = self._archive.xml(self._notes).find(f"{_P}cSld/{_P}spTree")
        for shape in [] if tree is None else self._shapes(tree, _Frame()):
            if shape.role == "body":
                for text, _ in _paragraphs(shape.element):
                    yield Piece(text, "note", page=self._page)

    def _related(self, part: str, kind: str) -> str:
        return next((target for name, target in self._archive.relations(part).values() if name == kind), "")

    def _shapes(self, tree: _Element, frame: _Frame) -> Iterator[_Shape]:
        for element in tree:
            if element.tag == f"{_MC}AlternateContent":
                choice = element.find(f"{_MC}Choice")
                yield from self._shapes(element if choice is None else choice, frame)
            elif element.tag == f"{_P}grpSp":
                yield from self._shapes(element, _inner(element, frame))
            elif element.tag in {f"{_P}sp", f"{_P}graphicFrame", f"{_P}cxnSp"}:
                holder = next(element.iter(f"{_P}ph"), None)
                role = "" if holder is None else holder.get("type", "obj")
                index = "" if holder is None else holder.get("idx", "0")
                left, top = frame.place(*self._offset(element, role, index))
                yield _Shape(top, left, element, role, index)

    def _offset(self, element: _Element, role: str, index: str) -> tuple[float, float]:
        for candidate in (element, *self._models(role, index)):
            offset = next(candidate.iter(f"{_A}off"), None)
            if offset is not None:
                return _length(offset, "x"), _length(offset, "y")
        return 0, 0

    def _models(self, role: str, index: str) -> Iterator[_Element]:
        """Yield the placeholders of the layout and the master that a placeholder takes after."""
        if not role:
            return
        for depth, root in enumerate(self._inherited):
            for holder in root.iter(f"{_P}ph"):
                same = holder.get("idx", "0") == index if depth == 0 and index else False
                if same or holder.get("type", "obj") in ({role, "body"} if role == "obj" else {role}):
                    shape = holder.getparent()
                    while shape is not None and shape.tag != f"{_P}sp":
                        shape = shape.getparent()
                    if shape is not None:
                        yield shape
                        break

    def _content(self, shape: _Shape) -> Iterator[Piece]:
        if shape.element.tag == f"{_P}graphicFrame":
            yield from self._graphic(shape.element)
            return
        body = shape.element.find(f"{_P}txBody")
        if body is not None:
            yield from self._body(body, shape)

    def _graphic(self, frame: _Element) -> Iterator[Piece]:
        for table in frame.iter(f"{_A}tbl"):
            yield from rows((self._row(row) for row in table.iter(f"{_A}tr")), self._page)
        for reference in frame.iter(f"{_DIAGRAM}relIds"):
            part = self._relations.get(reference.get(_R[:-2] + "dm", ""), ("", ""))[1]
            if part:
                for point in self._archive.xml(part).iter(f"{_DIAGRAM}t"):
                    for text, _ in _paragraphs(point):
                        yield Piece(text, page=self._page)

    def _row(self, row: _Element) -> list[Cell]:
        cells: list[Cell] = []
        for cell in row.iter(f"{_A}tc"):
            merged = cell.get("hMerge") in {"1", "true"} or cell.get("vMerge") in {"1", "true"}
            body = cell.find(f"{_A}txBody")
            cells.append([] if merged or body is None else list(self._body(body, None)))
        return cells

    def _body(self, body: _Element, shape: _Shape | None) -> Iterator[Piece]:
        models = [] if shape is None else list(self._models(shape.role, shape.index))
        own = body.find(f"{_A}lstStyle")
        inherited = [found for model in models if (found := model.find(f"{_P}txBody/{_A}lstStyle")) is not None]
        if shape is not None and shape.role not in {"", "subTitle"} and len(self._inherited) > 1:
            master = self._inherited[1].find(f"{_P}txStyles/{_P}bodyStyle")
            inherited.extend([] if master is None else [master])
        running = _is_running([clean(text) for text, _ in _paragraphs(body)])
        counts: list[int | None] = [None] * _LEVELS
        for text, properties in _paragraphs(body):
            depth = _depth(properties)
            styles = [] if own is None else [own]
            bullet = _bullet(properties, [] if running else [*styles, *inherited], depth, styles)
            if not clean(text):
                continue
            for deeper in range(depth + 1, _LEVELS):
                counts[deeper] = None
            if bullet is None or bullet.tag == f"{_A}buNone":
                counts[depth] = None
                yield Piece(text, page=self._page)
            elif bullet.tag == f"{_A}buAutoNum":
                count = counts[depth]
                counts[depth] = int(_length(bullet, "startAt") or 1) if count is None else count + 1
                label, number = _numbered(counts[depth] or 1, bullet.get("type", ""))
                yield Piece(f"{label} {text.lstrip()}", "item", depth + 1, number, self._page)
            else:
                found = marks.mark(clean(text))
                if found is None:
                    yield Piece(f"- {text.lstrip()}", "item", depth + 1, "", self._page)
                else:
                    yield Piece(text, "item", depth + 1, found.number, self._page)


def _is_running(lines: list[str]) -> bool:
    """Return whether a placeholder holds a document rather than bullets: labels, numbered points, paragraphs."""
    return any(
        marks.labelled(line)
        or marks.caption(line)
        or len(line) > _LONG
        or ((found := marks.mark(line)) is not None and not found.bullet)
        for line in lines
    )


def _paragraphs(body: _Element) -> Iterator[tuple[str, _Element | None]]:
    """Yield the words of each paragraph and its properties."""
    for paragraph in body.iter(f"{_A}p"):
        parts: list[str] = []
        for child in paragraph:
            if child.tag in {f"{_A}r", f"{_A}fld"}:
                found = child.find(f"{_A}t")
                parts.append("" if found is None else found.text or "")
            elif child.tag == f"{_A}br":
                parts.append("\n")
        yield "".join(parts).replace("\v", "\n"), paragraph.find(f"{_A}pPr")


def _bullet(properties: _Element | None, styles: list[_Element], depth: int, own: list[_Element]) -> _Element | None:
    """Return the element that tells which bullet a paragraph has, its own before those it inherits."""
    sources = [] if properties is None else [properties]
    for style in styles or own:
        sources.extend(style.findall(f"{_A}lvl{depth + 1}pPr"))
    for source in sources:
        for child in source:
            if child.tag in {f"{_A}buNone", f"{_A}buAutoNum", f"{_A}buChar", f"{_A}buBlip"}:
                return child
    return None


def _numbered(count: int, kind: str) -> tuple[str, str]:
    found = _AUTO.match(kind)
    form, ending = (_FORMS[found[1]], found[2]) if found else ("decimal", "Period")
    number = written(count, form)
    return {"ParenBoth": f"({number})", "ParenR": f"{number})", "Plain": f"{number}."}.get(ending, f"{number}."), number


def _depth(properties: _Element | None) -> int:
    text = "0" if properties is None else properties.get("lvl", "0")
    return int(text) if text.isdigit() and len(text) == 1 and int(text) < _LEVELS else 0


def _inner(group: _Element, frame: _Frame) -> _Frame:
    """Return the frame of what is in ``group``."""
    transform = group.find(f"{_P}grpSpPr/{_A}xfrm")
    if transform is None:
        return frame
    values: dict[str, float] = {}
    for child in transform:
        if isinstance(child.tag, str):
            for key in ("x", "y", "cx", "cy"):
                values[f"{child.tag.removeprefix(_A)}.{key}"] = _length(child, key)
    wide = values.get("ext.cx", 1) / (values.get("chExt.cx", 0) or values.get("ext.cx", 0) or 1)
    high = values.get("ext.cy", 1) / (values.get("chExt.cy", 0) or values.get("ext.cy", 0) or 1)
    left = values.get("off.x", 0) - values.get("chOff.x", 0) * wide
    top = values.get("off.y", 0) - values.get("chOff.y", 0) * high
    x, y = frame.place(left, top)
    return _Frame(x, y, frame.width * wide, frame.height * high)


def _length(element: _Element, key: str) -> float:
    try:
        value = float(element.get(key, "0"))
    except ValueError:
        return 0
    return value if -1e12 < value < 1e12 else 0  # noqa: PLR2004
