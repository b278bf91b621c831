"""Names of organisations, committees and instruments: those the graph knows, and those their form gives away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.proposal import Proposal, Type
from hfgraph.ingest.recognisers.form import Form, instruments, organisations
from hfgraph.ingest.spans import Spans

_KNOWN = 0.95


@dataclass(frozen=True, slots=True)
class _Found:
    """A name in the text, and how surely it is one."""

    start: int
    end: int
    type: Type
    rule: str
    confidence: float


class _Words:
    """Patterns that need the words of a profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.forms: tuple[Form, ...] = (*organisations(lexicon), *instruments(lexicon))
        self.indefinite = re.compile(lexicon.listed("names", "indefinite"))
        self.genitive = re.compile(rf"{lexicon.listed('names', 'genitives')}s\Z")


def recognise(context: Context) -> Iterator[Proposal]:
    """Yield every name; where two overlap, the longer one, and the one that the graph knows before others."""
    genitive = context.lexicon.once(_Words).genitive
    taken = Spans()
    for one in sorted(_found(context), key=lambda one: (one.start - one.end, -one.confidence)):
        if taken.meet(one.start, one.end):
            continue
        taken.add(one.start, one.end)
        end = one.end - 1 if genitive.search(context.text, one.start, one.end) else one.end
        yield context.proposal(one.type, context.written(one.start, end), (one.start, end), one.rule, one.confidence)


def _found(context: Context) -> Iterator[_Found]:
    for name in context.gazetteer.find(context.text):
        if name.type in ("organisation", "instrument"):
            yield _Found(name.start, name.end, name.type, "name.graph", _KNOWN)
    told = context.lexicon.once(_Words)
    for form in told.forms:
        for match in form.pattern.finditer(context.text):
            start, end = match.span("name")
            if not told.indefinite.fullmatch(context.text, start, end):
                yield _Found(start, end, form.type, form.rule, form.confidence)
