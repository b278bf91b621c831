"""The ontology is complete, in both languages, within OWL 2 DL, free of contradictions and true to its own style."""

import re
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

import networkx as nx
import owlrl
import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, XSD, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, PROV, VANN
from rdflib.term import Node

from hfgraph import assets

HF = Namespace("https://w3id.org/hfgraph/ns#")
HFC = Namespace("https://w3id.org/hfgraph/code/")
HFS = Namespace("https://w3id.org/hfgraph/shapes#")
SCHEMA = Namespace("http://schema.org/")

FILES = ("hf", "codes", "alignments", "external")
ONTOLOGIES = {name: f"https://w3id.org/hfgraph/{name}" for name in ("ns", "code", "alignments", "external")}

KINDS = {
    OWL.Class: "class",
    OWL.ObjectProperty: "object property",
    OWL.DatatypeProperty: "datatype property",
    OWL.AnnotationProperty: "annotation property",
}
PROPERTY_KINDS = tuple(KINDS)[1:]

# What OWL itself brings along; everything else must be declared in our files.
BUILT_IN = {
    *(RDF.type, RDFS.label, RDFS.comment, RDFS.isDefinedBy, RDFS.seeAlso),
    *(RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range),
    *(OWL.Ontology, OWL.Class, OWL.NamedIndividual, OWL.disjointWith, OWL.versionIRI, OWL.versionInfo),
    *PROPERTY_KINDS,
}

# The OWL 2 datatype map (OWL 2 Structural Specification, section 4) as far as we could wish to use it.
DATATYPES = {
    *(XSD.string, XSD.boolean, XSD.decimal, XSD.integer, XSD.nonNegativeInteger, XSD.positiveInteger),
    *(XSD.double, XSD.float, XSD.dateTime, XSD.dateTimeStamp, XSD.anyURI),
    *(RDFS.Literal, RDF.langString, RDF.PlainLiteral),
}

# Terms that are meant to be of two kinds, each with its reason. None so far.
PUNNED: dict[URIRef, str] = {}

# The names that outside tests and users build on: they stay, as what they are.
FIXED_CLASSES = """
    HealthCommunity Municipality HealthTrust Committee Region Seat
    Document Passage Instrument Agreement Statute Bylaws ActionPlan Declaration Version Provision Clause StatutoryItem
    Case Meeting Treatment Proposal Decision Point
    FocusArea Project FundingRound Allocation
    Revision Phase Prolongation Accession
    Observation StatusObservation Quantity Assessment Evaluation
""".split()
FIXED_OBJECT_PROPERTIES = """
    fulfils implements contributesTo mandatedBy concerns follows attachment caseOf forCase pointOf adoptedFrom
    treats atMeeting heldBy inVersion versionOf revises partOf
    participant lead owner pilotMunicipality employer funder targetGroup community statedIn about aspect status certainty
""".split()
FIXED_DATATYPE_PROPERTIES = """
    year sequence number clauseNumber start end section sha256 asOf validFrom validUntil summary archiveReference
""".split()
FIXED_SUPER_CLASSES = {
    HF.HealthCommunity: {ORG.OrganizationalCollaboration},
    HF.Municipality: {ORG.FormalOrganization},
    HF.HealthTrust: {ORG.FormalOrganization},
    HF.Committee: {ORG.OrganizationalUnit},
    HF.Document: {FOAF.Document, PROV.Entity},
    HF.Agreement: {HF.Instrument},
    HF.Statute: {HF.Instrument},
    HF.Bylaws: {HF.Instrument},
    HF.ActionPlan: {HF.Instrument},
    HF.Declaration: {HF.Instrument},
    HF.Clause: {HF.Provision},
    HF.StatutoryItem: {HF.Provision},
    HF.Meeting: {SCHEMA.Event},
    HF.FocusArea: {SKOS.Concept},
    HF.Observation: {PROV.Entity},
    HF.StatusObservation: {HF.Observation},
    HF.Quantity: {HF.Observation},
    HF.Assessment: {HF.Observation},
}
PARTICIPANTS = (HF.lead, HF.owner, HF.pilotMunicipality, HF.employer, HF.funder)

STYLE_FIXTURES = Path(__file__).parent / "shapes" / "ontology-style"
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


def parsed(*paths: Path) -> Graph:
    graph = Graph(bind_namespaces="none")
    for path in paths:
        graph.parse(path, format="turtle")
    return graph


@pytest.fixture(scope="module")
def ontology() -> Graph:
    folder = assets.folder("ontology")
    return parsed(*(folder / f"{name}.ttl" for name in FILES))


@pytest.fixture(scope="module")
def style() -> Graph:
    return parsed(assets.folder("shapes") / "ontology-style.ttl")


def kinds(graph: Graph) -> dict[Node, set[str]]:
    """Every IRI with the kinds it is declared or used as; an individual is what has a class of its own."""
    found: dict[Node, set[str]] = defaultdict(set)
    for subject, kind in graph.subject_objects(RDF.type):
        if kind in KINDS:
            found[subject].add(KINDS[URIRef(kind)])
        elif kind != OWL.Ontology:
            found[subject].add("individual")
    return found


def iris(nodes: Iterable[Node]) -> set[URIRef]:
    return {node for node in nodes if isinstance(node, URIRef)}


def is_ours(term: Node) -> bool:
    return str(term).startswith((HF, HFC))  # URIRef.startswith takes no tuple


def ours(graph: Graph) -> list[URIRef]:
    """All our classes, properties, code lists and codes."""
    declared = (*KINDS, SKOS.Concept, SKOS.ConceptScheme)
    terms = {term for kind in declared for term in iris(graph.subjects(RDF.type, kind)) if is_ours(term)}
    assert len(terms) > 250, "the checks below would check nothing"
    return sorted(terms)


def test_all_files_of_the_ontology_are_tested() -> None:
    assert {path.stem for path in assets.folder("ontology").glob("*.ttl")} == set(FILES)


# --- What the model promises ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", FIXED_CLASSES)
def test_fixed_classes_exist(ontology: Graph, name: str) -> None:
    assert kinds(ontology)[HF[name]] == {"class"}


@pytest.mark.parametrize(
    "name,kind",
    [
        *((name, "object property") for name in FIXED_OBJECT_PROPERTIES),
        *((name, "datatype property") for name in FIXED_DATATYPE_PROPERTIES),
    ],
)
def test_fixed_properties_exist(ontology: Graph, name: str, kind: str) -> None:
    assert kinds(ontology)[HF[name]] == {kind}


def test_a_passage_is_part_of_its_document_by_dublin_core(ontology: Graph) -> None:
    assert kinds(ontology)[DCTERMS.isPartOf] == {"object property"}
    assert kinds(ontology)[DCTERMS.identifier] == {"datatype property"}


@pytest.mark.parametrize("term", FIXED_SUPER_CLASSES)
def test_fixed_super_classes(ontology: Graph, term: URIRef) -> None:
    assert set(ontology.transitive_objects(term, RDFS.subClassOf)) >= FIXED_SUPER_CLASSES[term]


def test_every_way_of_taking_part_is_participation(ontology: Graph) -> None:
    assert set(ontology.subjects(RDFS.subPropertyOf, HF.participant)) == set(PARTICIPANTS)


# --- Every term of ours ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition])
def test_every_term_is_named_and_defined_in_both_languages(
    ontology: Graph, predicate: URIRef, language: str
) -> None:
    placeholder = re.compile(r"todo|tbd|fixme|xxx|lorem|kodeliste:|code list:|\.\.\.|…", re.IGNORECASE)
    for term in ours(ontology):
        texts = [
            str(o)
            for o in ontology.objects(term, predicate)
            if isinstance(o, Literal) and o.language == language
        ]
        assert len(texts) == 1, f"{term}: {len(texts)} texts in {language}"
        assert texts[0].strip() == texts[0] != "", f"{term}: an empty text in {language}, or space around it"
        assert not placeholder.search(texts[0]), f"{term}: {texts[0]!r}"


def test_a_definition_is_more_than_the_label(ontology: Graph) -> None:
    for term in ours(ontology):
        labels = {str(label).casefold() for label in ontology.objects(term, RDFS.label)}
        for definition in ontology.objects(term, SKOS.definition):
            assert str(definition).rstrip(".").casefold() not in labels, term


def test_no_two_classes_and_no_two_properties_share_a_label(ontology: Graph) -> None:
    for family in ({OWL.Class}, set(PROPERTY_KINDS)):
        bearers: dict[Node, list[str]] = defaultdict(list)
        for term in ours(ontology):
            if family & set(ontology.objects(term, RDF.type)):
                for label in ontology.objects(term, RDFS.label):
                    bearers[label].append(term)
        assert {label: terms for label, terms in bearers.items() if len(terms) > 1} == {}


def test_a_code_lies_under_its_list(ontology: Graph) -> None:
    lists = set(ontology.subjects(RDF.type, SKOS.ConceptScheme))
    codes = [term for term in ours(ontology) if term.startswith(HFC) and term not in lists]
    assert len(codes) > 100
    for code in codes:
        path = code.removeprefix(HFC)
        assert re.fullmatch(r"[a-z]+(-[a-z]+)*/[a-z0-9]+(-[a-z0-9]+)*", path), code
        name, notation = path.split("/")
        assert list(ontology.objects(code, SKOS.inScheme)) == [HFC[name]]
        assert [str(o) for o in ontology.objects(code, SKOS.notation)] == [notation]
        assert HFC[name] in lists


@pytest.mark.parametrize("iri", ONTOLOGIES.values())
def test_every_file_has_the_same_version(ontology: Graph, iri: str) -> None:
    version = str(ontology.value(URIRef("https://w3id.org/hfgraph/ns"), OWL.versionInfo))
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert list(ontology.objects(URIRef(iri), OWL.versionInfo)) == [Literal(version)]
    assert list(ontology.objects(URIRef(iri), OWL.versionIRI)) == [URIRef(f"{iri}/{version}")]


@pytest.mark.parametrize("iri,namespace", [(ONTOLOGIES["ns"], HF), (ONTOLOGIES["code"], HFC)])
def test_the_namespaces_are_announced(ontology: Graph, iri: str, namespace: Namespace) -> None:
    assert ontology.value(URIRef(iri), VANN.preferredNamespaceUri) == Literal(str(namespace))
    assert ontology.value(URIRef(iri), VANN.preferredNamespacePrefix) in {Literal("hf"), Literal("hfc")}


# --- OWL 2 DL -------------------------------------------------------------------------------------------------------------


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
        if predicate in BUILT_IN:
            continue
        if kind[subject] if subject in kind else False:
            annotates = kind[subject] != "individual"
            assert not annotates or kind[predicate] == "annotation property", (subject, predicate)
        else:
            assert kind[predicate] == "annotation property", (subject, predicate)
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


def test_borrowed_names_exist(ontology: Graph) -> None:
    """rdflib carries the lists of terms of these vocabularies; those of ELI, OSLO and schema.org it does not."""
    for vocabulary in (ORG, PROV, SKOS, DCTERMS, FOAF, VANN):
        for term in kinds(ontology):
            if str(term).startswith(str(vocabulary)):
                assert term in vocabulary, term


def test_alignments_only_speak_of_terms_we_have() -> None:
    alignments = parsed(assets.folder("ontology") / "alignments.ttl")
    allowed = {RDFS.subClassOf, RDFS.subPropertyOf, HF.closeMatch}
    for subject, predicate, value in alignments:
        if subject != URIRef(ONTOLOGIES["alignments"]):
            assert predicate in allowed, (subject, predicate)
            assert is_ours(subject), subject
            assert not is_ours(value), value


# --- Reasoning ------------------------------------------------------------------------------------------------------------

CONTRADICTION = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")


def contradictions(graph: Graph) -> list[str]:
    """What an OWL 2 RL reasoner finds impossible once every class has a member and every object property a use."""
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
    for number, term in enumerate(sorted(graph.subjects(RDF.type, OWL.Class))):
        world.add((example[f"member-{number}"], RDF.type, term))
    for number, term in enumerate(sorted(graph.subjects(RDF.type, OWL.ObjectProperty))):
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


# --- Style ----------------------------------------------------------------------------------------------------------------


def tripped(data: Graph, shapes: Graph) -> set[Node]:
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes)
    assert isinstance(report, Graph)
    return set(report.objects(None, SH.sourceShape))


def test_the_ontology_keeps_its_style(ontology: Graph, style: Graph) -> None:
    assert tripped(ontology, style) == set()


@pytest.mark.parametrize("path", sorted(STYLE_FIXTURES.glob("*.ttl")), ids=lambda path: path.stem)
def test_style_shapes_trip_on_what_they_are_for(style: Graph, path: Path) -> None:
    expected = set() if path.stem.startswith("ok-") else {TRIPPED_BY[path.stem]}
    assert tripped(parsed(path), style) == expected


def test_every_style_rule_has_data_that_trips_it(style: Graph) -> None:
    assert set(style.subjects(RDF.type, SH.PropertyShape)) == set(TRIPPED_BY.values())
    assert {path.stem for path in STYLE_FIXTURES.glob("bad-*.ttl")} == set(TRIPPED_BY)


def test_style_rules_are_told_in_both_languages(style: Graph) -> None:
    for shape in style.subjects(RDF.type, SH.PropertyShape):
        assert isinstance(shape, URIRef)
        languages = [o.language for o in style.objects(shape, SH.message) if isinstance(o, Literal)]
        assert sorted(map(str, languages)) == ["en", "nb"], shape
        assert style.value(shape, SH.severity) is not None, shape
