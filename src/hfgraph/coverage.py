"""What the agreement and the Act ask for, and how far sources show it is met.

The states are computed by the questions ``clause-coverage`` and ``statute-coverage``; here their rows are only gathered
per provision, so that no surface can disagree with them.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from hfgraph import terms
from hfgraph.evidence import Place
from hfgraph.row import Rows, Value
from hfgraph.text import Language, Text

CLAUSES = "clause-coverage"
ITEMS = "statute-coverage"
STATES = ("covered", "partly", "not-covered", "not-assessed")


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing that answers a provision, and where that is stated."""

    iri: str
    label: str
    place: Place | None


@dataclass(frozen=True, slots=True)
class Provision:
    """One clause or statutory item and how it is covered.

    Attributes:
        iri: the provision.
        number: as written, such as ``5.3`` or ``11``.
        label: what it is called.
        community: the community it is answered for.
        state: one of ``STATES``.
        state_label: the state in the language asked for.
        reason: why it has that state, in the language asked for.
        answers: what answers it; empty when nothing does.
        places: where the provision itself is stated, when nothing answers it.
    """

    iri: str
    number: str
    label: str
    community: str
    state: str
    state_label: str
    reason: str
    answers: tuple[Answer, ...]
    places: tuple[Place, ...]

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the provision as JSON-ready values."""
        return {
            "iri": self.iri,
            "number": self.number,
            "label": self.label,
            "community": self.community,
            "state": self.state,
            "stateLabel": self.state_label,
            "reason": self.reason,
            "answers": [
                {
                    "iri": answer.iri,
                    "label": answer.label,
                    "source": answer.place and answer.place.as_dict(language),
                }
                for answer in self.answers
            ],
            "sources": [place.as_dict(language) for place in self.places],
        }


@dataclass(frozen=True, slots=True)
class Coverage:
    """Coverage of the clauses of the agreements and of the items of the Act."""

    clauses: tuple[Provision, ...]
    items: tuple[Provision, ...]

    def percent(self) -> float | None:
        """Return the share of clauses and items that are covered, 0 to 100; ``None`` when there are none."""
        provisions = self.clauses + self.items
        if not provisions:
            return None
        return 100 * sum(provision.state == "covered" for provision in provisions) / len(provisions)

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the coverage as JSON-ready values."""
        return {
            "percentCovered": self.percent(),
            "clauses": [provision.as_dict(language) for provision in self.clauses],
            "items": [provision.as_dict(language) for provision in self.items],
        }


def counts(provisions: Iterable[Provision]) -> dict[str, int]:
    """Return how many provisions have each state, in the order of ``STATES``."""
    found = [provision.state for provision in provisions]
    return {state: found.count(state) for state in STATES}


def gather(clauses: Rows, items: Rows) -> Coverage:
    """Return the coverage that the rows of the two questions tell."""
    return Coverage(_provisions(clauses.plain(), "clause"), _provisions(items.plain(), "item"))


def _provisions(rows: list[dict[str, Value]], name: str) -> tuple[Provision, ...]:
    groups: dict[tuple[str, str], list[dict[str, Value]]] = {}
    for row in rows:
        groups.setdefault((str(row[name]), str(row["community"])), []).append(row)
    found: list[Provision] = []
    for (iri, community), group in groups.items():
        first = group[0]
        answers = tuple(
            dict.fromkeys(Answer(str(row["by"]), str(row["byLabel"]), _place(row)) for row in group if row["by"])
        )
        own = () if answers else tuple(place for row in group if (place := _place(row)))
        found.append(
            Provision(
                iri,
                str(first[name + "Number"]),
                str(first[name + "Label"]),
                community,
                str(first["state"]).removeprefix(terms.HFC + "coverage/"),
                str(first["stateLabel"]),
                str(first["reasonLabel"]),
                answers,
                own,
            )
        )
    return tuple(found)


def _place(row: dict[str, Value]) -> Place | None:
    if row["passage"] is None:
        return None
    label = str(row["documentLabel"])
    return Place(
        str(row["document"]),
        Text(label, label),
        str(row["passage"]),
        str(row["section"]),
        int(str(row["start"])),
        int(str(row["end"])),
        row["certainty"] == terms.HFC + "certainty/inferred",
    )
