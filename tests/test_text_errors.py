"""Texts in two languages, and problems that say what is wrong, where, and how to mend it."""

from __future__ import annotations

import pickle
from pathlib import Path

import pytest

from hfgraph.errors import HfgraphError, Problem, bad_input
from hfgraph.text import Language, Text


@pytest.mark.parametrize(
    "nb, en, language, told",
    [
        ("hus", "house", "nb", "hus"),
        ("hus", "house", "en", "house"),
        ("", "house", "nb", "house"),
        ("hus", "", "en", "hus"),
    ],
)
def test_a_text_falls_back_on_the_language_there_is(nb: str, en: str, language: Language, told: str) -> None:
    assert Text(nb, en).in_language(language) == told


@pytest.mark.parametrize(
    "path, line, column, field, where",
    [
        (Path("a/b.ttl"), 3, 7, None, f"{Path('a/b.ttl')}:3:7"),
        (Path("a/b.ttl"), 3, None, None, f"{Path('a/b.ttl')}:3"),
        (Path("a/b.ttl"), None, 7, None, f"{Path('a/b.ttl')}"),
        (Path("a/b.ttl"), None, None, "--as-of", f"{Path('a/b.ttl')}"),
        (None, 3, 7, "--as-of", "--as-of"),
        (None, None, None, None, ""),
    ],
)
def test_the_place_is_told_as_far_as_it_is_known(
    path: Path | None, line: int | None, column: int | None, field: str | None, where: str
) -> None:
    assert Problem(Text("x", "x"), Text("", ""), path, line, column, field).where == where


def test_a_problem_tells_place_fault_and_remedy_in_the_readers_language() -> None:
    problem = Problem(Text("Feil.", "Wrong."), Text("Rett den.", "Mend it."), Path("f.ttl"), 2)
    assert problem.tell("nb") == "f.ttl:2: Feil.\n  → Rett den."
    assert problem.tell("en") == "f.ttl:2: Wrong.\n  → Mend it."


def test_without_place_and_remedy_only_the_fault_is_told() -> None:
    assert bad_input("Feil.", "Wrong.").tell("nb") == "Feil."


def test_an_error_tells_every_problem_it_carries() -> None:
    problems = [Problem(Text(f"feil {n}", f"fault {n}"), Text("", "")) for n in range(3)]
    error = HfgraphError(iter(problems))
    assert error.problems == tuple(problems)
    assert error.tell("nb").splitlines() == ["feil 0", "feil 1", "feil 2"]
    assert str(error).splitlines() == ["fault 0", "fault 1", "fault 2"]


def test_an_error_survives_the_way_between_processes() -> None:
    error = bad_input("Feil.", "Wrong.", mend=("Rett.", "Mend."), path=Path("f.rq"), line=4, column=2)
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 -- made one expression ago
    assert isinstance(again, HfgraphError)
    assert again.problems == error.problems
    assert again.tell("en") == error.tell("en") == "f.rq:4:2: Wrong.\n  → Mend."
