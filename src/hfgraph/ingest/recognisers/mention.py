"""Cases named in a text, in all the forms in which they are written."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from hfgraph.ingest import casenumber
from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import Lexicon, words
from hfgraph.ingest.outline import Outline
from hfgraph.ingest.profile import Body
from hfgraph.ingest.proposal import Tier
from hfgraph.ingest.recognisers import owner
from hfgraph.ingest.recognisers.number import Number, numbers, read

_CAPITALS = r"[A-ZÆØÅ]{2,6}"
_SERIES_LINES = 2
"""Lines that capitals must begin, with the number of a case after them, to be a series of cases."""
_REACH = 40
"""How far before a number the word stands that makes it an archive number, in characters."""


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


class _Words:
    """Patterns that need the words of a profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        profile = lexicon.profile
        self.anchor = _anchor(lexicon)
        self.series = frozenset(profile.listed("cases", "series"))
        self.words = frozenset(profile.listed("cases", "words"))
        self.no_body = frozenset(profile.listed("cases", "no-body"))
        archive = lexicon.listed("cases", "archive")
        self.archive = re.compile(rf"(?i)(?<!\w){archive}[\s.:/-]*(?:nr\.?|id)?[\s.:-]*\Z")


def _anchor(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the pattern of what announces a case's number: a body, a series, the word *sak*, or several of them."""
    body, series = lexicon.body, lexicon.listed("cases", "series")
    number = r"(?:\s*+(?:nr\.?|nummer|no\.?))?\s*+[.:]?\s*+"
    pair = r"(?=\d{1,4}\s?[/-]\s?\d)"
    joined = rf"(?P<joined>{_joined(lexicon)})(?:\s?[.-]\s?)?(?i:sak(?:en|a|er|ene|s)?)(?:nr\.?|\snr\.?)?{number}(?=\d)"
    named = rf"(?:(?P<body>{body})(?:\s*(?:sin|sitt|si|s))?(?:[ \t]*-[ \t]*|[ \t]*\n?[ \t]*|[ \t]*:[ \t]*))?"
    coded = rf"(?:(?P<code>(?<![\w-]){_CAPITALS})(?=[ \t-])(?:[ \t]*-[ \t]*|[ \t]+))?"
    word = rf"(?P<word>(?<!\w){lexicon.case_word}){number}(?:(?P<series>{series}|{_CAPITALS})[ \t.-]+)?(?=\d)"
    only = rf"(?P<only>{body})(?:\s*-\s*|\s+){pair}"
    listed = rf"(?<![\w-])(?P<listed>{series}|{_CAPITALS})(?:[ \t]*-[ \t]*|[. \t][ \t]*){pair}"
    follows = lexicon.listed("cases", "follows-bare")
    bare_ = rf"(?P<bare>(?<!\w)[Ii]\s+)(?=\d{{1,3}}[/-]\d{{2,4}}[,\s]+{follows}\b)"
    elsewhere = lexicon.listed("cases", "foreign")
    foreign = rf"(?P<foreign>(?<![\w-])(?i:{elsewhere}))(?i:sak(?:en|a|er|ene|s)?)(?:nr\.?)?{number}(?=\d)"
    return re.compile(f"{bare_}|{foreign}|{joined}|{named}{coded}{word}|{only}|{listed}")


def _joined(lexicon: Lexicon) -> str:
    """Return the pattern of a body's name or letter that *sak* is written together with: *K-sak*, *kommunestyresak*."""
    bodies = lexicon.profile.bodies
    stems = {re.sub(r"(?:et|en)\Z", "", name) for body in bodies for name in body.names if " " not in name}
    letters = words(letter for body in bodies for letter in body.letters)
    return rf"(?<![\w-])(?:(?i:{words(stems)})e?s?(?=-?sak)|(?i:{letters})(?=\s?[.-]\s?sak))"


def mentions(context: Context, start: int = 0, end: int | None = None) -> list[Mention]:
    """Return every case named in a part of the text, in order."""
    stop = len(context.text) if end is None else end
    found: list[Mention] = []
    for match in context.lexicon.once(_Words).anchor.finditer(context.text, start, stop):
        if not found or match.end() > found[-1].end:
            found += _announced(context, match, stop)
    return found


def leading(context: Context, start: int, end: int) -> Mention | None:
    """Return the case that is announced right at ``start`` and ends before ``end``."""
    match = context.lexicon.once(_Words).anchor.match(context.text, start)
    return next((one for one in _announced(context, match, end) if one.end <= end), None) if match else None


def bare(context: Context, body: str, span: tuple[int, int], rule: str) -> Mention | None:
    """Return the case of a body whose number begins a part of the text, with nothing before it."""
    match = casenumber.PATTERN.match(context.text, *span)
    found = read(context, match) if match else None
    return (
        Mention(body, *found, *match.span(), "explicit", rule, announced=False, given=False)
        if match and found
        else None
    )


def _announced(context: Context, match: re.Match[str], end: int) -> list[Mention]:
    """Return the cases whose numbers stand after an announcement."""
    lexicon = context.lexicon
    if match["foreign"]:
        return _foreign(match.start(), numbers(context, match.end(), end, bare=False))
    body = _written_body(lexicon, match)
    code = body.code if body else None
    capitals = match["series"] or match["listed"] or (match["code"] if match["word"] else None)
    if _archived(context, match):
        return []
    if code is None and capitals:
        if _no_series(context, match, capitals):
            return []
        known = lexicon.body_of(capitals)
        code = known.code if known and capitals in known.short else capitals.lower()
        if match["code"] in lexicon.once(_Words).no_body:
            code = None
    first = _first(match, coded=code is not None)
    found = numbers(context, match.end(), end, bare=bool(match["word"] or match["joined"]))
    rule = f"case.{'series' if capitals else 'body' if code else 'word'}"
    return [*_dated(context, found, (match.start(), first), code, rule)]


def _foreign(start: int, found: list[Number]) -> list[Mention]:
    """Return the cases of a body that has no code: *styresak 7-2024*, *rådssak 3/23*."""
    return [
        Mention(
            "?",
            number.year,
            number.number,
            number.start if place else start,
            number.end,
            "explicit",
            "case.elsewhere",
            announced=True,
            given=True,
        )
        for place, number in enumerate(found)
        if number.year
    ]


def _written_body(lexicon: Lexicon, match: re.Match[str]) -> Body | None:
    if match["joined"]:
        low = match["joined"].lower()
        letters = (body for body in lexicon.profile.bodies if low in map(str.lower, body.letters))
        return next(letters, None) or lexicon.body_of(low.removesuffix("s")) or lexicon.body_of(low)
    written = match["body"] or match["only"]
    return lexicon.body_of(written) if written else None


def _first(match: re.Match[str], *, coded: bool) -> int:
    """Return where the words that name a case begin."""
    if match["body"]:
        return match.start("body")
    if match["bare"]:
        return match.end()
    if match["code"] and coded:
        return match.start("code")
    return match.start("word") if match["word"] else match.start()


def _dated(
    context: Context, found: list[Number], begin: tuple[int, int], code: str | None, rule: str
) -> Iterator[Mention]:
    """Yield the cases whose year is written, or is given by the words around.

    Args:
        context: the document.
        found: the numbers of a list.
        begin: where the announcement begins, and where the words that name the first case begin.
        code: of the body, when it is written.
        rule: what found them.
    """
    start, first = begin
    for place, number in enumerate(found):
        body = code or owner.body_of(context, first, found[-1].end)
        year = number.year or owner.year_of(context, start, number.end, body) or context.year
        if year is None:
            continue
        sure = number.explicit or (code is None and body != "?" and number.year is not None)
        yield Mention(
            body,
            year,
            number.number,
            first if place == 0 else number.start,
            number.end,
            "explicit" if sure else "inferred",
            rule,
            announced=True,
            given=code is not None,
        )


def _no_series(context: Context, match: re.Match[str], capitals: str) -> bool:
    """Return whether capitals before a number are no body or series of cases."""
    told = context.lexicon.once(_Words)
    if capitals.lower() in told.words or capitals in told.no_body:
        return True
    known = capitals in told.series or context.lexicon.body_of(capitals) is not None or match[0].endswith("-")
    return bool(match["listed"]) and not known and context.outline.once(_line_series)[capitals] < _SERIES_LINES


def _line_series(outline: Outline) -> Counter[str]:
    """Return how many lines begin with capitals and the number of a case, by the capitals."""
    return Counter(re.findall(rf"(?m)^[ \t]*+({_CAPITALS})\s{{1,9}}\d{{1,3}}/\d{{2,4}}\b", outline.text))


def _archived(context: Context, match: re.Match[str]) -> bool:
    """Return whether words before a number make it an archive number."""
    text, archive = context.text, context.lexicon.once(_Words).archive
    start = match.start("word") if match["word"] else match.start()
    line = text.rfind("\n", max(0, start - _REACH), start) + 1 or max(0, start - _REACH)
    after = match.end() if match["word"] else start
    return any(archive.search(text, line, stop) for stop in {start, after})
