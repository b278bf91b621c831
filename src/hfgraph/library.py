"""The documents behind the facts, their passages, and what each passage states."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hfgraph import terms
from hfgraph.evidence import Evidence, Place
from hfgraph.label import Labels
from hfgraph.passage import Quote, Shelf
from hfgraph.store import Store
from hfgraph.text import Language, Text

_DETAILS = {
    "title": terms.DCTERMS + "title",
    "file": terms.DCTERMS + "identifier",
    "issued": terms.DCTERMS + "issued",
    "language": terms.DCTERMS + "language",
    "sha256": terms.HF + "sha256",
    "length": terms.HF + "length",
}


@dataclass(frozen=True, slots=True)
class Document:
    """A source document.

    Attributes:
        iri: the document, which is also the name of its graph.
        label: what it is called.
        kind: what kind of document it is, when that is told.
        details: title, file, issued, language, sha256 and length, as far as they are told.
        communities: IRIs of the communities it is about.
        passages: how many places in it are pointed at.
        at_hand: whether its text is here, so that its passages can be quoted.
    """

    iri: str
    label: Text
    kind: Text | None
    details: dict[str, str]
    communities: tuple[str, ...]
    passages: int
    at_hand: bool

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the document as JSON-ready values."""
        details = {name: self.details.get(name) for name in _DETAILS}
        length = details.pop("length")
        return {
            "iri": self.iri,
            "key": terms.shorten(self.iri),
            "label": self.label.in_language(language),
            "kind": self.kind and self.kind.in_language(language),
            **details,
            "length": int(length) if length and length.isdigit() else None,
            "communities": list(self.communities),
            "passages": self.passages,
            "textAtHand": self.at_hand,
        }


@dataclass(frozen=True, slots=True)
class Passage:
    """A place in a document, its words when the text is at hand, and the things it speaks of."""

    place: Place
    quote: Quote | None
    states: tuple[tuple[str, Text], ...]

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the passage as JSON-ready values."""
        return {
            "iri": self.place.passage,
            "key": terms.shorten(self.place.passage),
            "document": self.place.document,
            "documentLabel": self.place.document_label.in_language(language),
            "section": self.place.section,
            "start": self.place.start,
            "end": self.place.end,
            "quote": self.quote and {"before": self.quote.before, "words": self.quote.words, "after": self.quote.after},
            "states": [{"iri": iri, "label": label.in_language(language)} for iri, label in self.states],
        }


class Library:
    """Finds documents and passages."""

    def __init__(self, store: Store, labels: Labels, evidence: Evidence, shelf: Shelf) -> None:
        self._store = store
        self._labels = labels
        self._evidence = evidence
        self._shelf = shelf

    def documents(self, community: str | None = None) -> list[Document]:
        """Return every document, or those about one community, by date and name."""
        found = {fact.subject for fact in self._store.facts(None, terms.TYPE, terms.HF + "Document")}
        documents = [self.document(iri) for iri in found]
        return sorted(
            (one for one in documents if community is None or community in one.communities),
            key=lambda one: (one.details.get("issued", ""), one.label.nb, one.iri),
        )

    def document(self, iri: str) -> Document:
        """Return one document."""
        kind = self._store.value(iri, terms.HF + "kind")
        details = {name: value for name, key in _DETAILS.items() if (value := self._store.value(iri, key)) is not None}
        return Document(
            iri,
            self._labels.text(iri),
            None if kind is None else self._labels.text(kind),
            details,
            tuple(sorted({fact.value for fact in self._store.facts(iri, terms.HF + "community")})),
            len(self._passages(iri)),
            self._shelf.text(iri) is not None,
        )

    def passages(self, document: str) -> list[Passage]:
        """Return the passages of a document from beginning to end."""
        found = [passage for iri in self._passages(document) if (passage := self.passage(iri))]
        return sorted(found, key=lambda one: (one.place.start, one.place.end, one.place.passage))

    def passage(self, iri: str) -> Passage | None:
        """Return one passage, or ``None`` when ``iri`` is no complete passage."""
        place = self._evidence.place(iri)
        if place is None:
            return None
        things = {fact.subject for fact in self._store.facts(None, terms.STATED_IN, iri)}
        states = sorted(((thing, self._labels.text(thing)) for thing in things), key=lambda pair: (pair[1].nb, pair[0]))
        return Passage(place, self._shelf.quote(place), tuple(states))

    def _passages(self, document: str) -> set[str]:
        parts = {fact.subject for fact in self._store.facts(None, terms.DCTERMS + "isPartOf", document)}
        return {part for part in parts if self._store.has(part, terms.TYPE, terms.HF + "Passage")}
