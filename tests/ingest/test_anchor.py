"""Anchors: the same words are found again, words only alike are told apart, and nothing is taken for the gone."""

from __future__ import annotations

import pytest

from hfgraph.ingest.desk.anchor import Anchors, Quote, digest
from ingest.desks import read

OLD = """Bakgrunn:
Saken er meldt inn av kommunene i mars.
Vurdering:
Sykehuset ber om at fristen flyttes til høsten.
Sak 3 er en annen.
"""


def quote(words: str, text: str = OLD, section: str | None = None) -> Quote:
    start = text.index(words)
    block = read(text.encode(), "x").block_at(start)
    return Quote(start, start + len(words), section or (block.section if block else ""), digest(words))


def anchors(new: str, old: str | None = OLD) -> Anchors:
    return Anchors(read(new.encode(), "x"), old)


@pytest.mark.parametrize("old", [OLD, None], ids=["with the old text", "without it"])
def test_words_that_moved_are_found(old: str | None) -> None:
    new = "Ny innledning her.\n\n" + OLD
    place = anchors(new, old).find(quote("meldt inn av kommunene"))
    assert place is not None
    assert (new[place.start : place.end], place.anchor, place.section) == (
        "meldt inn av kommunene",
        "exact",
        "Bakgrunn",
    )


def test_words_spaced_otherwise_are_the_same_words() -> None:
    new = OLD.replace("meldt inn av", "meldt  inn\nav")
    place = anchors(new).find(quote("meldt inn av kommunene"))
    assert place is not None
    assert (new[place.start : place.end], place.anchor) == ("meldt  inn\nav kommunene", "exact")


def test_of_two_places_the_one_under_the_same_heading_is_it() -> None:
    new = OLD.replace("Vurdering:", "Sykehuset svarte.\nVurdering:")
    wanted = quote("Sykehuset")
    place = anchors(new).find(wanted)
    assert place is not None
    assert place.section == "Vurdering"
    assert new[place.start :].startswith("Sykehuset ber")


def test_words_that_are_only_alike_are_marked() -> None:
    new = OLD.replace("fristen flyttes til høsten", "fristen blir flyttet til høsten")
    place = anchors(new).find(quote("Sykehuset ber om at fristen flyttes til høsten."))
    assert place is not None
    assert place.anchor == "fuzzy"
    assert new[place.start : place.end].startswith("Sykehuset ber om")
    assert anchors(new, None).find(quote("Sykehuset ber om at fristen flyttes til høsten.")) is None


@pytest.mark.parametrize("words", ["Sykehuset ber om at fristen flyttes til høsten.", "Sak 3"])
@pytest.mark.parametrize("old", [OLD, None], ids=["with the old text", "without it"])
def test_words_that_are_gone_are_gone(words: str, old: str | None) -> None:
    new = "Bakgrunn:\nSaken er meldt inn av kommunene i mars.\nSak 31 er ny.\n"
    assert anchors(new, old).find(quote(words)) is None


def test_an_offset_moves_with_its_line() -> None:
    new = "Først dette.\n" + OLD.replace("Vurdering:\n", "")
    moved = anchors(new)
    assert new[moved.moved(OLD.index("fristen")) :].startswith("fristen")
    assert moved.moved(len(OLD)) == len(new)
