"""Parameters that several operations take."""

from __future__ import annotations

from typing import Annotated

from fastapi import Path, Query
from pydantic import AfterValidator, WithJsonSchema

from hfgraph.answer import day
from hfgraph.api.rest.wording import say
from hfgraph.errors import HfgraphError
from hfgraph.text import Language

MOST = 1000
"""Entries of a page at most."""

# A form sends an empty text for what was not filled in, so an optional parameter may be empty.

DATE_SCHEMA = {
    "anyOf": [
        {"type": "string", "format": "date"},
        {"type": "string", "pattern": "^([12][0-9]{3}(-(0[1-9]|1[0-2]))?)?$"},
    ]
}


def _a_day(text: str) -> str:
    try:
        if text:
            day(text, "as-of")
    except HfgraphError as error:
        raise ValueError(error.tell("en")) from error
    return text


Lang = Annotated[
    Language | None,
    Query(
        description=say(
            "Språk for navn og tekster; ellers etter Accept-Language, og bokmål om det ikke sier noe.",
            "Language of names and texts; by Accept-Language otherwise, and bokmål when that says nothing.",
        )
    ),
]
AsOf = Annotated[
    Annotated[str, AfterValidator(_a_day), WithJsonSchema(DATE_SCHEMA)] | None,
    Query(
        alias="as-of",
        description=say(
            "Slik det var kjent per denne dagen (ÅÅÅÅ-MM-DD), måneden eller året.",
            "As it stood on this day (YYYY-MM-DD), month or year.",
        ),
        examples=["2024-10-17"],
    ),
]
Community = Annotated[
    str | None,
    Query(
        max_length=200,
        description=say(
            "Bare dette helsefellesskapet: nøkkel, IRI eller navn.",
            "This health community only: its key, IRI or name.",
        ),
        examples=["lvs"],
    ),
]
Limit = Annotated[
    int | None,
    Query(ge=1, le=MOST, description=say("Så mange på hver side; ellers alle.", "So many a page; all otherwise.")),
]
Offset = Annotated[int, Query(ge=0, le=1_000_000_000, description=say("Hopp over så mange.", "Pass over so many."))]
Key = Annotated[
    str,
    Path(
        min_length=1,
        max_length=500,
        description=say(
            "Nøkkel som lvs/project/trygg-akuttmedisin, IRI, punkt- eller saksnummer, eller navn. / kan stå ukodet.",
            "Key such as lvs/project/trygg-akuttmedisin, IRI, clause or case number, or name. / need not be encoded.",
        ),
    ),
]
