"""A document that has changed since its facts were filed: its passages moved to where their words stand now."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cached_property

import pyoxigraph as ox

from hfgraph import terms
from hfgraph.change import refusal
from hfgraph.ingest.desk.anchor import Anchors, Quote, digest
from hfgraph.ingest.document import Document
from hfgraph.ingest.facts import SUMS, sums
from hfgraph.ingest.item import Place
from hfgraph.text import Text

_GONE = Text(
    "Ordene står ikke lenger i dokumentet; stedet er der de ville ha stått.",
    "The words are no longer in the document; the place is where they would have been.",
)
_ENDS = tuple(terms.HF + name for name in ("start", "end", "section", "page"))


class Edition:
    """The document as it is now, beside what the graph says of it.

    Args:
        document: as it was read now.
        graph: IRI of the document.
        stored: the statements of the document's graph.
        earlier: earlier texts of the document that are at hand, by SHA-256.
    """

    def __init__(self, document: Document, graph: str, stored: Iterable[ox.Triple], earlier: Mapping[str, str]) -> None:
        self._document = document
        self._graph = graph
        self._stored = tuple(stored)
        self._earlier = earlier

    @cached_property
    def _told(self) -> dict[str, str]:
        """What the graph says of the document, by property."""
        return {
            triple.predicate.value: triple.object.value
            for triple in self._stored
            if getattr(triple.subject, "value", "") == self._graph and isinstance(triple.object, ox.Literal)
        }

    @property
    def _checksum(self) -> str | None:
        """SHA-256 of the text that the graph's offsets count in; of the file, when that is its text."""
        return self._told.get(terms.HF + "textSha256") or self._told.get(terms.HF + "sha256")

    @property
    def moved(self) -> bool:
        """Whether the graph's offsets count in another text than the document's."""
        return self._checksum not in (None, self._document.text_sha256, self._document.sha256)

    @property
    def lost(self) -> bool:
        """Whether that other text is not at hand, so that the passages cannot be moved."""
        return self.moved and self._checksum not in self._earlier

    def require(self) -> None:
        """Refuse when the passages would have to be moved and cannot be.

        Raises:
            Refusal: the text they count in is not at hand.
        """
        if self.lost and any(triple.predicate.value == terms.HF + "start" for triple in self._stored):
            raise refusal(
                "conflict",
                "Dokumentet er endret, og teksten som stedene i grafen viser til, er ikke for hånden.",
                "The document has changed, and the text that the graph's passages point into is not at hand.",
                mend=(
                    "Legg den gamle teksten i mappen «sources», og prøv igjen.",
                    "Put the old text in the folder 'sources', and try again.",
                ),
            )

    def revised(self, triples: Iterable[ox.Triple]) -> list[ox.Triple]:
        """Return statements of the graph with passages moved, and without the sums of the edition before.

        Args:
            triples: some of the document's statements.
        """
        kept = [triple for triple in triples if not self._outdated(triple)]
        before = self._earlier.get(self._checksum or "") if self.moved else None
        if before is None:
            return kept
        anchors = Anchors(self._document, before)
        places = {iri: self._move(anchors, before, ends) for iri, ends in self._places.items()}
        result = [
            triple
            for triple in kept
            if not (triple.predicate.value in _ENDS and str(getattr(triple.subject, "value", "")) in places)
        ]
        told = {str(getattr(triple.subject, "value", "")) for triple in kept if triple.predicate.value in _ENDS}
        for iri in sorted(told & set(places)):
            result += _told(iri, places[iri])
        return result

    def _outdated(self, triple: ox.Triple) -> bool:
        """Return whether it is a sum, or the file's name, of another edition."""
        if getattr(triple.subject, "value", "") != self._graph:
            return False
        if triple.predicate.value == terms.DCTERMS + "identifier":
            return self._told.get(terms.HF + "sha256", self._document.sha256) != self._document.sha256
        if triple.predicate.value not in SUMS:
            return False
        name = triple.predicate.value.removeprefix(terms.HF)
        return getattr(triple.object, "value", "") != sums(self._document).get(name)

    @property
    def _places(self) -> dict[str, Place]:
        """The passages of the stored graph, as they stood."""
        found: dict[str, dict[str, str]] = {}
        for triple in self._stored:
            if triple.predicate.value in _ENDS and isinstance(triple.object, ox.Literal):
                name = triple.predicate.value.removeprefix(terms.HF)
                found.setdefault(str(getattr(triple.subject, "value", "")), {})[name] = triple.object.value
        return {
            iri: Place(int(ends["start"]), int(ends["end"]), ends.get("section", ""))
            for iri, ends in found.items()
            if ends.get("start", "").isdigit() and ends.get("end", "").isdigit()
        }

    def _move(self, anchors: Anchors, before: str, place: Place) -> Place:
        quote = Quote(place.start, place.end, place.section, digest(before[place.start : place.end]))
        found = anchors.find(quote)
        if found is not None:
            return Place(found.start, found.end, place.section or found.section, found.page, found.anchor)
        length = len(self._document.text)
        start = min(anchors.moved(place.start), max(length - 1, 0))
        end = min(max(anchors.moved(place.end), start + 1), max(length, 1))
        return Place(start, end, place.section, None, "gone")


def _told(iri: str, place: Place) -> list[ox.Triple]:
    subject = ox.NamedNode(iri)
    numbers = {"start": place.start, "end": place.end} | ({} if place.page is None else {"page": place.page})
    integer = ox.NamedNode(terms.XSD + "integer")
    told = [
        ox.Triple(subject, ox.NamedNode(terms.HF + name), ox.Literal(str(number), datatype=integer))
        for name, number in numbers.items()
    ]
    told.append(ox.Triple(subject, ox.NamedNode(terms.HF + "section"), ox.Literal(place.section or "–")))
    if place.anchor == "gone":
        note = ox.NamedNode(terms.HF + "note")
        told += [ox.Triple(subject, note, ox.Literal(_GONE.nb, language="nb"))]
        told += [ox.Triple(subject, note, ox.Literal(_GONE.en, language="en"))]
    return told
