"""From a file to facts in the graph, as the secretariat does it: by keyboard, by mouse, and without scripts."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from playwright.sync_api import Page, expect

from hfgraph import assets
from hfgraph.token import TokenFile

from .conftest import Open, Scheme, serving, violations

PAPER = """Saksframlegg

Saksnummer: SSU {number}/2025
Møtedato: 14. mai 2025
Dato: 2. mai 2025
Saksbehandler: rådgiver i sekretariatet

Felles rutine for utskriving

Bakgrunn
Det vises til pkt. 5.3 i samarbeidsavtalen og til sak 24/2023.
Prosjektet Trygg akuttmedisin er i gang, og skal evalueres høsten 2025. <script>document.title = "hacked"</script>
Rutinen har vært prøvd ut fra 12. januar 2025.

Forslag til vedtak

1. Strategisk samarbeidsutvalg slutter seg til rutinen.
2. Strategisk samarbeidsutvalg ber om en ny orientering 3. desember.
"""


@dataclass(frozen=True)
class Office:
    """A server that takes documents, and a token for it."""

    address: str
    token: str

    def paper(self, number: int) -> str:
        return f"{self.address}/review/lvs/ssu-{number}-2025"


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Office]:
    root = tmp_path_factory.mktemp("office")
    shutil.copytree(assets.folder("data"), root / "workspace" / "data")
    tokens = root / "tokens.jsonl"
    token = TokenFile(tokens).add("secretariat", ["write:lvs"])
    options = ("--data", str(root / "workspace"), "--token-file", str(tokens))
    with serving(root / "log", *options) as address:
        yield Office(address, token)
    assert token not in (root / "log").read_text(encoding="utf-8")


def sign_in(page: Page, office: Office) -> None:
    page.locator("#token").fill(office.token)
    page.locator("#role").select_option("secretariat")
    page.locator("#role").press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#upload")


def send_in(page: Page, number: int) -> None:
    content = PAPER.format(number=number).encode()
    page.set_input_files("#file", {"name": f"sak {number}.txt", "mimeType": "text/plain", "buffer": content})
    page.locator("#community").select_option("lvs")
    page.locator("#upload button").click()
    page.wait_for_url(f"**/review/lvs/ssu-{number}-2025")


def opened(open_page: Open, office: Office, number: int, path: str = "", **options: object) -> Page:
    page = open_page(f"{office.address}/review", **options)
    sign_in(page, office)
    send_in(page, number)
    if path:
        page.goto(office.paper(number) + path)
    return page


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.closest('.proposal')?.dataset.id ?? document.activeElement.id"))


def test_from_file_to_facts_by_keyboard(open_page: Open, office: Office) -> None:
    page = opened(open_page, office, 41)
    page.wait_for_selector(".by-keys")
    assert page.title() == "Felles rutine for utskriving – hfgraph"
    page.keyboard.press("j")
    for _ in range(60):
        card = page.locator(".proposal:focus")
        if card.get_attribute("data-open") != "yes":
            break
        page.keyboard.press("x" if card.get_attribute("data-state") == "candidate" else "a")
    expect(page.locator(".proposal.waiting")).to_have_count(0)
    assert page.locator(".proposal[data-open=yes]").count() == 0
    expect(page.locator("#said")).to_contain_text("Det er ikke flere å avgjøre her.")
    progress = page.locator("#progress-label").inner_text().split()
    assert progress[0] == progress[2]
    page.keyboard.press("f")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_selector("#filed")
    assert "data/lvs/ssu-41-2025.ttl" in page.locator("#filed").inner_text()
    page.get_by_role("link", name="Saken SSU 41/2025").click()
    page.wait_for_selector("h1:has-text('SSU 41/2025')")
    points = page.locator("table.rows").first.locator("tbody tr")
    assert points.count() == 2
    assert "Saksframlegg til SSU 41/2025" in points.first.inner_text()
    page.goto(f"{office.address}/documents/lvs/doc/ssu-41-2025")
    assert page.locator(".text mark", has_text="slutter seg til rutinen").count() >= 1


def test_keys_move_undo_and_stay_away_from_fields(open_page: Open, office: Office) -> None:
    page = opened(open_page, office, 42)
    page.wait_for_selector(".by-keys")
    page.keyboard.press("j")
    first = focused(page)
    page.keyboard.press("j")
    second = focused(page)
    page.keyboard.press("k")
    assert focused(page) == first != second
    assert page.locator(".spot.lit").count() >= 1
    page.keyboard.press("a")
    assert focused(page) == second
    expect(page.locator(".proposal.waiting")).to_have_count(0)
    assert page.locator(f"#c-{first}").get_attribute("data-state") == "accepted"
    assert page.locator(f"#t-{first}-0 + .spot").count() == 1
    page.keyboard.press("u")
    expect(page.locator(".proposal.waiting")).to_have_count(0)
    assert focused(page) == first
    assert page.locator(f"#c-{first}").get_attribute("data-state") == "pending"
    page.keyboard.press("e")
    field = page.locator(f"#c-{first} [data-tool=edit] input[type=text]").first
    expect(field).to_be_focused()
    before = page.locator(".proposal[data-open=yes]").count()
    page.keyboard.type("ajkxru?")
    assert field.input_value() == "ajkxru?"
    assert page.locator(".proposal[data-open=yes]").count() == before
    page.keyboard.press("Escape")
    assert focused(page) == first
    page.keyboard.press("?")
    expect(page.locator("#keys")).to_have_attribute("open", "")
    page.locator("#keys-switch").click()
    page.locator(f"#c-{first}").focus()
    page.keyboard.press("a")
    assert page.locator(f"#c-{first}").get_attribute("data-state") == "pending"
    page.reload()
    assert page.locator("#keys-switch").get_attribute("aria-pressed") == "false"


def test_what_has_to_be_filled_in_is_asked_for(open_page: Open, office: Office) -> None:
    page = opened(open_page, office, 43)
    page.locator(".states a[href*='state=candidate']").click()
    page.wait_for_selector(".by-keys")
    card = page.locator(".proposal[data-state=candidate]").first
    card.focus()
    key = focused(page)
    page.keyboard.press("a")
    expect(page.locator("#said")).to_have_text("Fyll ut feltene først.")
    assert page.evaluate("document.activeElement.tagName") == "SELECT"
    page.locator(f"#c-{key} select[required]").select_option(index=1)
    page.locator(f"#c-{key} button.accept").click()
    page.wait_for_selector(f"#c-{key}[data-state=accepted]")


def test_the_text_and_the_cards_lead_to_each_other(open_page: Open, office: Office) -> None:
    page = opened(open_page, office, 44, height=500)
    last = page.locator(".proposal").last
    last.focus()
    place = page.locator(f"#t-{last.get_attribute('data-id')}-0")
    expect(place).to_be_in_viewport()
    link = page.locator(".paper a.spot[href^='#c-']").first
    key = (link.get_attribute("href") or "").removeprefix("#c-")
    link.click()
    assert focused(page) == key
    expect(page.locator(f"#c-{key}")).to_be_in_viewport()


def test_a_thing_to_merge_with_is_chosen_among_suggestions(open_page: Open, office: Office) -> None:
    page = opened(open_page, office, 45)
    tool = page.locator("[data-tool=merge]").first
    tool.locator("summary").click()
    card = tool.locator("xpath=ancestor::article")
    key = card.get_attribute("data-id")
    field = tool.locator("[name=other]")
    field.focus()
    field.press_sequentially("ssu 24/2023", delay=20)
    page.wait_for_selector(f"#o-{key}-list li")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert field.input_value().startswith("lvs/")


def test_two_people_at_once_lose_nothing(open_page: Open, office: Office) -> None:
    one = opened(open_page, office, 46)
    other = open_page(f"{office.address}/review")
    sign_in(other, office)
    other.goto(office.paper(46))
    key = one.locator(".proposal[data-state=pending]").first.get_attribute("data-id")
    one.locator(f"#c-{key} button.reject").click()
    one.wait_for_selector(f"#c-{key}[data-state=rejected]")
    other.locator(f"#c-{key} button.accept").click()
    other.wait_for_selector(f"#c-{key}[data-state=rejected]")
    expect(other.locator("#said")).to_contain_text("Noen andre har avgjort dette")


@pytest.mark.parametrize("width", [1280, 375])
def test_without_scripts_everything_is_a_form(open_page: Open, office: Office, width: int) -> None:
    number = 50 + width % 10
    page = open_page(f"{office.address}/review", width=width, java_script_enabled=False)
    sign_in(page, office)
    send_in(page, number)
    count = page.locator(".proposal[data-open=yes]").count()
    key = page.locator(".proposal[data-state=pending]").first.get_attribute("data-id")
    page.locator(f"#c-{key} button.accept").click()
    assert page.locator("#said").inner_text() == "Godtatt"
    assert page.locator(".proposal[data-open=yes]").count() == count - 1
    page.goto(office.paper(number) + "?state=accepted")
    page.locator(f"#c-{key} button", has_text="Angre").click()
    page.goto(office.paper(number))
    bulk = page.locator("#bulk .bulk")
    bulk.locator("> summary").click()
    rule = bulk.locator(".rule").first
    rule.locator("summary").click()
    several = rule.locator("li").count()
    assert several > 1
    rule.locator("button.accept").click()
    assert page.locator("#said").inner_text() == f"Godtatt: {several} forslag"
    page.locator(".filing summary").click()
    page.locator("#filing button").click()
    page.wait_for_selector("#filed, #faults")
    assert page.locator("#filed").count() == 1, page.locator("#faults").inner_text()


@pytest.mark.parametrize("scheme, width, language", [("light", 1280, "nb"), ("dark", 375, "en"), ("light", 320, "nb")])
def test_axe_finds_nothing(
    open_page: Open, site: str, office: Office, scheme: Scheme, width: int, language: str
) -> None:
    closed = open_page(f"{site}/review?lang={language}", scheme=scheme, width=width, bypass_csp=True)
    page = open_page(f"{office.address}/review?lang={language}", scheme=scheme, width=width, bypass_csp=True)

    def fine(page: Page) -> None:
        page.evaluate("scrollTo(0, document.body.scrollHeight)")  # the bar at the foot lies over nothing there
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= width

    fine(closed)
    fine(page)
    sign_in(page, office)
    fine(page)
    send_in(page, 60)
    fine(page)
    page.locator(".bulk > summary").click()
    page.locator("[data-tool=edit] summary").first.click()
    page.locator("[data-tool=merge] summary").first.click()
    page.locator(".filing summary").click()
    fine(page)
    page.goto(office.paper(60) + "?state=all&order=type")
    page.locator(".proposal[data-state=pending] button.accept").first.click(force=True)
    expect(page.locator(".proposal.waiting")).to_have_count(0)
    fine(page)
    page.goto(office.paper(60) + "?check=1&filed=12")
    fine(page)


def test_focus_shows_wherever_tab_goes(open_page: Open, office: Office) -> None:
    page = opened(open_page, office, 61)
    for _ in range(45):
        page.keyboard.press("Tab")
        assert page.evaluate(
            """() => {
                const style = getComputedStyle(document.activeElement);
                return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2;
            }"""
        ), page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
