"""The embedded store: the one place that runs SPARQL.

Every file is a named graph; a query's default graph is the union of them all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pyoxigraph as ox

from hfgraph import assets, terms
from hfgraph.errors import HfgraphError, Problem, bad_input
from hfgraph.query import names_dataset, refuse_harm, syntax_error
from hfgraph.row import Rows, Term, Value, plain_value
from hfgraph.workspace import SourceFile, Workspace

RESULT_FORMATS = {
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
}
GRAPH_FORMATS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "jsonld": ox.RdfFormat.JSON_LD,
    "rdfxml": ox.RdfFormat.RDF_XML,
}
_GIVEN = ox.NamedNode(terms.GIVEN + "values")


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement as plain text.

    Attributes:
        subject: IRI.
        predicate: IRI.
        value: IRI or the literal's text.
        graph: IRI of the named graph that holds it.
        literal: whether ``value`` is a literal.
        language: the literal's language tag, or an empty string.
    """

    subject: str
    predicate: str
    value: str
    graph: str
    literal: bool
    language: str


class Store:
    """Facts and ontology, ready to be queried."""

    def __init__(self) -> None:
        self._store = ox.Store()

    @classmethod
    def load(cls, workspace: Workspace) -> Store:
        """Load every file of ``workspace``, and the ontology, or nothing.

        Raises:
            HfgraphError: one or more files cannot be read or parsed; carries a problem for each.
        """
        store = cls()
        problems: list[Problem] = []
        for file in (*_ontology(), *workspace.files):
            try:
                store._load(file)
            except HfgraphError as error:
                problems += error.problems
        if problems:
            raise HfgraphError(problems)
        return store

    def _load(self, file: SourceFile) -> None:
        content = file.read()
        try:
            self._store.load(
                content, format=ox.RdfFormat.TURTLE, base_iri=file.graph, to_graph=ox.NamedNode(file.graph)
            )
        except SyntaxError:
            for _ in file.statements():
                """The slower reader meets the same fault and tells where it is."""
            raise

    def add_turtle(self, turtle: str, graph: str) -> None:
        """Add statements to a named graph.

        Raises:
            SyntaxError: ``turtle`` is not Turtle.
        """
        self.__dict__.pop("merged", None)
        self._store.load(turtle.encode(), format=ox.RdfFormat.TURTLE, base_iri=graph, to_graph=ox.NamedNode(graph))

    def __len__(self) -> int:
        return len(self._store)

    def quads(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        obj: str | None = None,
        graph: str | None = None,
    ) -> Iterator[ox.Quad]:
        """Yield the statements that match; ``None`` matches anything."""
        return self._store.quads_for_pattern(
            *(None if part is None else ox.NamedNode(part) for part in (subject, predicate, obj, graph))
        )

    def facts(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        obj: str | None = None,
        graph: str | None = None,
    ) -> Iterator[Fact]:
        """Yield the statements that match as plain text; ``None`` matches anything, ``obj`` is an IRI."""
        for quad in self.quads(subject, predicate, obj, graph):
            term = quad.object
            language = term.language or "" if isinstance(term, ox.Literal) else ""
            yield Fact(
                _plain(quad.subject),
                quad.predicate.value,
                _plain(term),
                _plain(quad.graph_name),
                isinstance(term, ox.Literal),
                language,
            )

    def has(
        self,
        subject: str | None = None,
        predicate: str | None = None,
        obj: str | None = None,
        graph: str | None = None,
    ) -> bool:
        """Return whether any statement matches."""
        return next(self.quads(subject, predicate, obj, graph), None) is not None

    def value(self, subject: str, predicate: str) -> str | None:
        """Return the first value of a property as text, or ``None``."""
        fact = next(self.facts(subject, predicate), None)
        return None if fact is None else fact.value

    def contains(self, iri: str) -> bool:
        """Return whether anything is said about ``iri`` or anything points to it; nothing is about what is no IRI."""
        try:
            return self.has(iri) or self.has(obj=iri)
        except ValueError:
            return False

    def ask(self, text: str, given: Mapping[str, Term] | None = None) -> Rows:
        """Answer a question of ours.

        The values in ``given`` are bound, never pasted. A variable the query selects is substituted by the engine. One
        it only compares with is read by the query from the graph ``given:values``, because the engine substitutes
        outside the WHERE clause, where no FILTER inside it can see the value.

        Args:
            text: a SELECT query.
            given: values by variable name.

        Returns:
            The rows.
        """
        given = given or {}
        told = [ox.Quad(_GIVEN, ox.NamedNode(terms.GIVEN + name), value, _GIVEN) for name, value in given.items()]
        self._store.extend(told)
        try:
            selected = {variable.value for variable in self._solutions(text, {}).variables}
            bound = {ox.Variable(name): value for name, value in given.items() if name in selected}
            solutions = self._solutions(text, bound)
            names = tuple(variable.value for variable in solutions.variables)
            return Rows(names, tuple(dict(zip(names, solution, strict=True)) for solution in solutions))
        finally:
            for quad in told:
                self._store.remove(quad)

    def _solutions(self, text: str, bound: Mapping[ox.Variable, Term]) -> ox.QuerySolutions:
        result = self._store.query(
            text, prefixes=terms.PREFIXES, use_default_graph_as_union=True, substitutions=dict(bound)
        )
        if not isinstance(result, ox.QuerySolutions):
            raise TypeError("a question has to be a SELECT")
        return result

    def run(self, text: str) -> list[dict[str, Value]] | bool | str:
        """Run a query from outside; our prefixes need not be declared.

        Returns:
            The rows of a SELECT, the truth of an ASK, or the Turtle of a CONSTRUCT or DESCRIBE.

        Raises:
            HfgraphError: it is not SPARQL, or it may not be run.
        """
        result = self.outside(text)
        if isinstance(result, ox.QueryBoolean):
            return bool(result)
        if isinstance(result, ox.QueryTriples):
            return _serialized(result, ox.RdfFormat.TURTLE).decode()
        names = [variable.value for variable in result.variables]
        return [{name: plain_value(term) for name, term in zip(names, solution, strict=True)} for solution in result]

    def serialize(self, text: str, form: str | None = None) -> tuple[bytes, str]:
        """Run a query from outside and return its serialised result and the format used.

        Args:
            text: any SPARQL query.
            form: ``csv``, ``tsv``, ``json`` or ``xml`` for rows and truths, ``ttl``, ``nt``, ``jsonld`` or ``rdfxml``
                for a graph; ``None`` takes the first that fits.

        Raises:
            HfgraphError: it is not SPARQL, may not be run, or its result has no such format.
        """
        result = self.outside(text)
        known = GRAPH_FORMATS if isinstance(result, ox.QueryTriples) else RESULT_FORMATS
        form = form or next(iter(known))
        if form not in known:
            raise bad_input(
                f"Resultatet av denne spørringen kan ikke skrives som {form}.",
                f"The result of this query cannot be written as {form}.",
                mend=(f"Velg blant {', '.join(known)}.", f"Choose among {', '.join(known)}."),
                field="format",
            )
        if isinstance(result, ox.QueryTriples):
            return _serialized(result, GRAPH_FORMATS[form]), form
        if isinstance(result, ox.QueryBoolean) and form in ("csv", "tsv"):
            return (b"true\n" if result else b"false\n"), form
        content = result.serialize(format=RESULT_FORMATS[form])
        return content or b"", form

    @cached_property
    def merged(self) -> ox.Store:
        """The same graphs, and their union as the default graph.

        The engine's own union gives a statement once for each graph that holds it; a graph is a set, and a query from
        outside may count.
        """
        merged = ox.Store()
        merged.bulk_extend(self._store)
        merged.bulk_extend(ox.Quad(*quad.triple) for quad in self._store)
        return merged

    def outside(
        self,
        text: str,
        default_graphs: Sequence[str] | None = None,
        named_graphs: Sequence[str] | None = None,
        base: str | None = None,
    ) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        """Start a query from outside; its result comes as it is read.

        Args:
            text: the query; our prefixes need not be declared.
            default_graphs: the graphs its default graph is merged from, instead of what the query says.
            named_graphs: the graphs ``GRAPH`` can see, instead of what the query says.
            base: what relative IRIs in it are relative to.

        Without a dataset, in the arguments or the query, the default graph is the union of all graphs. A graph that is
        not here is empty; nothing is ever fetched.

        Raises:
            HfgraphError: it is not SPARQL, or it may not be run.
        """
        refuse_harm(text)
        try:
            if default_graphs is None and named_graphs is None:
                store = self._store if names_dataset(text) else self.merged
                return store.query(text, prefixes=terms.PREFIXES, base_iri=base)
            return self._store.query(
                text,
                prefixes=terms.PREFIXES,
                base_iri=base,
                default_graph=[*_graphs(default_graphs)],
                named_graphs=[*_graphs(named_graphs)],
            )
        except SyntaxError as error:
            raise syntax_error(error) from error

    def sizes(self) -> dict[str, int]:
        """Return how many statements each named graph has."""
        text = "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"
        return {_plain(row["g"]): int(_plain(row["n"])) for row in self.ask(text)}

    def export(self, form: str, graphs: list[str]) -> bytes:
        """Return the named graphs serialised as ``trig``, ``nq``, ``ttl`` or ``jsonld``; ``ttl`` merges them."""
        quads = (
            quad for graph in graphs for quad in self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph))
        )
        if form == "ttl":
            merged = {quad.triple: None for quad in quads}
            return _serialized(merged, ox.RdfFormat.TURTLE)
        formats = {"trig": ox.RdfFormat.TRIG, "nq": ox.RdfFormat.N_QUADS, "jsonld": ox.RdfFormat.JSON_LD}
        return _serialized(quads, formats[form])


def _graphs(names: Sequence[str] | None) -> list[ox.NamedNode]:
    try:
        return [ox.NamedNode(name) for name in names or ()]
    except ValueError as error:
        raise bad_input(
            "Navnet på en graf er ikke en absolutt IRI.",
            "The name of a graph is not an absolute IRI.",
            mend=("Skriv hele grafens IRI.", "Write the graph's IRI in full."),
            field="graph-uri",
        ) from error


def _serialized(statements: Iterable[ox.Triple] | Iterable[ox.Quad], form: ox.RdfFormat) -> bytes:
    named = form in (ox.RdfFormat.TURTLE, ox.RdfFormat.TRIG, ox.RdfFormat.RDF_XML)
    return ox.serialize(statements, format=form, prefixes=terms.PREFIXES if named else None) or b""


def _plain(term: object) -> str:
    return str(getattr(term, "value", term))


def _ontology() -> Iterator[SourceFile]:
    folder: Path = assets.folder("ontology")
    for path in sorted(folder.glob("*.ttl")):
        yield SourceFile(path, f"https://w3id.org/hfgraph/ontology/{path.stem}")
