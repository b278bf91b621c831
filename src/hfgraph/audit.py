"""The audit log: who changed what and when, one JSON object a line, on disk before anybody is answered."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from hfgraph.errors import bad_input

_TAIL = 1 << 16


class Audit:
    """A log that is only ever added to."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def append(self, entry: Mapping[str, Any]) -> None:
        """Add a line and flush it to disk; a line that a crash cut short is left behind on its own.

        Raises:
            HfgraphError: the log cannot be written.
        """
        line = json.dumps(entry, ensure_ascii=False).encode() + b"\n"
        try:
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
            try:
                if not self._tail(handle, 1).endswith(b"\n"):
                    line = b"\n" + line
                written = 0
                while written < len(line):
                    written += os.write(handle, line[written:])
                os.fsync(handle)
            finally:
                os.close(handle)
        except OSError as error:
            raise bad_input(
                f"Endringsloggen kan ikke skrives: {error.strerror}.",
                f"The audit log cannot be written: {error.strerror}.",
                path=self.path,
            ) from error

    def has(self, key: str) -> bool:
        """Return whether one of the last lines, whole, has the id ``key``."""
        try:
            handle = os.open(self.path, os.O_RDONLY)
        except FileNotFoundError:
            return False
        try:
            lines = self._tail(handle, _TAIL).splitlines()
        finally:
            os.close(handle)
        return any(_id(line) == key for line in lines)

    @staticmethod
    def _tail(handle: int, size: int) -> bytes:
        end = os.lseek(handle, 0, os.SEEK_END)
        os.lseek(handle, max(0, end - size), os.SEEK_SET)
        return os.read(handle, size) if end else b"\n"


def _id(line: bytes) -> str | None:
    try:
        entry = json.loads(line)
    except ValueError:
        return None
    return entry.get("id") if isinstance(entry, dict) else None
