"""What people do with the map, as they do it."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from .conftest import Open

PROJECT = "lvs/project/trygg-akuttmedisin"


def node(page: Page, key: str) -> str:
    return f'.node[data-key="{key}"]'


def query(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.mark.parametrize("width", [1280, 375])
def test_which_projects_fulfil_a_clause_and_where_is_that_said(open_page: Open, site: str, width: int) -> None:
    page = open_page(f"{site}/map", width=width)
    page.get_by_label("Vis i kartet").fill("5.3")
    page.get_by_role("button", name="Vis", exact=True).click()
    page.wait_for_url("**focus=5.3*")
    page.locator(node(page, "lvs/project/digitalt-samarbeid")).click()
    panel = page.locator("#map-panel")
    panel.get_by_role("heading", name="Videreutvikling av digitalt samarbeid").wait_for()
    assert "Oppfyller" in panel.inner_text()
    assert panel.get_by_role("link", name="Avtalepunkt 5.3").count() == 1
    assert "Hva får vi til sammen i helsefellesskapet?" in panel.inner_text()


def test_relations_open_with_their_count_and_back_undoes(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/map?select={PROJECT}")
    before = page.locator(".node").count()
    page.locator("#map-panel").get_by_role("link", name="Vurderinger og statuser (10)").click()
    expect(page.locator(".node")).to_have_count(before + 10)
    assert query(page)["open"] == [f"{PROJECT}~observation"]
    page.go_back()
    expect(page.locator(".node")).to_have_count(before)
    assert "open" not in query(page)


def test_the_legend_filters(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/map")
    assert page.locator(".node.g-meeting").count() == 3
    page.locator('.map-legend [data-group="meeting"]').click()
    expect(page.locator(".node.g-meeting")).to_have_count(0)
    assert query(page)["hide"] == ["meeting"]
    page.locator('.map-legend [data-group="meeting"]').click()
    page.wait_for_selector(".node.g-meeting")


def test_the_exact_view_can_be_sent_to_a_colleague(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/map?focus=lvs/focus-area/2")
    page.locator(node(page, PROJECT)).click()
    page.wait_for_selector("#map-panel h2")
    page.locator('.map-legend [data-group="document"]').click()
    expect(page.locator(".node.g-document")).to_have_count(0)
    keys = page.locator(".node").evaluate_all("nodes => nodes.map((node) => node.dataset.key)")
    other = open_page(page.url)
    assert other.locator(".node").evaluate_all("nodes => nodes.map((node) => node.dataset.key)") == keys
    assert other.locator("#map-panel h2").inner_text() == page.locator("#map-panel h2").inner_text()


def test_the_way_between_two_things_is_drawn_and_told(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/map?layout=path")
    for field, words in (("#map-from", "5.3"), ("#map-to", "24. september 2024")):
        page.locator(field).fill(words)
        page.locator(".suggestions:visible [role=option]").first.click()
    page.wait_for_selector("#map-told li")
    told = page.locator("#map-told").inner_text()
    assert "Avtalepunkt 5.3" in told
    assert "Dialogmøtet" in page.locator("h1").inner_text()
    assert page.locator(".edge").count() >= 3


def test_what_was_known_on_a_date(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/map?focus=lvs/agreement/2023/1.7")
    later = page.locator(".node").count()
    page = open_page(f"{site}/map?focus=lvs/agreement/2023/5.3&as-of=2023-12-31")
    assert page.locator(".node").count() < later
    assert "31. desember 2023" in page.locator("#map-caption").inner_text()


def test_the_table_says_the_same_as_the_picture(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/map")
    edges, nodes = page.locator(".edge").count(), page.locator(".node").count()
    page.get_by_role("tab", name="Tabell").click()
    assert page.locator("#map-table table").nth(0).is_visible()
    assert page.locator("#map-stage").is_hidden()
    tables = page.locator("#map-table table")
    assert tables.nth(0).locator("tbody tr").count() == nodes
    assert tables.nth(1).locator("tbody tr").count() == edges
    assert page.url.endswith("#table")


def test_size_by_buttons_and_wheel(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/map")
    width = "document.getElementById('map-svg').getBoundingClientRect().width"
    first = page.evaluate(width)
    page.get_by_role("button", name="Større").click()
    larger = page.evaluate(width)
    page.locator("#map-stage").hover()
    page.keyboard.down("Control")
    page.mouse.wheel(0, 100)
    page.keyboard.up("Control")
    assert page.evaluate(width) < larger
    page.get_by_role("button", name="Hele bildet").click()
    assert larger > first
    assert page.locator("#map-stage").evaluate("box => box.scrollWidth <= box.clientWidth")


def test_the_paper_can_be_moved_by_mouse_without_selecting(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/map?layout=clusters", width=800)
    stage = page.locator("#map-stage")
    frame = stage.bounding_box()
    assert frame
    page.mouse.move(frame["x"] + 300, frame["y"] + 250)
    page.mouse.down()
    page.mouse.move(frame["x"] + 180, frame["y"] + 120, steps=4)
    page.mouse.up()
    assert stage.evaluate("box => [box.scrollLeft, box.scrollTop]") == [120, 130]
    assert "select" not in query(page)


@pytest.mark.parametrize("ending", ["svg", "png"])
def test_a_picture_to_keep_holds_legend_date_and_address(
    open_page: Open, site: str, ending: str, tmp_path: Path
) -> None:
    page = open_page(f"{site}/map", scheme="dark")
    page.locator("#map-more summary").click()
    with page.expect_download() as saved:
        page.get_by_role("button", name=f"Bilde ({ending.upper()})").click()
    path = tmp_path / f"map.{ending}"
    saved.value.save_as(path)
    content = path.read_bytes()
    if ending == "png":
        assert content.startswith(b"\x89PNG")
        assert len(content) > 50_000
    else:
        text = content.decode()
        assert site in text
        assert "Avtalepunkter" in text
        assert "siste kildene sier" in text


def test_paper_shows_picture_legend_date_and_address_and_no_buttons(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/map")
    page.emulate_media(media="print")
    assert page.locator("#map-svg").is_visible()
    assert page.locator(".map-address").is_visible()
    assert page.locator(".map-legend").is_visible()
    assert page.locator(".map-tools").is_hidden()


def test_the_map_works_without_scripts(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/map", java_script_enabled=False)
    page.locator(node(page, PROJECT)).click()
    page.wait_for_url("**select=*")
    assert "Trygg akuttmedisin" in page.locator("#map-panel").inner_text()
    assert page.locator("#map-table table").first.is_visible()


def test_nothing_moves_for_those_who_asked_for_that(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/map", reduced_motion="reduce")
    assert page.locator(".edge").first.evaluate("edge => getComputedStyle(edge).transitionDuration") == "0s"


def test_the_table_follows_the_picture(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/map")
    page.locator('.map-legend [data-group="meeting"]').click()
    expect(page.locator(".node.g-meeting")).to_have_count(0)
    nodes = page.locator(".node").count()
    page.get_by_role("tab", name="Tabell").click()
    expect(page.locator("#map-table table").first.locator("tbody tr")).to_have_count(nodes)
