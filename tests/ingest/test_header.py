from __future__ import annotations

import pytest

from ingest.rules import headers, read

PAPER = """Saksframlegg
Saksnr: SSU 26/2024
Vår ref: 2024/77
Saksbehandler: Kari Vik
Dato: 17. oktober 2024
Møtedato: 4.12.2024

Evaluering av samarbeidet om legevakt

Vedlegg:
1. Rapport fra arbeidsgruppen
2. Sak 31-2022 Mandat

Bakgrunn
Tekst.
"""


def test_the_fields_of_a_case_paper() -> None:
    assert headers(PAPER) == [
        ("case_number", "ssu/2024/26"),
        ("reference", "2024/77"),
        ("case_handler", "Kari Vik"),
        ("document_date", "2024-10-17"),
        ("meeting_date", "2024-12-04"),
        ("title", "Evaluering av samarbeidet om legevakt"),
        ("attachment", "Rapport fra arbeidsgruppen"),
        ("attachment", "Sak 31-2022 Mandat"),
    ]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Sakspapir\nSaksnr.: 7/2023\nSakshandsamar: Liv Nes\n", ("case_handler", "Liv Nes")),
        ("SSU sak 12/2024: Felles plan for utskriving\n\nBakgrunn\nTekst.", ("case_number", "ssu/2024/12")),
        ("SSU sak 12/2024: Felles plan for utskriving\n\nBakgrunn\nTekst.", ("title", "Felles plan for utskriving")),
        ("Notat om legevakt i Fjorden\n\nBodø, 3. mars 2024\n\nTekst som går.", ("document_date", "2024-03-03")),
        ("Protokoll fra møte i SSU\n4. desember 2024\n\nSak 1/24 Godkjenning\n", ("meeting_date", "2024-12-04")),
        ("Møtereferat\nTid: onsdag 4.12.2024 kl. 10\n\nTekst.", ("meeting_date", "2024-12-04")),
        ("Samarbeidsavtale mellom Nord kommune og Sør sykehus\n\n1 Parter\n", ("title", None)),
        ("Saksnr: SSU 1/24\nVedlegg: Rapport; Brev fra KS\n", ("attachment", "Brev fra KS")),
    ],
)
def test_a_field(text: str, expected: tuple[str, str | None]) -> None:
    field, value = expected
    values = dict(headers(text))
    assert field in values
    assert value is None or (field, value) in headers(text)


@pytest.mark.parametrize("text", ["Saksnr: SSU 1/24\nVedlegg: Ingen\n", "Saksnr: SSU 1/24\nVedlegg: -\n"])
def test_no_attachment(text: str) -> None:
    assert "attachment" not in dict(headers(text))


def test_an_archive_number_is_no_case() -> None:
    proposals = read("Saksframlegg\nVår ref 2023/77\n\nTekst som går over linjen.\n")
    assert [one.value for one in proposals if one.type in ("case", "case-reference")] == []
    assert ("reference", "2023/77") in [tuple(one.value.values()) for one in proposals if isinstance(one.value, dict)]


def test_a_paper_that_names_several_cases_is_an_agenda() -> None:
    text = "Saksnr: SSU 1/24\nSaksnr: SSU 2/24\nSaksnr: SSU 3/24\n\nTekst.\n"
    assert "case_number" not in dict(headers(text))
