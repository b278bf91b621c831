from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfgraph.map.lettering import width, wrap


@given(st.text(max_size=120), st.integers(1, 5))
def test_lines_fit_the_room(text: str, most: int) -> None:
    lines = wrap(text, 120, 14, most)
    assert len(lines) <= most
    assert all(width(line, 14) <= 120 for line in lines)


@pytest.mark.parametrize(
    "text, lines",
    [
        ("Trygg akuttmedisin", ("Trygg akuttmedisin",)),
        ("Felles satsning på digital hjemmeoppfølging", ("Felles satsning på", "digital hjemme-", "oppfølging")),
        ("", ()),
    ],
)
def test_words_stay_whole_where_they_can(text: str, lines: tuple[str, ...]) -> None:
    assert len(wrap(text, 130, 14, 4)) == len(lines)


def test_what_does_not_fit_is_marked_as_cut() -> None:
    lines = wrap("Oppfølging av samarbeidsavtalen mellom kommunene og Nordlandssykehuset", 130, 14, 2)
    assert len(lines) == 2
    assert lines[-1].endswith("…")


def test_a_word_wider_than_the_room_is_divided_with_a_hyphen() -> None:
    lines = wrap("samhandlingsorganisasjonsenheten", 90, 14, 5)
    assert len(lines) > 1
    assert all(line.endswith("-") for line in lines[:-1])
