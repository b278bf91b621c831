"""A desk without readers and recognisers: a text is read line by line, and words are proposed as a table has them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from hfgraph.graph import Graph
from hfgraph.ingest.desk import Desk
from hfgraph.ingest.document import Block, Document
from hfgraph.ingest.profile import Profile
from hfgraph.ingest.proposal import Proposal, Tier, Value, identified
from hfgraph.workspace import Workspace

PAPER = """SSU sak 31/2025

Felles rutiner for utskriving

Saksbehandler: Kari Nordmann
Dato dok: 03.03.2025
Møtedato: 19.03.2025
Vår ref: 2025/118

Vedlegg:
SSU sak 34-2023 Status for veien, oppfølging av SSU sak 10/2024

Innstilling:
1. SSU tar saken til orientering.
2. SSU ber Øyvær kommune om å lede prosjektet Nattlegen.

Prosjekter
- Veien frem, pkt. 1.9 i samarbeidsavtalen, med Øyvær kommune
- Nattlegen, jf. act § 2 nr. 1

Det er satt av 250 000 kroner. Neste møte er 2. mai.
Spørsmål til kari@example.org eller 98 76 54 32.
"""

Row = tuple[Any, ...]
"""Type, value, pattern of the words, and what the rule found besides."""
TABLE: tuple[Row, ...] = (
    ("header", {"field": "case_number", "value": "ssu/2025/31"}, r"SSU sak 31/2025"),
    ("case", "ssu/2025/31", r"SSU sak 31/2025"),
    ("header", {"field": "title", "value": "Felles rutiner for utskriving"}, r"Felles rutiner for utskriving"),
    ("header", {"field": "case_handler", "value": "Kari Nordmann"}, r"Kari Nordmann"),
    ("header", {"field": "document_date", "value": "2025-03-03"}, r"03\.03\.2025"),
    ("header", {"field": "meeting_date", "value": "2025-03-19"}, r"19\.03\.2025"),
    ("header", {"field": "reference", "value": "2025/118"}, r"2025/118"),
    (
        "header",
        {"field": "attachment", "value": "SSU sak 34-2023 Status for veien, oppfølging av SSU sak 10/2024"},
        r"SSU sak 34-2023 .*",
    ),
    ("case-reference", "ssu/2023/34", r"SSU sak 34-2023"),
    ("case-reference", "ssu/2024/10", r"SSU sak 10/2024"),
    ("decision-point", {"case": "ssu/2025/31", "number": 1, "kind": "proposed"}, r"1\. SSU tar .*"),
    ("decision-point", {"case": "ssu/2025/31", "number": 2, "kind": "proposed"}, r"2\. SSU ber .*"),
    ("organisation", "Øyvær kommune", r"Øyvær kommune"),
    ("project", "Veien frem", r"Veien frem"),
    ("project", "Nattlegen", r"Nattlegen"),
    ("clause-reference", "1.9", r"pkt\. 1\.9"),
    ("law-reference", "act§2#1", r"act § 2 nr\. 1"),
    ("amount", 250000, r"250 000 kroner"),
    ("date", "2025-05-02", r"2\. mai"),
)


def read(content: bytes, name: str) -> Document:
    """A block a line; a line that ends in a colon, or is one word, is a heading."""
    text = content.decode()
    blocks, section = [], ""
    for match in re.finditer(r"[^\n]+", text):
        line = match[0]
        if line.endswith(":") or " " not in line:
            kind, section = "heading", line.rstrip(":")
        else:
            kind = "item" if re.match(r"- |\d+\. ", line) else "paragraph"
        blocks.append(Block(*match.span(), kind, section=section))  # type: ignore[arg-type]
    return Document(name, "text/plain", len(content), sha256(content).hexdigest(), text, "lines 1", tuple(blocks))


def proposed(document: Document, table: Iterable[Row] = TABLE, tier: Tier = "explicit") -> list[Proposal]:
    """Every row of ``table`` whose words are in the document, once a place."""
    found = []
    for row in table:
        for match in re.finditer(row[2], document.text):
            block = document.block_at(match.start())
            found.append(
                Proposal(
                    row[0],
                    row[1],
                    match[0],
                    *match.span(),
                    block.section if block else "",
                    None,
                    f"{row[0]}.table",
                    0.9,
                    tier,
                    row[3] if len(row) == 4 else None,
                )
            )
    return list(identified(sorted(found, key=lambda proposal: proposal.start)))


def desk_of(root: Path, table: Sequence[Row] = TABLE, tier: Tier = "explicit") -> Desk:
    """A desk at the workspace ``root`` that proposes what ``table`` has."""

    def propose(document: Document, profile: Profile, graph: Graph, community: str) -> list[Proposal]:
        return proposed(document, table, tier)

    return Desk(Workspace.open(root), "en", read, propose)


def item(review: dict[str, Any], type_: str, value: Value) -> dict[str, Any]:
    """The one item of a review with this type and value."""
    (found,) = (each for each in review["items"] if (each["type"], each["value"]) == (type_, value))
    return dict(found)


def ids(review: dict[str, Any], *states: str) -> list[str]:
    """The ids of the items in these states."""
    return [each["id"] for each in review["items"] if each["state"] in (states or ("pending",))]
