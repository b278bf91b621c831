"""The bundled facts use only declared terms, and use none of them so that they contradict the ontology."""

from collections import defaultdict

import pytest
from rdflib import OWL, RDF, RDFS, Graph, Literal, URIRef
from rdflib.term import Node

import vocabulary
from hfgraph import assets
from vocabulary import iris, kinds, parsed


@pytest.fixture(scope="module")
def facts() -> Graph:
    graph = parsed(*sorted(assets.folder("data").rglob("*.ttl")))
    assert len(graph) > 1000
    return graph


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return vocabulary.ontology()


def test_the_facts_use_declared_terms(facts: Graph, ontology: Graph) -> None:
    used = iris(facts.predicates()) | iris(facts.objects(None, RDF.type))
    assert used - set(kinds(ontology)) - {RDF.type, RDFS.label, RDFS.comment, RDFS.seeAlso} == set()


def test_the_facts_name_codes_that_exist(facts: Graph, ontology: Graph) -> None:
    codes = {term for term in iris(facts.objects()) if term.startswith(vocabulary.HFC)}
    assert codes
    assert codes - set(kinds(ontology)) == set()


def test_properties_have_values_of_their_kind(facts: Graph, ontology: Graph) -> None:
    kind = kinds(ontology)
    for subject, predicate, value in facts:
        if kind[predicate] == {"object property"}:
            assert not isinstance(value, Literal), (subject, predicate, value)
        if kind[predicate] == {"datatype property"}:
            assert isinstance(value, Literal), (subject, predicate, value)


def test_nothing_is_of_two_kinds_that_exclude_each_other(facts: Graph, ontology: Graph) -> None:
    """Nothing is, say, both an activity and an entity, by what it is called or by the properties it has."""
    disjoint = list(ontology.subject_objects(OWL.disjointWith))
    assert disjoint
    types: dict[Node, set[Node]] = defaultdict(set)
    for subject, predicate, value in facts:
        if predicate == RDF.type:
            types[subject] |= supers(ontology, value, RDFS.subClassOf)
            continue
        for above in supers(ontology, predicate, RDFS.subPropertyOf):
            for domain in ontology.objects(above, RDFS.domain):
                types[subject] |= supers(ontology, domain, RDFS.subClassOf)
            for range_ in ontology.objects(above, RDFS.range) if isinstance(value, URIRef) else ():
                types[value] |= supers(ontology, range_, RDFS.subClassOf)
    clashes = {thing for thing, found in types.items() for one, other in disjoint if {one, other} <= found}
    assert clashes == set()


def supers(ontology: Graph, term: Node, predicate: URIRef) -> set[Node]:
    return {above for above in ontology.transitive_objects(term, predicate) if above is not None}
