"""Quality and contradictions."""

from __future__ import annotations

import asyncio
import json
from typing import Any

import pytest

from hfgraph.web import quality

from .conftest import BROWSER, Client, Page, Read

_MOST = 300


def _ready(client: Client, read: Read, address: str) -> Page:
    for _ in range(_MOST):
        if json.loads(client.get("/quality/state", headers={"accept": BROWSER}).text)["ready"]:
            return read(address)
    raise AssertionError("the check does not end")


def test_the_page_says_so_while_the_graph_is_checked(read_small: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    async def never(request: Any, patience: float) -> Any:
        await asyncio.sleep(0)
        raise TimeoutError

    monkeypatch.setattr(quality, "report", never)
    page = read_small("/quality")
    assert (page.status, page.headers["cache-control"]) == (202, "no-store")
    assert "blir kontrollert" in page.words("#checking")
    assert page.one("#checking").attributes["data-state"] == "/quality/state"
    assert "http-equiv" in page.text
    assert json.loads(read_small("/quality/state").text) == {"ready": False}


def test_findings_are_grouped_by_rule_in_plain_words(small_client: Client, read_small: Read) -> None:
    page = _ready(small_client, read_small, "/quality")
    assert page.status == 200
    counts = [int(node.attributes["data-figure"] or 0) for node in page.all(".figures a")]
    groups = page.all("section.rule")
    assert sum(int(node.css("h2 .count")[0].text()) for node in groups) == sum(counts) > 0
    for group in groups:
        assert group.css("h2 svg.mark")
        assert group.css(".state")
        for finding in group.css("li"):
            assert finding.css("a[href]")
            assert len(finding.css("p")[0].text()) > 10


def test_a_finding_tells_its_file_and_line(small_client: Client, read_small: Read) -> None:
    page = _ready(small_client, read_small, "/quality?lang=en")
    places = [node.text() for node in page.all("section.rule li code")]
    assert places
    assert all(place.partition(":")[0].endswith(".ttl") for place in places)


def test_one_severity_and_the_files(small_client: Client, read_small: Read) -> None:
    page = _ready(small_client, read_small, "/quality?severity=warning")
    assert {" ".join(node.text().split()) for node in page.all("section.rule .state")} <= {"Mangler"}
    assert small_client.get("/quality.csv", headers={"accept": BROWSER}).text.startswith("\ufeffAlvor;Regel;")


def test_contradictions_stand_side_by_side_each_with_its_source(read: Read) -> None:
    page = read("/contradictions")
    clashes = page.all("section.clash")
    assert clashes
    for clash in clashes:
        sides = clash.css(".claim")
        assert len(sides) > 1
        assert all(side.css(".place a[href^='/id/']") and side.css(".says")[0].text().strip() for side in sides)
    assert len(read("/contradictions?community=lvs").all("section.clash")) < len(clashes)
