"""Routes that are read: GET and HEAD, and 405 with Allow for anything else."""

from __future__ import annotations

from fastapi.routing import APIRoute
from starlette.exceptions import HTTPException
from starlette.routing import Match
from starlette.types import Receive, Scope, Send

ALLOW = "GET, HEAD, OPTIONS"


class Read(APIRoute):
    """A route for GET that also answers HEAD, without telling of it twice in the description."""

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return whether the request is for here."""
        match, child = super().matches(scope)
        if match is Match.PARTIAL and scope["method"] == "HEAD":
            match = Match.FULL
        return match, child

    async def handle(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer the request."""
        if scope["method"] not in ("GET", "HEAD"):
            raise HTTPException(405, headers={"Allow": ALLOW})
        await self.app(scope, receive, send)
