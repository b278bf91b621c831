"""Jobs behind the linked data: a thing, a vocabulary, the shapes, the context and the dataset in RDF, or for a page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyoxigraph as ox

from hfgraph import terms
from hfgraph.errors import NotFound, bad_input
from hfgraph.graph import Graph
from hfgraph.jobs.answer import as_json
from hfgraph.linked import catalogue, description, jsonld, writing
from hfgraph.text import LANGUAGES, Language
from hfgraph.worker import Job, JobResult


def about(graph: Graph, /, *, iri: str, form: str, media: str, base: str) -> JobResult:
    """Return what is said of a thing."""
    _known(graph, iri)
    return _written(graph, description.about(graph.store, iri), form, media, base, iri)


def page(graph: Graph, /, *, iri: str, language: Language) -> JobResult:
    """Return what a page about a thing shows: the same as ``hfgraph show --format json``."""
    _known(graph, iri)
    return as_json(graph.show(iri).as_dict(language))


def known(graph: Graph, /, *, iris: Sequence[str]) -> JobResult:
    """Return the first of ``iris`` anything is said of, or ``null``."""
    return as_json(next((iri for iri in iris if graph.store.contains(iri)), None))


def vocabulary(graph: Graph, /, *, name: str, form: str, media: str, base: str) -> JobResult:
    """Return one of the vocabularies."""
    return _written(graph, description.vocabulary(graph.store, name), form, media, base)


def vocabulary_page(graph: Graph, /, *, name: str, language: Language) -> JobResult:
    """Return what a page about a vocabulary shows: each of its terms with its definition."""
    store = graph.store
    heads = (terms.OWL + "Ontology", terms.SKOS + "ConceptScheme")
    told: dict[str, dict[str, Any]] = {}
    for stem in description.VOCABULARIES[name]:
        for fact in store.facts(None, terms.TYPE, None, description.ONTOLOGY + stem):
            if "://" in fact.subject and fact.value != heads[0]:
                kinds = told.setdefault(fact.subject, {"kinds": []})["kinds"]
                kinds.append(graph.labels.text(fact.value).in_language(language))
    entries = [
        {
            "iri": iri,
            "name": terms.shorten(iri),
            "label": graph.labels.text(iri).in_language(language),
            "kinds": sorted(entry["kinds"]),
            "definition": _text(graph, iri, terms.SKOS + "definition", language),
        }
        for iri, entry in sorted(told.items())
    ]
    return as_json(entries)


def shapes(graph: Graph, /, *, form: str, media: str, base: str) -> JobResult:
    """Return the shapes."""
    own = graph.workspace.root and graph.workspace.root / "shapes"
    return _written(graph, description.shapes(own), form, media, base)


def shapes_page(graph: Graph, /, *, language: Language) -> JobResult:
    """Return what a page about the shapes shows: each shape that has a name, with its message."""
    own = graph.workspace.root and graph.workspace.root / "shapes"
    told: dict[str, dict[str, str]] = {}
    for quad in description.shapes(own):
        key = quad.predicate.value.removeprefix(terms.SH)
        if key in ("name", "message", "description") and isinstance(quad.object, ox.Literal):
            entry = told.setdefault(str(getattr(quad.subject, "value", quad.subject)), {})
            if quad.object.language in (language, None) or key not in entry:
                entry[key] = quad.object.value
    entries = [
        {
            "iri": iri,
            "name": terms.shorten(iri),
            "label": entry.get("name", terms.shorten(iri)),
            "kinds": [],
            "definition": entry.get("message", entry.get("description", "")),
        }
        for iri, entry in sorted(told.items())
        if "://" in iri
    ]
    return as_json(entries)


def context(graph: Graph, /) -> JobResult:
    """Return the JSON-LD context."""
    return as_json({"@context": jsonld.context(graph.store)})


def dataset(graph: Graph, /, *, form: str, media: str, base: str) -> JobResult:
    """Return the description of the dataset."""
    return _written(graph, catalogue.describe(graph, base), form, media, base)


def dataset_page(graph: Graph, /, *, language: Language, base: str) -> JobResult:
    """Return what a page about the dataset shows: the text of its title and description, and its counts."""
    found = catalogue.describe(graph, base)
    node = ox.NamedNode(f"{base}{catalogue.ADDRESS}#dataset")
    entries = [
        {
            "property": triple.predicate.value,
            "name": terms.shorten(triple.predicate.value),
            "value": str(getattr(triple.object, "value", triple.object)),
        }
        for triple in found
        if triple.subject == node
        and not triple.predicate.value.endswith("Partition")
        and (not isinstance(triple.object, ox.Literal) or triple.object.language in (None, language))
    ]
    return as_json(entries)


def _known(graph: Graph, iri: str) -> None:
    if not graph.store.contains(iri):
        raise NotFound(
            bad_input(
                f"Grafen sier ingenting om <{iri}>.",
                f"The graph says nothing of <{iri}>.",
                mend=(
                    "Søk etter den: /api/search?q=…",
                    "Search for it: /api/search?q=…",
                ),
            ).problems
        )


def _written(
    graph: Graph,
    statements: Sequence[ox.Quad] | Sequence[ox.Triple],
    form: str,
    media: str,
    base: str,
    focus: str | None = None,
) -> JobResult:
    made = jsonld.context(graph.store) if form == "jsonld" else {}
    return {"media": media}, writing.write(statements, form, made, f"{base}/context.jsonld", focus)


def _text(graph: Graph, iri: str, predicate: str, language: Language) -> str:
    found = {fact.language: fact.value for fact in graph.store.facts(iri, predicate)}
    others = (other for other in LANGUAGES if other != language)
    return next((found[key] for key in (language, *others, "") if key in found), "")


JOBS: dict[str, Job] = {
    "about": about,
    "page": page,
    "known": known,
    "linked-vocabulary": vocabulary,
    "linked-vocabulary-page": vocabulary_page,
    "shapes": shapes,
    "shapes-page": shapes_page,
    "context": context,
    "dataset": dataset,
    "dataset-page": dataset_page,
}
