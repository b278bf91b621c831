"""The words a community's papers use: its bodies and series, labels, headings, laws. A table, so that a new one is no code.

``profiles/standard.toml`` holds what all Norwegian case papers share, ``profiles/<community>.toml`` what a community
adds; a workspace may have such files of its own.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hfgraph import assets
from hfgraph.errors import bad_input

_STANDARD = "standard"


@dataclass(frozen=True, slots=True)
class Body:
    """Something that treats cases and holds meetings.

    Attributes:
        code: in the key of a case: ``ssu``.
        names: as written, in small letters.
        short: as written in capitals.
        letters: what it is called only before the word *sak*: ``K-sak``.
        meeting: its name is also that of its meetings.
        kind: code of what kind of committee it is, when that is known.
    """

    code: str
    names: tuple[str, ...]
    short: tuple[str, ...] = ()
    letters: tuple[str, ...] = ()
    meeting: bool = False
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Law:
    """A statute, or bylaws.

    Attributes:
        code: in a reference: ``hol``.
        names: as written, in small letters.
        short: abbreviations.
        bylaws: it is the bylaws of the community.
    """

    code: str
    names: tuple[str, ...]
    short: tuple[str, ...] = ()
    bylaws: bool = False


@dataclass(frozen=True)
class Profile:
    """The words of one community.

    Attributes:
        community: its key, or an empty string for any.
        bodies: what treats cases.
        laws: what has sections.
        year_first: cases are numbered ``2024/26`` where both numbers could be a year.
        names: persons may be filed by name.
        words: every other list of words by table and key, such as ``("headings", "adopted")``.
    """

    community: str
    bodies: tuple[Body, ...]
    laws: tuple[Law, ...]
    year_first: bool
    names: bool
    words: Mapping[tuple[str, str], tuple[str, ...]]

    @classmethod
    def load(cls, community: str | None = None, root: Path | None = None) -> Profile:
        """Return the profile of ``community``, or the words that all share.

        Args:
            community: key such as ``lvs``; one without a file of its own has only the shared words.
            root: workspace that may have a folder ``profiles``.

        Raises:
            HfgraphError: a file is not TOML, or a table in it is not what it should be.
        """
        folders = [assets.folder("profiles"), *([root / "profiles"] if root else [])]
        merged: dict[str, Any] = {}
        for stem in dict.fromkeys((_STANDARD, community or _STANDARD)):
            for folder in folders:
                path = folder / f"{stem}.toml"
                if path.is_file():
                    _merge(merged, _read(path), path, "")
        return cls(
            community or "",
            tuple(_body(code, table) for code, table in merged.get("bodies", {}).items()),
            tuple(_law(code, table) for code, table in merged.get("laws", {}).items()),
            merged.get("cases", {}).get("order", "number-first") == "year-first",
            bool(merged.get("privacy", {}).get("names", False)),
            {
                (table, key): tuple(values)
                for table, entries in merged.items()
                if table not in ("bodies", "laws")
                for key, values in entries.items()
                if isinstance(values, list)
            },
        )

    def listed(self, table: str, key: str) -> tuple[str, ...]:
        """Return a list of words, empty when no file has it."""
        return self.words.get((table, key), ())

    def keys(self, table: str) -> tuple[str, ...]:
        """Return the keys of a table of lists."""
        return tuple(key for name, key in self.words if name == table)


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except (OSError, ValueError) as error:
        raise bad_input(
            f"Profilen kan ikke leses: {error}.",
            f"The profile cannot be read: {error}.",
            mend=("Rett filen; den er i formatet TOML, UTF-8.", "Mend the file; its format is TOML, in UTF-8."),
            path=path,
        ) from error


def _merge(into: dict[str, Any], more: Mapping[str, Any], path: Path, place: str) -> None:
    """Add lists to lists, tables to tables, and replace everything else."""
    for key, value in more.items():
        where = f"{place}.{key}" if place else key
        known = into.get(key)
        if isinstance(value, dict) and isinstance(known, dict | None):
            _merge(into.setdefault(key, {}), value, path, where)
        elif isinstance(value, list) and isinstance(known, list | None):
            if not all(isinstance(word, str) and word.strip() for word in value):
                raise _odd(path, where)
            into[key] = [*dict.fromkeys([*(known or ()), *value])]
        elif isinstance(value, str | bool) and (known is None or type(known) is type(value)):
            into[key] = value
        else:
            raise _odd(path, where)


def _odd(path: Path, where: str) -> Exception:
    return bad_input(
        f"«{where}» i profilen er ikke av riktig slag.",
        f"'{where}' in the profile is not of the right kind.",
        mend=(
            "Se profiles/standard.toml for hvordan tabellen ser ut: lister av ord i anførselstegn.",
            "See profiles/standard.toml for what the table looks like: lists of words in quotes.",
        ),
        path=path,
        field=where,
    )


def _body(code: str, table: Mapping[str, Any]) -> Body:
    return Body(
        code,
        _lower(table.get("names", ())),
        tuple(table.get("short", ())),
        tuple(table.get("letters", ())),
        bool(table.get("meeting", False)),
        str(table.get("kind", "")),
    )


def _law(code: str, table: Mapping[str, Any]) -> Law:
    return Law(code, _lower(table.get("names", ())), tuple(table.get("short", ())), bool(table.get("bylaws", False)))


def _lower(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.lower() for word in words)
