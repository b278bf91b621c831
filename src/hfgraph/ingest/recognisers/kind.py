"""What kind of document a document is, and which body it is for."""

from __future__ import annotations

import re

from hfgraph.ingest.context import Context, DocumentKind
from hfgraph.ingest.lexicon import Lexicon, folded
from hfgraph.ingest.line import Line

TOP = 14
"""Lines at the top that tell what a document is."""
_TITLE_LINES, _AGREEMENT_LINES = 5, 8
"""Lines at the top in which the kind may stand after another word, and in which an agreement is named."""
_LONGEST, _LONGEST_AGREEMENT, _SHORT_AGREEMENT = 90, 160, 60
_LONGEST_LINE = 1000
"""Characters of a line in which a body is looked for."""
_ABOUT_ALONE, _ABOUT_BODY = 2, 8
"""Letters that may stand before and after the name of a body that is alone on a line."""


class _Words:
    """Patterns that need the words of a profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.paper = re.compile(rf"{lexicon.listed('documents', 'paper')}\b")
        self.meetings: tuple[tuple[DocumentKind, str], ...] = (
            ("minutes", lexicon.listed("documents", "minutes")),
            ("agenda", lexicon.listed("documents", "agenda")),
        )
        self.agreement = re.compile(rf"(?i){lexicon.listed('documents', 'agreement-title')}\b")
        self.agreed = re.compile(
            rf"{lexicon.listed('documents', 'agreement-of')}\b|{lexicon.listed('documents', 'agreement-number')}\s+\d"
        )
        self.between = re.compile(rf"\s{lexicon.listed('documents', 'agreement-between')}\s")
        self.approval = frozenset(lexicon.profile.listed("documents", "no-minutes"))
        self.owner = re.compile(
            rf"(?i){lexicon.listed('head', 'owners')}\b|.*\b{lexicon.listed('documents', 'meeting-titles')}\b"
        )


def kind(context: Context) -> DocumentKind:
    """Return what kind of document the first lines say it is; a case paper when they say nothing."""
    told = context.lexicon.once(_Words)
    for line in context.lines[:TOP]:
        words = folded(line.text).strip(" :")
        if told.paper.match(words):
            return "paper"
        for meeting, names in told.meetings:
            if _names(words, names, told, after_mark=line.place < _TITLE_LINES):
                return meeting
        if line.place < _AGREEMENT_LINES and line.shape != "item" and _is_agreement(words, told):
            return "agreement"
    return "paper"


def _names(words: str, names: str, told: _Words, *, after_mark: bool) -> bool:
    if re.fullmatch(names, words):
        return True
    if len(words) >= _LONGEST:
        return False
    begins = re.match(rf"{names}\b", words) and not any(word in words for word in told.approval)
    return bool(begins or (after_mark and re.search(rf"[-:,]\s*{names}\b", words)))


def _is_agreement(words: str, told: _Words) -> bool:
    if not told.agreement.match(words) or len(words) >= _LONGEST_AGREEMENT:
        return False
    return len(words) < _SHORT_AGREEMENT or told.agreed.search(words) is not None


def agreement_title(context: Context) -> Line | None:
    """Return the line at the top that is the title of an agreement, rather one that says between whom."""
    told = context.lexicon.once(_Words)
    named = [line for line in context.lines[:TOP] if told.agreement.match(line.text)]
    return next((line for line in named if told.between.search(line.text)), named[0] if named else None)


def body(context: Context, of: DocumentKind) -> str:
    """Return the body whose name stands in the first lines: alone, after a label, or in the title of minutes.

    Args:
        context: the document.
        of: what kind of document it is.
    """
    lexicon = context.lexicon
    told = lexicon.once(_Words)
    named = None
    for line in context.lines[:TOP]:
        owned = told.owner.match(line.text, 0, _LONGEST_LINE)
        for match in lexicon.bodies.finditer(line.text, 0, _LONGEST_LINE):
            found = lexicon.body_of(match[0])
            if found is None:
                continue
            alone = match.end() >= len(line.text) - _ABOUT_BODY or (found.meeting and line.place == 0)
            if (match.start() <= _ABOUT_ALONE and alone) or owned:
                return found.code
            named = named or found.code
    return (named if of != "paper" else None) or "?"
