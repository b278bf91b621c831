"""Jobs about things and how they hang together."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from hfgraph.answer import day
from hfgraph.graph import Graph
from hfgraph.jobs.answer import as_json, community_of, kind_of, part
from hfgraph.neighbourhood import Bounds
from hfgraph.text import LANGUAGES, Language
from hfgraph.worker import Job, JobResult

Shape = Literal["chain", "near"]


def search(
    graph: Graph,
    /,
    *,
    text: str,
    language: Language,
    kind: str | None = None,
    community: str | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> JobResult:
    """Return the things ``text`` may be the name of."""
    found = graph.search.find(text, kind_of(graph, kind) if kind else None, community_of(graph, community))
    page = [hit.as_dict(language) for hit in part(found, offset, limit)]
    return as_json({"query": text, "total": len(found), "results": page}, total=len(found))


def thing(graph: Graph, /, *, text: str, language: Language) -> JobResult:
    """Return everything told of a thing, as ``hfgraph show --format json`` does."""
    return as_json(graph.show(text).as_dict(language))


def trace(graph: Graph, /, *, text: str | None, community: str | None, language: Language) -> JobResult:
    """Return the chain through one thing, or through every clause, as ``hfgraph trace --format json`` does."""
    home = community_of(graph, community)
    if text:
        return as_json(graph.trace(graph.lookup.one(text, community=home, field="thing")).as_dict(language))
    return as_json([graph.trace(iri).as_dict(language) for iri in graph.clauses(home)])


def coverage(graph: Graph, /, *, as_of: str | None, community: str | None, language: Language) -> JobResult:
    """Return what is covered, as ``hfgraph coverage --format json`` does."""
    return as_json(graph.coverage(as_of, community, language).as_dict(language))


def network(  # noqa: PLR0913 -- what can be asked for
    graph: Graph,
    /,
    *,
    focus: str,
    language: Language,
    shape: Shape = "chain",
    depth: int = 2,
    kinds: Sequence[str] = (),
    as_of: str | None = None,
    community: str | None = None,
    limit: int = 200,
) -> JobResult:
    """Return the nodes and edges around a thing."""
    iri = graph.lookup.one(focus, community=community_of(graph, community), field="focus")
    wanted = {member for kind in kinds for member in graph.lookup.classes(kind_of(graph, kind))}
    bounds = Bounds(depth, limit, frozenset(wanted), day(as_of, "as-of") if as_of else None)
    find = graph.surroundings.chain if shape == "chain" else graph.surroundings.near
    return as_json(find(iri, bounds).as_dict(language))


def findings(graph: Graph, /) -> JobResult:
    """Return the report of ``hfgraph check --format json`` in every language, and the titles of its rules."""
    report = graph.validate()
    told: dict[str, object] = {language: report.as_json(language, graph.workspace) for language in LANGUAGES}
    told["titles"] = {group.rule: [group.title.nb, group.title.en] for group in report.groups()}
    return as_json(told)


JOBS: dict[str, Job] = {
    "search": search,
    "thing": thing,
    "trace": trace,
    "coverage": coverage,
    "network": network,
    "findings": findings,
}
