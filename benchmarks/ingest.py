"""How well the rules find what people have marked in annotated documents: precision and recall by type.

    python benchmarks/ingest.py [FOLDER …] [--format markdown] [--misses TYPE]

Each folder holds pairs of ``<name>.txt`` and ``<name>.jsonl``. A find is right when type and value are those of a mark
and their words overlap; each mark counts once.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hfgraph.ingest import readers
from hfgraph.ingest.profile import Profile
from hfgraph.ingest.propose import propose

HERE = Path(__file__).parent / "ingest"
FOLDERS = (HERE / "development", HERE / "held-out")
JUDGED = ("header", "case", "case-reference", "law-reference", "date", "meeting", "decision-point")
_SHOWN = 70
"""Characters of a missed or wrong find that are shown."""
Fact = Mapping[str, Any]


@dataclass
class Score:
    """Counts of one type: what is marked, what was found, and how much of it is right."""

    marks: int = 0
    finds: int = 0
    right: int = 0

    @property
    def precision(self) -> float:
        """The share of the finds that are right."""
        return self.right / self.finds if self.finds else 0.0

    @property
    def recall(self) -> float:
        """The share of the marks that were found."""
        return self.right / self.marks if self.marks else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


def pairs(folder: Path) -> Iterator[tuple[str, list[Fact], list[Fact]]]:
    """Yield name, marks and finds of each document of a folder."""
    profile = Profile.load()
    for path in sorted(folder.glob("*.txt")):
        lines = path.with_suffix(".jsonl").read_text("utf-8").splitlines()
        marks = [json.loads(line) for line in lines if line.strip()]
        document = readers.read(path.read_bytes(), path.name)
        yield path.stem, marks, [one.as_dict() for one in propose(document, profile)]


def matched(marks: Sequence[Fact], finds: Sequence[Fact]) -> tuple[set[int], set[int]]:
    """Return the numbers of the marks that were found, and of the finds that are right."""
    left: set[int] = set()
    right: set[int] = set()
    for number, find in enumerate(finds):
        for order, mark in enumerate(marks):
            if order not in left and _same(mark, find):
                left.add(order)
                right.add(number)
                break
    return left, right


def _same(mark: Fact, find: Fact) -> bool:
    overlap = mark["start"] < find["end"] and find["start"] < mark["end"]
    return bool(overlap and mark["type"] == find["type"] and _plain(mark["value"]) == _plain(find["value"]))


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return " ".join(value.lower().split()) if isinstance(value, str) else value


def measured(folder: Path, misses: str | None = None) -> dict[str, Score]:
    """Return the score of each type in a folder.

    Args:
        folder: with annotated documents.
        misses: print what was missed and what was wrong, of one type or of ``all``.
    """
    scores: dict[str, Score] = {}
    for name, marks, finds in pairs(folder):
        left, right = matched(marks, finds)
        for order, mark in enumerate(marks):
            score = scores.setdefault(mark["type"], Score())
            score.marks += 1
            score.right += order in left
            if order not in left and misses in (mark["type"], "all"):
                print("MISSED", name, _told(mark))
        for number, find in enumerate(finds):
            scores.setdefault(find["type"], Score()).finds += 1
            if number not in right and misses in (find["type"], "all"):
                print("WRONG ", name, _told(find), find["rule"])
    return scores


def _told(fact: Fact) -> str:
    return f"{fact['start']} {fact['type']} {fact['value']} «{fact['text'][:_SHOWN]}»"


def together(scores: Mapping[str, Score]) -> Score:
    """Return the score of the types that the rules are judged by, counted together."""
    judged = [scores[type_] for type_ in JUDGED if type_ in scores]
    return Score(*(sum(getattr(score, key) for score in judged) for key in ("marks", "finds", "right")))


def table(folder: Path, scores: Mapping[str, Score], style: str) -> Iterator[str]:
    """Yield the lines of a folder's table, as text in columns or as Markdown."""
    rows = [*sorted(scores.items()), ("judged together", together(scores))]
    if style == "markdown":
        yield f"| {folder.name} | marks | finds | precision | recall | F1 |"
        yield "|---|--:|--:|--:|--:|--:|"
        for name, one in rows:
            yield f"| {name} | {one.marks} | {one.finds} | {one.precision:.2f} | {one.recall:.2f} | {one.f1:.2f} |"
        return
    yield f"{folder.name}\n{'type':<18}{'marks':>7}{'finds':>7}{'precision':>11}{'recall':>8}{'F1':>7}"
    for name, one in rows:
        yield f"{name:<18}{one.marks:>7}{one.finds:>7}{one.precision:>11.2f}{one.recall:>8.2f}{one.f1:>7.2f}"


def main() -> None:
    """Print a table for each folder."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter, usage=argparse.SUPPRESS
    )
    parser.add_argument("folders", nargs="*", type=Path, default=FOLDERS, help="folders with annotated documents")
    parser.add_argument("--format", choices=("text", "markdown"), default="text", help="how the table is written")
    parser.add_argument(
        "--misses", metavar="TYPE", help="show what was missed and what was wrong, of a type or of 'all'"
    )
    arguments = parser.parse_args()
    for folder in arguments.folders:
        print()
        print("\n".join(table(folder, measured(folder, arguments.misses), arguments.format)))


if __name__ == "__main__":
    main()
