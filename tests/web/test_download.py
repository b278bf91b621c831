from __future__ import annotations

import csv
import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hfgraph.web import spreadsheet

from .conftest import Client, Read

_TABLES = ["/coverage", "/cases", "/projects", "/meetings", "/ask/stale-statuses"]


def _csv(content: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";"))


@pytest.mark.parametrize("address", _TABLES)
def test_tables_can_be_had_as_files(client: Client, read: Read, address: str) -> None:
    links = read(address).all("link[rel=alternate][type]")
    offered = {node.attributes["type"]: node.attributes["href"] for node in links}
    for media in (media.partition(";")[0] for media in spreadsheet.MEDIA.values()):
        href = offered[media]
        got = client.get(href or "")
        assert got.status_code == 200
        assert got.headers["content-type"].startswith(media or "-")
        assert "attachment" in got.headers["content-disposition"]


def test_csv_has_the_rows_of_the_page(client: Client, read: Read) -> None:
    rows = _csv(client.get("/cases.csv?year=2023").content)
    assert len(rows) - 1 == int(read("/cases?year=2023").one("[data-rows]").attributes["data-rows"] or 0)
    assert rows[0][0] == "Sak"


def test_xlsx_has_a_sheet_for_each_matrix(client: Client) -> None:
    archive = zipfile.ZipFile(io.BytesIO(client.get("/coverage.xlsx?community=lvs&lang=en").content))
    assert len([name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]) == 3
    assert "Covered" in archive.read("xl/sharedStrings.xml").decode()


def test_no_text_is_taken_for_a_formula() -> None:
    hostile = '=HYPERLINK("http://evil.example")'
    assert spreadsheet._csv([("a", [[hostile, 1]])]).decode("utf-8-sig").startswith("\"'=HYPERLINK")
    archive = zipfile.ZipFile(io.BytesIO(spreadsheet._xlsx([("a", [["head"], [hostile]])])))
    assert "<f>" not in archive.read("xl/worksheets/sheet1.xml").decode()


@pytest.mark.parametrize("form", ["ttl", "jsonld", "csv"])
def test_a_thing_can_be_had_as_a_file(client: Client, form: str) -> None:
    got = client.get(f"/id/lvs/project/trygg-akuttmedisin.{form}")
    assert got.status_code == 200
    assert "Trygg akuttmedisin" in got.text or form == "csv"


def test_programs_get_data_where_browsers_get_the_page(client: Client, read: Read) -> None:
    address = "/id/lvs/project/trygg-akuttmedisin"
    got = client.get(address, headers={"accept": "text/turtle"})
    assert got.headers["content-type"].startswith("text/turtle")
    assert read(address).headers["content-type"].startswith("text/html")
    assert "Accept" in read(address).headers["vary"]


def test_a_thing_can_be_followed(client: Client) -> None:
    got = client.get("/feed/lvs/project/trygg-akuttmedisin.atom")
    assert got.headers["content-type"].startswith("application/atom+xml")
    feed = ElementTree.fromstring(got.content)  # noqa: S314 -- our own
    atom = "{http://www.w3.org/2005/Atom}"
    updated = [entry.findtext(f"{atom}updated") or "" for entry in feed.iter(f"{atom}entry")]
    assert len(updated) == 10
    assert updated == sorted(updated, reverse=True)
    assert feed.findtext(f"{atom}updated") == updated[0] == "2024-09-24T00:00:00Z"


def test_the_quote_is_shown_where_the_text_is_at_hand(read_small: Read) -> None:
    sources = Path(__file__).parents[1] / "graphs" / "small" / "sources"
    text = next(sources.iterdir()).read_text("utf-8")
    page = read_small("/id/nord/project/hjemmesykehus")
    quotes = [node.text().strip() for node in page.all(".quote")]
    assert quotes
    assert all(quote in text for quote in quotes)
