"""The SPARQL page: write a query, run it, read the answer; complete without scripts."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

from starlette.responses import Response

from hfgraph.api import formats, problem
from hfgraph.api.sparql import PATH
from hfgraph.errors import HfgraphError
from hfgraph.job import Answer, JobError
from hfgraph.web.frame import Frame
from hfgraph.web.route import page

_ROWS = ("json", "application/sparql-results+json")
_GRAPH = ("ttl", "text/turtle")
_MOST = 1000
_LONGEST = 200_000
EXAMPLES = ("projects-by-clause", "agreed-not-established", "project-status", "contradictions")
START = """SELECT ?project ?name ?clause WHERE {
  ?project a hf:Project ; rdfs:label ?name ; hf:fulfils ?clause .
  FILTER(LANG(?name) = "nb")
}
ORDER BY ?name
"""
"""What the page opens with."""


async def show(frame: Frame) -> Response:
    """Return the page, with the answer when there is a query in the address."""
    text = frame.query("query").strip()
    result: dict[str, Any] = {}
    faults: list[dict[str, Any]] = []
    status = 200
    if text:
        try:
            result = read(await _run(frame, text))
        except (HfgraphError, JobError) as error:
            status, _, told = problem.told_as(error, frame.language, frame.path)
            faults = told.get("errors") or [{"where": "", "what": told["detail"], "mend": ""}]
    frame.request.state.communities = []  # a query is asked of everything
    return frame.page(
        "query.html",
        frame.say("Spør med SPARQL", "Ask with SPARQL"),
        crumbs=[(frame.href("/ask"), frame.say("Spør", "Ask"))],
        scripts=("question.js",),
        status=status,
        text=text or START,
        asked=bool(text),
        result=result,
        faults=faults,
        most=_MOST,
        examples=[await frame.json("form", name=name, language=frame.language) for name in EXAMPLES],
        files=list(_files(text, result)),
    )


async def words(frame: Frame) -> Response:
    """Return prefixes, classes, properties and codes, for the editor to complete words with."""
    answer = await frame.service.cached("vocabulary")
    return frame.finish(Response(await answer.read(), media_type="application/json"))


def read(answer: tuple[str, bytes]) -> dict[str, Any]:
    """Return an answer as the page shows it: ``columns`` and ``rows``, a ``truth``, or a ``graph`` as Turtle."""
    media, body = answer
    if not media.startswith(_ROWS[1]):
        return {"graph": body.decode("utf-8", "replace")}
    told = json.loads(body)
    if "boolean" in told:
        return {"truth": told["boolean"]}
    rows = told["results"]["bindings"]
    return {"columns": told["head"]["vars"], "rows": rows[:_MOST], "total": len(rows)}


async def _run(frame: Frame, text: str) -> tuple[str, bytes]:
    answer: Answer = await frame.service.run(
        "sparql",
        text=text[: _LONGEST + 1],
        rows=_ROWS,
        triples=(_GRAPH[0], formats.media_type(_GRAPH[1])),
        base=frame.request.app.state.config.base_url + PATH,
    )
    return str(answer.head["media"]), await answer.read()


def _files(text: str, result: Mapping[str, Any]) -> Iterable[tuple[str, str, str]]:
    graph = (("ttl", "text/turtle", "Turtle"), ("jsonld", "application/ld+json", "JSON-LD"))
    rows = (("csv", "text/csv", "CSV"), ("json", _ROWS[1], "JSON"), ("xml", "application/sparql-results+xml", "XML"))
    for form, media, name in graph if "graph" in result else rows if result else ():
        yield f"{PATH}?{urlencode({'query': text, 'format': form})}", media, name


ROUTES = [page("/query/words.json", words), page("/query", show)]
