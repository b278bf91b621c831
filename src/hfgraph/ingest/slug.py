"""Keys made of words: lower-case ASCII, as every key in the graph is."""

from __future__ import annotations

import re

from hfgraph.lookup import fold

_LONGEST = 60
_OTHER = re.compile(r"[^a-z0-9]+")


def slug(text: str, longest: int = _LONGEST) -> str:
    """Return ``text`` as the part of a key: ``Trygg akuttmedisin`` is ``trygg-akuttmedisin``.

    Args:
        text: any words.
        longest: how many characters it may have; it is cut between words.

    Returns:
        An empty string when no letter or digit is left.
    """
    words = _OTHER.sub("-", fold(text)).strip("-")
    if len(words) <= longest:
        return words
    cut = words[: longest + 1].rpartition("-")[0]
    return cut or words[:longest]
