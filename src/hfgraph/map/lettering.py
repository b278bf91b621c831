"""How wide letters are, and a label broken into lines that fit a card.

The widths are those of the Helvetica family, which Arial, Liberation Sans and Nimbus Sans share, so the server can
place text without a browser. A little is added, so that other sans serifs fit too.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

_NARROW = {278: " !,./:;I[\\]ft", 222: "ijl'|", 333: "()-r`", 500: "ckJsvxyz"}
_WIDE = {667: "ABEKPSVXY&", 722: "CDHNRUwÅ", 778: "GOQØ", 833: "mM", 889: "æ%", 944: "W", 1000: "Æ—@…", 611: "FTZø"}
_WIDTHS = {char: width for table in (_NARROW, _WIDE) for width, chars in table.items() for char in chars}
_USUAL = 556
_SLACK = 1.02
_BREAKS = "-–/"
_LEAST = 4
"""How many letters of a divided word go to the next line at least."""


def width(text: str, size: float, *, bold: bool = False) -> float:
    """Return how many units a text takes on one line."""
    units = sum(_WIDTHS.get(char, _USUAL if ord(char) < _FOREIGN else 1000) for char in text)
    return units * size / 1000 * _SLACK * (1.055 if bold else 1.0)


_FOREIGN = 0x2E80
"""From here on, letters are as wide as they are high."""


@lru_cache(maxsize=20_000)
def wrap(text: str, room: float, size: float, most: int, *, bold: bool = False) -> tuple[str, ...]:
    """Return a text as lines no wider than ``room``, at most ``most`` of them, the last one cut with an ellipsis."""
    lines: list[str] = []
    line = ""
    for word in _pieces(" ".join(text.split()), room, size, bold=bold):
        if not line or width((line + word).strip(), size, bold=bold) <= room:
            line += word
        else:
            lines.append(line.strip())
            line = word.lstrip()
        if len(lines) > most:
            break
    if line.strip():
        lines.append(line.strip())
    if len(lines) <= most:
        return tuple(lines)
    last = lines[most - 1]
    while " " in last and width(last + " …", size, bold=bold) > room:
        last = last.rpartition(" ")[0]
    if width(last + " …", size, bold=bold) <= room:
        return (*lines[: most - 1], last.rstrip(" ,.;:–-") + " …")
    while last and width(last + "…", size, bold=bold) > room:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip(" ,.;:–-") + "…")


def _pieces(text: str, room: float, size: float, *, bold: bool) -> Iterator[str]:
    """Yield the parts a line may be broken between, each with the space before it."""
    for number, word in enumerate(text.split(" ")):
        start = " " if number else ""
        piece = ""
        for place, char in enumerate(word):
            whole = width(piece + word[place:], size, bold=bold) <= room
            if piece and not whole and width(piece + char + "-", size, bold=bold) > room:
                spare = max(0, _LEAST - (len(word) - place)) if len(piece) > 2 * _LEAST else 0
                yield start + piece[: len(piece) - spare] + "-"
                start, piece = "", piece[len(piece) - spare :]
            piece += char
            if char in _BREAKS and place > 2 and place + 1 < len(word) and word[place + 1].isalpha():  # noqa: PLR2004
                yield start + piece
                start, piece = "", ""
        yield start + piece
