"""Which pages there are, in the order of the menu; one that is not built is left out of it."""

from __future__ import annotations

from typing import NamedTuple

from hfgraph.text import Text


class Entry(NamedTuple):
    """A page of the menu."""

    path: str
    name: Text


ENTRIES = (
    Entry("/", Text("Oversikt", "Overview")),
    Entry("/coverage", Text("Dekning", "Coverage")),
    Entry("/projects", Text("Prosjekter", "Projects")),
    Entry("/cases", Text("Saker", "Cases")),
    Entry("/meetings", Text("Møter", "Meetings")),
    Entry("/documents", Text("Dokumenter", "Documents")),
    Entry("/contradictions", Text("Motstrid", "Contradictions")),
    Entry("/quality", Text("Kvalitet", "Quality")),
    Entry("/map", Text("Kart", "Map")),
    Entry("/ask", Text("Spør", "Ask")),
    Entry("/review", Text("Innboks", "Inbox")),
)
