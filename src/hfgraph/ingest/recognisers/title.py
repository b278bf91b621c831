"""The title of a document that no label tells."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hfgraph.ingest import head
from hfgraph.ingest.context import MARKS, Context
from hfgraph.ingest.head import Field
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.line import Line
from hfgraph.ingest.recognisers import kind
from hfgraph.ingest.recognisers.day import days
from hfgraph.ingest.recognisers.mention import Mention

_SHORTEST, _LONGEST = 8, 220
_LONGEST_OF_MEETING = 120
_SHORTEST_WITH_DATE = 30
_ENOUGH = 60
"""Letters after which more make a line no likelier to be the title; a title so long may go on on the next line."""
_CANDIDATES = 4
_NAME_WORDS = 6
"""A line of fewer words that ends so is the name of a department, not a title."""
_AFTER_BODY = 4
_MORE_LINES = 2
"""Lines that a title may go on on."""
_AROUND_NUMBER = f"{MARKS}:.-()"
_LABELLED = re.compile(r"[A-ZÆØÅ][\w. /-]{1,28}:\s")
_PERSON = re.compile(r"[A-ZÆØÅ][a-zæøå-]+(?: [A-ZÆØÅ](?:\.|[a-zæøå-]+)){1,3}")
"""The name of a person, or of a place: words that all begin with a capital."""
_NAMED = re.compile(r"[A-ZÆØÅ]?[a-zæøå]{5,}\s+\Z")
"""Words before a date that are what is held on it: *Frokostmøte 4. nov 2022*."""
_SENTENCES = re.compile(r"[a-zæøå)]{3}\. [A-ZÆØÅ][a-zæøå]+ [a-zæøå]")
_YEAR = re.compile(r"20\d\d")
_WORD = re.compile(r"[^\W\d_]{4}")


class _Words:
    """Patterns that need the words of a profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        profile = lexicon.profile
        self.no_title = re.compile(
            rf"(?i)(?:{lexicon.listed('titles', 'none')}|{lexicon.listed('titles', 'none-begins')}.*)"
        )
        self.person = re.compile(rf"(?i){lexicon.listed('titles', 'persons')}\b")
        self.department = re.compile(rf"(?i)\b{lexicon.listed('titles', 'departments')}\Z")
        self.community = re.compile(
            rf"(?i){lexicon.listed('titles', 'communities')}(?:\s+(?:[A-ZÆØÅ]\S*|og|i|for),?)*+\Z"
        )
        self.report = frozenset(profile.listed("titles", "reports"))
        self.agenda = frozenset(profile.listed("documents", "agenda"))
        self.attachments = frozenset(profile.listed("headers", "attachment"))
        self.meeting = re.compile(rf"\b{lexicon.listed('documents', 'minutes', 'agenda')}")
        self.reported = re.compile(rf"(?i){lexicon.listed('titles', 'reports')}\D{{0,40}}(?P<year>20\d\d)(?![\d/-])")


def title(context: Context, fields: Sequence[Field], own: Mention | None) -> tuple[int, int] | None:
    """Return the bounds of the title, ``None`` when no line can be it.

    Args:
        context: the document.
        fields: of its head.
        own: its own case, when it has one.
    """
    taken = {field.line for field in fields}
    beside = _by_number(context, own, taken) if own is not None else None
    if beside is not None:
        return beside
    if context.kind == "agreement":
        found = kind.agreement_title(context)
        return _joined(context, found, taken) if found else None
    if context.meets:
        return _of_meeting(context, taken)
    chosen = _standing(context, taken)
    return _joined(context, chosen, taken) if chosen else None


def reported_year(context: Context, words: str) -> int | None:
    """Return the year that a report's title says it is about, when it names one year only."""
    match = context.lexicon.once(_Words).reported.search(words)
    return int(match["year"]) if match and len(set(_YEAR.findall(words))) == 1 else None


def _by_number(context: Context, own: Mention, taken: set[int]) -> tuple[int, int] | None:
    """Return the title beside the case's number, on the same line or below it."""
    line = context.outline.line(own.start)
    if line is None or line.place in taken:
        return None
    after = context.trimmed(own.end, line.end, _AROUND_NUMBER)
    if after[1] - after[0] > _SHORTEST:
        return after
    if own.start - line.start > _SHORTEST:
        return context.trimmed(line.start, own.start, _AROUND_NUMBER)
    below = context.lines[line.place + 1 : head.extent(context)]
    found = next((one for one in below if one.place not in taken and _titled(context, one)), None)
    return _joined(context, found, taken) if found else None


def _of_meeting(context: Context, taken: set[int]) -> tuple[int, int] | None:
    """Return the line at the top that says minutes or agenda."""
    meeting = context.lexicon.once(_Words).meeting
    for line in context.lines[: kind.TOP]:
        if line.place not in taken and len(line.text) < _LONGEST_OF_MEETING and meeting.search(line.text.lower()):
            return context.trimmed(line.start, line.end, " \t*#:")
    return None


def _standing(context: Context, taken: set[int]) -> Line | None:
    """Return the line of the head that stands as a title: below the labels if there are any, apart from other text."""
    found = [
        line
        for line in context.lines[: head.extent(context)]
        if line.place not in taken and _titled(context, line) and not _attached(context, line)
    ]
    below = [line for line in found if not taken or line.place > min(taken)]
    standing = next((line for line in below if line.shape == "heading" or line.gap), None)
    if standing is not None or not found:
        return standing
    return found[-1] if taken else max(found[:_CANDIDATES], key=lambda line: min(len(line.text), _ENOUGH))


def _attached(context: Context, line: Line) -> bool:
    """Return whether the line is one of a list of attachments."""
    labels = context.lexicon.once(_Words).attachments
    return line.section.lower() in labels and line.text.lower().rstrip(":") not in labels


def _titled(context: Context, line: Line) -> bool:
    """Return whether a line has the form of a title."""
    told = context.lexicon.once(_Words)
    words = line.text.strip(" #*_:")
    if line.shape in ("item", "row") or len(line.cells) > 1 or not _SHORTEST <= len(words) <= _LONGEST:
        return False
    if not _WORD.search(words) or told.no_title.fullmatch(words) or told.person.match(words):
        return False
    low = words.lower()
    label = _LABELLED.match(words) if line.shape == "text" and not _apart(context, line) else None
    labelled = low in context.lexicon.label_fields or label is not None or _SENTENCES.search(words) is not None
    if labelled or low in told.agenda or _PERSON.fullmatch(words) or _only_date(context, line, words):
        return False
    return not _is_name(context, words, told)


def _apart(context: Context, line: Line) -> bool:
    """Return whether a line stands between empty ones, and its label, if it has one, is none of a head's."""
    after = context.lines[line.place + 1] if line.place + 1 < len(context.lines) else None
    known = line.text.split(":")[0].strip().lower() in context.lexicon.label_fields
    return line.gap and (after is None or after.gap) and not known


def _only_date(context: Context, line: Line, words: str) -> bool:
    """Return whether a short line is a date, perhaps with a place before it, and no more."""
    day = next(iter(days(context, line.start, line.end)), None) if len(words) < _SHORTEST_WITH_DATE else None
    return day is not None and not _NAMED.search(context.text, line.start, day.start)


def _is_name(context: Context, words: str, told: _Words) -> bool:
    """Return whether words are the name of a body, a department or a community, and no more."""
    match = context.lexicon.bodies.match(words)
    if match and match.end() >= len(words) - _AFTER_BODY:
        return True
    if len(words.split()) < _NAME_WORDS and told.department.search(words):
        return True
    return told.community.match(words) is not None and not any(word in words.lower() for word in told.report)


def _joined(context: Context, line: Line, taken: set[int]) -> tuple[int, int]:
    """Return the bounds of a title that may go on on the next lines."""
    end = line.end
    for after in context.lines[line.place + 1 : line.place + 1 + _MORE_LINES]:
        if after.gap or after.place in taken or after.shape in ("item", "row", "label") or not _titled(context, after):
            break
        if not (after.text[:1].islower() or len(line.text) > _ENOUGH or (line.text.isupper() and after.text.isupper())):
            break
        end = after.end
    return context.trimmed(line.start, end, f"{MARKS}#:")
