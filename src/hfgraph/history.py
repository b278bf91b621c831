"""What sources have observed of a thing, in the order of time."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from hfgraph import terms
from hfgraph.evidence import Evidence, Place
from hfgraph.label import Labels
from hfgraph.store import Store
from hfgraph.text import Language, Text

_KINDS = ("StatusObservation", "Assessment", "Quantity")


@dataclass(frozen=True, slots=True)
class Event:
    """One observation.

    Attributes:
        iri: the observation.
        date: the day, month or year it is about, as written.
        kind: IRI of its class.
        label: what it says.
        aspect: in what respect, for a status.
        status: IRI of the status, if it is one.
        status_label: what the status is called.
        certainty: whether it is stated, inferred or planned.
        planned: the day it is planned for, as written.
        parties: IRIs and names of those who hold the view.
        places: where it is stated.
    """

    iri: str
    date: str
    kind: str
    kind_label: Text
    label: Text
    aspect: Text | None
    status: str | None
    status_label: Text | None
    certainty: Text | None
    planned: str | None
    parties: tuple[tuple[str, Text], ...]
    places: tuple[Place, ...]

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the observation as JSON-ready values."""
        return {
            "iri": self.iri,
            "date": self.date,
            "kind": terms.shorten(self.kind),
            "kindLabel": self.kind_label.in_language(language),
            "label": self.label.in_language(language),
            "aspect": self.aspect and self.aspect.in_language(language),
            "status": self.status and terms.shorten(self.status),
            "statusLabel": self.status_label and self.status_label.in_language(language),
            "certainty": self.certainty and self.certainty.in_language(language),
            "planned": self.planned,
            "parties": [{"iri": iri, "label": label.in_language(language)} for iri, label in self.parties],
            "sources": [place.as_dict(language) for place in self.places],
        }


def history(store: Store, labels: Labels, evidence: Evidence, iri: str) -> tuple[Event, ...]:
    """Return every dated observation about ``iri``, the earliest first."""
    kinds = {terms.HF + kind for kind in _KINDS}
    found = []
    for observation in {fact.subject for fact in store.facts(None, terms.HF + "about", iri)}:
        kind = next((fact.value for fact in store.facts(observation, terms.TYPE) if fact.value in kinds), None)
        date = store.value(observation, terms.HF + "asOf")
        if kind is not None and date is not None:
            found.append(_event(store, labels, evidence, observation, (kind, date)))
    return tuple(sorted(found, key=lambda event: (event.date, event.label.nb, event.iri)))


def _event(store: Store, labels: Labels, evidence: Evidence, iri: str, known: tuple[str, str]) -> Event:
    kind, date = known

    def named(name: str) -> Text | None:
        value = store.value(iri, terms.HF + name)
        return None if value is None else labels.text(value)

    parties = sorted({fact.value for fact in store.facts(iri, terms.PROV + "wasAttributedTo")})
    return Event(
        iri,
        date,
        kind,
        labels.text(kind),
        labels.text(iri),
        named("aspect"),
        store.value(iri, terms.HF + "status"),
        named("status"),
        named("certainty"),
        store.value(iri, terms.HF + "plannedFor"),
        tuple((party, labels.text(party)) for party in parties),
        tuple(evidence.of_thing(iri)),
    )
