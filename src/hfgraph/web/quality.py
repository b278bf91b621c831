"""Quality: what checking the graph found, by rule, in plain words, with file and line and how to mend it."""

from __future__ import annotations

from itertools import groupby
from typing import Any

from starlette.responses import JSONResponse, Response

from hfgraph import terms
from hfgraph.api.report import report
from hfgraph.text import Text
from hfgraph.validation.finding import SEVERITIES
from hfgraph.web import spreadsheet
from hfgraph.web.frame import Frame
from hfgraph.web.route import page

_PATIENCE = 1.0
_FEW = 8
SEVERITY_NAMES = {
    "violation": Text("Feil", "Errors"),
    "warning": Text("Mangler", "Shortcomings"),
    "info": Text("Til orientering", "For information"),
}
"""What findings of each severity are called."""
_TONES = {"violation": "no", "warning": "part", "info": "unknown"}


async def show(frame: Frame) -> Response:
    """Return the page; while the graph is being checked, one that says so and asks again."""
    title = frame.say("Kvaliteten på grafen", "The quality of the graph")
    try:
        found = await report(frame.request, _PATIENCE)
    except TimeoutError:
        return frame.page("checking.html", title, status=202, scripts=("checking.js",))
    told = found[frame.language]
    findings = _chosen(frame, told["findings"])
    groups = grouped(findings, found["titles"], frame)
    chosen = frame.query("severity")
    return frame.page(
        "quality.html",
        title,
        alternates=spreadsheet.alternates(frame, "/quality"),
        report=told,
        total=len(findings),
        severities=[
            (name, frame.tell(SEVERITY_NAMES[name]), _TONES[name], sum(one["severity"] == name for one in findings))
            for name in SEVERITIES
        ],
        groups=[group for group in groups if chosen in ("", group["severity"])],
        all=frame.query("rule"),
        few=_FEW,
    )


async def state(frame: Frame) -> Response:
    """Return whether the report is there, for the page that waits for it."""
    try:
        await report(frame.request, _PATIENCE)
    except TimeoutError:
        return JSONResponse({"ready": False}, headers={"cache-control": "no-store"})
    return JSONResponse({"ready": True}, headers={"cache-control": "no-store"})


async def download(frame: Frame) -> Response:
    """Return the findings as a file."""
    found = await report(frame.request, 300)
    words = (("Alvor", "Severity"), ("Regel", "Rule"), ("Gjelder", "About"), ("Funn", "Finding"))
    places = (("Fil", "File"), ("Linje", "Line"), ("IRI", "IRI"), ("Regelens IRI", "IRI of the rule"))
    cells: spreadsheet.Sheet = [[frame.say(*pair) for pair in (*words, *places)]]
    for group in grouped(_chosen(frame, found[frame.language]["findings"]), found["titles"], frame):
        for one in group["findings"]:
            about = [group["severityName"], group["title"], one["label"], one["message"]]
            cells.append([*about, one["file"], one["line"], one["focus"], group["rule"]])
    name = frame.say("kvalitet", "quality")
    return spreadsheet.write(frame, [(name, cells)], frame.request.path_params["form"], name)


def _chosen(frame: Frame, findings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the findings about the community the reader has chosen: in its documents, or about its things."""
    home = f"{terms.ID}{frame.community}/"
    return [one for one in findings if not frame.community or (one["graph"] or one["focus"]).startswith(home)]


def grouped(findings: list[dict[str, Any]], titles: dict[str, list[str]], frame: Frame) -> list[dict[str, Any]]:
    """Return the findings by rule, gravest first."""
    return [
        {
            "rule": rule,
            "short": terms.shorten(rule),
            "severity": severity,
            "severityName": frame.tell(SEVERITY_NAMES[severity]),
            "tone": _TONES[severity],
            "title": frame.say(*titles[rule]) or terms.shorten(rule),
            "findings": [
                {**one, "message": one["message"].removeprefix(one["label"].rstrip(".") + ": ")} for one in found
            ],
        }
        for (severity, rule), found in groupby(findings, key=lambda one: (one["severity"], one["rule"]))
    ]


ROUTES = [page("/quality.{form:form}", download), page("/quality/state", state), page("/quality", show)]
