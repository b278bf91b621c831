"""A real server in a process of its own, on a port nobody else has."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import httpx
import pytest

from .served import Serve, Served, start_server

SMALL = Path(__file__).parents[1] / "graphs" / "small"


@pytest.fixture(scope="session")
def session_serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Start servers that live as long as the tests."""
    with ExitStack() as stack:

        def serve(*options: str, **more: str) -> Served:
            served = start_server(tmp_path_factory.mktemp("server") / "log", *options, **more)
            stack.callback(served.stop)
            return served

        yield serve


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start servers for one test: ``serve("--data", str(folder), "--max-rows", "5")``."""
    with ExitStack() as stack:
        count = 0

        def start(*options: str, **more: str) -> Served:
            nonlocal count
            count += 1
            served = start_server(tmp_path / f"server-{count}.log", *options, **more)
            stack.callback(served.stop)
            return served

        yield start


@pytest.fixture(scope="session")
def server(session_serve: Serve) -> Served:
    """A server of the bundled data."""
    return session_serve()


@pytest.fixture(scope="session")
def client(server: Served) -> Iterator[httpx.Client]:
    """A client of the server of the bundled data."""
    with server.client() as client:
        yield client


@pytest.fixture(scope="session")
def small_server(session_serve: Serve) -> Served:
    """A server of the small workspace, whose documents are at hand."""
    return session_serve("--data", str(SMALL))


@pytest.fixture(scope="session")
def small_client(small_server: Served) -> Iterator[httpx.Client]:
    """A client of the server of the small workspace."""
    with small_server.client() as client:
        yield client
