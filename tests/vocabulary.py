"""The ontology as the tests look at it: its files as one graph, and what kind of term each IRI is."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from pathlib import Path

from rdflib import OWL, RDF, SKOS, Graph, Namespace, URIRef
from rdflib.term import Node

from hfgraph import assets

HF = Namespace("https://w3id.org/hfgraph/ns#")
HFC = Namespace("https://w3id.org/hfgraph/code/")
HFS = Namespace("https://w3id.org/hfgraph/shapes#")
SCHEMA = Namespace("http://schema.org/")

FILES = ("hf", "codes", "alignments", "external")
ONTOLOGIES = {name: f"https://w3id.org/hfgraph/{name}" for name in ("ns", "code", "alignments", "external")}

KINDS: dict[Node, str] = {
    OWL.Class: "class",
    OWL.ObjectProperty: "object property",
    OWL.DatatypeProperty: "datatype property",
    OWL.AnnotationProperty: "annotation property",
}
PROPERTY_KINDS = tuple(KINDS)[1:]


def parsed(*paths: Path) -> Graph:
    graph = Graph(bind_namespaces="none")
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


@cache
def ontology() -> Graph:
    folder = assets.folder("ontology")
    return parsed(*(folder / f"{name}.ttl" for name in FILES))


def kinds(graph: Graph) -> dict[Node, set[str]]:
    """Every IRI with the kinds it is declared or used as; an individual is what has a class of its own."""
    found: dict[Node, set[str]] = defaultdict(set)
    for subject, kind in graph.subject_objects(RDF.type):
        if kind != OWL.Ontology:
            found[subject].add(KINDS.get(kind, "individual"))
    return found


def iris(nodes: Iterable[Node]) -> set[URIRef]:
    return {node for node in nodes if isinstance(node, URIRef)}


def is_ours(term: Node) -> bool:
    return str(term).startswith((HF, HFC))  # URIRef.startswith takes no tuple


def ours(graph: Graph) -> list[URIRef]:
    """All our classes, properties, code lists and codes."""
    declared = (*KINDS, SKOS.Concept, SKOS.ConceptScheme)
    terms = {term for kind in declared for term in iris(graph.subjects(RDF.type, kind)) if is_ours(term)}
    assert len(terms) > 250, "the checks on them would check nothing"
    return sorted(terms)
