"""The job behind the SPARQL endpoint: a query from outside."""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO, cast

from hfgraph import results
from hfgraph.description import description_of_service
from hfgraph.graph import Graph
from hfgraph.outlet import Outlet
from hfgraph.worker import JobResult


def query(
    graph: Graph,
    /,
    *,
    text: str,
    rows: Sequence[str] | None,
    triples: Sequence[str] | None,
    default_graphs: Sequence[str] | None = None,
    named_graphs: Sequence[str] | None = None,
    base: str | None = None,
) -> JobResult:
    """Run a query.

    Args:
        graph: the facts.
        text: the query.
        rows: format and media type for rows and truths, ``None`` when none of ours is acceptable.
        triples: format and media type for graphs, ``None`` when none of ours is acceptable.
        default_graphs: IRIs of the graphs the default graph is merged from, instead of what the query says.
        named_graphs: IRIs of the graphs ``GRAPH`` sees, instead of what the query says.
        base: what relative IRIs are relative to.
    """
    with nothing_opened():
        result = graph.store.outside(text, default_graphs, named_graphs, base)
    written = results.write(result, rows[0] if rows else None, triples[0] if triples else None)
    chosen = rows if rows and written.form == rows[0] else triples
    head = {"media": chosen[1] if chosen else "", "count": written.form if written.rows else ""}

    def body(outlet: Outlet) -> None:
        with nothing_opened():
            written.write(cast(BinaryIO, outlet), outlet.counted)

    return head, body


def description(graph: Graph, /, *, endpoint: str, update: str | None, form: str, media: str) -> JobResult:
    """Describe the service: what it speaks, and which graphs it has.

    Args:
        graph: the facts.
        endpoint: URL of the SPARQL endpoint.
        update: URL for updates, if they are taken.
        form: format.
        media: its media type.
    """
    turtle = description_of_service(endpoint, update, graph.store.sizes())
    return {"media": media}, results.convert(turtle, form)


@contextmanager
def nothing_opened() -> Iterator[None]:
    """Let nothing open a file or a connection meanwhile, whatever a query talks the engine into."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


JOBS: dict[str, Callable[..., JobResult]] = {"sparql": query, "description": description}
