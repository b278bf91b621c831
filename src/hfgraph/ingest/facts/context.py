"""What the filing of one document needs to know besides the items: the document, the community and the graph."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from hfgraph import terms
from hfgraph.ingest.document import Document
from hfgraph.ingest.facts.wording import date_type
from hfgraph.ingest.item import Item, Place
from hfgraph.ingest.known import Known
from hfgraph.ingest.profile import Profile

Genre = Literal["case-paper", "minutes", "slides", "agreement-text", "spreadsheet", "status-report", ""]
_CASE = re.compile(r"(?P<body>[a-z][a-z0-9-]*)/(?P<year>\d{4})/(?P<number>[1-9]\d*)\Z")
_MEETING = re.compile(r"(?P<body>[a-z][a-z0-9-]*)/(?P<date>\d{4}(?:-\d\d(?:-\d\d)?)?)\Z")
_ENDING = re.compile(r"[.!?](?=\s+[A-ZÆØÅ«\"])|\n(?![a-zæøå(])")
_SHORTENED = re.compile(r"(?:\b(?:jf|jfr|nr|pkt|kap|bl\.a|evt|mht|ca|dvs|osv|mv|m\.v|saksnr|st|ref)|\d)\.\Z", re.I)
_DAY = 10
_HEAD = 400
_OF_THE_LIST = (None, "status_date")


@dataclass(frozen=True, slots=True)
class CaseKey:
    """Committee, year and number of a case."""

    body: str
    year: int
    number: int

    @classmethod
    def read(cls, value: object) -> CaseKey | None:
        """Return the key that ``ssu/2024/26`` is, or ``None`` when the committee is not told or it is no key."""
        match = _CASE.match(value) if isinstance(value, str) else None
        return None if match is None else cls(match["body"], int(match["year"]), int(match["number"]))

    def __str__(self) -> str:
        return f"{self.body}/{self.year}/{self.number}"


@dataclass(frozen=True, slots=True)
class MeetingKey:
    """Committee and date of a meeting."""

    body: str
    date: str

    @classmethod
    def read(cls, value: object) -> MeetingKey | None:
        """Return the key that ``ssu/2024-12-04`` is, or ``None`` when it is none."""
        match = _MEETING.match(value) if isinstance(value, str) else None
        if match is None or date_type(match["date"]) is None:
            return None
        return cls(match["body"], match["date"])

    def __str__(self) -> str:
        return f"{self.body}/{self.date}"


@dataclass(frozen=True)
class Context:
    """One document about to be filed.

    Attributes:
        community: key of the community: ``lvs``.
        key: of the document: ``lvs/doc/ssu-26-2024``.
        document: as it was read.
        known: the graph.
        profile: the community's words.
        items: everything found in the document that is not rejected, accepted or not.
        rejected: what was found and rejected.
    """

    community: str
    key: str
    document: Document
    known: Known
    profile: Profile
    items: tuple[Item, ...] = ()
    rejected: tuple[Item, ...] = ()

    @property
    def graph(self) -> str:
        """IRI of the document and of its named graph."""
        return terms.ID + self.key

    @property
    def home(self) -> str:
        """IRI of the community."""
        return terms.ID + self.community

    def iri(self, *parts: object) -> str:
        """Return the IRI of a thing of the community."""
        return "/".join((self.home, *map(str, parts)))

    def of_type(self, *types: str) -> Iterable[Item]:
        """Yield the items of these types, in the order of the text."""
        return (item for item in self.items if item.type in types)

    def header(self, name: str) -> Item | None:
        """Return the first item of the document's head called ``name``."""
        return next((item for item in self.of_type("header") if item.part("field") == name), None)

    @cached_property
    def case(self) -> CaseKey | None:
        """The document's own case."""
        head = self.header("case_number")
        if head is not None and (key := CaseKey.read(head.part("value"))):
            return key
        cases = [key for item in self.of_type("case") if (key := CaseKey.read(item.value))]
        return cases[0] if len(cases) == 1 else None

    @cached_property
    def dated(self) -> str | None:
        """The day the document bears, when it says so."""
        for name in ("document_date", "meeting_date"):
            head = self.header(name)
            if head is not None and len(day := str(head.part("value"))) == _DAY and date_type(day):
                return day
        return None

    @cached_property
    def issued(self) -> str:
        """The document's date: its own; of a list the latest day of a status, of a paper the latest day it names.

        The days at which a project of a list begins and ends say nothing of when the list was written.
        """
        if self.dated:
            return self.dated
        days = [item.text for item in self.of_type("date") if item.detail.get("field") in _OF_THE_LIST]
        rows = (row for item in self.of_type("project") for row in item.detail.get("rows", ()))
        days += [str(row.get("status_date", "")) for row in rows]
        days += [key.date for item in self.of_type("meeting") if (key := MeetingKey.read(item.value))]
        return max((day for day in days if len(day) == _DAY and date_type(day)), default="")

    @cached_property
    def meeting(self) -> MeetingKey | None:
        """The meeting the document is written for."""
        head = self.header("meeting_date")
        held = None if head is None else str(head.part("value"))
        if held and date_type(held):
            body = self.case.body if self.case else next((key.body for key in self._meetings if key.date == held), None)
            bodies = {key.body for item in self.of_type("case") if (key := CaseKey.read(item.value))}
            if body is None and len(bodies) == 1:
                (body,) = bodies
            return None if body is None else MeetingKey(body, held)
        return self._meetings[0] if self.genre == "minutes" and self._meetings else None

    @cached_property
    def _meetings(self) -> list[MeetingKey]:
        return [key for item in self.of_type("meeting") if (key := MeetingKey.read(item.value))]

    @cached_property
    def genre(self) -> Genre:
        """What kind of document it is, by code, or an empty string."""
        name = f"{self.document.name} {self.document.text[:_HEAD]}".lower()
        if self.document.name.lower().endswith((".csv", ".tsv", ".xlsx", ".xlsm")):
            return "spreadsheet"
        if "presentation" in self.document.media or self.document.name.lower().endswith(".pptx"):
            return "slides"
        if any(word in name for word in self.profile.listed("documents", "minutes")):
            return "minutes"
        if self.case is not None:
            return "case-paper"
        if any(word in name for word in self.profile.listed("documents", "agreement")):
            return "agreement-text"
        return "status-report" if "status" in name or "rapport" in name else ""

    def passage_of(self, place: Place) -> tuple[int, int]:
        """Return the sentence, list item, row or heading that ``place`` is in, as first character and the one after."""
        text = self.document.text
        block = self.document.block_at(place.start)
        if block is None or place.end > block.end:
            return place.start, place.end
        start, end = block.start, block.end
        if block.kind == "paragraph":
            for match in _ENDING.finditer(text, block.start, block.end):
                if match[0] == "." and _SHORTENED.search(text, block.start, match.end()):
                    continue
                if match.end() <= place.start:
                    start = match.end()
                elif match.start() >= place.end - 1:
                    end = match.end()
                    break
        inside = text[start:end]
        start += len(inside) - len(inside.lstrip())
        return start, start + len(inside.strip())

    def together(self, place: Place, *types: str) -> list[tuple[Item, Place]]:
        """Return the items of these types said in the same sentence, list item or row, with where."""
        start, end = self.passage_of(place)
        return [
            (item, other)
            for item in self.of_type(*types)
            for other in item.places
            if other.anchor != "gone" and start <= other.start and other.end <= end
        ]
