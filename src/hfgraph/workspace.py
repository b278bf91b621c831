"""A folder of facts: which files there are, which graph each one is, and what they say line by line.

One Turtle file is one source document is one named graph. ``<community>/<document>.ttl`` becomes
``id/<community>/doc/<document>``; a ``register.ttl`` holds names shared by several documents.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph as ox

from hfgraph import assets, terms
from hfgraph.errors import HfgraphError, Problem, bad_input
from hfgraph.text import Text

_KEY = re.compile(r"[a-z0-9]+(?:[-.][a-z0-9]+)*\Z")


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement of a file and the line, counted from 1, on which it ends."""

    quad: ox.Quad
    line: int


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One Turtle file and the IRI of the named graph it is."""

    path: Path
    graph: str

    def read(self) -> bytes:
        """Return the file's bytes as UTF-8 without a byte order mark.

        Raises:
            HfgraphError: the file cannot be read or is not UTF-8; says which line.
        """
        try:
            content = self.path.read_bytes()
        except OSError as error:
            raise bad_input(
                f"Filen kan ikke leses: {error.strerror}.",
                f"The file cannot be read: {error.strerror}.",
                mend=(
                    "Sjekk at filen finnes og at du har lov til å lese den.",
                    "Check that it exists and that you may read it.",
                ),
                path=self.path,
            ) from error
        content = content.removeprefix(b"\xef\xbb\xbf")
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            raise bad_input(
                "Filen er ikke UTF-8.",
                "The file is not UTF-8.",
                mend=("Lagre den på nytt med tegnsettet UTF-8.", "Save it again with UTF-8 encoding."),
                path=self.path,
                line=content.count(b"\n", 0, error.start) + 1,
            ) from error
        return content

    def statements(self) -> Iterator[Statement]:
        """Yield every statement with its line.

        The parser is fed one line at a time, so the number of lines it has taken when a statement comes out is
        the line on which that statement ends.

        Raises:
            HfgraphError: the file cannot be read, is not UTF-8 or is not Turtle.
        """
        lines = _Lines(self.read())
        graph = ox.NamedNode(self.graph)
        try:
            for quad in ox.parse(lines, format=ox.RdfFormat.TURTLE, base_iri=self.graph):
                yield Statement(ox.Quad(quad.subject, quad.predicate, quad.object, graph), lines.taken)
        except SyntaxError as error:
            raise bad_input(
                f"Ikke gyldig Turtle: {_plain(error)}.",
                f"Not valid Turtle: {_plain(error)}.",
                mend=(
                    "Se på linjen og den før: mangler det punktum, semikolon, anførselstegn eller et prefiks?",
                    "Look at this line and the one before: is a full stop, semicolon, quote or prefix missing?",
                ),
                path=self.path,
                line=error.lineno,
                column=error.offset,
            ) from error


@dataclass(frozen=True, slots=True)
class Workspace:
    """The facts of one or more communities, as files.

    Attributes:
        data: the folder with ``register.ttl`` and one folder per community.
        sources: folder with the documents' own texts, when there is one.
        root: folder that may hold more questions (``queries/questions``) and shapes (``shapes``).
        files: all files, registers first, in a fixed order.
    """

    data: Path
    sources: Path | None = None
    root: Path | None = None
    files: tuple[SourceFile, ...] = ()

    @classmethod
    def open(cls, path: str | Path | None = None, sources: str | Path | None = None) -> Workspace:
        """Return the workspace at ``path``, or the bundled one when ``path`` is ``None``.

        ``path`` is a folder with a ``data`` folder in it, or a data folder itself.

        Raises:
            HfgraphError: the folder is not there, holds no Turtle, or has files with names that make no key.
        """
        root = None if path is None else Path(path)
        data = assets.folder("data") if root is None else root
        if root is not None:
            if not root.is_dir():
                raise bad_input(
                    "Mappen finnes ikke.",
                    "There is no such folder.",
                    mend=(
                        "Skriv stien til arbeidsområdet, eller lag et med «hfgraph init».",
                        "Give the path of the workspace, or make one with 'hfgraph init'.",
                    ),
                    path=root,
                )
            data = root / "data" if (root / "data").is_dir() else root
        texts = Path(sources) if sources is not None else (data.parent if data != root else data) / "sources"
        if sources is not None and not texts.is_dir():
            raise bad_input(
                "Mappen med kildetekster finnes ikke.",
                "There is no such folder of source texts.",
                mend=("Sjekk stien etter --sources.", "Check the path after --sources."),
                path=texts,
            )
        return cls(data, texts if texts.is_dir() else None, root, _find_files(data))

    def file_of(self, graph: str) -> SourceFile | None:
        """Return the file that is the named graph ``graph``, if it is one of ours."""
        return next((file for file in self.files if file.graph == graph), None)

    def name(self, path: Path) -> str:
        """Return ``path`` relative to the data folder, with forward slashes."""
        return path.relative_to(self.data).as_posix() if path.is_relative_to(self.data) else str(path)


class _Lines(io.BytesIO):
    """Bytes handed out at most one line a read, counting the lines begun; never more than asked for, which aborts."""

    def __init__(self, content: bytes) -> None:
        super().__init__(content)
        self.taken = 0
        self._ended = True

    def read(self, size: int | None = -1, /) -> bytes:
        line = self.readline(size)
        self.taken += bool(line) and self._ended
        self._ended = line.endswith(b"\n")
        return line


def _plain(error: SyntaxError) -> str:
    return re.sub(r"^Parser error at .*?: ", "", error.msg or str(error)).rstrip(".")


def _graph_of(relative: Path) -> str:
    parts = relative.with_suffix("").parts
    if parts[-1] == "register":
        return terms.ID + "/".join(parts)
    community, document = parts
    return f"{terms.ID}{community}/doc/{document}"


def _find_files(data: Path) -> tuple[SourceFile, ...]:
    files: list[SourceFile] = []
    problems: list[Problem] = []
    for path in sorted([*data.glob("*.ttl"), *data.glob("*/*.ttl")]):
        relative = path.relative_to(data)
        if relative.parts[0] == "sources":
            continue
        in_place = relative.parent.parts or relative.name == "register.ttl"
        if in_place and all(_KEY.match(part) for part in relative.with_suffix("").parts):
            files.append(SourceFile(path, _graph_of(relative)))
        else:
            problems.append(
                Problem(
                    Text(
                        "Filnavnet eller plassen kan ikke bli en nøkkel.",
                        "The file's name or place cannot become a key.",
                    ),
                    Text(
                        "Legg den i <helsefellesskap>/<dokument>.ttl med små bokstaver a–z, tall og bindestrek.",
                        "Put it at <community>/<document>.ttl, in lower-case a–z, digits and hyphens.",
                    ),
                    path,
                )
            )
    if problems:
        raise HfgraphError(problems)
    if not files:
        raise bad_input(
            "Mappen har ingen Turtle-filer.",
            "The folder has no Turtle files.",
            mend=(
                "Et arbeidsområde har data/<helsefellesskap>/<dokument>.ttl; «hfgraph init» lager et.",
                "A workspace has data/<community>/<document>.ttl; 'hfgraph init' makes one.",
            ),
            path=data,
        )
    return tuple(sorted(files, key=lambda file: (file.path.name != "register.ttl", file.graph)))
