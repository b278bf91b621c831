"""The Python API: one object that answers, traces, measures coverage and validates."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from hfgraph import assets, coverage, network, question, thing, trace
from hfgraph.answer import answer
from hfgraph.atlas import Atlas
from hfgraph.column import Columns
from hfgraph.errors import NotFound, bad_input
from hfgraph.evidence import Evidence
from hfgraph.label import Labels
from hfgraph.library import Library
from hfgraph.lookup import Lookup
from hfgraph.neighbourhood import Surroundings
from hfgraph.passage import Shelf
from hfgraph.question import Question
from hfgraph.row import Rows, Value
from hfgraph.search import Search
from hfgraph.store import Store
from hfgraph.text import Language
from hfgraph.workspace import Workspace

if TYPE_CHECKING:
    import networkx
    import rdflib

    from hfgraph.validation import Report


class Graph:
    """The facts of a workspace, loaded.

    Every method takes the things it is asked about as a person would write them: an IRI, a key such as
    ``lvs/project/trygg-akuttmedisin``, a clause or case number, or words of a name.
    """

    def __init__(self, workspace: Workspace) -> None:
        self.workspace = workspace
        self.store = Store.load(workspace)
        self.labels = Labels(self.store)
        self.evidence = Evidence(self.store, self.labels)
        self.lookup = Lookup(self.store, self.labels)

    @cached_property
    def shelf(self) -> Shelf:
        """The documents' own texts, as far as they are at hand."""
        return Shelf(self.store, self.workspace.sources)

    @cached_property
    def columns(self) -> Columns:
        """What the columns of answers are called."""
        return Columns(self.labels)

    @cached_property
    def search(self) -> Search:
        """Finds things by letters of their names."""
        return Search(self.store, self.labels, self.lookup)

    @cached_property
    def atlas(self) -> Atlas:
        """Every thing and link, for drawing."""
        return Atlas(self.store, self.labels, self.evidence)

    @cached_property
    def surroundings(self) -> Surroundings:
        """Finds what a thing is linked to."""
        return Surroundings(self.store, self.labels, self.evidence)

    @cached_property
    def library(self) -> Library:
        """The documents and their passages."""
        return Library(self.store, self.labels, self.evidence, self.shelf)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """All questions by id: those that ship with hfgraph and the workspace's own."""
        own = self.workspace.root and self.workspace.root / "queries" / "questions"
        folders = [assets.folder("queries") / "questions", *([own] if own and own.is_dir() else [])]
        return {found.id: found for found in question.load(*folders)}

    def question(self, name: str) -> Question:
        """Return the question called ``name``.

        Raises:
            HfgraphError: there is none; suggests the closest.
        """
        if name in self.questions:
            return self.questions[name]
        from difflib import get_close_matches

        near = ", ".join(get_close_matches(name, list(self.questions), n=3, cutoff=0.4))
        raise NotFound(
            bad_input(
                f"Det finnes ikke noe spørsmål som heter «{name}».",
                f"There is no question called '{name}'.",
                mend=(
                    f"Mente du {near}? «hfgraph ask» viser alle." if near else "«hfgraph ask» viser alle.",
                    f"Did you mean {near}? 'hfgraph ask' lists them all." if near else "'hfgraph ask' lists them all.",
                ),
                field="question",
            ).problems
        )

    def rows(self, name: str, values: Mapping[str, str] | None = None, language: Language = "nb") -> Rows:
        """Answer a question as typed rows; see :meth:`ask`."""
        return answer(self.store, self.lookup, self.question(name), values or {}, language)

    def ask(self, name: str, language: Language = "nb", **values: str) -> list[dict[str, Value]]:
        """Answer a question; ``pandas.DataFrame(graph.ask(...))`` is a table.

        Args:
            name: the question's id.
            language: of the labels.
            values: the question's parameters by name (``asOf="2023-11-23"`` or ``as_of=``).

        Returns:
            One dictionary a row, with the same keys in every row.

        Raises:
            HfgraphError: the question or a parameter is unknown, or a value cannot be understood.
        """
        return self.rows(name, {key.replace("_", "-"): value for key, value in values.items()}, language).plain()

    def query(self, text: str) -> list[dict[str, Value]] | bool | str:
        """Run SPARQL: rows of a SELECT, the truth of an ASK, Turtle of a CONSTRUCT or DESCRIBE.

        Raises:
            HfgraphError: it is not SPARQL, or it calls for another server.
        """
        return self.store.run(text)

    def trace(self, text: str) -> trace.Trace:
        """Return the chain the thing called ``text`` stands in.

        Raises:
            HfgraphError: nothing, or more than one thing, is called that.
        """
        return trace.Tracer(self.store, self.labels, self.evidence).trace(self.lookup.one(text, field="thing"))

    def clauses(self, community: str | None = None) -> list[str]:
        """Return the IRIs of every agreement's clauses, or of one community's, in order.

        Raises:
            HfgraphError: ``community`` is no community.
        """
        rows = self.rows(coverage.CLAUSES, {"community": community or ""}).plain()
        return list(dict.fromkeys(str(row["clause"]) for row in rows))

    def show(self, text: str) -> thing.Thing:
        """Return everything that is told of one thing.

        Raises:
            HfgraphError: nothing, or more than one thing, is called that.
        """
        return thing.describe(self.store, self.labels, self.evidence, self.lookup.one(text, field="thing"))

    def coverage(
        self, as_of: str | None = None, community: str | None = None, language: Language = "nb"
    ) -> coverage.Coverage:
        """Return how the clauses of the agreements and the items of the Act are covered.

        Raises:
            HfgraphError: ``as_of`` is no date or ``community`` is no community.
        """
        values = {"as-of": as_of or "", "community": community or ""}
        return coverage.gather(
            self.rows(coverage.CLAUSES, values, language), self.rows(coverage.ITEMS, values, language)
        )

    def validate(self) -> Report:
        """Return what the shapes and checks say of the workspace."""
        from hfgraph.validation import validate

        return validate(self.workspace, self.store)

    @property
    def dataset(self) -> rdflib.Dataset:
        """The facts, without the ontology, as an rdflib Dataset whose default graph is the union; a copy."""
        import rdflib

        dataset = rdflib.Dataset(default_union=True)
        dataset.parse(data=self.export("nq"), format="nquads")
        return dataset

    def network(self) -> networkx.MultiDiGraph[str]:
        """Return the links between things as a networkx MultiDiGraph."""
        return network.build(self.store, self.labels, self.evidence)

    def export(self, form: str) -> bytes:
        """Return the facts, without the ontology, as ``trig``, ``nq``, ``jsonld`` or (merged) ``ttl``."""
        return self.store.export(form, [file.graph for file in self.workspace.files])


def open_graph(path: str | Path | None = None, sources: str | Path | None = None) -> Graph:
    """Open the workspace at ``path``, or the bundled one.

    Args:
        path: a workspace or a data folder.
        sources: folder with the documents' own texts, when it is not the workspace's ``sources``.

    Raises:
        HfgraphError: a file is missing, cannot be read, or is not Turtle; nothing is loaded then.
    """
    return Graph(Workspace.open(path, sources))
