"""Projects and measures: what each contributes to and fulfils, and the latest that was said about how it goes."""

from __future__ import annotations

from typing import Any

from starlette.responses import Response

from hfgraph import terms
from hfgraph.web import spreadsheet
from hfgraph.web.facet import Facet, choices, narrow
from hfgraph.web.frame import Frame
from hfgraph.web.route import page
from hfgraph.web.tone import TONES, tone


async def show(frame: Frame) -> Response:
    """Return the list."""
    entries = await _entries(frame)
    facets = _facets(frame)
    return frame.page(
        "projects.html",
        frame.say("Prosjekter og tiltak", "Projects and measures"),
        alternates=spreadsheet.alternates(frame, "/projects"),
        dated=True,
        projects=narrow(frame, facets, entries),
        total=len(entries),
        facets=choices(frame, facets, entries),
    )


async def download(frame: Frame) -> Response:
    """Return the list as a file."""
    words = (
        ("Prosjekt", "Project"),
        ("Type", "Kind"),
        ("Innsatsområde", "Focus area"),
        ("Avtalepunkt", "Clause"),
        ("Status", "Status"),
        ("Kilde", "Source"),
        ("IRI", "IRI"),
    )
    cells: spreadsheet.Sheet = [[frame.say(*pair) for pair in words]]
    for one in narrow(frame, _facets(frame), await _entries(frame)):
        status = "; ".join(f"{row['aspectLabel']}: {row['statusLabel']} ({row['date']})" for row in one["status"])
        places = "; ".join(spreadsheet.told(frame, place) for place in one["sources"])
        areas, clauses = (
            "; ".join(row[name] for row in one[key])
            for key, name in (("areas", "areaLabel"), ("clauses", "clauseLabel"))
        )
        cells.append([one["label"], one["kindLabel"], areas, clauses, status, places, one["iri"]])
    name = frame.say("prosjekter", "projects")
    return spreadsheet.write(frame, [(name, cells)], frame.request.path_params["form"], name)


async def _entries(frame: Frame) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = await frame.json(
        "roll", kind="Project", community=frame.community or None, language=frame.language
    )
    gathered = {
        "areas": await frame.table("projects-by-focus-area"),
        "clauses": await frame.table("projects-by-clause"),
        "status": await frame.table("project-status"),
    }
    for one in found:
        for key, table in gathered.items():
            one[key] = [row for row in table.rows if row["project"] == one["iri"]]
        tones = {tone(row["status"]) for row in one["status"]}
        one["tone"] = next((wanted for wanted in ("no", "part", "yes", "unknown") if wanted in tones), "unsaid")
    return found


def _facets(frame: Frame) -> list[Facet]:
    names = dict(
        zip(
            (*TONES, "unsaid"),
            (
                frame.say("I gang eller på plass", "Under way or in place"),
                frame.say("Planlagt, venter eller forsinket", "Planned, waiting or delayed"),
                frame.say("Ikke i gang", "Not under way"),
                frame.say("Annet", "Other"),
                frame.say("Ingen status i kildene", "No status in the sources"),
            ),
            strict=True,
        )
    )
    return [
        Facet(
            "area",
            frame.say("Innsatsområde", "Focus area"),
            lambda one: [(terms.shorten(row["area"]), row["areaLabel"]) for row in one["areas"]],
        ),
        Facet(
            "kind",
            frame.say("Type", "Kind"),
            lambda one: [(terms.shorten(one["kind"]).rsplit("/", 1)[-1], one["kindLabel"])] if one["kind"] else [],
        ),
        Facet("state", frame.say("Hvordan det går", "How it goes"), lambda one: [(one["tone"], names[one["tone"]])]),
        Facet(
            "clause",
            frame.say("Avtalepunkt", "Clause"),
            lambda one: [(terms.shorten(row["clause"]), row["clauseLabel"]) for row in one["clauses"]],
        ),
    ]


ROUTES = [page("/projects.{form:form}", download), page("/projects", show)]
