"""A request's body, read no further than it may go."""

from __future__ import annotations

from starlette.requests import ClientDisconnect
from starlette.types import Receive

from hfgraph.api.problem import Fault
from hfgraph.text import Text


async def read_body(receive: Receive, content_length: str | None, limit: int) -> bytes:
    """Return the whole body.

    Args:
        receive: of the request.
        content_length: what the header says, if it is there.
        limit: bytes there may be.

    Raises:
        Fault: there are more.
        ClientDisconnect: the client left before it had sent everything.
    """
    if content_length is not None and content_length.isdigit() and int(content_length) > limit:
        raise _too_large(limit)
    parts = bytearray()
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise ClientDisconnect
        parts += message.get("body", b"")
        if len(parts) > limit:
            raise _too_large(limit)
        if not message.get("more_body", False):
            return bytes(parts)


def _too_large(limit: int) -> Fault:
    return Fault(
        413,
        Text(f"Innholdet er større enn {limit} byte.", f"The content is larger than {limit} bytes."),
        Text("Send mindre om gangen.", "Send less at a time."),
    )
