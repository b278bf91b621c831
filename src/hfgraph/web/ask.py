"""Ask: the questions by subject, and each as a form with its answer and the SPARQL behind it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from hfgraph.api import problem
from hfgraph.errors import HfgraphError, NotFound
from hfgraph.lookup import fold
from hfgraph.text import Text
from hfgraph.web import spreadsheet
from hfgraph.web.frame import Frame
from hfgraph.web.route import page
from hfgraph.web.table import Table

SUBJECTS = (
    (
        Text("Avtalen og loven", "The agreement and the Act"),
        """clause-coverage clauses-without-project projects-by-clause clause-trace statute-coverage legal-basis
        instruments accessions prolongations revision-phases""",
    ),
    (
        Text("Prosjekter og tiltak", "Projects and measures"),
        """project-status measures-by-status projects-by-focus-area projects-without-clause projects-by-participant
        pilot-municipalities target-groups measures-incomplete funding""",
    ),
    (
        Text("Saker, vedtak og møter", "Cases, decisions and meetings"),
        """case-list case-history case-attachments proposed-points decision-points proposals-without-decision
        conditional-points meetings agenda consensus-topics""",
    ),
    (
        Text("Organer og roller", "Bodies and roles"),
        "committees seats persons-and-roles local-arenas",
    ),
    (
        Text("Hvordan det går", "How it goes"),
        "focus-area-status agreed-not-established stale-statuses conditions",
    ),
    (
        Text("Hva de mener og måler", "What they think and measure"),
        "assessments-by-party evaluation-findings quantities",
    ),
    (
        Text("Kildene", "The sources"),
        "documents sources-of contradictions inferred-claims",
    ),
)
"""The questions by what they are about; one that is not listed comes last, under other questions."""
_OTHERS = Text("Andre spørsmål", "Other questions")


async def listing(frame: Frame) -> Response:
    """Return the list of questions."""
    found = await frame.json("questions", language=frame.language)
    sought = frame.query("find").strip()
    words = fold(sought).split()
    kept = [
        one for one in found if all(word in fold(f"{one['title']} {one['description']} {one['id']}") for word in words)
    ]
    return frame.page(
        "questions.html",
        frame.say("Spør grafen", "Ask the graph"),
        scripts=("questions.js",),
        groups=subjects(frame, kept),
        count=len(kept),
        total=len(found),
        sought=sought,
    )


async def show(frame: Frame) -> Response:
    """Return a question's form and, when it can be answered as it stands, its answer."""
    name = frame.request.path_params["question"]
    form = await frame.json("form", name=name, language=frame.language)
    fields = _fields(frame, form["fields"])
    missing = [field for field in fields if field["required"] and not field["value"]]
    table, sparql, faults, status = None, "", [], 200
    if not missing:
        try:
            table = await _asked(frame, form)
            written = await frame.json("written", name=name, values=table.values, language=frame.language)
            sparql = written["sparql"]
        except HfgraphError as error:
            status, _, told = problem.told_as(error, frame.language, frame.path)
            faults = told["errors"]
            if isinstance(error, NotFound):
                status = 400
    frame.request.state.communities = []  # the form has its own field for the community
    return frame.page(
        "question.html",
        form["title"],
        crumbs=[(frame.href("/ask"), frame.say("Spør", "Ask"))],
        alternates=[*spreadsheet.alternates(frame, frame.path), _json(frame, name, table)] if table else [],
        scripts=("question.js",),
        status=status,
        form=form,
        fields=fields,
        faults=faults,
        table=table,
        sparql=sparql,
        asked=any(field["value"] for field in fields),
    )


async def download(frame: Frame) -> Response:
    """Return the rows as a file."""
    form = await frame.json("form", name=frame.request.path_params["question"], language=frame.language)
    return spreadsheet.response(frame, await _asked(frame, form), frame.request.path_params["form"])


def subjects(frame: Frame, found: Iterable[Mapping[str, Any]]) -> list[tuple[str, list[Mapping[str, Any]]]]:
    """Return questions by subject, in the order of :data:`SUBJECTS`."""
    left = {one["id"]: one for one in found}
    groups = [(frame.tell(name), [left.pop(key) for key in listed.split() if key in left]) for name, listed in SUBJECTS]
    return [(name, group) for name, group in (*groups, (frame.tell(_OTHERS), list(left.values()))) if group]


async def _asked(frame: Frame, form: Mapping[str, Any]) -> Table:
    values = {field["name"]: frame.query(field["name"]).strip() for field in form["fields"]}
    return await frame.table(form["id"], **values)


def _fields(frame: Frame, fields: Iterable[dict[str, Any]]) -> list[dict[str, Any]]:
    return [{**field, "value": frame.query(field["name"]).strip()} for field in fields]


def _json(frame: Frame, name: str, table: Table) -> tuple[str, str, str]:
    query = urlencode({**table.values, "lang": frame.language})
    return f"/api/questions/{name}.json?{query}", "application/json", "JSON"


ROUTES = [page("/ask/{question}.{form:form}", download), page("/ask", listing), page("/ask/{question}", show)]
