from __future__ import annotations

import pytest

from ingest.rules import found


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Det følger av hol § 6-2 nr. 11.", [("hol§6-2#11", "hol § 6-2 nr. 11")]),
        (
            "Jf. helse- og omsorgstjenesteloven § 6-1.",
            [("hol§6-1", "helse- og omsorgstjenesteloven § 6-1")],
        ),
        ("Etter § 3-5 i helse- og omsorgstenestelova.", [("hol§3-5", "§ 3-5")]),
        (
            "Spesialisthelsetjenesteloven §§ 2-1 a og 2-1 e gjelder.",
            [("sphlsl§2-1a", "Spesialisthelsetjenesteloven §§ 2-1 a"), ("sphlsl§2-1e", "2-1 e")],
        ),
        (
            "Pbrl § 2-1 a nr. 1, 2 og 3.",
            [("pbrl§2-1a#1", "Pbrl § 2-1 a nr. 1"), ("pbrl§2-1a#2", "2"), ("pbrl§2-1a#3", "3")],
        ),
        ("Hol § 6-2 første ledd nr. 4.", [("hol§6-2#4", "Hol § 6-2 første ledd nr. 4")]),
        ("Vedtektene § 4-3 om stemmerett.", [("vedtekter§4-3", "Vedtektene § 4-3")]),
        ("Kommuneloven § 11 bokstav b.", [("koml§11", "Kommuneloven § 11 bokstav b")]),
        ("Avtale etter § 6-1 er påkrevd.", [("hol§6-1", "§ 6-1")]),
        ("Samme lov § 3-1.", [("hol§3-1", "§ 3-1")]),
        ("Punkt 6-2 er ingenting.", []),
    ],
)
def test_sections(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, "law-reference") == expected


def test_a_range_of_numbers() -> None:
    assert sorted(found("Hol § 6-2 nr. 3-5.", "law-reference")) == [
        ("hol§6-2#3", "Hol § 6-2 nr. 3"),
        ("hol§6-2#4", "5"),
        ("hol§6-2#5", "5"),
    ]


def test_a_number_is_of_the_section_named_before() -> None:
    text = "Avtalen følger hol § 6-2 nr. 1. Den dekker også nr. 9, men vedlegg nr. 4 er noe annet."
    assert [value for value, _ in found(text, "law-reference")] == ["hol§6-2#1", "hol§6-2#9"]
