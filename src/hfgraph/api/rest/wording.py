"""The description of the API in both languages, kept as one text until somebody asks for it in one of them."""

from __future__ import annotations

from typing import Any

from hfgraph.text import Language

_BETWEEN = " ¦ "
_TOLD = ("title", "summary", "description")


def say(nb: str, en: str) -> str:
    """Return a text in both languages."""
    return f"{nb}{_BETWEEN}{en}"


def in_language(value: Any, language: Language) -> Any:
    """Return a copy of a JSON value with every title, summary and description in one language."""
    if isinstance(value, dict):
        return {
            key: _one(part, language) if key in _TOLD and isinstance(part, str) else in_language(part, language)
            for key, part in value.items()
        }
    if isinstance(value, list):
        return [in_language(part, language) for part in value]
    return value


def _one(text: str, language: Language) -> str:
    nb, between, en = text.partition(_BETWEEN)
    return en if between and language == "en" else nb
