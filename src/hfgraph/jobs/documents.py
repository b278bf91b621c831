"""Jobs about documents and the places in them."""

from __future__ import annotations

from hfgraph import terms
from hfgraph.errors import NotFound, bad_input
from hfgraph.graph import Graph
from hfgraph.jobs.answer import as_json, community_of, part
from hfgraph.text import Language
from hfgraph.worker import Job, JobResult

_DOCUMENT = terms.HF + "Document"


def documents(
    graph: Graph,
    /,
    *,
    language: Language,
    community: str | None = None,
    offset: int = 0,
    limit: int | None = None,
) -> JobResult:
    """Return the documents."""
    found = graph.library.documents(community_of(graph, community))
    return as_json([one.as_dict(language) for one in part(found, offset, limit)], total=len(found))


def document(graph: Graph, /, *, text: str, language: Language) -> JobResult:
    """Return one document."""
    return as_json(graph.library.document(graph.lookup.one(text, _DOCUMENT, field="key")).as_dict(language))


def passages(graph: Graph, /, *, text: str, language: Language, offset: int = 0, limit: int | None = None) -> JobResult:
    """Return the passages of a document from beginning to end, with their words when its text is at hand."""
    found = graph.library.passages(graph.lookup.one(text, _DOCUMENT, field="document"))
    return as_json([one.as_dict(language) for one in part(found, offset, limit)], total=len(found))


def passage(graph: Graph, /, *, text: str, language: Language) -> JobResult:
    """Return one passage."""
    found = next((one for iri in graph.lookup.keyed(text) if (one := graph.library.passage(iri))), None)
    if found is None:
        raise NotFound(
            bad_input(
                f"Det finnes ikke noe sted i et dokument med nøkkelen «{text}».",
                f"There is no passage of a document with the key '{text}'.",
                mend=(
                    "/api/passages?document=… viser stedene i et dokument.",
                    "/api/passages?document=… lists the passages of a document.",
                ),
                field="key",
            ).problems
        )
    return as_json(found.as_dict(language))


JOBS: dict[str, Job] = {
    "documents": documents,
    "document": document,
    "passages": passages,
    "passage": passage,
}
