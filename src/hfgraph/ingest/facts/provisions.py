"""References to clauses of the agreement and to sections of acts and bylaws."""

from __future__ import annotations

import re
from dataclasses import dataclass

from hfgraph import terms
from hfgraph.ingest.facts.delivery import Delivery
from hfgraph.ingest.facts.scribe import INFERRED, Scribe
from hfgraph.ingest.item import Item, Place
from hfgraph.text import Text

_LAW = re.compile(r"(?P<code>[a-z][a-z0-9-]*)§(?P<section>\d+(?:-\d+)?[a-z]?)(?:#(?P<item>\d+[a-z]?))?\Z")
_CLAUSE = re.compile(r"\d+(?:\.\d+)*[a-z]?\Z")
_MARK = len("- 10. **")
"""How many characters the mark and number of a list item take."""
_UNVERSIONED = Text(
    "Dokumentet sier ikke hvilken utgave det gjelder; punktet er lest som et punkt i utgaven som er ført her.",
    "The document does not say which version; the clause is read as one of the version filed here.",
)
_BY_NUMBER = Text("Sluttet av nummeret.", "Inferred from the number.")


@dataclass(frozen=True, slots=True)
class LawKey:
    """Act, section and item."""

    code: str
    section: str
    item: str

    @classmethod
    def read(cls, value: object) -> LawKey | None:
        """Return the key that ``hol§6-2#11`` is, or ``None``."""
        match = _LAW.match(value) if isinstance(value, str) else None
        return None if match is None else cls(match["code"], match["section"], match["item"] or "")


class Provisions:
    """Writes what a document says of clauses and sections.

    Args:
        scribe: takes the statements.
    """

    def __init__(self, scribe: Scribe) -> None:
        self._scribe = scribe
        self._context = scribe.context
        self._known = scribe.known
        self._delivery = Delivery(scribe)

    def clause(self, item: Item) -> None:
        """Write a clause of the agreement, and that the projects or the case beside it have to do with it."""
        number = item.text
        if not _CLAUSE.match(number):
            return
        for place in item.places:
            clause = self._clause(number, place)
            doers = self._scribe.together(place, "project") or self._committees(place)
            around = self._scribe.around(place)
            for doer, _ in doers:
                self._scribe.link(self._delivery.iri(doer), terms.HF + "fulfils", clause, around, self._scribe.note)
            if not doers:
                self._concern(clause, place)

    def _committees(self, place: Place) -> list[tuple[Item, Place]]:
        """Return the committee that an item of a list is about: the one it begins with."""
        block = self._context.document.block_at(place.start)
        if block is None or block.kind not in ("item", "row"):
            return []
        named = [(item, at) for item, at in self._scribe.together(place, "organisation") if at.start < place.start]
        first = min(named, key=lambda found: found[1].start, default=None)
        if first is None or first[1].start - block.start > _MARK:
            return []
        return [first] if "/committee/" in self._delivery.iri(first[0]) else []

    def law(self, item: Item) -> None:
        """Write a section of an act or of the bylaws, and what in the same sentence has to do with it."""
        key = LawKey.read(item.value)
        if key is None:
            return
        for place in item.places:
            bylaws = next((law.bylaws for law in self._context.profile.laws if law.code == key.code), False)
            provision = self._bylaw(key, place) if bylaws else self._section(key, place)
            around = self._scribe.around(place)
            projects = self._scribe.together(place, "project")
            for project, _ in projects:
                subject = self._delivery.iri(project)
                self._scribe.link(subject, terms.HF + "groundedIn", provision, around, self._scribe.note)
            if not projects:
                self._concern(provision, place)

    def _concern(self, provision: str, place: Place) -> None:
        """Write that the case in the same sentence, else the document's own, concerns the provision."""
        cases = self._scribe.together(place, "case-reference")
        if cases and isinstance(cases[0][0].value, str):
            case, at = self._context.iri("case", cases[0][0].value), self._scribe.around(place)
        elif self._context.case is not None:
            case, at = self._context.iri("case", self._context.case), place
        else:
            return
        if self._known.exists(case) or any(item.type in ("case", "header") for item in self._scribe.accepted):
            self._scribe.link(case, terms.HF + "concerns", provision, at, self._scribe.note)

    # ---------------------------------------------------------------------------------------------------- agreements

    def _clause(self, number: str, place: Place) -> str:
        version = self._version(place)
        clause = f"{version}/{number}"
        self._scribe.thing(clause, terms.HF + "Clause", Text(f"Avtalepunkt {number}", f"Clause {number}"), place)
        if self._known.elsewhere(clause):
            return clause
        self._scribe.text(clause, terms.HF + "clauseNumber", number)
        self._scribe.link(clause, terms.HF + "inVersion", version, place, _UNVERSIONED)
        self._scribe.iri(clause, terms.HF + "certainty", INFERRED)
        self._scribe.both(clause, terms.HF + "note", _UNVERSIONED)
        parent = number.rpartition(".")[0]
        if parent:
            above = self._clause(parent, place)
            self._scribe.link(clause, terms.HF + "partOf", above, place, _BY_NUMBER)
        return clause

    def _version(self, place: Place) -> str:
        """Return the version of the agreement that clauses are filed under: the one with most, else the newest."""
        agreements = self._instruments("Agreement")
        versions = {
            version: len(self._known.subjects_of(terms.HF + "inVersion", version))
            for agreement in agreements
            for version in self._known.subjects_of(terms.HF + "versionOf", agreement)
        }
        if versions:
            return max(versions, key=lambda iri: (versions[iri], iri.rpartition("/")[2].isdigit(), iri))
        agreement = min(agreements, key=len) if agreements else self._context.iri("agreement")
        if not agreements:
            label = Text("Samarbeidsavtalen", "Cooperation agreement")
            self._scribe.thing(agreement, terms.HF + "Agreement", label, place)
        label = Text(
            "Samarbeidsavtalen slik dokumentene viser til den", "The cooperation agreement as the documents cite it"
        )
        return self._new_version(f"{agreement}/current", agreement, label, place)

    def _new_version(self, version: str, instrument: str, label: Text, place: Place) -> str:
        self._scribe.thing(version, terms.HF + "Version", label, place)
        self._scribe.link(version, terms.HF + "versionOf", instrument, place)
        return version

    def _instruments(self, kind: str) -> list[str]:
        store = self._known.graph.store
        found = self._known.subjects_of(terms.TYPE, terms.HF + kind)
        return sorted(iri for iri in found if store.has(iri, terms.HF + "community", self._context.home))

    # ---------------------------------------------------------------------------------------------- acts and bylaws

    def _bylaw(self, key: LawKey, place: Place) -> str:
        bylaws = next(iter(self._instruments("Bylaws")), self._context.iri("bylaws"))
        versions = self._known.subjects_of(terms.HF + "versionOf", bylaws)
        if not self._known.elsewhere(bylaws):
            label = Text("Vedtektene for helsefellesskapet", "Bylaws of the health community")
            self._scribe.thing(bylaws, terms.HF + "Bylaws", label, place)
        label = Text("Vedtektene slik dokumentene viser til dem", "The bylaws as the documents cite them")
        version = max(versions) if versions else self._new_version(f"{bylaws}/current", bylaws, label, place)
        return self._provision(
            f"{version}/{key.section}",
            terms.HF + "BylawProvision",
            Text(f"Vedtektene § {key.section}", f"Bylaws § {key.section}"),
            f"§ {key.section}",
            version,
            place,
        )

    def _section(self, key: LawKey, place: Place) -> str:
        law = f"{terms.ID}law/{key.code}"
        version = f"{law}/current"
        if not self._known.elsewhere(law):
            names = next((each.names for each in self._context.profile.laws if each.code == key.code), ())
            name = names[0] if names else key.code
            self._scribe.stated(law, place)
            self._scribe.iri(law, terms.TYPE, terms.HF + "Statute")
            self._scribe.label(law, Text(name[:1].upper() + name[1:], f"{name[:1].upper()}{name[1:]} (Norwegian act)"))
            self._scribe.text(law, terms.SKOS + "altLabel", key.code, "nb")
        if not self._known.elsewhere(version):
            label = Text(f"{key.code} slik dokumentene viser til den", f"{key.code} as the documents cite it")
            self._scribe.iri(version, terms.TYPE, terms.HF + "Version")
            self._scribe.label(version, label)
            self._scribe.link(version, terms.HF + "versionOf", law, place)
        name = f"{key.code} § {key.section}"
        section = self._provision(
            f"{law}/{key.section}",
            terms.HF + "StatutorySection",
            Text(name, name),
            f"§ {key.section}",
            version,
            place,
        )
        if not key.item:
            return section
        label = Text(f"{name} nr. {key.item}", f"{name} no. {key.item}")
        item = self._provision(f"{section}/{key.item}", terms.HF + "StatutoryItem", label, key.item, version, place)
        if not self._known.elsewhere(item):
            self._scribe.link(item, terms.HF + "partOf", section, place)
        return item

    def _provision(self, iri: str, kind: str, label: Text, number: str, version: str, place: Place) -> str:
        self._scribe.stated(iri, place)
        if not self._known.elsewhere(iri):
            self._scribe.iri(iri, terms.TYPE, kind)
            self._scribe.label(iri, label)
            self._scribe.text(iri, terms.HF + "clauseNumber", number)
            self._scribe.link(iri, terms.HF + "inVersion", version, place)
        return iri
