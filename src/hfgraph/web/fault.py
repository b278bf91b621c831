"""What a reader is told when a page cannot be shown; programs get the same as a problem (RFC 9457)."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from hfgraph.api import problem
from hfgraph.errors import HfgraphError
from hfgraph.job import JobError
from hfgraph.text import Text
from hfgraph.web import frame, route
from hfgraph.web.template import TEMPLATES

_MISSING = 404
_HOME = ("/api", "/sparql", "/graphs", "/update", "/health", "/feed")
_TITLES = {
    400: Text("Det går ikke å svare på dette", "This cannot be answered"),
    401: Text("Du må logge inn", "You have to sign in"),
    403: Text("Det har du ikke lov til", "You may not do that"),
    404: Text("Vi finner ikke denne siden", "We cannot find this page"),
    405: Text("Det går ikke å gjøre her", "That cannot be done here"),
    409: Text("Noen andre kom først", "Somebody else came first"),
    413: Text("Filen er for stor", "The file is too large"),
    422: Text("Det strider mot reglene", "It breaks the rules"),
    503: Text("Tjeneren rekker ikke mer akkurat nå", "The server cannot keep up just now"),
    504: Text("Det tok for lang tid", "It took too long"),
}
_OURS = Text("Noe gikk galt hos oss", "Something went wrong on our side")
_NOWHERE = Text(
    "Adressen kan være skrevet feil, eller tingen kan ha fått en annen nøkkel.",
    "The address may be misspelt, or the thing may have been given another key.",
)


def install(app: Starlette) -> None:
    """Answer browsers with a page where programs get a problem."""

    async def answer(request: Request, error: Exception) -> Response:
        return response(error, request)

    for kind in (HfgraphError, JobError, problem.Fault, HTTPException, Exception):
        app.add_exception_handler(kind, answer)


def response(error: Exception, request: Request) -> Response:
    """Return the page that tells of an error, or the problem when no browser asks."""
    if request.url.path.startswith(_HOME) or not route.wants_page(request.scope):
        return problem.response(error, request)
    language = frame.language_of(request)
    status, headers, told = problem.told_as(error, language, request.url.path)
    details = [entry for entry in told.get("errors", []) if entry["what"]]
    if not details:
        generic = _NOWHERE if status == _MISSING else None
        text = generic.in_language(language) if generic else told.get("detail", "")
        details = [{"what": text, "mend": ""}] if text else []
    body = TEMPLATES.get_template("fault.html").render(
        language=language,
        title=_TITLES.get(status, _OURS).in_language(language),
        status=status,
        details=details,
        pages=request.app.state.pages,
        say=lambda nb, en: nb if language == "nb" else en,
    )
    headers |= {"content-security-policy": frame.CSP, "content-language": language}
    return Response(body, status, headers, "text/html")
