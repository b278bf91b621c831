"""Reading a made-up text with the rules, for the tests of the recognisers."""

from __future__ import annotations

from hashlib import sha256
from typing import Any

from hfgraph.ingest.document import Document
from hfgraph.ingest.gazetteer import Gazetteer
from hfgraph.ingest.profile import Profile
from hfgraph.ingest.proposal import Proposal
from hfgraph.ingest.propose import propose

PROFILE = Profile.load()


def document(text: str) -> Document:
    """Return a text file without blocks."""
    raw = text.encode("utf-8", "surrogatepass")
    return Document("sak.txt", "text/plain", len(raw), sha256(raw).hexdigest(), text, "test 1", ())


def read(text: str, profile: Profile = PROFILE, gazetteer: Gazetteer | None = None) -> list[Proposal]:
    """Return everything that is proposed for a text."""
    return propose(document(text), profile, gazetteer)


def found(text: str, *types: str, profile: Profile = PROFILE) -> list[tuple[Any, str]]:
    """Return value and words of each proposal of the types."""
    return [(one.value, one.text) for one in read(text, profile) if one.type in types]


def headers(text: str) -> list[tuple[str, str]]:
    """Return field and value of each proposal for the head."""
    values = [one.value for one in read(text) if one.type == "header"]
    return [(value["field"], value["value"]) for value in values if isinstance(value, dict)]
