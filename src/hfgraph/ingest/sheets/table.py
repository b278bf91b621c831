"""What a list of projects may hold: its columns, the names they go by, and the words that tell a code.

Read from ``profiles/sheet.toml`` and the ontology's code lists; the reader and the template are both made from it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from typing import Any, Literal, cast

from hfgraph import assets, terms
from hfgraph.ingest.proposal import Type
from hfgraph.lookup import fold
from hfgraph.text import Text
from hfgraph.workspace import SourceFile

Holds = Literal["name", "text", "code", "codes", "names", "clauses", "date", "amount", "cases"]

_BRACKET = re.compile(r"[(\[][^()\[\]]*[)\]]\W*\Z")
_OTHER = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Column:
    """A column.

    Attributes:
        field: its name in a proposal's detail and in rules: ``status_date`` in ``sheet.status_date``.
        title: heading in the template and in messages.
        also: other headings it goes by.
        holds: what its cells say.
        scheme: key of the code list that its codes are from, such as ``status``, or an empty string.
        like: type of the proposals that its cells make, or ``None`` when they only add to the project.
        help: what to write in it.
        example: a cell of the template's example row.
        width: in the template, in characters.
    """

    field: str
    title: Text
    also: tuple[str, ...]
    holds: Holds
    scheme: str
    like: Type | None
    help: Text
    example: str
    width: int

    @property
    def several(self) -> bool:
        """Whether a cell may hold several values."""
        return self.holds in ("names", "codes", "clauses", "cases")


@dataclass(frozen=True, slots=True)
class Code:
    """A code that a cell may tell.

    Attributes:
        code: last part of its IRI: ``ongoing``.
        name: what the code list calls it.
        definition: what it means.
        words: what tells it, besides its name.
    """

    code: str
    name: Text
    definition: Text
    words: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """All there is to know of a list's form.

    Attributes:
        columns: in the order of the template.
        codes: the codes of each list that a column uses, in the order of the template.
        aspects: which side of a project a status is about, by the status' code.
        explanations: names of the template's own sheets that hold no projects.
        examples: what the name in an example row begins with.
        totals: names of rows that are sums.
        empty: what is written in a cell that says nothing, besides dashes and the like.
    """

    columns: tuple[Column, ...]
    codes: Mapping[str, tuple[Code, ...]]
    aspects: Mapping[str, str]
    explanations: frozenset[str]
    examples: tuple[str, ...]
    totals: frozenset[str]
    empty: frozenset[str]

    @classmethod
    @cache
    def load(cls) -> Table:
        """Return the table that ships with hfgraph."""
        content = tomllib.loads((assets.folder("profiles") / "sheet.toml").read_text("utf-8"))
        columns = tuple(_column(entry) for entry in content["column"])
        lists = dict.fromkeys(column.scheme for column in columns if column.scheme)
        aspects = cast("dict[str, str]", content["aspects"])
        named = _named(lists)
        return cls(
            columns,
            {
                scheme: tuple(
                    Code(code, *named[scheme][code], tuple(content["codes"].get(scheme, {}).get(code, ())))
                    for code in (aspects if scheme == "status" else named[scheme])
                )
                for scheme in lists
            },
            aspects,
            frozenset(map(same, content["explanations"])),
            tuple(mark.casefold() for mark in content["examples"]),
            frozenset(map(same, content["totals"])),
            frozenset(map(same, content["empty"])),
        )

    def column(self, heading: str) -> Column | None:
        """Return the column that a heading names, or ``None``."""
        while (found := self._headings.get(_key(heading))) is None and (bracket := _BRACKET.search(heading)):
            heading = heading[: bracket.start()]
        return found

    def code(self, scheme: str, word: str) -> Code | None:
        """Return the code of a list that a word or two tell, or ``None`` when none does."""
        return self._words[scheme].get(_key(word))

    @cached_property
    def _headings(self) -> Mapping[str, Column]:
        return {
            _key(name): column for column in self.columns for name in (column.title.nb, column.title.en, *column.also)
        }

    @cached_property
    def _words(self) -> Mapping[str, Mapping[str, Code]]:
        return {
            scheme: {
                _key(word): code for code in codes for word in (code.code, code.name.nb, code.name.en, *code.words)
            }
            for scheme, codes in self.codes.items()
        }


def same(text: str) -> str:
    """Return what two spellings of a heading, a word or a name have in common: small plain letters and digits."""
    return _OTHER.sub(" ", fold(text)).strip()


def _key(text: str) -> str:
    """Return what two spellings of a heading or a word have in common, also where one parts what the other joins."""
    return same(text).replace(" ", "")


def _column(entry: Mapping[str, Any]) -> Column:
    return Column(
        entry["field"],
        Text(entry["nb"], entry["en"]),
        tuple(entry.get("also", ())),
        entry["holds"],
        entry.get("list", ""),
        entry.get("like"),
        Text(entry["help_nb"], entry["help_en"]),
        entry["example"],
        entry["width"],
    )


def _named(schemes: Iterable[str]) -> dict[str, dict[str, tuple[Text, Text]]]:
    """Return name and definition of the codes of some lists, in the order of the ontology."""
    folders = {f"{terms.HFC}{scheme}/": scheme for scheme in schemes}
    told: dict[str, dict[tuple[str, str], str]] = {}
    for statement in SourceFile(assets.folder("ontology") / "codes.ttl", terms.HFC).statements():
        quad = statement.quad
        told.setdefault(str(quad.subject)[1:-1], {})[
            quad.predicate.value, getattr(quad.object, "language", None) or ""
        ] = getattr(quad.object, "value", "")
    found: dict[str, dict[str, tuple[Text, Text]]] = {scheme: {} for scheme in folders.values()}
    for iri, said in told.items():
        scheme = folders.get(iri[: iri.rfind("/") + 1])
        if scheme is not None:
            name, definition = (
                Text(said.get((predicate, "nb"), ""), said.get((predicate, "en"), ""))
                for predicate in (terms.LABEL, terms.SKOS + "definition")
            )
            found[scheme][iri.rpartition("/")[2]] = (name, definition)
    return found
