"""Workspaces to test on: the bundled one, the small one in ``graphs/small``, and ones made on the spot."""

from __future__ import annotations

import os
import shutil
import subprocess
import sysconfig
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import hfgraph
from hfgraph.graph import Graph

SMALL = Path(__file__).parent / "graphs" / "small"
HEAD = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix hf: <https://w3id.org/hfgraph/ns#> .
@prefix hfc: <https://w3id.org/hfgraph/code/> .
@prefix id: <https://w3id.org/hfgraph/id/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/hfgraph/id/nord/> .
"""

MakeWorkspace = Callable[[Mapping[str, str | bytes]], Path]
Run = Callable[..., subprocess.CompletedProcess[bytes]]


@pytest.fixture(scope="session")
def small() -> Graph:
    """The small workspace, loaded; not to be changed."""
    return hfgraph.open(SMALL)


@pytest.fixture(scope="session")
def bundled() -> Graph:
    """The bundled workspace, loaded; not to be changed."""
    return hfgraph.open()


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """A copy of the small workspace, to be spoilt."""
    return Path(shutil.copytree(SMALL, tmp_path / "copy"))


@pytest.fixture
def make_workspace(tmp_path: Path) -> MakeWorkspace:
    """Make a workspace of the files given: text gets the usual prefixes before it, bytes are written as they are."""

    def make(files: Mapping[str, str | bytes]) -> Path:
        root = tmp_path / "workspace"
        for name, content in files.items():
            path = root / "data" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content if isinstance(content, bytes) else (HEAD + content).encode())
        return root

    return make


@pytest.fixture(scope="session")
def run() -> Run:
    """Run the command as a user does, in a process of its own."""
    command = shutil.which("hfgraph", path=sysconfig.get_path("scripts"))
    assert command, "hfgraph is not installed here"
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("HFGRAPH_", "COLUMNS"))}

    def call(
        *words: str | Path, text: bytes = b"", env: Mapping[str, str] | None = None
    ) -> subprocess.CompletedProcess[bytes]:
        return subprocess.run(
            [command, *map(str, words)],
            input=text,
            capture_output=True,
            check=False,
            timeout=120,
            env=plain | dict(env or {}),
        )

    return call


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the browser tests last: the browser keeps an event loop and a child process until the session ends."""
    items.sort(key=lambda item: "browser" in item.path.parts)
