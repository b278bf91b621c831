"""The REST API under ``/api``: questions, search, things, trace, coverage, network, findings, documents, passages."""

from __future__ import annotations

from fastapi import APIRouter

from hfgraph.api.rest import documents, page, questions, things
from hfgraph.api.rest.route import Read


def router() -> APIRouter:
    """Return the routes of the API, its description and the page that shows it."""
    api = APIRouter(prefix="/api", route_class=Read)
    for part in (questions, things, documents, page):
        part.add(api)
    return api
