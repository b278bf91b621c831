"""A query from outside may not reach other servers or bring the engine down, and its faults are told by their place."""

from __future__ import annotations

import pytest

from hfgraph.errors import HfgraphError
from hfgraph.graph import Graph
from hfgraph.query import MAX_DEPTH, MAX_LENGTH, refuse_harm

ELSEWHERE = "<http://127.0.0.1:1/sparql>"


@pytest.mark.parametrize(
    "text",
    [
        f"SELECT * {{ SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ service {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SeRvIcE SILENT {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ SERVICE# a comment\n{ELSEWHERE}{{?s ?p ?o}} }}",
        f"SELECT * {{ S\\u0045RVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ \\u0073\\U00000065rvic\\u0065 {ELSEWHERE} {{ ?s ?p ?o }} }}",
        "SELECT * { ?s ?p ?where SERVICE ?where { ?a ?b ?c } }",
        f"SELECT * {{ {{ SELECT * {{ OPTIONAL {{ SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }} }} }} }}",
        f"SELECT * {{ ?s ?p ?o FILTER NOT EXISTS {{ SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }} }}",
        f"ASK {{ MINUS {{ SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }} }}",
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"DESCRIBE ?s {{ SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?s ?p 'SERVICE' . SERVICE {ELSEWHERE} {{ ?s ?p ?o }} }}",
        f"PREFIX s: {ELSEWHERE} SELECT * {{ SERVICE s: {{ ?s ?p ?o }} }}",
        f"SELECT * {{ ?s ?p ?o BIND(EXISTS {{ SERVICE {ELSEWHERE} {{ ?a ?b ?c }} }} AS ?x) }}",
    ],
)
def test_another_server_is_never_called(small: Graph, text: str) -> None:
    with pytest.raises(HfgraphError) as caught:
        small.query(text)
    assert "SERVICE" in caught.value.tell("nb")


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?x { BIND('SERVICE <http://x/> { }' AS ?x) }",
        "SELECT ?service { VALUES ?service { 1 } }",
        "# SERVICE <http://x/>\nSELECT ?x { VALUES ?x { 1 } }",
        "SELECT ?x { VALUES ?x { <http://x/SERVICE> } }",
        "PREFIX service: <http://x/> SELECT ?x { VALUES ?x { service:a } }",
    ],
)
def test_the_word_itself_does_no_harm(small: Graph, text: str) -> None:
    found = small.query(text)
    assert isinstance(found, list)
    assert len(found) == 1


@pytest.mark.parametrize("pair", ["{}", "()", "[]"])
def test_deep_nesting_is_refused(pair: str) -> None:
    opened, closed = pair[0], pair[1]
    refuse_harm("SELECT" + opened * MAX_DEPTH + closed * MAX_DEPTH)
    with pytest.raises(HfgraphError, match=str(MAX_DEPTH)):
        refuse_harm("SELECT" + opened * (MAX_DEPTH + 1) + closed * (MAX_DEPTH + 1))


def test_brackets_side_by_side_are_not_deep(small: Graph) -> None:
    assert small.query("ASK { " + "{} " * 500 + "}") is True


def test_length_is_limited() -> None:
    refuse_harm("#" * MAX_LENGTH)
    with pytest.raises(HfgraphError, match=str(MAX_LENGTH)):
        refuse_harm("#" * (MAX_LENGTH + 1))


@pytest.mark.parametrize(
    "text, line",
    [("SELECT * {\n  ?s ?p }", 2), ("SELEKT", 1), ("SELECT * {\n\n  ?s strange:p ?o }", 3)],
)
def test_a_syntax_error_is_told_by_line_and_column(small: Graph, text: str, line: int) -> None:
    with pytest.raises(HfgraphError) as caught:
        small.query(text)
    (problem,) = caught.value.problems
    assert problem.line == line
    assert problem.column is not None
    assert 1 <= problem.column <= len(text.splitlines()[line - 1]) + 1
    assert f"linje {line}, kolonne {problem.column}" in problem.what.nb
    assert f"line {line}, column {problem.column}" in problem.what.en
    assert "expected one of" not in problem.what.en


def test_an_undeclared_prefix_is_called_that(small: Graph) -> None:
    with pytest.raises(HfgraphError, match="undeclared prefix") as caught:
        small.query("SELECT * { ?s strange:p ?o }")
    assert "ikke er erklært" in caught.value.tell("nb")


@pytest.mark.parametrize("text", ["INSERT DATA { <a:b> <a:c> <a:d> }", "DELETE WHERE { ?s ?p ?o }", "LOAD <http://x/>"])
def test_a_query_cannot_change_the_graph(small: Graph, text: str) -> None:
    before = len(small.store)
    with pytest.raises(HfgraphError):
        small.query(text)
    assert len(small.store) == before


def test_our_prefixes_need_not_be_declared(small: Graph) -> None:
    assert small.query("ASK { ?p a hf:Project ; rdfs:label ?l . id:nord a hf:HealthCommunity }") is True
