"""The overview: what is agreed, what is done about it, what is left, and how good the knowledge of it is."""

from __future__ import annotations

from asyncio import gather
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from starlette.responses import Response

from hfgraph import terms
from hfgraph.coverage import STATES
from hfgraph.web import cases
from hfgraph.web.frame import Frame
from hfgraph.web.route import page
from hfgraph.web.table import Table

_FEW = 5
_QUALITY = ("contradictions", "inferred-claims", "measures-incomplete")


async def show(frame: Frame) -> Response:
    """Return the page."""
    chosen = {"community": frame.community or None, "language": frame.language}
    since = year_before(frame.today)
    coverage, projects, instruments, status, contributing, undone, found, stale, *quality = await gather(
        frame.json("coverage", as_of=frame.as_of or None, **chosen),
        frame.json("roll", kind="Project", **chosen),
        frame.table("instruments"),
        frame.table("focus-area-status"),
        frame.table("projects-by-focus-area"),
        frame.table("agreed-not-established"),
        cases.entries(frame),
        frame.table("stale-statuses", since=since),
        *(frame.table(name) for name in _QUALITY),
    )
    return frame.page(
        "overview.html",
        frame.say(
            "Hva er avtalt, hva gjøres, og hvor står det?",
            "What is agreed, what is being done, and where is it written?",
        ),
        dated=True,
        agreements=agreements(instruments),
        clauses=tally(coverage["clauses"]),
        items=tally(coverage["items"]),
        areas=areas(status, contributing),
        waiting=[case for case in found if case["state"] == "undecided"],
        undone=undone,
        cases=found,
        stale=stale,
        since=since,
        quality=quality,
        projects=projects,
        few=_FEW,
    )


def tally(provisions: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return how many provisions there are, and how many in each state with the state's name."""
    told = list(provisions)
    names = {one["state"]: one["stateLabel"] for one in told}
    states = [(state, names[state], sum(one["state"] == state for one in told)) for state in STATES if state in names]
    return {"total": len(told), "states": states}


def agreements(table: Table) -> list[dict[str, Any]]:
    """Return each version of each agreement once, with what the sources say of it put together."""
    found: dict[str, dict[str, Any]] = {}
    for row in table.rows:
        if row["type"] == terms.HF + "Agreement" and row["version"] is not None:
            entry = found.setdefault(str(row["version"]), {**row, "places": []})
            entry |= {name: value for name, value in row.items() if entry.get(name) is None}
            entry["places"] += [one for one in row["sources:source"] if one not in entry["places"]]
    return list(found.values())


def areas(status: Table, projects: Table) -> list[dict[str, Any]]:
    """Return each focus area with what has been observed of it and how many projects contribute to it."""
    found: dict[str, dict[str, Any]] = {}
    for row in (*status.rows, *projects.rows):
        area = found.setdefault(
            str(row["area"]), {"iri": row["area"], "label": row["areaLabel"], "rows": [], "projects": set()}
        )
        if "status" in row:
            area["rows"].append(row)
        else:
            area["projects"].add(row["project"])
    return [found[iri] for iri in sorted(found)]


def year_before(today: date) -> str:
    """Return the date a year before."""
    try:
        return today.replace(year=today.year - 1).isoformat()
    except ValueError:
        return today.replace(year=today.year - 1, day=28).isoformat()


ROUTES = [page("/", show)]
