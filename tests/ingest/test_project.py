from __future__ import annotations

import pytest

from ingest.rules import found, read


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Her er prosjekter i gang:\n- Trygg heimreise\n- Fjordhjelpa: i gang\n", ["Trygg heimreise", "Fjordhjelpa"]),
        ("Prosjektet «Nær ved» er i gang.", ["Nær ved"]),
        ("Prosjektet Fjordhjelpa skal videre.", ["Fjordhjelpa"]),
        ("Fjordhjelpa   Status: pågår\n", ["Fjordhjelpa"]),
        ("Spørsmål om prosjekter:\n- Trygg heimreise\n", []),
    ],
)
def test_projects(text: str, expected: list[str]) -> None:
    assert [words for _, words in found(text, "project")] == expected


def test_a_known_project_is_found_again() -> None:
    text = "Prosjektet «Nær ved» er i gang. Alle vil ha Nær ved."
    assert [words for _, words in found(text, "project")] == ["Nær ved", "Nær ved"]


def test_a_status_told_outright() -> None:
    [project] = [one for one in read("Prosjekter:\n- Fjordhjelpa. Avsluttet.\n") if one.type == "project"]
    assert (project.detail or {})["status"] == "completed"


def test_a_status_told_in_prose_is_not_guessed() -> None:
    [project] = [one for one in read("Prosjekter:\n- Fjordhjelpa går sin gang\n") if one.type == "project"]
    assert "status" not in (project.detail or {})


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Innsatsområde 1: Akuttmedisinske tjenester.", ["Akuttmedisinske tjenester"]),
        ("Satsingsområde to er psykisk helse.", ["psykisk helse"]),
        ("Innsatsområder\n- Barn og unge\n- Rus\n", ["Barn og unge", "Rus"]),
    ],
)
def test_focus_areas(text: str, expected: list[str]) -> None:
    assert [words for _, words in found(text, "focus-area")] == expected
