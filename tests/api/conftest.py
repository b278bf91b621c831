"""A real server in a process of its own, on a port nobody else has."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

_PATIENCE = 30
_PROGRAM = "from hfgraph.cli import main; main()"


@dataclass
class Served:
    """A running server."""

    url: str
    process: subprocess.Popen[str]
    log: Path

    def client(self, **options: object) -> httpx.Client:
        return httpx.Client(base_url=self.url, timeout=_PATIENCE, trust_env=False, **options)  # type: ignore[arg-type]

    def stop(self) -> int:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
        try:
            return self.process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self.process.kill()
            raise
        finally:
            if self.process.stdout is not None:
                self.process.stdout.close()


Serve = Callable[..., Served]


def _start(log: Path, *options: str) -> Served:
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, "serve", "--port", "0", "--lang", "en", *options],
            stdout=subprocess.PIPE,
            stderr=errors,
            stdin=subprocess.DEVNULL,
            text=True,
            env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},
        )
    assert process.stdout is not None
    line = process.stdout.readline()
    if "http://" not in line:
        process.wait(_PATIENCE)
        process.stdout.close()
        pytest.fail(f"the server did not start: {log.read_text()}")
    return Served(line.split()[-1], process, log)


@pytest.fixture(scope="session")
def session_serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """Start servers that live as long as the tests."""
    with ExitStack() as stack:

        def serve(*options: str) -> Served:
            served = _start(tmp_path_factory.mktemp("server") / "log", *options)
            stack.callback(served.stop)
            return served

        yield serve


@pytest.fixture
def serve(tmp_path: Path) -> Iterator[Serve]:
    """Start servers for one test: ``serve("--data", str(folder), "--max-rows", "5")``."""
    with ExitStack() as stack:
        count = 0

        def start(*options: str) -> Served:
            nonlocal count
            count += 1
            served = _start(tmp_path / f"server-{count}.log", *options)
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
