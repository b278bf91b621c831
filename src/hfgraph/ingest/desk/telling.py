"""What a reviewer reads of an item: its type, its value in few words, the rule that found it."""

from __future__ import annotations

from collections.abc import Callable

from hfgraph.ingest.desk.rules import rule_name
from hfgraph.ingest.facts import CaseKey, LawKey, MeetingKey
from hfgraph.ingest.facts.wording import date_words, kroner
from hfgraph.ingest.item import Item
from hfgraph.text import Text

TYPES = {
    "header": Text("Dokumenthode", "Document head"),
    "case": Text("Sak", "Case"),
    "case-reference": Text("Vist til sak", "Case referred to"),
    "decision-point": Text("Punkt", "Point"),
    "clause-reference": Text("Avtalepunkt", "Clause"),
    "law-reference": Text("Lovhenvisning", "Statute reference"),
    "date": Text("Dato", "Date"),
    "meeting": Text("Møte", "Meeting"),
    "project": Text("Prosjekt", "Project"),
    "focus-area": Text("Innsatsområde", "Focus area"),
    "organisation": Text("Organisasjon", "Organisation"),
    "instrument": Text("Styringsdokument", "Instrument"),
    "amount": Text("Beløp", "Amount"),
}
HEADS = {
    "case_number": Text("Saksnummer", "Case number"),
    "title": Text("Tittel", "Title"),
    "case_handler": Text("Saksbehandler", "Case handler"),
    "document_date": Text("Dokumentdato", "Document date"),
    "meeting_date": Text("Møtedato", "Meeting date"),
    "reference": Text("Arkivreferanse", "Archive reference"),
    "attachment": Text("Vedlegg", "Attachment"),
}
ROLES = {
    "secretariat": Text("Sekretariatet", "Secretariat"),
    "case-handler": Text("Saksbehandler", "Case handler"),
    "leader": Text("Leder", "Leader"),
    "analyst": Text("Analytiker", "Analyst"),
    "other": Text("Annen", "Other"),
}
STATES = {
    "new": Text("", ""),
    "known": Text(
        "Det samme dokumentet er lest før; ingenting er nytt.",
        "The same document has been read before; nothing is new.",
    ),
    "same-text": Text(
        "Filen er en annen, men teksten er den samme: alle avgjørelser gjelder.",
        "The file differs, but the text is the same: every decision stands.",
    ),
    "changed": Text(
        "Teksten er endret. Avgjørelser på ord som står der ennå, gjelder; resten må ses på igjen.",
        "The text has changed. Decisions on words that are still there stand; the others have to be looked at again.",
    ),
}


def case_words(value: object) -> str:
    """Return a case as people write it: ``SSU 26/2024``."""
    key = CaseKey.read(value)
    if key is None:
        body, _, rest = str(value).partition("/")
        year, _, number = rest.partition("/")
        return f"{'' if body == '?' else body.upper()} {number}/{year}".strip()
    return f"{key.body.upper()} {key.number}/{key.year}"


def label(item: Item) -> Text:
    """Return what an item says in a few words."""
    tell = _LABELS.get(item.type)
    return Text(str(item.value), str(item.value)) if tell is None else tell(item)


def _head(item: Item) -> Text:
    head = HEADS.get(str(item.part("field")), Text(str(item.part("field")), str(item.part("field"))))
    told = _head_value(item)
    return Text(f"{head.nb}: {told.nb}", f"{head.en}: {told.en}")


def _case(item: Item) -> Text:
    words, point = case_words(item.value), item.detail.get("point")
    return Text(f"{words} punkt {point}", f"{words} point {point}") if point else Text(words, words)


def _point(item: Item) -> Text:
    case, number = case_words(item.part("case")), item.part("number")
    if item.part("kind") == "adopted":
        return Text(f"Vedtak punkt {number} i {case}", f"Adopted point {number} of {case}")
    return Text(f"Forslag punkt {number} i {case}", f"Proposed point {number} of {case}")


def _law(item: Item) -> Text:
    law = LawKey.read(item.value)
    if law is None:
        return Text(item.text, item.text)
    nb, en = (f" {word} {law.item}" if law.item else "" for word in ("nr.", "no."))
    return Text(f"{law.code} § {law.section}{nb}", f"{law.code} § {law.section}{en}")


def _meeting(item: Item) -> Text:
    meeting = MeetingKey.read(item.value)
    if meeting is None:
        return Text(item.text, item.text)
    when = date_words(meeting.date)
    return Text(f"{meeting.body.upper()} {when.nb}", f"{meeting.body.upper()} {when.en}")


_LABELS: dict[str, Callable[[Item], Text]] = {
    "header": _head,
    "case": _case,
    "case-reference": _case,
    "decision-point": _point,
    "clause-reference": lambda item: Text(f"Avtalepunkt {item.value}", f"Clause {item.value}"),
    "law-reference": _law,
    "date": lambda item: date_words(item.text),
    "meeting": _meeting,
    "amount": lambda item: kroner(item.value) if isinstance(item.value, int) else Text(item.text, item.text),
}


def _head_value(item: Item) -> Text:
    name, value = item.part("field"), str(item.part("value"))
    if name == "case_number":
        return Text(case_words(value), case_words(value))
    return date_words(value) if name in ("document_date", "meeting_date") else Text(value, value)


def rule(item: Item) -> Text:
    """Return what the rule that found an item looks for."""
    return rule_name(item.rule) or TYPES[item.type]
