"""A change that somebody asks for: what it is, which file it would touch, and why it may be refused."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import Any, Literal

from hfgraph import terms
from hfgraph.errors import HfgraphError, Problem
from hfgraph.text import Text

Kind = Literal["put", "post", "delete", "update"]
Reason = Literal[
    "malformed",  # what was sent cannot be read
    "forbidden",  # it may not be changed, or not by this token
    "missing",  # there is no such graph
    "stale",  # it is not as the sender believed
    "conflict",  # the files cannot be changed now
    "invalid",  # the facts would break the rules
    "busy",  # somebody else is writing
    "heavy",  # it took too much time or memory
]

_KEY = r"[a-z0-9]+(?:[-.][a-z0-9]+)*"
_DOCUMENT = re.compile(rf"{re.escape(terms.ID)}(?P<community>{_KEY})/doc/(?P<document>{_KEY})\Z")
_REGISTER = re.compile(rf"{re.escape(terms.ID)}(?:(?P<community>{_KEY})/)?register\Z")
_LONGEST = 100


@dataclass(frozen=True, slots=True)
class Change:
    """What is asked for.

    Attributes:
        kind: replace, add to or remove a graph, or a SPARQL Update.
        graph: IRI of the graph, unless it is an update.
        content: RDF, or the update.
        media: media type of RDF.
        base: what relative IRIs in an update are relative to.
        using: the default graph of an update, as the protocol gives it.
        using_named: the named graphs of an update, likewise.
        if_match: fingerprints of which the graph must have one; ``*`` for any graph there is.
        if_none_match: fingerprints of which the graph must have none; ``*`` for a graph that must not be there.
    """

    kind: Kind
    graph: str = ""
    content: str = ""
    media: str = ""
    base: str = terms.ID
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    if_match: tuple[str, ...] | None = None
    if_none_match: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class FileChange:
    """What a change makes of one file.

    Attributes:
        graph: IRI of the named graph.
        path: the file, relative to the data folder.
        before: SHA-256 of the file as it was, or ``None`` when there was none.
        content: the file's new text, or ``None`` when it is removed.
        added: how many statements are new.
        removed: how many statements are gone.
        fingerprint: of the new statements, whatever way they are written.
    """

    graph: str
    path: str
    before: str | None
    content: str | None
    added: int
    removed: int
    fingerprint: str

    @property
    def count(self) -> dict[str, str | int]:
        """What was done to which graph, for the log and the answer."""
        return {"graph": self.graph, "added": self.added, "removed": self.removed}


class Refusal(HfgraphError):  # noqa: N818 -- an answer, not a fault
    """A change that is not made.

    Attributes:
        reason: what kind of obstacle it is.
        findings: the rules that the facts would break, in the language asked for.
    """

    def __init__(self, reason: Reason, problems: Iterable[Problem], findings: Iterable[Mapping[str, Any]] = ()) -> None:
        super().__init__(problems)
        self.reason = reason
        self.findings = tuple(findings)


def refusal(reason: Reason, nb: str, en: str, mend: tuple[str, str] = ("", ""), field: str | None = None) -> Refusal:
    """Return a refusal with one problem, ready to raise."""
    return Refusal(reason, [Problem(Text(nb, en), Text(*mend), field=field)])


def path_of(graph: str) -> str | None:
    """Return the file of the graph relative to the data folder, or ``None`` when no file can be that graph."""
    path: PurePosixPath | None = None
    if match := _REGISTER.match(graph):
        path = PurePosixPath(match["community"] or "", "register.ttl")
    elif (match := _DOCUMENT.match(graph)) and match["document"] != "register":
        path = PurePosixPath(match["community"], f"{match['document']}.ttl")
    if path is None or path.parts[0] == "sources" or any(len(part) > _LONGEST for part in path.parts):
        return None
    return str(path)


def unwritable(graph: str) -> Refusal:
    """Return the refusal of a change to a graph that is no file of ours."""
    if graph.startswith(terms.ID):
        return refusal(
            "forbidden",
            f"Grafen <{graph}> kan ikke bli en fil.",
            f"The graph <{graph}> cannot become a file.",
            mend=(
                f"Et dokument er {terms.ID}<fellesskap>/doc/<dokument>, et register {terms.ID}<fellesskap>/register; "
                "små bokstaver a–z, tall og bindestrek.",
                f"A document is {terms.ID}<community>/doc/<document>, a register {terms.ID}<community>/register; "
                "lower-case a–z, digits and hyphens.",
            ),
            field="graph",
        )
    return refusal(
        "forbidden",
        f"Grafen <{graph}> er ikke blant dokumentene og registrene, og bare de kan endres her.",
        f"The graph <{graph}> is not one of the documents and registers, and only those can be changed here.",
        mend=(
            "Ontologien og formene endres som filer, med gjennomgang.",
            "The ontology and the shapes are changed as files, with review.",
        ),
        field="graph",
    )
