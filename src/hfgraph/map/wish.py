"""What a reader asks the map for."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from hfgraph.text import Language

Layout = Literal["start", "chain", "clusters", "rings", "path"]
LAYOUTS: tuple[Layout, ...] = ("start", "chain", "clusters", "rings", "path")
VISIBLE = 150
"""How many things are shown unless more are asked for."""
MOST = 500
"""How many things are ever shown one by one."""
ARCHIVED = 1000
"""How many things a file to keep holds."""
STEP = 12
"""How many things one opening of a relation adds."""


@dataclass(frozen=True, slots=True)
class Opening:
    """A group of a thing's neighbours that the reader has asked to see.

    Attributes:
        thing: IRI of the thing, or the key of a cluster.
        group: key of the group.
        most: how many at most.
    """

    thing: str
    group: str
    most: int = STEP


@dataclass(frozen=True, slots=True)
class Wish:
    """One view of the map.

    Attributes:
        language: of labels.
        layout: how things are placed.
        focus: IRI of the thing it is about, when it is about one.
        start: IRI of the one end of a path.
        goal: IRI of the other end.
        depth: steps from the focus at most; 0 for the whole chain, or the inner ring only.
        openings: relations the reader has opened.
        hidden: keys of groups that are left out.
        as_of: only what documents issued by this day say.
        community: IRI of the community whose things are shown, and those of none.
        limit: how many things are shown one by one.
    """

    language: Language
    layout: Layout = "start"
    focus: str | None = None
    start: str | None = None
    goal: str | None = None
    depth: int = 0
    openings: tuple[Opening, ...] = ()
    hidden: frozenset[str] = frozenset()
    as_of: str | None = None
    community: str | None = None
    limit: int = VISIBLE
