"""What a worker can be asked to do: one function a job, by name."""

from __future__ import annotations

from hfgraph.graph import Graph
from hfgraph.jobs import graphs, sparql
from hfgraph.worker import Job

JOBS: dict[str, Job] = {**sparql.JOBS, **graphs.JOBS}
"""Every job by name."""


def warm(graph: Graph) -> None:
    """Do once what every worker would do for itself."""
    _ = graph.questions
