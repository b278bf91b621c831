"""One thing: its facts, its place in the chain, its history, what points to it, and where all of it is written."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from hfgraph import terms
from hfgraph.web import spreadsheet
from hfgraph.web.frame import Alternate, Frame
from hfgraph.web.route import page

_ABOUT = "hf:about"
_CHAINED = {
    *("Project", "Committee", "FocusArea", "Provision", "Clause", "StatutoryItem"),
    *("Case", "Proposal", "Decision", "Point", "Treatment", "Meeting", "AgendaItem"),
}


async def show(frame: Frame) -> Response:
    """Return the page."""
    told = await portrait(frame)
    key = terms.shorten(told["iri"])
    chained = any(kind.removeprefix("hf:") in _CHAINED for kind in told["kindIris"])
    chain = await frame.json("trace", text=told["iri"], community=None, language=frame.language) if chained else None
    return frame.page(
        "thing.html",
        told["label"],
        crumbs=_crumbs(frame, told),
        alternates=alternates(frame, key),
        dated=bool(told["history"]),
        thing=told,
        key=key,
        chain=chain,
        kinds=await frame.json("kinds", language=frame.language),
        events=[event for event in told["history"] if not frame.as_of or event["date"] <= frame.as_of],
        later=sum(1 for event in told["history"] if frame.as_of and event["date"] > frame.as_of),
    )


async def download(frame: Frame) -> Response:
    """Return the facts as a file."""
    told = await portrait(frame)
    head = [
        frame.say(*words)
        for words in (("Egenskap", "Property"), ("Verdi", "Value"), ("IRI", "IRI"), ("Kilde", "Source"))
    ]
    cells: spreadsheet.Sheet = [head]
    for group in told["facts"]:
        for value in group["values"]:
            places = "; ".join(spreadsheet.told(frame, place) for place in value["sources"])
            cells.append([group["name"], value["label"], value["value"] if value["link"] else None, places])
    name = terms.shorten(told["iri"]).replace("/", "-")
    return spreadsheet.write(frame, [(told["label"], cells)], frame.request.path_params["form"], name)


async def portrait(frame: Frame) -> dict[str, Any]:
    """Return what is known of the thing the address names; observations are in its history only."""
    found: dict[str, Any] = await frame.json(
        "portrait", iri=terms.ID + frame.request.path_params["key"], language=frame.language
    )
    seen = {event["iri"] for event in found["history"]}
    for group in found["incoming"]:
        if group["property"] == _ABOUT:
            group["values"] = [value for value in group["values"] if value["value"] not in seen]
    found["incoming"] = [group for group in found["incoming"] if group["values"]]
    return found


def alternates(frame: Frame, key: str) -> list[Alternate]:
    """Return the other forms of the page about a thing."""
    path = frame.thing(terms.ID + key).partition("?")[0]
    return [
        (f"{path}.ttl", "text/turtle", "Turtle"),
        (f"{path}.jsonld", "application/ld+json", "JSON-LD"),
        (frame.href(f"/id/{key}.csv"), "text/csv", "CSV"),
        (frame.href(f"/feed/{key}.atom"), "application/atom+xml", "Atom"),
    ]


def _crumbs(frame: Frame, told: dict[str, Any]) -> list[tuple[str, str]]:
    kinds = {kind.removeprefix("hf:") for kind in told["kindIris"]}
    for kind, path, name in (
        ("Project", "/projects", frame.say("Prosjekter", "Projects")),
        ("Case", "/cases", frame.say("Saker", "Cases")),
        ("Meeting", "/meetings", frame.say("Møter", "Meetings")),
        ("Clause", "/coverage", frame.say("Dekning", "Coverage")),
        ("StatutoryItem", "/coverage", frame.say("Dekning", "Coverage")),
        ("Document", "/documents", frame.say("Dokumenter", "Documents")),
    ):
        if kind in kinds and frame.has(path):
            return [(frame.href(path), name)]
    return []


ROUTES = [page("/id/{key:path}.{form:form}", download), page("/id/{key:path}", show, shared=True)]
