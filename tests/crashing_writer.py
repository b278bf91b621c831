"""Writes change after change until it is killed, by others or by itself at a given step.

``python crashing_writer.py DATA STEP``: with a step above 0, one change is made and the process kills itself before its
STEPth call that reaches the disk; with 0 it goes on until somebody else kills it. Every finished change is printed.
"""

from __future__ import annotations

import os
import re
import signal
import sys
from collections.abc import Callable, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

from hfgraph import terms
from hfgraph.change import Change, FileChange
from hfgraph.text import Language
from hfgraph.workspace import Workspace
from hfgraph.writer import Writer

left = 0


class Quick(Writer):
    """Writes what it is told, unchecked: how it is written is what matters here."""

    def __init__(self, workspace: Workspace, files: Sequence[FileChange]) -> None:
        super().__init__(workspace)
        self.files = tuple(files)

    def _draft(self, change: Change, scopes: Sequence[str], language: Language) -> tuple[FileChange, ...]:
        return self.files


def change_of(data: Path, path: str, content: str | None) -> FileChange:
    there = (data / path).exists()
    before = sha256((data / path).read_bytes()).hexdigest() if there else None
    return FileChange(terms.ID + path, path, before, content, 1, 1, "")


def counted(call: Callable[..., Any]) -> Callable[..., Any]:
    def instead(*args: Any, **kwargs: Any) -> Any:
        global left  # noqa: PLW0603 -- the count of steps of this one process
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return call(*args, **kwargs)

    return instead


def main() -> None:
    global left  # noqa: PLW0603 -- as above
    data, step = Path(sys.argv[1]), int(sys.argv[2])
    workspace = Workspace.open(data)
    writer = Quick(workspace, [])
    writer.recover()
    if step:
        left = step
        for module, name in (
            (os, "fsync"),
            (os, "write"),
            (Path, "replace"),
            (Path, "unlink"),
            (Path, "mkdir"),
            (Path, "chmod"),
        ):
            setattr(module, name, counted(getattr(module, name)))
    while True:
        text = (data / "nord" / "a.ttl").read_text()
        match = re.match(r"# (\d+)", text)
        assert match
        number = int(match[1]) + 1
        content = f"# {number}\n" + "x" * 50_000
        writer.files = tuple(change_of(data, f"nord/{name}.ttl", content) for name in "abc")
        toggled = None if (data / "ny" / "d.ttl").exists() else "# new\n"
        writer.files += (change_of(data, "ny/d.ttl", toggled),)
        writer.write(Change("update"), "kari", ["write"])
        sys.stdout.write(f"{number}\n")
        sys.stdout.flush()
        if step:
            break


if __name__ == "__main__":
    main()
