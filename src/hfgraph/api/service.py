"""The running service: the current state of the data, its workers, and what has been answered already."""

from __future__ import annotations

import asyncio
import json
import logging
import time
from collections import OrderedDict
from typing import Any

from hfgraph.api.config import Config
from hfgraph.api.memo import Memo
from hfgraph.errors import HfgraphError
from hfgraph.job import Answer, Lane
from hfgraph.pool import Pool
from hfgraph.revision import signature
from hfgraph.seed import Seed

_LOG = logging.getLogger("hfgraph.server")
_CACHED = 64 << 20
_LARGEST = 1 << 20
_LOOK = 1.0
_STILL = 0.2


class Service:
    """Answers with the workers of the current state, and changes to the next one without a gap.

    Args:
        config: how to serve.
        memo: to be cleared when the data changes.
    """

    def __init__(self, config: Config, memo: Memo | None = None) -> None:
        self.config = config
        self._memo = memo or Memo()
        self.answers = Answers()
        self._seed = Seed()
        self._pool: Pool | None = None
        self._lock = asyncio.Lock()
        self._signature = ""
        self._tasks: set[asyncio.Task[Any]] = set()
        self._started = time.time()
        self._loaded = 0.0
        self._broken: HfgraphError | None = None

    @property
    def pool(self) -> Pool:
        """The workers of the current state."""
        if self._pool is None:
            raise RuntimeError("the service has not been started")
        return self._pool

    @property
    def revision(self) -> str:
        """A hash of everything an answer can depend on."""
        found: str = self.pool.link.told["revision"]
        return found

    @property
    def broken(self) -> HfgraphError | None:
        """Why the files as they are now are not what is served, if they are not."""
        return self._broken

    async def start(self) -> None:
        """Load the data.

        Raises:
            HfgraphError: it cannot be loaded.
        """
        await self.reload()
        self._keep(self._watch())

    async def stop(self) -> None:
        """End every process."""
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        if self._pool is not None:
            await self._pool.close()
        self._seed.close()

    async def run(
        self,
        job: str,
        /,
        *,
        lane: Lane = "light",
        likeness: str = "",
        encoding: str | None = None,
        seconds: float | None = None,
        **arguments: Any,
    ) -> Answer:
        """Have a worker do a job; see :meth:`hfgraph.pool.Pool.run`."""
        return await self.pool.run(job, lane=lane, likeness=likeness, encoding=encoding, seconds=seconds, **arguments)

    async def cached(self, job: str, /, *, encoding: str | None = None, **arguments: Any) -> Answer:
        """Have a worker do a job whose answer is small, or repeat what it answered before.

        Raises:
            HfgraphError: the input is at fault.
            JobError: it did not get done.
        """
        key = (self.revision, job, encoding, json.dumps(arguments, sort_keys=True))
        found = self.answers.get(key)
        if found is None:
            answer = await self.run(job, encoding=encoding, **arguments)
            found = (answer.head, await answer.read())
            self.answers.put(key, *found)
        return Answer(*found)

    async def reload(self) -> None:
        """Load the files as they are now; the old state answers until the new one can.

        Raises:
            HfgraphError: they cannot be loaded; the old state stays.
        """
        async with self._lock:
            self._signature = self._look()
            settings = {
                "data": None if self.config.data is None else str(self.config.data),
                "sources": None if self.config.sources is None else str(self.config.sources),
                "jobs": self.config.jobs,
            }
            try:
                pool = await Pool.open(self._seed, settings, self.config.workers, self.config.limits)
            except HfgraphError as error:
                self._broken = error
                raise
            self._broken = None
            old, self._pool = self._pool, pool
            self._loaded = time.time()
            self.answers.clear()
            self._memo.clear()
            if old is not None:
                self._keep(old.retire())

    def health(self) -> dict[str, Any]:
        """Return how it is going, as JSON can hold it."""
        pool = self.pool
        told: dict[str, Any] = {
            "status": "ok" if self._broken is None else "degraded",
            "revision": self.revision,
            "statements": pool.link.told["statements"],
            "files": pool.link.told["files"],
            "loaded": _moment(self._loaded),
            "started": _moment(self._started),
            "jobs": pool.state,
        }
        if self._broken is not None:
            told["problems"] = [
                {
                    "file": None if problem.path is None else problem.path.name,
                    "line": problem.line,
                    "column": problem.column,
                    "nb": problem.what.nb,
                    "en": problem.what.en,
                }
                for problem in self._broken.problems
            ]
        return told

    def _look(self) -> str:
        return signature(self.config.data, self.config.sources)

    async def _watch(self) -> None:
        """Reload when files have changed and then lain still for one look, and when no new workers can be had."""
        while True:
            await self.pool.link.lasting(self.config.watch or _LOOK)
            if not self.pool.link.alive:
                _LOG.warning("the nursery has gone; starting another")
            elif not await self._changed():
                continue
            try:
                await self.reload()
                _LOG.info("reloaded %s", self.revision)
            except HfgraphError as error:
                _LOG.error("the files are broken, the old state is served on: %s", error.tell("en"))
                await asyncio.sleep(_LOOK)
            except OSError as error:
                _LOG.error("could not reload: %s", error)
                await asyncio.sleep(_LOOK)

    async def _changed(self) -> bool:
        if not self.config.watch or self._lock.locked():
            return False
        seen = self._look()
        if seen == self._signature:
            return False
        await asyncio.sleep(min(self.config.watch, _STILL))
        return self._look() == seen

    def _keep(self, work: Any) -> None:
        task = asyncio.get_running_loop().create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)


class Answers:
    """What has been answered, the least recently used forgotten first."""

    def __init__(self) -> None:
        self._kept: OrderedDict[Any, tuple[dict[str, Any], bytes]] = OrderedDict()
        self._size = 0

    def get(self, key: Any) -> tuple[dict[str, Any], bytes] | None:
        """Return head and body of an earlier answer."""
        found = self._kept.get(key)
        if found is not None:
            self._kept.move_to_end(key)
        return found

    def put(self, key: Any, head: dict[str, Any], body: bytes) -> None:
        """Keep an answer, unless it is large."""
        if len(body) > _LARGEST or key in self._kept:
            return
        self._kept[key] = (head, body)
        self._size += len(body) + 1024
        while self._size > _CACHED:
            _, (_, dropped) = self._kept.popitem(last=False)
            self._size -= len(dropped) + 1024

    def clear(self) -> None:
        """Forget everything."""
        self._kept.clear()
        self._size = 0


def _moment(seconds: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(seconds))
