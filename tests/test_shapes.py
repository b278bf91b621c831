"""Every shape has data that trips it, and trips on nothing else.

A fixture is read together with ``shapes/common.ttl``, the ontology and the code lists. A line ``# trips: hfs:Name …``
in a ``bad-`` file names exactly the shapes it must trip; information need not be named.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from pathlib import Path

import pytest

from hfgraph import terms
from hfgraph.validation import Severity, read_ontology, shapes
from hfgraph.validation.facts import Facts, read
from hfgraph.validation.shacl import PyShacl
from hfgraph.workspace import SourceFile

FOLDER = Path(__file__).parent / "shapes"
SUBJECTS = sorted(file.path.stem for file in shapes.files() if (FOLDER / file.path.stem).is_dir())
OK = sorted(path for subject in SUBJECTS for path in (FOLDER / subject).glob("ok-*.ttl"))
BAD = sorted(path for subject in SUBJECTS for path in (FOLDER / subject).glob("bad-*.ttl"))

ONTOLOGY = read_ontology()
GRAPH, SHAPES = shapes.load()
TERM_PREDICATES = {
    terms.RDF + "first",
    terms.SH + "class",
    terms.SH + "hasValue",
    terms.SH + "inversePath",
    terms.SH + "lessThan",
    terms.SH + "path",
    terms.SH + "targetClass",
    terms.SH + "targetNode",
    terms.SH + "targetObjectsOf",
    terms.SH + "targetSubjectsOf",
}
CONSTRAINTS = {
    terms.SH + "class",
    terms.SH + "datatype",
    terms.SH + "hasValue",
    terms.SH + "in",
    terms.SH + "lessThan",
    terms.SH + "maxCount",
    terms.SH + "maxInclusive",
    terms.SH + "minCount",
    terms.SH + "minExclusive",
    terms.SH + "minInclusive",
    terms.SH + "nodeKind",
    terms.SH + "or",
    terms.SH + "pattern",
    terms.SH + "qualifiedValueShape",
    terms.SH + "sparql",
    terms.SH + "uniqueLang",
}


def name_of(path: Path) -> str:
    return f"{path.parent.name}/{path.stem}"


def demanded(path: Path) -> set[str]:
    match = re.search(r"^ ?# trips: (.+)$", path.read_text(encoding="utf-8"), re.MULTILINE)
    assert match, "a bad- file says which shapes it trips"
    return {terms.HFS + name.removeprefix("hfs:") for name in match[1].split()}


def tripped(paths: Iterable[Path]) -> dict[str, Severity]:
    files = [SourceFile(path, terms.ID + "vik/doc/note") for path in (FOLDER / "common.ttl", *paths)]
    results = PyShacl().results(Facts([*read(files), *ONTOLOGY]), GRAPH)
    return {result.shape: SHAPES[result.shape].rule.severity for result in results}


def values(predicate: str) -> set[str]:
    return {fact.object for fact in GRAPH.of_predicate.get(terms.SH + predicate, ())}


@pytest.mark.parametrize("path", BAD, ids=name_of)
def test_bad_data_trips_the_shapes_it_names_and_no_others(path: Path) -> None:
    found = tripped([path])
    expected = demanded(path)
    assert expected <= set(found)
    assert {shape for shape, severity in found.items() if severity != "info"} <= expected


@pytest.mark.parametrize("path", OK, ids=name_of)
def test_good_data_trips_nothing(path: Path) -> None:
    assert {shape for shape, severity in tripped([path]).items() if severity != "info"} == set()


def test_common_data_trips_nothing() -> None:
    assert tripped([]) == {}


def test_every_shape_with_a_demand_is_tripped_by_some_data() -> None:
    demanding = {iri for iri in SHAPES if any(fact.predicate in CONSTRAINTS for fact in GRAPH.of_subject[iri])}
    queries = [iri for iri in demanding if any(fact.predicate == terms.SH + "sparql" for fact in GRAPH.of_subject[iri])]
    assert demanding
    assert len(queries) == len(values("sparql"))
    assert demanding == {shape for path in BAD for shape in demanded(path)}


def test_every_constraint_is_one_this_test_knows() -> None:
    about = {fact.predicate for iri in SHAPES for fact in GRAPH.of_subject[iri]}
    described = {"targetClass", "targetNode", "targetObjectsOf", "targetSubjectsOf", "property", "path"}
    described |= {"severity", "name", "message", "qualifiedMinCount"}
    assert about <= CONSTRAINTS | {terms.SH + name for name in described} | {terms.TYPE}


def test_every_subject_has_data_that_passes() -> None:
    missing = set(SUBJECTS) - {path.parent.name for path in OK}
    assert missing <= {"document"}, "the common data is what passes there"


def test_every_file_of_shapes_has_fixtures() -> None:
    assert {file.path.stem for file in shapes.files()} - set(SUBJECTS) == {"prefixes"}


def test_every_term_a_shape_names_is_declared() -> None:
    named = {fact.object for fact in GRAPH if fact.kind == "iri" and fact.predicate in TERM_PREDICATES}
    assert named
    assert {iri for iri in named if not iri.startswith(terms.XSD)} - {terms.LABEL} <= set(ONTOLOGY.types)


def test_every_term_in_a_query_is_declared() -> None:
    queries = [fact.object for fact in GRAPH.of_predicate[terms.SH + "select"]]
    prefixes = {"hf": terms.HF, "dcterms": terms.DCTERMS, "prov": terms.PROV, "skos": terms.SKOS}
    used = {
        prefixes[prefix] + name
        for query in queries
        for prefix, name in re.findall(r"\b(hf|dcterms|prov|skos):(\w+)", query)
    }
    assert used
    assert used <= set(ONTOLOGY.types)


def test_every_node_shape_has_a_target_and_every_property_shape_an_owner() -> None:
    owned = values("property")
    for iri in SHAPES:
        about = {fact.predicate.removeprefix(terms.SH) for fact in GRAPH.of_subject[iri]}
        assert iri in owned or any(name.startswith("target") for name in about), iri


def test_every_shape_tells_severity_name_and_message_in_both_languages() -> None:
    for iri in SHAPES:
        about = GRAPH.of_subject[iri]
        told = {(fact.predicate.removeprefix(terms.SH), fact.language) for fact in about}
        query = next((fact.object for fact in about if fact.predicate == terms.SH + "sparql"), None)
        message = GRAPH.of_subject[query] if query else about
        told |= {(fact.predicate.removeprefix(terms.SH), fact.language) for fact in message}
        wanted = {("severity", ""), ("name", "nb"), ("name", "en")}
        if any(fact.predicate in CONSTRAINTS for fact in about):
            wanted |= {("message", "nb"), ("message", "en")}
        assert wanted <= told, iri


def test_no_property_shape_or_query_is_a_blank_node() -> None:
    for predicate in ("property", "sparql"):
        found = GRAPH.of_predicate[terms.SH + predicate]
        assert {fact.kind for fact in found} == {"iri"}


def test_messages_name_only_what_the_report_can_name() -> None:
    messages = [fact.object for fact in GRAPH.of_predicate[terms.SH + "message"]]
    assert set(re.findall(r"\{[^}]*\}", " ".join(messages))) <= {"{$this}", "{?value}", "{?path}"}
