"""What a person may fill in besides: a summary in own words, an English name, whose an amount is."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Any

from hfgraph import terms
from hfgraph.ingest.desk.telling import HEADS
from hfgraph.ingest.facts import CaseKey, Context
from hfgraph.ingest.facts.delivery import KINDS, Delivery, organisation_kind
from hfgraph.ingest.facts.rows import is_row
from hfgraph.ingest.item import Item
from hfgraph.text import Language, Text

_NOTHING = Text("", "")
_SUMMARY = Text(
    "Med egne ord, ikke som et sitat.",
    "In your own words, not as a quotation.",
)
_DATE = Text("ÅÅÅÅ-MM-DD, ÅÅÅÅ-MM eller ÅÅÅÅ.", "YYYY-MM-DD, YYYY-MM or YYYY.")
_ENGLISH = Text("La stå tomt for å bruke det norske navnet.", "Leave empty to use the Norwegian name.")
_KINDS = {
    "municipality": Text("Kommune", "Municipality"),
    "trust": Text("Helseforetak", "Hospital trust"),
    "committee": Text("Samarbeidsorgan", "Committee"),
    "organisation": Text("Annen organisasjon", "Other organisation"),
}


@dataclass(frozen=True, slots=True)
class Choice:
    """One of the values a field may have."""

    value: str
    label: Text


@dataclass(frozen=True, slots=True)
class Field:
    """Something a person may fill in.

    Attributes:
        name: in a decision's ``fields``.
        label: what it is called.
        hint: how to fill it in.
        required: nothing can be filed without it.
        value: what it is unless a person says otherwise.
        choices: the values there are, when they are fixed.
    """

    name: str
    label: Text
    hint: Text = _NOTHING
    required: bool = False
    value: str = ""
    choices: tuple[Choice, ...] | None = None

    def as_dict(self, language: Language, value: str | None = None) -> dict[str, Any]:
        """Return the field as JSON-ready values, with what a person has filled in."""
        return {
            "name": self.name,
            "label": self.label.in_language(language),
            "hint": self.hint.in_language(language),
            "required": self.required,
            "value": self.value if value is None else value,
            "choices": None
            if self.choices is None
            else [{"value": each.value, "label": each.label.in_language(language)} for each in self.choices],
        }


class Fields:
    """The fields of a document's items.

    Args:
        context: the document.
        delivery: finds the things that items name.
    """

    def __init__(self, context: Context, delivery: Delivery) -> None:
        self._context = context
        self._delivery = delivery
        self._listed: dict[str, tuple[Choice, ...]] = {}

    def of(self, item: Item) -> list[Field]:
        """Return what may be filled in for ``item``."""
        if item.type in ("case", "case-reference", "header") and not self._has_body(item):
            return [self._body()]
        if item.type in KINDS:
            return self._of_named(item)
        if item.type == "decision-point":
            return self._point(item)
        if item.type == "amount":
            return [] if is_row(item) else self._amount()
        titled = item.type in ("case", "case-reference") or (item.type == "header" and item.part("field") == "title")
        if item.type == "date" and "row" not in item.detail:
            return [self.what()]
        return [self._title()] if titled else []

    def _of_named(self, item: Item) -> list[Field]:
        new = not (self._delivery.found(item) or item.target)
        found = [self._english()] if new else []
        if item.type == "project":
            found += self._project(item, new=new)
        if item.type == "organisation" and new:
            kinds = tuple(Choice(code, name) for code, name in _KINDS.items())
            found.append(Field("kind", Text("Type", "Kind"), value=organisation_kind(item.text), choices=kinds))
        return found

    @staticmethod
    def _title() -> Field:
        return Field("title_en", Text("Tittel på engelsk", "Title in English"))

    @staticmethod
    def _has_body(item: Item) -> bool:
        if item.type == "header":
            return item.part("field") != "case_number" or CaseKey.read(item.part("value")) is not None
        return CaseKey.read(item.value) is not None

    def _body(self) -> Field:
        store = self._context.known.graph.store
        home = f"{self._context.home}/committee/"
        codes = {
            fact.subject.removeprefix(home)
            for fact in store.facts(None, terms.TYPE, terms.HF + "Committee")
            if fact.subject.startswith(home)
        }
        names = {code: self._name(home + code) for code in sorted(codes)}
        for body in self._context.profile.bodies:
            names.setdefault(
                body.code, Text(body.names[0], body.names[0]) if body.names else Text(body.code, body.code)
            )
        choices = tuple(Choice(code, name) for code, name in names.items())
        return Field("body", Text("Organ", "Committee"), required=True, choices=choices)

    @staticmethod
    def _english() -> Field:
        return Field("label_en", Text("Navn på engelsk", "Name in English"), _ENGLISH)

    def _point(self, item: Item) -> list[Field]:
        found = [
            Field("summary_nb", Text("Sammendrag på bokmål", "Summary in bokmål"), _SUMMARY),
            Field("summary_en", Text("Sammendrag på engelsk", "Summary in English"), _SUMMARY),
        ]
        if item.part("kind") == "adopted":
            held = self._context.meeting
            day = held.date if held is not None and str(item.part("case")).startswith(f"{held.body}/") else ""
            hint = Text(f"Når det ble vedtatt. {_DATE.nb}", f"When it was adopted. {_DATE.en}")
            found.append(Field("meeting_date", HEADS["meeting_date"], hint, value=day))
        return found

    def _project(self, item: Item, *, new: bool) -> list[Field]:
        def told(name: str, otherwise: str) -> str:
            return str(item.detail.get(name) or otherwise)

        kinds = self._codes("project-kind")
        kind = [Field("kind", Text("Type", "Kind"), value=told("kind", "project"), choices=kinds)] if new else []
        status = self._codes("status", empty=True)
        return [
            *kind,
            Field("status", Text("Status", "Status"), value=told("status", ""), choices=status),
            Field(
                "aspect", Text("Henseende", "Aspect"), value=told("aspect", "progress"), choices=self._codes("aspect")
            ),
            Field("as_of", Text("Per dato", "As of"), _DATE, value=told("status_date", self._context.issued)),
        ]

    def _amount(self) -> list[Field]:
        parties, projects = (self._named_in(*types) for types in (("organisation",), ("project",)))
        return [
            Field("recipient", Text("Mottaker", "Recipient"), required=True, choices=parties),
            Field("used_for", Text("Brukt til", "Used for"), choices=(Choice("", _NOTHING), *projects)),
            Field("precision", Text("Nøyaktighet", "Precision"), value="exact", choices=self._codes("precision")),
        ]

    def _named_in(self, *types: str) -> tuple[Choice, ...]:
        """Return the things of these types that the document names, and the community's own."""
        found = {self._delivery.iri(item): Text(item.text, item.text) for item in self._context.of_type(*types)}
        kind = terms.HF + "Project" if types == ("project",) else terms.ORG + "Organization"
        store = self._context.known.graph.store
        for iri in sorted(self._context.known.graph.lookup.members(kind)):
            if iri.startswith(terms.ID) and store.has(iri, terms.HF + "community", self._context.home):
                found.setdefault(iri, self._name(iri))
        return tuple(
            Choice(iri, self._name(iri) if self._context.known.exists(iri) else name) for iri, name in found.items()
        )

    @staticmethod
    def what() -> Field:
        """Return the field that tells what a date is."""
        names = ("document_date", "meeting_date")
        choices = (Choice("", _NOTHING), *(Choice(name, HEADS[name]) for name in names))
        return Field("what", Text("Hva datoen er", "What the date is"), required=True, choices=choices)

    def _codes(self, scheme: str, *, empty: bool = False) -> tuple[Choice, ...]:
        if scheme not in self._listed:
            store = self._context.known.graph.store
            codes = [fact.subject for fact in store.facts(None, terms.SKOS + "inScheme", f"{terms.HFC}{scheme}")]
            choices = (Choice(iri.rpartition("/")[2], self._name(iri)) for iri in codes)
            self._listed[scheme] = tuple(sorted(choices, key=lambda each: each.label.nb))
        return (Choice("", _NOTHING), *self._listed[scheme]) if empty else self._listed[scheme]

    def _name(self, iri: str) -> Text:
        return self._context.known.graph.labels.text(iri)


def told(item: Item) -> Item:
    """Return what an item is once its fields are filled in: a date told to be the document's is a field of its head."""
    body = item.fields.get("body", "")
    if body and item.type in ("case", "case-reference") and item.text.startswith("?/"):
        return replace(item, value=body + item.text[1:])
    if body and item.type == "header" and str(item.part("value")).startswith("?/"):
        return replace(item, value={"field": item.part("field"), "value": body + str(item.part("value"))[1:]})
    what = item.fields.get("what", "")
    if item.type == "date" and what in ("document_date", "meeting_date"):
        return replace(item, type="header", value={"field": what, "value": item.value})
    return item


def missing(item: Item, fields: Iterable[Field]) -> list[str]:
    """Return the names of the required fields that nobody has filled in."""
    return [field.name for field in fields if field.required and not item.fields.get(field.name, field.value).strip()]
