"""The desk as the pages have it: every call in a process of its own, a few at once.

A review is kept until its ledger, the inbox or the graph changes, so that a decision costs one process and not three.
"""

from __future__ import annotations

import asyncio
from collections import OrderedDict
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from hfgraph.api.config import Config
from hfgraph.api.problem import Fault
from hfgraph.journal import FOLDER
from hfgraph.text import Language, Text

_AT_ONCE = 2
_QUEUE = 10.0
_SECONDS = {"open": 180.0, "check": 120.0, "file": 120.0}
_OTHERWISE = 60.0
_MEGABYTES = 4096
_KEPT = 8
Task = dict[str, Any]
Work = Callable[[Task, float, int], Any]
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
        self._kept: OrderedDict[tuple[str, str], tuple[object, dict[str, Any]]] = OrderedDict()
        self.work: Work = _apart

    def turn(self, key: str) -> asyncio.Lock:
        """Return what lets one person at a time decide about a document."""
        return self._turns.setdefault(key, asyncio.Lock())

    async def look(self, key: str, language: Language, revision: str) -> dict[str, Any]:
        """Return the review of a document, as it is now.

        Args:
            key: of the document.
            language: of labels and messages.
            revision: of the graph.

        Raises:
            HfgraphError: there is none such.
            Fault: there is too much to do.
        """
        mark = self._mark(key, revision)
        kept = self._kept.get((key, language))
        if kept is not None and kept[0] == mark:
            return kept[1]
        review: dict[str, Any] = await self.ask("look", language, key=key)
        self._keep(key, language, mark, review)
        return review

    async def decide(self, key: str, language: Language, revision: str, **arguments: Any) -> dict[str, Any]:
        """Put decisions on record, and return the review as it is then; the caller has the document's :meth:`turn`.

        Raises:
            HfgraphError: they cannot be made.
            Fault: there is too much to do.
        """
        review: dict[str, Any] = await self.ask("decide", language, key=key, **arguments)
        self._keep(key, language, self._mark(key, revision), review)
        return review

    def forget(self) -> None:
        """Keep nothing."""
        self._kept.clear()

    async def ask(self, call: str, language: Language, **arguments: Any) -> Any:
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
            "args": arguments,
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
        return await asyncio.shield(done)

    def _keep(self, key: str, language: Language, mark: object, review: dict[str, Any]) -> None:
        self._kept[key, language] = mark, review
        self._kept.move_to_end((key, language))
        while len(self._kept) > _KEPT:
            self._kept.popitem(last=False)

    def _mark(self, key: str, revision: str) -> object:
        """Return what changes whenever a review does: ledger, inbox and graph."""
        root = self._config.data or Path()
        data = root / "data" if (root / "data").is_dir() else root
        community, _, name = key.partition("/doc/")
        return revision, _stamp(root / "reviews" / community / f"{name}.jsonl"), _stamp(data / FOLDER / "inbox")


def _apart(task: Task, seconds: float, megabytes: int) -> Any:
    from hfgraph.ingest.desk import desk_apart

    return desk_apart(task, seconds, megabytes)


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        told = path.stat()
    except OSError:
        return None
    return told.st_mtime_ns, told.st_size
