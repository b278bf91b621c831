"""Questions: which there are, what one asks, and its rows as JSON and CSV."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from fastapi import APIRouter, Path, Query
from starlette.requests import Request
from starlette.responses import Response

from hfgraph.api import negotiation
from hfgraph.api.problem import Fault
from hfgraph.api.protocol import parameters
from hfgraph.api.reply import Page, language_of, reply
from hfgraph.api.rest import models
from hfgraph.api.rest.parameters import Lang, Limit, Offset
from hfgraph.api.rest.responses import responses
from hfgraph.api.rest.wording import say
from hfgraph.text import Text

TEMPLATE = "/api/questions/{id}"
"""The address every question's own is made from in the description."""

_OURS = ("lang", "limit", "offset", "excel")
_MEDIA = ("application/json", "text/csv")
_LONGEST = 500

Id = Annotated[
    str,
    Path(
        alias="id", pattern="^[a-z0-9]+(-[a-z0-9]+)*$", max_length=100, description=say("Spørsmålet.", "The question.")
    ),
]
Excel = Annotated[
    bool,
    Query(
        description=say(
            "CSV slik norsk Excel åpner den: semikolon og BOM.",
            "CSV as Norwegian Excel opens it: semicolons and a byte order mark.",
        )
    ),
]


def add(api: APIRouter) -> None:
    """Add the operations."""
    tags: list[str | Enum] = ["questions"]
    api.get(
        "/questions",
        tags=tags,
        operation_id="questions",
        summary=say("Alle spørsmål", "All questions"),
        description=say(
            "Spørsmålene som kan stilles, med det de kan snevres inn med.",
            "The questions that can be asked, and what they can be narrowed by.",
        ),
        response_model=list[models.Question],
        responses=responses("questions", paged=True),
    )(_listing)
    api.get(
        "/questions/{id}/about",
        tags=tags,
        operation_id="aboutQuestion",
        summary=say("Ett spørsmål", "One question"),
        description=say(
            "Hva det spør om, parametrene, kolonnene i svaret og SPARQL-teksten.",
            "What it asks, its parameters, the columns of the answer and its SPARQL.",
        ),
        response_model=models.QuestionInFull,
        responses=responses("question", 404),
    )(_about)
    api.get(
        "/questions/{id}.rq",
        tags=tags,
        operation_id="questionText",
        summary=say("Spørsmålet som SPARQL", "The question as SPARQL"),
        description=say("Limes rett inn i en SPARQL-klient.", "Can be pasted into any SPARQL client."),
        response_class=_Sparql,
        responses={404: responses("problem", 404)[404]},
    )(_text)
    api.get(
        "/questions/{id}.csv",
        tags=tags,
        operation_id="questionCsv",
        summary=say("Svaret som CSV", "The answer as CSV"),
        description=say(
            "Tar de samme parametrene som spørsmålet selv, for eksempel ?clause=5.3.",
            "Takes the same parameters as the question itself, such as ?clause=5.3.",
        ),
        response_class=_Csv,
        responses={status: responses("problem", 400, 404, 409)[status] for status in (400, 404, 409)},
    )(_as_csv)
    api.get("/questions/{id}.json", include_in_schema=False)(_as_json)
    api.get(
        "/questions/{id}",
        tags=tags,
        operation_id="answer",
        summary=say("Svaret på et spørsmål", "The answer to a question"),
        description="",
        response_model=models.Rows,
        responses=responses("rows", 400, 404, 406, 409, paged=True, csv=True),
    )(_answer)


class _Csv(Response):
    media_type = "text/csv"


class _Sparql(Response):
    media_type = "application/sparql-query"


async def _listing(request: Request, lang: Lang = None, limit: Limit = None, offset: Offset = 0) -> Response:
    return await reply(request, "questions", {}, language=language_of(request, lang), page=Page(offset, limit))


async def _about(request: Request, name: Id, lang: Lang = None) -> Response:
    return await reply(request, "question", {"name": name}, language=language_of(request, lang))


async def _text(request: Request, name: Id) -> Response:
    return await reply(request, "question-text", {"name": name})


async def _as_csv(
    request: Request, name: Id, excel: Excel = False, lang: Lang = None, limit: Limit = None, offset: Offset = 0
) -> Response:
    return await _rows(request, name, "csv", excel, lang, Page(offset, limit))


async def _as_json(request: Request, name: Id, lang: Lang = None, limit: Limit = None, offset: Offset = 0) -> Response:
    return await _rows(request, name, "json", False, lang, Page(offset, limit))


async def _answer(request: Request, name: Id, lang: Lang = None, limit: Limit = None, offset: Offset = 0) -> Response:
    media = negotiation.media(request.headers.get("accept"), _MEDIA)
    if media is None:
        raise Fault(
            406,
            Text("Svaret kan bare gis som JSON eller CSV.", "The answer can only be given as JSON or CSV."),
            Text("Be om application/json eller text/csv.", "Ask for application/json or text/csv."),
            more={"available": list(_MEDIA)},
        )
    return await _rows(request, name, "csv" if media == "text/csv" else "json", False, lang, Page(offset, limit))


async def _rows(request: Request, name: str, form: str, excel: bool, lang: Lang, page: Page) -> Response:
    arguments = {"name": name, "values": _values(request), "form": form, "excel": excel}
    headers = {"content-disposition": f'attachment; filename="{name}.csv"'} if form == "csv" else {}
    return await reply(request, "rows", arguments, language=language_of(request, lang), page=page, headers=headers)


def _values(request: Request) -> dict[str, str]:
    """Return the question's own parameters, each given once and not too long.

    Raises:
        Fault: one is given twice or is too long, or they are not rightly encoded.
    """
    found: dict[str, str] = {}
    for name, value in parameters(request.scope["query_string"], "URL"):
        if name in _OURS:
            continue
        if name in found:
            raise Fault(
                400,
                Text(f"«{name}» er gitt flere ganger.", f"'{name}' is given more than once."),
                Text("Gi den én gang.", "Give it once."),
            )
        if len(value) > _LONGEST:
            raise Fault(422, Text(f"«{name}» er for lang.", f"'{name}' is too long."))
        found[name] = value
    return found
