"""SPARQL Update at ``/update``, by the SPARQL 1.1 Protocol."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hfgraph import terms
from hfgraph.api.problem import Fault
from hfgraph.api.protocol import FORM, UPDATE, media_of, parameters
from hfgraph.api.writing import Editor, body_of
from hfgraph.change import Change
from hfgraph.text import Text
from hfgraph.update import MAX_LENGTH

METHODS = ("OPTIONS", "POST")
_BODY_LIMIT = 4 * MAX_LENGTH
_NAMES = ("update", "using-graph-uri", "using-named-graph-uri")


def routes(editor: Editor) -> list[Route]:
    """Return the route of the protocol."""

    async def handle(request: Request) -> Response:
        if request.method == "OPTIONS":
            return Response(status_code=204, headers={"allow": ", ".join(METHODS)})
        token = editor.admit(request)
        files = await editor.write(request, await _change(request), token)
        return JSONResponse({"changed": [file.count for file in files]}, headers={"cache-control": "no-store"})

    return [Route("/update", handle, methods=list(METHODS))]


async def _change(request: Request) -> Change:
    media = media_of(request.headers.get("content-type"))
    told = _values(request.scope["query_string"], "URL")
    if media == FORM:
        form = _values((await body_of(request, _BODY_LIMIT)).encode(), "form")
        if told["update"] or any(told[name] and form[name] for name in _NAMES):
            raise _bad("Oppdateringen skal stå i skjemaet.", "The update goes into the form.")
        told = {name: [*told[name], *form[name]] for name in _NAMES}
        if len(told["update"]) != 1:
            raise _bad("Skjemaet skal ha én «update».", "The form takes one 'update'.")
        text = told["update"][0]
    elif media == UPDATE:
        if told["update"]:
            raise _bad("Oppdateringen skal stå i innholdet.", "The update goes into the content.")
        text = await body_of(request, _BODY_LIMIT)
    else:
        raise Fault(
            415,
            Text(f"Innhold av typen «{media}» leses ikke her.", f"Content of type '{media}' is not read here."),
            Text(f"Bruk {UPDATE} eller {FORM}.", f"Use {UPDATE} or {FORM}."),
            {"accept-post": f"{UPDATE}, {FORM}"},
        )
    using, named = (tuple(told[name]) for name in _NAMES[1:])
    return Change("update", content=text, base=terms.ID, using=using, using_named=named)


def _values(encoded: bytes, where: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {name: [] for name in _NAMES}
    for name, value in parameters(encoded, where):
        if name == "query":
            raise _bad("Her tas det bare imot oppdateringer; spørringer går til /sparql.", "Queries go to /sparql.")
        if name in found:
            found[name].append(value)
    return found


def _bad(nb: str, en: str) -> Fault:
    return Fault(
        400,
        Text(nb, en),
        Text(
            f"POST med {FORM} og update=…, eller med {UPDATE} og oppdateringen som innhold.",
            f"POST with {FORM} and update=…, or with {UPDATE} and the update as content.",
        ),
    )
