"""Slides: titles, shapes in reading order, bullets, numbers, tables and notes."""

from __future__ import annotations

from typing import Any

import pptx
from pptx.oxml import parse_xml
from pptx.util import Inches

from hfgraph.ingest import readers
from hfgraph.ingest.document import Document

from . import papers

A = 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'


def words(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def read(made: Any) -> Document:
    return readers.read(papers.saved(made), "a.pptx")


def add_box(shapes: Any, text: str, left: float, top: float) -> Any:
    box = shapes.add_textbox(Inches(left), Inches(top), Inches(2), Inches(1))
    box.text_frame.text = text
    return box


def test_bullets_take_after_the_master() -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "Hva er helsefellesskapet?"
    frame = slide.placeholders[1].text_frame
    frame.text = "En arena for samarbeid"
    below = frame.add_paragraph()
    below.text, below.level = "for kommuner og sykehus", 1
    document = read(made)
    assert words(document) == ["Hva er helsefellesskapet?", "- En arena for samarbeid", "- for kommuner og sykehus"]
    assert [(block.kind, block.level) for block in document.blocks] == [("heading", 1), ("item", 1), ("item", 2)]
    assert {block.section for block in document.blocks} == {"Hva er helsefellesskapet?"}


def test_running_text_in_a_placeholder_is_no_list() -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[1])
    slide.shapes.title.text = "SSU sak 1/25"
    slide.placeholders[1].text_frame.text = "Saksbehandler: A\nVedtak:\n1. SSU tar saken til orientering."
    document = read(made)
    assert words(document) == ["SSU sak 1/25", "Saksbehandler: A", "Vedtak:", "1. SSU tar saken til orientering."]
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "heading", "item"]


def test_shapes_are_read_from_the_top_left_and_groups_where_they_lie() -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[6])
    add_box(slide.shapes, "nederst.", 1, 6)
    add_box(slide.shapes, "oppe til høyre.", 5, 1)
    add_box(slide.shapes, "oppe til venstre.", 1, 1.01)
    group = slide.shapes.add_group_shape()
    add_box(group.shapes, "midt i.", 1, 3)
    document = read(made)
    assert words(document) == ["oppe til venstre.", "oppe til høyre.", "midt i.", "nederst."]
    assert {block.page for block in document.blocks} == {1}


def test_numbers_are_counted() -> None:
    made = pptx.Presentation()
    slide = made.slides.add_slide(made.slide_layouts[6])
    frame = add_box(slide.shapes, "en", 1, 1).text_frame
    for text in ("to", "tre"):
        frame.add_paragraph().text = text
    for paragraph, kind in zip(frame.paragraphs, ("arabicPeriod", "arabicPeriod", "arabicParenR"), strict=True):
        paragraph._p.get_or_add_pPr().append(parse_xml(f'<a:buAutoNum {A} type="{kind}" startAt="4"/>'))
    assert words(read(made)) == ["4. en", "5. to", "6) tre"]


def test_tables_notes_and_pages() -> None:
    made = pptx.Presentation()
    first = made.slides.add_slide(made.slide_layouts[5])
    first.shapes.title.text = "Tiltak"
    table = first.shapes.add_table(2, 2, Inches(1), Inches(2), Inches(6), Inches(1)).table
    for y, row in enumerate([["Navn", "Status"], ["Opinor", "i gang"]]):
        for x, word in enumerate(row):
            table.cell(y, x).text = word
    first.notes_slide.notes_text_frame.text = "Husk å nevne fristen."
    second = made.slides.add_slide(made.slide_layouts[5])
    second.shapes.title.text = "Veien\vvidere"
    document = read(made)
    assert words(document) == ["Tiltak", "Navn\tStatus", "Opinor\ti gang", "Husk å nevne fristen.", "Veien videre"]
    assert [block.kind for block in document.blocks] == ["heading", "row", "row", "note", "heading"]
    assert [block.page for block in document.blocks] == [1, 1, 1, 1, 2]


def test_slides_come_in_the_order_they_are_shown() -> None:
    made = pptx.Presentation()
    for title in ("Første", "Andre"):
        made.slides.add_slide(made.slide_layouts[5]).shapes.title.text = title
    listing = made.slides._sldIdLst
    listing.append(listing[0])
    assert words(read(made)) == ["Andre", "Første"]
