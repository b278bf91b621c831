"""What can be wrong with what somebody gave us: what it is, where it is, and how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from hfgraph.text import Language, Text


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault in an input.

    Attributes:
        what: what is wrong.
        mend: how to put it right.
        path: the file it is in, when it is in one.
        line: line number from 1, when known.
        column: column number from 1, when known.
        field: name of the option or parameter, when it did not come from a file.
    """

    what: Text
    mend: Text
    path: Path | None = None
    line: int | None = None
    column: int | None = None
    field: str | None = None

    @property
    def where(self) -> str:
        """``file:line:column`` as far as it is known, or the field's name, or an empty string."""
        if self.path is None:
            return self.field or ""
        parts = [str(self.path)]
        if self.line is not None:
            parts.append(str(self.line))
            if self.column is not None:
                parts.append(str(self.column))
        return ":".join(parts)

    def tell(self, language: Language) -> str:
        """Return place, fault and remedy as lines of text in ``language``."""
        place = f"{self.where}: " if self.where else ""
        mend = self.mend.in_language(language)
        tail = f"\n  → {mend}" if mend else ""
        return f"{place}{self.what.in_language(language)}{tail}"


class HfgraphError(Exception):
    """Bad input. Carries every problem found, so that a reader can mend them all at once."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(problem.tell("en") for problem in self.problems))

    def __reduce__(self) -> tuple[type[HfgraphError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)

    def tell(self, language: Language) -> str:
        """Return all problems as text in ``language``."""
        return "\n".join(problem.tell(language) for problem in self.problems)


class NotFound(HfgraphError):  # noqa: N818 -- the name says what it is
    """Nothing is called what was asked for."""


class Ambiguous(HfgraphError):  # noqa: N818 -- the name says what it is
    """Several things are called what was asked for; the problem lists them."""


class Refused(HfgraphError):  # noqa: N818 -- the name says what it is
    """It was understood, and may not be done."""


class NotAcceptable(HfgraphError):  # noqa: N818 -- the name says what it is
    """The answer cannot be written in any of the formats asked for."""


def bad_input(
    nb: str,
    en: str,
    *,
    mend: tuple[str, str] = ("", ""),
    path: Path | None = None,
    line: int | None = None,
    column: int | None = None,
    field: str | None = None,
) -> HfgraphError:
    """Return an error with one problem, ready to raise."""
    return HfgraphError([Problem(Text(nb, en), Text(*mend), path, line, column, field)])
