"""Projects, focus areas, organisations, instruments and amounts: things with names, found again or new."""

from __future__ import annotations

import re

import pyoxigraph as ox

from hfgraph import terms
from hfgraph.ingest.contact import masked
from hfgraph.ingest.facts.area import Areas
from hfgraph.ingest.facts.context import CaseKey
from hfgraph.ingest.facts.scribe import Scribe
from hfgraph.ingest.facts.wording import date_type, kroner
from hfgraph.ingest.item import Item, Place
from hfgraph.ingest.known import plain_name
from hfgraph.ingest.slug import slug
from hfgraph.text import Text

KINDS = {
    "project": (terms.HF + "Project",),
    "focus-area": (terms.HF + "FocusArea",),
    "organisation": (terms.ORG + "Organization", terms.HF + "Committee", terms.HF + "HealthCommunity"),
    "instrument": (terms.HF + "Instrument",),
}
"""Classes in which a thing with a name of each type is looked for."""

ORGANISATIONS = {
    "municipality": terms.HF + "Municipality",
    "trust": terms.HF + "HealthTrust",
    "committee": terms.HF + "Committee",
    "organisation": terms.ORG + "FormalOrganization",
}
"""Classes of a new organisation, by the code of its kind."""

_COMMITTEE = re.compile(
    r"(?:utvalg|utval|råd|møte|arena|gruppe|sekretariat|komité|komite|nettverk)(?:et|ets|a|en|ens|n|ns|s)?\b", re.I
)
_INSTRUMENTS = (
    ("handlingsplan", "ActionPlan", "action-plan"),
    ("plan", "Plan", "plan"),
    ("vedtekt", "Bylaws", "bylaws"),
    ("avtale", "Agreement", "agreement"),
    ("erklæring", "Declaration", "declaration"),
    ("lov", "Statute", "statute"),
)
_BESIDE = Text(
    "Nevnt sammen med prosjektet i samme punkt eller rad; at den deltar, er sluttet av det.",
    "Named with the project in the same item or row; that it takes part is inferred from that.",
)


def organisation_kind(name: str) -> str:
    """Return the code of what kind of organisation a name seems to be of."""
    words = name.lower()
    if re.search(r"\bkommune\b|\bherad\b", words):
        return "municipality"
    if re.search(r"\bhf\b|sykehuset|sjukehus|sykehus", words):
        return "trust"
    return "committee" if _COMMITTEE.search(words) else "organisation"


class Delivery:
    """Writes what a document says of things with names.

    Args:
        scribe: takes the statements.
    """

    def __init__(self, scribe: Scribe) -> None:
        self._scribe = scribe
        self._context = scribe.context
        self._known = scribe.known
        self._areas = Areas(scribe.context, scribe.accepted, self.iri)

    def iri(self, item: Item) -> str:
        """Return the IRI of the thing an item names: the one a person chose, the one so called, else a new one."""
        if item.target:
            return item.target
        found = self.found(item)
        if found:
            return found
        name = slug(item.text) or "unnamed"
        if item.type == "organisation":
            kind = item.fields.get("kind") or organisation_kind(item.text)
            return self._context.iri("committee", name) if kind == "committee" else f"{terms.ID}org/{name}"
        if item.type == "instrument":
            return self._context.iri(self._instrument(item)[1], name)
        return self._context.iri(item.type, name)

    def found(self, item: Item) -> str | None:
        """Return the IRI of the existing thing that has just the name an item gives, or ``None``."""
        hint = item.detail.get("iri")
        if isinstance(hint, str) and self._known.exists(hint):
            return hint
        known = self._known.named(item.text, KINDS[item.type], self._context.home)
        return known or (self._body(item.text) if item.type == "organisation" else None)

    def _body(self, name: str) -> str | None:
        """Return the IRI of the committee that the profile knows by this name, if the graph has it."""
        wanted = plain_name(name)
        for body in self._context.profile.bodies:
            if wanted in {plain_name(each) for each in (*body.names, *body.short)}:
                iri = self._context.iri("committee", body.code)
                return iri if self._known.exists(iri) else None
        return None

    # ------------------------------------------------------------------------------------------------- one item each

    def project(self, item: Item) -> None:
        """Write a project, the focus area whose heading it stands under, who is named beside it, and its status."""
        iri = self.iri(item)
        for place in item.places:
            self._named(item, iri, terms.HF + "Project", place)
            if not self._known.elsewhere(iri):
                kind = item.fields.get("kind") or str(item.detail.get("kind") or "project")
                self._scribe.iri(iri, terms.HF + "kind", f"{terms.HFC}project-kind/{kind}")
            around = self._scribe.around(place)
            area = self._areas.over(place)
            if area is not None:
                self._scribe.link(iri, terms.HF + "contributesTo", area, around, self._scribe.note)
            block = self._context.document.block_at(place.start)
            if block is not None and block.kind in ("item", "row"):
                for party, _ in self._scribe.together(place, "organisation"):
                    if self.iri(party) != iri:
                        self._scribe.link(iri, terms.HF + "participant", self.iri(party), around, _BESIDE)
        self._status(item, iri)

    def focus_area(self, item: Item) -> None:
        """Write a focus area."""
        iri = self.iri(item)
        for place in item.places:
            self._named(item, iri, terms.HF + "FocusArea", place)
            if not self._known.elsewhere(iri):
                self._scribe.both(iri, terms.SKOS + "prefLabel", self._label(item))
                number = item.detail.get("number")
                if isinstance(number, int):
                    self._scribe.number(iri, terms.HF + "number", number)

    def organisation(self, item: Item) -> None:
        """Write an organisation or committee, and that the point it is named in concerns it."""
        iri, kind = self.iri(item), item.fields.get("kind") or organisation_kind(item.text)
        for place in item.places:
            self._named(item, iri, ORGANISATIONS.get(kind, ORGANISATIONS["organisation"]), place)
            if kind == "committee" and not self._known.elsewhere(iri):
                self._scribe.iri(iri, terms.HF + "kind", terms.HFC + "committee-kind/other")
            self._concerned(iri, place)

    def instrument(self, item: Item) -> None:
        """Write an agreement, a plan or another text that binds, and that the point it is named in concerns it."""
        iri = self.iri(item)
        for place in item.places:
            self._named(item, iri, terms.HF + self._instrument(item)[0], place)
            self._concerned(iri, place)

    def amount(self, item: Item) -> None:
        """Write an amount as an allocation, once a person has told who gets it."""
        recipient = item.target or self._meant(item.fields.get("recipient", ""))
        if recipient is None or not isinstance(item.value, int):
            return
        words = kroner(item.value)
        last = recipient.rpartition("/")[2]
        iri = self._context.iri("allocation", self._context.key.rpartition("/")[2], f"{last}-{item.value}")
        for place in item.places:
            label = Text(
                f"{words.nb} til {self._known.label(recipient)}", f"{words.en} to {self._known.label(recipient, 'en')}"
            )
            self._scribe.thing(iri, terms.HF + "Allocation", label, place)
            amount = ox.Literal(str(item.value), datatype=ox.NamedNode(terms.XSD + "decimal"))
            self._scribe.add(iri, terms.HF + "amount", amount)
            precision = item.fields.get("precision") or "exact"
            self._scribe.iri(iri, terms.HF + "precision", f"{terms.HFC}precision/{precision}")
            self._scribe.link(iri, terms.HF + "recipient", recipient, place)
            used_for = self._meant(item.fields.get("used_for", ""))
            if used_for is not None:
                self._scribe.link(iri, terms.HF + "usedFor", used_for, place)

    # ------------------------------------------------------------------------------------------------ what they share

    def _named(self, item: Item, iri: str, kind: str, place: Place) -> None:
        self._scribe.thing(iri, kind, self._label(item), place)
        if item.target and plain_name(item.text) not in self._names(iri):
            self._scribe.text(iri, terms.SKOS + "altLabel", masked(item.text), "nb")

    def _names(self, iri: str) -> set[str]:
        predicates = (terms.LABEL, terms.SKOS + "altLabel", terms.SKOS + "prefLabel")
        return {plain_name(value.value) for predicate in predicates for value, _ in self._known.values(iri, predicate)}

    def _label(self, item: Item) -> Text:
        nb = masked(item.text)
        return Text(nb, masked(item.fields.get("label_en", "").strip()) or nb)

    def _meant(self, text: str) -> str | None:
        """Return the IRI that a field gives, or that of the thing it names."""
        text = text.strip()
        if text.startswith(terms.ID):
            return text
        kinds = KINDS["organisation"] + KINDS["project"]
        return self._known.named(text, kinds, self._context.home) if text else None

    def _instrument(self, item: Item) -> tuple[str, str]:
        words = item.text.lower()
        return next(((kind, part) for word, kind, part in _INSTRUMENTS if word in words), ("Instrument", "instrument"))

    def _concerned(self, iri: str, place: Place) -> None:
        """Write that a point proposed or adopted concerns what is named in it."""
        for point in self._scribe.accepted:
            key = CaseKey.read(point.part("case")) if point.type == "decision-point" else None
            if key is None or not any(at.start <= place.start and place.end <= at.end for at in point.places):
                continue
            if iri == self._context.iri("committee", key.body):
                continue  # that a committee is named in its own points says nothing of them
            part = "decision" if point.part("kind") == "adopted" else "proposal"
            subject = self._context.iri("case", key, part, point.part("number"))
            self._scribe.link(subject, terms.HF + "concerns", iri, point.places[0], self._scribe.note)

    def _status(self, item: Item, iri: str) -> None:
        told = item.detail.get("status")
        status = item.fields.get("status") or (told if isinstance(told, str) else "")
        aspect = item.fields.get("aspect") or str(item.detail.get("aspect") or "progress")
        day = item.fields.get("as_of") or self._context.issued
        if not status or not date_type(day) or not self._known.exists(f"{terms.HFC}status/{status}"):
            return
        scribe, place = self._scribe, item.places[0]
        name = iri.removeprefix(self._context.home + "/").removeprefix(terms.ID).replace("/", "-")
        observation = self._context.iri("obs", name, aspect, day)
        if scribe.known.value(observation, terms.HF + "status") not in (None, f"{terms.HFC}status/{status}"):
            observation = f"{observation}/{self._context.key.rpartition('/')[2]}"
        scribe.iri(observation, terms.TYPE, terms.HF + "StatusObservation")
        scribe.link(observation, terms.HF + "about", iri, place)
        scribe.iri(observation, terms.HF + "aspect", f"{terms.HFC}aspect/{aspect}")
        scribe.iri(observation, terms.HF + "status", f"{terms.HFC}status/{status}")
        scribe.date(observation, terms.HF + "asOf", day)
        scribe.iri(observation, terms.HF + "community", self._context.home)
        scribe.sure(observation)
