"""Several files changed as one: after a crash at any moment, all of them are old or all of them are new.

The journal holds the new files whole. Once it is on disk the change counts, and is carried out as often as it takes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from glob import escape
from hashlib import sha256
from pathlib import Path
from typing import Any

from hfgraph.change import FileChange, refusal
from hfgraph.file import remove, sync_folder, write_atomically

FOLDER = ".hfgraph"
"""Folder in the data folder for what a writer needs between its steps; git is told to pass it by."""


class Journal:
    """The change under way in a data folder, if there is one. Use it only while holding the writer's lock."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self.folder = data / FOLDER
        self._path = self.folder / "journal"

    def prepare(self) -> None:
        """Make the folder."""
        self.folder.mkdir(mode=0o755, exist_ok=True)
        ignore = self.folder / ".gitignore"
        if not ignore.exists():
            write_atomically(ignore, b"*\n")

    @property
    def open(self) -> bool:
        """Whether a change has begun and not ended."""
        return self._path.exists()

    def begin(self, files: Iterable[FileChange], note: Mapping[str, Any]) -> None:
        """Put the change on disk; from here on it will happen.

        Raises:
            Refusal: somebody else has changed one of the files since it was read.
            HfgraphError: the journal cannot be written.
        """
        listed = [asdict(file) for file in files]
        for file in listed:
            if self._hash(file["path"]) != file["before"]:
                raise refusal(
                    "conflict",
                    f"{file['path']} ble endret av noen andre imens.",
                    f"{file['path']} was changed by somebody else in the meantime.",
                    mend=("Hent grafen på nytt, og prøv igjen.", "Fetch the graph again, and try once more."),
                )
        content = json.dumps({"files": listed, "note": note}, ensure_ascii=False)
        write_atomically(self._path, content.encode(), mode=0o600)

    def carry_out(self) -> dict[str, Any]:
        """Write the files of the change, however many were written before, and return its note.

        Raises:
            Refusal: a file is neither as it was nor as it should become.
            HfgraphError: a file cannot be written.
        """
        entry = json.loads(self._path.read_bytes())
        for file in entry["files"]:
            new = None if file["content"] is None else sha256(file["content"].encode()).hexdigest()
            found = self._hash(file["path"])
            if found not in (file["before"], new):
                raise refusal(
                    "conflict",
                    f"En endring ble avbrutt, og {file['path']} er endret siden.",
                    f"A change was interrupted, and {file['path']} has been changed since.",
                    mend=(
                        f"Ta vare på det som skal beholdes, og slett {self._path}.",
                        f"Save what is to be kept, and delete {self._path}.",
                    ),
                )
            if found == new:
                continue
            path = self._data / file["path"]
            if file["content"] is None:
                remove(path)
                continue
            _make_folder(path.parent)
            for left in path.parent.glob(f".{escape(path.name)}.*.new"):
                left.unlink(missing_ok=True)
            write_atomically(path, file["content"].encode())
        note: dict[str, Any] = entry["note"]
        return note

    def end(self) -> None:
        """Forget the change: it is done."""
        remove(self._path)

    def sweep(self) -> None:
        """Remove half-written files that a crash left behind; nobody reads them."""
        for pattern in (".*.ttl.*.new", "*/.*.ttl.*.new", f"{FOLDER}/.*.new"):
            for path in self._data.glob(pattern):
                path.unlink(missing_ok=True)

    def _hash(self, relative: str) -> str | None:
        try:
            return sha256((self._data / relative).read_bytes()).hexdigest()
        except FileNotFoundError:
            return None


def _make_folder(folder: Path) -> None:
    if not folder.is_dir():
        _make_folder(folder.parent)
        folder.mkdir()
        sync_folder(folder.parent)
