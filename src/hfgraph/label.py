"""What to call a thing when a person reads about it."""

from __future__ import annotations

from functools import lru_cache

from hfgraph import terms
from hfgraph.store import Store
from hfgraph.text import Text

_NAMES = (
    terms.LABEL,
    terms.SKOS + "prefLabel",
    terms.FOAF + "name",
    terms.DCTERMS + "title",
    terms.HF + "summary",
)
_LANGUAGES = {"nb": "nb", "nn": "nb", "no": "nb", "en": "en"}


class Labels:
    """Names of things in both languages, looked up once each."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.text = lru_cache(maxsize=50_000)(self._text)

    def _text(self, iri: str) -> Text:
        """Return what ``iri`` is called; its short key when nothing names it."""
        for predicate in _NAMES:
            found: dict[str, str] = {}
            for fact in self._store.facts(iri, predicate):
                if fact.literal:
                    found.setdefault(_LANGUAGES.get(fact.language, "nb"), fact.value)
            if found:
                nb, en = found.get("nb", ""), found.get("en", "")
                return Text(nb or en, en or nb)
        return self._passage(iri) or self._status(iri) or Text(terms.shorten(iri), terms.shorten(iri))

    def _passage(self, iri: str) -> Text | None:
        section = self._store.value(iri, terms.HF + "section")
        document = self._store.value(iri, terms.DCTERMS + "isPartOf")
        if section is None or document is None:
            return None
        name = self._text(document)
        return Text(f"{name.nb}, «{section}»", f"{name.en}, “{section}”")

    def _status(self, iri: str) -> Text | None:
        parts = [self._store.value(iri, terms.HF + name) for name in ("about", "aspect", "status")]
        if None in parts:
            return None
        about, aspect, status = (self._text(part) for part in parts if part is not None)
        day = self._store.value(iri, terms.HF + "asOf") or "?"
        return Text(
            f"{about.nb} – {aspect.nb.lower()}: {status.nb.lower()} ({day})",
            f"{about.en} – {aspect.en.lower()}: {status.en.lower()} ({day})",
        )
