"""Statements in the RDF format somebody asked for."""

from __future__ import annotations

import io
import json
from collections.abc import Sequence
from typing import BinaryIO, cast

import pyoxigraph as ox

from hfgraph import results, terms
from hfgraph.linked import jsonld
from hfgraph.linked.description import merged

_PREFIXES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "vann": "http://purl.org/vocab/vann/",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
    "void": "http://rdfs.org/ns/void#",
}
FORMATS = ("ttl", "jsonld", "nt", "rdf", "trig")


def write(
    quads: Sequence[ox.Quad] | Sequence[ox.Triple],
    form: str,
    made: jsonld.Context,
    address: str,
    focus: str | None = None,
) -> bytes:
    """Return statements in a format; only TriG tells which graph each is in.

    Args:
        quads: the statements.
        form: one of ``FORMATS``.
        made: the JSON-LD context.
        address: where the context is published.
        focus: the thing they are about, if it is one thing.
    """
    triples = merged(quads)
    prefixes = _used(triples)
    if form == "trig":
        return _bytes(quads, ox.RdfFormat.TRIG, prefixes)
    if form == "jsonld":
        return json.dumps(jsonld.compact(triples, made, address, focus), ensure_ascii=False, indent=1).encode()
    if form == "nt":
        return _bytes(triples, ox.RdfFormat.N_TRIPLES, None)
    if form == "ttl":
        return _bytes(triples, ox.RdfFormat.TURTLE, prefixes)
    stream = io.BytesIO()
    safe = results.SafeXml(stream)
    ox.serialize(triples, cast(BinaryIO, safe), format=ox.RdfFormat.RDF_XML, prefixes=prefixes)
    safe.close()
    return stream.getvalue()


def _bytes(
    statements: Sequence[ox.Quad] | Sequence[ox.Triple], form: ox.RdfFormat, prefixes: dict[str, str] | None
) -> bytes:
    return ox.serialize(statements, format=form, prefixes=prefixes) or b""


def _used(triples: Sequence[ox.Triple]) -> dict[str, str]:
    """Return the prefixes that shorten something; ``_PREFIXES`` of catalogues besides ours."""
    known = {**terms.PREFIXES, **_PREFIXES}
    iris = set()
    for triple in triples:
        iris |= {str(getattr(term, "value", "")) for term in triple if not isinstance(term, ox.Literal)}
        if isinstance(triple.object, ox.Literal):
            iris.add(triple.object.datatype.value)
    return {name: space for name, space in sorted(known.items()) if any(iri.startswith(space) for iri in iris)}
