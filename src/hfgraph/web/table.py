"""Rows of a question as a table to read: names that link, each source in one cell, states with a shape."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from hfgraph import terms

Row = Mapping[str, Any]
Kind = Literal["thing", "state", "source", "day", "number", "text"]
_PARTS = ("Document", "DocumentLabel", "Section", "Passage", "Start", "End")
_STATES = {"state", "status", "standing"}
_DAYS = {"date", "latestDate", "agreedOn", "plannedFor", "validFrom", "validUntil", "issued", "from", "until"}


@dataclass(frozen=True, slots=True)
class Column:
    """A column: the variable it shows, what it is called and how it is shown."""

    name: str
    heading: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a question.

    Attributes:
        id: of the question.
        title: what is asked.
        description: how the rows are to be read.
        values: the parameters it was asked with.
        options: the parameters it can be asked with.
        columns: those to show.
        rows: by variable; what is said in several places is one row, with the places under ``sources:source``.
    """

    id: str
    title: str
    description: str
    values: Mapping[str, str]
    options: tuple[str, ...]
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]

    @classmethod
    def read(cls, told: Mapping[str, Any]) -> Table:
        """Return the table that the job ``table`` tells of."""
        headings: dict[str, str] = {column["name"]: column["heading"] for column in told["columns"]}
        columns = tuple(_columns(headings, told["rows"], told["source"]))
        rows = tuple(_merged(told["rows"], columns, headings))
        return cls(
            told["id"], told["title"], told["description"], told["values"], tuple(told["options"]), columns, rows
        )

    def __len__(self) -> int:
        return len(self.rows)

    def where(self, keep: Callable[[Row], bool]) -> Table:
        """Return the table with the rows ``keep`` is true of."""
        return replace(self, rows=tuple(row for row in self.rows if keep(row)))

    def without(self, *names: str) -> Table:
        """Return the table without some columns; the rows keep their values."""
        return replace(self, columns=tuple(column for column in self.columns if column.name not in names))

    def only(self, *names: str) -> Table:
        """Return the table with just these columns, in this order."""
        known = {column.name: column for column in self.columns}
        return replace(self, columns=tuple(known[name] for name in names if name in known))

    def distinct(self, name: str) -> list[str]:
        """Return the values of a variable, each once, in the order of the rows."""
        return list(dict.fromkeys(str(row[name]) for row in self.rows if row.get(name) is not None))


def place(row: Row, source: str = "") -> dict[str, Any] | None:
    """Return the source a row gives, in the same form as the places of things, or ``None``.

    Args:
        row: of a question.
        source: what the names of the source's columns begin with, if anything.
    """
    document, label, section, passage, start, end = (row.get(_part(source, part)) for part in _PARTS)
    if document is None:
        return None
    return {
        "document": document,
        "documentLabel": label or terms.shorten(str(document)),
        "section": section or "",
        "passage": passage,
        "start": start,
        "end": end,
        "inferred": terms.shorten(str(row.get("certainty") or "")).endswith("/inferred") if not source else False,
    }


def _merged(rows: Iterable[Row], columns: Iterable[Column], headings: Mapping[str, str]) -> Iterable[Row]:
    sources = [column.name.removesuffix("source") for column in columns if column.kind == "source"]
    parts = {_part(source, part) for source in sources for part in _PARTS}
    told: dict[tuple[str, ...], dict[str, Any]] = {}
    for row in rows:
        key = tuple(repr(row[name]) for name in headings if name not in parts)
        merged = told.setdefault(key, {**row, **{f"sources:{source}source": [] for source in sources}})
        for source in sources:
            found, kept = place(row, source), merged[f"sources:{source}source"]
            if found is not None and found not in kept:
                kept.append(found)
    return told.values()


def _columns(headings: Mapping[str, str], rows: Sequence[Row], told: str) -> Iterable[Column]:
    sources = [name[: -len("passage")] for name in headings if name.lower().endswith("passage")]
    hidden = {_part(source, part) for source in sources for part in _PARTS}
    if len({row.get("community") for row in rows}) <= 1:
        hidden |= {"community", "communityLabel"}
    for name, heading in headings.items():
        if name in hidden or (name.endswith("Label") and name.removesuffix("Label") in headings):
            continue
        yield Column(name, heading, _kind(name, headings, rows))
    for source in sources:
        yield Column(source + "source", headings[_part(source, "Document")] if source else told, "source")


def _kind(name: str, headings: Mapping[str, str], rows: Sequence[Row]) -> Kind:
    if name in _STATES:
        return "state"
    if name in _DAYS:
        return "day"
    if name + "Label" in headings or name == "community":
        return "thing"
    values = [row[name] for row in rows if row.get(name) is not None]
    if values and all(isinstance(value, int | float) and not isinstance(value, bool) for value in values):
        return "text" if name == "year" else "number"
    return "thing" if values and all(str(value).startswith(terms.ID) for value in values) else "text"


def _part(source: str, part: str) -> str:
    return source + part if source else part[:1].lower() + part[1:]
