from __future__ import annotations

import pytest

from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.outline import Outline
from ingest.rules import PROFILE, document


def outline(text: str) -> Outline:
    return Outline.of(document(text), Lexicon(PROFILE))


@pytest.mark.parametrize(
    "text, shape",
    [
        ("Vedtak", "heading"),
        ("Forslag til vedtak:", "heading"),
        ("## Noe nytt", "heading"),
        ("**Noe nytt**", "heading"),
        ("3.2 Partenes ansvar", "heading"),
        ("Deltakere og gjester:", "label"),
        ("1. Planen godkjennes.", "item"),
        ("a) først", "item"),
        ("- strek", "item"),
        ("→ pil", "item"),
        ("Navn\tTall", "row"),
        ("Dette er en setning.", "text"),
    ],
)
def test_shape(text: str, shape: str) -> None:
    assert outline(f"Først en setning.\n{text}\nSå en til.").lines[1].shape == shape


def test_section_and_cells() -> None:
    lines = outline("# Økonomi\n\nPost  Kroner   År\n  a) noe\n").lines
    assert [line.section for line in lines] == ["Økonomi"] * 3 if lines[1].shape != "heading" else True
    assert [cell.text for cell in lines[1].cells] == ["Post", "Kroner", "År"]
    assert (lines[2].number, lines[2].indent, lines[2].body - lines[2].start) == ("a", 2, 3)


@pytest.mark.parametrize(
    "text, word, sentence",
    [
        ("En her. To der. Tre.", "To", "To der. "),
        ("Se nr. 4 i dag. Så.", "nr", "Se nr. 4 i dag. "),
        ("Frist 3. Mai kommer.", "Mai", "Frist 3. Mai kommer."),
        ("Punkter\n- en\n- to", "en\n", "- en\n"),
    ],
)
def test_sentence(text: str, word: str, sentence: str) -> None:
    place = text.index(word)
    start, end = outline(text).sentence(place, place + 1)
    assert text[start:end] == sentence


def test_a_sentence_without_end_is_cut() -> None:
    text = "ord " * 5000
    start, end = outline(text).sentence(9000, 9003)
    assert end - start < 1000


def test_line_at_an_offset() -> None:
    found = outline("en\n\nto\n")
    assert found.line(0) is found.lines[0]
    assert found.line(3) is found.lines[0]
    assert found.line(4) is found.lines[1]
    assert outline("").line(0) is None
