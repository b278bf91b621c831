"""Every column of every question is called something in both languages."""

from __future__ import annotations

import re
import tomllib

import pytest

from hfgraph import assets, question
from hfgraph.column import Columns
from hfgraph.label import Labels
from hfgraph.store import Store
from hfgraph.workspace import Workspace


@pytest.fixture(scope="module")
def columns() -> Columns:
    return Columns(Labels(Store.load(Workspace.open())))


@pytest.mark.parametrize("asked", question.load(), ids=lambda asked: asked.id)
def test_every_column_has_a_heading(asked: question.Question, columns: Columns) -> None:
    selected = re.search(r"SELECT\s+(?:DISTINCT\s+)?(.*?)\s*WHERE", asked.text, re.DOTALL)
    assert selected is not None
    names = re.findall(r"\?(\w+)", re.sub(r"\(.*? AS (\?\w+)\)", r"\1", selected[1], flags=re.DOTALL))
    assert names
    unnamed = [
        name for name in names if name != "lang" and _part_of_source(name) is None and columns.known(name) is None
    ]
    assert unnamed == [], "add them to queries/columns.toml"


def _part_of_source(name: str) -> re.Match[str] | None:
    return re.fullmatch(r"document(Label)?|section|passage|start|end", name)


def test_no_listed_column_is_unused() -> None:
    text = "\n".join(asked.text for asked in question.load())
    unused = [name for name in _listed() if not re.search(rf"\?{name}(Label|Document|Passage)?\b", text)]
    assert unused == []


def test_listed_columns_are_in_order() -> None:
    assert list(_listed()) == sorted(_listed(), key=str.lower)


def _listed() -> dict[str, list[str]]:
    listed: dict[str, list[str]] = tomllib.loads(
        (assets.folder("queries") / "columns.toml").read_text(encoding="utf-8")
    )
    return listed
