"""Facts: an accepted item becomes statements with natural keys, labels in both languages, and shared passages."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pyoxigraph as ox
import pytest

from hfgraph import terms
from hfgraph.graph import Graph
from hfgraph.ingest.facts import CaseKey, Context, LawKey, MeetingKey, filed, statements
from hfgraph.ingest.item import Item, items_of
from hfgraph.ingest.known import Known
from hfgraph.ingest.profile import Profile
from ingest.desks import PAPER, TABLE, Row, proposed, read

NORD = terms.ID + "nord/"
CASE = NORD + "case/ssu/2025/31"
DOC = NORD + "doc/ssu-31-2025"
HF = terms.HF
DROPPED = object()


def context_of(graph: Graph, text: str = PAPER, table: tuple[Row, ...] = TABLE, tier: Any = "explicit") -> Context:
    document = read(text.encode(), "paper.txt")
    items = tuple(items_of(proposed(document, table, tier)))
    return Context("nord", "nord/doc/ssu-31-2025", document, Known(graph, DOC), Profile.load("nord"), items)


def facts_of(triples: list[ox.Triple]) -> set[tuple[str, str, str]]:
    return {(triple.subject.value, triple.predicate.value, triple.object.value) for triple in triples}  # type: ignore[union-attr]


def of_types(context: Context, *types: str) -> list[Item]:
    return [item for item in context.items if item.type in types]


@pytest.fixture(scope="module")
def whole(small: Graph) -> set[tuple[str, str, str]]:
    context = context_of(small)
    return facts_of(statements(context.items, context))


def passages(facts: set[tuple[str, str, str]], iri: str) -> set[str]:
    return {value for subject, predicate, value in facts if (subject, predicate) == (iri, terms.STATED_IN)}


def words(facts: set[tuple[str, str, str]], passage: str) -> str:
    ends = {predicate: value for subject, predicate, value in facts if subject == passage}
    return PAPER[int(ends[HF + "start"]) : int(ends[HF + "end"])]


@pytest.mark.parametrize(
    "subject, predicate, value",
    [
        (CASE, terms.TYPE, HF + "Case"),
        (CASE, HF + "year", "2025"),
        (CASE, HF + "sequence", "31"),
        (CASE, HF + "caseOf", NORD + "committee/ssu"),
        (CASE, terms.LABEL, "SSU 31/2025: Felles rutiner for utskriving"),
        (CASE, terms.DCTERMS + "title", "Felles rutiner for utskriving"),
        (CASE, HF + "documentDate", "2025-03-03"),
        (CASE, HF + "archiveReference", "2025/118"),
        (CASE, HF + "caseHandler", NORD + "post/case-handler-ssu"),
        (CASE, HF + "attachment", NORD + "case/ssu/2023/34"),
        (NORD + "case/ssu/2023/34", HF + "concerns", NORD + "case/ssu/2024/10"),
        (NORD + "meeting/ssu/2025-03-19", HF + "heldBy", NORD + "committee/ssu"),
        (NORD + "treatment/ssu/2025-03-19/31", HF + "treats", CASE),
        (NORD + "obs/meeting-ssu-2025-03-19/holding/2025-03-03", HF + "status", terms.HFC + "status/planned"),
        (CASE + "/proposal/1", HF + "pointOf", CASE + "/proposal"),
        (CASE + "/proposal/2", HF + "number", "2"),
        (CASE + "/proposal/2", HF + "concerns", terms.ID + "org/oyvaer"),
        (NORD + "project/vei", HF + "fulfils", NORD + "agreement/2023/1.9"),
        (NORD + "project/vei", HF + "participant", terms.ID + "org/oyvaer"),
        (NORD + "project/nattlegen", terms.TYPE, HF + "Project"),
        (NORD + "project/nattlegen", HF + "groundedIn", terms.ID + "law/act/2/1"),
        (DOC, terms.DCTERMS + "issued", "2025-03-03"),
        (DOC, terms.DCTERMS + "title", "SSU sak 31/2025: Felles rutiner for utskriving"),
        (DOC, HF + "kind", terms.HFC + "document-kind/case-paper"),
        (DOC, HF + "reader", "lines 1"),
        (DOC, HF + "length", str(len(PAPER))),
    ],
)
def test_what_each_item_states(whole: set[tuple[str, str, str]], subject: str, predicate: str, value: str) -> None:
    assert (subject, predicate, value) in whole


def test_what_is_filed_already_is_not_filed_again(whole: set[tuple[str, str, str]]) -> None:
    assert not {fact for fact in whole if fact[:2] == (NORD + "project/vei", terms.TYPE)}
    assert not {fact for fact in whole if fact[0] == terms.ID + "org/oyvaer" and fact[1] != terms.STATED_IN}


def test_both_ends_of_a_link_share_the_passage_that_says_it(whole: set[tuple[str, str, str]]) -> None:
    shared = passages(whole, NORD + "project/vei") & passages(whole, NORD + "agreement/2023/1.9")
    assert {words(whole, passage) for passage in shared} == {
        "- Veien frem, pkt. 1.9 i samarbeidsavtalen, med Øyvær kommune"
    }
    loose = [
        fact
        for fact in whole
        if fact[1].startswith(HF)
        and fact[1] not in (HF + "community", terms.STATED_IN)
        and fact[2].startswith(NORD)
        and "/p/" not in fact[0]
        and not passages(whole, fact[0]) & passages(whole, fact[2])
    ]
    assert loose == []


def test_nobody_and_no_address_is_named(whole: set[tuple[str, str, str]]) -> None:
    said = " ".join(value for fact in whole for value in fact)
    assert "Nordmann" not in said
    assert "kari" not in said.lower()
    assert "98 76" not in said


def test_names_are_kept_where_the_profile_says_so(small: Graph) -> None:
    context = replace(context_of(small), profile=replace(Profile.load("nord"), names=True))
    facts = facts_of(statements(context.items, context))
    assert (NORD + "person/kari-nordmann", terms.TYPE, terms.FOAF + "Person") in facts
    assert (CASE, HF + "caseHandler", NORD + "person/kari-nordmann") in facts


@pytest.mark.parametrize("type_", ["amount", "date"])
def test_what_only_a_person_can_tell_states_nothing_by_itself(small: Graph, type_: str) -> None:
    context = context_of(small)
    assert statements(of_types(context, type_), context) == []


def test_an_amount_is_an_allocation_once_its_recipient_is_told(small: Graph) -> None:
    context = context_of(small)
    (amount,) = of_types(context, "amount")
    told = replace(amount, fields={"recipient": terms.ID + "org/oyvaer", "precision": "at-most"})
    facts = facts_of(statements([told], context))
    allocation = NORD + "allocation/ssu-31-2025/oyvaer-250000"
    assert (allocation, HF + "amount", "250000") in facts
    assert (allocation, HF + "recipient", terms.ID + "org/oyvaer") in facts
    assert (allocation, HF + "precision", terms.HFC + "precision/at-most") in facts


def test_a_link_needs_both_its_ends_accepted(small: Graph) -> None:
    context = context_of(small)
    alone = facts_of(statements(of_types(context, "clause-reference"), context))
    assert not {fact for fact in alone if fact[1] == HF + "fulfils"}
    both = facts_of(statements(of_types(context, "clause-reference", "project"), context))
    assert (NORD + "project/vei", HF + "fulfils", NORD + "agreement/2023/1.9") in both


def test_what_is_inferred_says_so(small: Graph) -> None:
    context = context_of(small, tier="inferred")
    facts = facts_of(statements(of_types(context, "project", "clause-reference"), context))
    claims = [subject for subject, _, value in facts if value == HF + "fulfils"]
    assert len(claims) == 1
    assert (claims[0], HF + "certainty", terms.HFC + "certainty/inferred") in facts
    assert {fact[1] for fact in facts if fact[0] == claims[0]} >= {HF + "note", HF + "claimObject", terms.STATED_IN}


def test_a_decision_gets_the_meeting_it_needs(small: Graph) -> None:
    value = {"case": "pm/2024/8", "number": 1, "kind": "adopted"}
    context = context_of(small, table=(*TABLE[:6], ("decision-point", value, "1\\. SSU tar .*")))
    (point,) = of_types(context, "decision-point")
    facts = facts_of(statements([point], context))
    guessed = NORD + "treatment/pm/2024/8"
    assert (guessed, HF + "atMeeting", NORD + "meeting/pm/2024") in facts
    assert (guessed, HF + "certainty", terms.HFC + "certainty/inferred") in facts
    told = facts_of(statements([replace(point, fields={"meeting_date": "2024-02-05"})], context))
    assert (NORD + "treatment/pm/2024-02-05/8", HF + "treats", NORD + "case/pm/2024/8") in told
    assert not {fact for fact in told if fact[2].endswith("certainty/inferred")}


def test_a_follow_up_of_a_point_follows_the_point(small: Graph) -> None:
    text = "SSU sak 31/2025\n\nSaken er en oppfølging av SSU sak 12/2024 punkt 2.\nSe også SSU sak 11/2024.\n"
    table = (
        TABLE[1],
        ("case-reference", "ssu/2024/12", "SSU sak 12/2024"),
        ("case-reference", "ssu/2024/11", "SSU sak 11/2024"),
    )
    context = context_of(small, text, table)
    facts = facts_of(statements(context.items, context))
    assert {fact[1:] for fact in facts if fact[0] == CASE and fact[1] in (HF + "follows", HF + "concerns")} == {
        (HF + "follows", NORD + "case/ssu/2024/12"),
        (HF + "follows", NORD + "case/ssu/2024/12/proposal/2"),
        (HF + "concerns", NORD + "case/ssu/2024/11"),
    }


def test_a_merged_name_is_kept_as_another_name(small: Graph) -> None:
    context = context_of(small)
    (night,) = (item for item in of_types(context, "project") if item.value == "Nattlegen")
    facts = facts_of(statements([replace(night, target=NORD + "project/baat")], context))
    assert (NORD + "project/baat", terms.SKOS + "altLabel", "Nattlegen") in facts
    assert not {fact for fact in facts if "nattlegen" in fact[0] and "/p/" not in fact[0]}


def test_passages_keep_their_names_whatever_is_accepted(small: Graph) -> None:
    context = context_of(small)
    all_of_them = facts_of(statements(context.items, context))
    for item in context.items:
        mine = filed([item], context)
        assert facts_of(mine.of(item.key)) >= {
            fact
            for fact in all_of_them
            if fact[0] in {each for each, _, _ in facts_of(mine.of(item.key)) if "/p/" in each}
        }


def test_there_are_no_blank_nodes_and_no_doubles(small: Graph) -> None:
    context = context_of(small)
    triples = statements(context.items, context)
    assert len(triples) == len(set(triples))
    assert all(isinstance(triple.subject, ox.NamedNode) for triple in triples)


@pytest.mark.parametrize(
    "text, key",
    [
        ("ssu/2024/26", CaseKey("ssu", 2024, 26)),
        ("?/2024/26", None),
        ("ssu/24/26", None),
        ("ssu/2024/0", None),
        (26, None),
    ],
)
def test_case_keys(text: object, key: CaseKey | None) -> None:
    assert CaseKey.read(text) == key


@pytest.mark.parametrize(
    "text, key",
    [
        ("ssu/2024-12-04", MeetingKey("ssu", "2024-12-04")),
        ("pm/2022", MeetingKey("pm", "2022")),
        ("pm/2022-13", None),
        ("?/2022", None),
    ],
)
def test_meeting_keys(text: str, key: MeetingKey | None) -> None:
    assert MeetingKey.read(text) == key


@pytest.mark.parametrize(
    "text, key",
    [
        ("hol§6-2#11", LawKey("hol", "6-2", "11")),
        ("vedtekter§4-3", LawKey("vedtekter", "4-3", "")),
        ("hol§", None),
    ],
)
def test_law_keys(text: str, key: LawKey | None) -> None:
    assert LawKey.read(text) == key


LIST = "Veien frem begynner 01.02.2031. Status per 10.01.2025 og 12.01.2025.\n"
DAYS: tuple[Row, ...] = (
    ("date", "2031-02-01", r"01\.02\.2031", {"field": "start"}),
    ("date", "2025-01-10", r"10\.01\.2025", {"field": "status_date"}),
    ("date", "2025-01-12", r"12\.01\.2025", {"field": "status_date"}),
)


def test_a_list_is_as_old_as_its_latest_status(small: Graph) -> None:
    assert context_of(small, LIST, DAYS).issued == "2025-01-12"


def test_the_day_a_project_begins_does_not_date_the_list(small: Graph) -> None:
    assert context_of(small, LIST, DAYS[:1]).issued == ""
