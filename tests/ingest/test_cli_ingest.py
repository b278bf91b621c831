"""``hfgraph ingest``, as people and programs use it."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from conftest import Run
from hfgraph.cli import app, intake
from hfgraph.ingest.document import Document
from hfgraph.ingest.proposal import TYPES
from ingest import papers

KEYS = ["type", "value", "text", "start", "end", "section", "page", "rule", "confidence", "tier", "id", "triples"]


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "sak-14-2025.txt"
    path.write_bytes(papers.txt())
    return path


def call(*words: str | Path, content: bytes | None = None) -> Result:
    return CliRunner().invoke(app, ["ingest", *map(str, words)], input=content)


def rows(*words: str | Path, content: bytes | None = None) -> list[dict[str, Any]]:
    result = call(*words, content=content)
    assert result.exit_code == 0, result.output
    return [json.loads(line) for line in result.stdout.splitlines()]


def refused(*words: str | Path, content: bytes | None = None) -> str:
    result = call(*words, content=content)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "→" in result.stderr, "how to mend it"
    assert "Traceback" not in result.stderr
    return result.stderr


def test_help_teaches_in_both_languages(run: Run) -> None:
    text = call("--help").stdout
    assert "hfgraph ingest sak-26-2024.pdf --community lvs" in text
    assert "Ingenting skrives i arbeidsområdet" in " ".join(text.split())
    english = run("ingest", "--help", "--lang", "en").stdout.decode()
    assert "Nothing is written to the workspace" in " ".join(english.split())
    assert "Eksempler" not in english


def test_every_line_is_one_proposal_and_its_words_stand_where_it_says(run: Run, paper: Path, tmp_path: Path) -> None:
    out = tmp_path / "text.txt"
    done = run("ingest", paper, "--community", "lvs", "--format", "jsonl", "--text-out", out)
    assert done.returncode == 0
    found = [json.loads(line) for line in done.stdout.decode("utf-8").splitlines()]
    text = out.read_bytes().decode("utf-8")
    assert text == papers.txt().decode("utf-8")
    assert {tuple(row) for row in found} == {tuple(KEYS)}
    assert [row for row in found if text[row["start"] : row["end"]] != row["text"]] == []
    assert {row["type"] for row in found} <= set(TYPES)
    assert len({row["id"] for row in found}) == len(found)
    values = {(row["type"], row["value"]) for row in found if isinstance(row["value"], str)}
    assert {("case", "ssu/2025/14"), ("case-reference", "ssu/2022/31"), ("law-reference", "hol§6-2#5")} <= values
    assert {"field": "document_date", "value": "2025-03-03"} in [row["value"] for row in found]


def test_statements_are_n_triples_of_the_mention_itself(paper: Path) -> None:
    paper.write_bytes(papers.txt() + b"\n\nSaken viser til SSU sak 31-2022 en gang til.\n")
    (first, second) = [row for row in rows(paper, "--community", "lvs") if row["value"] == "ssu/2022/31"]
    assert second["id"] == f"{first['id']}.2"
    for row in (first, second):
        assert row["triples"]
        starts = [line for line in row["triples"] if "/ns#start>" in line]
        assert len(starts) == 1, "the other mention has a passage of its own"
        assert all(line.startswith("<https://") and line.endswith(" .") for line in row["triples"])
    assert [line for line in first["triples"] if "/ns#start>" in line] != [
        line for line in second["triples"] if "/ns#start>" in line
    ]


def test_a_word_file_gives_the_same_as_the_text(paper: Path, tmp_path: Path) -> None:
    (tmp_path / "sak.docx").write_bytes(papers.docx())
    plain, word = (
        [(row["type"], row["value"], row["text"], row["triples"] != []) for row in rows(path, "--community", "lvs")]
        for path in (paper, tmp_path / "sak.docx")
    )
    assert plain == word
    assert len(plain) > 15


def test_it_writes_nothing_to_the_workspace(copy: Path, paper: Path) -> None:
    before = {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()}
    assert rows(paper, "--data", copy, "--community", "nord")
    assert {path: path.read_bytes() for path in copy.rglob("*") if path.is_file()} == before


def test_types_and_confidence_narrow_it(paper: Path) -> None:
    every = rows(paper, "--community", "lvs")
    chosen = rows(paper, "--community", "lvs", "--types", "date, case")
    assert chosen == [row for row in every if row["type"] in ("date", "case")]
    assert chosen != []
    sure = rows(paper, "--community", "lvs", "--min-confidence", "0.96")
    assert sure == [row for row in every if row["confidence"] >= 0.96]
    assert 0 < len(sure) < len(every)


def test_the_other_formats_tell_the_same(paper: Path) -> None:
    lines = rows(paper, "--community", "lvs")
    told = json.loads(call(paper, "--community", "lvs", "--format", "json").stdout)
    assert [row for one in told for row in one["proposals"]] == lines
    assert told[0]["document"]["community"] == "lvs"
    assert told[0]["document"]["name"] == paper.name
    table = list(csv.DictReader(io.StringIO(call(paper, "--community", "lvs", "--format", "csv").stdout, newline="")))
    assert [(row["id"], row["text"], int(row["start"])) for row in table] == [
        (row["id"], row["text"], row["start"]) for row in lines
    ]
    text = call(paper, "--community", "lvs", "--format", "text").stdout
    assert [row["text"] for row in lines if len(row["text"]) < 40 and row["text"] not in text] == []
    assert f"hfgraph review {paper} --data MAPPE --community lvs" in text
    assert "sagt 95 %" in text


def test_standard_input_is_read_under_a_name(paper: Path) -> None:
    piped = rows("-", "--name", "sak.html", "--community", "lvs", content=papers.page())
    assert [row["value"] for row in piped if row["type"] == "case"] == ["ssu/2025/14"]
    assert "tom" in refused("-", content=b"")


def test_the_community_is_the_one_the_text_names(tmp_path: Path) -> None:
    path = tmp_path / "sak.txt"
    path.write_text("LVS\n\nSSU sak 14/2025\nFelles rutiner\n", encoding="utf-8")
    result = call(path)
    assert "Tatt for å være fra lvs" in result.stderr
    assert any(json.loads(line)["triples"] for line in result.stdout.splitlines())
    path.write_text("LVS og Helsefellesskap Innlandet\n\nSSU sak 14/2025\nFelles rutiner\n", encoding="utf-8")
    result = call(path)
    assert "Helsefellesskapet er ukjent" in result.stderr
    assert not any(json.loads(line)["triples"] for line in result.stdout.splitlines())


def test_a_community_that_is_new_here_is_read_with_the_words_that_all_share(paper: Path) -> None:
    outcome = call(paper, "--community", "sorfold", "--format", "jsonl")
    assert outcome.exit_code == 0
    assert "(de som finnes: innlandet, lvs)" in outcome.stderr
    assert "profiles/sorfold.toml" in outcome.stderr
    assert [json.loads(line)["type"] for line in outcome.stdout.splitlines()].count("case") == 1


def test_what_cannot_be_the_key_of_a_community_is_refused_with_those_there_are(paper: Path) -> None:
    error = refused(paper, "--community", "../etc")
    assert "innlandet, lvs" in error
    assert "a–z" in error


def test_a_profile_of_its_own_makes_a_community_known(copy: Path, paper: Path) -> None:
    (copy / "profiles").mkdir()
    (copy / "profiles" / "fjord.toml").write_text('[bodies.fru]\nnames = ["fjordrådet"]\nshort = ["FRU"]\n', "utf-8")
    paper.write_text("FRU sak 3/2025\nFelles rutiner\n", encoding="utf-8")
    found = rows(paper, "--data", copy, "--community", "fjord")
    assert "fru/2025/3" in [row["value"] for row in found]


@pytest.mark.parametrize(
    "name, content",
    [
        ("tom.txt", b""),
        ("avkortet.docx", papers.docx()[:2000]),
        ("bilde.pdf", b"\x89PNG\r\n\x1a\n" + b"\0" * 100),
        ("gammel.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600),
        ("regneark.xlsx", b"PK\x05\x06" + b"\0" * 18),
        ("liste.csv", b"a;b\n1;2\n"),
    ],
)
def test_what_cannot_be_read_is_told_plainly(tmp_path: Path, name: str, content: bytes) -> None:
    (tmp_path / name).write_bytes(content)
    assert name in refused(tmp_path / name, "--community", "lvs")
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]


@pytest.mark.parametrize(
    "words",
    [
        ("--types", "sak"),
        ("--format", "xml"),
        ("--data", "nowhere"),
        ("missing.txt",),
    ],
)
def test_wrong_options_are_told_plainly(paper: Path, words: tuple[str, ...]) -> None:
    assert refused(*words, *([] if words == ("missing.txt",) else [paper]))


def test_one_bad_file_does_not_stop_the_others(paper: Path, tmp_path: Path) -> None:
    (tmp_path / "tom.pdf").write_bytes(b"%PDF-1.7\n")
    result = call(tmp_path / "tom.pdf", paper, tmp_path / "finnes-ikke.txt", "--community", "lvs", "--format", "jsonl")
    assert result.exit_code == 1
    assert "tom.pdf" in result.stderr
    assert "finnes-ikke.txt" in result.stderr
    assert len(result.stdout.splitlines()) == len(rows(paper, "--community", "lvs"))


def test_the_text_never_goes_over_the_file_it_is_from(paper: Path, tmp_path: Path) -> None:
    before = paper.read_bytes()
    assert "--text-out" in refused(paper, "--text-out", paper)
    assert "--text-out" in refused(paper, paper, "--text-out", tmp_path / "out.txt")
    assert refused(paper, "--text-out", tmp_path / "no-folder" / "out.txt")
    assert paper.read_bytes() == before


def test_a_spreadsheet_is_read_as_a_list_of_projects(tmp_path: Path) -> None:
    path = tmp_path / "prosjekter.csv"
    path.write_text("Prosjekt;Status;Statusdato;Beløp\nTrygg utskriving;Pågår;2024-10-01;mye\n", encoding="utf-8")
    result = call(path, "--community", "lvs")
    assert result.exit_code == 0
    assert [(row["type"], row["text"]) for row in map(json.loads, result.stdout.splitlines())] == [
        ("project", "Trygg utskriving"),
        ("date", "2024-10-01"),
    ]
    assert "«mye»" in result.stderr, "a cell that says nothing is told"


def test_what_a_file_says_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "sak.txt"
    title = "Felles \x1b[31mrutiner\u202e for alle"
    path.write_bytes(papers.txt().replace(b"Felles rutiner for utskriving", title.encode()))
    text = call(path, "--community", "lvs", "--format", "text").stdout
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert "rutiner for alle" in text


def test_rules_that_never_come_to_an_end_are_stopped(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forever(*_: object) -> list[object]:
        while True:
            pass

    monkeypatch.setattr("hfgraph.ingest.propose.propose", forever)
    monkeypatch.setattr(intake, "_SECONDS_TO_PROPOSE", 0.3)
    assert "for lang tid" in refused(paper, "--community", "lvs")


def test_a_reader_that_fails_is_no_fault_of_ours(paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def read(_: bytes, name: str) -> Document:
        return Document(name, "text/plain", 1, "0" * 64, "", "txt 1", ())

    monkeypatch.setattr(intake, "read", read)
    assert call(paper, "--community", "lvs", "--format", "jsonl").stdout == ""
    assert "Fant ingenting" in call(paper, "--community", "lvs", "--format", "text").stdout


def test_help_starts_without_the_heavy_libraries() -> None:
    heavy = ("docx", "pptx", "pdfplumber", "pypdfium2", "selectolax", "rapidfuzz", "openpyxl", "rdflib", "pyoxigraph")
    code = f"import sys, hfgraph.cli; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True)
    assert done.stdout.strip() == b"[]"
