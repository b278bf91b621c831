"""From what was accepted to statements: things with natural keys, each with the passage that says so.

Nothing is copied from the document but names, titles, numbers and dates; labels are made by template, and what a point
says in other words is for a person to fill in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import pyoxigraph as ox

from hfgraph.ingest.facts.cases import Cases
from hfgraph.ingest.facts.context import CaseKey, Context, MeetingKey
from hfgraph.ingest.facts.delivery import Delivery
from hfgraph.ingest.facts.papers import SUMS, sums, write_document, write_sums
from hfgraph.ingest.facts.provisions import LawKey, Provisions
from hfgraph.ingest.facts.scribe import Scribe
from hfgraph.ingest.item import Item

__all__ = ["SUMS", "CaseKey", "Context", "LawKey", "MeetingKey", "Scribe", "filed", "statements", "sums", "write_sums"]


def statements(items: Iterable[Item], context: Context) -> list[ox.Triple]:
    """Return what ``items`` say, without blank nodes, each once; nothing when they say nothing.

    Args:
        items: what was accepted.
        context: the document they are from.
    """
    return filed(items, context).triples


def filed(items: Iterable[Item], context: Context, today: str = "") -> Scribe:
    """Return the statements of ``items`` together with which item makes each.

    Args:
        items: what was accepted.
        context: the document they are from.
        today: ISO date, for a document that gives none; the day it is when empty.
    """
    from hfgraph.ingest.facts.rows import SheetRows, is_row

    accepted = tuple(item for item in items if any(place.start < place.end for place in item.places))
    scribe = Scribe(context, accepted)
    cases, delivery, provisions = Cases(scribe), Delivery(scribe), Provisions(scribe)
    writers: dict[str, Callable[[Item], None]] = {
        "header": cases.header,
        "case": cases.case,
        "case-reference": cases.reference,
        "decision-point": cases.point,
        "meeting": cases.meeting,
        "clause-reference": provisions.clause,
        "law-reference": provisions.law,
        "project": delivery.project,
        "focus-area": delivery.focus_area,
        "organisation": delivery.organisation,
        "instrument": delivery.instrument,
        "amount": delivery.amount,
    }
    rows = SheetRows(scribe, delivery)
    for item in accepted:
        write = writers.get(item.type)
        if is_row(item):
            write = rows.project if item.type == "project" else rows.amount
        if write is not None:
            with scribe.about(item):
                write(item)
    if scribe.triples:
        write_document(scribe, today or datetime.now(UTC).date().isoformat())
    return scribe
