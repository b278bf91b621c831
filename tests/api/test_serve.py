"""``hfgraph serve`` from start to end."""

from __future__ import annotations

import json
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import httpx
import pytest

from .served import PROGRAM, Serve, Served

SMALL = Path(__file__).parents[1] / "graphs" / "small"
COUNT = "SELECT (COUNT(*) AS ?n) { ?s <http://example.org/marks> ?o }"
MARK = "\n<http://example.org/{0}> <http://example.org/marks> '{0}' .\n"
SLOW = (
    "SELECT (COUNT(*) AS ?n) {{ VALUES ?x {{ {0} }} VALUES ?y {{ {0} }} VALUES ?z {{ {0} }} FILTER(?x + ?y + ?z < 0) }}"
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the small workspace."""
    return Path(shutil.copytree(SMALL, tmp_path / "small"))


def register(folder: Path) -> Path:
    return next(iter(sorted(folder.rglob("register.ttl"))))


def count(client: httpx.Client) -> int:
    response = client.get("/sparql", params={"query": COUNT})
    assert response.status_code == 200, response.text
    return int(response.json()["results"]["bindings"][0]["n"]["value"])


def wait_until(condition: Callable[[], bool], seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end
        time.sleep(0.05)


def test_changed_files_are_read_again_and_broken_ones_are_not(serve: Serve, folder: Path) -> None:
    served = serve(str(folder), program=WATCHFUL)
    file = register(folder)
    sound = file.read_text(encoding="utf-8")
    with served.client() as client:
        assert count(client) == 0
        etag = client.get("/sparql", params={"query": COUNT}).headers["etag"]

        file.write_text(sound + MARK.format("one"), encoding="utf-8")
        wait_until(lambda: count(client) == 1)
        assert client.get("/sparql", params={"query": COUNT}, headers={"if-none-match": etag}).status_code == 200
        revision = client.get("/health").json()["revision"]

        file.write_text(sound + "\nthis is not Turtle", encoding="utf-8")
        wait_until(lambda: client.get("/health").json()["status"] == "degraded")
        health = client.get("/health").json()
        assert health["revision"] == revision
        assert health["problems"][0]["file"] == "register.ttl"
        assert health["problems"][0]["line"] == sound.count("\n") + 2
        assert count(client) == 1
        wait_until(lambda: "old state is served on" in served.log.read_text())

        file.write_text(sound + MARK.format("one") + MARK.format("two"), encoding="utf-8")
        wait_until(lambda: count(client) == 2)
        assert client.get("/health").json()["status"] == "ok"


def test_no_request_fails_or_sees_half_while_files_change(serve: Serve, folder: Path) -> None:
    served = serve(str(folder), program=WATCHFUL)
    file = register(folder)
    sound = file.read_text(encoding="utf-8")
    seen: list[int] = []
    stop = threading.Event()

    def ask() -> None:
        with served.client() as client:
            while not stop.is_set():
                seen.append(count(client))

    asking = threading.Thread(target=ask)
    asking.start()
    try:
        for size in (10, 20, 30):
            file.write_text(sound + "".join(MARK.format(n) for n in range(size)), encoding="utf-8")
            wait_until(lambda size=size: seen[-1:] == [size])  # type: ignore[misc]
    finally:
        stop.set()
        asking.join()
    assert set(seen) == {0, 10, 20, 30}
    assert seen == sorted(seen)


def test_a_file_that_comes_and_goes(serve: Serve, folder: Path) -> None:
    served = serve(str(folder), program=WATCHFUL)
    new = (folder / "data" if (folder / "data").is_dir() else folder) / "new-place" / "letter-2024.ttl"
    with served.client() as client:
        new.parent.mkdir()
        new.write_text(MARK.format("new"), encoding="utf-8")
        wait_until(lambda: count(client) == 1)
        new.unlink()
        wait_until(lambda: count(client) == 0)


def test_told_to_stop_it_finishes_what_runs(serve: Serve) -> None:
    served = serve()
    query = SLOW.format(" ".join(map(str, range(160))))
    with served.client() as client:
        answers: list[httpx.Response] = []
        asking = threading.Thread(target=lambda: answers.append(client.get("/sparql", params={"query": query})))
        asking.start()
        with served.client() as other:
            wait_until(lambda: sum(other.get("/health").json()["jobs"][lane] for lane in ("light", "heavy")) == 1)
        served.process.send_signal(signal.SIGTERM)
        asking.join()
        assert answers[0].status_code == 200
        assert served.process.wait(20) == 0
    with pytest.raises(OSError, match="refused"):
        socket.create_connection((urlsplit(served.url).hostname or "", urlsplit(served.url).port or 0))


def test_the_log_is_json_and_keeps_queries_to_itself(serve: Serve) -> None:
    quiet, open_ = serve(), serve("--log-queries")
    for served in (quiet, open_):
        with served.client() as client:
            client.get("/sparql", params={"query": COUNT})
            client.get("/sparql", params={"query": COUNT})
            client.get("/nowhere")
        assert served.stop() == 0
    told = [json.loads(line) for line in quiet.log.read_text().splitlines() if "method" in line]
    assert [(line["method"], line["path"], line["status"]) for line in told] == [
        ("GET", "/sparql", 200),
        ("GET", "/sparql", 200),
        ("GET", "/nowhere", 404),
    ]
    assert all(line["ms"] >= 0 and line["bytes"] > 0 and line["time"].endswith("Z") for line in told)
    assert "marks" not in quiet.log.read_text()
    assert "marks" in open_.log.read_text()


def run(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", PROGRAM, "serve", "--lang", "en", *options],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_broken_data_does_not_start(tmp_path: Path) -> None:
    (tmp_path / "register.ttl").write_text("this is not Turtle")
    ended = run("--port", "0", "--data", str(tmp_path))
    assert ended.returncode == 1
    assert "register.ttl:1" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_a_port_in_use_is_told(server: Served) -> None:
    ended = run("--port", str(urlsplit(server.url).port))
    assert ended.returncode == 1
    assert "--port" in ended.stderr
    assert "Traceback" not in ended.stderr


def test_help_teaches() -> None:
    told = run("--help").stdout
    assert "hfgraph serve --data" in told
    assert "curl" in told


@pytest.mark.parametrize(
    "begun",
    [
        b"GET /health HTT",
        b"GET /health HTTP/1.1\r\nHost: x\r\nX: ",
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 100\r\n\r\nASK",
    ],
    ids=["line", "head", "body"],
)
def test_one_who_dawdles_is_let_go(hasty: Served, begun: bytes) -> None:
    place = urlsplit(hasty.url)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=20) as connection:
        connection.sendall(begun)
        received = b""
        while part := connection.recv(65536):
            received += part
    assert received.startswith(b"HTTP/1.1 408")


def test_a_large_body_may_take_long_as_long_as_it_keeps_coming(hasty: Served) -> None:
    place = urlsplit(hasty.url)
    head = (
        b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Type: application/sparql-query\r\nContent-Length: 655360\r\n"
        b"Connection: close\r\n\r\n"
    )
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=20) as connection:
        connection.sendall(head)
        for _ in range(10):
            connection.sendall(b"#" * 65536)
            time.sleep(0.2)
        received = connection.recv(65536)
    assert received.startswith(b"HTTP/1.1 400")


def test_many_who_dawdle_lock_nobody_out(hasty: Served) -> None:
    place = urlsplit(hasty.url)
    slow = [socket.create_connection((place.hostname or "", place.port or 0)) for _ in range(150)]
    try:
        for connection in slow:
            connection.sendall(b"GET /health HTTP/1.1\r\nX: ")
        with hasty.client() as client:
            assert client.get("/health").status_code == 200
    finally:
        for connection in slow:
            connection.close()


WATCHFUL = """
import sys
from pathlib import Path
from hfgraph.api.config import Config
from hfgraph.api.server import listen, run
with listen("127.0.0.1", 0) as listening:
    run(Config(data=Path(sys.argv[-1]), watch=0.1), listening, lambda: print(listening.url, flush=True))
"""
HASTY = """
from hfgraph.api.config import Config
from hfgraph.api.patience import Patience
from hfgraph.api.server import listen, run
with listen("127.0.0.1", 0) as listening:
    patience = Patience(head=0.5, body=0.5, connections=100)
    run(Config(patience=patience), listening, lambda: print(listening.url, flush=True))
"""


@pytest.fixture(scope="module")
def hasty(session_serve: Serve) -> Served:
    """A server with little patience and little room."""
    return session_serve(program=HASTY)
