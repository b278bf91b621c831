"""The document itself: what it is called, when it was written, and how to know it again."""

from __future__ import annotations

import re
from pathlib import PurePath

import pyoxigraph as ox

from hfgraph import terms
from hfgraph.ingest.contact import masked
from hfgraph.ingest.document import Document
from hfgraph.ingest.facts.cases import Cases
from hfgraph.ingest.facts.context import Context
from hfgraph.ingest.facts.scribe import Scribe
from hfgraph.ingest.facts.wording import case_name, meeting_name
from hfgraph.text import Text

_NYNORSK = re.compile(r"\b(?:ikkje|frå|eit|vere|kva|dei|saka|møtet vart|samarbeidsutval|berre|skal vera)\b", re.I)
_BOKMAL = re.compile(r"\b(?:ikke|fra|et|være|hva|de|saken|møtet ble|samarbeidsutvalg|bare)\b", re.I)
_NAMES = {
    "case-paper": Text("Saksframlegg", "Case paper"),
    "minutes": Text("Referat", "Minutes"),
    "slides": Text("Presentasjon", "Slides"),
    "agreement-text": Text("Avtaletekst", "Agreement text"),
    "spreadsheet": Text("Regneark", "Spreadsheet"),
    "status-report": Text("Statusrapport", "Status report"),
    "": Text("Dokument", "Document"),
}
_UNDATED = Text(
    "Dokumentet oppgir ingen dato; datoen er den seneste det nevner, eller dagen det ble lest.",
    "The document gives no date; this is the latest one it names, or the day it was read.",
)
SUMS = tuple(terms.HF + name for name in ("sha256", "textSha256", "length", "reader"))
"""Properties of a document that follow from its bytes, and change with them."""


def write_document(scribe: Scribe, today: str) -> None:
    """Write the document down.

    Args:
        scribe: takes the statements.
        today: ISO date, for a document that names no day.
    """
    context = scribe.context
    graph, document = context.graph, context.document
    scribe.iri(graph, terms.TYPE, terms.HF + "Document")
    scribe.iri(graph, terms.HF + "community", context.home)
    scribe.once(graph, terms.DCTERMS + "title", ox.Literal(_title(context), language="nb"))
    scribe.once(graph, terms.DCTERMS + "language", ox.Literal(_language(document.text)))
    if context.genre:
        scribe.once(graph, terms.HF + "kind", ox.NamedNode(f"{terms.HFC}document-kind/{context.genre}"))
    _date(scribe, today)
    scribe.label(graph, _label(scribe))
    write_sums(scribe)


def write_sums(scribe: Scribe) -> None:
    """Write what tells this edition of the document from every other."""
    graph, told = scribe.context.graph, sums(scribe.context.document)
    file = ox.Literal(_file_name(scribe))
    if scribe.known.value(graph, terms.HF + "sha256") in (None, told["sha256"]):
        scribe.once(graph, terms.DCTERMS + "identifier", file)
    else:
        scribe.add(graph, terms.DCTERMS + "identifier", file)
    for name, value in told.items():
        if name == "length":
            scribe.number(graph, terms.HF + name, int(value))
        else:
            scribe.text(graph, terms.HF + name, value)


def sums(document: Document) -> dict[str, str]:
    """Return what tells an edition from every other, by the local name of the property."""
    told = {"sha256": document.sha256, "length": str(len(document.text)), "reader": document.reader}
    return told if document.text_sha256 == document.sha256 else told | {"textSha256": document.text_sha256}


def _file_name(scribe: Scribe) -> str:
    """Return the file's name, told apart from that of another document's file when they are the same."""
    document, name = scribe.context.document, masked(scribe.context.document.name)
    facts = scribe.known.graph.store.facts(None, terms.DCTERMS + "identifier")
    if any(fact.value == name and fact.subject != scribe.context.graph for fact in facts):
        path = PurePath(name)
        return f"{path.stem}-{document.sha256[:8]}{path.suffix}"
    return name


def _date(scribe: Scribe, today: str) -> None:
    graph = scribe.context.graph
    day = scribe.context.issued or today
    stands = scribe.known.values(graph, terms.DCTERMS + "issued")
    scribe.once(graph, terms.DCTERMS + "issued", ox.Literal(day, datatype=ox.NamedNode(terms.XSD + "date")))
    if scribe.context.dated is None and not stands:
        scribe.both(graph, terms.HF + "note", _UNDATED)


def _title(context: Context) -> str:
    head = context.header("title")
    words = "" if head is None else str(head.part("value"))
    if context.case is not None and context.genre == "case-paper":
        name = f"{context.case.body.upper()} sak {context.case.number}/{context.case.year}"
        return masked(f"{name}: {words}" if words else name)
    if not words:
        text = context.document.text
        headings = (text[block.start : block.end] for block in context.document.blocks if block.kind == "heading")
        words = next((heading.strip() for heading in headings if heading.strip()), "")
    return masked(" ".join(words.strip("#* \t").split()) or context.document.name)


def _label(scribe: Scribe) -> Text:
    context = scribe.context
    kind = _NAMES[context.genre]
    if context.genre == "case-paper" and context.case is not None:
        name = case_name(Cases(scribe).short(context.case.body), context.case.year, context.case.number)
        return Text(f"{kind.nb} til {name.nb}", f"{kind.en} for {name.en}")
    if context.genre == "minutes" and context.meeting is not None:
        meeting = meeting_name(Cases(scribe).short(context.meeting.body), context.meeting.date)
        return Text(f"Referat: {meeting.nb}", f"Minutes: {meeting.en}")
    title = _title(context)
    return Text(f"{kind.nb}: {title}", f"{kind.en}: {title}")


def _language(text: str) -> str:
    return "nn" if len(_NYNORSK.findall(text)) > len(_BOKMAL.findall(text)) else "nb"
