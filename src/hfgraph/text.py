"""A text in both languages of the project."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Language = Literal["nb", "en"]
LANGUAGES: tuple[Language, ...] = ("nb", "en")


@dataclass(frozen=True, slots=True)
class Text:
    """One message, title or label in Norwegian bokmål (``nb``) and English (``en``)."""

    nb: str
    en: str

    def in_language(self, language: Language) -> str:
        """Return the text in ``language``, or in the other one when that is all there is."""
        return (self.nb or self.en) if language == "nb" else (self.en or self.nb)
