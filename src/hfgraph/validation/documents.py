"""The source documents at hand: are they the ones that were read, and do the passages lie in them?"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hfgraph import terms
from hfgraph.validation.facts import Fact, Facts
from hfgraph.validation.lint import Fault


@dataclass(frozen=True, slots=True)
class _Source:
    path: Path
    content: bytes


def check(facts: Facts, folder: Path) -> Iterator[Fault]:
    """Yield what is wrong when the documents' statements are held against the documents.

    A file is a document's own when its SHA-256 is the one stated, whatever it is called; when it states that of the
    text read out of it, the file has to be that text.

    Args:
        facts: the statements.
        folder: the folder with the source documents.
    """
    sources = [_Source(path, path.read_bytes()) for path in sorted(folder.iterdir()) if path.is_file()]
    by_hash = {hashlib.sha256(source.content).hexdigest(): source for source in sources}
    by_name = {source.path.name: source for source in sources}
    names = {fact.subject: fact for fact in facts.of_predicate.get(terms.DCTERMS + "identifier", ())}
    texts = {fact.subject: fact for fact in facts.of_predicate.get(terms.HF + "textSha256", ())}
    for stated in facts.of_predicate.get(terms.HF + "sha256", ()):
        text = texts.get(stated.subject)
        if source := by_hash.get((text or stated).object):
            yield from _content(text or stated, source, facts)
        elif stated.object in by_hash:
            continue  # the file itself, and not the text that was read out of it
        elif (name := names.get(stated.subject)) and name.object in by_name:
            yield Fault("hash-differs", stated, name.object)


def _content(stated: Fact, source: _Source, facts: Facts) -> Iterator[Fault]:
    try:
        length = len(source.content.decode("utf-8"))
    except UnicodeDecodeError:
        yield Fault("not-text", stated, source.path.name)
        return
    about = facts.of_subject[stated.subject]
    lengths = [fact for fact in about if fact.predicate == terms.HF + "length"]
    for fact in lengths:
        if fact.object != str(length):
            yield Fault("length-differs", fact, fact.object, {"wanted": str(length)})
    limits = [int(fact.object) for fact in lengths if fact.object.isdecimal()]
    parts = facts.of_object.get(stated.subject, ())
    passages = {fact.subject for fact in parts if fact.predicate == terms.DCTERMS + "isPartOf"}
    for fact in facts.of_predicate.get(terms.HF + "end", ()):
        if fact.subject not in passages or not fact.object.isdecimal():
            continue
        end = int(fact.object)
        if end > length and all(end <= limit for limit in limits):
            yield Fault("passage-outside", fact, fact.object, {"wanted": str(length)})
