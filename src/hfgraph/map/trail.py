"""The picture of the ways between two things, every step with its words, and the same told as sentences."""

from __future__ import annotations

from itertools import pairwise

from hfgraph.graph import Graph
from hfgraph.map.card import Size, cards
from hfgraph.map.drawing import LINE, TEXT, Caption, Card, Line, Picture
from hfgraph.map.layered import Layered, Spacing
from hfgraph.map.lettering import width, wrap
from hfgraph.map.level import settle
from hfgraph.map.line import lines
from hfgraph.map.selection import Selection

MARGIN = 16.0
_GAP = 108.0
_ROOM = 92.0


def picture(graph: Graph, chosen: Selection) -> Picture:
    """Return the paths from left to right with everything placed."""
    made = {card.key: card for card in cards(graph, chosen, Size())}
    drawn = lines(graph, chosen)
    columns = _columns(chosen, made)
    Layered(columns, drawn, Spacing(gap=_GAP, row=28.0, lane=20.0), frozenset()).place(MARGIN, MARGIN)
    found = Picture([card for column in columns for card in column], drawn, _words(drawn, made))
    found.fit(MARGIN)
    return found


def sentences(graph: Graph, chosen: Selection) -> list[list[Line]]:
    """Return every path as its lines, one a step, each told in the direction of the data."""
    told: dict[frozenset[str], Line] = {}
    for line in lines(graph, chosen):
        told.setdefault(frozenset((line.source, line.target)), line)
    ways = [[told.get(frozenset(pair)) for pair in pairwise(way)] for way in chosen.paths]
    return [[step for step in way if step is not None] for way in ways if None not in way]


def _columns(chosen: Selection, made: dict[str, Card]) -> list[list[Card]]:
    place: dict[str, int] = {}
    longest = max((len(way) for way in chosen.paths), default=0)
    for way in chosen.paths:
        for index, iri in enumerate(way):
            place[iri] = max(place.get(iri, 0), index)
    if chosen.paths:
        place[chosen.paths[0][-1]] = longest - 1
    columns: dict[int, list[Card]] = {}
    for number, (iri, card) in enumerate(made.items()):
        columns.setdefault(place.get(iri, number), []).append(card)
    return [columns[number] for number in sorted(columns)]


def _words(drawn: list[Line], made: dict[str, Card]) -> list[Caption]:
    """Return the words of every line, in the gap after its left end, none over another."""
    gaps: dict[float, list[tuple[float, tuple[str, ...]]]] = {}
    for line in drawn:
        if not line.points:
            continue
        left, right = sorted((made[line.source], made[line.target]), key=lambda card: card.x)
        if left.x == right.x:
            continue
        arrow = f"{line.name} →" if made[line.source] is left else f"← {line.name}"
        middle = left.right + _GAP / 2
        near = [y for x, y in line.points if left.right <= x <= left.right + _GAP]
        gaps.setdefault(middle, []).append((sum(near) / len(near), wrap(arrow, _ROOM, TEXT, 3)))
    found: list[Caption] = []
    for middle, words in gaps.items():
        words.sort()
        heights = [len(rows) * LINE for _, rows in words]
        places = settle([y for y, _ in words], heights, [6.0] * (len(words) - 1))
        for place, height, (_, rows) in zip(places, heights, words, strict=True):
            for index, row in enumerate(rows):
                y = place - height / 2 + index * LINE + TEXT
                found.append(Caption(row, middle, round(y, 1), "line", "middle", width(row, TEXT)))
    return found
