"""A knowledge graph of Norwegian health communities: every claim leads to the place in a document that says it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from hfgraph.graph import open_graph as open

__all__ = ["open"]


def __getattr__(name: str) -> object:
    if name == "open":
        from hfgraph.graph import open_graph

        return open_graph
    if name == "__version__":
        from importlib.metadata import version

        return version("hfgraph")
    raise AttributeError(f"module 'hfgraph' has no attribute {name!r}")
