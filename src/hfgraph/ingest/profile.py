"""The words a community's papers use: its bodies and series, labels, headings, laws. A table, so a new one is no code.

``profiles/standard.toml`` holds what all Norwegian case papers share, ``profiles/grammar.toml`` the words of the
language that the rules lean on, and ``profiles/<community>.toml`` what a community adds; a workspace may have such
files of its own.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hfgraph import assets
from hfgraph.errors import bad_input

SHARED = ("standard", "grammar")
"""Files of words that every community has."""
_CODE = re.compile(r"[a-z][a-z0-9-]*")
_ORDERS = ("number-first", "year-first")
_THINGS: Mapping[str, Mapping[str, type]] = {
    "bodies": {"names": list, "short": list, "letters": list, "meeting": bool, "kind": str},
    "laws": {"names": list, "short": list, "bylaws": bool},
}
"""The tables whose entries are tables, and what an entry may hold."""
_SINGLE: Mapping[tuple[str, str], type] = {("cases", "order"): str, ("privacy", "names"): bool}
"""What is no list of words in the other tables."""


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
        merged: dict[str, dict[str, Any]] = {}
        for stem in dict.fromkeys((*SHARED, *([community] if community else []))):
            for folder in folders:
                path = folder / f"{stem}.toml"
                if path.is_file():
                    tables = _read(path)
                    _check(tables, path)
                    _merge(merged, tables)
        return cls(
            community or "",
            tuple(_body(code, table) for code, table in merged.get("bodies", {}).items()),
            tuple(_law(code, table) for code, table in merged.get("laws", {}).items()),
            merged.get("cases", {}).get("order") == "year-first",
            bool(merged.get("privacy", {}).get("names", False)),
            {
                (table, key): tuple(words)
                for table, entries in merged.items()
                if table not in _THINGS
                for key, words in entries.items()
                if isinstance(words, list)
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


def _check(tables: Mapping[str, Any], path: Path) -> None:
    """Raise unless every table is of the kind that it should be."""
    for table, entries in tables.items():
        if not isinstance(entries, dict):
            raise _odd(path, table)
        for key, value in entries.items():
            if table in _THINGS:
                _check_thing(_THINGS[table], value, path, f"{table}.{key}", key)
            elif not _fits(value, _SINGLE.get((table, key), list)):
                raise _odd(path, f"{table}.{key}")
    order = tables.get("cases", {}).get("order", _ORDERS[0])
    if order not in _ORDERS:
        raise _odd(path, "cases.order")


def _check_thing(kinds: Mapping[str, type], entry: Any, path: Path, where: str, code: str) -> None:
    if not isinstance(entry, dict) or not _CODE.fullmatch(code):
        raise _odd(path, where)
    for name, value in entry.items():
        if name not in kinds or not _fits(value, kinds[name]):
            raise _odd(path, f"{where}.{name}")


def _fits(value: Any, kind: type) -> bool:
    if kind is list:
        return isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)
    return isinstance(value, kind)


def _merge(into: dict[str, Any], more: Mapping[str, Any]) -> None:
    """Add lists to lists, tables to tables, and replace everything else."""
    for key, value in more.items():
        if isinstance(value, dict):
            _merge(into.setdefault(key, {}), value)
        elif isinstance(value, list):
            into[key] = [*dict.fromkeys([*into.get(key, ()), *value])]
        else:
            into[key] = value


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
        table.get("meeting", False),
        table.get("kind", ""),
    )


def _law(code: str, table: Mapping[str, Any]) -> Law:
    return Law(code, _lower(table.get("names", ())), tuple(table.get("short", ())), table.get("bylaws", False))


def _lower(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(word.lower() for word in words)
