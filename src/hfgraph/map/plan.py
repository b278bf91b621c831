"""From a wish to a view: everything a page, a file or a program needs to show a map."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

from hfgraph import terms
from hfgraph.graph import Graph
from hfgraph.map import chain, cluster, ring, trail
from hfgraph.map.choice import choose, neighbours
from hfgraph.map.drawing import Picture
from hfgraph.map.group import GROUPS, group_of
from hfgraph.map.selection import Selection
from hfgraph.map.wish import Layout, Wish

_PICTURES: Mapping[Layout, Callable[[Graph, Selection], Picture]] = {
    "start": chain.picture,
    "chain": chain.picture,
    "clusters": cluster.picture,
    "rings": ring.picture,
    "path": trail.picture,
}


@dataclass(frozen=True, slots=True)
class View:
    """A wish, what was chosen for it, and where it all stands.

    Attributes:
        wish: as it was granted: a chain that would hold one thing only becomes rings.
        selection: what is shown.
        picture: with everything placed.
        groups: how many things of each group would be shown if none were hidden.
    """

    wish: Wish
    selection: Selection
    picture: Picture
    groups: Mapping[str, int]


def draw(graph: Graph, wish: Wish) -> View:
    """Return the view a wish asks for."""
    everything = choose(graph, replace(wish, hidden=frozenset()))
    if wish.layout == "chain" and not wish.openings and _chained(graph, everything) <= 1:
        wish = replace(wish, layout="rings")
        everything = choose(graph, replace(wish, hidden=frozenset()))
    chosen = choose(graph, wish) if wish.hidden else everything
    counted = Counter(group_of(graph.atlas, iri).key for iri in everything.things)
    for more in everything.more:
        counted[more.group] += more.count if wish.layout == "clusters" else 0
    groups = {group.key: counted[group.key] for group in GROUPS if group.key in counted}
    return View(wish, chosen, _PICTURES[wish.layout](graph, chosen), groups)


def _chained(graph: Graph, chosen: Selection) -> int:
    """Return how many things a chain holds, the documents that tell of it left out; one alone is no chain."""
    return sum(group_of(graph.atlas, iri).key != "document" for iri in chosen.things)


def as_dict(graph: Graph, view: View) -> dict[str, Any]:
    """Return a view as JSON-ready values."""
    language, picture, wish = view.wish.language, view.picture, view.wish
    return {
        "layout": wish.layout,
        "focus": wish.focus and _named(graph, wish.focus, wish),
        "from": wish.start and _named(graph, wish.start, wish),
        "to": wish.goal and _named(graph, wish.goal, wish),
        "width": round(picture.width, 1),
        "height": round(picture.height, 1),
        "nodes": [
            {
                "iri": "" if card.more else card.key,
                "key": terms.shorten(card.key),
                "group": card.group,
                "kind": card.kind,
                "label": card.label,
                "lines": card.lines,
                "body": card.body,
                "state": card.state,
                "stateLabel": card.state_label,
                "stateLines": card.state_lines,
                "inferred": card.inferred,
                "more": card.more,
                "opens": card.opens and [terms.shorten(card.opens[0]), *card.opens[1:]],
                "note": card.note,
                "focus": card.focus,
                "x": card.x,
                "y": card.y,
                "width": card.width,
                "height": card.height,
            }
            for card in picture.cards
        ],
        "edges": [
            {
                "source": terms.shorten(line.source),
                "target": terms.shorten(line.target),
                "property": terms.shorten(line.property),
                "name": line.name,
                "inferred": line.inferred,
                "places": line.places,
                "path": line.path,
            }
            for line in picture.lines
        ],
        "captions": [
            {"text": one.text, "x": one.x, "y": one.y, "role": one.role, "anchor": one.anchor, "width": one.width}
            for one in picture.captions
        ],
        "boxes": [
            {"x": one.x, "y": one.y, "width": one.width, "height": one.height, "role": one.role}
            for one in picture.boxes
        ],
        "legend": [
            {
                "group": group.key,
                "name": group.many.in_language(language),
                "count": view.groups.get(group.key, 0),
                "hidden": group.key in wish.hidden,
            }
            for group in GROUPS
            if group.key in view.groups or group.key in wish.hidden
        ],
        "omitted": view.selection.omitted,
        "sentences": [
            [
                {
                    "source": _named(graph, step.source, wish),
                    "name": step.name,
                    "target": _named(graph, step.target, wish),
                }
                for step in way
            ]
            for way in (trail.sentences(graph, view.selection) if wish.layout == "path" else ())
        ],
    }


def relations(graph: Graph, iri: str, wish: Wish) -> list[dict[str, Any]]:
    """Return the groups of a thing's neighbours, each with the keys of the things in it."""
    found = neighbours(graph, graph.atlas.drawn_as(iri), wish)
    return [
        {
            "group": group.key,
            "name": group.many.in_language(wish.language),
            "things": [terms.shorten(link.other(graph.atlas.drawn_as(iri))) for link in found[group.key]],
        }
        for group in GROUPS
        if group.key in found
    ]


def _named(graph: Graph, iri: str, wish: Wish) -> dict[str, str]:
    return {"iri": iri, "key": terms.shorten(iri), "label": graph.labels.text(iri).in_language(wish.language)}
