"""HTML pages: templates with everything escaped, and the files they need from this very server."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from hfgraph.text import Language

_HERE = Path(__file__).parent
STATIC = _HERE / "static"
HOME = "https://w3id.org/hfgraph/"
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)
"""What a page may load: files of this server, nothing inline, nothing from anywhere else."""

SAFE = "/!$&'()*+,;=:@-._~#%"
"""What stays as it is in an address."""


def render(template: str, base: str, language: Language, **values: Any) -> bytes:
    """Return a page.

    Args:
        template: its file.
        base: where the server is seen from outside; links hold its path only, so that they work by any of its names.
        language: of the page.
        values: what it shows.
    """
    other = "en" if language == "nb" else "nb"
    prefix = urlsplit(base).path.rstrip("/")
    told = {"base": prefix, "language": language, "other": other, "nb": language == "nb", **values}
    return _environment(prefix).get_template(template).render(told).encode()


def local(iri: str, base: str) -> str:
    """Return where ``iri`` is to be read: on this server when it is one of ours."""
    address = base + "/" + iri.removeprefix(HOME) if iri.startswith(HOME) else iri
    return quote(address, safe=SAFE)


@cache
def _environment(base: str) -> Environment:
    made = Environment(loader=FileSystemLoader(_HERE / "templates"), autoescape=True, undefined=StrictUndefined)
    made.filters["local"] = lambda iri: local(iri, base)
    made.filters["is_link"] = lambda text: text.startswith(("http://", "https://"))
    made.filters["fragment"] = lambda iri: iri.rpartition("#")[2] if "#" in iri else iri.rpartition("/")[2]
    return made
