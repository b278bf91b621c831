"""The description of the API (OpenAPI 3.1) and the page that shows it."""

from __future__ import annotations

import json
from copy import deepcopy
from typing import Any
from urllib.parse import urlsplit

from fastapi import APIRouter
from fastapi.openapi.utils import get_openapi
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from hfgraph.api import pages
from hfgraph.api.headers import matches, weak_etag
from hfgraph.api.reply import VARY, base_of, language_of, service_of
from hfgraph.api.rest import models
from hfgraph.api.rest.parameters import DATE_SCHEMA, Lang
from hfgraph.api.rest.questions import TEMPLATE
from hfgraph.api.rest.responses import fault
from hfgraph.api.rest.wording import in_language, say

Json = dict[str, Any]

_ABOUT = say(
    "Kunnskapsgraf over helsefellesskap. Svarene er de samme som kommandoen hfgraph skriver med --format json. "
    "Navn er på bokmål om du ikke ber om engelsk. Feil er application/problem+json. SPARQL ligger på /sparql.",
    "Knowledge graph of health communities. The answers are those the command hfgraph prints with --format json. "
    "Names are in Norwegian bokmål unless you ask for English. Faults are application/problem+json. SPARQL: /sparql.",
)
_TAGS = [
    {"name": "questions", "description": say("Spørsmål og svarene på dem.", "Questions and their answers.")},
    {"name": "graph", "description": say("Ting, spor, dekning og nettverk.", "Things, traces, coverage, network.")},
    {"name": "documents", "description": say("Dokumentene bak.", "The documents behind it.")},
]
_SCHEMAS: dict[str, Json] = {
    "date": DATE_SCHEMA,
    "year": {"type": "string", "pattern": "^([0-9]{4})?$"},
    "integer": {"type": "string", "pattern": "^[0-9]{0,9}$"},
    "text": {"type": "string", "maxLength": 500},
}
_NAMED: Json = {"type": "string", "maxLength": 500}
_EXAMPLES = {"clause": "5.3", "as-of": "2024-10-17", "community": "lvs", "year": "2024", "since": "2024-01-01"}


def add(api: APIRouter) -> None:
    """Add the description and its page."""
    kept: dict[str, Json] = {}

    async def openapi(request: Request, lang: Lang = None) -> Response:
        service, language = service_of(request), language_of(request, lang)
        etag = weak_etag(service.revision, "openapi", language).decode()
        about = {"vary": VARY, "cache-control": "no-cache", "etag": etag, "content-language": language}
        seen = request.headers.get("if-none-match", "").encode("latin-1")
        if seen and matches(seen, etag.encode()):
            return Response(status_code=304, headers=about)
        if service.revision not in kept:
            questions = json.loads(await (await service.cached("every-question")).read())
            kept.clear()
            kept[service.revision] = describe(request, questions)
        body = json.dumps(in_language(kept[service.revision], language), ensure_ascii=False, separators=(",", ":"))
        return Response(body, headers={"content-type": "application/json", **about})

    api.get("/openapi.json", include_in_schema=False)(openapi)
    api.get("/docs", include_in_schema=False)(_docs)
    api.get("", include_in_schema=False)(_home)


async def _docs(request: Request, lang: Lang = None) -> Response:
    language = language_of(request, lang)
    body = pages.render("docs.html", base_of(request), language)
    headers = {"content-security-policy": pages.POLICY, "content-language": language, "vary": VARY}
    return Response(body, headers=headers, media_type="text/html")


async def _home(request: Request) -> Response:
    return RedirectResponse(base_of(request) + "/api/docs", 303)


def describe(request: Request, questions: list[Json]) -> Json:
    """Return the OpenAPI document with an operation for every question."""
    from hfgraph import __version__

    made = get_openapi(
        title="hfgraph",
        version=str(__version__),
        openapi_version="3.1.0",
        description=_ABOUT,
        routes=request.app.routes,
        tags=_TAGS,
        servers=[{"url": urlsplit(base_of(request)).path or "/"}],
        license_info={"name": "Apache-2.0", "identifier": "Apache-2.0"},
    )
    schemas = made["components"]["schemas"]
    schemas["Problem"] = _without_definitions(
        models.Problem.model_json_schema(ref_template="#/components/schemas/{model}")
    )
    schemas["Fault"] = models.Fault.model_json_schema()
    for name in ("HTTPValidationError", "ValidationError"):
        schemas.pop(name, None)
    paths = made["paths"]
    for operation in (operation for item in paths.values() for operation in item.values()):
        for status in ("405", "422", "503", "504"):
            operation["responses"][status] = fault(int(status))
    template = paths.pop(TEMPLATE)["get"]
    for question in questions:
        paths[TEMPLATE.replace("{id}", question["id"])] = {"get": _operation(template, question)}
    for path in ("/api/questions/{id}.csv", "/api/questions/{id}/about", "/api/questions/{id}.rq"):
        for parameter in paths[path]["get"]["parameters"]:
            if parameter["name"] == "id":
                parameter["schema"] = {"type": "string", "enum": _known(path, questions)}
    made["paths"] = dict(sorted(paths.items()))
    return made


def _operation(template: Json, question: Json) -> Json:
    operation = deepcopy(template)
    operation["operationId"] = "answer_" + question["id"].replace("-", "_")
    operation["summary"] = say(*question["title"])
    operation["description"] = say(*question["description"])
    operation["parameters"] = [
        *(_parameter(one) for one in question["parameters"]),
        *(one for one in operation["parameters"] if one["name"] != "id"),
    ]
    return operation


def _parameter(told: Json) -> Json:
    schema = _SCHEMAS.get(told["kind"], _NAMED)
    found = {
        "name": told["option"],
        "in": "query",
        "required": told["required"],
        "schema": deepcopy({**schema, "minLength": 1} if told["required"] else schema),
        "description": say(
            f"Hva: {told['kind']}. Nøkkel, IRI, nummer eller navn." if told["kind"] not in _SCHEMAS else told["kind"],
            f"What: {told['kind']}. A key, IRI, number or name." if told["kind"] not in _SCHEMAS else told["kind"],
        ),
    }
    if told["option"] in _EXAMPLES:
        found["example"] = _EXAMPLES[told["option"]]
    return found


def _known(path: str, questions: list[Json]) -> list[str]:
    """Return the questions an address is for; the CSV of one that needs a parameter is told of in words only."""
    every = not path.endswith(".csv")
    return [
        question["id"]
        for question in questions
        if every or not any(parameter["required"] for parameter in question["parameters"])
    ]


def _without_definitions(schema: Json) -> Json:
    return {key: value for key, value in schema.items() if key != "$defs"}
