"""Search: things by letters of their names, by kind, each with a source; and the questions that speak of it."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from hfgraph.web.frame import Frame
from hfgraph.web.route import page

_FEW = 6
_LONGEST = 200


async def show(frame: Frame) -> Response:
    """Return the page."""
    text, kind = frame.query("q").strip()[:_LONGEST], frame.query("kind")
    found: dict[str, Any] | None = None
    if text:
        found = await frame.json(
            "seek",
            text=text,
            language=frame.language,
            kind=kind or None,
            community=frame.community or None,
            most=_FEW,
        )
    return frame.page(
        "search.html",
        frame.say("Søk", "Search") if not text else frame.say("Søk: {}", "Search: {}").format(text),
        scripts=("search.js",),
        text=text,
        found=found,
        kind=kind,
        examples=(
            "5.3",
            "SSU 24/2023",
            frame.say("rekruttering", "recruitment"),
            "Salten",
        ),
    )


ROUTES = [page("/search", show)]
