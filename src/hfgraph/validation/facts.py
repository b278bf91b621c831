"""The statements of files with the lines they stand on, as plain strings that every check can read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from hfgraph import terms
from hfgraph.workspace import SourceFile, Statement

Kind = Literal["iri", "blank", "literal"]

_LANG_STRING = terms.RDF + "langString"
_KINDS: dict[str, Kind] = {"<": "iri", "_": "blank"}


@dataclass(slots=True)
class Fact:
    """One statement, and where it stands.

    Attributes:
        subject: IRI, or label of a blank node.
        predicate: IRI.
        object: IRI, label of a blank node, or lexical form of a literal.
        kind: what the object is.
        datatype: the literal's datatype; empty for text with a language and for what is no literal.
        language: the literal's language tag, or empty.
        blank: whether the subject is a blank node.
        file: the file.
        line: line number from 1.
    """

    subject: str
    predicate: str
    object: str
    kind: Kind
    datatype: str
    language: str
    blank: bool
    file: SourceFile
    line: int


class Facts:
    """All facts of some files, in order, with the look-ups the checks need."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._facts = list(facts)

    def __iter__(self) -> Iterator[Fact]:
        return iter(self._facts)

    def __len__(self) -> int:
        return len(self._facts)

    @cached_property
    def of_subject(self) -> dict[str, list[Fact]]:
        """The facts about each subject."""
        return _grouped((fact.subject, fact) for fact in self._facts)

    @cached_property
    def of_object(self) -> dict[str, list[Fact]]:
        """The facts that point to each object."""
        return _grouped((fact.object, fact) for fact in self._facts)

    @cached_property
    def of_predicate(self) -> dict[str, list[Fact]]:
        """The facts made with each predicate."""
        return _grouped((fact.predicate, fact) for fact in self._facts)

    @cached_property
    def types(self) -> dict[str, set[str]]:
        """The classes each subject is said to belong to."""
        found: dict[str, set[str]] = {}
        for fact in self.of_predicate.get(terms.TYPE, ()):
            found.setdefault(fact.subject, set()).add(fact.object)
        return found

    def find(self, subject: str, predicate: str | None, obj: str | None) -> Fact | None:
        """Return the fact that says it, else the nearest about ``subject``: same predicate, else the first."""
        about = self.of_subject.get(subject, [])
        same = [fact for fact in about if fact.predicate == predicate]
        exact = next((fact for fact in same if fact.object == obj), None)
        return exact or next(iter(same), None) or next(iter(about), None)


def read(files: Iterable[SourceFile]) -> Facts:
    """Return every statement of ``files``.

    Raises:
        HfgraphError: a file cannot be read or is not Turtle.
    """
    return Facts(_fact(file, statement) for file in files for statement in file.statements())


def _fact(file: SourceFile, statement: Statement) -> Fact:
    quad = statement.quad
    value, kind, datatype, language = _term(quad.object)
    subject, subject_kind, _, _ = _term(quad.subject)
    blank = subject_kind == "blank"
    return Fact(subject, quad.predicate.value, value, kind, datatype, language, blank, file, statement.line)


def _term(term: object) -> tuple[str, Kind, str, str]:
    kind = _KINDS.get(str(term)[:1], "literal")
    value = str(getattr(term, "value", term))
    if kind != "literal":
        return value, kind, "", ""
    language = getattr(term, "language", None) or ""
    datatype = "" if language else str(getattr(getattr(term, "datatype", None), "value", ""))
    return value, kind, "" if datatype == _LANG_STRING else datatype, language


def _grouped(pairs: Iterable[tuple[str, Fact]]) -> dict[str, list[Fact]]:
    groups: dict[str, list[Fact]] = {}
    for key, fact in pairs:
        groups.setdefault(key, []).append(fact)
    return groups
