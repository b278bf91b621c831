from __future__ import annotations

from typing import Any

import pytest

from ingest.rules import found, read

HEAD = "Saksframlegg\nSaksnr: SSU 26/2024\nDato: 17.10.2024\n\nEvaluering av felles legevakt i nord\n\nBakgrunn\n"


def cited(text: str) -> list[tuple[Any, str]]:
    return found(HEAD + text, "case-reference")


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Jf. SSU sak 03-2023.", [("ssu/2023/3", "SSU sak 03-2023")]),
        ("Jf. sak 34 – 2023.", [("ssu/2023/34", "sak 34 – 2023")]),
        ("Sjå sak 10 /2024.", [("ssu/2024/10", "sak 10 /2024")]),
        ("SSU 4/2023 ble fulgt opp.", [("ssu/2023/4", "SSU 4/2023")]),
        ("Case 10-2023 og sak 10-2023.", [("ssu/2023/10", "sak 10-2023")]),
        ("Videre arbeid (se sak 30) er i gang.", [("ssu/2024/30", "sak 30")]),
        ("Jf. sak 31-2022 punkt 2.", [("ssu/2022/31", "sak 31-2022")]),
        ("I sakene 3/2023 og 17/2023.", [("ssu/2023/3", "sakene 3/2023"), ("ssu/2023/17", "17/2023")]),
        ("Kommunestyret vedtok PS 75/13.", [("ps/2013/75", "PS 75/13")]),
        ("K-sak 12/23 gjelder.", [("kst/2023/12", "K-sak 12/23")]),
        ("Formannskapssak 9/23 gjelder.", [("fsk/2023/9", "Formannskapssak 9/23")]),
        ("Partnerskapsmøtet sak 08-2023.", [("pm/2023/8", "Partnerskapsmøtet sak 08-2023")]),
        ("Partnarskapsmøtet handsama sak 5/23.", [("pm/2023/5", "sak 5/23")]),
        ("Styresak 7-2024 i foretaket.", [("?/2024/7", "Styresak 7-2024")]),
    ],
)
def test_references(text: str, expected: list[tuple[str, str]]) -> None:
    assert cited(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "SSU 1 2025 er et møte.",
        "Vår ref 2023/77.",
        "Arkivsak 23/456 ligger der.",
        "NOU 2023:4 og Prop. 15/2023.",
        "Om lag 3/4 av kommunene.",
        "Gnr 12/45.",
        "Tlf. 75 53/40.",
        "Kl. 10/12.",
    ],
)
def test_what_is_no_case(text: str) -> None:
    assert cited(text) == []


def test_the_own_case_is_no_reference() -> None:
    text = "Denne saken, SSU sak 26/2024, og sak 26/24 er den samme."
    assert cited(text) == []
    assert {value for value, _ in found(HEAD + text, "case")} == {"ssu/2024/26"}


def test_a_case_carries_its_point_and_title() -> None:
    text = HEAD + "Det følger av sak 31-2022 punkt 2.\n\nVedlegg:\nSak 8/2023 Mandat for gruppen\n"
    details = {one.value: dict(one.detail or {}) for one in read(text) if one.type == "case-reference"}
    assert details["ssu/2022/31"]["point"] == 2
    assert details["ssu/2023/8"]["title"] == "Mandat for gruppen"


def test_minutes_treat_their_cases() -> None:
    text = """Protokoll fra møte i SSU
Møtedato: 4.12.2024

Sak 01-24 Godkjenning av innkalling

Vedtak: Innkallingen godkjennes.

Sak 02-24 Økonomi, jf. sak 31-23

Vedtak: Tas til orientering.
"""
    assert found(text, "case") == [("ssu/2024/1", "Sak 01-24"), ("ssu/2024/2", "Sak 02-24")]
    assert found(text, "case-reference") == [("ssu/2023/31", "sak 31-23")]


def test_an_agenda_with_a_column_of_numbers() -> None:
    text = "Møteinnkalling SSU\nMøtedato: 4.12.2024\n\nSaksliste\nSak\tTittel\n1/24\tGodkjenning\n2/24\tØkonomi\n"
    assert [value for value, _ in found(text, "case")] == ["ssu/2024/1", "ssu/2024/2"]
