"""The chain a thing stands in: statute ↔ clause ↔ project ↔ decision ↔ case ↔ meeting, each step with its source.

Walking is monotone: one walk goes only towards the statute, the other only towards the meetings, and neither passes
through organisations or focus areas, which would tie everything to everything.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Literal

from hfgraph import terms
from hfgraph.evidence import Evidence, Place
from hfgraph.label import Labels
from hfgraph.store import Store
from hfgraph.text import Language, Text

Direction = Literal["up", "down"]


@dataclass(frozen=True, slots=True)
class Step:
    """One link of the chain and what follows from there.

    Attributes:
        predicate: IRI of the property, read in the direction of the data.
        name: how the step reads in the direction of the walk.
        iri: the thing arrived at.
        label: what it is called.
        kind: IRI of its class.
        places: where the link is stated.
        steps: what comes next.
        repeated: the thing has been opened earlier in this trace, so its next steps are not shown again.
    """

    predicate: str
    name: Text
    iri: str
    label: Text
    kind: str
    places: tuple[Place, ...]
    steps: tuple[Step, ...]
    repeated: bool = False

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the step and all below it as JSON-ready values."""
        return {
            "property": terms.shorten(self.predicate),
            "name": self.name.in_language(language),
            "iri": self.iri,
            "label": self.label.in_language(language),
            "kind": terms.shorten(self.kind),
            "sources": [place.as_dict(language) for place in self.places],
            "repeated": self.repeated,
            "steps": [step.as_dict(language) for step in self.steps],
        }


@dataclass(frozen=True, slots=True)
class Trace:
    """A thing, the chain towards the statute (``up``) and the chain towards meetings (``down``)."""

    iri: str
    label: Text
    kind: str
    places: tuple[Place, ...]
    up: tuple[Step, ...]
    down: tuple[Step, ...]

    def as_dict(self, language: Language) -> dict[str, Any]:
        """Return the trace as JSON-ready values."""
        return {
            "iri": self.iri,
            "label": self.label.in_language(language),
            "kind": terms.shorten(self.kind),
            "sources": [place.as_dict(language) for place in self.places],
            "up": [step.as_dict(language) for step in self.up],
            "down": [step.as_dict(language) for step in self.down],
        }


@dataclass(frozen=True, slots=True)
class _Way:
    """One kind of step: a property, whether it is followed from subject to object, and how it reads.

    ``only`` names the classes it may lead to, ``start`` those it may be taken from; both include subclasses.
    """

    local: str
    forward: bool
    name: Text
    only: str | None = None
    start: str | None = None

    @property
    def predicate(self) -> str:
        return terms.HF + self.local


_MATTERS = "Point Decision Case AgendaItem"
_SUBJECTS = "Project Committee Provision FocusArea"
_DOWN = (
    _Way("implements", False, Text("gjennomføres av", "implemented by")),
    _Way("partOf", False, Text("har underpunkt", "has part"), "Provision"),
    _Way("fulfils", False, Text("oppfylles av", "fulfilled by")),
    _Way("groundedIn", False, Text("er grunnlag for", "is the basis of"), None, "Provision"),
    _Way("contributesTo", False, Text("får bidrag fra", "contributed to by")),
    _Way("responsibleFor", False, Text("er ansvaret til", "is the responsibility of")),
    _Way("mandatedBy", True, Text("har mandat fra", "mandated by")),
    _Way("concerns", False, Text("behandles i", "dealt with in"), _MATTERS, _SUBJECTS),
    _Way("adoptedFrom", True, Text("vedtatt fra", "adopted from")),
    _Way("pointOf", True, Text("punkt i", "point of")),
    _Way("forCase", True, Text("i sak", "in case")),
    _Way("follows", True, Text("følger opp", "follows up")),
    _Way("treats", False, Text("har fått", "had")),
    _Way("atMeeting", True, Text("i møte", "at meeting"), "Meeting"),
)
_UP = (
    _Way("treats", True, Text("behandling av", "treatment of")),
    _Way("atMeeting", False, Text("behandlet", "treated"), "Treatment"),
    _Way("forCase", False, Text("har innstilling eller vedtak", "has proposal or decision")),
    _Way("pointOf", False, Text("har punkt", "has point")),
    _Way("adoptedFrom", False, Text("vedtatt som", "adopted as")),
    _Way("follows", False, Text("følges opp av", "followed up by")),
    _Way("mandatedBy", False, Text("ga mandat til", "gave mandate to")),
    _Way("concerns", True, Text("gjelder", "concerns"), "Project Committee Provision"),
    _Way("fulfils", True, Text("oppfyller", "fulfils")),
    _Way("contributesTo", True, Text("bidrar til", "contributes to")),
    _Way("responsibleFor", True, Text("har ansvar for", "is responsible for")),
    _Way("partOf", True, Text("del av", "part of"), "Provision"),
    _Way("implements", True, Text("gjennomfører", "implements")),
    _Way("groundedIn", True, Text("hjemlet i", "grounded in"), "Provision"),
)
_CLOSED = {terms.HF + "FocusArea"}


class Tracer:
    """Walks the chain from any thing."""

    def __init__(self, store: Store, labels: Labels, evidence: Evidence) -> None:
        self._store = store
        self._labels = labels
        self._evidence = evidence

    def trace(self, iri: str) -> Trace:
        """Return the chain around ``iri`` in both directions."""
        return Trace(
            iri,
            self._labels.text(iri),
            self.kind(iri),
            tuple(self._evidence.of_thing(iri)),
            self._walk(iri, _UP, {iri}),
            self._walk(iri, _DOWN, {iri}),
        )

    def kind(self, iri: str) -> str:
        """Return the class of ``iri``, one of ours if it has several."""
        kinds = sorted(fact.value for fact in self._store.facts(iri, terms.TYPE))
        ours = [kind for kind in kinds if kind.startswith(terms.HF)]
        return next(iter(ours or kinds), terms.RDFS + "Resource")

    def _walk(self, iri: str, ways: tuple[_Way, ...], opened: set[str]) -> tuple[Step, ...]:
        steps: list[Step] = []
        found = list(self._next(iri, ways))
        fresh = {target for _, target, _ in found} - opened
        opened |= fresh
        for way, target, places in found:
            kind = self.kind(target)
            first = target in fresh
            fresh.discard(target)
            below = self._walk(target, ways, opened) if first and kind not in _CLOSED else ()
            steps.append(
                Step(way.predicate, way.name, target, self._labels.text(target), kind, places, below, not first)
            )
        return tuple(steps)

    def _next(self, iri: str, ways: tuple[_Way, ...]) -> Iterator[tuple[_Way, str, tuple[Place, ...]]]:
        reached: set[str] = set()
        for way in ways:
            if way.start and self.kind(iri) not in self._classes(way.start):
                continue
            subject, obj = (iri, None) if way.forward else (None, iri)
            facts = self._store.facts(subject, way.predicate, obj)
            ends = sorted({fact.value if way.forward else fact.subject for fact in facts} - reached)
            for end in ends:
                if way.only and self.kind(end) not in self._classes(way.only):
                    continue
                reached.add(end)
                ends_of_link = (iri, end) if way.forward else (end, iri)
                places = self._evidence.of_link(ends_of_link[0], way.predicate, ends_of_link[1])
                yield way, end, tuple(places)

    def _classes(self, names: str) -> set[str]:
        wanted = {terms.HF + name for name in names.split()}
        return wanted | {
            fact.subject for name in wanted for fact in self._store.facts(None, terms.RDFS + "subClassOf", name)
        }
