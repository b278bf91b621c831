"""From what a reader wrote, in an address or on a command line, to a wish."""

from __future__ import annotations

from collections.abc import Iterable

from hfgraph import terms
from hfgraph.answer import COMMUNITY, day
from hfgraph.errors import bad_input
from hfgraph.graph import Graph
from hfgraph.map.group import BY_KEY
from hfgraph.map.wish import LAYOUTS, MOST, STEP, VISIBLE, Layout, Opening, Wish
from hfgraph.text import Language

_DEEPEST = 20


def wish(  # noqa: PLR0913 -- an address has as many parts as it has
    graph: Graph,
    language: Language,
    *,
    layout: str = "",
    focus: str = "",
    start: str = "",
    goal: str = "",
    depth: int = 0,
    openings: Iterable[str] = (),
    hidden: Iterable[str] = (),
    as_of: str = "",
    community: str = "",
    limit: int = VISIBLE,
    most: int = MOST,
) -> Wish:
    """Return the wish that was meant.

    Args:
        graph: where things are looked up.
        language: of labels.
        layout: name of a layout; found from the rest when empty.
        focus: what the view is about, as a person would write it.
        start: one end of a path.
        goal: the other end.
        depth: steps from the focus.
        openings: opened relations, each ``thing~group`` or ``thing~group~most``.
        hidden: keys of groups left out.
        as_of: a date.
        community: a community.
        limit: how many things are shown one by one.
        most: what ``limit`` may be at most.

    Raises:
        HfgraphError: a thing, date or layout is not known, or a layout lacks what it is about.
    """
    home = graph.lookup.one(community, COMMUNITY, field="community") if community else None

    def thing(text: str, field: str) -> str | None:
        return graph.lookup.one(text, community=home, field=field) if text.strip() else None

    about, one, other = thing(focus, "focus"), thing(start, "from"), thing(goal, "to")
    return Wish(
        language,
        _layout(layout, about),
        about,
        one,
        other,
        max(0, min(depth, _DEEPEST)),
        tuple(opening for text in openings if (opening := _opening(graph, text))),
        frozenset(key for key in hidden if key in BY_KEY),
        day(as_of, "as-of").isoformat() if as_of else None,
        home,
        max(1, min(limit, most)),
    )


def _layout(name: str, focus: str | None) -> Layout:
    if not name:
        return "chain" if focus else "start"
    for known in LAYOUTS:
        if known == name:
            return "start" if known in ("chain", "rings") and focus is None else known
    listed = ", ".join(LAYOUTS)
    raise bad_input(
        f"Kartet kan ikke tegnes som «{name}».",
        f"The map cannot be drawn as '{name}'.",
        mend=(f"Velg blant: {listed}.", f"Choose among: {listed}."),
        field="layout",
    )


def _opening(graph: Graph, text: str) -> Opening | None:
    thing, _, rest = text.partition("~")
    group, _, most = rest.partition("~")
    if group not in BY_KEY:
        return None
    iri = terms.expand(thing) or (terms.ID + thing if graph.store.contains(terms.ID + thing) else thing)
    number = int(most) if most.isascii() and most.isdigit() and len(most) < 5 else STEP  # noqa: PLR2004 -- digits
    return Opening(graph.atlas.drawn_as(iri), group, max(1, min(number, MOST)))
