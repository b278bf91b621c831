"""One connection: what uvicorn does not refuse, and requests whose answer is at hand.

Beyond uvicorn: a request that could be read in two ways is refused (both Content-Length and Transfer-Encoding, no or
several Hosts), heads are bounded, one who dawdles is let go, and a request seen before is answered without being
parsed.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from uvicorn.protocols.http.httptools_impl import STATUS_LINE, HttpToolsProtocol

from hfgraph.api.headers import SECURITY, Headers
from hfgraph.api.memo import Remembered

if TYPE_CHECKING:
    from hfgraph.api.door import Door

_URL = 32 << 10
_HEAD = 64 << 10
_FIELDS = 100
_RECALLED = 16 << 10
_LINGER = 2.0
_PACE = 128 << 10
"""Bytes of a body that buy another second: a large file may take long, as long as it keeps coming."""


class Connection(HttpToolsProtocol):
    """A connection of the server.

    Args:
        door: what all connections share.
        settings: what uvicorn gives each.
    """

    def __init__(self, door: Door, **settings: Any) -> None:
        super().__init__(**settings)
        self._door = door
        self._raw: bytes | None = None
        self._arriving = False
        self._messages = 0
        self._head_size = 0
        self._head_done = True
        self._refused: tuple[int, str] | None = None
        self._lingering = False
        self.since = self.loop.time()

    # ----------------------------------------------------------------------------------------------- the connection
    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Meet a client."""
        super().connection_made(transport)  # type: ignore[arg-type]
        self._door.enter(self)

    def connection_lost(self, exc: Exception | None) -> None:
        """Lose a client."""
        self._door.leave(self)
        super().connection_lost(exc)

    @property
    def waiting(self) -> str:
        """What the client is waited for: a request's ``head`` or ``body``, the ``next`` one, to ``read``, or ''."""
        if self._arriving:
            return "body" if self._head_done else "head"
        if self.flow.write_paused:
            return "read"
        return "next" if self._at_rest else ""

    @property
    def _at_rest(self) -> bool:
        return not self._arriving and self._answered and not self.pipeline

    @property
    def _answered(self) -> bool:
        cycle: Any = self.cycle  # None before the first request
        return cycle is None or cycle.response_complete

    def give_up(self) -> None:
        """Let a client go that has dawdled."""
        if self.waiting in ("head", "body"):
            self._refuse(408, "The request did not arrive in time.")
        elif not self.transport.is_closing():
            self.transport.abort()

    def data_received(self, data: bytes) -> None:
        """Take what the client sends."""
        if self._lingering:
            return
        self._raw = None
        if self._at_rest:
            self.since = self.loop.time()
            found = self._door.memo.get(data)
            if found is not None and not self.flow.write_paused:
                self._repeat(found)
                return
            if len(data) <= _RECALLED:
                self._raw = data
        self._messages = 0
        if not self._head_done or not self._arriving:
            self._head_size += len(data)
        super().data_received(data)
        if self._refused is not None:
            self._refuse(*self._refused)
        elif self._arriving and not self._head_done and self._head_size > _HEAD:
            self._refuse(431 if self.headers else 414, "The head of the request is too large.")
        if self._arriving or self._messages != 1:
            self._raw = None

    def _repeat(self, found: Remembered) -> None:
        self.transport.write(b"".join((found.before, self.server_state.default_headers[0][1], found.after)))
        self._door.log.record(found.method, found.target, found.status, 0.0, found.size)

    def remember(self, raw: bytes, status: int, headers: Headers, body: bytes) -> None:
        """Answer the request of these bytes like this from now on."""
        lines = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
        self._door.memo.put(
            raw,
            Remembered(
                status,
                STATUS_LINE[status] + b"date: ",
                b"\r\n" + lines + b"\r\n" + (b"" if self.scope["method"] == "HEAD" else body),
                len(body),
                self.scope["method"],
                self.scope["raw_path"] + (b"?" + self.scope["query_string"] if self.scope["query_string"] else b""),
            ),
        )

    # --------------------------------------------------------------------------------------------------- the parser
    def on_message_begin(self) -> None:
        """Begin a request."""
        super().on_message_begin()
        self._arriving = True
        self._head_done = False
        self._messages += 1
        self.since = self.loop.time()

    def on_headers_complete(self) -> None:
        """Look at a head before anything is done with it."""
        self._head_done = True
        self._head_size = 0
        self._refused = self._refused or self._fault()
        if self._refused is not None:
            return
        raw = self._raw
        if raw is not None:
            self.scope["hfgraph.remember"] = self._rememberer(raw)  # type: ignore[typeddict-unknown-key]
        super().on_headers_complete()

    def _rememberer(self, raw: bytes) -> Callable[[int, Headers, bytes], None]:
        def remember(status: int, headers: Headers, body: bytes) -> None:
            if self._raw is raw and self.cycle.keep_alive:
                self.remember(raw, status, headers, body)

        return remember

    def on_body(self, body: bytes) -> None:
        """Take a part of a body."""
        if self._refused is None:
            self.since = min(self.loop.time(), self.since + len(body) / _PACE)
            super().on_body(body)

    def on_message_complete(self) -> None:
        """End a request."""
        self._arriving = False
        self._head_size = 0
        self.since = self.loop.time()
        if self._refused is None:
            super().on_message_complete()

    def on_response_complete(self) -> None:
        """End a response."""
        super().on_response_complete()
        self.since = self.loop.time()
        self._unset_keepalive_if_required()

    def _fault(self) -> tuple[int, str] | None:
        hosts = lengths = encodings = size = 0
        for name, value in self.headers:
            size += len(name) + len(value)
            if name == b"host":
                hosts += 1
            elif name == b"content-length":
                lengths += 1
            elif name == b"transfer-encoding":
                encodings += 1
                if value.strip().lower() != b"chunked":
                    return 501, "The transfer encoding is not known."
        version = self.parser.get_http_version()
        faults = (
            (lengths + encodings > 1, 400, "The length of the request can be read in two ways."),
            (hosts > 1 or (version == "1.1" and not hosts), 400, "There is not exactly one Host."),
            (encodings and version == "1.0", 400, "HTTP/1.0 has no transfer encodings."),
            (len(self.url) > _URL, 414, "The address is too long."),
            (size > _HEAD or len(self.headers) > _FIELDS, 431, "The header fields are too large."),
        )
        return next(((status, detail) for wrong, status, detail in faults if wrong), None)

    def send_400_response(self, msg: str) -> None:
        """Refuse what is not HTTP."""
        self._refuse(400, "This is not a valid HTTP request.")

    def _refuse(self, status: int, detail: str) -> None:
        """Say no, and read on for a moment so that the client gets to hear it."""
        if self._lingering or self.transport.is_closing():
            return
        self._lingering = True
        if not self._answered:
            if self.cycle.response_started or self.pipeline:
                self.transport.abort()
                return
            self.cycle.disconnected = True
            self.cycle.message_event.set()
        phrase = STATUS_LINE[status].split(b" ", 2)[2].strip().decode()
        told = {"type": "about:blank", "title": phrase, "status": status, "detail": detail}
        body = json.dumps(told).encode()
        headers: Headers = [
            *self.server_state.default_headers,
            (b"content-type", b"application/problem+json"),
            (b"content-length", b"%d" % len(body)),
            (b"cache-control", b"no-store"),
            (b"connection", b"close"),
            *SECURITY,
        ]
        lines = b"".join(name + b": " + value + b"\r\n" for name, value in headers)
        self.transport.write(STATUS_LINE[status] + lines + b"\r\n" + body)
        self._door.log.record("-", b"-", status, 0.0, len(body))
        if self.transport.can_write_eof():
            self.transport.write_eof()
        self.loop.call_later(_LINGER, self.transport.close)
