"""The ledger of a document's review: what was read, decided and filed, when and by which role; only ever added to."""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

from hfgraph.errors import bad_input
from hfgraph.file import sync_folder

Kind = Literal["read", "decided", "anchored", "filed"]
Event = Mapping[str, Any]
ROLES = ("secretariat", "case-handler", "leader", "analyst", "other")
"""Who may decide, by code: a role, never a name."""
_TORN = "\n\n"
"""Written after a line that a crash cut short: an empty line below it says that it never counted."""


@dataclass(frozen=True)
class Ledger:
    """One document's ledger, a JSON object a line.

    Attributes:
        path: the file; one that is not there is empty.
    """

    path: Path

    def events(self) -> list[dict[str, Any]]:
        """Return every line, the oldest first; a last line that a crash cut short is passed over.

        Raises:
            HfgraphError: another line is not a JSON object that says when and what.
        """
        try:
            content = self.path.read_bytes()
        except FileNotFoundError:
            return []
        except OSError as error:
            raise bad_input(
                f"Protokollen kan ikke leses: {error.strerror}.",
                f"The ledger cannot be read: {error.strerror}.",
                path=self.path,
            ) from error
        *whole, last = content.split(b"\n")
        found = []
        for number, line in enumerate(whole, 1):
            if not line.strip():
                continue
            event = _event(line)
            if event is not None:
                found.append(event)
            elif not (number < len(whole) and not whole[number].strip()):
                raise self._corrupt(number)
        if last.strip() and (event := _event(last)) is not None:
            found.append(event)
        return found

    def append(self, events: Iterable[Event]) -> None:
        """Add lines and flush them to disk; only for whoever holds the right to write.

        Raises:
            HfgraphError: the file cannot be written.
        """
        lines = "".join(_line(event) for event in events).encode()
        try:
            self.path.parent.mkdir(parents=True, exist_ok=True)
            handle = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o644)
            try:
                end = os.lseek(handle, 0, os.SEEK_END)
                if end:
                    os.lseek(handle, end - 1, os.SEEK_SET)
                    lines = lines if os.read(handle, 1) == b"\n" else _TORN.encode() + lines
                written = 0
                while written < len(lines):
                    written += os.write(handle, lines[written:])
                os.fsync(handle)
            finally:
                os.close(handle)
            if not end:
                sync_folder(self.path.parent)
        except OSError as error:
            raise bad_input(
                f"Protokollen kan ikke skrives: {error.strerror}.",
                f"The ledger cannot be written: {error.strerror}.",
                path=self.path,
            ) from error

    def extended(self, events: Iterable[Event]) -> str:
        """Return what the file will hold when ``events`` have been added to it."""
        content = self.path.read_text("utf-8") if self.path.exists() else ""
        torn = content and not content.endswith("\n")
        return content + (_TORN if torn else "") + "".join(_line(event) for event in events)

    def _corrupt(self, line: int) -> Exception:
        return bad_input(
            "Linjen i protokollen er ødelagt.",
            "The line of the ledger is damaged.",
            mend=(
                "Hent filen slik den var, fra versjonskontrollen; uten den kan avgjørelsene ikke leses.",
                "Get the file as it was from version control; without it the decisions cannot be read.",
            ),
            path=self.path,
            line=line,
        )


def event(kind: Kind, role: str | None = None, **more: Any) -> dict[str, Any]:
    """Return a line for the ledger, dated now.

    Args:
        kind: what happened.
        role: of whoever did it, by code, or ``None`` for a reading.
        more: what else is to be known of it.
    """
    return {"time": datetime.now(UTC).isoformat(timespec="milliseconds"), "role": role, "event": kind, **more}


def _line(event: Event) -> str:
    return json.dumps(event, ensure_ascii=False) + "\n"


def _event(line: bytes) -> dict[str, Any] | None:
    try:
        found = json.loads(line)
    except ValueError:
        return None
    if isinstance(found, dict) and isinstance(found.get("time"), str) and isinstance(found.get("event"), str):
        return found
    return None
