"""What is written on the card of a thing: what it is, its name, and how it stands."""

from __future__ import annotations

from dataclasses import dataclass

from hfgraph import terms
from hfgraph.coverage import CLAUSES, ITEMS
from hfgraph.graph import Graph
from hfgraph.map.drawing import LINE, TEXT, Card
from hfgraph.map.group import BY_KEY, group_of
from hfgraph.map.lettering import width, wrap
from hfgraph.map.selection import More, Selection
from hfgraph.map.wish import Wish
from hfgraph.text import Text

PAD = 10.0
ICON = 16.0
_BODY = {"clause", "decision"}
"""Groups whose names are numbers, so that what they are about is told as well."""
_NOTES = {
    "more": Text("{count} til", "{count} more"),
    "unlinked": Text("{count} tiltak uten kjent avtalepunkt", "{count} projects without a known clause"),
    "unmet": Text("{count} lovkrav uten kjent avtalepunkt", "{count} legal requirements without a known clause"),
    "cluster": Text("{count} {many}", "{count} {many}"),
}
State = tuple[str, str]
"""Code and words."""


@dataclass(frozen=True, slots=True)
class Size:
    """How large cards may be.

    Attributes:
        width: of every card.
        lines: of the name, at most.
        body: lines below the name, at most.
        kind: whether a line says what kind of thing it is.
    """

    width: float = 164.0
    lines: int = 4
    body: int = 3
    kind: bool = True


def cards(graph: Graph, chosen: Selection, size: Size) -> list[Card]:
    """Return a card for everything chosen, without its place."""
    return [thing(graph, iri, chosen.wish, size) for iri in chosen.things] + [
        count(more, chosen.wish, size) for more in chosen.more
    ]


def banded(graph: Graph, chosen: Selection, size: Size) -> list[Card]:
    """Return the cards of what stands in the band below the columns."""
    inside = [iri for iri in chosen.things if group_of(graph.atlas, iri).column is None]
    counts = [more for more in chosen.more if BY_KEY[more.group].column is None]
    return [thing(graph, iri, chosen.wish, size) for iri in inside] + [
        count(more, chosen.wish, size) for more in counts
    ]


def thing(graph: Graph, iri: str, wish: Wish, size: Size) -> Card:
    """Return the card of a thing."""
    atlas, language = graph.atlas, wish.language
    group = group_of(atlas, iri)
    room = size.width - 2 * PAD
    label = graph.labels.text(iri).in_language(language)
    name = label[:1].upper() + label[1:]
    kind = graph.labels.text(atlas.kinds[iri]).in_language(language) if iri in atlas.kinds else ""
    kind = kind[:1].upper() + kind[1:]
    if not size.kind or not kind or width(kind, TEXT) > room - ICON - 6:
        kind = group.one.in_language(language)
    state, state_label = _state(graph, iri, group.key, wish)
    mark = 20.0 if state != "count" else 0.0
    state_lines = (
        wrap(state_label, room - mark - (ICON + 6 if not size.kind else 0.0), TEXT, 2, bold=True) if state else ()
    )
    body: tuple[str, ...] = ()
    if group.key in _BODY and size.body:
        told = atlas.texts(iri, "summary")
        summary = told.get(language) or next(iter(told.values()), "")
        if summary and summary != label:
            body = wrap(summary, room, TEXT, size.body)
    first = 0.0 if size.kind else ICON + 6
    card = Card(
        iri,
        group.key,
        kind,
        name,
        wrap(name, room - first, TEXT, size.lines, bold=True),
        body,
        state,
        state_label,
        state_lines,
        atlas.inferred(iri),
        focus=wish.focus is not None and atlas.drawn_as(wish.focus) == iri,
    )
    return _sized(card, size)


def count(more: More, wish: Wish, size: Size) -> Card:
    """Return the card of a count of things."""
    group = BY_KEY[more.group]
    many = (group.one if more.count == 1 else group.many).in_language(wish.language)
    text = _NOTES[more.note].in_language(wish.language).format(count=more.count, many=many.lower())
    room = size.width - 2 * PAD - (0.0 if size.kind else ICON + 6)
    opens = (more.thing, more.group, more.most) if more.thing else None
    card = Card(
        more.key,
        more.group,
        many,
        text,
        wrap(text, room, TEXT, size.lines, bold=True),
        more=more.count,
        opens=opens,
        note=more.note,
    )
    return _sized(card, size)


def _sized(card: Card, size: Size) -> Card:
    rows = len(card.lines) + len(card.body) + len(card.state_lines) + (1 if size.kind else 0)
    card.width, card.height = size.width, rows * LINE + 2 * PAD - 4
    return card


def _state(graph: Graph, iri: str, group: str, wish: Wish) -> State:
    if group == "area":
        return _projects(graph, iri, wish)
    if group in ("clause", "law"):
        return _states(graph, CLAUSES if group == "clause" else ITEMS, group, wish).get(iri, ("", ""))
    if group == "project":
        return _states(graph, "project-status", group, wish).get(iri, ("", ""))
    return "", ""


def _projects(graph: Graph, iri: str, wish: Wish) -> State:
    """Return how many projects contribute to a focus area, as words without a state."""
    found = {
        link.source
        for link in graph.atlas.around(iri, wish.as_of)
        if link.target == iri and link.predicate == terms.HF + "contributesTo"
        if group_of(graph.atlas, link.source).key == "project"
    }
    number = len(found)
    return "count", Text(f"{number} tiltak", f"{number} project{'' if number == 1 else 's'}").in_language(wish.language)


def _states(graph: Graph, question: str, group: str, wish: Wish) -> dict[str, State]:
    """Return the state of every thing that a question tells of; of one told in several ways, the latest."""

    def ask() -> dict[str, State]:
        values = {"as-of": wish.as_of or "", "community": wish.community or ""}
        column = {"clause": "clause", "law": "item", "project": "project"}[group]
        name = "status" if group == "project" else "state"
        found: dict[str, tuple[str, State]] = {}
        several: set[str] = set()
        for row in graph.rows(question, values, wish.language).plain():
            iri, told = str(row[column]), (str(row[name]), str(row[name + "Label"]))
            day = str(row.get("date") or "")
            if iri in found and found[iri][1] != told and group == "law":
                several.add(iri)
            if iri not in found or day > found[iri][0]:
                found[iri] = (day, told)
        return {iri: told for iri, (_, told) in found.items() if iri not in several}

    return graph.atlas.keep(("states", question, wish.as_of, wish.community, wish.language), ask)
