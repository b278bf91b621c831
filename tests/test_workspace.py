"""Files become graphs by their names, and a file that cannot be read is told by its line."""

from __future__ import annotations

from pathlib import Path

import pytest

import hfgraph
from conftest import SMALL, MakeWorkspace
from hfgraph import assets, terms
from hfgraph.errors import HfgraphError, Problem
from hfgraph.workspace import SourceFile, Workspace

THING = '<thing/{name}> a hf:Project ; rdfs:label "{name}"@nb .\n'


def problems_of(path: Path, sources: Path | None = None) -> tuple[Problem, ...]:
    with pytest.raises(HfgraphError) as caught:
        hfgraph.open(path, sources)
    return caught.value.problems


def the_problem(path: Path) -> Problem:
    (problem,) = problems_of(path)
    assert problem.what.nb
    assert problem.what.en
    assert problem.mend.nb
    assert problem.mend.en
    return problem


@pytest.mark.parametrize(
    "name, graph",
    [
        ("register.ttl", "register"),
        ("nord/register.ttl", "nord/register"),
        ("nord/sak-26-2024.ttl", "nord/doc/sak-26-2024"),
        ("law/hol-6.ttl", "law/doc/hol-6"),
        ("nord/a.b.ttl", "nord/doc/a.b"),
    ],
)
def test_a_files_place_is_its_graphs_name(make_workspace: MakeWorkspace, name: str, graph: str) -> None:
    workspace = Workspace.open(make_workspace({name: THING.format(name="x")}))
    (file,) = workspace.files
    assert file.graph == terms.ID + graph
    assert workspace.file_of(file.graph) == file
    assert workspace.file_of(file.graph + "x") is None
    assert workspace.name(file.path) == name


@pytest.mark.parametrize(
    "name",
    [
        "Nord/sak.ttl",
        "nord/Sak.ttl",
        "nord/sak 1.ttl",
        "nord/særtrykk.ttl",
        "nord/-sak.ttl",
        "nord/sak_1.ttl",
        "løs.ttl",
        "loose.ttl",
    ],
)
def test_a_name_that_makes_no_key_is_refused(make_workspace: MakeWorkspace, name: str) -> None:
    root = make_workspace({name: THING.format(name="x"), "nord/good.ttl": THING.format(name="y")})
    problem = the_problem(root)
    assert problem.path == root / "data" / name
    assert "a–z" in problem.mend.nb


def test_every_bad_name_is_told_at_once(make_workspace: MakeWorkspace) -> None:
    found = problems_of(make_workspace({"nord/A.ttl": "", "nord/B.ttl": "", "c.ttl": ""}))
    assert sorted(problem.path.name for problem in found if problem.path) == ["A.ttl", "B.ttl", "c.ttl"]


def test_registers_come_first_and_the_order_is_fixed() -> None:
    names = [Workspace.open(SMALL).name(file.path) for file in Workspace.open(SMALL).files]
    assert names == [
        "nord/register.ttl",
        "register.ttl",
        "sor/register.ttl",
        "law/act.ttl",
        "nord/plan-2023.ttl",
        "nord/sak-26-2024.ttl",
    ]


def test_a_data_folder_is_a_workspace_too() -> None:
    assert Workspace.open(SMALL / "data").files == Workspace.open(SMALL).files


def test_sources_are_found_beside_the_data_or_where_they_are_said_to_be(tmp_path: Path) -> None:
    assert Workspace.open(SMALL).sources == SMALL / "sources"
    assert Workspace.open(SMALL, tmp_path).sources == tmp_path


def test_without_a_path_the_bundled_data_is_opened() -> None:
    workspace = Workspace.open()
    assert workspace.root is None
    assert workspace.data == assets.folder("data")
    assert len(workspace.files) > 6


def test_a_byte_order_mark_is_no_fault(make_workspace: MakeWorkspace) -> None:
    content = b"\xef\xbb\xbf<https://w3id.org/hfgraph/id/x> a <https://w3id.org/hfgraph/ns#Project> .\n"
    assert hfgraph.open(make_workspace({"nord/a.ttl": content})).store.contains(terms.ID + "x")


def test_windows_line_ends_are_no_fault_and_lines_are_counted_right(make_workspace: MakeWorkspace) -> None:
    root = make_workspace({"nord/a.ttl": b"<a:b> <a:c> <a:d> .\r\n\r\n<a:e> <a:f>\r\n  <a:g> .\r\n"})
    (file,) = Workspace.open(root).files
    assert [(str(one.quad.subject), one.line) for one in file.statements()] == [("<a:b>", 1), ("<a:e>", 4)]


def test_each_statement_knows_the_line_it_ends_on() -> None:
    file = next(file for file in Workspace.open(SMALL).files if file.path.name == "plan-2023.ttl")
    lines = file.path.read_text(encoding="utf-8").splitlines()
    found = [
        (str(one.quad.object), lines[one.line - 1])
        for one in file.statements()
        if one.quad.predicate.value == terms.HF + "clauseNumber"
    ]
    assert len(found) == 8
    assert [value for value, line in found if value not in line] == []


def test_the_statements_of_a_file_are_those_that_are_loaded() -> None:
    graph = hfgraph.open(SMALL)
    for file in graph.workspace.files:
        told = {one.quad for one in file.statements()}
        assert told == set(graph.store.quads(graph=file.graph)), file.path


@pytest.mark.parametrize(
    "content, line",
    [
        (b'<a:b> <a:c> "ok" .\n\n<a:b> <a:c> "bl\xe5" .\n', 3),
        ('<a:b> <a:c> "blå" .\n'.encode("utf-16"), 1),
        (b'<a:b> <a:c> "\xc3" .\n', 1),
    ],
    ids=["latin-1", "utf-16", "cut-off"],
)
def test_what_is_not_utf_8_is_told_by_line(make_workspace: MakeWorkspace, content: bytes, line: int) -> None:
    problem = the_problem(make_workspace({"nord/a.ttl": content}))
    assert (problem.path and problem.path.name, problem.line) == ("a.ttl", line)
    assert "UTF-8" in problem.what.nb
    assert "UTF-8" in problem.mend.en


@pytest.mark.parametrize(
    "content, line",
    [
        ("<a> hf:fulfils <b>\n<c> hf:fulfils <d> .\n", 9),
        ("<a> hf:fulfils <b> .\n\n<c> unknown:p <d> .\n", 10),
        ('<a> rdfs:label "never closed .\n<c> hf:fulfils <d> .\n', 8),
        ("<a> hf:fulfils <b> ;\n", 9),
        ("<a> hf:fulfils <b c> .\n", 8),
    ],
    ids=["full-stop", "prefix", "quote", "end", "iri"],
)
def test_broken_turtle_is_told_by_file_and_line(make_workspace: MakeWorkspace, content: str, line: int) -> None:
    root = make_workspace({"nord/a.ttl": content, "nord/b.ttl": THING.format(name="b")})
    problem = the_problem(root)
    assert problem.path == root / "data" / "nord" / "a.ttl"
    assert problem.line == line
    assert problem.column is not None
    assert problem.where == f"{problem.path}:{line}:{problem.column}"


def test_every_broken_file_is_told_and_nothing_is_loaded(make_workspace: MakeWorkspace) -> None:
    files = {"nord/b.ttl": THING.format(name="b"), "nord/a.ttl": "<a> .\n", "nord/d.ttl": "x"}
    found = problems_of(make_workspace(files | {"nord/c.ttl": b"\xff\n"}))
    assert [problem.path.name for problem in found if problem.path] == ["a.ttl", "c.ttl", "d.ttl"]


def test_a_missing_folder_is_told(tmp_path: Path) -> None:
    problem = the_problem(tmp_path / "nowhere")
    assert problem.path == tmp_path / "nowhere"
    assert "hfgraph init" in problem.mend.nb


def test_a_file_is_no_folder(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    assert the_problem(tmp_path / "file").path == tmp_path / "file"


def test_a_folder_without_facts_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    problem = the_problem(tmp_path)
    assert problem.path == tmp_path / "data"
    assert "hfgraph init" in problem.mend.en


def test_a_missing_folder_of_sources_is_told(tmp_path: Path) -> None:
    (problem,) = problems_of(SMALL, tmp_path / "nowhere")
    assert problem.path == tmp_path / "nowhere"
    assert "--sources" in problem.mend.nb


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.ttl").mkdir()
    with pytest.raises(HfgraphError) as caught:
        SourceFile(tmp_path / "a.ttl", terms.ID + "nord/doc/a").read()
    assert caught.value.problems[0].path == tmp_path / "a.ttl"


def test_a_folder_named_as_a_file_is_told_not_skipped(make_workspace: MakeWorkspace) -> None:
    root = make_workspace({"nord/good.ttl": THING.format(name="g")})
    (root / "data" / "nord" / "a.ttl").mkdir()
    assert the_problem(root).path == root / "data" / "nord" / "a.ttl"
