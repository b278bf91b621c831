"""What a job answered, as a response: entity tag, language, paging links and headers in one place."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode

from starlette.requests import Request
from starlette.responses import Response

from hfgraph.api import negotiation
from hfgraph.api.headers import matches, weak_etag
from hfgraph.api.service import Service
from hfgraph.text import Language

VARY = "Accept, Accept-Encoding, Accept-Language"


@dataclass(frozen=True, slots=True)
class Page:
    """Which part of a list is wanted; all of it without a limit."""

    offset: int = 0
    limit: int | None = None


def service_of(request: Request) -> Service:
    """Return the running service."""
    found: Service = request.app.state.service
    return found


def base_of(request: Request) -> str:
    """Return where the server is seen from outside, without a final slash."""
    return service_of(request).config.base_url.rstrip("/")


def language_of(request: Request, wanted: Language | None = None) -> Language:
    """Return the language wanted, else the one the client would rather have."""
    return wanted or negotiation.language_of(request.headers.get("accept-language"))


async def reply(
    request: Request,
    job: str,
    arguments: Mapping[str, Any],
    *,
    language: Language | None = None,
    page: Page | None = None,
    headers: Mapping[str, str] | None = None,
) -> Response:
    """Return what a job answers, or 304 when the client has it already.

    Args:
        request: whose answer it is.
        job: its name.
        arguments: the job's own.
        language: of the answer, when it is in one.
        page: the part of a list that was asked for; the job gets it as ``offset`` and ``limit``.
        headers: more headers.
    """
    service = service_of(request)
    told: dict[str, Any] = dict(arguments)
    if language is not None:
        told["language"] = language
    if page is not None:
        told |= {"offset": page.offset, "limit": page.limit}
    revision = service.revision
    etag = weak_etag(revision, job, sorted(told.items(), key=lambda pair: pair[0])).decode()
    about = {"vary": VARY, "cache-control": "no-cache", "etag": etag, **(headers or {})}
    if language is not None:
        about["content-language"] = language
    if "if-none-match" in request.headers and matches(
        request.headers["if-none-match"].encode("latin-1"), etag.encode()
    ):
        return Response(status_code=304, headers=about)
    encoding = negotiation.encoding(request.headers.get("accept-encoding"))
    answer = await service.cached(job, encoding=encoding, **told)
    body = await answer.read()
    if service.revision != revision:
        del about["etag"]
    if "encoding" in answer.head:
        about["content-encoding"] = answer.head["encoding"]
    if page is not None and "total" in answer.head:
        about |= paging(request, page, answer.head["total"])
    return Response(body, headers={"content-type": answer.head["media"], **about})


def paging(request: Request, page: Page, total: int) -> dict[str, str]:
    """Return the headers that tell how many there are and where the other pages are (RFC 8288)."""
    found = {"x-total-count": str(total)}
    if page.limit is None:
        return found
    last = max(0, (total - 1) // page.limit * page.limit)
    places = {"first": 0, "last": last}
    if page.offset > 0:
        places["prev"] = max(0, page.offset - page.limit)
    if page.offset + page.limit < total:
        places["next"] = page.offset + page.limit
    kept = [(name, value) for name, value in parse_qsl(request.url.query) if name not in ("offset", "limit")]
    links = []
    for name, offset in places.items():
        query = urlencode([*kept, ("limit", page.limit), ("offset", offset)])
        path = request.scope.get("raw_path", request.url.path.encode()).decode("ascii", "replace").partition("?")[0]
        links.append(f'<{base_of(request)}{path}?{query}>; rel="{name}"')
    return {**found, "link": ", ".join(links)}


class Once:
    """Work whose result is kept for one revision of the data, and done once however many wait for it."""

    def __init__(self) -> None:
        self._key: object = None
        self._task: asyncio.Task[Any] | None = None

    async def result(self, key: object, work: Any, patience: float) -> Any:
        """Return what ``work()`` returns; work under way goes on when the one who waits has left.

        Raises:
            TimeoutError: it takes longer than ``patience`` seconds; asking again later is answered sooner.
            Exception: what ``work()`` raised, also when that was before; the next to ask has it done again.
        """
        if self._task is None or self._key != key:
            self._key = key
            self._task = asyncio.get_running_loop().create_task(work())
            self._task.add_done_callback(_seen)
        task = self._task
        try:
            return await asyncio.wait_for(asyncio.shield(task), patience)
        finally:
            if self._task is task and task.done() and (task.cancelled() or task.exception()):
                self._task = None


def _seen(task: asyncio.Task[Any]) -> None:
    """Look at how work ended, so that nobody is told of a failure that no one waited for."""
    if not task.cancelled():
        task.exception()
