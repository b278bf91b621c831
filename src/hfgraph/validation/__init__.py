"""Validation: is the graph written right, does it keep its rules, and do its passages lie where it says?

Every fault is told at its file and line, in both languages, with names for IRIs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hfgraph import assets
from hfgraph.errors import bad_input
from hfgraph.label import Labels
from hfgraph.store import Store
from hfgraph.validation import documents, shapes
from hfgraph.validation.facts import Facts, read
from hfgraph.validation.finding import SEVERITIES, Finding, Report, Rule, RuleGroup, Severity, in_order
from hfgraph.validation.lint import Fault, lint, lint_files
from hfgraph.validation.rules import RULES
from hfgraph.validation.telling import Teller
from hfgraph.validation.vocabulary import Vocabulary
from hfgraph.workspace import SourceFile, Workspace

if TYPE_CHECKING:
    from hfgraph.validation.shacl import Validator

__all__ = ["SEVERITIES", "Finding", "Report", "Rule", "RuleGroup", "Severity", "validate"]


def validate(workspace: Workspace, store: Store | None = None, validator: Validator | None = None) -> Report:
    """Check every file of ``workspace``: its statements, the shapes, and the documents at hand.

    Args:
        workspace: the files.
        store: the same files already loaded, for the names of things.
        validator: what holds the facts against the shapes; pySHACL unless another is given.

    Returns:
        What was found, gravest first.

    Raises:
        HfgraphError: a file cannot be read, there are no statements or no shapes, or a shape cannot be used.
    """
    facts = read(workspace.files)
    if not len(facts):
        raise bad_input(
            "Filene har ingen påstander, så det er ingenting å kontrollere.",
            "The files have no statements, so there is nothing to check.",
            mend=("Fyll dem, eller sjekk stien.", "Fill them, or check the path."),
            path=workspace.data,
        )
    ontology = read_ontology()
    graph, known = shapes.load(workspace.root and workspace.root / "shapes")
    teller = Teller(facts, Labels(store or Store.load(workspace)))

    faults = [*lint(facts, Vocabulary.of(ontology)), *lint_files(facts)]
    if workspace.sources is not None:
        faults += documents.check(facts, workspace.sources)
    findings = {teller.of_fault(fault) for fault in faults}
    told = _told(faults)
    for result in (validator or _reference()).results(Facts([*facts, *ontology]), graph):
        shape = known.get(result.shape)
        if shape is not None:
            found = teller.of_result(result, shape)
            findings |= {each for each in found if (each.focus, each.path, each.value) not in told}

    rules = RULES | {iri: shape.rule for iri, shape in known.items()}
    return Report(tuple(sorted(findings, key=in_order)), rules, len(facts))


def read_ontology() -> Facts:
    """Return the statements of the ontology and its code lists."""
    paths = sorted(assets.folder("ontology").glob("*.ttl"))
    return read(SourceFile(path, f"https://w3id.org/hfgraph/ontology/{path.stem}") for path in paths)


def _told(faults: list[Fault]) -> set[tuple[str, str | None, str | None]]:
    """The subject, property and value of every statement already found wrong, so that no shape tells it again."""
    told: set[tuple[str, str | None, str | None]] = set()
    for fault in faults:
        fact = fault.fact
        told.add((fact.subject, fact.predicate, fact.object))
        if fault.rule == "second-value":
            told.add((fact.subject, fact.predicate, None))
    return told


def _reference() -> Validator:
    from hfgraph.validation.shacl import PyShacl

    return PyShacl()
