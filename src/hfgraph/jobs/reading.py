"""Jobs behind the pages that read: a document with what is stated where, the words of passages, search with sources."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from hfgraph import terms
from hfgraph.graph import Graph
from hfgraph.jobs.answer import as_json, community_of, kind_of
from hfgraph.lookup import fold
from hfgraph.search import Hit
from hfgraph.text import Language
from hfgraph.worker import Job, JobResult

_DOCUMENT = terms.HF + "Document"
_BY_WORDS = 0.7


def reading(graph: Graph, /, *, text: str, language: Language) -> JobResult:
    """Return a document with its own text, when that is at hand, and every passage with the things it states.

    Of the things, those that fewest places speak of come first: they are what the place adds.

    Raises:
        NotFound: there is no such document.
    """
    iri = graph.lookup.one(text, _DOCUMENT, field="key")
    kinds: dict[str, tuple[str, int]] = {}
    passages = []
    for one in graph.library.passages(iri):
        states = []
        for thing, label in one.states:
            if thing == iri:
                continue
            if thing not in kinds:
                kinds[thing] = _kind(graph, thing, language), len(graph.evidence.of_thing(thing))
            told = {"iri": thing, "label": label.in_language(language), "kind": kinds[thing][0]}
            states.append((kinds[thing][1], told["label"], told))
        passages.append(
            {
                "iri": one.place.passage,
                "section": one.place.section,
                "start": one.place.start,
                "end": one.place.end,
                "states": [told for *_, told in sorted(states, key=lambda state: state[:2])],
            }
        )
    return as_json(
        {
            **graph.library.document(iri).as_dict(language),
            "text": graph.shelf.text(iri),
            "places": passages,
        }
    )


def quotes(graph: Graph, /, *, passages: Sequence[str]) -> JobResult:
    """Return the words of passages by IRI, as far as their documents are at hand."""
    told = {}
    for iri in passages:
        place = graph.evidence.place(iri)
        quote = place and graph.shelf.quote(place)
        if quote:
            told[iri] = {"before": quote.before, "words": quote.words, "after": quote.after}
    return as_json(told)


def seek(
    graph: Graph,
    /,
    *,
    text: str,
    language: Language,
    kind: str | None = None,
    community: str | None = None,
    most: int = 6,
) -> JobResult:
    """Return what ``text`` may be the name of, by kind, each with the first place that speaks of it.

    Args:
        graph: the facts.
        text: what was written.
        language: of names.
        kind: only things of this class.
        community: only things of this community.
        most: how many of each kind, when no kind is given.

    Raises:
        HfgraphError: there is no such kind or community.
    """
    hits = graph.search.find(text, kind_of(graph, kind) if kind else None, community_of(graph, community))
    sure = [hit for hit in hits if hit.reading != "spelling" or hit.score >= hits[0].score * _BY_WORDS]
    groups: dict[str, list[Hit]] = {}
    for hit in sure:
        groups.setdefault(hit.kind, []).append(hit)
    return as_json(
        {
            "total": len(sure),
            "misspelt": bool(sure) and all(hit.reading == "spelling" for hit in sure),
            "groups": [
                {
                    "kind": terms.shorten(key),
                    "name": found[0].kind_label.in_language(language),
                    "total": len(found),
                    "hits": [_told(graph, hit, language) for hit in (found if kind else found[:most])],
                }
                for key, found in groups.items()
            ],
            "questions": [] if kind else list(_questions(graph, text, language)),
        }
    )


def _told(graph: Graph, hit: Hit, language: Language) -> dict[str, Any]:
    places = graph.evidence.of_thing(hit.iri)
    return {**hit.as_dict(language), "places": len(places), "place": places[0].as_dict(language) if places else None}


def _questions(graph: Graph, text: str, language: Language) -> Iterable[dict[str, str]]:
    words = fold(text).split()
    for question in graph.questions.values():
        told = (question.id, question.title.nb, question.title.en, question.description.in_language(language))
        if words and all(any(word in fold(one) for one in told) for word in words):
            yield {"id": question.id, "title": question.title.in_language(language)}


def _kind(graph: Graph, iri: str, language: Language) -> str:
    kinds = sorted(fact.value for fact in graph.store.facts(iri, terms.TYPE))
    kind = next((one for one in kinds if one.startswith(terms.HF)), next(iter(kinds), None))
    return graph.labels.text(kind).in_language(language) if kind else ""


JOBS: dict[str, Job] = {"reading": reading, "quotes": quotes, "seek": seek}
