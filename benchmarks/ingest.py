"""How well the rules find what people have marked in annotated documents: precision and recall by type.

    python benchmarks/ingest.py [FOLDER …] [--misses TYPE]

Each folder holds pairs of ``<name>.txt`` and ``<name>.jsonl``. A find is right when type and value are those of a mark
and their words overlap; each mark counts once.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from hfgraph.ingest import readers
from hfgraph.ingest.gazetteer import Gazetteer
from hfgraph.ingest.profile import Profile
from hfgraph.ingest.propose import propose

HERE = Path(__file__).parent / "ingest"
JUDGED = ("header", "case", "case-reference", "law-reference", "date", "meeting", "decision-point")


def pairs(folder: Path) -> Iterator[tuple[str, list[Mapping[str, Any]], list[Mapping[str, Any]]]]:
    """Yield name, marks and finds of each document of a folder."""
    profile = Profile.load()
    for path in sorted(folder.glob("*.txt")):
        marks = [
            json.loads(line) for line in path.with_suffix(".jsonl").read_text("utf-8").splitlines() if line.strip()
        ]
        document = readers.read(path.read_bytes(), path.name)
        yield path.stem, marks, [one.as_dict() for one in propose(document, profile, Gazetteer.empty())]


def matched(marks: Sequence[Mapping[str, Any]], finds: Sequence[Mapping[str, Any]]) -> tuple[set[int], set[int]]:
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


def _same(mark: Mapping[str, Any], find: Mapping[str, Any]) -> bool:
    return (
        mark["type"] == find["type"]
        and _plain(mark["value"]) == _plain(find["value"])
        and mark["start"] < find["end"]
        and find["start"] < mark["end"]
    )


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    return " ".join(value.lower().split()) if isinstance(value, str) else value


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="*", type=Path, default=[HERE / "development", HERE / "held-out"])
    parser.add_argument("--misses", help="show what was missed and what was wrong, of one type or of 'all'")
    arguments = parser.parse_args()
    for folder in arguments.folders:
        counts: Counter[tuple[str, str]] = Counter()
        for name, marks, finds in pairs(folder):
            left, right = matched(marks, finds)
            for order, mark in enumerate(marks):
                counts[mark["type"], "marks"] += 1
                counts[mark["type"], "found"] += order in left
                if order not in left and arguments.misses in (mark["type"], "all"):
                    print(f"MISSED {name} {mark['start']} {mark['type']} {mark['value']} «{mark['text'][:70]}»")
            for number, find in enumerate(finds):
                counts[find["type"], "finds"] += 1
                if number not in right and arguments.misses in (find["type"], "all"):
                    words = f"«{find['text'][:70]}» {find['rule']}"
                    print(f"WRONG  {name} {find['start']} {find['type']} {find['value']} {words}")
        print(f"\n{folder.name}\n{'type':<18}{'marks':>7}{'finds':>7}{'precision':>11}{'recall':>8}{'F1':>7}")
        for type_ in sorted({key for key, _ in counts}):
            _row(type_, [type_], counts)
        _row("judged together", JUDGED, counts)


def _row(name: str, types: Sequence[str], counts: Mapping[tuple[str, str], int]) -> None:
    marks, finds, found = (sum(counts.get((type_, key), 0) for type_ in types) for key in ("marks", "finds", "found"))
    precision, recall = found / finds if finds else 0.0, found / marks if marks else 0.0
    both = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    print(f"{name:<18}{marks:>7}{finds:>7}{precision:>11.2f}{recall:>8.2f}{both:>7.2f}")


if __name__ == "__main__":
    main()
