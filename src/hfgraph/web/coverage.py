"""Coverage: what the agreements and the Act ask for, against what answers it, as matrices and as files."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from starlette.responses import Response

from hfgraph.coverage import STATES
from hfgraph.web import spreadsheet
from hfgraph.web.frame import Frame
from hfgraph.web.route import page

Matrix = dict[str, Any]


async def show(frame: Frame) -> Response:
    """Return the page."""
    clauses, items, areas = await _matrices(frame)
    told = await frame.json(
        "coverage", as_of=frame.as_of or None, community=frame.community or None, language=frame.language
    )
    everything = [*told["clauses"], *told["items"]]
    names = {one["state"]: one["stateLabel"] for one in everything}
    states = [
        (state, names[state], sum(one["state"] == state for one in everything)) for state in STATES if state in names
    ]
    return frame.page(
        "coverage.html",
        frame.say("Dekning: blir avtalen og loven fulgt opp?", "Coverage: are the agreement and the Act followed up?"),
        alternates=spreadsheet.alternates(frame, "/coverage"),
        dated=True,
        clauses=clauses,
        items=items,
        areas=areas,
        states=states,
        homes={one["iri"]: one["label"] for one in frame.request.state.communities},
    )


async def download(frame: Frame) -> Response:
    """Return the matrices as a file, a sheet each."""
    sheets = [(matrix["title"], _sheet(frame, matrix)) for matrix in await _matrices(frame)]
    return spreadsheet.write(frame, sheets, frame.request.path_params["form"], frame.say("dekning", "coverage"))


async def _matrices(frame: Frame) -> tuple[Matrix, Matrix, Matrix]:
    told = await frame.json(
        "coverage", as_of=frame.as_of or None, community=frame.community or None, language=frame.language
    )
    status = await frame.table("focus-area-status")
    wanted = frame.query("state")
    clauses = _provisions(told["clauses"], wanted, frame.say("Avtalepunkt × prosjekt", "Clause × project"))
    items = _provisions(
        told["items"], wanted, frame.say("Lovkrav i § 6-2 × det som svarer på det", "Item of § 6-2 × what answers it")
    )
    return (
        clauses,
        items,
        _areas(status.rows, frame.say("Innsatsområde × det det trenger", "Focus area × what it needs")),
    )


def _provisions(provisions: Iterable[dict[str, Any]], wanted: str, title: str) -> Matrix:
    """Return provisions against what answers them; the cells hold the sources of each link."""
    kept = [one for one in provisions if not wanted or one["state"] == wanted]
    columns = {answer["iri"]: answer["label"] for one in kept for answer in one["answers"]}
    rows = []
    for one in kept:
        cells: dict[str, dict[str, Any]] = {}
        for answer in one["answers"]:
            cell = cells.setdefault(answer["iri"], {"state": one["state"], "label": one["stateLabel"], "sources": []})
            if answer["source"]:
                cell["sources"].append(answer["source"])
        rows.append({**one, "cells": cells})
    return {"title": title, "columns": columns, "rows": rows}


def _areas(rows: Iterable[Any], title: str) -> Matrix:
    """Return focus areas against the respects in which they, and the bodies responsible for them, were observed."""
    told = list(rows)
    columns = {row["aspect"]: row["aspectLabel"] for row in sorted(told, key=lambda row: str(row["aspectLabel"]))}
    found: dict[str, dict[str, Any]] = {}
    for row in told:
        area = found.setdefault(row["area"], {"iri": row["area"], "label": row["areaLabel"], "cells": {}})
        area["cells"].setdefault(row["aspect"], []).append(row)
    return {"title": title, "columns": columns, "rows": list(found.values())}


def _sheet(frame: Frame, matrix: Matrix) -> spreadsheet.Sheet:
    provisions = any("state" in row for row in matrix["rows"])
    fixed = [
        (frame.say("Nr.", "No."), "number"),
        (frame.say("Dekning", "Coverage"), "stateLabel"),
        (frame.say("Grunn", "Reason"), "reason"),
    ]
    homes = {one["iri"]: one["label"] for one in frame.request.state.communities}
    head = [
        matrix["title"],
        *([name for name, _ in fixed] + [frame.say("Helsefellesskap", "Health community")] if provisions else []),
    ]
    cells: spreadsheet.Sheet = [[*head, *matrix["columns"].values(), "IRI"]]
    for row in matrix["rows"]:
        line: list[Any] = [row["label"]]
        if provisions:
            line += [*(row[key] for _, key in fixed), homes.get(row["community"], row["community"])]
        cells.append([*line, *(_cell(frame, row["cells"].get(column)) for column in matrix["columns"]), row["iri"]])
    return cells


def _cell(frame: Frame, cell: Any) -> str | None:
    if not cell:
        return None
    if isinstance(cell, list):
        return "; ".join(f"{row['thingLabel']}: {row['statusLabel']} ({row['date']})" for row in cell)
    places = "; ".join(spreadsheet.told(frame, place) for place in cell["sources"])
    return f"{cell['label']} – {places}" if places else str(cell["label"])


ROUTES = [page("/coverage.{form:form}", download), page("/coverage", show)]
