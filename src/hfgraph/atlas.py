"""Every thing and every link at a glance: the index a map is drawn from.

Some things are only the hinge between two others: a decision between its points and its case, a treatment between a
case and a meeting, a version between a clause and its agreement. A map shows the case, the meeting and the agreement,
and :attr:`Atlas.stands_for` says which of them a hinge is drawn as.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from hfgraph import terms
from hfgraph.evidence import Evidence, Place
from hfgraph.label import Labels
from hfgraph.network import HIDDEN_KINDS, HIDDEN_LINKS
from hfgraph.store import Store

T = TypeVar("T")
Ends = tuple[str, str, str]
"""Subject, property and object, as in the data."""

_HINGES = (
    (terms.HF + "forCase", "Decision Proposal"),
    (terms.HF + "treats", "Treatment"),
    (terms.HF + "versionOf", "Version"),
)
_INFERRED = terms.HFC + "certainty/inferred"


@dataclass(frozen=True, slots=True)
class Link:
    """One line of a map: what is said of two things by one property.

    Attributes:
        source: the thing it goes from.
        predicate: IRI of the property.
        target: the thing it goes to.
        facts: the statements it stands for, as in the data.
        graphs: the documents that hold them.
        inferred: every document's claim about it is marked as inferred.
    """

    source: str
    predicate: str
    target: str
    facts: tuple[Ends, ...]
    graphs: frozenset[str]
    inferred: bool

    def other(self, end: str) -> str:
        """Return the end that is not ``end``."""
        return self.target if end == self.source else self.source


class Atlas:
    """Things, links between them, and when each was known."""

    def __init__(self, store: Store, labels: Labels, evidence: Evidence) -> None:
        self._store = store
        self._labels = labels
        self._evidence = evidence
        self._kept: dict[Hashable, Any] = {}
        self.kinds: dict[str, str] = {}
        self._known_in: dict[str, set[str]] = {}
        for fact in store.facts(None, terms.TYPE):
            if fact.subject.startswith(terms.ID) and fact.value not in HIDDEN_KINDS:
                known = self.kinds.get(fact.subject, "")
                self.kinds[fact.subject] = fact.value if not known.startswith(terms.HF) else min(known, fact.value)
                self._known_in.setdefault(fact.subject, set()).add(fact.graph)
        self.issued = {fact.subject: _whole(fact.value) for fact in store.facts(None, terms.DCTERMS + "issued")}
        self.stands_for = dict(self._hinges())
        self.links = tuple(self._links())
        self._around: dict[str, list[Link]] = {}
        for link in self.links:
            self._around.setdefault(link.source, []).append(link)
            self._around.setdefault(link.target, []).append(link)

    def drawn_as(self, iri: str) -> str:
        """Return the thing that a map shows for ``iri``: itself, or what it is a hinge of."""
        return self.stands_for.get(iri, iri)

    def around(self, iri: str, as_of: str | None = None) -> list[Link]:
        """Return the links of a thing that were known by a date."""
        return [link for link in self._around.get(iri, ()) if self.told(link.graphs, as_of)]

    def known(self, iri: str, as_of: str | None) -> bool:
        """Return whether any document issued by the date speaks of the thing."""
        return self.told(self._known_in.get(iri, ()), as_of)

    def told(self, graphs: Iterable[str], as_of: str | None) -> bool:
        """Return whether any of the documents was issued by the date; registers have no date and always count."""
        return as_of is None or any(self.issued.get(graph, "") <= as_of for graph in graphs)

    def communities(self, iri: str) -> set[str]:
        """Return the communities a thing belongs to."""
        return {fact.value for fact in self._store.facts(iri, terms.HF + "community")}

    def inferred(self, iri: str) -> bool:
        """Return whether the thing itself is marked as inferred."""
        return self._store.has(iri, terms.HF + "certainty", _INFERRED)

    def places(self, link: Link) -> tuple[Place, ...]:
        """Return where a link is stated."""
        return self.keep(
            ("places", link.facts),
            lambda: tuple(dict.fromkeys(place for fact in link.facts for place in self._evidence.of_link(*fact))),
        )

    def value(self, iri: str, local: str) -> str | None:
        """Return the first value of one of our properties."""
        return self._store.value(iri, terms.HF + local)

    def texts(self, iri: str, local: str) -> dict[str, str]:
        """Return the values of one of our properties by language."""
        return {fact.language: fact.value for fact in self._store.facts(iri, terms.HF + local) if fact.literal}

    def keep(self, key: Hashable, make: Callable[[], T]) -> T:
        """Return what was made for ``key`` before, or make it now."""
        if key not in self._kept:
            self._kept[key] = make()
        found: T = self._kept[key]
        return found

    def _hinges(self) -> Iterator[tuple[str, str]]:
        for predicate, names in _HINGES:
            kinds = {terms.HF + name for name in names.split()}
            for fact in sorted(self._store.facts(None, predicate), key=lambda fact: (fact.subject, fact.value)):
                if self.kinds.get(fact.subject) in kinds and fact.value in self.kinds:
                    yield fact.subject, fact.value

    def _links(self) -> Iterator[Link]:
        inferred = self._inferred_claims()
        found: dict[Ends, dict[Ends, set[str]]] = {}
        for fact in self._store.facts():
            if fact.literal or fact.predicate in HIDDEN_LINKS:
                continue
            if fact.subject in self.kinds and fact.value in self.kinds:
                ends = (self.drawn_as(fact.subject), fact.predicate, self.drawn_as(fact.value))
                if ends[0] != ends[2]:
                    stated = (fact.subject, fact.predicate, fact.value)
                    found.setdefault(ends, {}).setdefault(stated, set()).add(fact.graph)
        for ends in sorted(found):
            facts = found[ends]
            graphs = frozenset(graph for held in facts.values() for graph in held)
            yield Link(*ends, tuple(sorted(facts)), graphs, all(fact in inferred for fact in facts))

    def _inferred_claims(self) -> set[Ends]:
        sure: dict[Ends, bool] = {}
        for fact in self._store.facts(None, terms.HF + "claimSubject"):
            parts = [self._store.value(fact.subject, terms.HF + name) for name in ("claimPredicate", "claimObject")]
            if parts[0] is None or parts[1] is None:
                continue
            claim = (fact.value, parts[0], parts[1])
            stated = not self._store.has(fact.subject, terms.HF + "certainty", _INFERRED)
            sure[claim] = sure.get(claim, False) or stated
        return {claim for claim, stated in sure.items() if not stated}


def _whole(day: str) -> str:
    return (day + "-01-01")[:10]
