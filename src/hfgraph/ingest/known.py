"""What the graph already holds, as the filing of new facts needs to know it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from hashlib import sha256

import pyoxigraph as ox

from hfgraph import terms
from hfgraph.graph import Graph
from hfgraph.lookup import fold
from hfgraph.text import Language, Text

_NAMES = (terms.LABEL, terms.SKOS + "altLabel", terms.SKOS + "prefLabel", terms.DCTERMS + "title")
_ALIKE = 70.0
_FEW = 5
_MARKS = re.compile(r"[^\w]+")


def mark(triple: ox.Triple) -> str:
    """Return a short hash of a statement: enough to know it again, too little to read it from."""
    return sha256(str(triple).encode()).hexdigest()[:16]


@dataclass(frozen=True, slots=True)
class Candidate:
    """An existing thing that a name may mean; ``score`` is how like the names are, from 0 to 1."""

    iri: str
    label: Text
    score: float


class Known:
    """The graph, seen from one document.

    Args:
        graph: all facts.
        document: IRI of the document and of its named graph.
        stored: the statements of the document's graph, as its file has them.
        mine: marks of the statements in it that this review has filed; they count as not there.
        revise: brings statements of the document's graph up to the text as it is now.
    """

    def __init__(
        self,
        graph: Graph,
        document: str,
        stored: Iterable[ox.Triple] = (),
        mine: Collection[str] = (),
        revise: Callable[[Iterable[ox.Triple]], Iterable[ox.Triple]] | None = None,
    ) -> None:
        self.graph = graph
        self.document = document
        self.stored = tuple(stored)
        self._mine = frozenset(mine)
        self._revise = revise or frozenset
        self._store = graph.store

    @cached_property
    def _others(self) -> frozenset[ox.Triple]:
        return frozenset(triple for triple in self.stored if mark(triple) not in self._mine)

    @cached_property
    def own(self) -> frozenset[ox.Triple]:
        """The statements of the document's graph that were filed otherwise, with passages where they stand now."""
        return frozenset(self._revise(self._others))

    def values(self, subject: str, predicate: str) -> list[tuple[ox.Literal | ox.NamedNode, str]]:
        """Return the values of a property and the graph each is in, but for what this review filed."""
        found = [
            (quad.object, str(getattr(quad.graph_name, "value", "")))
            for quad in self._store.quads(subject, predicate)
            if isinstance(quad.object, ox.Literal | ox.NamedNode)
        ]
        others = [(value, graph) for value, graph in found if graph != self.document]
        return others + [(value, self.document) for value in self._own_values.get((subject, predicate), ())]

    @cached_property
    def _own_values(self) -> dict[tuple[str, str], list[ox.Literal | ox.NamedNode]]:
        found: dict[tuple[str, str], list[ox.Literal | ox.NamedNode]] = {}
        for triple in self._others:
            if isinstance(triple.object, ox.Literal | ox.NamedNode):
                key = (str(getattr(triple.subject, "value", "")), triple.predicate.value)
                found.setdefault(key, []).append(triple.object)
        return found

    def value(self, subject: str, predicate: str) -> str | None:
        """Return the first value of a property, from any graph, or ``None``."""
        return next((value.value for value, _ in self.values(subject, predicate)), None)

    def subjects_of(self, predicate: str, value: str) -> list[str]:
        """Return the things that have this thing for a value, but for those of which only this review says so."""
        found: dict[str, None] = {}
        for fact in self._store.facts(None, predicate, value):
            said = ox.Triple(ox.NamedNode(fact.subject), ox.NamedNode(predicate), ox.NamedNode(value))
            if fact.graph != self.document or mark(said) not in self._mine:
                found[fact.subject] = None
        return list(found)

    def exists(self, iri: str) -> bool:
        """Return whether anything but this review says what ``iri`` is."""
        return bool(self.values(iri, terms.TYPE))

    def elsewhere(self, iri: str) -> bool:
        """Return whether another document or a register says what ``iri`` is."""
        return any(graph != self.document for _, graph in self.values(iri, terms.TYPE))

    def holds(self, triple: ox.Triple) -> bool:
        """Return whether anything but this review says it."""
        subject = str(getattr(triple.subject, "value", ""))
        return any(value == triple.object for value, _ in self.values(subject, triple.predicate.value))

    def is_a(self, iri: str, kind: str) -> bool:
        """Return whether ``iri`` is of class ``kind`` or one below it."""
        return any(value.value in self._classes(kind) for value, _ in self.values(iri, terms.TYPE))

    def _classes(self, kind: str) -> set[str]:
        return self.graph.lookup.classes(kind)

    def label(self, iri: str, language: Language = "nb") -> str:
        """Return what a thing is called."""
        return self.graph.labels.text(iri).in_language(language)

    @cached_property
    def subjects(self) -> frozenset[str]:
        """IRIs of what others say something of in the document's graph."""
        return frozenset(subject for subject, _ in self._own_values)

    def passage_at(self, start: int, end: int) -> str | None:
        """Return the document's own passage of just these characters, if it has one that others filed."""
        return self._passages.get((start, end))

    @cached_property
    def _passages(self) -> dict[tuple[int, int], str]:
        places: dict[str, dict[str, int]] = {}
        for triple in self.own:
            name = triple.predicate.value.removeprefix(terms.HF)
            if name in ("start", "end") and isinstance(triple.object, ox.Literal) and triple.object.value.isdigit():
                places.setdefault(str(getattr(triple.subject, "value", "")), {})[name] = int(triple.object.value)
        return {(ends["start"], ends["end"]): iri for iri, ends in sorted(places.items()) if len(ends) == len("se")}

    def named(self, name: str, kinds: Iterable[str], community: str) -> str | None:
        """Return the one thing of these kinds that is called ``name``, or ``None``."""
        wanted = plain_name(name)
        found = {iri for iri, names in self.names(tuple(kinds), community).items() if wanted in names}
        return found.pop() if len(found) == 1 else None

    def candidates(self, name: str, kinds: Iterable[str], community: str) -> list[Candidate]:
        """Return the things of these kinds with names most like ``name``, the likest first."""
        from rapidfuzz import fuzz

        wanted = plain_name(name)
        scores = {
            iri: max((fuzz.token_set_ratio(wanted, other) + fuzz.ratio(wanted, other)) / 2 for other in names)
            for iri, names in self.names(tuple(kinds), community).items()
        }
        likest = sorted(scores, key=lambda iri: (-scores[iri], iri))[:_FEW]
        return [
            Candidate(iri, self.graph.labels.text(iri), round(scores[iri] / 100, 3))
            for iri in likest
            if scores[iri] >= _ALIKE
        ]

    def names(self, kinds: tuple[str, ...], community: str) -> dict[str, set[str]]:
        """Return the names, made plain, of the things of these kinds that belong to the community, or to none."""
        key = (kinds, community)
        if key not in self._named:
            members = {iri for kind in kinds for iri in self.graph.lookup.members(kind)}
            found: dict[str, set[str]] = {}
            for iri in members:
                homes = {fact.value for fact in self._store.facts(iri, terms.HF + "community")}
                if (homes and community not in homes) or not iri.startswith(terms.ID):
                    continue
                names = {
                    plain_name(fact.value)
                    for predicate in _NAMES
                    for fact in self._store.facts(iri, predicate)
                    if fact.literal
                }
                if names:
                    found[iri] = names
            self._named[key] = found
        return self._named[key]

    @cached_property
    def _named(self) -> dict[tuple[tuple[str, ...], str], dict[str, set[str]]]:
        return {}


@lru_cache(maxsize=20_000)
def plain_name(name: str) -> str:
    """Return a name in the form in which names are compared."""
    return _MARKS.sub(" ", fold(name)).strip()
