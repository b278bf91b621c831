"""How far each clause and statutory item is met, why, and on which date."""

from __future__ import annotations

import pytest

from hfgraph.coverage import STATES, Coverage, counts
from hfgraph.errors import HfgraphError
from hfgraph.graph import Graph


def states(found: Coverage, community: str = "nord") -> dict[str, tuple[str, str]]:
    provisions = [*found.clauses, *found.items]
    return {
        one.iri.rpartition("/")[2] if one in found.clauses else "item " + one.number: (one.state, one.reason)
        for one in provisions
        if one.community.endswith("/" + community)
    }


@pytest.fixture(scope="module")
def now(small: Graph) -> Coverage:
    return small.coverage(language="en")


@pytest.mark.parametrize(
    "number, state, reason",
    [
        ("5.3", "covered", "under way or in place"),
        ("1.9", "partly", "no source says how far"),
        ("1.10", "partly", "not under way"),
        ("6", "partly", "inferred"),
        ("5", "partly", "Only parts"),
        ("7", "not-covered", "not followed up"),
        ("1.1", "not-assessed", "No source says"),
        ("item 1", "covered", "A clause implements"),
        ("item 2", "partly", "inferred"),
        ("item 3", "partly", "no clause"),
        ("item 4", "not-assessed", "No source says"),
    ],
)
def test_each_state_has_its_reason(now: Coverage, small: Graph, number: str, state: str, reason: str) -> None:
    found, told = states(now)[number]
    assert found == state
    assert told
    assert told != states(small.coverage())[number][1], "the reason is told in both languages"
    assert reason in told


def test_clauses_come_in_the_order_of_their_numbers(now: Coverage) -> None:
    assert [one.number for one in now.clauses] == ["1.1", "1.9", "1.10", "5", "5.3", "6", "7", "8"]
    assert [one.number for one in now.items if one.community.endswith("nord")] == ["1", "2", "3", "4"]


def test_a_date_before_every_source_assesses_nothing(small: Graph) -> None:
    found = small.coverage(as_of="2020-01-01")
    assert {one.state for one in (*found.clauses, *found.items)} == {"not-assessed"}
    assert found.percent() == 0


def test_a_status_counts_from_its_date(small: Graph) -> None:
    assert states(small.coverage(as_of="2023-05-01"))["5.3"][0] == "partly"
    assert states(small.coverage(as_of="2024-10-16"))["5.3"][0] == "partly"
    assert states(small.coverage(as_of="2024-10-17"))["5.3"][0] == "covered"


def test_a_clause_of_a_version_not_in_force_is_not_assessed(small: Graph, now: Coverage) -> None:
    nothing = states(now)["8"]
    expired = states(small.coverage(as_of="2023-06-01", language="en"))["8"]
    in_force = states(small.coverage(as_of="2022-06-01", language="en"))["8"]
    assert nothing[0] == expired[0] == in_force[0] == "not-assessed"
    assert expired[1] != in_force[1] == nothing[1]
    assert "force" in expired[1]


def test_per_cent_is_of_all_that_is_listed(now: Coverage) -> None:
    everything = [*now.clauses, *now.items]
    assert len(everything) == 8 + 2 * 4
    assert now.percent() == pytest.approx(100 * 2 / 16)
    assert counts(everything) == {"covered": 2, "partly": 6, "not-covered": 1, "not-assessed": 7}
    assert tuple(counts([])) == STATES


def test_nothing_has_no_per_cent() -> None:
    assert Coverage((), ()).percent() is None


def test_one_community_at_a_time(small: Graph) -> None:
    found = small.coverage(community="sor")
    assert found.clauses == ()
    assert len(found.items) == 4
    assert found.percent() == 0


def test_what_answers_a_provision_is_told_with_its_source(now: Coverage) -> None:
    (clause,) = [one for one in now.clauses if one.number == "5.3"]
    (answer,) = clause.answers
    assert answer.label == "Hospital at home on Øyvær"
    assert answer.place is not None
    assert (answer.place.start, answer.place.end) == (17, 47)
    assert clause.places == ()


def test_what_nothing_answers_is_told_with_its_own_source(now: Coverage) -> None:
    (clause,) = [one for one in now.clauses if one.number == "1.1"]
    assert clause.answers == ()
    assert [place.section for place in clause.places] == ["Tittel"]


@pytest.mark.parametrize("number, graph", [("6", "clauses"), ("2", "items")])
def test_an_inferred_link_is_told_where_its_claim_says(now: Coverage, number: str, graph: str) -> None:
    provisions = now.clauses if graph == "clauses" else now.items
    (one,) = [one for one in provisions if one.number == number and one.community.endswith("nord")]
    claim = {"6": "head", "2": "road"}[number]
    assert [answer.place and answer.place.passage.rpartition("/")[2] for answer in one.answers] == [claim]


@pytest.mark.parametrize("as_of", [None, "2023-11-23", "2024-10-17"])
def test_coverage_and_the_questions_agree(bundled: Graph, as_of: str | None) -> None:
    found = bundled.coverage(as_of)
    values = {"as-of": as_of} if as_of else {}
    for name, column, provisions in (
        ("clause-coverage", "clause", found.clauses),
        ("statute-coverage", "item", found.items),
    ):
        rows = bundled.rows(name, values).plain()
        asked = {(row[column], row["community"], str(row["state"]).rpartition("/")[2]) for row in rows}
        told = {(one.iri, one.community, one.state) for one in provisions}
        assert told == asked
        assert len(provisions) == len(told) >= 5, "one state for each"


def test_the_dictionary_tells_the_same(now: Coverage) -> None:
    told = now.as_dict("en")
    assert told["percentCovered"] == now.percent()
    assert [one["state"] for one in told["clauses"]] == [one.state for one in now.clauses]
    assert [one["state"] for one in told["items"]] == [one.state for one in now.items]
    covered = next(one for one in told["clauses"] if one["number"] == "5.3")
    assert covered["answers"][0]["source"]["passage"].endswith("/p/home")


@pytest.mark.parametrize("as_of", ["2024-13-01", "yesterday", "17.10.2024", "20241017x"])
def test_a_malformed_date_is_told(small: Graph, as_of: str) -> None:
    with pytest.raises(HfgraphError) as caught:
        small.coverage(as_of=as_of)
    assert as_of in caught.value.tell("nb")
    assert "2024-10-17" in caught.value.tell("en")


def test_an_unknown_community_is_told(small: Graph) -> None:
    with pytest.raises(HfgraphError) as caught:
        small.coverage(community="vest")
    assert "vest" in caught.value.tell("nb")
