"""Text files: the text is the file, and its lines are told for what they are."""

from __future__ import annotations

import pytest

from hfgraph.ingest import readers


def blocks(text: str) -> list[tuple[str, str]]:
    document = readers.read(text.encode(), "a.txt")
    assert document.text == text
    return [(block.kind, text[block.start : block.end]) for block in document.blocks]


@pytest.mark.parametrize(
    "content",
    [
        "Sak 1/25\r\n\r\nØkonomi\r\nhei\rder\n",
        "\ufeffSak 1/25\n",
        "  \n\n  Sak 1/25  \n\n\tinnrykk\x0cny side",
        "e\u0301 og é er to ting\u00a0her\n",
    ],
)
def test_text_is_exactly_the_file(content: str) -> None:
    document = readers.read(content.encode(), "a.txt")
    assert document.text == content
    assert document.blocks


def test_other_encodings_are_read_and_noted() -> None:
    assert readers.read("Møte på Ørland".encode("utf-16"), "a.txt").text == "Møte på Ørland"
    document = readers.read("Møte på Ørland – sak 1".encode("cp1252"), "a.txt")
    assert document.text == "Møte på Ørland – sak 1"
    assert "Windows-1252" in document.notes[0].nb


def test_markdown_is_understood() -> None:
    table = "| a | b |\n|---|---|\n| 1 | 2 |\n"
    text = f"## 1. Innledning\n\n### **2.1 Møter**\n\n**Vedtak**\n\nSSU tar saken til orientering.\n\n{table}"
    assert blocks(text) == [
        ("heading", "## 1. Innledning"),
        ("heading", "### **2.1 Møter**"),
        ("heading", "**Vedtak**"),
        ("paragraph", "SSU tar saken til orientering."),
        ("row", "| a | b |"),
        ("row", "| 1 | 2 |"),
    ]
    document = readers.read(text.encode(), "a.md")
    assert [block.section for block in document.blocks][:4] == ["1. Innledning", "2.1 Møter", "Vedtak", "Vedtak"]
    assert [block.number for block in document.blocks][:2] == ["1", "2.1"]
    assert [block.level for block in document.blocks][:3] == [2, 3, 2]


@pytest.mark.parametrize(
    "line, number",
    [
        ("1. SSU tar saken til orientering.", "1"),
        ("12) SSU tar saken til orientering.", "12"),
        ("(2) SSU tar saken til orientering.", "2"),
        ("a) kommunene følger opp", "a"),
        ("iv) kommunene følger opp", "iv"),
        ("- kommunene følger opp", ""),
        ("– kommunene følger opp", ""),
        ("• kommunene følger opp", ""),
        ("- 1. FSU akuttmedisin og beredskap, pkt. 4.1", "1"),
        ("1.2. Partene skal følge opp avtalen hvert år.", "1.2"),
    ],
)
def test_items(line: str, number: str) -> None:
    document = readers.read(f"Innledende tekst om saken:\n\n{line}\n".encode(), "a.txt")
    assert (document.blocks[-1].kind, document.blocks[-1].number) == ("item", number)


@pytest.mark.parametrize(
    "line",
    [
        "1. januar 2025 trer avtalen i kraft.",
        "5.2.24 var siste frist for innspill til saken.",
        "5.3 millioner kroner er satt av.",
        "2024 var et godt år for samarbeidet.",
        "f. eks. kan det gjelde barn og unge.",
        "*Av en total pott på 40 mill.kr.",
    ],
)
def test_dates_and_amounts_are_no_items(line: str) -> None:
    document = readers.read(f"Innledende tekst om saken.\n\n{line}\n".encode(), "a.txt")
    assert document.blocks[-1].kind == "paragraph"


def test_nested_items_have_levels() -> None:
    document = readers.read(b"- en\n - to\n     - tre\n- fire", "a.txt")
    assert [block.level for block in document.blocks] == [1, 2, 3, 1]


@pytest.mark.parametrize(
    "title", ["Handlingsplan", "Hva er dialogmøtet?", "PS 75/13 Budsjett", "§ 4-1 Dialogmøtet", "3 Økonomi"]
)
def test_a_short_line_alone_is_a_heading(title: str) -> None:
    body = "Saken gjelder hvordan kommunene og sykehuset samarbeider om pasientene."
    assert blocks(f"{body}\n\n{title}\n\n{body}\n")[1] == ("heading", title)


@pytest.mark.parametrize(
    "line", ["Saken tas til orientering.", "Bodø, 3. mars 2025", "og mer", "Dato: 3. mars", "a@b.no er Ny"]
)
def test_other_short_lines_are_not(line: str) -> None:
    body = "Saken gjelder hvordan kommunene og sykehuset samarbeider om pasientene."
    assert blocks(f"{body}\n\n{line}\n\n{body}\n")[1] == ("paragraph", line)


def test_attachments_are_no_headings() -> None:
    text = "Vedlegg\n\nSSU sak 1-2023 Evaluering\n\nSSU sak 2-2023 Status\n\nVedtak:\n\nSSU tar saken til orientering."
    document = readers.read(text.encode(), "a.txt")
    assert [block.kind for block in document.blocks] == ["heading", "paragraph", "paragraph", "heading", "paragraph"]
    assert document.blocks[2].section == "Vedlegg"


def test_header_lines_are_blocks_of_their_own() -> None:
    text = "Saksbehandler: Rådgiver\nAvkl. sekr; AB/CD\nDato dok: 17.10.2024\nMøtedato: 04.12.2024"
    assert [words for _, words in blocks(text)] == text.split("\n")


def test_wrapped_lines_are_one_block() -> None:
    text = (
        "Strategisk samarbeidsutvalg har behandlet saken i flere møter, og\n"
        "Nordlandssykehuset har gitt innspill til den underveis i arbeidet\nsitt.\n\n"
        "1. Sekretariatet kaller inn til et møte med kommunene om den nye\n   rutinen.\n2. Saken tas opp igjen."
    )
    assert [kind for kind, _ in blocks(text)] == ["paragraph", "item", "item"]


def test_short_lines_are_not_joined_but_for_what_goes_on() -> None:
    assert [words for _, words in blocks("Lofoten; 2\nVesterålen; 2\n\nPersoner med\npsykiske lidelser")] == [
        "Lofoten; 2",
        "Vesterålen; 2",
        "Personer med\npsykiske lidelser",
    ]
    assert blocks("En leder for SSU,\nHelsefellesskapet Nord") == [
        ("paragraph", "En leder for SSU,\nHelsefellesskapet Nord")
    ]


@pytest.mark.parametrize(
    "line, kind",
    [
        ("Administrasjonens forslag til vedtak:", "heading"),
        ("Nordlandssykehuset HFs vurdering:", "heading"),
        ("Avtalen skal som et minimum omfatte:", "paragraph"),
        ("SSU vedtar følgende:", "paragraph"),
    ],
)
def test_a_label_is_a_heading_and_a_sentence_is_not(line: str, kind: str) -> None:
    assert blocks(f"{line}\n1. Saken tas til orientering.") == [(kind, line), ("item", "1. Saken tas til orientering.")]


def test_form_feed_turns_the_page() -> None:
    document = readers.read("Side én er her.\fSide to er her.".encode(), "a.txt")
    assert [block.page for block in document.blocks] == [1, 2]
