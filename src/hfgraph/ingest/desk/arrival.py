"""A document that comes in: whose it is, what it is called, and whether it has been here before."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict
from pathlib import PurePath
from typing import Any

from hfgraph import terms
from hfgraph.errors import bad_input
from hfgraph.graph import Graph
from hfgraph.ingest.contact import masked
from hfgraph.ingest.desk.anchor import Anchors, digest
from hfgraph.ingest.desk.decision import Record
from hfgraph.ingest.desk.inbox import Reading, State
from hfgraph.ingest.desk.ledger import event
from hfgraph.ingest.document import Document
from hfgraph.ingest.facts import Context
from hfgraph.ingest.gazetteer import Gazetteer
from hfgraph.ingest.item import items_of
from hfgraph.ingest.known import Known
from hfgraph.ingest.plain import plain
from hfgraph.ingest.profile import Profile
from hfgraph.ingest.proposal import Proposal
from hfgraph.ingest.slug import slug

_LONG_WORD = re.compile(r"[^\W\d_]{6,}")
_MOST = 0.5


def community_of(document: Document, community: str | None, graph: Graph) -> str:
    """Return the key of a document's community.

    Args:
        document: as read.
        community: what somebody says it is, or ``None``: then it is the only one there is, or the one most
            of whose things the document names.
        graph: all facts.

    Raises:
        HfgraphError: there is no such community, or it cannot be told.
    """
    keys = sorted(
        iri.removeprefix(terms.ID)
        for iri in graph.lookup.members(terms.HF + "HealthCommunity")
        if iri.startswith(terms.ID)
    )
    if community:
        if community in keys:
            return community
        raise bad_input(
            f"Det finnes ikke noe helsefellesskap med nøkkelen «{community}».",
            f"There is no health community with the key '{community}'.",
            mend=(f"Velg en av: {', '.join(keys)}.", f"Choose one of: {', '.join(keys)}."),
            field="community",
        )
    if len(keys) == 1:
        return keys[0]
    homes = {
        fact.value.removeprefix(terms.ID)
        for found in graph.store.facts(None, terms.HF + "sha256")
        if found.value == document.sha256
        for fact in graph.store.facts(found.subject, terms.HF + "community")
    }
    if len(homes) == 1:
        return homes.pop()
    named = _named(document, keys, graph).most_common(2)
    if named and (len(named) == 1 or named[0][1] > named[1][1]):
        return named[0][0]
    raise bad_input(
        "Dokumentet sier ikke hvilket helsefellesskap det hører til.",
        "The document does not tell which health community it belongs to.",
        mend=(f"Oppgi ett av dem: {', '.join(keys)}.", f"Give one of them: {', '.join(keys)}."),
        field="community",
    )


def _named(document: Document, keys: Iterable[str], graph: Graph) -> Counter[str]:
    """Count the things of each community that the document names."""
    text = plain(document.text)
    found: Counter[str] = Counter()
    for key in keys:
        names = {name.iri for name in Gazetteer.of(graph.store, key).find(text)}
        found[key] = sum(iri.startswith((f"{terms.ID}{key}/", f"{terms.ID}{key}")) for iri in names)
    return +found


def draft_context(
    document: Document, proposals: Iterable[Proposal], community: str, profile: Profile, graph: Graph
) -> Context:
    """Return a document as its filing would see it, before it has a key."""
    return Context(community, f"{community}/doc/", document, Known(graph, ""), profile, tuple(items_of(proposals)))


def key_of(context: Context, before: str | None = None, text_of: Callable[[str], str | None] = lambda _: None) -> str:
    """Return the key of a document: the one it has in the graph, else one made of its case, its meeting or its title.

    Args:
        context: the document.
        before: the key under which the same file was read before.
        text_of: the text of the document with a key, when it is known and at hand: another paper in the same case is no
            new edition of it.
    """
    if before is not None:
        return before
    home, store, document = f"{context.community}/doc/", context.known.graph.store, context.document
    for name, value in (
        ("sha256", document.sha256),
        ("textSha256", document.text_sha256),
        ("sha256", document.text_sha256),
    ):
        for fact in store.facts(None, terms.HF + name):
            if fact.value == value and fact.subject.startswith(terms.ID + home):
                return fact.subject.removeprefix(terms.ID)
    key = made = home + _name(context)
    number = 1
    while (text := text_of(key)) is not None and not alike(text, document.text):
        number += 1
        key = f"{made}-{number}"
    return key


def alike(one: str, other: str) -> bool:
    """Return whether two texts may be editions of one: most of their longer words are the same."""
    words, others = (set(_LONG_WORD.findall(text.lower())) for text in (one, other))
    if not words or not others:
        return words == others
    return len(words & others) >= _MOST * max(len(words), len(others))


def _name(context: Context) -> str:
    if context.genre == "minutes" and context.meeting is not None:
        return f"{context.meeting.body}-{context.meeting.date}-referat"
    if context.case is not None:
        return f"{context.case.body}-{context.case.number}-{context.case.year}"
    document, home = context.document, f"{terms.ID}{context.community}/doc/"
    for fact in context.known.graph.store.facts(None, terms.DCTERMS + "identifier"):
        if fact.value == document.name and fact.subject.startswith(home):
            return fact.subject.removeprefix(home)
    title = context.header("title")
    stem = slug(PurePath(document.name).stem)
    name = (slug(str(title.part("value"))) if title is not None else stem) or stem or document.sha256[:12]
    return "dokument" if name == "register" else name


def read_of(graph: Graph, document: str) -> dict[str, str]:
    """Return what the graph says that a document's file and text were, when somebody filed it otherwise."""
    checksum = graph.store.value(document, terms.HF + "sha256")
    if checksum is None:
        return {}
    return {"sha256": checksum, "textSha256": graph.store.value(document, terms.HF + "textSha256") or checksum}


def state_of(document: Document, last: Mapping[str, Any]) -> State:
    """Return how a document stands to the last reading of it, of which nothing may be known."""
    if not last:
        return "new"
    same_text = document.text_sha256 == last.get("textSha256")
    if document.sha256 == last.get("sha256"):
        return "known" if same_text or "reader" not in last else "changed"
    return "same-text" if same_text else "changed"


def read_event(document: Document) -> dict[str, Any]:
    """Return the line of the ledger that says that a document was read."""
    sums = {"sha256": document.sha256, "textSha256": document.text_sha256, "reader": document.reader}
    return event("read", None, **sums)


def anchored(reading: Reading, record: Record, earlier: Mapping[str, str]) -> dict[str, Any]:
    """Return the line of the ledger that says where the words of earlier decisions stand in the new text.

    Args:
        reading: of the new text.
        record: what was decided.
        earlier: the texts it was decided on, by SHA-256, as far as they are at hand.
    """
    found = {item.key: item for item in items_of(reading.proposals)}
    texts = {decision.text for decision in record.decisions.values()}
    anchors = {text: Anchors(reading.document, earlier.get(text)) for text in texts}
    text = reading.document.text
    items: dict[str, Any] = {}
    for key, decision in record.decisions.items():
        hashes = {quote.hash for quote in decision.quotes}
        if key in found:
            same = any(digest(text[place.start : place.end]) in hashes for place in found[key].places)
            items[key] = {"anchor": "exact" if same or not hashes else "fuzzy", "places": []}
            continue
        places = [place for quote in decision.quotes if (place := anchors[decision.text].find(quote)) is not None]
        exact = [place for place in places if place.anchor == "exact"]
        chosen = list(dict.fromkeys(exact or places))
        anchor = "exact" if exact else "fuzzy" if places else "gone"
        told = [asdict(place) | {"section": masked(place.section)} for place in chosen]
        items[key] = {"anchor": anchor, "places": told}
    return event("anchored", None, textSha256=reading.document.text_sha256, items=items)
