from __future__ import annotations

import pytest

from .conftest import Client, Page, Read

PAGES = {
    "/": (
        "Hva er avtalt, hva gjøres, og hvor står det?",
        "What is agreed, what is being done, and where is it written?",
    ),
    "/coverage": ("Dekning: blir avtalen og loven fulgt opp?", "Coverage: are the agreement and the Act followed up?"),
    "/projects": ("Prosjekter og tiltak", "Projects and measures"),
    "/cases": ("Saker", "Cases"),
    "/meetings": ("Møter", "Meetings"),
    "/id/lvs/project/trygg-akuttmedisin": ("Trygg akuttmedisin", "Safe emergency medicine"),
    "/trace/lvs/agreement/2023/5.3": ("Spor: Avtalepunkt 5.3", "Trace: Clause 5.3"),
    "/cases/lvs/case/ssu/2023/24": (
        "Historien til SSU 24/2023: Oppfølging av SSU-sak 17-2023 Status lokale samhandlingsarenaer",
        "The history of SSU 24/2023: Follow-up of SSU 17-2023 Status of local arenas",
    ),
    "/documents": ("Dokumenter", "Documents"),
    "/documents/lvs/doc/ssu-24-2023": ("Saksframlegg til SSU 24/2023", "Case paper for SSU 24/2023"),
    "/contradictions": ("Motstrid mellom kildene", "Contradictions between the sources"),
    "/quality": ("Kvaliteten på grafen", "The quality of the graph"),
    "/ask": ("Spør grafen", "Ask the graph"),
    "/query": ("Spør med SPARQL", "Ask with SPARQL"),
    "/search": ("Søk", "Search"),
    "/review": ("Innboks", "Inbox"),
    "/accessibility": ("Tilgjengelighetserklæring", "Accessibility statement"),
    "/about": ("Om hfgraph", "About hfgraph"),
    "/ask/agreed-not-established": (
        "Hva er det enighet om å opprette som ikke er opprettet?",
        "What was agreed but has not been established?",
    ),
}
every_page = pytest.mark.parametrize("address", PAGES)


def _in(address: str, language: str) -> str:
    return f"{address}?lang={language}"


@every_page
@pytest.mark.parametrize("language", ["nb", "en"])
def test_page_says_what_it_is(read: Read, address: str, language: str) -> None:
    page = read(_in(address, language))
    heading = PAGES[address][language == "en"]
    assert page.status == (202 if address == "/quality" and page.all("#checking") else 200)
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["content-language"] == language
    assert page.one("html").attributes["lang"] == language
    assert page.words("h1") == heading
    assert page.words("title") == f"{heading} – hfgraph"


@every_page
def test_landmarks_and_skip_link(read: Read, address: str) -> None:
    page = read(address)
    for selector in ("body > header", "main#main", "body > footer"):
        page.one(selector)
    assert page.one("a.skip").attributes["href"] == "#main"
    assert all(node.attributes.get("aria-label") for node in page.all("nav"))
    if address != "/":
        assert page.words(".crumbs li:first-child") == "Oversikt"


@every_page
def test_headings_are_in_order(read: Read, address: str) -> None:
    levels = [int((node.tag or "h0")[1]) for node in read(address).all("h1, h2, h3, h4")]
    assert levels[0] == 1
    assert levels.count(1) == 1


@every_page
def test_identifiers_are_unique_and_references_resolve(read: Read, address: str) -> None:
    page = read(address)
    identifiers = [node.attributes["id"] for node in page.all("[id]")]
    assert len(identifiers) == len(set(identifiers))
    references = [node.attributes["aria-labelledby"] for node in page.all("[aria-labelledby]")]
    references += [node.attributes["for"] for node in page.all("label[for]")]
    assert set(references) <= set(identifiers)


def assert_harmless(page: Page) -> None:
    """The page runs and loads nothing but files of ours."""
    policy = page.headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert page.headers["x-content-type-options"] == "nosniff"
    assert not page.all("style, iframe, object, embed, base, [style], [onclick], [onerror], [onload]")
    for node in page.all("script, img, link[rel=stylesheet], link[rel=icon]"):
        source = node.attributes.get("src") or node.attributes.get("href")
        assert source
        assert source.startswith("/web/")
        assert node.tag != "script" or (not node.text().strip() and node.attributes["type"] == "module")


@every_page
def test_nothing_inline_and_nothing_from_elsewhere(read: Read, address: str) -> None:
    assert_harmless(read(address))


@every_page
def test_every_thing_in_a_list_has_a_source(read: Read, address: str) -> None:
    page = read(address)
    for row in page.all("table.rows tbody tr, .tree li"):
        text = " ".join(row.text().split())
        assert row.css(".place, .sources"), f"{address}: {text}"


def test_the_menu_marks_where_one_is(read: Read) -> None:
    page = read("/cases")
    assert {node.text() for node in page.all(".menu a[aria-current]")} == {"Saker"}


def test_the_other_language_is_one_click_away_and_remembered(read: Read) -> None:
    page = read("/cases")
    link = page.one("a.tongue")
    assert (link.attributes["href"], link.attributes["lang"], link.text()) == ("/cases?lang=en", "en", "English")
    english = read("/cases?lang=en")
    assert "hfgraph-lang=en" in english.headers["set-cookie"]
    assert read("/cases", cookie="hfgraph-lang=en").words("h1") == "Cases"
    assert read("/cases", cookie="hfgraph-lang=xx").words("h1") == "Saker"
    assert read("/cases?lang=nb", cookie="hfgraph-lang=en").words("h1") == "Saker"


def test_bokmal_comes_first_whatever_the_browser_speaks(read: Read) -> None:
    assert read("/cases", **{"accept-language": "en-US,en;q=0.9"}).words("h1") == "Saker"


def test_an_unchanged_page_is_not_sent_again(read: Read) -> None:
    etag = read("/cases").headers["etag"]
    again = read("/cases", **{"if-none-match": etag})
    assert (again.status, again.text) == (304, "")
    assert read("/cases", **{"if-none-match": etag, "cookie": "hfgraph-lang=en"}).status == 200


def test_head_has_no_body(client: Client) -> None:
    got = client.ask("HEAD", "/cases", headers={"accept": "text/html"})
    assert (got.status_code, got.text) == (200, "")
