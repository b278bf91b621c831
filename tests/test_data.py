"""The bundled facts, as a whole: every claim leads to a place, and every place lies in its document.

The documents themselves do not ship with the project. Tests that need them look in the folder named by the
environment variable ``HFGRAPH_SOURCES``, and in ``sources/`` at the top of the repository.
"""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from hfgraph import terms
from hfgraph.graph import Graph
from hfgraph.workspace import Workspace

DOCUMENTS = sorted(file.graph for file in Workspace.open().files if "/doc/" in file.graph)
CHAIN = [
    "fulfils",
    "implements",
    "contributesTo",
    "mandatedBy",
    "concerns",
    "follows",
    "attachment",
    "treats",
    "atMeeting",
    "participant",
    "lead",
    "owner",
    "pilotMunicipality",
    "employer",
    "funder",
]
NAMES = {terms.DCTERMS + "title", terms.LABEL, terms.SKOS + "altLabel", terms.HF + "asWritten", terms.HF + "section"}
LONG = 60


@cache
def texts() -> dict[str, str]:
    """Return the documents at hand by the SHA-256 of their bytes."""
    folders = [os.environ.get("HFGRAPH_SOURCES"), str(Path(__file__).parents[1] / "sources")]
    files = [path for folder in folders if folder for path in sorted(Path(folder).rglob("*")) if path.is_file()]
    return {
        hashlib.sha256(content).hexdigest(): content.decode("utf-8")
        for content in (path.read_bytes() for path in files)
        if is_text(content)
    }


def is_text(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def text_of(graph: Graph, document: str) -> str:
    checksum = graph.store.value(document, terms.HF + "sha256")
    assert checksum
    assert re.fullmatch(r"[0-9a-f]{64}", checksum)
    if checksum not in texts():
        name = graph.store.value(document, terms.DCTERMS + "identifier")
        pytest.skip(f"{name} is not at hand: name its folder in HFGRAPH_SOURCES, or put it in sources/")
    return texts()[checksum]


def literals(graph: Graph, document: str) -> Iterator[tuple[str, str, str]]:
    for fact in graph.store.facts(graph=document):
        if fact.literal:
            yield fact.subject, fact.predicate, fact.value


def passages(graph: Graph, document: str) -> set[str]:
    return {fact.subject for fact in graph.store.facts(None, terms.TYPE, terms.HF + "Passage", document)}


def squeezed(text: str) -> str:
    return " ".join(re.sub(r"[*#\\_\[\]]", "", text).split()).casefold()


@pytest.mark.parametrize("document", DOCUMENTS, ids=terms.shorten)
def test_every_place_lies_in_its_document(bundled: Graph, document: str) -> None:
    text = text_of(bundled, document)
    assert bundled.store.value(document, terms.HF + "length") == str(len(text))
    assert len(passages(bundled, document)) > 20
    for passage in passages(bundled, document):
        place = bundled.evidence.place(passage)
        assert place, passage
        assert 0 <= place.start < place.end <= len(text), passage
        words = text[place.start : place.end]
        assert words == words.strip(), f"{passage} begins or ends between words: {words!r}"


@pytest.mark.parametrize("document", DOCUMENTS, ids=terms.shorten)
def test_no_place_starts_or_ends_within_a_word(bundled: Graph, document: str) -> None:
    text = text_of(bundled, document)
    for passage in passages(bundled, document):
        place = bundled.evidence.place(passage)
        assert place
        for at in (place.start, place.end):
            assert not text[max(0, at - 1) : at + 1].isalnum() or at in (0, len(text)), (
                f"{passage}: {text[max(0, at - 20) : at]}|{text[at : at + 20]}"
            )


@pytest.mark.parametrize("document", DOCUMENTS, ids=terms.shorten)
def test_nothing_is_copied_but_titles_and_what_is_marked_as_written(bundled: Graph, document: str) -> None:
    text = squeezed(text_of(bundled, document))
    assert len(text) > LONG
    copied = [
        (terms.shorten(subject), value)
        for subject, predicate, value in literals(bundled, document)
        if predicate not in NAMES and len(value) >= LONG
        for start in range(len(squeezed(value)) - LONG + 1)
        if squeezed(value)[start : start + LONG] in text
    ]
    titles = {squeezed(fact.value) for name in NAMES for fact in bundled.store.facts(None, name) if fact.literal}
    assert [one for one in copied if not any(title in squeezed(one[1]) for title in titles if len(title) >= LONG)] == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=terms.shorten)
def test_every_place_pointed_at_is_in_the_same_document_and_every_place_is_used(bundled: Graph, document: str) -> None:
    pointed = {fact.value for fact in bundled.store.facts(None, terms.STATED_IN, None, document)}
    assert pointed == passages(bundled, document)
    for passage in pointed:
        assert passage.startswith(document + "/p/")
        assert bundled.store.value(passage, terms.DCTERMS + "isPartOf") == document


def test_only_documents_point_at_places(bundled: Graph) -> None:
    assert {fact.graph for fact in bundled.store.facts(None, terms.STATED_IN)} == set(DOCUMENTS)


@pytest.mark.parametrize("document", DOCUMENTS, ids=terms.shorten)
def test_a_document_is_described(bundled: Graph, document: str) -> None:
    for name in ("title", "identifier", "issued", "language"):
        assert bundled.store.value(document, terms.DCTERMS + name), name
    assert bundled.store.has(document, terms.TYPE, terms.HF + "Document", document)


def test_there_are_no_blank_nodes(bundled: Graph) -> None:
    found = [
        quad
        for file in bundled.workspace.files
        for quad in bundled.store.quads(graph=file.graph)
        if isinstance(quad.subject, ox.BlankNode) or isinstance(quad.object, ox.BlankNode)
    ]
    assert found == []


def ours(graph: Graph) -> set[str]:
    files = [file.graph for file in graph.workspace.files]
    return {fact.subject for name in files for fact in graph.store.facts(graph=name)}


def test_everything_has_a_kind_and_is_called_something_in_both_languages(bundled: Graph) -> None:
    things = ours(bundled)
    assert len(things) > 1000
    assert [thing for thing in things if not bundled.store.has(thing, terms.TYPE)] == []
    called = {
        (fact.subject, fact.language)
        for name in (terms.LABEL, terms.HF + "summary")
        for fact in bundled.store.facts(None, name)
    }
    unnamed = {terms.HF + kind for kind in ("Passage", "StatusObservation")}
    nameless = [
        thing
        for thing in things
        if {(thing, "nb"), (thing, "en")} - called
        and not any(fact.value in unnamed for fact in bundled.store.facts(thing, terms.TYPE))
    ]
    assert nameless == []


def test_whatever_is_pointed_at_is_described(bundled: Graph) -> None:
    lost = {
        fact.value
        for file in bundled.workspace.files
        for fact in bundled.store.facts(graph=file.graph)
        if not fact.literal and fact.value.startswith((terms.ID, terms.HFC, terms.HF))
        if not bundled.store.has(fact.value)
    }
    assert lost == set()


def test_keys_are_lower_case_ascii(bundled: Graph) -> None:
    odd = [thing for thing in ours(bundled) if not re.fullmatch(r"[a-z0-9./-]+", thing.removeprefix(terms.ID))]
    assert odd == []


@pytest.mark.parametrize("local", CHAIN)
def test_every_link_of_the_chain_has_a_place_that_tells_of_both_ends(bundled: Graph, local: str) -> None:
    links = [fact for fact in bundled.store.facts(None, terms.HF + local) if fact.graph in DOCUMENTS]
    untold = []
    for link in links:
        ends = [
            {fact.value for fact in bundled.store.facts(end, terms.STATED_IN, None, link.graph)}
            for end in (link.subject, link.value)
        ]
        claimed = any(
            bundled.store.has(claim.subject, terms.HF + "claimPredicate", link.predicate, link.graph)
            and bundled.store.has(claim.subject, terms.HF + "claimObject", link.value, link.graph)
            and bundled.store.has(claim.subject, terms.STATED_IN, None, link.graph)
            for claim in bundled.store.facts(None, terms.HF + "claimSubject", link.subject, link.graph)
        )
        if not claimed and not ends[0] & ends[1]:
            untold.append((terms.shorten(link.subject), terms.shorten(link.value)))
    assert untold == []
    assert links or local in ("employer",)


def test_the_chain_has_links_to_check(bundled: Graph) -> None:
    count = {local: sum(1 for _ in bundled.store.facts(None, terms.HF + local)) for local in CHAIN}
    assert sum(count.values()) > 300


def test_persons_are_named_only_in_their_public_role(bundled: Graph) -> None:
    words = [
        (terms.shorten(subject), value)
        for file in bundled.workspace.files
        for subject, _, value in literals(bundled, file.graph)
        if re.search(
            r"[\w.+-]+@[\w-]+\.\w|(?<![\d.])(?:\+47[ ]?)?(?:\d{2}[ ]){3}\d{2}(?!\d)|\b[49]\d{2} \d{2} \d{3}\b", value
        )
    ]
    assert words == []
    raw = "".join(file.path.read_text(encoding="utf-8") for file in bundled.workspace.files)
    assert not re.search(r"mailto:|tel:|[\w.]+@[\w-]+\.(?:no|com|org)", raw)


def test_nothing_has_a_status_but_observations(bundled: Graph) -> None:
    observed = bundled.lookup.members(terms.HF + "Observation")
    assert {fact.subject for fact in bundled.store.facts(None, terms.HF + "status")} <= observed
    statuses = bundled.lookup.members(terms.HF + "StatusObservation")
    assert len(statuses) > 50
    for local in ("about", "aspect", "status", "asOf", "certainty", "statedIn"):
        assert [one for one in statuses if not bundled.store.has(one, terms.HF + local)] == [], local


def test_the_bundled_data_is_in_order(bundled: Graph) -> None:
    wrong = [finding.message.en for finding in bundled.validate().findings if finding.severity == "violation"]
    assert wrong == []
