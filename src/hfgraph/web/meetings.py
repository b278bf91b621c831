"""Meetings: held, planned and cancelled, by year."""

from __future__ import annotations

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
    table, facets = await frame.table("meetings"), _facets(frame)
    entries = meetings(table)
    kept = narrow(frame, facets, entries)
    years = sorted({entry["year"] or 0 for entry in kept}, reverse=True)
    return frame.page(
        "meetings.html",
        frame.say("Møter", "Meetings"),
        alternates=spreadsheet.alternates(frame, "/meetings"),
        dated="as-of" in table.options,
        years=[(year, _of(kept, year)) for year in years],
        count=len(kept),
        total=len(entries),
        facets=choices(frame, facets, entries),
    )


async def download(frame: Frame) -> Response:
    """Return the list as a file, a row for each status of each meeting."""
    table = await frame.table("meetings")
    kept = {entry["meeting"] for entry in narrow(frame, _facets(frame), meetings(table))}
    rows = table.where(lambda row: row["meeting"] in kept)
    return spreadsheet.response(frame, rows, frame.request.path_params["form"])


def meetings(table: Table) -> list[dict[str, Any]]:
    """Return each meeting once, with what the sources say of it put together."""
    found: dict[str, dict[str, Any]] = {}
    for row in table.rows:
        entry = found.setdefault(str(row["meeting"]), {**row, "states": {}, "places": []})
        entry |= {name: value for name, value in row.items() if entry.get(name) is None}
        if row["status"] is not None:
            entry["states"].setdefault(row["status"], row["statusLabel"])
        entry["places"] += [one for one in row["sources:source"] if one not in entry["places"]]
    return list(found.values())


def _of(entries: Iterable[Row], year: int) -> list[Row]:
    rows = [row for row in entries if (row["year"] or 0) == year]
    return sorted(rows, key=lambda row: (str(row["date"] or ""), str(row["meetingLabel"])), reverse=True)


def _facets(frame: Frame) -> list[Facet]:
    def of(name: str) -> Any:
        def values(row: Row) -> Values:
            if row[name] is None:
                return []
            return [(terms.shorten(str(row[name])).rsplit("/", 1)[-1], str(row.get(name + "Label") or row[name]))]

        return values

    return [
        Facet("year", frame.say("År", "Year"), of("year")),
        Facet("body", frame.say("Organ", "Body"), of("committee")),
        Facet(
            "state",
            frame.say("Tilstand", "State"),
            lambda row: [(terms.shorten(iri).rsplit("/", 1)[-1], label) for iri, label in row["states"].items()],
        ),
    ]


ROUTES = [page("/meetings.{form:form}", download), page("/meetings", show)]
