"""What the jobs of the REST API have in common: how values are written, and what in their arguments means what."""

from __future__ import annotations

import json
from typing import Any

from hfgraph import terms
from hfgraph.answer import COMMUNITY
from hfgraph.errors import NotFound, bad_input
from hfgraph.graph import Graph
from hfgraph.worker import JobResult

JSON = "application/json"


def as_json(value: Any, **head: Any) -> JobResult:
    """Return a value as JSON."""
    return {"media": JSON, **head}, json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def part(values: list[Any], offset: int, limit: int | None) -> list[Any]:
    """Return one page of a list."""
    return values[offset : None if limit is None else offset + limit]


def community_of(graph: Graph, text: str | None) -> str | None:
    """Return the IRI of the community called ``text``.

    Raises:
        HfgraphError: no community, or more than one, is called that.
    """
    return graph.lookup.one(text, COMMUNITY, field="community") if text else None


def kind_of(graph: Graph, text: str) -> str:
    """Return the IRI of the class called ``text``: an IRI, ``hf:Project``, ``project`` or its name in either language.

    Raises:
        NotFound: there is no such class.
    """
    wanted = text.strip().casefold()
    for kind in (terms.OWL + "Class", terms.RDFS + "Class"):
        for iri in sorted({fact.subject for fact in graph.store.facts(None, terms.TYPE, kind)}):
            label = graph.labels.text(iri)
            short = terms.shorten(iri)
            names = {iri, short, short.partition(":")[2], label.nb, label.en}
            if wanted in {name.casefold() for name in names if name}:
                return iri
    raise NotFound(
        bad_input(
            f"Det finnes ingen klasse som heter «{text}».",
            f"There is no class called '{text}'.",
            mend=("Skriv for eksempel hf:Project eller prosjekt.", "Write for example hf:Project or project."),
            field="kind",
        ).problems
    )
