"""What can be told from the statements alone, each fault at its own line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache

from hfgraph import terms
from hfgraph.validation import literals
from hfgraph.validation.facts import Fact, Facts
from hfgraph.validation.vocabulary import Vocabulary, is_borrowed, is_ours

_LANGUAGES = {"nb", "nn", "se", "sma", "smj", "en"}
_LONGEST = 100_000
_PLAIN = {"", terms.XSD + "string"}
_UNREAD = {terms.HF + "sha256", terms.HF + "organizationNumber", terms.DCTERMS + "identifier"}
_SINGLE = {terms.HF + name for name in ("number", "start", "end", "sha256", "length", "year", "sequence")}
_WIDER = {terms.XSD + "decimal": {terms.XSD + "integer"}}


@dataclass(frozen=True, slots=True)
class Fault:
    """A rule that a statement breaks.

    Attributes:
        rule: the rule's code.
        fact: the statement.
        value: the value at fault, when it is not the thing itself.
        names: what else the message names: IRIs or plain words.
    """

    rule: str
    fact: Fact
    value: str | None = None
    names: Mapping[str, str] = field(default_factory=dict)


def lint(facts: Facts, vocabulary: Vocabulary) -> Iterator[Fault]:
    """Yield what is wrong with statements: the terms they use, and how their values are written.

    Args:
        facts: the statements.
        vocabulary: what the ontology declares.
    """
    nearest = cache(vocabulary.nearest)
    for fact in facts:
        if fact.blank or fact.kind == "blank":
            yield Fault("blank-node", fact)
        yield from _terms(fact, vocabulary, nearest)
        if fact.kind == "literal":
            yield from _literal(fact)
        yield from _fit(fact, facts, vocabulary)
    yield from _second_values(facts)


def _terms(fact: Fact, vocabulary: Vocabulary, nearest: Callable[[str], str]) -> Iterator[Fault]:
    is_type = fact.predicate == terms.TYPE
    if fact.predicate in vocabulary.classes:
        yield Fault("misplaced-term", fact, fact.predicate)
    elif is_type and fact.object in vocabulary.properties:
        yield Fault("misplaced-term", fact, fact.object)
    used = [fact.subject, fact.predicate] + ([fact.object] if fact.kind == "iri" else [])
    for iri in used:
        if iri in vocabulary.declared:
            continue
        if is_ours(iri):
            yield Fault("unknown-term", fact, iri, {"suggestion": terms.shorten(nearest(iri))})
        elif is_borrowed(iri) and (iri == fact.predicate or is_type):
            yield Fault("undeclared-term", fact, iri, {"suggestion": terms.shorten(nearest(iri))})


def _literal(fact: Fact) -> Iterator[Fault]:
    if not literals.is_written_right(fact.object, fact.datatype):
        yield Fault("malformed-literal", fact, fact.object, {"wanted": literals.example(fact.datatype)})
    if len(fact.object) > _LONGEST:
        yield Fault("huge-literal", fact, None, {"length": str(len(fact.object))})
        return
    if fact.language and fact.language not in _LANGUAGES:
        yield Fault("unknown-language", fact, fact.language)
    if fact.datatype in _PLAIN and fact.predicate not in _UNREAD and literals.contact(fact.object):
        yield Fault("private-data", fact)


def _fit(fact: Fact, facts: Facts, vocabulary: Vocabulary) -> Iterator[Fault]:
    domain = vocabulary.domains.get(fact.predicate)
    types = facts.types.get(fact.subject)
    if domain and types and fact.predicate.startswith(terms.HF) and not vocabulary.belongs(types, domain):
        yield Fault("wrong-subject", fact, None, {"wanted": domain})
    is_literal = fact.kind == "literal"
    if fact.predicate in (vocabulary.object_properties if is_literal else vocabulary.data_properties):
        yield Fault("wrong-object", fact, fact.object)
        return
    wanted = vocabulary.ranges.get(fact.predicate, "")
    if is_literal and wanted.startswith(terms.XSD):
        written = fact.datatype or "text"
        if written != wanted and written not in _WIDER.get(wanted, ()):
            yield Fault("wrong-datatype", fact, fact.object, {"wanted": literals.example(wanted)})


def _second_values(facts: Facts) -> Iterator[Fault]:
    first: dict[tuple[str, str], Fact] = {}
    for predicate in sorted(_SINGLE):
        for fact in facts.of_predicate.get(predicate, ()):
            known = first.setdefault((fact.subject, predicate), fact)
            if known.object != fact.object:
                yield Fault("second-value", fact, fact.object, {"first": known.object})


def lint_files(facts: Facts) -> Iterator[Fault]:
    """Yield what is wrong with how documents and passages are divided among the files."""
    documents = list(_typed(facts, "Document"))
    described = {(fact.subject, fact.file.graph) for fact in documents}
    started: dict[str, Fact] = {}
    for fact in facts:
        started.setdefault(fact.file.graph, fact)
    for graph, fact in started.items():
        if fact.file.path.name != "register.ttl" and not {(graph, graph)} <= described:
            yield Fault("missing-document", fact, None, {"this": graph})
    for predicate in (terms.DCTERMS + "identifier", terms.HF + "sha256"):
        yield from _same_document(facts, predicate, {fact.subject for fact in documents})
    yield from _passages(facts)


def _same_document(facts: Facts, predicate: str, documents: set[str]) -> Iterator[Fault]:
    first: dict[str, Fact] = {}
    for fact in facts.of_predicate.get(predicate, ()):
        if fact.subject in documents:
            known = first.setdefault(fact.object, fact)
            if known.subject != fact.subject:
                yield Fault("document-twice", fact, fact.object, {"other": known.subject})


def _passages(facts: Facts) -> Iterator[Fault]:
    first: dict[str, Fact] = {}
    for fact in _typed(facts, "Passage"):
        known = first.setdefault(fact.subject, fact)
        if known.file != fact.file:
            yield Fault("passage-twice", fact, None, {"other": known.file.graph})
    for fact in facts.of_predicate.get(terms.DCTERMS + "isPartOf", ()):
        if fact.subject in first and fact.object != fact.file.graph:
            yield Fault("stray-passage", fact, fact.object, {"other": fact.file.graph})


def _typed(facts: Facts, name: str) -> Iterable[Fact]:
    wanted = terms.HF + name
    return (fact for fact in facts.of_predicate.get(terms.TYPE, ()) if fact.object == wanted)
