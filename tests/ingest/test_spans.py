from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from hfgraph.ingest.spans import Spans

SPAN = st.tuples(st.integers(0, 40), st.integers(1, 8)).map(lambda pair: (pair[0], pair[0] + pair[1]))


@given(st.lists(SPAN, max_size=12), SPAN)
def test_meet_tells_whether_a_character_is_taken(taken: list[tuple[int, int]], asked: tuple[int, int]) -> None:
    characters = {place for start, end in taken for place in range(start, end)}
    assert Spans(taken).meet(*asked) == any(place in characters for place in range(*asked))


def test_hold_needs_all_in_one_part() -> None:
    spans = Spans([(0, 5), (5, 9)])
    assert spans.hold(0, 5)
    assert spans.hold(6, 8)
    assert not spans.hold(4, 6)
