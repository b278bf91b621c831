"""What a document's graph becomes when what is accepted is filed: what others wrote in it stays."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pyoxigraph as ox

from hfgraph.ingest import facts
from hfgraph.ingest.desk.review import Review
from hfgraph.ingest.known import mark


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a document's graph would be.

    Attributes:
        triples: every statement.
        marks: of those that the review makes, by item; those of the document itself under an empty key.
        owners: keys of the items that say something of each subject.
    """

    triples: list[ox.Triple]
    marks: Mapping[str, list[str]]
    owners: Mapping[str, set[str]]

    @classmethod
    def of(cls, review: Review) -> Outcome:
        """Return what comes of a review as it is."""
        scribe = facts.filed(review.accepted, review.context)
        said = {item.key: scribe.of(item.key) for item in review.accepted} | {"": scribe.loose}
        gone = {key: kept for key in review.gone if (kept := _kept(review, key))}
        own = sorted(review.known.own, key=str)
        if not scribe.triples and (own or gone):
            sums = facts.Scribe(review.context, ())
            facts.write_sums(sums)
            said[""] = [*sums.triples, *(_kept(review, "") if gone else ())]
        said |= gone
        after = dict.fromkeys([*own, *scribe.triples, *(triple for theirs in said.values() for triple in theirs)])
        others = set(own)
        marks = {key: [mark(triple) for triple in theirs if triple not in others] for key, theirs in said.items()}
        return cls(list(after), {key: theirs for key, theirs in marks.items() if theirs}, scribe.owners())


def _kept(review: Review, key: str) -> list[ox.Triple]:
    """Return what was filed of an item whose words are gone, with its passages where they would be now."""
    theirs = set(review.record.filed.get(key, ()))
    return review.edition.revised(triple for triple in review.known.stored if mark(triple) in theirs)
