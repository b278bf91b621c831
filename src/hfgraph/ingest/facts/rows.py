"""Statements of the rows of a list of projects: the project, who does what in it, its status at each date, its money.

What a cell names is a proposal of its own, and a row is linked to it only when that has been accepted too; the passage
of a link is the row. What a cell tells outright (type, dates, status, target group) follows the project.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pyoxigraph as ox

from hfgraph import terms
from hfgraph.ingest.contact import masked
from hfgraph.ingest.facts.cases import Cases
from hfgraph.ingest.facts.context import CaseKey
from hfgraph.ingest.facts.delivery import Delivery, organisation_kind
from hfgraph.ingest.facts.scribe import Scribe
from hfgraph.ingest.facts.wording import date_type
from hfgraph.ingest.item import Item, Place
from hfgraph.ingest.known import plain_name
from hfgraph.ingest.proposal import Type
from hfgraph.text import Text

_PARTIES = {
    "lead": "lead",
    "owner": "owner",
    "employer": "employer",
    "organised_by": "organizedBy",
    "funder": "funder",
    "participants": "participant",
    "pilots": "pilotMunicipality",
}
"""Properties of a project whose values are organisations, by field."""

_MUNICIPALITY = terms.HF + "Municipality"
_PROPOSED_KIND = "project"


def is_row(item: Item) -> bool:
    """Return whether an item is a project, or the amount of one, from a row of a spreadsheet."""
    return "rows" in item.detail or (item.type == "amount" and "sheet" in item.detail)


class SheetRows:
    """Writes what the rows of a spreadsheet say.

    Args:
        scribe: takes the statements.
        delivery: tells which thing an item names.
    """

    def __init__(self, scribe: Scribe, delivery: Delivery) -> None:
        self._scribe = scribe
        self._delivery = delivery
        self._context = scribe.context
        self._at = {(item.type, place.start, place.end): item for item in scribe.accepted for place in item.places}

    def project(self, item: Item) -> None:
        """Write a project and what each of its rows says of it."""
        iri = self._delivery.iri(item)
        rows: list[Mapping[str, Any]] = item.detail["rows"]
        for row in rows:
            place = self._row(row)
            self._scribe.thing(iri, terms.HF + "Project", _label(item, row), place)
            self._alias(item, iri)
            if kind := _kind(item, row):
                self._scribe.once(iri, terms.HF + "kind", ox.NamedNode(f"{terms.HFC}project-kind/{kind}"))
            for group in row.get("target_groups", ()):
                self._scribe.iri(iri, terms.HF + "targetGroup", f"{terms.HFC}target-group/{group}")
            for field, name in (("start", "startDate"), ("end", "endDate")):
                if (day := row.get(field)) and (datatype := date_type(day)):
                    self._scribe.once(iri, terms.HF + name, ox.Literal(day, datatype=ox.NamedNode(datatype)))
            self._links(iri, row, place)
            self._status(item if row is rows[0] else None, iri, row)
            self._money(iri, row, place)
            self._remarks(iri, row)

    def amount(self, item: Item) -> None:
        """Write nothing: an amount is written with the project that it is for."""

    def _links(self, iri: str, row: Mapping[str, Any], place: Place) -> None:
        for field, name in _PARTIES.items():
            for party in self._accepted(row, field, "organisation"):
                # Only a municipality can be a pilot municipality.
                fits = name != "pilotMunicipality" or self._is_municipality(party)
                self._scribe.link(iri, terms.HF + (name if fits else "participant"), self._delivery.iri(party), place)
        for area in self._accepted(row, "focus_area", "focus-area"):
            self._scribe.link(iri, terms.HF + "contributesTo", self._delivery.iri(area), place)
        for case in self._accepted(row, "case", "case-reference"):
            if key := CaseKey.read(case.value):
                self._scribe.link(iri, terms.HF + "mandatedBy", Cases(self._scribe).cited(key, case), place)

    def _status(self, item: Item | None, iri: str, row: Mapping[str, Any]) -> None:
        """Write the status a row tells, or that a person filled in for the first row; without a date there is none.

        What a form proposes stays away from a row that says it itself: only a status that was filled in replaces one.
        """
        fields = item.fields if item else {}
        status, aspect, day = (str(row.get(name, "")) for name in ("status", "aspect", "status_date"))
        day = day or fields.get("as_of", "")
        if fields.get("status"):
            status, aspect = fields["status"], fields.get("aspect") or aspect or "progress"
            day = fields.get("as_of") or day
        if not status or not date_type(day):
            return
        scribe = self._scribe
        name = iri.removeprefix(self._context.home + "/").removeprefix(terms.ID).replace("/", "-")
        observation = self._context.iri("obs", name, aspect, day)
        code = f"{terms.HFC}status/{status}"
        others = {value.value for value, _ in scribe.known.values(observation, terms.HF + "status")}
        if others - {code}:  # another document tells another status at that date: both are kept, and seen to differ
            observation = self._context.iri("obs", name, aspect, day, self._context.key.rpartition("/")[2])
        scribe.iri(observation, terms.TYPE, terms.HF + "StatusObservation")
        scribe.link(observation, terms.HF + "about", iri, self._row(row))
        scribe.iri(observation, terms.HF + "aspect", f"{terms.HFC}aspect/{aspect}")
        scribe.iri(observation, terms.HF + "status", code)
        scribe.date(observation, terms.HF + "asOf", day)
        scribe.iri(observation, terms.HF + "community", self._context.home)
        scribe.sure(observation)

    def _money(self, iri: str, row: Mapping[str, Any], place: Place) -> None:
        """Write the amount of a row as an allocation for the project, from its funder where there is but one."""
        for item in self._accepted(row, "amount", "amount"):
            if not isinstance(item.value, int) or item.value <= 0:
                continue
            scribe = self._scribe
            last = iri.rpartition("/")[2]
            allocation = self._context.iri("allocation", self._context.key.rpartition("/")[2], f"{last}-{item.value}")
            name = Text(scribe.known.label(iri), scribe.known.label(iri, "en"))
            if not scribe.known.exists(iri):
                name = _label(None, row)
            label = Text(f"Midler til {name.nb}", f"Funds for {name.en}")
            scribe.thing(allocation, terms.HF + "Allocation", label, place)
            amount = ox.Literal(str(item.value), datatype=ox.NamedNode(terms.XSD + "decimal"))
            scribe.add(allocation, terms.HF + "amount", amount)
            precision = item.fields.get("precision") or row.get("precision") or "exact"
            scribe.iri(allocation, terms.HF + "precision", f"{terms.HFC}precision/{precision}")
            scribe.link(allocation, terms.HF + "usedFor", iri, place)
            funders = list(self._accepted(row, "funder", "organisation"))
            if len(funders) == 1:
                scribe.link(allocation, terms.HF + "allocator", self._delivery.iri(funders[0]), place)

    def _remarks(self, iri: str, row: Mapping[str, Any]) -> None:
        if note := row.get("note"):
            self._scribe.text(iri, terms.HF + "note", masked(note), "nb")
        if source := row.get("source"):
            words = masked(source)
            told = Text(f"Kilde oppgitt i lista: {words}", f"Source given in the list: {words}")
            self._scribe.both(iri, terms.HF + "note", told)

    # ------------------------------------------------------------------------------------------------ what they share

    def _accepted(self, row: Mapping[str, Any], field: str, kind: Type) -> Iterator[Item]:
        """Yield the accepted items that stand in a field of a row."""
        for start, end in row["spans"].get(field, ()):
            item = self._at.get((kind, start, end))
            if item is not None:
                yield item

    def _row(self, row: Mapping[str, Any]) -> Place:
        start, end = row["span"]
        return Place(start, end, row["sheet"], self._page(row))

    def _page(self, row: Mapping[str, Any]) -> int | None:
        block = self._context.document.block_at(row["span"][0])
        return block.page if block else None

    def _is_municipality(self, party: Item) -> bool:
        iri = self._delivery.iri(party)
        if self._scribe.known.exists(iri):
            return self._scribe.known.is_a(iri, _MUNICIPALITY)
        return (party.fields.get("kind") or organisation_kind(party.text)) == "municipality"

    def _alias(self, item: Item, iri: str) -> None:
        predicates = (terms.LABEL, terms.SKOS + "altLabel", terms.SKOS + "prefLabel")
        known = self._scribe.known
        names = {plain_name(value.value) for predicate in predicates for value, _ in known.values(iri, predicate)}
        if item.target and plain_name(item.text) not in names:
            self._scribe.text(iri, terms.SKOS + "altLabel", masked(item.text), "nb")


def _kind(item: Item, row: Mapping[str, Any]) -> str:
    """Return the code of the kind of project: the row's own, unless a person chose another than forms propose."""
    chosen = item.fields.get("kind", "")
    return chosen if chosen and (chosen != _PROPOSED_KIND or "kind" not in row) else str(row.get("kind", ""))


def _label(item: Item | None, row: Mapping[str, Any]) -> Text:
    nb = masked(item.text if item else row["name"])
    filled = item.fields.get("label_en", "").strip() if item else ""
    return Text(nb, masked(filled or row.get("name_en", "")) or nb)
