"""Every page, in both languages, light and dark: nothing for axe-core to say, room at 400 % zoom, focus that shows."""

from __future__ import annotations

import pytest

from .conftest import Open, Scheme, violations

PAGES = {
    "overview": "/",
    "overview of one": "/?community=lvs&as-of=2023-11-23",
    "thing": "/id/lvs/project/trygg-akuttmedisin",
    "case": "/id/lvs/case/ssu/2024/26",
    "passage": "/id/lvs/doc/ssu-24-2023/p/salten",
    "trace": "/trace/lvs/agreement/2023/5.3",
    "coverage": "/coverage?community=lvs",
    "cases": "/cases",
    "chain of a case": "/cases/lvs/case/ssu/2023/24",
    "projects": "/projects",
    "meetings": "/meetings",
}
NOT_FOUND = "/id/lvs/nothing"
REFLOW = 320  # CSS pixels: what a 1280-pixel window has at 400 % (WCAG 2.1, 1.4.10)


def _address(site: str, path: str, language: str) -> str:
    return f"{site}{path}{'&' if '?' in path else '?'}lang={language}"


@pytest.mark.parametrize("page_of", PAGES)
@pytest.mark.parametrize("language", ["nb", "en"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing(open_page: Open, site: str, page_of: str, language: str, scheme: Scheme) -> None:
    page = open_page(_address(site, PAGES[page_of], language), scheme=scheme, bypass_csp=True)
    assert violations(page) == []


@pytest.mark.parametrize("page_of", PAGES)
def test_nothing_falls_out_at_400_per_cent(open_page: Open, site: str, page_of: str) -> None:
    page = open_page(_address(site, PAGES[page_of], "nb"), width=REFLOW, bypass_csp=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= REFLOW
    assert violations(page) == []


@pytest.mark.parametrize("page_of", PAGES)
def test_focus_shows_wherever_tab_goes(open_page: Open, site: str, page_of: str) -> None:
    page = open_page(_address(site, PAGES[page_of], "nb"))
    seen = set()
    for _ in range(25):
        page.keyboard.press("Tab")
        place, outline = page.evaluate(
            """() => {
                const at = document.activeElement, style = getComputedStyle(at);
                const box = at.getBoundingClientRect();
                return [at.tagName + Math.round(box.x) + ',' + Math.round(box.y + scrollY),
                        style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2];
            }"""
        )
        if place.startswith("BODY"):
            break
        seen.add(place)
        assert outline, f"the focus on {place} does not show"
    assert len(seen) > 10


def test_a_mayor_follows_a_clause_to_its_source_by_keyboard_alone(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/")
    page.keyboard.press("/")
    page.keyboard.type("5.3")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?**")
    first = page.locator("main a", has_text="5.3").first
    first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/**5.3**")
    project = page.get_by_role("link", name="Videreutvikling av digitalt samarbeid").first
    project.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/project/digitalt-samarbeid**")
    source = page.locator("main summary").first
    source.focus()
    page.keyboard.press("Enter")
    assert "Åpningsinnlegg i dialogmøtet 2024" in page.locator("main details[open]").first.inner_text()


def test_a_page_that_is_not_there_says_so_and_leads_on(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/about", bypass_csp=True)
    answer = page.request.get(f"{site}{NOT_FOUND}", headers={"accept": "text/html"})
    assert answer.status == 404
    assert "<h1" in answer.text()
    assert 'href="/' in answer.text()
