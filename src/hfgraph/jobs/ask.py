"""Jobs behind the pages that ask: a question's form, its query with the values written in, and words to write with."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from hfgraph import terms
from hfgraph.answer import given
from hfgraph.graph import Graph
from hfgraph.jobs.answer import as_json
from hfgraph.question import Parameter
from hfgraph.recipe import recipe
from hfgraph.text import Language
from hfgraph.worker import Job, JobResult

_LISTED = 60
_ANYTHING = "rdfs:Resource"
_CODE = "skos:Concept"
_TERMS = (
    ("class", terms.OWL + "Class"),
    ("class", terms.RDFS + "Class"),
    ("property", terms.OWL + "ObjectProperty"),
    ("property", terms.OWL + "DatatypeProperty"),
    ("property", terms.RDF + "Property"),
)
_NUMBER = re.compile(r"(\d+)")
_DEFINITIONS = (terms.SKOS + "definition", terms.RDFS + "comment")


def form(graph: Graph, /, *, name: str, language: Language) -> JobResult:
    """Return what the form of a question shows: its fields, and what can be chosen where that is not much.

    Raises:
        NotFound: there is no such question.
    """
    question = graph.question(name)
    return as_json(
        {
            "id": question.id,
            "title": question.title.in_language(language),
            "description": question.description.in_language(language),
            "fields": [_field(graph, parameter, language) for parameter in question.parameters],
        }
    )


def written(graph: Graph, /, *, name: str, values: Mapping[str, str], language: Language) -> JobResult:
    """Return the SPARQL of a question with its values written into it.

    Raises:
        HfgraphError: the question or a parameter is unknown, or a value cannot be understood.
    """
    question = graph.question(name)
    return as_json({"sparql": recipe(question.text, given(graph.lookup, question, values, language))})


def vocabulary(graph: Graph, /) -> JobResult:
    """Return the prefixes, classes, properties and codes there are, with names and definitions in both languages."""
    found: dict[str, str] = {}
    for sort, kind in _TERMS:
        for fact in graph.store.facts(None, terms.TYPE, kind):
            found.setdefault(fact.subject, sort)
    for row in graph.store.run("SELECT DISTINCT ?p { ?s ?p ?o }"):  # type: ignore[union-attr]  # rows of a SELECT
        found.setdefault(str(row["p"]), "property")  # type: ignore[index]
    for row in graph.store.run("SELECT DISTINCT ?c { ?s a ?c }"):  # type: ignore[union-attr]
        found.setdefault(str(row["c"]), "class")  # type: ignore[index]
    for iri in graph.lookup.members(terms.SKOS + "Concept"):
        if iri.startswith(terms.HFC):
            found[iri] = "code"
    told = [_term(graph, iri, sort) for iri, sort in found.items()]
    return as_json(
        {
            "prefixes": terms.PREFIXES,
            "terms": sorted(
                (one for one in told if ":" in one["term"] and "://" not in one["term"]), key=_alphabetical
            ),
        }
    )


def _alphabetical(one: Mapping[str, Any]) -> str:
    return str(one["term"]).casefold()


def _term(graph: Graph, iri: str, sort: str) -> dict[str, Any]:
    label = graph.labels.text(iri)
    short = terms.shorten(iri)
    told: dict[str, Any] = {"term": short, "iri": iri, "sort": sort}
    if label.nb != short:
        told["label"] = [label.nb, label.en]
    definitions = {
        fact.language: fact.value for key in _DEFINITIONS for fact in graph.store.facts(iri, key) if fact.language
    }
    if definitions:
        told["definition"] = [definitions.get("nb", ""), definitions.get("en", "")]
    return told


def _field(graph: Graph, parameter: Parameter, language: Language) -> dict[str, Any]:
    members = list(_members(graph, parameter))
    options = sorted(
        ((terms.shorten(iri), graph.labels.text(iri).in_language(language)) for iri in members), key=_natural
    )
    kind = "thing" if ":" in parameter.kind else parameter.kind
    return {
        "name": parameter.option,
        "label": graph.columns.heading(parameter.name).in_language(language),
        "kind": kind,
        "class": None if parameter.kind == _ANYTHING or kind != "thing" else parameter.kind,
        "required": parameter.required,
        "options": options if len(options) <= _LISTED else [],
    }


def _members(graph: Graph, parameter: Parameter) -> Iterable[str]:
    if parameter.kind == _CODE:
        listed = f"{terms.HFC}{parameter.option}/"
        return {iri for iri in graph.lookup.members(terms.SKOS + "Concept") if iri.startswith(listed)}
    iri = terms.expand(parameter.kind) if ":" in parameter.kind and parameter.kind != _ANYTHING else None
    return graph.lookup.members(iri) if iri else ()


def _natural(option: tuple[str, str]) -> list[Any]:
    """Order by name, with numbers as numbers."""
    return [
        (1, int(part), "") if part.isdigit() else (0, 0, part) for part in _NUMBER.split(option[1].casefold()) if part
    ]


JOBS: dict[str, Job] = {"form": form, "written": written, "vocabulary": vocabulary}
