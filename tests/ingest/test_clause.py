from __future__ import annotations

import pytest

from ingest.rules import found


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Etter pkt. 4 og 5 i samarbeidsavtalen skal det.", [("4", "pkt. 4"), ("5", "5")]),
        ("Oppfyller samarbeidsavtalen punkt 5.3 fullt ut.", [("5.3", "punkt 5.3")]),
        ("Avtalepunkt 4.1 er dekket.", [("4.1", "Avtalepunkt 4.1")]),
        ("Jf. kapittel 7 i overordnet samarbeidsavtale.", [("7", "kapittel 7")]),
        ("I tenesteavtale 3 pkt. 2.1 står det.", [("2.1", "pkt. 2.1")]),
        ("Sak 31-2022 punkt 2 i samarbeidsavtalen.", []),
        ("Vedtektene punkt 4.1 gjelder.", []),
        ("Innstillingens punkt 3.", []),
        ("Punkt 2 i handlingsplanen.", []),
        ("Se punkt 3 ovenfor.", []),
        ("Prisen er 4.1 millioner.", []),
    ],
)
def test_clauses(text: str, expected: list[tuple[str, str]]) -> None:
    assert found(text, "clause-reference") == expected
