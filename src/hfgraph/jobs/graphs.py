"""The jobs behind the Graph Store Protocol: a named graph, the union of them, all of them, and which there are."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import BinaryIO, cast

import pyoxigraph as ox

from hfgraph import results, terms
from hfgraph.errors import NotFound, Problem
from hfgraph.graph import Graph
from hfgraph.outlet import Outlet
from hfgraph.text import Text
from hfgraph.turtle import fingerprint
from hfgraph.worker import JobResult

_WITH_PREFIXES = ("ttl", "trig", "rdfxml")


def one(graph: Graph, /, *, iri: str, form: str, media: str) -> JobResult:
    """Return a named graph; ``mark`` in the head is its fingerprint.

    Args:
        graph: the facts.
        iri: the graph's.
        form: format, one of ``results.GRAPHS``.
        media: its media type.

    Raises:
        NotFound: there is no such graph.
    """
    triples = sorted((quad.triple for quad in graph.store.quads(graph=iri)), key=str)
    if not triples and graph.workspace.file_of(iri) is None:
        raise NotFound(
            [
                Problem(
                    Text(f"Det finnes ingen graf <{iri}>.", f"There is no graph <{iri}>."),
                    Text(
                        "GET /graphs med Accept: application/json lister dem som finnes.",
                        "GET /graphs with Accept: application/json lists those there are.",
                    ),
                    field="graph",
                )
            ]
        )
    return {"media": media, "mark": fingerprint(triples)}, _writer(iter(triples), form)


def union(graph: Graph, /, *, form: str, media: str) -> JobResult:
    """Return the default graph, which is the union of all graphs."""
    return {"media": media}, _writer(iter({quad.triple: None for quad in graph.store.quads()}), form)


def everything(graph: Graph, /, *, form: str, media: str) -> JobResult:
    """Return all named graphs."""
    return {"media": media}, _writer(graph.store.quads(), form)


def listing(graph: Graph, /) -> JobResult:
    """Return which named graphs there are, and how large they are."""
    told = [
        {
            "graph": file.graph,
            "file": graph.workspace.name(file.path),
            "statements": sum(1 for _ in graph.store.quads(graph=file.graph)),
        }
        for file in graph.workspace.files
    ]
    return {"media": "application/json"}, json.dumps({"graphs": told}, ensure_ascii=False, indent=1).encode()


def _writer(statements: Iterator[ox.Triple] | Iterator[ox.Quad], form: str) -> Callable[[Outlet], None]:
    prefixes = dict(terms.PREFIXES) if form in _WITH_PREFIXES else None

    def body(outlet: Outlet) -> None:
        counted: Iterator[ox.Triple] = outlet.counted(cast(Iterator[ox.Triple], statements))
        if form == "rdfxml":
            safe = results.SafeXml(cast(BinaryIO, outlet))
            ox.serialize(counted, cast(BinaryIO, safe), format=results.GRAPHS[form], prefixes=prefixes)
            safe.close()
        else:
            ox.serialize(counted, cast(BinaryIO, outlet), format=results.GRAPHS[form], prefixes=prefixes)

    return body


JOBS: dict[str, Callable[..., JobResult]] = {
    "graph": one,
    "union": union,
    "everything": everything,
    "graphs": listing,
}
