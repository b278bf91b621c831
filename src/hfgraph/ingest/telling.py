"""What a reviewer reads of an item: its type, its value in few words, the rule that found it."""

from __future__ import annotations

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
    value = item.value
    if item.type == "header":
        head = HEADS.get(str(item.part("field")), Text(str(item.part("field")), str(item.part("field"))))
        told = _head_value(item)
        return Text(f"{head.nb}: {told.nb}", f"{head.en}: {told.en}")
    if item.type in ("case", "case-reference"):
        point = item.detail.get("point")
        words = case_words(value)
        return Text(f"{words} punkt {point}", f"{words} point {point}") if point else Text(words, words)
    if item.type == "decision-point":
        case, number = case_words(item.part("case")), item.part("number")
        if item.part("kind") == "adopted":
            return Text(f"Vedtak punkt {number} i {case}", f"Adopted point {number} of {case}")
        return Text(f"Forslag punkt {number} i {case}", f"Proposed point {number} of {case}")
    if item.type == "clause-reference":
        return Text(f"Avtalepunkt {value}", f"Clause {value}")
    if item.type == "law-reference":
        law = LawKey.read(value)
        if law is not None:
            nb, en = (f" {word} {law.item}" if law.item else "" for word in ("nr.", "no."))
            return Text(f"{law.code} § {law.section}{nb}", f"{law.code} § {law.section}{en}")
    if item.type == "date":
        return date_words(str(value))
    if item.type == "meeting":
        meeting = MeetingKey.read(value)
        if meeting is not None:
            when = date_words(meeting.date)
            return Text(f"{meeting.body.upper()} {when.nb}", f"{meeting.body.upper()} {when.en}")
    if item.type == "amount" and isinstance(value, int):
        return kroner(value)
    return Text(str(value), str(value))


def _head_value(item: Item) -> Text:
    name, value = item.part("field"), str(item.part("value"))
    if name == "case_number":
        return Text(case_words(value), case_words(value))
    return date_words(value) if name in ("document_date", "meeting_date") else Text(value, value)


def rule(item: Item) -> Text:
    """Return what the rule that found an item looks for."""
    kind = TYPES.get(item.rule.partition(".")[0]) or TYPES[item.type]
    tail = item.rule.partition(".")[2]
    name = RULES.get(item.rule)
    if name is not None:
        return name
    return Text(f"{kind.nb} ({tail})", f"{kind.en} ({tail})") if tail else kind


RULES: dict[str, Text] = {}
"""What rules look for, by name, where type and name do not tell it."""
