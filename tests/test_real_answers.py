"""Answers the bundled data has to give: at least these rows, read from the sources by hand.

A row here names only the columns that matter; an answer may have more rows and more columns.
"""

# ruff: noqa: E501 -- the answers are a table

from __future__ import annotations

from typing import Any

import pytest

from hfgraph import terms
from hfgraph.graph import Graph

Wanted = dict[str, Any]


def ask(graph: Graph, name: str, **values: str) -> list[dict[str, Any]]:
    """Return the rows with every IRI in its everyday form: ``lvs/project/x``, ``status/ongoing``."""
    return [
        {
            key: terms.shorten(value).removeprefix("hfc:") if isinstance(value, str) else value
            for key, value in row.items()
        }
        for row in graph.ask(name, **values)  # type: ignore[arg-type]
    ]


def fits(row: dict[str, Any], wanted: Wanted) -> bool:
    return all(row[key] == value for key, value in wanted.items())


def column(rows: list[dict[str, Any]], name: str) -> set[Any]:
    return {row[name] for row in rows}


CASE = "lvs/case/"
AKUTT, DIGITAL, REKRUTT = (
    f"lvs/project/{name}" for name in ("trygg-akuttmedisin", "digitalt-samarbeid", "rekruttering-vesteralen")
)
ONGOING = [
    "pakkeforlop-hjem",
    "folge-og-vurderingstjeneste-gravide",
    "opinor",
    "samstromming",
    "ledsager-pasienter-i-sykehus",
    "fact-team",
    "palbu",
    "individuell-jobbstotte",
    "helse-i-arbeid",
    "blodtransfusjon-i-kommunene",
    "dialysesatellitter",
    "introduksjonskurs-helsepedagogikk",
    "mestringstreff",
    "laerings-og-mestringstiltak",
    "hjemmebehandling-antibiotika",
    "rus-og-psykiatrinettverk",
    "nettverk-koordinerende-enheter",
    "regionalt-smittevernsamarbeid",
    "ledsager-psykisk-syke",
    "prestetjenesten",
    "dho-bodo",
    "dho-vesteralen",
    "digitale-behandlingsplaner",
    "kjernejournal-dokumentdeling",
    "tillitsrammeverk-datadeling",
    "datadeling-api-first",
    "samarbeid-alis",
    "kommunejordmor",
]

AT_LEAST: list[tuple[str, dict[str, str], list[Wanted]]] = [
    ("projects-by-clause", {"clause": "4.1"}, [{"project": "lvs/committee/fsu-akuttmedisin"}]),
    ("projects-by-clause", {"clause": "4"}, [{"project": AKUTT}]),
    ("projects-by-clause", {"clause": "5"}, [{"project": AKUTT}]),
    ("projects-by-clause", {"clause": "5.3"}, [{"project": DIGITAL}]),
    ("projects-without-clause", {"community": "lvs"}, [{"project": REKRUTT}]),
    (
        "case-history",
        {"case": "SSU 24-2023"},
        [
            {"direction": "earlier", "to": CASE + "ssu/2022/7"},
            {"direction": "earlier", "to": CASE + "ssu/2022/31/proposal/2"},
            {"direction": "earlier", "from": CASE + "ssu/2022/31/proposal/2", "to": CASE + "ssu/2022/31"},
            {"direction": "earlier", "to": CASE + "ssu/2023/17"},
            {"direction": "self", "to": CASE + "ssu/2023/24", "date": "2023-04-12"},
        ],
    ),
    (
        "case-attachments",
        {"case": "SSU 26/2024"},
        [{"attachment": CASE + key} for key in ("ssu/2023/3", "ssu/2023/34", "pm/2023/8")],
    ),
    (
        "case-attachments",
        {"case": "SSU 24-2023"},
        [{"attachment": CASE + key} for key in ("ssu/2023/17", "ssu/2022/31", "ssu/2022/7")],
    ),
    (
        "consensus-topics",
        {"year": "2022"},
        [{"number": number, "meeting": "lvs/meeting/pm/2022"} for number in range(1, 6)],
    ),
    (
        "decision-points",
        {"case": "lvs/case/pm/2023/8"},
        [{"number": number, "meeting": "lvs/meeting/pm/2023"} for number in (1, 2, 3)],
    ),
    (
        "proposed-points",
        {"case": "SSU 26/2024"},
        [{"number": number, "adoptedAs": None, "date": "2024-12-04"} for number in (1, 2, 3, 4)],
    ),
    ("proposals-without-decision", {}, [{"case": CASE + "ssu/2024/26"}, {"case": CASE + "ssu/2023/24"}]),
    (
        "seats",
        {"committee": "lvs/committee/ssu"},
        [
            {"seatFor": "lvs/region/lofoten", "places": 2},
            {"seatFor": "lvs/region/vesteralen", "places": 2},
            {"seatFor": "lvs/region/salten", "places": 3},
        ],
    ),
    (
        "focus-area-status",
        {"asOf": "2023-11-23", "area": "lvs/focus-area/2"},
        [{"thing": "lvs/committee/fsu-akuttmedisin", "aspect": "aspect/establishment"}],
    ),
    (
        "focus-area-status",
        {"asOf": "2023-11-23"},
        [
            {"area": f"lvs/focus-area/{area}", "thing": f"lvs/committee/{fsu}", "status": "status/agreed", "date": "2023-09-13"}
            for area, fsu in ((1, "fsu-pasientforlop"), (3, "fsu-demografi"))
        ],
    ),
    (
        "focus-area-status",
        {"asOf": "2024-10-17"},
        [
            {"area": "lvs/focus-area/1", "thing": "lvs/committee/fsu-pasientforlop", "status": "status/not-established"},
            {"area": "lvs/focus-area/1", "aspect": "aspect/action-plan", "status": "status/not-initiated"},
            {"area": "lvs/focus-area/2", "thing": "lvs/committee/fsu-akuttmedisin", "status": "status/established"},
            {"area": "lvs/focus-area/3", "thing": "lvs/committee/fsu-demografi", "status": "status/not-established"},
            {"area": "lvs/focus-area/3", "aspect": "aspect/activity", "status": "status/active", "date": "2024-10-17"},
        ],
    ),
    (
        "agreed-not-established",
        {},
        [
            {"thing": f"lvs/committee/{fsu}", "agreedOn": "2023-09-13", "latestDate": "2024-10-17"}
            for fsu in ("fsu-pasientforlop", "fsu-demografi")
        ],
    ),
    (
        "funding",
        {},
        [
            {"round": "lvs/funding-round/1", "amount": 11_000_000, "recipient": "lvs", "precision": "precision/approximate"},
            {"recipient": "lvs", "poolAmount": 40_000_000, "percent": 27.5},
            {"round": "lvs/funding-round/2", "amount": 90_000_000, "recipient": "org/helse-nord"},
        ],
    ),
    ("revision-phases", {"community": "innlandet"}, [{"number": number} for number in range(1, 8)]),
    ("revision-phases", {"community": "innlandet"}, [{"asWritten": "01.11-31-01", "endDate": "2023-01-31"}]),
    ("prolongations", {"community": "innlandet"}, [{"reasonNumber": number, "until": "2024-03-01"} for number in (1, 2, 3)]),
    ("prolongations", {"community": "lvs"}, [{"prolongation": "lvs/prolongation/action-plan-2022-2024", "until": None}]),
    (
        "measures-by-status",
        {"asOf": "2023-12-31", "community": "lvs"},
        [
            *({"project": f"lvs/project/{name}", "status": "status/ongoing"} for name in ONGOING),
            *(
                {"project": f"lvs/project/{name}", "status": "status/not-started"}
                for name in ("pasientens-provesvar", "pasientens-legemiddelliste")
            ),
        ],
    ),
    (
        "meetings",
        {"year": "2023", "community": "innlandet"},
        [
            {"date": date, "committee": "innlandet/committee/dm"}
            for date in ["2023-05-04"] * 3 + ["2023-05-08"] * 2 + ["2023-05-10"] * 2
        ],
    ),
    ("meetings", {"year": "2024"}, [{"meeting": "lvs/meeting/dm/2024-09-24", "status": "status/held"}]),
    ("meetings", {"year": "2025"}, [{"meeting": "lvs/meeting/pm/2025-02-05", "status": "status/proposed"}]),
    (
        "conditional-points",
        {},
        [
            {"point": CASE + "ssu/2024/26/proposal/2"},
            {"point": CASE + "pm/2023/8/decision/2"},
            {"point": CASE + "pm/2023/8/decision/3"},
        ],
    ),
    ("contradictions", {"about": "lvs/committee/pm"}, [{"contradiction": "lvs/contradiction/pm-composition"}]),
    ("case-list", {"year": "2023"}, [{"case": CASE + "ssu/2023/24", "archiveReference": "2023/77"}]),
    ("statute-coverage", {"community": "lvs"}, [{"itemNumber": number} for number in range(1, 14)]),
    ("clause-coverage", {}, [{"clauseNumber": number} for number in ("1.7", "4", "4.1", "5", "5.3")]),
    (
        "documents",
        {},
        [
            {"document": "lvs/doc/ssu-26-2024", "issued": "2024-10-17"},
            {"document": "lvs/doc/status-2023", "issued": "2023-11-23"},
            {"document": "lvs/doc/dialogmote-2024", "issued": "2024-09-24"},
            {"document": "lvs/doc/ssu-24-2023", "issued": "2023-03-21"},
            {"document": "innlandet/doc/frokostmote-2022", "issued": "2022-11-04"},
        ],
    ),
    (
        "target-groups",
        {},
        [
            {"group": f"target-group/{group}", "thing": "lvs"}
            for group in ("children-and-young", "frail-elderly", "chronic-conditions", "severe-mental-illness-substance-use")
        ],
    ),
    ("evaluation-findings", {"community": "innlandet"}, [{"evaluation": "innlandet/evaluation/2022-08-22"}]),
    ("local-arenas", {"community": "lvs"}, [{"arena": f"lvs/committee/arena-{name}"} for name in ("lofoten", "salten")]),
    (
        "accessions",
        {},
        [{"version": "lvs/agreement/2023", "party": party} for party in ("org/nordlandssykehuset", "lvs/committee/kommunestyrene")],
    ),
]  # fmt: skip


@pytest.mark.parametrize(
    "name, values, wanted",
    [pytest.param(*one, id="-".join([str(number), one[0], *one[1].values()])) for number, one in enumerate(AT_LEAST)],
)
def test_at_least_these_rows(bundled: Graph, name: str, values: dict[str, str], wanted: list[Wanted]) -> None:
    rows = ask(bundled, name, **values)
    missing = [one for one in wanted if not any(fits(row, one) for row in rows)]
    assert missing == []


@pytest.mark.parametrize("clause", ["4.1", "4", "5", "5.3"])
def test_one_answer_for_each_named_clause(bundled: Graph, clause: str) -> None:
    rows = ask(bundled, "projects-by-clause", clause=clause)
    assert len(column(rows, "project")) == 1
    assert column(rows, "document") == {"lvs/doc/dialogmote-2024"}
    assert all(row["section"] and row["end"] > row["start"] for row in rows)


def test_the_fourth_project_has_no_clause(bundled: Graph) -> None:
    assert REKRUTT not in column(ask(bundled, "projects-by-clause"), "project")
    rows = [row for row in ask(bundled, "projects-without-clause") if row["basis"] == "beside-others"]
    assert REKRUTT in column(rows, "project")
    assert {AKUTT, DIGITAL}.isdisjoint(column(rows, "project"))


def test_one_project_has_four_names(bundled: Graph) -> None:
    names = {
        fact.value
        for local in (terms.LABEL, terms.SKOS + "altLabel", terms.DCTERMS + "title")
        for fact in bundled.store.facts(terms.ID + REKRUTT, local)
        if fact.language == "nb"
    }
    assert len(names) >= 4
    assert {terms.shorten(bundled.lookup.one(name, terms.HF + "Project")) for name in names} == {REKRUTT}


def test_the_committee_among_the_projects_is_a_committee(bundled: Graph) -> None:
    kinds = {fact.value for fact in bundled.store.facts(terms.ID + "lvs/committee/fsu-akuttmedisin", terms.TYPE)}
    assert kinds == {terms.HF + "Committee"}


def test_ninety_million_went_to_the_region(bundled: Graph) -> None:
    rows = [row for row in ask(bundled, "funding") if row["recipient"] == "lvs"]
    assert column(rows, "amount") == {11_000_000}


def test_cases_of_different_years_are_different_cases(bundled: Graph) -> None:
    keys = {
        key: bundled.lookup.candidates(key, terms.HF + "Case") for key in ("10/2024", "10-2023", "4/2023", "3/2024")
    }
    assert [terms.shorten(iri) for iri in keys["10/2024"]] == [CASE + "ssu/2024/10"]
    assert not set(keys["10/2024"]) & set(keys["10-2023"])
    assert not bundled.lookup.candidates("77/2023", terms.HF + "Case"), "an archive number is no case"
    assert terms.shorten(bundled.lookup.one("lvs/meeting/ssu/2025-1", terms.HF + "Meeting")) == "lvs/meeting/ssu/2025-1"
    assert not bundled.lookup.candidates("1/2025", terms.HF + "Case"), "SSU 1 2025 is a meeting"


def test_the_case_itself_has_one_row_a_meeting(bundled: Graph) -> None:
    rows = [row for row in ask(bundled, "case-history", case="SSU 24-2023") if row["direction"] == "self"]
    assert column(rows, "to") == {CASE + "ssu/2023/24"}


def test_what_is_proposed_is_not_what_is_adopted(bundled: Graph) -> None:
    assert ask(bundled, "decision-points", case="SSU 26/2024") == []
    assert ask(bundled, "proposed-points", case="lvs/case/pm/2023/8") == []
    adopted = ask(bundled, "decision-points", case="lvs/case/pm/2023/8")
    assert sorted(row["number"] for row in adopted) == [1, 2, 3]
    assert sorted(row["number"] for row in ask(bundled, "proposed-points", case="SSU 26/2024")) == [1, 2, 3, 4]


def test_there_are_no_more_topics_phases_meetings_and_reasons_than_the_sources_have(bundled: Graph) -> None:
    topics = [row for row in ask(bundled, "consensus-topics", year="2022") if row["number"] is not None]
    assert sorted(column(topics, "number")) == [1, 2, 3, 4, 5]
    assert sorted(column(ask(bundled, "revision-phases", community="innlandet"), "number")) == list(range(1, 8))
    assert sorted(column(ask(bundled, "prolongations", community="innlandet"), "reasonNumber")) == [1, 2, 3]
    meetings = ask(bundled, "meetings", year="2023", community="innlandet")
    assert len({row["meeting"] for row in meetings if row["committee"] == "innlandet/committee/dm"}) == 7


def test_the_statutes_list_has_thirteen_items(bundled: Graph) -> None:
    assert sorted(column(ask(bundled, "statute-coverage"), "itemNumber")) == list(range(1, 14))


def test_the_other_community_is_another_one(bundled: Graph) -> None:
    for name in ("seats", "committees", "revision-phases", "prolongations"):
        ours, theirs = (column(ask(bundled, name, community=key), "community") for key in ("lvs", "innlandet"))
        assert ours <= {"lvs"}
        assert theirs == {"innlandet"}
    assert terms.shorten(bundled.lookup.one("innlandet/committee/ssu")) == "innlandet/committee/ssu"


def test_what_was_agreed_was_not_yet_known_to_fail(bundled: Graph) -> None:
    early = ask(bundled, "focus-area-status", asOf="2023-11-23")
    assert "status/not-established" not in column(early, "status")
    assert not [row for row in early if row["date"] > "2023-11-23"]
    assert ask(bundled, "focus-area-status", asOf="2022-01-01") == []


def test_the_agreements_entry_into_force_is_inferred(bundled: Graph) -> None:
    rows = [row for row in ask(bundled, "instruments") if row["version"] == "lvs/agreement/2023"]
    assert rows
    assert column(rows, "validFrom") == {None} or column(rows, "certainty") == {"certainty/inferred"}
