"""The packed files inside an Office file, opened with limits on what they unpack to."""

from __future__ import annotations

import io
import zipfile
import zlib
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from hfgraph.errors import HfgraphError, bad_input

if TYPE_CHECKING:
    from lxml.etree import _Element

MOST_UNPACKED = 200 << 20
"""Most bytes that all members of an archive may unpack to."""
_MOST_MEMBERS = 20_000
_LARGEST_PART = 64 << 20
_RATIO = 200
_RATIO_FROM = 16 << 20
_ENCRYPTED = 0x1


class Archive:
    """A ZIP archive in memory; nothing of it is written anywhere.

    Attributes:
        names: of its members.
    """

    def __init__(self, content: bytes, name: str) -> None:
        """Open the archive.

        Args:
            content: its bytes.
            name: of the file, for messages.

        Raises:
            HfgraphError: it is damaged, encrypted, or unpacks to too much.
        """
        self._path = Path(name)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
            members = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, RuntimeError) as error:
            raise self._damaged() from error
        self._require_modest(members)
        self._members = {member.filename: member for member in members}
        self._left = MOST_UNPACKED
        self.names = frozenset(self._members)

    def read(self, name: str) -> bytes:
        """Return what the member ``name`` unpacks to.

        Raises:
            HfgraphError: it is missing, damaged or too large.
        """
        member = self._members.get(name)
        if member is None:
            raise self._damaged()
        try:
            with self._zip.open(member) as stream:
                content = stream.read(min(_LARGEST_PART, self._left) + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
        ) as error:
            raise self._damaged() from error
        self._left -= len(content)
        if len(content) > _LARGEST_PART or self._left < 0:
            raise self._bomb()
        return content

    def xml(self, name: str) -> _Element:
        """Return the root of the XML member ``name``. Entities and outside references are never followed.

        Raises:
            HfgraphError: it is missing, damaged, too large or nested too deep, or declares a document type.
        """
        from lxml import etree

        content = self.read(name)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False
        )
        try:
            root = etree.fromstring(content, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self._damaged(f"{PurePosixPath(name).name}: {str(error)[:200]}") from error
        if root.getroottree().docinfo.doctype:
            raise bad_input(
                "Filen har en dokumenttype (DTD) i seg, og det har ingen Office-fil.",
                "The file declares a document type (DTD), which no Office file does.",
                mend=(
                    "Filen kan være laget for å skade. Be avsenderen om en ny.",
                    "The file may be made to do harm. Ask the sender for a new one.",
                ),
                path=self._path,
            )
        return root

    def relations(self, name: str) -> dict[str, tuple[str, str]]:
        """Return what the member ``name`` refers to: identifier → (last word of the type, member). None outside."""
        part = PurePosixPath(name)
        listing = str(part.parent / "_rels" / f"{part.name}.rels")
        if listing not in self.names:
            return {}
        found: dict[str, tuple[str, str]] = {}
        for relation in self.xml(listing):
            if not isinstance(relation.tag, str) or relation.get("TargetMode") == "External":
                continue
            target = _resolved(part.parent, relation.get("Target", ""))
            if target in self.names:
                found[relation.get("Id", "")] = (relation.get("Type", "").rpartition("/")[2], target)
        return found

    def main(self, fallback: str) -> str:
        """Return the member that is the document itself."""
        for kind, target in self.relations("").values():
            if kind == "officeDocument":
                return target
        if fallback in self.names:
            return fallback
        raise self._damaged()

    def _require_modest(self, members: list[zipfile.ZipInfo]) -> None:
        total = 0
        if len(members) > _MOST_MEMBERS:
            raise self._bomb()
        for member in members:
            total += member.file_size
            huge = member.file_size > _RATIO_FROM and member.file_size > _RATIO * max(member.compress_size, 1)
            if huge or total > MOST_UNPACKED:
                raise self._bomb()
            if member.flag_bits & _ENCRYPTED:
                raise bad_input(
                    "Filen er kryptert med passord.",
                    "The file is encrypted with a password.",
                    mend=("Fjern passordet og lagre på nytt.", "Remove the password and save it again."),
                    path=self._path,
                )

    def _bomb(self) -> HfgraphError:
        return bad_input(
            f"Filen pakker seg ut til uvanlig mye (grensen er {MOST_UNPACKED >> 20} MB) og er ikke åpnet.",
            f"The file unpacks to an unusual amount (the limit is {MOST_UNPACKED >> 20} MB) and was not opened.",
            mend=(
                "Åpne den i programmet den er laget i, fjern store bilder og lagre på nytt, eller lag en PDF.",
                "Open it in the program it was made with, remove large pictures and save it again, or make a PDF.",
            ),
            path=self._path,
        )

    def _damaged(self, detail: str = "") -> HfgraphError:
        tail = f" ({detail})" if detail else ""
        return bad_input(
            f"Filen er skadet eller ufullstendig{tail}.",
            f"The file is damaged or incomplete{tail}.",
            mend=(
                "Hent den på nytt, eller åpne den i programmet den er laget i og lagre den igjen.",
                "Fetch it again, or open it in the program it was made with and save it again.",
            ),
            path=self._path,
        )


def _resolved(folder: PurePosixPath, target: str) -> str:
    """Return the member that ``target`` names as seen from ``folder``; one outside the archive is not found."""
    parts: list[str] = [] if target.startswith("/") else [part for part in folder.parts if part != "."]
    for part in target.split("/"):
        if part == "..":
            if parts:
                parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    return "/".join(parts)
