"""Running somebody else's query where it can do no harm: in a child process with limits on time and memory.

The engine can abort or overflow its stack on a query that only looks odd, and some work cannot be interrupted. In a
child that holds a copy of the loaded store, such a query costs nothing but its own answer.
"""

from __future__ import annotations

import os
import pickle
import select
import signal
import sys
import time
from collections.abc import Callable
from pathlib import Path

from hfgraph.errors import HfgraphError, bad_input

_CHUNK = 1 << 16


def run_apart(work: Callable[[], bytes], seconds: float, megabytes: int) -> bytes:
    """Return what ``work`` returns, computed in a child process.

    Args:
        work: the computation; may raise ``HfgraphError``.
        seconds: wall-clock limit.
        megabytes: how much memory the child may take beyond what it starts with.

    Raises:
        HfgraphError: ``work`` raised it, took too long, took too much memory, or brought the process down.
    """
    if not hasattr(os, "fork"):
        return work()
    reader, writer = os.pipe()
    sys.stdout.flush()
    sys.stderr.flush()
    child = os.fork()
    if child == 0:
        os.close(reader)
        _child(work, writer, megabytes)
    os.close(writer)
    try:
        message = _receive(reader, time.monotonic() + seconds)
    finally:
        os.close(reader)
        if _running(child):
            os.kill(child, signal.SIGKILL)
            os.waitpid(child, 0)
    if message is None:
        raise bad_input(
            f"Spørringen tok mer enn {seconds:g} sekunder.",
            f"The query took more than {seconds:g} seconds.",
            mend=(
                "Gjør den smalere, eller øk grensen med --timeout.",
                "Make it narrower, or raise the limit with --timeout.",
            ),
        )
    if not message:
        raise bad_input(
            "Spørringen tok for mye minne eller fikk spørremotoren til å stanse.",
            "The query took too much memory or brought the query engine down.",
            mend=(
                "Unngå dyp nøsting, ORDER BY over blandede verdier og store kryssprodukter.",
                "Avoid deep nesting, ORDER BY over mixed values and large cross products.",
            ),
        )
    outcome: bytes | HfgraphError = pickle.loads(message)  # noqa: S301 -- written by our own child a moment ago
    if isinstance(outcome, HfgraphError):
        raise outcome
    return outcome


def _child(work: Callable[[], bytes], writer: int, megabytes: int) -> None:
    try:
        _limit_memory(megabytes)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        try:
            outcome: bytes | HfgraphError = work()
        except HfgraphError as error:
            outcome = error
        with os.fdopen(writer, "wb") as stream:
            stream.write(pickle.dumps(outcome))
    finally:
        os._exit(0)


def _limit_memory(megabytes: int) -> None:
    import resource

    try:
        used = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0]) * resource.getpagesize()
    except OSError:
        return
    limit = used + megabytes * (1 << 20)
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _receive(reader: int, deadline: float) -> bytes | None:
    parts: list[bytes] = []
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not select.select([reader], [], [], left)[0]:
            return None
        part = os.read(reader, _CHUNK)
        if not part:
            return b"".join(parts)
        parts.append(part)


def _running(child: int) -> bool:
    return os.waitpid(child, os.WNOHANG) == (0, 0)
