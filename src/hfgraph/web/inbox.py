"""The inbox: signing in, sending in a document, and the documents that wait for somebody to decide."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from starlette.responses import JSONResponse, Response

from hfgraph.api import problem
from hfgraph.api.problem import Fault
from hfgraph.errors import HfgraphError
from hfgraph.ingest.desk.telling import ROLES
from hfgraph.text import Text
from hfgraph.token import Token, may_write
from hfgraph.web import session
from hfgraph.web.action import action, onward
from hfgraph.web.clerk import Clerk
from hfgraph.web.frame import Frame
from hfgraph.web.route import page
from hfgraph.web.upload import FILE_LIMIT, form_of, upload_of

ENDINGS = (".pdf", ".docx", ".pptx", ".html", ".htm", ".txt", ".md", ".xlsx", ".csv")
"""How names of files that can be read end."""


def clerk_of(frame: Frame) -> Clerk:
    """Return what carries papers to the desk."""
    found: Clerk = frame.request.app.state.clerk
    return found


async def show(frame: Frame) -> Response:
    """Return the inbox, or how to get in."""
    return await _page(frame)


async def sign_in(frame: Frame) -> Response:
    """Keep the token somebody has pasted, and the role they work in."""
    form = dict(await form_of(frame.request))
    closed = session.editor_of(frame.request).closed
    if closed is not None:
        raise closed
    try:
        session.editor_of(frame.request).recognise(form.get("token", "").strip())
    except Fault as fault:
        return await _page(frame, fault, wanted=form.get("next", ""))
    answer = onward(_wanted(form.get("next", "")) or frame.href("/review"))
    session.keep(frame.request, answer, session.TOKEN, form["token"].strip())
    if form.get("role", "") in ROLES:
        session.keep(frame.request, answer, session.ROLE, form["role"])
    return answer


async def sign_out(frame: Frame) -> Response:
    """Forget the token."""
    answer = onward(frame.href("/review"))
    session.keep(frame.request, answer, session.TOKEN, "")
    return answer


async def role(frame: Frame) -> Response:
    """Keep the role somebody works in."""
    form = dict(await form_of(frame.request))
    answer = onward(_wanted(form.get("next", "")) or frame.href("/review"))
    if form.get("role", "") in ROLES:
        session.keep(frame.request, answer, session.ROLE, form["role"])
    return answer


async def send_in(frame: Frame) -> Response:
    """Read a document, and lead to what it seems to say."""
    try:
        token = session.admit(frame.request)
        if token is None:
            raise Fault(401, Text("Du må logge inn først.", "You have to sign in first."))
        upload = await upload_of(frame.request)
        community = upload.fields.get("community", "")
        if community not in [one["key"] for one in _communities(frame, token)] and (community or not _all(token)):
            raise Fault(
                403,
                Text("Velg et helsefellesskap som tokenet ditt gjelder.", "Choose a community your token covers."),
            )
        review = await clerk_of(frame).ask(
            "open",
            frame.language,
            content=upload.content,
            name=upload.name,
            community=community or None,
        )
    except (Fault, HfgraphError) as error:
        if _by_script(frame):
            raise
        return await _page(frame, error)
    community, _, name = str(review["document"]["key"]).partition("/doc/")
    address = frame.href(f"/review/{community}/{name}")
    return JSONResponse({"address": address}) if _by_script(frame) else onward(address)


async def _page(frame: Frame, error: Exception | None = None, wanted: str = "") -> Response:
    request = frame.request
    closed = session.editor_of(request).closed
    token = None if closed else session.token_of(request)
    waiting: Sequence[Any] = ()
    if token is not None:
        found = await clerk_of(frame).ask("inbox", frame.language)
        waiting = [one for one in found if session.may_review(token, one["key"])]
    status = 200
    faults: list[Any] = []
    for one in (closed, error):
        if one is not None:
            told_status, _, told = problem.told_as(one, frame.language, frame.path)
            faults = told.get("errors") or [{"what": told["detail"], "mend": ""}]
            status = told_status if one is error else status
    communities = _communities(frame, token)
    frame.request.state.communities = []
    answer = frame.page(
        "inbox.html",
        frame.say("Innboks", "Inbox"),
        scripts=("inbox.js",),
        status=status,
        open=closed is None,
        token=token,
        faults=faults,
        communities_here=communities,
        any_community=token is not None and _all(token),
        waiting=waiting,
        roles=roles(frame),
        role=session.role_of(request),
        wanted=_wanted(wanted or frame.query("next")),
        endings=ENDINGS,
        megabytes=FILE_LIMIT >> 20,
    )
    return session.guarded(answer)


def roles(frame: Frame) -> list[tuple[str, str]]:
    """Return the roles as code and name."""
    return [(code, frame.tell(name)) for code, name in ROLES.items()]


def _communities(frame: Frame, token: Token | None) -> list[Any]:
    """Return the communities a token may write to."""
    return [one for one in frame.request.state.communities if token and session.may_review(token, one["key"])]


def _all(token: Token) -> bool:
    return "write" in token.scopes and may_write(token.scopes)


def _wanted(address: str) -> str:
    return address if address.startswith("/review") and len(address) < 1_000 else ""  # noqa: PLR2004


def _by_script(frame: Frame) -> bool:
    return "application/json" in frame.request.headers.get("accept", "")


ROUTES = [
    action("/review/sign-in", sign_in),
    action("/review/sign-out", sign_out),
    action("/review/role", role),
    action("/review", send_in),
    page("/review", show),
    page("/review/sign-in", show),
    page("/review/sign-out", show),
    page("/review/role", show),
]
