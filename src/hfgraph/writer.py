"""Writing to the files on behalf of others: one at a time, checked, all or nothing, and on record."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from uuid import uuid4

from hfgraph.audit import Audit
from hfgraph.change import Change, FileChange, Refusal, refusal
from hfgraph.draft import allow
from hfgraph.drafter import draft_apart
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
        self,
        change: Change,
        author: str,
        scopes: Sequence[str],
        language: Language = "nb",
        beside: Callable[[tuple[FileChange, ...]], Iterable[FileChange]] | None = None,
    ) -> tuple[FileChange, ...]:
        """Make ``change``, and return what it did once that is on disk and in the audit log.

        Args:
            change: what is asked for.
            author: name of the token it is asked with.
            scopes: what the token may write to.
            language: of findings in a refusal.
            beside: given what the change makes of the data files, returns which other files are to change with them,
                all or none, their paths relative to the data folder too; it is called when nobody else can write.

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
            if change.kind != "update":
                allow([change.graph], scopes)
            with self._only():
                self._finish()
                self._journal.sweep()
                files = self._draft(change, scopes, language)
                done = note | {"changes": [file.count for file in files], "outcome": "done"}
                others = () if beside is None else tuple(beside(files))
                if files or others:
                    self._journal.begin((*files, *others), done)
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
        limits = self._limits
        return draft_apart(self._workspace, change, scopes, language, limits.seconds, limits.megabytes)

    @contextmanager
    def alone(self) -> Iterator[None]:
        """Hold the right to write for something small beside the data files, once an interrupted change is carried out.

        Raises:
            Refusal: another process is writing, or an interrupted change cannot be carried out.
        """
        self._journal.prepare()
        with self._only():
            self._finish()
            yield

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
