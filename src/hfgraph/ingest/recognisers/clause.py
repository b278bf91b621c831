"""References to clauses of a cooperation agreement."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hfgraph.ingest.context import Context
from hfgraph.ingest.proposal import Proposal, Tier

_CLAUSE = r"\d{1,2}(?:\.\d{1,2}){0,3}(?!\d)(?!\.\d)(?!\s?[/%])"
_LEAD = re.compile(
    rf"(?<![\wæøå])(?P<word>(?i:avtalepunkt(?:ene|ane|et)?|punkt(?:ene|ane|a|et)?|pkt\.?|pkt|kapittel|kapitla|kapitlene|kap\.?|klausul(?:en|ene)?|artikkel|art\.))\s*(?:nr\.?\s*)?(?P<number>{_CLAUSE})"
)
_MORE = re.compile(rf"\s*(?P<join>,|\bog\b|\beller\b|\bsamt\b|/)\s*(?:(?i:pkt\.?|punkt|kap\.?|kapittel)\s*)?(?P<number>{_CLAUSE})")
_OF = re.compile(r"\s*(?:[a-e]\)\s*)?,?\s*(?:\([^)\n]{0,60}\)\s*)?(?:[A-ZÆØÅ][\wæøå ]{0,60}?\s)?(?:i|av|til|frå|fra)\s+(?:(?:den|gjeldende|gjeldande|ny|nye|reviderte|reidert|overordnede|overordna|denne|vår|felles|lokale)\s+)*")
_NOT_BEFORE = re.compile(r"(?i)(?:\bsak\w*\s*(?:[A-ZÆØÅ]{0,4}\s*)?\d{1,4}\s?[/-]\s?\d{1,4}\s*,?\s*|innstilling\w*\s*,?\s*|vedtak\w*\s*,?\s*|konsensus\w*\s*,?\s*|vedtekt\w*\s*,?\s*|§\s*[\d-]+\s*(?:\w+\s+ledd\s*)?,?\s*|lovens?\s*|lova\s*|budsjett\w*\s*|statsbudsjettets?\s*|handlingsplan\w*\s*|referat\w*\s*|rapport\w*\s*|veileder\w*\s*|rettleiar\w*\s*|\blov\w*\s+|loven[s]?\s+|protokoll\w*\s+|sak\s+\d+\s*,?\s*)\Z")
_NOT_AFTER = re.compile(r"(?i)\s*,?\s*(?:i|av|til|på|frå|fra)\s+(?:(?:den|denne|det|gjeldende|vår|dette|forrige|saksframlegget|kommunens|over)\s+)*(?:innstilling|vedtak|vedtekt|handlingsplan|referat|rapport|lov|statsbudsjett|veileder|sak|forslag|budsjett|strategi|prosjekt|saks|dagsorden|agenda|protokoll|mandat|høring|notat|tiltaksplan|sluttrapport|brev|vedlegg)|\s*(?:ovenfor|nedenfor|over|under|foran|i dette)\b")
_WEAK = re.compile(r"(?i)\bavtal(?:en|ens|a|as|ene|ane|eteksten|evilkår)\b")
_REACH = 90


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every clause of an agreement referred to."""
    agreement = re.compile(context.lexicon.agreement)
    place = 0
    for match in _LEAD.finditer(context.text):
        if match.start() < place:
            continue
        tier = _sure(context, match, agreement)
        if tier is None:
            continue
        numbers = [(match["number"], match.start(), match.end())]
        end = match.end()
        while more := _MORE.match(context.text, end):
            if "." not in more["number"] and int(more["number"]) > 30:
                break
            numbers.append((more["number"], more.start("number"), more.end()))
            end = more.end()
        place = end
        for number, left, right in numbers:
            yield context.proposal("clause-reference", number, left, right, "clause.point", 0.94 if tier == "explicit" else 0.8, tier)


def _sure(context: Context, match: re.Match[str], agreement: re.Pattern[str]) -> Tier | None:
    text = context.text
    line = context.line(match.start())
    dotted = "." in text[match.start("number") : _end(text, match)].rstrip(".")
    chapter = match["word"].lower().startswith("kap")
    if _NOT_BEFORE.search(text, max(0, match.start() - 60), match.start()) or _NOT_AFTER.match(text, _end(text, match)):
        return None
    before = text[max(0, match.start() - 40) : match.start()]
    if re.search(rf"{context.lexicon.agreement}(?:\s*(?:sitt|sin|si|,|\())?\s*\Z", before):
        return "explicit"
    if "avtale" in match["word"].lower():
        return "explicit"
    joined = _OF.match(text, _end(text, match))
    if joined and agreement.match(text, joined.end()):
        return "explicit"
    if line is not None and line.start == match.start() and (line.shape in ("heading", "label") or re.match(r"\s*[:.]?\s+[A-ZÆØÅ]", text[match.end() : match.end() + 4])):
        if chapter or context.kind == "agreement":
            return None
    left, right = context.sentence(match.start(), match.end())
    near = agreement.search(text, max(left, match.start() - _REACH), min(right, match.end() + _REACH))
    if context.kind == "agreement":
        own = not re.search(re.sub(r"\s", " ", context.lexicon.law), text[max(left, match.start() - 50) : match.start()])
        return "explicit" if own and (dotted or chapter or near or re.search(r"(?i)(?:\bjf\.?|\bse|\better|\bi|\bfølger av|\bav|\bsjå)\s*\Z", before)) else None
    if near and not chapter:
        return "explicit"
    if near and chapter:
        return "inferred"
    if dotted and not chapter and agreement.search(text):
        return "inferred"
    row = line is not None and (line.shape == "row" or "  " in line.text)
    if row and match["word"].lower().startswith("pkt") and agreement.search(text):
        return "inferred"
    if _WEAK.search(text[max(left, match.start() - _REACH) : min(right, match.end() + _REACH)]):
        return "inferred"
    section = line.section.lower() if line else ""
    if dotted and not chapter and (agreement.search(section) or re.search(context.lexicon.agreement, text[max(0, left - 300) : match.start()])):
        return "inferred"
    return None


def _end(text: str, match: re.Match[str]) -> int:
    end = match.end()
    while more := _MORE.match(text, end):
        end = more.end()
    return end
