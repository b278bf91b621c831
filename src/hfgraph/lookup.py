"""From what a person writes to the thing they mean: an IRI, a key, a clause or case number, or words of a name."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from difflib import get_close_matches

from hfgraph import terms
from hfgraph.errors import Ambiguous, NotFound, bad_input
from hfgraph.label import Labels
from hfgraph.store import Store
from hfgraph.text import LANGUAGES, Language

_CASE = re.compile(
    r"(?:(?P<body>[^\W\d_]+)[\s-]*)?(?:sak(?:en)?\s*)?0*(?P<number>\d+)\s*[-–/]\s*(?P<year>\d{4})\Z",
    re.IGNORECASE,
)
_NAMES = (
    terms.LABEL,
    terms.SKOS + "altLabel",
    terms.DCTERMS + "title",
    terms.SKOS + "prefLabel",
    terms.SKOS + "notation",
)
_UNSOUGHT = ("Claim", "Passage")
_LISTED = 12
# What may act: people, posts and organisations, with committees, groups and communities among them.
_AGENTS = {terms.FOAF + "Agent", terms.ORG + "Post"}


def fold(text: str) -> str:
    """Return ``text`` in lower case without accents and with Norwegian letters as a, o and ae, for comparing."""
    plain = text.casefold().replace("å", "a").replace("ø", "o").replace("æ", "ae")
    return "".join(ch for ch in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(ch))


def _holds(name: str, word: str) -> bool:
    """Return whether a name has a word or part of one; a number only as a whole, so that 6/2024 is not 26/2024."""
    if not any(char.isdigit() for char in word):
        return word in name
    return re.search(rf"(?<!\d)(?<!\d\.){re.escape(word)}(?!\.?\d)", name) is not None


@dataclass(frozen=True, slots=True)
class _Name:
    iri: str
    folded: str


class Lookup:
    """Finds things by what people call them."""

    def __init__(self, store: Store, labels: Labels) -> None:
        self._store = store
        self._labels = labels

    def candidates(self, text: str, kind: str | None = None, community: str | None = None) -> list[str]:
        """Return the IRIs ``text`` may mean, the surest reading's only; empty when nothing fits.

        Args:
            text: IRI, short key, clause number, case number or words of a label.
            kind: IRI of the class the thing has to belong to.
            community: IRI of the community to prefer.
        """
        text = text.strip()
        members = None if kind is None else self.members(kind)
        for reading in (*self._by_key, self._by_label):
            found = list(dict.fromkeys(reading(text)))
            if members is not None:
                found = [iri for iri in found if iri in members]
            elif reading == self._by_label:  # a code is only meant by its name where its class is asked for
                found = [iri for iri in found if not iri.startswith(terms.HFC)]
            if community and len(found) > 1:
                found = [iri for iri in found if self._in_community(iri, community)] or found
            if found:
                return sorted(found)
        return []

    def keyed(self, text: str) -> list[str]:
        """Return the IRIs whose IRI, key, clause number or case number ``text`` is; names do not count."""
        found = next((found for reading in self._by_key if (found := list(reading(text.strip())))), [])
        return sorted(dict.fromkeys(found))

    @property
    def _by_key(self) -> tuple[Callable[[str], Iterable[str]], ...]:
        return self._by_iri, self._by_number, self._by_case

    def one(self, text: str, kind: str | None = None, community: str | None = None, field: str | None = None) -> str:
        """Return the one thing ``text`` means.

        Raises:
            HfgraphError: nothing fits, or several things do; lists what could have been meant.
        """
        found = self.candidates(text, kind, community)
        if len(found) == 1:
            return found[0]
        if found:
            nb, en = (self._choices(found, language) for language in LANGUAGES)
            raise Ambiguous(
                bad_input(
                    f"«{text}» kan være {len(found)} ting.",
                    f"'{text}' may be {len(found)} things.",
                    mend=(
                        f"Skriv nøkkelen til den du mener:\n    {nb}",
                        f"Write the key of the one you mean:\n    {en}",
                    ),
                    field=field,
                ).problems
            )
        near, near_en = (self._near(text, kind, language) for language in LANGUAGES)
        raise NotFound(
            bad_input(
                f"Fant ingenting som heter «{text}».",
                f"Found nothing called '{text}'.",
                mend=(
                    f"Mente du: {near}?"
                    if near
                    else "Prøv en nøkkel, et punktnummer, et saksnummer eller ord fra navnet.",
                    f"Did you mean: {near_en}?"
                    if near
                    else "Try a key, a clause number, a case number or words of its name.",
                ),
                field=field,
            ).problems
        )

    def _choices(self, found: list[str], language: Language) -> str:
        listed = [f"{terms.shorten(iri)}  {self._labels.text(iri).in_language(language)}" for iri in found[:_LISTED]]
        more = len(found) - len(listed)
        return "\n    ".join(listed + ([f"… (+{more})"] if more else []))

    def classes(self, kind: str) -> set[str]:
        """Return a class and all its subclasses."""
        classes = {kind} | (_AGENTS if kind == terms.PROV + "Agent" else set())
        queue = list(classes)
        while queue:
            for fact in self._store.facts(None, terms.RDFS + "subClassOf", queue.pop()):
                if (name := fact.subject) not in classes:
                    classes.add(name)
                    queue.append(name)
        return classes

    def members(self, kind: str) -> set[str]:
        """Return the instances of a class and of its subclasses."""
        return {fact.subject for name in self.classes(kind) for fact in self._store.facts(None, terms.TYPE, name)}

    def _by_iri(self, text: str) -> Iterable[str]:
        full = terms.expand(text)
        if full is not None:
            return [full] if self._store.contains(full) else []
        key = text.strip("/").removeprefix("id/")
        if re.search(r"\s", key):
            return []
        if self._store.contains(terms.ID + key):
            return [terms.ID + key]
        return [iri for iri in self._keys() if "/" in key and iri.endswith("/" + key)]

    def _by_number(self, text: str) -> Iterable[str]:
        number = re.sub(r"^(punkt|pkt\.?|clause|avtalepunkt)\s*", "", text, flags=re.IGNORECASE)
        return [
            fact.subject
            for fact in self._store.facts(None, terms.HF + "clauseNumber")
            if fold(fact.value).replace(" ", "") == fold(number).replace(" ", "")
        ]

    def _by_case(self, text: str) -> Iterable[str]:
        match = _CASE.match(re.sub(r"\bsak\b\s*", "", text, flags=re.IGNORECASE).strip())
        if match is None:
            return []
        tail = f"/{match['year']}/{match['number']}"
        body = f"/case/{match['body'].lower()}" if match["body"] else "/case/"
        return [iri for iri in self._keys() if body in iri and iri.endswith(tail)]

    def _by_label(self, text: str) -> Iterable[str]:
        wanted = fold(text)
        names = self._names()
        exact = [name.iri for name in names if name.folded == wanted]
        words = wanted.split()
        return exact or [name.iri for name in names if words and all(_holds(name.folded, word) for word in words)]

    def _near(self, text: str, kind: str | None, language: Language) -> str:
        members = None if kind is None else self.members(kind)
        by_name = {name.folded: name.iri for name in self._names() if members is None or name.iri in members}
        close = get_close_matches(fold(text), list(by_name), n=3, cutoff=0.6)
        things = dict.fromkeys(by_name[name] for name in close)
        return ", ".join(f"{self._labels.text(iri).in_language(language)} ({terms.shorten(iri)})" for iri in things)

    def _names(self) -> list[_Name]:
        unsought = {iri for name in _UNSOUGHT for iri in self.members(terms.HF + name)}
        return [
            _Name(fact.subject, fold(fact.value))
            for predicate in _NAMES
            for fact in self._store.facts(None, predicate)
            if fact.literal and fact.subject.startswith((terms.ID, terms.HFC)) and fact.subject not in unsought
        ]

    def _keys(self) -> Iterable[str]:
        return sorted(
            {fact.subject for fact in self._store.facts(None, terms.TYPE) if fact.subject.startswith(terms.ID)}
        )

    def _in_community(self, iri: str, community: str) -> bool:
        return self._store.has(iri, terms.HF + "community", community)
