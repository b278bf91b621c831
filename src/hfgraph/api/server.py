"""A listening socket and the program that answers on it."""

from __future__ import annotations

import socket
from collections.abc import Callable
from dataclasses import dataclass
from types import TracebackType

import uvicorn

from hfgraph.api import log
from hfgraph.api.app import create_app
from hfgraph.api.config import Config
from hfgraph.errors import HfgraphError, bad_input

_BACKLOG = 2048
_GRACE = 20


@dataclass(frozen=True, slots=True)
class Listening:
    """A socket that is bound, and where it is reached."""

    socket: socket.socket
    url: str

    def __enter__(self) -> Listening:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.socket.close()


def listen(host: str, port: int) -> Listening:
    """Bind a socket.

    Raises:
        HfgraphError: the address cannot be had.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        bound = socket.socket(family, kind, protocol)
        try:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            bound.bind(address)
            bound.listen(_BACKLOG)
        except BaseException:
            bound.close()
            raise
    except OSError as error:
        raise bad_input(
            f"Kan ikke lytte på {host}:{port}: {error.strerror}.",
            f"Cannot listen on {host}:{port}: {error.strerror}.",
            mend=("Velg en annen --port, eller 0 for en ledig.", "Choose another --port, or 0 for a free one."),
            field="--port",
        ) from error
    name = f"[{host}]" if ":" in host else host
    return Listening(bound, f"http://{name}:{bound.getsockname()[1]}")


def run(config: Config, listening: Listening, ready: Callable[[], None]) -> None:
    """Serve until told to stop.

    Args:
        config: how to serve.
        listening: where.
        ready: called when answers can be had.

    Raises:
        HfgraphError: the data cannot be loaded.
    """
    log.start()
    app = create_app(config)
    settings = uvicorn.Config(
        app,
        loop=_loop(),
        http="httptools",
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=30,
        timeout_graceful_shutdown=_GRACE,
        backlog=_BACKLOG,
    )
    server = _Server(settings, ready)
    server.run([listening.socket])
    failure: HfgraphError | None = getattr(app.state, "failure", None)
    if failure is not None:
        raise failure


def _loop() -> str:
    try:
        import uvloop  # noqa: F401
    except ImportError:
        return "asyncio"
    return "uvloop"


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            self._ready()


