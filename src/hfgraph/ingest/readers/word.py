"""Word documents: the body walked element by element, so that nothing a reader sees is left out."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from hfgraph.ingest.document import Document
from hfgraph.ingest.readers import mark as marks
from hfgraph.ingest.readers.archive import Archive
from hfgraph.ingest.readers.layout import document
from hfgraph.ingest.readers.markup import MC, THROUGH, Gathered, boxes, children, choice, is_placeholder
from hfgraph.ingest.readers.numbering import Label, Numbering, W
from hfgraph.ingest.readers.piece import Piece, clean, turned
from hfgraph.ingest.readers.styles import Style, Styles, is_on, number, value
from hfgraph.ingest.readers.table import Cell, rows
from hfgraph.ingest.readers.text import TURNED
from hfgraph.text import Text

if TYPE_CHECKING:
    from lxml.etree import _Element

READER = "docx 1"
"""Name and version of this reader."""

_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_DROPPED = {f"{W}del", f"{W}moveFrom", f"{W}rt"}
_PAGE_NUMBER = re.compile(r"(?:(?:side|page)\s*)?\d*(?:\s*(?:av|of|/)\s*\d*)?$", re.IGNORECASE)
_LARGER = 1.15
_CHANGES = Text(
    "Dokumentet har sporede endringer: innsatt tekst er lest med, slettet tekst ikke.",
    "The document has tracked changes: inserted text was read, deleted text was not.",
)
_HIDDEN = Text("Skjult tekst i dokumentet er ikke lest.", "Hidden text in the document was not read.")
_COMMENTS = Text("Merknader i dokumentet er ikke lest.", "Comments in the document were not read.")
MACROS = Text("Filen har makroer; de er ikke kjørt eller lest.", "The file has macros; they were neither run nor read.")
"""The note about macros."""


def read(content: bytes, name: str) -> Document:
    """Return the document that a Word file is.

    Raises:
        HfgraphError: it is damaged, encrypted, too large, or without text.
    """
    archive = Archive(content, name)
    main = archive.main("word/document.xml")
    walker = _Walker(archive, main)
    pieces = list(walker.pieces())
    notes = list(walker.notes)
    if any(member.endswith("vbaProject.bin") for member in archive.names):
        notes.append(MACROS)
    if any(turned(piece.text) for piece in pieces):
        notes.append(TURNED)
    media = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    return document(content, name, media, READER, pieces, notes)


class _Walker:
    """Walks one document."""

    def __init__(self, archive: Archive, main: str) -> None:
        self._archive = archive
        self._relations = archive.relations(main)
        self._root = archive.xml(main)
        self._styles = Styles(self._part("styles"))
        self._numbering = Numbering(self._part("numbering"))
        self._rendered = next(self._root.iter(f"{W}lastRenderedPageBreak"), None) is not None
        breaks = (one for one in self._root.iter(f"{W}br") if one.get(f"{W}type") == "page")
        self._page: int | None = 1 if self._rendered or next(breaks, None) is not None else None
        self._carried = ""
        self._footnotes: list[tuple[str, str]] = []
        self.notes: list[Text] = []
        if self._part("comments") is not None:
            self.notes.append(_COMMENTS)

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces of the document, the header of its first page first and the notes last."""
        body = self._root.find(f"{W}body")
        if body is None:
            return
        seen: set[str] = set()
        headers, others = self._margins(body)
        yield from self._margin(headers, seen)
        yield from self._blocks(body)
        yield from self._notes()
        page, self._page = self._page, None
        yield from self._margin(others, seen)
        self._page = page

    # ------------------------------------------------------------------------------------------------------- blocks
    def _blocks(self, parent: _Element) -> Iterator[Piece]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)
            elif child.tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None and not is_placeholder(child):
                    yield from self._blocks(content)
            elif child.tag == f"{MC}AlternateContent":
                yield from self._blocks(choice(child))
            elif child.tag in THROUGH:
                self._note_change(child)
                yield from self._blocks(child)
            elif child.tag in _DROPPED:
                self._note_change(child)

    def _paragraph(self, element: _Element) -> Iterator[Piece]:
        properties = element.find(f"{W}pPr")
        key = value(None if properties is None else properties.find(f"{W}pStyle")) or self._styles.default
        style = self._styles[key]
        page = self._page
        gathered = Gathered()
        self._gather(element, gathered)
        text = "".join(gathered.parts)
        if gathered.turned_first:
            page = self._page
        if properties is not None and properties.find(f"{W}rPr/{W}del") is not None:
            self._note(_CHANGES)
            self._carried += text
            return
        text, self._carried = self._carried + text, ""
        if clean(text):
            yield self._piece(text, style, key, properties, gathered, page)
        for box in gathered.boxes:
            yield from self._blocks(box)

    def _piece(  # noqa: PLR0911 -- one case after the other
        self, text: str, style: Style, key: str, properties: _Element | None, gathered: Gathered, page: int | None
    ) -> Piece:
        outline = None if properties is None else properties.find(f"{W}outlineLvl")
        level = number(outline) + 1 if outline is not None and number(outline) < 9 else style.level  # noqa: PLR2004
        label = self._label(properties, style, key)
        if label is not None:
            text = f"{label.text} {text.lstrip()}"
        plain = clean(text)
        size = gathered.size(style.size or self._styles.size)
        strong = gathered.all_bold(style.bold) or size >= _LARGER * self._styles.size
        short = marks.title(plain) or marks.caption(plain)
        if level:
            found = marks.mark(plain)
            own = label.number if label else found.number if found and not found.bullet else ""
            return Piece(text, "heading", level, own, page)
        if style.name.startswith(("toc ", "table of")):
            return Piece(text, "row", page=page)
        if label is not None:
            if strong and label.number and short:
                return Piece(text, number=label.number, page=page, strong=True)
            return Piece(text, "item", label.level, label.number, page)
        if gathered.linked:
            return Piece(text, "paragraph" if marks.mark(plain) is None else "", page=page)
        if strong and short and marks.mark(plain) is None:
            return Piece(text, "heading", 2, page=page)
        return Piece(text, page=page, strong=strong)

    def _label(self, properties: _Element | None, style: Style, key: str) -> Label | None:
        listed = None if properties is None else properties.find(f"{W}numPr")
        use, depth = style.use, style.depth
        if use and depth is None:
            depth = self._numbering.level_of_style(use, style.lister)
        if use and self._numbering.level_of_style(use, key):
            depth = self._numbering.level_of_style(use, key)
        if listed is not None:
            use = value(listed.find(f"{W}numId")) or use
            told = listed.find(f"{W}ilvl")
            depth = number(told) if told is not None else depth
        return self._numbering.label(use, depth or 0) if use and use != "0" else None

    def _table(self, element: _Element) -> Iterator[Piece]:
        page = self._page
        for row in children(element, f"{W}tr"):
            if row.find(f"{W}trPr/{W}del") is not None:
                self._note(_CHANGES)
                continue
            cells = [self._cell(cell) for cell in children(row, f"{W}tc")]
            yield from rows([cells], page)
            page = self._page

    def _cell(self, element: _Element) -> Cell:
        merged = element.find(f"{W}tcPr/{W}vMerge")
        if merged is not None and value(merged) != "restart":
            return []
        return list(self._blocks(element))

    # -------------------------------------------------------------------------------------------------------- words
    def _gather(self, parent: _Element, gathered: Gathered) -> None:
        for child in parent:
            tag = child.tag
            if tag == f"{W}r":
                self._run(child, gathered)
            elif tag == f"{W}hyperlink":
                before = len(gathered.parts)
                self._gather(child, gathered)
                gathered.link(before)
            elif tag in THROUGH:
                self._note_change(child)
                self._gather(child, gathered)
            elif tag == f"{W}sdt":
                content = child.find(f"{W}sdtContent")
                if content is not None and not is_placeholder(child):
                    self._gather(content, gathered)
            elif tag == f"{MC}AlternateContent":
                self._gather(choice(child), gathered)
            elif tag in _DROPPED:
                self._note_change(child)
            elif isinstance(tag, str) and tag.startswith(_MATH):
                gathered.parts.extend(one.text or "" for one in child.iter(f"{_MATH}t"))

    def _run(self, run: _Element, gathered: Gathered) -> None:
        properties = run.find(f"{W}rPr")
        if properties is not None and is_on(properties.find(f"{W}vanish")):
            self._note(_HIDDEN)
            return
        before = len(gathered.parts)
        self._signs(run, gathered)
        if any(part.strip() for part in gathered.parts[before:]):
            gathered.runs.append(
                (
                    None if properties is None else is_on(properties.find(f"{W}b")),
                    0 if properties is None else number(properties.find(f"{W}sz")),
                )
            )

    def _signs(self, run: _Element, gathered: Gathered) -> None:
        for child in run:
            tag = child.tag
            if tag == f"{W}t":
                gathered.parts.append(child.text or "")
            elif tag in {f"{W}tab", f"{W}ptab"}:
                gathered.parts.append("\t")
            elif tag == f"{W}br" and child.get(f"{W}type") == "page":
                gathered.parts.append("\n")
                if not self._rendered:
                    self._turn_page(gathered)
            elif tag in {f"{W}br", f"{W}cr"}:
                gathered.parts.append("\n")
            elif tag == f"{W}noBreakHyphen":
                gathered.parts.append("-")
            elif tag == f"{W}lastRenderedPageBreak":
                self._turn_page(gathered)
            elif tag in {f"{W}footnoteReference", f"{W}endnoteReference"}:
                self._footnotes.append((tag.removeprefix(W).removesuffix("Reference"), child.get(f"{W}id", "")))
            elif tag in {f"{W}drawing", f"{W}pict", f"{W}object"}:
                gathered.boxes.extend(boxes(child))
            elif tag == f"{MC}AlternateContent":
                self._signs(choice(child), gathered)
            elif tag == f"{W}ruby":
                self._gather(child, gathered)

    def _turn_page(self, gathered: Gathered) -> None:
        if self._page is not None:
            self._page += 1
        if not any(part.strip() for part in gathered.parts):
            gathered.turned_first = True

    # ---------------------------------------------------------------------------------------------- margins and notes
    def _margins(self, body: _Element) -> tuple[list[str], list[str]]:
        """Return the parts that are headers of the first page, and the other headers and the footers."""
        first: list[str] = []
        others: list[str] = []
        for index, section in enumerate(body.iter(f"{W}sectPr")):
            title = is_on(section.find(f"{W}titlePg"))
            for child in section:
                kind = child.get(f"{W}type", "default")
                target = self._relations.get(child.get(_REL, ""), ("", ""))[1]
                if child.tag == f"{W}headerReference" and target:
                    opening = index == 0 and kind == ("first" if title else "default")
                    (first if opening else others).append(target)
                elif child.tag == f"{W}footerReference" and target:
                    others.append(target)
        return first, others

    def _margin(self, parts: list[str], seen: set[str]) -> Iterator[Piece]:
        for part in dict.fromkeys(parts):
            for piece in self._blocks(self._archive.xml(part)):
                text = clean(piece.text)
                if text not in seen and not _PAGE_NUMBER.match(text):
                    seen.add(text)
                    yield Piece(piece.text, "note", page=piece.page)

    def _notes(self) -> Iterator[Piece]:
        texts: dict[tuple[str, str], _Element] = {}
        for kind in ("footnote", "endnote"):
            part = self._part(f"{kind}s")
            for note in [] if part is None else part.findall(f"{W}{kind}"):
                texts[kind, note.get(f"{W}id", "")] = note
        for index, reference in enumerate(dict.fromkeys(self._footnotes), 1):
            if reference in texts:
                words = " ".join(clean(piece.text) for piece in self._blocks(texts[reference]))
                if words:
                    yield Piece(f"[{index}] {words}", "note", number=str(index))

    def _part(self, kind: str) -> _Element | None:
        for name, target in self._relations.values():
            if name == kind:
                return self._archive.xml(target)
        return None

    def _note_change(self, element: _Element) -> None:
        if element.tag in {f"{W}ins", f"{W}del", f"{W}moveTo", f"{W}moveFrom"}:
            self._note(_CHANGES)

    def _note(self, note: Text) -> None:
        if note not in self.notes:
            self.notes.append(note)
