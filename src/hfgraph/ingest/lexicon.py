"""Patterns made of the words of a profile."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

from hfgraph.ingest.profile import Body, Law, Profile

_ENDING = r"(?:e[nrt]s?|ene?s?|ane?s?|as?|ns?|nes?|rs?|ts?|s|ar|møtets?|møte)?"
MONTHS = {
    **{name: number for number, name in enumerate(
        ("januar", "februar", "mars", "april", "mai", "juni", "juli", "august", "september", "oktober", "november", "desember"),
        1,
    )},
    **{"jan": 1, "feb": 2, "febr": 2, "mar": 3, "apr": 4, "jun": 6, "jul": 7, "aug": 8, "sep": 9, "sept": 9, "okt": 10,
       "nov": 11, "des": 12},
}


def words(names: Iterable[str]) -> str:
    """Return a pattern for any of the names, the longest first; a space in one stands for any white space."""
    found = sorted({re.escape(name.strip()).replace(r"\ ", r"\s+") for name in names}, key=lambda name: (-len(name), name))
    return "|".join(found) if found else r"(?!)"


@dataclass(frozen=True)
class Lexicon:
    """What a profile's words look like in a text made plain."""

    profile: Profile

    @cached_property
    def body(self) -> str:
        """Pattern of a body's name or abbreviation, without groups."""
        names = words(name for body in self.profile.bodies for name in body.names)
        short = words(name for body in self.profile.bodies for name in body.short)
        return rf"(?<![\w-])(?:(?i:{names}){_ENDING}|(?:{short})(?:s|et|en)?)(?![\wæøå])"

    @cached_property
    def bodies(self) -> re.Pattern[str]:
        """The name of a body."""
        return re.compile(self.body)

    def body_of(self, written: str) -> Body | None:
        """Return the body that is written so."""
        low = re.sub(r"\s+", " ", written).strip().lower()
        best: tuple[int, Body] | None = None
        for body in self.profile.bodies:
            for name in (*body.names, *(short.lower() for short in body.short)):
                if low.startswith(name) and (best is None or len(name) > best[0]):
                    best = (len(name), body)
        return best[1] if best else None

    @cached_property
    def joined(self) -> str:
        """Pattern of a body's name or letter that *sak* is written together with, without groups."""
        stems = [re.sub(r"(?:et|en)\Z", "", name) for body in self.profile.bodies for name in body.names if " " not in name]
        letters = words(letter for body in self.profile.bodies for letter in body.letters)
        return rf"(?<![\wæøåÆØÅ-])(?:(?i:{words(dict.fromkeys(stems))})e?s?(?=-?sak)|(?i:{letters})(?=\s?[.-]\s?sak))"

    @cached_property
    def other_body(self) -> re.Pattern[str]:
        """The name of a body that has no code."""
        ends = r"(?:råd|rådet|styre|styret|nemnd|nemnda|utvalg|utvalget|utval|utvalet|komité|komiteen|forum|forumet|ledermøte|leiarmøte)"
        return re.compile(rf"(?<![\w-])(?!tråd\b|Tråd\b|forråd|utvalget\b)(?:[A-ZÆØÅ][\wæøå-]*{ends}|[A-ZÆØÅ][\wæøå-]+ (?:utvalg|utval|råd)\b|styret\s+(?:for|i)\b|[\wæøå]+(?:råd|nemnd|styre|utval|utvalg)(?:et|a)?)(?![\wæøå])")

    @cached_property
    def case_word(self) -> str:
        """Pattern of a word that announces a case, without groups."""
        return rf"(?i:{words(self.profile.listed('cases', 'words'))})"

    @cached_property
    def series(self) -> str:
        """Pattern of capitals that tell a series of cases."""
        return words(self.profile.listed("cases", "series"))

    @cached_property
    def archive(self) -> re.Pattern[str]:
        """What stands before a number that is not a case's."""
        return re.compile(rf"(?i)(?<![\wæøå])(?:{words(self.profile.listed('cases', 'archive'))})[\s.:/-]*(?:nr\.?|id)?[\s.:-]*\Z")

    def headings(self, key: str) -> re.Pattern[str]:
        """Return the pattern of a heading of a kind, alone or with text after a colon."""
        listed = words(self.profile.listed("headings", key))
        body = self.body
        sak = rf"(?:\s+(?:i\s+)?(?:{self.case_word})\s*[\d/ -]*)?(?:\s+(?:(?:fra|frå|i|av|til)\s+{body}|(?:fra|frå|av)\s+[a-zæøå]+(?:et|en|a)))?(?:\s*\([^()\n]{{2,40}}\))?"
        lead = r"(?:\d{1,2}(?:\.\d{1,2})*\.?\s+)?"
        owner = rf"(?:{body}\s*(?:s|sitt|sin|si|sine|-)?\s+|[A-ZÆØÅ][\wæøåÆØÅ-]+(?:s|\s+sitt|\s+sin|\s+si)\s+)?"
        return re.compile(rf"(?P<lead>{lead})(?P<word>{owner}(?i:{listed}){sak})\s*(?P<mark>[:;]|\Z|(?=\t))")

    @cached_property
    def labels(self) -> re.Pattern[str]:
        """A label of the document's head."""
        listed = words(label for key in self.profile.keys("headers") for label in self.profile.listed("headers", key))
        return re.compile(rf"(?i)(?P<label>{listed})(?![\wæøå])")

    @cached_property
    def label_fields(self) -> dict[str, str]:
        """The field of each label, in small letters."""
        return {
            re.sub(r"\s+", " ", label.lower()): key
            for key in self.profile.keys("headers")
            for label in self.profile.listed("headers", key)
        }

    @cached_property
    def law(self) -> str:
        """Pattern of a law's name or abbreviation, without groups."""
        names = words(name for law in self.profile.laws for name in law.names)
        short = words(name for law in self.profile.laws for name in law.short)
        return rf"(?<![\wæøå-])(?:(?i:{names})s?|(?i:{short}))(?![\wæøå])"

    def law_of(self, written: str) -> Law | None:
        """Return the law that is written so."""
        low = re.sub(r"\s+", " ", written).strip().lower()
        for law in self.profile.laws:
            if any(low in (name, name + "s") for name in (*law.names, *law.short)):
                return law
        return None

    @cached_property
    def agreement(self) -> str:
        """Pattern of an agreement with clauses, without groups."""
        names = words(self.profile.listed("instruments", "agreement"))
        return rf"(?<![\wæøå-])(?i:{names}){_ENDING}(?:\s+(?:nr\.?\s*)?\d{{1,2}}(?![\d./]))?(?![\wæøå])"
