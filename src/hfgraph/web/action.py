"""Routes of forms: what a person sends from a page of ours."""

from __future__ import annotations

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from hfgraph.web.frame import Frame, Handler
from hfgraph.web.session import guarded, same_site


def action(path: str, handler: Handler) -> Route:
    """Return the route of a form.

    Args:
        path: where it is sent.
        handler: does what it asks for.
    """

    async def endpoint(request: Request) -> Response:
        same_site(request)
        frame = Frame(request)
        request.state.communities = await frame.json("communities", language=frame.language)
        return guarded(await handler(frame))

    return Route(path, endpoint, methods=["POST"], name=f"action {path}")


def onward(address: str) -> Response:
    """Return the answer to a form: look here now. Only an address of ours is gone to."""
    home = address if address.startswith("/") and not address.startswith(("//", "/\\")) else "/"
    return RedirectResponse(home, 303, {"cache-control": "no-store"})
