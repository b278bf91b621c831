"""Who is at the inbox: the token and the role of a person, kept in cookies that only this site is sent.

The token never stands in an address or a log. A form of ours is only taken from a page of ours: the cookies are
``SameSite=Strict``, and what the browser tells about where a form comes from is looked at besides.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from starlette.requests import Request
from starlette.responses import Response

from hfgraph import terms
from hfgraph.api.config import Config
from hfgraph.api.problem import Fault
from hfgraph.api.writing import Editor
from hfgraph.text import Text
from hfgraph.token import Token, may_write

TOKEN = "hfgraph-token"  # noqa: S105 -- the name of a cookie
ROLE = "hfgraph-role"
SAID = "hfgraph-said"
HOME = "/review"
_ROLE = re.compile(r"[a-z][a-z-]{0,30}\Z")
_SAID = re.compile(r"[a-z-]{1,30}(?:\.\d{1,6})?\Z")
_YEAR = 365 * 24 * 60 * 60
_LONGEST = 200
_OWN = ("same-origin",)


def editor_of(request: Request) -> Editor:
    """Return what knows who may write."""
    found: Editor = request.app.state.editor
    return found


def token_of(request: Request) -> Token | None:
    """Return the token of whoever is signed in; ``None`` when nobody is, or the token has been withdrawn since.

    Raises:
        Fault: nobody may write here, or the token file cannot be used.
    """
    secret = request.cookies.get(TOKEN, "")
    if not secret or len(secret) > _LONGEST:
        return None
    try:
        return editor_of(request).recognise(secret)
    except Fault as fault:
        if fault.status == 401:  # noqa: PLR2004 -- unauthorised
            return None
        raise


def may_review(token: Token, key: str) -> bool:
    """Return whether a token may decide about a document (``lvs/doc/ssu-26-2024``) or a whole community (``lvs``)."""
    return may_write(token.scopes, terms.ID + key)


def admit(request: Request, key: str = "") -> Token | None:
    """Return the token of whoever would review a document, ``None`` when they have to sign in first.

    Args:
        request: of theirs.
        key: of the document, or an empty string when it is not known yet.

    Raises:
        Fault: nobody may write here, or this token may not write there.
    """
    closed = editor_of(request).closed
    if closed is not None:
        raise closed
    token = token_of(request)
    if token is not None and key and not may_review(token, key):
        raise Fault(
            403,
            Text("Tokenet ditt gjelder ikke dette dokumentet.", "Your token does not cover this document."),
            Text("Be den som driver tjenesten, om et annet.", "Ask whoever runs the service for another."),
        )
    return token


def same_site(request: Request) -> None:
    """Refuse a form that does not come from a page of ours.

    Raises:
        Fault: it comes from elsewhere, or the browser does not tell.
    """
    config: Config = request.app.state.config
    site = request.headers.get("sec-fetch-site")
    origin = request.headers.get("origin", "")
    homes = {request.url.netloc, urlsplit(config.base_url).netloc}
    ours = site in _OWN if site is not None else urlsplit(origin).netloc in homes
    if not ours or (origin and origin != "null" and urlsplit(origin).netloc not in homes):
        raise Fault(
            403,
            Text("Skjemaet kommer ikke fra en side her.", "The form does not come from a page here."),
            Text("Åpne innboksen på nytt og prøv igjen.", "Open the inbox again and try once more."),
        )


def role_of(request: Request) -> str:
    """Return the code of the role the person works in, or an empty string."""
    role = request.cookies.get(ROLE, "")
    return role if _ROLE.match(role) else ""


def said(request: Request) -> tuple[str, int]:
    """Return what the last form did: a word and how many; both empty when nothing was done."""
    told = request.cookies.get(SAID, "")
    if not _SAID.match(told):
        return "", 0
    word, _, number = told.partition(".")
    return word, int(number or 0)


def keep(request: Request, response: Response, name: str, value: str) -> None:
    """Keep a cookie: the token as long as the browser is open, the role for a year; an empty value drops it."""
    response.set_cookie(
        name,
        value,
        max_age=0 if not value else _YEAR if name == ROLE else None,
        path=HOME,
        secure=_secure(request),
        httponly=True,
        samesite="strict",
    )


def guarded(response: Response) -> Response:
    """Return a page of one's own: kept nowhere, and telling this site alone where its forms come from."""
    if "etag" in response.headers:
        del response.headers["etag"]
    response.headers["cache-control"] = "no-store"
    response.headers["referrer-policy"] = "same-origin"
    return response


def _secure(request: Request) -> bool:
    config: Config = request.app.state.config
    return "https" in {request.url.scheme, urlsplit(config.base_url).scheme}
