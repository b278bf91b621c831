"""Rows of an answer, and the values that go into a question and come out of it."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pyoxigraph as ox

from hfgraph import terms

Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple
Row = dict[str, Term | None]
Value = str | int | float | bool | None

_WHOLE = {"integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt"}


@dataclass(frozen=True, slots=True)
class Rows:
    """The answer to a SELECT.

    Attributes:
        variables: the columns, in the order of the query.
        rows: one mapping a row; a variable without a value is ``None``.
    """

    variables: tuple[str, ...]
    rows: tuple[Row, ...]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def without(self, *names: str) -> Rows:
        """Return the same rows without the named columns."""
        kept = tuple(name for name in self.variables if name not in names)
        return Rows(kept, tuple({name: row[name] for name in kept} for row in self.rows))

    def plain(self) -> list[dict[str, Value]]:
        """Return the rows as Python values: IRIs and texts as ``str``, numbers as numbers, nothing as ``None``."""
        return [{name: plain_value(term) for name, term in row.items()} for row in self.rows]

    def csv(self, *, excel: bool = False) -> bytes:
        """Return the rows as CSV (RFC 4180), or with semicolons and a byte order mark as Norwegian Excel opens them."""
        stream = io.StringIO(newline="")
        writer = csv.writer(stream, delimiter=";" if excel else ",", lineterminator="\r\n")
        writer.writerow(self.variables)
        writer.writerows([["" if value is None else value for value in row.values()] for row in self.plain()])
        return stream.getvalue().encode("utf-8-sig" if excel else "utf-8")

    def part(self, offset: int, limit: int | None) -> Rows:
        """Return some of the rows."""
        return Rows(self.variables, self.rows[offset : None if limit is None else offset + limit])

    def __len__(self) -> int:
        return len(self.rows)


def iri(text: str) -> Term:
    """Return an IRI as a value to ask with.

    Raises:
        ValueError: ``text`` is no absolute IRI.
    """
    return ox.NamedNode(text)


def literal(value: str | int | date) -> Term:
    """Return a text, a whole number or a day as a value to ask with."""
    if isinstance(value, date):
        return ox.Literal(value.isoformat(), datatype=ox.NamedNode(terms.XSD + "date"))
    return ox.Literal(value)


def plain_value(term: Term | None) -> Value:
    """Return a term as a Python value: a number or truth where its datatype says so, else text."""
    if not isinstance(term, ox.Literal):
        return None if term is None else str(getattr(term, "value", term))
    kind = term.datatype.value.removeprefix(terms.XSD)
    try:
        if kind in _WHOLE:
            return int(term.value)
        if kind in ("decimal", "double", "float"):
            number = float(term.value)
            return int(number) if number.is_integer() and kind == "decimal" else number
    except ValueError:
        return term.value
    return term.value in ("true", "1") if kind == "boolean" else term.value
