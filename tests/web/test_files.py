from __future__ import annotations

import pytest

from hfgraph.web import files

from .conftest import Client


def test_a_file_is_kept_for_ever_under_the_name_of_its_content(client: Client) -> None:
    got = client.get(files.address("hfgraph.css"))
    assert got.status_code == 200
    assert got.headers["content-type"] == "text/css; charset=utf-8"
    assert "immutable" in got.headers["cache-control"]
    again = client.get(files.address("hfgraph.css"), headers={"if-none-match": got.headers["etag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_an_older_name_still_answers_but_is_asked_for_again(client: Client) -> None:
    assert client.get("/web/older/hfgraph.css").headers["cache-control"] == "no-cache"


@pytest.mark.parametrize("name", ["none.css", "%2e%2e/files.py", "..%2ftemplates/base.html", "%00", ""])
def test_nothing_else_is_served(client: Client, name: str) -> None:
    assert client.get(f"/web/{files.RELEASE}/{name}").status_code == 404


def test_the_style_sheet_asks_for_nothing() -> None:
    text = (files.FOLDER / "hfgraph.css").read_text("utf-8")
    assert "url(" not in text
    assert "@import" not in text
