"""Pages of prose: the accessibility statement, and what this is."""

from __future__ import annotations

from starlette.responses import Response

from hfgraph import __version__
from hfgraph.web.frame import Frame
from hfgraph.web.route import page


async def accessibility(frame: Frame) -> Response:
    """Return the accessibility statement."""
    frame.request.state.communities = []
    return frame.page("accessibility.html", frame.say("Tilgjengelighetserklæring", "Accessibility statement"))


async def about(frame: Frame) -> Response:
    """Return the page about all this."""
    documents = await frame.json("documents", language=frame.language)
    frame.request.state.communities = []
    return frame.page(
        "about.html",
        frame.say("Om hfgraph", "About hfgraph"),
        documents=documents,
        statements=frame.service.health()["statements"],
        release=__version__,
        base=frame.request.app.state.config.base_url,
    )


ROUTES = [page("/accessibility", accessibility), page("/about", about)]
