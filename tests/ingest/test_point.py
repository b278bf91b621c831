from __future__ import annotations

from typing import Any

import pytest

from ingest.rules import found

HEAD = "Saksframlegg\nSaksnr: SSU 26/2024\nDato: 17.10.2024\n\nEvaluering av felles legevakt\n\n"


def points(text: str) -> list[tuple[str, int, str, str]]:
    values: list[tuple[Any, str]] = found(HEAD + text, "decision-point")
    return [(value["case"], value["number"], value["kind"], words) for value, words in values]


OWN = "ssu/2024/26"


@pytest.mark.parametrize(
    "text, expected",
    [
        (
            "Forslag til vedtak:\n1. Planen godkjennes.\n2. Gruppen går\nvidere.\n\nBakgrunn\nTekst.",
            [(OWN, 1, "proposed", "Planen godkjennes."), (OWN, 2, "proposed", "Gruppen går\nvidere.")],
        ),
        ("Vedtak\n\nPlanen godkjennes.\n\nBakgrunn\nTekst.", [(OWN, 1, "adopted", "Planen godkjennes.")]),
        ("Vedtak: Planen godkjennes.\n\nBakgrunn\nTekst.", [(OWN, 1, "adopted", "Planen godkjennes.")]),
        (
            "Tilråding:\na) Planen vert godkjend.\nb) Gruppa går vidare.\n",
            [
                (OWN, 1, "proposed", "Planen vert godkjend."),
                (OWN, 2, "proposed", "Gruppa går vidare."),
            ],
        ),
        ("Vedtak\n- Første.\n- Andre.\n", [(OWN, 1, "adopted", "Første."), (OWN, 2, "adopted", "Andre.")]),
        (
            "Konsensus\nI. Planen tas.\nII. Gruppen går.\n",
            [
                (OWN, 1, "adopted", "Planen tas."),
                (OWN, 2, "adopted", "Gruppen går."),
            ],
        ),
        (
            "Partnerskapsmøtet i 2023 gjorde i sak 08 –2023 følgende vedtak;\n1. SSU får mandatet.\n2. Det meldes.\n",
            [("pm/2023/8", 1, "adopted", "SSU får mandatet."), ("pm/2023/8", 2, "adopted", "Det meldes.")],
        ),
        ("Vedtak\n1. Planen godkjennes.\nEnstemmig vedtatt.\n", [(OWN, 1, "adopted", "Planen godkjennes.")]),
        ("Bakgrunn\n1. Dette er ikke et punkt.\n", []),
    ],
)
def test_points(text: str, expected: list[tuple[str, int, str, str]]) -> None:
    assert points(text) == expected


def test_each_case_of_minutes_has_its_own_points() -> None:
    text = """Protokoll fra møte i SSU
Møtedato: 4.12.2024

Sak 01-24 Godkjenning av innkalling

Vedtak: Innkallingen godkjennes.

Sak 02-24 Økonomi

Innstilling
1. Tas til orientering.

Vedtak
1. Tas til etterretning.
"""
    values: list[tuple[Any, str]] = found(text, "decision-point")
    assert [(value["case"], value["kind"], words) for value, words in values] == [
        ("ssu/2024/1", "adopted", "Innkallingen godkjennes."),
        ("ssu/2024/2", "proposed", "Tas til orientering."),
        ("ssu/2024/2", "adopted", "Tas til etterretning."),
    ]
