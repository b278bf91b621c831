"""What a line is by its own characters: a heading, an item of a list, a row, a label with its value."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

_MONTH = r"(?:jan|feb|mar|apr|mai|jun|jul|aug|sep|okt|nov|des)[a-zæøå]*\b\.?"
_NUMBER = re.compile(
    r"(?P<open>\(?)(?P<number>\d{1,3}(?:\.\d{1,3}){0,5}|[a-zæøå]|[ivx]{2,5})(?P<close>\.\)|[.)]|(?=[ \t]))[ \t]+(?=\S)"
)
_BULLET = re.compile(r"(?P<bullet>[-–—•·▪▫◦‣⁃∙●○■□➢➔►▶✓✔☐\uf000-\uf0ff*])[ \t]+(?=\S)")
_DATE = re.compile(rf"\d{{1,2}}\.? ?{_MONTH}(?!-)", re.IGNORECASE)
_SHORT_DATE = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])\.(?:\d\d)?\.?$")
_LABEL = re.compile(r"[*_]{0,2}[A-ZÆØÅ][A-Za-zÆØÅæøå./ -]{1,38}:[*_]{0,2}[ \t]+\S")
_CAPTION = re.compile(r"[*_]{0,3}[A-ZÆØÅ0-9][^:;\t]{1,58}[:;]?[*_]{0,3}[:;]?$")
_SAID = re.compile(
    r"\b(?:skal|er|har|må|kan|vil|bør|ble|blir|vedtar|vedtek|foreslår|anbefaler|følgende|fylgjande|slik)\b",
    re.IGNORECASE,
)
_SENTENCES = re.compile(r"[a-zæøå)]{3,}[.!?] +[A-ZÆØÅ]")
_PLACE_AND_DATE = re.compile(rf".{{0,40}}\d{{1,2}}\. ?(?:{_MONTH}|\d{{1,2}}\.) ?\d{{2,4}}$", re.IGNORECASE)
_MARKDOWN_HEADING = re.compile(r"(#{1,6})[ \t]+\S")
_BOLD = re.compile(r"(\*\*|__)(?!\s)[^*_]+(?<!\s)\1[:;]?$|\*\*\*[^*]+\*\*\*$")
_LINK = re.compile(r"\[([^\]]*)\]\([^)]*\)")
_DECORATION = re.compile(r"\*\*|__|^#{1,6}[ \t]+|[ \t]+#+$|(?<!\w)[*_](?=\w)|(?<=\w)[*_](?!\w)")

_LONGEST_HEADING = 110
_MOST_HEADING_WORDS = 15
_LONGEST_CAPTION = 60
_MOST_CAPTION_WORDS = 6
_LONGEST_NUMBERED = 80
_LONGEST_HEAD = 40
_MOST_HEAD_WORDS = 4
_LONGEST_LABELLED = 220


@dataclass(frozen=True, slots=True)
class Mark:
    """What stands before the words of an item.

    Attributes:
        number: what numbers it, without brackets and closing full stop; empty after a bullet.
        length: of the mark with the blanks after it.
        bullet: whether a bullet comes first.
        closed: whether the number ends in a full stop or a bracket.
    """

    number: str
    length: int
    bullet: bool
    closed: bool


def mark(line: str, *, asterisk: bool = True) -> Mark | None:
    """Return the number or bullet that ``line`` begins with, or ``None``. Dates are no numbers."""
    bullet = _BULLET.match(line)
    if bullet and (asterisk or bullet["bullet"] != "*"):
        inner = mark(line[bullet.end() :])
        if inner and not inner.bullet:
            return Mark(inner.number, bullet.end() + inner.length, True, inner.closed)
        return Mark("", bullet.end(), True, True)
    offset = 2 if line.startswith("**") else 0
    found = _NUMBER.match(line, offset)
    if found is None or _DATE.match(line, offset) or not _is_number(found, line):
        return None
    return Mark(found["number"], found.end(), False, bool(found["close"]))


def _is_number(found: re.Match[str], line: str) -> bool:
    number, close = found["number"], found["close"]
    if found["open"] and ")" not in close:
        return False
    if number[0].isalpha():
        return ")" in close or (close == "." and len(number) == 1 and line[found.end()].isupper())
    if "." not in number:
        return bool(close)
    if _SHORT_DATE.match(number):
        parts = number.split(".")
        if len(parts) == 3 or (close == "." and parts[1].startswith("0")):  # noqa: PLR2004
            return False
    return bool(close) or line[found.end()].isupper() or line[found.end()] in "«§\"'*_"


def level_of(number: str) -> int:
    """Return the depth that a number such as ``5.3`` tells of."""
    return number.count(".") + 1


def words(line: str) -> str:
    """Return the words of a heading without what only marks it as one."""
    return _DECORATION.sub("", _LINK.sub(r"\1", line)).strip(" \t\n*_").rstrip(":; \t").strip("*_ ")


def bold(line: str) -> bool:
    """Return whether all of ``line`` is bold in Markdown."""
    return _BOLD.match(line) is not None


def hashes(line: str) -> int:
    """Return the level of a Markdown heading, or 0."""
    found = _MARKDOWN_HEADING.match(line)
    return len(found[1]) if found else 0


def labelled(line: str) -> bool:
    """Return whether ``line`` is a label and its value, such as ``Møtedato: 04.12.2024``."""
    return len(line) <= _LONGEST_LABELLED and _LABEL.match(line) is not None


def caption(line: str) -> bool:
    """Return whether ``line`` is a few words and a colon, such as ``Bakgrunn:``."""
    return (
        len(line) <= _LONGEST_CAPTION
        and line.rstrip("*_ ").endswith(":")
        and len(line.split()) <= _MOST_CAPTION_WORDS
        and _CAPTION.match(line) is not None
        and not _SAID.search(line)
    )


def title(line: str) -> bool:
    """Return whether ``line`` could be a heading if it stands alone: short, capital first, and no full stop."""
    plain = line.strip("*_ ")
    return (
        1 < len(plain) <= _LONGEST_HEADING
        and len(plain.split()) <= _MOST_HEADING_WORDS
        and (plain[0].isupper() or plain[0] in "§«" or numbered_title(plain))
        and plain[-1] not in ".,"
        and ";" not in plain
        and "\t" not in plain
        and "@" not in plain
        and any(sign.islower() or sign.isupper() for sign in plain)
        and not labelled(line)
        and not _SENTENCES.search(plain)
        and not _PLACE_AND_DATE.match(plain)
    )


def heads(lines: Sequence[str]) -> bool:
    """Return whether the first of the lines between two empty ones may be a heading: alone, or over longer ones."""
    if len(lines) < 2:  # noqa: PLR2004
        return True
    first, second = lines[0], lines[1]
    return caption(first) or (
        len(first) <= _LONGEST_HEAD
        and len(first.split()) <= _MOST_HEAD_WORDS
        and (len(second) > _LONGEST_HEAD or mark(second) is not None or labelled(second))
    )


def numbered_title(line: str) -> bool:
    """Return whether ``line`` could be a numbered heading, such as ``5.3 Digital samhandling`` or ``2 Økonomi``."""
    found = re.match(r"[*_]{0,2}\d{1,2}(?:\.\d{1,3}){0,5}\.?[ \t]+[A-ZÆØÅ«]", line)
    return (
        found is not None
        and len(line) <= _LONGEST_NUMBERED
        and line.rstrip("*_ ")[-1] not in ".,;:"
        and not _DATE.match(line)
        and not _SENTENCES.search(line)
    )
