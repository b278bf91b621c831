"""Review: a document beside what it seems to say, each proposal to be accepted, put right or rejected."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from starlette.responses import JSONResponse, Response

from hfgraph import terms
from hfgraph.api import problem
from hfgraph.api.problem import Fault
from hfgraph.change import Refusal, path_of
from hfgraph.errors import HfgraphError
from hfgraph.text import Text
from hfgraph.web import proposals, session
from hfgraph.web.action import action, onward
from hfgraph.web.decision import Decided, decided, merged, wishes
from hfgraph.web.frame import Frame
from hfgraph.web.galley import galley, marks
from hfgraph.web.inbox import clerk_of, roles
from hfgraph.web.proposals import Choice
from hfgraph.web.route import page
from hfgraph.web.template import TEMPLATES
from hfgraph.web.upload import form_of, json_of

_LOG = logging.getLogger("hfgraph.server")
_PATH = "/review/{community}/{document}"
_SIGN_IN = Text("Logg inn først.", "Sign in first.")
_INVALID = Text(
    "Ingenting er arkivert: noe av det du har godtatt, strider mot reglene. Det står ved forslagene.",
    "Nothing has been filed: some of what you accepted breaks the rules. It is told beside the proposals.",
)
_STALE = Text(
    "Noen andre har avgjort dette mens du så på det. Det de bestemte, står; se om du er enig.",
    "Somebody else decided this while you were looking at it. What they decided stands; see whether you agree.",
)


async def show(frame: Frame) -> Response:
    """Return the document and its proposals."""
    key = _key(frame)
    if session.admit(frame.request, key) is None:
        return onward(frame.href("/review", next=frame.here()))
    review = await (_checked if frame.query("check") else _look)(frame, key)
    answer = session.guarded(await asyncio.to_thread(_page, frame, review))  # a long document takes a second
    if session.SAID in frame.request.cookies:
        session.keep(frame.request, answer, session.SAID, "")
    return answer


async def act(frame: Frame) -> Response:
    """Decide, or file what has been decided."""
    key = _key(frame)
    if session.admit(frame.request, key) is None:
        raise Fault(401, _SIGN_IN)
    by_script = frame.request.headers.get("content-type", "").startswith("application/json")
    sent = await json_of(frame.request) if by_script else None
    form = [] if sent is not None else await form_of(frame.request)
    if sent is None and dict(form).get("do") == "file":
        return await _file(frame, key, dict(form))
    role = session.role_of(frame.request)
    if not role:
        raise Fault(400, Text("Velg hvilken rolle du har først.", "Choose which role you have first."))
    clerk = clerk_of(frame)
    async with clerk.turn(key):
        before = await _look(frame, key)
        items = {item["id"]: item for item in before["items"]}
        try:
            wanted = await merged(frame, wishes(items, form, sent))
            now = decided(items, wanted)
            if now.decisions:
                revision = frame.service.revision
                review = await clerk.decide(key, frame.language, revision, decisions=now.decisions, role=role)
            else:
                review = before
        except HfgraphError as error:
            if by_script:
                raise
            return _page(frame, before, error)
    if sent is not None:
        return _reply(frame, before, review, now)
    if now.stale:
        return _page(frame, review, Fault(409, _STALE), stale=now.stale)
    answer = onward(frame.here(check="", filed="") + _next(frame, review, now))
    session.keep(frame.request, answer, session.SAID, f"{now.verdict}.{len(now.ids)}")
    return answer


async def _file(frame: Frame, key: str, form: Mapping[str, str]) -> Response:
    clerk = clerk_of(frame)
    role = session.role_of(frame.request)
    if not role:
        raise Fault(400, Text("Velg hvilken rolle du har først.", "Choose which role you have first."))
    async with clerk.turn(key):
        try:
            told = await clerk.ask("file", frame.language, key=key, role=role, keep_text=form.get("keep") == "yes")
        except Refusal as error:
            if error.reason != "invalid":
                return _page(frame, await _look(frame, key), error)
            return _page(frame, _with(await _checked(frame, key), error.findings), Fault(422, _INVALID))
        except HfgraphError as error:
            return _page(frame, await _look(frame, key), error)
    try:
        await frame.service.reload()
    except (HfgraphError, ConnectionError) as error:
        _LOG.error("filed, but not reloaded: %s", error)
    return onward(frame.here(check="", filed=str(told["added"])))


def _page(
    frame: Frame, review: Mapping[str, Any], error: Exception | None = None, stale: Sequence[str] = ()
) -> Response:
    document = review["document"]
    items = proposals.prepared(review)
    choice = Choice.of(frame)
    checked = bool(frame.query("check")) or bool(error)
    chosen = [item for item in items if choice.takes(item) or item["id"] in stale or (checked and item["findings"])]
    shown = chosen[choice.since : choice.since + proposals.MOST]
    status = 200
    faults: list[Any] = []
    if error is not None:
        status, _, told = problem.told_as(error, frame.language, frame.path)
        faults = told.get("errors") or [{"what": told["detail"], "mend": ""}]
    filed = frame.query("filed")
    frame.request.state.communities = []
    return frame.page(
        "review.html",
        document["title"] or document["name"],
        crumbs=[(frame.href("/review"), frame.say("Innboks", "Inbox"))],
        scripts=("review.js",),
        status=status,
        faults=faults,
        lines=galley(review["text"], review["blocks"], marks(items, len(review["text"]))),
        choice=choice,
        at={item["id"]: number for number, item in enumerate(items)},
        here={item["id"] for item in shown},
        most=proposals.MOST,
        chosen=chosen,
        shown=shown,
        sections=proposals.groups(choice, shown),
        filed=int(filed) if filed.isascii() and filed.isdigit() and len(filed) < 7 else None,  # noqa: PLR2004
        checked=checked,
        cases=_cases(document["community"], items),
        **_common(frame, review, items),
    )


def _reply(frame: Frame, before: Mapping[str, Any], review: Mapping[str, Any], now: Decided) -> Response:
    """Return what a script puts in place of what it has: the bar, and the cards that changed.

    A decision can change more than its own proposal: once the case is accepted, its points are no longer in doubt.
    """
    items = proposals.prepared(review)
    was = {item["id"]: item for item in before["items"]}
    changed = {item["id"] for item in review["items"] if item != was.get(item["id"])}
    touched = {*now.ids, *now.stale, *changed}
    html = TEMPLATES.get_template("review-reply.html").render(
        frame=frame,
        say=frame.say,
        language=frame.language,
        shown=[item for item in items if item["id"] in touched],
        **_common(frame, review, items),
    )
    told = frame.tell(_STALE) if now.stale else ""
    return JSONResponse({"html": html, "stale": now.stale, "message": told})


def _common(frame: Frame, review: Mapping[str, Any], items: Sequence[proposals.Item]) -> dict[str, Any]:
    counts = {state: sum(item["state"] == state for item in items) for state in proposals.STATES}
    open_ = sum(map(proposals.is_open, items))
    bulk = {"candidate", "known"} & {Choice.of(frame).state}
    decided_ = counts["accepted"] + counts["rejected"]
    rules: dict[tuple[str, str], dict[str, Any]] = {}
    for item in items:
        if proposals.is_open(item) or item["state"] in bulk:
            rule = "" if item["state"] == "known" else item["rule"]  # what is known is all one action
            group = {"label": item["ruleLabel"], "state": item["state"], "items": []}
            rules.setdefault((item["state"], rule), group)["items"].append(item)
    return {
        "document": review["document"],
        "states": {state: frame.tell(text) for state, text in proposals.STATES.items()},
        "notes": review.get("notes", ()),
        "findings": list(review.get("findings", ())),
        "counts": counts,
        "open": open_,
        "decided": decided_,
        "items": items,
        "rules": [
            {**rule, "items": rule["items"][: proposals.AT_ONCE], "total": len(rule["items"])}
            for _, rule in sorted(rules.items(), reverse=True)
            if len(rule["items"]) > 1
        ],
        "inputs": lambda item: proposals.inputs(item, frame),
        "role": session.role_of(frame.request),
        "roles": roles(frame),
        "said": session.said(frame.request),
    }


def _next(frame: Frame, review: Mapping[str, Any], now: Decided) -> str:
    """Return where on the page to go on: the first open proposal after those just decided, or the last of these."""
    order = proposals.prepared(review)
    last = max((number for number, item in enumerate(order) if item["id"] in now.ids), default=-1)
    choice = Choice.of(frame)
    onwards = [item for item in order[last + 1 :] if proposals.is_open(item) and choice.takes(item)]
    return f"#c-{onwards[0]['id']}" if onwards and now.verdict != "reopen" else "#proposals"


def _cases(community: str, items: Iterable[proposals.Item]) -> list[tuple[str, str]]:
    """Return the cases a document is about, as key and words."""
    return [
        (f"{community}/case/{item['value']}", item["label"])
        for item in items
        if item["type"] == "case" and item["state"] in ("accepted", "known") and "?" not in json.dumps(item["value"])
    ]


def _with(review: dict[str, Any], findings: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """Return a review with what its filing was refused for, beside the proposals that it concerns."""
    by_item: dict[str, list[dict[str, str]]] = {}
    for finding in findings:
        told = {"severity": str(finding["severity"]), "message": str(finding["message"])}
        for key in finding.get("items") or ("",):
            by_item.setdefault(key, []).append(told)

    def joined(found: Iterable[dict[str, str]], key: str) -> list[dict[str, str]]:
        return list({one["message"]: one for one in (*by_item.get(key, ()), *found)}.values())

    items = [{**item, "findings": joined(item["findings"], item["id"])} for item in review["items"]]
    return {**review, "items": items, "findings": joined(review.get("findings", ()), "")}


async def _look(frame: Frame, key: str) -> dict[str, Any]:
    return await clerk_of(frame).look(key, frame.language, frame.service.revision)


async def _checked(frame: Frame, key: str) -> dict[str, Any]:
    review: dict[str, Any] = await clerk_of(frame).ask("check", frame.language, key=key)
    return review


def _key(frame: Frame) -> str:
    parts = frame.request.path_params
    key = f"{parts['community']}/doc/{parts['document']}"
    if path_of(terms.ID + key) is None:
        raise Fault(404, Text("Det er ingenting på denne adressen.", "There is nothing at this address."))
    return key


ROUTES = [action(_PATH, act), page(_PATH, show)]
