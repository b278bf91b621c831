"""The web pages: server-rendered, complete without scripts, in bokmål and English.

``install(app)`` puts them into an application of ``hfgraph.api``. :mod:`hfgraph.web.frame` tells how a page is made.
"""

from __future__ import annotations

from collections.abc import Sequence
from importlib import import_module

from starlette.applications import Starlette
from starlette.routing import BaseRoute, Route

from hfgraph.web import fault, files
from hfgraph.web.clerk import Clerk

PAGES = (
    *("overview", "thing", "trace", "coverage", "cases", "projects", "meetings", "feed", "map"),
    *("documents", "contradictions", "quality", "ask", "query", "search", "statement"),
    *("inbox", "review"),
)
"""The modules of this package whose ``ROUTES`` are pages."""


def routes() -> Sequence[BaseRoute]:
    """Return the routes of every page and of the files they use."""
    found: list[BaseRoute] = [*files.ROUTES]
    for name in PAGES:
        found += import_module(f"hfgraph.web.{name}").ROUTES
    return found


def install(app: Starlette) -> None:
    """Put the pages before the routes the application has, so that a browser gets the page where both can answer."""
    pages = routes()
    app.state.pages = {route.path for route in pages if isinstance(route, Route)}
    app.router.routes[:0] = pages
    app.state.clerk = Clerk(app.state.config)
    fault.install(app)
