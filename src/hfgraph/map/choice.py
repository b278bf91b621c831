"""Which things a view shows: the agreement and its coverage, the chain of one thing, its neighbours, a path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date

from hfgraph import terms
from hfgraph.atlas import Atlas, Link
from hfgraph.graph import Graph
from hfgraph.map.clusters import choose as clusters
from hfgraph.map.group import BY_KEY, group_of
from hfgraph.map.order import expected
from hfgraph.map.path import choose as path
from hfgraph.map.selection import IN_DOCUMENT, More, Selection
from hfgraph.map.wish import STEP, Layout, Opening, Wish
from hfgraph.neighbourhood import Bounds

_WHOLE = 100_000
_INNER = 26
"""How many neighbours the inner ring shows before the rest become counts, shared fairly between their groups."""
_RINGS = 2
_OUTER = 4
"""How many neighbours of one group each thing in the inner ring shows in the outer one."""
_FANNED = 8
"""How many things before the decisions may lead to documents; more would only be a fan of lines."""


def choose(graph: Graph, wish: Wish) -> Selection:
    """Return what to show for a wish, opened, filtered and cut to size."""
    ways: Mapping[Layout, Callable[[Graph, Wish], Selection]] = {
        "start": start,
        "chain": chain,
        "rings": rings,
        "clusters": clusters,
        "path": path,
    }
    chosen = ways[wish.layout](graph, wish)
    _open(graph, chosen)
    if wish.layout in ("start", "chain"):
        _end_in_documents(graph, chosen)
    chosen.cut(graph.atlas)
    return chosen


def start(graph: Graph, wish: Wish) -> Selection:
    """Return the agreements in force with their clauses, what fulfils each, and who decided it."""
    atlas, chosen = graph.atlas, Selection(wish)
    clauses = [iri for iri in _members(graph, "Clause", wish) if atlas.known(iri, wish.as_of)]
    items = set(_members(graph, "StatutoryItem", wish))
    for clause in clauses:
        chosen.add(clause)
        chosen.join(_follow(graph, chosen, clause, wish))
    for iri in [iri for iri in chosen.things if group_of(atlas, iri).key == "law" and iri not in items]:
        del chosen.things[iri]
    for clause in clauses:
        for link in atlas.around(clause, wish.as_of):
            if link.source == clause and group_of(atlas, link.target).key == "agreement":
                chosen.add(link.target, 1)
    for area in _members(graph, "FocusArea", wish):
        if atlas.known(area, wish.as_of):
            chosen.add(area, 1)
    chosen.join(_band_links(atlas, chosen))
    chosen.links = {
        link: None for link in chosen.links if link.source in chosen.things and link.target in chosen.things
    }
    chosen.join(link for link in atlas.links if _is(link, "inVersion") and atlas.told(link.graphs, wish.as_of))
    projects = [iri for iri in _members(graph, "Project", wish) if atlas.known(iri, wish.as_of)]
    loose = [iri for iri in projects if iri not in chosen.things]
    if loose:
        chosen.more.append(More("more:unlinked", "project", len(loose), note="unlinked"))
    if unmet := len(items - chosen.things.keys()):
        chosen.more.append(More("more:unmet", "law", unmet, note="unmet"))
    return chosen


def chain(graph: Graph, wish: Wish) -> Selection:
    """Return the chain through the focus, towards the law and towards the meetings."""
    atlas, chosen = graph.atlas, Selection(wish)
    focus = _focus(atlas, wish)
    chosen.add(focus)
    chosen.join(_follow(graph, chosen, wish.focus or focus, wish))
    chosen.join(_band_links(atlas, chosen))
    return chosen


def rings(graph: Graph, wish: Wish) -> Selection:
    """Return everything within some steps of the focus, whatever the direction."""
    atlas, chosen = graph.atlas, Selection(wish)
    focus = _focus(atlas, wish)
    chosen.add(focus)
    border = [focus]
    opened = {(opening.thing, opening.group) for opening in wish.openings}
    for distance in range(1, min(wish.depth or 1, _RINGS) + 1):
        found: dict[str, None] = {}
        for iri in border:
            found_here = neighbours(graph, iri, wish)
            share = _shares({group: len(links) for group, links in found_here.items()})
            for group, links in found_here.items():
                most = len(links) if (iri, group) in opened else share[group] if distance == 1 else _OUTER
                for link in links[:most]:
                    other = link.other(iri)
                    if other not in chosen.things:
                        chosen.add(other, distance)
                        found[other] = None
                    chosen.join([link])
                if len(links) > most and distance == 1:
                    rest = More(f"more:{iri}:{group}", group, len(links) - most, iri, len(links))
                    chosen.more.append(rest)
                    chosen.extra.append((iri, "more", rest.key))
        border = list(found)
    return chosen


def neighbours(graph: Graph, iri: str, wish: Wish) -> dict[str, list[Link]]:
    """Return the links of a thing by the group of what they lead to, each group and each thing in it in order."""
    atlas = graph.atlas
    found: dict[str, dict[str, Link]] = {}
    for link in atlas.around(iri, wish.as_of):
        other = link.other(iri)
        if _in_community(atlas, other, wish):
            found.setdefault(group_of(atlas, other).key, {}).setdefault(other, link)
    return {
        key: [found[key][other] for other in sorted(found[key], key=lambda one: expected(atlas, graph.labels, one))]
        for key in BY_KEY
        if key in found
    }


def _follow(graph: Graph, chosen: Selection, iri: str, wish: Wish) -> Iterable[Link]:
    """Add the chain through a thing, nearest first, and return its links."""
    atlas = graph.atlas
    limit = date.fromisoformat(wish.as_of) if wish.as_of else None
    bounds = Bounds(wish.depth or _WHOLE, _WHOLE, as_of=limit)
    found = atlas.keep(("chain", iri, bounds), lambda: graph.surroundings.chain(iri, bounds))
    for node in sorted(found.nodes, key=lambda node: abs(node.depth)):
        if node.iri in atlas.kinds and _in_community(atlas, node.iri, wish):
            chosen.add(atlas.drawn_as(node.iri), abs(node.depth))
    wanted = {(edge.source, edge.predicate, edge.target) for edge in found.edges}
    near = dict.fromkeys(link for node in found.nodes for link in atlas.around(atlas.drawn_as(node.iri), wish.as_of))
    return [link for link in near if any(fact in wanted for fact in link.facts)]


def _shares(counts: Mapping[str, int]) -> dict[str, int]:
    """Return how many of each group to show, so that the groups with few lose none."""
    given: dict[str, int] = {}
    room, left = _INNER, len(counts)
    for group, number in sorted(counts.items(), key=lambda one: (one[1], one[0])):
        given[group] = min(number, max(2, room // left))
        room, left = room - given[group], left - 1
    return given


def _open(graph: Graph, chosen: Selection) -> None:
    """Add the neighbours the reader has asked to see."""
    atlas, wish = graph.atlas, chosen.wish
    if wish.layout in ("rings", "clusters"):
        wish_openings: tuple[Opening, ...] = tuple(one for one in wish.openings if one.thing != wish.focus)
    else:
        wish_openings = wish.openings
    for opening in wish_openings:
        if opening.thing not in chosen.things:
            continue
        links = neighbours(graph, opening.thing, wish).get(opening.group, [])
        fresh = [link for link in links if link.other(opening.thing) not in chosen.things]
        added: set[str] = set()
        for link in fresh[: opening.most]:
            other = link.other(opening.thing)
            chosen.add(other, chosen.things[opening.thing] + 1)
            added.add(other)
        chosen.join(links)
        chosen.join(link for one in added for link in atlas.around(one, wish.as_of))
        if len(fresh) > opening.most:
            key = f"more:{opening.thing}:{opening.group}"
            rest = More(key, opening.group, len(fresh) - opening.most, opening.thing, opening.most + 2 * STEP)
            chosen.more.append(rest)
            chosen.extra.append((opening.thing, "more", key))


def _end_in_documents(graph: Graph, chosen: Selection) -> None:
    """Let the last thing of every chain lead to the documents that tell of it."""
    atlas, wish = graph.atlas, chosen.wish
    if "document" in wish.hidden:
        return
    column = {iri: group_of(atlas, iri).column for iri in chosen.things}
    onwards = {
        end
        for link in chosen.links
        for end in (link.source, link.target)
        if (mine := column[end]) is not None and (theirs := column[link.other(end)]) is not None and theirs > mine
    }
    last, decided = BY_KEY["document"].column, BY_KEY["decision"].column
    leaves = [iri for iri in chosen.things if iri not in onwards and column[iri] not in (None, last)]
    early = [iri for iri in leaves if (column[iri] or 0) < (decided or 0)]
    for iri in leaves if len(early) <= _FANNED else [iri for iri in leaves if iri not in early]:
        for document in dict.fromkeys(place.document for place in graph.evidence.of_thing(iri)):
            if document in atlas.kinds and atlas.told([document], wish.as_of):
                chosen.add(document, _WHOLE)
                chosen.extra.append((iri, IN_DOCUMENT, document))


def _band_links(atlas: Atlas, chosen: Selection) -> list[Link]:
    """Return what ties projects and bodies to the focus areas shown."""
    return [
        link
        for iri in chosen.things
        if group_of(atlas, iri).key == "area"
        for link in atlas.around(iri, chosen.wish.as_of)
        if group_of(atlas, link.other(iri)).key in ("project", "committee")
    ]


def _focus(atlas: Atlas, wish: Wish) -> str:
    if wish.focus is None:
        raise ValueError("this layout is about one thing")
    return atlas.drawn_as(wish.focus)


def _is(link: Link, local: str) -> bool:
    return link.predicate == terms.HF + local


def _members(graph: Graph, local: str, wish: Wish) -> list[str]:
    """Return the instances of one of our classes in the community, in order."""
    found = [iri for iri in graph.lookup.members(terms.HF + local) if _in_community(graph.atlas, iri, wish)]
    return sorted(found, key=lambda iri: expected(graph.atlas, graph.labels, iri))


def _in_community(atlas: Atlas, iri: str, wish: Wish) -> bool:
    if wish.community is None:
        return True
    communities = atlas.communities(iri)
    return not communities or wish.community in communities or iri == wish.community
