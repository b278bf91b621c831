"""The application: routes, middleware, start and end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from hfgraph.api import graphs, problem, update
from hfgraph.api.config import Config
from hfgraph.api.service import Service
from hfgraph.api.writing import Editor
from hfgraph.api.sparql import PATH, Endpoint
from hfgraph.errors import HfgraphError


class App(FastAPI):
    """FastAPI, but for the SPARQL endpoint, which goes without its machinery."""

    endpoint: Endpoint | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] == "http" and scope["path"] == PATH and self.endpoint is not None:
            await self.endpoint(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_app(config: Config | None = None) -> App:
    """Return an application that serves a workspace.

    Args:
        config: how to serve; the bundled data by default.
    """
    config = config or Config()
    editor = Editor(config)

    @asynccontextmanager
    async def lifespan(app: App) -> AsyncIterator[None]:
        service = Service(config)
        app.state.service = service
        try:
            editor.recover()
            await service.start()
            app.endpoint = Endpoint(service)
            yield
        except HfgraphError as error:
            app.state.failure = error
            raise
        finally:
            await service.stop()

    app = App(title="hfgraph", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.config = config
    problem.install(app)
    app.router.routes.append(Route("/health", _health, methods=["GET", "HEAD"]))
    app.router.routes += [*graphs.routes(config, editor), *update.routes(editor)]
    return app


async def _health(request: Request) -> Response:
    service: Service = request.app.state.service
    told = service.health()
    return JSONResponse(told, headers={"cache-control": "no-store"})
