"""Drafts worked out in a process of their own (``python -m hfgraph.drafter``).

A draft reads and runs what others send: whatever that does to the process, it only costs its sender the answer.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from hfgraph.change import Change, FileChange, Reason, Refusal, refusal
from hfgraph.draft import draft
from hfgraph.errors import HfgraphError, Problem
from hfgraph.text import Language, Text
from hfgraph.workspace import Workspace


def draft_apart(
    workspace: Workspace, change: Change, scopes: Sequence[str], language: Language, seconds: float, megabytes: int
) -> tuple[FileChange, ...]:
    """Return what :func:`hfgraph.draft.draft` returns for the files as they are on disk.

    Args:
        workspace: the files.
        change: what is asked for.
        scopes: what the one who asks may write to.
        language: of the findings.
        seconds: wall-clock limit.
        megabytes: limit on memory.

    Raises:
        Refusal: as ``draft`` does, or it took too much.
    """
    place = workspace.root or workspace.data
    task = {
        "workspace": str(place.resolve()),
        "sources": None if workspace.sources is None else str(workspace.sources.resolve()),
        "change": asdict(change),
        "scopes": list(scopes),
        "language": language,
        "megabytes": megabytes,
    }
    try:
        child = subprocess.run(
            [sys.executable, "-P", "-m", "hfgraph.drafter"],
            input=json.dumps(task).encode(),
            capture_output=True,
            timeout=seconds,
            check=False,
        )
        answer: dict[str, Any] = json.loads(child.stdout)
    except subprocess.TimeoutExpired as error:
        raise refusal(
            "heavy",
            f"Endringen tok mer enn {seconds:g} sekunder å regne ut og kontrollere.",
            f"The change took more than {seconds:g} seconds to work out and check.",
            mend=("Del den opp.", "Split it."),
        ) from error
    except ValueError as error:
        raise refusal(
            "heavy",
            "Endringen tok for mye minne, eller fikk prosessen som regnet den ut, til å stanse.",
            "The change took too much memory, or brought down the process that worked it out.",
            mend=("Gjør den enklere, eller del den opp.", "Make it simpler, or split it."),
        ) from error
    return _unpacked(answer)


def _main() -> None:
    task = json.loads(sys.stdin.buffer.read())
    _limit_memory(task["megabytes"])
    lists = {key: tuple(value) for key, value in task["change"].items() if isinstance(value, list)}
    try:
        try:
            workspace = Workspace.open(task["workspace"], task["sources"])
        except HfgraphError as error:
            raise Refusal("conflict", error.problems) from error
        files = draft(workspace, Change(**(task["change"] | lists)), task["scopes"], task["language"])
        answer: dict[str, Any] = {"files": [asdict(file) for file in files]}
    except Refusal as error:
        answer = {"refusal": _packed(error)}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogateescape"))


def _packed(error: Refusal) -> dict[str, Any]:
    problems = [
        asdict(problem) | {"path": None if problem.path is None else str(problem.path)} for problem in error.problems
    ]
    return {"reason": error.reason, "problems": problems, "findings": error.findings}


def _unpacked(answer: Mapping[str, Any]) -> tuple[FileChange, ...]:
    if "refusal" not in answer:
        return tuple(FileChange(**file) for file in answer["files"])
    told = answer["refusal"]
    reason: Reason = told["reason"]
    problems = [
        Problem(
            **problem
            | {"what": Text(**problem["what"]), "mend": Text(**problem["mend"])}
            | {"path": None if problem["path"] is None else Path(problem["path"])}
        )
        for problem in told["problems"]
    ]
    raise Refusal(reason, problems, told["findings"])


def _limit_memory(megabytes: int) -> None:
    if sys.platform != "win32":
        import resource

        limit = megabytes << 20
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    _main()
