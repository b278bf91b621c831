"""The words of a passage, when a file has the document's checksum, whatever the file is called."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

import hfgraph
from conftest import SMALL
from hfgraph import terms
from hfgraph.evidence import Place
from hfgraph.graph import Graph

PLAN = terms.ID + "nord/doc/plan-2023"


def place(graph: Graph, name: str) -> Place:
    found = graph.evidence.place(f"{PLAN}/p/{name}")
    assert found is not None
    return found


def test_the_words_are_shown_in_their_context(small: Graph) -> None:
    quote = small.shelf.quote(place(small, "home"), context=8)
    assert quote is not None
    assert (quote.before, quote.words, quote.after) == ("r 2023\n\n", "Hjemmesykehus på Øyvær starter", "\nVeien o")


def test_the_context_stops_at_the_ends_of_the_document(small: Graph) -> None:
    quote = small.shelf.quote(place(small, "head"))
    assert quote is not None
    assert (quote.before, quote.words) == ("", "Planen for 2023")
    assert quote.after.endswith("Slutt på planen.\n")


@pytest.mark.parametrize("name", ["plan.txt", "deep/down/under/x", "IMG_0001.bin"])
def test_the_files_name_does_not_matter(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(SMALL / "sources" / "et-helt-annet-navn.txt", path)
    graph = hfgraph.open(SMALL, tmp_path)
    assert (graph.shelf.text(PLAN) or "").startswith("Planen for 2023\n")


@pytest.mark.parametrize("change", [b" ", b"\r\n", b"\xef\xbb\xbf"])
def test_one_other_byte_is_another_document(tmp_path: Path, change: bytes) -> None:
    text = (SMALL / "sources" / "et-helt-annet-navn.txt").read_bytes()
    (tmp_path / "et-helt-annet-navn.txt").write_bytes(change + text)
    graph = hfgraph.open(SMALL, tmp_path)
    assert graph.shelf.text(PLAN) is None
    assert graph.shelf.quote(place(graph, "home")) is None


def test_a_document_that_is_not_at_hand_has_no_words(small: Graph) -> None:
    assert small.shelf.text(terms.ID + "nord/doc/sak-26-2024") is None
    assert small.shelf.text(terms.ID + "law/doc/act") is None


def test_without_sources_there_are_no_words(tmp_path: Path) -> None:
    shutil.copytree(SMALL / "data", tmp_path / "data")
    graph = hfgraph.open(tmp_path)
    assert graph.workspace.sources is None
    assert graph.shelf.quote(place(graph, "home")) is None


def test_a_passage_beyond_the_end_has_no_words(small: Graph) -> None:
    inside = place(small, "home")
    beyond = Place(inside.document, inside.document_label, inside.passage, "", 80, 89)
    assert small.shelf.quote(beyond) is None
    last = Place(inside.document, inside.document_label, inside.passage, "", 80, 88)
    quote = small.shelf.quote(last)
    assert quote is not None
    assert quote.after == ""


def test_a_file_that_is_no_text_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.bin").write_bytes(b"\xff\x00")
    shutil.copy(SMALL / "sources" / "et-helt-annet-navn.txt", tmp_path / "b.txt")
    assert hfgraph.open(SMALL, tmp_path).shelf.text(PLAN) is not None
