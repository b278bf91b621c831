"""The ontology has every term the model promises, named and defined in both languages."""

import re
from collections import defaultdict

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, FOAF, ORG, PROV, VANN
from rdflib.term import Node

import vocabulary
from hfgraph import assets
from vocabulary import FILES, HF, HFC, KINDS, ONTOLOGIES, SCHEMA, kinds, ours, parsed

# The names that outside tests and users build on: they stay, as what they are.
FIXED = {
    "class": """
        HealthCommunity Municipality HealthTrust Committee Region Seat
        Document Passage Instrument Agreement Statute Bylaws ActionPlan Declaration Version Provision Clause
        StatutoryItem Case Meeting Treatment Proposal Decision Point FocusArea Project FundingRound Allocation
        Revision Phase Prolongation Accession Observation StatusObservation Quantity Assessment Evaluation
    """,
    "object property": """
        fulfils implements contributesTo mandatedBy concerns follows attachment caseOf forCase pointOf adoptedFrom
        treats atMeeting heldBy inVersion versionOf revises partOf participant lead owner pilotMunicipality
        employer funder targetGroup community statedIn about aspect status certainty
    """,
    "datatype property": """
        year sequence number clauseNumber start end section sha256 asOf validFrom validUntil summary
        archiveReference
    """,
}
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


@pytest.fixture(scope="module")
def ontology() -> Graph:
    return vocabulary.ontology()


def test_all_files_of_the_ontology_are_tested() -> None:
    assert {path.stem for path in assets.folder("ontology").glob("*.ttl")} == set(FILES)


@pytest.mark.parametrize("name,kind", [(name, kind) for kind, names in FIXED.items() for name in names.split()])
def test_fixed_terms_exist(ontology: Graph, name: str, kind: str) -> None:
    assert kinds(ontology)[HF[name]] == {kind}


def test_a_passage_is_part_of_its_document_by_dublin_core(ontology: Graph) -> None:
    assert kinds(ontology)[DCTERMS.isPartOf] == {"object property"}
    assert kinds(ontology)[DCTERMS.identifier] == {"datatype property"}


@pytest.mark.parametrize("term", FIXED_SUPER_CLASSES)
def test_fixed_super_classes(ontology: Graph, term: URIRef) -> None:
    assert set(ontology.transitive_objects(term, RDFS.subClassOf)) >= FIXED_SUPER_CLASSES[term]


def test_every_way_of_taking_part_is_participation(ontology: Graph) -> None:
    assert set(ontology.subjects(RDFS.subPropertyOf, HF.participant)) == set(PARTICIPANTS)


@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("predicate", [RDFS.label, SKOS.definition])
def test_every_term_is_named_and_defined_in_both_languages(ontology: Graph, predicate: URIRef, language: str) -> None:
    placeholder = re.compile(r"todo|tbd|fixme|xxx|lorem|kodeliste:|code list:|\.\.\.|…", re.IGNORECASE)
    for term in ours(ontology):
        texts = [str(o) for o in ontology.objects(term, predicate) if isinstance(o, Literal) and o.language == language]
        assert len(texts) == 1, f"{term}: {len(texts)} texts in {language}"
        assert texts[0].strip() == texts[0] != "", f"{term}: an empty text in {language}, or space around it"
        assert not placeholder.search(texts[0]), f"{term}: {texts[0]!r}"


def test_a_definition_is_more_than_the_label(ontology: Graph) -> None:
    for term in ours(ontology):
        labels = {str(label).casefold() for label in ontology.objects(term, RDFS.label)}
        for definition in ontology.objects(term, SKOS.definition):
            assert str(definition).rstrip(".").casefold() not in labels, term


def test_no_two_classes_and_no_two_properties_share_a_label(ontology: Graph) -> None:
    for family in ({OWL.Class}, set(KINDS) - {OWL.Class}):
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


def test_the_shapes_have_the_version_of_the_ontology(ontology: Graph) -> None:
    shapes = parsed(*assets.folder("shapes").glob("*.ttl"))
    versions = set(shapes.objects(None, OWL.versionInfo))
    assert versions <= set(ontology.objects(URIRef(ONTOLOGIES["ns"]), OWL.versionInfo))
