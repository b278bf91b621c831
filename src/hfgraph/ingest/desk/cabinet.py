"""Where a workspace keeps what its desk needs beside the data files: the ledgers, and the texts that may be kept."""

from __future__ import annotations

import os
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

from hfgraph.change import FileChange
from hfgraph.errors import bad_input
from hfgraph.ingest.desk.ledger import Ledger
from hfgraph.ingest.document import Document
from hfgraph.workspace import Workspace


class Cabinet:
    """The ledgers and texts of one workspace.

    Args:
        workspace: the workspace.
    """

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace

    @property
    def home(self) -> Path:
        """The workspace's folder, or the data folder when that is all there is."""
        data, root = self._workspace.data, self._workspace.root
        return data if root is None or root.resolve() == data.resolve() else root

    def ledger(self, key: str) -> Ledger:
        """Return the ledger of a document, which need not be there yet."""
        community, _, name = key.partition("/doc/")
        return Ledger(self.home / "reviews" / community / f"{name}.jsonl")

    def key_of(self, community: str, checksum: str) -> str | None:
        """Return the key of the document that a ledger says the file with this SHA-256 is."""
        for path in sorted((self.home / "reviews" / community).glob("*.jsonl")):
            if any(each.get("sha256") == checksum for each in Ledger(path).events() if each["event"] == "read"):
                return f"{community}/doc/{path.stem}"
        return None

    def change(self, path: Path, content: str) -> FileChange:
        """Return the change that makes ``content`` of the file at ``path``, whatever it holds now."""
        relative = os.path.relpath(path, self._workspace.data)
        return FileChange("", Path(relative).as_posix(), checksum(path), content, 0, 0, "")

    def text(self, key: str, document: Document) -> Iterator[FileChange]:
        """Yield the change that keeps a document's text, unless it is kept already.

        Raises:
            HfgraphError: the text has characters that no file can have.
        """
        try:
            content = document.text.encode()
        except UnicodeEncodeError as error:
            raise bad_input(
                "Teksten har tegn som ikke kan lagres, så den kan ikke tas vare på.",
                "The text has characters that cannot be stored, so it cannot be kept.",
                mend=("Arkiver fakta uten teksten.", "File the facts without the text."),
            ) from error
        folder = self._workspace.sources or self.home / "sources"
        path = folder / f"{key.rpartition('/')[2]}.txt"
        if checksum(path) != sha256(content).hexdigest():
            yield self.change(path, document.text)


def checksum(path: Path) -> str | None:
    """Return the SHA-256 of a file, or ``None`` when there is none."""
    try:
        return sha256(path.read_bytes()).hexdigest()
    except FileNotFoundError:
        return None
