"""Which of four tones a state or status has: a shape and a colour beside its words."""

from __future__ import annotations

from typing import Literal

from hfgraph import terms

Tone = Literal["yes", "part", "no", "unknown"]
TONES: tuple[Tone, ...] = ("yes", "part", "no", "unknown")
_TONES: dict[Tone, str] = {
    "yes": """covered established ongoing started active completed held
        adopted appointed secured granted cleared decided""",
    "part": """partly partly-established planned proposed agreed recommended
        awaiting delayed expiring below-expectation undecided""",
    "no": "not-covered not-established not-started not-initiated not-appointed cancelled",
}


def tone(code: object) -> Tone:
    """Return the tone of a code: its IRI, its short form or its last part."""
    last = terms.shorten(str(code or "")).rsplit("/", 1)[-1].removeprefix("hfc:")
    return next((name for name, codes in _TONES.items() if last in codes.split()), "unknown")
