"""Cases: the document's own, those it treats, and references to others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from hfgraph.ingest.context import MARKS, Context
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.proposal import Proposal
from hfgraph.ingest.recognisers.agenda import case_cells, case_columns, case_headings
from hfgraph.ingest.recognisers.mention import Mention, mentions
from hfgraph.ingest.spans import Spans

_SHORTEST_TITLE = 8
_LONGEST_TITLE = 250
_TITLE_BY = 45
"""Characters from the beginning of a line within which a case with a title after it ends."""
_SURE, _LIKELY = 0.95, 0.8


class _Words:
    """What a profile tells of points and series."""

    def __init__(self, lexicon: Lexicon) -> None:
        point = lexicon.listed("cases", "points")
        self.point = re.compile(rf"\s*+,?\s*+(?:{point})\s*+(?P<point>\d{{1,2}})(?![\d.]\d)")
        self.municipal = frozenset(lexicon.profile.listed("cases", "municipal"))


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every case named: the own and the treated ones as ``case``, others as ``case-reference``."""
    treated = {key for _, key in context.treated} | {key for _, _, key in context.own}
    treated |= {context.case} if context.case else set()
    numbers: dict[str, list[str]] = {}
    for key in sorted(treated):
        numbers.setdefault(key.partition("/")[2], []).append(key)
    seen = Spans()
    every = [*mentions(context), *(one for one in _unannounced(context) if not one.announced)]
    for mention in sorted(every, key=lambda one: (one.start, -one.end)):
        if seen.meet(mention.start, mention.end):
            continue
        seen.add(mention.start, mention.end)
        value = _value(context, mention, treated, numbers)
        sure = mention.tier == "explicit" and not value.startswith("?")
        yield context.proposal(
            "case" if value in treated else "case-reference",
            value,
            (mention.start, mention.end),
            mention.rule,
            _SURE if sure else _LIKELY,
            mention.tier,
            point=_point(context, mention.end),
            title=_title(context, mention.end),
        )


def _unannounced(context: Context) -> Iterator[Mention]:
    """Yield the cases whose number stands alone: in the head, in headings and in tables."""
    if context.meets:
        yield from (one.mention for one in case_headings(context))
        yield from case_cells(context)
    else:
        yield from case_columns(context)
    for start, end, value in context.own:
        body, year, number = value.split("/")
        yield Mention(body, int(year), int(number), start, end, "explicit", "case.head", announced=False, given=True)


def _value(context: Context, mention: Mention, treated: set[str], numbers: Mapping[str, list[str]]) -> str:
    """Return the value of a case; one without a body, or with a municipality's, is the treated one of its number."""
    value = mention.key
    municipal = mention.body in context.lexicon.once(_Words).municipal
    alike = numbers.get(value.partition("/")[2], [])
    if value not in treated and len(alike) == 1 and (municipal or (mention.body == "?" and not mention.given)):
        return alike[0]
    return value


def _title(context: Context, end: int) -> str | None:
    """Return the title that follows a case's number in a heading or an attachment."""
    line = context.outline.line(end - 1)
    if line is None or end - line.start >= _TITLE_BY or line.end - end > 2 * _LONGEST_TITLE:
        return None
    words = context.written(*context.trimmed(end, line.end, f"{MARKS}:.-"))
    return words if _SHORTEST_TITLE <= len(words) <= _LONGEST_TITLE and words[0].isupper() else None


def _point(context: Context, end: int) -> int | None:
    match = context.lexicon.once(_Words).point.match(context.text, end)
    return int(match["point"]) if match else None
