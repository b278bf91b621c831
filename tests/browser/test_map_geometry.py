"""What the eye needs of the map: nothing overlaps, no line runs through a card, letters are large enough."""

from __future__ import annotations

from pathlib import Path

import pytest

from .conftest import Open

VIEWS = {
    "start": "/map",
    "english": "/map?lang=en",
    "clause": "/map?focus=5.3",
    "area": "/map?focus=lvs/focus-area/1",
    "case": "/map?focus=lvs/case/ssu/2024/26&open=lvs/case/ssu/2024/26~case",
    "opened": "/map?open=lvs/focus-area/3~project~50,lvs/project/trygg-akuttmedisin~observation",
    "clusters": "/map?layout=clusters",
    "cluster": "/map?layout=clusters&open=whole~case~60&lang=en",
    "rings": "/map?layout=rings&focus=lvs/committee/ssu",
    "two-rings": "/map?layout=rings&focus=lvs/case/ssu/2024/26&depth=2",
    "path": "/map?layout=path&from=5.3&to=lvs/meeting/dm/2024-09-24",
    "far": "/map?layout=path&from=org/bodo&to=law/hol/6-2/11",
}
_FAULTS = (Path(__file__).parent / "faults.js").read_text(encoding="utf-8")


@pytest.mark.parametrize("view", VIEWS)
@pytest.mark.parametrize("width", [1280, 375])
def test_nothing_overlaps_and_all_can_be_read(open_page: Open, site: str, view: str, width: int) -> None:
    page = open_page(site + VIEWS[view], width=width)
    assert page.locator(".node").count() > 2
    assert page.evaluate(_FAULTS) == []


def test_the_opening_view_fits_a_usual_screen_and_is_no_hairball(open_page: Open, site: str) -> None:
    page = open_page(site + "/map")
    assert 10 < page.locator(".node").count() <= 60
    assert page.locator("#map-stage").evaluate("box => box.scrollWidth <= box.clientWidth")


@pytest.mark.parametrize("width", [1280, 375, 320])
def test_only_the_picture_scrolls_sideways(open_page: Open, site: str, width: int) -> None:
    page = open_page(site + "/map?select=lvs/project/trygg-akuttmedisin", width=width)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
