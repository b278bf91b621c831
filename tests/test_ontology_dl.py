"""The ontology keeps within OWL 2 DL and holds no class that could have no members."""

import networkx as nx
import owlrl  # type: ignore[import-untyped]
import pytest
from rdflib import OWL, RDF, RDFS, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, PROV, VANN, DefinedNamespace

import vocabulary
from hfgraph import assets
from vocabulary import HF, ONTOLOGIES, iris, is_ours, kinds, parsed

# What OWL itself brings along; everything else must be declared in our files.
BUILT_IN = {
    *(RDF.type, RDFS.label, RDFS.comment, RDFS.isDefinedBy, RDFS.seeAlso),
    *(RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range),
    *(OWL.Ontology, OWL.Class, OWL.NamedIndividual, OWL.disjointWith, OWL.versionIRI, OWL.versionInfo),
    *(OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty),
}

# The OWL 2 datatype map (OWL 2 Structural Specification, section 4) as far as we could wish to use it.
DATATYPES = {
    *(XSD.string, XSD.boolean, XSD.decimal, XSD.integer, XSD.nonNegativeInteger, XSD.positiveInteger),
    *(XSD.double, XSD.float, XSD.dateTime, XSD.dateTimeStamp, XSD.anyURI),
    *(RDFS.Literal, RDF.langString, RDF.PlainLiteral),
}

# Terms that are meant to be of two kinds, each with its reason. None so far.
PUNNED: dict[URIRef, str] = {}


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return vocabulary.ontology()


def test_only_our_own_ontologies_and_no_imports(ontology: Graph) -> None:
    assert {str(iri) for iri in ontology.subjects(RDF.type, OWL.Ontology)} == set(ONTOLOGIES.values())
    assert not list(ontology.triples((None, OWL.imports, None)))


def test_every_term_used_is_declared(ontology: Graph) -> None:
    declared = kinds(ontology)
    predicates = iris(ontology.predicates())
    classes = iris(ontology.objects(None, RDF.type))
    namespaces = tuple(sorted({str(home) for home in ontology.objects(None, RDFS.isDefinedBy)}))
    mentioned = {term for term in iris(ontology.objects()) if str(term).startswith(namespaces)} - set(
        map(URIRef, namespaces)
    )
    ontologies = iris(ontology.objects(None, OWL.versionIRI)) | {URIRef(iri) for iri in ONTOLOGIES.values()}
    undeclared = (predicates | classes | mentioned) - set(declared) - BUILT_IN - ontologies
    assert undeclared == set()


def test_no_term_is_of_two_kinds(ontology: Graph) -> None:
    punned = {term: kind for term, kind in kinds(ontology).items() if len(kind) > 1}
    assert punned.keys() == PUNNED.keys(), punned


def test_terms_are_used_as_what_they_are(ontology: Graph) -> None:
    kind = {term: next(iter(names)) for term, names in kinds(ontology).items()}
    for subject, parent in ontology.subject_objects(RDFS.subClassOf):
        assert kind[subject] == kind[parent] == "class", subject
    for subject, parent in ontology.subject_objects(RDFS.subPropertyOf):
        assert kind[subject] == kind[parent] != "individual", subject
    for one, other in ontology.subject_objects(OWL.disjointWith):
        assert kind[one] == kind[other] == "class", one
    for term in ontology.subjects(RDFS.domain):
        assert kind[term] in {"object property", "datatype property"}, term
    for subject, predicate, value in ontology:
        if predicate not in BUILT_IN:
            # Only an individual has facts; a class, a property and an ontology have annotations.
            assert kind[predicate] == "annotation property" or kind.get(subject) == "individual", (subject, predicate)
            assert kind[predicate] != "object property" or not isinstance(value, Literal), (subject, predicate)
            assert kind[predicate] != "datatype property" or isinstance(value, Literal), (subject, predicate)


def test_domains_and_ranges_are_classes_or_datatypes(ontology: Graph) -> None:
    kind = kinds(ontology)
    for domain in ontology.objects(None, RDFS.domain):
        assert kind[domain] == {"class"}, domain
    for term, range_ in ontology.subject_objects(RDFS.range):
        if kind[term] == {"datatype property"}:
            assert range_ in DATATYPES, (term, range_)
        else:
            assert kind[range_] == {"class"}, (term, range_)


def test_literals_are_of_datatypes_owl_knows(ontology: Graph) -> None:
    literals = [o for o in ontology.objects() if isinstance(o, Literal)]
    assert {literal.datatype for literal in literals if literal.datatype} <= DATATYPES
    assert not [literal for literal in literals if literal.ill_typed]


def test_nothing_is_anonymous(ontology: Graph) -> None:
    assert not [node for node in ontology.all_nodes() if isinstance(node, BNode)]


@pytest.mark.parametrize("predicate", [RDFS.subClassOf, RDFS.subPropertyOf])
def test_no_term_stands_above_itself(ontology: Graph, predicate: URIRef) -> None:
    assert nx.is_directed_acyclic_graph(nx.DiGraph(list(ontology.subject_objects(predicate))))


def test_borrowed_terms_say_where_they_come_from(ontology: Graph) -> None:
    for term in kinds(ontology):
        homes = list(ontology.objects(term, RDFS.isDefinedBy))
        assert len(homes) == 1, term
        assert str(term).startswith(str(homes[0])), term


@pytest.mark.parametrize("names", [ORG, PROV, SKOS, DCTERMS, FOAF, VANN], ids=str)
def test_borrowed_names_exist(ontology: Graph, names: type[DefinedNamespace]) -> None:
    """rdflib carries the lists of these vocabularies' terms; those of ELI, OSLO and the rest it does not."""
    used = [term for term in iris(kinds(ontology)) if str(term).startswith(str(names))]
    assert used
    assert not [term for term in used if not names.__contains__(term)]


def test_alignments_only_speak_of_terms_we_have() -> None:
    alignments = parsed(assets.folder("ontology") / "alignments.ttl")
    allowed = {RDFS.subClassOf, RDFS.subPropertyOf, HF.closeMatch}
    for subject, predicate, value in alignments:
        if subject != URIRef(ONTOLOGIES["alignments"]):
            assert predicate in allowed, (subject, predicate)
            assert is_ours(subject), subject
            assert not is_ours(value), value


CONTRADICTION = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")


def contradictions(graph: Graph) -> list[str]:
    """What an OWL 2 RL reasoner finds impossible when every class has a member and every link is used."""
    world = Graph()
    for triple in graph:
        if triple[1] in {
            RDF.type,
            RDFS.subClassOf,
            RDFS.subPropertyOf,
            RDFS.domain,
            RDFS.range,
            OWL.disjointWith,
        }:
            world.add(triple)
    example = Namespace("urn:example:")
    for number, term in enumerate(graph.subjects(RDF.type, OWL.Class)):
        world.add((example[f"member-{number}"], RDF.type, term))
    for number, term in enumerate(graph.subjects(RDF.type, OWL.ObjectProperty)):
        world.add((example[f"from-{number}"], term, example[f"to-{number}"]))
    owlrl.DeductiveClosure(owlrl.OWLRL_Semantics).expand(world)
    found = [str(message) for message in world.objects(None, CONTRADICTION)]
    return found + [f"{thing} is nothing" for thing in world.subjects(RDF.type, OWL.Nothing)]


def test_every_class_can_have_members_and_every_property_a_use(ontology: Graph) -> None:
    assert contradictions(ontology) == []


def test_the_reasoner_would_notice_an_impossible_class(ontology: Graph) -> None:
    broken = Graph()
    broken += ontology
    broken.add((HF.Treatment, RDFS.subClassOf, PROV.Entity))
    assert contradictions(broken)
