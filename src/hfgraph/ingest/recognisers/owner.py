"""The body and the year that the words around a case give it, when it names none."""

from __future__ import annotations

import re

from hfgraph.ingest.context import Context
from hfgraph.ingest.lexicon import Lexicon
from hfgraph.ingest.outline import Outline

_AFTER_REACH = 60
_PARAGRAPHS_REACH = 700
"""How far before a case its body is looked for, in characters."""
_AFTER_NAME = 6
"""Letters that a heading may have after a body's name."""
_CHAPTER = re.compile(r"\A\d+(?:\.\d+)*+\.?\s*")
_PROFESSIONAL = "professional-committee"
_YEAR = r"\s+(?:i\s+|fra\s+|frå\s+|for\s+)?(?P<year>20\d\d)(?![\d/-])"


class _Words:
    """Patterns that need the words of a profile."""

    def __init__(self, lexicon: Lexicon) -> None:
        body = lexicon.body
        inside, at, fillers = (lexicon.listed("owner", key) for key in ("inside", "at", "fillers"))
        self.inside = re.compile(rf"(?i)\b{inside}\s+(?:\w+\s+)?\Z")
        self.after = re.compile(rf"\s*+(?:\((?=\w)|,\s*+)?(?:{at}\s+)?(?:{fillers}\s+)*")
        self.beside = re.compile(rf"({body}),\s*\Z")
        self.see = re.compile(rf"(?i)\b{lexicon.listed('owner', 'see')}\.?\s*\Z")
        self.before_case = re.compile(rf"({body})(?:\s*-\s*|\s+)(?i:sak)")
        self.dated = re.compile(rf"(?P<body>{body}){_YEAR}")
        self.own = frozenset(lexicon.profile.listed("owner", "itself"))
        ends, lone = lexicon.listed("owner", "other-ends"), lexicon.listed("owner", "other-lone-ends")
        apart = lexicon.listed("owner", "other-words")
        no, phrases = lexicon.listed("owner", "no-other"), lexicon.listed("owner", "other-phrases")
        self.other = re.compile(
            rf"(?<![\w-])(?!(?i:{no})\b)"
            rf"(?:[A-ZÆØÅ][\w-]*{ends}|[A-ZÆØÅ][\w-]+ {apart}\b|{phrases}\b|\w+{lone}(?:et|a)?)(?!\w)"
        )


def other_bodies(lexicon: Lexicon) -> re.Pattern[str]:
    """Return the pattern of the name of a body that has no code."""
    return lexicon.once(_Words).other


def body_of(context: Context, start: int, end: int) -> str:
    """Return the body that the words around give a case; else the one of the document's own cases.

    It stands right after (*sak 5/23 i partnerskapsmøtet*) or before an *i sak* in the sentence. Where the document has
    no cases of its own, the body named last in the paragraph, or over it, is meant.

    Args:
        context: the document.
        start: first character of the case.
        end: the character after its last one.
    """
    left, right = context.outline.sentence(start, end)
    beside = _beside(context, (left, start), end)
    if beside is not None:
        return beside
    section = _section_body(context, start) if context.series == "?" else None
    if section is not None:
        return section
    if _linked(context, left, start):
        named = last_body(context, left, start)
        if named is not None:
            return named
        alone = context.series == "?" and not _in_bracket(context, left, start)
        follows = context.lexicon.bodies.search(context.text, end, min(right, end + _AFTER_REACH)) if alone else None
        if follows and (body := context.lexicon.body_of(follows[0])):
            return body.code
    if context.series != "?":
        return context.series
    return last_body(context, left, start) or paragraph_body(context, start) or context.outline.once(_usual_body)


def _beside(context: Context, before: tuple[int, int], end: int) -> str | None:
    """Return the body that stands right after a case, or right before it and a comma."""
    lexicon, text = context.lexicon, context.text
    words = lexicon.once(_Words)
    skip = words.after.match(text, end)
    place = skip.end() if skip else end
    after = lexicon.bodies.match(text, place) if place > end and "," not in text[end:place] else None
    found = lexicon.body_of(after[0]) if after else None
    if found is None and place > end and text[end:place].strip() and words.other.match(text, place):
        return "?"
    if found is None and (beside := words.beside.search(text, *before)):
        found = lexicon.body_of(beside[1])
    return found.code if found else None


def _linked(context: Context, left: int, start: int) -> bool:
    """Return whether the words before a case tie it to a body named before: *behandlet i sak*, or an open bracket."""
    words = context.lexicon.once(_Words)
    if words.inside.search(context.text, left, start):
        return True
    return _in_bracket(context, left, start) and not words.see.search(context.text, left, start)


def _in_bracket(context: Context, left: int, start: int) -> bool:
    return context.text.count("(", left, start) > context.text.count(")", left, start)


def last_body(context: Context, left: int, right: int) -> str | None:
    """Return the code of the body named last in a part of the text, ``?`` when that body has none."""
    words = context.lexicon.once(_Words)
    named = [
        match for match in context.lexicon.bodies.finditer(context.text, left, right) if _treats(context, match[0])
    ]
    other = [*words.other.finditer(context.text, left, right)]
    if other and (not named or other[-1].start() > named[-1].end()):
        return None if other[-1][0].lower() in words.own else "?"
    body = context.lexicon.body_of(named[-1][0]) if named else None
    return body.code if body else None


def _treats(context: Context, written: str) -> bool:
    """Return whether others cite the cases of a body: not a professional committee's, unless the paper is its own."""
    body = context.lexicon.body_of(written)
    return body is not None and (body.kind != _PROFESSIONAL or body.code == context.body)


def paragraph_body(context: Context, start: int) -> str | None:
    """Return the code of the body named last in the paragraph, the one before it, or in the heading over it."""
    text, lexicon = context.text, context.lexicon
    far = max(0, start - _PARAGRAPHS_REACH)
    paragraph = max(text.rfind("\n\n", far, start), 0)
    first = max(text.rfind("\n\n", far, paragraph), far)
    for match in reversed([*lexicon.bodies.finditer(text, first, start)]):
        if _treats(context, match[0]) and (body := lexicon.body_of(match[0])):
            return body.code
    return _section_body(context, start)


def _section_body(context: Context, start: int) -> str | None:
    """Return the code of the body that the heading is the name of, and of nothing else."""
    line = context.outline.line(start)
    words = _CHAPTER.sub("", line.section) if line else ""
    named = context.lexicon.bodies.match(words)
    body = context.lexicon.body_of(named[0]) if named and named.end() >= len(words) - _AFTER_NAME else None
    return body.code if body else None


def _usual_body(outline: Outline) -> str:
    """Return the one body that every case with a body in the document has, else ``?``."""
    lexicon = outline.lexicon
    written = {match[1] for match in lexicon.once(_Words).before_case.finditer(outline.text)}
    codes = {body.code for name in written if (body := lexicon.body_of(name))}
    return codes.pop() if len(codes) == 1 else "?"


def year_of(context: Context, start: int, end: int, body: str) -> int | None:
    """Return the year that the sentence gives the body (*partnerskapsmøtet 2022*) of a case without one.

    Args:
        context: the document.
        start: first character of the case.
        end: the character after its last one.
        body: code of the case's body.
    """
    before, after = None, None
    for match in context.lexicon.once(_Words).dated.finditer(context.text, *context.outline.sentence(start, end)):
        named = context.lexicon.body_of(match["body"])
        if named is None or named.code != body:
            continue
        if match.end() <= start:
            before = int(match["year"])
        else:
            after = after or int(match["year"])
    return before or after
