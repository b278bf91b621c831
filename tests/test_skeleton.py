"""A new workspace is in order from the start and says what to do next."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import hfgraph
from hfgraph import terms
from hfgraph.errors import HfgraphError
from hfgraph.skeleton import create


def test_it_loads_and_passes_the_checks(tmp_path: Path) -> None:
    create(tmp_path / "vest", "vest", "Helsefellesskapet Vest")
    graph = hfgraph.open(tmp_path / "vest")
    assert graph.labels.text(terms.ID + "vest").nb == "Helsefellesskapet Vest"
    report = graph.validate()
    assert report.conforms, [finding.message.en for finding in report.findings if finding.severity == "violation"]
    assert report.statements > 100


def test_what_is_made_is_told(tmp_path: Path) -> None:
    made = create(tmp_path / "vest", "vest", "Vest")
    names = [path.relative_to(tmp_path / "vest").as_posix() for path in made]
    assert {"data/register.ttl", "data/vest/register.ttl", "LES-MEG.md"} < set(names)
    assert [path for path in made if not path.is_file()] == []
    assert (tmp_path / "vest" / "sources").is_dir()


def test_the_act_is_in_it(tmp_path: Path) -> None:
    create(tmp_path / "vest", "vest", "Vest")
    graph = hfgraph.open(tmp_path / "vest")
    assert len(graph.coverage(community="vest").items) == 13
    assert graph.coverage().percent() == 0


def test_an_empty_folder_will_do(tmp_path: Path) -> None:
    assert create(tmp_path, "vest", "Vest")


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(HfgraphError) as caught:
        create(tmp_path, "vest", "Vest")
    assert caught.value.problems[0].path == tmp_path
    assert [path.name for path in tmp_path.iterdir()] == ["mine.txt"]


def test_a_file_in_the_way_is_told(tmp_path: Path) -> None:
    (tmp_path / "vest").write_text("mine", encoding="utf-8")
    with pytest.raises(HfgraphError):
        create(tmp_path / "vest", "vest", "Vest")
    assert (tmp_path / "vest").read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("name", ['Vest "nord" \\ sør', "To\nlinjer", "{key}", "Blå } . <x>", "Tab\tog\rlinje"])
def test_any_name_will_do(tmp_path: Path, name: str) -> None:
    create(tmp_path / "vest", "vest", name)
    label = hfgraph.open(tmp_path / "vest").labels.text(terms.ID + "vest").nb
    assert label.split() == name.split()


def test_the_pattern_of_a_document_in_the_page_is_turtle_that_loads(tmp_path: Path) -> None:
    create(tmp_path / "vest", "vest", "Vest")
    page = (tmp_path / "vest" / "LES-MEG.md").read_text(encoding="utf-8")
    pattern = re.search(r"```turtle\n(.*?)```", page, re.DOTALL)
    assert pattern is not None
    (tmp_path / "vest" / "data" / "vest" / "sak-7-2025.ttl").write_text(pattern[1], encoding="utf-8")
    graph = hfgraph.open(tmp_path / "vest")
    assert graph.show("vest/case/ssu/2025/7").places[0].document == terms.ID + "vest/doc/sak-7-2025"
    assert "{" + "key}" not in page
