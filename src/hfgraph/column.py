"""What the columns of an answer are called, in words."""

from __future__ import annotations

import re
import tomllib

from hfgraph import assets, terms
from hfgraph.label import Labels
from hfgraph.text import Text


class Columns:
    """Headings: what ``queries/columns.toml`` lists, else the class or property of the ontology with that name."""

    def __init__(self, labels: Labels) -> None:
        self._labels = labels
        listed = tomllib.loads((assets.folder("queries") / "columns.toml").read_text(encoding="utf-8"))
        self._listed = {name: Text(nb, en) for name, (nb, en) in listed.items()}

    def heading(self, name: str) -> Text:
        """Return what the variable ``name`` is called; its own words when nothing names it."""
        words = _capital(re.sub(r"(?<=[a-z0-9])([A-Z])", r" \1", name.removesuffix("Label")).lower())
        return self.known(name) or Text(words, words)

    def known(self, name: str) -> Text | None:
        """Return what ``name`` is called if it is named; ``clauseLabel`` and ``clause`` are called the same."""
        stem = name.removesuffix("Label")
        if stem in self._listed:
            return self._listed[stem]
        for iri in (terms.HF + stem, terms.HF + stem[:1].upper() + stem[1:]):
            label = self._labels.text(iri)
            if label.nb != terms.shorten(iri):
                return Text(_capital(label.nb), _capital(label.en))
        return None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
