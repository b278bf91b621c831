"""The Python API, as the README shows it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import networkx
import pandas as pd
import pytest
import rdflib

import hfgraph
from conftest import SMALL
from hfgraph import terms
from hfgraph.errors import HfgraphError
from hfgraph.graph import Graph
from hfgraph.question import load

TITLED = "# title-nb: {0}\n# title-en: {0}\n# parameter: status skos:Concept\n"


def test_open_takes_a_path_a_string_or_nothing(bundled: Graph) -> None:
    assert len(hfgraph.open(str(SMALL)).store) == len(hfgraph.open(SMALL).store)
    assert "lvs" in {terms.shorten(str(row["community"])) for row in bundled.ask("documents")}


def test_the_package_has_a_version_and_no_more_than_it_says() -> None:
    assert hfgraph.__version__
    assert hfgraph.__all__ == ["open"]
    with pytest.raises(AttributeError, match="nothing"):
        hfgraph.nothing  # noqa: B018


def test_rows_become_a_table_in_one_line(bundled: Graph) -> None:
    table = pd.DataFrame(bundled.ask("projects-by-clause", clause="5.3"))
    assert len(table) >= 1
    assert {"clauseNumber", "project", "projectLabel", "document", "section", "start", "end"} <= set(table.columns)
    assert table["start"].dtype.kind == "i"


def test_parameters_are_named_as_python_or_as_the_command_names_them(small: Graph) -> None:
    dated = small.ask("project-status", as_of="2023-12-31", project="hjemmesykehus på øyvær")
    assert dated == small.ask("project-status", asOf="2023-12-31", project="hjemmesykehus på øyvær")
    assert dated != small.ask("project-status", project="hjemmesykehus på øyvær")


def test_labels_are_in_the_language_asked_for(small: Graph) -> None:
    nb, en = (small.ask("projects-by-clause", language, clause="5.3")[0] for language in ("nb", "en"))
    assert (nb["projectLabel"], en["projectLabel"]) == ("Hjemmesykehus på Øyvær", "Hospital at home on Øyvær")
    assert "lang" not in nb
    assert {key: nb[key] for key in ("project", "clause", "start")} == {
        key: en[key] for key in ("project", "clause", "start")
    }


def test_every_question_answers_every_way(small: Graph) -> None:
    values = {"thing": "5.3", "case": "nord/case/ssu/2024/26", "clause": "5.3"}
    for question in load():
        needed = {one.name: values[one.name] for one in question.parameters if one.required}
        rows = small.rows(question.id, needed)
        assert "lang" not in rows.variables
        assert rows.variables, question.id


@pytest.mark.parametrize(
    "name, values, told",
    [
        ("projects-by-claus", {}, "projects-by-clause"),
        ("qqqq", {}, "hfgraph ask"),
        ("projects-by-clause", {"klausul": "5.3"}, "clause, as-of, community"),
        ("projects-by-clause", {"clause": "99.9"}, "99.9"),
        ("projects-by-clause", {"clause": "nord/case/ssu/2024/26"}, "nord/case/ssu/2024/26"),
        ("project-status", {"as_of": "i går"}, "2024-10-17"),
        ("meetings", {"year": "tjuefire"}, "tjuefire"),
        ("meetings", {"year": "²"}, "²"),
        ("case-history", {}, "--param case="),
    ],
)
def test_what_cannot_be_understood_is_told(small: Graph, name: str, values: dict[str, str], told: str) -> None:
    with pytest.raises(HfgraphError) as caught:
        small.ask(name, **values)  # type: ignore[arg-type]
    assert told in caught.value.tell("nb")
    assert told in caught.value.tell("en")


def test_an_empty_value_is_no_value(small: Graph) -> None:
    assert small.ask("projects-by-clause", clause="") == small.ask("projects-by-clause")


@pytest.mark.parametrize(
    "day, latest",
    [
        ("2024-10-17", "2024-10-17"),
        ("2024-10", "2023-05-01"),
        ("2024", "2023-05-01"),
        ("2023-05", "2023-05-01"),
        ("2023", None),
    ],
)
def test_a_month_or_a_year_is_its_first_day(small: Graph, day: str, latest: str | None) -> None:
    rows = small.ask("project-status", as_of=day, project="nord/project/hjemmesykehus")
    assert [row["date"] for row in rows] == ([latest] if latest else [])


def test_a_workspaces_own_question_is_asked_too(copy: Path) -> None:
    folder = copy / "queries" / "questions"
    folder.mkdir(parents=True)
    select = "SELECT ?p ?lang { VALUES ?lang { 'nb' 'en' } ?p a hf:Project } ORDER BY ?p"
    (folder / "mine.rq").write_text(TITLED.format("Mine") + select, encoding="utf-8")
    (folder / "documents.rq").write_text(TITLED.format("Other") + select, encoding="utf-8")
    graph = hfgraph.open(copy)
    assert len(graph.ask("mine")) == 5
    assert graph.question("documents").title.nb == "Other"
    assert graph.question("seats").title.nb != "Other"


def test_query_runs_sparql(small: Graph) -> None:
    found = small.query("SELECT ?p { ?p a hf:Project } ORDER BY ?p")
    assert isinstance(found, list)
    assert len(pd.DataFrame(found)) == 5


def test_the_dataset_has_the_union_as_default_graph_and_no_ontology(small: Graph) -> None:
    dataset = small.dataset
    assert isinstance(dataset, rdflib.Dataset)
    home = rdflib.URIRef(terms.ID + "nord/project/hjemmesykehus")
    clause = rdflib.URIRef(terms.ID + "nord/agreement/2023/5.3")
    assert (home, rdflib.URIRef(terms.HF + "fulfils"), clause) in dataset
    assert (clause, None, None) in dataset.graph(rdflib.URIRef(terms.ID + "nord/doc/sak-26-2024"))
    assert (home, None, None) not in dataset.graph(rdflib.URIRef(terms.ID + "nord/doc/sak-26-2024"))
    names = {str(graph.identifier) for graph in dataset.graphs()} - {"urn:x-rdflib:default"}
    assert names == {file.graph for file in small.workspace.files}
    assert (rdflib.URIRef(terms.HF + "Project"), None, None) not in dataset
    dataset.remove((home, rdflib.URIRef(terms.HF + "fulfils"), clause))
    assert small.store.has(str(home), terms.HF + "fulfils"), "the dataset is a copy"


def test_network_and_validate_and_show_are_there(small: Graph) -> None:
    assert isinstance(small.network(), networkx.MultiDiGraph)
    assert small.validate().statements == sum(len(list(file.statements())) for file in small.workspace.files)
    assert small.show("5.3").iri == small.trace("5.3").iri


@pytest.mark.parametrize("form, name", [("trig", "trig"), ("nq", "nquads"), ("jsonld", "json-ld")])
def test_exports_keep_every_statement_in_its_graph(small: Graph, form: str, name: str) -> None:
    dataset = rdflib.Dataset()
    dataset.parse(data=small.export(form).decode(), format=name)
    for file in small.workspace.files:
        told = len({(q.quad.subject, q.quad.predicate, q.quad.object) for q in file.statements()})
        assert len(dataset.graph(rdflib.URIRef(file.graph))) == told, file.graph


def test_merged_turtle_has_each_statement_once(small: Graph) -> None:
    merged = rdflib.Graph().parse(data=small.export("ttl").decode(), format="turtle")
    assert len(merged) == len(rdflib.Graph().parse(data=small.export("ttl").decode(), format="turtle"))
    triples = {(fact.subject, fact.predicate, fact.value, fact.language) for fact in small.store.facts()}
    ours = {file.graph for file in small.workspace.files}
    told = {
        (fact.subject, fact.predicate, fact.value, fact.language) for fact in small.store.facts() if fact.graph in ours
    }
    assert len(merged) == len(told) < len(triples)


def test_opening_a_graph_loads_no_heavy_library() -> None:
    script = (
        "import sys, hfgraph; hfgraph.open().ask('documents'); "
        ""
        "sys.exit(' '.join({'rdflib', 'networkx', 'pyshacl', 'pandas', 'rich', 'typer'} & sys.modules.keys()) or 0)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=False, timeout=60)
    assert (done.returncode, done.stderr) == (0, b"")
