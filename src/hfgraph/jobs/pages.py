"""Jobs behind the web pages: what a page shows is computed here, from what every other surface uses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from hfgraph import terms
from hfgraph.answer import COMMUNITY
from hfgraph.graph import Graph
from hfgraph.history import history
from hfgraph.jobs.answer import as_json, community_of
from hfgraph.text import Language
from hfgraph.thing import Told
from hfgraph.worker import Job, JobResult

_UNSEEN = {terms.HF + "Passage", terms.HF + "Claim"}
_COMMUNITY = terms.HF + "community"


def communities(graph: Graph, /, *, language: Language) -> JobResult:
    """Return the communities there are, by name."""
    found = sorted({fact.subject for fact in graph.store.facts(None, terms.TYPE, COMMUNITY)})
    told = [
        {"iri": iri, "key": terms.shorten(iri), "label": graph.labels.text(iri).in_language(language)} for iri in found
    ]
    return as_json(sorted(told, key=lambda one: one["label"]))


def kinds(graph: Graph, /, *, language: Language) -> JobResult:
    """Return what each class of ours is called, by its short form."""
    found = {fact.subject for fact in graph.store.facts(None, terms.TYPE, terms.OWL + "Class")}
    return as_json({terms.shorten(iri): graph.labels.text(iri).in_language(language) for iri in sorted(found)})


def table(
    graph: Graph, /, *, name: str, values: Mapping[str, str], chosen: Mapping[str, str], language: Language
) -> JobResult:
    """Return the rows of a question with its title and the names of its columns.

    Args:
        graph: the facts.
        name: the question.
        values: its parameters.
        chosen: more parameters, given only where the question has them.
        language: of names.
    """
    question = graph.question(name)
    options = {parameter.option for parameter in question.parameters}
    given = {key: value for key, value in chosen.items() if value and key in options} | {
        key: value for key, value in values.items() if value
    }
    rows = graph.rows(name, given, language)
    return as_json(
        {
            "id": name,
            "title": question.title.in_language(language),
            "description": question.description.in_language(language),
            "options": sorted(options),
            "values": given,
            "source": {"nb": "Kilde", "en": "Source"}[language],
            "columns": [
                {"name": column, "heading": graph.columns.heading(column).in_language(language)}
                for column in rows.variables
            ],
            "rows": rows.plain(),
        },
        total=len(rows),
    )


def roll(graph: Graph, /, *, kind: str, community: str | None, language: Language) -> JobResult:
    """Return the things of a class, by name, with the passages that speak of them.

    Raises:
        HfgraphError: ``community`` is no community.
    """
    home = community_of(graph, community)
    found = {fact.subject for fact in graph.store.facts(None, terms.TYPE, terms.HF + kind)}
    told = []
    for iri in found:
        homes = sorted({fact.value for fact in graph.store.facts(iri, _COMMUNITY)})
        if home is None or home in homes:
            sort = graph.store.value(iri, terms.HF + "kind")
            told.append(
                {
                    "iri": iri,
                    "label": graph.labels.text(iri).in_language(language),
                    "kind": sort,
                    "kindLabel": sort and graph.labels.text(sort).in_language(language),
                    "communities": homes,
                    "sources": [place.as_dict(language) for place in graph.evidence.of_thing(iri)],
                }
            )
    return as_json(sorted(told, key=lambda one: (str(one["label"]).casefold(), one["iri"])))


def case_areas(graph: Graph, /) -> JobResult:
    """Return the focus areas of each case: of what the case, its points and what they set up concern."""
    store = graph.store
    told: dict[str, list[str]] = {}
    for case in {fact.subject for fact in store.facts(None, terms.TYPE, terms.HF + "Case")}:
        parts = {case}
        for name in ("forCase", "pointOf"):
            parts |= {fact.subject for part in parts for fact in store.facts(None, terms.HF + name, part)}
        about = {fact.value for part in parts for fact in store.facts(part, terms.HF + "concerns")}
        about |= {fact.subject for part in parts for fact in store.facts(None, terms.HF + "mandatedBy", part)}
        for way in ("contributesTo", "responsibleFor"):
            about |= {fact.value for one in about for fact in store.facts(one, terms.HF + way)}
        told[case] = sorted(one for one in about if store.has(one, terms.TYPE, terms.HF + "FocusArea"))
    return as_json(told)


def portrait(graph: Graph, /, *, iri: str, language: Language) -> JobResult:
    """Return everything a page about one thing shows.

    Raises:
        NotFound: nothing is said of it.
    """
    shown = graph.show(iri)
    passage = graph.library.passage(shown.iri)
    kinds = [(fact.value, graph.labels.text(fact.value)) for fact in graph.store.facts(shown.iri, terms.TYPE)]
    told = shown.as_dict(language)
    return as_json(
        {
            **told,
            "kindIris": list(dict.fromkeys(terms.shorten(kind) for kind, _ in kinds)),
            "facts": _grouped(graph, shown.facts, language),
            "incoming": _grouped(graph, shown.incoming, language),
            "sources": [_quoted(graph, place, language) for place in shown.places],
            "history": [
                event.as_dict(language) for event in history(graph.store, graph.labels, graph.evidence, shown.iri)
            ],
            "passage": passage and passage.as_dict(language),
            "document": _document(graph, shown.iri, language),
        }
    )


def _grouped(graph: Graph, told: Iterable[Told], language: Language) -> list[dict[str, Any]]:
    groups: dict[tuple[str, bool], dict[str, Any]] = {}
    for one in told:
        if one.language not in ("", language):
            continue
        kinds = set() if one.literal else {fact.value for fact in graph.store.facts(one.value, terms.TYPE)}
        if kinds & _UNSEEN:
            continue
        group = groups.setdefault(
            (one.predicate, one.incoming),
            {
                "property": terms.shorten(one.predicate),
                "name": one.name.in_language(language),
                "values": [],
            },
        )
        kind = next((kind for kind in sorted(kinds) if kind.startswith(terms.HF)), None)
        group["values"].append(
            {
                "value": one.value,
                "label": one.label.in_language(language),
                "link": not one.literal,
                "kindLabel": kind and graph.labels.text(kind).in_language(language),
                "kind": kind and terms.shorten(kind),
                "sources": [_quoted(graph, place, language) for place in one.places],
            }
        )
    return list(groups.values())


def _quoted(graph: Graph, place: Any, language: Language) -> dict[str, Any]:
    quote = graph.shelf.quote(place)
    return {
        **place.as_dict(language),
        "quote": quote and {"before": quote.before, "words": quote.words, "after": quote.after},
    }


def _document(graph: Graph, iri: str, language: Language) -> dict[str, Any] | None:
    if not graph.store.has(iri, terms.TYPE, terms.HF + "Document"):
        return None
    passages = [
        {"iri": one.place.passage, "section": one.place.section, "start": one.place.start, "end": one.place.end}
        for one in graph.library.passages(iri)
    ]
    return {**graph.library.document(iri).as_dict(language), "places": passages}


JOBS: dict[str, Job] = {
    "communities": communities,
    "kinds": kinds,
    "table": table,
    "roll": roll,
    "case-areas": case_areas,
    "portrait": portrait,
}
