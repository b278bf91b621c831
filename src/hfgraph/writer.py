"""Writing to the files on behalf of others: one at a time, checked, all or nothing, and on record."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any
from uuid import uuid4

from hfgraph.audit import Audit
from hfgraph.change import Change, FileChange, Refusal, refusal
from hfgraph.draft import unpacked
from hfgraph.file import locked
from hfgraph.journal import Journal
from hfgraph.text import Language
from hfgraph.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Limits:
    """How much one change may take.

    Attributes:
        seconds: for working it out and checking it.
        megabytes: of memory, likewise.
        patience: seconds to wait for another writer.
    """

    seconds: float = 120
    megabytes: int = 4096
    patience: float = 30


class Writer:
    """Changes the files of one workspace.

    Several writers, in this process or in others, may have the same workspace: they take turns.

    Args:
        workspace: the files.
        audit: file of the audit log; beside the journal, in the data folder, when not given.
        limits: how much a change may take.
    """

    def __init__(self, workspace: Workspace, audit: Path | None = None, limits: Limits | None = None) -> None:
        self._workspace = workspace
        self._journal = Journal(workspace.data)
        self._limits = limits or Limits()
        self.audit = Audit(audit or self._journal.folder / "audit.jsonl")

    def write(
        self, change: Change, author: str, scopes: Sequence[str], language: Language = "nb"
    ) -> tuple[FileChange, ...]:
        """Make ``change``, and return what it did once that is on disk and in the audit log.

        Args:
            change: what is asked for.
            author: name of the token it is asked with.
            scopes: what the token may write to.
            language: of findings in a refusal.

        Raises:
            Refusal: nothing was changed, and why.
            HfgraphError: a file or the log cannot be written.
        """
        note = {
            "id": uuid4().hex,
            "time": datetime.now(UTC).isoformat(timespec="milliseconds"),
            "token": author,
            "scope": list(scopes),
            "method": change.kind,
            "graph": change.graph or None,
            "content": sha256(change.content.encode()).hexdigest() if change.content else None,
        }
        self._journal.prepare()
        try:
            with self._only():
                self._finish()
                self._journal.sweep()
                files = self._draft(change, scopes, language)
                done = note | {"changes": [file.count for file in files], "outcome": "done"}
                if files:
                    self._journal.begin(files, done)
                    self._finish()
                else:
                    self.audit.append(done)
                return files
        except Refusal as error:
            self.audit.append(note | {"outcome": error.reason, "why": error.problems[0].what.en})
            raise

    def recover(self) -> bool:
        """Carry out a change that a crash interrupted, and return whether there was one.

        Raises:
            Refusal: it cannot be carried out, or another process is writing.
            HfgraphError: a file or the log cannot be written.
        """
        if not self._journal.open:
            return False
        with self._only():
            return self._finish()

    def _finish(self) -> bool:
        if not self._journal.open:
            return False
        note = self._journal.carry_out()
        if not self.audit.has(note["id"]):
            self.audit.append(note)
        self._journal.end()
        return True

    def _draft(self, change: Change, scopes: Sequence[str], language: Language) -> tuple[FileChange, ...]:
        place = self._workspace.root or self._workspace.data
        task = {
            "workspace": str(place.resolve()),
            "sources": None if self._workspace.sources is None else str(self._workspace.sources.resolve()),
            "change": asdict(change),
            "scopes": list(scopes),
            "language": language,
            "megabytes": self._limits.megabytes,
        }
        try:
            child = subprocess.run(
                [sys.executable, "-P", "-m", "hfgraph.draft"],
                input=json.dumps(task).encode(),
                capture_output=True,
                timeout=self._limits.seconds,
                check=False,
            )
            answer: dict[str, Any] = json.loads(child.stdout)
        except subprocess.TimeoutExpired as error:
            raise refusal(
                "heavy",
                f"Endringen tok mer enn {self._limits.seconds:g} sekunder å regne ut og kontrollere.",
                f"The change took more than {self._limits.seconds:g} seconds to work out and check.",
                mend=("Del den opp.", "Split it."),
            ) from error
        except ValueError as error:
            raise refusal(
                "heavy",
                "Endringen tok for mye minne, eller fikk prosessen som regnet den ut, til å stanse.",
                "The change took too much memory, or brought down the process that worked it out.",
                mend=("Gjør den enklere, eller del den opp.", "Make it simpler, or split it."),
            ) from error
        return unpacked(answer)

    @contextmanager
    def _only(self) -> Iterator[None]:
        """Hold the right to write, within this process and among processes."""
        with ExitStack() as held:
            try:
                held.enter_context(locked(self._journal.folder / "lock", self._limits.patience))
            except TimeoutError as error:
                raise _busy() from error
            yield


def _busy() -> Refusal:
    return refusal(
        "busy",
        "Noen andre skriver nå.",
        "Somebody else is writing now.",
        mend=("Prøv igjen om litt.", "Try again in a while."),
    )
