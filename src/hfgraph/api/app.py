"""The application: routes, middleware, start and end."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route

from hfgraph.api import problem
from hfgraph.api.config import Config
from hfgraph.api.service import Service
from hfgraph.errors import HfgraphError


def create_app(config: Config | None = None) -> FastAPI:
    """Return an application that serves a workspace.

    Args:
        config: how to serve; the bundled data by default.
    """
    config = config or Config()

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        service = Service(config)
        app.state.service = service
        try:
            await service.start()
            yield
        except HfgraphError as error:
            app.state.failure = error
            raise
        finally:
            await service.stop()

    app = FastAPI(title="hfgraph", lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.state.config = config
    problem.install(app)
    app.router.routes.append(Route("/health", _health, methods=["GET", "HEAD"]))
    return app


async def _health(request: Request) -> Response:
    service: Service = request.app.state.service
    told = service.health()
    return JSONResponse(told, headers={"cache-control": "no-store"})
