"""What a thing is linked to: its chain from statute to meeting, or simply everything within some steps."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from hfgraph import terms
from hfgraph.evidence import Evidence, Place
from hfgraph.label import Labels
from hfgraph.network import HIDDEN_KINDS, HIDDEN_LINKS
from hfgraph.store import Store
from hfgraph.text import Language, Text
from hfgraph.trace import Step, Tracer

Link = tuple[str, str, str]
"""Subject, property and object, as in the data."""


@dataclass(frozen=True, slots=True)
class Node:
    """A thing in the network and how many steps it is from the focus; upstream is negative in a chain."""

    iri: str
    label: Text
    kind: str
    kind_label: Text
    depth: int

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the node as JSON-ready values."""
        return {
            "iri": self.iri,
            "key": terms.shorten(self.iri),
            "label": self.label.in_language(language),
            "kind": terms.shorten(self.kind),
            "kindLabel": self.kind_label.in_language(language),
            "depth": self.depth,
        }


@dataclass(frozen=True, slots=True)
class Edge:
    """A link between two nodes, in the direction of the data, with the places that state it."""

    source: str
    target: str
    predicate: str
    name: Text
    places: tuple[Place, ...]

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the edge as JSON-ready values."""
        return {
            "source": self.source,
            "target": self.target,
            "property": terms.shorten(self.predicate),
            "name": self.name.in_language(language),
            "sources": [place.as_dict(language) for place in self.places],
        }


@dataclass(frozen=True, slots=True)
class Neighbourhood:
    """Nodes and edges around a focus.

    Attributes:
        focus: the thing in the middle.
        nodes: nearest first, the focus at the head.
        edges: between those nodes.
        omitted: how many more nodes there are than could be shown.
    """

    focus: str
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    omitted: int

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the network as JSON-ready values."""
        return {
            "focus": self.focus,
            "nodes": [node.as_dict(language) for node in self.nodes],
            "edges": [edge.as_dict(language) for edge in self.edges],
            "omitted": self.omitted,
        }


@dataclass(frozen=True, slots=True)
class Bounds:
    """How much of the network is wanted.

    Attributes:
        depth: steps from the focus.
        limit: nodes at most.
        kinds: only things of these classes, and the focus; all when empty.
        as_of: only what documents issued by then say.
    """

    depth: int = 2
    limit: int = 200
    kinds: frozenset[str] = frozenset()
    as_of: date | None = None


class Surroundings:
    """Finds neighbourhoods."""

    def __init__(self, store: Store, labels: Labels, evidence: Evidence) -> None:
        self._store = store
        self._labels = labels
        self._evidence = evidence
        self._tracer = Tracer(store, labels, evidence)

    def chain(self, focus: str, bounds: Bounds) -> Neighbourhood:
        """Return the chain through ``focus``: only towards the statute and only towards the meetings."""
        trace = self._tracer.trace(focus)
        depths: dict[str, int] = {focus: 0}
        links: dict[Link, None] = {}
        for sign, steps in ((-1, trace.up), (1, trace.down)):
            onwards: dict[str, list[tuple[Link, str]]] = {}
            for start, step in _flat(focus, steps):
                link = self._link(start, step)
                if self._known(link, bounds.as_of):
                    onwards.setdefault(start, []).append((link, step.iri))
            for node, distance, link in _walk(focus, onwards, bounds.depth):
                depths.setdefault(node, sign * distance)
                links[link] = None
        return self._cut(focus, depths, links, bounds)

    def near(self, focus: str, bounds: Bounds) -> Neighbourhood:
        """Return everything within ``bounds.depth`` steps of ``focus``, whatever the direction."""
        depths = {focus: 0}
        links: dict[Link, None] = {}
        queue = deque([focus])
        while queue:
            node = queue.popleft()
            if depths[node] == bounds.depth:
                continue
            for link, other in self._links(node, bounds.as_of):
                links[link] = None
                if other not in depths:
                    depths[other] = depths[node] + 1
                    queue.append(other)
        return self._cut(focus, depths, links, bounds)

    def _cut(self, focus: str, depths: Mapping[str, int], links: Iterable[Link], bounds: Bounds) -> Neighbourhood:
        wanted = [iri for iri in depths if iri == focus or not bounds.kinds or self._tracer.kind(iri) in bounds.kinds]
        wanted.sort(key=lambda iri: (abs(depths[iri]), iri != focus, self._labels.text(iri).nb, iri))
        kept = dict.fromkeys(wanted[: bounds.limit])
        nodes = []
        for iri in kept:
            kind = self._tracer.kind(iri)
            nodes.append(Node(iri, self._labels.text(iri), kind, self._labels.text(kind), depths[iri]))
        edges = tuple(
            Edge(
                subject,
                obj,
                predicate,
                self._labels.text(predicate),
                tuple(self._evidence.of_link(subject, predicate, obj)),
            )
            for subject, predicate, obj in sorted(links)
            if subject in kept and obj in kept
        )
        return Neighbourhood(focus, tuple(nodes), edges, len(wanted) - len(kept))

    def _links(self, node: str, as_of: date | None) -> Iterator[tuple[Link, str]]:
        for fact in (*self._store.facts(node), *self._store.facts(obj=node)):
            if fact.literal or fact.predicate in HIDDEN_LINKS or fact.predicate == terms.TYPE:
                continue
            other = fact.value if fact.subject == node else fact.subject
            if not other.startswith(terms.ID) or self._tracer.kind(other) in HIDDEN_KINDS:
                continue
            link = (fact.subject, fact.predicate, fact.value)
            if self._store.has(other, terms.TYPE) and self._known(link, as_of):
                yield link, other

    def _link(self, start: str, step: Step) -> Link:
        forward = self._store.has(start, step.predicate, step.iri)
        return (start, step.predicate, step.iri) if forward else (step.iri, step.predicate, start)

    def _known(self, link: Link, as_of: date | None) -> bool:
        if as_of is None:
            return True
        limit = as_of.isoformat()
        issued = (self._store.value(graph, terms.DCTERMS + "issued") for graph in self._evidence.documents_of(*link))
        return any(day is None or (day + "-01-01")[:10] <= limit for day in issued)


def _flat(start: str, steps: Iterable[Step]) -> Iterator[tuple[str, Step]]:
    for step in steps:
        yield start, step
        yield from _flat(step.iri, step.steps)


def _walk(focus: str, onwards: Mapping[str, list[tuple[Link, str]]], depth: int) -> Iterator[tuple[str, int, Link]]:
    distance = {focus: 0}
    queue = deque([focus])
    while queue:
        node = queue.popleft()
        if distance[node] == depth:
            continue
        for link, target in onwards.get(node, ()):
            if target not in distance:
                distance[target] = distance[node] + 1
                queue.append(target)
            yield target, distance[target], link
