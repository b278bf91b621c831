"""Which state of the files an answer comes from."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from pathlib import Path

from hfgraph import assets
from hfgraph.errors import HfgraphError
from hfgraph.workspace import Workspace

_DATASET = "dataset.ttl"
_KNOWLEDGE: tuple[tuple[assets.Asset, str], ...] = (("ontology", "*.ttl"), ("shapes", "*.ttl"), ("queries", "*/*.rq"))


def content_hash(workspace: Workspace) -> str:
    """Return a hash of every byte an answer can depend on: facts, ontology, shapes, questions, documents' texts."""
    digest = hashlib.sha256()
    for path in _paths(workspace):
        try:
            content = path.read_bytes()
        except OSError:
            continue
        digest.update(f"{path}\0{len(content)}\0".encode("utf-8", "surrogateescape"))
        digest.update(content)
    return digest.hexdigest()[:32]


def signature(data: str | Path | None, sources: str | Path | None) -> str:
    """Return something that changes whenever a file of the workspace may have: cheap enough to ask for every second."""
    try:
        paths = _paths(Workspace.open(data, sources))
    except HfgraphError as error:
        return str(error)
    return "\n".join(_stamp(path) for path in paths)


def _stamp(path: Path) -> str:
    try:
        told = path.stat()
    except OSError as error:
        return f"{path} {error.errno}"
    return f"{path} {told.st_mtime_ns} {told.st_size} {told.st_ino}"


def _paths(workspace: Workspace) -> Iterable[Path]:
    yield from (file.path for file in workspace.files)
    for folder, pattern in _KNOWLEDGE:
        for place in (assets.folder(folder), *([workspace.root / folder] if workspace.root else [])):
            yield from sorted(place.glob(pattern))
    if workspace.root is not None and (own := workspace.root / _DATASET).is_file():
        yield own
    if workspace.sources is not None:
        yield from sorted(path for path in workspace.sources.rglob("*") if path.is_file())
