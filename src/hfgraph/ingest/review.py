"""A document under review: every item with what was decided, what the graph knows already, and what it would state."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pyoxigraph as ox

from hfgraph import terms
from hfgraph.graph import Graph
from hfgraph.ingest import facts, telling
from hfgraph.ingest.conflict import Conflicts
from hfgraph.ingest.contact import masked
from hfgraph.ingest.decision import Decision, Record
from hfgraph.ingest.edition import Edition
from hfgraph.ingest.facts.delivery import KINDS, Delivery
from hfgraph.ingest.fields import Field, Fields, missing, told
from hfgraph.ingest.inbox import Reading
from hfgraph.ingest.item import Item, Place, items_of
from hfgraph.ingest.known import Known, mark
from hfgraph.ingest.profile import Profile
from hfgraph.text import Language

_OWN = ("header", "case", "decision-point")
"""Types of items that a document says of itself: what another document says of them makes them no less new."""
_MENTION = (terms.STATED_IN,)


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


@dataclass(frozen=True, slots=True)
class Draft:
    """What a document's graph would be.

    Attributes:
        triples: every statement.
        marks: of those that the review makes, by item; those of the document itself under an empty key.
        owners: keys of the items that say something of each subject.
    """

    triples: list[ox.Triple]
    marks: Mapping[str, list[str]]
    owners: Mapping[str, set[str]]


class Review:
    """One document under review.

    Args:
        reading: the document and what was proposed.
        record: what its ledger comes to.
        graph: all facts.
        profile: the community's words.
        language: of labels and messages.
        earlier: earlier texts of the document that are at hand, by SHA-256.
    """

    def __init__(
        self,
        reading: Reading,
        record: Record,
        graph: Graph,
        profile: Profile,
        language: Language,
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
        self._language = language

    # ------------------------------------------------------------------------------------------------------ the items

    @cached_property
    def entries(self) -> list[Entry]:
        """Every item, in the order of the text, and last those that are no longer in it."""
        decisions = self.record.decisions
        found = {item.key: item for item in items_of(self.reading.proposals)}
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
        return [entry.item for entry in self.entries if not entry.gone and self._state(entry) == "accepted"]

    @cached_property
    def open(self) -> list[Item]:
        """The items that nobody has decided on, and that could be accepted as they are."""
        return [entry.item for entry in self.entries if self._state(entry) == "pending"]

    def pending_of(self, rule: str) -> list[str]:
        """Return the keys of the undecided items that a rule found."""
        return [item.key for item in self.open if item.rule == rule]

    @cached_property
    def all(self) -> facts.Scribe:
        """What would be filed if every item were accepted."""
        return facts.filed((item for item in self.context.items), self.context)

    def state_of(self, key: str) -> str:
        """Return the state of the item called ``key``."""
        return next(self._state(entry) for entry in self.entries if entry.item.key == key)

    def _state(self, entry: Entry) -> str:
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
        return "known" if self._is_known(entry.item) else "pending"

    def _is_known(self, item: Item) -> bool:
        core = self.core(item)
        if not core:
            things = self._things(item)
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

    def _things(self, item: Item) -> list[str]:
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
    def _delivery(self) -> Delivery:
        return Delivery(self.all)

    @cached_property
    def _fields(self) -> Fields:
        return Fields(self.context, Delivery(facts.Scribe(self.context, ())))

    # ------------------------------------------------------------------------------------------------------- as told

    def as_dict(self, findings: Mapping[str, list[dict[str, Any]]] | None = None) -> dict[str, Any]:
        """Return the review as the desk's protocol has it.

        Args:
            findings: what a check found, by item; what concerns none of them under an empty key.
        """
        items = [self._item(entry, (findings or {}).get(entry.item.key, [])) for entry in self.entries]
        states = Counter(item["state"] for item in items)
        document = self.reading.document
        return {
            "document": self._document(),
            "text": document.text,
            "blocks": [
                {name: getattr(block, name) for name in ("start", "end", "kind", "level", "number", "page", "section")}
                for block in document.blocks
            ],
            "notes": [note.in_language(self._language) for note in document.notes],
            "items": items,
            "findings": (findings or {}).get("", []),
            "rules": self._rules(items),
            "roles": [
                {"code": code, "label": name.in_language(self._language)} for code, name in telling.ROLES.items()
            ],
            "counts": {
                state: states[state] for state in ("pending", "accepted", "rejected", "known", "gone", "candidate")
            },
        }

    def _document(self) -> dict[str, Any]:
        document, reading = self.reading.document, self.reading
        title = self.context.header("title")
        return {
            "key": reading.key,
            "community": reading.community,
            "name": masked(document.name),
            "title": masked(str(title.part("value"))) if title else masked(document.name),
            "media": document.media,
            "size": document.size,
            "sha256": document.sha256,
            "textSha256": document.text_sha256,
            "reader": document.reader,
            "pages": max((block.page or 0 for block in document.blocks), default=0) or None,
            "state": reading.state,
            "message": telling.STATES[reading.state].in_language(self._language),
        }

    def _rules(self, items: Iterable[Mapping[str, Any]]) -> list[dict[str, Any]]:
        names: dict[str, str] = {}
        pending: Counter[str] = Counter()
        for item in items:
            names[item["rule"]] = item["ruleLabel"]
            pending[item["rule"]] += item["state"] == "pending"
        return [{"rule": rule, "label": name, "pending": pending[rule]} for rule, name in names.items()]

    def _item(self, entry: Entry, findings: list[dict[str, Any]]) -> dict[str, Any]:
        item, found, language = entry.item, entry.found, self._language
        fields = self._fields.of(item) if not entry.gone else []
        filled = {} if entry.decision is None else entry.decision.fields
        return {
            "id": item.key,
            "type": found.type,
            "typeLabel": telling.TYPES[found.type].in_language(language),
            "value": item.value,
            "label": telling.label(item).in_language(language),
            "tier": item.tier,
            "confidence": item.confidence,
            "rule": item.rule,
            "ruleLabel": telling.rule(item).in_language(language),
            "places": [self._place(place, gone=entry.gone) for place in item.places],
            "state": self._state(entry),
            "decision": None if entry.decision is None else entry.decision.as_dict(),
            "known": [] if entry.gone else self._known_things(item),
            "candidates": [] if entry.gone else self._candidates(item),
            "conflicts": [] if entry.gone else self._conflicts(item),
            "fields": [field.as_dict(language, filled.get(field.name)) for field in self._shown(fields, item)],
            "triples": [f"{triple} ." for triple in self.all.of(item.key)],
            "findings": findings,
        }

    @staticmethod
    def _shown(fields: Iterable[Field], item: Item) -> list[Field]:
        """Leave a field that a person has filled in among those shown, whatever the item has become by it."""
        shown = list(fields)
        names = {field.name for field in shown}
        if "what" in item.fields and "what" not in names:
            shown.append(Fields.what())
        return shown

    def _place(self, place: Place, *, gone: bool) -> dict[str, Any]:
        return {
            "start": place.start,
            "end": place.end,
            "page": place.page,
            "section": place.section,
            "text": "" if gone else self.reading.document.text[place.start : place.end],
            "anchor": "gone" if gone else place.anchor,
        }

    # ---------------------------------------------------------------------------------------------------- to be filed

    @cached_property
    def draft(self) -> Draft:
        """What the document's graph would be when what is accepted is filed."""
        scribe = facts.filed(self.accepted, self.context)
        marks = {item.key: [mark(triple) for triple in scribe.of(item.key)] for item in self.accepted}
        marks[""] = [mark(triple) for triple in scribe.loose]
        kept = []
        for entry in self.entries:
            if entry.gone and self._state(entry) == "gone":
                theirs = set(self.record.filed.get(entry.item.key, ()))
                moved = self.edition.revised(triple for triple in self.known.stored if mark(triple) in theirs)
                marks[entry.item.key] = [mark(triple) for triple in moved]
                kept += moved
        own = self.known.own
        if kept and not scribe.triples:
            self._write_sums(marks, kept)
        after = list(dict.fromkeys([*sorted(own, key=str), *scribe.triples, *kept]))
        foreign = {mark(triple) for triple in own}
        marks = {key: [each for each in theirs if each not in foreign] for key, theirs in marks.items()}
        return Draft(after, {key: theirs for key, theirs in marks.items() if theirs}, scribe.owners())

    def _write_sums(self, marks: dict[str, list[str]], kept: list[ox.Triple]) -> None:
        """Keep the document of facts whose words are all gone."""
        theirs = set(self.record.filed.get("", ()))
        loose = self.edition.revised(triple for triple in self.known.stored if mark(triple) in theirs)
        scribe = facts.Scribe(self.context, ())
        facts.write_sums(scribe)
        loose += scribe.triples
        marks[""] = [mark(triple) for triple in loose]
        kept += loose

    def _known_things(self, item: Item) -> list[dict[str, str]]:
        return [
            {"iri": iri, "label": self._label(iri), "url": "/" + iri.removeprefix(terms.ID.removesuffix("id/"))}
            for iri in self._things(item)
            if self.known.exists(iri)
        ]

    def _candidates(self, item: Item) -> list[dict[str, Any]]:
        if item.type not in KINDS or item.target or self._delivery.found(item):
            return []
        return [
            {"iri": each.iri, "label": each.label.in_language(self._language), "score": each.score}
            for each in self.known.candidates(item.text, KINDS[item.type], self.context.home)
        ]

    def _conflicts(self, item: Item) -> list[dict[str, str]]:
        """Return what the graph, and the document's other items, say otherwise of the same."""
        return [
            {
                "label": self._label(conflict.predicate),
                "value": self._label(conflict.value) if conflict.value.startswith("https://") else conflict.value,
                "source": self._label(conflict.source),
            }
            for conflict in self._others.of(self.core(item))
        ]

    @cached_property
    def _others(self) -> Conflicts:
        return Conflicts(self.known, self.all.triples)

    def _label(self, iri: str) -> str:
        return self.known.label(iri, self._language)


def _stands(entry: Entry) -> bool:
    return entry.decision is not None and entry.decision.stands


def _verdict(entry: Entry) -> str:
    return "" if entry.decision is None else entry.decision.verdict


def _subject(triple: ox.Triple) -> str:
    return str(getattr(triple.subject, "value", ""))
