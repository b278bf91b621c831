"""Things and links chosen for a view, before they are placed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from hfgraph.atlas import Atlas, Link
from hfgraph.map.group import group_of
from hfgraph.map.wish import Wish

IN_DOCUMENT = "statedIn"
"""The property of the lines from the last things of a chain to the documents that state them."""


@dataclass(frozen=True, slots=True)
class More:
    """A card that stands for things not shown.

    Attributes:
        key: names it in the view.
        group: of the things.
        count: how many there are.
        thing: IRI or cluster they belong to, which opening them names; empty when they are shown elsewhere.
        most: how many to show when it is opened.
        note: what it stands for: ``more`` of a relation, ``unlinked`` projects, ``unmet`` requirements, a ``cluster``.
    """

    key: str
    group: str
    count: int
    thing: str = ""
    most: int = 0
    note: str = "more"


@dataclass(slots=True)
class Selection:
    """What a view shows.

    Attributes:
        wish: what was asked for.
        things: IRIs, the most important first; each with its distance from the focus.
        links: between them.
        extra: lines that are not links of the data: from a thing to a document, from a thing to a ``More``.
        more: cards that stand for things not shown.
        omitted: how many things did not fit.
        paths: for a path, the things along each one.
    """

    wish: Wish
    things: dict[str, int] = field(default_factory=dict)
    links: dict[Link, None] = field(default_factory=dict)
    extra: list[tuple[str, str, str]] = field(default_factory=list)
    more: list[More] = field(default_factory=list)
    omitted: int = 0
    paths: list[list[str]] = field(default_factory=list)

    def add(self, iri: str, distance: int = 0) -> None:
        """Show a thing."""
        self.things.setdefault(iri, distance)

    def join(self, links: Iterable[Link]) -> None:
        """Show links whose ends are shown."""
        for link in links:
            if link.source in self.things and link.target in self.things:
                self.links.setdefault(link)

    def cut(self, atlas: Atlas) -> None:
        """Leave out hidden groups, but never the focus, and what is too much, and every line that then hangs loose."""
        hidden = self.wish.hidden
        focus = self.wish.focus and atlas.drawn_as(self.wish.focus)
        kept = [iri for iri in self.things if iri == focus or group_of(atlas, iri).key not in hidden]
        self.omitted += max(0, len(kept) - self.wish.limit)
        self.things = {iri: self.things[iri] for iri in kept[: self.wish.limit]}
        self.more = [
            more
            for more in self.more
            if more.group not in hidden and (more.note != "more" or more.thing in self.things)
        ]
        shown = {*self.things, *(more.key for more in self.more)}
        self.links = {link: None for link in self.links if link.source in shown and link.target in shown}
        self.extra = [line for line in self.extra if line[0] in shown and line[2] in shown]
