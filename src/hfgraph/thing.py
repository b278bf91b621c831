"""One thing: what is said of it, what points to it, and where each of that is stated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hfgraph import terms
from hfgraph.evidence import Evidence, Place
from hfgraph.label import Labels
from hfgraph.store import Fact, Store
from hfgraph.text import Language, Text

_UNTOLD = {
    terms.TYPE,
    terms.LABEL,
    terms.STATED_IN,
    terms.SKOS + "prefLabel",
    *(terms.HF + f"claim{part}" for part in ("Subject", "Object")),
}


@dataclass(frozen=True, slots=True)
class Told:
    """One fact about a thing, readable.

    Attributes:
        predicate: IRI of the property.
        name: what the property is called.
        value: IRI of the other thing, or the text or number itself.
        label: what the value is called; the text itself for a literal.
        language: language tag of a literal, or an empty string.
        incoming: the other thing says this of ours.
        places: where it is stated.
        literal: whether ``value`` is a text or number.
    """

    predicate: str
    name: Text
    value: str
    label: Text
    language: str
    incoming: bool
    places: tuple[Place, ...]
    literal: bool = False

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the fact as JSON-ready values."""
        return {
            "property": terms.shorten(self.predicate),
            "name": self.name.in_language(language),
            "value": self.value,
            "label": self.label.in_language(language),
            "incoming": self.incoming,
            "sources": [place.as_dict(language) for place in self.places],
        }


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing with all that is told of it."""

    iri: str
    label: Text
    kinds: tuple[Text, ...]
    facts: tuple[Told, ...]
    incoming: tuple[Told, ...]
    places: tuple[Place, ...]

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the thing as JSON-ready values."""
        return {
            "iri": self.iri,
            "key": terms.shorten(self.iri),
            "label": self.label.in_language(language),
            "kinds": [kind.in_language(language) for kind in self.kinds],
            "facts": [told.as_dict(language) for told in self.facts if told.language in ("", language)],
            "incoming": [told.as_dict(language) for told in self.incoming],
            "sources": [place.as_dict(language) for place in self.places],
        }


def describe(store: Store, labels: Labels, evidence: Evidence, iri: str) -> Thing:
    """Return everything that is told of ``iri``, properties by name, with the source of each."""
    kinds = tuple(labels.text(fact.value) for fact in _distinct(store.facts(iri, terms.TYPE)))
    places = tuple(evidence.of_thing(iri))
    facts = [
        _told(labels, evidence, fact, places) for fact in _distinct(store.facts(iri)) if fact.predicate not in _UNTOLD
    ]
    incoming = [
        _told(labels, evidence, fact, places, incoming=True)
        for fact in _distinct(store.facts(obj=iri))
        if fact.predicate not in _UNTOLD and fact.subject.startswith(terms.ID)
    ]
    return Thing(iri, labels.text(iri), kinds, _ordered(facts), _ordered(incoming), places)


def _distinct(facts: Iterator[Fact]) -> list[Fact]:
    return list({(fact.subject, fact.predicate, fact.value, fact.language): fact for fact in facts}.values())


def _told(labels: Labels, evidence: Evidence, fact: Fact, own: tuple[Place, ...], *, incoming: bool = False) -> Told:
    name = labels.text(fact.predicate)
    if fact.literal:
        places = tuple(place for place in own if place.document == fact.graph)
        text = Text(fact.value, fact.value)
        return Told(fact.predicate, name, fact.value, text, fact.language, incoming, places, literal=True)
    other = fact.subject if incoming else fact.value
    places = tuple(evidence.of_link(fact.subject, fact.predicate, fact.value))
    return Told(fact.predicate, name, other, labels.text(other), "", incoming, places)


def _ordered(facts: list[Told]) -> tuple[Told, ...]:
    return tuple(sorted(facts, key=lambda told: (told.name.nb, told.label.nb, told.value, told.language)))
