"""A text made plain for the rules, character for character: what stands at an offset there stands at it here.

Marks of Markdown and web addresses, e-mail addresses and telephone numbers become spaces, every dash a hyphen and every
space an ordinary one. So a rule needs to know one form of each, and its finds point into the document's own text.
"""

from __future__ import annotations

import re

_SAME = str.maketrans(
    {
        **dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00ad", "-"),
        **dict.fromkeys("\u00a0\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u3000", " "),
        **dict.fromkeys("\u200b\u200c\u200d\u2060\ufeff\u200e\u200f\u202a\u202b\u202c\u202d\u202e", " "),
        **dict.fromkeys("\u2066\u2067\u2068\u2069", " "),
        "|": "\t",
        "\u2028": "\n",
        "\r": "\n",
        "\x0b": "\n",
        "\x0c": "\n",
        "\x00": " ",
    }
)
_LINK = re.compile(r"\]\([^)\n]{0,2000}\)")
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_MAIL = re.compile(r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,8}")
_PHONE = re.compile(
    r"""
    (?:\b(?:tlf|telefon|telefonnr|mobil|mob|tel|telefaks|faks|sentralbord)\b\.?:?[ \t]*+
      |\+47[ \t]?)
    (?P<number>(?:\+47[ \t]?)?\d(?:[ \t]?\d){4,10})(?![\d/])
    """,
    re.IGNORECASE | re.VERBOSE,
)
_COMPANY = re.compile(
    r"\borg(?:anisasjons)?\.?[ \t-]*+(?:nr|nummer)\b\.?:?[ \t]*+(?P<number>\d(?:[ \t]?\d){8})",
    re.IGNORECASE,
)
_MARKS = re.compile(
    r"""
    ^[ \t]*+\#{1,6}(?=[ \t])            # a heading
    |\*\*|__                             # bold
    |(?<![\w*])\*(?=\S)|(?<=\S)\*(?![\w*])|(?<!\w)_(?=\w)   # italic
    |[\[\]`]                             # links and code
    |<[/!]?\w[^>\n]{0,80}>               # HTML
    """,
    re.MULTILINE | re.VERBOSE,
)
_ESCAPE = re.compile(r"\\(?=[()\[\]_*#.-])")


def plain(text: str) -> str:
    """Return ``text`` made plain; it has the same length."""
    same = text.translate(_SAME)
    for pattern in (_LINK, _ADDRESS, _MAIL, _MARKS, _ESCAPE):
        same = pattern.sub(lambda match: " " * len(match[0]), same)
    for pattern in (_PHONE, _COMPANY):
        same = pattern.sub(_blank_number, same)
    return same


def _blank_number(match: re.Match[str]) -> str:
    start, end = match.span("number")
    return match[0][: start - match.start()] + " " * (end - start) + match[0][end - match.start() :]
