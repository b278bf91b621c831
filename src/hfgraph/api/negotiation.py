"""What a client can take: media types, encodings and languages, by RFC 9110."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from hfgraph.text import Language

_Q = re.compile(r"(?:0(?:\.\d{0,3})?|1(?:\.0{0,3})?)\Z")


class Range(NamedTuple):
    """One element of an Accept header."""

    name: str
    parameters: tuple[tuple[str, str], ...]
    quality: float


@lru_cache(maxsize=1024)
def ranges(header: str) -> tuple[Range, ...]:
    """Return the elements of an Accept-like header; what cannot be read is passed over."""
    found = []
    for element in header.split(","):
        name, *rest = (part.strip() for part in element.split(";"))
        if not name:
            continue
        quality = 1.0
        parameters = []
        for part in rest:
            key, _, value = part.partition("=")
            key = key.strip().lower()
            value = value.strip().strip('"')
            if key == "q":
                quality = float(value) if _Q.match(value) else 0.0
                break
            if key:
                parameters.append((key, value.lower()))
        found.append(Range(name.lower(), tuple(parameters), quality))
    return tuple(found)


@lru_cache(maxsize=1024)
def media(header: str | None, offers: Sequence[str]) -> str | None:
    """Return the offer a client likes best, the first among equals, or ``None`` when it will have none of them.

    Args:
        header: of the request, ``None`` when there is none.
        offers: media types, ours first, without parameters.
    """
    if header is None or not header.strip():
        return offers[0]
    asked = ranges(header)
    best: tuple[float, str] | None = None
    for offer in offers:
        quality = _quality(offer, asked)
        if quality > 0 and (best is None or quality > best[0]):
            best = (quality, offer)
    return None if best is None else best[1]


def _quality(offer: str, asked: Sequence[Range]) -> float:
    family = offer.partition("/")[0] + "/*"
    found = (-1, 0.0)
    for name, _, quality in asked:
        closeness = 2 if name == offer else 1 if name == family else 0 if name == "*/*" else -1
        if closeness > found[0] or (closeness == found[0] >= 0 and quality > found[1]):
            found = (closeness, quality)
    return found[1]


@lru_cache(maxsize=256)
def encoding(header: str | None, offers: Sequence[str] = ("zstd", "gzip")) -> str | None:
    """Return the compression a client likes best, or ``None`` for none."""
    if not header:
        return None
    told = {name: quality for name, _, quality in ranges(header)}
    anything = told.get("*", 0.0)
    plain = told.get("identity", 0.0)
    best = max(offers, key=lambda offer: (told.get(offer, anything), -offers.index(offer)))
    quality = told.get(best, anything)
    return best if quality > 0 and quality >= plain else None


@lru_cache(maxsize=256)
def language_of(header: str | None) -> Language:
    """Return the client's language: bokmål unless it would rather have English."""
    best: tuple[float, Language] = (0.0, "nb")
    for name, _, quality in ranges(header or ""):
        primary = name.partition("-")[0]
        language: Language | None = (
            "nb" if primary in ("nb", "no", "nn", "da", "sv") else "en" if primary == "en" else None
        )
        if language is not None and quality > best[0]:
            best = (quality, language)
    return best[1]
