"""A SPARQL query from outside: what it may not do, and how a fault in it is told."""

from __future__ import annotations

import re
import sys
from functools import lru_cache

from hfgraph.errors import HfgraphError, Refused, bad_input

_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_AT = re.compile(r"error at (\d+):(\d+): (?P<rest>.*)", re.DOTALL)
_NOT_WORDS = re.compile(
    r"""#[^\r\n]*|<[^<>"{}|^`\\\x00-\x20]*>|\"{3}(?:(?!\"{3})(?:[^\\]|\\.))*\"{3}|'{3}(?:(?!'{3})(?:[^\\]|\\.))*'{3}"""
    r"""|"(?:[^"\\\r\n]|\\.)*"|'(?:[^'\\\r\n]|\\.)*'""",
    re.DOTALL,
)
_FROM = re.compile(r"(?<![\w:?$@.\-\\])from(?![\w:\-])", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")
_SPACE = re.compile(r"\s+")
_VOLATILE = re.compile(r"(?<![\w:?$@])(?:now|rand|uuid|struuid)\s*\(", re.IGNORECASE)
MAX_DEPTH = 100
MAX_LENGTH = 200_000


def refuse_harm(text: str) -> None:
    """Refuse a query that would leave the graph or bring the engine down.

    ``SERVICE`` is looked for in the parsed query; the parser is only called on when the word can be there at all.

    Raises:
        HfgraphError: the query calls another server, nests too deep or is too long.
    """
    if len(text) > MAX_LENGTH:
        raise bad_input(
            f"Spørringen er på {len(text)} tegn; grensen er {MAX_LENGTH}.",
            f"The query has {len(text)} characters; the limit is {MAX_LENGTH}.",
            mend=("Del den opp.", "Split it."),
        )
    if depth(text) > MAX_DEPTH:
        raise bad_input(
            f"Spørringen er nøstet dypere enn {MAX_DEPTH} parenteser.",
            f"The query nests deeper than {MAX_DEPTH} brackets.",
            mend=("Forenkle den.", "Simplify it."),
        )
    if "service" in unescaped(text).lower() and _calls_service(text):
        refused = bad_input(
            "SERVICE er ikke tillatt: en spørring får ikke hente noe fra andre tjenere.",
            "SERVICE is not allowed: a query may not fetch anything from other servers.",
            mend=("Fjern SERVICE-delen.", "Remove the SERVICE part."),
        )
        raise Refused(refused.problems)


def names_dataset(text: str) -> bool:
    """Return whether the query says ``FROM`` or ``FROM NAMED``.

    The word is looked for where it is a word: outside comments, IRIs, texts and names.
    """
    text = unescaped(text)
    return "from" in text.lower() and _FROM.search(_NOT_WORDS.sub(" ", text)) is not None


@lru_cache(maxsize=2048)
def shape(text: str) -> str:
    """Return a query without its texts, numbers, comments and spaces: what is left says how much work it may be."""
    return _NUMBER.sub("0", _SPACE.sub(" ", _NOT_WORDS.sub(_emptied, text)))


def _emptied(match: re.Match[str]) -> str:
    return match[0] if match[0].startswith("<") else " " if match[0].startswith("#") else '""'


@lru_cache(maxsize=2048)
def volatile(text: str) -> bool:
    """Return whether asking the same again may give another answer from the same facts."""
    return _VOLATILE.search(unescaped(text)) is not None


def syntax_error(error: SyntaxError) -> HfgraphError:
    """Return the engine's complaint about a query with line and column, cut down to what a person can use."""
    message = error.msg or str(error)
    line = column = None
    if match := _AT.match(message):
        line, column, message = int(match[1]), int(match[2]), match["rest"]
    if "Prefix not found" in message:
        message = "an undeclared prefix"
    elif message.startswith("expected one of"):
        message = "unexpected text here"
    told = {
        "an undeclared prefix": "et prefiks som ikke er erklært",
        "unexpected text here": "uventet tekst her",
    }
    short = message.splitlines()[0][:300].rstrip(".")
    place = (f" (linje {line}, kolonne {column})", f" (line {line}, column {column})") if line else ("", "")
    return bad_input(
        f"Ikke gyldig SPARQL{place[0]}: {told.get(short, short)}.",
        f"Not valid SPARQL{place[1]}: {short}.",
        mend=(
            "Prefiksene til hfgraph (hf:, hfc:, id:, org: …) trenger ikke erklæres; alle andre må det.",
            "hfgraph's prefixes (hf:, hfc:, id:, org: …) need not be declared; all others must be.",
        ),
        line=line,
        column=column,
    )


def unescaped(text: str) -> str:
    """Return ``text`` with its code point escapes read, as SPARQL reads them before anything else (19.2)."""
    return _ESCAPE.sub(_character, text)


def depth(text: str) -> int:
    """Return how deep the brackets of ``text`` nest, wherever they stand."""
    deepest = at = 0
    for char in text:
        if char in "({[":
            at += 1
            deepest = max(deepest, at)
        elif char in ")}]":
            at -= 1
    return deepest


def _character(match: re.Match[str]) -> str:
    code = int(match[1] or match[2], 16)
    return chr(code) if code <= sys.maxunicode else ""


def _calls_service(text: str) -> bool:
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseQuery
    from rdflib.plugins.sparql.parserutils import CompValue

    def holds(part: object) -> bool:
        if isinstance(part, CompValue):
            return part.name == "ServiceGraphPattern" or any(holds(value) for value in part.values())
        return isinstance(part, list | tuple) and any(holds(value) for value in part)

    try:
        return any(holds(part) for part in parseQuery(text).as_list())
    except (ParseBaseException, RecursionError):
        return True
