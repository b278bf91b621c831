"""Names of rules: every rule that finds something is told in words, in both languages."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import hfgraph.ingest
from hfgraph.ingest import readers
from hfgraph.ingest.desk.rules import RULES, rule_name
from hfgraph.ingest.gazetteer import Gazetteer
from hfgraph.ingest.profile import Profile
from hfgraph.ingest.propose import propose
from hfgraph.ingest.sheets.table import Table

PAPERS = Path(__file__).parents[2] / "benchmarks" / "ingest" / "development"
WRITTEN = re.compile(r'"((?:header|case|point|law|clause|date|meeting|amount|name|project|focus-area)\.[a-z][a-z_-]*)"')


def test_every_rule_that_finds_something_has_a_name() -> None:
    profile = Profile.load("lvs", None)
    found = {
        proposal.rule
        for path in sorted(PAPERS.glob("*.txt"))
        for proposal in propose(readers.read(path.read_bytes(), path.name), profile, Gazetteer.empty())
    }
    assert len(found) > 40
    assert [rule for rule in sorted(found) if rule_name(rule) is None] == []


def test_every_rule_in_the_code_has_a_name() -> None:
    folder = Path(hfgraph.ingest.__file__).parent / "recognisers"
    written = {rule for path in folder.glob("*.py") for rule in WRITTEN.findall(path.read_text("utf-8"))}
    assert {"focus-area.listed", "name.graph", "case.elsewhere"} <= written
    assert sorted(written - set(RULES)) == []


def test_every_column_of_a_list_has_a_name() -> None:
    rules = [f"sheet.{column.field}" for column in Table.load().columns if column.like]
    names = [rule_name(rule) for rule in rules]
    assert None not in names
    assert names[0] is not None
    assert (names[0].nb, names[0].en) == ("Kolonnen «Prosjekt»", "The column “Project”")


@pytest.mark.parametrize("rule", sorted(RULES))
def test_a_name_is_words_for_people_in_both_languages(rule: str) -> None:
    name = RULES[rule]
    assert name.nb
    assert name.en
    assert name.nb != name.en
    assert not re.search(r"[a-z]_[a-z]|\w\.\w", name.nb + name.en)
    assert max(len(name.nb), len(name.en)) <= 45


def test_what_nobody_has_named_is_none() -> None:
    assert rule_name("name.unheard-of") is None
    assert rule_name("sheet.unheard-of") is None
