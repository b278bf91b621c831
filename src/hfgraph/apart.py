"""Work done in a process of its own, by one of our modules run as a program.

Whatever it does to the process, it only costs whoever asked for it the answer. Unlike :mod:`hfgraph.isolation` it does
not fork, so that a server with threads may use it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hfgraph.errors import Problem
from hfgraph.text import Text


class BroughtDownError(Exception):
    """The process ended without an answer: it took too much memory, or something in it crashed."""


def answer_of(module: str, message: bytes, seconds: float) -> dict[str, Any]:
    """Return what ``python -m module`` answers, as JSON, to a message on its standard input.

    Args:
        module: name of a module of ours.
        message: what it reads.
        seconds: wall-clock limit.

    Raises:
        TimeoutError: it took longer.
        BroughtDownError: it gave no answer.
    """
    try:
        child = subprocess.run(  # noqa: S603 -- a module of ours
            [sys.executable, "-P", "-m", module], input=message, capture_output=True, timeout=seconds, check=False
        )
        answer: dict[str, Any] = json.loads(child.stdout)
    except subprocess.TimeoutExpired as error:
        raise TimeoutError(module) from error
    except ValueError as error:
        raise BroughtDownError(module) from error
    return answer


def limit_memory(megabytes: int) -> None:
    """Let this process take no more memory than that, where the system can."""
    if sys.platform != "win32":
        import resource

        limit = megabytes << 20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def packed(problems: Iterable[Problem]) -> list[dict[str, Any]]:
    """Return problems as JSON-ready values."""
    return [asdict(problem) | {"path": problem.path and str(problem.path)} for problem in problems]


def unpacked(problems: Iterable[Mapping[str, Any]]) -> list[Problem]:
    """Return the problems that :func:`packed` packed."""
    return [
        Problem(
            **{
                **problem,
                "what": Text(**problem["what"]),
                "mend": Text(**problem["mend"]),
                "path": None if problem["path"] is None else Path(problem["path"]),
            }
        )
        for problem in problems
    ]
