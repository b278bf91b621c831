"""Requests a second and latency of a small query, hfgraph beside other SPARQL servers, on the same data in one run.

    python benchmarks/http.py [--seconds 4] [--peers DIR]

``DIR`` is where ``oxigraph`` and ``rdflib-endpoint`` are installed (the dependency group ``bench``); those not found
are left out. Every server gets 16 keep-alive connections over loopback from one client process, first with one query
over and over, then with queries that differ. Read the ratios: the figures are those of the machine, and of its other
work.
"""

# ruff: noqa: E402
from __future__ import annotations

import sys

# This file's name is the standard library's; its folder comes first when it is run.
sys.path[:] = [place for place in sys.path if not place.endswith("benchmarks")]

import argparse
import asyncio
import shutil
import socket
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import cast
from urllib.parse import quote

import hfgraph

CONNECTIONS = 16
HERE = Path(sys.executable).parent
QUERY = """PREFIX hf: <https://w3id.org/hfgraph/ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
SELECT ?project ?label WHERE { ?project a hf:Project ; rdfs:label ?label FILTER(LANG(?label) = "nb") } LIMIT 10"""


class Client(asyncio.Protocol):
    """One connection that asks again as soon as it is answered."""

    def __init__(self, requests: Iterator[bytes], took: list[float], clock: Callable[[], float]) -> None:
        self._requests, self._took, self._clock = requests, took, clock
        self._buffer = b""
        self._begun = 0.0
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """Begin."""
        self._transport = cast(asyncio.Transport, transport)
        self._ask()

    def _ask(self) -> None:
        self._buffer = b""
        self._begun = self._clock()
        if self._transport is not None:
            self._transport.write(next(self._requests))

    def data_received(self, data: bytes) -> None:
        """Ask again when the answer is whole."""
        self._buffer += data
        head, found, body = self._buffer.partition(b"\r\n\r\n")
        if not found:
            return
        if not head.startswith(b"HTTP/1.1 200"):
            raise RuntimeError(head.decode("latin-1"))
        fields = head.lower()
        at = fields.find(b"content-length: ")
        size = int(fields[at + 16 :].split(b"\r", 1)[0]) if at >= 0 else None
        whole = body.endswith(b"0\r\n\r\n") if size is None else len(body) >= size
        if whole:
            self._took.append(self._clock() - self._begun)
            self._ask()


async def drive(port: int, requests: Iterator[bytes], seconds: float) -> tuple[float, list[float]]:
    """Return requests a second and how long each took."""
    loop = asyncio.get_running_loop()
    took: list[float] = []
    made = [
        await loop.create_connection(lambda: Client(requests, took, time.perf_counter), "127.0.0.1", port)
        for _ in range(CONNECTIONS)
    ]
    await asyncio.sleep(seconds / 4)
    took.clear()
    begun = time.perf_counter()
    await asyncio.sleep(seconds)
    passed = time.perf_counter() - begun
    done = sorted(took)
    for transport, _ in made:
        transport.abort()
    return len(done) / passed, done


def requests(path: str, *, varying: bool) -> Iterator[bytes]:
    """Yield requests, all the same or all different."""
    for number in count():
        text = QUERY.replace("LIMIT", f"# {number}\nLIMIT") if varying else QUERY
        yield (
            f"GET {path}?query={quote(text)} HTTP/1.1\r\nHost: localhost\r\n"
            "Accept: application/sparql-results+json\r\n\r\n"
        ).encode()


def free_port() -> int:
    """Return a port nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


@contextmanager
def serving(command: list[str], port: int) -> Iterator[None]:
    """Run a server until it is no longer needed."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(200):
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{port}/", timeout=5):
                    break
            except urllib.error.HTTPError:
                break
            except OSError:
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait(20)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=4)
    parser.add_argument("--peers", type=Path, default=HERE)
    given = parser.parse_args()
    try:
        import uvloop
    except ImportError:
        runner = asyncio.run
    else:
        runner = uvloop.run
    with tempfile.TemporaryDirectory() as folder:
        turtle = Path(folder) / "data.ttl"
        turtle.write_bytes(hfgraph.open().export("ttl"))
        table: dict[str, tuple[float, float, float, float]] = {}
        for name in ("hfgraph", "oxigraph", "rdflib-endpoint"):
            program = shutil.which(name, path=str(HERE if name == "hfgraph" else given.peers))
            if program is None:
                print(f"{name}: not installed, left out", file=sys.stderr)
                continue
            port = free_port()
            where = ["--host", "127.0.0.1", "--port", str(port)]
            command, path = {
                "hfgraph": ([program, "serve", *where], "/sparql"),
                "oxigraph": ([program, "serve", "--bind", f"127.0.0.1:{port}"], "/query"),
                "rdflib-endpoint": ([program, "serve", *where, str(turtle)], "/"),
            }[name]
            with serving(command, port):
                if name == "oxigraph":
                    load = urllib.request.Request(
                        f"http://127.0.0.1:{port}/store?default",
                        turtle.read_bytes(),
                        {"Content-Type": "text/turtle"},
                        method="PUT",
                    )
                    urllib.request.urlopen(load, timeout=30).close()
                figures: list[float] = []
                for varying in (False, True):
                    rate, took = runner(drive(port, requests(path, varying=varying), given.seconds))
                    print(
                        f"{name:16} {'varying' if varying else 'same':8} {rate:9.0f}/s   "
                        f"p50 {took[len(took) // 2] * 1000:7.2f} ms   p95 {took[len(took) * 95 // 100] * 1000:7.2f} ms",
                        flush=True,
                    )
                    figures += [rate, took[len(took) * 95 // 100]]
                table[name] = (figures[0], figures[1], figures[2], figures[3])
    ours = table["hfgraph"]
    for name, theirs in table.items():
        if name != "hfgraph":
            print(f"hfgraph / {name}: same {ours[0] / theirs[0]:.2f}, varying {ours[2] / theirs[2]:.2f}")


if __name__ == "__main__":
    main()
