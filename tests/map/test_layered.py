from __future__ import annotations

from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from hfgraph.map.drawing import Card, Line
from hfgraph.map.layered import Layered, Spacing
from hfgraph.map.level import settle
from hfgraph.map.sweep import untangle


@st.composite
def pictures(draw: st.DrawFn) -> tuple[list[list[Card]], list[Line]]:
    sizes = draw(st.lists(st.integers(1, 6), min_size=1, max_size=6))
    columns = [
        [
            Card(f"{x}.{y}", "case", "", "", (), width=164, height=draw(st.sampled_from([40.0, 58.0, 112.0])))
            for y in range(size)
        ]
        for x, size in enumerate(sizes)
    ]
    keys = [card.key for column in columns for card in column]
    ends = st.tuples(st.sampled_from(keys), st.sampled_from(keys)).filter(lambda pair: pair[0] != pair[1])
    pairs = draw(st.lists(ends, max_size=25, unique_by=frozenset))
    return columns, [Line(one, other, "", "") for one, other in pairs]


@given(pictures())
@settings(max_examples=150, deadline=None)
def test_no_card_covers_another_and_no_line_runs_through_a_card(picture: tuple[list[list[Card]], list[Line]]) -> None:
    columns, lines = picture
    Layered(columns, lines, Spacing(), frozenset()).place(16, 40)
    cards = [card for column in columns for card in column]
    for column in columns:
        for one, other in pairwise(sorted(column, key=lambda card: card.y)):
            assert other.y - one.bottom >= 6.9
    assert min(card.y for card in cards) >= 39.9
    for line in lines:
        assert line.path.startswith("M")
        for (x, y), (to_x, to_y) in pairwise(line.points):
            for part in range(11):
                at = (x + (to_x - x) * part / 10, y + (to_y - y) * part / 10)
                hit = [c.key for c in cards if c.x + 1 < at[0] < c.right - 1 and c.y + 1 < at[1] < c.bottom - 1]
                assert not hit, (line.source, line.target, hit)


@given(st.lists(st.tuples(st.floats(-500, 500), st.floats(10, 100)), min_size=1, max_size=12))
def test_things_settle_in_order_without_touching(things: list[tuple[float, float]]) -> None:
    wished, heights = [wish for wish, _ in things], [height for _, height in things]
    found = settle(wished, heights, [8.0] * (len(things) - 1))
    for index, (one, other) in enumerate(pairwise(found)):
        assert other - one >= (heights[index] + heights[index + 1]) / 2 + 8 - 1e-6


def test_what_has_room_stands_where_it_wished() -> None:
    assert settle([10, 100, 300], [20, 20, 20], [5, 5]) == [10, 100, 300]


def test_crossing_lines_are_untangled_and_fixed_columns_keep_their_order() -> None:
    columns = [["a", "b", "c"], ["x", "y", "z"]]
    edges = [("a", "z"), ("b", "y"), ("c", "x")]
    assert untangle(columns, edges, {}) != columns
    assert untangle(columns, edges, {0: ["a", "b", "c"]}) == [["a", "b", "c"], ["z", "y", "x"]]
