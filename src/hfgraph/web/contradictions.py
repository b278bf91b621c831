"""Contradictions: what sources say against each other, side by side, each side with its source."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from hfgraph.web import spreadsheet
from hfgraph.web.frame import Frame
from hfgraph.web.route import page
from hfgraph.web.table import Table


async def show(frame: Frame) -> Response:
    """Return the page."""
    table = await frame.table("contradictions")
    passages = {place["passage"] for row in table.rows for place in row["sources:source"] if place["passage"]}
    return frame.page(
        "contradictions.html",
        frame.say("Motstrid mellom kildene", "Contradictions between the sources"),
        alternates=spreadsheet.alternates(frame, "/contradictions"),
        table=table,
        contradictions=contradictions(table),
        quotes=await frame.json("quotes", passages=sorted(passages)),
    )


async def download(frame: Frame) -> Response:
    """Return the rows as a file."""
    return spreadsheet.response(frame, await frame.table("contradictions"), frame.request.path_params["form"])


def contradictions(table: Table) -> list[dict[str, Any]]:
    """Return each contradiction with its sides, each statement once."""
    found: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in table.rows:
        same = (row["contradiction"],) if row["contradiction"] else (row["about"], row["date"])
        one = found.setdefault(
            tuple(map(str, same)),
            {
                "noted": row["basis"] == "noted",
                "basis": row["basisLabel"] or row["basis"],
                "iri": row["contradiction"],
                "label": row["contradictionLabel"] or row["aboutLabel"],
                "about": row["about"],
                "aboutLabel": row["aboutLabel"],
                "summary": row["summary"],
                "sides": {},
            },
        )
        side = one["sides"].setdefault(
            row["statement"], {"iri": row["statement"], "says": row["says"], "date": row["date"], "places": []}
        )
        side["places"] += [place for place in row["sources:source"] if place not in side["places"]]
    return list(found.values())


ROUTES = [page("/contradictions.{form:form}", download), page("/contradictions", show)]
