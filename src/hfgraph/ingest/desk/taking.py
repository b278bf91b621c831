"""How a file is taken in when nothing else is said: by the readers in a process apart, and by the rules."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from hfgraph.graph import Graph
from hfgraph.ingest.document import Document
from hfgraph.ingest.profile import Profile
from hfgraph.ingest.proposal import Proposal

_SHEETS = ("xlsx", "csv")


def read(content: bytes, name: str, paper: Callable[[bytes, str], Document] | None = None) -> Document:
    """Return the document or the list of projects that a file is.

    Args:
        content: bytes of the file.
        name: of the file.
        paper: reads what is not a list of projects; in a process apart when nothing else is said.

    Raises:
        HfgraphError: it cannot be read.
    """
    from hfgraph.ingest import readers
    from hfgraph.ingest.sheets import sheet

    if readers.kind(content, name) in _SHEETS:
        return sheet.read_sheet(content, name)
    return (paper or readers.read_apart)(content, name)


def propose(document: Document, profile: Profile, graph: Graph, community: str) -> Sequence[Proposal]:
    """Return what a document seems to state."""
    from hfgraph.ingest import propose as rules
    from hfgraph.ingest.gazetteer import Gazetteer
    from hfgraph.ingest.sheets.sheet import is_sheet, propose_sheet

    names = Gazetteer.of(graph.store, community)
    return propose_sheet(document, profile, names) if is_sheet(document) else rules.propose(document, profile, names)
