"""The server's end of one worker process."""

from __future__ import annotations

import asyncio
import sys
from time import clock_gettime, monotonic
from typing import Protocol, cast

from hfgraph import wire
from hfgraph.job import JobBugError, JobTooLargeError, Task


class Owner(Protocol):
    """Who is told what happens to a worker."""

    def done(self, member: Member, task: Task, error: Exception | None) -> None:
        """Hear that it has finished a job."""

    def lost(self, member: Member) -> None:
        """Hear that it has gone."""

    def held(self, member: Member) -> None:
        """Hear that it waits for its client to read."""

    def resumed(self, member: Member) -> None:
        """Hear that it goes on."""


class Member(asyncio.Protocol):
    """A connection to a worker.

    Args:
        owner: who is told what happens.

    Attributes:
        pid: its process id.
        task: what it is doing.
        lane: which place it takes: ``light``, ``heavy``, or ``reading`` while its client reads.
        worn: whether it is not to be used again.
        waiting: whether it waits for its client to read.
    """

    def __init__(self, owner: Owner) -> None:
        self._owner = owner
        self._frames = wire.Frames()
        self._transport: asyncio.Transport | None = None
        self._begun = 0.0
        self._before: float | None = None
        self.pid = 0
        self.task: Task | None = None
        self.lane = ""
        self.worn = False
        self.waiting = False

    @property
    def spent(self) -> float:
        """Seconds of processor time its last job took so far; of any time where that cannot be known."""
        used = _used(self.pid)
        return monotonic() - self._begun if used is None or self._before is None else used - self._before

    @property
    def connected(self) -> bool:
        """Whether the worker is there."""
        return self._transport is not None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Meet the worker."""
        self._transport = cast(asyncio.Transport, transport)

    def connection_lost(self, exc: Exception | None) -> None:
        """Lose the worker."""
        self._transport = None
        self._owner.lost(self)

    def do(self, task: Task) -> None:
        """Have the worker do a job."""
        self.task = task
        task.source = self
        self._begun = monotonic()
        self._before = _used(self.pid)
        if self._transport is not None:
            self._transport.write(task.order)

    def data_received(self, data: bytes) -> None:
        """Hear what the worker says."""
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
                self._owner.done(self, task, _outcome(kind, payload))

    def hold(self) -> None:
        """Read no more for now; the worker waits when it has written what there is room for."""
        if not self.waiting and self._transport is not None:
            self.waiting = True
            self._transport.pause_reading()
            self._owner.held(self)

    def go_on(self) -> None:
        """Read on."""
        if self.waiting and self._transport is not None:
            self.waiting = False
            self._transport.resume_reading()
            self._owner.resumed(self)

    def close(self) -> None:
        """Hang up: an idle worker ends."""
        if self._transport is not None:
            self._transport.abort()


def _used(pid: int) -> float | None:
    """Return how much processor time a process has used: Linux makes a clock of every process id."""
    if sys.platform != "linux":
        return None
    try:
        return clock_gettime((~pid << 3) | 2)
    except OSError:
        return None


def _outcome(kind: bytes, payload: bytes) -> Exception | None:
    if kind == wire.ERROR:
        return wire.error_from(wire.value(payload))
    if kind == wire.LIMIT:
        return JobTooLargeError(wire.value(payload))
    if kind == wire.BUG:
        return JobBugError(wire.value(payload))
    return None
