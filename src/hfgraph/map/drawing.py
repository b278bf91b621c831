"""A finished view: cards, lines, headings and frames with their places in units of the picture."""

from __future__ import annotations

from dataclasses import dataclass, field

TEXT = 14.0
"""Height of all letters, in units: a picture shown at 86 % still has letters of 12 pixels."""
LINE = 18.0
"""From one line of a card to the next."""


@dataclass(slots=True)
class Card:
    """A thing, or a count of things, on the map.

    Attributes:
        key: IRI of the thing, or key of the ``More``.
        group: key of its group.
        kind: what it is, in the language of the view.
        label: its whole name.
        lines: of the name, as they are written on the card.
        body: more lines, in lighter letters.
        state: code of its state, if it has one.
        state_label: the state in words.
        state_lines: the same as it is written on the card.
        inferred: the thing itself is marked as inferred.
        more: for a count of things: how many; 0 for a thing.
        opens: for a count of things: thing, group and number to ask for, or ``None``.
        note: what a count of things stands for.
        focus: it is what the view is about.
        x: left edge.
        y: upper edge.
        width: of the card.
        height: of the card.
    """

    key: str
    group: str
    kind: str
    label: str
    lines: tuple[str, ...]
    body: tuple[str, ...] = ()
    state: str = ""
    state_label: str = ""
    state_lines: tuple[str, ...] = ()
    inferred: bool = False
    more: int = 0
    opens: tuple[str, str, int] | None = None
    note: str = ""
    focus: bool = False
    x: float = 0.0
    y: float = 0.0
    width: float = 0.0
    height: float = 0.0

    @property
    def middle(self) -> float:
        """Height of its middle."""
        return self.y + self.height / 2

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height


@dataclass(slots=True)
class Line:
    """A line between two cards.

    Attributes:
        source: key of the card it goes from, in the direction of the data.
        target: key of the card it goes to.
        name: what the link says.
        property: IRI of the property, or a name of ours for lines that are not in the data.
        inferred: the link is marked as inferred.
        places: how many places state it.
        path: the way it takes, as SVG path data.
        points: the same way as corner points, for checking and for other pictures.
    """

    source: str
    target: str
    name: str
    property: str
    inferred: bool = False
    places: int = 0
    path: str = ""
    points: list[tuple[float, float]] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Caption:
    """Words on the picture that are no card: headings of columns, names on lines.

    ``anchor`` is ``start``, ``middle`` or ``end``; ``role`` is ``column``, ``section``, ``frame`` or ``line``.
    """

    text: str
    x: float
    y: float
    role: str
    anchor: str = "start"
    width: float = 0.0


@dataclass(frozen=True, slots=True)
class Box:
    """A frame behind cards."""

    x: float
    y: float
    width: float
    height: float
    role: str


@dataclass(slots=True)
class Picture:
    """Everything placed."""

    cards: list[Card]
    lines: list[Line]
    captions: list[Caption] = field(default_factory=list)
    boxes: list[Box] = field(default_factory=list)
    width: float = 0.0
    height: float = 0.0

    def fit(self, margin: float) -> None:
        """Set the size to what the cards, boxes and captions take."""
        rights = [card.right for card in self.cards] + [box.x + box.width for box in self.boxes]
        bottoms = [card.bottom for card in self.cards] + [box.y + box.height for box in self.boxes]
        rights += [caption.x + caption.width for caption in self.captions if caption.anchor == "start"]
        rights += [x for line in self.lines for x, _ in line.points]
        bottoms += [y for line in self.lines for _, y in line.points]
        self.width = max(self.width, max(rights, default=0) + margin)
        self.height = max(self.height, max(bottoms, default=0) + margin)
