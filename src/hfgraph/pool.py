"""Worker processes that hold the loaded graph, and who gets one when.

Work comes in two lanes. A light job gets one of the workers kept ready. One that has run for longer than ``PATIENCE`` is
heavy: its process yields the processor to everybody else's, and another worker takes its place, so a slow question never
stands in the way of a quick one. There are only so many heavy places; a job that finds them taken and has sent nothing
yet is stopped and waits for its turn from the start.
"""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator
from dataclasses import dataclass, field
from typing import Any, Literal, cast

from hfgraph import wire
from hfgraph.seed import NurseryLink, Seed

PATIENCE = 0.15
_AT_HAND = 1 << 20
"""An answer of up to this many bytes is handed over whole; a larger one in parts, as they come."""

Lane = Literal["light", "heavy"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may use.

    Attributes:
        seconds: wall-clock time.
        megabytes: memory beyond what the loaded graph takes.
        rows: rows of an answer.
        size: bytes of an answer.
        queue: jobs waiting for a worker.
        patience: seconds a job may wait for a worker.
    """

    seconds: float = 30
    megabytes: int = 1024
    rows: int = 1_000_000
    size: int = 1 << 30
    queue: int = 1000
    patience: float = 10


class JobError(Exception):
    """A job did not get done, and the input was not at fault."""


class JobFailedError(JobError):
    """The worker died: it was killed, ran out of memory, or the engine gave up."""


class JobTimeoutError(JobError):
    """The job took longer than it may."""


class JobTooLargeError(JobError):
    """The answer has more rows or bytes than it may; ``limit`` says which."""

    def __init__(self, limit: str) -> None:
        super().__init__(limit)
        self.limit = limit


class PoolBusyError(JobError):
    """There is no room for another job now."""


class JobBugError(JobError):
    """The job itself raised what it should not; the message is its traceback."""


@dataclass(eq=False)
class Answer:
    """What a job returned.

    Attributes:
        head: ``media`` and whatever else the job tells of it; ``encoding`` when the bytes are compressed.
        body: all of it when it was small, else ``None``: then iterate.
    """

    head: dict[str, Any]
    body: bytes | None
    _task: _Task | None = None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the bytes in parts.

        Raises:
            JobError: the rest will not come.
        """
        if self.body is not None:
            yield self.body
            return
        assert self._task is not None  # noqa: S101 -- one of the two is there
        try:
            async for part in self._task.parts():
                yield part
        finally:
            self.drop()

    async def read(self) -> bytes:
        """Return all bytes."""
        return self.body if self.body is not None else b"".join([part async for part in self])

    def drop(self) -> None:
        """Give up on the rest, if there is any: its worker is stopped."""
        if self._task is not None:
            self._task.abandon()


@dataclass(eq=False)
class _Task:
    """One job under way."""

    pool: Pool
    order: bytes
    seconds: float
    lane: Lane
    ready: asyncio.Future[Answer]
    head: dict[str, Any] | None = None
    chunks: deque[bytes] = field(default_factory=deque)
    held: int = 0
    begun: bool = False
    over: bool = False
    error: Exception | None = None
    worker: _Worker | None = None
    timer: asyncio.TimerHandle | None = None
    news: asyncio.Event | None = None

    def take(self, chunk: bytes) -> None:
        self.chunks.append(chunk)
        self.held += len(chunk)
        if self.held >= _AT_HAND:
            if not self.begun and self.head is not None:
                self.begun = True
                self.news = asyncio.Event()
                if not self.ready.done():
                    self.ready.set_result(Answer(self.head, None, self))
            if self.worker is not None:
                self.worker.hold()
        if self.news is not None:
            self.news.set()

    def finish(self, error: Exception | None = None) -> None:
        if self.over:
            return
        self.over = True
        self.error = error
        if self.timer is not None:
            self.timer.cancel()
        if self.news is not None:
            self.news.set()
        elif not self.ready.done():
            if error is not None:
                self.ready.set_exception(error)
            else:
                self.ready.set_result(Answer(self.head or {}, b"".join(self.chunks)))

    async def parts(self) -> AsyncIterator[bytes]:
        assert self.news is not None  # noqa: S101 -- made when the answer was handed over
        while True:
            while self.chunks:
                chunk = self.chunks.popleft()
                self.held -= len(chunk)
                yield chunk
            if self.over:
                if self.error is not None:
                    raise self.error
                return
            self.news.clear()
            if self.worker is not None:
                self.worker.go_on()
            await self.news.wait()

    def abandon(self) -> None:
        if not self.over:
            self.pool.stop(self, JobFailedError("abandoned"))


class _Worker(asyncio.Protocol):
    """The server's end of one worker process."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool
        self._frames = wire.Frames()
        self._transport: asyncio.Transport | None = None
        self._held = False
        self.pid = 0
        self.task: _Task | None = None
        self.heavy = False
        self.condemned = False

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)

    def do(self, task: _Task) -> None:
        self.task = task
        task.worker = self
        if self._transport is not None:
            self._transport.write(task.order)

    def data_received(self, data: bytes) -> None:
        for kind, payload in self._frames.feed(data):
            task = self.task
            if task is None:
                continue
            if kind == wire.BODY:
                task.take(payload)
            elif kind == wire.HEAD:
                task.head = wire.value(payload)
            else:
                self.task = None
                self.go_on()
                self._pool.done(self, task, _outcome(kind, payload))

    def hold(self) -> None:
        if not self._held and self._transport is not None:
            self._held = True
            self._transport.pause_reading()
            self._pool.held(self)

    def go_on(self) -> None:
        if self._held and self._transport is not None:
            self._held = False
            self._transport.resume_reading()

    @property
    def connected(self) -> bool:
        return self._transport is not None

    def close(self) -> None:
        if self._transport is not None:
            self._transport.close()

    def connection_lost(self, exc: Exception | None) -> None:
        self._transport = None
        self._pool.lost(self)


def _outcome(kind: bytes, payload: bytes) -> Exception | None:
    if kind == wire.ERROR:
        return wire.error_from(wire.value(payload))
    if kind == wire.LIMIT:
        return JobTooLargeError(wire.value(payload))
    if kind == wire.BUG:
        return JobBugError(wire.value(payload))
    return None


class Pool:
    """Workers for one state of the data.

    Args:
        link: to the nursery that forks them.
        workers: how many light jobs may run at once, and how many heavy ones.
        limits: what a job may use.
    """

    def __init__(self, link: NurseryLink, workers: int, limits: Limits) -> None:
        self._link = link
        self._places: dict[Lane, int] = {"light": workers, "heavy": workers}
        self._limits = limits
        self._idle: list[_Worker] = []
        self._busy: set[_Worker] = set()
        self._coming = 0
        self._waiting: dict[Lane, deque[_Task]] = {"light": deque(), "heavy": deque()}
        self._running: dict[Lane, int] = {"light": 0, "heavy": 0}
        self._births: set[asyncio.Task[None]] = set()
        self._retired = False
        self._empty = asyncio.Event()
        self.failures = 0

    @classmethod
    async def open(cls, seed: Seed, settings: dict[str, Any], workers: int, limits: Limits) -> Pool:
        """Load the data in a new nursery and return the pool once its workers are there.

        Raises:
            HfgraphError: the data cannot be loaded.
        """
        link = await seed.nursery({**settings, "limits": {name: getattr(limits, name) for name in _TOLD}})
        pool = cls(link, workers, limits)
        pool._refill()
        await asyncio.gather(*pool._births)
        return pool

    @property
    def told(self) -> dict[str, Any]:
        """What the nursery told of the data: ``revision``, ``statements``, ``files``."""
        return self._link.told

    @property
    def alive(self) -> bool:
        """Whether new workers can still be had."""
        return self._link.alive

    @property
    def state(self) -> dict[str, int]:
        """How many workers are idle, and jobs running and waiting."""
        return {
            "idle": len(self._idle),
            "light": self._running["light"],
            "heavy": self._running["heavy"],
            "waiting": sum(map(len, self._waiting.values())),
            "failures": self.failures,
        }

    async def run(
        self,
        job: str,
        /,
        *,
        lane: Lane = "light",
        encoding: str | None = None,
        seconds: float | None = None,
        **arguments: Any,
    ) -> Answer:
        """Have a worker do a job.

        Args:
            job: its name.
            lane: ``heavy`` for what is known to take long.
            encoding: ``gzip`` or ``zstd`` to have the answer compressed, when that is worth it.
            seconds: another wall-clock limit than the usual one.
            arguments: the job's own; whatever JSON can hold.

        Raises:
            HfgraphError: the input is at fault.
            JobError: it did not get done.
        """
        if self._retired:
            raise PoolBusyError
        limit = self._limits.seconds if seconds is None else seconds
        loop = asyncio.get_running_loop()
        order = {"job": job, "arguments": arguments, "encoding": encoding, "seconds": limit}
        task = _Task(self, wire.json_frame(wire.JOB, order), limit, lane, loop.create_future())
        self._queue(task)
        try:
            return await task.ready
        except asyncio.CancelledError:
            self.stop(task, JobFailedError("abandoned"))
            raise

    async def retire(self) -> None:
        """Take no more jobs, wait for those under way, and end every process."""
        self._retired = True
        for worker in self._idle:
            worker.close()
        if not self._busy and not any(self._waiting.values()):
            self._empty.set()
        await self._empty.wait()
        self._link.close()

    def close(self) -> None:
        """End every process at once."""
        self._retired = True
        for lane in self._waiting.values():
            while lane:
                lane.popleft().finish(PoolBusyError())
        self._link.close()

    def stop(self, task: _Task, error: Exception) -> None:
        """End a job, wherever it is, with ``error``."""
        worker = task.worker
        if worker is None:
            for lane in self._waiting.values():
                if task in lane:
                    lane.remove(task)
        elif worker.task is task:
            self._condemn(worker)
        task.finish(error)

    # ------------------------------------------------------------------------------------------------- what happens
    def done(self, worker: _Worker, task: _Task, error: Exception | None) -> None:
        """Hear that a worker has finished a job."""
        self._leave(worker)
        if not worker.condemned:
            if worker.heavy or self._retired:
                worker.close()
            else:
                self._idle.append(worker)
        if isinstance(error, JobError):
            self.failures += 1
        task.finish(error)
        self._turn()

    def lost(self, worker: _Worker) -> None:
        """Hear that a worker has gone."""
        task, worker.task = worker.task, None
        self._leave(worker)
        if worker in self._idle:
            self._idle.remove(worker)
        if task is not None and not worker.condemned:
            self.failures += 1
            task.finish(JobFailedError("died"))
        self._turn()

    def held(self, worker: _Worker) -> None:
        """Hear that a worker waits for its client: it needs no place meanwhile."""
        self._to_heavy(worker)

    def _queue(self, task: _Task) -> None:
        if sum(map(len, self._waiting.values())) >= self._limits.queue:
            task.finish(PoolBusyError())
            return
        task.worker = None
        self._waiting[task.lane].append(task)
        self._turn()
        if task.worker is None and task.timer is None:
            task.timer = asyncio.get_running_loop().call_later(self._limits.patience, self._waited, task)

    def _turn(self) -> None:
        """Give workers to those whose turn it is, and see to it that more are coming."""
        for lane in ("light", "heavy"):
            waiting = self._waiting[lane]
            while waiting and self._idle and self._running[lane] < self._places[lane]:
                self._start(waiting.popleft(), self._idle.pop(), lane)
        if self._retired and not self._busy and not any(self._waiting.values()):
            self._empty.set()
        self._refill()

    def _start(self, task: _Task, worker: _Worker, lane: Lane) -> None:
        self._busy.add(worker)
        self._running[lane] += 1
        worker.heavy = lane == "heavy"
        loop = asyncio.get_running_loop()
        if task.timer is not None:
            task.timer.cancel()
        if worker.heavy:
            self._link.yield_processor(worker.pid)
            task.timer = loop.call_later(task.seconds, self._overdue, task)
        else:
            task.timer = loop.call_later(min(PATIENCE, task.seconds), self._slow, task)
        worker.do(task)

    def _slow(self, task: _Task) -> None:
        worker = task.worker
        if worker is None or task.over:
            return
        left = task.seconds - PATIENCE
        if left <= 0:
            self._overdue(task)
            return
        room = self._running["heavy"] < self._places["heavy"]
        if not room and not task.begun:
            self._condemn(worker)
            task.chunks.clear()
            task.held, task.head, task.timer, task.lane = 0, None, None, "heavy"
            if len(self._waiting["heavy"]) >= 4 * self._places["heavy"]:
                task.finish(PoolBusyError())
            else:
                self._queue(task)
            return
        task.timer = asyncio.get_running_loop().call_later(left, self._overdue, task)
        self._to_heavy(worker)
        self._turn()

    def _to_heavy(self, worker: _Worker) -> None:
        if worker in self._busy and not worker.heavy:
            worker.heavy = True
            self._running["light"] -= 1
            self._running["heavy"] += 1
            self._link.yield_processor(worker.pid)

    def _overdue(self, task: _Task) -> None:
        self.failures += 1
        self.stop(task, JobTimeoutError())

    def _waited(self, task: _Task) -> None:
        self.stop(task, PoolBusyError())

    def _leave(self, worker: _Worker) -> None:
        if worker in self._busy:
            self._busy.discard(worker)
            self._running["heavy" if worker.heavy else "light"] -= 1

    def _condemn(self, worker: _Worker) -> None:
        worker.condemned = True
        worker.task = None
        self._leave(worker)
        self._link.kill(worker.pid)
        worker.close()
        self._turn()

    def _refill(self) -> None:
        if self._retired or not self._link.alive:
            return
        light = len(self._idle) + self._coming + self._running["light"]
        missing = self._places["light"] + 1 - light
        wanted = min(len(self._waiting["heavy"]), self._places["heavy"] - self._running["heavy"])
        for _ in range(missing + max(0, wanted - max(0, len(self._idle) + self._coming))):
            self._coming += 1
            birth = asyncio.get_running_loop().create_task(self._birth())
            self._births.add(birth)
            birth.add_done_callback(self._births.discard)

    async def _birth(self) -> None:
        worker = _Worker(self)
        try:
            worker.pid = await self._link.fork(lambda: worker)
        except ConnectionError:
            return
        finally:
            self._coming -= 1
        if worker.connected and not self._retired:
            self._idle.append(worker)
            self._turn()
        else:
            worker.close()


_TOLD = ("megabytes", "rows", "size")
