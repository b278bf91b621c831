"""Validation: is the graph written right, does it keep its rules, and do its passages lie where it says?

Every fault is told at its file and line, in both languages, with names for IRIs.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from hfgraph import assets, terms
from hfgraph.errors import bad_input
from hfgraph.label import Labels
from hfgraph.store import Store
from hfgraph.text import Text
from hfgraph.validation import documents, shapes
from hfgraph.validation.facts import Fact, Facts, read
from hfgraph.validation.finding import SEVERITIES, Finding, Report, Rule, RuleGroup, Severity, in_order
from hfgraph.validation.lint import Fault, lint, lint_files
from hfgraph.validation.rules import RULES
from hfgraph.validation.vocabulary import Vocabulary
from hfgraph.workspace import SourceFile, Workspace

if TYPE_CHECKING:
    from hfgraph.validation.shacl import Result, Validator

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
    ontology = read(
        SourceFile(path, terms.HF + path.stem) for path in sorted(assets.folder("ontology").glob("*.ttl"))
    )
    known, demands = shapes.load(workspace.root and workspace.root / "shapes")
    teller = _Teller(facts, Labels(store or Store.load(workspace)))

    faults = [*lint(facts, Vocabulary.of(ontology)), *lint_files(facts)]
    if workspace.sources is not None:
        faults += documents.check(facts, workspace.sources)
    findings = {teller.of_fault(fault) for fault in faults}
    told = {(fault.fact.subject, fault.fact.predicate, value) for fault in faults for value in (fault.value, fault.fact.object)}
    told |= {(fault.fact.subject, fault.fact.predicate, None) for fault in faults if fault.rule == "second-value"}

    for result in (validator or _reference()).results(Facts([*facts, *ontology]), known):
        shape = demands.get(result.shape)
        if shape is not None:
            findings |= {finding for finding in teller.of_result(result, shape) if _place(finding) not in told}

    rules = RULES | {iri: shape.rule for iri, shape in demands.items()}
    return Report(tuple(sorted(findings, key=in_order)), rules, len(facts))


def _reference() -> Validator:
    from hfgraph.validation.shacl import PyShacl

    return PyShacl()


def _place(finding: Finding) -> tuple[str, str | None, str | None]:
    return finding.focus, finding.path, finding.value


class _Teller:
    """Turns faults and results into findings with names and places."""

    def __init__(self, facts: Facts, labels: Labels) -> None:
        self._facts = facts
        self._labels = labels

    def of_fault(self, fault: Fault) -> Finding:
        """Return the finding for a fault of a statement."""
        fact = fault.fact
        focus = fault.names.get("this", fact.subject)
        return self._finding(RULES[fault.rule], focus, fact.predicate, fault.value, fact, fault.names)

    def of_result(self, result: Result, shape: shapes.Shape) -> Iterator[Finding]:
        """Yield the findings for a result: one, or one for each use when the shape is a demand on values."""
        if shape.used_by:
            for fact in self._facts.of_object.get(result.focus, ()):
                if fact.predicate in shape.used_by:
                    yield self._finding(shape.rule, fact.subject, fact.predicate, fact.object, fact)
            return
        value = None if result.value == result.focus else result.value
        place = self._facts.find(result.focus, result.path, value)
        if value is not None and result.path is None and value in self._facts.of_subject:
            place = self._facts.find(value, None, None)
        yield self._finding(shape.rule, result.focus, result.path, value, place)

    def _finding(
        self, rule: Rule, focus: str, path: str | None, value: str | None, fact: Fact | None, more: Iterable[str] = ()
    ) -> Finding:
        words = dict(more) if isinstance(more, dict) else {}
        words |= {key: text for key, text in (("this", focus), ("path", path), ("value", value)) if text is not None}
        names = {key: self._name(text) for key, text in words.items()}
        file, line, graph = (fact.file.path, fact.line, fact.file.graph) if fact else (None, None, None)
        return Finding(rule.id, rule.severity, focus, names["this"], path, value, rule.tell(names), file, line, graph)

    def _name(self, word: str) -> Text:
        return self._labels.text(word) if word.startswith(("http://", "https://")) else Text(word, word)
