"""Either the old file or the new one, never half of either."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NoReturn

import pytest

from hfgraph.errors import HfgraphError
from hfgraph.file import write_atomically


def test_a_file_is_made_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a.ttl"
    write_atomically(path, b"old")
    write_atomically(path, "ny å".encode())
    assert path.read_bytes() == "ny å".encode()
    assert [one.name for one in tmp_path.iterdir()] == ["a.ttl"]


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such permissions on Windows")
def test_others_may_read_it(tmp_path: Path) -> None:
    write_atomically(tmp_path / "a", b"x")
    assert (tmp_path / "a").stat().st_mode & 0o777 == 0o644


@pytest.mark.parametrize("failing", ["fsync", "replace"])
def test_a_failure_leaves_the_old_file_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, failing: str
) -> None:
    path = tmp_path / "a.ttl"
    path.write_bytes(b"old")

    def full(*_: object) -> NoReturn:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(*((os, "fsync", full) if failing == "fsync" else (Path, "replace", full)))
    with pytest.raises(HfgraphError) as caught:
        write_atomically(path, b"new")
    monkeypatch.undo()
    assert path.read_bytes() == b"old"
    assert [one.name for one in tmp_path.iterdir()] == ["a.ttl"]
    assert caught.value.problems[0].path == path
    assert "No space left" in caught.value.tell("en")


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    with pytest.raises(HfgraphError) as caught:
        write_atomically(tmp_path / "none" / "a.ttl", b"x")
    assert caught.value.problems[0].path == tmp_path / "none" / "a.ttl"
    assert "mappen finnes" in caught.value.tell("nb")
    assert "folder exists" in caught.value.tell("en")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_not_replaced(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    with pytest.raises(HfgraphError):
        write_atomically(tmp_path / "a", b"x")
    assert [one.name for one in tmp_path.iterdir()] == ["a"]
