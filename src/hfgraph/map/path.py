"""The shortest ways between two things, over links that mean something."""

from __future__ import annotations

from itertools import islice, pairwise
from typing import TYPE_CHECKING

from hfgraph.atlas import Link
from hfgraph.map.group import group_of
from hfgraph.map.selection import Selection
from hfgraph.map.wish import Wish

if TYPE_CHECKING:
    import networkx

    from hfgraph.graph import Graph

_ENDS = {"party", "document", "person", "observation"}
"""Groups a path may begin or end in but not pass through: they would tie everything to everything."""
_PATHS = 3
_LOOSE = ("concerns", "about", "relation", "linkedTo", "basedOn", "groundedIn")
"""Properties that say less than the others, and count for a little more than one step."""


def choose(graph: Graph, wish: Wish) -> Selection:
    """Return the things along the shortest paths from the one end to the other; none when nothing ties them."""
    import networkx

    atlas, chosen = graph.atlas, Selection(wish)
    if wish.start is None or wish.goal is None:
        return chosen
    ends = (atlas.drawn_as(wish.start), atlas.drawn_as(wish.goal))
    net = _network(graph, wish, set(ends))
    for iri in ends:
        chosen.add(iri)
        net.add_node(iri)
    if ends[0] == ends[1] or not networkx.has_path(net, *ends):
        return chosen
    found = list(islice(networkx.shortest_simple_paths(net, *ends, weight="weight"), _PATHS))
    chosen.paths = [way for way in found if len(way) <= len(found[0]) + 1]
    for way in chosen.paths:
        for distance, iri in enumerate(way):
            chosen.add(iri, distance)
    for way in chosen.paths:
        for one, other in pairwise(way):
            link: Link = net.edges[one, other]["link"]
            chosen.join([link])
    return chosen


def _network(graph: Graph, wish: Wish, ends: set[str]) -> networkx.Graph[str]:
    import networkx

    atlas = graph.atlas
    net: networkx.Graph[str] = networkx.Graph()
    for link in atlas.links:
        if not atlas.told(link.graphs, wish.as_of):
            continue
        if any(group_of(atlas, end).key in _ENDS and end not in ends for end in (link.source, link.target)):
            continue
        weight = 1.4 if link.predicate.rpartition("#")[2] in _LOOSE else 1.0
        if not net.has_edge(link.source, link.target) or net.edges[link.source, link.target]["weight"] > weight:
            net.add_edge(link.source, link.target, weight=weight, link=link)
    return net
