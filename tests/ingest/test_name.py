from __future__ import annotations

import pytest

from ingest.rules import found

ORGANISATIONS = [
    ("Vi har med Nord-Fron kommune og KS.", ["Nord-Fron kommune", "KS"]),
    ("Nord-Fron kommunes plan.", ["Nord-Fron kommune"]),
    ("Sykehuset Innlandet HF deltar.", ["Sykehuset Innlandet HF"]),
    ("FSU for barn og unge meldte det.", ["FSU for barn og unge"]),
    ("Statsforvalteren i Nordland svarte.", ["Statsforvalteren i Nordland"]),
    ("Det var et kommunestyre.", []),
]
INSTRUMENTS = [
    ("Etter helse- og omsorgstjenesteloven.", ["helse- og omsorgstjenesteloven"]),
    ("Tjenesteavtale 3 sier det.", ["Tjenesteavtale 3"]),
    ("Se Handlingsplan 2023–2025 for mer.", ["Handlingsplan 2023–2025"]),
    ("Vi fulgte Lofoterklæringen.", ["Lofoterklæringen"]),
    ("Det er en plan.", []),
]


@pytest.mark.parametrize("text, expected", ORGANISATIONS)
def test_organisations(text: str, expected: list[str]) -> None:
    assert [words for _, words in found(text, "organisation")] == expected


@pytest.mark.parametrize("text, expected", INSTRUMENTS)
def test_instruments(text: str, expected: list[str]) -> None:
    assert [words for _, words in found(text, "instrument")] == expected


def test_a_body_in_a_case_is_no_name_of_its_own() -> None:
    assert found("Jf. SSU sak 4/2023.", "organisation") == []
