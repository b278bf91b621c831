"""Jobs about questions: which there are, what one asks, and its rows."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from hfgraph import terms
from hfgraph.graph import Graph
from hfgraph.jobs.answer import as_json, part
from hfgraph.question import Parameter, Question
from hfgraph.text import Language
from hfgraph.worker import Job, JobResult


def questions(graph: Graph, /, *, language: Language, offset: int = 0, limit: int | None = None) -> JobResult:
    """Return all questions, as ``hfgraph ask --format json`` does."""
    found = [question.as_dict(language) for question in graph.questions.values()]
    return as_json(part(found, offset, limit), total=len(found))


def question(graph: Graph, /, *, name: str, language: Language) -> JobResult:
    """Return one question with its parameters, columns and query."""
    found = graph.question(name)
    columns = graph.rows(name, {}, language).variables if not _required(found) else None
    return as_json(
        {
            **found.as_dict(language),
            "parameters": [_parameter(graph, parameter, language) for parameter in found.parameters],
            "columns": columns
            and [
                {"name": column, "heading": graph.columns.heading(column).in_language(language)} for column in columns
            ],
            "sparql": found.text,
        }
    )


def everything(graph: Graph, /) -> JobResult:
    """Return all questions in both languages, for the description of the API."""
    return as_json(
        [
            {
                "id": found.id,
                "title": [found.title.nb, found.title.en],
                "description": [found.description.nb, found.description.en],
                "parameters": [
                    {"option": one.option, "kind": one.kind, "required": one.required} for one in found.parameters
                ],
            }
            for found in graph.questions.values()
        ]
    )


def query_text(graph: Graph, /, *, name: str) -> JobResult:
    """Return the SPARQL of a question."""
    return {"media": "application/sparql-query; charset=utf-8"}, graph.question(name).text.encode()


def rows(  # noqa: PLR0913 -- what can be asked for
    graph: Graph,
    /,
    *,
    name: str,
    values: Mapping[str, str],
    language: Language,
    form: str = "json",
    excel: bool = False,
    offset: int = 0,
    limit: int | None = None,
) -> JobResult:
    """Return the rows of a question, as ``hfgraph ask ID --format json`` and ``csv`` do."""
    found = graph.rows(name, values, language)
    page = found.part(offset, limit)
    if form == "csv":
        return {"media": "text/csv; charset=utf-8; header=present", "total": len(found)}, page.csv(excel=excel)
    return as_json(page.plain(), total=len(found))


def _required(question: Question) -> bool:
    return any(parameter.required for parameter in question.parameters)


def _parameter(graph: Graph, parameter: Parameter, language: Language) -> dict[str, Any]:
    kind = terms.expand(parameter.kind)
    return {
        "name": parameter.option,
        "kind": parameter.kind,
        "kindLabel": parameter.kind if kind is None else graph.labels.text(kind).in_language(language),
        "required": parameter.required,
    }


JOBS: dict[str, Job] = {
    "questions": questions,
    "question": question,
    "every-question": everything,
    "question-text": query_text,
    "rows": rows,
}
