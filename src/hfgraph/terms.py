"""The IRIs the code itself has to know. Everything else is read from the ontology."""

from __future__ import annotations

HF = "https://w3id.org/hfgraph/ns#"
HFC = "https://w3id.org/hfgraph/code/"
HFS = "https://w3id.org/hfgraph/shapes#"
ID = "https://w3id.org/hfgraph/id/"
GIVEN = "https://w3id.org/hfgraph/given#"
"""Namespace and (with ``values``) graph of the parameters a question is asked with."""

DCTERMS = "http://purl.org/dc/terms/"
FOAF = "http://xmlns.com/foaf/0.1/"
ORG = "http://www.w3.org/ns/org#"
OWL = "http://www.w3.org/2002/07/owl#"
PROV = "http://www.w3.org/ns/prov#"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
RDFS = "http://www.w3.org/2000/01/rdf-schema#"
SCHEMA = "http://schema.org/"
SH = "http://www.w3.org/ns/shacl#"
SKOS = "http://www.w3.org/2004/02/skos/core#"
XSD = "http://www.w3.org/2001/XMLSchema#"

PREFIXES: dict[str, str] = {
    "hf": HF,
    "hfc": HFC,
    "hfs": HFS,
    "id": ID,
    "given": GIVEN,
    "dcterms": DCTERMS,
    "foaf": FOAF,
    "org": ORG,
    "owl": OWL,
    "prov": PROV,
    "rdf": RDF,
    "rdfs": RDFS,
    "schema": SCHEMA,
    "sh": SH,
    "skos": SKOS,
    "xsd": XSD,
}

TYPE = RDF + "type"
LABEL = RDFS + "label"
STATED_IN = HF + "statedIn"


def shorten(iri: str) -> str:
    """Return the shortest everyday form: ``lvs/project/x`` for our things, ``hf:fulfils`` for terms."""
    if iri.startswith(ID):
        return iri.removeprefix(ID)
    for prefix, namespace in PREFIXES.items():
        if iri.startswith(namespace) and len(iri) > len(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri


def expand(text: str) -> str | None:
    """Return the IRI that ``text`` writes in full, in angle brackets or with one of our prefixes, else ``None``."""
    text = text.strip().removeprefix("<").removesuffix(">")
    if text.startswith(("http://", "https://", "urn:")):
        return text
    prefix, colon, local = text.partition(":")
    if colon and prefix in PREFIXES and not local.startswith("//"):
        return PREFIXES[prefix] + local
    return None
