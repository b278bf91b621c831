from __future__ import annotations

from typing import Any

import pytest

from hfgraph.answer import given
from hfgraph.graph import Graph, open_graph
from hfgraph.question import load
from hfgraph.recipe import recipe

_REQUIRED = {"case": "SSU 26/2024", "clause": "5.3", "thing": "lvs/project/trygg-akuttmedisin"}
_DATE = "2024-01-01"


@pytest.fixture(scope="module")
def graph() -> Graph:
    return open_graph()


@pytest.mark.parametrize("name", [question.id for question in load()])
@pytest.mark.parametrize("community", ["", "lvs"])
def test_the_query_with_its_values_answers_as_the_question_does(graph: Graph, name: str, community: str) -> None:
    question = graph.question(name)
    values = {"community": community} | {
        parameter.option: _DATE if parameter.kind == "date" else _REQUIRED[parameter.name]
        for parameter in question.parameters
        if parameter.kind == "date" or parameter.required
    }
    rows: Any = graph.query(recipe(question.text, given(graph.lookup, question, values, "en")))
    expected = graph.rows(name, values, "en").plain()
    assert [{key: value for key, value in row.items() if key != "lang"} for row in rows] == expected


def test_the_header_is_left_out_and_nothing_is_pasted() -> None:
    from hfgraph.row import literal

    text = "# title-nb: x\n# title-en: x\nSELECT * { ?s ?p ?name # kept\n}\n"
    assert recipe(text, {}) == "SELECT * { ?s ?p ?name # kept\n}\n"
    assert recipe(text, {"name": literal('"} DROP')}).endswith('VALUES (?name) { ("\\"} DROP") }\n')
