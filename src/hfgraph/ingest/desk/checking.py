"""What the rules of the graph say of facts that have not been filed yet."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import pyoxigraph as ox

from hfgraph import turtle
from hfgraph.change import path_of, unwritable
from hfgraph.store import Store
from hfgraph.text import Language
from hfgraph.workspace import SourceFile, Workspace


@dataclass(frozen=True, slots=True)
class _Draft(SourceFile):
    """A file as it would be."""

    content: bytes

    def read(self) -> bytes:
        return self.content


def check(
    workspace: Workspace, graph: str, triples: Iterable[ox.Triple], owners: Mapping[str, set[str]], language: Language
) -> dict[str, list[dict[str, Any]]]:
    """Return what would be wrong, by the item that says it; what no item says stands under an empty key.

    Only the things the items speak of are looked at: the rest of the graph is not their matter, and takes its time.

    Args:
        workspace: the files.
        graph: IRI of the document's graph.
        triples: what it would hold.
        owners: keys of the items that say something of each subject.
        language: of the messages.

    Raises:
        HfgraphError: a file cannot be read.
    """
    from hfgraph.validation import validate
    from hfgraph.validation.shacl import PyShacl

    path = path_of(graph)
    if path is None:
        raise unwritable(graph)
    content = turtle.write(triples, graph)
    draft = _Draft(workspace.data / path, graph, content.encode())
    files = [file for file in workspace.files if file.graph != graph] + [draft]
    files.sort(key=lambda file: (file.path.name != "register.ttl", file.graph))
    after = replace(workspace, files=tuple(files))
    report = validate(
        after, Store.load(after), PyShacl({graph, *(iri for iri in owners if not iri.startswith(f"{graph}/"))})
    )
    found: dict[str, list[dict[str, Any]]] = {}
    for finding in report.findings:
        keys = owners.get(finding.focus) or owners.get(finding.value or "")
        if keys is None and finding.focus != graph and not finding.focus.startswith(f"{graph}/"):
            continue
        told = {"severity": finding.severity, "message": finding.message.in_language(language)}
        for key in keys or ("",):
            if told not in found.setdefault(key, []):
                found[key].append(told)
    return found
