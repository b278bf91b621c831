"""Work that ends when the one it is for has left."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable
from typing import Any, TypeVar

from starlette.requests import ClientDisconnect
from starlette.types import Receive

T = TypeVar("T")
_SOON = 0.05


async def unless_gone(work: Awaitable[T], receive: Receive) -> T:
    """Return what ``work`` returns.

    Watching for the client to leave costs something, so it begins only when the work has not ended soon.

    Raises:
        ClientDisconnect: the client left first; the work has been cancelled.
    """
    watch = _Watch(receive, asyncio.current_task())
    timer = asyncio.get_running_loop().call_later(_SOON, watch.begin)
    try:
        return await work
    except asyncio.CancelledError:
        if watch.gone:
            raise ClientDisconnect from None
        raise
    finally:
        timer.cancel()
        watch.end()


class _Watch:
    """Cancels a task when a client leaves."""

    def __init__(self, receive: Receive, task: asyncio.Task[Any] | None) -> None:
        self._receive = receive
        self._task = task
        self._watcher: asyncio.Task[None] | None = None
        self.gone = False

    def begin(self) -> None:
        self._watcher = asyncio.get_running_loop().create_task(self._wait())

    def end(self) -> None:
        if self._watcher is not None:
            self._watcher.cancel()

    async def _wait(self) -> None:
        while (await self._receive())["type"] != "http.disconnect":
            """The rest of a body nobody asked for."""
        self.gone = True
        if self._task is not None:
            self._task.cancel()
