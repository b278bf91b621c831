"""RDF sent to us by others: read without fetching anything, and told where it is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterable
from email.parser import BytesParser
from email.policy import HTTP
from xml.parsers import expat

import pyoxigraph as ox

from hfgraph.errors import HfgraphError, Problem, bad_input
from hfgraph.text import Text

MEDIA = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
"""The formats in which statements are taken."""

_AT = re.compile(
    r"Parser error at line (\d+) (?:between columns|column) (\d+)(?: and \d+)?: (.*?)(?: \(line \d+\))?\Z", re.DOTALL
)
_TOLD = 5


def parse_form(content: str, content_type: str, base: str) -> list[ox.Triple]:
    """Return the statements of every part of a ``multipart/form-data`` body.

    Raises:
        HfgraphError: there is no part, one has an unknown format, or cannot be read.
    """
    message = BytesParser(policy=HTTP).parsebytes(f"Content-Type: {content_type}\r\n\r\n{content}".encode())
    found: dict[ox.Triple, None] = {}
    parts = list(message.iter_parts())
    for part in parts:
        media = part.get_content_type()
        text = part.get_payload(decode=True)
        if media not in MEDIA or not isinstance(text, bytes):
            raise bad_input(
                f"En del av skjemaet er {media}, og det leses ikke her.",
                f"A part of the form is {media}, which is not read here.",
                mend=(f"Bruk en av: {', '.join(MEDIA)}.", f"Use one of: {', '.join(MEDIA)}."),
            )
        found |= dict.fromkeys(parse(text.decode(), media, base))
    if not parts:
        raise bad_input("Skjemaet har ingen deler.", "The form has no parts.")
    return list(found)


def parse(content: str, media: str, base: str) -> list[ox.Triple]:
    """Return the statements of ``content``, each once, in order.

    Args:
        content: the document.
        media: one of ``MEDIA``.
        base: what relative IRIs are relative to.

    Raises:
        HfgraphError: it is not what ``media`` says, holds named graphs, or would have us fetch something.
    """
    form = MEDIA[media]
    if form == ox.RdfFormat.RDF_XML:
        _refuse_entities(content)
    try:
        quads = ox.parse(content, format=form, base_iri=base, without_named_graphs=True)
        return list(dict.fromkeys(quad.triple for quad in quads))
    except SyntaxError as error:
        raise _malformed(error, form.name) from error
    except ValueError as error:
        raise _malformed(SyntaxError(str(error)), form.name) from error


def refuse_unwritable(triples: Iterable[ox.Triple]) -> None:
    """Refuse statements that the files have no room for: blank nodes and what only RDF 1.2 has.

    Raises:
        HfgraphError: with the first few.
    """
    problems = [problem for triple in triples if (problem := _unwritable(triple))]
    if problems:
        raise HfgraphError(dict.fromkeys(problems[:_TOLD]))


def _unwritable(triple: ox.Triple) -> Problem | None:
    terms = (triple.subject, triple.object)
    predicate = triple.predicate.value
    if any(isinstance(term, ox.BlankNode) for term in terms):
        return Problem(
            Text(
                f"Blanke noder tas ikke imot; en står i en påstand med <{predicate}>.",
                f"Blank nodes are not taken; one is in a statement with <{predicate}>.",
            ),
            Text(
                "Gi noden en IRI under https://w3id.org/hfgraph/id/, så kan den vises til og endres.",
                "Give the node an IRI under https://w3id.org/hfgraph/id/, so that it can be pointed at and changed.",
            ),
        )
    if any(isinstance(term, ox.Triple) or getattr(term, "direction", None) for term in terms):
        return Problem(
            Text(
                f"Påstander om påstander og tekstretning (RDF 1.2) tas ikke imot; se <{predicate}>.",
                f"Statements about statements and text direction (RDF 1.2) are not taken; see <{predicate}>.",
            ),
            Text("Skriv det med RDF 1.1.", "Write it with RDF 1.1."),
        )
    return None


def _refuse_entities(content: str) -> None:
    """Refuse XML that defines entities: a few lines of them can expand to gigabytes, or stand for a file."""
    parser = expat.ParserCreate("utf-8")

    def refuse(*_: object) -> int:
        raise bad_input(
            "XML med egne entiteter (<!ENTITY …>) tas ikke imot.",
            "XML that defines entities (<!ENTITY …>) is not taken.",
            mend=("Skriv verdiene rett inn, uten DOCTYPE.", "Write the values in place, without a DOCTYPE."),
            line=parser.CurrentLineNumber,
            column=parser.CurrentColumnNumber + 1,
        )

    parser.EntityDeclHandler = refuse
    parser.ExternalEntityRefHandler = refuse
    try:
        parser.Parse(content.encode(), True)
    except expat.ExpatError as error:
        raise _told("RDF/XML", expat.errors.messages[error.code], error.lineno, error.offset + 1) from error


def _malformed(error: SyntaxError, name: str) -> HfgraphError:
    message = error.msg or str(error)
    line, column = error.lineno, error.offset
    if match := _AT.match(message):
        line, column, message = int(match[1]), int(match[2]), match[3]
    if "LoadDocumentCallback" in message:
        return bad_input(
            "JSON-LD som viser til en kontekst et annet sted, tas ikke imot: her hentes ingenting.",
            "JSON-LD that points to a context elsewhere is not taken: nothing is fetched here.",
            mend=("Skriv konteksten inn i dokumentet.", "Write the context into the document."),
        )
    return _told(name, message.splitlines()[0][:300].rstrip("."), line, column)


def _told(name: str, message: str, line: int | None, column: int | None) -> HfgraphError:
    place = (f" (linje {line}, kolonne {column})", f" (line {line}, column {column})") if line else ("", "")
    return bad_input(
        f"Ikke gyldig {name}{place[0]}: {message}.",
        f"Not valid {name}{place[1]}: {message}.",
        mend=("Rett det, og sjekk at Content-Type stemmer.", "Correct it, and check that Content-Type is right."),
        line=line,
        column=column,
    )
