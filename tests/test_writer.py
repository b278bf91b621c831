"""Writing: nothing half, nothing twice, nothing against the rules, and all of it on record."""

from __future__ import annotations

import json
import random
import re
import signal
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

import crashing_writer
from crashing_writer import Quick, change_of
from hfgraph import terms, turtle
from hfgraph.audit import Audit
from hfgraph.change import Change, Refusal, path_of
from hfgraph.file import locked, write_atomically
from hfgraph.journal import Journal
from hfgraph.workspace import Workspace
from hfgraph.writer import Limits, Writer

CASE = f"{terms.ID}nord/doc/sak-26-2024"
PLAN = f"{terms.ID}nord/doc/plan-2023"
THING = f"{terms.ID}nord/case/ssu/2024/10"
PROGRAM = Path(crashing_writer.__file__)


def log(workspace: Path) -> list[dict[str, object]]:
    lines = (workspace / "data" / ".hfgraph" / "audit.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line) for line in lines]


def contents(workspace: Path) -> dict[str, str]:
    return {path.name: path.read_text("utf-8") for path in sorted((workspace / "data").glob("*/*.ttl"))}


def relabel(old: str, new: str, graph: str = CASE) -> str:
    return (
        f"WITH <{graph}> DELETE {{ ?s rdfs:label ?l }} INSERT {{ ?s rdfs:label '{new}'@nb }} "
        f"WHERE {{ ?s rdfs:label ?l FILTER(STR(?l) = '{old}') }}"
    )


@pytest.mark.parametrize(
    "key, path",
    [
        ("register", "register.ttl"),
        ("nord/register", "nord/register.ttl"),
        ("nord/doc/sak-26-2024", "nord/sak-26-2024.ttl"),
        ("nord/doc/a.b", "nord/a.b.ttl"),
        ("nord/doc/register", None),
        ("sources/doc/x", None),
        ("nord/doc/../x", None),
        ("nord/doc/..", None),
        ("../doc/x", None),
        ("nord/doc/X", None),
        ("nord/doc/x/p/1", None),
        ("nord/doc/.x", None),
        ("nord/doc/x%2Fy", None),
        ("nord/doc/x\n", None),
        ("nord/doc/" + "x" * 101, None),
        ("nord", None),
        ("", None),
    ],
)
def test_a_graph_is_one_file_or_none(key: str, path: str | None, tmp_path: Path) -> None:
    assert path_of(terms.ID + key) == path
    if path is not None:
        (tmp_path / path).parent.mkdir(exist_ok=True)
        (tmp_path / path).write_text("")
        assert [file.graph for file in Workspace.open(tmp_path).files] == [terms.ID + key]


def test_an_update_of_two_graphs_is_written_and_logged(copy: Path) -> None:
    before = contents(copy)
    update = relabel("SSU 10/2024: Tall", "Ti") + " ; " + relabel("Brua", "Bro", PLAN)
    files = Writer(Workspace.open(copy)).write(Change("update", content=update), "kari", ["write:nord"])
    assert [file.count for file in files] == [
        {"graph": PLAN, "added": 1, "removed": 1},
        {"graph": CASE, "added": 1, "removed": 1},
    ]
    after = contents(copy)
    assert after == before | {
        "plan-2023.ttl": before["plan-2023.ttl"].replace('"Brua"@nb , "The bridge"@en', '"The bridge"@en , "Bro"@nb'),
        "sak-26-2024.ttl": before["sak-26-2024.ttl"].replace(
            '"SSU 10/2024: Tall"@nb , "SSU 10/2024: Numbers"@en', '"SSU 10/2024: Numbers"@en , "Ti"@nb'
        ),
    }
    (line,) = log(copy)
    assert (line["token"], line["scope"], line["method"], line["outcome"]) == (
        "kari",
        ["write:nord"],
        "update",
        "done",
    )
    assert line["changes"] == [file.count for file in files]
    assert not (copy / "data" / ".hfgraph" / "journal").exists()


def test_what_breaks_a_rule_changes_nothing(copy: Path) -> None:
    before = contents(copy)
    writer = Writer(Workspace.open(copy))
    content = f"DELETE DATA {{ GRAPH <{CASE}> {{ <{THING}> hf:year 2024 }} }}"
    with pytest.raises(Refusal) as caught:
        writer.write(Change("update", content=content), "kari", ["write"])
    assert caught.value.reason == "invalid"
    (finding,) = caught.value.findings
    assert finding["rule"] == terms.HFS + "Case-year"
    assert (finding["focus"], finding["file"]) == (THING, "nord/sak-26-2024.ttl")
    assert "nøyaktig ett år" in finding["message"]
    assert contents(copy) == before
    assert [line["outcome"] for line in log(copy)] == ["invalid"]


def test_what_was_wrong_before_stands_in_nobodys_way(copy: Path) -> None:
    path = copy / "data" / "nord" / "sak-26-2024.ttl"
    path.write_text(re.sub(r"(case/ssu/2024/10>.*\n.*\n)    hf:year 2024 ;\n", r"\1", path.read_text()))
    assert path.read_text().count("hf:year 2024") == 1
    content = f"INSERT DATA {{ GRAPH <{CASE}> {{ <{THING}> skos:altLabel 'Ti'@nb }} }}"
    assert Writer(Workspace.open(copy)).write(Change("update", content=content), "kari", ["write"])


@pytest.mark.parametrize(
    "change, scopes, reason, told",
    [
        (Change("put", CASE, "<a> <b>", "text/turtle"), ["write"], "malformed", "Not valid Turtle"),
        (Change("put", CASE, "<a> <b> [] .", "text/turtle"), ["write"], "malformed", "Blank nodes"),
        (Change("put", CASE, "", "text/turtle"), ["write:sor"], "forbidden", "no right to change"),
        (Change("put", CASE, "", "text/turtle"), ["read"], "forbidden", "no right to change"),
        (Change("put", terms.ID + "X/doc/y", "", "text/turtle"), ["write"], "forbidden", "cannot become a file"),
        (
            Change("put", "https://w3id.org/hfgraph/ontology/hf", "", "text/turtle"),
            ["write"],
            "forbidden",
            "only those",
        ),
        (Change("delete", CASE + "x"), ["write"], "missing", "no graph"),
        (Change("delete", CASE, if_match=("x",)), ["write"], "stale", "not as you believed"),
        (Change("delete", CASE + "x", if_match=("*",)), ["write"], "stale", "not as you believed"),
        (Change("put", CASE, "", "text/turtle", if_none_match=("*",)), ["write"], "stale", "not as you believed"),
        (Change("update", content="CLEAR NAMED"), ["write"], "forbidden", "only those can be changed"),
        (Change("update", content="CREATE GRAPH <http://x/>"), ["write"], "forbidden", "only those can be changed"),
        (Change("update", content=f"DROP GRAPH <{CASE}>"), ["write:sor"], "forbidden", "no right to change"),
        (Change("update", content="DELETE WHERE { ?s ?p ?o }"), ["write"], "malformed", "default graph"),
        (
            Change("update", content=f"INSERT DATA {{ GRAPH <{CASE}> {{ _:x hf:p 1 }} }}"),
            ["write"],
            "malformed",
            "Blank",
        ),
    ],
)
def test_a_refusal_says_why_and_changes_nothing(
    small_copy: Path, change: Change, scopes: list[str], reason: str, told: str
) -> None:
    before = contents(small_copy)
    with pytest.raises(Refusal, match=told) as caught:
        Writer(Workspace.open(small_copy)).write(change, "kari", scopes, "en")
    assert caught.value.reason == reason
    assert contents(small_copy) == before
    assert log(small_copy)[-1]["outcome"] == reason


@pytest.fixture(scope="module")
def small_copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import shutil

    from conftest import SMALL

    return Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("small") / "copy"))


def test_a_change_that_changes_nothing_writes_nothing(copy: Path) -> None:
    path = copy / "data" / "nord" / "sak-26-2024.ttl"
    stamp = path.stat().st_mtime_ns
    writer = Writer(Workspace.open(copy))
    assert writer.write(Change("put", CASE, path.read_text(), "text/turtle"), "kari", ["write"]) == ()
    mark = turtle.fingerprint(turtle.read(path.read_text(), CASE))
    assert writer.write(Change("post", CASE, "", "text/turtle", if_match=(mark,)), "kari", ["write"]) == ()
    assert path.stat().st_mtime_ns == stamp
    assert [line["outcome"] for line in log(copy)] == ["done", "done"]


def test_a_broken_file_is_not_written_over(copy: Path) -> None:
    (copy / "data" / "nord" / "plan-2023.ttl").write_text("<a> <b>")
    with pytest.raises(Refusal, match="Not valid Turtle") as caught:
        Writer(Workspace.open(copy)).write(Change("put", CASE, "", "text/turtle"), "kari", ["write"])
    assert caught.value.reason == "conflict"


@pytest.mark.parametrize(
    "limits, content",
    [
        (Limits(seconds=0.01), "INSERT DATA {}"),
        (Limits(megabytes=1), "INSERT DATA {}"),
        (
            Limits(megabytes=600),
            "INSERT DATA { " + "<a> <b> <c> . " * 1000 + "} ;" + "DELETE WHERE {?s ?p ?o. ?a ?b ?c . ?d ?e ?f};",
        ),
    ],
    ids=["time", "memory", "product"],
)
def test_a_change_may_only_take_so_much(copy: Path, limits: Limits, content: str) -> None:
    with pytest.raises(Refusal) as caught:
        Writer(Workspace.open(copy), limits=limits).write(Change("update", content=content), "kari", ["write"])
    assert caught.value.reason == "heavy"


def test_another_writer_is_waited_for_and_not_for_ever(copy: Path) -> None:
    workspace = Workspace.open(copy)
    Journal(workspace.data).prepare()
    with locked(workspace.data / ".hfgraph" / "lock", 0), pytest.raises(Refusal) as caught:
        Writer(workspace, limits=Limits(patience=0.1)).write(Change("delete", CASE), "kari", ["write"])
    assert caught.value.reason == "busy"


def test_git_passes_the_writers_folder_by(copy: Path) -> None:
    Journal(copy / "data").prepare()
    assert (copy / "data" / ".hfgraph" / ".gitignore").read_text() == "*\n"


# ------------------------------------------------------------------------------------------------------------- crashes


@pytest.fixture
def data(tmp_path: Path) -> Path:
    for name in ("a", "b", "c"):
        (tmp_path / "nord").mkdir(exist_ok=True)
        (tmp_path / "nord" / f"{name}.ttl").write_text("# 0\n")
    return tmp_path


def generation(data: Path) -> set[int]:
    """The numbers of the changes the files come from; a file that is no change's, or of none, fails."""
    found = set()
    for name in ("a", "b", "c"):
        path = data / "nord" / f"{name}.ttl"
        text = path.read_text() if path.exists() else ""
        match = re.fullmatch(r"# (\d+)\n(x*)", text)
        assert match, (path, text[:50])
        assert int(match[1]) == 0 or len(match[2]) == 50_000
        found.add(int(match[1]))
    made = data / "ny"
    if (made / "d.ttl").exists():
        assert (made / "d.ttl").read_text() == "# new\n"
    return found


def crash(data: Path, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(PROGRAM), str(data), *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def entry(line: str) -> dict[str, str] | None:
    """A line of the log, or ``None`` for one that a crash cut short."""
    try:
        found: dict[str, str] = json.loads(line)
    except ValueError:
        return None
    return found


def check_after_crash(data: Path, answered: int) -> int:
    """Prove that every file is old or new, that recovery makes them one, and that the log has each change once."""
    generation(data)
    writer = Writer(Workspace.open(data))
    writer.recover()
    (now,) = generation(data)
    assert now >= answered
    path = data / ".hfgraph" / "audit.jsonl"
    logged = [
        whole["id"] for line in (path.read_text().splitlines() if path.exists() else ()) if (whole := entry(line))
    ]
    assert len(logged) == len(set(logged)) == now
    assert not writer.recover()
    return now


def test_killed_at_every_step_of_a_change_it_is_all_old_or_all_new(data: Path) -> None:
    reached = 0
    for step in range(1, 80):
        process = crash(data, str(step))
        out, errors = process.communicate(timeout=60)
        assert process.returncode in (0, -signal.SIGKILL), errors
        reached = check_after_crash(data, len(out.splitlines()) and int(out.splitlines()[-1]))
        if process.returncode == 0:
            break
    else:
        pytest.fail("a change has more steps than are tried")
    assert reached > 1
    assert not list(data.glob("*/.*.new"))


def test_killed_at_any_moment_it_is_all_old_or_all_new(data: Path) -> None:
    dice = random.Random(3)  # noqa: S311 -- where it is killed is chance anyway
    for _ in range(12):
        process = crash(data, "0")
        assert process.stdout is not None
        assert process.stderr is not None
        last = process.stdout.readline()
        killer = threading.Timer(dice.uniform(0, 0.05), process.kill)
        killer.start()
        rest, errors = process.communicate(timeout=60)
        killer.join()
        assert process.returncode == -signal.SIGKILL, errors
        finished = [line for line in (last + rest).splitlines(keepends=True) if line.endswith("\n")]
        check_after_crash(data, int(finished[-1]))


def test_a_file_changed_since_the_crash_is_not_written_over(data: Path) -> None:
    journal = Journal(data)
    journal.prepare()
    journal.begin([change_of(data, "nord/a.ttl", "# 1\n"), change_of(data, "nord/b.ttl", "# 1\n")], {"id": "1"})
    (data / "nord" / "b.ttl").write_text("# mine\n")
    with pytest.raises(Refusal, match="has been changed since") as caught:
        Writer(Workspace.open(data)).recover()
    assert caught.value.reason == "conflict"
    assert (data / "nord" / "b.ttl").read_text() == "# mine\n"


def test_a_file_changed_while_the_change_was_worked_out_is_not_written_over(data: Path) -> None:
    stale = replace(change_of(data, "nord/a.ttl", "# 1\n"), before="0" * 64)
    with pytest.raises(Refusal, match="changed by somebody else"):
        Quick(Workspace.open(data), [stale]).write(Change("update"), "kari", ["write"], "en")
    assert (data / "nord" / "a.ttl").read_text() == "# 0\n"


def test_a_removed_and_a_new_file(data: Path) -> None:
    files = [change_of(data, "nord/a.ttl", None), change_of(data, "ny/d.ttl", "# ny\n")]
    Quick(Workspace.open(data), files).write(Change("update"), "kari", ["write"])
    assert not (data / "nord" / "a.ttl").exists()
    assert (data / "ny" / "d.ttl").read_text() == "# ny\n"


def test_a_log_line_cut_short_by_a_crash_stands_alone(tmp_path: Path) -> None:
    audit = Audit(tmp_path / "log")
    audit.append({"id": "a"})
    with audit.path.open("a") as stream:
        stream.write('{"id": "b", "tok')
    audit.append({"id": "c"})
    assert audit.path.read_text().splitlines() == ['{"id": "a"}', '{"id": "b", "tok', '{"id": "c"}']
    assert [audit.has(key) for key in "abc"] == [True, False, True]
    assert audit.path.stat().st_mode & 0o777 == 0o600


def test_a_file_written_atomically_has_the_mode_asked_for(tmp_path: Path) -> None:
    write_atomically(tmp_path / "x", b"1", mode=0o600)
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o600
    assert [path.name for path in tmp_path.iterdir()] == ["x"]
