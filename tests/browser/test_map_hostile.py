"""Names and keys that would be code are words on the map and in the file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hfgraph.graph import open_graph
from hfgraph.map.ask import wish
from hfgraph.map.plan import draw
from hfgraph.map.standalone import render

from .conftest import Open, serving

EVIL = "</script><script>window.evil=1</script>\\\"'><img src=x onerror=window.evil=2> {{7*7}} href=javascript:evil"
SEEN = EVIL.replace('\\"', '"')
KEY = "project/a'b&c~d,e;alert(1)"
_DATA = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix hf: <https://w3id.org/hfgraph/ns#> .
@prefix id: <https://w3id.org/hfgraph/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/hfgraph/id/nord/> .
<doc/d> a hf:Document ; rdfs:label "EVIL"@nb ; dcterms:issued "2024-01-01"^^xsd:date .
<doc/d/p/1> a hf:Passage ; dcterms:isPartOf <doc/d> ; hf:section "EVIL" ; hf:start 0 ; hf:end 10 .
<agreement> a hf:Agreement ; rdfs:label "EVIL"@nb ; hf:statedIn <doc/d/p/1> .
<agreement/1> a hf:Version ; hf:versionOf <agreement> ; rdfs:label "EVIL"@nb ; hf:statedIn <doc/d/p/1> .
<agreement/1/5> a hf:Clause ; hf:clauseNumber "5" ; hf:inVersion <agreement/1> ; rdfs:label "EVIL"@nb ;
    hf:summary "EVIL"@nb ; hf:statedIn <doc/d/p/1> .
<focus-area/1> a hf:FocusArea ; rdfs:label "EVIL"@nb ; hf:statedIn <doc/d/p/1> .
<KEY> a hf:Project ; rdfs:label "EVIL"@nb ; hf:fulfils <agreement/1/5> ; hf:contributesTo <focus-area/1> ;
    hf:statedIn <doc/d/p/1> .
"""


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile")
    path = root / "data" / "nord" / "d.ttl"
    path.parent.mkdir(parents=True)
    path.write_text(_DATA.replace("EVIL", EVIL).replace("KEY", KEY), "utf-8")
    return root


@pytest.fixture(scope="module")
def hostile(data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(tmp_path_factory.mktemp("log") / "log", "--data", str(data)) as address:
        yield address


@pytest.mark.parametrize(
    "view", ["/map", "/map?layout=clusters", "/map?focus=5", "/map?layout=path&from=5&to=nord/doc/d"]
)
def test_hostile_names_are_words_on_the_map(open_page: Open, hostile: str, view: str) -> None:
    page = open_page(hostile + view)
    assert page.locator(".node").count() >= 2
    assert page.evaluate("window.evil") is None
    assert page.locator("img").count() == 0
    assert SEEN in page.locator("#map-table").inner_text() or SEEN in page.content().replace("&lt;", "<").replace(
        "&gt;", ">"
    ).replace("&amp;", "&")


def test_a_hostile_key_can_be_selected_and_opened(open_page: Open, hostile: str) -> None:
    page = open_page(f"{hostile}/map")
    page.locator(".node.g-project:not(.tally)").click()
    page.wait_for_selector("#map-panel h2")
    assert page.locator("#map-panel h2").inner_text() == SEEN
    assert page.evaluate("window.evil") is None


def test_hostile_names_are_words_in_the_file(open_page: Open, data: Path, tmp_path: Path) -> None:
    graph = open_graph(data)
    path = tmp_path / "map.html"
    path.write_text(render(graph, draw(graph, wish(graph, "nb"))), "utf-8")
    page = open_page(path.as_uri())
    page.wait_for_selector("html[data-drawn]")
    page.mouse.move(400, 400)
    assert page.evaluate("window.evil") is None
    assert page.locator("img").count() == 0
    assert SEEN in page.locator("table").first.inner_text()
