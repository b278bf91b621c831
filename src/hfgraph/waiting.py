"""Jobs that wait for a worker, and which kinds of job are known to be slow."""

from __future__ import annotations

from collections import OrderedDict, deque
from time import monotonic

from hfgraph.job import Lane, Limits, PoolBusyError, Task

_FORGET = 300.0
_KINDS = 4096
_HEAVY = 4


class Waiting:
    """Two queues, one a lane.

    Args:
        limits: how many may wait.
        places: how many heavy jobs may run at once; a few times as many may wait.
    """

    def __init__(self, limits: Limits, places: int) -> None:
        self._limits = limits
        self._most_heavy = _HEAVY * places
        self._lanes: dict[Lane, deque[Task]] = {"light": deque(), "heavy": deque()}
        self._slow: OrderedDict[str, float] = OrderedDict()

    def __len__(self) -> int:
        return sum(map(len, self._lanes.values()))

    def count(self, lane: Lane) -> int:
        """Return how many wait in a lane."""
        return len(self._lanes[lane])

    def add(self, task: Task) -> bool:
        """Take a job in, in the lane it has or should have; return whether there was room, else the job has ended."""
        if task.kind and self._slow.get(task.kind, -_FORGET) > monotonic() - _FORGET:
            task.lane = "heavy"
        full = len(self) >= self._limits.queue
        if full or (task.lane == "heavy" and self.count("heavy") >= self._most_heavy):
            task.finish(PoolBusyError())
            return False
        self._lanes[task.lane].append(task)
        return True

    def next(self, lane: Lane) -> Task:
        """Return the one whose turn it is."""
        return self._lanes[lane].popleft()

    def remove(self, task: Task) -> None:
        """Take a job out, if it is here."""
        if task in self._lanes[task.lane]:
            self._lanes[task.lane].remove(task)

    def clear(self) -> None:
        """End all who wait."""
        for lane in self._lanes.values():
            while lane:
                lane.popleft().finish(PoolBusyError())

    def learn(self, kind: str) -> None:
        """Take what is like this for heavy from now on, those who wait included."""
        if not kind:
            return
        self._slow[kind] = monotonic()
        if len(self._slow) > _KINDS:
            self._slow.popitem(last=False)
        for task in [task for task in self._lanes["light"] if task.kind == kind]:
            self._lanes["light"].remove(task)
            self.add(task)

    def forget(self, kind: str) -> None:
        """Take what is like this for light again."""
        self._slow.pop(kind, None)
