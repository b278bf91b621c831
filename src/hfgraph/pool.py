"""Worker processes that hold the loaded graph, and who gets one when.

Work comes in two lanes. A light job gets one of the workers kept ready. One that has worked for longer than
``PATIENCE`` is heavy, or sooner when others wait: its process yields the processor to everybody else's, and another
worker takes its place, so a slow question never stands in the way of a quick one. There are only so many heavy places;
a job that finds them taken and has sent nothing yet is stopped and waits for its turn from the start. A job that waits
for its client to read needs no place.
"""

from __future__ import annotations

import asyncio
from typing import Any

from hfgraph import wire
from hfgraph.job import Answer, JobError, JobFailedError, JobTimeoutError, Lane, Limits, PoolBusyError, Task
from hfgraph.member import Member
from hfgraph.seed import NurseryLink, Seed
from hfgraph.waiting import Waiting

PATIENCE = 0.15
_CROWDED = 0.03
_LONG = 2.0
_READERS = 32
_READING = 10


class Pool:
    """Workers for one state of the data.

    Args:
        link: to the nursery that forks them.
        workers: how many light jobs may run at once, and how many heavy ones.
        limits: what a job may use.

    Attributes:
        link: to the nursery; ``link.told`` is what it told of the data.
    """

    def __init__(self, link: NurseryLink, workers: int, limits: Limits) -> None:
        self.link = link
        self._places: dict[Lane, int] = {"light": workers, "heavy": workers}
        self._limits = limits
        self._loop = asyncio.get_running_loop()
        self._idle: list[Member] = []
        self._members: set[Member] = set()
        self._running = {"light": 0, "heavy": 0, "reading": 0, "": 0}
        self._waiting = Waiting(limits, workers)
        self._births: set[asyncio.Task[None]] = set()
        self._retired = False
        self._empty = asyncio.Event()
        self._failures = 0

    @classmethod
    async def open(cls, seed: Seed, settings: dict[str, Any], workers: int, limits: Limits) -> Pool:
        """Load the data in a new nursery and return the pool once its workers are there.

        Raises:
            HfgraphError: the data cannot be loaded.
            ConnectionError: the nursery died over it.
        """
        bounds = {"megabytes": limits.megabytes, "rows": limits.rows, "size": limits.size}
        pool = cls(await seed.nursery({**settings, "limits": bounds}), workers, limits)
        pool._refill()
        await asyncio.gather(*pool._births)
        return pool

    @property
    def state(self) -> dict[str, int]:
        """How many workers are idle, how many jobs run and wait, and how many failed or ran out of time."""
        return {
            "idle": len(self._idle),
            "light": self._running["light"],
            "heavy": self._running["heavy"],
            "reading": self._running["reading"],
            "waiting": len(self._waiting),
            "failures": self._failures,
        }

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
        """Have a worker do a job.

        Args:
            job: its name.
            lane: ``heavy`` for what is known to take long.
            likeness: what it is like; one like those that were slow lately is taken for heavy.
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
        order = {"job": job, "arguments": arguments, "encoding": encoding, "seconds": limit}
        task = Task(wire.json_frame(wire.JOB, order), limit, lane, self._loop.create_future(), self._stop, likeness)
        self._queue(task)
        try:
            return await task.ready
        except asyncio.CancelledError:
            self._stop(task)
            raise

    async def retire(self) -> None:
        """Take no more jobs, wait for those under way, and end every process."""
        self._retired = True
        self._turn()
        await self._empty.wait()
        await self.close()

    async def close(self) -> None:
        """End every process at once."""
        self._retired = True
        self._waiting.clear()
        for birth in self._births:
            birth.cancel()
        await asyncio.gather(*self._births, return_exceptions=True)
        self.link.close()
        while self._members:
            for member in self._members:
                member.close()
            await asyncio.sleep(0)

    # --------------------------------------------------------------------------------------------------- what happens
    def done(self, member: Member, task: Task, error: Exception | None) -> None:
        """Hear that a worker has finished a job."""
        self._move(member, "")
        if task.lane == "heavy" and task.spent < _CROWDED:
            self._waiting.forget(task.kind)
        if member.worn or self._retired:
            member.close()
        else:
            self._idle.append(member)
        self._failures += isinstance(error, JobError)
        task.finish(error)
        self._turn()

    def lost(self, member: Member) -> None:
        """Hear that a worker has gone."""
        self._members.discard(member)
        self._move(member, "")
        if member in self._idle:
            self._idle.remove(member)
        task, member.task = member.task, None
        if task is not None:
            self._failures += 1
            task.finish(JobFailedError("died"))
        self._turn()

    def held(self, member: Member) -> None:
        """Hear that a worker waits for its client: it needs no place meanwhile."""
        if member.task is not None:
            self._yield_processor(member)
            self._move(member, "reading")
            self._turn()

    def resumed(self, member: Member) -> None:
        """Hear that a worker goes on."""
        if member.task is not None:
            self._move(member, "heavy")

    def _queue(self, task: Task) -> None:
        if not self._waiting.add(task):
            return
        self._turn()
        if task.source is None and not task.over:
            task.wait(self._loop.call_later(self._limits.patience, self._stop, task, PoolBusyError()))

    def _turn(self) -> None:
        """Give workers to those whose turn it is, and see to it that more are coming."""
        for lane, places in self._places.items():
            while self._waiting.count(lane) and self._idle and self._running[lane] < places:
                self._start(self._waiting.next(lane), self._idle.pop(), lane)
        if self._retired and len(self._members) == len(self._idle) and not self._waiting:
            self._empty.set()
        self._refill()

    def _start(self, task: Task, member: Member, lane: Lane) -> None:
        self._move(member, lane)
        if lane == "heavy":
            self._yield_processor(member)
            task.wait(self._loop.call_later(task.seconds, self._overdue, task))
        elif task.seconds > PATIENCE:
            task.wait(self._loop.call_later(_CROWDED, self._look, task))
        else:
            task.wait(self._loop.call_later(task.seconds, self._overdue, task))
        member.do(task)

    def _look(self, task: Task) -> None:
        """See whether others wait for a job that has worked for a moment."""
        if self._waiting.count("light") and task.spent >= _CROWDED / 2:
            self._slow(task, _CROWDED)
        else:
            task.wait(self._loop.call_later(PATIENCE - _CROWDED, self._slow, task, PATIENCE))

    def _slow(self, task: Task, passed: float) -> None:
        """Make a light job heavy, or have it wait for its turn among the heavy."""
        member = self._member_of(task)
        if member is None:
            return
        if passed < _LONG and task.spent < min(passed, PATIENCE) / 2 and passed + PATIENCE < task.seconds:
            # It has hardly worked: the machine is busy, not the job.
            task.wait(self._loop.call_later(PATIENCE, self._slow, task, passed + PATIENCE))
            return
        self._waiting.learn(task.kind)
        if not task.begun and self._running["heavy"] >= self._places["heavy"]:
            self._condemn(member)
            task.start_over()
            task.lane = "heavy"
            self._queue(task)
            return
        task.wait(self._loop.call_later(task.seconds - passed, self._overdue, task))
        self._yield_processor(member)
        if member.lane == "light":
            self._move(member, "heavy")
        self._turn()

    def _overdue(self, task: Task, extended: int = 0) -> None:
        """Stop a job that takes too long, unless it is its client who does."""
        member = self._member_of(task)
        readers = self._running["reading"]
        if member is not None and member.waiting and extended < _READING and readers <= _READERS:
            task.wait(self._loop.call_later(task.seconds, self._overdue, task, extended + 1))
            return
        self._failures += 1
        self._stop(task, JobTimeoutError())

    def _stop(self, task: Task, error: Exception | None = None) -> None:
        """End a job, wherever it is."""
        if task.over:
            return
        member = self._member_of(task)
        if member is not None:
            self._condemn(member)
        else:
            self._waiting.remove(task)
        task.finish(error or JobFailedError("abandoned"))

    @staticmethod
    def _member_of(task: Task) -> Member | None:
        member = task.source
        return member if isinstance(member, Member) and member.task is task else None

    def _move(self, member: Member, lane: str) -> None:
        self._running[member.lane] -= 1
        member.lane = lane
        self._running[lane] += 1

    def _yield_processor(self, member: Member) -> None:
        if not member.worn:
            member.worn = True
            self.link.yield_processor(member.pid)

    def _condemn(self, member: Member) -> None:
        """End a worker and what it does; nobody is told."""
        member.task = None
        self._move(member, "")
        self.link.kill(member.pid)
        member.close()
        self._turn()

    def _refill(self) -> None:
        """Have as many workers coming as there are places and one to spare, counting those who are here."""
        if not self.link.alive or (self._retired and not self._waiting):
            return
        ready = len(self._idle) + len(self._births)
        heavy = min(self._waiting.count("heavy"), self._places["heavy"] - self._running["heavy"])
        for _ in range(self._places["light"] - self._running["light"] + 1 + max(0, heavy) - ready):
            birth = self._loop.create_task(self._birth())
            self._births.add(birth)
            birth.add_done_callback(self._born)

    def _born(self, birth: asyncio.Task[None]) -> None:
        self._births.discard(birth)
        self._turn()

    async def _birth(self) -> None:
        member = Member(self)
        try:
            member.pid = await self.link.fork(lambda: member)
        except ConnectionError:
            return
        if member.connected and not self.link.alive:
            member.close()
        elif member.connected:
            self._members.add(member)
            self._idle.append(member)
