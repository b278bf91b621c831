"""Reading, asking and searching as a person does it, by keyboard too."""

from __future__ import annotations

import pytest

from .conftest import Open, Scheme, violations

STATES = {
    "documents": "/documents",
    "document": "/documents/lvs/doc/ssu-24-2023",
    "contradictions": "/contradictions",
    "questions": "/ask",
    "question": "/ask/projects-by-clause#behind",
    "empty form": "/ask/sources-of",
    "sparql": "/query",
    "rows": "/query?query=SELECT%20*%20%7B%3Fs%20a%20hf%3AProject%7D%20LIMIT%203",
    "turtle": "/query?query=CONSTRUCT%20WHERE%20%7B%3Fs%20a%20hf%3AProject%7D%20LIMIT%203",
    "search": "/search?q=SSU",
    "nothing found": "/search?q=xyzzyx",
    "accessibility": "/accessibility",
    "about": "/about",
}


@pytest.mark.parametrize("state", STATES)
@pytest.mark.parametrize("scheme, width, language", [("light", 1280, "nb"), ("dark", 375, "en")])
def test_axe_finds_nothing(open_page: Open, site: str, state: str, scheme: Scheme, width: int, language: str) -> None:
    path, mark, fragment = STATES[state].partition("#")
    joint = "&" if "?" in path else "?"
    page = open_page(f"{site}{path}{joint}lang={language}{mark}{fragment}", scheme=scheme, width=width, bypass_csp=True)
    page.wait_for_load_state("networkidle")
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_the_quality_page_comes_by_itself(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/quality", bypass_csp=True)
    page.wait_for_selector("section.rule", timeout=300_000)
    assert violations(page) == []


def test_a_query_is_written_with_suggestions_and_run_from_the_keyboard(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/query")
    page.locator(".cm-content").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("SELECT ?x { ?x a pro", delay=20)
    page.wait_for_selector(".cm-tooltip-autocomplete li[aria-selected] >> text=hf:Project")
    page.wait_for_timeout(150)  # the editor takes no choice before it has been seen
    page.keyboard.press("Enter")
    page.keyboard.type(" ; oppfy", delay=20)
    page.wait_for_selector(".cm-tooltip-autocomplete li[aria-selected] >> text=hf:fulfils")
    page.wait_for_timeout(150)
    page.keyboard.press("Enter")
    page.keyboard.type(" ?c ")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("#answer table.rows tbody tr a[href^='/id/']")
    assert page.locator("#sparql").input_value() == "SELECT ?x { ?x a hf:Project ; hf:fulfils ?c }"
    again = open_page(page.url)
    assert again.locator("#answer .total").inner_text() == page.locator("#answer .total").inner_text()


def test_a_thing_is_chosen_among_suggestions(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/ask/sources-of")
    page.locator("#f-thing").fill("trygg akuttmed")
    page.wait_for_selector("#f-thing-list li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.locator("#f-thing").input_value() == "lvs/project/trygg-akuttmedisin"
    page.keyboard.press("Enter")
    page.wait_for_selector("table.rows tbody tr .place")
    assert "thing=lvs" in page.url


def test_search_by_keyboard_alone(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/cases")
    page.keyboard.press("/")
    page.keyboard.type("trygg akuttmedisn")
    page.keyboard.press("Enter")
    page.wait_for_selector(".results a.hit")
    page.keyboard.press("/")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/id/**")
    assert page.url.endswith("/id/lvs/project/trygg-akuttmedisin")


def test_without_scripts_a_question_and_a_query_are_answered(open_page: Open, site: str) -> None:
    page = open_page(f"{site}/ask/projects-by-clause", java_script_enabled=False)
    page.locator("#f-clause").select_option("lvs/agreement/2023/5.3")
    page.locator("form.ask button").click()
    assert page.locator("table.rows tbody tr .place").count() >= 1
    page.locator("#behind summary").click()
    page.locator("#editor button").click()
    assert int(page.locator("#answer .total").inner_text()) >= 1
