"""Linked data: every IRI can be read, in every format, and all formats say the same."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest
import rdflib
from rdflib.compare import isomorphic, to_isomorphic

from .served import Serve

HOME = "https://w3id.org/hfgraph/"
PROJECT = "id/nord/project/baat"
FORMATS = {
    "ttl": ("text/turtle", "turtle"),
    "jsonld": ("application/ld+json", "json-ld"),
    "nt": ("application/n-triples", "nt"),
    "rdf": ("application/rdf+xml", "xml"),
    "trig": ("application/trig", "trig"),
}
PAGES = [
    PROJECT,
    "id/nord/doc/plan-2023",
    "id/nord",
    "code/status",
    "ns",
    "code",
    "external",
    "shapes",
    ".well-known/void",
]
MANDATORY = {
    "dataset": "title description identifier publisher contactPoint theme",
    "catalogue": "title description identifier publisher contactPoint dataset",
    "sparql": "title description identifier publisher contactPoint endpointURL",
    "dump": "accessURL",
}
"""What DCAT-AP-NO 2.2 makes mandatory for a dataset, a catalogue, a data service and a distribution."""


def parse(client: httpx.Client, found: httpx.Response, form: str) -> rdflib.Graph:
    text = found.text
    if form == "jsonld":
        told = json.loads(text)
        context = client.get(told["@context"]).raise_for_status().json()
        text = json.dumps({**told, **context})
    if form == "trig":
        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=text, format="trig")
        merged = rdflib.Graph()
        for subject, predicate, obj, _ in dataset.quads():
            merged.add((subject, predicate, obj))
        return merged
    return rdflib.Graph().parse(data=text, format=FORMATS[form][1])


def _named(graph: rdflib.Graph) -> set[Any]:
    return {triple for triple in graph if not any(isinstance(term, rdflib.BNode) for term in triple)}


@pytest.mark.parametrize("path", PAGES)
def test_every_format_says_the_same(small_client: httpx.Client, path: str) -> None:
    wanted = None
    for form, (media, _) in FORMATS.items():
        negotiated = small_client.get(f"/{path}", headers={"accept": media})
        named = small_client.get(f"/{path}.{form}")
        assert negotiated.status_code == named.status_code == 200
        assert negotiated.headers["content-type"].partition(";")[0] == media
        assert negotiated.headers["content-location"].endswith(f"/{path}.{form}")
        assert named.content == negotiated.content
        graph = parse(small_client, named, form)
        assert len(graph) > 0
        wanted = wanted or graph
        assert len(graph) == len(wanted)
        assert _named(graph) == _named(wanted), form
        if form == "jsonld":
            assert isomorphic(graph, wanted)
    page = small_client.get(f"/{path}.html")
    assert page.headers["content-type"] == "text/html; charset=utf-8"


def test_a_browser_gets_a_page_and_a_program_gets_data(small_client: httpx.Client) -> None:
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    page = small_client.get(f"/{PROJECT}", headers={"accept": browser})
    assert page.headers["content-type"].startswith("text/html")
    assert '<html lang="nb">' in page.text
    assert f'href="/{PROJECT}?lang=en"' in page.text
    assert re.findall(r"<script(?![^>]*\ssrc=\"/)", page.text) == [], "no script inside the page, none from elsewhere"
    english = small_client.get(f"/{PROJECT}?lang=en", headers={"accept": browser})
    assert '<html lang="en">' in english.text
    preferring = small_client.get(f"/{PROJECT}", headers={"accept": "text/html;q=0.4, text/turtle;q=0.8"})
    assert preferring.headers["content-type"].startswith("text/turtle")
    assert small_client.get(f"/{PROJECT}", headers={"accept": "image/png"}).status_code == 406


def test_data_keeps_its_iris_and_addresses_are_the_servers(small_client: httpx.Client) -> None:
    found = small_client.get(f"/{PROJECT}", headers={"accept": "application/ld+json"})
    base = str(small_client.base_url).rstrip("/")
    assert found.json()["@context"] == f"{base}/context.jsonld"
    assert found.json()["@graph"][0]["@id"] == "id:nord/project/baat"
    alternates = [link for link in found.headers["link"].split(", ") if 'rel="alternate"' in link]
    assert len(alternates) == len(FORMATS)
    assert all(link.startswith(f"<{base}/{PROJECT}.") for link in alternates)
    assert f'<{base}/.well-known/void>; rel="describedby"' in found.headers["link"]
    assert f'<{HOME}{PROJECT}>; rel="cite-as"' in found.headers["link"]


def test_trig_tells_which_document_says_what(small_client: httpx.Client) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=small_client.get(f"/{PROJECT}.trig").text, format="trig")
    thing = rdflib.URIRef(HOME + PROJECT)
    names = {str(graph.identifier) for graph in dataset.graphs() if (thing, None, None) in graph}
    assert names
    assert names <= {f"{HOME}id/nord/doc/plan-2023", f"{HOME}id/nord/doc/sak-26-2024", f"{HOME}id/nord/register"}


def test_every_thing_can_be_read(small_client: httpx.Client) -> None:
    ours = "STRSTARTS(STR(?s), 'https://w3id.org/hfgraph/') && !CONTAINS(STR(?s), '#')"
    query = f"SELECT DISTINCT ?s {{ ?s a ?c FILTER({ours}) }}"
    found = small_client.get("/sparql", params={"query": query}, headers={"accept": "application/sparql-results+json"})
    iris = [row["s"]["value"] for row in found.json()["results"]["bindings"]]
    assert len(iris) > 40
    for iri in iris[:: max(1, len(iris) // 60)]:
        assert small_client.get(iri.removeprefix(HOME).join(("/", ""))).status_code == 200, iri


def test_percent_signs_are_read_once(small_client: httpx.Client) -> None:
    assert small_client.get("/id/nord%2Fproject%2Fbaat").status_code == 200
    assert small_client.get("/id/nord%252Fproject%252Fbaat").status_code == 404


@pytest.mark.parametrize(
    "path",
    [
        "/id/nothing",
        "/id/",
        "/code/nothing",
        "/ns/9.9.9",
        "/id/%00",
        "/id/%7B%3C%22",
        "/static/../app.py",
        "/static/%2e%2e/app.py",
    ],
)
def test_nothing_is_a_problem(small_client: httpx.Client, path: str) -> None:
    found = small_client.get(path)
    assert (found.status_code, found.headers["content-type"]) == (404, "application/problem+json")
    assert small_client.post("/" + PROJECT).headers["allow"]


def test_tags_know_format_and_language(small_client: httpx.Client) -> None:
    tags = set()
    for suffix in (".ttl", ".nt", ".html?lang=nb", ".html?lang=en"):
        first = small_client.get(f"/{PROJECT}{suffix}")
        tags.add(first.headers["etag"])
        again = small_client.get(f"/{PROJECT}{suffix}", headers={"if-none-match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")
    assert len(tags) == 4
    assert small_client.head(f"/{PROJECT}").status_code == 200


def test_the_context_is_made_from_the_ontology(small_client: httpx.Client) -> None:
    context = small_client.get("/context.jsonld").json()["@context"]
    assert context["fulfils"] == {"@id": "hf:fulfils", "@type": "@id"}
    assert context["start"] == {"@id": "hf:start", "@type": "xsd:integer"}
    assert context["label"] == {"@id": "rdfs:label", "@container": "@language"}
    assert context["Project"] == {"@id": "hf:Project"}


def test_the_version_of_the_ontology_is_the_ontology(small_client: httpx.Client) -> None:
    ontology = rdflib.Graph().parse(data=small_client.get("/ns.ttl").text, format="turtle")
    version = ontology.value(rdflib.URIRef(HOME + "ns"), rdflib.OWL.versionIRI)
    assert version is not None
    found = small_client.get("/" + str(version).removeprefix(HOME), headers={"accept": "text/turtle"})
    again = rdflib.Graph().parse(data=found.text, format="turtle")
    assert to_isomorphic(again) == to_isomorphic(ontology)


def test_hostile_labels_stay_text(serve: Serve, make_workspace: Callable[[Mapping[str, str | bytes]], Path]) -> None:
    bad = "<script>alert(1)</script><img src=x onerror=alert(2)>"
    root = make_workspace(
        {
            "nord/register.ttl": f'id:nord a hf:HealthCommunity ; rdfs:label "{bad}"@nb , "{bad}"@en .\n'
            f'<project/x> a hf:Project ; rdfs:label "\\"\'>{bad}"@nb ; hf:summary "{{{{ 7*7 }}}} {bad}"@nb ; '
            "hf:community id:nord ; rdfs:seeAlso <javascript:alert(3)> .\n"
        }
    )
    with serve("--data", str(root)).client() as client:
        for path in ("/id/nord", "/id/nord/project/x"):
            page = client.get(path, headers={"accept": "text/html"})
            assert page.status_code == 200
            ours = re.compile(r'<script type="module" src="/web/[0-9a-f]+/[a-z/-]+\.js"></script>')
            assert "<script" not in ours.sub("", page.text), "the only scripts are our own files"
            assert "<img" not in page.text
            assert 'href="javascript' not in page.text
            assert "49" not in page.text.partition("<main>")[2] or "{{ 7*7 }}" in page.text
            assert "default-src 'none'" in page.headers["content-security-policy"]
            assert page.headers["x-content-type-options"] == "nosniff"
        assert client.get("/api/things/nord/project/x").headers["content-type"] == "application/json"


def test_the_dataset_is_described_for_catalogues(
    serve: Serve, make_workspace: Callable[[Mapping[str, str | bytes]], Path]
) -> None:
    root = make_workspace({"nord/register.ttl": 'id:nord a hf:HealthCommunity ; rdfs:label "Nord"@nb , "North"@en .\n'})
    owner = " ; ".join(
        ("dct:publisher <https://example.org/nord>", "dcat:contactPoint <https://example.org/nord#contact>")
    )
    (root / "dataset.ttl").write_text(
        "@prefix dct: <http://purl.org/dc/terms/> .\n@prefix dcat: <http://www.w3.org/ns/dcat#> .\n"
        f'<#dataset> dct:title "Nords graf"@nb ; {owner} .\n<#catalogue> {owner} .\n<#sparql> {owner} .\n'
    )
    with serve("--data", str(root), "--base-url", "https://graf.example.org").client() as client:
        graph = rdflib.Graph().parse(data=client.get("/.well-known/void").text, format="turtle")
    page = "https://graf.example.org/.well-known/void#"
    for name, properties in MANDATORY.items():
        told = {str(key).rpartition("/")[2].rpartition("#")[2] for key in graph.predicates(rdflib.URIRef(page + name))}
        assert set(properties.split()) <= told, name
    node = rdflib.URIRef(page + "dataset")
    assert [str(title) for title in graph.objects(node, rdflib.DCTERMS.title)] == ["Nords graf"]
    assert not list(graph.objects(node, rdflib.RDFS.comment))


def test_what_the_workspace_does_not_say_is_left_out_and_said(client: httpx.Client) -> None:
    found = client.get("/.well-known/void", headers={"accept": "*/*"})
    assert found.headers["content-type"].startswith("text/turtle")
    graph = rdflib.Graph().parse(data=found.text, format="turtle")
    node = rdflib.URIRef(f"{client.base_url}".rstrip("/") + "/.well-known/void#dataset")
    assert graph.value(node, rdflib.DCTERMS.publisher) is None
    assert any("publisher" in str(note) for note in graph.objects(node, rdflib.RDFS.comment))
    facts = "GRAPH ?g { ?s ?p ?o } FILTER(STRSTARTS(STR(?g), 'https://w3id.org/hfgraph/id/'))"
    query = f"SELECT (COUNT(*) AS ?n) {{ SELECT DISTINCT ?s ?p ?o {{ {facts} }} }}"
    counted: Any = client.get("/sparql", params={"query": query, "format": "json"}).json()
    total = graph.value(node, rdflib.VOID.triples)
    assert int(str(total)) == int(counted["results"]["bindings"][0]["n"]["value"])
    assert graph.value(node, rdflib.VOID.sparqlEndpoint) is not None
    examples = list(graph.objects(node, rdflib.VOID.exampleResource))
    assert examples
    for example in examples:
        assert client.get("/" + str(example).removeprefix(HOME)).status_code == 200
