"""Turning faults and validation results into findings: what things are called, and where they stand."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from hfgraph.label import Labels
from hfgraph.text import Text
from hfgraph.validation.facts import Fact, Facts
from hfgraph.validation.finding import Finding, Rule
from hfgraph.validation.lint import Fault
from hfgraph.validation.rules import RULES
from hfgraph.validation.shapes import Shape

if TYPE_CHECKING:
    from hfgraph.validation.shacl import Result


_LONGEST = 200  # characters of a name in a message


class Teller:
    """Knows the names of things and the lines they stand on."""

    def __init__(self, facts: Facts, labels: Labels) -> None:
        self._facts = facts
        self._labels = labels

    def of_fault(self, fault: Fault) -> Finding:
        """Return the finding for a fault of a statement."""
        words = {"this": fault.fact.subject, "path": fault.fact.predicate, **fault.names}
        return self._finding(RULES[fault.rule], words, fault.value, fault.fact)

    def of_result(self, result: Result, shape: Shape) -> Iterator[Finding]:
        """Yield the findings for a result: one, or one for each use when the shape is a demand on values."""
        if shape.used_by:
            for fact in self._facts.of_object.get(result.focus, ()):
                if fact.predicate in shape.used_by:
                    words = {"this": fact.subject, "path": fact.predicate}
                    yield self._finding(shape.rule, words, fact.object, fact)
            return
        value = None if result.value == result.focus else result.value
        place = self._facts.find(result.focus, result.path, value)
        if value is not None and result.path is None and value in self._facts.of_subject:
            place = self._facts.find(value, None, None)
        words = {"this": result.focus} | ({} if result.path is None else {"path": result.path})
        yield self._finding(shape.rule, words, value, place)

    def _finding(self, rule: Rule, words: Mapping[str, str], value: str | None, fact: Fact | None) -> Finding:
        names = {key: self._name(word) for key, word in words.items()}
        if value is not None:
            names["value"] = self._name(value)
        return Finding(
            rule.id,
            rule.severity,
            words["this"],
            names["this"],
            words.get("path"),
            value,
            rule.tell(names),
            fact.file.path if fact else None,
            fact.line if fact else None,
            fact.file.graph if fact else None,
        )

    def _name(self, word: str) -> Text:
        name = self._labels.text(word) if word.startswith(("http://", "https://")) else Text(word, word)
        return Text(_cut(name.nb), _cut(name.en))


def _cut(name: str) -> str:
    return name if len(name) <= _LONGEST else name[: _LONGEST - 1] + "…"
