"""SHACL: the validator's interface, and pySHACL as the reference. Only this module knows rdflib and pySHACL."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Protocol

import rdflib
from pyparsing import ParseException
from pyshacl import validate
from pyshacl.errors import ConstraintLoadError, ReportableRuntimeError, ShapeLoadError, ValidationFailure
from rdflib.plugins.sparql import prepareQuery
from rdflib.plugins.sparql.sparql import Query

from hfgraph import terms
from hfgraph.errors import bad_input
from hfgraph.validation import literals
from hfgraph.validation.facts import Fact, Facts

_SHACL = rdflib.Namespace(terms.SH)


@dataclass(frozen=True, slots=True)
class Result:
    """One validation result.

    Attributes:
        shape: IRI of the shape.
        focus: the focus node: an IRI, or the lexical form of a literal.
        path: IRI of the property, unless it is a longer path or none.
        value: IRI or lexical form of the value at fault, when there is one.
    """

    shape: str
    focus: str
    path: str | None
    value: str | None


class Validator(Protocol):
    """Anything that can hold facts against shapes."""

    def results(self, data: Facts, shapes: Facts) -> Iterable[Result]:
        """Return every result of validating ``data``, which includes the ontology, against ``shapes``."""
        ...


class PyShacl:
    """The validator of record.

    Args:
        focus: IRIs of the things to look at, when it is not to be all.
    """

    def __init__(self, focus: Iterable[str] | None = None) -> None:
        self._focus = None if focus is None else sorted(focus)

    def results(self, data: Facts, shapes: Facts) -> Iterator[Result]:
        """Yield every result.

        Raises:
            HfgraphError: a shape cannot be used.
        """
        try:
            _, report, _ = validate(
                as_graph(data),
                shacl_graph=as_graph(shapes),
                inference="none",
                inplace=True,
                focus_nodes=self._focus,
            )
        except (ConstraintLoadError, ReportableRuntimeError, ShapeLoadError, ParseException) as error:
            raise _bad_shapes(str(error)) from error
        if isinstance(report, ValidationFailure):
            raise _bad_shapes(report.message) from report
        if not isinstance(report, rdflib.Graph):
            raise TypeError("pySHACL returned no report")
        for node in report.objects(None, _SHACL.result):
            found = dict(report.predicate_objects(node))
            path = found.get(_SHACL.resultPath)
            value = found.get(_SHACL.value)
            yield Result(
                str(found[_SHACL.sourceShape]),
                str(found[_SHACL.focusNode]),
                str(path) if isinstance(path, rdflib.URIRef) else None,
                None if value is None else str(value),
            )


class _Graph(rdflib.Graph):
    """A graph that parses a query once, though pySHACL asks it anew of every focus node."""

    def query(self, query_object: str | Query, *args: Any, **kwargs: Any) -> rdflib.query.Result:
        query = _prepared(query_object) if isinstance(query_object, str) else query_object
        return super().query(query, *args, **kwargs)


@lru_cache(maxsize=256)
def _prepared(query: str) -> Query:
    return prepareQuery(query)


def as_graph(facts: Iterable[Fact]) -> rdflib.Graph:
    """Return the facts as one rdflib graph.

    A literal that is not written as its datatype asks becomes plain text, so that a shape sees a wrong value.
    """
    graph = _Graph()
    names: dict[str, rdflib.URIRef] = {}

    def iri(value: str) -> rdflib.URIRef:
        if value not in names:
            names[value] = rdflib.URIRef(value)
        return names[value]

    for fact in facts:
        subject = rdflib.BNode(fact.subject) if fact.blank else iri(fact.subject)
        value: rdflib.IdentifiedNode | rdflib.Literal
        if fact.kind == "literal":
            value = _literal(fact)
        else:
            value = rdflib.BNode(fact.object) if fact.kind == "blank" else iri(fact.object)
        graph.add((subject, iri(fact.predicate), value))
    return graph


def _literal(fact: Fact) -> rdflib.Literal:
    if fact.language:
        return rdflib.Literal(fact.object, lang=fact.language)
    if fact.datatype in {"", terms.XSD + "string"} or not literals.is_written_right(fact.object, fact.datatype):
        return rdflib.Literal(fact.object)
    return rdflib.Literal(fact.object, datatype=rdflib.URIRef(fact.datatype), normalize=False)


def _bad_shapes(reason: str) -> Exception:
    return bad_input(
        f"Formene kan ikke brukes: {reason}",
        f"The shapes cannot be used: {reason}",
        mend=("Rett formene i arbeidsområdets mappe shapes.", "Correct the shapes in the workspace's folder shapes."),
    )
