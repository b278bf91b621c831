"""Work that ends when the one it is for has left."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

from starlette.types import Receive

T = TypeVar("T")
_SOON = 0.05


async def unless_gone(work: Coroutine[Any, Any, T], receive: Receive) -> T | None:
    """Return what ``work`` returns, or cancel it and return ``None`` when the client leaves first.

    Watching costs something, so it begins only when the work has not ended soon.
    """
    loop = asyncio.get_running_loop()
    task = loop.create_task(work)
    watcher: asyncio.Task[None] | None = None

    def watch() -> None:
        nonlocal watcher
        watcher = loop.create_task(_wait(receive, task))

    timer = loop.call_later(_SOON, watch)
    try:
        return await task
    except asyncio.CancelledError:
        if watcher is not None and watcher.done() and not watcher.cancelled():
            return None
        task.cancel()
        raise
    finally:
        timer.cancel()
        if watcher is not None:
            watcher.cancel()


async def _wait(receive: Receive, task: asyncio.Task[Any]) -> None:
    while (await receive())["type"] != "http.disconnect":
        """The rest of a body nobody asked for."""
    task.cancel()
