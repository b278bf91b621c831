"""What the connections of a server share: patience, room, the memo and the log."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from hfgraph.api.log import AccessLog
from hfgraph.api.memo import Memo
from hfgraph.api.patience import Patience

if TYPE_CHECKING:
    from hfgraph.api.connection import Connection


class Door:
    """Lets clients in, and those who dawdle out.

    Args:
        memo: whole responses by whole requests.
        log: of requests.
        patience: how long a client may take.
    """

    def __init__(self, memo: Memo, log: AccessLog, patience: Patience) -> None:
        self.memo = memo
        self.log = log
        self._patience = patience
        self._inside: set[Connection] = set()

    def enter(self, connection: Connection) -> None:
        """Let a client in; when it is full, the one that has idled longest has to go."""
        self._inside.add(connection)
        if len(self._inside) > self._patience.connections:
            idle = [other for other in self._inside if other.waiting in ("head", "next")]
            min(idle or [connection], key=lambda other: other.since).give_up()

    def leave(self, connection: Connection) -> None:
        """See a client out."""
        self._inside.discard(connection)

    async def watch(self) -> None:
        """Let go of those who dawdle, for as long as the server runs."""
        loop = asyncio.get_running_loop()
        while True:
            await asyncio.sleep(min(1.0, self._patience.head / 4))
            now = loop.time()
            for connection in list(self._inside):
                limit = getattr(self._patience, connection.waiting, None) if connection.waiting else None
                if limit is not None and now - connection.since > limit:
                    connection.give_up()
