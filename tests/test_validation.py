"""The check of a workspace: each rule that is no shape, at the line of the fault, and what a report holds."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

import pytest

from hfgraph import terms
from hfgraph.errors import HfgraphError
from hfgraph.validation import Finding, Report, validate
from hfgraph.validation.facts import Facts
from hfgraph.validation.literals import contact, is_written_right
from hfgraph.validation.rules import RULES
from hfgraph.validation.shacl import Result
from hfgraph.workspace import Workspace

TEXT = "Samarbeidsutvalget møtes i mai. Æ, ø og å er ett tegn hver.\n"
HASH = hashlib.sha256(TEXT.encode()).hexdigest()

PREFIXES = """\
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> .
@prefix hf: <https://w3id.org/hfgraph/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
@base <https://w3id.org/hfgraph/id/vik/> .
"""
DOCUMENT = f"""\
<doc/note> a hf:Document ;
    rdfs:label "Notatet"@nb , "The note"@en ;
    dcterms:identifier "note.txt" ;
    dcterms:title "Notat"@nb ;
    dcterms:issued "2024-05-01"^^xsd:date ;
    dcterms:language "nb" ;
    hf:kind <https://w3id.org/hfgraph/code/document-kind/minutes> ;
    hf:length {len(TEXT)} ;
    hf:sha256 "{HASH}" .
<doc/note/p/1> a hf:Passage ;
    dcterms:isPartOf <doc/note> ;
    hf:section "Innledning" ;
    hf:start 0 ;
    hf:end 10 .
<../vik> a <https://w3id.org/hfgraph/ns#HealthCommunity> ;
    rdfs:label "Vik"@nb , "Vik"@en .
<committee/su> a hf:Committee ;
    rdfs:label "Samarbeidsutvalget"@nb , "The cooperation committee"@en ;
    hf:community <../vik> ;
    hf:kind <https://w3id.org/hfgraph/code/committee-kind/other> ;
    hf:statedIn <doc/note/p/1> .
"""
FIRST = (PREFIXES + DOCUMENT).count("\n") + 1
"""The line on which what a test adds begins."""


class NoShapes:
    """A validator that finds nothing, so that a test sees only the other rules."""

    def results(self, data: Facts, shapes: Facts) -> Iterable[Result]:
        assert len(data)
        assert len(shapes)
        return ()


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data" / "vik").mkdir(parents=True)
    (tmp_path / "sources").mkdir()
    write(tmp_path)
    return tmp_path


def write(root: Path, added: str = "", name: str = "note") -> None:
    (root / "data" / "vik" / f"{name}.ttl").write_text(PREFIXES + DOCUMENT + added, encoding="utf-8")


def lint(root: Path) -> list[Finding]:
    return list(validate(Workspace.open(root), validator=NoShapes()).findings)


def full(root: Path) -> Report:
    return validate(Workspace.open(root))


def test_a_workspace_in_order_has_no_findings(root: Path) -> None:
    report = full(root)
    assert report.findings == ()
    assert report.conforms
    assert report.statements > 20
    assert report.rules_checked > 100


@pytest.mark.parametrize(
    "rule, added",
    [
        ("unknown-term", "<committee/su> hf:comunity <../vik> ."),
        ("unknown-term", "<committee/su> hf:kind <https://w3id.org/hfgraph/code/committee-kind/others> ."),
        ("unknown-term", "<committee/su> a hf:Comittee ."),
        ("undeclared-term", '<committee/su> dcterms:titel "SU"@nb .'),
        ("undeclared-term", '<committee/su> rdfs:lable "SU"@nb .'),
        ("misplaced-term", "<committee/su> hf:Committee <../vik> ."),
        ("misplaced-term", "<committee/x> a hf:community ."),
        ("wrong-subject", "<committee/su> hf:treats <../vik> ."),
        ("wrong-object", '<committee/su> hf:region "Salten" .'),
        ("wrong-object", "<committee/su> hf:note <../vik> ."),
        ("wrong-datatype", '<committee/su> hf:number "1" .'),
        ("wrong-datatype", '<committee/su> hf:asWritten "to"@nb .'),
        ("malformed-literal", '<committee/su> hf:date "2023-13-45"^^xsd:date .'),
        ("malformed-literal", '<committee/su> hf:date "2023-02-29"^^xsd:date .'),
        ("malformed-literal", '<committee/su> hf:formal "ja"^^xsd:boolean .'),
        ("unknown-language", '<committee/su> hf:note "ahoj"@cs .'),
        ("private-data", '<committee/su> hf:note "Ring 75 53 40 00."@nb .'),
        ("private-data", '<committee/su> hf:note "Skriv til post@vik.example"@nb .'),
        ("blank-node", "<committee/su> hf:about [] ."),
        ("second-value", "<doc/note/p/1> hf:start 1 ."),
        ("stray-passage", '<doc/x/p/1> a hf:Passage ; dcterms:isPartOf <doc/x> ; hf:section "X" .'),
    ],
)
def test_each_rule_tells_its_fault_at_its_line(root: Path, rule: str, added: str) -> None:
    write(root, f"\n{added}\n")
    findings = lint(root)
    assert [(finding.rule, finding.line) for finding in findings] == [(rule, FIRST + 1)]
    assert findings[0].file == root / "data" / "vik" / "note.ttl"
    assert findings[0].graph == terms.ID + "vik/doc/note"
    assert "{" not in findings[0].message.nb + findings[0].message.en


def test_a_huge_text_is_told_on_the_line_where_it_ends(root: Path) -> None:
    text = "\n".join(["x" * 99] * 1_002)
    write(root, f'<committee/su> hf:note """{text}"""@nb .\n')
    assert [(finding.rule, finding.line) for finding in lint(root)] == [("huge-literal", FIRST + 1_001)]


def test_every_rule_that_is_no_shape_has_a_test() -> None:
    here = Path(__file__).read_text(encoding="utf-8")
    assert [code for code in RULES if f'"{code}"' not in here] == []


def test_an_unknown_term_comes_with_the_nearest_known_one(root: Path) -> None:
    write(root, "<committee/su> hf:comunity <../vik> .\n")
    assert (
        lint(root)[0].message.en
        == "«hf:comunity» is not in the ontology or the code lists. Did you mean «hf:community»?"
    )


def test_a_private_detail_is_not_repeated_in_the_report(root: Path) -> None:
    write(root, '<committee/su> hf:note "Skriv til post@vik.example"@nb .\n')
    found = str(lint(root)[0].as_dict("nb", Workspace.open(root)))
    assert "post@" not in found


def test_a_file_has_to_describe_its_document(root: Path) -> None:
    (root / "data" / "vik" / "other.ttl").write_text(PREFIXES + "\n<committee/su> hf:level 2 .\n", encoding="utf-8")
    found = [(finding.rule, finding.focus, finding.line) for finding in lint(root)]
    assert found == [("missing-document", terms.ID + "vik/doc/other", PREFIXES.count("\n") + 2)]


def test_a_register_describes_no_document(root: Path) -> None:
    (root / "data" / "register.ttl").write_text(PREFIXES + "<committee/su> hf:level 2 .\n", encoding="utf-8")
    assert lint(root) == []


def test_a_document_is_filed_once(root: Path) -> None:
    copy = DOCUMENT.replace("<doc/note>", "<doc/copy>").replace("<doc/note/p/1>", "<doc/copy/p/1>")
    (root / "data" / "vik" / "copy.ttl").write_text(PREFIXES + copy, encoding="utf-8")
    found = [(finding.rule, finding.path, finding.focus) for finding in lint(root)]
    assert found == [
        ("document-twice", terms.DCTERMS + "identifier", terms.ID + "vik/doc/note"),
        ("document-twice", terms.HF + "sha256", terms.ID + "vik/doc/note"),
    ]


def test_a_passage_stands_in_one_file(root: Path) -> None:
    other = DOCUMENT.replace("<doc/note>", "<doc/other>").replace("note.txt", "o.txt").replace(HASH, "0" * 64)
    (root / "data" / "vik" / "other.ttl").write_text(PREFIXES + other, encoding="utf-8")
    assert {finding.rule for finding in lint(root)} == {"passage-twice"}


def test_a_source_is_known_by_its_hash_whatever_it_is_called(root: Path) -> None:
    (root / "sources" / "renamed.txt").write_text(TEXT, encoding="utf-8")
    (root / "sources" / "note.txt").write_text("something else", encoding="utf-8")
    assert lint(root) == []


def test_another_file_by_the_documents_name_is_told(root: Path) -> None:
    (root / "sources" / "note.txt").write_text(TEXT + "changed", encoding="utf-8")
    found = lint(root)
    assert [(finding.rule, finding.value, finding.path) for finding in found] == [
        ("hash-differs", "note.txt", terms.HF + "sha256")
    ]
    assert found[0].message.nb.startswith("Filen «note.txt» har en annen sjekksum enn «Notatet» oppgir.")
    assert found[0].line is not None


def test_a_source_that_is_no_text_is_told(root: Path) -> None:
    content = b"%PDF-1.7 \xff\xfe"
    (root / "sources" / "note.pdf").write_bytes(content)
    path = root / "data" / "vik" / "note.ttl"
    path.write_text(path.read_text("utf-8").replace(HASH, hashlib.sha256(content).hexdigest()), encoding="utf-8")
    assert [(finding.rule, finding.severity) for finding in lint(root)] == [("not-text", "warning")]


def test_lengths_and_passages_are_held_against_the_source(root: Path) -> None:
    (root / "sources" / "note.txt").write_text(TEXT, encoding="utf-8")
    path = root / "data" / "vik" / "note.ttl"
    text = (
        path.read_text("utf-8").replace(f"hf:length {len(TEXT)}", "hf:length 9999").replace("hf:end 10", "hf:end 500")
    )
    path.write_text(text, encoding="utf-8")
    assert [(finding.rule, finding.value) for finding in lint(root)] == [
        ("length-differs", "9999"),
        ("passage-outside", "500"),
    ]


def test_a_shapes_message_names_things_in_both_languages(root: Path) -> None:
    case = """
<case/su/2024/1> a hf:Case ; rdfs:label "Budsjettet"@nb , "The budget"@en ; hf:community <../vik> ;
    hf:statedIn <doc/note/p/1> ; hf:caseOf <committee/su> ; hf:year 2024 ; hf:sequence 1 ;
    hf:follows <case/su/2024/2> .
<case/su/2024/2> a hf:Case ; rdfs:label "Planen"@nb , "The plan"@en ; hf:community <../vik> ;
    hf:statedIn <doc/note/p/1> ; hf:caseOf <committee/su> ; hf:year 2024 ; hf:sequence 2 .
"""
    write(root, case)
    [finding] = full(root).by_rule()[terms.HFS + "FollowsForward"]
    assert finding.message.nb.startswith("«Budsjettet» følger opp «Planen», som kom senere.")
    assert finding.message.en.startswith("«The budget» follows up «The plan», which came later.")
    assert finding.focus_label.en == "The budget"


def test_a_property_shapes_message_begins_with_the_things_name(root: Path) -> None:
    write(root, '\n<committee/x> a hf:Committee ; rdfs:label "Nemnda"@nb ; hf:community <../vik> ; hf:level 7 .\n')
    by_rule = full(root).by_rule()
    assert by_rule[terms.HFS + "Named-en"][0].message.en.startswith("Nemnda: The name in English is missing.")
    level = by_rule[terms.HFS + "Committee-level"][0]
    assert (level.line, level.value, level.path) == (FIRST + 1, "7", terms.HF + "level")
    assert level.message.nb.endswith("(«7»)")


def test_a_demand_on_values_is_told_where_the_value_is_used(root: Path) -> None:
    write(root, "\n<committee/su> hf:statedIn <doc/note> .\n<../vik> hf:statedIn <doc/note> .\n")
    found = full(root).by_rule()[terms.HFS + "StatedIn"]
    assert [(finding.focus.removeprefix(terms.ID), finding.line) for finding in found] == [
        ("vik/committee/su", FIRST + 1),
        ("vik", FIRST + 2),
    ]


def test_one_fault_is_told_once(root: Path) -> None:
    write(root, '<committee/su> hf:date "2023-13-45"^^xsd:date .\n<doc/note/p/1> hf:start 1 .\n')
    assert [finding.rule for finding in full(root).findings] == ["malformed-literal", "second-value"]


def test_the_report_is_the_same_every_time_and_gravest_first(root: Path) -> None:
    write(root, "<committee/x> a hf:Committee .\n<project/p> a hf:Project .\n<meeting/m> a hf:Meeting .\n")
    first, second = full(root), full(root)
    assert first == second
    severities = [group.severity for group in first.groups()]
    assert severities == sorted(severities, key=["violation", "warning", "info"].index)
    assert not first.conforms
    assert sum(len(group.findings) for group in first.groups()) == len(first.findings)


def test_json_has_one_language_and_files_relative_to_the_data(root: Path) -> None:
    write(root, "<committee/su> hf:comunity <../vik> .\n")
    workspace = Workspace.open(root)
    report = validate(workspace, validator=NoShapes())
    told = report.as_json("nb", workspace)
    assert told["counts"] == {"violation": 1, "warning": 0, "info": 0}
    assert report.findings[0].as_dict("nb", workspace) == {
        "rule": "unknown-term",
        "severity": "violation",
        "focus": terms.ID + "vik/committee/su",
        "label": "Samarbeidsutvalget",
        "path": terms.HF + "comunity",
        "value": terms.HF + "comunity",
        "message": "«hf:comunity» finnes ikke i ontologien eller kodelistene. Mente du «hf:community»?",
        "file": "vik/note.ttl",
        "line": FIRST,
        "graph": terms.ID + "vik/doc/note",
    }


def test_a_workspaces_own_shapes_are_added(root: Path) -> None:
    (root / "shapes").mkdir()
    shape = """
@prefix hf: <https://w3id.org/hfgraph/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
<https://example.org/s> a sh:NodeShape ; sh:targetClass hf:Committee ; sh:property <https://example.org/level> .
<https://example.org/level> a sh:PropertyShape ; sh:path hf:level ; sh:minCount 1 ; sh:message "No level." .
"""
    (root / "shapes" / "own.ttl").write_text(shape, encoding="utf-8")
    [finding] = full(root).findings
    assert (finding.rule, finding.severity) == ("https://example.org/level", "violation")
    assert finding.message.nb == "Samarbeidsutvalget: No level."


@pytest.mark.parametrize(
    "shape",
    [
        "<https://example.org/s> a sh:NodeShape ; sh:targetClass hf:Committee ; sh:sparql <https://example.org/q> ."
        '<https://example.org/q> sh:select "SELECT nonsense" .',
        "<https://example.org/s> a sh:NodeShape ; sh:targetClass hf:Committee ; sh:property <https://example.org/p> ."
        "<https://example.org/p> a sh:PropertyShape ; sh:path hf:level ; sh:minCount 1 , 2 .",
    ],
)
def test_a_shape_that_cannot_be_used_is_told(root: Path, shape: str) -> None:
    (root / "shapes").mkdir()
    prefixes = "@prefix hf: <https://w3id.org/hfgraph/ns#> .\n@prefix sh: <http://www.w3.org/ns/shacl#> .\n"
    (root / "shapes" / "own.ttl").write_text(prefixes + shape, encoding="utf-8")
    with pytest.raises(HfgraphError, match="shapes cannot be used"):
        full(root)


def test_nothing_to_check_is_an_error(root: Path) -> None:
    (root / "data" / "vik" / "note.ttl").write_text("# nothing yet\n", encoding="utf-8")
    with pytest.raises(HfgraphError, match="nothing to check"):
        full(root)


def test_broken_turtle_is_an_error(root: Path) -> None:
    write(root, "<committee/su> hf:level ")
    with pytest.raises(HfgraphError, match="Not valid Turtle"):
        full(root)


@pytest.mark.parametrize(
    "lexical, name, right",
    [
        ("2024-02-29", "date", True),
        ("2023-02-29", "date", False),
        ("2023-1-1", "date", False),
        ("2023", "gYear", True),
        ("23", "gYear", False),
        ("2023-13", "gYearMonth", False),
        ("09:00:00", "time", True),
        ("09:00", "time", False),
        ("25:00:00", "time", False),
        ("2023-05-01T09:00:00Z", "dateTime", True),
        ("2023-05-01", "dateTime", False),
        ("11,5", "decimal", False),
        ("11.5", "decimal", True),
        ("1.0", "integer", False),
        ("-3", "integer", True),
        ("True", "boolean", False),
        ("anything", "hexBinary", True),
    ],
)
def test_values_are_written_as_their_datatype_asks(lexical: str, name: str, right: bool) -> None:
    assert is_written_right(lexical, terms.XSD + name) is right


@pytest.mark.parametrize(
    "text, found",
    [
        ("kari.nes@vik.example", True),
        ("Telefon +47 75 53 40 00", True),
        ("mobil 901 23 456", True),
        ("tlf. 75534000", True),
        ("90 millioner kroner", False),
        ("40 000 000 kroner", False),
        ("2023-09-13 og 2024-10-17", False),
        ("20241017", False),
        ("sak 10/2024 og 31-2022", False),
        ("kl. 08:00-10:00, 12:00-14:00", False),
        ("organisasjonsnummer 983974910", False),
    ],
)
def test_contact_details_are_recognised(text: str, found: bool) -> None:
    assert (contact(text) is not None) is found


def test_a_command_that_does_not_check_pays_nothing_for_it() -> None:
    code = "import sys, hfgraph.validation; sys.exit(bool({'rdflib', 'pyshacl'} & set(sys.modules)))"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
