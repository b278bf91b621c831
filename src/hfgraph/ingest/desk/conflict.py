"""What the graph, or the document itself elsewhere, says otherwise of the same."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import pyoxigraph as ox

from hfgraph import terms
from hfgraph.ingest.known import Known

FUNCTIONAL = frozenset(
    [terms.HF + name for name in ("documentDate", "date", "heldBy", "caseOf", "adoptedFrom", "clauseNumber", "number")]
    + [terms.DCTERMS + "title", terms.DCTERMS + "issued"]
)
"""Properties of which one thing has one value, so that two are a conflict."""
_STATUS, _ABOUT, _SAME = terms.HF + "status", terms.HF + "about", (terms.HF + "aspect", terms.HF + "asOf")


@dataclass(frozen=True, slots=True)
class Conflict:
    """Another value than the one proposed.

    Attributes:
        predicate: IRI of the property.
        value: IRI or words of the other value.
        source: IRI of the document, or register, that has it.
    """

    predicate: str
    value: str
    source: str


class Conflicts:
    """Finds other values.

    Args:
        known: the graph.
        triples: everything the document would state.
    """

    def __init__(self, known: Known, triples: Iterable[ox.Triple]) -> None:
        self._known = known
        self._said: dict[tuple[str, str], list[ox.Triple]] = {}
        for triple in triples:
            self._said.setdefault((_subject(triple), triple.predicate.value), []).append(triple)

    def of(self, triples: Iterable[ox.Triple]) -> list[Conflict]:
        """Return the other values of what ``triples`` say, each once."""
        found: dict[Conflict, None] = {}
        for triple in triples:
            if triple.predicate.value in FUNCTIONAL:
                found |= dict.fromkeys(self._values(triple))
            elif triple.predicate.value == _STATUS:
                found |= dict.fromkeys(self._statuses(triple))
        return list(found)

    def _values(self, triple: ox.Triple) -> Iterable[Conflict]:
        subject, predicate = _subject(triple), triple.predicate.value
        for value, graph in self._known.values(subject, predicate):
            if value != triple.object:
                yield Conflict(predicate, value.value, graph)
        for other in self._said.get((subject, predicate), ()):
            if other.object != triple.object and isinstance(other.object, ox.Literal | ox.NamedNode):
                yield Conflict(predicate, other.object.value, self._known.document)

    def _statuses(self, triple: ox.Triple) -> Iterable[Conflict]:
        """Yield what other observations of the same, in the same respect and at the same date, say."""
        observation, store = _subject(triple), self._known.graph.store
        wanted = [self._own(observation, predicate) for predicate in _SAME]
        about = self._own(observation, _ABOUT)
        for fact in store.facts(None, _ABOUT, about) if about else ():
            told = [store.value(fact.subject, predicate) for predicate in _SAME]
            status = store.value(fact.subject, _STATUS)
            if told == wanted and status and status != getattr(triple.object, "value", ""):
                yield Conflict(_STATUS, status, fact.graph)

    def _own(self, subject: str, predicate: str) -> str | None:
        said = self._said.get((subject, predicate))
        return str(getattr(said[0].object, "value", "")) if said else None


def _subject(triple: ox.Triple) -> str:
    return str(getattr(triple.subject, "value", ""))
