"""axe-core has nothing against any state of the map, and everything can be done from the keyboard."""

from __future__ import annotations

import pytest

from .conftest import Open, Scheme, violations

STATES = {
    "start": "/map",
    "selected": "/map?select=lvs/project/trygg-akuttmedisin",
    "hidden": "/map?hide=meeting,case",
    "clusters": "/map?layout=clusters",
    "rings": "/map?layout=rings&focus=lvs/committee/ssu",
    "path": "/map?layout=path&from=5.3&to=lvs/meeting/dm/2024-09-24",
    "no-path-yet": "/map?layout=path",
    "ambiguous": "/map?focus=rekruttering",
    "unknown": "/map?focus=xyzzy",
    "table": "/map#table",
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: Open, site: str, state: str, language: str, scheme: Scheme) -> None:
    path, mark, fragment = STATES[state].partition("#")
    joint = "&" if "?" in path else "?"
    page = open_page(f"{site}{path}{joint}lang={language}{mark}{fragment}", scheme=scheme, bypass_csp=True)
    assert violations(page) == []


@pytest.mark.parametrize("width", [375, 320])
def test_axe_finds_nothing_on_a_small_screen(open_page: Open, site: str, width: int) -> None:
    page = open_page(f"{site}/map?select=lvs/project/trygg-akuttmedisin", width=width, bypass_csp=True)
    assert violations(page) == []


def test_a_reader_with_only_a_keyboard_opens_a_project_and_goes_back(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/map?focus=5.3")
    stops = page.locator(".node[tabindex='0']")
    assert stops.count() == 1
    stops.focus()
    page.keyboard.press("ArrowRight")
    assert page.evaluate("document.activeElement.dataset.key") == "lvs/project/digitalt-samarbeid"
    assert "5.3" in page.locator("#map-live").inner_text()
    page.keyboard.press("Enter")
    page.wait_for_selector("#map-panel h2")
    assert "select=" in page.url
    assert page.evaluate("document.activeElement.dataset.key") == "lvs/project/digitalt-samarbeid"
    page.keyboard.press("Escape")
    page.wait_for_selector("#map-panel h2", state="detached")
    assert page.evaluate("document.activeElement.dataset.key") == "lvs/project/digitalt-samarbeid"
    page.keyboard.press("ArrowLeft")
    assert page.evaluate("document.activeElement.dataset.key") == "lvs/agreement/2023/5.3"


def test_the_search_is_a_combobox_for_the_keyboard(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/map")
    page.get_by_label("Vis i kartet").focus()
    page.keyboard.type("trygg akutt")
    page.wait_for_selector("#map-focus-list [role=option]")
    page.keyboard.press("ArrowDown")
    assert page.locator("#map-focus").get_attribute("aria-activedescendant") == "map-focus-list-0"
    page.keyboard.press("Enter")
    page.wait_for_url("**focus=lvs*")
    assert "Trygg akuttmedisin" in page.locator("h1").inner_text()


def test_focus_can_be_seen(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/map")
    page.locator(".node[tabindex='0']").focus()
    page.keyboard.press("ArrowRight")
    assert page.locator(".node:focus .paper").evaluate("paper => getComputedStyle(paper).strokeWidth") == "4px"


def test_every_target_is_large_enough(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/map?select=lvs/project/trygg-akuttmedisin")
    small = page.evaluate(
        """() => [...document.querySelectorAll("main a, main button")]
        .filter((one) => !one.matches(".node, p a, .place a, .sources a, figcaption a"))
        .filter((one) => one.checkVisibility())
        .map((one) => [one.textContent.trim(), one.getBoundingClientRect().height])
        .filter(([, height]) => height < 24)"""
    )
    assert small == []
