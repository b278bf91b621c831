"""The application: routes, middleware, start and end."""

from __future__ import annotations

import sys
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import Receive, Scope, Send

from hfgraph.api import graphs, problem, resource, rest, update
from hfgraph.api.config import Config
from hfgraph.api.edge import Edge, Logged
from hfgraph.api.log import AccessLog
from hfgraph.api.memo import Memo
from hfgraph.api.service import Service
from hfgraph.api.sparql import PATH, Endpoint
from hfgraph.api.writing import Editor
from hfgraph.errors import HfgraphError


class App(FastAPI):
    """FastAPI, but for the SPARQL endpoint, which goes without its machinery.

    Attributes:
        memo: whole responses by whole requests.
        log: of requests.
    """

    memo: Memo
    log: AccessLog
    endpoint: Endpoint | None = None
    _logged: Logged | None = None

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if self._logged is None:
            self._logged = Logged(self._parted, self.log)
        await self._logged(scope, receive, send)

    async def _parted(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["path"] == PATH and self.endpoint is not None:
            await self.endpoint(scope, receive, send)
        else:
            await super().__call__(scope, receive, send)


def create_app(config: Config | None = None, extend: Callable[[App], None] | None = None) -> App:
    """Return an application that serves a workspace.

    Args:
        config: how to serve; the bundled data by default.
        extend: adds what stands above the API, such as the web pages.
    """
    config = config or Config()
    editor = Editor(config)

    @asynccontextmanager
    async def lifespan(app: App) -> AsyncIterator[None]:
        service = Service(config, app.memo)
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
            app.log.flush()

    app = App(title="hfgraph", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.memo = Memo()
    app.log = AccessLog(config.log_queries, sys.stderr if config.log_requests else None)
    app.state.config = config
    app.state.editor = editor
    app.add_middleware(Edge)
    problem.install(app)
    app.router.routes.append(Route("/health", _health, methods=["GET", "HEAD"]))
    app.router.routes += [*graphs.routes(config, editor), *update.routes(editor), *resource.routes()]
    app.include_router(rest.router())
    if extend is not None:
        extend(app)
    return app


async def _health(request: Request) -> Response:
    service: Service = request.app.state.service
    told = service.health()
    return JSONResponse(told, headers={"cache-control": "no-store"})
