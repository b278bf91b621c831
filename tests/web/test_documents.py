"""Documents and what they are seen to say."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from hfgraph import terms
from hfgraph.web.manuscript import Place, paragraphs, within

from .conftest import Read


def _place(number: int, start: int, end: int) -> Place:
    return Place(number, f"{terms.ID}d/p/{number}", str(number), "", start, end, ())


def _told(text: str, *places: Place) -> list[list[tuple[str, list[int], list[int]]]]:
    return [
        [
            (piece.text, [one.number for one in piece.within], [one.number for one in piece.begin])
            for piece in one.pieces
        ]
        for one in paragraphs(text, places)
    ]


def test_text_is_cut_where_passages_begin_and_end() -> None:
    assert _told("abcdef", _place(1, 1, 3)) == [[("a", [], []), ("bc", [1], [1]), ("def", [], [])]]


def test_passages_may_overlap() -> None:
    assert _told("abcdef", _place(1, 0, 4), _place(2, 2, 6)) == [
        [("ab", [1], [1]), ("cd", [1, 2], [2]), ("ef", [2], [])]
    ]


def test_a_passage_may_reach_over_paragraphs_and_begin_before_one() -> None:
    assert _told("ab\n\ncd\nef", _place(1, 1, 5), _place(2, 2, 6)) == [
        [("a", [], []), ("b", [1], [1])],
        [("c", [1, 2], [2]), ("d", [2], []), ("\nef", [], [])],
    ]


def test_every_passage_begins_exactly_once() -> None:
    text = "\n\nen to\n\ntre fire\nfem\n\n\nseks\n"
    places = [_place(n, start, start + 3) for n, start in enumerate(range(len(text)), 1)]
    found = paragraphs(text, places)
    assert [one.number for paragraph in found for one in paragraph.begin] == list(range(1, len(text) + 1))
    assert [one.number for paragraph in found for piece in paragraph.pieces for one in piece.begin] == [
        place.number for place in places
    ]
    assert "".join(piece.text for paragraph in found for piece in paragraph.pieces) == "en totre fire\nfemseks"


@pytest.mark.parametrize(
    "passage, name", [("lvs/doc/x/p/a", "a"), ("lvs/doc/x/b/c", "b/c"), ("lvs/doc/y/p/a", "lvs/doc/y/p/a")]
)
def test_a_passage_has_a_name_within_its_document(passage: str, name: str) -> None:
    assert within(terms.ID + passage, terms.ID + "lvs/doc/x") == name


def test_the_list_has_every_document(read: Read) -> None:
    page = read("/documents")
    assert len(page.all(".works > li")) == int(page.one(".works").attributes["data-rows"] or 0) == 6
    assert "/documents/lvs/doc/status-2023" in page.links()
    assert len(read("/documents?community=innlandet").all(".works > li")) < 6


def test_a_document_without_its_text_lists_its_places_by_heading(read: Read) -> None:
    page = read("/documents/lvs/doc/ssu-24-2023")
    assert "ikke for hånden" in page.words(".notice")
    assert not page.all("mark")
    assert len(page.all("ol.notes > li")) == 24
    assert "Bakgrunn" in " ".join(node.text() for node in page.all("main h2"))


def test_a_document_at_hand_is_shown_with_its_places_marked(read_small: Read) -> None:
    shown = next(
        page
        for link in sorted(read_small("/documents").links())
        if link.startswith("/documents/") and (page := read_small(link)).all(".manuscript")
    )
    text = (Path(__file__).parents[1] / "graphs/small/sources/et-helt-annet-navn.txt").read_text("utf-8")
    spoken = "".join(node.text() for node in shown.all(".verse > .text mark"))
    assert spoken
    assert all(part in text for node in shown.all(".text mark") for part in node.text().split("\n"))
    references = {node.attributes["href"] for node in shown.all("a.ref")}
    notes = {"#" + (node.attributes["id"] or "") for node in shown.all(".notes > li")}
    assert references == notes
    assert {node.attributes["href"] for node in shown.all("a.back")} == {
        "#" + (node.attributes["id"] or "") for node in shown.all("a.ref")
    }
    assert shown.all(".notes a[href^='/id/']")


def test_a_passage_leads_to_its_place_in_the_document(read: Read) -> None:
    page = read("/id/lvs/doc/ssu-24-2023/p/kick-off")
    link = "/documents/lvs/doc/ssu-24-2023#p-kick-off"
    assert link in {node.attributes["href"] for node in page.all("main a")}
    assert len(read("/documents/lvs/doc/ssu-24-2023").all("#p-kick-off")) == 1


def test_no_such_document(read: Read) -> None:
    assert read("/documents/lvs/doc/nope").status == 404


def test_a_hostile_document_is_text(tmp_path: Path, read_from: Callable[[Path], Read]) -> None:
    import hashlib

    words = "<script>alert(1)</script> &amp; <mark>\n\n{{7*7}}"
    (tmp_path / "data" / "nord").mkdir(parents=True)
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "d.txt").write_text(words, "utf-8")
    (tmp_path / "data" / "nord" / "d.ttl").write_text(
        f"""@prefix hf: <https://w3id.org/hfgraph/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .
@base <https://w3id.org/hfgraph/id/nord/> .
<https://w3id.org/hfgraph/id/nord> a hf:HealthCommunity ; rdfs:label "Nord"@nb , "North"@en .
<doc/d> a hf:Document ; rdfs:label "D"@nb , "D"@en ; hf:length {len(words)} ;
    hf:sha256 "{hashlib.sha256(words.encode()).hexdigest()}" .
<doc/d/p/1> a hf:Passage ; dcterms:isPartOf <doc/d> ; hf:section "S" ; hf:start 0 ; hf:end 30 .
""",
        "utf-8",
    )
    page = read_from(tmp_path)("/documents/nord/doc/d")
    assert page.status == 200
    assert [node.text() for node in page.all(".text mark")] == [words[:30]]
    assert "".join(node.text() for node in page.all(".verse > .text")).replace("\n", "").replace("1", "", 1).strip()
    assert not page.all("main script")
    assert "{{7*7}}" in page.one("main").text()
