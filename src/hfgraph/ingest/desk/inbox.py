"""Readings of documents that wait for review: in the data folder, and none of them in version control."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal

from hfgraph.errors import bad_input
from hfgraph.file import remove, write_atomically
from hfgraph.ingest.document import Block, Document
from hfgraph.ingest.proposal import Proposal
from hfgraph.journal import FOLDER
from hfgraph.text import Text

State = Literal["new", "known", "same-text", "changed"]
_FORM = 1


@dataclass(frozen=True)
class Reading:
    """A document as it was read, with what was proposed.

    Attributes:
        key: of the document: ``lvs/doc/ssu-26-2024``.
        community: key of the community.
        document: as it was read.
        proposals: what it seems to state.
        state: how it stands to what was read before.
        earlier: texts it has had before, by their SHA-256.
    """

    key: str
    community: str
    document: Document
    proposals: tuple[Proposal, ...]
    state: State = "new"
    earlier: Mapping[str, str] = field(default_factory=dict)


class Inbox:
    """The readings of one data folder.

    Args:
        data: the data folder.
    """

    def __init__(self, data: Path) -> None:
        self.folder = data / FOLDER / "inbox"

    def keys(self) -> list[str]:
        """Return the keys of the documents in it."""
        return sorted(reading.key for reading in self)

    def __iter__(self) -> Iterator[Reading]:
        for path in sorted(self.folder.glob("*.json")):
            reading = _read(path)
            if reading is not None:
                yield reading

    def get(self, key: str) -> Reading | None:
        """Return the reading of a document, or ``None`` when there is none that can be used."""
        return _read(self._path(key))

    def find(self, checksum: str) -> Reading | None:
        """Return the reading of the file with this SHA-256, or ``None``."""
        return next((reading for reading in self if reading.document.sha256 == checksum), None)

    def put(self, reading: Reading) -> None:
        """Keep a reading in the place of the one before.

        Raises:
            HfgraphError: the folder cannot be written to.
        """
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise bad_input(
                f"Innboksen kan ikke skrives: {error.strerror}.",
                f"The inbox cannot be written: {error.strerror}.",
                path=self.folder,
            ) from error
        content = json.dumps({"form": _FORM, **asdict(reading)}, ensure_ascii=False)
        write_atomically(self._path(reading.key), content.encode("utf-8", "surrogatepass"), mode=0o600)

    def remove(self, key: str) -> None:
        """Forget the reading of a document."""
        remove(self._path(key))

    def _path(self, key: str) -> Path:
        community, _, name = key.partition("/doc/")
        mark = sha256(key.encode()).hexdigest()[:8]
        return self.folder / f"{community}-{name}-{mark}.json"


def _read(path: Path) -> Reading | None:
    """Return what the file holds; one that another version wrote is as good as none: the document is read again."""
    try:
        content: Mapping[str, Any] = json.loads(path.read_bytes().decode("utf-8", "surrogatepass"))
        if content["form"] != _FORM:
            return None
        told = content["document"]
        document = Document(
            **told
            | {
                "blocks": tuple(Block(**block) for block in told["blocks"]),
                "notes": tuple(Text(**note) for note in told["notes"]),
            }
        )
        proposals = tuple(Proposal(**proposal) for proposal in content["proposals"])
        return Reading(content["key"], content["community"], document, proposals, content["state"], content["earlier"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
