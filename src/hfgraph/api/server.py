"""A listening socket and the program that answers on it."""

from __future__ import annotations

import asyncio
import logging
import signal
import socket
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from types import TracebackType

import uvicorn

from hfgraph.api import log
from hfgraph.api.app import App, create_app
from hfgraph.api.config import Config
from hfgraph.api.connection import Connection
from hfgraph.api.door import Door
from hfgraph.errors import HfgraphError, bad_input

_BACKLOG = 2048
_GRACE = 20
_DAY = 86_400
_FILES = 65_536


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


def run(
    config: Config, listening: Listening, ready: Callable[[], None], extend: Callable[[App], None] | None = None
) -> None:
    """Serve until told to stop.

    Args:
        config: how to serve.
        listening: where.
        ready: called when answers can be had.
        extend: adds what stands above the API, such as the web pages.

    Raises:
        HfgraphError: the data cannot be loaded.
    """
    log.start()
    _raise_file_limit()
    app = create_app(config, extend)
    door = Door(app.memo, app.log, config.patience)
    settings = uvicorn.Config(
        app,
        loop=_loop(),
        http=partial(Connection, door),  # type: ignore[arg-type]  # called like a class
        ws="none",
        lifespan="on",
        log_config=None,
        access_log=False,
        server_header=False,
        proxy_headers=False,
        timeout_keep_alive=_DAY,
        timeout_graceful_shutdown=_GRACE,
        backlog=_BACKLOG,
    )
    server = _Server(settings, door, ready)
    startup = logging.getLogger("uvicorn.error")
    startup.setLevel(logging.CRITICAL)  # What is wrong with the data is told once, by whoever called us.
    for signal_ in (signal.SIGTERM, signal.SIGINT):
        signal.signal(signal_, _told_to_stop)
    try:
        server.run([listening.socket])
    except SystemExit:
        failure: HfgraphError | None = getattr(app.state, "failure", None)
        if failure is None:
            raise
        raise failure from None


def _told_to_stop(number: int, frame: object) -> None:
    """Do nothing more: uvicorn has seen to it, and would have the signal end us anyway."""


def _loop() -> str:
    try:
        import uvloop  # noqa: F401
    except ImportError:
        return "asyncio"
    return "uvloop"


class _Server(uvicorn.Server):
    def __init__(self, config: uvicorn.Config, door: Door, ready: Callable[[], None]) -> None:
        super().__init__(config)
        self._door = door
        self._watch: asyncio.Task[None] | None = None
        self._ready = ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        if self.started:
            logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
            self._watch = asyncio.get_running_loop().create_task(self._door.watch())
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        if self._watch is not None:
            self._watch.cancel()
        await super().shutdown(sockets)


def _raise_file_limit() -> None:
    """A connection is an open file, and there may be many."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _FILES if hard == resource.RLIM_INFINITY else min(_FILES, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
