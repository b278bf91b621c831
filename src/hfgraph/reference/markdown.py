"""The little Markdown the reference is written in, and the order its entries come in."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

NOTICE = "<!-- Laget av / Made by: python -m hfgraph.reference docs/ -->"

# Norwegian alphabetical order, whatever the machine's locale: æ, ø and å come after z.
_ALPHABET = str.maketrans({"æ": "{", "ø": "|", "å": "}"})


def alphabetical(text: str) -> str:
    """Return the key that sorts ``text`` as a Norwegian dictionary does."""
    return text.casefold().translate(_ALPHABET)


def escape(text: str) -> str:
    """Return ``text`` so that Markdown shows it as it is, also in a table."""
    flat = " ".join(text.split())
    for sign in "\\`*_[]<|":
        flat = flat.replace(sign, f"\\{sign}")
    return flat


def code(text: str) -> str:
    """Return ``text`` in monospace."""
    return f"`{text.replace('|', chr(92) + '|')}`"


def both(nb: str, en: str) -> str:
    """Return a heading or name in both languages, bokmål first; once when they are the same."""
    return escape(nb) if nb == en else f"{escape(nb)} · {escape(en)}"


def anchor(name: str) -> str:
    """Return a target that ``[…](#name)`` leads to."""
    return f'<a id="{name}"></a>'


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """Return the lines of a table; its cells are Markdown already."""
    lines = [" | ".join(head), " | ".join("---" for _ in head), *(" | ".join(row) for row in rows)]
    return [f"| {line} |" for line in lines]


def page(lines: Iterable[str]) -> str:
    """Return the text of a page: its lines, never two empty ones in a row, one line break at the end."""
    kept: list[str] = []
    for line in lines:
        if line or (kept and kept[-1]):
            kept.append(line)
    return "\n".join(kept).rstrip("\n") + "\n"
