"""What every response has, whichever route made it: safe headers, CORS for readers, compression, a line in the log."""

from __future__ import annotations

import time
import zlib

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from hfgraph.api import negotiation
from hfgraph.api.headers import READABLE, SECURITY, Headers, preflight
from hfgraph.api.log import AccessLog

_WORTH_IT = 1024
_DENSE = (b"image/", b"font/", b"application/zip", b"video/")


class Edge:
    """Finishes responses.

    Args:
        app: what makes them.
    """

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        asked = dict(scope["headers"])
        if scope["method"] == "OPTIONS" and b"access-control-request-method" in asked:
            headers = [*preflight("GET, HEAD, POST, OPTIONS"), *READABLE, *SECURITY]
            await send({"type": "http.response.start", "status": 204, "headers": headers})
            await send({"type": "http.response.body", "body": b""})
            return
        encoding = negotiation.encoding(asked.get(b"accept-encoding", b"").decode("latin-1"))
        start: Message | None = None

        async def finish(message: Message) -> None:
            nonlocal start
            if message["type"] == "http.response.start":
                start = message
                start["headers"] = _finished(start.get("headers", []))
                return
            if start is not None:
                first, start = start, None
                if not message.get("more_body", False) and encoding is not None and scope["method"] != "HEAD":
                    _compress(first, message, encoding)
                await send(first)
            await send(message)

        await self._app(scope, receive, finish)


class Logged:
    """Writes a line in the log for every response.

    Args:
        app: what makes them.
        log: where lines go.
    """

    def __init__(self, app: ASGIApp, log: AccessLog) -> None:
        self._app = app
        self._log = log

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        begun = time.perf_counter()
        status = size = 0

        async def listen(message: Message) -> None:
            nonlocal status, size
            if message["type"] == "http.response.start":
                status = message["status"]
            else:
                size += len(message.get("body", b""))
            await send(message)

        try:
            await self._app(scope, receive, listen)
        finally:
            query = scope["query_string"]
            target = scope.get("raw_path", b"") + (b"?" + query if query else b"")
            self._log.record(scope["method"], target, status or 499, (time.perf_counter() - begun) * 1000, size)


def _finished(headers: Headers) -> Headers:
    there = {name.lower() for name, _ in headers}
    finished = [*headers, *((name, value) for name, value in (*SECURITY, *READABLE) if name not in there)]
    vary = b", ".join(value for name, value in headers if name.lower() == b"vary")
    known = {part.strip().lower() for part in vary.split(b",")}
    missing = [part for part in (b"Accept", b"Accept-Encoding") if part.lower() not in known]
    if missing and b"*" not in known:
        finished = [(name, value) for name, value in finished if name.lower() != b"vary"]
        finished.append((b"vary", b", ".join([*([vary] if vary else []), *missing])))
    return finished


def _compress(start: Message, message: Message, encoding: str) -> None:
    """Compress a whole body where it is worth it, but not exact bytes: those that a strong entity tag stands for."""
    headers: Headers = start["headers"]
    told = {name.lower(): value for name, value in headers}
    body = message.get("body", b"")
    if (
        len(body) < _WORTH_IT
        or b"content-encoding" in told
        or told.get(b"etag", b"W/").startswith(b'"')
        or told.get(b"content-type", b"").startswith(_DENSE)
        or b"content-range" in told
    ):
        return
    if encoding == "gzip":
        packer = zlib.compressobj(5, zlib.DEFLATED, 31)
        packed = packer.compress(body) + packer.flush()
    else:
        import zstandard

        packed = zstandard.compress(body, 3)
    message["body"] = packed
    start["headers"] = [
        *((name, value) for name, value in headers if name.lower() != b"content-length"),
        (b"content-length", b"%d" % len(packed)),
        (b"content-encoding", encoding.encode()),
    ]
