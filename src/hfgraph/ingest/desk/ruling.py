"""From what a reviewer asks for to lines of the ledger: each checked before any is written."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from typing import Any

from hfgraph import terms
from hfgraph.change import refusal
from hfgraph.errors import HfgraphError, bad_input
from hfgraph.ingest.contact import masked, masked_value
from hfgraph.ingest.desk.anchor import Quote, digest
from hfgraph.ingest.desk.decision import ACCEPTING, VERDICTS, quotes_as_list
from hfgraph.ingest.desk.fields import missing, told
from hfgraph.ingest.desk.ledger import event
from hfgraph.ingest.desk.review import Entry, Review, stamp
from hfgraph.ingest.desk.telling import label
from hfgraph.ingest.facts import CaseKey, LawKey, MeetingKey
from hfgraph.ingest.facts.delivery import KINDS
from hfgraph.ingest.facts.wording import date_type
from hfgraph.ingest.item import Item
from hfgraph.ingest.proposal import Value

_CLAUSE = re.compile(r"\d+(?:\.\d+)*[a-z]?\Z")
_DATES = ("document_date", "meeting_date")
_YEARLESS = re.compile(r"--\d\d-\d\d\Z")


def rulings(
    review: Review, decisions: Iterable[Mapping[str, Any]], role: str, seen: Mapping[str, str] | None = None
) -> list[dict[str, Any]]:
    """Return the lines that put ``decisions`` on record.

    Args:
        review: the document as it is.
        decisions: what is asked for, see :meth:`hfgraph.ingest.desk.Desk.decide`.
        role: of whoever decides, by code.
        seen: the stamp of each item when it was seen, by id.

    Raises:
        Refusal: an item has changed since it was seen.
        HfgraphError: one of them is no decision, or is on nothing that is there.
    """
    entries = {entry.item.key: entry for entry in review.entries}
    lines: list[dict[str, Any]] = []
    alone: set[str] = set()
    along: list[str] = []
    for decision in decisions:
        verdict = decision.get("verdict")
        if verdict not in VERDICTS:
            raise bad_input(
                f"«{verdict}» er ingen avgjørelse.",
                f"'{verdict}' is no verdict.",
                mend=(f"Velg en av: {', '.join(VERDICTS)}.", f"Choose one of: {', '.join(VERDICTS)}."),
                field="verdict",
            )
        for key in _keys(review, decision):
            if key not in entries:
                raise bad_input(
                    f"Det finnes ikke noe forslag med id «{key}» i dokumentet.",
                    f"There is no proposal with the id '{key}' in the document.",
                    mend=("Hent gjennomgangen på nytt.", "Fetch the review again."),
                    field="ids",
                )
            _require_seen(entries[key], seen or {})
            lines.append(_line(review, entries[key], str(verdict), decision, role))
            alone.add(key)
            along += review.led_by(key) if verdict == "accept" and decision.get("along") else []
    lines += [_line(review, entries[key], "accept", {}, role) for key in dict.fromkeys(along) if key not in alone]
    return lines


def _require_seen(entry: Entry, seen: Mapping[str, str]) -> None:
    """Refuse a decision on an item that has changed since whoever decides saw it.

    Raises:
        Refusal: it has.
    """
    if entry.found.key in seen and seen[entry.found.key] != stamp(entry):
        words = label(entry.item)
        raise refusal(
            "stale",
            f"Noen andre har avgjort «{words.nb}» imens, eller ordene er endret.",
            f"Somebody else has decided on '{words.en}' in the meantime, or its words have changed.",
            mend=("Hent gjennomgangen på nytt, og se om du er enig.", "Fetch the review again, and see if you agree."),
            field=entry.found.key,
        )


def _keys(review: Review, decision: Mapping[str, Any]) -> list[str]:
    if decision.get("rule"):
        return review.pending_of(str(decision["rule"]))
    ids = decision.get("ids") or ()
    return [str(key).partition(".")[0] for key in ([ids] if isinstance(ids, str) else ids)]


def _line(review: Review, entry: Entry, verdict: str, decision: Mapping[str, Any], role: str) -> dict[str, Any]:
    item = entry.found
    earlier = {} if entry.decision is None else dict(entry.decision.fields)
    fields = earlier | {str(name): masked(str(value)) for name, value in (decision.get("fields") or {}).items()}
    more: dict[str, Any] = {}
    if verdict == "edit":
        if "value" not in decision and not fields:
            raise _unfit(item, None)
        if "value" in decision:
            more["newValue"] = _value(item, decision["value"])
    elif entry.decision is not None and verdict == "accept" and entry.decision.value is not None:
        more["newValue"] = entry.decision.value
    if verdict == "merge":
        more["target"] = _target(review, item, decision.get("target"))
    elif entry.decision is not None and verdict == "accept" and entry.decision.target:
        more["target"] = entry.decision.target
    if fields and verdict in ACCEPTING:
        more["fields"] = fields
    if decision.get("note"):
        more["note"] = masked(str(decision["note"]))
    if verdict in ACCEPTING and not entry.gone:
        changed = replace(item, value=more.get("newValue", item.value), target=more.get("target"), fields=fields)
        _require_whole(review, changed)
    text = review.reading.document.text
    quotes: Iterable[Quote] = [
        Quote(place.start, place.end, masked(place.section), digest(text[place.start : place.end]))
        for place in item.places
    ]
    if entry.gone and entry.decision is not None:
        quotes = entry.decision.quotes
    return event(
        "decided",
        role,
        document=review.reading.document.sha256,
        textSha256=review.reading.document.text_sha256,
        reader=review.reading.document.reader,
        item=item.key,
        type=item.type,
        value=masked_value(item.value),
        tier=item.tier,
        rule=item.rule,
        verdict=verdict,
        **more,
        quotes=quotes_as_list(quotes),
    )


def _require_whole(review: Review, item: Item) -> None:
    lacking = missing(item, review.fields_of(told(item)))
    if lacking:
        names = {field.name: field.label for field in review.fields_of(item)}
        nb, en = (", ".join(getattr(names[name], language) for name in lacking) for language in ("nb", "en"))
        raise bad_input(
            f"Dette må fylles ut først: {nb}.",
            f"This has to be filled in first: {en}.",
            mend=("Fyll det ut, og godta så.", "Fill it in, and then accept."),
            field=item.key,
        )


def _target(review: Review, item: Item, target: object) -> str:
    if item.type not in KINDS and item.type != "amount":
        raise bad_input(
            "Bare det som har et navn, kan være det samme som noe som finnes.",
            "Only what has a name can be the same as something there is.",
            field="target",
        )
    iri = review.known.graph.lookup.one(str(target or ""), field="target")
    if item.type in KINDS and not any(review.known.is_a(iri, kind) for kind in KINDS[item.type]):
        raise bad_input(
            f"«{iri.removeprefix(terms.ID)}» er noe av et annet slag.",
            f"'{iri.removeprefix(terms.ID)}' is something of another kind.",
            mend=("Velg en av kandidatene.", "Choose one of the candidates."),
            field="target",
        )
    return iri


def _value(item: Item, value: object) -> Value:
    """Return a new value in the form that its type has."""
    if item.type == "header" and not isinstance(value, Mapping):
        value = {"field": item.part("field"), "value": value}
    if item.type == "amount" and isinstance(value, str) and value.replace(" ", "").isdigit():
        value = int(value.replace(" ", ""))
    if not _fits(item, value):
        raise _unfit(item, value)
    return masked_value(dict(value) if isinstance(value, Mapping) else value)  # type: ignore[arg-type]


def _fits(item: Item, value: object) -> bool:
    if item.type == "amount":
        return isinstance(value, int) and not isinstance(value, bool) and value > 0
    if isinstance(value, Mapping):
        return _point_fits(value) if item.type == "decision-point" else _head_fits(item, value)
    if not isinstance(value, str) or not value.strip() or item.type in ("decision-point", "header"):
        return False
    form = _FORMS.get(item.type)
    return form is None or form(value)


def _point_fits(value: Mapping[str, object]) -> bool:
    number = value.get("number")
    whole = set(value) == {"case", "number", "kind"} and CaseKey.read(value["case"]) is not None
    return whole and isinstance(number, int) and number > 0 and value["kind"] in ("proposed", "adopted")


def _head_fits(item: Item, value: Mapping[str, object]) -> bool:
    told, name = value.get("value"), item.part("field")
    if item.type != "header" or not isinstance(told, str) or not told.strip() or value.get("field") != name:
        return False
    if name in _DATES:
        return date_type(told) is not None
    return name != "case_number" or CaseKey.read(told) is not None


_FORMS: dict[str, Callable[[str], bool]] = {
    "case": lambda value: CaseKey.read(value) is not None,
    "case-reference": lambda value: CaseKey.read(value) is not None,
    "meeting": lambda value: MeetingKey.read(value) is not None,
    "law-reference": lambda value: LawKey.read(value) is not None,
    "clause-reference": lambda value: _CLAUSE.match(value) is not None,
    "date": lambda value: date_type(value) is not None or _YEARLESS.match(value) is not None,
}
_EXAMPLES = {
    "document_date": "2024-10-17",
    "meeting_date": "2024-10-17",
    "case_number": "ssu/2024/26",
    "case": "ssu/2024/26",
    "case-reference": "ssu/2024/26",
    "meeting": "ssu/2024-12-04",
    "date": "2024-10-17",
    "clause-reference": "5.3",
    "law-reference": "hol§6-2#11",
    "amount": "90000000",
    "decision-point": '{"case": "ssu/2024/26", "number": 1, "kind": "proposed"}',
}


def _unfit(item: Item, value: object) -> HfgraphError:
    form = _EXAMPLES.get(str(item.part("field")) if item.type == "header" else item.type, "")
    return bad_input(
        f"«{value}» kan ikke være verdien.",
        f"'{value}' cannot be the value.",
        mend=(f"Skriv den slik: {form}", f"Write it so: {form}") if form else ("Skriv noe.", "Write something."),
        field="value",
    )
