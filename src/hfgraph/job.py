"""One job for a worker: what it may use, how it ends, and its answer."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

AT_HAND = 1 << 20
"""An answer of up to this many bytes is handed over whole; a larger one in parts, as they come."""

Lane = Literal["light", "heavy"]


@dataclass(frozen=True, slots=True)
class Limits:
    """What one job may use.

    Attributes:
        seconds: wall-clock time, not counting the time its client takes to read.
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
    """A job did not get done, and the input was not at fault.

    Attributes:
        spent: seconds a worker spent on it.
    """

    spent = 0.0


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


class Source(Protocol):
    """Where the parts of an answer come from, which can be made to wait."""

    @property
    def spent(self) -> float:
        """Seconds of work so far."""

    def hold(self) -> None:
        """Send no more for now."""

    def go_on(self) -> None:
        """Send on."""


@dataclass(eq=False)
class Answer:
    """What a job returned.

    Attributes:
        head: ``media`` and whatever else the job tells of it; ``encoding`` when the bytes are compressed.
        body: all of it when it was small, else ``None``: then iterate.
        spent: seconds a worker spent on it so far.
    """

    head: dict[str, Any]
    body: bytes | None
    spent: float = 0.0
    _task: Task | None = None

    async def __aiter__(self) -> AsyncIterator[bytes]:
        """Yield the bytes in parts.

        Raises:
            JobError: the rest will not come.
        """
        if self.body is not None:
            yield self.body
        elif self._task is not None:
            try:
                async for part in self._task.parts():
                    yield part
            finally:
                self.drop()

    async def read(self) -> bytes:
        """Return all bytes.

        Raises:
            JobError: the rest will not come.
        """
        return self.body if self.body is not None else b"".join([part async for part in self])

    def drop(self) -> None:
        """Give up on the rest, if there is any: its worker is stopped."""
        if self._task is not None and not self._task.over:
            self._task.abandon(self._task)


@dataclass(eq=False)
class Task:
    """One job under way.

    Attributes:
        order: what the worker is told.
        seconds: how long it may take.
        lane: which kind of place it needs.
        kind: what it is like; those like it that were slow say that it will be, too.
        ready: gets the answer.
        abandon: stops the work.
        begun: whether its client has been handed a part.
        over: whether it has ended, one way or another.
        timer: what happens to it next.
    """

    order: bytes
    seconds: float
    lane: Lane
    ready: asyncio.Future[Answer]
    abandon: Callable[[Task], None]
    kind: str = ""
    source: Source | None = None
    timer: asyncio.TimerHandle | None = None
    head: dict[str, Any] | None = None
    begun: bool = False
    over: bool = False
    _chunks: deque[bytes] = field(default_factory=deque)
    _held: int = 0
    _error: Exception | None = None
    _news: asyncio.Event | None = None

    @property
    def spent(self) -> float:
        """Seconds a worker spent on it so far."""
        return 0.0 if self.source is None else self.source.spent

    def take(self, chunk: bytes) -> None:
        """Take a part of the answer; make its source wait when too much of it lies here."""
        self._chunks.append(chunk)
        self._held += len(chunk)
        if self._held >= AT_HAND:
            if self._news is None and self.head is not None:
                self.begun = True
                self._news = asyncio.Event()
                if not self.ready.done():
                    self.ready.set_result(Answer(self.head, None, self.spent, self))
            if self.source is not None:
                self.source.hold()
        if self._news is not None:
            self._news.set()

    def finish(self, error: Exception | None = None) -> None:
        """End, well or with an error."""
        if self.over:
            return
        self.over = True
        self._error = error
        if isinstance(error, JobError):
            error.spent = self.spent
        self.wait(None)
        if self._news is not None:
            self._news.set()
        elif not self.ready.done():
            if error is not None:
                self.ready.set_exception(error)
            else:
                self.ready.set_result(Answer(self.head or {}, b"".join(self._chunks), self.spent))

    def wait(self, timer: asyncio.TimerHandle | None) -> None:
        """Have this happen next, instead of what was to."""
        if self.timer is not None:
            self.timer.cancel()
        self.timer = timer

    def start_over(self) -> None:
        """Forget what has come so far."""
        self._chunks.clear()
        self._held = 0
        self.head = self.source = None
        self.wait(None)

    async def parts(self) -> AsyncIterator[bytes]:
        """Yield what comes, as it comes.

        Raises:
            JobError: the rest will not.
        """
        while True:
            while self._chunks:
                chunk = self._chunks.popleft()
                self._held -= len(chunk)
                yield chunk
            if self.over:
                if self._error is not None:
                    raise self._error
                return
            if self._news is not None:
                self._news.clear()
                if self.source is not None:
                    self.source.go_on()
                await self._news.wait()
