from __future__ import annotations

import pytest

from .conftest import Client, Read
from .test_pages import assert_harmless

_MISSING = ["/nope", "/id/lvs/project/none", "/trace/lvs/project/none", "/cases/lvs/case/none/1", "/ask/none", "/id/"]


@pytest.mark.parametrize("address", _MISSING)
def test_a_browser_gets_a_page(read: Read, address: str) -> None:
    page = read(address)
    assert page.status == 404
    assert page.words("h1") == "Vi finner ikke denne siden"
    assert read(address + "?lang=en").words("h1") == "We cannot find this page"
    assert page.headers["cache-control"] == "no-store"
    assert_harmless(page)


@pytest.mark.parametrize("accept", ["*/*", "application/json", "text/turtle"])
def test_a_program_gets_a_problem(client: Client, accept: str) -> None:
    got = client.get("/nope", headers={"accept": accept})
    assert (got.status_code, got.headers["content-type"]) == (404, "application/problem+json")


def test_the_api_never_answers_with_a_page(read: Read) -> None:
    assert read("/api/none").headers["content-type"] == "application/problem+json"


def test_what_may_not_be_done_here_is_told_with_what_may(client: Client) -> None:
    got = client.ask("POST", "/cases", headers={"accept": "text/html"})
    assert got.status_code == 405
    assert "GET" in got.headers["allow"]


def test_a_fault_of_ours_says_nothing_of_how(client: Client, read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    async def fail(*_: object, **__: object) -> None:
        raise RuntimeError("secret")

    monkeypatch.setattr(client.app.state.service, "cached", fail)
    page = read("/cases")
    assert page.status == 500
    assert page.words("h1") == "Noe gikk galt hos oss"
    assert "secret" not in page.text
