from __future__ import annotations

from urllib.parse import parse_qsl, urlsplit

from .conftest import BROWSER, Client, Read

_MOST = 2_000
_THERE = {200, 202, 303}
"""A page that is being made answers 202, an address that only leads on 303."""


def _shape(address: str) -> tuple[str, tuple[str, ...]]:
    """Addresses that differ only in the values of their parameters lead to the same kind of page."""
    parts = urlsplit(address)
    return parts.path, tuple(sorted(name for name, _ in parse_qsl(parts.query)))


def _status(client: Client, address: str) -> int:
    return client.get(address, headers={"accept": BROWSER}).status_code


def test_every_link_of_the_main_pages_leads_somewhere(client: Client, read: Read) -> None:
    found: set[str] = set()
    for address in ("/", "/coverage", "/projects", "/cases", "/meetings", "/?lang=en&community=lvs&as-of=2023-12-31"):
        found |= read(address).links()
    assert len(found) > 200
    broken = {address: status for address in sorted(found) if (status := _status(client, address)) not in _THERE}
    assert not broken


def test_every_page_that_can_be_reached_is_there(small_client: Client, read_small: Read) -> None:
    waiting, seen, broken = ["/"], {_shape("/")}, {}
    while waiting and len(seen) < _MOST:
        page = read_small(waiting.pop())
        if page.status not in _THERE:
            broken[page.address] = page.status
        if "text/html" in page.headers.get("content-type", "") and 'href="/web/' in page.text:
            for link in page.links():
                if _shape(link) not in seen:
                    seen.add(_shape(link))
                    waiting.append(link)
    assert not broken
    assert len(seen) < _MOST, "the pages have no end"
