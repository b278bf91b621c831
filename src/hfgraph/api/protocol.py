"""A request of the SPARQL 1.1 Protocol, read strictly."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import unquote_to_bytes

from hfgraph.api.formats import SHORT
from hfgraph.api.problem import Fault
from hfgraph.text import Text

FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
UPDATE = "application/sparql-update"
_BAD_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_MOST = 1000
Parameters = tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query and the dataset it is to be asked of.

    Attributes:
        text: the query.
        default_graphs: IRIs the default graph is merged from; ``None`` leaves the dataset to the query.
        named_graphs: IRIs of the named graphs; ``None`` leaves the dataset to the query.
        format: short name of a format that overrides the Accept header; clients send all kinds of things under this
            name, and what is not ours is passed over.
    """

    text: str
    default_graphs: tuple[str, ...] | None = None
    named_graphs: tuple[str, ...] | None = None
    format: str | None = None


@lru_cache(maxsize=2048)
def from_url(query_string: bytes) -> Asked | None:
    """Return what a GET asks, or ``None`` when it asks nothing at all.

    Raises:
        Fault: the parameters are not as they should be.
    """
    found = parameters(query_string, "URL")
    if all(name == "format" for name, _ in found):
        return None
    return _asked(found)


def from_form(query_string: bytes, body: bytes) -> Asked:
    """Return what a POSTed form asks.

    Raises:
        Fault: the parameters are not as they should be.
    """
    return _asked((*parameters(query_string, "URL"), *parameters(body, "form")))


def from_body(query_string: bytes, body: bytes) -> Asked:
    """Return what a POSTed query asks.

    Raises:
        Fault: it is not UTF-8, or there is a second query in the URL.
    """
    text = utf8(body, "body")
    return _asked((*parameters(query_string, "URL"), ("query", text)))


def parameters(data: bytes, where: str) -> Parameters:
    """Return the parameters of a form or a URL, in order.

    Raises:
        Fault: an escape is broken, or what it stands for is not UTF-8.
    """
    found = []
    for pair in data.split(b"&", _MOST):
        if pair:
            name, _, value = pair.partition(b"=")
            found.append((_unescaped(name, where), _unescaped(value, where)))
    return tuple(found)


def utf8(data: bytes, where: str) -> str:
    """Return bytes as text.

    Raises:
        Fault: they are not UTF-8.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Fault(
            400,
            Text(f"Innholdet er ikke UTF-8 (byte {error.start}).", f"The content is not UTF-8 (byte {error.start})."),
            Text("Send det som UTF-8.", "Send it as UTF-8."),
            more={"where": where},
        ) from error


def media_of(header: str | None) -> str:
    """Return the media type of a request's body, in lower case.

    Raises:
        Fault: it is in a character encoding other than UTF-8.
    """
    media, *rest = (part.strip() for part in (header or "").split(";"))
    for part in rest:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset" and value.strip().strip('"').lower() not in ("utf-8", "utf8"):
            raise Fault(
                415,
                Text(f"Tegnsettet {value} tas ikke imot.", f"The character encoding {value} is not accepted."),
                Text("Send UTF-8.", "Send UTF-8."),
            )
    return media.lower()


def _unescaped(data: bytes, where: str) -> str:
    text = utf8(data.replace(b"+", b" "), where)
    if "%" not in text:
        return text
    if _BAD_ESCAPE.search(text):
        raise Fault(
            400,
            Text(
                "En prosentkode er ikke % og to heksadesimale sifre.", "A percent escape is not % and two hex digits."
            ),
            Text("Skriv % selv som %25.", "Write % itself as %25."),
            more={"where": where},
        )
    return utf8(unquote_to_bytes(text), where)


def _asked(found: Sequence[tuple[str, str]]) -> Asked:
    if any(name == "update" for name, _ in found):
        raise not_here()
    queries = [value for name, value in found if name == "query"]
    if len(queries) != 1:
        raise Fault(
            400,
            Text("Parameteren «query» mangler.", "The parameter 'query' is missing.")
            if not queries
            else Text("Det er mer enn én «query».", "There is more than one 'query'."),
            Text("Send nøyaktig én spørring.", "Send exactly one query."),
            more={"where": "query"},
        )
    short = next((value for name, value in found if name == "format" and value in SHORT), None)
    default = tuple(value for name, value in found if name == "default-graph-uri")
    named = tuple(value for name, value in found if name == "named-graph-uri")
    chosen = bool(default or named)
    return Asked(queries[0], default if chosen else None, named if chosen else None, short)


def not_here() -> Fault:
    """Return what is said to an update sent to the query endpoint."""
    return Fault(
        400,
        Text("Her tas det bare imot spørringer.", "Only queries are taken here."),
        Text("Send oppdateringer med POST til /update.", "POST updates to /update."),
        {"link": '</update>; rel="related"'},
    )
