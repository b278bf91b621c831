"""The responses of operations, as the description of the API tells them: schema, example and headers."""

from __future__ import annotations

import json
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import Any

from hfgraph.api.problem import MEDIA
from hfgraph.api.rest.models import Problem
from hfgraph.api.rest.wording import say

_EXAMPLES = Path(__file__).with_name("examples")
_FAULTS = {
    400: say("Forespørselen kan ikke forstås.", "The request cannot be understood."),
    404: say("Ingenting heter det.", "Nothing is called that."),
    405: say("Her kan det bare leses.", "This can only be read."),
    406: say("Svaret finnes ikke i noe av det du godtar.", "The answer is not to be had in anything you accept."),
    409: say("Flere ting heter det; svaret lister dem.", "Several things are called that; the answer lists them."),
    422: say("En parameter har en verdi den ikke kan ha.", "A parameter has a value it cannot have."),
    503: say("Tjeneren er opptatt; prøv igjen.", "The server is busy; try again."),
    504: say("Det tok for lang tid.", "It took too long."),
}
_HEADERS = {
    "ETag": say("Endres når svaret kan ha endret seg.", "Changes when the answer may have."),
    "Content-Language": say("Språket i svaret.", "The language of the answer."),
}
_PAGED = {
    "X-Total-Count": say("Hvor mange det er i alt.", "How many there are in all."),
    "Link": say("De andre sidene (RFC 8288).", "The other pages (RFC 8288)."),
}


@cache
def example(name: str) -> Any:
    """Return the example called ``name``."""
    return json.loads((_EXAMPLES / f"{name}.json").read_text(encoding="utf-8"))


def responses(name: str, *faults: int, paged: bool = False, csv: bool = False) -> dict[int | str, dict[str, Any]]:
    """Return the responses of an operation.

    Args:
        name: of the example of its answer.
        faults: statuses it may answer with besides those every operation may.
        paged: whether it tells of other pages.
        csv: whether it answers in CSV too.
    """
    headers = {**_HEADERS, **(_PAGED if paged else {})}
    content: dict[str, Any] = {"application/json": {"example": example(name)}}
    if csv:
        content["text/csv"] = {"schema": {"type": "string"}}
    found: dict[int | str, dict[str, Any]] = {
        200: {
            "description": say("Svaret.", "The answer."),
            "content": content,
            "headers": {key: header(text) for key, text in headers.items() if key != "Link"}
            | ({"Link": {**header(_PAGED["Link"]), "required": False}} if paged else {}),
        },
        304: {"description": say("Du har det allerede.", "You have it already.")},
    }
    for status in sorted({405, 422, 503, 504, *faults}):
        found[status] = fault(status)
    return found


def header(text: str) -> dict[str, Any]:
    """Return the description of a header."""
    return {"description": text, "schema": {"type": "string"}}


def fault(status: int) -> dict[str, Any]:
    """Return the description of a response that tells of a fault."""
    told: dict[str, Any] = {
        "description": _FAULTS[status],
        "content": {MEDIA: {"schema": {"$ref": f"#/components/schemas/{Problem.__name__}"}}},
    }
    if status == HTTPStatus.NOT_FOUND:
        told["content"][MEDIA]["example"] = example("problem")
    return told
