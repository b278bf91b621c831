from __future__ import annotations

import pytest

from ingest.rules import found

HEAD = "Saksframlegg\nSaksnr: SSU 26/2024\nDato: 17.10.2024\n\nEvaluering av felles legevakt i nord\n\nBakgrunn\n"


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Saken var oppe i SSU 4. desember 2024.", [("ssu/2024-12-04", "SSU 4. desember 2024")]),
        ("Partnerskapsmøtet den 3.5.2023 vedtok det.", [("pm/2023-05-03", "Partnerskapsmøtet den 3.5.2023")]),
        ("Dialogmøtet vart halde 13. november 2024.", [("dm/2024-11-13", "Dialogmøtet vart halde 13. november 2024")]),
        ("Det ble behandlet 4. desember 2023 i SSU.", [("ssu/2023-12-04", "4. desember 2023")]),
        ("Høringsfrist for SSU var 4. mars 2024.", []),
        ("SSU fikk brev datert 4. mars 2024.", []),
        ("Styret for sykehuset møttes 4. mars 2024.", []),
    ],
)
def test_meetings(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(HEAD + text, "meeting") == expected


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Protokoll fra møte i SSU\nMøtedato: 4.12.2024\n\nTekst.\n", ["ssu/2024-12-04"]),
        ("Møtereferat\nUtvalg: FSU\nDato: 4.12.2024\n\nTekst.\n", ["fsu/2024-12-04"]),
        ("Utvalg\tMøtedato\tSaksnr\nSSU\t4.12.2024\t26/24\nAU\t1.11.2024\t9/24\n", ["ssu/2024-12-04", "au/2024-11-01"]),
    ],
)
def test_the_meetings_of_the_head(text: str, expected: list[str]) -> None:
    assert [value for value, _ in found(text, "meeting")] == expected
