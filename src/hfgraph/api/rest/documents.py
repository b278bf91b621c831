"""Documents and the places in them."""

from __future__ import annotations

from enum import Enum
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.requests import Request
from starlette.responses import Response

from hfgraph.api.reply import Page, language_of, reply
from hfgraph.api.rest import models
from hfgraph.api.rest.parameters import Community, Key, Lang, Limit, Offset
from hfgraph.api.rest.responses import responses
from hfgraph.api.rest.wording import say

DocumentName = Annotated[
    str,
    Query(
        min_length=1,
        max_length=500,
        description=say("Dokumentets nøkkel, IRI eller navn.", "The document's key, IRI or name."),
        examples=["lvs/doc/ssu-24-2023"],
    ),
]


def add(api: APIRouter) -> None:
    """Add the operations."""
    tags: list[str | Enum] = ["documents"]
    api.get(
        "/documents",
        tags=tags,
        operation_id="documents",
        summary=say("Alle dokumenter", "All documents"),
        description=say("Kildedokumentene etter dato.", "The source documents by date."),
        response_model=list[models.Document],
        responses=responses("documents", 404, 409, paged=True),
    )(_documents)
    api.get(
        "/documents/{key:path}",
        tags=tags,
        operation_id="document",
        summary=say("Ett dokument", "One document"),
        description=say("Stedene i det: /api/passages?document=…", "The places in it: /api/passages?document=…"),
        response_model=models.Document,
        responses=responses("document", 404, 409),
    )(_document)
    api.get(
        "/passages",
        tags=tags,
        operation_id="passages",
        summary=say("Stedene i et dokument", "The places in a document"),
        description=say(
            "Fra begynnelse til slutt, med ordene når dokumentets tekst er lagt inn.",
            "From beginning to end, with the words when the document's text is at hand.",
        ),
        response_model=list[models.Passage],
        responses=responses("passages", 404, 409, paged=True),
    )(_passages)
    api.get(
        "/passages/{key:path}",
        tags=tags,
        operation_id="passage",
        summary=say("Ett sted", "One place"),
        description=say(
            "Ordene i sin sammenheng når teksten er lagt inn, og det stedet sier noe om.",
            "The words in their context when the text is at hand, and what the place speaks of.",
        ),
        response_model=models.Passage,
        responses=responses("passage", 404),
    )(_passage)


async def _documents(
    request: Request, community: Community = None, lang: Lang = None, limit: Limit = None, offset: Offset = 0
) -> Response:
    language = language_of(request, lang)
    return await reply(request, "documents", {"community": community}, language=language, page=Page(offset, limit))


async def _document(request: Request, key: Key, lang: Lang = None) -> Response:
    return await reply(request, "document", {"text": key}, language=language_of(request, lang))


async def _passages(
    request: Request, document: DocumentName, lang: Lang = None, limit: Limit = None, offset: Offset = 0
) -> Response:
    language = language_of(request, lang)
    return await reply(request, "passages", {"text": document}, language=language, page=Page(offset, limit))


async def _passage(request: Request, key: Key, lang: Lang = None) -> Response:
    return await reply(request, "passage", {"text": key}, language=language_of(request, lang))
