"""The REST API: the command's answers over HTTP, searched, paged, cached and refused by the book."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest

from conftest import SMALL
from hfgraph.graph import Graph

BAAT = "nord/project/baat"
PAIRS = [
    ("/api/questions", ("ask",)),
    ("/api/questions/projects-by-clause", ("ask", "projects-by-clause")),
    (
        "/api/questions/projects-by-clause?clause=5.3&community=nord",
        ("ask", "projects-by-clause", "-p", "clause=5.3", "--community", "nord"),
    ),
    ("/api/questions/project-status?as-of=2024-01-01", ("ask", "project-status", "--as-of", "2024-01-01")),
    (f"/api/things/{BAAT}", ("show", BAAT)),
    (f"/api/trace/{BAAT}", ("trace", BAAT)),
    (f"/api/trace?thing={BAAT}&community=nord", ("trace", BAAT, "--community", "nord")),
    ("/api/trace?community=nord", ("trace", "--community", "nord")),
    ("/api/coverage?as-of=2024&community=nord", ("coverage", "--as-of", "2024", "--community", "nord")),
    ("/api/findings", ("check",)),
]


@pytest.mark.parametrize("lang", ["nb", "en"])
@pytest.mark.parametrize("path, words", PAIRS, ids=[path for path, _ in PAIRS])
def test_the_answer_is_the_commands(
    small_client: httpx.Client, run: Callable[..., Any], path: str, words: tuple[str, ...], lang: str
) -> None:
    printed = run(*words, "--format", "json", "--lang", lang, "--data", SMALL).stdout
    found = small_client.get(path, headers={"accept-language": lang})
    while found.status_code == 202:
        found = small_client.get(path, headers={"accept-language": lang})
    assert found.headers["content-language"] == lang
    assert found.json() == json.loads(printed)


@pytest.mark.parametrize("excel", [False, True])
def test_csv_is_the_commands(small_client: httpx.Client, run: Callable[..., Any], excel: bool) -> None:
    words = ["ask", "documents", "--format", "csv", "--data", SMALL, *(["--excel"] if excel else [])]
    found = small_client.get("/api/questions/documents.csv", params={"excel": "1"} if excel else {})
    assert found.content == run(*words).stdout
    assert found.headers["content-type"].startswith("text/csv")
    assert 'filename="documents.csv"' in found.headers["content-disposition"]


def test_one_address_in_two_formats(small_client: httpx.Client) -> None:
    as_json = small_client.get("/api/questions/documents", headers={"accept": "application/json"})
    as_csv = small_client.get("/api/questions/documents", headers={"accept": "text/csv"})
    assert len(list(csv.DictReader(io.StringIO(as_csv.text)))) == len(as_json.json()) == 3
    assert small_client.get("/api/questions/documents.json").json() == as_json.json()
    assert small_client.get("/api/questions/documents", headers={"accept": "image/png"}).status_code == 406


def test_a_question_tells_of_itself(small_client: httpx.Client) -> None:
    told = small_client.get("/api/questions/projects-by-clause/about?lang=en").json()
    assert {"name": "clause", "kind": "hf:Provision", "kindLabel": "Provision", "required": False} in told["parameters"]
    assert {"name": "project", "heading": "Project or measure"} in told["columns"]
    assert small_client.get("/api/questions/projects-by-clause.rq").text == told["sparql"]


def test_pages_follow_one_another(small_client: httpx.Client) -> None:
    every = small_client.get("/api/questions").json()
    found: list[Any] = []
    address: str | None = "/api/questions?limit=10&lang=nb"
    while address:
        page = small_client.get(address)
        assert page.headers["x-total-count"] == str(len(every))
        assert {"first", "last"} <= set(page.links)
        found += page.json()
        address = page.links.get("next", {}).get("url")
    assert found == every


@pytest.mark.parametrize(
    "query, first, reading",
    [
        ("5.3", "nord/agreement/2023/5.3", "key"),
        ("SSU 26/2024", "nord/case/ssu/2024/26", "key"),
        (BAAT, BAAT, "key"),
        ("hjemmesykehus", "nord/project/hjemmesykehus", "beginning"),
        ("HJEMME", "nord/project/hjemmesykehus", "beginning"),
        ("hjemesykehus", "nord/project/hjemmesykehus", "spelling"),
    ],
)
def test_search_finds(small_client: httpx.Client, query: str, first: str, reading: str) -> None:
    found = small_client.get("/api/search", params={"q": query, "community": "nord"}).json()["results"]
    assert (found[0]["key"], found[0]["reading"]) == (first, reading)


def test_search_reads_letters_both_ways(client: httpx.Client) -> None:
    for query in ("Tromsø", "tromso", "TROMSO kommune"):
        hit = client.get("/api/search", params={"q": query}).json()["results"][0]
        assert (hit["label"], hit["reading"]) in (("Tromsø kommune", "name"), ("Tromsø kommune", "beginning"))
    english = client.get("/api/search", params={"q": "safe emergency", "lang": "en"}).json()["results"][0]
    assert english["label"] == "Safe emergency medicine"


def test_search_keeps_to_kind_and_community(client: httpx.Client) -> None:
    for kind in ("hf:Project", "project"):
        found = client.get("/api/search", params={"q": "akuttmedisin", "kind": kind, "community": "lvs"}).json()
        assert found["total"] >= 1
        assert {hit["kind"] for hit in found["results"]} == {"hf:Project"}
    assert client.get("/api/search", params={"q": "akuttmedisin", "community": "innlandet"}).json()["total"] == 0
    limited = client.get("/api/search", params={"q": "kommune", "limit": 3})
    assert len(limited.json()["results"]) == 3
    assert int(limited.headers["x-total-count"]) == limited.json()["total"] > 3


def test_search_of_nothing_in_particular(client: httpx.Client) -> None:
    for query in ("   ", "«»", "zzzzqqq", "<script>", "\x00", "🙂"):
        assert client.get("/api/search", params={"q": query}).json()["results"] == []


def test_the_network_of_a_chain(client: httpx.Client) -> None:
    focus = "lvs/project/trygg-akuttmedisin"
    chain = client.get("/api/network", params={"focus": focus}).json()
    kinds = {node["kind"] for node in chain["nodes"]}
    assert chain["nodes"][0]["key"] == focus
    assert "hf:Clause" in kinds
    assert not kinds & {"hf:Municipality", "hf:HealthTrust"}
    places = {node["iri"] for node in chain["nodes"]}
    for edge in chain["edges"]:
        assert {edge["source"], edge["target"]} <= places
        assert edge["sources"] or edge["property"]
    near = client.get("/api/network", params={"focus": focus, "shape": "near", "depth": 2, "limit": 30}).json()
    assert len(near["nodes"]) == 30
    assert near["omitted"] > 0
    only = client.get("/api/network", params={"focus": focus, "shape": "near", "kind": "hf:Provision"}).json()
    kinds = {node["kind"] for node in only["nodes"][1:]}
    assert "hf:Clause" in kinds
    assert not kinds & {"hf:Project", "hf:Committee", "hf:Document"}
    before = client.get("/api/network", params={"focus": focus, "as-of": "2000"}).json()
    assert [node["key"] for node in before["nodes"]] == [focus]


def test_findings_can_be_narrowed(small_client: httpx.Client) -> None:
    every = small_client.get("/api/findings").json()
    for severity, count in every["counts"].items():
        found = small_client.get("/api/findings", params={"severity": severity, "limit": 5})
        assert int(found.headers["x-total-count"]) == count
        assert {finding["severity"] for finding in found.json()["findings"]} <= {severity}


def test_passages_are_quoted_when_the_text_is_at_hand(small_client: httpx.Client) -> None:
    documents = {one["key"]: one for one in small_client.get("/api/documents").json()}
    assert documents["nord/doc/plan-2023"]["textAtHand"]
    assert documents["nord/doc/plan-2023"] == small_client.get("/api/documents/nord/doc/plan-2023").json()
    passages = small_client.get("/api/passages", params={"document": "nord/doc/plan-2023"}).json()
    text = (SMALL / "sources" / "et-helt-annet-navn.txt").read_bytes().decode()
    assert [one["quote"]["words"] for one in passages] == [text[one["start"] : one["end"]] for one in passages]
    assert small_client.get(f"/api/passages/{passages[0]['key']}").json() == passages[0]
    silent = small_client.get("/api/passages", params={"document": "law/doc/act"}).json()
    assert {one["quote"] for one in silent} == {None}


def test_what_a_client_has_is_not_sent_again(small_client: httpx.Client) -> None:
    for path in ("/api/questions", f"/api/things/{BAAT}", "/api/coverage", "/api/openapi.json", "/api/findings"):
        first = small_client.get(path)
        tag = first.headers["etag"]
        again = small_client.get(path, headers={"if-none-match": tag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
        assert {"Accept-Language", "Accept-Encoding"} <= {name.strip() for name in first.headers["vary"].split(",")}
        other = small_client.get(path, headers={"if-none-match": tag, "accept-language": "en"})
        assert other.status_code == 200


def test_head_is_get_without_the_body(small_client: httpx.Client) -> None:
    for path in ("/api/questions", f"/api/things/{BAAT}", "/api/docs", "/api/search?q=5.3"):
        head, got = small_client.head(path), small_client.get(path)
        assert (head.status_code, head.content) == (200, b"")
        assert head.headers["content-type"] == got.headers["content-type"]


@pytest.mark.parametrize(
    "path, status",
    [
        ("/api/nothing", 404),
        ("/api/things/nord/project/none", 404),
        ("/api/things/hjemmesykehus", 409),
        ("/api/things/%7B%22%3C%3E", 404),
        ("/api/questions/none", 404),
        ("/api/questions/clause-trace", 400),
        ("/api/questions/documents?colour=red", 400),
        ("/api/questions/documents?community=nord&community=sor", 400),
        ("/api/questions/projects-by-clause?clause=99.99", 404),
        ("/api/questions/meetings?year=" + "9" * 400, 400),
        ("/api/questions?limit=0", 422),
        ("/api/questions?limit=many", 422),
        ("/api/questions?lang=sv", 422),
        ("/api/search", 422),
        ("/api/search?q=" + "x" * 300, 422),
        ("/api/coverage?as-of=yesterday", 422),
        ("/api/network?focus=5.3&depth=1000", 422),
        ("/api/search?q=a&kind=hf:Nothing", 404),
    ],
)
def test_faults_are_problems(small_client: httpx.Client, path: str, status: int) -> None:
    found = small_client.get(path)
    told = found.json()
    assert found.headers["content-type"] == "application/problem+json"
    assert (found.status_code, told["status"]) == (status, status)
    assert told["detail"]
    english = small_client.get(path, headers={"accept-language": "en"}).json()
    assert english["detail"] != told["detail"] or status == 422


def test_only_reading(small_client: httpx.Client) -> None:
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        found = small_client.request(method, "/api/questions")
        assert (found.status_code, found.json()["status"]) == (405, 405)
        assert {"GET", "HEAD"} <= {name.strip() for name in found.headers["allow"].split(",")}


def test_the_questions_are_those_of_the_workspace(small_client: httpx.Client, small: Graph) -> None:
    assert [one["id"] for one in small_client.get("/api/questions").json()] == list(small.questions)
    assert Path(SMALL).is_dir()
