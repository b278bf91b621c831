"""Every question gives exactly the rows it should on the worked example, and in another engine the same.

On the bundled facts it gives at least the rows that reading the documents tells us to expect.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

import pytest
import rdflib

from hfgraph import assets, question, terms
from hfgraph.question import Question
from hfgraph.row import Term, iri, literal
from hfgraph.store import Store
from hfgraph.workspace import Workspace

EXAMPLE = Path(__file__).parent / "graphs" / "example"
EXPECTED = sorted((Path(__file__).parent / "questions").glob("*.csv"))
QUESTIONS = {asked.id: asked for asked in question.load()}

FIXED = [
    "projects-by-clause",
    "clauses-without-project",
    "projects-without-clause",
    "clause-trace",
    "statute-coverage",
    "case-history",
    "case-attachments",
    "proposals-without-decision",
    "conditional-points",
    "agreed-not-established",
    "focus-area-status",
    "projects-by-focus-area",
    "project-status",
    "stale-statuses",
    "projects-by-participant",
    "measures-incomplete",
    "funding",
    "committees",
    "seats",
    "meetings",
    "revision-phases",
    "prolongations",
    "accessions",
    "assessments-by-party",
    "target-groups",
    "local-arenas",
    "evaluation-findings",
    "contradictions",
    "legal-basis",
    "documents",
]

# Rows with a document but no place in it, and why.
WITHOUT_PLACE = {"documents": "a row is a whole document"}
# Questions that list their things on any date, and why.
TIMELESS = {
    "clause-coverage": "what is not known on the date is not assessed",
    "statute-coverage": "what is not known on the date is not assessed",
}
# Questions with rows that differ only in where they are stated, and why.
SAME_BUT_FOR_PLACE = {"sources-of": "every place is a row"}
# Questions that rdflib cannot answer, and why.
NOT_IN_RDFLIB = {
    "clause-coverage": "compares what may be unbound, which rdflib cannot",
    "statute-coverage": "compares what may be unbound, which rdflib cannot",
}
NOWHERE = "nowhere/nothing"
PLACE = {"document", "documentLabel", "section", "passage", "start", "end"}

Rows = list[dict[str, str]]


@dataclass(frozen=True)
class Expectation:
    """A file of expected rows: the question, what it is asked with, and the rows in order."""

    asked: Question
    given: dict[str, str]
    header: list[str]
    rows: Rows

    @classmethod
    def read(cls, path: Path) -> Expectation:
        lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
        given = dict(word.split("=", 1) for word in lines.pop(0).split()[1:]) if lines[0].startswith("#") else {}
        reader = csv.DictReader(lines)
        rows = list(reader)
        return cls(QUESTIONS[path.stem.partition("__")[0]], given, list(reader.fieldnames or ()), rows)


@cache
def example() -> Store:
    return Store.load(Workspace.open(EXAMPLE))


@cache
def facts() -> Store:
    return Store.load(Workspace.open())


@cache
def example_in_rdflib() -> rdflib.Dataset:
    dataset = rdflib.Dataset(default_union=True)
    for file in Workspace.open(EXAMPLE).files:
        dataset.graph(rdflib.URIRef(file.graph)).parse(data=file.read(), format="turtle", publicID=file.graph)
    for path in assets.folder("ontology").glob("*.ttl"):
        dataset.graph(rdflib.URIRef(path.as_uri())).parse(path)
    return dataset


def term(kind: str, value: str) -> Term:
    if kind == "date":
        return literal(date.fromisoformat(value))
    if kind in ("year", "integer"):
        return literal(int(value))
    return literal(value) if kind == "text" else iri(terms.expand(value) or terms.ID + value)


def answer(store: Store, asked: Question, given: Mapping[str, str]) -> Rows:
    """The rows with short IRIs, nothing as the empty text, and without the language."""
    bound = {name: term(asked.parameter(name).kind, value) for name, value in given.items()}
    found = store.ask(asked.text, {**bound, "lang": literal("nb")}).without("lang")
    return [{name: shown(value) for name, value in row.items()} for row in found]


def shown(value: object) -> str:
    if value is None:
        return ""
    text = str(getattr(value, "value", value))
    return terms.shorten(text) if re.match(r"https?://", text) else text


@pytest.mark.parametrize("path", EXPECTED, ids=lambda path: path.stem)
def test_exact_rows(path: Path) -> None:
    expected = Expectation.read(path)
    found = answer(example(), expected.asked, expected.given)
    assert found == expected.rows
    assert [name for name in projected(expected.asked) if name != "lang"] == expected.header


@pytest.mark.parametrize("asked", QUESTIONS.values(), ids=lambda asked: asked.id)
def test_there_are_expected_rows(asked: Question) -> None:
    assert any(each.asked is asked and each.rows for each in map(Expectation.read, EXPECTED))


@pytest.mark.parametrize("asked", QUESTIONS.values(), ids=lambda asked: asked.id)
def test_another_engine_gives_the_same_rows(asked: Question) -> None:
    if asked.id in NOT_IN_RDFLIB:
        pytest.skip(NOT_IN_RDFLIB[asked.id])
    found = example_in_rdflib().query(asked.text)
    names = [str(name) for name in found.vars or ()]
    rows = [dict(zip(names, map(plain, row), strict=True)) for row in found if isinstance(row, rdflib.query.ResultRow)]
    here = [{name: plain(shown(value)) for name, value in row.items()} for row in example().ask(asked.text)]
    assert rows == here


def plain(value: object) -> str:
    """Write a value of either engine in one way: 4.0 and 4 are the same number."""
    text = "" if value is None else str(value)
    text = terms.shorten(text) if text.startswith(("http://", "https://")) else text
    return re.sub(r"\A(-?\d+)\.0\Z", r"\1", text)


def test_the_fixed_questions_are_there() -> None:
    assert [name for name in FIXED if name not in QUESTIONS] == []


@pytest.mark.parametrize("asked", QUESTIONS.values(), ids=lambda asked: asked.id)
def test_header(asked: Question) -> None:
    assert all((asked.title.nb, asked.title.en, asked.description.nb, asked.description.en))
    assert asked.title.nb != asked.title.en
    assert asked.parameter("community").kind == "hf:HealthCommunity"
    assert projected(asked)[-1] == "lang"


@pytest.mark.parametrize("asked", QUESTIONS.values(), ids=lambda asked: asked.id)
def test_every_parameter_has_somewhere_to_go(asked: Question) -> None:
    read = set(re.findall(r"given:values given:(\w+) \?\1 ", asked.text))
    assert [each.name for each in asked.parameters if each.name not in read | set(projected(asked))] == []


@pytest.mark.parametrize(
    "asked,name",
    [(asked, each.name) for asked in QUESTIONS.values() for each in asked.parameters if each.kind != "date"],
    ids=lambda value: value.id if isinstance(value, Question) else value,
)
def test_every_parameter_narrows(asked: Question, name: str) -> None:
    value = "1900" if asked.parameter(name).kind in ("year", "integer") else NOWHERE
    rows = answer(example(), asked, {name: value})
    if name == "community":
        # What belongs to no community concerns them all.
        rows = [row for row in rows if not row["document"].startswith("law/")]
    assert rows == []


@pytest.mark.parametrize(
    "asked",
    [
        asked
        for asked in QUESTIONS.values()
        if asked.id not in TIMELESS and any(each.name == "asOf" for each in asked.parameters)
    ],
    ids=lambda asked: asked.id,
)
def test_nothing_was_known_in_1900(asked: Question) -> None:
    assert answer(example(), asked, {"asOf": "1900-01-01"}) == []


@pytest.mark.parametrize("store", [example, facts], ids=["example", "facts"])
@pytest.mark.parametrize("asked", QUESTIONS.values(), ids=lambda asked: asked.id)
def test_every_row_leads_to_its_document(asked: Question, store: type[Store]) -> None:
    rows = answer(store(), asked, {})
    assert [row for row in rows if not row["document"]] == []
    assert len(rows) == len({tuple(row.items()) for row in rows})


@pytest.mark.parametrize("asked", QUESTIONS.values(), ids=lambda asked: asked.id)
def test_every_row_leads_to_its_place(asked: Question) -> None:
    if asked.id in WITHOUT_PLACE:
        assert "passage" not in projected(asked)
        return
    rows = answer(example(), asked, {})
    assert [row for row in rows if not (row["passage"] and row["section"] and row["start"] and row["end"])] == []


@pytest.mark.parametrize("store", [example, facts], ids=["example", "facts"])
@pytest.mark.parametrize("asked", QUESTIONS.values(), ids=lambda asked: asked.id)
def test_no_two_rows_differ_only_in_their_place(asked: Question, store: type[Store]) -> None:
    if asked.id in SAME_BUT_FOR_PLACE or asked.id in WITHOUT_PLACE:
        return
    told = [
        tuple((name, value) for name, value in row.items() if name not in PLACE) for row in answer(store(), asked, {})
    ]
    assert [row for row in set(told) if told.count(row) > 1] == []


def projected(asked: Question) -> list[str]:
    selected = re.search(r"SELECT\s+DISTINCT\s(.*?)\sWHERE", asked.text, re.DOTALL)
    assert selected is not None
    return re.findall(r"\?(\w+)", selected[1])


# What the bundled documents say, found by reading them: question, asked with, columns, rows that have to be there.
TOLD: list[tuple[str, str, str, list[str]]] = [
    ("projects-by-clause", "clause=lvs/agreement/2023/4.1", "project", ["lvs/committee/fsu-akuttmedisin"]),
    ("projects-by-clause", "clause=lvs/agreement/2023/4", "project", ["lvs/project/trygg-akuttmedisin"]),
    ("projects-by-clause", "clause=lvs/agreement/2023/5", "project", ["lvs/project/trygg-akuttmedisin"]),
    ("projects-by-clause", "clause=lvs/agreement/2023/5.3", "project", ["lvs/project/digitalt-samarbeid"]),
    ("projects-without-clause", "", "project basis", ["lvs/project/rekruttering-vesteralen beside-others"]),
    (
        "case-history",
        "case=lvs/case/ssu/2023/24",
        "direction to",
        [
            "earlier lvs/case/ssu/2022/7",
            "earlier lvs/case/ssu/2022/31/proposal/2",
            "earlier lvs/case/ssu/2022/31",
            "earlier lvs/case/ssu/2023/17",
        ],
    ),
    (
        "case-attachments",
        "case=lvs/case/ssu/2024/26",
        "attachment",
        ["lvs/case/ssu/2023/3", "lvs/case/ssu/2023/34", "lvs/case/pm/2023/8"],
    ),
    ("consensus-topics", "meeting=lvs/meeting/pm/2022", "number", ["1", "2", "3", "4", "5"]),
    ("decision-points", "case=lvs/case/pm/2023/8", "number", ["1", "2", "3"]),
    ("proposed-points", "case=lvs/case/ssu/2024/26", "number", ["1", "2", "3", "4"]),
    ("conditional-points", "case=lvs/case/ssu/2024/26", "number standing", ["2 hf:Proposal"]),
    (
        "seats",
        "committee=lvs/committee/ssu",
        "seatFor places",
        ["lvs/region/lofoten 2", "lvs/region/vesteralen 2", "lvs/region/salten 3"],
    ),
    (
        "focus-area-status",
        "asOf=2023-11-23",
        "area thing aspect status",
        [
            "lvs/focus-area/1 lvs/committee/fsu-pasientforlop hfc:aspect/establishment hfc:status/agreed",
            "lvs/focus-area/3 lvs/committee/fsu-demografi hfc:aspect/establishment hfc:status/agreed",
        ],
    ),
    (
        "focus-area-status",
        "asOf=2024-10-17",
        "area thing aspect status",
        [
            "lvs/focus-area/1 lvs/committee/fsu-pasientforlop hfc:aspect/establishment hfc:status/not-established",
            "lvs/focus-area/1 lvs/focus-area/1 hfc:aspect/action-plan hfc:status/not-initiated",
            "lvs/focus-area/2 lvs/committee/fsu-akuttmedisin hfc:aspect/establishment hfc:status/established",
            "lvs/focus-area/3 lvs/committee/fsu-demografi hfc:aspect/establishment hfc:status/not-established",
        ],
    ),
    (
        "agreed-not-established",
        "asOf=2024-10-17",
        "thing agreedOn standing",
        [
            "lvs/committee/fsu-pasientforlop 2023-09-13 not-established",
            "lvs/committee/fsu-demografi 2023-09-13 not-established",
        ],
    ),
    ("funding", "", "amount precision poolAmount percent", ["11000000 hfc:precision/approximate 40000000 27.5"]),
    (
        "measures-by-status",
        "status=hfc:status/not-started asOf=2023-12-31",
        "project",
        ["lvs/project/pasientens-provesvar", "lvs/project/pasientens-legemiddelliste"],
    ),
    (
        "revision-phases",
        "community=innlandet",
        "number transition",
        ["1 first", "3 overlaps", "4 follows", "5 follows", "6 follows", "7 gap"],
    ),
    ("prolongations", "community=innlandet", "reasonNumber", ["1", "2", "3"]),
    (
        "meetings",
        "community=innlandet year=2023",
        "date startTime place",
        [
            "2023-05-04 08:00:00 Gjøvik",
            "2023-05-04 12:00:00 Fagernes",
            "2023-05-04 17:00:00 Otta",
            "2023-05-08 09:00:00 Ringebu",
            "2023-05-08 13:00:00 Hamar",
            "2023-05-10 09:00:00 Elverum",
            "2023-05-10 14:00:00 Tynset",
        ],
    ),
]


@pytest.mark.parametrize("name,given,columns,rows", TOLD, ids=lambda value: value if isinstance(value, str) else "")
def test_at_least_these_rows_on_the_facts(name: str, given: str, columns: str, rows: list[str]) -> None:
    words = dict(word.split("=", 1) for word in given.split())
    found = {" ".join(row[column] for column in columns.split()) for row in answer(facts(), QUESTIONS[name], words)}
    assert [row for row in rows if row not in found] == []


@pytest.mark.parametrize("clause", ["4", "4.1", "5", "5.3"])
def test_a_clause_has_only_what_is_said_to_fulfil_it(clause: str) -> None:
    rows = answer(facts(), QUESTIONS["projects-by-clause"], {"clause": f"lvs/agreement/2023/{clause}"})
    assert len({row["project"] for row in rows}) == 1


@pytest.mark.parametrize(
    "name,case,count", [("decision-points", "pm/2023/8", 3), ("proposed-points", "ssu/2024/26", 4)]
)
def test_a_point_is_one_row(name: str, case: str, count: int) -> None:
    assert len(answer(facts(), QUESTIONS[name], {"case": f"lvs/case/{case}"})) == count
