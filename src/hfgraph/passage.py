"""The words of a passage in their context, when the document itself is at hand."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hfgraph import terms
from hfgraph.evidence import Place
from hfgraph.store import Store

CONTEXT = 120


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage with what stands around it.

    Attributes:
        before: up to ``CONTEXT`` code points before the passage.
        words: the passage itself.
        after: up to ``CONTEXT`` code points after it.
    """

    before: str
    words: str
    after: str


class Shelf:
    """The documents' own texts, found by their SHA-256 whatever the files are called."""

    def __init__(self, store: Store, folder: Path | None) -> None:
        self._store = store
        self._texts = {} if folder is None else dict(_texts(folder))

    def text(self, document: str) -> str | None:
        """Return the text that the document's passages count in, or ``None`` when no file has its checksum."""
        checksum = self._store.value(document, terms.HF + "textSha256") or self._store.value(
            document, terms.HF + "sha256"
        )
        return None if checksum is None else self._texts.get(checksum)

    def quote(self, place: Place, context: int = CONTEXT) -> Quote | None:
        """Return the passage in its context, or ``None`` when its document is not at hand or too short."""
        text = self.text(place.document)
        if text is None or place.end > len(text):
            return None
        return Quote(
            text[max(0, place.start - context) : place.start],
            text[place.start : place.end],
            text[place.end : place.end + context],
        )


def _texts(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            content = path.read_bytes()
            try:
                yield hashlib.sha256(content).hexdigest(), content.decode("utf-8")
            except UnicodeDecodeError:
                continue
