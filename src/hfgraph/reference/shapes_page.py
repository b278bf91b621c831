"""The page that lists every rule the facts and the ontology are held to."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from rdflib import RDF, SH, Graph, Literal, URIRef
from rdflib.collection import Collection
from rdflib.term import Node

from hfgraph import terms
from hfgraph.reference.markdown import NOTICE, anchor, code, escape, page, table
from hfgraph.text import Language

_INTRODUCTION = """
Reglene står som SHACL i `shapes/`, og `hfgraph check` prøver dem. Feil må rettes, advarsler bør rettes, og
opplysninger er til orientering.

*The rules are SHACL in `shapes/`, and `hfgraph check` applies them. Violations must be mended, warnings should
be, and information is there to be known.*
"""
_SEVERITIES = {
    SH.Violation: "feil · violation",
    SH.Warning: "advarsel · warning",
    SH.Info: "opplysning · info",
}
_PLACEHOLDER = re.compile(r"\{[$?]\w+\}")
_TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_STEPS = {SH.inversePath: "^{}", SH.zeroOrMorePath: "{}*", SH.oneOrMorePath: "{}+", SH.zeroOrOnePath: "{}?"}


def render(folder: Path) -> str:
    """Return the page for the shapes whose files are in ``folder``."""
    files = {path: list(_rules(Graph().parse(path, format="turtle"))) for path in sorted(folder.glob("*.ttl"))}
    files = {path: rules for path, rules in files.items() if rules}
    lines = [NOTICE, "", "# Regler · Rules", *_INTRODUCTION.splitlines(), ""]
    lines += (f"- [{path.stem}](#{path.stem})" for path in files)
    for path, rules in files.items():
        lines += ["", anchor(path.stem), "", f"## {path.stem}", "", code(f"shapes/{path.name}"), ""]
        lines += table(("Regel · Rule", "Gjelder · Applies to", "Alvor · Severity", "Bokmål", "English"), rules)
    return page(lines)


def _rules(graph: Graph) -> Iterator[tuple[str, ...]]:
    """One row a shape that can report something: it has a path or a message."""
    candidates = {
        *graph.subjects(SH.path),
        *graph.subjects(SH.message),
        *graph.subjects(RDF.type, SH.PropertyShape),
    }
    shapes = {shape for shape in candidates if isinstance(shape, URIRef) and not _is_constraint(graph, shape)}
    shapes |= {shape for shape in graph.subjects(SH.sparql) if isinstance(shape, URIRef)}
    for shape in sorted(shapes):
        severity = graph.value(shape, SH.severity, default=SH.Violation)
        applies = code(", ".join(_targets(graph, shape)) or "–")
        path = graph.value(shape, SH.path)
        if path is not None:
            applies += f"<br>{code(_path(graph, path))}"
        name = terms.shorten(str(shape))
        yield (
            anchor(name.partition(":")[2] or name) + code(name),
            applies,
            _SEVERITIES.get(URIRef(str(severity)), str(severity)),
            _told(graph, shape, "nb"),
            _told(graph, shape, "en"),
        )


def _is_constraint(graph: Graph, node: Node) -> bool:
    return (None, SH.sparql, node) in graph


def _told(graph: Graph, shape: Node, language: Language) -> str:
    """The shape's name and messages, also those of its queries; what a message fills in is shown as dots."""
    names = _texts(graph, [shape], SH.name, language)
    messages = _texts(graph, [shape, *graph.objects(shape, SH.sparql)], SH.message, language)
    lines = [f"**{escape(name)}**" for name in names]
    lines += (escape(_PLACEHOLDER.sub("…", message)) for message in messages)
    return "<br>".join(lines) or "–"


def _texts(graph: Graph, bearers: Iterable[Node], predicate: Node, language: Language) -> list[str]:
    found = (text for bearer in bearers for text in graph.objects(bearer, predicate))
    return sorted({str(text) for text in found if isinstance(text, Literal) and text.language == language})


def _targets(graph: Graph, shape: Node) -> list[str]:
    """What the shape, or the shapes it is part of, are aimed at."""
    bearers = set(graph.transitive_subjects(SH.property, shape))
    bearers |= {owner for bearer in bearers for owner in graph.subjects(SH.node, bearer)}
    aimed = {str(target) for bearer in bearers for kind in _TARGETS for target in graph.objects(bearer, kind)}
    return [terms.shorten(iri) for iri in sorted(aimed)]


def _path(graph: Graph, path: Node) -> str:
    if (path, RDF.first, None) in graph:
        return "/".join(_path(graph, step) for step in Collection(graph, path))
    if isinstance(alternatives := graph.value(path, SH.alternativePath), Node):
        return "(" + "|".join(_path(graph, step) for step in Collection(graph, alternatives)) + ")"
    for predicate, pattern in _STEPS.items():
        if isinstance(inner := graph.value(path, predicate), Node):
            return pattern.format(_path(graph, inner))
    return terms.shorten(str(path))
