"""Search: by kind, with sources, whatever is misspelt."""

from __future__ import annotations

import pytest

from .conftest import Read


def test_before_anything_is_sought(read: Read) -> None:
    page = read("/search")
    assert page.words("h1") == "Søk"
    assert {"/search?q=5.3"} <= page.links()


@pytest.mark.parametrize(
    "text, thing",
    [
        ("5.3", "/id/lvs/agreement/2023/5.3"),
        ("ssu 24/2023", "/id/lvs/case/ssu/2023/24"),
        ("trygg akuttmedisn", "/id/lvs/project/trygg-akuttmedisin"),
        ("lvs/project/trygg-akuttmedisin", "/id/lvs/project/trygg-akuttmedisin"),
    ],
)
def test_the_first_hit_is_the_thing_meant(read: Read, text: str, thing: str) -> None:
    page = read(f"/search?q={text}")
    assert page.all("a.hit")[0].attributes["href"] == thing


def test_hits_are_by_kind_and_every_one_has_a_source(read: Read) -> None:
    page = read("/search?q=SSU")
    assert len(page.all(".results section h2")) > 2
    for hit in page.all(".results section:not([aria-labelledby=kind-questions]) li"):
        assert hit.css(".place a[href^='/id/'], .place a[href^='/documents/']"), hit.text()


def test_one_kind_in_full(read: Read) -> None:
    page = read("/search?q=SSU")
    link = next(link for link in sorted(page.links()) if link.startswith("/search?") and "kind=" in link)
    assert len(read(link).all("a.hit")) > 6


def test_a_misspelling_is_told(read: Read) -> None:
    assert "dette ligner" in read("/search?q=rekrutering").words(".find ~ p[role=status]")
    assert "dette ligner" not in read("/search?q=rekruttering").text


def test_questions_are_found_too(read: Read) -> None:
    assert "/ask/funding" in read("/search?q=midler").links()


def test_nothing_found(read: Read) -> None:
    page = read("/search?q=xyzzyxyzzy&lang=en")
    assert page.status == 200
    assert "Nothing found for" in page.words(".find ~ p[role=status]")


def test_the_community_narrows(read: Read) -> None:
    everywhere, here = read("/search?q=samarbeid"), read("/search?q=samarbeid&community=innlandet")
    assert int(here.one(".results").attributes["data-rows"] or 0) < int(
        everywhere.one(".results").attributes["data-rows"] or 0
    )
    assert read("/search?q=a&kind=nonsense").status == 404
