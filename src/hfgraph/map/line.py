"""The lines of a view, with what they say and how sure they are, before they are drawn."""

from __future__ import annotations

from hfgraph import terms
from hfgraph.graph import Graph
from hfgraph.map.drawing import Line
from hfgraph.map.selection import IN_DOCUMENT, Selection
from hfgraph.text import Text

_TOLD_IN = Text("omtalt i", "told of in")
_HINGED = {terms.HF + "inVersion": Text("står i", "is in"), terms.HF + "pointOf": Text("punkt i", "point in")}
"""What a link says when the hinge in it is left out."""
_MORE = Text("flere", "more")


def lines(graph: Graph, chosen: Selection) -> list[Line]:
    """Return a line for every pair of things that are tied, the links of one pair told together."""
    language = chosen.wish.language
    found: dict[tuple[str, str], Line] = {}
    for link in chosen.links:
        name = _HINGED.get(link.predicate, graph.labels.text(link.predicate)).in_language(language)
        places = len(graph.atlas.places(link))
        known = found.get((link.source, link.target))
        if known is None:
            line = Line(link.source, link.target, name, link.predicate, link.inferred, places)
            found[link.source, link.target] = line
        else:
            known.name = ", ".join(dict.fromkeys([*known.name.split(", "), name]))
            known.inferred &= link.inferred
            known.places += places
    for source, predicate, target in chosen.extra:
        name = (_TOLD_IN if predicate == IN_DOCUMENT else _MORE).in_language(language)
        iri = terms.STATED_IN if predicate == IN_DOCUMENT else predicate
        found.setdefault((source, target), Line(source, target, name, iri))
    return list(found.values())
