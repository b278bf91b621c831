"""The desk: decisions stay, files are written whole or not at all, and a document may come back changed."""

from __future__ import annotations

import json
import shutil
import signal
import subprocess
import sys
import threading
from codecs import BOM_UTF8
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

import hfgraph
from conftest import SMALL
from hfgraph import terms
from hfgraph.change import Refusal
from hfgraph.errors import HfgraphError, NotFound
from hfgraph.ingest.desk import Desk, desk_apart
from hfgraph.ingest.desk.ledger import Ledger
from hfgraph.validation import documents, facts
from hfgraph.workspace import Workspace
from ingest import crashing_desk
from ingest.desks import PAPER, TABLE, desk_of, ids, item, read

KEY = "nord/doc/ssu-31-2025"
GRAPH = terms.ID + KEY
POINT = {"case": "ssu/2025/31", "number": 1, "kind": "proposed"}
SOURCE = SMALL / "sources" / "et-helt-annet-navn.txt"
OTHER = "0123456789abcdef" * 4
PROGRAM = Path(crashing_desk.__file__)


def ledger(root: Path) -> list[dict[str, Any]]:
    return Ledger(root / "reviews" / "nord" / "ssu-31-2025.jsonl").events()


def opened(root: Path, text: str = PAPER, name: str = "paper.txt") -> tuple[Desk, dict[str, Any]]:
    desk = desk_of(root)
    return desk, desk.open(text.encode(), name, "nord")


@pytest.fixture(scope="module")
def filed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A workspace in which everything in the paper has been accepted and filed; not to be changed."""
    root = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("filed") / "root"))
    desk, review = opened(root)
    desk.decide(KEY, [{"ids": ids(review), "verdict": "accept"}], "secretariat")
    desk.file(KEY, "secretariat", keep_text=True)
    return root


@pytest.fixture
def done(filed: Path, tmp_path: Path) -> Path:
    """A copy of that workspace."""
    return Path(shutil.copytree(filed, tmp_path / "done"))


# ----------------------------------------------------------------------------------------------------------- decisions


def test_a_decision_stays_and_can_be_undone(copy: Path) -> None:
    desk, review = opened(copy)
    case = item(review, "case", "ssu/2025/31")["id"]
    review = desk.decide(KEY, [{"ids": [case], "verdict": "reject", "note": "ikke her"}], "leader")
    told = item(review, "case", "ssu/2025/31")
    assert (told["state"], told["decision"]["role"], told["decision"]["note"]) == ("rejected", "leader", "ikke her")
    assert item(desk_of(copy).look(KEY), "case", "ssu/2025/31")["state"] == "rejected"
    review = desk.decide(KEY, [{"ids": [case], "verdict": "reopen"}], "leader")
    assert item(review, "case", "ssu/2025/31")["state"] == "pending"
    assert [each["event"] for each in ledger(copy)] == ["read", "decided", "decided"]


def test_all_of_a_rule_are_decided_at_once(copy: Path) -> None:
    desk, review = opened(copy)
    review = desk.decide(KEY, [{"rule": "project.table", "verdict": "accept"}], "analyst")
    assert {each["state"] for each in review["items"] if each["type"] == "project"} == {"accepted"}
    assert review["counts"]["accepted"] == 2


def test_an_edited_value_is_what_is_filed(copy: Path) -> None:
    desk, review = opened(copy)
    dated = item(review, "header", {"field": "document_date", "value": "2025-03-03"})["id"]
    review = desk.decide(KEY, [{"ids": [dated], "verdict": "edit", "value": "2025-03-02"}], "leader")
    told = item(review, "header", {"field": "document_date", "value": "2025-03-02"})
    assert (told["id"], told["state"]) == (dated, "accepted")
    assert any('documentDate> "2025-03-02"' in triple for triple in told["triples"])


def test_a_merged_name_is_the_thing_it_was_merged_with(copy: Path) -> None:
    desk, review = opened(copy)
    night = item(review, "project", "Nattlegen")["id"]
    merged = [{"ids": [night], "verdict": "merge", "target": "nord/project/baat"}]
    review = desk.decide(KEY, merged, "leader")
    assert item(review, "project", "Nattlegen")["known"][0]["iri"] == terms.ID + "nord/project/baat"
    desk.file(KEY, "leader")
    assert "Nattlegen" in hfgraph.open(copy).export("nq").decode()


def test_a_candidate_is_filled_in(copy: Path) -> None:
    desk, review = opened(copy)
    amount = item(review, "amount", 250000)
    assert [each["name"] for each in amount["fields"] if each["required"]] == ["recipient"]
    with pytest.raises(HfgraphError, match="Recipient"):
        desk.decide(KEY, [{"ids": [amount["id"]], "verdict": "accept"}], "leader")
    fields = {"recipient": terms.ID + "org/oyvaer"}
    review = desk.decide(KEY, [{"ids": [amount["id"]], "verdict": "accept", "fields": fields}], "leader")
    assert item(review, "amount", 250000)["state"] == "accepted"
    assert any("ns#amount>" in triple for triple in item(review, "amount", 250000)["triples"])


def test_a_date_is_told_to_be_the_documents(copy: Path) -> None:
    desk, review = opened(copy)
    day = item(review, "date", "2025-05-02")["id"]
    what = [{"ids": [day], "verdict": "accept", "fields": {"what": "document_date"}}]
    review = desk.decide(KEY, what, "leader")
    (told,) = (each for each in review["items"] if each["id"] == day)
    assert (told["state"], told["type"]) == ("accepted", "date")
    assert [field["value"] for field in told["fields"] if field["name"] == "what"] == ["document_date"]


@pytest.mark.parametrize(
    "decision, told",
    [
        ({"ids": ["nothing"], "verdict": "accept"}, "no proposal with the id"),
        ({"ids": ["CASE"], "verdict": "approve"}, "no verdict"),
        ({"ids": ["CASE"], "verdict": "edit", "value": "26/2024"}, "cannot be the value"),
        ({"ids": ["CASE"], "verdict": "edit"}, "cannot be the value"),
        ({"ids": ["CASE"], "verdict": "merge", "target": "nord/project/vei"}, "Only what has a name"),
        ({"ids": ["ROAD"], "verdict": "merge", "target": "nord/agreement"}, "another kind"),
        ({"ids": ["ROAD"], "verdict": "merge", "target": "nord/project/none"}, "Found nothing"),
        ({"ids": ["ROAD"], "verdict": "edit", "value": " "}, "cannot be the value"),
    ],
)
def test_what_is_no_decision_is_refused_and_nothing_is_put_on_record(
    copy: Path, decision: dict[str, Any], told: str
) -> None:
    desk, review = opened(copy)
    names = {"CASE": item(review, "case", "ssu/2025/31")["id"], "ROAD": item(review, "project", "Veien frem")["id"]}
    before = ledger(copy)
    good = {"ids": [names["CASE"]], "verdict": "accept"}
    bad = decision | {"ids": [names.get(key, key) for key in decision["ids"]]}
    with pytest.raises(HfgraphError, match=told):
        desk.decide(KEY, [good, bad], "leader")
    assert ledger(copy) == before


@pytest.mark.parametrize(
    "value, good",
    [
        ({"case": "ssu/2025/31", "number": 3, "kind": "adopted"}, True),
        ({"case": "ssu/2025/31", "number": 0, "kind": "adopted"}, False),
        ({"case": "ssu/2025", "number": 3, "kind": "adopted"}, False),
        ({"case": "ssu/2025/31", "number": 3, "kind": "maybe"}, False),
        ("ssu/2025/31", False),
    ],
)
def test_a_point_keeps_its_form(copy: Path, value: object, good: bool) -> None:
    desk, review = opened(copy)
    edit = [{"ids": [item(review, "decision-point", POINT)["id"]], "verdict": "edit", "value": value}]
    if good:
        assert item(desk.decide(KEY, edit, "leader"), "decision-point", value)["state"] == "accepted"  # type: ignore[arg-type]
    else:
        with pytest.raises(HfgraphError, match="cannot be the value"):
            desk.decide(KEY, edit, "leader")


def test_who_decides_is_a_role(copy: Path) -> None:
    desk, _ = opened(copy)
    with pytest.raises(HfgraphError, match="no role"):
        desk.decide(KEY, [], "Kari Nordmann")
    with pytest.raises(HfgraphError, match="no role"):
        desk.file(KEY, "kari@example.org")


def test_a_document_nobody_has_read_is_not_found(copy: Path) -> None:
    with pytest.raises(NotFound):
        desk_of(copy).look("nord/doc/none")


def test_two_reviewers_lose_nothing(copy: Path) -> None:
    desk, review = opened(copy)
    wanted = ids(review)
    halves = (wanted[::2], wanted[1::2])

    def decide(half: list[str]) -> None:
        other = desk_of(copy)
        for key in half:
            other.decide(KEY, [{"ids": [key], "verdict": "accept"}], "analyst")

    threads = [threading.Thread(target=decide, args=(half,)) for half in halves]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert desk.look(KEY)["counts"]["accepted"] == len(wanted)


def test_the_bundled_data_is_left_alone() -> None:
    desk = Desk(Workspace.open(), "en", read)
    with pytest.raises(Refusal, match="cannot be changed"):
        desk.open(PAPER.encode(), "paper.txt", "lvs")


# -------------------------------------------------------------------------------------------------------------- filing


def test_what_is_accepted_becomes_a_data_file_that_keeps_the_rules(copy: Path) -> None:
    desk, review = opened(copy)
    assert not (copy / "data" / "nord" / "ssu-31-2025.ttl").exists()
    desk.decide(KEY, [{"ids": ids(review), "verdict": "accept"}], "secretariat")
    told = desk.file(KEY, "secretariat", keep_text=True)
    assert told == {
        "path": "nord/ssu-31-2025.ttl",
        "graph": GRAPH,
        "added": told["added"],
        "removed": 0,
        "findings": [],
    }
    assert told["added"] > 100
    assert (copy / "sources" / "ssu-31-2025.txt").read_text() == PAPER
    report = hfgraph.open(copy).validate()
    assert [each for each in report.findings if each.severity == "violation" and each.graph == GRAPH] == []
    assert [each["event"] for each in ledger(copy)][-1] == "filed"
    assert desk.inbox() == []


def test_the_text_is_kept_only_when_allowed(copy: Path) -> None:
    desk, review = opened(copy)
    before = sorted((copy / "sources").iterdir())
    desk.decide(KEY, [{"ids": ids(review), "verdict": "accept"}], "leader")
    desk.file(KEY, "leader")
    assert sorted((copy / "sources").iterdir()) == before


def test_what_is_rejected_later_goes_out_again(done: Path) -> None:
    desk = desk_of(done)
    review = desk.look(KEY)
    assert "Nattlegen" in (done / "data" / "nord" / "ssu-31-2025.ttl").read_text()
    desk.decide(KEY, [{"ids": [item(review, "project", "Nattlegen")["id"]], "verdict": "reject"}], "leader")
    assert [each["key"] for each in desk.inbox()] == [KEY]
    assert desk.file(KEY, "leader")["removed"] > 0
    assert "Nattlegen" not in (done / "data" / "nord" / "ssu-31-2025.ttl").read_text()


def test_all_rejected_leaves_no_file(done: Path) -> None:
    desk = desk_of(done)
    review = desk.look(KEY)
    everything = [each["id"] for each in review["items"]]
    desk.decide(KEY, [{"ids": everything, "verdict": "reject"}], "leader")
    desk.file(KEY, "leader")
    assert not (done / "data" / "nord" / "ssu-31-2025.ttl").exists()


def test_what_others_wrote_in_the_file_stays(done: Path) -> None:
    desk = desk_of(done)
    review = desk.look(KEY)
    path = done / "data" / "nord" / "ssu-31-2025.ttl"
    path.write_text(path.read_text() + '\n# By hand\n<case/ssu/2025/31> hf:note "For hånd"@nb , "By hand"@en .\n')
    desk.decide(KEY, [{"ids": [item(review, "project", "Nattlegen")["id"]], "verdict": "reject"}], "leader")
    desk.file(KEY, "leader")
    assert "For hånd" in path.read_text()
    assert "Nattlegen" not in path.read_text()


def test_nothing_accepted_is_nothing_to_file(copy: Path) -> None:
    desk, _ = opened(copy)
    with pytest.raises(HfgraphError, match="Nothing has been accepted"):
        desk.file(KEY, "leader")
    assert [each["event"] for each in ledger(copy)] == ["read"]


def test_what_breaks_a_rule_is_told_beside_its_item_and_not_written(copy: Path) -> None:
    desk, review = opened(copy)
    second = item(review, "decision-point", {**POINT, "number": 2})["id"]
    desk.decide(KEY, [{"ids": [second], "verdict": "accept"}], "leader")
    others = [{"ids": [each], "verdict": "reject"} for each in ids(desk.look(KEY))]
    desk.decide(KEY, others, "leader")
    checked = desk.check(KEY)
    (told,) = (each for each in checked["items"] if each["id"] == second)
    assert "violation" in {each["severity"] for each in told["findings"]}
    with pytest.raises(Refusal) as caught:
        desk.file(KEY, "leader")
    assert caught.value.reason == "invalid"
    assert [second] in [finding["items"] for finding in caught.value.findings]
    assert not (copy / "data" / "nord" / "ssu-31-2025.ttl").exists()
    assert "filed" not in [each["event"] for each in ledger(copy)]


def test_a_check_comes_before_anything_is_accepted(copy: Path) -> None:
    desk, _ = opened(copy)
    checked = desk.check(KEY)
    point = item(checked, "decision-point", POINT)
    assert sum("summary" in each["message"] for each in point["findings"]) == 2
    assert {each["severity"] for each in point["findings"]} == {"warning"}
    assert not any(each["severity"] == "violation" for one in checked["items"] for each in one["findings"])


def test_a_summary_is_filed_as_the_reviewer_wrote_it(copy: Path) -> None:
    desk, review = opened(copy)
    fields = {"summary_nb": "Utvalget tar saken til orientering.", "summary_en": "The committee takes note."}
    point = [{"ids": [item(review, "decision-point", POINT)["id"]], "verdict": "accept", "fields": fields}]
    desk.decide(KEY, point, "leader")
    desk.file(KEY, "leader")
    graph = hfgraph.open(copy)
    told = {
        fact.value for fact in graph.store.facts(terms.ID + "nord/case/ssu/2025/31/proposal/1", terms.HF + "summary")
    }
    assert told == set(fields.values())


# ------------------------------------------------------------------------------------------------------- and again


def test_the_same_file_again_changes_nothing(done: Path) -> None:
    desk = desk_of(done)
    before = (ledger(done), (done / "data" / "nord" / "ssu-31-2025.ttl").read_bytes())
    review = desk.open(PAPER.encode(), "another-name.txt", "nord")
    assert (review["document"]["key"], review["document"]["state"]) == (KEY, "known")
    assert (ledger(done), (done / "data" / "nord" / "ssu-31-2025.ttl").read_bytes()) == before


def test_a_file_with_the_same_text_is_noted(done: Path) -> None:
    desk = desk_of(done)
    before = desk.look(KEY)

    desk._read = lambda content, name: replace(read(content.removeprefix(BOM_UTF8), name), sha256=OTHER)
    review = desk.open(BOM_UTF8 + PAPER.encode(), "paper.txt", "nord")
    assert review["document"]["state"] == "same-text"
    assert review["counts"] == before["counts"]
    assert ledger(done)[-1] == ledger(done)[-1] | {"event": "read", "sha256": OTHER}
    desk.file(KEY, "leader")
    graph = hfgraph.open(done)
    assert graph.store.value(GRAPH, terms.HF + "sha256") == OTHER
    assert graph.shelf.text(GRAPH) == PAPER
    workspace = Workspace.open(done)
    assert workspace.sources is not None
    faults = documents.check(facts.read(workspace.files), workspace.sources)
    assert [fault for fault in faults if fault.fact.subject == GRAPH] == []


def test_another_paper_in_the_same_case_is_another_document(done: Path) -> None:
    other = "SSU sak 31/2025\n\nHøringssvar fra brukerutvalget, som ønsker tydeligere ansvar og bedre opplæring.\n"
    desk = desk_of(done)
    review = desk.open(other.encode(), "paper.txt", "nord")
    assert (review["document"]["key"], review["document"]["state"]) == (f"{KEY}-2", "new")
    desk.decide(f"{KEY}-2", [{"ids": ids(review), "verdict": "accept"}], "leader")
    desk.file(f"{KEY}-2", "leader")  # though its file has the other's name
    assert desk.open(PAPER.encode(), "paper.txt", "nord")["document"]["key"] == KEY


NEW = (
    "Foreløpig utgave av saken\n\n"
    + PAPER.replace("1. SSU tar saken til orientering.", "1. SSU tar saken til etterretning.")
    .replace("- Nattlegen, jf. act § 2 nr. 1\n", "")
    .replace("lede prosjektet Nattlegen", "lede arbeidet")
    + "Møte i SSU 4. juni 2025.\n"
)
MORE = (*TABLE, ("meeting", "ssu/2025-06-04", r"SSU 4\. juni 2025"))


def changed(root: Path) -> tuple[Desk, dict[str, Any]]:
    desk = desk_of(root, MORE)
    return desk, desk.open(NEW.encode(), "paper-2.txt", "nord")


def test_a_changed_text_keeps_the_decisions_on_words_that_are_still_there(done: Path) -> None:
    _, review = changed(done)
    assert (review["document"]["key"], review["document"]["state"]) == (KEY, "changed")
    assert item(review, "case", "ssu/2025/31")["state"] == "accepted"
    road = item(review, "project", "Veien frem")
    assert (road["state"], road["places"][0]["anchor"]) == ("accepted", "exact")
    assert NEW[road["places"][0]["start"] :].startswith("Veien frem")


def test_changed_words_have_to_be_looked_at_again(done: Path) -> None:
    _, review = changed(done)
    point = item(review, "decision-point", POINT)
    assert (point["state"], point["places"][0]["anchor"]) == ("pending", "fuzzy")
    assert point["decision"]["verdict"] == "accept"


def test_new_words_are_pending_and_vanished_ones_flagged(done: Path) -> None:
    _, review = changed(done)
    assert item(review, "meeting", "ssu/2025-06-04")["state"] == "pending"
    gone = item(review, "project", "Nattlegen")
    assert (gone["state"], gone["places"][0]["anchor"], gone["decision"]["verdict"]) == ("gone", "gone", "accept")


def test_a_text_that_goes_back_to_what_it_was_needs_no_new_decisions(done: Path) -> None:
    before = desk_of(done).look(KEY)
    desk, _ = changed(done)
    review = desk.open(PAPER.encode(), "paper.txt", "nord")
    assert (review["document"]["key"], review["document"]["state"]) == (KEY, "changed")
    assert review["counts"] == before["counts"]


def test_words_a_rule_no_longer_finds_keep_their_decision_while_they_stand(done: Path) -> None:
    desk = desk_of(done, [row for row in TABLE if row[:2] != ("project", "Nattlegen")])
    same = NEW.replace("1. SSU tar saken til etterretning.", "1. SSU tar saken til orientering.") + "Nattlegen er ny.\n"
    review = desk.open(same.encode(), "paper.txt", "nord")
    night = item(review, "project", "Nattlegen")
    assert (night["state"], [place["text"] for place in night["places"]]) == ("accepted", ["Nattlegen"])
    nearly = same.replace("Nattlegen", "Nattlegene")
    night = item(desk.open(nearly.encode(), "paper.txt", "nord"), "project", "Nattlegen")
    assert (night["state"], [place["anchor"] for place in night["places"]]) == ("pending", ["fuzzy"])


def test_a_crash_between_inbox_and_ledger_does_no_harm(done: Path) -> None:
    path = done / "reviews" / "nord" / "ssu-31-2025.jsonl"
    before = path.read_bytes()
    desk, review = changed(done)
    path.write_bytes(before)
    assert desk.look(KEY) == review
    desk.decide(KEY, [{"ids": ids(review)[:1], "verdict": "reject"}], "leader")
    assert [each["event"] for each in ledger(done)][-3:] == ["read", "anchored", "decided"]


def test_facts_of_vanished_words_stay_until_somebody_rejects_them(done: Path) -> None:
    desk, review = changed(done)
    point = item(review, "decision-point", POINT)["id"]
    desk.decide(KEY, [{"ids": [point], "verdict": "accept"}], "leader")
    desk.file(KEY, "leader", keep_text=True)
    graph = hfgraph.open(done)
    night = terms.ID + "nord/project/nattlegen"
    assert graph.store.has(night, terms.TYPE)
    assert graph.store.value(GRAPH, terms.HF + "length") == str(len(NEW))
    assert graph.store.value(GRAPH, terms.DCTERMS + "identifier") == "paper-2.txt"
    assert [each for each in graph.validate().findings if each.severity == "violation" and each.graph == GRAPH] == []
    for place in graph.evidence.of_thing(terms.ID + "nord/project/vei"):
        if place.document == GRAPH:
            assert "Veien frem" in NEW[place.start : place.end]
    review = desk.decide(KEY, [{"ids": [item(review, "project", "Nattlegen")["id"]], "verdict": "reject"}], "leader")
    assert item(review, "project", "Nattlegen")["state"] == "rejected"
    desk.file(KEY, "leader")
    assert not hfgraph.open(done).store.has(night, terms.TYPE)


def test_a_document_filed_by_hand_is_added_to_and_its_passages_move(copy: Path) -> None:
    text = SOURCE.read_text()
    new = "Ny utgave\n" + text + "\nNattlegen er et nytt tiltak.\n"
    desk = desk_of(copy, (("project", "Nattlegen", "Nattlegen"),))
    known = desk.open(text.encode(), "plan.txt")
    assert (known["document"]["key"], known["document"]["state"]) == ("nord/doc/plan-2023", "known")
    review = desk.open(new.encode(), "plan.txt")
    assert (review["document"]["key"], review["document"]["state"]) == ("nord/doc/plan-2023", "changed")
    before = (copy / "data" / "nord" / "plan-2023.ttl").read_text()
    desk.decide("nord/doc/plan-2023", [{"ids": ids(review), "verdict": "accept"}], "leader")
    desk.file("nord/doc/plan-2023", "leader", keep_text=True)
    after = (copy / "data" / "nord" / "plan-2023.ttl").read_text()
    assert "# Clauses, one for each way a clause can be covered" in after
    assert after.count("a hf:Clause") == before.count("a hf:Clause")
    graph = hfgraph.open(copy)
    place = graph.evidence.place(terms.ID + "nord/doc/plan-2023/p/road")
    old = hfgraph.open(SMALL).evidence.place(terms.ID + "nord/doc/plan-2023/p/road")
    assert place is not None
    assert old is not None
    assert new[place.start : place.end] == text[old.start : old.end]


def test_passages_that_cannot_be_moved_stop_the_filing(copy: Path) -> None:
    text = SOURCE.read_text()
    (copy / "sources" / SOURCE.name).unlink()
    desk = desk_of(copy, (("project", "Nattlegen", "Nattlegen"),))
    review = desk.open(("Nattlegen\n" + text).encode(), "plan.txt", "nord")
    desk.decide("nord/doc/plan-2023", [{"ids": ids(review), "verdict": "accept"}], "leader")
    with pytest.raises(Refusal, match="not at hand"):
        desk.file("nord/doc/plan-2023", "leader")


# ------------------------------------------------------------------------------------------------ crashes and processes


def outcome(root: Path) -> tuple[bool, bool, bool]:
    """Whether the data file, the text and the ledger's line are there."""
    return (
        (root / "data" / "nord" / "ssu-31-2025.ttl").exists(),
        (root / "sources" / "ssu-31-2025.txt").exists(),
        "filed" in [each["event"] for each in ledger(root)],
    )


def test_a_kill_at_any_step_of_filing_leaves_all_or_nothing(copy: Path, tmp_path: Path) -> None:
    desk, review = opened(copy)
    desk.decide(KEY, [{"ids": ids(review), "verdict": "accept"}], "leader")
    seen = set()
    for step in range(1, 100):
        root = Path(shutil.copytree(copy, tmp_path / f"step-{step}"))
        done = subprocess.run([sys.executable, str(PROGRAM), str(root), str(step)], capture_output=True, check=False)
        if done.returncode == 0:
            assert outcome(root) == (True, True, True)
            break
        assert done.returncode == -signal.SIGKILL, done.stderr.decode()
        ledger(root)
        desk_of(root).inbox()  # whoever comes next finishes what was begun
        found = outcome(root)
        assert found in {(False, False, False), (True, True, True)}, step
        seen.add(found)
        assert not [path for path in root.rglob("*.new") if ".hfgraph" not in path.parts]
    else:
        raise AssertionError("it never came to an end")
    assert seen == {(False, False, False), (True, True, True)}


def test_a_call_can_be_run_in_a_process_of_its_own(copy: Path) -> None:
    def call(what: str, **args: Any) -> Any:
        task = {"workspace": str(copy), "sources": None, "language": "en", "call": what, "args": args}
        return desk_apart(task, 60, 4096)

    review = call("open", content=PAPER.encode(), name="paper.txt", community="nord")
    assert review["document"]["key"] == KEY
    json.dumps(review)
    with pytest.raises(NotFound):
        call("look", key="nord/doc/none")
    with pytest.raises(HfgraphError, match="no role"):
        call("decide", key=KEY, decisions=[], role="me")
    with pytest.raises(Refusal, match="cannot be changed"):
        desk_apart({"workspace": None, "call": "open", "language": "en", "args": {"content": b"x", "name": "x.txt"}})
    with pytest.raises(Refusal) as caught:
        desk_apart({"workspace": str(copy), "call": "inbox", "args": {}}, 0.01)
    assert caught.value.reason == "heavy"


def test_the_inbox_is_nobodys_business_in_version_control(copy: Path) -> None:
    opened(copy)
    assert (copy / "data" / ".hfgraph" / ".gitignore").read_text() == "*\n"
    assert list((copy / "data" / ".hfgraph" / "inbox").iterdir())
