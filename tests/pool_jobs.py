"""Jobs that misbehave on purpose."""

from __future__ import annotations

import ctypes
import os
import signal
import time
from collections.abc import Callable, Iterator

from hfgraph.errors import bad_input
from hfgraph.graph import Graph
from hfgraph.outlet import Outlet
from hfgraph.worker import JobResult

_PLAIN = {"media": "text/plain"}


def echo(_: Graph, /, *, text: str) -> JobResult:
    return {"media": "text/plain", "pid": os.getpid()}, text.encode()


def parts(_: Graph, /, *, count: int, size: int) -> JobResult:
    def some() -> Iterator[bytes]:
        for number in range(count):
            yield bytes([65 + number % 26]) * size

    return _PLAIN, some()


def written(_: Graph, /, *, count: int) -> JobResult:
    def body(outlet: Outlet) -> None:
        for _ in outlet.counted(iter(range(count))):
            outlet.write(b"x\n")

    return _PLAIN, body


def half(_: Graph, /, *, size: int) -> JobResult:
    def some() -> Iterator[bytes]:
        yield b"x" * size
        os.kill(os.getpid(), signal.SIGKILL)

    return _PLAIN, some()


def doze(_: Graph, /, *, wait: float) -> JobResult:
    time.sleep(wait)
    return _PLAIN, b"awake"


def spin(_: Graph, /) -> JobResult:
    while True:
        pass


def hoard(_: Graph, /) -> JobResult:
    kept = [bytes(1 << 20) for _ in range(1 << 20)]
    return _PLAIN, str(len(kept)).encode()


def crash(_: Graph, /) -> JobResult:
    ctypes.string_at(0)
    return _PLAIN, b"unreachable"


def abort(_: Graph, /) -> JobResult:
    os.abort()


def wrong(_: Graph, /) -> JobResult:
    raise bad_input("Feil.", "Wrong.", mend=("Rett.", "Mend."), field="text", line=3)


def bug(_: Graph, /) -> JobResult:
    raise KeyError("a fault of ours")


def count(graph: Graph, /) -> JobResult:
    return _PLAIN, str(len(graph.store)).encode()


def niceness(_: Graph, /, *, wait: float) -> JobResult:
    end = time.process_time() + wait
    while time.process_time() < end:
        pass
    return _PLAIN, str(os.getpriority(os.PRIO_PROCESS, 0)).encode()


JOBS: dict[str, Callable[..., JobResult]] = {
    job.__name__: job
    for job in (echo, parts, written, half, doze, spin, hoard, crash, abort, wrong, bug, count, niceness)
}
