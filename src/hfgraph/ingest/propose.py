"""Every proposal that the rules find in a document."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from hfgraph.ingest.context import Context
from hfgraph.ingest.document import Document
from hfgraph.ingest.gazetteer import Gazetteer
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.profile import Profile
from hfgraph.ingest.proposal import TYPES, Proposal, identified
from hfgraph.ingest.recognisers import amount, case, clause, day, header, law, meeting, name, point, project

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
    proposals = [*_without_names_inside(proposals)]
    order = {name: number for number, name in enumerate(TYPES)}
    proposals.sort(key=lambda one: (one.start, order[one.type], one.end))
    unique = {(one.type, repr(one.value), one.start, one.end): one for one in reversed(proposals)}
    return [*identified(sorted(unique.values(), key=lambda one: (one.start, order[one.type], one.end)))]


def _without_names_inside(proposals: list[Proposal]) -> Iterator[Proposal]:
    """Yield the proposals without the names that are part of a case's number or a reference to a law."""
    whole = [(one.start, one.end) for one in proposals if one.type in ("case", "case-reference", "law-reference")]
    for one in proposals:
        named = one.type in ("organisation", "instrument")
        if not (named and any(start <= one.start and one.end <= end for start, end in whole)):
            yield one


def read(document: Document, profile: Profile, gazetteer: Gazetteer | None = None) -> tuple[Context, list[Proposal]]:
    """Return what the head and the case headings tell of a document, and the proposals of the head."""
    context = Context.of(document, Lexicon(profile), gazetteer or Gazetteer.empty())
    context, proposals = header.learn(context)
    if context.kind in ("minutes", "agenda"):
        headings = case.case_headings(context)
        codes = {body.code for body in profile.bodies}
        if any(one.mention.given and one.mention.body not in codes for one in headings):
            context = context.knowing(series="?")
            headings = case.case_headings(context)
        context = context.knowing(treated=tuple((one.mention.start, one.mention.key) for one in headings))
    return context, proposals
