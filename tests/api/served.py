"""A server in a process of its own."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import httpx
import pytest

_PATIENCE = 30
PROGRAM = "from hfgraph.cli import main; main()"


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


def start_server(log: Path, *options: str, program: str = PROGRAM) -> Served:
    """Start a server and wait until it answers."""
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", program, "serve", "--port", "0", "--lang", "en", *options],
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
