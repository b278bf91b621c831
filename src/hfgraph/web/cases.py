"""Cases: the list with its facets, and the chain of cases one case stands in."""

from __future__ import annotations

from asyncio import gather
from collections.abc import Iterable
from typing import Any

from starlette.responses import Response

from hfgraph import terms
from hfgraph.web import spreadsheet
from hfgraph.web.facet import Facet, Values, choices, narrow
from hfgraph.web.frame import Frame
from hfgraph.web.route import page
from hfgraph.web.table import Row, Table


async def show(frame: Frame) -> Response:
    """Return the list."""
    found = await entries(frame)
    facets = _facets(frame)
    return frame.page(
        "cases.html",
        frame.say("Saker", "Cases"),
        alternates=spreadsheet.alternates(frame, "/cases"),
        dated=True,
        cases=narrow(frame, facets, found),
        total=len(found),
        facets=choices(frame, facets, found),
    )


async def download(frame: Frame) -> Response:
    """Return the list as a file."""
    cases = narrow(frame, _facets(frame), await entries(frame))
    words = (
        ("Sak", "Case"),
        ("Organ", "Body"),
        ("År", "Year"),
        ("Dato", "Date"),
        ("Tilstand", "State"),
        ("Innsatsområde", "Focus area"),
        ("Kilde", "Source"),
        ("IRI", "IRI"),
    )
    cells: spreadsheet.Sheet = [[frame.say(*pair) for pair in words]]
    for case in cases:
        row = case["row"]
        places = "; ".join(spreadsheet.told(frame, place) for place in row["sources:source"])
        areas = "; ".join(name for _, name in case["areas"])
        cells.append(
            [
                row["caseLabel"],
                row["committeeLabel"],
                row["year"],
                row["date"],
                case["stateLabel"],
                areas,
                places,
                row["case"],
            ]
        )
    return spreadsheet.write(
        frame,
        [(frame.say("Saker", "Cases"), cells)],
        frame.request.path_params["form"],
        "saker" if frame.language == "nb" else "cases",
    )


async def history(frame: Frame) -> Response:
    """Return the chain of cases behind and after one case."""
    key = frame.request.path_params["key"]
    table = await frame.table("case-history", case=terms.ID + key, community="")
    label = table.rows[0]["caseLabel"] if table.rows else key
    return frame.page(
        "case.html",
        frame.say("Historien til ", "The history of ") + str(label),
        crumbs=[(frame.href("/cases"), frame.say("Saker", "Cases"))],
        levels=_levels(table.rows),
        table=table,
        iri=terms.ID + key,
        label=label,
        attachments=await frame.table("case-attachments", case=terms.ID + key, community=""),
        decided=await frame.table("decision-points", case=terms.ID + key, community=""),
        proposed=await frame.table("proposed-points", case=terms.ID + key, community=""),
    )


def _levels(rows: Iterable[Row]) -> list[tuple[int, list[dict[str, Any]]]]:
    """Return what lies behind and after a case by distance, what is behind it with negative ones."""
    found: dict[int, dict[str, dict[str, Any]]] = {}
    for row in rows:
        distance = row["step"] * {"earlier": -1, "self": 0, "later": 1}.get(str(row["direction"]), 1)
        known = found.setdefault(distance, {}).setdefault(str(row["to"]), {**row, "links": [], "places": []})
        if row["relation"] is not None:
            known["links"].append((str(row["fromLabel"]).partition(":")[0], row["relationLabel"]))
        known["places"] += [one for one in row["sources:source"] if one not in known["places"]]
    return [(distance, list(found[distance].values())) for distance in sorted(found)]


async def entries(frame: Frame) -> list[dict[str, Any]]:
    """Return the cases there were on the reader's date, the latest first, each with its state and focus areas."""
    listed, waiting, points, proposed, contributing, areas = await gather(
        frame.table("case-list"),
        frame.table("proposals-without-decision"),
        frame.table("decision-points"),
        frame.table("proposed-points"),
        frame.table("projects-by-focus-area"),
        frame.json("case-areas"),
    )
    decided = {str(row["case"]) for row in points.rows if known(row, frame.as_of)}
    open_cases = set(waiting.distinct("case")) | (set(proposed.distinct("case")) & set(points.distinct("case")))
    names = {row["area"]: row["areaLabel"] for row in contributing.rows}
    states = {
        "decided": frame.say("Vedtak i kildene", "Decision in the sources"),
        "undecided": frame.say("Innstilling uten vedtak", "Proposal without decision"),
        "mentioned": frame.say("Bare omtalt", "Only mentioned"),
    }
    found = []
    for row in latest(listed):
        if not known(row, frame.as_of):
            continue
        state = "decided" if row["case"] in decided else "undecided" if row["case"] in open_cases else "mentioned"
        about = [(terms.shorten(iri), names.get(iri, terms.shorten(iri))) for iri in areas.get(row["case"], [])]
        found.append({"row": row, "state": state, "stateLabel": states[state], "areas": about})
    return found


def latest(table: Table) -> list[Row]:
    """Return cases, the latest first, each once."""
    once: dict[str, Row] = {}
    for row in table.rows:
        kept = once.setdefault(str(row["case"]), row)
        kept["sources:source"].extend(one for one in row["sources:source"] if one not in kept["sources:source"])
    order = sorted(once.values(), key=lambda row: (row["year"] or 0, row["date"] or "", row["sequence"] or 0))
    return order[::-1]


def known(row: Row, as_of: str) -> bool:
    """Return whether what a row tells of had happened on a date, as far as the row says when it did."""
    when = str(row["date"] or row.get("year") or "")
    return not as_of or not when or when[: len(as_of)] <= as_of[: len(when)]


def _facets(frame: Frame) -> list[Facet]:
    def of(name: str) -> Any:
        def values(case: dict[str, Any]) -> Values:
            row = case["row"]
            label = row.get(name + "Label") or row[name]
            return [(terms.shorten(str(row[name])), str(label))] if row[name] is not None else []

        return values

    return [
        Facet("body", frame.say("Organ", "Body"), of("committee")),
        Facet("year", frame.say("År", "Year"), of("year")),
        Facet("area", frame.say("Innsatsområde", "Focus area"), lambda case: case["areas"]),
        Facet("state", frame.say("Tilstand", "State"), lambda case: [(case["state"], case["stateLabel"])]),
    ]


ROUTES = [page("/cases.{form:form}", download), page("/cases", show), page("/cases/{key:path}", history)]
