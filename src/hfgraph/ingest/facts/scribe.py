"""Writes statements down: each once, with the passage that says it and the item it comes from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

import pyoxigraph as ox

from hfgraph import terms
from hfgraph.ingest.facts.context import Context
from hfgraph.ingest.facts.wording import date_type
from hfgraph.ingest.item import Item, Place
from hfgraph.ingest.slug import slug
from hfgraph.text import Text

INFERRED = terms.HFC + "certainty/inferred"
STATED = terms.HFC + "certainty/stated"
SHARED = frozenset(
    terms.HF + name
    for name in ("Committee", "FocusArea", "Project", "Agreement", "Bylaws", "Statute", "Version", "Clause", "Plan")
) | {terms.ORG + "FormalOrganization", terms.HF + "Municipality", terms.HF + "HealthTrust"}
"""Classes of things that several documents share: a document that only names one says so with hf:statedIn alone."""
_GUESSED = Text(
    "Lest ut av sammenhengen i dokumentet; ordene på stedet sier det ikke fullt ut.",
    "Read from the context in the document; the words at the place do not say it in full.",
)


class Scribe:
    """Collects the statements of one document.

    Args:
        context: the document.
        accepted: the items whose statements are to be written.
    """

    def __init__(self, context: Context, accepted: Iterable[Item]) -> None:
        self.context = context
        self.accepted = tuple(accepted)
        self.known = context.known
        self.item: Item | None = None
        self._owners: dict[ox.Triple, set[str]] = {}
        self._by_item: defaultdict[str, dict[ox.Triple, None]] = defaultdict(dict)
        self._labels: dict[tuple[str, str], str] = {}
        self._passages: dict[tuple[int, int], str] = {}
        self._taken: set[str] = set()

    # ------------------------------------------------------------------------------------------------------ results

    @property
    def triples(self) -> list[ox.Triple]:
        """Every statement, in the order written."""
        return list(self._owners)

    def of(self, key: str) -> list[ox.Triple]:
        """Return the statements that the item called ``key`` makes."""
        return list(self._by_item.get(key, ()))

    @property
    def loose(self) -> list[ox.Triple]:
        """Return the statements that no item makes: those of the document itself."""
        return [triple for triple, owners in self._owners.items() if not owners]

    def owners(self) -> dict[str, set[str]]:
        """Return the keys of the items that say something of each subject, and not only where it is mentioned."""
        found: defaultdict[str, set[str]] = defaultdict(set)
        for triple, owners in self._owners.items():
            if triple.predicate.value == terms.STATED_IN:
                continue
            found[str(getattr(triple.subject, "value", ""))] |= owners
        return dict(found)

    def together(self, place: Place, *types: str) -> list[tuple[Item, Place]]:
        """Return the accepted items of these types in the same sentence, list item or row, with where."""
        keys = {item.key for item in self.accepted}
        return [(item, other) for item, other in self.context.together(place, *types) if item.key in keys]

    @contextmanager
    def about(self, item: Item) -> Iterator[None]:
        """Let what is written meanwhile come from ``item``."""
        self.item, before = item, self.item
        try:
            yield
        finally:
            self.item = before

    # -------------------------------------------------------------------------------------------------------- terms

    def add(self, subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        """Write one statement."""
        triple = ox.Triple(ox.NamedNode(subject), ox.NamedNode(predicate), value)
        owners = self._owners.setdefault(triple, set())
        if self.item is not None:
            owners.add(self.item.key)
            self._by_item[self.item.key][triple] = None

    def iri(self, subject: str, predicate: str, value: str) -> None:
        """Write a statement whose value is an IRI."""
        self.add(subject, predicate, ox.NamedNode(value))

    def text(self, subject: str, predicate: str, value: str, language: str | None = None) -> None:
        """Write a statement whose value is a text."""
        self.add(subject, predicate, ox.Literal(value, language=language) if language else ox.Literal(value))

    def both(self, subject: str, predicate: str, value: Text) -> None:
        """Write a text in both languages, those that are not empty."""
        for language, words in (("nb", value.nb), ("en", value.en)):
            if words.strip():
                self.text(subject, predicate, words.strip(), language)

    def number(self, subject: str, predicate: str, value: int) -> None:
        """Write a whole number."""
        self.add(subject, predicate, ox.Literal(str(value), datatype=ox.NamedNode(terms.XSD + "integer")))

    def date(self, subject: str, predicate: str, value: str) -> None:
        """Write a day, a month or a year; anything else is left out."""
        if kind := date_type(value):
            self.add(subject, predicate, ox.Literal(value, datatype=ox.NamedNode(kind)))

    # ------------------------------------------------------------------------------------------------------- things

    def thing(self, iri: str, kind: str, label: Text, at: Place) -> None:
        """Write what a thing is, whose community it is, what it is called, and where that is said."""
        self.stated(iri, at)
        if kind in SHARED and self.known.elsewhere(iri):
            return
        self.iri(iri, terms.TYPE, kind)
        self.iri(iri, terms.HF + "community", self.context.home)
        self.label(iri, label)

    def label(self, iri: str, label: Text) -> None:
        """Write what a thing is called, in the languages in which nobody has named it yet."""
        for language, words in (("nb", label.nb), ("en", label.en)):
            names = [
                (value.value, graph)
                for value, graph in self.known.values(iri, terms.LABEL)
                if isinstance(value, ox.Literal) and value.language == language
            ]
            if not names:
                self._call(iri, words, language)
            elif all(graph == self.context.graph for _, graph in names):
                self.text(iri, terms.LABEL, names[0][0], language)

    def _call(self, iri: str, words: str, language: str) -> None:
        """Name a thing; what it is called besides, in the same document, is another name for it."""
        first = self._labels.setdefault((iri, language), words)
        self.text(iri, terms.LABEL, first, language)
        if words != first and language == "nb":
            self.text(iri, terms.SKOS + "altLabel", words, language)

    def once(self, subject: str, predicate: str, value: ox.NamedNode | ox.Literal) -> None:
        """Write a value unless the graph gives the property another one, which stands."""
        if not self.known.values(subject, predicate):
            self.add(subject, predicate, value)
        else:
            for other, graph in self.known.values(subject, predicate):
                if graph == self.context.graph:
                    self.add(subject, predicate, other)

    def link(self, subject: str, predicate: str, value: str, at: Place, note: Text | None = None) -> None:
        """Write a link, and that both its ends stand at ``at``; with a ``note`` it is inferred, and claimed besides."""
        self.iri(subject, predicate, value)
        self.stated(subject, at)
        self.stated(value, at)
        if note is not None:
            self._claim(subject, predicate, value, at, note)

    def _claim(self, subject: str, predicate: str, value: str, at: Place, note: Text) -> None:
        ends = "-".join(slug(iri.removeprefix(self.context.home + "/"), 48) for iri in (subject, value))
        name = slug(predicate.removeprefix(terms.HF))
        claim = self.context.iri("claim", self.context.key.rpartition("/")[2], f"{name}-{ends}")
        self.iri(claim, terms.TYPE, terms.HF + "Claim")
        self.iri(claim, terms.HF + "claimSubject", subject)
        self.iri(claim, terms.HF + "claimPredicate", predicate)
        self.iri(claim, terms.HF + "claimObject", value)
        self.iri(claim, terms.HF + "certainty", INFERRED)
        self.iri(claim, terms.HF + "community", self.context.home)
        self.both(claim, terms.HF + "note", note)
        self.stated(claim, at)

    def sure(self, iri: str) -> None:
        """Write that a thing is stated outright, or, when the item is inferred, that it is not and why."""
        if self.guessed:
            self.iri(iri, terms.HF + "certainty", INFERRED)
            self.both(iri, terms.HF + "note", _GUESSED)
        else:
            self.iri(iri, terms.HF + "certainty", STATED)

    @property
    def guessed(self) -> bool:
        """Whether what is written follows from the words without being said by them."""
        return self.item is not None and self.item.tier == "inferred"

    @property
    def note(self) -> Text | None:
        """Why a link is inferred, or ``None`` when it is said."""
        return _GUESSED if self.guessed else None

    # ----------------------------------------------------------------------------------------------------- passages

    def stated(self, iri: str, at: Place) -> None:
        """Write where a thing is said, with the passage."""
        self.iri(iri, terms.STATED_IN, self.passage(at))

    def passage(self, at: Place) -> str:
        """Write the passage that ``at`` is, and return its IRI."""
        known = self.known.passage_at(at.start, at.end)
        if known is not None:
            return known
        if not self._taken:
            self._name_passages()
        iri = self._passages.get((at.start, at.end)) or self._name((at.start, at.end), "place")
        self.iri(iri, terms.TYPE, terms.HF + "Passage")
        self.iri(iri, terms.DCTERMS + "isPartOf", self.context.graph)
        self.text(iri, terms.HF + "section", at.section.strip() or self._unnamed)
        self.number(iri, terms.HF + "start", at.start)
        self.number(iri, terms.HF + "end", at.end)
        if at.page is not None:
            self.number(iri, terms.HF + "page", at.page)
        return iri

    @property
    def _unnamed(self) -> str:
        return self.context.document.name

    def around(self, place: Place) -> Place:
        """Return the sentence, list item or row that ``place`` is in."""
        start, end = self.context.passage_of(place)
        return Place(start, end, place.section, place.page, place.anchor)

    def _name_passages(self) -> None:
        """Name every place after the first item that is said there, whatever is accepted, so that names last."""
        self._taken |= self.known.subjects | {self.context.graph}
        items = sorted(self.context.items + self.context.rejected, key=lambda item: item.type != "header")
        spots = [(place, item) for item in items for place in item.places]
        for place, item in sorted(spots, key=lambda spot: (spot[0].start, -spot[0].end)):
            self._name((place.start, place.end), _words(item))
        for place, item in sorted(spots, key=lambda spot: (spot[0].start, -spot[0].end)):
            self._name(self.context.passage_of(place), f"{_words(item)}-context")

    def _name(self, ends: tuple[int, int], words: str) -> str:
        if ends not in self._passages:
            name = iri = f"{self.context.graph}/p/{words}"
            number = 1
            while iri in self._taken:
                number += 1
                iri = f"{name}-{number}"
            self._taken.add(iri)
            self._passages[ends] = iri
        return self._passages[ends]


def _words(item: Item) -> str:
    value: Iterable[object] = (item.value,)
    if item.type == "header":
        name = str(item.part("field")).replace("_", "-")
        more = item.part("value") if name in ("attachment", "reference") else ""
        return slug(f"{name} {more}", 48) or name
    if item.type == "decision-point":
        value = (item.part("case"), item.part("kind"), item.part("number"))
    return slug(" ".join((item.type, *map(str, value))), 60) or item.type
