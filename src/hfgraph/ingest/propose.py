"""Every proposal that the rules find in a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hfgraph.ingest.context import Context
from hfgraph.ingest.document import Document
from hfgraph.ingest.gazetteer import Gazetteer
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.profile import Profile
from hfgraph.ingest.proposal import TYPES, Proposal, identified
from hfgraph.ingest.recognisers import agenda, amount, case, clause, day, header, law, meeting, name, point, project
from hfgraph.ingest.spans import Spans

RULES = "rules 1"
"""Name and version of the rules."""

_RULES: tuple[Callable[[Context], Iterator[Proposal]], ...] = (
    case.recognise,
    point.recognise,
    clause.recognise,
    law.recognise,
    day.recognise,
    meeting.recognise,
    amount.recognise,
    name.recognise,
    project.recognise,
)
_ORDER = {type_: place for place, type_ in enumerate(TYPES)}
_WHOLE = ("case", "case-reference", "law-reference")
_PARTS = ("organisation", "instrument")


def propose(document: Document, profile: Profile, gazetteer: Gazetteer | None = None) -> list[Proposal]:
    """Return what a document seems to state, in the order of its text.

    Args:
        document: as read.
        profile: the words of its community.
        gazetteer: the names that the graph knows; none when not given.
    """
    context, proposals = read(document, profile, gazetteer)
    for rule in _RULES:
        proposals += rule(context)
    unique = {(one.type, repr(one.value), one.start, one.end): one for one in reversed([*_without_parts(proposals)])}
    return [*identified(sorted(unique.values(), key=lambda one: (one.start, _ORDER[one.type], one.end)))]


def _without_parts(proposals: list[Proposal]) -> Iterator[Proposal]:
    """Yield the proposals without the names that are part of a case's number or a reference to a law."""
    whole = Spans((one.start, one.end) for one in proposals if one.type in _WHOLE)
    for one in proposals:
        if one.type not in _PARTS or not whole.hold(one.start, one.end):
            yield one


def read(document: Document, profile: Profile, gazetteer: Gazetteer | None = None) -> tuple[Context, list[Proposal]]:
    """Return what the head and the case headings tell of a document, and the proposals of the head."""
    context = Context.of(document, Lexicon(profile), gazetteer or Gazetteer.empty())
    context, proposals = header.learn(context)
    if context.meets:
        headings = agenda.case_headings(context)
        if any(one.mention.given and one.mention.body not in context.lexicon.by_code for one in headings):
            context = context.knowing(series="?")
            headings = agenda.case_headings(context)
        context = context.knowing(treated=tuple((one.mention.start, one.mention.key) for one in headings))
    return context, proposals
