"""The picture of the whole graph: one frame a focus area with its things, and how the frames hang together."""

from __future__ import annotations

from hfgraph.graph import Graph
from hfgraph.map.card import ICON, PAD, Size, cards
from hfgraph.map.clusters import SEVERAL, WHOLE, homes_of, ties
from hfgraph.map.drawing import LINE, TEXT, Box, Caption, Card, Line, Picture
from hfgraph.map.group import BY_KEY
from hfgraph.map.lettering import width, wrap
from hfgraph.map.order import expected
from hfgraph.map.route import Way, angular
from hfgraph.map.selection import Selection
from hfgraph.text import Text

MARGIN = 16.0
_INSIDE = 10.0
_GUTTER = 16.0
_LANE = 24.0
_ROW = 8.0
_NAMES = {
    SEVERAL: Text("Flere innsatsområder", "Several focus areas"),
    WHOLE: Text("Samarbeidet som helhet", "The cooperation as a whole"),
}
_LINK, _LINKS = Text("lenke", "link"), Text("lenker", "links")
_CARD = 216.0
_DROP = 48.0
_ORDER = tuple(BY_KEY)


def picture(graph: Graph, chosen: Selection) -> Picture:
    """Return the clusters with everything placed: a frame an area side by side, the cooperation as a whole below."""
    homes = homes_of(graph, chosen.wish)
    made = cards(graph, chosen, Size(width=_CARD, lines=3, body=0, kind=False))
    for card in made:
        card.state = "" if card.group == "area" else card.state
        card.height = max(card.height, ICON + PAD)
    members: dict[str, list[Card]] = {}
    for card in made:
        members.setdefault(card.opens[0] if card.opens else homes[card.key], []).append(card)
    for cell in members.values():
        cell.sort(
            key=lambda card: (_ORDER.index(card.group), bool(card.more), expected(graph.atlas, graph.labels, card.key))
        )
    keys = sorted((home for home in members if home != WHOLE), key=lambda home: (home in _NAMES, home))
    found = Picture(made, [])
    lanes = _tied(graph, chosen, keys)
    top = MARGIN + len(lanes) * _LANE + 8
    lefts: dict[str, float] = {}
    lowest = top
    for number, home in enumerate(keys):
        lefts[home] = MARGIN + number * (_CARD + 2 * _INSIDE + _GUTTER)
        lowest = max(lowest, _frame(graph, chosen, home, members[home], lefts[home], top, found))
    for left in lefts.values():
        found.boxes.append(Box(left, top, _CARD + 2 * _INSIDE, lowest - top, "frame"))
    _arcs(lanes, lefts, top, chosen, found)
    if WHOLE in members:
        wide = max(5, len(keys)) * (_CARD + 2 * _INSIDE + _GUTTER) - _GUTTER
        start = lowest + (_DROP if keys else 0.0)
        bottom = _wide(chosen, members[WHOLE], start, wide, found)
        found.boxes.append(Box(MARGIN, start, wide, bottom - start, "frame"))
        _drops(graph, chosen, lefts, lowest, found)
    found.fit(MARGIN)
    return found


def _tied(graph: Graph, chosen: Selection, keys: list[str]) -> list[tuple[str, str, int]]:
    """Return the pairs of frames with links between them from left to right, neighbours first."""
    place = {home: index for index, home in enumerate(keys)}
    pairs = [
        (tie.one, tie.other, tie.count) for tie in ties(graph, chosen.wish) if {tie.one, tie.other} <= place.keys()
    ]
    pairs = [(one, other, count) if place[one] < place[other] else (other, one, count) for one, other, count in pairs]
    return sorted(pairs, key=lambda pair: (place[pair[1]] - place[pair[0]], place[pair[0]]))


def _arcs(
    lanes: list[tuple[str, str, int]], lefts: dict[str, float], top: float, chosen: Selection, found: Picture
) -> None:
    """Draw one line a pair of frames, each in a lane of its own above them, with the number of links on it."""
    number = {home: index for index, home in enumerate(lefts)}
    step = (_CARD - 40) / max(1, len(lefts))
    for index, (one, other, count) in enumerate(lanes):
        y = top - 14 - index * _LANE
        start = lefts[one] + 30 + step * number[other]
        end = lefts[other] + 30 + step * number[one]
        way = angular([(start, top), (start, y), (end, y), (end, top)])
        _tie(one, other, count, way, ((start + end) / 2, y + 5), chosen, found)


def _drops(graph: Graph, chosen: Selection, lefts: dict[str, float], lowest: float, found: Picture) -> None:
    """Draw a short line from every frame to the one below, with the number of links on it."""
    for tie in ties(graph, chosen.wish):
        if WHOLE in (tie.one, tie.other):
            home = tie.other if tie.one == WHOLE else tie.one
            if home in lefts:
                x = lefts[home] + _CARD / 2 + _INSIDE
                way = angular([(x, lowest), (x, lowest + _DROP)])
                _tie(home, WHOLE, tie.count, way, (x, lowest + _DROP / 2 + 5), chosen, found)


def _tie(
    one: str, other: str, count: int, way: Way, words: tuple[float, float], chosen: Selection, found: Picture
) -> None:
    unit = (_LINK if count == 1 else _LINKS).in_language(chosen.wish.language)
    line = Line(one, other, f"{count} {unit}", "ties", path=way.data, points=way.points)
    found.lines.append(line)
    found.captions.append(Caption(line.name, *words, "line", "middle", width(line.name, TEXT, bold=True)))


def _frame(
    graph: Graph, chosen: Selection, home: str, members: list[Card], x: float, top: float, found: Picture
) -> float:
    name = (_NAMES[home] if home in _NAMES else graph.labels.text(home)).in_language(chosen.wish.language)
    for row, words in enumerate(wrap(name, _CARD, TEXT, 3, bold=True)):
        found.captions.append(Caption(words, x + _INSIDE, top + _INSIDE + TEXT + row * LINE, "frame", width=_CARD))
    y = top + _INSIDE + 3 * LINE
    for title, part in _sections(members, chosen):
        y += 8
        if title:
            found.captions.append(Caption(title, x + _INSIDE, y + TEXT, "section"))
            y += LINE + 4
        for card in part:
            card.x, card.y = x + _INSIDE, round(y, 1)
            y += card.height + _ROW
    return y + _INSIDE - _ROW


def _wide(chosen: Selection, members: list[Card], top: float, wide: float, found: Picture) -> float:
    name = _NAMES[WHOLE].in_language(chosen.wish.language)
    found.captions.append(Caption(name, MARGIN + _INSIDE, top + _INSIDE + TEXT, "frame", width=wide))
    across = max(1, int((wide - 2 * _INSIDE + _ROW) // (_CARD + _ROW)))
    step = (wide - 2 * _INSIDE - _CARD) / max(1, across - 1)
    y = top + _INSIDE + LINE
    for title, part in _sections(members, chosen):
        y += 8
        if title:
            found.captions.append(Caption(title, MARGIN + _INSIDE, y + TEXT, "section"))
            y += LINE + 4
        for start in range(0, len(part), across):
            row = part[start : start + across]
            for index, card in enumerate(row):
                card.x, card.y = round(MARGIN + _INSIDE + index * step, 1), round(y, 1)
            y += max(card.height for card in row) + _ROW
    return y + _INSIDE - _ROW


def _sections(members: list[Card], chosen: Selection) -> list[tuple[str, list[Card]]]:
    """Return the things by group under a heading with their number, and after them what is only counted."""
    named = dict.fromkeys(card.group for card in members if not card.more)
    found: list[tuple[str, list[Card]]] = []
    for group in named:
        part = [card for card in members if card.group == group]
        many = BY_KEY[group].many.in_language(chosen.wish.language)
        found.append((f"{many} ({sum(card.more or 1 for card in part)})", part))
    counted = [card for card in members if card.group not in named]
    return [*found, ("", counted)] if counted else found
