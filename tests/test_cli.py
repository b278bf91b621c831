"""The command, as people and programs use it."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest
import rdflib
from typer.testing import CliRunner, Result

import hfgraph
from conftest import SMALL, Run
from hfgraph import terms
from hfgraph.cli import app
from hfgraph.cli.terminal import language_of
from hfgraph.graph import Graph

COMMANDS = ("ask", "trace", "coverage", "show", "query", "check", "export", "init", "ingest", "review")
DATA = ("--data", str(SMALL))
HOME = "nord/project/hjemmesykehus"


def call(*words: str | Path, text: str | None = None) -> Result:
    """Call the command within this process, in bokmål."""
    return CliRunner().invoke(app, [str(word) for word in words], input=text)


def told(*words: str | Path, text: str | None = None) -> str:
    result = call(*words, text=text)
    assert result.exit_code == 0, result.output
    return result.stdout


def refused(*words: str | Path) -> str:
    result = call(*words)
    assert result.exit_code == 1
    assert result.stdout == ""
    return result.stderr


def table_of(content: str, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content, newline=""), delimiter=delimiter))


@pytest.mark.parametrize("command", COMMANDS)
def test_help_teaches_by_example(command: str) -> None:
    lines = told(command, "--help").splitlines()
    at = next(number for number, line in enumerate(lines) if line.strip() in ("Eksempel:", "Eksempler:"))
    assert f"hfgraph {command}" in lines[at + 1]
    assert "--lang nb|en" in " ".join(lines)


@pytest.mark.parametrize("command", [*COMMANDS, ""])
def test_help_is_in_english_when_asked_for(run: Run, command: str) -> None:
    done = run(*([command] if command else []), "--help", "--lang", "en")
    text = done.stdout.decode()
    assert (done.returncode, done.stderr) == (0, b"")
    assert "Example" in text or command == ""
    assert "Eksemp" not in text
    assert "Language." in text or command == ""


def test_the_command_itself_lists_its_commands_and_its_version() -> None:
    assert [name for name in COMMANDS if f"\n  {name} " not in told("--help")] == []
    assert told("--version") == f"hfgraph {hfgraph.__version__}\n"


@pytest.mark.parametrize(
    "argv, environment, language",
    [
        ([], None, "nb"),
        ([], "en", "en"),
        ([], "en_GB.UTF-8", "en"),
        ([], "nb", "nb"),
        ([], "fr", "nb"),
        (["ask", "--lang", "en"], None, "en"),
        (["--lang=en", "ask"], "nb", "en"),
        (["ask", "--lang", "nb"], "en", "nb"),
        (["ask", "--lang"], "en", "en"),
        (["ask", "--lang", "fr"], "en", "en"),
    ],
)
def test_the_language_is_the_options_or_the_environments(
    argv: list[str], environment: str | None, language: str
) -> None:
    assert language_of(argv, environment) == language


def test_the_language_reaches_labels_and_messages(run: Run) -> None:
    env = {"HFGRAPH_LANG": "en"}
    show = run("show", HOME, *DATA, env=env)
    assert "Hospital at home on Øyvær" in show.stdout.decode()
    assert "Hjemmesykehus" in run("show", HOME, *DATA, "--lang", "nb", env=env).stdout.decode()
    assert "no date" in run("coverage", "--as-of", "x", *DATA, env=env).stderr.decode().replace(
        "is not a date", "no date"
    )
    assert "er ikke en dato" in run("coverage", "--as-of", "x", *DATA).stderr.decode()


def test_ask_alone_lists_the_questions(small: Graph) -> None:
    text = told("ask", *DATA)
    rows = json.loads(told("ask", *DATA, "--format", "json"))
    assert [row["id"] for row in rows] == sorted(small.questions)
    assert [row["id"] for row in rows if row["id"] not in text] == []
    assert {"id", "title", "description", "parameters"} == set(rows[0])
    assert next(row["parameters"] for row in rows if row["id"] == "case-history")[0] == "case"
    assert [row["id"] for row in table_of(told("ask", *DATA, "--format", "csv"))] == sorted(small.questions)


@pytest.mark.parametrize(
    "value",
    [
        terms.ID + "nord/agreement/2023/5.3",
        "nord/agreement/2023/5.3",
        "id:nord/agreement/2023/5.3",
        "5.3",
        "Hjelp hjemme",
    ],
)
def test_a_parameter_is_an_iri_a_key_a_number_or_a_label(value: str) -> None:
    rows = json.loads(told("ask", "projects-by-clause", "--param", f"clause={value}", *DATA, "--format", "json"))
    assert {row["project"] for row in rows} == {terms.ID + HOME}
    assert {row["clauseNumber"] for row in rows} == {"5.3"}


def test_json_is_an_array_with_the_same_keys_in_every_object(bundled: Graph) -> None:
    rows = json.loads(told("ask", "documents", "--format", "json"))
    assert rows == bundled.ask("documents")
    assert {tuple(row) for row in rows} == {tuple(rows[0])}
    assert "lang" not in rows[0]
    assert json.loads(told("ask", "projects-by-clause", "-p", "clause=1.1", *DATA, "--format", "json")) == []


def test_every_format_tells_the_same_rows(small: Graph) -> None:
    rows = small.ask("projects-by-clause")
    assert len(rows) == 4
    plain = table_of(told("ask", "projects-by-clause", *DATA, "--format", "csv"))
    assert [row["project"] for row in plain] == [row["project"] for row in rows]
    assert [row["start"] for row in plain] == [str(row["start"]) for row in rows]
    text = told("ask", "projects-by-clause", *DATA)
    assert [row["projectLabel"] for row in rows if str(row["projectLabel"]) not in text] == []
    assert "Planen for 2023, «Tiltak»" in text


def test_csv_for_programs_and_for_excel() -> None:
    runner = CliRunner()
    plain = runner.invoke(app, ["ask", "projects-by-clause", *DATA, "--format", "csv"]).stdout_bytes
    excel = runner.invoke(app, ["ask", "projects-by-clause", *DATA, "--excel"]).stdout_bytes
    assert plain.startswith(b"clauseNumber,")
    assert excel.startswith(b"\xef\xbb\xbfclauseNumber;")
    assert plain.endswith(b"\r\n")
    assert plain.count(b"\r\n") == plain.count(b"\n") == 5
    assert table_of(plain.decode()) == table_of(excel.decode("utf-8-sig"), ";")


def test_no_rows_is_not_the_same_as_no() -> None:
    assert "Ingen rader" in told("ask", "projects-by-clause", "-p", "clause=1.1", *DATA)


def test_dates_and_communities_have_options_of_their_own() -> None:
    asked = ["ask", "project-status", "-p", f"project={HOME}", *DATA, "--format", "json"]
    dates = {row["date"] for row in json.loads(told(*asked, "--as-of", "2024-01-01"))}
    assert dates == {"2023-05-01"}
    assert json.loads(told(*asked, "-p", "as-of=2024-01-01")) == json.loads(told(*asked, "--as-of", "2024-01-01"))
    south = json.loads(told("ask", "statute-coverage", *DATA, "--community", "sor", "--format", "json"))
    assert {row["community"] for row in south} == {terms.ID + "sor"}


def test_trace_as_tree_and_as_json(small: Graph) -> None:
    text = told("trace", "5.3", *DATA)
    assert "Hjemmesykehus på Øyvær" in text
    assert "Planen for 2023, «Tiltak», tegn 17–47" in text
    assert "“Hjemmesykehus på Øyvær starter”" in text, "the words, since the document is at hand"
    assert json.loads(told("trace", "5.3", *DATA, "--format", "json")) == small.trace("5.3").as_dict("nb")
    every = json.loads(told("trace", *DATA, "--format", "json"))
    assert len(every) == 8
    assert told("trace", *DATA).count("(vist over)") >= 0
    assert "Ingen kilde knytter" in told("trace", "org/aelvnes", *DATA)


def test_show_as_text_and_as_json(small: Graph) -> None:
    text = told("show", HOME, *DATA)
    assert "oppfyller: Punkt 5.3: Hjelp hjemme nord/agreement/2023/5.3 ← Planen for 2023" in " ".join(text.split())
    assert "Hjemmesykehus på Øyvær starter" in text
    assert json.loads(told("show", HOME, *DATA, "--format", "json")) == small.show(HOME).as_dict("nb")


@pytest.mark.parametrize("words", [("show",), ("trace",)])
def test_several_matches_are_listed(words: tuple[str]) -> None:
    error = refused(*words, "26/2024", *DATA)
    assert "nord/case/ssu/2024/26" in error
    assert "sor/case/ssu/2024/26" in error
    assert refused("ask", "case-history", "-p", "case=26/2024", *DATA) == error.replace("ting:", "case:").replace(
        "thing:", "case:"
    )
    narrowed = told("ask", "case-history", "-p", "case=26/2024", *DATA, "--community", "sor", "--format", "json")
    assert {row["case"] for row in json.loads(narrowed)} <= {terms.ID + "sor/case/ssu/2024/26"}


def test_coverage_as_text_and_as_json(small: Graph) -> None:
    text = told("coverage", *DATA)
    assert [word for word in ("Dekket", "Delvis", "Ikke dekket", "Ikke vurdert", "12 %") if word not in text] == []
    assert json.loads(told("coverage", *DATA, "--format", "json")) == small.coverage().as_dict("nb")


@pytest.mark.parametrize("demand, code", [("0", 0), ("12.5", 0), ("12.6", 1), ("100", 1)])
def test_coverage_fails_under_the_demand(demand: str, code: int) -> None:
    result = call("coverage", *DATA, "--fail-under", demand)
    assert result.exit_code == code
    assert ("12.5 %" in result.stderr) == bool(code)


def test_query_from_a_file_and_from_standard_input(run: Run, tmp_path: Path) -> None:
    text = "SELECT ?l { id:nord rdfs:label ?l } ORDER BY ?l"
    (tmp_path / "q.rq").write_text(text, encoding="utf-8")
    rows = [["l"], ["Health community North"], ["Helsefellesskapet Nord"]]
    done = run("query", tmp_path / "q.rq", *DATA)
    assert (done.returncode, done.stderr) == (0, b"")
    assert list(csv.reader(io.StringIO(done.stdout.decode()))) == rows
    assert run("query", "-", *DATA, text=text.encode()).stdout == done.stdout


def test_query_writes_every_format(run: Run) -> None:
    select, construct = "SELECT ?p { ?p a hf:Project }", "CONSTRUCT WHERE { ?p a hf:Project }"
    found = json.loads(run("query", "-", *DATA, "--format", "json", text=select.encode()).stdout)
    assert len(found["results"]["bindings"]) == 5
    assert run("query", "-", *DATA, "--format", "table", text=select.encode()).stdout.decode().count(HOME[5:]) == 2
    turtle = run("query", "-", *DATA, text=construct.encode()).stdout.decode()
    assert len(rdflib.Graph().parse(data=turtle, format="turtle")) == 5
    linked = run("query", "-", *DATA, "--format", "jsonld", text=construct.encode()).stdout.decode()
    assert len(rdflib.Graph().parse(data=linked, format="json-ld")) == 5
    assert run("query", "-", *DATA, text=b"ASK { ?s a hf:Project }").stdout == b"true\n"


def test_check_tells_findings_and_exits_by_them(copy: Path) -> None:
    file = copy / "data" / "nord" / "sak-26-2024.ttl"
    file.write_text(file.read_text(encoding="utf-8") + "\nid:nord hf:misspelt id:nord .\n", encoding="utf-8")
    line = len(file.read_text(encoding="utf-8").splitlines())
    result = call("check", "--data", copy)
    assert result.exit_code == 1
    assert f"nord/sak-26-2024.ttl:{line}: " in result.stdout
    assert "misspelt" in result.stdout
    report = json.loads(call("check", "--data", copy, "--format", "json").stdout)
    assert report["conforms"] is False
    assert {
        (finding["file"], finding["line"]) for finding in report["findings"] if "misspelt" in finding["message"]
    } == {("nord/sak-26-2024.ttl", line)}


@pytest.mark.parametrize("form, name", [("trig", "trig"), ("nq", "nquads"), ("jsonld", "json-ld")])
def test_exports_read_back_as_many_statements(small: Graph, tmp_path: Path, form: str, name: str) -> None:
    result = call("export", *DATA, "--format", form, "-o", tmp_path / "out")
    assert (result.exit_code, result.stdout) == (0, "")
    assert str((tmp_path / "out").stat().st_size) in result.stderr
    dataset = rdflib.Dataset().parse(data=(tmp_path / "out").read_text(encoding="utf-8"), format=name)
    expected = sum(1 for fact in small.store.facts() if fact.graph in {file.graph for file in small.workspace.files})
    assert len(list(dataset.quads())) == expected > 300


def test_csv_export_has_a_row_for_each_statement_with_its_source(small: Graph) -> None:
    rows = table_of(told("export", *DATA, "--format", "csv"))
    graphs = {file.graph for file in small.workspace.files}
    assert len(rows) == sum(1 for fact in small.store.facts() if fact.graph in graphs)
    (row,) = [row for row in rows if row["property"] == "hf:fulfils" and row["subject"].endswith("/hjemmesykehus")]
    assert (row["valueLabel"], row["documentLabel"], row["section"], row["start"], row["end"]) == (
        "Punkt 5.3: Hjelp hjemme",
        "Planen for 2023",
        "Tiltak",
        "17",
        "47",
    )
    assert told("export", *DATA, "--format", "csv") == told("export", *DATA, "--format", "csv")


def test_export_goes_to_standard_output_too(small: Graph) -> None:
    merged = rdflib.Graph().parse(data=told("export", *DATA, "--format", "ttl"), format="turtle")
    assert len(merged) == len(small.dataset)


def test_init_makes_what_check_finds_in_order(tmp_path: Path) -> None:
    text = told("init", tmp_path / "Helse Øst", "--name", "Helsefellesskapet Øst")
    assert "hfgraph check --data" in text
    assert "LES-MEG.md" in text
    assert (tmp_path / "Helse Øst" / "data" / "helse-ost" / "register.ttl").is_file()
    result = call("check", "--data", tmp_path / "Helse Øst")
    assert result.exit_code == 0
    assert "I orden" in result.stdout
    assert "13" in told("coverage", "--data", tmp_path / "Helse Øst")


@pytest.mark.parametrize("key", ["Øst", "a b", "law", "org", "register", "-a", "a/b", ".."])
def test_a_key_that_is_none_is_refused(tmp_path: Path, key: str) -> None:
    assert "--community" in refused("init", tmp_path / "new", "--community", key)
    assert list(tmp_path.iterdir()) == []


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such pipes on Windows")
@pytest.mark.parametrize("words", [("export", "--format", "nq"), ("trace",), ("export", "--format", "csv")])
def test_a_reader_that_leaves_early_is_no_fault(words: tuple[str, ...]) -> None:
    command = shutil.which("hfgraph", path=sysconfig.get_path("scripts"))
    assert command
    with subprocess.Popen([command, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        assert process.stdout.read(1)
        process.stdout.close()
        assert process.stderr.read() == b""


@pytest.mark.parametrize("words", [("ask", "--no-such-option"), ("no-such-command",), ("query",), ("trace", "a", "b")])
def test_wrong_usage_is_told_without_traceback(words: tuple[str, ...]) -> None:
    result = call(*words)
    assert result.exit_code == 2
    assert "Traceback" not in result.output
    assert "Usage" in result.output
