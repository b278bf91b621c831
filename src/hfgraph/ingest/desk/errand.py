"""One call of the desk run in a process of its own (``python -m hfgraph.ingest.desk``), JSON in and out.

A file from somebody else is read and worked on there: whatever that does to the process, it only costs its sender the
answer.
"""

from __future__ import annotations

import json
import sys
from base64 import b64decode, b64encode
from collections.abc import Mapping
from typing import Any

from hfgraph import apart
from hfgraph.change import Refusal, refusal
from hfgraph.errors import HfgraphError, NotFound, bad_input
from hfgraph.ingest.document import Document
from hfgraph.workspace import Workspace

CALLS = ("inbox", "open", "look", "decide", "check", "file")


def desk_apart(task: Mapping[str, Any], seconds: float = 60, megabytes: int = 4096) -> Any:
    """Return what one call of the desk returns.

    Args:
        task: ``workspace`` and ``sources`` (paths, or ``None``), ``language``, ``call`` (one of ``CALLS``) and
            ``args``, the call's arguments by name; ``content`` among them is bytes.
        seconds: wall-clock limit.
        megabytes: limit on memory.

    Raises:
        Refusal: as the desk does, or it took too much.
        HfgraphError: as the desk does.
    """
    args = {name: _packed_bytes(value) for name, value in task.get("args", {}).items()}
    message = {**task, "args": args, "megabytes": megabytes}
    try:
        answer = apart.answer_of("hfgraph.ingest.desk", json.dumps(message).encode(), seconds)
    except TimeoutError as error:
        raise refusal(
            "heavy",
            f"Det tok mer enn {seconds:g} sekunder.",
            f"It took more than {seconds:g} seconds.",
            mend=("Prøv igjen, eller del dokumentet opp.", "Try again, or divide the document."),
        ) from error
    except apart.BroughtDownError as error:
        raise refusal(
            "heavy",
            "Det tok for mye minne, eller fikk prosessen til å stanse.",
            "It took too much memory, or brought the process down.",
            mend=("Prøv med en enklere fil.", "Try a simpler file."),
        ) from error
    return _unpacked(answer)


def main() -> None:
    """Read a task from standard input, and write what comes of it to standard output."""
    task = json.loads(sys.stdin.buffer.read())
    apart.limit_memory(task["megabytes"])
    try:
        answer: dict[str, Any] = {"answer": _run(task)}
    except HfgraphError as error:
        answer = {"error": _packed(error)}
    sys.stdout.buffer.write(json.dumps(answer, ensure_ascii=False).encode("utf-8", "surrogatepass"))


def _run(task: Mapping[str, Any]) -> Any:
    from hfgraph.ingest.desk import Desk

    if task["call"] not in CALLS:
        raise bad_input(f"«{task['call']}» finnes ikke.", f"There is no '{task['call']}'.", field="call")
    workspace = Workspace.open(task.get("workspace"), task.get("sources"))
    args = {name: _unpacked_bytes(value) for name, value in task["args"].items()}
    desk = Desk(workspace, task.get("language", "nb"), read=_read)
    return getattr(desk, task["call"])(**args)


def _read(content: bytes, name: str) -> Document:
    """Return the document that a file is, read here: this process is apart already."""
    from hfgraph.ingest import readers
    from hfgraph.ingest.desk import taking

    return taking.read(content, name, readers.read)


def _packed_bytes(value: object) -> object:
    return {"base64": b64encode(value).decode()} if isinstance(value, bytes) else value


def _unpacked_bytes(value: object) -> object:
    return b64decode(value["base64"]) if isinstance(value, dict) and set(value) == {"base64"} else value


def _packed(error: HfgraphError) -> dict[str, Any]:
    refused = isinstance(error, Refusal)
    return {
        "kind": "refusal" if refused else "missing" if isinstance(error, NotFound) else "error",
        "reason": error.reason if isinstance(error, Refusal) else None,
        "findings": list(error.findings) if isinstance(error, Refusal) else [],
        "problems": apart.packed(error.problems),
    }


def _unpacked(answer: Mapping[str, Any]) -> Any:
    if "error" not in answer:
        return answer["answer"]
    told = answer["error"]
    problems = apart.unpacked(told["problems"])
    if told["kind"] == "refusal":
        raise Refusal(told["reason"], problems, told["findings"])
    raise NotFound(problems) if told["kind"] == "missing" else HfgraphError(problems)
