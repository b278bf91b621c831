from __future__ import annotations

import pytest

from ingest.rules import found, read

HEAD = "Saksframlegg\nDato: 17.10.2024\n\nEvaluering av felles legevakt i nord\n\nBakgrunn\n"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Møtet 4. desember 2024 var bra.", [("2024-12-04", "4. desember 2024")]),
        ("Den 4.12.2024.", [("2024-12-04", "4.12.2024")]),
        ("Den 04.12.24.", [("2024-12-04", "04.12.24")]),
        ("Dato 2024-12-04.", [("2024-12-04", "2024-12-04")]),
        ("Fra september 2023 av.", [("2023-09", "september 2023")]),
        ("Den 12.–13. mars 2024.", [("2024-03-12", "12.–13. mars 2024"), ("2024-03-13", "13. mars 2024")]),
        (
            "Frist: 3.4., 5.6. og 7.8.2024.",
            [("2024-04-03", "3.4."), ("2024-06-05", "5.6."), ("2024-08-07", "7.8.2024")],
        ),
        ("Møte 19. oktober.", [("--10-19", "19. oktober")]),
        ("Det skjer hvert år 1. mai.", [("--05-01", "1. mai")]),
        ("31. februar 2024 finnes ikke.", []),
        ("Se punkt 4.12 og § 4.12.", []),
        ("Kl. 10.30 og 12.45.", []),
    ],
)
def test_dates(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, "date") == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("SSU møttes 3. mars.", "2024-03-03"),
        ("Saken behandles 15. januar.", "2025-01-15"),
        ("Gruppen møttes 5. desember.", "2023-12-05"),
        ("I 2022 ble den lagt fram 3. mars.", "2022-03-03"),
        ("Møta i 2023 var 3. mars.", "2023-03-03"),
    ],
)
def test_the_year_comes_from_the_context_and_is_inferred(text: str, expected: str) -> None:
    dates = [one for one in read(HEAD + text) if one.type == "date" and one.tier == "inferred"]
    assert [one.value for one in dates] == [expected]
