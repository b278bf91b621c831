"""Search, things, traces, coverage, the network, and what checking found."""

from __future__ import annotations

import json
from typing import Annotated, Any

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from hfgraph.api.headers import matches, weak_etag
from hfgraph.api.reply import VARY, Page, language_of, paging, reply, service_of
from hfgraph.api.report import report as made
from hfgraph.api.rest import models
from hfgraph.api.rest.parameters import AsOf, Community, Key, Lang, Limit, Offset
from hfgraph.api.rest.responses import responses
from hfgraph.api.rest.wording import say
from hfgraph.jobs.things import Shape
from hfgraph.validation.finding import Severity

_PATIENCE = 8.0
_AGAIN = "10"

Kind = Annotated[
    str | None,
    Query(
        max_length=200,
        description=say(
            "Bare ting av denne klassen: hf:Project, project eller prosjekt.",
            "Things of this class only: hf:Project, project or its name.",
        ),
        examples=["hf:Project"],
    ),
]
Kinds = Annotated[
    list[Annotated[str, Query(min_length=1, max_length=200)]],
    Query(
        alias="kind",
        max_length=20,
        description=say("Bare ting av disse klassene, og fokuset.", "Things of these classes only, and the focus."),
    ),
]
Words = Annotated[
    str,
    Query(
        min_length=1,
        max_length=200,
        description=say(
            "Nøkkel, punkt- eller saksnummer, eller bokstaver i et navn; skrivefeil tåles, og ø finnes med o.",
            "A key, a clause or case number, or letters of a name; misspelling is tolerated, and o finds ø.",
        ),
        examples=["akuttmedisin"],
    ),
]
Focus = Annotated[
    str,
    Query(
        min_length=1,
        max_length=500,
        description=say(
            "Tingen i midten, skrevet som i /api/things.", "The thing in the middle, written as in /api/things."
        ),
        examples=["lvs/project/trygg-akuttmedisin"],
    ),
]
Depth = Annotated[int, Query(ge=1, le=12, description=say("Så mange ledd fra fokus.", "So many steps from the focus."))]
Nodes = Annotated[int, Query(ge=1, le=500, description=say("Høyst så mange noder.", "At most so many nodes."))]
Way = Annotated[
    Shape,
    Query(
        description=say(
            "chain: bare mot loven og bare mot møtene. near: alt innen «depth» ledd.",
            "chain: only towards the statute and only towards the meetings. near: everything within depth steps.",
        )
    ),
]
ThingName = Annotated[
    str | None,
    Query(
        max_length=500,
        description=say("Det samme som /api/trace/…", "The same as /api/trace/…"),
        examples=["5.3"],
    ),
]


_CHECKING_NOW: dict[str, Any] = {
    "model": models.Checking,
    "description": say("Grafen blir kontrollert; spør igjen.", "The graph is being checked; ask again."),
}


def add(api: APIRouter) -> None:
    """Add the operations."""

    async def findings(
        request: Request,
        severity: Annotated[
            Severity | None, Query(description=say("Bare så alvorlige.", "Of this gravity only."))
        ] = None,
        rule: Annotated[
            str | None, Query(max_length=200, description=say("Bare denne regelen.", "This rule only."))
        ] = None,
        lang: Lang = None,
        limit: Limit = None,
        offset: Offset = 0,
    ) -> Response:
        return await _findings(request, {"severity": severity, "rule": rule}, lang, Page(offset, limit))

    for path, endpoint, name, summary, description, model, told in (
        (
            "/search",
            _search,
            "search",
            say("Søk", "Search"),
            say(
                "Ting etter navn på bokmål eller engelsk, nøkkel eller nummer, det sikreste først.",
                "Things by name in Norwegian or English, key or number, the surest first.",
            ),
            models.Found,
            responses("search", 404, 409, paged=True),
        ),
        (
            "/things/{key:path}",
            _thing,
            "thing",
            say("Alt om én ting", "Everything about one thing"),
            say("Det samme som «hfgraph show».", "The same as 'hfgraph show'."),
            models.Thing,
            responses("thing", 400, 404, 409),
        ),
        (
            "/trace",
            _traces,
            "traces",
            say("Sporet for hvert avtalepunkt", "The trace of every clause"),
            say("Det samme som «hfgraph trace».", "The same as 'hfgraph trace'."),
            list[models.Trace] | models.Trace,
            responses("traces", 400, 404, 409),
        ),
        (
            "/trace/{key:path}",
            _trace,
            "trace",
            say("Sporet gjennom én ting", "The trace through one thing"),
            say(
                "Kjeden lovkrav ↔ avtalepunkt ↔ prosjekt ↔ vedtak ↔ sak ↔ møte, med kilden for hvert ledd.",
                "The chain statute ↔ clause ↔ project ↔ decision ↔ case ↔ meeting, with the source of every step.",
            ),
            models.Trace,
            responses("trace", 400, 404, 409),
        ),
        (
            "/coverage",
            _coverage,
            "coverage",
            say("Dekning", "Coverage"),
            say(
                "Hvilke avtalepunkter og lovkrav som er dekket, delvis dekket, ikke dekket eller ikke vurdert.",
                "Which clauses and statutory items are covered, partly covered, not covered or not assessed.",
            ),
            models.Coverage,
            responses("coverage", 404, 409),
        ),
        (
            "/network",
            _network,
            "network",
            say("Nettverket rundt en ting", "The network around a thing"),
            say("Noder og kanter, hver kant med kildene sine.", "Nodes and edges, each edge with its sources."),
            models.Network,
            responses("network", 400, 404, 409),
        ),
        (
            "/findings",
            findings,
            "findings",
            say("Funn", "Findings"),
            say(
                "Det kontrollen av grafen fant. Regnes ut én gang for hver tilstand av dataene; imens er svaret 202.",
                "What checking the graph found. Worked out once for each state of the data; 202 may come meanwhile.",
            ),
            models.Findings,
            responses("findings", paged=True) | {202: _CHECKING_NOW},
        ),
    ):
        api.get(
            path,
            tags=["graph"],
            operation_id=name,
            summary=summary,
            description=description,
            response_model=model,
            responses=told,
        )(endpoint)


async def _search(
    request: Request,
    q: Words,
    kind: Kind = None,
    community: Community = None,
    lang: Lang = None,
    limit: Annotated[int, Query(ge=1, le=200, description=say("Så mange treff.", "So many hits."))] = 20,
    offset: Offset = 0,
) -> Response:
    arguments = {"text": q, "kind": kind, "community": community}
    return await reply(request, "search", arguments, language=language_of(request, lang), page=Page(offset, limit))


async def _thing(request: Request, key: Key, lang: Lang = None) -> Response:
    return await reply(request, "thing", {"text": key}, language=language_of(request, lang))


async def _traces(
    request: Request, thing: ThingName = None, community: Community = None, lang: Lang = None
) -> Response:
    arguments = {"text": thing, "community": community}
    return await reply(request, "trace", arguments, language=language_of(request, lang))


async def _trace(request: Request, key: Key, community: Community = None, lang: Lang = None) -> Response:
    arguments = {"text": key, "community": community}
    return await reply(request, "trace", arguments, language=language_of(request, lang))


async def _coverage(request: Request, as_of: AsOf = None, community: Community = None, lang: Lang = None) -> Response:
    arguments = {"as_of": as_of, "community": community}
    return await reply(request, "coverage", arguments, language=language_of(request, lang))


async def _network(  # noqa: PLR0913, PLR0917 -- the operation's parameters
    request: Request,
    focus: Focus,
    shape: Way = "chain",
    depth: Depth = 6,
    kinds: Kinds = [],  # noqa: B006 -- FastAPI copies it
    as_of: AsOf = None,
    community: Community = None,
    limit: Nodes = 200,
    lang: Lang = None,
) -> Response:
    arguments = {
        "focus": focus,
        "shape": shape,
        "depth": depth,
        "kinds": kinds,
        "as_of": as_of,
        "community": community,
        "limit": limit,
    }
    return await reply(request, "network", arguments, language=language_of(request, lang))


async def _findings(request: Request, wanted: dict[str, str | None], lang: Lang, page: Page) -> Response:
    service, language = service_of(request), language_of(request, lang)
    revision = service.revision
    etag = weak_etag(revision, "findings", sorted(wanted.items()), language, page).decode()
    about = {"vary": VARY, "cache-control": "no-cache", "etag": etag, "content-language": language}
    if "if-none-match" in request.headers and matches(
        request.headers["if-none-match"].encode("latin-1"), etag.encode()
    ):
        return Response(status_code=304, headers=about)

    try:
        report = (await made(request, _PATIENCE))[language]
    except TimeoutError:
        headers = {"retry-after": _AGAIN, "cache-control": "no-store", "vary": VARY}
        return JSONResponse({"state": "checking"}, 202, headers)
    found = [
        finding
        for finding in report["findings"]
        if all(not value or finding[name] == value for name, value in wanted.items())
    ]
    shown = found[page.offset : None if page.limit is None else page.offset + page.limit]
    body = json.dumps({**report, "findings": shown}, ensure_ascii=False, separators=(",", ":")).encode()
    return Response(body, headers={"content-type": "application/json", **about, **paging(request, page, len(found))})
