"""The names the graph knows: labels and alternative labels of a community's things, found in a text.

It is made from the graph each time, so it improves as the graph grows: a name that a person has linked to a thing is stored
as an alternative label, and is known the next time.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from hfgraph import terms
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
_SHORTEST = 2
_ENDINGS = r"(?:s|et|ets|en|ens|ene|enes|a)?"


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
                    homes = {fact.value for fact in store.facts(iri, terms.HF + "community")}
                    if (homes and home not in homes) or (class_ == terms.HF + "HealthCommunity" and iri != home):
                        continue
                    for predicate in _NAMES:
                        for fact in store.facts(iri, predicate):
                            if fact.literal and fact.language in ("nb", "nn", "no", "") and len(fact.value) > _SHORTEST - 1:
                                found.setdefault(" ".join(fact.value.lower().split()), (type_, iri, fact.value))
        return cls(found)

    @classmethod
    def empty(cls) -> Gazetteer:
        """Return a gazetteer that knows no names."""
        return cls({})

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        long = [name for name in self.names if not _short(self.names[name][2])]
        short = [self.names[name][2] for name in self.names if _short(self.names[name][2])]
        parts = [
            rf"(?i:{'|'.join(_pattern(name) for name in sorted(long, key=len, reverse=True))}){_ENDINGS}" if long else "",
            rf"(?:{'|'.join(re.escape(name) for name in sorted(short, key=len, reverse=True))})" if short else "",
        ]
        return re.compile(rf"(?<![\w-])(?:{'|'.join(part for part in parts if part) or '(?!)'})(?![\w])")

    def find(self, text: str, start: int = 0, end: int | None = None) -> Iterator[Name]:
        """Yield the names in a text made plain, the longest at each place, in order."""
        for match in self._pattern.finditer(text, start, len(text) if end is None else end):
            entry = self.lookup(match[0])
            if entry is not None and any(letter.isupper() for letter in match[0][:1]):
                yield Name(entry[0], entry[1], match.start(), match.end(), entry[2])

    def lookup(self, written: str) -> tuple[Type, str, str] | None:
        """Return type, IRI and known name of what is written so, with or without the ending of a noun."""
        low = " ".join(written.lower().split())
        for cut in range(4):
            entry = self.names.get(low[: len(low) - cut] if cut else low)
            if entry is not None:
                return entry
        return None

    def of_type(self, *types: Type) -> Iterable[tuple[str, str]]:
        """Return name and IRI of every thing of the types."""
        return [(name, entry[1]) for name, entry in self.names.items() if entry[0] in types]


def _short(name: str) -> bool:
    return len(name) <= 5 and name.isupper()


def _pattern(name: str) -> str:
    return re.escape(name).replace(r"\ ", r"\s+")
