"""The shape of every answer, for the description of the API; the answers themselves come from the jobs as they are."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field, RootModel

Cell = str | int | float | bool | None


class Model(BaseModel):
    """An object with exactly these members."""

    model_config = ConfigDict(extra="forbid")


class Fault(Model):
    """One thing that is wrong: where, what, and how to mend it."""

    where: str
    what: str
    mend: str
    line: int | None = None
    column: int | None = None


class Problem(BaseModel):
    """Why a request could not be answered (RFC 9457)."""

    type: str
    title: str
    status: int
    instance: str
    detail: str
    errors: list[Fault] = []


class Question(Model):
    """A question: ``?`` marks a parameter that may be left out."""

    id: str
    title: str
    description: str
    parameters: list[str]


class Parameter(Model):
    """What a question can be narrowed by."""

    name: str
    kind: str
    kindLabel: str  # noqa: N815 -- the names of JSON members
    required: bool


class Column(Model):
    """A column of an answer."""

    name: str
    heading: str


class QuestionInFull(Model):
    """A question with its parameters, columns and SPARQL; no columns when it needs a parameter."""

    id: str
    title: str
    description: str
    parameters: list[Parameter]
    columns: list[Column] | None
    sparql: str


class Rows(RootModel[list[dict[str, Cell]]]):
    """One object a row, with the same members in every row."""


class Hit(Model):
    """A thing found, why, and how sure that is."""

    iri: str
    key: str
    label: str
    kind: str
    kindLabel: str  # noqa: N815
    name: str
    reading: Literal["key", "name", "beginning", "words", "spelling"]
    score: float = Field(ge=0, le=1)


class Found(Model):
    """What a search found, the likeliest first."""

    query: str
    total: int = Field(ge=0)
    results: list[Hit]


class Place(Model):
    """A place in a document: heading, first character, and the character after the last one."""

    document: str
    documentLabel: str  # noqa: N815
    passage: str
    section: str
    start: int = Field(ge=0)
    end: int = Field(ge=0)
    inferred: bool


class Told(Model):
    """One thing told, and where it is stated."""

    property: str
    name: str
    value: str
    label: str
    incoming: bool
    sources: list[Place]


class Thing(Model):
    """Everything told of a thing."""

    iri: str
    key: str
    label: str
    kinds: list[str]
    facts: list[Told]
    incoming: list[Told]
    sources: list[Place]


class Step(Model):
    """A step of a chain, and what follows from there."""

    property: str
    name: str
    iri: str
    label: str
    kind: str
    sources: list[Place]
    repeated: bool
    steps: list[Step]


class Trace(Model):
    """The chain through a thing: up towards the statute, down towards the meetings."""

    iri: str
    label: str
    kind: str
    sources: list[Place]
    up: list[Step]
    down: list[Step]


class Answering(Model):
    """What answers a provision."""

    iri: str
    label: str
    source: Place | None


class Provision(Model):
    """A clause or statutory item and how it is covered."""

    iri: str
    number: str
    label: str
    community: str
    state: Literal["covered", "partly", "not-covered", "not-assessed"]
    stateLabel: str  # noqa: N815
    reason: str
    answers: list[Answering]
    sources: list[Place]


class Coverage(Model):
    """How the clauses of the agreements and the items of the Act are covered."""

    percentCovered: float | None  # noqa: N815
    clauses: list[Provision]
    items: list[Provision]


class Node(Model):
    """A thing in the network; upstream of the focus its depth is negative in a chain."""

    iri: str
    key: str
    label: str
    kind: str
    kindLabel: str  # noqa: N815
    depth: int


class Edge(Model):
    """A link between two nodes, in the direction of the data."""

    source: str
    target: str
    property: str
    name: str
    sources: list[Place]


class Network(Model):
    """Nodes and edges around a focus, and how many nodes there was no room for."""

    focus: str
    nodes: list[Node]
    edges: list[Edge]
    omitted: int = Field(ge=0)


class Finding(Model):
    """One fault in the graph, and the file and line it stands in."""

    rule: str
    severity: Literal["violation", "warning", "info"]
    focus: str
    label: str
    path: str | None
    value: str | None
    message: str
    file: str | None
    line: int | None
    graph: str | None


class Findings(Model):
    """What checking the graph found."""

    conforms: bool
    statements: int
    rules: int
    counts: dict[Literal["violation", "warning", "info"], int]
    findings: list[Finding]


class Checking(Model):
    """The graph is being checked."""

    state: Literal["checking"]


class Document(Model):
    """A source document; ``textAtHand`` says whether its passages can be quoted."""

    iri: str
    key: str
    label: str
    kind: str | None
    title: str | None
    file: str | None
    issued: str | None
    language: str | None
    sha256: str | None
    length: int | None
    communities: list[str]
    passages: int
    textAtHand: bool  # noqa: N815


class Quote(Model):
    """The words of a passage and what stands around them."""

    before: str
    words: str
    after: str


class Named(Model):
    """A thing by name."""

    iri: str
    label: str


class Passage(Model):
    """A place in a document, its words when the document is at hand, and the things it speaks of."""

    iri: str
    key: str
    document: str
    documentLabel: str  # noqa: N815
    section: str
    start: int
    end: int
    quote: Quote | None
    states: list[Named]
