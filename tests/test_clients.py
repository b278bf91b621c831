"""The examples in docs/clients.md, run as they stand against a server."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from api.served import Served, start_server

PAGE = Path(__file__).parents[1] / "docs" / "clients.md"
BASE = "http://127.0.0.1:8000"
BLOCKS = re.findall(r"^```(python|sh)\n(.*?)^```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)
PYTHON = [text for kind, text in BLOCKS if kind == "python"]
SHELL = [line for kind, text in BLOCKS if kind == "sh" for line in text.splitlines()]
ADDRESSES = re.findall(r"`(http://[^`\s]+/api/[^`\s]+)`", PAGE.read_text(encoding="utf-8"))
PLAIN = {**os.environ, "PYTHONIOENCODING": "utf-8", "no_proxy": "*", "NO_PROXY": "*"}


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    served = start_server(tmp_path_factory.mktemp("clients") / "log")
    yield served
    served.stop()


def test_the_page_shows_each_client_in_both_languages() -> None:
    headings = re.findall(r"^### (.+)$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    half = len(headings) // 2
    assert headings[:half] == headings[half:] == ["pandas", "rdflib", "SPARQLWrapper", "curl", "Excel"]


@pytest.mark.parametrize("number", range(len(PYTHON)))
def test_python_runs(server: Served, number: int) -> None:
    program = PYTHON[number].replace(BASE, server.url)
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, check=False, timeout=60, env=PLAIN, encoding="utf-8"
    )
    assert done.returncode == 0, done.stderr
    assert len(done.stdout.splitlines()) >= 2


@pytest.mark.skipif(shutil.which("curl") is None, reason="curl is not installed here")
@pytest.mark.parametrize("number", range(len(SHELL)))
def test_curl_runs(server: Served, number: int) -> None:
    done = subprocess.run(
        ["sh", "-c", SHELL[number].replace("curl -s", "curl -sf").replace(BASE, server.url)],
        capture_output=True,
        check=False,
        timeout=60,
        env=PLAIN,
    )
    assert done.returncode == 0
    assert len(done.stdout) > 50


def test_excel_gets_what_it_opens(server: Served) -> None:
    assert len(ADDRESSES) == 4
    for address in ADDRESSES:
        found = httpx.get(address.replace(BASE, server.url), timeout=30, trust_env=False)
        assert found.headers["content-type"].startswith("text/csv")
        assert found.content.startswith(b"\xef\xbb\xbf") == ("excel=1" in address)
        assert (b";" in found.content.splitlines()[0]) == ("excel=1" in address)
