"""A case paper as every kind of file that people send, made on the spot."""

from __future__ import annotations

import html
import io
from collections.abc import Sequence
from typing import Any

import docx as word
from docx.oxml import parse_xml
from pptx import Presentation
from pptx.util import Inches
from reportlab.lib import colors
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.platypus import Paragraph, SimpleDocTemplate, Spacer, Table, TableStyle

Part = tuple[str, Any]
"""Kind of a part (title, heading, label, text, numbered, bullet, row) and its words."""

PAPER: tuple[Part, ...] = (
    ("title", "SSU sak 14/2025"),
    ("title", "Felles rutiner for utskriving av pasienter med sammensatte behov"),
    ("label", "Saksbehandler: Rådgiver i samhandlingssekretariatet"),
    ("label", "Dato dok: 03.03.2025"),
    ("label", "Møtedato: 19.03.2025"),
    ("label", "Vår ref: 2025/118"),
    ("heading", "Vedlegg:"),
    ("text", "SSU sak 31-2022 Samhandlingsarenaer i helsefellesskapet og oppfølging av tidligere vedtak"),
    ("heading", "Innstilling til konsensus:"),
    (
        "numbered",
        [
            "Strategisk samarbeidsutvalg (SSU) tar statusen til etterretning og ber om at arbeidet med felles "
            "rutiner fullføres innen 1. oktober 2025.",
            "Sekretariatet kaller inn til et arbeidsmøte med kommunene og helseforetaket om pkt. 4 og 5 i "
            "samarbeidsavtalen, jf. helse- og omsorgstjenesteloven § 6-2 nr. 5.",
            "Det settes av inntil 250 000 kroner av samhandlingsmidlene for 2025.",
        ],
    ),
    ("heading", "Bakgrunn:"),
    (
        "text",
        "Saken gjelder hvordan kommunene og sykehuset melder fra til hverandre når pasienter skrives ut. I dag finnes "
        "det tre ulike rutiner, og det fører til at beskjeder blir borte. Arbeidsgruppen har sett på rutinene i "
        "perioden 2022–2024 og foreslår én felles rutine som alle kan bruke fra høsten.",
    ),
    (
        "text",
        "Rutinen bygger på de erfaringene som ble gjort i den forrige handlingsplanen, og den er prøvd ut i to "
        "kommuner. Fagfolk i begge kommunene melder at det er blitt lettere å finne rett person på sykehuset.",
    ),
    ("heading", "Tiltak og ansvar"),
    ("row", ["Tiltak", "Ansvar", "Frist"]),
    ("row", ["Felles mal for epikrise", "Sykehuset", "01.06.2025"]),
    ("row", ["Opplæring av saksbehandlere", "Kommunene", "01.09.2025"]),
    ("heading", "Vurdering"),
    ("text", "Sekretariatet peker på tre forhold som bør være på plass før rutinen tas i bruk i hele området:"),
    (
        "bullet",
        ["enighet om hvem som har ansvar for meldingene", "opplæring i kommunene og på sykehuset", "måling av avvik"],
    ),
    ("text", "Det anbefales at saken behandles i tråd med innstillingen, og at den følges opp i møtet til høsten."),
)


def lines(paper: Sequence[Part] = PAPER) -> list[str]:
    """Return the lines that every reader should find."""
    found: list[str] = []
    for kind, words in paper:
        if kind == "numbered":
            found.extend(f"{number}. {one}" for number, one in enumerate(words, 1))
        elif kind == "bullet":
            found.extend(f"- {one}" for one in words)
        elif kind == "row":
            found.append("\t".join(words))
        else:
            found.append(words)
    return found


def txt(paper: Sequence[Part] = PAPER) -> bytes:
    parts: list[str] = []
    before = ""
    for kind, words in paper:
        if before:
            parts.append("\n" if before == kind and kind in {"label", "row"} else "\n\n")
        parts.append("\n".join(lines([(kind, words)])))
        before = kind
    return "".join(parts).encode()


def page(paper: Sequence[Part] = PAPER) -> bytes:
    parts = ["<!doctype html><html lang=nb><head><meta charset=utf-8><title>Sak</title></head><body>"]
    row_open = False
    for kind, words in paper:
        if kind != "row" and row_open:
            parts.append("</table>")
            row_open = False
        if kind == "title":
            parts.append(f"<h1>{html.escape(words)}</h1>")
        elif kind == "heading":
            parts.append(f"<p><strong>{html.escape(words)}</strong></p>")
        elif kind in {"label", "text"}:
            parts.append(f"<p>{html.escape(words)}</p>")
        elif kind == "row":
            parts.append("" if row_open else "<table>")
            row_open = True
            parts.append("<tr>" + "".join(f"<td>{html.escape(cell)}</td>" for cell in words) + "</tr>")
        else:
            tag = "ol" if kind == "numbered" else "ul"
            parts.append(f"<{tag}>" + "".join(f"<li>{html.escape(one)}</li>" for one in words) + f"</{tag}>")
    return "".join(parts).encode()


def docx(paper: Sequence[Part] = PAPER) -> bytes:
    made = word.Document()
    rows: list[list[str]] = []

    def end_table() -> None:
        if rows:
            table = made.add_table(len(rows), len(rows[0]))
            for row, words in zip(table.rows, rows, strict=True):
                for cell, word in zip(row.cells, words, strict=True):
                    cell.text = word
            rows.clear()

    for kind, words in paper:
        if kind == "row":
            rows.append(words)
            continue
        end_table()
        if kind == "title":
            made.add_heading(words, 1)
        elif kind == "heading":
            made.add_paragraph().add_run(words).bold = True
        elif kind == "numbered":
            for one in words:
                made.add_paragraph(one, style="List Number")
        elif kind == "bullet":
            for one in words:
                made.add_paragraph(one, style="List Bullet")
        else:
            made.add_paragraph(words)
    end_table()
    return saved(made)


def pptx(paper: Sequence[Part] = PAPER) -> bytes:
    made = Presentation()
    text: Any = None
    rows: list[list[str]] = []
    slide: Any = None

    def new_slide(title: str) -> None:
        nonlocal text, slide
        slide = made.slides.add_slide(made.slide_layouts[5])
        slide.shapes.title.text = title
        text = None

    def add(words: str) -> Any:
        nonlocal text
        if text is None:
            text = slide.shapes.add_textbox(Inches(1), Inches(1.5), Inches(8), Inches(4)).text_frame
            text.text = words
            return text.paragraphs[0]
        paragraph = text.add_paragraph()
        paragraph.text = words
        return paragraph

    def end_table() -> None:
        if rows:
            table = slide.shapes.add_table(len(rows), len(rows[0]), Inches(1), Inches(2), Inches(8), Inches(2)).table
            for y, words in enumerate(rows):
                for x, word in enumerate(words):
                    table.cell(y, x).text = word
            rows.clear()

    for kind, words in paper:
        if kind == "row":
            rows.append(words)
            continue
        end_table()
        if kind in {"title", "heading"}:
            new_slide(words)
        elif kind in {"numbered", "bullet"}:
            for one in words:
                properties = add(one)._p.get_or_add_pPr()
                tag = '<a:buAutoNum %s type="arabicPeriod"/>' if kind == "numbered" else '<a:buChar %s char="•"/>'
                properties.append(parse_xml(tag % 'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"'))
        else:
            add(words)
    end_table()
    return saved(made)


def pdf(paper: Sequence[Part] = PAPER, *, margin: float = 25, size: float = 11, hanging: bool = True) -> bytes:
    normal = ParagraphStyle("n", fontName="Helvetica", fontSize=size, leading=size * 1.25, spaceAfter=size * 0.6)
    label = ParagraphStyle("l", normal, spaceAfter=0)
    heading = ParagraphStyle("h", normal, fontName="Helvetica-Bold")
    title = ParagraphStyle("t", normal, fontName="Helvetica-Bold", fontSize=size * 1.5, leading=size * 1.9)
    indent: dict[str, Any] = {"leftIndent": 18, "bulletIndent": 4} if hanging else {}
    item = ParagraphStyle("i", normal, spaceAfter=0, **indent)
    story: list[Any] = []
    rows: list[list[str]] = []

    def end_table() -> None:
        if rows:
            grid = TableStyle([("GRID", (0, 0), (-1, -1), 0.5, colors.black), ("FONTSIZE", (0, 0), (-1, -1), size)])
            story.extend([Table([list(row) for row in rows], style=grid), Spacer(1, size)])
            rows.clear()

    for kind, words in paper:
        if kind == "row":
            rows.append(words)
            continue
        end_table()
        if kind in {"numbered", "bullet"}:
            for number, one in enumerate(words, 1):
                mark = f"{number}." if kind == "numbered" else "•"
                words_of_item = html.escape(one)
                story.append(
                    Paragraph(words_of_item, item, bulletText=mark)
                    if hanging
                    else Paragraph(f"{mark} {words_of_item}", item)
                )
            story.append(Spacer(1, size * 0.6))
        else:
            style = {"title": title, "heading": heading, "label": label}.get(kind, normal)
            story.append(Paragraph(html.escape(words), style))
    end_table()
    return built(story, margin=margin)


def built(story: Sequence[Any], *, margin: float = 25, **callbacks: Any) -> bytes:
    """Return the PDF that a story of Platypus makes."""
    stream = io.BytesIO()
    side = margin * mm
    template = SimpleDocTemplate(
        stream, pagesize=A4, invariant=1, leftMargin=side, rightMargin=side, topMargin=side, bottomMargin=side
    )
    template.build(list(story), **callbacks)
    return stream.getvalue()


def saved(made: Any) -> bytes:
    """Return the bytes of a python-docx or python-pptx document."""
    stream = io.BytesIO()
    made.save(stream)
    return stream.getvalue()


MAKERS = {"txt": txt, "html": page, "docx": docx, "pptx": pptx, "pdf": pdf}
