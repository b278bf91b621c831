"""The dataset described for catalogues: VoID, and DCAT-AP-NO as far as the workspace says who answers for it.

A workspace may hold ``dataset.ttl`` beside its data folder. What it says of ``<#dataset>`` and ``<#catalogue>``
(publisher, contact point, licence, title …) stands in the description, and replaces what would have stood there
otherwise.
"""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pyoxigraph as ox

from hfgraph import terms
from hfgraph.graph import Graph
from hfgraph.workspace import SourceFile

ADDRESS = "/.well-known/void"
OWN = "dataset.ttl"
DCAT = "http://www.w3.org/ns/dcat#"
VOID = "http://rdfs.org/ns/void#"
SD = "http://www.w3.org/ns/sparql-service-description#"
_AUTHORITY = "http://publications.europa.eu/resource/authority/"
_LICENCE = "https://creativecommons.org/licenses/by/4.0/"
_MEDIA = "https://www.iana.org/assignments/media-types/"
_TITLE = ("Kunnskapsgraf for helsefellesskap", "Knowledge graph of health communities")
_ABOUT = (
    "Hvilke prosjekter som oppfyller hvilke avtalepunkter, hvem som har vedtatt det, og hvor det står: lovkrav, "
    "avtaler, saker, møter, vedtak, prosjekter og statuser, hver opplysning med stedet i dokumentet som sier den.",
    "Which projects fulfil which clauses of the agreements, who decided it, and where that is stated: statutory items, "
    "agreements, cases, meetings, decisions, projects and statuses, each with the place in the document that says so.",
)
_MANDATORY = (
    terms.DCTERMS + "title",
    terms.DCTERMS + "description",
    terms.DCTERMS + "identifier",
    terms.DCTERMS + "publisher",
    DCAT + "contactPoint",
    DCAT + "theme",
)
_EXAMPLES = ("Clause", "Project", "Case", "Document")


def missing(triples: list[ox.Triple], base: str) -> list[str]:
    """Return the properties that DCAT-AP-NO demands of the dataset and nobody has told."""
    node = ox.NamedNode(f"{base}{ADDRESS}#dataset")
    told = {triple.predicate.value for triple in triples if triple.subject == node}
    return [key for key in _MANDATORY if key not in told]


def describe(graph: Graph, base: str) -> list[ox.Triple]:
    """Return the description of the dataset that a server at ``base`` serves.

    Raises:
        HfgraphError: the workspace's ``dataset.ttl`` cannot be read or is not Turtle.
    """
    page = base + ADDRESS
    own = _own(graph.workspace.root, page)
    told = {(triple.subject, triple.predicate) for triple in own}
    made = _Made(page)
    _catalogue(made, base, bundled=graph.workspace.root is None)
    _counts(made, graph)
    triples = [triple for triple in made.triples if (triple.subject, triple.predicate) not in told] + own
    if lacking := missing(triples, base):
        names = ", ".join(map(terms.shorten, lacking)).replace(DCAT, "dcat:")
        note = _Made(page)
        note.texts(
            "dataset",
            terms.RDFS + "comment",
            f"DCAT-AP-NO krever også {names}. Arbeidsområdet sier det ikke; det kan stå i {OWN}.",
            f"DCAT-AP-NO also demands {names}. The workspace does not say; it can be put into {OWN}.",
        )
        triples += note.triples
    return triples


def _own(root: Path | None, page: str) -> list[ox.Triple]:
    if root is None or not (root / OWN).is_file():
        return []
    return [statement.quad.triple for statement in SourceFile(root / OWN, page).statements()]


class _Made:
    """Statements about parts of one page, by their fragments."""

    def __init__(self, page: str) -> None:
        self._page = page
        self.triples: list[ox.Triple] = []

    def part(self, name: str) -> ox.NamedNode:
        return ox.NamedNode(f"{self._page}#{name}" if name else self._page)

    def link(self, name: str, key: str, *values: str) -> None:
        self.triples += (ox.Triple(self.part(name), ox.NamedNode(key), ox.NamedNode(value)) for value in values)

    def inside(self, name: str, key: str, *parts: str) -> None:
        self.link(name, key, *(self.part(part).value for part in parts))

    def texts(self, name: str, key: str, nb: str, en: str) -> None:
        for text, language in ((nb, "nb"), (en, "en")):
            self.literal(name, key, ox.Literal(text, language=language))

    def literal(self, name: str, key: str, *values: ox.Literal) -> None:
        self.triples += (ox.Triple(self.part(name), ox.NamedNode(key), value) for value in values)


def _catalogue(made: _Made, base: str, *, bundled: bool) -> None:
    dct, page = terms.DCTERMS, made.part("").value
    made.link("", terms.TYPE, VOID + "DatasetDescription")
    made.inside("", terms.FOAF + "primaryTopic", "dataset")
    made.link("catalogue", terms.TYPE, DCAT + "Catalog")
    made.link("dataset", terms.TYPE, DCAT + "Dataset", VOID + "Dataset")
    made.link("sparql", terms.TYPE, DCAT + "DataService", SD + "Service")
    for name, (nb, en) in {
        "catalogue": ("Katalog over det denne tjeneren har", "Catalogue of what this server has"),
        "dataset": _TITLE,
        "sparql": ("SPARQL-endepunkt", "SPARQL endpoint"),
        "dump": ("Hele grafen som TriG", "The whole graph as TriG"),
    }.items():
        made.texts(name, dct + "title", nb, en)
        made.texts(name, dct + "description", *_ABOUT)
        made.literal(name, dct + "identifier", ox.Literal(f"{page}#{name}"))
    for name in ("catalogue", "dataset"):
        languages = (_AUTHORITY + "language/NOB", _AUTHORITY + "language/ENG")
        made.link(name, dct + "language", *languages)
    made.inside("catalogue", DCAT + "dataset", "dataset")
    made.inside("catalogue", DCAT + "service", "sparql")
    made.inside("dataset", DCAT + "distribution", "dump")
    made.link("dataset", DCAT + "theme", _AUTHORITY + "data-theme/HEAL", _AUTHORITY + "data-theme/GOVE")
    made.literal(
        "dataset",
        DCAT + "keyword",
        *(ox.Literal(text, language="nb") for text in ("helsefellesskap", "samarbeidsavtale", "samhandling")),
    )
    made.link("dataset", dct + "conformsTo", terms.HF.removesuffix("#"))
    made.link("dump", terms.TYPE, DCAT + "Distribution")
    made.link("dump", DCAT + "accessURL", f"{base}/graphs")
    made.link("dump", DCAT + "mediaType", _MEDIA + "application/trig")
    made.link("dump", dct + "format", _AUTHORITY + "file-type/RDF_TRIG")
    made.link("sparql", DCAT + "endpointURL", f"{base}/sparql")
    made.link("sparql", SD + "endpoint", f"{base}/sparql")
    made.link("sparql", DCAT + "endpointDescription", f"{base}/sparql", f"{base}/api/openapi.json")
    made.inside("sparql", DCAT + "servesDataset", "dataset")
    if bundled:
        made.link("dataset", dct + "license", _LICENCE)
        made.link("dump", dct + "license", _LICENCE)
        made.link("dataset", dct + "accessRights", _AUTHORITY + "access-right/PUBLIC")
    made.link("dataset", VOID + "sparqlEndpoint", f"{base}/sparql")
    made.link("dataset", VOID + "feature", *(f"http://www.w3.org/ns/formats/{name}" for name in _FEATURES))
    made.literal("dataset", VOID + "uriSpace", ox.Literal(terms.ID))
    vocabularies = (terms.HF, terms.DCTERMS, terms.FOAF, terms.ORG, terms.PROV, terms.SKOS)
    made.link("dataset", VOID + "vocabulary", *vocabularies)


_FEATURES = ("Turtle", "JSON-LD", "N-Triples", "RDF_XML", "TriG")


def _counts(made: _Made, graph: Graph) -> None:
    subjects: set[str] = set()
    objects: set[str] = set()
    classes: Counter[str] = Counter()
    properties: Counter[str] = Counter()
    newest = ""
    example: dict[str, str] = {}
    for triple in sorted(
        {quad.triple for file in graph.workspace.files for quad in graph.store.quads(graph=file.graph)}, key=str
    ):
        subject, predicate = str(triple.subject), triple.predicate.value
        subjects.add(subject)
        objects.add(str(triple.object))
        properties[predicate] += 1
        if predicate == terms.TYPE and isinstance(triple.object, ox.NamedNode):
            classes[triple.object.value] += 1
            if isinstance(triple.subject, ox.NamedNode):
                example.setdefault(triple.object.value, triple.subject.value)
        if predicate == terms.DCTERMS + "issued" and isinstance(triple.object, ox.Literal):
            newest = max(newest, triple.object.value)
    for name, number in {
        "triples": properties.total(),
        "entities": len({text for text in subjects if text.startswith(f"<{terms.ID}")}),
        "distinctSubjects": len(subjects),
        "distinctObjects": len(objects),
        "classes": len(classes),
        "properties": len(properties),
        "documents": classes[terms.HF + "Document"],
    }.items():
        made.literal("dataset", VOID + name, ox.Literal(number))
    if newest:
        made.literal("dataset", terms.DCTERMS + "modified", _day(newest))
    for name in _EXAMPLES:
        if terms.HF + name in example:
            made.link("dataset", VOID + "exampleResource", example[terms.HF + name])
    for kind, key, counts in (("class", "entities", classes), ("property", "triples", properties)):
        for number, (iri, count) in enumerate(sorted(counts.items())):
            part = f"{kind}-{number}"
            made.inside("dataset", f"{VOID}{kind}Partition", part)
            made.link(part, VOID + kind, iri)
            made.literal(part, VOID + key, ox.Literal(count))


def _day(text: str) -> ox.Literal:
    kind = {4: "gYear", 7: "gYearMonth"}.get(len(text), "date")
    return ox.Literal(text, datatype=ox.NamedNode(terms.XSD + kind))
