"""The forms that give away a name of an organisation or an instrument."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hfgraph.ingest.lexicon import Lexicon, words
from hfgraph.ingest.proposal import Type

_WORD = r"[A-ZÆØÅÁ][\wÆØÅ-]*+"
"""A word with a capital, whole."""
_STEM = r"[A-ZÆØÅÁ][\wÆØÅ-]*"
"""The beginning of a word with a capital."""
_TRUST = r"(?: (?:HF|RHF))?"
_YEARS = r"(?: (?:19|20)\d\d(?:\s?-\s?(?:19|20)\d\d)?)"
_PROFESSIONAL = "professional-committee"
_LONG_NAME = 9
"""Letters from which on a listed name is found whatever its case."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form that names have.

    Attributes:
        pattern: with a group ``name``.
        type: what such names are of.
        rule: name of the rule.
        confidence: how often such a find is right, from 0 to 1.
    """

    pattern: re.Pattern[str]
    type: Type
    rule: str
    confidence: float


class _Parts:
    """Parts of patterns that need the words of a profile: names in capitals, and what they are about."""

    def __init__(self, lexicon: Lexicon) -> None:
        starter, stop = lexicon.listed("names", "no-beginning"), lexicon.listed("names", "no-topic")
        word = rf"(?!{stop}\b)[a-zæøå-]++"
        self.name = rf"(?!{starter}\b){_WORD}(?: {_WORD}){{0,7}}"
        """Words in capitals that are a name."""
        self.part = rf"(?!{starter}\b){_WORD}(?: {_WORD}){{0,7}}?"
        """The same, where a word that is part of the form may follow."""
        self.topic = rf"{word}(?: {word}){{0,2}}(?:, {word}(?: {word})?)?(?: og {word}(?: {word})?)?"
        """What a committee or a plan is for, in small letters."""


def organisations(lexicon: Lexicon) -> Iterator[Form]:
    """Yield the forms of organisations' and committees' names."""
    profile, parts = lexicon.profile, lexicon.once(_Parts)
    listed = {key: lexicon.listed("organisations", key) for key in profile.keys("organisations")}
    professional = words(
        name for body in profile.bodies if body.kind == _PROFESSIONAL for name in (*body.names, *body.short)
    )
    long = words(name for name in profile.listed("organisations", "names") if len(name) >= _LONG_NAME)
    name, part = parts.name, parts.part
    for written, rule, confidence in (
        (lexicon.body, "name.body", 0.9),
        (rf"(?i:{professional}) (?:for )?{parts.topic}", "name.committee", 0.85),
        (rf"{part} (?i:{listed['ends']})s?{_TRUST}", "name.form", 0.85),
        (
            rf"(?i:{listed['begins']}) (?:i )?{name}(?:(?:, | og ){name}){{0,5}}"
            rf"(?: og {listed['surroundings']})?{_TRUST}",
            "name.form",
            0.8,
        ),
        (rf"(?:{listed['doubles']} )?{_STEM}{listed['suffixes']}(?: for [a-zæøå]+)?", "name.form", 0.75),
        (rf"{listed['adjectives']} [a-zæøå]+{listed['indefinite-suffixes']}", "name.form", 0.75),
        (rf"(?:{listed['names']}|(?i:{long})(?:et)?)(?!-)", "name.listed", 0.9),
        (rf"{listed['with-place']}(?: i)? {name}(?: og {name})?|{listed['titles']}", "name.form", 0.85),
    ):
        yield _form(written, "organisation", rule, confidence)


def instruments(lexicon: Lexicon) -> Iterator[Form]:
    """Yield the forms of agreements', plans' and laws' names."""
    parts = lexicon.once(_Parts)
    listed = {key: lexicon.listed("instruments", key) for key in lexicon.profile.keys("instruments")}
    agreement, name, topic = listed["agreement"], parts.name, parts.topic
    number = r"(?:nr\.? ?)?(?:\d{1,2}[a-z]?|[A-Z])(?: ?(?:-|og|OG) ?\d{1,2})?(?!\.\d)"
    community = rf"(?:{listed['communities']} {name}|{listed['communities']}|{topic})"
    for written, rule, confidence in (
        (rf"{lexicon.law}(?! kapittel)", "name.law", 0.85),
        (rf"(?i:{agreement})(?:n|r|ne)? {number}", "name.agreement", 0.9),
        (rf"(?i:{agreement})(?:n|r)? om {topic}", "name.agreement", 0.75),
        (
            rf"(?i:{agreement})n? mellom {name}(?: kommune)? og {name}(?: {listed['trusts']})?{_TRUST}",
            "name.agreement",
            0.85,
        ),
        (rf"(?i:{listed['overall']})", "name.agreement", 0.8),
        (
            rf"(?:{_WORD} (?:og (?:[a-zæøå]+ )?)?[a-zæøå]*|[\wÆØÅ-]*){listed['plans']}"
            rf"(?:en)?(?: for {topic})?{_YEARS}(?!/)",
            "name.plan",
            0.85,
        ),
        (rf"{_STEM}{listed['guides']} for (?:{name}|{topic})", "name.plan", 0.75),
        (rf"{listed['guide-words']} for {community}", "name.plan", 0.75),
        (rf"[A-ZÆØÅ]\w+-?{listed['proper-ends']}|{listed['proper']}{_YEARS}?", "name.proper", 0.7),
        (rf"[Ff]orskrift om {topic}", "name.regulation", 0.8),
    ):
        yield _form(written, "instrument", rule, confidence)


def _form(written: str, type_: Type, rule: str, confidence: float) -> Form:
    return Form(re.compile(rf"(?<![\w-])(?P<name>{written})(?!\w)"), type_, rule, confidence)
