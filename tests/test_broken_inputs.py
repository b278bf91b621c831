"""Whatever we are given, a fault is told clearly in the reader's language, with exit code 1, and nothing is written.

Each case is run in bokmål, and in English as a user would, in a process of its own. What only ``check`` finds is put in
one workspace, a file for each case, and checked once in each language.
"""

# ruff: noqa: E501 -- the cases are a table

from __future__ import annotations

import json
import random
import shutil
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from conftest import HEAD, SMALL, Run
from hfgraph.cli import app

LINE = HEAD.count("\n") + 1  # the first line after the prefixes
OK = "<thing/ok> a hf:Project .\n"
DOCUMENT = '<doc/a> a hf:Document ; dcterms:identifier "a.txt" ; hf:sha256 "' + "ab" * 32 + '" ; hf:length 10 .\n'
DEEP = 10_000

Make = Callable[[Path], list[str]]


@dataclass(frozen=True)
class Broken:
    """One broken input: what makes it and gives the command to run, and what has to be told."""

    name: str
    make: Make
    nb: str
    en: str
    place: str = ""


def data(content: str | bytes, *words: str, name: str = "nord/a.ttl") -> Make:
    """Make a workspace with one file, and by default ask it something."""

    def make(folder: Path) -> list[str]:
        path = folder / "w" / "data" / name
        path.parent.mkdir(parents=True)
        path.write_bytes(content if isinstance(content, bytes) else (HEAD + content).encode())
        return [*(words or ("ask", "documents")), "--data", str(folder / "w")]

    return make


def query(content: str | bytes, *words: str) -> Make:
    def make(folder: Path) -> list[str]:
        (folder / "q.rq").write_bytes(content if isinstance(content, bytes) else content.encode())
        return ["query", str(folder / "q.rq"), "--data", str(SMALL), *words]

    return make


def words(*given: str) -> Make:
    """Run the command with these words; {folder} stands for the empty folder of the test."""
    return lambda folder: [word.replace("{folder}", str(folder)) for word in (*given,)]


def small(*given: str) -> Make:
    return words(*given, "--data", str(SMALL))


def folder_for_file(folder: Path) -> list[str]:
    argv = data(OK)(folder)
    (folder / "w" / "data" / "nord" / "b.ttl").mkdir()
    return argv


def lost_file(folder: Path) -> list[str]:
    argv = data(OK)(folder)
    (folder / "w" / "data" / "nord" / "b.ttl").symlink_to(folder / "gone.ttl")
    return argv


def taken_folder(folder: Path) -> list[str]:
    (folder / "mine.txt").write_text("mine", encoding="utf-8")
    return ["init", str(folder), "--community", "vest"]


def own_question(header: str) -> Make:
    def make(folder: Path) -> list[str]:
        path = folder / "w" / "queries" / "questions" / "mine.rq"
        path.parent.mkdir(parents=True)
        path.write_text(header + "SELECT * {}", encoding="utf-8")
        shutil.copytree(SMALL / "data", folder / "w" / "data")
        return ["ask", "mine", "--data", str(folder / "w")]

    return make


def mixed_order() -> str:
    """Return a query whose sort has no order to go by."""
    numbers = random.Random(2)  # noqa: S311 -- the same numbers every time
    values = (
        (f"{number}", f'"{number}"', f'"{number}.5"^^xsd:double', f'"P{number}D"^^xsd:duration')[number % 4]
        for number in (numbers.randrange(999) for _ in range(6000))
    )
    return "SELECT ?o { VALUES ?o { " + " ".join(values) + " } } ORDER BY ?o"


CASES = [
    # Files that cannot be read
    Broken("full-stop", data("<a> hf:fulfils <b>\n<c> hf:fulfils <d> .\n"), "gyldig Turtle", "valid Turtle", f"a.ttl:{LINE + 1}:"),
    Broken("quote", data('<a> rdfs:label "open .\n<c> a hf:Case .\n'), "gyldig Turtle", "valid Turtle", f"a.ttl:{LINE}:"),
    Broken("prefix", data("\n<a> strange:p <b> .\n"), "gyldig Turtle", "valid Turtle", f"a.ttl:{LINE + 1}:"),
    Broken("utf-16", data('<a:b> <a:c> "å" .'.encode("utf-16")), "ikke UTF-8", "not UTF-8", "a.ttl:1:"),
    Broken("latin-1", data('<a:b> <a:c> "x" .\n<a:b> <a:c> "å" .\n'.encode("latin-1")), "ikke UTF-8", "not UTF-8", "a.ttl:2:"),
    Broken("nul-bytes", data(b"\0" * 64), "gyldig Turtle", "valid Turtle", "a.ttl:1:"),
    Broken("folder-for-file", folder_for_file, "kan ikke leses", "cannot be read", "b.ttl: "),
    Broken("lost-file", lost_file, "kan ikke leses", "cannot be read", "b.ttl: "),
    Broken("bad-name", data(OK, name="nord/Sak 1.ttl"), "kan ikke bli en nøkkel", "cannot become a key", "Sak 1.ttl: "),
    Broken("no-folder", words("ask", "--data", "{folder}/none"), "Mappen finnes ikke", "no such folder", "none: "),
    Broken("no-files", words("check", "--data", "{folder}"), "ingen Turtle-filer", "no Turtle files"),
    Broken("empty-file", data(b"", "check"), "ingen påstander", "no statements"),
    Broken("no-sources", small("check", "--sources", "{folder}/none"), "Mappen med kildetekster", "folder of source texts", "none: "),
    # Queries
    Broken("query-missing", words("query", "{folder}/none.rq"), "kan ikke leses", "cannot be read", "none.rq: "),
    Broken("query-folder", words("query", "{folder}"), "kan ikke leses", "cannot be read"),
    Broken("query-latin-1", query("SELECT * { ?s ?p 'å' }".encode("latin-1")), "ikke UTF-8", "not UTF-8", "q.rq"),
    Broken("query-syntax", query("SELECT * {\n  ?s ?p }"), "linje 2, kolonne", "line 2, column"),
    Broken("query-service", query("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }"), "SERVICE er ikke tillatt", "SERVICE is not allowed"),
    Broken("query-update", query("DELETE WHERE { ?s ?p ?o }"), "gyldig SPARQL", "valid SPARQL"),
    Broken("query-many-or", query("SELECT * { ?s ?p ?o FILTER(" + "||".join(f"?o={n}" for n in range(20_000)) + ") }"), "for mye minne", "too much memory"),
    Broken("query-deep-groups", query("SELECT * " + "{" * 5000 + " ?s ?p ?o " + "}" * 5000), "nøstet dypere", "nests deeper"),
    Broken("query-long", query("SELECT * { } #" + "x" * 300_000), "300014 tegn", "300014 characters"),
    Broken("query-product", query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "--timeout", "2"), "mer enn 2 sekunder", "more than 2 seconds"),
    Broken("query-format", query("SELECT * { ?s ?p ?o }", "--format", "xlsx"), "«xlsx»", "'xlsx'", "--format: "),
    Broken("query-unfit-format", query("SELECT * { ?s ?p ?o }", "--format", "ttl"), "ikke skrives som ttl", "cannot be written as ttl"),
    # Words of the command
    Broken("param-no-equals", small("ask", "projects-by-clause", "--param", "clause"), "ikke navn=verdi", "not name=value", "--param: "),
    Broken("unknown-question", small("ask", "project-by-clause"), "Mente du projects-by-clause", "Did you mean projects-by-clause"),
    Broken("unknown-parameter", small("ask", "projects-by-clause", "-p", "klausul=5.3"), "clause, as-of, community", "clause, as-of, community", "klausul: "),
    Broken("missing-parameter", small("ask", "case-history"), "--param case=", "--param case=", "case: "),
    Broken("unknown-value", small("ask", "projects-by-clause", "-p", "clause=99.9"), "Fant ingenting", "Found nothing", "clause: "),
    Broken("year-in-words", small("ask", "meetings", "-p", "year=tjuefire"), "ikke et helt tall", "not a whole number", "year: "),
    Broken("as-of", small("coverage", "--as-of", "17.10.2024"), "ikke en dato", "not a date", "as-of: "),
    Broken("fail-under", small("coverage", "--fail-under", "99"), "kravet er 99 %", "the demand is 99 %"),
    Broken("unknown-community", small("coverage", "--community", "vest"), "«vest»", "'vest'", "community: "),
    Broken("unknown-format", small("ask", "documents", "--format", "xlsx"), "table, csv, json", "table, csv, json", "--format: "),
    Broken("unknown-language", small("ask", "documents", "--lang", "fr"), "nb, en", "nb, en", "--lang: "),
    Broken("unknown-thing", small("show", "qqqq"), "Fant ingenting", "Found nothing"),
    Broken("several-things", small("trace", "26/2024"), "kan være 2 ting", "may be 2 things"),
    Broken("export-nowhere", small("export", "-o", "{folder}/none/out.trig"), "kan ikke skrives", "cannot be written", "out.trig: "),
    Broken("init-taken", taken_folder, "ikke tom", "not empty"),
    Broken("init-key", words("init", "{folder}/new", "--community", "Blå Øy"), "kan ikke være en nøkkel", "cannot be a key", "--community: "),
    Broken("question-header", own_question("# title-nb: A\n# title-en: B\n# parameter: x y z\n"), "Uforståelig parameter", "nobody can understand", "mine.rq:3: "),
    Broken("question-titles", own_question(""), "mangler «title-nb»", "lacks 'title-en'", "mine.rq:1: "),
]  # fmt: skip


@dataclass(frozen=True)
class Wrong:
    """Facts that cannot be, the line after the prefixes that is at fault, and what has to be told."""

    name: str
    content: str
    line: int
    nb: str
    en: str


WRONG = [
    Wrong("unknown-term", "<a> hf:misspelt <b> .\n", 0, "misspelt", "misspelt"),
    Wrong("unknown-class", "<a> a hf:Misspelt .\n", 0, "Misspelt", "Misspelt"),
    Wrong("unknown-code", "<a> a hf:Project ;\n hf:kind <https://w3id.org/hfgraph/code/project-kind/nope> .\n", 1, "nope", "nope"),
    Wrong("wrong-datatype", '<a> a hf:Case ;\n  hf:year "to tusen" .\n', 1, "to tusen", "to tusen"),
    Wrong("malformed-date", '<a> a hf:Meeting ;\n  hf:date "2024-13-01"^^xsd:date .\n', 1, "2024-13-01", "2024-13-01"),
    Wrong("huge-literal", '<a> a hf:Project ;\n  rdfs:label "' + "x" * 5_000_000 + '"@nb .\n', 1, "5000000", "5000000"),
    Wrong("deep-blank-nodes", "<a> hf:concerns " + "[ hf:concerns " * DEEP + "<b>" + " ]" * DEEP + " .\n", 0, "uten navn", "without a name"),
    Wrong("deep-collections", "<a> hf:concerns " + "( " * DEEP + "<b>" + " )" * DEEP + " .\n", 0, "uten navn", "without a name"),
    Wrong("follow-up-circle", "<a> a hf:Case ; hf:follows <b> .\n<b> a hf:Case ; hf:follows <a> .\n", 0, "følger opp seg selv", "itself"),
    Wrong("case-key-twice", "".join(f"<{n}> a hf:Case ; hf:caseOf <ssu> ; hf:year 2023 ; hf:sequence 1 .\n" for n in "xy"), 1, "er samme sak", "the same case"),
    Wrong("document-twice", DOCUMENT + DOCUMENT.replace("<doc/a>", "<doc/b>"), 1, "er samme dokument", "the same document"),
    Wrong("passage-outside", DOCUMENT.replace("ab", "cd") + '<doc/a/p/x> a hf:Passage ; dcterms:isPartOf <doc/a> ; hf:section "x" ;\n  hf:start 5 ; hf:end 11 .\n', 1, "etter siste tegn", "beyond the last character"),
]  # fmt: skip


def state(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes() if path.is_file() else b""
        for path in sorted(folder.rglob("*"))
    }


Outcomes = dict[str, tuple[int, str, str]]


@pytest.fixture(scope="module")
def in_english(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Outcomes:
    """Exit code, standard output and standard error of every case, two at a time."""

    def outcome(case: Broken) -> tuple[int, str, str]:
        folder = tmp_path_factory.mktemp(case.name)
        argv = case.make(folder)
        before = state(folder)
        done = run(*argv, env={"HFGRAPH_LANG": "en"})
        assert state(folder) == before, f"{case.name}: something was written"
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    with ThreadPoolExecutor(2) as pool:
        return dict(zip((case.name for case in CASES), pool.map(outcome, CASES), strict=True))


def assert_told(code: int, out: str, err: str, words: str, place: str) -> None:
    assert code == 1, err
    assert words in err
    assert place in err
    assert "Traceback" not in err
    assert len(err) < 2_000, "a message is something to read"
    assert "%" in words or out == "", "a program that reads the answer gets nothing"


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_a_broken_input_is_told_in_english(in_english: Outcomes, case: Broken) -> None:
    assert_told(*in_english[case.name], case.en, case.place)


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in CASES])
def test_a_broken_input_is_told_in_bokmaal(tmp_path: Path, in_english: Outcomes, case: Broken) -> None:
    argv = case.make(tmp_path)
    before = state(tmp_path)
    done = CliRunner().invoke(app, argv)
    assert isinstance(done.exception, SystemExit)
    assert_told(done.exit_code, done.stdout, done.stderr, case.nb, case.place)
    assert state(tmp_path) == before
    assert done.stderr.replace(str(tmp_path), "") != in_english[case.name][2]


Findings = list[dict[str, Any]]


@pytest.fixture(scope="module")
def findings(run: Run, tmp_path_factory: pytest.TempPathFactory) -> Callable[[bool, str], Findings]:
    """Tell what check finds wrong, in a language; what nests deep is apart, since it takes longer."""

    @cache
    def check(deep: bool, language: str) -> Findings:
        folder = tmp_path_factory.mktemp("wrong")
        (folder / "data" / "nord").mkdir(parents=True)
        for case in WRONG:
            if case.name.startswith("deep") == deep:
                content = HEAD.replace("id/nord/>", f"id/nord/{case.name}/>") + case.content
                (folder / "data" / "nord" / f"{case.name}.ttl").write_text(content, encoding="utf-8")
        before = state(folder)
        done = run("check", "--data", folder, "--format", "json", "--lang", language)
        assert (done.returncode, done.stderr) == (1, b"")
        assert state(folder) == before
        report = json.loads(done.stdout)
        assert report["conforms"] is False
        found: Findings = report["findings"]
        return found

    return check


@pytest.mark.parametrize("case", [pytest.param(case, id=case.name) for case in WRONG])
def test_facts_that_cannot_be_are_told(findings: Callable[[bool, str], Findings], case: Wrong) -> None:
    deep = case.name.startswith("deep")
    for language, words in (("en", case.en),) if deep else (("nb", case.nb), ("en", case.en)):
        told = [
            finding["message"]
            for finding in findings(deep, language)
            if finding["file"] == f"nord/{case.name}.ttl"
            and finding["line"] == LINE + case.line
            and finding["severity"] == "violation"
        ]
        assert [message for message in told if words in message], told[:20]
        assert max(map(len, told)) < 2_000, "a message is something to read"


def test_a_sort_without_an_order_is_answered_or_told(run: Run, tmp_path: Path) -> None:
    (tmp_path / "q.rq").write_text(mixed_order(), encoding="utf-8")
    done = run("query", tmp_path / "q.rq", "--data", SMALL)
    assert done.returncode in (0, 1)
    assert b"Traceback" not in done.stderr
    assert done.stdout.count(b"\n") == 6001 if done.returncode == 0 else "ORDER BY" in done.stderr.decode()
