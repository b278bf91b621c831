"""Where a thing or a link is stated: the passages, and the documents they are part of.

A link's source is the passage that both its ends share in the graph of the document that holds the link. A
``hf:Claim`` about the link comes first, because it says outright where the link is stated and how sure it is.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hfgraph import terms
from hfgraph.label import Labels
from hfgraph.store import Store
from hfgraph.text import Language, Text

_INFERRED = terms.HFC + "certainty/inferred"


@dataclass(frozen=True, slots=True)
class Place:
    """One place in one document.

    Attributes:
        document: IRI of the document.
        document_label: what the document is called.
        passage: IRI of the passage.
        section: heading or slide.
        start: first character, in code points from 0.
        end: the character after the last one.
        inferred: the statement follows from the passage but is not written there.
    """

    document: str
    document_label: Text
    passage: str
    section: str
    start: int
    end: int
    inferred: bool = False

    def tell(self, language: Language) -> str:
        """Return the place as a reader would cite it."""
        mark = {"nb": " – sluttet", "en": " – inferred"}[language] if self.inferred else ""
        unit = {"nb": "tegn", "en": "chars"}[language]
        return f"{self.document_label.in_language(language)}, «{self.section}», {unit} {self.start}–{self.end}{mark}"

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the place as JSON-ready values."""
        return {
            "document": self.document,
            "documentLabel": self.document_label.in_language(language),
            "passage": self.passage,
            "section": self.section,
            "start": self.start,
            "end": self.end,
            "inferred": self.inferred,
        }


class Evidence:
    """Finds the places that state a thing or a link."""

    def __init__(self, store: Store, labels: Labels) -> None:
        self._store = store
        self._labels = labels

    def of_thing(self, iri: str) -> list[Place]:
        """Return every place that speaks of ``iri``, by document and position."""
        graphs = {fact.graph for fact in self._store.facts(iri, terms.STATED_IN)}
        return self._sorted(place for graph in graphs for place in self._places(self._passages(iri, graph), graph))

    def of_link(self, subject: str, predicate: str, obj: str) -> list[Place]:
        """Return the places that state the link from ``subject`` to ``obj``, by document and position."""
        found: list[Place] = []
        for fact in self._store.facts(subject, predicate, obj):
            graph = fact.graph
            claims = self._claims(subject, predicate, obj, graph)
            if claims:
                for claim in claims:
                    inferred = self._store.has(claim, terms.HF + "certainty", _INFERRED)
                    found += self._places(self._passages(claim, graph), graph, inferred=inferred)
                continue
            ours, theirs = self._passages(subject, graph), self._passages(obj, graph)
            found += self._places(ours & theirs or ours or theirs, graph)
        return self._sorted(found)

    def documents_of(self, subject: str, predicate: str, obj: str) -> set[str]:
        """Return the graphs that hold the link."""
        return {fact.graph for fact in self._store.facts(subject, predicate, obj)}

    def _claims(self, subject: str, predicate: str, obj: str, graph: str) -> list[str]:
        return [
            claim
            for fact in self._store.facts(None, terms.HF + "claimSubject", subject, graph)
            if self._store.has((claim := fact.subject), terms.HF + "claimPredicate", predicate, graph)
            and self._store.has(claim, terms.HF + "claimObject", obj, graph)
        ]

    def _passages(self, iri: str, graph: str) -> set[str]:
        return {fact.value for fact in self._store.facts(iri, terms.STATED_IN, None, graph)}

    def _places(self, passages: set[str], graph: str, *, inferred: bool = False) -> list[Place]:
        return [place for passage in passages if (place := self.place(passage, graph, inferred=inferred))]

    def place(self, passage: str, graph: str | None = None, *, inferred: bool = False) -> Place | None:
        """Return the passage as a place, or ``None`` when it is no complete passage of a document."""
        document = self._store.value(passage, terms.DCTERMS + "isPartOf") or graph
        start, end = (
            self._store.value(passage, terms.HF + "start"),
            self._store.value(passage, terms.HF + "end"),
        )
        if document is None or start is None or end is None or not (start.isdigit() and end.isdigit()):
            return None
        section = self._store.value(passage, terms.HF + "section") or ""
        return Place(document, self._labels.text(document), passage, section, int(start), int(end), inferred)

    @staticmethod
    def _sorted(places: Iterable[Place]) -> list[Place]:
        return sorted(set(places), key=lambda place: (place.document, place.start, place.end, place.passage))
