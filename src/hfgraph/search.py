"""Search: from some letters to the things they may be the name of, the likeliest first.

Letters count the same with and without accents, and å, ø, æ as a, o, ae. What is written in full comes before what
begins so, that before what merely contains it, and a misspelt word comes last.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from rapidfuzz import process
from rapidfuzz.distance import OSA

from hfgraph import terms
from hfgraph.label import Labels
from hfgraph.lookup import Lookup, fold
from hfgraph.network import HIDDEN_KINDS
from hfgraph.store import Store
from hfgraph.text import Language, Text

Reading = Literal["key", "name", "beginning", "words", "spelling"]
"""Why a thing was found: by key or number, by its whole name, by the beginning of one, by words, by words misspelt."""

_NAMES = (terms.LABEL, terms.SKOS + "altLabel", terms.DCTERMS + "title", terms.SKOS + "prefLabel")
_ALIKE = 0.7
_SHORTEST_MISSPELT = 4
_CONTAINED, _BEGUN = 0.85, 0.95


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing found.

    Attributes:
        iri: the thing.
        label: what it is called.
        kind: IRI of its class.
        kind_label: what the class is called.
        name: the name that was recognised, or the key.
        reading: why it was found.
        score: how sure that is, from 0 to 1.
    """

    iri: str
    label: Text
    kind: str
    kind_label: Text
    name: str
    reading: Reading
    score: float

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the hit as JSON-ready values."""
        return {
            "iri": self.iri,
            "key": terms.shorten(self.iri),
            "label": self.label.in_language(language),
            "kind": terms.shorten(self.kind),
            "kindLabel": self.kind_label.in_language(language),
            "name": self.name,
            "reading": self.reading,
            "score": round(self.score, 3),
        }


@dataclass(frozen=True, slots=True)
class _Name:
    iri: str
    text: str
    folded: str


@dataclass(frozen=True, slots=True)
class _Match:
    score: float
    reading: Reading
    name: str


class Search:
    """An index over the names of things, made when first asked."""

    def __init__(self, store: Store, labels: Labels, lookup: Lookup) -> None:
        self._store = store
        self._labels = labels
        self._lookup = lookup

    @cached_property
    def _names(self) -> list[_Name]:
        facts = {
            (fact.subject, fact.value)
            for predicate in _NAMES
            for fact in self._store.facts(None, predicate)
            if fact.literal and fact.subject.startswith(terms.ID)
        }
        return [_Name(iri, text, " ".join(_words(text))) for iri, text in sorted(facts)]

    @cached_property
    def _index(self) -> dict[str, list[int]]:
        index: defaultdict[str, list[int]] = defaultdict(list)
        for number, name in enumerate(self._names):
            for word in dict.fromkeys(name.folded.split()):
                index[word].append(number)
        return dict(index)

    def warm(self) -> None:
        """Make the index now."""
        _ = self._index

    def find(self, text: str, kind: str | None = None, community: str | None = None) -> list[Hit]:
        """Return what ``text`` may mean, the likeliest first.

        Args:
            text: a key, a clause or case number, or letters of a name in either language.
            kind: IRI of the class the things have to belong to.
            community: IRI of the community they have to belong to.

        Claims and passages are found by their keys only, unless they are the ``kind`` asked for.
        """
        best: dict[str, _Match] = {}
        for iri, match in (*self._by_key(text), *self._by_name(" ".join(_words(text)))):
            if iri not in best or match.score > best[iri].score:
                best[iri] = match
        members = None if kind is None else self._lookup.members(kind)
        hits = [
            self._hit(iri, match)
            for iri, match in best.items()
            if (iri in members if members is not None else not self._hidden(iri, match))
            and (community is None or iri == community or self._store.has(iri, terms.HF + "community", community))
        ]
        return sorted(hits, key=lambda hit: (-hit.score, len(hit.name), hit.label.nb, hit.iri))

    def _hidden(self, iri: str, match: _Match) -> bool:
        return match.reading != "key" and any(fact.value in HIDDEN_KINDS for fact in self._store.facts(iri, terms.TYPE))

    def _hit(self, iri: str, match: _Match) -> Hit:
        kinds = sorted(fact.value for fact in self._store.facts(iri, terms.TYPE))
        kind = next((one for one in kinds if one.startswith(terms.HF)), next(iter(kinds), terms.RDFS + "Resource"))
        return Hit(iri, self._labels.text(iri), kind, self._labels.text(kind), match.name, match.reading, match.score)

    def _by_key(self, text: str) -> Iterable[tuple[str, _Match]]:
        for iri in self._lookup.keyed(text) if text.strip() else ():
            if iri.startswith(terms.ID):
                yield iri, _Match(1.0, "key", terms.shorten(iri))

    def _by_name(self, wanted: str) -> Iterable[tuple[str, _Match]]:
        words = wanted.split()
        if not words:
            return
        found = [self._near(word) for word in dict.fromkeys(words)]
        numbers = set.intersection(*(set(scores) for scores in found))
        for number in numbers:
            name = self._names[number]
            likeness = sum(scores[number] for scores in found) / len(found)
            yield name.iri, _match(name, wanted, likeness)

    def _near(self, word: str) -> dict[int, float]:
        """Return how like ``word`` the likeliest word of each name is."""
        alike = dict.fromkeys((other for other in self._index if word in other), _CONTAINED)
        alike |= dict.fromkeys((other for other in alike if other.startswith(word)), _BEGUN)
        if word in self._index:
            alike[word] = 1.0
        if len(word) >= _SHORTEST_MISSPELT and not any(char.isdigit() for char in word):
            for other, score in _alike(word, list(self._index)):
                alike.setdefault(other, score)
        scores: dict[int, float] = {}
        for other, score in alike.items():
            for number in self._index[other]:
                scores[number] = max(score, scores.get(number, 0))
        return scores


def _alike(word: str, words: list[str]) -> Iterable[tuple[str, float]]:
    """Yield the words spelt nearly so, or beginning nearly so: a compound is often cut short when it is sought."""
    for other, score, _ in process.extract(
        word, words, scorer=OSA.normalized_similarity, score_cutoff=_ALIKE, limit=None
    ):
        yield other, score * 0.8
    starts = [other[: len(word)] for other in words]
    for _, score, number in process.extract(
        word, starts, scorer=OSA.normalized_similarity, score_cutoff=_ALIKE + 0.05, limit=None
    ):
        yield words[number], score * 0.75


def _match(name: _Name, wanted: str, likeness: float) -> _Match:
    if name.folded == wanted:
        return _Match(0.99, "name", name.text)
    share = len(wanted) / max(len(name.folded), len(wanted))
    if name.folded.startswith(wanted):
        return _Match(0.9 + 0.08 * share, "beginning", name.text)
    if likeness >= _CONTAINED:
        return _Match(0.7 + 0.1 * (likeness - _CONTAINED) / (1 - _CONTAINED) + 0.09 * share, "words", name.text)
    return _Match(0.7 * likeness + 0.05 * share, "spelling", name.text)


def _words(text: str) -> list[str]:
    return "".join(char if char.isalnum() or char in ".-/§" else " " for char in fold(text)).split()
