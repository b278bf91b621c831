from __future__ import annotations

import pytest

from ingest.rules import found


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Det gis 90 mill. kr i år.", [(90_000_000, "90 mill. kr")]),
        ("Det gis 90 mill.kr i år.", [(90_000_000, "90 mill.kr")]),
        ("Ramme: kr 1 250 000,- per år.", [(1_250_000, "kr 1 250 000,-")]),
        ("NOK 1.250.000 er satt av.", [(1_250_000, "NOK 1.250.000")]),
        ("Om lag 2,5 millioner kroner.", [(2_500_000, "2,5 millioner kroner")]),
        ("MNOK 11 av 40 MNOK.", [(11_000_000, "MNOK 11"), (40_000_000, "40 MNOK")]),
        ("450 kr.", [(450, "450 kr")]),
        ("Det er 90 personer og 12 000 innbyggere.", []),
    ],
)
def test_amounts(text: str, expected: list[tuple[int, str]]) -> None:
    assert found(text, "amount") == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Post\tBeløp (kr)\nLønn\t1 250 000\nReise\t45 000\n", [1_250_000, 45_000]),
        ("Post\tAntall\tKroner\nLønn\t1 200\t1 250 000\n", [1_250_000]),
        ("Budsjett i kroner\nPost\tBudsjett\nLønn\t1 250 000\n", [1_250_000]),
        ("Budsjett i hele tusen kroner\nPost\tBudsjett\nLønn\t1 250\n", [1_250_000]),
        ("Post\tAntall\nLønn\t1 250 000\n", []),
        ("Budsjettet er i kroner.\n\nNoe annet står her.\n\nPost\tTall\nSenger\t1 250\n", []),
    ],
)
def test_tables_that_say_they_are_in_kroner(text: str, expected: list[int]) -> None:
    assert [value for value, _ in found(text, "amount")] == expected
