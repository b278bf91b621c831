"""The reference in ``docs/``: pages written from the ontology, the shapes and the questions."""

from __future__ import annotations

from pathlib import Path

from hfgraph import question
from hfgraph.reference import ontology_page, questions_page, shapes_page


def render(ontology: Path, shapes: Path, questions: Path) -> dict[str, str]:
    """Return every page of the reference, by file name.

    Args:
        ontology: folder with the ontology's Turtle files.
        shapes: folder with the shapes' Turtle files.
        questions: folder with the questions' SPARQL files.
    """
    return {
        "ontology.md": ontology_page.render(ontology),
        "questions.md": questions_page.render(question.load(questions)),
        "shapes.md": shapes_page.render(shapes),
    }


def write(pages: dict[str, str], folder: Path) -> None:
    """Write the pages into ``folder``, which is made when it is not there."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8", newline="\n")


def outdated(pages: dict[str, str], folder: Path) -> list[Path]:
    """Return the files of ``folder`` that are missing or say something else than the pages."""
    return [
        folder / name
        for name, text in pages.items()
        if not (folder / name).is_file() or (folder / name).read_text(encoding="utf-8") != text
    ]
