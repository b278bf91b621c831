"""The names the graph knows: labels and alternative labels of a community's things, found in a text.

It is made from the graph each time, so it improves as the graph grows: a name that a person has linked to a thing is
stored as an alternative label, and is known the next time.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hfgraph import terms
from hfgraph.ingest.lexicon import folded
from hfgraph.ingest.names import Names
from hfgraph.ingest.proposal import Type

if TYPE_CHECKING:
    from hfgraph.store import Store

CLASSES: Mapping[Type, tuple[str, ...]] = {
    "project": (terms.HF + "Project",),
    "focus-area": (terms.HF + "FocusArea",),
    "organisation": (
        terms.HF + "Committee",
        terms.HF + "Municipality",
        terms.HF + "HealthTrust",
        terms.HF + "RegionalHealthAuthority",
        terms.HF + "HealthCommunity",
        terms.ORG + "FormalOrganization",
        terms.ORG + "Organization",
        terms.ORG + "OrganizationalUnit",
        terms.ORG + "OrganizationalCollaboration",
    ),
    "instrument": (
        terms.HF + "Agreement",
        terms.HF + "ActionPlan",
        terms.HF + "Plan",
        terms.HF + "Bylaws",
        terms.HF + "Declaration",
        terms.HF + "Statute",
    ),
}
"""The classes whose names can be proposed, by type of proposal."""

_NAMES = (terms.LABEL, terms.SKOS + "prefLabel", terms.SKOS + "altLabel", terms.DCTERMS + "title")
_LANGUAGES = ("nb", "nn", "no", "")
_SHORTEST = 2
_LONGEST_ENDING = len("ene")


@dataclass(frozen=True, slots=True)
class Name:
    """A name in a text.

    Attributes:
        type: what kind of thing it names.
        iri: the thing.
        start: first character.
        end: the character after the last one.
        known: the name as the graph has it.
    """

    type: Type
    iri: str
    start: int
    end: int
    known: str


@dataclass(frozen=True)
class Gazetteer:
    """Names by how they are written, in small letters.

    Attributes:
        names: type, IRI and the name as the graph has it.
    """

    names: Mapping[str, tuple[Type, str, str]]

    @classmethod
    def of(cls, store: Store, community: str | None = None) -> Gazetteer:
        """Return the names of the things of a community, and of those that belong to none.

        Args:
            store: the graph.
            community: key; with none, only the things that belong to no community are known.
        """
        home = f"{terms.ID}{community}" if community else None
        found: dict[str, tuple[Type, str, str]] = {}
        for type_, classes in CLASSES.items():
            for class_ in classes:
                for iri in sorted({fact.subject for fact in store.facts(None, terms.TYPE, class_)}):
                    foreign = class_ == terms.HF + "HealthCommunity" and iri != home
                    if not foreign and _at_home(store, iri, home):
                        for name in _names(store, iri):
                            found.setdefault(folded(name), (type_, iri, name))
        return cls(found)

    @classmethod
    def empty(cls) -> Gazetteer:
        """Return a gazetteer that knows no names."""
        return cls({})

    @cached_property
    def _finder(self) -> Names:
        return Names((known for _, _, known in self.names.values()), endings=True)

    def find(self, text: str) -> Iterator[Name]:
        """Yield the names in a text made plain, the longest at each place, in order."""
        for known, start, end in self._finder.find(text):
            if text[start].isupper():
                type_, iri, _ = self.names[folded(known)]
                yield Name(type_, iri, start, end, known)

    def lookup(self, written: str) -> tuple[Type, str, str] | None:
        """Return type, IRI and known name of what is written so, with or without the ending of a noun."""
        low = folded(written)
        forms = (low[: len(low) - cut] for cut in range(_LONGEST_ENDING + 1))
        return next((self.names[form] for form in forms if form in self.names), None)


def _at_home(store: Store, iri: str, home: str | None) -> bool:
    homes = {fact.value for fact in store.facts(iri, terms.HF + "community")}
    return not homes or home in homes


def _names(store: Store, iri: str) -> Iterator[str]:
    for predicate in _NAMES:
        for fact in store.facts(iri, predicate):
            if fact.literal and fact.language in _LANGUAGES and len(fact.value) >= _SHORTEST:
                yield fact.value
