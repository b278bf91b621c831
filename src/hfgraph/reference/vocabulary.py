"""The ontology's files read as one graph, with the few look-ups the pages need."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rdflib import RDFS, Graph, Literal, Namespace, URIRef
from rdflib.term import Node

from hfgraph import terms
from hfgraph.reference.markdown import alphabetical, anchor, both, code
from hfgraph.text import Language, Text

HF = Namespace(terms.HF)
HFC = Namespace(terms.HFC)


class Vocabulary:
    """All Turtle files of a folder as one graph."""

    def __init__(self, folder: Path) -> None:
        """Read the ``*.ttl`` files of ``folder``."""
        self.graph = Graph(bind_namespaces="none")
        for path in sorted(folder.glob("*.ttl")):
            self.graph.parse(path, format="turtle")
        namespaces = {prefix: str(namespace) for prefix, namespace in self.graph.namespaces()} | terms.PREFIXES
        # The longest namespace first, so that the one nearest to the term wins.
        self._prefixes = sorted(namespaces.items(), key=lambda item: (-len(item[1]), item[0]))

    def text(self, term: Node, predicate: Node = RDFS.label) -> Text:
        """Return what ``predicate`` says about ``term`` in both languages; empty where it says nothing."""
        return Text(self._in_language(term, predicate, "nb"), self._in_language(term, predicate, "en"))

    def _in_language(self, term: Node, predicate: Node, language: Language) -> str:
        found = (
            str(value)
            for value in self.graph.objects(term, predicate)
            if isinstance(value, Literal) and value.language == language
        )
        return min(found, default="")

    def name(self, term: Node) -> str:
        """Return the term's name in both languages, or its short IRI when it has none."""
        text = self.text(term)
        return both(text.nb or text.en, text.en or text.nb) if text.nb or text.en else code(self.short(term))

    def short(self, term: Node) -> str:
        """Return the IRI with a prefix where one fits."""
        for prefix, namespace in self._prefixes:
            if str(term).startswith(namespace) and len(str(term)) > len(namespace):
                return f"{prefix}:{str(term).removeprefix(namespace)}"
        return str(term)

    def link(self, term: Node) -> str:
        """Return a link: to the term's place on the page when it is ours, else to its IRI."""
        if is_ours(term):
            return f"[{self.name(term)}](#{place(term)})"
        return f"[{code(self.short(term))}]({term})"

    def links(self, found: Iterable[Node]) -> str:
        """Return links to the terms, in alphabetical order, ours first."""
        return ", ".join(self.link(term) for term in self.ordered(found))

    def ordered(self, found: Iterable[Node]) -> list[URIRef]:
        """Return the terms, each once: ours by their names in bokmål, then the others by their IRIs."""
        distinct = {term for term in found if isinstance(term, URIRef)}
        return sorted(distinct, key=lambda term: (not is_ours(term), self._sort_name(term), str(term)))

    def _sort_name(self, term: URIRef) -> str:
        return alphabetical(self.text(term).nb) if is_ours(term) else self.short(term)

    def heading(self, term: Node, level: int) -> list[str]:
        """Return the term's heading, with the anchor that links lead to."""
        return ["", anchor(place(term)), "", f"{'#' * level} {self.name(term)}", ""]


def is_ours(term: Node) -> bool:
    """Tell whether the term is a class, property, code list or code of hfgraph's own."""
    return str(term).startswith((terms.HF, terms.HFC))


def place(term: Node) -> str:
    """Return the anchor of one of our terms: ``Committee``, ``heldBy``, ``code-status-planned``."""
    if str(term).startswith(terms.HFC):
        return "code-" + str(term).removeprefix(terms.HFC).replace("/", "-")
    return str(term).removeprefix(terms.HF)
