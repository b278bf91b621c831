"""The map as one file: it asks nobody for anything, says the same as tables, and can be read by everyone."""

from __future__ import annotations

from pathlib import Path

import pytest

from hfgraph.graph import Graph
from hfgraph.map.ask import wish
from hfgraph.map.plan import draw
from hfgraph.map.standalone import render
from hfgraph.map.wish import ARCHIVED

from .conftest import Open, violations


@pytest.mark.parametrize("layout", ["start", "clusters"])
@pytest.mark.parametrize("language", ["nb", "en"])
def test_the_file_draws_itself_without_asking_anyone(
    open_page: Open, bundled: Graph, tmp_path: Path, layout: str, language: str
) -> None:
    path = tmp_path / "map.html"
    wanted = wish(bundled, "nb" if language == "nb" else "en", layout=layout, limit=ARCHIVED, most=ARCHIVED)
    path.write_text(render(bundled, draw(bundled, wanted)), "utf-8")
    page = open_page(path.as_uri(), bypass_csp=True)
    page.wait_for_selector("html[data-drawn]")
    assert page.locator("html").get_attribute("lang") == language
    assert page.locator("canvas").count() == 1
    drawn = page.locator("canvas").evaluate(
        "c => new Set(c.getContext('2d').getImageData(0, 0, c.width, c.height).data).size"
    )
    assert drawn > 20
    assert violations(page) == []


def test_the_command_writes_the_file_and_says_what_is_in_it(tmp_path: Path, run: object) -> None:
    path = tmp_path / "kart.html"
    done = run("map", path, "--focus", "5.3", "--lang", "nb")  # type: ignore[operator]
    assert done.returncode == 0, done.stderr
    assert f"{path}: " in done.stdout.decode()
    text = path.read_text(encoding="utf-8")
    assert "<title>Kart: Avtalepunkt 5.3 – hfgraph</title>" in text
    assert "https://cdn" not in text.partition("<script>")[0]
    assert [item.name for item in tmp_path.iterdir()] == ["kart.html"]
