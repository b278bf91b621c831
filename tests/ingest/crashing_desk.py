"""Files what is accepted at a desk, and kills itself before its STEPth call that reaches the disk.

``python crashing_desk.py ROOT STEP``. The facts are not validated: how they are written is what matters here.
"""

from __future__ import annotations

import os
import sys
from hashlib import sha256
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parent.parent))

import crashing_writer
import hfgraph.writer
from hfgraph import turtle
from hfgraph.change import Change, FileChange, path_of
from hfgraph.workspace import Workspace
from ingest.desks import desk_of

KEY = "nord/doc/ssu-31-2025"


def draft(workspace: Workspace, change: Change, *_: Any) -> tuple[FileChange, ...]:
    path = path_of(change.graph)
    assert path is not None
    there = workspace.data / path
    before = sha256(there.read_bytes()).hexdigest() if there.exists() else None
    content = turtle.write(turtle.read(change.content, change.graph), change.graph)
    return (FileChange(change.graph, path, before, content, 1, 0, ""),)


def main() -> None:
    root, step = Path(sys.argv[1]), int(sys.argv[2])
    setattr(hfgraph.writer, "draft_apart", draft)  # noqa: B010 -- not exported, and only here replaced
    desk = desk_of(root)
    crashing_writer.left = step
    for module, name in (
        (os, "fsync"),
        (os, "write"),
        (Path, "replace"),
        (Path, "unlink"),
        (Path, "mkdir"),
        (Path, "chmod"),
    ):
        setattr(module, name, crashing_writer.counted(getattr(module, name)))
    desk.file(KEY, "leader", keep_text=True)


if __name__ == "__main__":
    main()
