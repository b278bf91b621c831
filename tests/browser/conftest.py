"""A real Chromium that reads the pages of a real server; skipped where there is no Chromium."""

from __future__ import annotations

import os
import re
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit

import pytest

playwright_api = pytest.importorskip("playwright.sync_api", reason="Playwright for Python is not installed")
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright  # noqa: E402

Scheme = Literal["light", "dark"]
AXE = Path(__file__).parent / "vendor" / "axe-core" / "axe.min.js"
ARTEFACTS = Path(os.environ.get("HFGRAPH_SCREENSHOTS", Path(__file__).parents[2] / "build" / "screenshots"))
_CHROMIUM = next((found for name in ("chromium", "chromium-browser") if (found := shutil.which(name))), None)
_FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--no-first-run",
    "--no-default-browser-check",
    "--disable-dev-shm-usage",
]
_STARTED = re.compile(r"(http://127\.0\.0\.1:\d+)")


@contextmanager
def serving(log: Path, *options: str) -> Iterator[str]:
    """Serve a workspace on a port nobody else has, and give the address."""
    with log.open("wb") as errors:
        process = subprocess.Popen(
            [sys.executable, "-c", "from hfgraph.cli import main; main()", "serve", "--port", "0", *options],
            stdout=subprocess.PIPE,
            stderr=errors,
            stdin=subprocess.DEVNULL,
            text=True,
        )
    assert process.stdout is not None
    try:
        found = _STARTED.search(process.stdout.readline())
        assert found, log.read_text(encoding="utf-8")
        yield found[1]
    finally:
        process.send_signal(signal.SIGTERM)
        process.stdout.close()
        process.wait(30)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if _CHROMIUM is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=_CHROMIUM, args=_FLAGS)
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def site(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server of the bundled data."""
    with serving(tmp_path_factory.mktemp("site") / "log") as address:
        yield address


Open = Callable[..., Page]


@pytest.fixture
def open_page(browser: Browser, request: pytest.FixtureRequest) -> Iterator[Open]:
    """Open pages; afterwards nothing may have gone wrong in them, nor any other host have been asked."""
    contexts: list[BrowserContext] = []
    wrong: list[str] = []

    def opened(address: str, *, width: int = 1280, height: int = 900, scheme: Scheme = "light", **options: Any) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, color_scheme=scheme, **options)
        context.set_default_timeout(60_000)
        contexts.append(context)
        page = context.new_page()
        home = urlsplit(address).netloc

        def asked(url: str) -> None:
            parts = urlsplit(url)
            if parts.scheme not in ("data", "blob", "file") and parts.netloc != home:
                wrong.append(f"asked {url}")

        page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda sent: asked(sent.url))
        page.goto(address)
        return page

    yield opened
    report = request.node.stash.get(_REPORT, None)
    if report is not None and report.failed:
        ARTEFACTS.mkdir(parents=True, exist_ok=True)
        name = re.sub(r"\W+", "-", request.node.name).strip("-")
        for number, page in enumerate(page for context in contexts for page in context.pages):
            page.screenshot(path=ARTEFACTS / f"{name}-{number}.png", full_page=True)
    for context in contexts:
        context.close()
    assert not wrong


_REPORT = pytest.StashKey[pytest.TestReport]()


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item) -> Iterator[None]:
    report: pytest.TestReport = yield  # type: ignore[assignment]
    if report.when == "call":
        item.stash[_REPORT] = report
    return report  # type: ignore[return-value]


def violations(page: Page) -> list[str]:
    """What axe-core has against the page as it is now."""
    page.add_script_tag(path=AXE) if not page.evaluate("'axe' in window") else None
    found = page.evaluate(
        "() => axe.run(document, {resultTypes: ['violations'], runOnly: "
        "['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']})"
    )
    return [
        f"{one['id']}: {one['help']} – {node['target']} {node['failureSummary']}"
        for one in found["violations"]
        for node in one["nodes"]
    ]
