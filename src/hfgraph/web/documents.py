"""Documents: which there are, and one with every place pointed at, in its own text where that is at hand."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from starlette.responses import Response

from hfgraph import terms
from hfgraph.web import spreadsheet
from hfgraph.web.frame import Frame
from hfgraph.web.manuscript import Place, paragraphs, within
from hfgraph.web.route import page


async def listing(frame: Frame) -> Response:
    """Return the list."""
    table = await frame.table("documents")
    found: dict[str, dict[str, Any]] = {}
    for row in table.rows:
        found.setdefault(str(row["document"]), {**row, "communities": []})["communities"].append(row["community"])
    known = {one["key"]: one for one in await frame.json("documents", language=frame.language)}
    documents = [{**row, **known[terms.shorten(iri)]} for iri, row in found.items() if terms.shorten(iri) in known]
    return frame.page(
        "documents.html",
        frame.say("Dokumenter", "Documents"),
        alternates=spreadsheet.alternates(frame, "/documents"),
        documents=sorted(documents, key=lambda one: str(one["issued"] or ""), reverse=True),
    )


async def download(frame: Frame) -> Response:
    """Return the list as a file."""
    return spreadsheet.response(frame, await frame.table("documents"), frame.request.path_params["form"])


async def show(frame: Frame) -> Response:
    """Return one document."""
    key = frame.request.path_params["key"]
    told = await frame.json("reading", text=terms.ID + key, language=frame.language)
    places = [
        Place(number, name=within(place["iri"], told["iri"]), **place) for number, place in enumerate(told["places"], 1)
    ]
    sections = [(section, list(found)) for section, found in groupby(places, key=lambda place: place.section)]
    frame.request.state.communities = []  # a document is what it is, whoever asks
    return frame.page(
        "document.html",
        told["label"],
        crumbs=[(frame.href("/documents"), frame.say("Dokumenter", "Documents"))],
        alternates=[(frame.thing(told["iri"]).partition("?")[0] + ".ttl", "text/turtle", "Turtle")],
        scripts=("document.js",),
        document=told,
        places=places,
        sections=sections,
        paragraphs=paragraphs(told["text"], places) if told["text"] is not None else [],
    )


ROUTES = [
    page("/documents.{form:form}", download),
    page("/documents", listing),
    page("/documents/{key:path}", show),
]
