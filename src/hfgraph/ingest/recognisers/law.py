"""References to sections of statutes and bylaws: ``hol§6-2#11``, ``vedtekter§4-3``."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from hfgraph.ingest.context import Context
from hfgraph.ingest.proposal import Proposal, Tier

_LETTER = r"(?:[a-z](?![\wæøå])|\s[a-hj-z](?![\wæøå])|\s[a-z](?=[.,;)]))"
_SECTION = rf"\d{{1,3}}(?:\s?-\s?\d{{1,3}})?{_LETTER}?"
_SIGN = re.compile(rf"(?P<sign>§{{1,2}}|(?i:paragraf(?:en|ene|ane)?))\s*(?P<section>{_SECTION})(?![\d-])")
_ITEM = re.compile(
    r"\s*,?\s*(?:(?:første|fyrste|andre|annet|tredje|fjerde|femte|sjette|siste|\d\.?)\s+(?:ledd|lekk|punktum)\s*,?\s*)*"
    r"(?:(?P<kind>nr\.?|nummer|punkt|pkt\.?|bokstav|litra|bokst\.?)\s*(?P<item>\d{1,2}(?![\d])|[a-zæøå](?![\wæøå])))"
)
_PARAGRAPH = re.compile(r"\s*,?\s*(?:(?:første|fyrste|andre|annet|tredje|fjerde|femte|sjette|siste|\d\.)\s+(?:ledd|lekk|punktum)(?:\s+(?:og|,)\s+(?:første|andre|annet|tredje|fjerde|femte)\s+(?:ledd|punktum))?)+")
_MORE_ITEMS = re.compile(r"\s*(?P<join>,|\bog\b|\beller\b|\bsamt\b|-|til)\s*(?:(?:nr\.?|bokstav)\s*)?(?P<item>\d{1,2}(?!\d)(?![./-]\d)(?!\s*(?:januar|februar|mars|april|mai|juni|juli|august|september|oktober|november|desember|personer|pasienter|kommun))|[a-zæøå](?![\wæøå]))")
_MORE_SECTIONS = re.compile(rf"\s*(?P<join>,|;|\bog\b|\beller\b|\bsamt\b|\btil\b|\bjf\.?|\bjfr\.?)\s*(?:§{{1,2}}\s*)?(?P<section>\d{{1,3}}\s?-\s?\d{{1,3}}{_LETTER}?)(?![\d/-])")
_MORE_PLAIN = re.compile(rf"\s*(?P<join>,|\bog\b|\beller\b|\bsamt\b)\s*(?:§{{1,2}}\s*)?(?P<section>{_SECTION})(?![\d/%-])(?![.,]\d)(?!\s*\.\s*(?:januar|februar|mars))")
_LATER = re.compile(r"(?<![\wæøå.])(?<!avtale )(?<!vedlegg )(?<!tabell )(?<!org\. )(?<!sak )(?<!post )nr\.?\s?(?P<item>\d{1,2})(?!\d)(?![./-]\d)")
_SAME = re.compile(r"(?i)(?:\b(?:samme|same)\s+lov|\blovens|\bloven|\blova|\blovas|\bnevnte lov)\s*(?:sin|si|s)?\s*(?:kapittel\s+\d+\s*,?\s*)?\Z")
_OF = re.compile(r"\s*,?\s*(?:i|av|etter|frå|fra)\s+(?:(?:helsefellesskapets|helsefellesskapet\s+sine|gjeldende|gjeldande|reviderte|de|dei)\s+)*")


@dataclass(frozen=True, slots=True)
class _Law:
    code: str
    start: int
    end: int


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every section referred to, with the law that is named there or was named last."""
    laws = [
        _Law(law.code, match.start(), match.end())
        for match in re.finditer(context.lexicon.law, context.text)
        if (law := context.lexicon.law_of(match[0])) is not None
    ]
    place = 0
    for sign in _SIGN.finditer(context.text):
        if sign.start() < place or _defines(context, sign):
            continue
        law, tier, begin = _law_of(context, sign, laws)
        if law is None:
            continue
        for value, start, end in _references(context, sign):
            place = max(place, end)
            first = begin if start == sign.start() and begin is not None else start
            confidence = 0.96 if tier == "explicit" else 0.8
            yield context.proposal("law-reference", f"{law}§{value}", first, end, "law.section", confidence, tier)
        yield from _later_items(context, sign, law, place)


def _later_items(context: Context, sign: re.Match[str], law: str, place: int) -> Iterator[Proposal]:
    """Yield the numbers of the Act's list that are named without their section a little later (*… og nr. 9*)."""
    section = _normal(sign["section"])
    if law != "hol" or section != "6-2":
        return
    following = _SIGN.search(context.text, place)
    stop = min(place + 260, following.start() if following else len(context.text))
    stop = max(stop, following.start() if following and following.start() - place < 500 else stop)
    gap = re.search(r"\n\s*\n\s*\n|\n(?=#)", context.text[place:stop])
    for match in _LATER.finditer(context.text, place, place + gap.start() if gap else stop):
        if 1 <= int(match["item"]) <= 13:
            yield context.proposal("law-reference", f"{law}§{section}#{match['item']}", *match.span(), "law.item", 0.75, "inferred")


def _defines(context: Context, sign: re.Match[str]) -> bool:
    """Return whether the sign begins the heading of the section itself, as in the statute's own text."""
    line = context.line(sign.start())
    if line is None or line.start != sign.start():
        return False
    rest = line.text[sign.end() - line.start :]
    return line.shape == "heading" and bool(re.match(r"\.?\s+[A-ZÆØÅ]", rest))


def _law_of(context: Context, sign: re.Match[str], laws: list[_Law]) -> tuple[str | None, Tier, int | None]:
    text = context.text
    left, right = context.sentence(sign.start(), sign.end())
    before = [law for law in laws if left <= law.start and law.end <= sign.start()]
    close = before[-1] if before and re.fullmatch(r"[\s,.(]*(?:(?:kapittel|kap\.?)\s+\d+[\s,]*)?(?:sin(?:e)?\s+)?(?:slår\s+i\s+)?", text[before[-1].end : sign.start()]) else None
    if close:
        return close.code, "explicit", close.start
    end = max((one[2] for one in _references(context, sign)), default=sign.end())
    joined = _OF.match(text, end)
    if joined:
        after = next((law for law in laws if joined.end() - 1 <= law.start <= joined.end() + 1), None)
        if after:
            return after.code, "explicit", None
    if _SAME.search(text, max(0, sign.start() - 40), sign.start()):
        named = [law for law in laws if law.end <= sign.start() and law.code != "vedtekter"]
        if named:
            return named[-1].code, "explicit", None
        return "hol", "inferred", None
    if before:
        return before[-1].code, "explicit", None
    follows = [law for law in laws if sign.end() <= law.start < right]
    if follows and follows[0].start - sign.end() < 60:
        return follows[0].code, "explicit", None
    agreement = re.search(context.lexicon.agreement, text[left:right])
    if agreement and not re.search(r"-", sign["section"]):
        return None, "inferred", None
    if re.match(r"6\s?-\s?[1-6]\b", sign["section"]):
        return "hol", "inferred", None
    paragraph = text.rfind("\n\n", 0, sign.start())
    earlier = [law for law in laws if law.end <= sign.start()]
    if earlier and earlier[-1].start > paragraph:
        return earlier[-1].code, "inferred", None
    counts = Counter(law.code for law in laws)
    return (counts.most_common(1)[0][0] if counts else None), "inferred", None


def _references(context: Context, sign: re.Match[str]) -> list[tuple[str, int, int]]:
    """Return section with item, and bounds, of each reference that the sign begins."""
    text = context.text
    found: list[tuple[str, int, int]] = []
    section, start, place = _normal(sign["section"]), sign.start(), sign.end("section")
    plural = sign["sign"] in ("§§",) or sign["sign"].lower() in ("paragrafene", "paragrafane")
    while True:
        items, end = _items(text, place)
        if items:
            if not items[0][0].isdigit():
                found.append((section, start, end))
            for order, (item, left, right) in enumerate(items):
                if item.isdigit():
                    found.append((f"{section}#{item}", start if order == 0 else left, right))
        else:
            paragraph = _PARAGRAPH.match(text, place)
            end = paragraph.end() if paragraph else place
            found.append((section, start, end))
        more = (_MORE_PLAIN if plural else _MORE_SECTIONS).match(text, end)
        if not more or (more["join"] in ("til",) and not plural) or (more["join"].startswith("jf") and "§" not in more[0]):
            return found
        section, start, place = _normal(more["section"]), more.start("section"), more.end("section")
        sign_at = text.rfind("§", more.start(), more.start("section"))
        start = sign_at if sign_at >= 0 else start


def _items(text: str, place: int) -> tuple[list[tuple[str, int, int]], int]:
    match = _ITEM.match(text, place)
    if not match:
        return [], place
    found = [(match["item"], match.start("item"), match.end())]
    end = match.end()
    numeric = match["item"].isdigit()
    while more := _MORE_ITEMS.match(text, end):
        if more["item"].isdigit() != numeric or (not numeric and more["join"] not in ("og", ",", "-")) or (more["item"] in ("i", "å")):
            break
        if more["join"] in ("-", "til") and numeric:
            last = int(found[-1][0])
            if not last < int(more["item"]) <= last + 15:
                break
            found += [(str(number), more.start("item"), more.end()) for number in range(last + 1, int(more["item"]) + 1)]
        elif numeric and int(more["item"]) <= int(found[-1][0]):
            break
        else:
            found.append((more["item"], more.start("item"), more.end()))
        end = more.end()
    return found, end


def _normal(section: str) -> str:
    return re.sub(r"\s+", "", section)
