"""The picture of a chain: one column a kind from party and law to meeting and document, focus areas in a band below."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from hfgraph.graph import Graph
from hfgraph.map import band
from hfgraph.map.card import Size, banded, cards
from hfgraph.map.drawing import LINE, TEXT, Caption, Card, Line, Picture
from hfgraph.map.group import BY_KEY
from hfgraph.map.layered import Layered, Spacing
from hfgraph.map.lettering import wrap
from hfgraph.map.line import lines
from hfgraph.map.order import expected
from hfgraph.map.selection import Selection
from hfgraph.text import Text

MARGIN = 16.0
_HEAD = 12.0
_COLUMNS = {
    0: Text("Parter", "Parties"),
    1: Text("Lov og avtale", "Law and agreement"),
    3: Text("Avtalepunkt", "Clause"),
    4: Text("Tiltak og organ", "Project and body"),
    5: Text("Vedtak", "Decision"),
    6: Text("Sak", "Case"),
    7: Text("Møte", "Meeting"),
    8: Text("Vurdering og status", "Assessment and status"),
    9: Text("Personer og plasser", "People and seats"),
    10: Text("Dokument", "Document"),
}
_ROWS = 10
"""How many cards a column holds before it is divided."""
_PARTS = 5
_IN_ORDER = ("clause", "law")
"""Groups that people expect by number."""


def picture(graph: Graph, chosen: Selection) -> Picture:
    """Return the chain with everything placed; the band of focus areas is on top when one of them is the focus."""
    made = cards(graph, chosen, Size())
    known = {card.key: card for card in made}
    areas = _areas(graph, chosen)
    above = any(card.focus for card in areas)
    drawn = lines(graph, chosen)
    columns = _columns(graph, made)
    parts = divide(columns, drawn)
    start = MARGIN
    if above:
        start += LINE + 6 + max(card.height for card in areas) + band.depth(len(areas)) + 14
    upper = {key for key, card in known.items() if BY_KEY[card.group].column is not None}
    across = [line for line in drawn if line.source in upper and line.target in upper]
    fixed = frozenset(index for index, part in enumerate(parts) if all(card.group in _IN_ORDER for card in part))
    Layered(parts, across, Spacing(), fixed).place(MARGIN, start + _head(columns, chosen))
    placed = [card for column in columns.values() for card in column]
    found = Picture([*placed, *areas], drawn, _captions(columns, chosen, start))
    if areas:
        _band(found, placed, areas, chosen, above=above)
    found.fit(MARGIN)
    return found


def divide(columns: Mapping[int, list[Card]], drawn: Sequence[Line]) -> list[list[Card]]:
    """Return the columns, those with many cards side by side in parts: what leads on to the right stands rightmost."""
    column = {card.key: number for number, members in columns.items() for card in members}
    pairs = [(line.source, line.target) for line in drawn if line.source in column and line.target in column]
    onwards = {one for pair in pairs for one, other in (pair, pair[::-1]) if column[other] > column[one]}
    back = {one for pair in pairs for one, other in (pair, pair[::-1]) if column[other] < column[one]}
    found: list[list[Card]] = []
    for members in columns.values():
        parts = min(_PARTS, -(-len(members) // _ROWS))
        rows = -(-len(members) // parts)
        order = sorted(members, key=lambda card: (card.key in onwards, card.key not in back))
        found += [[card for card in members if card in order[at : at + rows]] for at in range(0, len(order), rows)]
    return found


def _band(found: Picture, placed: list[Card], areas: list[Card], chosen: Selection, *, above: bool) -> None:
    keys = [card.key for card in areas]
    tied = [line for line in found.lines if (line.source in keys) != (line.target in keys)]
    found.lines = [line for line in found.lines if line.source not in keys or line.target not in keys]
    right = max((card.right for card in placed), default=1000.0)
    if above:
        top = MARGIN + LINE + 6
        channel = top + max(card.height for card in areas) + 14
    else:
        lowest = max((card.bottom for card in placed), default=MARGIN)
        channel = max([lowest, *(y for line in found.lines for _, y in line.points)]) + 14
        top = channel + band.depth(len(areas)) + LINE + 6
    band.place(areas, MARGIN, right, top, Spacing().gap)
    words = Text("Innsatsområder", "Focus areas").in_language(chosen.wish.language)
    found.captions.append(Caption(words, min(card.x for card in areas), top - 10, "column"))
    band.route(tied, {card.key: card for card in found.cards}, keys, channel, above=above)


def _areas(graph: Graph, chosen: Selection) -> list[Card]:
    wide = Size(width=260.0, lines=2)
    made = banded(graph, chosen, wide)
    return sorted(made, key=lambda card: expected(graph.atlas, graph.labels, card.key))


def _columns(graph: Graph, made: Iterable[Card]) -> dict[int, list[Card]]:
    found: dict[int, list[Card]] = {}
    for card in made:
        number = BY_KEY[card.group].column
        if number is not None:
            found.setdefault(number, []).append(card)
    for column in found.values():
        column.sort(key=lambda card: (bool(card.more), card.group, expected(graph.atlas, graph.labels, card.key)))
    return dict(sorted(found.items()))


def _head(columns: Mapping[int, list[Card]], chosen: Selection) -> float:
    most = max((len(_title(number, chosen, Size().width)) for number in columns), default=1)
    return most * LINE + _HEAD


def _captions(columns: Mapping[int, list[Card]], chosen: Selection, start: float) -> list[Caption]:
    found: list[Caption] = []
    for number, column in columns.items():
        for row, words in enumerate(_title(number, chosen, column[0].width)):
            found.append(
                Caption(
                    words, min(card.x for card in column), start + TEXT + row * LINE, "column", width=column[0].width
                )
            )
    return found


def _title(number: int, chosen: Selection, room: float) -> tuple[str, ...]:
    return wrap(_COLUMNS[number].in_language(chosen.wish.language), room, TEXT, 2, bold=True)
