"""The whole graph by focus area: every thing in the area it belongs to, some by name, the rest counted."""

from __future__ import annotations

from collections import Counter, deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from hfgraph import terms
from hfgraph.map.group import BY_KEY, group_of
from hfgraph.map.order import expected
from hfgraph.map.selection import More, Selection
from hfgraph.map.wish import Wish

if TYPE_CHECKING:
    from hfgraph.graph import Graph

SEVERAL, WHOLE = "several", "whole"
_NAMED = {"project": 9, "committee": 5, "clause": 5}
"""How many things of a group are shown by name in every cluster before the reader opens it."""
_LAST = {"party", "person", "document", "agreement", "law", "clause", "observation", "plan"}
"""Groups that belong to a cluster without drawing their neighbours into it."""
_OUTSIDE = {"party", "person", "document", "agreement", "law"}
"""Groups that belong to the cooperation as a whole."""
_TIES = {terms.HF + name for name in ("contributesTo", "responsibleFor", "partOf", "about", "pointOf", "organizedBy")}
"""Properties along which a thing belongs to the area that its neighbour belongs to."""


@dataclass(frozen=True, slots=True)
class Tie:
    """How many links there are between the things of two clusters."""

    one: str
    other: str
    count: int


def choose(graph: Graph, wish: Wish) -> Selection:
    """Return the named things of every cluster, and counts of the others."""
    chosen = Selection(wish)
    homes = homes_of(graph, wish)
    by_cell: dict[tuple[str, str], list[str]] = {}
    for iri, home in homes.items():
        by_cell.setdefault((home, group_of(graph.atlas, iri).key), []).append(iri)
    opened = {(opening.thing, opening.group): opening.most for opening in wish.openings}
    for members in by_cell.values():
        members.sort(key=lambda iri: expected(graph.atlas, graph.labels, iri))
    room = wish.limit - len(opened)
    ranks = list(_NAMED)
    order = sorted(
        by_cell, key=lambda cell: (cell not in opened, (ranks.index(cell[1]) if cell[1] in ranks else 9, cell))
    )
    for cell in order:
        members = by_cell[cell]
        wanted = opened.get(cell, _NAMED.get(cell[1], 0))
        shown = members[: max(0, min(wanted, room))]
        room -= len(shown)
        for iri in shown:
            chosen.add(iri)
        if len(members) > len(shown):
            home, group = cell
            key = f"more:{home}:{group}"
            chosen.more.append(More(key, group, len(members) - len(shown), home, len(shown) + 36, "cluster"))
    return chosen


def homes_of(graph: Graph, wish: Wish) -> dict[str, str]:
    """Return the cluster of every thing: an area's IRI, ``several``, or ``whole`` for the cooperation as a whole."""
    return graph.atlas.keep(("homes", wish.as_of, wish.community), lambda: _homes(graph, wish))


def ties(graph: Graph, wish: Wish) -> list[Tie]:
    """Return how many links there are between clusters."""
    homes, atlas = homes_of(graph, wish), graph.atlas
    counted: Counter[tuple[str, str]] = Counter()
    for link in atlas.links:
        if atlas.told(link.graphs, wish.as_of) and link.source in homes and link.target in homes:
            pair = sorted((homes[link.source], homes[link.target]))
            if pair[0] != pair[1]:
                counted[pair[0], pair[1]] += 1
    return [Tie(*pair, count) for pair, count in sorted(counted.items())]


def _homes(graph: Graph, wish: Wish) -> dict[str, str]:
    atlas = graph.atlas
    things = [
        iri
        for iri in sorted(atlas.kinds)
        if atlas.drawn_as(iri) == iri and atlas.known(iri, wish.as_of) and _mine(graph, iri, wish)
    ]
    areas = [iri for iri in things if group_of(atlas, iri).key == "area"]
    found: dict[str, set[str]] = {area: {area} for area in areas}
    queue = deque(areas)
    while queue:
        iri = queue.popleft()
        for link in atlas.around(iri, wish.as_of):
            other = link.other(iri)
            if link.predicate not in _TIES or group_of(atlas, other).key in _OUTSIDE:
                continue
            if other not in found:
                if group_of(atlas, other).key not in _LAST:
                    queue.append(other)
                found[other] = set(found[iri])
            elif iri in areas and other not in areas:
                found[other].add(iri)
    inside = {iri for iri in things if iri not in areas}
    return {
        iri: WHOLE if not (home := found.get(iri)) else next(iter(home)) if len(home) == 1 else SEVERAL
        for iri in things
        if iri in inside and group_of(atlas, iri) != BY_KEY["other"]
    }


def _mine(graph: Graph, iri: str, wish: Wish) -> bool:
    communities = graph.atlas.communities(iri)
    return wish.community is None or not communities or wish.community in communities
