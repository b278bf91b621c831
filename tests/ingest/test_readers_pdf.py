"""PDF files: lines on pages become the paragraphs, points and rows they were."""

from __future__ import annotations

import io
import re
import textwrap
from collections.abc import Sequence
from typing import Any

import pytest
from reportlab.lib import colors
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, Spacer, Table

from hfgraph.ingest import readers
from hfgraph.ingest.document import Document
from hfgraph.ingest.readers.flow import joined

from . import papers

LONG = (
    "Saken gjelder hvordan kommunene og sykehuset melder fra til hverandre når pasienter skrives ut, og hvordan de "
    "skal bruke samhandlingsmidlene som Helse Nord har tildelt for året. "
)
NORMAL = ParagraphStyle("n", fontName="Helvetica", fontSize=11, leading=14, spaceAfter=8)
BOLD = ParagraphStyle("b", NORMAL, fontName="Helvetica-Bold")
ITEM = ParagraphStyle("i", NORMAL, leftIndent=28, firstLineIndent=-18, spaceAfter=0)
INNER = ParagraphStyle("j", ITEM, leftIndent=50)


def read(story: Sequence[Any], **more: Any) -> Document:
    return readers.read(papers.built(story, **more), "a.pdf")


def words(document: Document) -> list[str]:
    return [document.text[block.start : block.end] for block in document.blocks]


def drawn(lines: Sequence[str], width: int, *, font: str = "Helvetica", gap: float = 7, hanging: bool = False) -> bytes:
    """Return a PDF with ``lines`` broken after ``width`` characters."""
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    y = 0.0
    for line in lines:
        inner = "   " if hanging and re.match(r"\d+\. ", line) else ""
        for part in textwrap.wrap(line, width, subsequent_indent=inner):
            if y < 60:
                if y:
                    canvas.showPage()
                canvas.setFont(font, 10)
                y = 790
            canvas.drawString(72 if part.startswith(" ") else 60, y, part.strip())
            y -= 14
        y -= gap
    canvas.save()
    return stream.getvalue()


@pytest.mark.parametrize(
    "options",
    [
        {"margin": 16, "size": 9},
        {"margin": 45, "size": 12},
        {"margin": 60, "size": 11},
        {"hanging": False},
        {"hanging": False, "margin": 50, "size": 13},
    ],
)
def test_the_paper_comes_back_however_it_is_set(options: dict[str, Any]) -> None:
    assert words(readers.read(papers.pdf(**options), "a.pdf")) == papers.lines()


@pytest.mark.parametrize(
    "options", [{"width": 80}, {"width": 95, "hanging": True}, {"width": 70, "font": "Courier"}, {"width": 60}]
)
def test_lines_broken_by_their_length_are_joined(options: dict[str, Any]) -> None:
    paper = [line.replace("\t", " ") for line in papers.lines()]
    assert words(readers.read(drawn(paper, **options), "a.pdf")) == paper


def test_every_point_of_a_long_list_is_its_own() -> None:
    points = [
        f"{number}. SSU {LONG.lower().strip() if number % 3 else 'ber om en sak til høsten'}" for number in range(1, 30)
    ]
    story: list[Any] = [Paragraph("Vedtak:", BOLD), *(Paragraph(point, ITEM) for point in points)]
    story += [Paragraph("a) " + LONG, INNER), Paragraph("b) kort punkt", INNER), Spacer(1, 8), Paragraph(LONG, NORMAL)]
    document = read(story)
    assert words(document)[1:30] == points
    assert [block.number for block in document.blocks[1:32]] == [*(str(n) for n in range(1, 30)), "a", "b"]
    assert [block.level for block in document.blocks[29:32]] == [1, 2, 2]
    assert document.blocks[-1].kind == "paragraph"


def test_dates_and_years_at_the_start_of_a_line_begin_no_point() -> None:
    text = LONG * 2 + " ".join(
        ["Møtet 1. oktober ble flyttet til 5. februar 2025, og 24.9.2024 til 3. mars kl. 10. og"] * 20
    )
    for margin in range(20, 60, 4):
        assert len(read([Paragraph(text, NORMAL)], margin=margin).blocks) == 1


def test_running_headers_and_page_numbers_are_dropped_but_the_first_header_kept() -> None:
    def decorate(canvas: Any, template: Any) -> None:
        canvas.setFont("Helvetica", 9)
        canvas.drawString(70, 810, "Helsefellesskapet Nord")
        canvas.drawRightString(520, 810, "Saksnr. 2025/118")
        canvas.drawCentredString(297, 30, f"Side {template.page} av 3")

    story = [Paragraph(LONG * 3, NORMAL) for _ in range(14)]
    document = read(story, onFirstPage=decorate, onLaterPages=decorate)
    assert max(block.page or 0 for block in document.blocks) == 3
    assert words(document) == ["Helsefellesskapet Nord\tSaksnr. 2025/118", *[(LONG * 3).strip()] * 14]
    assert document.blocks[0].kind == "note"


def test_two_columns_in_the_head_are_parted_by_a_tab() -> None:
    rows: list[Any] = [["Utvalg:", "Strategisk samarbeidsutvalg"], ["Møtested:", "Bodø"], ["Dato:", "19.03.2025"]]
    table = Table(rows, colWidths=[90, 300], hAlign="LEFT")
    document = read([table, Spacer(1, 12), Paragraph(LONG, NORMAL)])
    assert words(document)[:3] == ["Utvalg:\tStrategisk samarbeidsutvalg", "Møtested:\tBodø", "Dato:\t19.03.2025"]


def test_columns_of_running_text_are_read_one_by_one() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    canvas.setFont("Helvetica", 9)
    left, right = LONG * 4 + "Slutt venstre.", LONG * 4 + "Slutt høyre."
    for x, text in ((50, left), (310, right)):
        for row, line in enumerate(textwrap.wrap(text, 50)):
            canvas.drawString(x, 780 - 11 * row, line)
    canvas.save()
    text = readers.read(stream.getvalue(), "a.pdf").text
    assert left in text.replace("\n\n", " ")
    assert text.endswith("Slutt høyre.")


def test_cells_without_rules_are_no_columns() -> None:
    rows = [
        [f"Tiltak nummer {n} for de eldste" + " i nord" * (n % 4), "Kommunene og sykehuset her" + " òg" * (n * 5 % 12)]
        for n in range(12)
    ]
    document = read([Table(rows, colWidths=[260, 260], hAlign="LEFT")], margin=20)
    assert words(document) == ["\t".join(row) for row in rows]


def test_ruled_tables_become_rows() -> None:
    rows: list[Any] = [
        ["Navn", "Funksjon", "Representerer"],
        [Paragraph("Et navn som er så langt at det må brytes", NORMAL), "Leder", "Kommunene"],
        ["Ola", "", Paragraph("Sykehuset og det regionale helseforetaket i nord", NORMAL)],
    ]
    table = Table(rows, colWidths=[120, 100, 150], style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
    document = read([Paragraph(LONG, NORMAL), table, Spacer(1, 9), Paragraph(LONG, NORMAL)])
    assert words(document)[1:-1] == [
        "Navn\tFunksjon\tRepresenterer",
        "Et navn som er så langt at det må brytes\tLeder\tKommunene",
        "Ola\tSykehuset og det regionale helseforetaket i nord",
    ]
    assert [block.kind for block in document.blocks] == ["paragraph", "row", "row", "row", "paragraph"]


def test_headings_by_their_type() -> None:
    title = ParagraphStyle("t", BOLD, fontSize=18, leading=22)
    story = [
        Paragraph("Møteprotokoll", title),
        Paragraph("5.3 Digital samhandling", BOLD),
        Paragraph(LONG, NORMAL),
        Paragraph("1. Innledning", BOLD),
        Paragraph(LONG, NORMAL),
    ]
    document = read(story)
    assert [block.kind for block in document.blocks] == ["heading", "heading", "paragraph", "heading", "paragraph"]
    assert [block.number for block in document.blocks] == ["", "5.3", "", "1", ""]
    assert document.blocks[-1].section == "1. Innledning"


def test_turned_pages_are_read() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    canvas.rotate(90)
    for row, line in enumerate(["Sak 1/25 om tiltak", "Saken tas til orientering."]):
        canvas.drawString(60, -100 - 20 * row, line)
    canvas.save()
    assert words(readers.read(stream.getvalue(), "a.pdf")) == ["Sak 1/25 om tiltak", "Saken tas til orientering."]


def test_a_paragraph_goes_on_over_the_page() -> None:
    document = read([Paragraph(LONG.strip().replace(".", ",") * 60, NORMAL)])
    assert len(document.blocks) == 1


@pytest.mark.parametrize(
    "before, after, whole",
    [
        ("en vel-", "ferd", "en velferd"),
        ("dialog-", "og partnerskapsmøte", "dialog- og partnerskapsmøte"),
        ("SSU-", "sak 3/24", "SSU-sak 3/24"),
        ("felles e-", "helse", "felles e-helse"),
        ("Nord-", "Norge", "Nord-Norge"),
        ("sak 26-", "2024", "sak 26-2024"),
        ("2022–", "2024", "2022–2024"),
        ("og/", "eller", "og/eller"),
        ("2022 –", "2024", "2022 – 2024"),
        ("og", "mer", "og mer"),
    ],
)
def test_parted_words_are_made_whole(before: str, after: str, whole: str) -> None:
    assert "".join(joined(before, after)) == whole


def test_points_without_full_stops_and_without_hanging_lines() -> None:
    flat = ParagraphStyle("f", NORMAL, spaceAfter=0)
    points = [f"{number}. SSU ber om" + " en ny sak til neste møte" * number for number in range(1, 13)]
    for margin in range(20, 62, 6):
        assert words(read([Paragraph(point, flat) for point in points], margin=margin)) == points


def test_bold_line_as_wide_as_the_page_is_a_heading() -> None:
    title = "Felles rutiner for utskriving av pasienter med sammensatte behov i hele Helsefellesskapet Nord"
    story = [Paragraph(title, ParagraphStyle("w", BOLD, fontSize=10, spaceAfter=0)), Paragraph(LONG * 3, NORMAL)]
    document = read(story, margin=30)
    assert [block.kind for block in document.blocks] == ["heading", "paragraph"]


def test_drawn_bullets_are_seen() -> None:
    stream = io.BytesIO()
    canvas = Canvas(stream, invariant=1)
    for row, line in enumerate(["enighet om ansvar for meldingene", "opplæring i kommunene", "måling av avvik"]):
        canvas.circle(64, 704 - 15 * row, 2, fill=1)
        canvas.drawString(72, 700 - 15 * row, line)
    canvas.save()
    document = readers.read(stream.getvalue(), "a.pdf")
    assert words(document) == ["- enighet om ansvar for meldingene", "- opplæring i kommunene", "- måling av avvik"]
