"""Names: organisations, committees, focus areas and instruments, from the graph, the profile and their form."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import words
from hfgraph.ingest.proposal import Proposal, Type

_WORD = r"[A-ZÆØÅÁ][\wæøåáÆØÅ-]+"
_JOIN = rf"(?:\s+(?:og|i|for|på)\s+{_WORD})"


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every name; where two overlap, the one that the graph knows, then the longer."""
    found: list[tuple[int, int, Type, str, float]] = []
    for name in context.gazetteer.find(context.text):
        if name.type in ("organisation", "instrument", "focus-area", "project"):
            found.append((name.start, name.end, name.type, "name.graph", 0.95))
    for pattern, type_, rule, confidence in _patterns(context):
        for match in pattern.finditer(context.text):
            found.append((match.start("name"), match.end("name"), type_, rule, confidence))
    taken: list[tuple[int, int]] = []
    for start, end, type_, rule, confidence in sorted(found, key=lambda one: (one[0] - one[1], -one[4])):
        if any(start < right and left < end for left, right in taken):
            continue
        taken.append((start, end))
        yield context.proposal(type_, context.written(start, end), start, end, rule, confidence)


def _patterns(context: Context) -> Iterator[tuple[re.Pattern[str], Type, str, float]]:
    profile, lexicon = context.lexicon.profile, context.lexicon
    ends = words(profile.listed("organisations", "ends"))
    begins = words(profile.listed("organisations", "begins"))
    yield re.compile(rf"(?P<name>{lexicon.body}(?:\s+for\s+(?!(?:å|den|det|de|dei|et|en|ei|vedtak|behandling|godkjenning|konsensus|orientering)\b)(?:[\wæøå-]+(?:,\s|\s+og\s+|\s+)?){{1,4}}(?=[.,;:)\n]|\s+(?:bes|er|skal|har|får|vert|blir|ble|vart|kan|som|om|i|til|ved|med|avga|la|behandlet)\b))?)"), "organisation", "name.body", 0.9
    yield re.compile(rf"(?<![\wæøå-])(?P<name>(?:{_WORD}(?:(?:\s+og|,)?\s+(?=[A-ZÆØÅ]))?){{1,4}}\s*(?<=\s)(?:{ends})(?:s)?)(?![\wæøå])"), "organisation", "name.form", 0.85
    yield re.compile(rf"(?<![\wæøå-])(?P<name>(?:{begins})\s+(?:i\s+)?(?:{_WORD})(?:(?:,\s|\s+og\s+|\s+)(?:{_WORD})){{0,4}})"), "organisation", "name.form", 0.8
    listed = words(profile.listed("organisations", "names"))
    yield re.compile(rf"(?<![\wæøå-])(?P<name>(?:{listed}|(?i:{words([name for name in profile.listed('organisations', 'names') if len(name) > 8])})(?:et)?))(?![\wæøå-])"), "organisation", "name.listed", 0.9
    yield re.compile(rf"(?P<name>{lexicon.law})"), "instrument", "name.law", 0.85
    yield re.compile(rf"(?P<name>{lexicon.agreement}(?:\s+om\s+[\wæøå -]{{3,40}}?(?=[.,;:)\n]|\s+(?:godkjennes|er|skal|mellom|gir|og|med)\b))?)"), "instrument", "name.agreement", 0.8
    plans = words(profile.listed("instruments", "plan") + profile.listed("instruments", "other"))
    yield re.compile(rf"(?<![\wæøå-])(?P<name>(?:[Hh]elsefellesskapets\s+)?(?i:{plans})(?:en|ene|a|er)?(?:\s+(?:for\s+[\wæøå -]{{3,40}}?\s+)?20\d\d(?:\s?-\s?20\d\d)?)?)(?![\wæøå])"), "instrument", "name.plan", 0.8
    areas = words(profile.listed("focus-areas", "words"))
    yield re.compile(rf"(?i:{areas})(?:t|et)?\s+(?:\d|en|to|tre|fire|fem)\s*[:.;,-]?\s+(?:er\s+)?«?(?P<name>[A-ZÆØÅa-zæøå][\wæøå ,-]{{4,90}}?)(?=[.»:;\n)]|\s+(?:er|skal|der|med|har)\b|\Z)"), "focus-area", "name.focus-area", 0.85
