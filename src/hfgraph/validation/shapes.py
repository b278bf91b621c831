"""The shapes as rules: what each is called, how grave it is, what it says and what it targets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hfgraph import assets, terms
from hfgraph.errors import bad_input
from hfgraph.text import Text
from hfgraph.validation.facts import Facts, read
from hfgraph.validation.finding import Rule, Severity
from hfgraph.workspace import SourceFile

_ABOUT_ONTOLOGY = "ontology-style.ttl"
_SEVERITIES: dict[str, Severity] = {terms.SH + "Warning": "warning", terms.SH + "Info": "info"}
_SHAPES = {terms.SH + "NodeShape", terms.SH + "PropertyShape"}
_DEFAULT = Text("Bryter formen.", "Does not conform to the shape.")


@dataclass(frozen=True, slots=True)
class Shape:
    """One shape.

    Attributes:
        rule: the shape as a rule.
        used_by: properties whose values the shape looks at, when it is a demand on values.
    """

    rule: Rule
    used_by: frozenset[str]


def files(extra: Path | None = None) -> list[SourceFile]:
    """Return the files of the shapes for facts: ours, and those in the folder ``extra``."""
    own = [path for path in sorted(assets.folder("shapes").glob("*.ttl")) if path.name != _ABOUT_ONTOLOGY]
    added = sorted(extra.glob("*.ttl")) if extra is not None and extra.is_dir() else []
    return [SourceFile(path, f"https://w3id.org/hfgraph/shapes/{path.stem}") for path in own + added]


def load(extra: Path | None = None) -> tuple[Facts, dict[str, Shape]]:
    """Return the shapes' statements, and the shapes by IRI.

    Raises:
        HfgraphError: a file of shapes cannot be read or there is no shape in them.
    """
    facts = read(files(extra))
    shapes = {iri: shape for iri, types in facts.types.items() if types & _SHAPES for shape in _read(facts, iri)}
    if not shapes:
        raise bad_input(
            "Det finnes ingen former å prøve grafen mot.",
            "There are no shapes to check the graph against.",
            mend=("Installer hfgraph på nytt.", "Reinstall hfgraph."),
            path=extra,
        )
    return facts, shapes


def _read(facts: Facts, iri: str) -> Iterator[Shape]:
    if _first(facts, iri, "deactivated") == "true":
        return
    users = sorted(fact.subject for fact in facts.of_object.get(iri, ()) if fact.predicate == terms.SH + "property")
    query = _first(facts, iri, "sparql")
    name = _text(facts, iri, "name")
    if users and (owner := _text(facts, users[0], "name")):
        name = Text(f"{owner.nb}: {name.nb}", f"{owner.en}: {name.en}") if name else owner
    message = _text(facts, iri, "message") or (_text(facts, query, "message") if query else None)
    severity = _SEVERITIES.get(_first(facts, iri, "severity") or "", "violation")
    rule = Rule(iri, severity, name or Text(terms.shorten(iri), terms.shorten(iri)), message or _DEFAULT)
    demands = [] if query else [iri, *users]
    yield Shape(rule, frozenset(path for shape in demands for path in _all(facts, shape, "targetObjectsOf")))


def _all(facts: Facts, iri: str, name: str) -> list[str]:
    return [fact.object for fact in facts.of_subject.get(iri, ()) if fact.predicate == terms.SH + name]


def _first(facts: Facts, iri: str, name: str) -> str | None:
    return next(iter(_all(facts, iri, name)), None)


def _text(facts: Facts, iri: str, name: str) -> Text | None:
    found = {fact.language: fact.object for fact in facts.of_subject.get(iri, ()) if fact.predicate == terms.SH + name}
    if not found:
        return None
    either = next(iter(found.values()))
    return Text(found.get("nb", either), found.get("en", found.get("", either)))
