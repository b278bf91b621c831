"""Projects in lists: the focus area they come under, who fulfils a clause, and which case gave the mandate."""

from __future__ import annotations

import pytest

from hfgraph import terms
from hfgraph.graph import Graph
from hfgraph.ingest import readers
from hfgraph.ingest.facts import Context, statements
from hfgraph.ingest.item import items_of
from hfgraph.ingest.known import Known
from hfgraph.ingest.profile import Profile
from ingest.desks import Row, proposed

NORD = terms.ID + "nord/"
TABLE: tuple[Row, ...] = (
    *(("project", f"Tiltak {letter}", rf"Tiltak {letter}") for letter in "ABCDEFG"),
    ("focus-area", "Barn og unge", r"Barn og unge", {"number": 1}),
    ("focus-area", "Psykisk helse", r"Psykisk helse", {"number": 2}),
    ("case-reference", "ssu/2023/18", r"SSU sak 18-2023"),
    ("organisation", "Fagutvalg for akutt", r"Fagutvalg for akutt"),
    ("clause-reference", "4.1", r"pkt\. 4\.1"),
)
TEXT = """# 1 Handlingsplan

## 1.1 Innsatsområde 1 – Barn og unge

- Tiltak A

### Mer om arbeidet

- Tiltak B

Pågående tiltak under innsatsområde 2 (ikke uttømmende liste):

- Tiltak C

## 1.2 Innsatsområde 2: Psykisk helse

Vi har prøvd Tiltak D.

## 1.3 Økonomi

- Tiltak E

Tiltak F er i gang i tråd med SSU sak 18-2023. Tiltak G er omtalt før SSU sak 18-2023.

- Fagutvalg for akutt, pkt. 4.1 i samarbeidsavtalen
"""


PLAIN = (
    "# Plan\n\n## Barn og unge\n\n- Tiltak A\n\n## Økonomi\n\n- Tiltak B\n\n### Barn og unge\n\n## Tiltak C\n\nSlutt.\n"
)


@pytest.fixture(scope="module")
def facts(small: Graph) -> set[tuple[str, str, str]]:
    return told(small, TEXT)


def told(small: Graph, text: str) -> set[tuple[str, str, str]]:
    document = readers.read(text.encode(), "paper.md")
    items = tuple(items_of(proposed(document, TABLE)))
    context = Context("nord", "nord/doc/paper", document, Known(small, NORD + "doc/paper"), Profile.load("nord"), items)
    return {
        (
            getattr(triple.subject, "value", "").removeprefix(NORD),
            triple.predicate.value.removeprefix(terms.HF),
            getattr(triple.object, "value", "").removeprefix(NORD),
        )
        for triple in statements(items, context)
    }


@pytest.mark.parametrize("project, number", [("a", "1"), ("b", "1"), ("c", "2"), ("d", "2"), ("e", None), ("f", None)])
def test_the_nearest_line_above_that_names_an_area_tells_it(
    facts: set[tuple[str, str, str]], project: str, number: str | None
) -> None:
    found = [
        value for subject, name, value in facts if (subject, name) == (f"project/tiltak-{project}", "contributesTo")
    ]
    numbers = {"focus-area/1": "1"} | {subject: value for subject, name, value in facts if name == "number"}
    assert [numbers[value] for value in found] == ([] if number is None else [number])


def test_a_mandate_is_said_before_the_case(facts: set[tuple[str, str, str]]) -> None:
    found = {(subject, value) for subject, name, value in facts if name == "mandatedBy"}
    assert found == {("project/tiltak-f", "case/ssu/2023/18")}


def test_a_committee_that_an_item_is_about_fulfils_its_clause(facts: set[tuple[str, str, str]]) -> None:
    found = [(subject, value) for subject, name, value in facts if name == "fulfils"]
    assert found == [("committee/fagutvalg-for-akutt", "agreement/2023/4.1")]


def test_without_numbers_a_heading_of_the_same_level_ends_it(small: Graph) -> None:
    found = [(subject, value) for subject, name, value in told(small, PLAIN) if name == "contributesTo"]
    assert found == [("project/tiltak-a", "focus-area/1")]
