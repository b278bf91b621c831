"""The same paper as every kind of file gives the same text, blocks and sections."""

from __future__ import annotations

import pytest

from hfgraph.ingest import readers
from hfgraph.ingest.document import Document

from . import papers


def words(document: Document) -> list[str]:
    """Return the words of the blocks."""
    return [document.text[block.start : block.end] for block in document.blocks]


@pytest.mark.parametrize("kind", papers.MAKERS)
def test_every_kind_gives_the_same_blocks(kind: str) -> None:
    document = readers.read(papers.MAKERS[kind](), f"sak.{kind}")
    assert words(document) == papers.lines()
    assert document.notes == ()
    assert document.reader == f"{kind} 1"
    assert document.name == f"sak.{kind}"


@pytest.mark.parametrize("kind", papers.MAKERS)
def test_every_kind_tells_what_the_blocks_are(kind: str) -> None:
    document = readers.read(papers.MAKERS[kind](), f"sak.{kind}")
    told = "".join(block.kind[0] for block in document.blocks)
    assert told == "hhpppphphiiihpphrrrhpiiip"
    assert [block.number for block in document.blocks if block.kind == "item"] == ["1", "2", "3", "", "", ""]
    sections = [block.section for block in document.blocks]
    assert sections[7] == "Vedlegg"
    assert sections[9:12] == ["Innstilling til konsensus"] * 3
    assert sections[16:19] == ["Tiltak og ansvar"] * 3


@pytest.mark.parametrize("kind", papers.MAKERS)
def test_blocks_are_in_order_and_apart(kind: str) -> None:
    document = readers.read(papers.MAKERS[kind](), f"sak.{kind}")
    end = 0
    for block in document.blocks:
        assert end <= block.start < block.end <= len(document.text)
        assert document.text[end : block.start].strip() == ""
        assert document.text[block.start : block.end] == document.text[block.start : block.end].strip()
        end = block.end


@pytest.mark.parametrize("kind", papers.MAKERS)
def test_reading_twice_gives_the_same(kind: str) -> None:
    content = papers.MAKERS[kind]()
    assert readers.read(content, "a") == readers.read(content, "a")


def test_items_and_rows_and_header_lines_stand_close() -> None:
    for kind in ("docx", "pdf", "html"):
        text = readers.read(papers.MAKERS[kind](), f"sak.{kind}").text
        assert "03.03.2025\nMøtedato: 19.03.2025\nVår ref" in text
        assert "Tiltak\tAnsvar\tFrist\nFelles mal for epikrise\tSykehuset\t01.06.2025\n" in text
        assert "saksbehandlere\tKommunene\t01.09.2025\n\nVurdering\n\nSekretariatet" in text
        assert "6-2 nr. 5.\n3. Det settes" in text


def test_kind_of_a_spreadsheet_is_told() -> None:
    assert readers.kind(b"Prosjekt;Status\nA;B\n", "prosjekter.csv") == "csv"
    assert readers.kind(b"Prosjekt;Status\nA;B\n", "prosjekter.txt") == "txt"


def test_a_line_to_sign_on_is_read() -> None:
    paper = papers.docx([*papers.PAPER, ("text", "_" * 100)])
    assert readers.read(paper, "paper.docx").text.endswith("_" * 100)
