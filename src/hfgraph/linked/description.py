"""What is said of one thing or in one vocabulary, as statements."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

import pyoxigraph as ox

from hfgraph import assets, terms
from hfgraph.store import Store
from hfgraph.workspace import SourceFile

INCOMING = 5_000
"""A thing that more statements than this point to is described without the rest of them."""

ONTOLOGY = "https://w3id.org/hfgraph/ontology/"
VOCABULARIES: Mapping[str, tuple[str, ...]] = {
    "ns": ("hf",),
    "code": ("codes",),
    "alignments": ("alignments",),
    "external": ("external",),
}
"""What stands at each address below ``https://w3id.org/hfgraph/``: the files of the ontology it is made of."""

_SAID_OF_DOCUMENTS = (terms.TYPE, terms.LABEL, terms.DCTERMS + "title", terms.DCTERMS + "issued")


def about(store: Store, iri: str) -> list[ox.Quad]:
    """Return the statements about ``iri``, those that point to it, and what the documents that say so are."""
    node = ox.NamedNode(iri)
    outgoing = sorted(store.quads(iri), key=str)
    incoming = sorted((quad for quad in store.quads(obj=iri) if quad.subject != node), key=str)[:INCOMING]
    told = outgoing + incoming
    graphs = sorted({quad.graph_name.value for quad in told if isinstance(quad.graph_name, ox.NamedNode)} - {iri})
    told += (quad for graph in graphs for key in _SAID_OF_DOCUMENTS for quad in store.quads(graph, key, None, graph))
    return list(dict.fromkeys(told))


def vocabulary(store: Store, name: str) -> list[ox.Quad]:
    """Return the statements of one of ``VOCABULARIES``."""
    return [quad for stem in VOCABULARIES[name] for quad in sorted(store.quads(graph=ONTOLOGY + stem), key=str)]


def shapes(own: Path | None) -> list[ox.Quad]:
    """Return the statements of the shapes that ship with hfgraph and of those in the folder ``own``.

    Raises:
        HfgraphError: a file cannot be read or is not Turtle.
    """
    folders = [assets.folder("shapes"), *([own] if own and own.is_dir() else [])]
    files = [
        SourceFile(path, terms.HFS.removesuffix("#")) for folder in folders for path in sorted(folder.glob("*.ttl"))
    ]
    return [statement.quad for file in files for statement in file.statements()]


def merged(statements: Iterable[ox.Quad | ox.Triple]) -> list[ox.Triple]:
    """Return the statements without their graphs, each once."""
    return list(dict.fromkeys(one.triple if isinstance(one, ox.Quad) else one for one in statements))
