"""The result of a query from outside, written as it is read: nothing is kept."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import BinaryIO, cast

import pyoxigraph as ox

from hfgraph import terms
from hfgraph.errors import NotAcceptable, Problem
from hfgraph.text import Text

ROWS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
GRAPHS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "rdfxml": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
    "trig": ox.RdfFormat.TRIG,
    "nq": ox.RdfFormat.N_QUADS,
}
_WITH_PREFIXES = ("ttl", "trig", "rdfxml")
Result = ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples
_NOT_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|\xef\xbf[\xbe\xbf]|\r")
_DESCRIBING = {
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "formats": "http://www.w3.org/ns/formats/",
    "rdfs": terms.RDFS,
}
_MARK = "\ufffd".encode()
Counted = Callable[[Iterator[ox.Triple]], Iterator[ox.Triple]]


@dataclass(frozen=True, slots=True)
class Written:
    """A result on its way out.

    Attributes:
        form: the format's name.
        rows: whether it is rows, not a truth or a graph.
        write: writes all of it to a binary file; statements pass through its second argument.
    """

    form: str
    rows: bool
    write: Callable[[BinaryIO, Counted], None]


def write(result: Result, rows: str | None, graph: str | None) -> Written:
    """Return how to write a result.

    Args:
        result: of a query.
        rows: format for rows and truths, ``None`` when none of ours will do.
        graph: format for a graph, ``None`` when none of ours will do.

    Raises:
        NotAcceptable: the result is of the kind no format was given for.
    """
    if isinstance(result, ox.QueryTriples):
        triples = result
        if graph is None:
            raise _not_acceptable("en graf", "a graph", GRAPHS)
        return Written(graph, False, lambda stream, counted: _graph(counted(triples), graph, stream))
    if rows is None:
        raise _not_acceptable("rader", "rows", ROWS)
    answer = result
    return Written(rows, isinstance(result, ox.QuerySolutions), lambda stream, _: _rows(answer, rows, stream))


def _rows(result: ox.QuerySolutions | ox.QueryBoolean, form: str, stream: BinaryIO) -> None:
    if form == "xml":
        safe = SafeXml(stream)
        result.serialize(cast(BinaryIO, safe), format=ROWS[form])
        safe.close()
    else:
        result.serialize(stream, format=ROWS[form])


def _graph(result: Iterator[ox.Triple], form: str, stream: BinaryIO) -> None:
    prefixes = terms.PREFIXES if form in _WITH_PREFIXES else None
    if form == "rdfxml":
        safe = SafeXml(stream)
        ox.serialize(result, cast(BinaryIO, safe), format=GRAPHS[form], prefixes=prefixes)
        safe.close()
    else:
        ox.serialize(result, stream, format=GRAPHS[form], prefixes=prefixes)


def convert(turtle: str, form: str) -> bytes:
    """Return a graph of ours, written in Turtle, in another format."""
    triples = (quad.triple for quad in ox.parse(turtle.encode(), format=ox.RdfFormat.TURTLE))
    prefixes = _DESCRIBING if form in _WITH_PREFIXES else None
    return ox.serialize(triples, format=GRAPHS[form], prefixes=prefixes) or b""


class SafeXml:
    """Makes XML of what the engine writes: characters XML cannot hold become U+FFFD, a carriage return ``&#13;``."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._tail = b""

    def write(self, data: bytes) -> int:
        """Pass on all but an unfinished character."""
        size = len(data)
        data = self._tail + data
        cut = len(data)
        for back in (1, 2):
            if data[-back : len(data) - back + 1] == b"\xef":
                cut -= back
        self._tail = data[cut:]
        self._stream.write(_NOT_XML.sub(_instead, data[:cut]))
        return size

    def flush(self) -> None:
        """Do nothing."""

    def close(self) -> None:
        """Pass on what is left."""
        self._stream.write(self._tail)


def _instead(match: re.Match[bytes]) -> bytes:
    return b"&#13;" if match[0] == b"\r" else _MARK


def _not_acceptable(nb: str, en: str, known: Mapping[str, object]) -> NotAcceptable:
    names = ", ".join(known)
    return NotAcceptable(
        [
            Problem(
                Text(
                    f"Svaret er {nb}, og kan ikke gis i noe av det du godtar.",
                    f"The answer is {en}, and cannot be given in anything you accept.",
                ),
                Text(f"Be om ett av: {names}.", f"Ask for one of: {names}."),
                field="Accept",
            )
        ]
    )
