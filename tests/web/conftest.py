"""The application with its pages, in this process, and pages read as a browser reads them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import httpx
import pytest
from anyio.from_thread import BlockingPortal, start_blocking_portal
from selectolax.lexbor import LexborHTMLParser, LexborNode

from hfgraph import web
from hfgraph.api.app import App, create_app
from hfgraph.api.config import Config

SMALL = Path(__file__).parents[1] / "graphs" / "small"
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"


@dataclass(frozen=True)
class Page:
    """A page as it came."""

    address: str
    status: int
    headers: dict[str, str]
    text: str

    @cached_property
    def tree(self) -> LexborHTMLParser:
        return LexborHTMLParser(self.text)

    def all(self, selector: str) -> list[LexborNode]:
        return self.tree.css(selector)

    def one(self, selector: str) -> LexborNode:
        found = self.all(selector)
        assert len(found) == 1, f"{len(found)} {selector} on {self.address}"
        return found[0]

    def words(self, selector: str) -> str:
        return " ".join(self.one(selector).text().split())

    def links(self) -> set[str]:
        """Every address of ours the page links to, without fragments."""
        found = {urljoin(self.address, node.attributes["href"] or "") for node in self.all("a[href], link[href]")}
        return {address.partition("#")[0] for address in found if not urlsplit(address).netloc}


Read = Callable[..., Page]


class Client:
    """Asks the application without a network between."""

    def __init__(self, app: App, portal: BlockingPortal) -> None:
        self.app = app
        self._portal = portal
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        self._client = httpx.AsyncClient(transport=transport, base_url="http://testserver")

    def ask(self, method: str, address: str, headers: dict[str, str] | None = None) -> httpx.Response:
        async def send() -> httpx.Response:
            self._client.cookies.clear()
            return await self._client.request(method, address, headers=headers)

        return self._portal.call(send)

    def get(self, address: str, headers: dict[str, str] | None = None) -> httpx.Response:
        return self.ask("GET", address, headers)

    def close(self) -> None:
        self._portal.call(self._client.aclose)


@contextmanager
def served(data: Path | None) -> Iterator[Client]:
    app = create_app(Config(data=data, workers=2, watch=0, log_requests=False), web.install)
    with start_blocking_portal() as portal, portal.wrap_async_context_manager(app.router.lifespan_context(app)):
        client = Client(app, portal)
        yield client
        client.close()


def reader(client: Client) -> Read:
    def read(address: str, **headers: str) -> Page:
        got = client.get(address, headers={"accept": BROWSER} | headers)
        return Page(address, got.status_code, dict(got.headers), got.text)

    return read


@pytest.fixture(scope="session")
def client() -> Iterator[Client]:
    """A client of the bundled data."""
    with served(None) as client:
        yield client


@pytest.fixture(scope="session")
def small_client() -> Iterator[Client]:
    """A client of the small workspace, whose documents are at hand."""
    with served(SMALL) as client:
        yield client


@pytest.fixture
def read(client: Client) -> Read:
    """Read a page of the bundled data."""
    return reader(client)


@pytest.fixture
def read_small(small_client: Client) -> Read:
    """Read a page of the small workspace."""
    return reader(small_client)


@pytest.fixture
def read_from() -> Iterator[Callable[[Path], Read]]:
    """Read pages of a workspace made on the spot."""
    with ExitStack() as stack:
        yield lambda root: reader(stack.enter_context(served(root)))
