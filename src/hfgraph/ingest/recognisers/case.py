"""Cases: the document's own, those it treats, and references to others in all their written forms."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hfgraph.ingest import casenumber
from hfgraph.ingest.context import Context
from hfgraph.ingest.head import cells
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.outline import Line
from hfgraph.ingest.profile import Body
from hfgraph.ingest.proposal import Proposal, Tier

_CAPITALS = r"(?:[A-ZÆØÅ]{2,6})"
_NO_BODY = {"NOU", "ISO", "IS", "NS", "TLF", "KL", "NR", "DOK", "ARK", "REF", "LOV", "FOR", "ICD", "COVID", "PROP", "MELD", "HF", "RHF", "KAP", "POST", "KR", "GNR", "BNR", "SIDE", "JNR", "JP", "SAK", "EU", "WHO", "SNR", "HOD", "ARB", "VER", "UTG", "ID"}
_MUNICIPAL = ("kst", "fsk")
_BARE = re.compile(r"(?<![\d.,/§])(?P<n>\d{1,3})(?!\s?[/-]\s?\d)(?![\d%])(?![.,]\d)(?!\s*(?:prosent|pst|kr\b|mill|personer|stk|dager|dagar|timer|av\s+\d))")
_MORE = r"\s*(?:,|;|/|\bog\b|\bsamt\b|\beller\b|,\s*og\b|-|til)\s*"
_YEAR_AFTER = r"\s+(?:i\s+|fra\s+|frå\s+|for\s+)?(?P<year>20\d\d)(?![\d/-])"
_IN = re.compile(r"(?i)(?:\bi|\bunder|\bgjennom|\bved|\bmed|\bvedtok|\bbehandla|\bbehandlet|\bhandsama)\s+(?:\w+\s+)?\Z")
_AFTER = re.compile(r"\s*(?:\((?=\w)|,\s*)?(?:(?:i|til|for|frå|fra|på|av|hos|i\s+møtet\s+i|i\s+møte\s+i)\s+)?(?:det\s+|siste\s+|fjorårets\s+)?")
_POINT = re.compile(r"\s*,?\s*(?:punkt|pkt\.?|pkt|vedtakspunkt|vedtakspkt\.?)\s*(?P<point>\d{1,2})(?![\d.]\d)")


@dataclass(frozen=True, slots=True)
class Mention:
    """A case named in a text.

    Attributes:
        body: code, or ``?``.
        year: of the case.
        number: of the case in that year.
        start: first character of the words that name it.
        end: the character after the last one.
        tier: whether year and body are written, or follow from the context.
        rule: what found it.
        announced: a word such as *sak*, a body or a series stands before the number.
        given: the body is written there.
    """

    body: str
    year: int
    number: int
    start: int
    end: int
    tier: Tier
    rule: str
    announced: bool
    given: bool

    @property
    def key(self) -> str:
        """The case as a value."""
        return casenumber.key(self.body, self.year, self.number)


def anchor(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the pattern of what announces a case's number: a body, a series, the word *sak*, or several of them."""
    body = lexicon.body
    word = lexicon.case_word
    series = lexicon.series
    number = r"(?:\s*(?:nr\.?|nummer|no\.?))?\s*[.:]?\s*"
    return re.compile(
        rf"(?P<bare>(?<![\wæøåÆØÅ])[Ii]\s+)(?=\d{{1,3}}[/-]\d{{2,4}}(?:[,\s]+(?:punkt|pkt|ba|bad|lyder|lyd|vedtok|ble|blei|vart|er|var|godkjente|sluttet)\b))"
        rf"|(?P<elsewhere>(?<![\wæøåÆØÅ-])(?i:styre|råds?|eldreråds?|nemnds?|årsmøte|utvalgs?|klage))(?i:sak(?:en|a|er|ene|s)?)(?:nr\.?)?{number}(?=\d)"
        rf"|(?P<joined>{lexicon.joined})(?:\s?[.-]\s?)?(?i:sak(?:en|a|er|ene|s)?)(?:nr\.?|\snr\.?)?{number}(?=\d)"
        rf"|(?:(?P<body>{body})(?:\s*(?:sin|sitt|si|s))?(?:[ \t]*-[ \t]*|[ \t]*\n?[ \t]*|[ \t]*:[ \t]*))?"
        rf"(?:(?P<code>(?<![\w-]){_CAPITALS})(?=[ \t-])(?:[ \t]*-[ \t]*|[ \t]+))?"
        rf"(?P<word>(?<![\wæøåÆØÅ]){word}){number}(?:(?P<series>{series}|{_CAPITALS})[ \t.-]+)?(?=\d)"
        rf"|(?P<only>{body})(?:\s*-\s*|\s+)(?=\d{{1,4}}\s?[/-]\s?\d)"
        rf"|(?<![\w-])(?P<listed>{series}|{_CAPITALS})(?:[ \t]*-[ \t]*|[. \t][ \t]*)(?=\d{{1,4}}\s?[/-]\s?\d)"
    )


def mentions(context: Context, start: int = 0, end: int | None = None) -> list[Mention]:
    """Return every case named in a part of the text, in order."""
    end = len(context.text) if end is None else end
    found: list[Mention] = []
    for match in anchor(context.lexicon).finditer(context.text, start, end):
        if not found or match.end() > found[-1].end:
            found += _announced(context, match, end)
    return found


def _announced(context: Context, match: re.Match[str], end: int) -> list[Mention]:
    text = context.text
    written = match["body"] or match["only"]
    body = context.lexicon.body_of(written) if written else None
    if match["elsewhere"]:
        found = [Mention("?", year, number, match.start() if not place else left, right, tier, "case.elsewhere", True, True)
                 for place, (year, number, left, right, tier) in enumerate(_numbers(context, match.end(), end, bare=False)) if year]
        return found
    if match["joined"]:
        body = _joined_body(context.lexicon, match["joined"])
    code = body.code if body else None
    capitals = match["series"] or match["listed"] or (match["code"] if match["word"] else None)
    loose = False
    if code is None and capitals:
        if capitals.lower() in context.lexicon.profile.listed("cases", "words"):
            return []
        known = context.lexicon.body_of(capitals)
        listed = capitals in context.lexicon.profile.listed("cases", "series")
        if capitals in _NO_BODY or (match["listed"] and known is None and not listed and not _numbered_series(context, capitals)):
            return []
        code = known.code if known and capitals in known.short else capitals.lower()
        loose = known is None and not listed
    if match["word"] and _archived(context, match.start("word"), match.end()):
        return []
    if not match["word"] and _archived(context, match.start(), match.start()):
        return []
    if match["code"] and not written and match["code"] in _NO_BODY:
        code = None
    first = match.start("body") if match["body"] else match.start("code") if match["code"] and code else match.start("word") if match["word"] else match.start()
    if match["bare"]:
        first = match.end()
    numbers = _numbers(context, match.end(), end, bare=bool(match["word"] or match["joined"]))
    found = []
    for place, (year, number, left, right, tier) in enumerate(numbers):
        here = code or _body_near(context, first, numbers[-1][3])
        given_year = year or _year_near(context, match.start(), right, here) or context.year
        if given_year is None:
            continue
        where = tier if code or here == "?" or year is None else "explicit"
        found.append(
            Mention(here, given_year, number, first if place == 0 else left, right, where, f"case.{'series' if capitals else 'body' if code else 'word'}", True, code is not None)
        )
    return [] if loose and not match["word"] and not found else found


def _joined_body(lexicon: Lexicon, written: str) -> Body | None:
    low = written.lower()
    for body in lexicon.profile.bodies:
        if low in {letter.lower() for letter in body.letters}:
            return body
    return lexicon.body_of(low.removesuffix("s")) or lexicon.body_of(low)


def _numbered_series(context: Context, capitals: str) -> bool:
    """Return whether unknown capitals stand before case numbers at the beginning of several lines."""
    return len(re.findall(rf"(?m)^[ \t]*{capitals}\s+\d{{1,3}}/\d{{2,4}}\b", context.text)) >= 2


def _archived(context: Context, start: int, after: int) -> bool:
    line_start = context.text.rfind("\n", 0, start) + 1
    before = context.text[max(line_start, start - 40) : start]
    return bool(context.lexicon.archive.search(before)) or bool(context.lexicon.archive.search(context.text[max(line_start, start - 40) : after]))


def _numbers(context: Context, place: int, end: int, *, bare: bool) -> list[tuple[int | None, int, int, int, Tier]]:
    """Return year, number, bounds and tier of each number of a list; the year is ``None`` where only context gives it."""
    text, first = context.text, context.lexicon.profile.year_first
    found: list[tuple[int | None, int, int, int, Tier]] = []
    more = re.compile(rf"{_MORE}(?:{context.lexicon.case_word}\s*(?:nr\.?\s*)?)?(?=\d)")
    while place < end:
        match = casenumber.PATTERN.match(text, place)
        if match:
            read = casenumber.read(match["a"], match["b"], year_first=first, near=context.year)
            if read is None:
                break
            found = [(read[0] if year is None else year, number, left, right, tier) for year, number, left, right, tier in found]
            found.append((read[0], read[1], match.start(), match.end(), "explicit"))
        elif bare and (lone := _BARE.match(text, place)):
            if int(lone["n"]) == 0 or re.match(r"\s*\.\s?\d|\.\s*(?:januar|februar|mars|april|mai|juni|juli|august|sept|okt|nov|des)", text[lone.end() :]):
                break
            found.append((None, int(lone["n"]), lone.start(), lone.end(), "inferred"))
            match = lone
        else:
            break
        join = more.match(text, match.end())
        if not join or "\n\n" in join[0]:
            break
        if found[-1][0] is not None and not casenumber.PATTERN.match(text, join.end()):
            break
        if join[0].strip() in ("/", "-") and found[-1][0] is not None:
            break
        place = join.end()
    while found and found[-1][0] is None and len(found) > 1:
        found.pop()
    return found


def _body_near(context: Context, start: int, end: int) -> str:
    """Return the body that the words around give a case that names none; else the one of the document's own cases.

    It stands right after (*sak 5/23 i partnerskapsmøtet*) or before an *i sak* in the sentence. Where the document has no
    cases of its own, the body named last in the paragraph, or over it, is meant.
    """
    lexicon, text = context.lexicon, context.text
    left, right = context.sentence(start, end)
    skip = _AFTER.match(text, end)
    place = skip.end() if skip else end
    after = lexicon.bodies.match(text, place)
    if after and place > end and (body := lexicon.body_of(after[0])) and "," not in text[end:place]:
        return body.code
    beside = re.search(rf"({lexicon.body}),\s*\Z", text[left:start])
    if beside and (body := lexicon.body_of(beside[1])):
        return body.code
    section = _section_body(context, start) if context.series == "?" else None
    if section is not None:
        return section
    before = text[left:start]
    inside = before.count("(") > before.count(")")
    linked = _IN.search(before) or (inside and not re.search(r"(?i)\b(?:se|jf|jfr|sjå|kfr)\.?\s*\Z", before))
    if linked:
        named = _last_body(context, left, start)
        if named is not None:
            return named
        follows = None if inside else lexicon.bodies.search(text, end, min(right, end + 60))
        if context.series == "?" and follows and (body := lexicon.body_of(follows[0])):
            return body.code
    if context.series == "?":
        return _last_body(context, left, start) or paragraph_body(context, start) or _usual_body(context)
    return context.series


def _last_body(context: Context, left: int, right: int) -> str | None:
    """Return the code of the body named last in a part of the text, ``?`` when that body has none."""
    named = [match for match in context.lexicon.bodies.finditer(context.text, left, right) if _treats(context, match[0])]
    other = [*context.lexicon.other_body.finditer(context.text, left, right)]
    if other and (not named or other[-1].start() > named[-1].end()):
        words = other[-1][0].lower()
        return None if words in ("utvalget", "utvalet", "utvalgets", "rådet", "styret") else "?"
    body = context.lexicon.body_of(named[-1][0]) if named else None
    return body.code if body else None


def _treats(context: Context, written: str) -> bool:
    """Return whether a body is one whose cases others cite: not a professional committee, unless the paper is its own."""
    body = context.lexicon.body_of(written)
    return body is not None and (body.kind != "professional-committee" or body.code == context.body)


def paragraph_body(context: Context, start: int) -> str | None:
    first = max(context.text.rfind("\n\n", 0, max(context.text.rfind("\n\n", 0, start), 0)), start - 700, 0)
    codes = [body.code for match in context.lexicon.bodies.finditer(context.text, first, start) if _treats(context, match[0]) and (body := context.lexicon.body_of(match[0]))]
    if codes:
        return codes[-1]
    return _section_body(context, start)


def _section_body(context: Context, start: int) -> str | None:
    """Return the body that the heading is the name of, and nothing else."""
    line = context.line(start)
    words = re.sub(r"\A\d+(?:\.\d+)*\.?\s*", "", line.section) if line else ""
    named = context.lexicon.bodies.match(words)
    body = context.lexicon.body_of(named[0]) if named and named.end() >= len(words) - 6 else None
    return body.code if body else None


def _usual_body(context: Context) -> str:
    """Return the one body of a community that every case with a body in the document has, else ``?``."""
    pattern = re.compile(rf"({context.lexicon.body})(?:\s*-\s*|\s+)(?i:sak)")
    codes = {body.code for match in pattern.finditer(context.text) if (body := context.lexicon.body_of(match[1]))}
    return codes.pop() if len(codes) == 1 else "?"


def _year_near(context: Context, start: int, end: int, body: str) -> int | None:
    """Return the year that the sentence gives the body (*partnerskapsmøtet 2022*) of a case without one."""
    left, right = context.sentence(start, end)
    before: list[int] = []
    after: list[int] = []
    for match in re.finditer(rf"(?P<body>{context.lexicon.body}){_YEAR_AFTER}", context.text[left:right]):
        named = context.lexicon.body_of(match["body"])
        if named and named.code == body:
            (before if left + match.end() <= start else after).append(int(match["year"]))
    return before[-1] if before else after[0] if after else None


@dataclass(frozen=True, slots=True)
class CaseHeading:
    """The heading of a case that a document treats.

    Attributes:
        mention: the case.
        title: bounds of its title, when one stands there.
        listed: it stands in a list of cases, not over the treatment of the case.
    """

    mention: Mention
    title: tuple[int, int] | None
    listed: bool


def case_headings(context: Context) -> list[CaseHeading]:
    """Return the lines that begin with a case's number and its title: cases treated, or on the agenda."""
    found: list[CaseHeading] = []
    for number, line in enumerate(context.lines):
        cell = _cell(context, line)
        if cell is not None:
            found.append(CaseHeading(cell, None, True))
            continue
        place = line.body if line.shape == "item" and not casenumber.PATTERN.match(context.text, line.start) else line.start
        mention = _leading(context, place, line.end)
        if mention is None or not _ours(context, mention) or _past(line.section):
            continue
        rest_start, rest_end = context.trimmed(mention.end, line.end, " \t\n*_|:.-")
        rest = context.text[rest_start:rest_end]
        if re.match(r"(?:\(|i\b|til\b|og\b|,|ble\b|vart\b|blei\b|er\b|var\b|vedtok\b|skal\b|kan\b|fra\b|frå\b)", rest) or (rest and len(rest) > 200):
            continue
        title: tuple[int, int] | None = (rest_start, rest_end) if len(rest) > 2 else None
        if title is None and number + 1 < len(context.lines):
            after = context.lines[number + 1]
            if after.shape in ("text", "heading") and len(after.text) < 160:
                title = (after.start, after.end)
        found.append(CaseHeading(mention, title, False))
    lines = [one for one in found if one.mention.rule != "case.cell"]
    first = lines[0].mention.start if lines else len(context.text)
    keys = {one.mention.key for one in lines}
    found = [one for one in found if one.mention.rule != "case.cell" or one.mention.start < first or one.mention.key in keys]
    return _marked_lists(context, found)


def _ours(context: Context, mention: Mention) -> bool:
    """Return whether the document can be treating the case: it is in its own series, of its year or the one before."""
    known = context.lexicon.profile.bodies
    own = mention.rule == "case.line" or mention.body in (context.body, "?") or context.body == "?" or all(mention.body != body.code for body in known)
    return own and (context.year is None or abs(mention.year - context.year) <= 1)


def _past(section: str) -> bool:
    return bool(re.search(r"(?i)\b(?:tidligere|tidlegare|forrige|førre|vedlegg)\b", section))


def _cell(context: Context, line: Line) -> Mention | None:
    """Return the case whose number is alone in a cell, not the first, of a row."""
    parts = cells(line)
    for cell in parts[1:] if len(parts) > 2 else []:
        match = casenumber.PATTERN.fullmatch(cell.text.strip())
        read = match and casenumber.read(match["a"], match["b"], year_first=context.lexicon.profile.year_first, near=context.year)
        if read and (context.year is None or abs(read[0] - context.year) <= 1):
            start = cell.start + cell.text.index(match["a"]) if match else cell.start
            return Mention(context.series, *read, start, start + len(cell.text.strip()), "explicit", "case.cell", False, False)
    return None


def _tabled(context: Context) -> Iterator[Mention]:
    """Yield the cases of a table that has a column for them."""
    column: int | None = None
    for line in context.lines:
        parts = cells(line)
        heads = [place for place, cell in enumerate(parts) if re.fullmatch(rf"{context.lexicon.case_word}(?:\s*nr)?\.?", cell.text.strip())]
        if len(parts) > 1 and heads:
            column = heads[0]
        elif len(parts) < 2 or line.gap:
            column = None
        elif column is not None and column < len(parts):
            match = casenumber.PATTERN.fullmatch(parts[column].text.strip())
            read = match and casenumber.read(match["a"], match["b"], year_first=context.lexicon.profile.year_first, near=context.year)
            if read:
                body = paragraph_body(context, line.start) or context.series
                yield Mention(body, *read, parts[column].start, parts[column].end, "explicit", "case.cell", False, False)


def _marked_lists(context: Context, found: list[CaseHeading]) -> list[CaseHeading]:
    """Tell lists of cases from headings: the same case comes again later, or the lines follow each other."""
    last = {one.mention.key: one.mention.start for one in found}
    return [CaseHeading(one.mention, one.title, last[one.mention.key] != one.mention.start) for one in found]


def _leading(context: Context, start: int, end: int) -> Mention | None:
    match = anchor(context.lexicon).match(context.text, start)
    if match:
        named = _announced(context, match, end)
        return named[0] if named and named[0].end <= end else None
    bare = casenumber.PATTERN.match(context.text, start)
    line = context.line(start)
    section = context.lexicon.bodies.search(line.section) if line and context.kind == "agenda" else None
    body = context.lexicon.body_of(section[0]) if section else None
    if bare and bare.end() < end and re.match(r"[\s:.-]+[A-ZÆØÅ«\t]", context.text[bare.end() : end]):
        read = casenumber.read(bare["a"], bare["b"], year_first=context.lexicon.profile.year_first, near=context.year)
        if read:
            return Mention(body.code if body else context.series, *read, *bare.span(), "explicit", "case.line", False, False)
    return None


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every case named: the own and the treated ones as ``case``, others as ``case-reference``."""
    treated = {key for _, key in context.treated} | {key for _, _, key in context.own}
    treated |= {context.case} if context.case else set()
    numbers: dict[tuple[str, str], list[str]] = {}
    for key in treated:
        numbers.setdefault((key.split("/")[1], key.split("/")[2]), []).append(key)
    meets = context.kind in ("minutes", "agenda")
    headings = [one.mention for one in case_headings(context)] if meets else [*_tabled(context)]
    if meets:
        headings += [cell for line in context.lines if (cell := _cell(context, line)) is not None]
    for start, end, value in context.own:
        body, year, number = value.split("/")
        headings.append(Mention(body, int(year), int(number), start, end, "explicit", "case.head", False, True))
    seen: list[tuple[int, int]] = []
    every = mentions(context) + [one for one in headings if not one.announced]
    for mention in sorted(every, key=lambda one: (one.start, -one.end)):
        if any(mention.start < right and left < mention.end for left, right in seen):
            continue
        seen.append((mention.start, mention.end))
        value = mention.key
        alike = numbers.get((str(mention.year), str(mention.number)), [])
        if value not in treated and len(alike) == 1 and (not mention.given or mention.body in _MUNICIPAL) and mention.body in ("?", *_MUNICIPAL):
            value = alike[0]
        own = value in treated
        confidence = 0.95 if mention.tier == "explicit" and not value.startswith("?") else 0.8
        detail = {"point": _point(context, mention.end), "title": _title_after(context, mention.end)}
        yield context.proposal(
            "case" if own else "case-reference",
            value,
            mention.start,
            mention.end,
            mention.rule,
            confidence,
            mention.tier,
            **{name: found for name, found in detail.items() if found},
        )


def _title_after(context: Context, end: int) -> str | None:
    """Return the title that follows a case's number in a heading or an attachment."""
    line = context.line(end - 1)
    if line is None:
        return None
    start, stop = context.trimmed(end, line.end, " \t\n*_|:.-")
    words = context.written(start, stop)
    return words if 8 <= len(words) <= 250 and words[0].isupper() and end - line.start < 45 else None


def _point(context: Context, end: int) -> int | None:
    match = _POINT.match(context.text, end)
    return int(match["point"]) if match else None
