"""E-mail addresses and telephone numbers, which are kept nowhere."""

from __future__ import annotations

from hfgraph.ingest.proposal import Value
from hfgraph.validation import literals

MASK = "•••"


def masked(text: str) -> str:
    """Return ``text`` with e-mail addresses and telephone numbers made unreadable."""
    while found := literals.contact(text):
        text = text.replace(found, MASK)
    return text


def masked_value(value: Value) -> Value:
    """Return a proposal's value masked in all its parts."""
    if isinstance(value, str):
        return masked(value)
    if isinstance(value, int):
        return value
    return {key: masked(part) if isinstance(part, str) else part for key, part in value.items()}
