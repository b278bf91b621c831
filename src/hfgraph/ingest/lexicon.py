"""Patterns made of the words of a profile."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, TypeVar

from hfgraph.ingest.profile import Body, Law, Profile

ENDING = r"(?:e[nrt]s?|ene?s?|ane?s?|as?|ns?|nes?|rs?|ts?|s|ar|møtets?|møte)?"
"""Endings of a Norwegian noun."""
_Made = TypeVar("_Made")


def words(names: Iterable[str]) -> str:
    """Return a pattern for any of the names, the longest first, or for nothing at all when there are none.

    A space in a name stands for any white space, and a ``*`` for any letters.
    """
    found = {re.escape(name.strip()).replace(r"\ ", r"\s+").replace(r"\*", r"\w*") for name in names}
    return "|".join(sorted(found, key=lambda name: (-len(name), name))) or r"(?!)"


def folded(written: str) -> str:
    """Return words in small letters with single spaces."""
    return " ".join(written.lower().split())


@dataclass(frozen=True)
class Lexicon:
    """What a profile's words look like in a text made plain."""

    profile: Profile
    _made: dict[Callable[[Lexicon], Any], Any] = field(default_factory=dict, init=False, repr=False, compare=False)

    _bodies: dict[str, Body | None] = field(default_factory=dict, init=False, repr=False, compare=False)

    def once(self, make: Callable[[Lexicon], _Made]) -> _Made:
        """Return what ``make`` makes of the lexicon; it is made the first time only."""
        if make not in self._made:
            self._made[make] = make(self)
        made: _Made = self._made[make]
        return made

    def listed(self, table: str, *keys: str) -> str:
        """Return a pattern for any word of the lists, without groups."""
        return f"(?:{words(word for key in keys for word in self.profile.listed(table, key))})"

    @cached_property
    def body(self) -> str:
        """Pattern of a body's name or abbreviation, without groups."""
        names = words(name for body in self.profile.bodies for name in body.names)
        short = words(name for body in self.profile.bodies for name in body.short)
        return rf"(?<![\w-])(?:(?i:{names}){ENDING}|(?:{short})(?:s|et|en)?)(?!\w)"

    @cached_property
    def bodies(self) -> re.Pattern[str]:
        """The name of a body."""
        return re.compile(self.body)

    def body_of(self, written: str) -> Body | None:
        """Return the body that is written so."""
        low = folded(written)
        if low not in self._bodies:
            named = (
                (len(name), -order, body)
                for order, body in enumerate(self.profile.bodies)
                for name in (*body.names, *(short.lower() for short in body.short))
                if low.startswith(name)
            )
            self._bodies[low] = max(named, key=lambda one: one[:2], default=(0, 0, None))[2]
        return self._bodies[low]

    @cached_property
    def by_code(self) -> dict[str, Body]:
        """The bodies by their codes."""
        return {body.code: body for body in self.profile.bodies}

    @cached_property
    def case_word(self) -> str:
        """Pattern of a word that announces a case, without groups."""
        return rf"(?i:{self.listed('cases', 'words')})"

    @cached_property
    def months(self) -> dict[str, int]:
        """The number of each month's name and abbreviation, in small letters."""
        return {name: int(key) for key in self.profile.keys("months") for name in self.profile.listed("months", key)}

    def heading(self, key: str) -> re.Pattern[str]:
        """Return the pattern of a heading of a kind, alone or with text after a colon."""
        return self.once(_headings)[key]

    @cached_property
    def headings(self) -> tuple[re.Pattern[str], ...]:
        """The patterns of the headings of every kind."""
        return tuple(self.once(_headings).values())

    @cached_property
    def labels(self) -> re.Pattern[str]:
        """A label of the document's head, at the beginning of a word."""
        return re.compile(rf"(?i)(?<![^\s,;(])(?P<label>{words(self.label_fields)})(?!\w)")

    @cached_property
    def label_fields(self) -> dict[str, str]:
        """The field of each label, in small letters."""
        profile = self.profile
        return {folded(label): key for key in profile.keys("headers") for label in profile.listed("headers", key)}

    @cached_property
    def law(self) -> str:
        """Pattern of a law's name or abbreviation, without groups."""
        names = words(name for law in self.profile.laws for name in law.names)
        short = words(name for law in self.profile.laws for name in law.short)
        return rf"(?<![\w-])(?:(?i:{names})s?|(?i:{short}))(?!\w)"

    def law_of(self, written: str) -> Law | None:
        """Return the law that is written so."""
        low = folded(written)
        for law in self.profile.laws:
            if any(low in (name, name + "s") for name in (*law.names, *law.short)):
                return law
        return None

    @cached_property
    def agreement(self) -> str:
        """Pattern of an agreement with clauses, without groups."""
        number = r"(?:\s+(?:nr\.?\s*)?\d{1,2}(?![\d./]))?"
        return rf"(?<![\w-])(?i:{self.listed('instruments', 'agreement')}){ENDING}{number}(?!\w)"


def _headings(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    body = lexicon.body
    of_case = rf"(?:\s+(?:i\s+)?(?:{lexicon.case_word})\s*[\d/ -]*)?"
    whose = (
        rf"(?:\s+(?:(?:fra|frå|i|av|til)\s+{body}|(?:fra|frå|av)\s+[a-zæøå]+(?:et|en|a)))?(?:\s*\([^()\n]{{2,40}}\))?"
    )
    number = r"(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?"
    somebody = r"[A-ZÆØÅ][\wÆØÅ-]+(?:s|\s+sitt|\s+sin|\s+si)\s+"
    owner = rf"(?:{body}\s*(?:s|sitt|sin|si|sine|-)?\s+|{somebody})?"
    return {
        key: re.compile(
            rf"(?P<lead>{number})(?P<word>{owner}(?i:{lexicon.listed('headings', key)}){of_case}{whose})"
            r"\s*(?P<mark>[:;]|\Z|(?=\t))"
        )
        for key in ("proposed", "adopted", "other")
    }
