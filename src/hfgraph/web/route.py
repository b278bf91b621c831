"""Routes of pages: for readers with a browser, next to routes that answer programs at the same address."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Match, Route
from starlette.types import Scope

from hfgraph.api import negotiation
from hfgraph.web.frame import Handler, answer

_OFFERS = ("text/html", "application/xhtml+xml")
_DATA = (".ttl", ".jsonld", ".nt", ".rdf", ".trig", ".html")
_OTHERS = (
    "text/turtle",
    "application/ld+json",
    "application/json",
    "application/n-triples",
    "application/rdf+xml",
    "application/trig",
    "application/n-quads",
    "text/csv",
)


class Page(Route):
    """A page.

    Args:
        path: of the page.
        handler: makes it.
        shared: the address also answers programs: requests that would rather have data go on to the next route.
    """

    def __init__(self, path: str, handler: Handler, *, shared: bool = False) -> None:
        async def endpoint(request: Request) -> Response:
            return await answer(request, handler)

        super().__init__(path, endpoint, methods=["GET"], name=f"page {path}")
        self._shared = shared

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return whether the request is for this page."""
        match, child = super().matches(scope)
        if self._shared and (match is not Match.FULL or scope["path"].endswith(_DATA) or not wants_page(scope)):
            return Match.NONE, {}
        return match, child


def page(path: str, handler: Handler, *, shared: bool = False) -> Page:
    """Return the route of a page; see :class:`Page`."""
    return Page(path, handler, shared=shared)


def wants_page(scope: Scope) -> bool:
    """Return whether the client is a browser: it names HTML, and likes nothing of ours better."""
    header = next((value.decode("latin-1") for name, value in scope["headers"] if name == b"accept"), "")
    if not any(offer in header.lower() for offer in _OFFERS):
        return False
    return negotiation.media(header, (*_OFFERS, *_OTHERS)) in _OFFERS
