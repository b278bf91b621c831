"""How much of what a person filed by hand is found again when the documents are taken in from scratch.

    python benchmarks/rebuild.py SOURCES [--format markdown] [--differences]

SOURCES is a folder with the documents' texts under the names that ``dcterms:identifier`` gives. Each document is taken
out of a copy of the data, read, every proposal accepted, and filed; then things (by class) and links (by property) are
compared with those in the file made by hand. What rules cannot read, such as a status told in prose, is not found.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pyoxigraph as ox

from hfgraph import assets, terms
from hfgraph.change import Refusal
from hfgraph.ingest.desk import Desk
from hfgraph.workspace import Workspace

CLASSES = (
    "Case",
    "Meeting",
    "Treatment",
    "Proposal",
    "Decision",
    "Point",
    "Project",
    "Clause",
    "BylawProvision",
    "StatutoryItem",
)
LINKS = (
    "caseOf",
    "attachment",
    "follows",
    "treats",
    "atMeeting",
    "heldBy",
    "forCase",
    "pointOf",
    "fulfils",
    "contributesTo",
    "mandatedBy",
)
Fact = tuple[str, str, str]


def documents(data: Path, sources: Path) -> Iterator[tuple[Path, str, bytes, str]]:
    """Yield file, community, bytes and name of each document whose text is in ``sources``."""
    for path in sorted(data.glob("*/*.ttl")):
        if path.stem == "register":
            continue
        for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
            if quad.predicate.value == terms.DCTERMS + "identifier" and isinstance(quad.object, ox.Literal):
                text = sources / quad.object.value
                if text.is_file() and path.parent.name != "law":
                    yield path, path.parent.name, text.read_bytes(), text.name


def facts(path: Path) -> set[Fact]:
    """Return the things and links of a data file that are compared: kind, subject and object."""
    found: set[Fact] = set()
    for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
        subject, predicate = str(getattr(quad.subject, "value", "")), quad.predicate.value
        value = str(getattr(quad.object, "value", ""))
        if predicate == terms.TYPE and value.removeprefix(terms.HF) in CLASSES:
            found.add((value.removeprefix(terms.HF), subject, ""))
        elif predicate.removeprefix(terms.HF) in LINKS:
            found.add((predicate.removeprefix(terms.HF), subject, value))
        elif predicate == terms.STATED_IN:
            found.add(("mentioned", subject, ""))
    return found


def same_names(hand: Path, machine: Path) -> dict[str, str]:
    """Return, by IRI in the file of the machine, the thing in the file made by hand that is called the same.

    A key made from a name need not be the one that a person chose; the names tell that the things are the same.
    """
    names: dict[str, str] = {}
    for subject, name in _names(hand):
        names.setdefault(name, subject)
    found = {}
    for subject, name in _names(machine):
        if subject not in names.values() and name in names:
            found.setdefault(subject, names[name])
    return found


def _names(path: Path) -> Iterator[tuple[str, str]]:
    labels = {terms.LABEL, terms.SKOS + "altLabel", terms.DCTERMS + "title"}
    for quad in ox.parse(path.read_bytes(), format=ox.RdfFormat.TURTLE):
        if quad.predicate.value in labels and isinstance(quad.object, ox.Literal) and quad.object.language != "en":
            yield str(getattr(quad.subject, "value", "")), " ".join(quad.object.value.lower().replace("–", "-").split())


def rebuilt(root: Path, content: bytes, name: str, community: str) -> tuple[Path, int]:
    """Return the file that taking in a document writes, and how many proposals were left out for breaking a rule."""
    desk = Desk(Workspace.open(root))
    review = desk.open(content, name, community)
    key: str = review["document"]["key"]
    ids = [item["id"] for item in review["items"] if item["state"] in ("pending", "known")]
    if ids:
        review = desk.decide(key, [{"ids": ids, "verdict": "accept"}], "analyst")
    left = 0
    for _ in range(4):
        try:
            filed = desk.file(key, "analyst", keep_text=False)
        except Refusal:
            review = desk.check(key)
            wrong = [
                one["id"]
                for one in review["items"]
                if any(finding["severity"] == "violation" for finding in one["findings"])
            ]
            if not wrong:
                raise
            left += len(wrong)
            desk.decide(key, [{"ids": wrong, "verdict": "reject"}], "analyst")
        else:
            return root / "data" / filed["path"], left
    raise RuntimeError(f"{name} cannot be filed")


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sources", type=Path)
    parser.add_argument("--format", choices=("text", "markdown"), default="text")
    parser.add_argument(
        "--differences", action="store_true", help="list what was not found, and what is not in the file made by hand"
    )
    arguments = parser.parse_args()
    counts: Counter[tuple[str, str]] = Counter()
    data = assets.folder("data")
    seen = 0
    for path, community, content, name in documents(data, arguments.sources):
        seen += 1
        with tempfile.TemporaryDirectory() as folder:
            root = Path(folder)
            shutil.copytree(
                data,
                root / "data",
                ignore=shutil.ignore_patterns(path.name if path.parent.name == community else "", ".hfgraph"),
            )
            began = time.monotonic()
            written, left = rebuilt(root, content, name, community)
            print(
                f"{name}: {time.monotonic() - began:.1f} s, {left} left out by the rules of the graph", file=sys.stderr
            )
            same = same_names(path, written)
            hand = facts(path)
            machine = {
                (kind, same.get(subject, subject), same.get(value, value)) for kind, subject, value in facts(written)
            }
        for kind, _, _ in hand:
            counts[kind, "hand"] += 1
        for kind, _, _ in machine:
            counts[kind, "found"] += 1
        for kind, _, _ in hand & machine:
            counts[kind, "both"] += 1
        if arguments.differences:
            for fact in sorted(hand - machine):
                print("NOT FOUND", path.stem, *(terms.shorten(part) for part in fact))
            for fact in sorted(machine - hand):
                print("NOT BY HAND", path.stem, *(terms.shorten(part) for part in fact))
    if not seen:
        sys.exit(f"{arguments.sources} holds none of the documents")
    row = (
        "| {:<16} | {:>7} | {:>7} | {:>9} | {:>6} |"
        if arguments.format == "markdown"
        else "{:<16}{:>9}{:>9}{:>11}{:>8}"
    )
    print(row.format("", "by hand", "found", "precision", "recall"))
    if arguments.format == "markdown":
        print("|---|---|---|---|---|")
    for kind in ("mentioned", *CLASSES, *LINKS):
        hand_, found, both = (counts[kind, name] for name in ("hand", "found", "both"))
        if hand_ or found:
            precision = f"{both / found:.2f}" if found else "–"
            recall = f"{both / hand_:.2f}" if hand_ else "–"
            print(row.format(kind, hand_, found, precision, recall))


if __name__ == "__main__":
    main()
