"""The ontology keeps its own style, and every rule of that style has data that trips it."""

from pathlib import Path

import pyshacl
import pytest
from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.term import Node

import vocabulary
from hfgraph import assets
from vocabulary import HFS, parsed

FIXTURES = Path(__file__).parent / "shapes" / "ontology-style"
TRIPPED_BY = {
    "bad-blank-term": HFS["Term-iri"],
    "bad-class-group": HFS["Class-group"],
    "bad-class-name": HFS["Class-name"],
    "bad-code-kind": HFS["Code-concept"],
    "bad-code-list": HFS["Code-list"],
    "bad-code-listless": HFS["Code-list"],
    "bad-code-name": HFS["Code-label"],
    "bad-code-notation": HFS["Code-notation"],
    "bad-definition-missing": HFS["Term-definition"],
    "bad-definition-unfinished": HFS["Term-fullStop"],
    "bad-home-elsewhere": HFS["Term-home"],
    "bad-home-missing": HFS["Term-home"],
    "bad-label-language": HFS["Term-label"],
    "bad-label-missing": HFS["Term-label"],
    "bad-label-twice": HFS["Term-label"],
    "bad-licence": HFS["Ontology-licence"],
    "bad-property-name": HFS["Property-name"],
    "bad-title": HFS["Ontology-title"],
    "bad-version": HFS["Ontology-version"],
}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return vocabulary.ontology()


@pytest.fixture(scope="module")
def style() -> Graph:
    return parsed(assets.folder("shapes") / "ontology-style.ttl")


def tripped(data: Graph, shapes: Graph) -> set[Node]:
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph)
    return set(report.objects(None, SH.sourceShape))


def test_the_ontology_keeps_its_style(ontology: Graph, style: Graph) -> None:
    assert tripped(ontology, style) == set()


@pytest.mark.parametrize("path", sorted(FIXTURES.glob("*.ttl")), ids=lambda path: path.stem)
def test_style_shapes_trip_on_what_they_are_for(style: Graph, path: Path) -> None:
    expected = set() if path.stem.startswith("ok-") else {TRIPPED_BY[path.stem]}
    assert tripped(parsed(path), style) == expected


def test_every_style_rule_has_data_that_trips_it(style: Graph) -> None:
    assert set(style.subjects(RDF.type, SH.PropertyShape)) == set(TRIPPED_BY.values())
    assert {path.stem for path in FIXTURES.glob("bad-*.ttl")} == set(TRIPPED_BY)


def test_style_rules_are_told_in_both_languages(style: Graph) -> None:
    for shape in style.subjects(RDF.type, SH.PropertyShape):
        assert isinstance(shape, URIRef)
        languages = [o.language for o in style.objects(shape, SH.message) if isinstance(o, Literal)]
        assert sorted(map(str, languages)) == ["en", "nb"], shape
        assert style.value(shape, SH.severity) is not None, shape
