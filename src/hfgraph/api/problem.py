"""Faults as responses: the one place that knows which error is which status (RFC 9457)."""

from __future__ import annotations

import json
import logging
from collections.abc import Mapping
from http import HTTPStatus
from typing import Any

from fastapi.exceptions import RequestValidationError
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from hfgraph.api.negotiation import language_of
from hfgraph.errors import Ambiguous, HfgraphError, NotAcceptable, NotFound, Refused
from hfgraph.job import JobBugError, JobError, JobFailedError, JobTimeoutError, JobTooLargeError, PoolBusyError
from hfgraph.text import LANGUAGES, Language, Text

MEDIA = "application/problem+json"
_LOG = logging.getLogger("hfgraph.server")
_RETRY = "2"
_NOTHING = Text("", "")
_COMMON = {
    404: Text("Det er ingenting på denne adressen.", "There is nothing at this address."),
    405: Text("Metoden brukes ikke på denne adressen.", "The method is not used at this address."),
}


class Fault(Exception):  # noqa: N818 -- the name says what it is
    """A request that cannot be answered as it stands.

    Args:
        status: of the response.
        detail: what is wrong.
        mend: how to put it right.
        headers: more headers of the response.
        more: more members of the problem.
    """

    def __init__(
        self,
        status: int,
        detail: Text,
        mend: Text = _NOTHING,
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(detail.en)
        self.status = status
        self.detail = detail
        self.mend = mend
        self.headers = dict(headers or {})
        self.more = dict(more or {})


def fault(error: Exception) -> Fault:
    """Return any error as the fault it is to the client."""
    if isinstance(error, Fault):
        return error
    if isinstance(error, HTTPException):
        text = _COMMON.get(error.status_code) or (Text("", str(error.detail)) if error.detail else _NOTHING)
        return Fault(error.status_code, text, headers=error.headers)
    if isinstance(error, JobError):
        return _job_fault(error)
    if isinstance(error, RequestValidationError):
        return _invalid(error)
    _LOG.error("unexpected", exc_info=error)
    return Fault(500, Text("Noe gikk galt hos oss.", "Something went wrong on our side."))


def response(error: Exception, request: Request) -> Response:
    """Return the response that tells of an error, in the client's language."""
    wanted = next((one for one in LANGUAGES if one == request.query_params.get("lang")), None)
    language = wanted or language_of(request.headers.get("accept-language"))
    status, headers, told = told_as(error, language, request.scope["path"])
    content = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    return Response(content, status, headers, MEDIA)


def told_as(error: Exception, language: Language, instance: str) -> tuple[int, dict[str, str], dict[str, Any]]:
    """Return status, headers and members of the problem that tells of an error."""
    headers = {
        "content-language": language,
        "cache-control": "no-store",
        "vary": "Accept, Accept-Encoding, Accept-Language",
    }
    if isinstance(error, HfgraphError):
        status = _status(error)
        first = error.problems[0] if error.problems else None
        told: dict[str, Any] = {
            "detail": "\n".join(problem.what.in_language(language) for problem in error.problems),
            "errors": [
                {
                    "where": problem.field or (problem.path.name if problem.path else ""),
                    "what": problem.what.in_language(language),
                    "mend": problem.mend.in_language(language),
                }
                | ({} if problem.line is None else {"line": problem.line})
                | ({} if problem.column is None else {"column": problem.column})
                for problem in error.problems
            ],
        }
        if first is not None and first.line is not None:
            told |= {"line": first.line, "column": first.column}
    else:
        as_fault = fault(error)
        status = as_fault.status
        headers |= {name.lower(): text for name, text in as_fault.headers.items()}
        told = {"detail": as_fault.detail.in_language(language)}
        if as_fault.mend.en:
            told["errors"] = [{"where": "", "what": told["detail"], "mend": as_fault.mend.in_language(language)}]
        told |= as_fault.more
    title = HTTPStatus(status).phrase
    return status, headers, {"type": "about:blank", "title": title, "status": status, "instance": instance} | told


def install(app: Starlette) -> None:
    """Have the application answer every error with its problem."""

    async def answer(request: Request, error: Exception) -> Response:
        return response(error, request)

    for kind in (HfgraphError, JobError, Fault, HTTPException, RequestValidationError, Exception):
        app.add_exception_handler(kind, answer)


def _status(error: HfgraphError) -> int:
    for kind, status in ((NotFound, 404), (Ambiguous, 409), (Refused, 403), (NotAcceptable, 406)):
        if isinstance(error, kind):
            return status
    return 400


def _invalid(error: RequestValidationError) -> Fault:
    found = [{"where": str(told["loc"][-1]), "what": str(told["msg"]), "mend": ""} for told in error.errors()]
    names = ", ".join(dict.fromkeys(told["where"] for told in found))
    return Fault(
        422,
        Text(
            f"Disse parametrene mangler eller kan ikke ha den verdien: {names}.",
            f"These parameters are missing or cannot have that value: {names}.",
        ),
        more={"errors": found},
    )


def _job_fault(error: JobError) -> Fault:
    if isinstance(error, JobTimeoutError):
        return Fault(
            504,
            Text("Det tok lengre tid enn det får lov til.", "It took longer than it may."),
            Text("Gjør spørringen smalere, eller sett LIMIT.", "Make the query narrower, or give it a LIMIT."),
        )
    if isinstance(error, JobTooLargeError):
        rows = error.limit == "rows"
        return Fault(
            422,
            Text(
                f"Svaret har flere {'rader' if rows else 'byte'} enn det får lov til.",
                f"The answer has more {'rows' if rows else 'bytes'} than it may.",
            ),
            Text(
                "Be om mindre: LIMIT og OFFSET, eller færre kolonner.",
                "Ask for less: LIMIT and OFFSET, or fewer columns.",
            ),
        )
    if isinstance(error, JobBugError):
        _LOG.error("a job failed: %s", error)
        return Fault(500, Text("Noe gikk galt hos oss.", "Something went wrong on our side."))
    if isinstance(error, JobFailedError):
        return Fault(
            503,
            Text(
                "Prosessen som svarte, stanset: for mye minne, for dyp nøsting, eller noe spørremotoren ikke tåler.",
                "The process that was answering ended: too much memory, too deep nesting, or something the engine "
                "cannot take.",
            ),
            Text(
                "Prøv igjen; hjelper ikke det, forenkle spørringen, og sorter blandede verdier med ORDER BY STR(?x).",
                "Try again; if that does not help, simplify the query, and sort mixed values with ORDER BY STR(?x).",
            ),
            {"retry-after": _RETRY},
        )
    assert isinstance(error, PoolBusyError)  # noqa: S101 -- the last of the kinds
    return Fault(
        503,
        Text("Tjeneren har mer å gjøre enn den rekker akkurat nå.", "The server has more to do than it can just now."),
        Text("Prøv igjen om litt.", "Try again in a moment."),
        {"retry-after": _RETRY},
    )
