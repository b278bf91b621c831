"""What a check found: one finding a fault, grouped by the rule it breaks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import Literal

from hfgraph.text import Language, Text
from hfgraph.workspace import Workspace

Severity = Literal["violation", "warning", "info"]
SEVERITIES: tuple[Severity, ...] = ("violation", "warning", "info")

_PLACEHOLDER = re.compile(r"\{[$?](\w+)\}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is checked.

    Attributes:
        id: the shape's IRI, or the short code of a rule that is no shape.
        severity: how grave it is to break the rule.
        title: what the rule asks for.
        message: what is wrong and how to mend it; ``{$this}``, ``{?value}`` and the like stand for names.
    """

    id: str
    severity: Severity
    title: Text
    message: Text

    def tell(self, names: Mapping[str, Text]) -> Text:
        """Return the message with ``names`` put in.

        A message that names neither the thing nor the value gets the thing's name before it and the value after it.
        """
        return Text(*(_tell(self.message.in_language(language), names, language) for language in ("nb", "en")))


@dataclass(frozen=True, slots=True)
class Finding:
    """One fault.

    Attributes:
        rule: the rule's IRI or code.
        severity: how grave it is.
        focus: IRI of the thing at fault.
        focus_label: what it is called.
        path: IRI of the property at fault, when it is one.
        value: the value at fault, when there is one.
        message: what is wrong and how to mend it, with names for IRIs.
        file: the file it stands in, when it stands in one.
        line: line number from 1, when known.
        graph: IRI of the named graph it stands in.
    """

    rule: str
    severity: Severity
    focus: str
    focus_label: Text
    path: str | None
    value: str | None
    message: Text
    file: Path | None = None
    line: int | None = None
    graph: str | None = None

    def as_dict(self, language: Language, workspace: Workspace) -> dict[str, str | int | None]:
        """Return the finding for JSON: one language, the file relative to the data folder."""
        return {
            "rule": self.rule,
            "severity": self.severity,
            "focus": self.focus,
            "label": self.focus_label.in_language(language),
            "path": self.path,
            "value": self.value,
            "message": self.message.in_language(language),
            "file": None if self.file is None else workspace.name(self.file),
            "line": self.line,
            "graph": self.graph,
        }


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """All findings of one rule.

    Attributes:
        rule: the rule's IRI or code.
        severity: how grave it is to break it.
        title: what the rule asks for.
        findings: what broke it, by file and line.
    """

    rule: str
    severity: Severity
    title: Text
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Report:
    """The outcome of a check.

    Attributes:
        findings: every fault, gravest first, then by rule, file and line.
        rules: every rule that was checked, by id.
        statements: how many statements were looked at.
    """

    findings: tuple[Finding, ...]
    rules: Mapping[str, Rule]
    statements: int

    @property
    def conforms(self) -> bool:
        """Whether there are no violations; warnings and information are no obstacle."""
        return not self.count("violation")

    @property
    def rules_checked(self) -> int:
        """How many rules were checked."""
        return len(self.rules)

    def count(self, severity: Severity) -> int:
        """Return how many findings have this severity."""
        return sum(finding.severity == severity for finding in self.findings)

    def by_rule(self) -> dict[str, tuple[Finding, ...]]:
        """Return the findings of every rule that was broken, gravest first."""
        return {key: tuple(found) for key, found in groupby(self.findings, key=lambda finding: finding.rule)}

    def groups(self) -> list[RuleGroup]:
        """Return the findings grouped by rule, violations first."""
        return [
            RuleGroup(key, self.rules[key].severity, self.rules[key].title, found)
            for key, found in self.by_rule().items()
        ]

    def as_json(self, language: Language, workspace: Workspace) -> dict[str, object]:
        """Return the whole report for JSON, in one language."""
        return {
            "conforms": self.conforms,
            "statements": self.statements,
            "rules": self.rules_checked,
            "counts": {severity: self.count(severity) for severity in SEVERITIES},
            "findings": [finding.as_dict(language, workspace) for finding in self.findings],
        }


def in_order(finding: Finding) -> tuple[object, ...]:
    """Return the key that sorts findings the same way every time."""
    return (
        SEVERITIES.index(finding.severity),
        finding.rule,
        str(finding.file or ""),
        finding.line or 0,
        finding.focus,
        finding.path or "",
        finding.value or "",
    )


def _tell(message: str, names: Mapping[str, Text], language: Language) -> str:
    used = set(_PLACEHOLDER.findall(message))
    told = _PLACEHOLDER.sub(
        lambda match: f"«{names[match[1]].in_language(language)}»" if match[1] in names else match[0], message
    )
    if used:
        return told
    value = f" («{names['value'].in_language(language)}»)" if "value" in names else ""
    return f"{names['this'].in_language(language).rstrip('.')}: {told}{value}"
