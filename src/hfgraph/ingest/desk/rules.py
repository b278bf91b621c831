"""What the rules that find things look for, in a few words for whoever judges what they found."""

from __future__ import annotations

from collections.abc import Mapping

from hfgraph.ingest.sheets.table import Table
from hfgraph.text import Text

RULES: Mapping[str, Text] = {
    "header.attachment": Text("Post under «Vedlegg»", "Entry under “Vedlegg”"),
    "header.body-date": Text("Dato etter organets navn øverst", "Date after the body's name at the top"),
    "header.case-line": Text("Saksnummer på en av de første linjene", "Case number on one of the first lines"),
    "header.case_handler": Text("Feltet «Saksbehandler»", "The field “Saksbehandler”"),
    "header.case_number": Text("Feltet for saksnummer", "The field for the case number"),
    "header.document_date": Text("Feltet for dokumentets dato", "The field for the document's date"),
    "header.meeting_date": Text("Feltet «Møtedato»", "The field “Møtedato”"),
    "header.place-date": Text("Datolinje, alene eller etter et sted", "Date line, alone or after a place"),
    "header.reference": Text("Feltet for arkivreferanse", "The field for the archive reference"),
    "header.title": Text("Tittelen i hodet", "The title in the head"),
    "header.top-date": Text("Dato øverst i referat eller innkalling", "Date at the top of minutes or a notice"),
    "case.body": Text("Saksnummer etter organets navn", "Case number after the body's name"),
    "case.cell": Text("Saksnummer i en tabell", "Case number in a table"),
    "case.elsewhere": Text("Sak i et annet organ", "Case of another body"),
    "case.head": Text("Saken dokumentet selv gjelder", "The document's own case"),
    "case.line": Text("Saksnummer som begynner en linje", "Case number that begins a line"),
    "case.series": Text("Saksnummer med bokstavserie", "Case number with a series of letters"),
    "case.word": Text("Saksnummer etter ordet «sak»", "Case number after the word “sak”"),
    "point.adopted": Text("Punkt i et vedtak", "Point of a decision"),
    "point.proposed": Text("Punkt i en innstilling", "Point of a proposal"),
    "point.quoted": Text("Punkt gjengitt fra en annen sak", "Point quoted from another case"),
    "law.item": Text("Nummer i en paragraf", "Item of a section"),
    "law.section": Text("Paragraf i lov eller vedtekter", "Section of an act or of bylaws"),
    "clause.point": Text("Punkt i samarbeidsavtalen", "Clause of the cooperation agreement"),
    "date.iso": Text("Dato skrevet 2024-10-17", "Date written 2024-10-17"),
    "date.month": Text("Måned og år", "Month and year"),
    "date.numeric": Text("Dato i tall", "Date in figures"),
    "date.words": Text("Dato med månedsnavn", "Date with the month's name"),
    "meeting.header": Text("Møtet dokumentet er til eller fra", "The meeting the document is for or from"),
    "meeting.told": Text("Møte nevnt i teksten", "Meeting named in the text"),
    "amount.nok": Text("Beløp i kroner", "Amount in kroner"),
    "amount.table": Text("Beløp i en tabell", "Amount in a table"),
    "name.again": Text("Navn som er brukt før i dokumentet", "Name used before in the document"),
    "name.agreement": Text("Navn på en avtale", "Name of an agreement"),
    "name.body": Text("Organ som fellesskapet kjenner", "Body that the community knows"),
    "name.committee": Text("Navn på utvalg, råd eller gruppe", "Name of a committee, council or group"),
    "name.form": Text("Navn som ser ut som en virksomhet", "Name that looks like an organisation"),
    "name.graph": Text("Navn som grafen kjenner", "Name that the graph knows"),
    "name.law": Text("Navn på en lov", "Name of an act"),
    "name.listed": Text("Navn fra fellesskapets liste", "Name from the community's list"),
    "name.plan": Text("Navn på en plan eller et mandat", "Name of a plan or a mandate"),
    "name.proper": Text("Styringsdokument med eget navn", "Governing document with a name of its own"),
    "name.regulation": Text("Navn på en forskrift", "Name of a regulation"),
    "project.listed": Text("Prosjekt i en liste", "Project in a list"),
    "project.named": Text("Navn etter ordet «prosjekt»", "Name after the word “prosjekt”"),
    "project.row": Text("Prosjekt i en tabell", "Project in a table"),
    "focus-area.listed": Text("Innsatsområde i en liste", "Focus area in a list"),
    "focus-area.numbered": Text("Innsatsområde med nummer", "Focus area with a number"),
}
"""By name of the rule; the rules of spreadsheets are named after the columns, see :func:`rule_name`."""

_SHEET = "sheet."


def rule_name(rule: str) -> Text | None:
    """Return what a rule looks for, or ``None`` when nobody has said so."""
    if not rule.startswith(_SHEET):
        return RULES.get(rule)
    field = rule.removeprefix(_SHEET)
    titles = (column.title for column in Table.load().columns if column.field == field)
    return next((Text(f"Kolonnen «{title.nb}»", f"The column “{title.en}”") for title in titles), None)
