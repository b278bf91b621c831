"""The page that explains every class, property and code, in bokmål and English side by side."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from rdflib import OWL, RDF, RDFS, SKOS, Literal, URIRef
from rdflib.namespace import DCTERMS
from rdflib.term import Node

from hfgraph.reference.markdown import NOTICE, both, code, escape, page, table
from hfgraph.reference.vocabulary import HF, HFC, Vocabulary, is_ours

_ONTOLOGY = URIRef("https://w3id.org/hfgraph/ns")
_PROPERTY_KINDS = {
    OWL.ObjectProperty: ("forbindelse", "link between things"),
    OWL.DatatypeProperty: ("verdi", "value"),
    OWL.AnnotationProperty: ("merknad", "annotation"),
}


def render(folder: Path) -> str:
    """Return the page for the ontology whose files are in ``folder``."""
    vocabulary = Vocabulary(folder)
    return page(
        [
            *_introduction(vocabulary),
            *_contents(vocabulary),
            *_classes(vocabulary),
            *_properties(vocabulary),
            *_code_lists(vocabulary),
            *_borrowed(vocabulary),
        ]
    )


def _introduction(vocabulary: Vocabulary) -> Iterator[str]:
    title = vocabulary.text(_ONTOLOGY, DCTERMS.title)
    about = vocabulary.text(_ONTOLOGY, RDFS.comment)
    version = vocabulary.graph.value(_ONTOLOGY, OWL.versionInfo)
    license_ = vocabulary.graph.value(_ONTOLOGY, DCTERMS.license)
    yield from (
        NOTICE,
        "",
        f"# {both(title.nb, title.en)}",
        "",
        escape(about.nb),
        "",
        f"*{escape(about.en)}*",
        "",
    )
    yield from table(
        ("", ""),
        (
            ("Utgave · Version", code(str(version))),
            ("Klasser og egenskaper · Classes and properties", code(f"hf: = {HF}")),
            ("Koder · Codes", code(f"hfc: = {HFC}")),
            ("Lisens · Licence", f"<{license_}>"),
        ),
    )


def _groups(vocabulary: Vocabulary) -> list[Node | None]:
    """The groups of terms in the order of the model, and ``None`` for what is in none of them."""
    numbered = [
        (int(number), group)
        for group in vocabulary.graph.subjects(SKOS.inScheme, HFC["group"])
        if isinstance(number := vocabulary.graph.value(group, HF.number), Literal)
    ]
    return [*(group for _, group in sorted(numbered)), None]


def _classes_of(vocabulary: Vocabulary, group: Node | None) -> list[URIRef]:
    classes = vocabulary.ordered(term for term in vocabulary.graph.subjects(RDF.type, OWL.Class) if is_ours(term))
    return [term for term in classes if vocabulary.graph.value(term, HF.group) == group]


def _class_groups(vocabulary: Vocabulary) -> Iterator[tuple[Node | None, list[URIRef]]]:
    for group in _groups(vocabulary):
        if members := _classes_of(vocabulary, group):
            yield group, members


def _own_properties(vocabulary: Vocabulary) -> list[URIRef]:
    found = (term for kind in _PROPERTY_KINDS for term in vocabulary.graph.subjects(RDF.type, kind) if is_ours(term))
    return vocabulary.ordered(found)


def _property_groups(vocabulary: Vocabulary) -> Iterator[tuple[Node | None, list[URIRef]]]:
    """Properties by the group of the class they belong to; those of no particular class come last."""
    homes = {
        term: vocabulary.graph.value(vocabulary.graph.value(term, RDFS.domain), HF.group)
        for term in _own_properties(vocabulary)
    }
    for group in _groups(vocabulary):
        members = [term for term, home in homes.items() if home == group]
        if members:
            yield group, members


def _lists(vocabulary: Vocabulary) -> list[URIRef]:
    return vocabulary.ordered(vocabulary.graph.subjects(RDF.type, SKOS.ConceptScheme))


def _group_name(vocabulary: Vocabulary, group: Node | None) -> str:
    return both("Felles", "Shared") if group is None else vocabulary.name(group)


def _contents(vocabulary: Vocabulary) -> Iterator[str]:
    yield from ("", "## Innhold · Contents", "")
    yield "- **[Klasser · Classes](#classes)**"
    for group, members in _class_groups(vocabulary):
        yield f"  - {_group_name(vocabulary, group)}: {vocabulary.links(members)}"
    yield "- **[Egenskaper · Properties](#properties)**"
    for group, members in _property_groups(vocabulary):
        yield f"  - {_group_name(vocabulary, group)}: {vocabulary.links(members)}"
    yield "- **[Kodelister · Code lists](#code-lists)**"
    yield f"  - {vocabulary.links(_lists(vocabulary))}"
    yield "- **[Lånte begreper · Borrowed terms](#borrowed-terms)**"


def _definition(vocabulary: Vocabulary, term: Node) -> list[str]:
    text = vocabulary.text(term, SKOS.definition)
    return [*table(("Bokmål", "English"), [(escape(text.nb), escape(text.en))]), ""]


def _relations(vocabulary: Vocabulary, found: dict[str, Iterator[Node]]) -> Iterator[str]:
    for name, related in found.items():
        if links := vocabulary.links(related):
            yield f"- {name}: {links}"


def _classes(vocabulary: Vocabulary) -> Iterator[str]:
    graph = vocabulary.graph
    yield from ("", '<a id="classes"></a>', "", "## Klasser · Classes")
    for group, members in _class_groups(vocabulary):
        yield from ("", f"### {_group_name(vocabulary, group)}", "")
        if group is not None:
            yield from _definition(vocabulary, group)
        for term in members:
            yield from vocabulary.heading(term, 4)
            yield from (f"{code(vocabulary.short(term))} · <{term}>", "", *_definition(vocabulary, term))
            yield from _relations(
                vocabulary,
                {
                    "Er en slags · Is a kind of": graph.objects(term, RDFS.subClassOf),
                    "Omfatter · Includes": graph.subjects(RDFS.subClassOf, term),
                    "Nær · Close to": graph.objects(term, HF.closeMatch),
                    "Egenskaper · Properties": graph.subjects(RDFS.domain, term),
                    "Pekes på av · Pointed to by": graph.subjects(RDFS.range, term),
                },
            )


def _properties(vocabulary: Vocabulary) -> Iterator[str]:
    graph = vocabulary.graph
    yield from ("", '<a id="properties"></a>', "", "## Egenskaper · Properties")
    for group, members in _property_groups(vocabulary):
        yield from ("", f"### {_group_name(vocabulary, group)}")
        for term in members:
            kind = next(both(*names) for kind, names in _PROPERTY_KINDS.items() if (term, RDF.type, kind) in graph)
            yield from vocabulary.heading(term, 4)
            yield from (
                f"{code(vocabulary.short(term))} · {kind} · <{term}>",
                "",
                *_definition(vocabulary, term),
            )
            yield from _relations(
                vocabulary,
                {
                    "Fra · From": graph.objects(term, RDFS.domain),
                    "Til · To": graph.objects(term, RDFS.range),
                    "Er en slags · Is a kind of": graph.objects(term, RDFS.subPropertyOf),
                    "Omfatter · Includes": graph.subjects(RDFS.subPropertyOf, term),
                    "Nær · Close to": graph.objects(term, HF.closeMatch),
                },
            )


def _code_lists(vocabulary: Vocabulary) -> Iterator[str]:
    yield from ("", '<a id="code-lists"></a>', "", "## Kodelister · Code lists")
    for scheme in _lists(vocabulary):
        yield from vocabulary.heading(scheme, 3)
        yield from (f"{code(vocabulary.short(scheme))} · <{scheme}>", "", *_definition(vocabulary, scheme))
        yield from table(
            ("Kode · Code", "Bokmål", "English"),
            (_code_row(vocabulary, term) for term in _codes_of(vocabulary, scheme)),
        )


def _codes_of(vocabulary: Vocabulary, scheme: Node) -> list[URIRef]:
    return vocabulary.ordered(vocabulary.graph.subjects(SKOS.inScheme, scheme))


def _code_row(vocabulary: Vocabulary, term: URIRef) -> tuple[str, str, str]:
    label, text = vocabulary.text(term), vocabulary.text(term, SKOS.definition)
    near = vocabulary.links(vocabulary.graph.objects(term, HF.closeMatch))
    tail = f" Nær · Close to: {near}" if near else ""
    name = vocabulary.heading(term, 0)[1] + code(vocabulary.short(term)) + tail
    return name, f"**{escape(label.nb)}**: {escape(text.nb)}", f"**{escape(label.en)}**: {escape(text.en)}"


def _borrowed(vocabulary: Vocabulary) -> Iterator[str]:
    kinds = {OWL.Class: ("klasse", "class"), **_PROPERTY_KINDS, OWL.NamedIndividual: ("verdi", "value")}
    found = (
        (vocabulary.short(term), str(term), names)
        for kind, names in kinds.items()
        for term in vocabulary.graph.subjects(RDF.type, kind)
        if not is_ours(term)
    )
    yield from ("", '<a id="borrowed-terms"></a>', "", "## Lånte begreper · Borrowed terms", "")
    yield from table(
        ("Begrep · Term", "Bokmål · English", "Slag · Kind"),
        (
            (f"[{code(short)}]({iri})", vocabulary.name(URIRef(iri)), both(*names))
            for short, iri, names in sorted(found)
        ),
    )
