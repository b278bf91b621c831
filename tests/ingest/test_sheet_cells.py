"""What is written in a cell, and what it says; what can be read two ways is not guessed."""

from __future__ import annotations

import time
from contextlib import suppress

import pytest

from hfgraph.ingest.profile import Profile
from hfgraph.ingest.sheets import cell

PROFILE = Profile.load()


def nothing(_: str) -> bool:
    return False


@pytest.mark.parametrize(
    "text, value",
    [
        ("2024-10-01", "2024-10-01"),
        ("2024-10-01 12:30", "2024-10-01"),
        ("2024-10", "2024-10"),
        ("2024", "2024"),
        ("01.10.2024", "2024-10-01"),
        ("1.10.2024", "2024-10-01"),
        ("1. 10. 2024", "2024-10-01"),
        ("1.10.24", "2024-10-01"),
        ("10.2024", "2024-10"),
        ("1. oktober 2024", "2024-10-01"),
        ("1 Oct 2024", "2024-10-01"),
        ("October 1, 2024", "2024-10-01"),
        ("okt. 2024", "2024-10"),
        ("Januar 2024", "2024-01"),
        ("per 1.10.2024", "2024-10-01"),
        ("pr. oktober 2024", "2024-10"),
        ("31/12/2024", "2024-12-31"),
        ("12/31/2024", "2024-12-31"),
        ("5/5/2024", "2024-05-05"),
    ],
)
def test_dates(text: str, value: str) -> None:
    (found,) = cell.read_date(text)
    assert found.value == value
    assert text[found.start : found.end].lower() in text.lower()


@pytest.mark.parametrize(
    "text",
    [
        "1/2/2024",
        "31.02.2024",
        "2024-13-01",
        "vår 2024",
        "Q3 2024",
        "3. kvartal 2024",
        "snart",
        "45566",
        "1024",
        "2024?",
        "1. okt",
        "ca. 2025",
        "2024-2025",
        "1.10.2024 og 2.10.2024",
        "29.02.2023",
        "0.0.2024",
        "1. brumaire 2024",
    ],
)
def test_what_is_no_date_is_not_made_one(text: str) -> None:
    with pytest.raises(cell.Unclear) as caught:
        cell.read_date(text)
    assert "2024-10-01" in caught.value.mend.nb


@pytest.mark.parametrize(
    "text, values",
    [
        ("5", ["5"]),
        ("4.1", ["4.1"]),
        ("1.10", ["1.10"]),
        ("4.1; 5", ["4.1", "5"]),
        ("4.1, 5", ["4.1", "5"]),
        ("1,2,3", ["1", "2", "3"]),
        ("4 og 5", ["4", "5"]),
        ("pkt. 4 og 5", ["4", "5"]),
        ("Punkt 5.3.", ["5.3"]),
        ("kap. 4 & pkt 5.1", ["4", "5.1"]),
    ],
)
def test_clauses(text: str, values: list[str]) -> None:
    found = cell.read_clauses(text)
    assert [one.value for one in found] == values
    assert [text[one.start : one.end] for one in found] == values


@pytest.mark.parametrize("text", ["fire", "4-6", "4.1a", "2024-03-05", "4.1 5", "alle", "4,1", "100.1"])
def test_what_is_no_clause_is_told(text: str) -> None:
    with pytest.raises(cell.Unclear):
        cell.read_clauses(text)


def test_a_clause_with_a_comma_can_be_two_things() -> None:
    with pytest.raises(cell.Unclear) as caught:
        cell.read_clauses("4,1")
    assert "punkt 4.1 eller punktene 4 og 1" in caught.value.what.nb
    assert caught.value.mend.en == "Write 4.1 or 4; 1."


def test_a_clause_that_became_a_date_is_told_so() -> None:
    with pytest.raises(cell.Unclear) as caught:
        cell.read_clauses("2024-03-05")
    assert "regnearket har gjort punktnummeret om" in caught.value.what.nb
    assert "Tekst" in caught.value.mend.nb


@pytest.mark.parametrize(
    "text, value, precision",
    [
        ("500000", 500_000, "exact"),
        ("500 000", 500_000, "exact"),
        ("500\u00a0000", 500_000, "exact"),
        ("500.000", 500_000, "exact"),
        ("500 000,-", 500_000, "exact"),
        ("500 000,00", 500_000, "exact"),
        ("kr 500 000", 500_000, "exact"),
        ("kr. 500 000", 500_000, "exact"),
        ("500 000 kroner", 500_000, "exact"),
        ("1,2 mill", 1_200_000, "exact"),
        ("1.2 mill. kr", 1_200_000, "exact"),
        ("2 millioner kroner", 2_000_000, "exact"),
        ("1,2 MNOK", 1_200_000, "exact"),
        ("250 tusen", 250_000, "exact"),
        ("1 milliard", 1_000_000_000, "exact"),
        ("ca. 500 000", 500_000, "approximate"),
        ("om lag 2 mill.", 2_000_000, "approximate"),
        ("inntil 250 000 kr", 250_000, "at-most"),
        ("minst 100 000", 100_000, "at-least"),
    ],
)
def test_amounts(text: str, value: int, precision: str) -> None:
    (found,) = cell.read_amount(text)
    assert (found.value, found.more) == (value, {"precision": precision})


@pytest.mark.parametrize(
    "text",
    [
        "0",
        "1,234",
        "1.5",
        "500 00",
        "mye",
        "500 000 og 2 mill",
        "-500",
        "Helse Nord",
        "5 000 EUR",
        "kanskje 500 000",
        "5%",
    ],
)
def test_what_is_no_amount_is_told(text: str) -> None:
    with pytest.raises(cell.Unclear):
        cell.read_amount(text)


@pytest.mark.parametrize(
    "text, values",
    [
        ("SSU 26/2024", ["ssu/2024/26"]),
        ("SSU sak 26/2024", ["ssu/2024/26"]),
        ("SSU-sak 26-2024", ["ssu/2024/26"]),
        ("Strategisk samarbeidsutvalg 3 – 2023", ["ssu/2023/3"]),
        ("Partnerskapsmøtet 08-2023", ["pm/2023/8"]),
        ("sak 31-2022", ["?/2022/31"]),
        ("saksnr. 2024/7", ["?/2024/7"]),
        ("PS 75/13", ["?/2013/75"]),
        ("SSU 26/2024; SSU 3/2023", ["ssu/2024/26", "ssu/2023/3"]),
        ("SSU 26/2024 og FSU 1/2024", ["ssu/2024/26", "fsu/2024/1"]),
    ],
)
def test_cases(text: str, values: list[str]) -> None:
    assert [one.value for one in cell.read_cases(text, PROFILE)] == values


@pytest.mark.parametrize("text", ["SSU", "26", "Bystyret på Månen 26/2024", "SSU møte 4. desember", "1234/5678"])
def test_what_is_no_case_is_told(text: str) -> None:
    with pytest.raises(cell.Unclear):
        cell.read_cases(text, PROFILE)


def test_names_are_parted_by_semicolons_and_commas() -> None:
    text = " Ælvnes kommune;Sykehuset, Øyvær kommune ; "
    found = cell.read_names(text, True, nothing)
    assert [one.value for one in found] == ["Ælvnes kommune", "Sykehuset", "Øyvær kommune"]
    assert [text[one.start : one.end] for one in found] == [one.value for one in found]


def test_a_known_name_keeps_its_comma() -> None:
    found = cell.read_names("Sykehuset, Nordvik; A, B", True, lambda name: name == "Sykehuset, Nordvik")
    assert [one.value for one in found] == ["Sykehuset, Nordvik", "A", "B"]


@pytest.mark.parametrize(
    "text, values",
    [
        ("2", ["Innsatsområde 2"]),
        ("1 og 3", ["Innsatsområde 1", "Innsatsområde 3"]),
        ("Innsatsområde 1; 2", ["Innsatsområde 1", "Innsatsområde 2"]),
        ("Satsingsområde 2", ["Innsatsområde 2"]),
        ("Demografi, rekruttering og teknologi", ["Demografi, rekruttering og teknologi"]),
        ("Barn og unge; 2", ["Barn og unge", "Innsatsområde 2"]),
    ],
)
def test_focus_areas(text: str, values: list[str]) -> None:
    assert [one.value for one in cell.read_areas(text, nothing)] == values


@pytest.mark.parametrize("text", ["Kari, kari@nordvik.no", "tlf 412 34 567", "Ring 22 33 44 55", "x" * 300 + "@y.no"])
def test_no_contact_is_kept(text: str) -> None:
    with pytest.raises(cell.Unclear, match="e-mail address or a telephone number"):
        cell.read_text(text)


def test_a_contact_far_into_a_long_cell_is_found() -> None:
    with pytest.raises(cell.Unclear):
        cell.read_text("ord " * 600 + "kari@nordvik.no" + " ord" * 100)


@pytest.mark.parametrize("text", ["Statusrapport 2024 s. 4", "https://nordvik.no/" + "a/" * 300, "2023 2024 2025"])
def test_what_is_no_contact_is_kept(text: str) -> None:
    assert cell.read_text(text)[0].value == text


@pytest.mark.parametrize(
    "text", ["9" * 4900, "a@" + "a." * 2400, "a." * 2400, "1 " * 2400, "ca. " * 1200, "sak " * 1200]
)
def test_long_cells_take_little_time(text: str) -> None:
    began = time.perf_counter()
    for read in (
        cell.read_text,
        cell.read_date,
        cell.read_clauses,
        cell.read_amount,
        lambda text: cell.read_cases(text, PROFILE),
        lambda text: cell.read_areas(text, nothing),
    ):
        with suppress(cell.Unclear):
            read(text)
    assert time.perf_counter() - began < 1


def test_a_cell_of_very_many_values_is_refused() -> None:
    with pytest.raises(cell.Unclear, match="more than 100 values"):
        cell.read_clauses("1;" * 1000)
