from __future__ import annotations

import pytest

from hfgraph.ingest import head
from hfgraph.ingest.context import Context
from hfgraph.ingest.gazetteer import Gazetteer
from hfgraph.ingest.lexicon import Lexicon
from ingest.rules import PROFILE, document


def fields(text: str) -> list[tuple[str, str]]:
    context = Context.of(document(text), Lexicon(PROFILE), Gazetteer.empty())
    return [(field.key, text[field.start : field.end]) for field in head.fields(context)]


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Saksnr: 26/2024\nDato: 3.4.2024\n", [("case_number", "26/2024"), ("document_date", "3.4.2024")]),
        ("Saksnr.: 3/24   Møtedato: 4.5.2024", [("case_number", "3/24"), ("meeting_date", "4.5.2024")]),
        ("Saksbehandler\tKari Nordmann", [("case_handler", "Kari Nordmann")]),
        ("Sakshandsamar:\nOla Vik\n", [("case_handler", "Ola Vik")]),
        ("Vår ref 2023/77", [("reference", "2023/77")]),
        ("Tittel:    Plan for\n           legevakt\n", [("title", "Plan for\n           legevakt")]),
        (
            "Utvalg\tMøtedato\tSaksnr\nSSU\t4.12.2024\t26/2024\n",
            [("other", "SSU"), ("meeting_date", "4.12.2024"), ("case_number", "26/2024")],
        ),
        (
            "Utvalg          Dato         Saksnr\nSSU             4.12.2024    26/2024\n",
            [("other", "SSU"), ("meeting_date", "4.12.2024"), ("case_number", "26/2024")],
        ),
    ],
)
def test_labels_and_values(text: str, expected: list[tuple[str, str]]) -> None:
    assert fields(text) == expected


def test_the_head_ends_at_the_first_heading_of_the_body() -> None:
    text = "Saksnr: 26/2024\n\nForslag til vedtak\nDato: 3.4.2024\n"
    assert fields(text) == [("case_number", "26/2024")]
