"""The desk as the pages have it: every call in a process of its own, a few at once, the files reloaded afterwards."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

from hfgraph.api.config import Config
from hfgraph.api.problem import Fault
from hfgraph.text import Language, Text

_AT_ONCE = 2
_QUEUE = 10.0
_SECONDS = {"open": 180.0, "check": 120.0, "file": 120.0}
_OTHERWISE = 60.0
_MEGABYTES = 2048
Task = dict[str, Any]
Work = Callable[[Task, float, int], Mapping[str, Any]]
"""Does one call of the desk: the task, seconds and megabytes it may take."""


class Clerk:
    """Carries papers between the pages and the desk.

    Attributes:
        work: does a call; :func:`hfgraph.ingest.desk.desk_apart` unless something else is put here.

    Args:
        config: how to serve.
    """

    def __init__(self, config: Config) -> None:
        self._config = config
        self._room = asyncio.Semaphore(_AT_ONCE)
        self._threads = ThreadPoolExecutor(_AT_ONCE, "desk")
        self._turns: dict[str, asyncio.Lock] = {}
        self.work: Work = _apart

    def turn(self, key: str) -> asyncio.Lock:
        """Return what lets one person at a time decide about a document."""
        return self._turns.setdefault(key, asyncio.Lock())

    async def ask(self, call: str, language: Language, **arguments: Any) -> dict[str, Any]:
        """Have the desk do something.

        Args:
            call: ``open``, ``look``, ``decide``, ``check``, ``file`` or ``inbox``.
            language: of what is answered.
            arguments: what the call takes.

        Raises:
            HfgraphError: the desk refuses.
            Fault: there is too much to do.
        """
        task: Task = {
            "call": call,
            "workspace": str(self._config.data),
            "sources": None if self._config.sources is None else str(self._config.sources),
            "language": language,
            **arguments,
        }
        try:
            await asyncio.wait_for(self._room.acquire(), _QUEUE)
        except TimeoutError:
            raise Fault(
                503,
                Text("Det er mange som leser inn dokumenter akkurat nå.", "Many are reading documents just now."),
                Text("Vent litt og prøv igjen.", "Wait a moment and try again."),
                {"retry-after": "5"},
            ) from None
        done = asyncio.get_running_loop().run_in_executor(
            self._threads, self.work, task, _SECONDS.get(call, _OTHERWISE), _MEGABYTES
        )
        done.add_done_callback(lambda _: self._room.release())  # also when the one who asked has left
        return dict(await asyncio.shield(done))


def _apart(task: Task, seconds: float, megabytes: int) -> Mapping[str, Any]:
    from hfgraph.ingest.desk import desk_apart

    found: Mapping[str, Any] = desk_apart(task, seconds, megabytes)
    return found
