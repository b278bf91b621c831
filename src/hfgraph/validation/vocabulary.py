"""What the ontology declares, read from its files: which terms there are and what each may be used for."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches

from hfgraph import terms
from hfgraph.validation.facts import Facts

_CLASSES = {terms.OWL + "Class", terms.RDFS + "Class"}
_OBJECT = terms.OWL + "ObjectProperty"
_DATA = terms.OWL + "DatatypeProperty"
_PROPERTIES = {_OBJECT, _DATA, terms.OWL + "AnnotationProperty", terms.RDF + "Property"}
_BUILT_IN = {terms.RDF + "type", terms.RDF + "Property"} | {
    terms.RDFS + name for name in ("label", "comment", "seeAlso", "isDefinedBy", "subClassOf", "subPropertyOf")
}
_BORROWED = (
    terms.DCTERMS,
    terms.FOAF,
    terms.ORG,
    terms.PROV,
    terms.RDF,
    terms.RDFS,
    terms.SCHEMA,
    terms.SKOS,
)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The declared terms.

    Attributes:
        declared: every IRI the ontology describes.
        classes: the classes among them.
        properties: the properties among them.
        object_properties: those whose values are things.
        data_properties: those whose values are literals.
        domains: the class each property is for.
        ranges: the class or datatype of each property's values.
        above: every class with itself and all classes above it.
    """

    declared: frozenset[str]
    classes: frozenset[str]
    properties: frozenset[str]
    object_properties: frozenset[str]
    data_properties: frozenset[str]
    domains: dict[str, str]
    ranges: dict[str, str]
    above: dict[str, frozenset[str]]

    @classmethod
    def of(cls, ontology: Facts) -> Vocabulary:
        """Read the terms from the ontology's own statements."""
        types = ontology.types

        def typed(kinds: set[str]) -> frozenset[str]:
            return frozenset(term for term, found in types.items() if found & kinds)

        classes = typed(_CLASSES)
        parents: dict[str, set[str]] = {}
        for fact in ontology.of_predicate.get(terms.RDFS + "subClassOf", ()):
            parents.setdefault(fact.subject, set()).add(fact.object)
        return cls(
            frozenset(types) | _BUILT_IN,
            classes,
            typed(_PROPERTIES),
            typed({_OBJECT}),
            typed({_DATA}),
            _values(ontology, "domain"),
            _values(ontology, "range"),
            {name: _above(name, parents) for name in classes | set(parents)},
        )

    def nearest(self, iri: str) -> str:
        """Return the declared term most like ``iri``, from the same namespace or code list if it has any."""
        home = iri[: max(iri.rfind("#"), iri.rfind("/")) + 1]
        same = [term for term in self.declared if term.startswith(home)]
        terms_to_try = sorted(same or filter(is_ours, self.declared))
        return get_close_matches(iri, terms_to_try, n=1, cutoff=0)[0]

    def belongs(self, types: set[str], wanted: str) -> bool:
        """Return whether a thing of these ``types`` is a ``wanted``."""
        return any(wanted in self.above.get(name, {name}) for name in types)


def is_ours(iri: str) -> bool:
    """Return whether ``iri`` is in one of our namespaces for terms, codes and shapes."""
    return iri.startswith((terms.HF, terms.HFC, terms.HFS))


def is_borrowed(iri: str) -> bool:
    """Return whether ``iri`` is in a vocabulary we borrow from, and so should be declared."""
    return iri.startswith(_BORROWED)


def _values(ontology: Facts, name: str) -> dict[str, str]:
    return {fact.subject: fact.object for fact in ontology.of_predicate.get(terms.RDFS + name, ())}


def _above(name: str, parents: dict[str, set[str]]) -> frozenset[str]:
    found = {name}
    waiting = [name]
    while waiting:
        new = parents.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return frozenset(found)
