"""What a worker can be asked to do: one function a job, by name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from hfgraph.graph import Graph
from hfgraph.jobs import ask, documents, graphs, map, pages, questions, reading, resource, sparql, things
from hfgraph.worker import Job


def _together(*tables: Mapping[str, Job]) -> dict[str, Job]:
    """Return one table of all, in which no two jobs have the same name."""
    names = Counter(name for table in tables for name in table)
    if twice := [name for name, count in names.items() if count > 1]:
        raise ValueError(f"jobs of the same name: {twice}")
    return {name: job for table in tables for name, job in table.items()}


JOBS: dict[str, Job] = _together(
    sparql.JOBS,
    graphs.JOBS,
    questions.JOBS,
    things.JOBS,
    documents.JOBS,
    resource.JOBS,
    pages.JOBS,
    map.JOBS,
    reading.JOBS,
    ask.JOBS,
)
"""Every job by name."""


def warm(graph: Graph) -> None:
    """Do once what every worker would do for itself."""
    _ = graph.questions, graph.shelf, graph.library, graph.surroundings, graph.store.merged
    graph.search.warm()
    map.warm(graph)
