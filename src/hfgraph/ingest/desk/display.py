"""A review as it is shown: JSON-ready, in the reader's language."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from hfgraph import terms
from hfgraph.ingest.contact import masked
from hfgraph.ingest.desk import telling
from hfgraph.ingest.desk.conflict import Conflicts
from hfgraph.ingest.desk.fields import Field, Fields
from hfgraph.ingest.desk.review import Entry, Review, stamp
from hfgraph.ingest.facts.delivery import KINDS, Delivery
from hfgraph.ingest.item import Item, Place
from hfgraph.text import Language, Text

STATES = ("pending", "accepted", "rejected", "known", "gone", "candidate")
"""How an item may stand."""


class Display:
    """Shows a review.

    Args:
        review: what to show.
        language: of labels and messages.
        findings: what a check found, by item; what concerns none of them stands under an empty key.
    """

    def __init__(
        self, review: Review, language: Language, findings: Mapping[str, list[dict[str, Any]]] | None = None
    ) -> None:
        self._review = review
        self._language = language
        self._findings = findings or {}

    def as_dict(self) -> dict[str, Any]:
        """Return the review as JSON-ready values."""
        items = [self._item(entry, self._findings.get(entry.item.key, [])) for entry in self._review.entries]
        names = {item["id"]: {name: item[name] for name in ("id", "typeLabel", "label")} for item in items}
        for item in items:
            item["leads"] = [names[key] for key in self._review.led_by(item["id"])]
        states = Counter(item["state"] for item in items if item["with"] is None)
        document = self._review.reading.document
        return {
            "document": self._document(),
            "text": document.text,
            "blocks": [
                {name: getattr(block, name) for name in ("start", "end", "kind", "level", "number", "page", "section")}
                for block in document.blocks
            ],
            "notes": [note.in_language(self._language) for note in (*document.notes, *self._unplaced)],
            "items": items,
            "findings": self._findings.get("", []),
            "rules": self._rules(items),
            "roles": [
                {"code": code, "label": name.in_language(self._language)} for code, name in telling.ROLES.items()
            ],
            "counts": {state: states[state] for state in STATES},
        }

    def _document(self) -> dict[str, Any]:
        document, reading = self._review.reading.document, self._review.reading
        title = self._review.context.header("title")
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
        fields = self._review.fields_of(item) if not entry.gone else []
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
            "state": self._review.state(entry),
            "stamp": stamp(entry),
            "with": self._review.led.get(item.key),
            "decision": None if entry.decision is None else entry.decision.as_dict(),
            "known": [] if entry.gone else self._known_things(item),
            "candidates": [] if entry.gone else self._candidates(item),
            "conflicts": [] if entry.gone else self._conflicts(item),
            "fields": [field.as_dict(language, filled.get(field.name)) for field in self._shown(fields, item)],
            "triples": [f"{triple} ." for triple in self._review.all.of(item.key)],
            "findings": [*self._problems(found), *findings] if not entry.gone else findings,
        }

    def _problems(self, item: Item) -> list[dict[str, str]]:
        """Return what could not be read in the rows of a list that an item is from."""
        found = []
        for row in item.detail.get("rows", ()):
            for each in row["problems"]:
                where = Text(
                    f"Rad {each['row']}, kolonnen «{each['column']}»", f"Row {each['row']}, column '{each['column']}'"
                )
                told = Text(
                    f"{where.nb}: {each['nb']} {each['mend_nb']}", f"{where.en}: {each['en']} {each['mend_en']}"
                )
                found.append({"severity": "warning", "message": masked(told.in_language(self._language))})
        return found

    @property
    def _unplaced(self) -> list[Text]:
        """What is wrong with a list in rows that make no item of their own."""
        from hfgraph.ingest.gazetteer import Gazetteer
        from hfgraph.ingest.sheets.sheet import is_sheet, sheet_problems

        context = self._review.context
        if not is_sheet(context.document):
            return []
        told = {
            (each["row"], each["column"])
            for entry in self._review.entries
            for row in entry.found.detail.get("rows", ())
            for each in row["problems"]
        }
        names = Gazetteer.of(context.known.graph.store, context.community)
        return [
            Text(masked(f"{each.what.nb} {each.mend.nb}"), masked(f"{each.what.en} {each.mend.en}"))
            for each in sheet_problems(context.document, context.profile, names)
            if (each.line, each.field) not in told
        ]

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
            "text": "" if gone else self._review.reading.document.text[place.start : place.end],
            "anchor": "gone" if gone else place.anchor,
        }

    @cached_property
    def _delivery(self) -> Delivery:
        return Delivery(self._review.all)

    def _known_things(self, item: Item) -> list[dict[str, str]]:
        return [
            {"iri": iri, "label": self._label(iri), "url": "/" + iri.removeprefix(terms.ID.removesuffix("id/"))}
            for iri in self._review.things(item)
            if self._review.known.exists(iri)
        ]

    def _candidates(self, item: Item) -> list[dict[str, Any]]:
        if item.type not in KINDS or item.target or self._delivery.found(item):
            return []
        return [
            {"iri": each.iri, "label": each.label.in_language(self._language), "score": each.score}
            for each in self._review.known.candidates(item.text, KINDS[item.type], self._review.context.home)
        ]

    def _conflicts(self, item: Item) -> list[dict[str, str]]:
        """Return what the graph, and the document's other items, say otherwise of the same."""
        return [
            {
                "label": self._label(conflict.predicate),
                "value": self._label(conflict.value) if conflict.value.startswith("https://") else conflict.value,
                "source": self._label(conflict.source),
            }
            for conflict in self._others.of(self._review.core(item))
        ]

    @cached_property
    def _others(self) -> Conflicts:
        return Conflicts(self._review.known, self._review.all.triples)

    def _label(self, iri: str) -> str:
        return self._review.known.label(iri, self._language)
