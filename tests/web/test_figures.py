from __future__ import annotations

import pytest

from .conftest import Page, Read

_LISTS = "table[data-rows], ul[data-rows], ol[data-rows]"


def _rows(page: Page, fragment: str) -> int:
    """The number of rows the link's target shows."""
    parts = [node for node in page.all("section") if node.attributes.get("aria-labelledby") == fragment]
    lists = [node for part in (parts if fragment else page.all("main")) for node in part.css(_LISTS)]
    return sum(int(node.attributes["data-rows"] or 0) for node in lists)


@pytest.mark.parametrize(
    "query",
    ["", "?community=lvs", "?community=innlandet&lang=en", "?as-of=2023-12-31", "?community=lvs&as-of=2024-10-01"],
)
def test_every_figure_leads_to_as_many_rows(read: Read, query: str) -> None:
    overview = read("/" + query)
    figures = overview.all("[data-figure]")
    assert len(figures) >= 10
    for link in figures:
        address, _, fragment = (link.attributes["href"] or "").partition("#")
        told = int(link.attributes["data-figure"] or -1)
        assert str(told) in link.text()
        assert _rows(read(address), fragment) == told, f"{address}#{fragment}"


@pytest.mark.parametrize("address", ["/cases", "/projects", "/meetings"])
def test_each_choice_of_a_facet_leaves_as_many_rows_as_it_says(read: Read, address: str) -> None:
    page = read(address)
    choices = [link for link in page.all(".facet a") if link.css(".count")]
    assert len(choices) > 5
    for link in choices:
        told = int(link.css(".count")[0].text())
        assert _rows(read(link.attributes["href"] or ""), "") == told, link.attributes["href"]


def test_facets_can_be_combined(read: Read) -> None:
    both = read("/cases?year=2023&state=decided")
    assert _rows(both, "") == 2
    assert {node.text().split()[0] for node in both.all(".facet a[aria-current]")} >= {"2023", "Vedtak"}


def test_a_choice_that_leaves_nothing_says_so(read: Read) -> None:
    page = read("/cases?year=1999")
    assert _rows(page, "") == 0
    assert "Ingen saker passer" in page.text
