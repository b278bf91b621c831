"""The trace: statute, clause, project, decision, case, meeting and document, both ways, each step with its source."""

from __future__ import annotations

from starlette.responses import Response

from hfgraph import terms
from hfgraph.web.frame import Frame
from hfgraph.web.route import page


async def show(frame: Frame) -> Response:
    """Return the page."""
    key = frame.request.path_params["key"]
    iri = key if "://" in key else terms.ID + key
    found = await frame.json("trace", text=iri, community=None, language=frame.language)
    return frame.page(
        "trace.html",
        frame.say("Spor: ", "Trace: ") + found["label"],
        crumbs=[(frame.thing(found["iri"]), found["label"])],
        alternates=[(frame.href("/api/trace", thing=found["iri"]), "application/json", "JSON")],
        trace=found,
        kinds=await frame.json("kinds", language=frame.language),
    )


ROUTES = [page("/trace/{key:path}", show)]
