"""Names of organisations, committees and instruments: those the graph knows, and those their form gives away."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import words
from hfgraph.ingest.proposal import Proposal, Type

_CAP = r"[A-ZÆØÅÁ][\wæøåáÆØÅ-]*"
_STARTER = r"(?:For|Fra|Frå|Med|Til|I|På|Og|Ved|Av|Andel|Mellom|MED|OG|FOR|TIL|FRA|Hos|Både|Samt|Dersom|Når|Kommunalsjef|Ordfører|Kommunedirektør|Rådmann|Representanten|Partane|Partene)"
_NAME = rf"(?!{_STARTER}\b){_CAP}(?:[ -]{_CAP})*"
_TRUST = r"(?: (?:HF|RHF))?"
_STOP = (
    r"(?:bes|bør|er|var|ble|blei|vart|blir|vert|har|hadde|skal|skulle|kan|kunne|får|fikk|fekk|vil|må|gis|opprettes|utvides|settes|lager|følger|arbeider|"
    r"arbeidde|rapporterer|behandlet|behandler|behandla|legger|legg|med|og|i|på|til|fra|frå|av|om|som|for|ved|sitt|sin|si|der|når|mens|etter|avga|la|"
    r"peker|viser|møttes|møtte|ønsker|anbefaler|har|starter|startet|består|ledes|gjennomfører|melder|ber|ba|tar|tok|utarbeider|foreslår|mener|meiner|"
    r"slutter|støtter|vurderer|etableres|etablert|oppnevnes|avholder|hadde|samles|samlet|drøfter|drøftet)"
)
_TOPIC = rf"(?!{_STOP}\b)[a-zæøå-]+(?: (?!{_STOP}\b)[a-zæøå-]+){{0,2}}(?:, (?!{_STOP}\b)[a-zæøå-]+(?: (?!{_STOP}\b)[a-zæøå-]+)?)?(?: og (?!{_STOP}\b)[a-zæøå-]+(?: (?!{_STOP}\b)[a-zæøå-]+)?)?"
_INDEFINITE = re.compile(r"(?:\w*møte|\w*utvalg|\w*utval|kommunestyre|bystyre|formannskap|faglige samarbeidsutvalg|faglege samarbeidsutval)\Z")
_YEARS = r"(?: (?:19|20)\d\d(?:\s?-\s?(?:19|20)\d\d)?)"


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every name; where two overlap, the longer one, and the one that the graph knows before others."""
    found: list[tuple[int, int, Type, str, float]] = []
    for name in context.gazetteer.find(context.text):
        if name.type in ("organisation", "instrument"):
            found.append((name.start, name.end, name.type, "name.graph", 0.95))
    for pattern, type_, rule, confidence in _patterns(context):
        for match in pattern.finditer(context.text):
            start, end = match.span("name")
            if end > start and not _INDEFINITE.fullmatch(context.text[start:end]):
                found.append((start, end, type_, rule, confidence))
    taken: list[tuple[int, int]] = []
    for start, end, type_, rule, confidence in sorted(found, key=lambda one: (one[0] - one[1], -one[4])):
        if any(start < right and left < end for left, right in taken):
            continue
        taken.append((start, end))
        end = _without_genitive(context.text, start, end)
        yield context.proposal(type_, context.written(start, end), start, end, rule, confidence)


def _without_genitive(text: str, start: int, end: int) -> int:
    """Return where a name ends without the *s* that makes it a genitive."""
    if re.search(r"(?:kommune|HF|RHF|SSU|FSU|utvalget|utvalet|møtet|styret|skapet|rådet|sykehuset|sjukehuset)s\Z", text[start:end]):
        return end - 1
    return end


def _patterns(context: Context) -> Iterator[tuple[re.Pattern[str], Type, str, float]]:
    yield from _organisations(context)
    yield from _instruments(context)


def _organisations(context: Context) -> Iterator[tuple[re.Pattern[str], Type, str, float]]:
    profile, lexicon = context.lexicon.profile, context.lexicon
    professional = words(name for body in profile.bodies if body.kind == "professional-committee" for name in (*body.names, *body.short))
    ends = words(profile.listed("organisations", "ends"))
    begins = words(profile.listed("organisations", "begins"))
    listed = words(profile.listed("organisations", "names"))
    yield re.compile(rf"(?P<name>{lexicon.body})"), "organisation", "name.body", 0.9
    yield re.compile(rf"(?<![\w-])(?P<name>(?i:{professional}) (?:for )?{_TOPIC})(?![\wæøå])"), "organisation", "name.committee", 0.85
    yield re.compile(rf"(?<![\wæøå-])(?P<name>{_NAME} (?i:{ends}){_TRUST})(?:s)?(?![\wæøå])"), "organisation", "name.form", 0.85
    yield re.compile(rf"(?<![\wæøå-])(?P<name>(?i:{begins}) (?:i )?{_NAME}(?:(?:, | og ){_NAME})*(?: og (?:kysten|øyene|omland|omegn))?{_TRUST})(?![\wæøå])"), "organisation", "name.form", 0.8
    yield re.compile(rf"(?<![\wæøå-])(?P<name>(?:Helse- og |Pasient- og )?{_CAP}(?:rådet|utvalget|utvalet|nemnda|forumet|forum|tilsynet|forbundet|foreningen|foreininga|ombudet|direktoratet|instituttet)(?: for [a-zæøå]+)?)(?![\wæøå])"), "organisation", "name.form", 0.75
    yield re.compile(r"(?<![\wæøå-])(?P<name>(?:Norsk|Regionalt?|Kommunalt?|Nasjonalt?|Felles|Lokalt?) [a-zæøå]+(?:råd|utvalg|utval|forening|forbund|forum|organ|nettverk))(?![\wæøå])"), "organisation", "name.form", 0.75
    yield re.compile(rf"(?<![\wæøå-])(?P<name>(?:{listed}|(?i:{words(name for name in profile.listed('organisations', 'names') if len(name) > 8)})(?:et)?))(?![\wæøå-])"), "organisation", "name.listed", 0.9
    yield re.compile(rf"(?<![\wæøå-])(?P<name>KS {_NAME}|Statsforvalt(?:eren|aren)(?: i {_NAME}(?: og {_NAME})?)?|Råd for (?:eldre|menneske[r]? med nedsatt funksjonsevne))(?![\wæøå])"), "organisation", "name.form", 0.85


def _instruments(context: Context) -> Iterator[tuple[re.Pattern[str], Type, str, float]]:
    profile = context.lexicon.profile
    agreement = words(profile.listed("instruments", "agreement"))
    yield re.compile(rf"(?P<name>{context.lexicon.law})(?! kapittel)"), "instrument", "name.law", 0.85
    yield re.compile(rf"(?<![\wæøå-])(?P<name>(?i:{agreement})(?:n|r|ne)? (?:nr\.? ?)?(?:\d{{1,2}}[a-z]?|[A-Z])(?: ?(?:-|og|OG) ?\d{{1,2}})?)(?![\w.]\d|\w)"), "instrument", "name.agreement", 0.9
    yield re.compile(rf"(?<![\wæøå-])(?P<name>(?i:{agreement})(?:n|r)? om {_TOPIC})(?![\wæøå])"), "instrument", "name.agreement", 0.75
    yield re.compile(rf"(?<![\wæøå-])(?P<name>(?i:(?:overordn\w+ )?samarbeidsavtale)n? mellom {_NAME}(?: kommune)? og {_NAME}(?: sykehus| sjukehus)?{_TRUST})"), "instrument", "name.agreement", 0.85
    yield re.compile(r"(?<![\wæøå-])(?P<name>[Oo]verordn(?:et|a|ede) samarbeidsavtale)(?![\wæøå])"), "instrument", "name.agreement", 0.8
    yield re.compile(rf"(?<![\wæøå-])(?P<name>(?:{_CAP}(?: og [a-zæøå]+)? ?)?(?:[a-zæøå]*(?:plan|strategi))(?:en)?(?: for {_TOPIC})?{_YEARS})(?![\d/])"), "instrument", "name.plan", 0.85
    yield re.compile(rf"(?<![\wæøå-])(?P<name>[A-ZÆØÅ][\wæøå-]*(?:plan|veileder|rettleiar|prosedyre|strategi|vedtekter|erklæring|Veileder|Prosedyre|Vedtekter|Retningslinjer|Erklæring) for (?:{_NAME}|{_TOPIC}))(?![\wæøå])"), "instrument", "name.plan", 0.75
    yield re.compile(rf"(?<![\wæøå-])(?P<name>(?:Veileder|Rettleiar|Prosedyre|Vedtekter|Mandat|Retningslinjer) for (?:(?:[Hh]elsefellesskapet|helsefellesskapet) {_NAME}|helsefellesskapet|{_TOPIC}))(?![\wæøå])"), "instrument", "name.plan", 0.75
    yield re.compile(r"(?<![\wæøå-])(?P<name>(?:[A-ZÆØÅ][\wæøå]+-?(?:erklæringen|erklæringa|avtalen|planen)|Kommuneplanens samfunnsdel|Samhandlingsreformen|(?:N|n)asjonal helse- og (?:sykehusplan|samhandlingsplan)(?: 20\d\d-20\d\d)?))(?![\wæøå])"), "instrument", "name.proper", 0.7
    yield re.compile(rf"(?<![\wæøå-])(?P<name>[Ff]orskrift om {_TOPIC})"), "instrument", "name.regulation", 0.8
