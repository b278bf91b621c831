"""``hfgraph review``, with keys and with options."""

from __future__ import annotations

import json
import os
import re
import select
import shutil
import sys
import sysconfig
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner, Result

from conftest import Run
from hfgraph.change import refusal
from hfgraph.cli import app
from hfgraph.ingest.desk import Desk
from ingest import papers

KEY = "lvs/doc/ssu-14-2025"
LEDGER = "reviews/lvs/ssu-14-2025.jsonl"
FACTS = "data/lvs/ssu-14-2025.ttl"


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """A fresh workspace."""
    root = tmp_path / "work space"
    assert CliRunner().invoke(app, ["init", str(root), "--community", "lvs"]).exit_code == 0
    return root


@pytest.fixture
def paper(tmp_path: Path) -> Path:
    path = tmp_path / "sak.docx"
    path.write_bytes(papers.docx())
    return path


def call(*words: str | Path, keys: str | None = None) -> Result:
    """Call the command; with keys, as if a person sat there."""
    with pytest.MonkeyPatch.context() as patch:
        if keys is not None:
            patch.setattr("hfgraph.cli.session.at_keyboard", lambda: True)
        return CliRunner().invoke(app, ["review", *map(str, words)], input=keys)


def told(*words: str | Path, keys: str | None = None) -> str:
    result = call(*words, keys=keys)
    assert result.exit_code == 0, result.output
    return " ".join(result.stdout.split())


def refused(*words: str | Path) -> str:
    result = call(*words)
    assert result.exit_code == 1
    assert "Traceback" not in result.output
    return result.stderr


def state(place: Path) -> Mapping[str, Any]:
    """Return the review as programs get it."""
    review: Mapping[str, Any] = json.loads(call(KEY, "--data", place, "--format", "json").stdout)
    return review


def states(place: Path) -> dict[str, str]:
    return {item["id"]: item["state"] for item in state(place)["items"]}


def cards(review: Mapping[str, Any]) -> list[dict[str, Any]]:
    """Return what a person has to decide on, in order: not what goes with another."""
    return [item for item in review["items"] if item["state"] == "pending" and not item["with"]]


def at(review: Mapping[str, Any], field: str) -> int:
    """Return how many cards come before that of a field of the head."""
    return next(
        number
        for number, item in enumerate(cards(review))
        if item["type"] == "header" and item["value"]["field"] == field
    )


def ledger(place: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (place / LEDGER).read_text("utf-8").splitlines()]


# ------------------------------------------------------------------------------------------------------------ by keys


def test_from_a_file_to_facts_that_are_in_order(run: Run, place: Path, paper: Path) -> None:
    text = told(paper, "--data", place, keys="aarufjq")
    assert "Saksnummer: SSU 14/2025" in text
    assert "▸SSU sak 14/2025◂" in text, "the words stand out without colour too"
    assert "Angret 1." in text
    assert "Arkivert i lvs/ssu-14-2025.ttl" in text
    assert f"hfgraph show lvs/case/ssu/2025/14 --data '{place}'" in text
    assert (place / FACTS).is_file()
    assert (place / "sources" / "ssu-14-2025.txt").read_text("utf-8").startswith("SSU sak 14/2025")
    checked = run("check", "--data", place)
    assert (checked.returncode, b"I orden" in checked.stdout) == (0, True)
    shown = run("show", "lvs/case/ssu/2025/14", "--data", place).stdout.decode()
    assert "SSU sak 14/2025" in shown
    assert "Kilder" in shown, "with the words that say it"
    lines = [line for line in ledger(place) if line["event"] == "decided"]
    assert {line["verdict"] for line in lines[:-2]} == {"accept"}
    assert len(lines) > 4, "what goes with the head is accepted with it"
    assert [line["verdict"] for line in lines[-2:]] == ["reject", "reopen"]
    assert {line["role"] for line in lines} == {"secretariat"}


def test_a_value_and_fields_are_edited(place: Path, paper: Path) -> None:
    review = json.loads(call(paper, "--data", place, "--format", "json").stdout)
    skips = "s" * at(review, "case_number")
    text = told(KEY, "--data", place, keys=f"{skips}essu/2025/15\nq")
    assert "Endret og godtatt" in text
    (item,) = [item for item in state(place)["items"] if item["state"] == "accepted"]
    assert item["value"] == {"field": "case_number", "value": "ssu/2025/15"}
    assert {one["type"] for one in cards(state(place))} >= {"case"}, "what went with it is a matter of its own"
    number = [one["type"] for one in cards(state(place))].index("case")
    told(KEY, "--data", place, keys="s" * number + "r" + "uessu/2025/15\nShared routines\nq")
    item = next(item for item in state(place)["items"] if item["type"] == "case" and item["state"] == "accepted")
    assert item["value"] == "ssu/2025/15"
    assert item["decision"]["fields"] == {"title_en": "Shared routines"}


def test_a_value_that_is_none_is_told_and_nothing_changes(place: Path, paper: Path) -> None:
    skips = "s" * at(json.loads(call(paper, "--data", place, "--format", "json").stdout), "case_number")
    result = call(KEY, "--data", place, keys=f"{skips}efemten\n\nq")
    assert "ssu/2024/26" in result.stderr, "how such a value is written"
    assert "accepted" not in states(place).values()


def test_what_has_to_be_filled_in_is_asked_for(place: Path, paper: Path) -> None:
    review = json.loads(call(paper, "--data", place, "--format", "json").stdout)
    waiting = [item for item in review["items"] if item["state"] == "candidate"]
    assert waiting
    before = len(cards(review))
    text = told(KEY, "--data", place, keys="s" * before + "+a" + "\n" * 12 + "Sq")
    assert "kan fylles ut" in text
    assert f"+ fyller ut {len(waiting)} til, om du vil" in text
    assert f"{before} hoppet over" in text


def test_what_can_be_filled_in_is_not_waiting(place: Path, paper: Path) -> None:
    review = json.loads(call(paper, "--data", place, "--format", "json").stdout)
    (row,) = json.loads(call("--data", place, "--format", "json").stdout)
    assert row["pending"] == review["counts"]["pending"] == len(cards(review)) < len(review["items"])
    text = told(KEY, "--data", place, keys="q")
    assert f"{len(cards(review))} igjen" in text
    assert f"{len(cards(review))} er ikke avgjort" in text


def test_the_document_is_added_as_a_source_of_all_that_is_known(place: Path, paper: Path) -> None:
    register = place / "data" / "register.ttl"
    register.write_text(
        register.read_text("utf-8")
        + "\n<https://w3id.org/hfgraph/id/lvs/committee/ssu> a <https://w3id.org/hfgraph/ns#Committee> ;"
        + "\n    <https://w3id.org/hfgraph/ns#community> <https://w3id.org/hfgraph/id/lvs> ;"
        + "\n    <http://www.w3.org/2000/01/rdf-schema#label>"
        + ' "Strategisk samarbeidsutvalg"@nb , "Strategic committee"@en .\n'
        + "\n<https://w3id.org/hfgraph/id/lvs/agreement> a <https://w3id.org/hfgraph/ns#Agreement> ;"
        + "\n    <https://w3id.org/hfgraph/ns#community> <https://w3id.org/hfgraph/id/lvs> ;"
        + ' <http://www.w3.org/2000/01/rdf-schema#label> "Samarbeidsavtalen"@nb , "The agreement"@en .\n',
        "utf-8",
    )
    review = json.loads(call(paper, "--data", place, "--format", "json").stdout)
    known = [item["id"] for item in review["items"] if item["state"] == "known"]
    assert known
    assert "Avbrutt" in told(KEY, "--data", place, keys="Knq")
    assert "accepted" not in states(place).values()
    assert f"Kilde for {len(known)}" in told(KEY, "--data", place, keys="Kjq")
    assert sorted(key for key, each in states(place).items() if each == "accepted") == sorted(known)


def test_all_of_a_rule_are_listed_and_accepted_at_once(place: Path, paper: Path) -> None:
    review = json.loads(call(paper, "--data", place, "--format", "json").stdout)
    pending = cards(review)
    before, first = next((before, item) for before, item in enumerate(pending) if item["rule"] == "point.proposed")
    alike = {item["id"] for item in pending if item["rule"] == first["rule"]}
    assert len(alike) == 3
    text = told(KEY, "--data", place, keys="s" * before + "Anq")
    assert "Avbrutt" in text
    assert "accepted" not in states(place).values()
    text = told(KEY, "--data", place, keys="s" * before + "Ajuq")
    assert "3 godtatt" in text
    assert "Angret 3" in text
    assert "accepted" not in states(place).values()
    told(KEY, "--data", place, keys="s" * before + "Ajq")
    assert {key for key, each in states(place).items() if each == "accepted"} == alike


def test_merging_is_with_a_thing_there_is(place: Path, paper: Path) -> None:
    register = place / "data" / "register.ttl"
    register.write_text(
        register.read_text("utf-8")
        + "\n<https://w3id.org/hfgraph/id/org/samhandling> a <https://w3id.org/hfgraph/ns#Committee> ;"
        + "\n    <http://www.w3.org/2000/01/rdf-schema#label>"
        + ' "Felles samhandlingssekretariat"@nb , "Secretariat"@en .\n',
        "utf-8",
    )
    review = json.loads(call(paper, "--data", place, "--format", "json").stdout)
    before, item = next(
        (before, item) for before, item in enumerate(cards(review)) if item["value"] == "samhandlingssekretariatet"
    )
    assert [each["iri"] for each in item["candidates"]] == ["https://w3id.org/hfgraph/id/org/samhandling"]
    text = told(KEY, "--data", place, keys="s" * before + "m\nm1\nq")
    assert "Avbrutt" in text
    assert "Kanskje det samme som 1: Felles samhandlingssekretariat" in text
    (merged,) = [each for each in state(place)["items"] if each["state"] == "accepted"]
    assert merged["decision"]["target"] == "https://w3id.org/hfgraph/id/org/samhandling"


def test_a_check_tells_the_rules_beside_the_words_and_writes_nothing(place: Path, paper: Path) -> None:
    text = told(paper, "--data", place, keys="c?lxq")
    assert "advarsel: SSU 14/2025, forslag punkt 1" in text
    assert "▸Strategisk samarbeidsutvalg (SSU) tar" in text
    assert "gjør ingenting her" in text
    assert not (place / FACTS).exists()


def test_interrupted_all_that_was_decided_is_kept(place: Path, paper: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    keys = iter("a")

    def key() -> str:
        try:
            return next(keys)
        except StopIteration:
            raise KeyboardInterrupt from None

    monkeypatch.setattr("typer.getchar", key)
    result = call(paper, "--data", place, keys="")
    assert result.exit_code == 130
    assert "er ikke avgjort" in result.stdout
    assert LEDGER in result.stdout
    assert f"hfgraph review {KEY}" in result.stdout
    review = state(place)
    decided = [item for item in review["items"] if item["state"] == "accepted"]
    assert len(decided) == len({line["item"] for line in ledger(place) if line["event"] == "decided"}) > 0


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals on Windows")
def test_on_a_real_terminal(place: Path, paper: Path) -> None:
    import pty

    command = shutil.which("hfgraph", path=sysconfig.get_path("scripts"))
    assert command
    child, terminal = pty.fork()
    if child == 0:
        env = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1", "TERM": "xterm", "HFGRAPH_LANG": "en"}
        os.execve(command, [command, "review", str(paper), "--data", str(place)], env)  # noqa: S606
    seen = b""

    def wait(words: bytes) -> None:
        nonlocal seen
        end = time.monotonic() + 60
        while words not in seen and time.monotonic() < end:
            if select.select([terminal], [], [], 0.2)[0]:
                try:
                    seen += os.read(terminal, 65536)
                except OSError:
                    break
        assert words in seen

    wait(b" left")
    before = int(re.findall(rb"(\d+) left", seen)[-1])
    time.sleep(0.3)
    os.write(terminal, b"a")
    wait(b"%d left" % (before - 1))
    time.sleep(0.3)
    os.write(terminal, b"\x03")
    wait(b"Go on: ")
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    assert os.waitstatus_to_exitcode(status) == 130
    assert b"\x1b[3" not in seen, "no colour where none is wanted"
    assert list(states(place).values()).count("accepted") >= 1


# ----------------------------------------------------------------------------------------------------------- by options


def test_without_a_keyboard_it_lists_what_waits(place: Path, paper: Path) -> None:
    text = told(paper, "--data", place)
    assert "venter" in text
    assert f"hfgraph review {KEY} --data '{place}'" in text
    review = state(place)
    assert all(item["id"] in text for item in review["items"] if item["state"] == "pending")
    assert [row["key"] for row in json.loads(call("--data", place, "--format", "json").stdout)] == [KEY]
    assert KEY in told("--data", place)


def test_an_empty_inbox_says_so(place: Path) -> None:
    assert "Innboksen er tom" in told("--data", place)


def test_everything_by_options(run: Run, place: Path, paper: Path) -> None:
    review = json.loads(call(paper, "--data", place, "--format", "json").stdout)
    unsure = min((item for item in review["items"] if item["state"] == "pending"), key=lambda item: item["confidence"])
    least = str(unsure["confidence"] + 0.001)
    done = run(
        "review", KEY, "--data", place, "--accept-all", "--min-confidence", least, "--file", "--role", "analyst",
        "--format", "json",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr.decode()
    after = json.loads(done.stdout)
    assert after["filed"]["path"] == "lvs/ssu-14-2025.ttl"
    assert after["counts"]["accepted"] > 10
    assert {item["id"]: item["state"] for item in after["items"]}[unsure["id"]] == "pending"
    assert {line.get("role") for line in ledger(place)} == {None, "analyst"}
    assert not (place / "sources" / "ssu-14-2025.txt").exists(), "nobody asked for the text to be kept"
    assert run("check", "--data", place).returncode == 0


def test_single_decisions_rules_and_files_of_them(place: Path, paper: Path, tmp_path: Path) -> None:
    review = json.loads(call(paper, "--data", place, "--format", "json").stdout)
    first, second, third = [item["id"] for item in review["items"] if item["type"] == "header"][:3]
    lines = tmp_path / "decisions.jsonl"
    lines.write_text(json.dumps({"ids": [third], "verdict": "reject", "note": "nei"}) + "\n\n", "utf-8")
    told(KEY, "--data", place, "--accept", first, "--reject", second, "--decisions", lines, "--accept-rule",
         "law.section")  # fmt: skip
    found = states(place)
    assert (found[first], found[second], found[third]) == ("accepted", "rejected", "rejected")
    law = {item["state"] for item in state(place)["items"] if item["rule"] == "law.section"}
    assert law == {"accepted"}


def test_the_same_file_again_changes_nothing(place: Path, paper: Path) -> None:
    told(paper, "--data", place, "--accept-all")
    before = ledger(place)
    assert "lest før; ingenting er nytt" in told(paper, "--data", place)
    assert ledger(place) == before


def test_a_changed_text_keeps_what_was_decided(place: Path, tmp_path: Path) -> None:
    path = tmp_path / "sak.txt"
    path.write_bytes(papers.txt())
    told(path, "--data", place, "--accept-all")
    path.write_bytes(papers.txt().replace(b"250 000 kroner", b"300 000 kroner"))
    text = told(path, "--data", place)
    assert "Teksten er endret" in text
    assert "accepted" in states(place).values()


@pytest.mark.parametrize(
    "words, part",
    [
        (("--reject", "nope"), "nope"),
        (("--accept-rule", "no.such"), "point.proposed"),
        (("--role", "kari"), "secretariat"),
        (("--format", "xml"), "json"),
        (("--decisions", "missing.jsonl"), "missing.jsonl"),
        (("--file",), "godtatt"),
    ],
)
def test_wrong_options_are_told_plainly(place: Path, paper: Path, words: tuple[str, ...], part: str) -> None:
    assert part in refused(paper, "--data", place, *words)
    assert not (place / FACTS).exists()


def test_a_decision_that_is_none_is_told_with_its_line(place: Path, paper: Path, tmp_path: Path) -> None:
    (tmp_path / "d.jsonl").write_text('{"ids": [], "verdict": "accept"}\nnonsense\n', "utf-8")
    assert "d.jsonl:2" in refused(paper, "--data", place, "--decisions", tmp_path / "d.jsonl")


def test_the_bundled_data_cannot_be_changed(paper: Path) -> None:
    error = refused(paper)
    assert "Dataene som følger med, kan ikke endres" in error
    assert "hfgraph init" in error


@pytest.mark.parametrize("words", [("finnes-ikke.pdf",), ("lvs/doc/finnes-ikke",), ("--accept-all",)])
def test_nothing_to_review_is_told_plainly(place: Path, words: tuple[str, ...]) -> None:
    assert "→" in refused(*words, "--data", place)


def test_a_refusal_shows_the_words_beside_the_finding(
    place: Path, paper: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    item = next(each for each in json.loads(call(paper, "--data", place, "--format", "json").stdout)["items"])

    def refuse(*_: object) -> None:
        error = refusal("invalid", "Det ville bryte reglene.", "It would break the rules.")
        error.findings = ({"severity": "violation", "message": "Tittel mangler.", "items": [item["id"]]},)
        raise error

    monkeypatch.setattr(Desk, "file", refuse)
    error = refused(KEY, "--data", place, "--accept", item["id"], "--file")
    assert "Det ville bryte reglene." in error
    assert "feil: Tittel mangler." in error
    assert f"▸{item['places'][0]['text']}◂" in error
    text = call(KEY, "--data", place, keys="fnq")
    assert text.exit_code == 0, "a person can mend it and go on"
    assert "feil: Tittel mangler." in text.stderr


def test_a_spreadsheet_goes_through_the_same_review(run: Run, place: Path, tmp_path: Path) -> None:
    path = tmp_path / "prosjekter.csv"
    path.write_text(
        "Prosjekt;Navn på engelsk;Type;Status;Statusdato\nTrygg utskriving;Safe discharge;Prosjekt;Pågår;2024-10-01\n",
        "utf-8",
    )
    spoilt = tmp_path / "feil.csv"
    spoilt.write_text("Prosjekt;Beløp\nTrygg utskriving;mye\n", "utf-8")
    assert "«mye»" in call(spoilt, "--data", place).stderr
    text = told(path, "--data", place, "--accept-all", "--file", "--keep-text")
    assert "Arkivert i lvs/" in text
    assert run("check", "--data", place).returncode == 0
    assert "Trygg utskriving" in run("show", "trygg utskriving", "--data", place).stdout.decode()


def test_help_teaches_in_both_languages(run: Run) -> None:
    text = " ".join(call("--help").stdout.split())
    assert "hfgraph review sak-26-2024.pdf --data mitt-omrade" in text
    assert "a godtar, r avviser" in text
    english = run("review", "--help", "--lang", "en").stdout.decode()
    assert "hfgraph review case-26-2024.pdf --data my-workspace" in english
    assert "Eksempler" not in english
