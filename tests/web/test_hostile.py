"""What comes from the data or the address is text, whatever it looks like."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote

import pytest

from .conftest import Read
from .test_pages import assert_harmless

EVIL = "<script>alert(1)</script>\\\"'><img src=x onerror=alert(2)>{{7*7}}"
SEEN = EVIL.replace('\\"', '"')
_HEAD = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix hf: <https://w3id.org/hfgraph/ns#> .
@prefix id: <https://w3id.org/hfgraph/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/hfgraph/id/nord/> .
"""
_BODY = """
<https://w3id.org/hfgraph/id/nord> a hf:HealthCommunity ; rdfs:label "EVIL"@nb , "EVIL"@en ; hf:statedIn <doc/d/p/1> .
<doc/d> a hf:Document ; rdfs:label "EVIL"@nb , "EVIL"@en ; dcterms:issued "2024-01-01"^^xsd:date ;
    hf:community id:nord ; hf:length 40 .
<doc/d/p/1> a hf:Passage ; dcterms:isPartOf <doc/d> ; hf:section "EVIL" ; hf:start 0 ; hf:end 10 .
<agreement> a hf:Agreement ; rdfs:label "EVIL"@nb , "EVIL"@en ; hf:community id:nord ; hf:statedIn <doc/d/p/1> .
<agreement/1> a hf:Version ; hf:versionOf <agreement> ; rdfs:label "EVIL"@nb , "EVIL"@en ; hf:community id:nord ;
    hf:statedIn <doc/d/p/1> .
<agreement/1/5> a hf:Clause ; hf:clauseNumber "EVIL" ; hf:inVersion <agreement/1> ; rdfs:label "EVIL"@nb , "EVIL"@en ;
    hf:community id:nord ; hf:statedIn <doc/d/p/1> .
<focus-area/1> a hf:FocusArea ; rdfs:label "EVIL"@nb , "EVIL"@en ; hf:community id:nord ; hf:statedIn <doc/d/p/1> .
<project/p> a hf:Project ; rdfs:label "EVIL"@nb , "EVIL"@en ; hf:fulfils <agreement/1/5> ; hf:summary "EVIL"@nb ;
    hf:contributesTo <focus-area/1> ; hf:community id:nord ; hf:statedIn <doc/d/p/1> .
<committee/ssu> a hf:Committee ; rdfs:label "EVIL"@nb , "EVIL"@en ; hf:community id:nord ; hf:statedIn <doc/d/p/1> .
<case/ssu/2024/1> a hf:Case ; hf:caseOf <committee/ssu> ; hf:year 2024 ; hf:sequence 1 ; dcterms:title "EVIL"@nb ;
    rdfs:label "EVIL"@nb , "EVIL"@en ; hf:concerns <project/p> ; hf:community id:nord ; hf:statedIn <doc/d/p/1> .
<meeting/ssu/2024-01-01> a hf:Meeting ; hf:heldBy <committee/ssu> ; dcterms:date "2024-01-01"^^xsd:date ;
    rdfs:label "EVIL"@nb , "EVIL"@en ; hf:community id:nord ; hf:statedIn <doc/d/p/1> .
<obs/1> a hf:StatusObservation ; hf:about <project/p> ; hf:asOf "2024-01-01"^^xsd:date ; hf:summary "EVIL"@nb ;
    hf:aspect <https://w3id.org/hfgraph/code/aspect/progress> ;
    hf:status <https://w3id.org/hfgraph/code/status/ongoing> ;
    hf:community id:nord ; hf:statedIn <doc/d/p/1> .
"""


@pytest.fixture
def hostile(tmp_path: Path, read_from: Callable[[Path], Read]) -> Read:
    path = tmp_path / "data" / "nord" / "d.ttl"
    path.parent.mkdir(parents=True)
    path.write_text(_HEAD + _BODY.replace("EVIL", EVIL), "utf-8")
    return read_from(tmp_path)


def test_hostile_labels_are_text_on_every_page(hostile: Read) -> None:
    for address in (
        *("/", "/coverage", "/projects", "/cases", "/meetings", "/ask/project-status", "/cases/nord/case/ssu/2024/1"),
        *("/id/nord/project/p", "/id/nord/doc/d", "/id/nord/doc/d/p/1", "/id/nord", "/trace/nord/project/p"),
        *("/documents", "/documents/nord/doc/d", "/search?q=script", "/ask/sources-of?thing=nord/project/p"),
    ):
        page = hostile(address)
        assert page.status == 200, address
        assert_harmless(page)
        assert not page.all("img"), address
        assert "{{7*7}}" in page.one("html").text(), address
        assert SEEN in page.one("html").text(), address


@pytest.mark.parametrize(
    "name", ["q", "find", "kind", "query", "community", "state", "year", "lang", "as-of", "since", "x"]
)
@pytest.mark.parametrize(
    "address", ["/", "/cases", "/coverage", "/ask", "/ask/stale-statuses", "/query", "/search", "/documents", "/nope"]
)
def test_hostile_addresses_are_text(read: Read, address: str, name: str) -> None:
    page = read(f"{address}?{name}={quote(SEEN)}")
    assert page.status in {200, 400, 404}
    assert_harmless(page)
    assert not page.all("img")


@pytest.mark.parametrize("path", ["/id/{}", "/trace/{}", "/cases/{}", "/ask/{}", "/documents/{}", "/{}"])
def test_hostile_paths_are_text(read: Read, path: str) -> None:
    page = read(path.format(quote(SEEN, safe="")))
    assert page.status in {400, 404}
    assert_harmless(page)
