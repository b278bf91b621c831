"""SPARQL Update over HTTP: the protocol, and that an update does all of what it says or nothing."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest

from hfgraph import terms
from hfgraph.token import TokenFile

SMALL = Path(__file__).parents[1] / "graphs" / "small"
CASE = f"{terms.ID}nord/doc/sak-26-2024"
PLAN = f"{terms.ID}nord/doc/plan-2023"
UPDATE = "application/sparql-update"
FORM = "application/x-www-form-urlencoded"
NOTHING = "INSERT DATA {}"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("updated") / "workspace"))


@pytest.fixture(scope="module")
def client(folder: Path, session_serve: Callable[..., Any]) -> Iterator[httpx.Client]:
    tokens = TokenFile(folder.parent / "tokens")
    headers = {"authorization": f"Bearer {tokens.add('kari', ['write:nord'])}", "accept-language": "en"}
    served = session_serve("--data", str(folder), "--token-file", str(tokens.path), "--workers", "2")
    with served.client(headers=headers) as client:
        yield client


def send(client: httpx.Client, update: str, **params: str) -> httpx.Response:
    return client.post("/update", content=update, params=params, headers={"content-type": UPDATE})


def test_only_post_is_taken(client: httpx.Client) -> None:
    for method in ("GET", "HEAD", "PUT", "DELETE", "PATCH"):
        response = client.request(method, "/update", params={"update": NOTHING})
        assert response.status_code == 405
        assert set(response.headers["allow"].split(", ")) == {"OPTIONS", "POST"}
    assert "POST" in client.options("/update").headers["allow"]


@pytest.mark.parametrize(
    "content, media, query, status",
    [
        ("update=INSERT+DATA+%7B%7D", FORM, "", 200),
        ("update=INSERT%20DATA%20%7B%7D&other=1", f"{FORM}; charset=utf-8", "", 200),
        (NOTHING, UPDATE, "", 200),
        (NOTHING, f"{UPDATE}; charset=UTF-8", "", 200),
        ("", UPDATE, "", 200),
        ("", FORM, "", 400),
        ("update=a&update=b", FORM, "", 400),
        ("query=SELECT", FORM, "", 400),
        ("update=%FF", FORM, "", 400),
        ("update=%2", FORM, "", 400),
        (NOTHING, UPDATE, "update=x", 400),
        ("", FORM, "update=INSERT+DATA+%7B%7D", 400),
        (b"INSERT DATA { GRAPH <http://x> { <a> <b> '\xe6' } }", UPDATE, "", 400),
        (NOTHING, "application/sparql-query", "", 415),
        (NOTHING, "text/plain", "", 415),
        (NOTHING, "", "", 415),
        (NOTHING, f"{UPDATE}; charset=utf-16", "", 415),
    ],
)
def test_the_protocol(client: httpx.Client, content: str | bytes, media: str, query: str, status: int) -> None:
    response = client.post(f"/update?{query}", content=content, headers={"content-type": media})
    assert response.status_code == status
    if status == 200:
        assert response.json() == {"changed": []}
    else:
        assert response.headers["content-type"] == "application/problem+json"
        assert response.json()["errors"][0]["mend"]


@pytest.mark.parametrize(
    "update, status, told",
    [
        ("INSERT DATA {", 400, "line 1"),
        ("SELECT * { ?s ?p ?o }", 400, "Not valid SPARQL"),
        ("LOAD <http://127.0.0.1:9/>", 400, "LOAD and SERVICE"),
        ("L\\u004FAD <file:///etc/passwd>", 400, "LOAD and SERVICE"),
        ("INSERT { GRAPH <http://x> { ?s ?p ?o } } WHERE { SERVICE <http://x> { ?s ?p ?o } }", 400, "LOAD and SERVICE"),
        ("INSERT DATA { <a> <b> <c> }", 400, "default graph"),
        ("CLEAR ALL", 400, "default graph"),
        ("CLEAR NAMED", 403, "only those can be changed"),
        ("DROP GRAPH <https://w3id.org/hfgraph/ontology/hf>", 403, "only those can be changed"),
        ("CREATE GRAPH <http://other.example/>", 403, "only those can be changed"),
        (f"CREATE GRAPH <{terms.ID}sor/doc/x>", 403, "no right to change"),
        (f"MOVE <{CASE}> TO <{terms.ID}sor/doc/x>", 403, "no right to change"),
        (f"INSERT DATA {{ GRAPH <{CASE}> {{ [] hf:note 'x' }} }}", 400, "Blank nodes"),
        ("DROP GRAPH <http://none.example/>", 400, "could not be carried out"),
        ("INSERT DATA {" + "(" * 200 + ")" * 200 + "}", 400, "nests deeper"),
        ("# " + "x" * 2_000_000, 400, "characters"),
        ("x" * 9_000_000, 413, "larger"),
    ],
)
def test_what_is_refused_is_refused_with_a_reason(client: httpx.Client, update: str, status: int, told: str) -> None:
    response = send(client, update)
    assert response.status_code == status
    assert told in response.json()["detail"]


@pytest.mark.parametrize(
    "name, value, update, status",
    [
        ("using-graph-uri", CASE, NOTHING, 200),
        ("using-named-graph-uri", CASE, NOTHING, 200),
        ("using-graph-uri", CASE, f"WITH <{CASE}> DELETE {{ ?s hf:none ?o }} WHERE {{ ?s hf:none ?o }}", 400),
        ("using-graph-uri", CASE, f"DELETE {{ ?s ?p ?o }} USING <{CASE}> WHERE {{ ?s hf:none ?o }}", 400),
        ("using-graph-uri", "relative", NOTHING, 400),
    ],
)
def test_the_dataset_of_the_protocol(client: httpx.Client, name: str, value: str, update: str, status: int) -> None:
    assert send(client, update, **{name: value}).status_code == status
    form = client.post("/update", data={"update": update, name: value})
    assert form.status_code == status


def test_an_update_that_breaks_a_rule_does_nothing(client: httpx.Client, folder: Path) -> None:
    before = (folder / "data/nord/sak-26-2024.ttl").read_bytes()
    response = send(client, f"DELETE WHERE {{ GRAPH <{CASE}> {{ ?s hf:sequence 10 }} }}")
    assert response.status_code == 422
    (finding,) = response.json()["findings"]
    assert finding["focus"] == terms.ID + "nord/case/ssu/2024/10"
    assert finding["message"]
    assert (folder / "data/nord/sak-26-2024.ttl").read_bytes() == before


def test_an_update_is_seen_by_the_next_query(client: httpx.Client, folder: Path) -> None:
    untouched = folder / "data" / "nord" / "register.ttl"
    stamp = untouched.stat().st_mtime_ns
    response = client.post(
        "/update",
        data={
            "using-graph-uri": PLAN,
            "update": "DELETE { GRAPH ?g { ?s rdfs:label ?old } } INSERT { GRAPH ?g { ?s rdfs:label 'Broen æøå'@nb } } "
            f"WHERE {{ ?s rdfs:label ?old FILTER(STR(?old) = 'Brua') BIND(<{PLAN}> AS ?g) }}",
        },
    )
    assert response.json() == {"changed": [{"graph": PLAN, "added": 1, "removed": 1}]}
    asked = client.get("/sparql", params={"query": "ASK { ?s rdfs:label 'Broen æøå'@nb }"})
    assert asked.json()["boolean"] is True
    text = (folder / "data/nord/plan-2023.ttl").read_text("utf-8")
    assert text.count("\n") == (SMALL / "data/nord/plan-2023.ttl").read_text("utf-8").count("\n")
    assert untouched.stat().st_mtime_ns == stamp
