"""The store: the union as default graph, values bound and never pasted, results typed and serialised."""

from __future__ import annotations

import csv
import io
import json
from datetime import date
from pathlib import Path
from xml.etree import ElementTree as ET

import pyoxigraph as ox
import pytest
from rdflib import Graph as RdfGraph

from conftest import SMALL, MakeWorkspace
from hfgraph import terms
from hfgraph.answer import answer
from hfgraph.errors import HfgraphError
from hfgraph.graph import Graph
from hfgraph.question import Question
from hfgraph.row import Rows, iri, literal, plain_value
from hfgraph.store import GRAPH_FORMATS, RESULT_FORMATS, Store
from hfgraph.workspace import Workspace

HEAD = """PREFIX given: <https://w3id.org/hfgraph/given#>
PREFIX hf: <https://w3id.org/hfgraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
"""
SELECTED = (
    HEAD
    + """SELECT ?project ?clause ?lang {
  VALUES ?lang { 'nb' 'en' }
  ?project hf:fulfils ?clause
} ORDER BY ?project"""
)
COMPARED = (
    HEAD
    + """SELECT ?thing ?date {
  OPTIONAL { GRAPH given:values { given:values given:asOf ?asOf } }
  ?thing a hf:StatusObservation ; hf:asOf ?date .
  FILTER(!BOUND(?asOf) || ?date <= ?asOf)
} ORDER BY ?date"""
)
HOSTILE = [
    'x" } DROP ALL #',
    "x' } ; DELETE WHERE { ?s ?p ?o } #",
    "nord> } INSERT DATA { <a:b> <a:c> <a:d> } #",
    "https://w3id.org/hfgraph/id/nord> <a:b> <a:c> . <a:d",
    "\\u003e\\u0020",
    "?clause",
    "{{clause}}",
    "'''\"\"\"\n\r\t\\",
]


@pytest.fixture
def store() -> Store:
    return Store.load(Workspace.open(SMALL))


def given_left(store: Store) -> int:
    return len(list(store.quads(graph=terms.GIVEN + "values")))


def test_the_default_graph_is_the_union(store: Store) -> None:
    across = (
        "ASK { id:nord rdfs:label ?n . id:sor rdfs:label ?s . ?clause hf:clauseNumber '5.3' ; hf:community id:nord }"
    )
    assert store.run(across) is True


def test_a_statement_in_two_graphs_is_one_statement_in_the_union() -> None:
    store = Store()
    for graph in ("a:one", "a:two"):
        store.add_turtle("<a:s> <a:p> <a:o> .", graph)
    assert store.run("SELECT DISTINCT * { ?s ?p ?o }") == [{"s": "a:s", "p": "a:p", "o": "a:o"}]
    assert store.run("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == [{"n": 2}]


def test_the_ontology_is_loaded_too(store: Store) -> None:
    assert store.run("ASK { hf:Project a owl:Class ; rdfs:label ?name }") is True


def test_a_selected_variable_is_bound(store: Store) -> None:
    every = store.ask(SELECTED)
    one = store.ask(SELECTED, {"clause": iri(terms.ID + "nord/agreement/2023/5.3"), "lang": literal("nb")})
    assert len(every) == 8
    assert [row["project"] for row in one.plain()] == [terms.ID + "nord/project/hjemmesykehus"]
    assert one.plain()[0]["clause"] == terms.ID + "nord/agreement/2023/5.3"


def test_a_compared_variable_is_read_from_the_given_values(store: Store) -> None:
    assert len(store.ask(COMPARED)) == 4
    assert len(store.ask(COMPARED, {"asOf": literal(date(2024, 10, 16))})) == 3
    assert len(store.ask(COMPARED, {"asOf": literal(date(2024, 10, 17))})) == 4
    assert len(store.ask(COMPARED, {"asOf": literal(date(2020, 1, 1))})) == 0


def test_the_given_values_are_gone_afterwards(store: Store) -> None:
    before = len(store)
    store.ask(COMPARED, {"asOf": literal(date(2024, 1, 1))})
    assert (len(store), given_left(store)) == (before, 0)


@pytest.mark.parametrize("broken", ["SELECT * {", "ASK { ?s ?p ?o }", "SELECT ?x ?x { }"])
def test_the_given_values_are_gone_after_an_error_too(store: Store, broken: str) -> None:
    before = len(store)
    with pytest.raises((SyntaxError, TypeError)):
        store.ask(broken, {"asOf": literal("x")})
    assert (len(store), given_left(store)) == (before, 0)


@pytest.mark.parametrize("value", HOSTILE)
def test_a_hostile_text_stays_a_text(store: Store, value: str) -> None:
    before = len(store)
    echo = HEAD + "SELECT ?told { GRAPH given:values { given:values given:told ?told } }"
    assert store.ask(echo, {"told": literal(value)}).plain() == [{"told": value}]
    nothing = HEAD + "SELECT ?thing ?name { ?thing rdfs:label ?name }"
    assert len(store.ask(nothing, {"name": literal(value)})) == 0
    assert (len(store), given_left(store)) == (before, 0)


@pytest.mark.parametrize("value", [value for value in HOSTILE if not value.startswith("?")])
def test_a_hostile_value_of_a_parameter_finds_nothing(small: Graph, tmp_path: Path, value: str) -> None:
    path = tmp_path / "q.rq"
    path.write_text("# title-nb: A\n# title-en: B\n# parameter: clause hf:Clause\n" + SELECTED, encoding="utf-8")
    before = len(small.store)
    with pytest.raises(HfgraphError):
        answer(small.store, small.lookup, Question.read(path), {"clause": value})
    assert len(small.store) == before


@pytest.mark.parametrize("value", ["a b", "a>b", "relative", 'x"y', ""])
def test_what_is_no_iri_is_refused(value: str) -> None:
    with pytest.raises(ValueError, match=r".+"):
        iri(value)


def test_columns_can_be_left_out(store: Store) -> None:
    rows = store.ask(SELECTED, {"lang": literal("nb")})
    fewer = rows.without("lang", "unheard-of")
    assert fewer.variables == ("project", "clause")
    assert [tuple(row) for row in fewer] == [("project", "clause")] * 4


def test_values_are_plain() -> None:
    store = Store()
    rows = store.run(
        """SELECT * { VALUES (?whole ?decimal ?cut ?double ?true ?false ?day ?text ?tagged ?iri ?none ?wrong) {
        (7 2.50 2.0 1e3 true false "2024-10-17"^^xsd:date "7" "sju"@nb hf:Case UNDEF "sju"^^xsd:integer) } }"""
    )
    assert isinstance(rows, list)
    (row,) = rows
    assert row == {
        "whole": 7,
        "decimal": 2.5,
        "cut": 2,
        "double": 1000.0,
        "true": True,
        "false": False,
        "day": "2024-10-17",
        "text": "7",
        "tagged": "sju",
        "iri": terms.HF + "Case",
        "none": None,
        "wrong": "sju",
    }
    assert [type(row[name]) for name in ("whole", "decimal", "cut", "double", "true")] == [int, float, int, float, bool]


def test_a_blank_node_is_plain_text() -> None:
    assert plain_value(ox.BlankNode("b1")) == "b1"


def test_rows_have_a_length_and_the_same_keys() -> None:
    rows = Rows(("a", "b"), ({"a": None, "b": ox.Literal(1)},))
    assert len(rows) == 1
    assert rows.plain() == [{"a": None, "b": 1}]
    assert list(rows) == [{"a": None, "b": ox.Literal(1)}]


def test_run_gives_rows_truths_and_turtle(store: Store) -> None:
    assert store.run("SELECT ?x { VALUES ?x { 1 } }") == [{"x": 1}]
    assert store.run("ASK { ?x a hf:Nothing }") is False
    turtle = store.run("CONSTRUCT { ?p hf:fulfils ?c } WHERE { ?p hf:fulfils ?c }")
    assert isinstance(turtle, str)
    assert len(RdfGraph().parse(data=turtle, format="turtle")) == 4
    assert "hf:fulfils" in turtle
    described = store.run("DESCRIBE id:sor")
    assert isinstance(described, str)
    assert len(RdfGraph().parse(data=described, format="turtle")) == 3


ROWS = "SELECT ?p ?name ?none { ?p a hf:Project ; rdfs:label ?name } ORDER BY ?p ?name"


def test_rows_are_serialised_in_every_format(store: Store) -> None:
    told = store.run(ROWS)
    assert isinstance(told, list)
    names = [row["name"] for row in told]
    assert len(names) == 10
    content = {form: store.serialize(ROWS, form) for form in RESULT_FORMATS}
    assert [used for _, used in content.values()] == ["csv", "tsv", "json", "xml"]
    table = list(csv.DictReader(io.StringIO(content["csv"][0].decode(), newline="")))
    assert [row["name"] for row in table] == names
    assert content["tsv"][0].decode().splitlines()[0] == "?p\t?name\t?none"
    assert len(content["tsv"][0].decode().splitlines()) == 11
    bindings = json.loads(content["json"][0])["results"]["bindings"]
    assert [row["name"]["value"] for row in bindings] == names
    assert len(list(ET.fromstring(content["xml"][0]).iter("{http://www.w3.org/2005/sparql-results#}result"))) == 10  # noqa: S314 -- our own


def test_graphs_are_serialised_in_every_format(store: Store) -> None:
    text = "CONSTRUCT { ?p hf:fulfils ?c ; rdfs:label ?l } WHERE { ?p hf:fulfils ?c ; rdfs:label ?l }"
    formats = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdfxml": "xml"}
    assert set(formats) == set(GRAPH_FORMATS)
    sizes = {}
    for form, name in formats.items():
        content, used = store.serialize(text, form)
        assert used == form
        sizes[form] = len(RdfGraph().parse(data=content.decode(), format=name))
    assert set(sizes.values()) == {12}


def test_truths_are_serialised(store: Store) -> None:
    text = "ASK { ?s a hf:Project }"
    assert [store.serialize(text, form)[0] for form in ("csv", "tsv")] == [b"true\n", b"true\n"]
    assert json.loads(store.serialize(text, "json")[0])["boolean"] is True
    assert b"<boolean>true</boolean>" in store.serialize(text, "xml")[0]


@pytest.mark.parametrize(
    "text, form, offered",
    [
        (ROWS, "ttl", "csv, tsv, json, xml"),
        ("ASK { }", "nt", "csv, tsv, json, xml"),
        ("DESCRIBE id:sor", "csv", "ttl, nt, jsonld, rdfxml"),
    ],
)
def test_a_format_that_does_not_fit_is_told(store: Store, text: str, form: str, offered: str) -> None:
    with pytest.raises(HfgraphError) as caught:
        store.serialize(text, form)
    assert form in caught.value.tell("nb")
    assert offered in caught.value.tell("nb")
    assert offered in caught.value.tell("en")


def test_without_a_format_the_first_that_fits_is_used(store: Store) -> None:
    assert store.serialize(ROWS)[1] == "csv"
    assert store.serialize("DESCRIBE id:sor")[1] == "ttl"


def test_facts_tell_subject_value_graph_and_language(store: Store) -> None:
    facts = {fact.language: fact for fact in store.facts(terms.ID + "sor", terms.LABEL)}
    assert facts["nb"].value == "Helsefellesskapet Sør"
    assert facts["en"].graph == terms.ID + "sor/register"
    assert facts["en"].literal
    (kind,) = store.facts(terms.ID + "sor", terms.TYPE)
    assert (kind.value, kind.literal, kind.language) == (terms.HF + "HealthCommunity", False, "")
    assert store.value(terms.ID + "sor", terms.HF + "nothing") is None
    assert store.contains(terms.ID + "law/act/2/4")
    assert not store.contains(terms.ID + "law/act/2/5")


def test_nothing_is_half_loaded(make_workspace: MakeWorkspace) -> None:
    root = make_workspace({"nord/a.ttl": "<a> a hf:Project .\n", "nord/b.ttl": "<b> a hf:Project"})
    with pytest.raises(HfgraphError) as caught:
        Store.load(Workspace.open(root))
    assert [problem.path for problem in caught.value.problems] == [root / "data" / "nord" / "b.ttl"]


def test_a_statement_in_two_graphs_counts_once_from_outside() -> None:
    store = Store()
    store.add_turtle("<urn:a> <urn:b> <urn:c> .", "urn:one")
    store.add_turtle("<urn:a> <urn:b> <urn:c> .", "urn:two")
    assert store.run("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [{"n": 1}]
    assert store.run("SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }") == [{"n": 2}]
    store.add_turtle("<urn:a> <urn:b> <urn:d> .", "urn:two")
    assert store.run("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }") == [{"n": 2}]
