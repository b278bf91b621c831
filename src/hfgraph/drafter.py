"""Drafts worked out in a process of their own (``python -m hfgraph.drafter``).

A draft reads and runs what others send: whatever that does to the process, it only costs its sender the answer.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from hfgraph import apart
from hfgraph.change import Change, FileChange, Reason, Refusal, refusal
from hfgraph.draft import draft
from hfgraph.errors import HfgraphError
from hfgraph.text import Language
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
        answer = apart.answer_of("hfgraph.drafter", json.dumps(task).encode(), seconds)
    except TimeoutError as error:
        raise refusal(
            "heavy",
            f"Endringen tok mer enn {seconds:g} sekunder å regne ut og kontrollere.",
            f"The change took more than {seconds:g} seconds to work out and check.",
            mend=("Del den opp.", "Split it."),
        ) from error
    except apart.BroughtDownError as error:
        raise refusal(
            "heavy",
            "Endringen tok for mye minne, eller fikk prosessen som regnet den ut, til å stanse.",
            "The change took too much memory, or brought down the process that worked it out.",
            mend=("Gjør den enklere, eller del den opp.", "Make it simpler, or split it."),
        ) from error
    return _unpacked(answer)


def _main() -> None:
    task = json.loads(sys.stdin.buffer.read())
    apart.limit_memory(task["megabytes"])
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
    return {"reason": error.reason, "problems": apart.packed(error.problems), "findings": error.findings}


def _unpacked(answer: Mapping[str, Any]) -> tuple[FileChange, ...]:
    if "refusal" not in answer:
        return tuple(FileChange(**file) for file in answer["files"])
    told = answer["refusal"]
    reason: Reason = told["reason"]
    raise Refusal(reason, apart.unpacked(told["problems"]), told["findings"])


if __name__ == "__main__":
    _main()
