"""SPARQL Update from outside: what it may not do, and what it would make of the named graphs."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import pyoxigraph as ox

from hfgraph import terms
from hfgraph.errors import HfgraphError, bad_input
from hfgraph.query import MAX_DEPTH, depth, syntax_error, unescaped

MAX_LENGTH = 2_000_000
_MAX_PARSED = 100_000
_REACHES_OUT = re.compile(r"\b(?:load|service)\b", re.IGNORECASE)
_TOKEN = re.compile(
    r"""\#[^\n]*
      | <[^<>"{}|^`\\\x00-\x20]*>
      | \"{3}(?:\"{0,2}(?:[^"\\]|\\.))*\"{3} | '{3}(?:'{0,2}(?:[^'\\]|\\.))*'{3}
      | "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*'
      | (?P<brace>[{}])
      | (?P<word>[\w:?$@.%-]+)""",
    re.VERBOSE | re.DOTALL,
)


def refuse_harm(text: str) -> None:
    """Refuse an update that would leave the graph or bring the engine down.

    ``LOAD`` and ``SERVICE`` are looked for in the parsed update; the parser is only called on when the word can be
    there at all. While the update runs, nothing can be opened anyway: see ``run``.

    Raises:
        HfgraphError: the update fetches something, nests too deep or is too long.
    """
    if len(text) > MAX_LENGTH:
        raise bad_input(
            f"Oppdateringen er på {len(text)} tegn; grensen er {MAX_LENGTH}.",
            f"The update has {len(text)} characters; the limit is {MAX_LENGTH}.",
            mend=("Del den opp, eller send grafen med PUT.", "Split it, or send the graph with PUT."),
        )
    if depth(text) > MAX_DEPTH:
        raise bad_input(
            f"Oppdateringen er nøstet dypere enn {MAX_DEPTH} parenteser.",
            f"The update nests deeper than {MAX_DEPTH} brackets.",
            mend=("Forenkle den.", "Simplify it."),
        )
    if not _REACHES_OUT.search(unescaped(text)):
        return
    if len(text) > _MAX_PARSED:
        raise bad_input(
            f"Oppdateringen har ordet LOAD eller SERVICE og over {_MAX_PARSED} tegn, for mange til å se hva det er.",
            f"The update has the word LOAD or SERVICE and over {_MAX_PARSED} characters, too many to see what it is.",
            mend=("Del den opp, eller send grafen med PUT til /graphs.", "Split it, or PUT the graph to /graphs."),
        )
    if _reaches_out(text):
        raise bad_input(
            "LOAD og SERVICE er ikke tillatt: en oppdatering får ikke hente noe fra andre steder.",
            "LOAD and SERVICE are not allowed: an update may not fetch anything from elsewhere.",
            mend=(
                "Hent dataene selv, og send dem med PUT eller POST til /graphs.",
                "Fetch the data yourself, and send it with PUT or POST to /graphs.",
            ),
        )


def with_dataset(text: str, default: Sequence[str], named: Sequence[str]) -> str:
    """Return the update with the dataset of the protocol written into each of its operations.

    Raises:
        HfgraphError: the update has a dataset of its own, is no update, or an IRI is none.
    """
    if not default and not named:
        return text
    operations = _parse(text)
    if any("using" in part or "withClause" in part for part in operations):
        raise bad_input(
            "Oppdateringen har USING eller WITH, og da kan ikke using-graph-uri eller using-named-graph-uri gis.",
            "The update has USING or WITH, so using-graph-uri and using-named-graph-uri cannot be given.",
            mend=("Bruk det ene eller det andre.", "Use one or the other."),
            field="using-graph-uri",
        )
    clauses = "".join([f" USING <{_iri(iri)}>" for iri in default] + [f" USING NAMED <{_iri(iri)}>" for iri in named])
    written = _insert(text, f"{clauses} ")
    parsed = _parse(written)
    wanted = len(default) + len(named)
    modifies = [part for part in parsed if part.name == "Modify"]
    expected = [part for part in operations if part.name in ("Modify", "DeleteWhere")]
    if len(modifies) != len(expected) or any(_dataset_size(part) != wanted for part in modifies):
        raise bad_input(
            "Datasettet kan ikke legges inn i denne oppdateringen.",
            "The dataset cannot be put into this update.",
            mend=("Skriv USING i oppdateringen selv.", "Write USING in the update itself."),
            field="using-graph-uri",
        )
    return written


def run(quads: Iterable[ox.Quad], graphs: Iterable[str], text: str, base: str) -> dict[str, list[ox.Triple]]:
    """Run an update on a copy of the facts and return every named graph there is afterwards.

    What the update matches without naming a graph is the union of all graphs, as it is for a query. Nothing outside
    the copy can be reached while it runs: no file and no connection can be opened.

    Args:
        quads: the statements, all in named graphs.
        graphs: the named graphs there are, also those without statements.
        text: the update; our prefixes need not be declared.
        base: what relative IRIs are relative to.

    Raises:
        HfgraphError: it is no update, it failed, or it writes to the default graph.
    """
    refuse_harm(text)
    store = ox.Store()
    for graph in graphs:
        store.add_graph(ox.NamedNode(graph))
    listed = list(quads)
    store.extend(listed)
    union = {quad.triple for quad in listed}
    store.extend(ox.Quad(*triple) for triple in union)
    try:
        with _cut_off():
            store.update(text, base_iri=base, prefixes=dict(terms.PREFIXES))
    except SyntaxError as error:
        raise syntax_error(error) from error
    except (RuntimeError, OSError, ValueError) as error:
        raise bad_input(
            f"Oppdateringen lot seg ikke gjennomføre: {error}.",
            f"The update could not be carried out: {error}.",
        ) from error
    if {quad.triple for quad in store.quads_for_pattern(None, None, None, ox.DefaultGraph())} != union:
        raise bad_input(
            "Oppdateringen skriver til standardgrafen, som er unionen av alle grafene og ikke kan endres selv.",
            "The update writes to the default graph, which is the union of all graphs and cannot be changed itself.",
            mend=("Si hvilken graf: GRAPH <…> { … } eller WITH <…>.", "Say which graph: GRAPH <…> { … } or WITH <…>."),
        )
    return {
        str(graph.value): [quad.triple for quad in store.quads_for_pattern(None, None, None, graph)]
        for graph in store.named_graphs()
    }


@contextmanager
def _cut_off() -> Iterator[None]:
    if sys.platform == "win32":
        yield
        return
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (0, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def _parse(text: str) -> list[Any]:
    from pyparsing import ParseBaseException
    from rdflib.plugins.sparql.parser import parseUpdate

    prologue = "".join(f"PREFIX {name}: <{iri}> " for name, iri in terms.PREFIXES.items())
    try:
        return list(parseUpdate(prologue + text).request)
    except (ParseBaseException, RecursionError) as error:
        raise bad_input(
            f"Ikke gyldig SPARQL Update: {str(error).splitlines()[0][:200]}.",
            f"Not valid SPARQL Update: {str(error).splitlines()[0][:200]}.",
        ) from error


def _dataset_size(part: Any) -> int:
    return len(part["using"]) if "using" in part else 0


def _reaches_out(text: str) -> bool:
    from rdflib.plugins.sparql.parserutils import CompValue

    def holds(part: object) -> bool:
        if isinstance(part, CompValue):
            return part.name in ("Load", "ServiceGraphPattern") or any(holds(value) for value in part.values())
        if isinstance(part, Mapping):
            return any(holds(value) for value in part.values())
        return isinstance(part, Iterable) and not isinstance(part, str) and any(holds(value) for value in part)

    try:
        return any(holds(part) for part in _parse(text))
    except (HfgraphError, RecursionError):
        return True


def _insert(text: str, clauses: str) -> str:
    """Put ``clauses`` before every WHERE; ``DELETE WHERE {…}`` becomes the operation it is short for."""
    edits: list[tuple[int, int, str]] = []
    depth, last, opened, short = 0, "", 0, False
    for match in _TOKEN.finditer(text):
        if match["brace"] == "{":
            opened = match.start() if depth == 0 else opened
            depth += 1
        elif match["brace"]:
            depth -= 1
            if depth == 0 and short:
                edits.append((opened, opened, text[opened : match.end()] + clauses + "WHERE "))
                short = False
        elif match["word"] and depth == 0:
            word = match["word"].upper()
            if word == "WHERE" and last == "DELETE":
                edits.append((match.start(), match.end(), ""))
                short = True
            elif word == "WHERE":
                edits.append((match.start(), match.end(), f"{clauses}WHERE"))
            last = word
            continue
        if not match[0].startswith("#"):
            last = ""
    for start, end, new in reversed(edits):
        text = text[:start] + new + text[end:]
    return text


def _iri(text: str) -> str:
    try:
        return str(ox.NamedNode(text).value)
    except ValueError as error:
        raise bad_input(
            f"«{text}» er ingen fullstendig IRI.", f"'{text}' is no absolute IRI.", field="using-graph-uri"
        ) from error
