"""From lines on pages to paragraphs, items, headings and rows: where a line goes on from the one before it."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median

from hfgraph.ingest.readers import mark as marks
from hfgraph.ingest.readers.lines import Line
from hfgraph.ingest.readers.piece import Piece
from hfgraph.ingest.readers.table import rows

_GAP = 1.2
_USUAL_PITCH = 1.2
_WIDEST_PITCH = 2.6
_LEAST_PITCH = 0.9
_LONG_LINE = 40
_SAME_SIZE = 0.12
_LARGER = 1.12
_MUCH_LARGER = 1.35
_SMALLER = 0.87
_SPACE = 0.25
_SLACK = 0.4
_INDENT = 0.9
_STEP = 4
_HYPHEN = re.compile(r"[a-zæøåäöüéA-ZÆØÅ](?P<hyphen>[-\u2010\u00ad])$")
_STUCK = re.compile(r"\w[–/]$|\d[-\u2010]$")
_KEEPS_HYPHEN = re.compile(r"(?:og|eller|samt|til|/)\b")
_ACRONYM = re.compile(r"(?:^|[\s(/-])(?:[A-ZÆØÅ0-9]{2,}|[A-Za-zæøåÆØÅ])[-\u2010]$")
_REFERS = re.compile(
    r"(?:^|[\s(])(?:kl|nr|pkt|punkt|sak|kap|kapittel|art|artikkel|side|s|ca|ledd|bokstav|avsnitt|nivå|§+)\.?$",
    re.IGNORECASE,
)
_ENDED = ".:;?!"
_NEIGHBOURS = 8
_NOTE = re.compile(r"\d{1,2}\s+\S|\*")


@dataclass(frozen=True, slots=True)
class Measure:
    """How a document is set.

    Attributes:
        size: of its running text in points.
        pitch: from one baseline to the next in a paragraph, in sizes.
        rights: where the lines of each page end.
        longest: characters of a line that is full, where lines were broken by their count.
    """

    size: float
    pitch: float
    rights: dict[int, float]
    longest: int | None = None

    @staticmethod
    def of(lines: Sequence[Line]) -> Measure:
        """Return how ``lines`` are set."""
        sizes: Counter[float] = Counter()
        for line in lines:
            sizes[line.size] += len(line.text)
        size = max(sizes, key=lambda one: (sizes[one], -one), default=10.0)
        steps: list[float] = []
        broken: list[tuple[Line, Line]] = []
        for before, line in pairwise(lines):
            step = (before.base - line.base) / line.size
            if before.page == line.page and before.size == line.size and 0 < step < _WIDEST_PITCH:
                steps.append(step)
                if line.text[0].islower() and len(before.text) >= _LONG_LINE:
                    broken.append((before, line))
        if len(broken) > 1:
            pitch = median((before.base - line.base) / line.size for before, line in broken)
        else:
            pitch = min(sorted(steps)[len(steps) // 5] if steps else _USUAL_PITCH, _USUAL_PITCH * 1.25)
        return Measure(size, max(pitch, _LEAST_PITCH), *_ends(lines, broken))

    def right(self, page: int) -> float:
        """Return where the lines of ``page`` end."""
        return self.rights.get(page, self.rights[0])


def _ends(lines: Sequence[Line], broken: Sequence[tuple[Line, Line]]) -> tuple[dict[int, float], int | None]:
    """Return where the lines of each page end, and after how many characters if it is these that were counted.

    Args:
        lines: of the document.
        broken: pairs of lines of which the second surely goes on from the first.
    """
    ends: dict[int, list[float]] = {}
    for line in [before for before, _ in broken] or [line for line in lines if len(line.text) >= _LONG_LINE]:
        ends.setdefault(line.page, []).append(line.right)
    everywhere = sorted(end for page in ends.values() for end in page)
    usual = everywhere[len(everywhere) * 19 // 20] if everywhere else math.inf
    rights = {page: max(found) if len(found) > 3 else max(*found, usual) for page, found in ends.items()}  # noqa: PLR2004
    rights[0] = usual
    longest = max((len(before.text) for before, _ in broken), default=0)
    by_place = sum(_reaches(before, line, rights[before.page]) for before, line in broken)
    by_count = sum(_counts(before, line, longest) for before, line in broken)
    return rights, longest if by_count > by_place else None


def _reaches(last: Line, line: Line, right: float) -> bool:
    """Return whether the first word of ``line`` would have gone beyond ``right`` on the line before."""
    return last.right + _SPACE * last.size + line.first > right - _SLACK * last.size


def _counts(last: Line, line: Line, longest: int) -> bool:
    """Return whether the first word of ``line`` would have made the line before longer than ``longest`` characters."""
    return len(last.text) + 1 + len(line.text.split(maxsplit=1)[0]) > longest


@dataclass(slots=True)
class _Block:
    lines: list[Line] = field(default_factory=list)
    item: marks.Mark | None = None
    running: float | None = None

    @property
    def last(self) -> Line:
        return self.lines[-1]


class _Nest:
    """How deep the items of a list are, by where they begin."""

    def __init__(self) -> None:
        self._lefts: list[float] = []

    def placed(self, piece: Piece, block: _Block) -> Piece:
        """Return the piece with its level, if it is an item."""
        if block.item is None:
            self._lefts = []
            return piece
        left, near = block.lines[0].left, _INDENT * block.lines[0].size
        while self._lefts and self._lefts[-1] > left + near:
            self._lefts.pop()
        if not self._lefts or left > self._lefts[-1] + near:
            self._lefts.append(left)
        piece.indent = _STEP * (len(self._lefts) - 1)
        piece.level = len(self._lefts)
        return piece


def pieces(lines: Sequence[Line], measure: Measure) -> Iterator[Piece]:
    """Yield the pieces that ``lines`` make."""
    block: _Block | None = None
    hanging: float | None = None
    nest = _Nest()
    for line in lines:
        if line.table:
            if block:
                yield nest.placed(_piece(block, measure), block)
            block = None
            yield from rows((list(_cells(row, measure)) for row in line.table), line.page)
            continue
        if block and _goes_on(block, line, measure, hanging):
            block.lines.append(line)
            if len(block.lines) == 2 and line.page == block.lines[0].page:  # noqa: PLR2004
                block.running = line.left
                if block.item:
                    hanging = line.left if line.left > block.lines[0].left + _SPACE * line.size else None
            continue
        if block:
            yield nest.placed(_piece(block, measure), block)
        block = _Block([line], marks.mark(line.text))
    if block:
        yield nest.placed(_piece(block, measure), block)


def _cells(row: Iterable[tuple[Line, ...]], measure: Measure) -> Iterator[list[Piece]]:
    for cell in row:
        right = max((line.right for line in cell), default=0)
        yield list(pieces(cell, Measure(measure.size, measure.pitch, {0: right})))


def _goes_on(block: _Block, line: Line, measure: Measure, hanging: float | None) -> bool:  # noqa: PLR0911 -- one case after the other
    """Return whether ``line`` belongs to ``block``."""
    last = block.last
    if abs(last.size - line.size) > _SAME_SIZE * max(last.size, line.size):
        return False
    full = _is_full(last, line, measure, block)
    small = line.text[0].islower()
    if last.bold != line.bold and not (full and small):
        return False
    if _begins(block, line, full, hanging):
        return False
    if len(block.lines) == 1 and marks.caption(last.text) and not small:
        return False
    step = last.base - line.base
    if last.page != line.page or not 0 < step < _WIDEST_PITCH * line.size:
        return _goes_over(block, line, full, hanging)
    if step > _GAP * measure.pitch * line.size:
        return False
    if not full and not (small and last.text[-1] not in _ENDED):
        return False
    return not _is_shifted(block, line, hanging)


def _is_full(last: Line, line: Line, measure: Measure, block: _Block) -> bool:
    """Return whether the first word of ``line`` had no room on the line before."""
    if measure.longest is not None:
        return _counts(last, line, measure.longest)
    right = measure.right(last.page)
    if len(block.lines) > 2 and last.right < right:  # noqa: PLR2004
        right = max(one.right for one in block.lines[-_NEIGHBOURS:])
    return _reaches(last, line, right)


def _begins(block: _Block, line: Line, full: bool, hanging: float | None) -> bool:  # noqa: PLR0911 -- one case after the other
    """Return whether ``line`` begins an item, a row or a labelled value."""
    last = block.last
    found = marks.mark(line.text)
    if "\t" in _unmarked(line, found) or "\t" in _unmarked(last, block.item if last is block.lines[0] else None):
        return True
    if marks.labelled(line.text) and (not full or marks.labelled(last.text)):
        return True
    if marks.labelled(last.text) and len(block.lines) == 1 and not full and not line.text[0].islower():
        return True
    if found is None:
        return marks.caption(line.text) and last.text[-1] in _ENDED
    if not found.bullet and _REFERS.search(last.text):
        return False
    near = _SPACE * 2 * line.size
    aligned = block.item is not None and abs(line.left - block.lines[0].left) < near
    ended = not full or last.text[-1] in _ENDED or last.text.endswith((",", " og"))
    outdented = block.running is not None and line.left < block.running - near
    if found.bullet and line.text[0] not in "-–—*":
        return True
    if found.bullet:
        return (aligned and block.item is not None and block.item.bullet) or ended or outdented
    if not found.closed:
        return ended and marks.numbered_title(line.text)
    return ended or outdented or _follows(block.item, found) or (aligned and hanging is not None)


def _unmarked(line: Line, found: marks.Mark | None) -> str:
    """Return the words after the mark, so that the gap after it is no tab."""
    return line.text[found.length :] if found else line.text


def _follows(before: marks.Mark | None, found: marks.Mark) -> bool:
    if before is None or before.bullet:
        return False
    if before.number.isdigit() and found.number.isdigit():
        return int(found.number) == int(before.number) + 1
    return len(before.number) == len(found.number) == 1 and ord(found.number) == ord(before.number) + 1


def _goes_over(block: _Block, line: Line, full: bool, hanging: float | None) -> bool:
    """Return whether a paragraph goes on over the end of a page or column."""
    last = block.last
    if last.text[-1] in _ENDED:
        hangs = block.item is not None and hanging is not None and abs(line.left - hanging) < _SPACE * line.size
        return hangs and full and last.text[-1] == "."
    return line.text[0].islower() or (full and len(last.text) >= _LONG_LINE)


def _is_shifted(block: _Block, line: Line, hanging: float | None) -> bool:
    """Return whether ``line`` is indented as the first line of a new paragraph is."""
    first, last = block.lines[0], block.last
    step = _INDENT * line.size
    running = block.running
    if running is None:
        if block.item:
            return line.left < first.left - step or (hanging is not None and line.left < hanging - step)
        return line.left > last.left + step and last.text[-1] in _ENDED
    return line.left < running - step or (line.left > running + step and last.text[-1] in _ENDED)


def _piece(block: _Block, measure: Measure) -> Piece:
    parts = [block.lines[0].text]
    for line in block.lines[1:]:
        parts[-1], after = joined(parts[-1], line.text)
        parts.append(after)
    text = "".join(parts)
    size, page = block.lines[0].size, block.lines[0].page
    bold = all(line.bold for line in block.lines)
    strong = size >= _LARGER * measure.size or (bold and any(sign.isalpha() for sign in text))
    found = marks.mark(text)
    if strong and (marks.title(text) or marks.caption(text)) and found is None:
        return Piece(text, "heading", 1 if size >= _MUCH_LARGER * measure.size else 2, _number(text), page)
    if found and found.bullet:
        return Piece(text, "item", 1, found.number, page)
    return Piece(text, page=page, strong=strong)


def _number(text: str) -> str:
    found = re.match(r"(\d{1,2}(?:\.\d{1,3})*)\s", text)
    return found[1] if found and marks.numbered_title(text) else ""


def joined(before: str, after: str) -> tuple[str, str]:
    """Return two lines of a paragraph as they go together, with a word that was parted between them made whole."""
    if _STUCK.search(before):
        return before, after
    found = _HYPHEN.search(before)
    if found is None or _KEEPS_HYPHEN.match(after):
        return before, f" {after}"
    if not after[0].islower() or _ACRONYM.search(before):
        return before, after
    return before[: found.start("hyphen")], after


def notes_last(lines: Sequence[Line], measure: Measure) -> tuple[list[Line], list[Line]]:
    """Return the lines of a page without its footnotes, and those."""
    body = list(lines)
    notes: list[Line] = []
    while body and not body[-1].table and body[-1].size <= _SMALLER * measure.size:
        notes.insert(0, body.pop())
    begin = next((index for index, line in enumerate(notes) if _NOTE.match(line.text)), None)
    if begin is None or not body:
        return list(lines), []
    return body + notes[:begin], notes[begin:]
