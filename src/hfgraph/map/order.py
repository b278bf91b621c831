"""The order people expect things in: clauses by number, cases by year and number, meetings by date, others by name."""

from __future__ import annotations

import re

from hfgraph import terms
from hfgraph.atlas import Atlas
from hfgraph.label import Labels
from hfgraph.lookup import fold

_PARTS = re.compile(r"(\d+)")

SortKey = tuple[tuple[int, int, str], ...]


def natural(text: str) -> SortKey:
    """Return a key that sorts numbers in a text as numbers."""
    return tuple(
        (0, int(part), "") if part.isascii() and part.isdigit() else (1, 0, part)
        for part in _PARTS.split(fold(text))
        if part
    )


def expected(atlas: Atlas, labels: Labels, iri: str) -> tuple[SortKey, str]:
    """Return where a thing stands among its like."""
    for local in ("clauseNumber", "date", "startDate", "number"):
        if found := atlas.value(iri, local):
            return natural(found), iri
    year, sequence = atlas.value(iri, "year"), atlas.value(iri, "sequence")
    if year and sequence:
        return natural(f"{year} {sequence}"), iri
    if iri.startswith(terms.ID + "law/"):
        return natural(iri), iri
    return natural(labels.text(iri).nb), iri
