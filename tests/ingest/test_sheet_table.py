"""The table of columns and words: every name is understood, and none means two things."""

from __future__ import annotations

from collections import Counter

import pytest

from hfgraph.ingest.proposal import TYPES
from hfgraph.ingest.sheets.table import Column, Table, same
from ingest.sheets import detail, problems

TABLE = Table.load()
WRITTEN = {
    "text": "Noe",
    "name": "P",
    "names": "Ælvnes kommune",
    "clauses": "5.3",
    "date": "2024",
    "amount": "500 000",
    "cases": "SSU 1/2024",
    "code": "",
    "codes": "",
}


def headings() -> list[tuple[Column, str]]:
    return [(column, name) for column in TABLE.columns for name in (column.title.nb, column.title.en, *column.also)]


@pytest.mark.parametrize("column", TABLE.columns, ids=lambda column: column.field)
def test_every_heading_is_its_column(column: Column) -> None:
    for heading in (column.title.nb, column.title.en, *column.also):
        for written in (
            heading,
            heading.upper(),
            f" {heading}: ",
            f"{heading} (velg)",
            f"{heading}*",
            heading.replace(" ", ""),
        ):
            assert TABLE.column(written) is column, written


def test_no_heading_names_two_columns() -> None:
    names = {(column.field, same(heading).replace(" ", "")) for column, heading in headings()}
    assert [name for name, count in Counter(name for _, name in names).items() if count > 1] == []


def test_an_unknown_heading_names_no_column() -> None:
    for heading in ("", "Farge", "Prosjekt 2", "123", "…"):
        assert TABLE.column(heading) is None


@pytest.mark.parametrize(
    "column", [column for column in TABLE.columns if column.holds != "name"], ids=lambda c: c.field
)
def test_every_column_is_in_the_detail(column: Column) -> None:
    cell = WRITTEN[column.holds] or TABLE.codes[column.scheme][0].name.nb
    for heading in (column.title.nb, column.title.en, *column.also):
        more = [("Status", "Pågår")] if column.field == "status_date" else [("Statusdato", "2024")]
        others = [] if column.field not in ("status", "status_date") else more
        row = detail((heading, cell), *others)
        assert column.field in row
        assert row["problems"] == []
        assert isinstance(row[column.field], list) is column.several
        assert len(row["spans"][column.field]) == 1


def words() -> list[tuple[str, str, str]]:
    return [
        (scheme, code.code, word)
        for scheme, codes in TABLE.codes.items()
        for code in codes
        for word in (code.code, code.name.nb, code.name.en, *code.words)
    ]


def test_every_word_tells_its_code() -> None:
    for scheme, code, word in words():
        for written in (word, word.upper(), f" {word}. "):
            found = TABLE.code(scheme, written)
            assert found is not None, word
            assert found.code == code, word


def test_no_word_tells_two_codes() -> None:
    told = {(scheme, code, same(word).replace(" ", "")) for scheme, code, word in words()}
    twice = [name for name, count in Counter((scheme, word) for scheme, _, word in told).items() if count > 1]
    assert twice == []


def test_no_word_that_says_nothing_tells_a_code() -> None:
    assert [word for _, _, word in words() if same(word) in TABLE.empty] == []


def test_the_codes_are_the_ontologys() -> None:
    assert [code.code for code in TABLE.codes["project-kind"]] == [
        "project",
        "measure",
        "network",
        "service",
        "pilot",
        "working-group",
    ]
    assert {code.code for code in TABLE.codes["status"]} == set(TABLE.aspects)
    assert all(code.name.nb and code.name.en and code.definition.nb for codes in TABLE.codes.values() for code in codes)


def test_every_word_in_the_table_belongs_to_a_code_that_is_there() -> None:
    import tomllib

    from hfgraph import assets

    content = tomllib.loads((assets.folder("profiles") / "sheet.toml").read_text("utf-8"))
    for scheme, codes in content["codes"].items():
        assert set(codes) <= {code.code for code in TABLE.codes[scheme]}


def test_what_columns_propose_are_types_of_proposals() -> None:
    assert {column.like for column in TABLE.columns} <= {None, *TYPES}


@pytest.mark.parametrize("word", ["-", "–", "", "ukjent", "N/A", "ikke avklart", "Ikkje avklart"])
def test_a_cell_that_says_nothing_is_empty(word: str) -> None:
    assert "lead" not in detail(("Ansvarlig", word), ("Merknad", "x"))
    assert problems([["Prosjekt", "Ansvarlig", "Merknad"], ["P", word, "x"]]) == []
