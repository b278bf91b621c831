"""The formats a SPARQL result can have, and the media types each is known by."""

from __future__ import annotations

from hfgraph.api import negotiation

_ROWS = {
    "application/sparql-results+json": "json",
    "application/sparql-results+xml": "xml",
    "text/csv": "csv",
    "text/tab-separated-values": "tsv",
    "application/json": "json",
    "application/xml": "xml",
    "text/xml": "xml",
}
_GRAPHS = {
    "text/turtle": "ttl",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdfxml",
    "application/ld+json": "jsonld",
    "application/trig": "trig",
    "application/n-quads": "nq",
    "application/json": "jsonld",
    "application/xml": "rdfxml",
    "text/xml": "rdfxml",
    "application/x-turtle": "ttl",
    "text/plain": "nt",
}
_CHARSET = ("text/",)
_PARAMETERS = {"text/csv": "; charset=utf-8; header=present"}
Choice = tuple[str, str]
"""A format's short name and the media type to send it as."""

AVAILABLE = (*list(_ROWS)[:4], *list(_GRAPHS)[:6])
"""Media types, one a format."""
SHORT = tuple(dict.fromkeys((*_ROWS.values(), *_GRAPHS.values())))
"""Short names, for ``?format=``."""
GRAPH_OFFERS = tuple(_GRAPHS)
_ROW_OFFERS = tuple(_ROWS)


def for_rows(accept: str | None, short: str | None = None) -> Choice | None:
    """Return how to write rows, or ``None`` when the client takes none of it."""
    return _choose(accept, short, _ROWS, _ROW_OFFERS)


def for_graph(accept: str | None, short: str | None = None) -> Choice | None:
    """Return how to write a graph, or ``None`` when the client takes none of it."""
    return _choose(accept, short, _GRAPHS, GRAPH_OFFERS)


def media_type(name: str) -> str:
    """Return the media type as it is sent: with its character encoding where it has one."""
    if name in _PARAMETERS:
        return name + _PARAMETERS[name]
    return f"{name}; charset=utf-8" if name.startswith(_CHARSET) else name


def _choose(accept: str | None, short: str | None, known: dict[str, str], offers: tuple[str, ...]) -> Choice | None:
    found = next((media for media, form in known.items() if form == short), None) or negotiation.media(accept, offers)
    return None if found is None else (known[found], media_type(found))
