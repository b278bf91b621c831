from __future__ import annotations

import pytest

from hfgraph.ingest.casenumber import PATTERN, key, read


@pytest.mark.parametrize(
    "text, expected",
    [
        ("26/2024", (2024, 26)),
        ("03-2023", (2023, 3)),
        ("10 /2024", (2024, 10)),
        ("01-21", (2021, 1)),
        ("75/13", (2013, 75)),
        ("2024/26", (2024, 26)),
        ("2021/2022", None),
        ("0/2024", None),
        ("2023/7712", None),
        ("24/99", (2024, 99)),
    ],
)
def test_reads_year_and_number(text: str, expected: tuple[int, int] | None) -> None:
    match = PATTERN.fullmatch(text)
    assert match is not None
    assert read(match["a"], match["b"]) == expected


def test_a_community_may_put_the_year_first() -> None:
    assert read("24", "21", year_first=False) == (2021, 24)
    assert read("24", "21", year_first=True) == (2024, 21)


@pytest.mark.parametrize("text", ["12:30-14/15", "6.2/24", "1/2/2024", "§ 6-2-1", "3/45678", "20-30 %"])
def test_what_is_no_case_number(text: str) -> None:
    assert PATTERN.fullmatch(text.rsplit(maxsplit=1)[-1] if "§" not in text else text) is None


def test_key() -> None:
    assert key("ssu", 2024, 26) == "ssu/2024/26"
