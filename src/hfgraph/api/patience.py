"""How long the server waits for its clients."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a client may take, in seconds.

    Attributes:
        head: to send the head of a request.
        body: to send its body.
        next: between a response and the next request.
        read: without reading any of what it asked for.
        connections: how many there may be at once.
    """

    head: float = 10
    body: float = 30
    next: float = 60
    read: float = 60
    connections: int = 2000
