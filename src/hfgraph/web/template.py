"""The templates and what they can call."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from hfgraph import terms
from hfgraph.text import Language
from hfgraph.web import files
from hfgraph.web.manuscript import within
from hfgraph.web.tone import tone

_MONTHS: dict[Language, str] = {
    "nb": "januar februar mars april mai juni juli august september oktober november desember",
    "en": "January February March April May June July August September October November December",
}
_PARTS = 3
_YEAR = 4


def day(value: Any, language: Language) -> str:
    """Return a date, a month or a year as people write it; anything else as it is."""
    text = str(value)
    parts = text.split("-")
    if not (len(parts) <= _PARTS and all(part.isascii() and part.isdigit() for part in parts)):
        return text
    months = _MONTHS[language].split()
    if len(parts) == 1 or len(parts[0]) != _YEAR or not 1 <= int(parts[1]) <= len(months):
        return text
    month = f"{months[int(parts[1]) - 1]} {parts[0]}"
    if len(parts) == 2:  # noqa: PLR2004 -- year and month
        return month
    return f"{int(parts[2])}{'.' if language == 'nb' else ''} {month}"


def capital(text: str) -> str:
    """Return the text with a capital first letter."""
    return text[:1].upper() + text[1:]


def _environment() -> Environment:
    folder = Path(__file__).parent / "templates"
    made = Environment(
        loader=FileSystemLoader(folder),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {"static": files.address, "tone": tone, "shorten": terms.shorten}
    made.filters |= {"day": day, "capital": capital, "within": within}
    return made


TEMPLATES = _environment()
"""Every template; all of them escape what is put into them."""
