"""JSON-LD with a context made from the ontology: short names, typed links, and texts by language."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pyoxigraph as ox

from hfgraph import terms
from hfgraph.store import Store

Context = dict[str, Any]
Value = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple

_CLASSES = (terms.OWL + "Class",)
_LINKS = terms.OWL + "ObjectProperty"
_PROPERTIES = (_LINKS, terms.OWL + "DatatypeProperty", terms.OWL + "AnnotationProperty")
_STRING = terms.XSD + "string"
_NATIVE = {terms.XSD + "integer", terms.XSD + "boolean"}


def context(store: Store) -> Context:
    """Return the context: a term for every class and property of the ontology, ours before borrowed ones.

    A link is ``@type: @id``, a property with one datatype has that, and a property whose texts all have a language is a
    map by language.
    """
    made: Context = {"@version": 1.1, **terms.PREFIXES}
    for iri in _declared(store, _CLASSES):
        made.setdefault(_local(iri), {"@id": curie(iri)})
    links = set(_declared(store, (_LINKS,)))
    for iri in (terms.LABEL, *_declared(store, _PROPERTIES)):
        term = {"@id": curie(iri)}
        if iri in links:
            term["@type"] = "@id"
        elif _by_language(store, iri):
            term["@container"] = "@language"
        elif (kind := store.value(iri, terms.RDFS + "range")) and kind.startswith(terms.XSD) and kind != _STRING:
            term["@type"] = curie(kind)
        made.setdefault(_local(iri), term)
    return made


def compact(triples: Iterable[ox.Triple], made: Context, address: str, focus: str | None = None) -> dict[str, Any]:
    """Return the statements as one JSON-LD document that refers to the context at ``address``.

    Args:
        triples: the statements.
        made: the context.
        address: where it is published.
        focus: the thing the document is about: it is the document, and what points to it stands under ``@reverse``.
    """
    writer = _Writer(made)
    nodes: dict[str, dict[str, Any]] = {}
    reverse: dict[str, Any] = {}
    for triple in triples:
        subject, predicate = _name(triple.subject), triple.predicate.value
        points = isinstance(triple.object, ox.NamedNode) and triple.object.value == focus
        if points and subject != focus and predicate != terms.TYPE:
            reverse.setdefault(writer.link(predicate), []).append({"@id": curie(subject)})
            continue
        writer.add(nodes.setdefault(subject, {"@id": curie(subject)}), predicate, triple.object)
    main = nodes.pop(focus, {"@id": curie(focus)}) if focus else {}
    if reverse:
        main["@reverse"] = reverse
    rest = list(nodes.values())
    if focus and not rest:
        return {"@context": address, **main}
    return {"@context": address, "@graph": [main, *rest] if focus else rest}


def curie(iri: str) -> str:
    """Return ``iri`` with a prefix of ours when one fits."""
    for prefix, namespace in terms.PREFIXES.items():
        rest = iri.removeprefix(namespace)
        if rest != iri and rest and not rest.startswith("//"):
            return f"{prefix}:{rest}"
    return iri


class _Writer:
    """Adds values to node objects, under a term when the term says exactly what the value is."""

    def __init__(self, made: Context) -> None:
        self._terms: dict[str, tuple[str, Mapping[str, str]]] = {}
        for name, term in made.items():
            if isinstance(term, dict):
                self._terms.setdefault(term["@id"], (name, term))

    def link(self, predicate: str) -> str:
        return self._terms.get(curie(predicate), (curie(predicate), {}))[0]

    def add(self, node: dict[str, Any], predicate: str, value: Value) -> None:
        if predicate == terms.TYPE and isinstance(value, ox.NamedNode):
            _append(node, "@type", self.link(value.value))
            return
        plain = curie(predicate)
        name, term = self._terms.get(plain, (plain, {}))
        kind = term.get("@type")
        if isinstance(value, ox.Literal):
            if value.language and term.get("@container") == "@language":
                _append(node.setdefault(name, {}), value.language, value.value)
            elif kind and kind != "@id" and curie(value.datatype.value) == kind:
                _append(node, name, _native(value))
            elif not term.get("@container") and not kind:
                _append(node, name, _literal(value))
            else:
                _append(node, plain if plain != name else predicate, _literal(value))
        elif kind == "@id":
            _append(node, name, curie(_name(value)))
        else:
            _append(node, plain if term else name, {"@id": curie(_name(value))})


def _append(node: dict[str, Any], key: str, value: Any) -> None:
    if key not in node:
        node[key] = value
    elif isinstance(node[key], list):
        node[key].append(value)
    else:
        node[key] = [node[key], value]


def _literal(value: ox.Literal) -> Any:
    if value.language:
        return {"@value": value.value, "@language": value.language}
    kind = value.datatype.value
    return value.value if kind == _STRING else {"@value": value.value, "@type": curie(kind)}


def _native(value: ox.Literal) -> Any:
    text, kind = value.value, value.datatype.value
    if kind in _NATIVE:
        if text in ("true", "false"):
            return text == "true"
        if text.lstrip("-").isdigit() and str(int(text)) == text:
            return int(text)
    return text


def _name(term: Value) -> str:
    return term.value if isinstance(term, ox.NamedNode) else str(term)


def _local(iri: str) -> str:
    return iri.rpartition("#")[2] if "#" in iri else iri.rpartition("/")[2]


def _declared(store: Store, kinds: Iterable[str]) -> list[str]:
    found = {fact.subject for kind in kinds for fact in store.facts(None, terms.TYPE, kind)}
    return sorted(
        (iri for iri in found if "://" in iri and _local(iri)), key=lambda iri: (not iri.startswith(terms.HF), iri)
    )


def _by_language(store: Store, iri: str) -> bool:
    tagged = {bool(fact.language) for fact in store.facts(None, iri) if fact.literal}
    return tagged == {True}
