"""What things are called: by name, title or summary, by section or by what is observed, and by key as a last resort."""

from __future__ import annotations

import pytest

from hfgraph import terms
from hfgraph.graph import Graph
from hfgraph.label import Labels
from hfgraph.store import Store
from hfgraph.text import Text

PREFIXES = """@prefix dcterms: <http://purl.org/dc/terms/> . @prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix hf: <https://w3id.org/hfgraph/ns#> . @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""


def called(facts: str) -> Text:
    store = Store()
    store.add_turtle(f"{PREFIXES}<a:x> {facts} .", "a:g")
    return Labels(store).text("a:x")


@pytest.mark.parametrize(
    "facts, nb, en",
    [
        ('rdfs:label "navn"@nb , "name"@en', "navn", "name"),
        ('rdfs:label "navn"@nb', "navn", "navn"),
        ('rdfs:label "name"@en', "name", "name"),
        ('rdfs:label "namn"@nn , "name"@en', "namn", "name"),
        ('rdfs:label "navn"@no', "navn", "navn"),
        ('rdfs:label "navn"', "navn", "navn"),
        ('rdfs:label "nom"@fr', "nom", "nom"),
        ('skos:prefLabel "a"@nb ; rdfs:label "b"@nb', "b", "b"),
        ('foaf:name "a" ; skos:prefLabel "b"@nb', "b", "b"),
        ('dcterms:title "a"@nb ; foaf:name "b"', "b", "b"),
        ('hf:summary "a"@nb ; dcterms:title "b"@nb', "b", "b"),
        ('hf:summary "sum"@nb , "sum up"@en', "sum", "sum up"),
        ("rdfs:label <a:y>", "a:x", "a:x"),
        ("rdfs:seeAlso <a:y>", "a:x", "a:x"),
    ],
)
def test_the_best_name_is_used(facts: str, nb: str, en: str) -> None:
    assert called(facts) == Text(nb, en)


def test_a_passage_is_called_by_its_document_and_section(small: Graph) -> None:
    assert small.labels.text(terms.ID + "nord/doc/plan-2023/p/head") == Text(
        "Planen for 2023, «Tittel»", "The plan for 2023, “Tittel”"
    )


def test_an_observation_is_called_by_what_it_says(small: Graph) -> None:
    label = small.labels.text(terms.ID + "nord/obs/hjemmesykehus/2024")
    assert label.nb.startswith("Hjemmesykehus på Øyvær – ")
    assert label.nb.endswith("(2024-10-17)")
    assert label.en.startswith("Hospital at home on Øyvær – ")
    assert label.nb != label.en


def test_a_thing_without_a_name_is_called_by_its_key(small: Graph) -> None:
    assert small.labels.text(terms.ID + "nord/unheard/of") == Text("nord/unheard/of", "nord/unheard/of")
    assert small.labels.text(terms.HF + "unheardOf").nb == "hf:unheardOf"


@pytest.mark.parametrize(
    "iri, short",
    [
        (terms.ID + "lvs/project/x", "lvs/project/x"),
        (terms.HF + "fulfils", "hf:fulfils"),
        (terms.HFC + "status/ongoing", "hfc:status/ongoing"),
        ("http://elsewhere/x", "http://elsewhere/x"),
        (terms.HF, terms.HF),
    ],
)
def test_iris_are_shortened(iri: str, short: str) -> None:
    assert terms.shorten(iri) == short


@pytest.mark.parametrize(
    "text, iri",
    [
        ("hf:fulfils", terms.HF + "fulfils"),
        ("<http://x/y>", "http://x/y"),
        ("https://x/y", "https://x/y"),
        ("urn:x:y", "urn:x:y"),
        ("strange:x", None),
        ("lvs/project/x", None),
        ("id://x", None),
        ("punkt 5.3", None),
    ],
)
def test_iris_are_expanded(text: str, iri: str | None) -> None:
    assert terms.expand(text) == iri
