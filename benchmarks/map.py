"""How long the map takes to draw, select and expand in Chromium, beside pyvis's own page with the same things.

Run it with a Chromium in the path: ``python benchmarks/map.py``. It makes a workspace of its own, serves it, and prints
medians in milliseconds. Numbers are to be read as ratios: they depend on the machine.
"""

from __future__ import annotations

import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

_HEAD = """@prefix hf: <https://w3id.org/hfgraph/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@base <https://w3id.org/hfgraph/id/x/> .
<agreement> a hf:Agreement ; rdfs:label "Samarbeidsavtalen"@nb .
<agreement/1> a hf:Version ; hf:versionOf <agreement> ; rdfs:label "Samarbeidsavtalen 2023"@nb .
"""
_CLICK = "node => node.dispatchEvent(new MouseEvent('click', {bubbles: true, cancelable: true}))"
_SETTLED = "window.settled = false; network.once('stabilizationIterationsDone', () => { window.settled = true; });"
_ROUNDS = 5
_PATIENCE = 400_000


def workspace(folder: Path, things: int) -> None:
    """Make a chain of clauses, projects, cases and meetings with about so many things."""
    parts = [_HEAD]
    for number in range(things // 5):
        parts.append(
            f"<agreement/1/{number}> a hf:Clause ; hf:clauseNumber '{number // 9 + 1}.{number % 9 + 1}' ; "
            f"hf:inVersion <agreement/1> ; rdfs:label 'Avtalepunkt {number}: samarbeid om pasientforløp'@nb .\n"
            f"<project/{number}> a hf:Project ; hf:fulfils <agreement/1/{number}>, <agreement/1/{number * 7 % 29}> ; "
            f"hf:mandatedBy <case/ssu/2024/{number}/decision/1> ; "
            f"rdfs:label 'Tiltak {number} for bedre overganger'@nb .\n"
            f"<case/ssu/2024/{number}/decision/1> a hf:Point ; hf:pointOf <case/ssu/2024/{number}/decision> ; "
            f"rdfs:label 'SSU {number}/2024, vedtakspunkt 1'@nb .\n"
            f"<case/ssu/2024/{number}/decision> a hf:Decision ; hf:forCase <case/ssu/2024/{number}> .\n"
            f"<case/ssu/2024/{number}> a hf:Case ; hf:year 2024 ; hf:sequence {number} ; "
            f"rdfs:label 'SSU {number}/2024: oppfølging av tiltak'@nb .\n"
            f"<treatment/{number}> a hf:Treatment ; hf:treats <case/ssu/2024/{number}> ; "
            f"hf:atMeeting <meeting/{number}> .\n<meeting/{number}> a hf:Meeting ; rdfs:label 'Møte {number}'@nb .\n"
        )
    path = folder / "data" / "x" / "all.ttl"
    path.parent.mkdir(parents=True)
    path.write_text("".join(parts), "utf-8")


def ours(browser: Browser, address: str) -> dict[str, float]:
    """Return how long the map takes to be drawn and interactive, to select and to open."""
    found: dict[str, list[float]] = {}
    for _ in range(_ROUNDS):
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        begun = time.perf_counter()
        page.goto(f"{address}/map?limit=500", wait_until="commit")
        page.wait_for_selector("#map-tabs:not([hidden])", timeout=_PATIENCE)
        page.wait_for_selector(".node[tabindex='0']")
        page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        found.setdefault("drawn", []).append(time.perf_counter() - begun)
        found.setdefault("things", []).append(page.locator(".node").count() / 1000)
        begun = time.perf_counter()
        page.locator(".node.g-project").nth(3).evaluate(_CLICK)
        page.wait_for_selector("#map-panel h2")
        found.setdefault("select", []).append(time.perf_counter() - begun)
        begun = time.perf_counter()
        page.evaluate("() => document.querySelector('.map-legend [data-group=meeting]').click()")
        page.wait_for_selector(".map-legend [data-group=meeting][data-hidden]")
        found.setdefault("filter", []).append(time.perf_counter() - begun)
        page.close()
    return {name: statistics.median(values) * 1000 for name, values in found.items()}


def pyvis(browser: Browser, folder: Path, things: int) -> float:
    """Return how long pyvis's own page takes until its layout has settled, in milliseconds."""
    from pyvis.network import Network  # type: ignore[import-untyped]

    network = Network(cdn_resources="in_line")
    for number in range(things):
        network.add_node(number, label=f"Tiltak {number}")
    for number in range(1, things):
        network.add_edge(number, number // 3)
        network.add_edge(number, number * 7 % things)
    html = re.sub(r"<(link|script)[^>]*(https?:)[^>]*>(</script>)?", "", network.generate_html(), flags=re.DOTALL)
    html = html.replace("return network;", f"{_SETTLED} return network;")
    path = folder / "pyvis.html"
    path.write_text(html, "utf-8")
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(_PATIENCE)
    begun = time.perf_counter()
    page.goto(path.as_uri(), wait_until="commit", timeout=_PATIENCE)
    page.wait_for_function("window.settled === true", timeout=_PATIENCE)
    page.close()
    return (time.perf_counter() - begun) * 1000


def main() -> None:
    """Measure and print."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        sys.exit("Chromium is not installed")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for things in (150, 500):
            with tempfile.TemporaryDirectory() as name:
                folder = Path(name)
                workspace(folder, things)
                program = [sys.executable, "-c", "from hfgraph.cli import main; main()"]
                server = subprocess.Popen(
                    [*program, "serve", "--port", "0", "--data", str(folder)],
                    stdout=subprocess.PIPE,
                    stderr=subprocess.DEVNULL,
                    text=True,
                )
                try:
                    address = re.search(r"http://[\d.:]+", server.stdout.readline() if server.stdout else "")
                    told = ours(browser, address[0] if address else "")
                finally:
                    server.terminate()
                    server.wait()
                told["pyvis"] = pyvis(browser, folder, things) if "--pyvis" in sys.argv else float("nan")
                sys.stdout.write(
                    "  ".join([f"{things}:", *(f"{key} {value:.0f}" for key, value in told.items())]) + "\n"
                )


if __name__ == "__main__":
    main()
