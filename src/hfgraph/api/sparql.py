"""The SPARQL endpoint, as bare ASGI: bytes in, bytes out, nothing in between that an answer does not need."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

from starlette.requests import ClientDisconnect
from starlette.types import Receive, Scope, Send

from hfgraph.api import formats, negotiation, problem, protocol
from hfgraph.api.body import read_body
from hfgraph.api.headers import READABLE, SECURITY, VARY, Headers, matches, preflight, weak_etag
from hfgraph.api.problem import Fault
from hfgraph.api.service import Service
from hfgraph.api.until import unless_gone
from hfgraph.errors import HfgraphError, NotAcceptable
from hfgraph.job import Answer, JobError
from hfgraph.query import shape, volatile
from hfgraph.text import Text

PATH = "/sparql"
_ALLOW = "GET, HEAD, POST, OPTIONS"
_ACCEPTED = f"{protocol.QUERY}, {protocol.FORM}"
_ALWAYS: Headers = [VARY, *READABLE, *SECURITY]
_LONG = 20_000


class Endpoint:
    """Answers requests to ``/sparql``.

    Args:
        service: who has the workers.
    """

    def __init__(self, service: Service) -> None:
        self._service = service

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        headers = _Headers(scope["headers"])
        try:
            method = scope["method"]
            if method in ("GET", "HEAD"):
                asked = protocol.from_url(scope["query_string"])
            elif method == "POST":
                asked = await self._posted(scope, headers, receive)
            elif method == "OPTIONS":
                await _send(send, 204, [*preflight(_ALLOW, _ACCEPTED), *_ALWAYS], b"")
                return
            else:
                raise Fault(
                    405,
                    Text(f"{method} brukes ikke her.", f"{method} is not used here."),
                    Text("Bruk GET eller POST.", "Use GET or POST."),
                    {"allow": _ALLOW},
                )
            if asked is None:
                await self._describe(scope, headers, send)
            else:
                await self._answer(asked, scope, headers, receive, send)
        except (HfgraphError, JobError, Fault) as error:
            await _tell(error, scope, headers, send)
        except ClientDisconnect:
            """Nobody waits for the answer."""

    async def _posted(self, scope: Scope, headers: _Headers, receive: Receive) -> protocol.Asked:
        media = protocol.media_of(headers.get(b"content-type"))
        if media == protocol.UPDATE:
            raise protocol.not_here()
        if media not in (protocol.QUERY, protocol.FORM):
            raise Fault(
                415,
                Text(f"Innhold av typen «{media}» tas ikke imot.", f"Content of the type '{media}' is not accepted."),
                Text(f"Send {_ACCEPTED}.", f"Send {_ACCEPTED}."),
                {"accept-post": _ACCEPTED},
            )
        if headers.get(b"content-encoding") not in (None, "identity"):
            raise Fault(
                415,
                Text("Komprimert innhold tas ikke imot.", "Compressed content is not accepted."),
                headers={"accept-encoding": "identity"},
            )
        body = await read_body(receive, headers.get(b"content-length"), self._service.config.body_limit)
        read = protocol.from_form if media == protocol.FORM else protocol.from_body
        return read(scope["query_string"], body)

    async def _answer(
        self, asked: protocol.Asked, scope: Scope, headers: _Headers, receive: Receive, send: Send
    ) -> None:
        service = self._service
        accept = headers.all(b"accept")
        rows, graph = formats.for_rows(accept, asked.format), formats.for_graph(accept, asked.format)
        if rows is None and graph is None:
            raise _not_acceptable()
        encoding = negotiation.encoding(headers.all(b"accept-encoding"))
        key = (service.revision, asked, rows, graph, encoding)
        found = service.answers.get(key)
        etag = None if volatile(asked.text) else weak_etag(service.revision, asked, rows, graph)
        if found is None:
            answer = await unless_gone(self._run(asked, rows, graph, encoding), receive)
            if answer.body is None:
                await _stream(send, answer, _about(answer.head, etag), scope["method"] == "HEAD")
                return
            found = (answer.head, answer.body)
            if etag is not None:
                service.answers.put(key, *found)
        head, body = found
        about = _about(head, etag)
        if etag is not None and matches(headers.raw(b"if-none-match"), etag):
            await _send(send, 304, about[1:], b"", scope=scope, lasting=key[0] == service.revision)
            return
        about.append((b"content-length", b"%d" % len(body)))
        lasting = etag is not None and key[0] == service.revision
        await _send(send, 200, about, b"" if scope["method"] == "HEAD" else body, scope=scope, lasting=lasting)

    async def _run(
        self,
        asked: protocol.Asked,
        rows: formats.Choice | None,
        graph: formats.Choice | None,
        encoding: str | None,
    ) -> Answer:
        """Run the query."""
        try:
            return await self._service.run(
                "sparql",
                lane="heavy" if len(asked.text) > _LONG else "light",
                likeness=shape(asked.text),
                encoding=encoding,
                text=asked.text,
                rows=rows,
                triples=graph,
                default_graphs=asked.default_graphs,
                named_graphs=asked.named_graphs,
                base=f"{self._service.config.base_url}{PATH}",
            )
        except NotAcceptable as error:
            raise _not_acceptable() from error

    async def _describe(self, scope: Scope, headers: _Headers, send: Send) -> None:
        short = next((value for name, value in protocol.parameters(scope["query_string"], "URL")), None)
        accept = headers.all(b"accept")
        choice = formats.for_graph(accept, short)
        if choice is None:
            if negotiation.media(accept, ("text/html",)) is None:
                raise _not_acceptable()
            choice = ("ttl", formats.media_type("text/turtle"))
        service = self._service
        config = service.config
        answer = await service.cached(
            "description",
            encoding=negotiation.encoding(headers.all(b"accept-encoding")),
            endpoint=f"{config.base_url}{PATH}",
            update=None
            if config.read_only or config.token_file is None or config.data is None
            else f"{config.base_url}/update",
            form=choice[0],
            media=choice[1],
        )
        etag = weak_etag(service.revision, "description", choice)
        about = _about(answer.head, etag)
        body = await answer.read()
        if matches(headers.raw(b"if-none-match"), etag):
            await _send(send, 304, about[1:], b"")
            return
        about.append((b"content-length", b"%d" % len(body)))
        await _send(send, 200, about, b"" if scope["method"] == "HEAD" else body)


class _Headers:
    """A request's headers."""

    def __init__(self, headers: list[tuple[bytes, bytes]]) -> None:
        self._headers = headers

    def raw(self, name: bytes) -> bytes | None:
        """Return all values of a header as one, or ``None``."""
        found = [value for key, value in self._headers if key == name]
        return b", ".join(found) if found else None

    def all(self, name: bytes) -> str | None:
        """Return all values of a header as one text, or ``None``."""
        found = self.raw(name)
        return None if found is None else found.decode("latin-1")

    get = all


def _about(head: dict[str, Any], etag: bytes | None) -> Headers:
    about: Headers = [(b"content-type", head["media"].encode())]
    if "encoding" in head:
        about.append((b"content-encoding", head["encoding"].encode()))
    if etag is not None:
        about += [(b"etag", etag), (b"cache-control", b"no-cache")]
    else:
        about.append((b"cache-control", b"no-store"))
    return about + _ALWAYS


async def _send(
    send: Send, status: int, headers: Headers, body: bytes, scope: Scope | None = None, lasting: bool = False
) -> None:
    if lasting and scope is not None:
        remember: Callable[[int, Headers, bytes], None] | None = scope.get("hfgraph.remember")
        if remember is not None:
            remember(status, headers, body)
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})


async def _stream(send: Send, answer: Answer, headers: Headers, head_only: bool) -> None:
    try:
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        if not head_only:
            async for part in answer:
                await send({"type": "http.response.body", "body": part, "more_body": True})
        await send({"type": "http.response.body", "body": b""})
    finally:
        answer.drop()


async def _tell(error: Exception, scope: Scope, headers: _Headers, send: Send) -> None:
    language = negotiation.language_of(headers.all(b"accept-language"))
    status, more, told = problem.told_as(error, language, scope["path"])
    body = json.dumps(told, ensure_ascii=False).encode("utf-8", "replace")
    about: Headers = [
        (b"content-type", problem.MEDIA.encode()),
        (b"content-length", b"%d" % len(body)),
        *((name.encode(), value.encode("latin-1", "replace")) for name, value in more.items()),
        *READABLE,
        *SECURITY,
    ]
    await _send(send, status, about, b"" if scope["method"] == "HEAD" else body)


def _not_acceptable() -> Fault:
    available = list(formats.AVAILABLE)
    return Fault(
        406,
        Text("Svaret kan ikke gis i noe av det du godtar.", "The answer cannot be given in anything you accept."),
        Text(f"Be om ett av: {', '.join(available)}.", f"Ask for one of: {', '.join(available)}."),
        more={"available": available},
    )
