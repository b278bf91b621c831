"""Community and date: in the address, and kept by every link."""

from __future__ import annotations

from .conftest import Page, Read


def _states(page: Page) -> list[str]:
    return [" ".join(node.text().split()) for node in page.all("main .state")]


def test_the_date_changes_the_overview(read: Read) -> None:
    assert _states(read("/?as-of=2023-09-01")) != _states(read("/"))


def test_the_date_changes_the_coverage(read: Read) -> None:
    before, after = read("/coverage?community=lvs&as-of=2022-01-01"), read("/coverage?community=lvs")
    assert "Trygg akuttmedisin" not in before.one("#clauses").parent.text()  # type: ignore[union-attr]
    assert "Trygg akuttmedisin" in after.one("#clauses").parent.text()  # type: ignore[union-attr]


def test_the_date_changes_the_history_of_a_thing(read: Read) -> None:
    address = "/id/lvs/project/trygg-akuttmedisin"
    then, now = read(address + "?as-of=2023-12-31"), read(address)
    count = len(now.all(".line > li"))
    assert 0 < len(then.all(".line > li")) < count
    assert f"{count - len(then.all('.line > li'))} senere observasjoner" in then.text


def test_the_date_changes_the_projects(read: Read) -> None:
    assert _states(read("/projects?as-of=2023-01-01")) != _states(read("/projects"))


def test_the_community_changes_the_lists(read: Read) -> None:
    lvs, innlandet = read("/projects?community=lvs"), read("/projects?community=innlandet")
    assert "Trygg akuttmedisin" in lvs.text
    assert "Trygg akuttmedisin" not in innlandet.one("main").text()
    assert "Lofoten" in lvs.words(".view summary")


def test_links_keep_language_community_and_date(read: Read) -> None:
    page = read("/?lang=en&community=lvs&as-of=2023-12-31")
    kept = "lang=en&community=lvs&as-of=2023-12-31"
    links = [node.attributes["href"] or "" for node in page.all("main a")]
    ours = [link for link in links if link.startswith(("/id/", "/ask/", "/projects", "/cases", "/coverage"))]
    assert len(ours) > 20
    assert all(kept in link for link in ours)


def test_a_date_nobody_can_read_is_told(read: Read) -> None:
    page = read("/coverage?as-of=i+går")
    assert page.status == 400
    assert "«i går» er ikke en dato." in page.text
    assert "ÅÅÅÅ-MM-DD" in page.text


def test_an_unknown_community_is_told(read: Read) -> None:
    assert read("/coverage?community=atlantis").status in {400, 404}
