"""The job that draws a map."""

from __future__ import annotations

from collections.abc import Sequence

from hfgraph import terms
from hfgraph.graph import Graph
from hfgraph.jobs.answer import as_json
from hfgraph.map.ask import wish
from hfgraph.map.plan import as_dict, draw, relations
from hfgraph.map.wish import VISIBLE
from hfgraph.text import Language
from hfgraph.worker import Job, JobResult


def view(  # noqa: PLR0913 -- an address has as many parts as it has
    graph: Graph,
    /,
    *,
    language: Language,
    layout: str = "",
    focus: str = "",
    start: str = "",
    goal: str = "",
    depth: int = 0,
    openings: Sequence[str] = (),
    hidden: Sequence[str] = (),
    as_of: str = "",
    community: str = "",
    limit: int = VISIBLE,
) -> JobResult:
    """Return a view of the map: cards and lines with their places."""
    wanted = wish(
        graph,
        language,
        layout=layout,
        focus=focus,
        start=start,
        goal=goal,
        depth=depth,
        openings=openings,
        hidden=hidden,
        as_of=as_of,
        community=community,
        limit=limit,
    )
    return as_json(as_dict(graph, draw(graph, wanted)))


def around(
    graph: Graph, /, *, language: Language, thing: str, as_of: str = "", community: str = "", field: str = "select"
) -> JobResult:
    """Return one thing, what it is drawn as, and what is around it, group by group."""
    iri = graph.lookup.one(thing, field=field)
    wanted = wish(graph, language, as_of=as_of, community=community)
    return as_json(
        {
            "iri": iri,
            "key": terms.shorten(iri),
            "drawnAs": terms.shorten(graph.atlas.drawn_as(iri)),
            "relations": relations(graph, iri, wanted),
        }
    )


def warm(graph: Graph) -> None:
    """Draw the opening view once, so that every worker knows what it rests on, and load what finds paths."""
    import networkx  # noqa: F401

    view(graph, language="nb")


JOBS: dict[str, Job] = {"map": view, "map-around": around}
