from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hfgraph.ingest.plain import plain


@pytest.mark.parametrize(
    "text, expected",
    [
        ("24–26", "24-26"),
        ("kr\u00a090", "kr 90"),
        ("**Sak** 3", "  Sak   3"),
        ("# Vedtak", "  Vedtak"),
        ("Tlf. 75 53 40 00 i dag", "Tlf.             i dag"),
        ("skriv til a.b@nord.no nå", "skriv til             nå"),
        ("org.nr. 983 974 910.", "org.nr.            ."),
        ("a|b", "a\tb"),
        ("se [saken](https://nord.no/1-2) her", "se  saken                       her"),
    ],
)
def test_marks_and_addresses_become_spaces(text: str, expected: str) -> None:
    assert plain(text) == expected


@given(st.text(alphabet="ab1 2-–*_#[]()<>@.|\n\t§+47", max_size=80))
def test_keeps_the_length(text: str) -> None:
    assert len(plain(text)) == len(text)
