"""The program the server starts to fork from: see :mod:`hfgraph.nursery`."""

from __future__ import annotations

import os
import signal
import socket
import sys
from typing import NoReturn

from hfgraph import worker
from hfgraph.nursery import Nursery

_STACK = 1 << 30


def _with_deep_stack(arguments: list[str]) -> None:
    """Start over with room for deep recursion: a program's first stack has the size it started with."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_STACK)
    wanted = _STACK if hard == resource.RLIM_INFINITY else min(_STACK, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_STACK, (wanted, hard))
        os.execv(sys.executable, [sys.executable, *arguments])  # noqa: S606 -- ourselves


def main(descriptor: int) -> NoReturn:
    """Be the seed: fork nurseries until the server has gone."""
    _with_deep_stack(["-P", "-m", "hfgraph.sprout", str(descriptor)])
    for ignored in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(ignored, signal.SIG_IGN)
    worker.prepare()
    Nursery(socket.socket(fileno=descriptor), worker.load).run()
    sys.exit(0)


if __name__ == "__main__":
    main(int(sys.argv[1]))
