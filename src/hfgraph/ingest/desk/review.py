"""A document under review: every item with what was decided, what the graph knows already, and what it would state."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256

import pyoxigraph as ox

from hfgraph import terms
from hfgraph.graph import Graph
from hfgraph.ingest import facts
from hfgraph.ingest.desk.company import company, covered, leads
from hfgraph.ingest.desk.conflict import Conflicts
from hfgraph.ingest.desk.decision import Decision, Record
from hfgraph.ingest.desk.edition import Edition
from hfgraph.ingest.desk.fields import Field, Fields, missing, told
from hfgraph.ingest.desk.inbox import Reading
from hfgraph.ingest.facts.delivery import Delivery
from hfgraph.ingest.item import Item, items_of
from hfgraph.ingest.known import Known
from hfgraph.ingest.profile import Profile

_OWN = ("header", "case", "decision-point")
"""Types of items that a document says of itself: what another document says of them makes them no less new."""
_MENTION = (terms.STATED_IN,)
_TELLING = ("header", "meeting", "case", "case-reference", "decision-point")
"""Types of items that tell what the dates in them are."""
_ITSELF = (terms.TYPE, terms.LABEL, terms.HF + "community", terms.HF + "kind", terms.SKOS + "altLabel")
"""Properties that say what a thing is and is called."""


@dataclass(frozen=True, slots=True)
class Entry:
    """An item in its review.

    Attributes:
        item: with what was decided applied.
        found: as it was found.
        decision: what was decided, or ``None``.
        gone: it is no longer found in the text.
    """

    item: Item
    found: Item
    decision: Decision | None
    gone: bool = False


class Review:
    """One document under review.

    Args:
        reading: the document and what was proposed.
        record: what its ledger comes to.
        graph: all facts.
        profile: the community's words.
        earlier: earlier texts of the document that are at hand, by SHA-256.
    """

    def __init__(
        self,
        reading: Reading,
        record: Record,
        graph: Graph,
        profile: Profile,
        earlier: Mapping[str, str] | None = None,
    ) -> None:
        self.reading = reading
        self.record = record
        document = terms.ID + reading.key
        file = graph.workspace.file_of(document)
        stored = [] if file is None else list(dict.fromkeys(part.quad.triple for part in file.statements()))
        self.edition = Edition(reading.document, document, stored, earlier or {})
        self.known = Known(graph, document, stored, record.marks, self.edition.revised)
        self._profile = profile

    # ------------------------------------------------------------------------------------------------------ the items

    @cached_property
    def entries(self) -> list[Entry]:
        """Every item, in the order of the text, and last those that are no longer in it."""
        decisions = self.record.decisions
        found = {item.key: item for item in items_of(self.reading.proposals)}
        dates = [item for item in found.values() if item.type == "date" and item.key not in decisions]
        rejected = {key for key, decision in decisions.items() if decision.verdict == "reject"}
        telling = [item for item in found.values() if item.type in _TELLING and item.key not in rejected]
        for key in covered(dates, telling):
            del found[key]
        entries = [self._entry(item, decisions.get(key)) for key, item in found.items()]
        for key, decision in decisions.items():
            if key not in found:
                item = replace(decision.item, places=decision.places or decision.item.places)
                gone = decision.anchor == "gone" or not decision.places
                entries.append(Entry(told(decision.applied(item)), item, decision, gone))
        return sorted(entries, key=lambda entry: (entry.gone, entry.item.places[0].start, entry.item.key))

    def _entry(self, item: Item, decision: Decision | None) -> Entry:
        if decision is None:
            return Entry(item, item, None)
        if decision.anchor == "fuzzy":
            item = replace(item, places=tuple(replace(place, anchor="fuzzy") for place in item.places))
        return Entry(told(decision.applied(item)), item, decision)

    @cached_property
    def context(self) -> facts.Context:
        """The document as the filing of its items sees it."""
        chosen = [entry for entry in self.entries if not entry.gone]
        rejected = [entry for entry in chosen if _stands(entry) and _verdict(entry) == "reject"]
        return facts.Context(
            self.reading.community,
            self.reading.key,
            self.reading.document,
            self.known,
            self._profile,
            tuple(entry.item for entry in chosen if entry not in rejected),
            tuple(entry.item for entry in rejected),
        )

    @cached_property
    def accepted(self) -> list[Item]:
        """The items that are to be filed, but for those that are no longer in the text."""
        return [entry.item for entry in self.entries if not entry.gone and self.state(entry) == "accepted"]

    @cached_property
    def gone(self) -> list[str]:
        """Keys of the items that were accepted, and are no longer in the text."""
        return [entry.item.key for entry in self.entries if entry.gone and self.state(entry) == "gone"]

    @cached_property
    def open(self) -> list[Item]:
        """The items that nobody has decided on, and that could be accepted as they are."""
        return [entry.item for entry in self.entries if self.state(entry) == "pending"]

    @cached_property
    def led(self) -> dict[str, str]:
        """The key of the item that each goes with, for what waits and is decided with another."""
        return company([item for item in self.open if not self._odd(item)], self.context, self._found, self._bare)

    def led_by(self, key: str) -> list[str]:
        """Return the keys of the items that are decided with the one called ``key``."""
        return leads(self.led).get(key, [])

    def _odd(self, item: Item) -> bool:
        """Return whether the graph or the document says otherwise of the same, so that somebody has to look at it."""
        return next(iter(self._others.of(self.core(item))), None) is not None

    @cached_property
    def _others(self) -> Conflicts:
        return Conflicts(self.known, self.all.triples)

    def _found(self, item: Item) -> str | None:
        return item.target or self._delivery.found(item)

    @cached_property
    def _bare(self) -> frozenset[str]:
        """Keys of the items that name something new to which nothing that waits is linked."""
        said = {
            iri
            for triple in self.all.triples
            if triple.predicate.value not in (terms.STATED_IN, terms.TYPE)
            for iri in (getattr(triple.object, "value", ""),)
        }
        return frozenset(
            item.key
            for item in self.open
            if (core := self.core(item))
            and all(triple.predicate.value in _ITSELF for triple in core)
            and said.isdisjoint(map(_subject, core))
        )

    def pending_of(self, rule: str) -> list[str]:
        """Return the keys of the undecided items that a rule found."""
        return [item.key for item in self.open if item.rule == rule]

    @cached_property
    def all(self) -> facts.Scribe:
        """What would be filed if every item were accepted."""
        return facts.filed((item for item in self.context.items), self.context)

    def state(self, entry: Entry) -> str:
        """Return how an item stands: decided, known, to be filled in, or pending."""
        if entry.found.key not in self._states:
            self._states[entry.found.key] = self._worked_out(entry)
        return self._states[entry.found.key]

    @cached_property
    def _states(self) -> dict[str, str]:
        return {}

    def _worked_out(self, entry: Entry) -> str:
        if entry.gone:
            return "gone" if _verdict(entry) != "reject" else "rejected"
        if entry.decision is not None and _stands(entry):
            return "rejected" if _verdict(entry) == "reject" else "accepted"
        if missing(entry.item, self._fields.of(entry.item)):
            return "candidate"
        return "known" if entry.decision is None and self._is_known(entry.item) else "pending"

    def _is_known(self, item: Item) -> bool:
        core = self.core(item)
        if not core:
            things = self.things(item)
            return bool(things) and item.type not in _OWN and all(map(self.known.exists, things))
        if item.type in _OWN:
            return all(triple in self.known.own for triple in core)
        return all(self.known.holds(triple) for triple in core)

    def core(self, item: Item) -> list[ox.Triple]:
        """Return what an item states, without the document, the passages and where things are mentioned."""
        skipped = (self.context.graph, f"{self.context.graph}/p/")
        return [
            triple
            for triple in self.all.of(item.key)
            if triple.predicate.value not in _MENTION
            and _subject(triple) != skipped[0]
            and not _subject(triple).startswith(skipped[1])
        ]

    def things(self, item: Item) -> list[str]:
        """Return what an item is about, without the document and the committees that only come with it."""
        if item.key not in self._abouts:
            said = (triple for triple in self.all.of(item.key) if triple.predicate.value == terms.STATED_IN)
            keep_all = item.type in ("organisation", "meeting")
            found = dict.fromkeys(map(_subject, said))
            self._abouts[item.key] = [iri for iri in found if keep_all or "/committee/" not in iri]
        return self._abouts[item.key]

    @cached_property
    def _abouts(self) -> dict[str, list[str]]:
        return {}

    def fields_of(self, item: Item) -> list[Field]:
        """Return what may be filled in for an item."""
        return self._fields.of(item)

    @cached_property
    def _fields(self) -> Fields:
        return Fields(self.context, self._delivery)

    @cached_property
    def _delivery(self) -> Delivery:
        return Delivery(facts.Scribe(self.context, ()))


def stamp(entry: Entry) -> str:
    """Return what tells an item as it is now from what it was before or will be after a decision or a new reading."""
    decision = None if entry.decision is None else entry.decision.as_dict()
    told = json.dumps([decision, entry.gone, [place.anchor for place in entry.item.places]], sort_keys=True)
    return sha256(told.encode()).hexdigest()[:12]


def _stands(entry: Entry) -> bool:
    return entry.decision is not None and entry.decision.stands


def _verdict(entry: Entry) -> str:
    return "" if entry.decision is None else entry.decision.verdict


def _subject(triple: ox.Triple) -> str:
    return str(getattr(triple.subject, "value", ""))
