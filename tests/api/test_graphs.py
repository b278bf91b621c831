"""The Graph Store Protocol: reading for all, writing for those with a token, and no edit lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import httpx
import pyoxigraph as ox
import pytest
from starlette.requests import Request

from hfgraph import terms
from hfgraph.api.config import Config
from hfgraph.api.problem import Fault
from hfgraph.api.writing import Editor
from hfgraph.change import FileChange
from hfgraph.journal import Journal
from hfgraph.token import TokenFile

SMALL = Path(__file__).parents[1] / "graphs" / "small"
CASE = f"{terms.ID}nord/doc/sak-26-2024"
PLAN = f"{terms.ID}nord/doc/plan-2023"
NEW = f"{terms.ID}nord/doc/ny"
TURTLE = {"content-type": "text/turtle"}
FORMATS = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
    "application/rdf+xml": ox.RdfFormat.RDF_XML,
    "application/ld+json": ox.RdfFormat.JSON_LD,
}
Headers = Mapping[str, str]


class Editing:
    """A server that may be written to, and tokens for it."""

    def __init__(self, folder: Path, serve: Callable[..., Any]) -> None:
        self.folder = Path(shutil.copytree(SMALL, folder / "workspace"))
        file = TokenFile(folder / "tokens")
        self.tokens = {
            name: {"authorization": f"Bearer {file.add(name, [scope])}", "accept-language": "en"}
            for name, scope in (("all", "write"), ("north", "write:nord"), ("south", "write:sor"), ("reader", "read"))
        }
        self.file = file
        served = serve("--data", str(self.folder), "--token-file", str(file.path), "--workers", "2")
        self.client: httpx.Client = served.client()

    def text(self, name: str) -> str:
        return (self.folder / "data" / name).read_text("utf-8")

    def log(self) -> list[dict[str, Any]]:
        path = self.folder / "data" / ".hfgraph" / "audit.jsonl"
        return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


@pytest.fixture(scope="module")
def editing(tmp_path_factory: pytest.TempPathFactory, session_serve: Callable[..., Any]) -> Iterator[Editing]:
    found = Editing(tmp_path_factory.mktemp("editing"), session_serve)
    with found.client:
        yield found


def triples(response: httpx.Response, base: str = CASE) -> set[str]:
    form = FORMATS[response.headers["content-type"].partition(";")[0]]
    return {str(quad.triple) for quad in ox.parse(response.content, format=form, base_iri=base)}


def facts(path: str, graph: str) -> set[str]:
    content = (SMALL / "data" / path).read_bytes()
    return {str(quad.triple) for quad in ox.parse(content, format=ox.RdfFormat.TURTLE, base_iri=graph)}


# ------------------------------------------------------------------------------------------------------------- reading


@pytest.mark.parametrize("media", FORMATS)
@pytest.mark.parametrize("where", ["indirect", "direct"])
def test_a_graph_is_read_in_every_format(editing: Editing, media: str, where: str) -> None:
    url, params = ("/graphs", {"graph": PLAN}) if where == "indirect" else ("/graphs/nord/doc/plan-2023", {})
    response = editing.client.get(url, params=params, headers={"accept": media})
    assert response.status_code == 200
    assert response.headers["content-type"].partition(";")[0] == media
    assert "Accept" in response.headers["vary"]
    assert triples(response) == facts("nord/plan-2023.ttl", PLAN)


def test_the_default_graph_is_the_union(editing: Editing) -> None:
    response = editing.client.get("/graphs?default", headers={"accept": "application/n-triples"})
    assert triples(response) >= facts("nord/plan-2023.ttl", PLAN) | facts("register.ttl", terms.ID + "register")
    lines = response.text.splitlines()
    assert len(lines) == len(set(lines))


def test_the_ontology_is_read_too(editing: Editing) -> None:
    found = editing.client.get("/graphs", params={"graph": "https://w3id.org/hfgraph/ontology/hf"})
    assert found.status_code == 200


@pytest.mark.parametrize("encoding", ["identity", "gzip", "zstd"])
@pytest.mark.parametrize("media", FORMATS)
def test_a_graph_that_is_known_is_not_sent_again(editing: Editing, media: str, encoding: str) -> None:
    headers = {"accept": media, "accept-encoding": encoding}
    tag = editing.client.get("/graphs", params={"graph": PLAN}, headers=headers).headers["etag"]
    again = editing.client.get("/graphs", params={"graph": PLAN}, headers=headers | {"if-none-match": f'"x", {tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    other = editing.client.get("/graphs", params={"graph": PLAN}, headers=headers | {"if-none-match": '"x"'})
    assert other.status_code == 200


def test_every_representation_has_its_own_tag(editing: Editing) -> None:
    tags = {
        editing.client.get(
            "/graphs", params={"graph": PLAN}, headers={"accept": media, "accept-encoding": encoding}
        ).headers["etag"]
        for media in FORMATS
        for encoding in ("identity", "gzip")
    }
    assert len(tags) == 2 * len(FORMATS)


def test_head_is_get_without_the_content(editing: Editing) -> None:
    got, head = (editing.client.request(method, "/graphs", params={"graph": PLAN}) for method in ("GET", "HEAD"))
    assert head.status_code == 200
    assert head.content == b""
    assert {name: head.headers.get(name) for name in ("content-type", "etag", "vary")} == {
        name: got.headers.get(name) for name in ("content-type", "etag", "vary")
    }
    assert editing.client.head("/graphs", params={"graph": NEW}).status_code == 404


@pytest.mark.parametrize(
    "url, headers, status",
    [
        ("/graphs?graph=http://nowhere.example/", {}, 404),
        ("/graphs/nord/doc/none", {}, 404),
        ("/graphs", {}, 400),
        ("/graphs?graph=relative", {}, 400),
        ("/graphs?graph=", {}, 400),
        ("/graphs?graph=a:b%20c", {}, 400),
        ("/graphs?graph=http://a/&graph=http://b/", {}, 400),
        ("/graphs?graph=http://a/&default", {}, 400),
        ("/graphs?graph=http://a/%FF", {}, 400),
        ("/graphs?graph=http://a/%zz", {}, 400),
        ("/graphs?default", {"accept": "image/png"}, 406),
    ],
)
def test_a_fault_is_a_problem(editing: Editing, url: str, headers: Headers, status: int) -> None:
    response = editing.client.get(url, headers=headers)
    assert response.status_code == status
    assert response.headers["content-type"] == "application/problem+json"
    assert response.json()["status"] == status


def test_the_store_is_listed_and_sent_whole_to_those_who_ask_for_that(editing: Editing) -> None:
    listed = editing.client.get("/graphs", headers={"accept": "application/json"}).json()["graphs"]
    count = len(facts("nord/plan-2023.ttl", PLAN))
    assert {"graph": PLAN, "file": "nord/plan-2023.ttl", "statements": count} in listed
    whole = editing.client.get("/graphs", headers={"accept": "application/n-quads"})
    assert whole.headers["content-type"].startswith("application/n-quads")
    assert f"<{PLAN}> .\n" in whole.text


@pytest.mark.parametrize("url", ["/graphs", "/graphs?default", "/graphs/nord/doc/x"])
def test_other_methods_are_told_which_there_are(editing: Editing, url: str) -> None:
    response = editing.client.patch(url, headers=editing.tokens["all"])
    assert response.status_code == 405
    methods = {"GET", "HEAD", "OPTIONS", "PUT", "POST", "DELETE"}
    assert set(response.headers["allow"].split(", ")) == methods
    options = editing.client.options(url)
    assert options.status_code in (200, 204)
    assert set(options.headers["allow"].split(", ")) == methods


# ------------------------------------------------------------------------------------------------------- who may write


@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("authorization", ["", "Bearer", "Bearer hfgraph_wrong", "Basic YTpi", "hfgraph_x", "bearer é"])
def test_without_a_token_nothing_is_written(editing: Editing, method: str, authorization: str) -> None:
    headers = [(b"authorization", authorization.encode("latin-1")), (b"content-type", b"text/turtle")]
    response = editing.client.request(method, "/graphs", params={"graph": CASE}, headers=headers)
    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Bearer ")


@pytest.mark.parametrize(
    "token, graph, told",
    [
        ("reader", CASE, "read only"),
        ("south", CASE, "no right to change"),
        ("all", "https://w3id.org/hfgraph/ontology/hf", "only those can be changed"),
        ("all", "http://other.example/", "only those can be changed"),
        ("all", terms.ID + "nord/doc/register", "cannot become a file"),
        ("all", terms.ID + "nord/doc/../../../etc/passwd", "cannot become a file"),
        ("all", terms.ID + "nord/project/x", "cannot become a file"),
        ("all", "", "union of all graphs"),
    ],
)
def test_a_token_reaches_as_far_as_it_says(editing: Editing, token: str, graph: str, told: str) -> None:
    params = {"graph": graph} if graph else {"default": ""}
    headers = {**editing.tokens[token], **TURTLE}
    response = editing.client.put("/graphs", params=params, content="", headers=headers)
    assert response.status_code == 403
    assert told in response.json()["detail"]


def test_a_token_that_was_removed_is_nobodys(editing: Editing) -> None:
    headers = {"authorization": f"Bearer {editing.file.add('guest', ['write'])}"}
    assert editing.client.delete("/graphs", params={"graph": NEW}, headers=headers).status_code == 404
    editing.file.remove("guest")
    assert editing.client.delete("/graphs", params={"graph": NEW}, headers=headers).status_code == 401


@pytest.mark.parametrize(
    "given, told",
    [
        ({"token_file": None}, "hfgraph token add"),
        ({"read_only": True}, "--read-only"),
        ({"data": None}, "--data"),
    ],
    ids=["no tokens", "read-only", "bundled"],
)
def test_a_server_for_reading_says_how_to_write(editing: Editing, given: dict[str, Any], told: str) -> None:
    config = replace(Config(data=editing.folder, token_file=editing.file.path), **given)
    headers = [(name.encode(), value.encode()) for name, value in editing.tokens["all"].items()]
    with pytest.raises(Fault) as caught:
        Editor(config).admit(Request({"type": "http", "headers": headers}))
    assert caught.value.status == 403
    assert told in caught.value.mend.en
    assert told in caught.value.mend.nb


def test_a_server_without_tokens_is_for_reading(client: httpx.Client) -> None:
    for method, url in (("PUT", "/graphs"), ("POST", "/graphs"), ("DELETE", "/graphs"), ("POST", "/update")):
        response = client.request(method, url, params={"graph": CASE})
        assert response.status_code == 403
        assert response.json()["errors"][0]["mend"]


# ------------------------------------------------------------------------------------------------------ what is refused

BOMB = '<!DOCTYPE x [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;">]><x>&b;</x>'


@pytest.mark.parametrize(
    "content, media, status, place",
    [
        (b"<a> <b>", "text/turtle", 400, (1, 8)),
        (b"<a> <b> <c> .\n\n<d> <e> f:g .", "text/turtle; charset=UTF-8", 400, (3, 9)),
        (b"<a> <b> <c> .", "application/rdf+xml", 400, (1, 14)),
        (b"<a> <b> <c> .", "application/n-triples", 400, (1, 1)),
        (b'{"@id": ', "application/ld+json", 400, (1, 9)),
        (b'<a> <b> "\n\xe6" .', "text/turtle", 400, (2, 1)),
        (BOMB.encode(), "application/rdf+xml", 400, (1, 25)),
        (b'{"@context": "http://127.0.0.1:9/x", "@id": "a"}', "application/ld+json", 400, None),
        (b"[] <b> <c> .", "text/turtle", 400, None),
        (b"", "multipart/form-data; boundary=x", 415, None),
        (b"", "text/turtle; charset=latin-1", 415, None),
        (b"", "text/plain", 415, None),
        (b"", "application/x-www-form-urlencoded", 415, None),
        (b"", "application/trig", 415, None),
        (b"", "", 415, None),
    ],
)
def test_content_that_cannot_be_read_is_told_where(
    editing: Editing, content: bytes, media: str, status: int, place: tuple[int, int] | None
) -> None:
    headers = {**editing.tokens["all"], "content-type": media}
    response = editing.client.put("/graphs", params={"graph": CASE}, content=content, headers=headers)
    assert response.status_code == status
    if place is not None:
        assert (response.json()["line"], response.json()["column"]) == place


def test_content_that_is_too_large_or_compressed_is_not_read(editing: Editing) -> None:
    headers = {**editing.tokens["all"], **TURTLE}
    url = "/graphs/nord/doc/ny"
    assert editing.client.put(url, content=b"#" * ((16 << 20) + 1), headers=headers).status_code == 413
    assert editing.client.put(url, content=iter([b"#" * (1 << 20)] * 17), headers=headers).status_code == 413
    assert editing.client.put(url, content=b"", headers=headers | {"content-encoding": "gzip"}).status_code == 415


def test_content_that_breaks_a_rule_is_told_with_the_findings(editing: Editing) -> None:
    content = editing.text("nord/plan-2023.ttl").replace("hf:clauseNumber", "hf:clauseNummer")
    headers = {**editing.tokens["north"], **TURTLE}
    response = editing.client.put("/graphs", params={"graph": PLAN}, content=content, headers=headers)
    assert response.status_code == 422
    told = response.json()
    assert "Nothing has been changed" in told["detail"]
    assert any(each["rule"] == "unknown-term" and "hf:clauseNumber" in each["message"] for each in told["findings"])
    assert {each["file"] for each in told["findings"]} >= {"nord/plan-2023.ttl"}
    assert editing.text("nord/plan-2023.ttl") == (SMALL / "data/nord/plan-2023.ttl").read_text("utf-8")
    assert editing.log()[-1]["outcome"] == "invalid"


# ------------------------------------------------------------------------------------------------------------- writing


def test_a_graph_is_made_read_and_removed(editing: Editing) -> None:
    client, headers = editing.client, {**editing.tokens["north"], **TURTLE}
    where = {"graph": NEW}
    made = client.put("/graphs", params=where, content="", headers=headers | {"if-none-match": "*"})
    assert made.status_code == 201
    assert made.headers["location"].endswith("/graphs/nord/doc/ny")
    empty = client.get(made.headers["location"])
    assert (empty.status_code, triples(empty)) == (200, set())

    assert client.put("/graphs", params=where, content="", headers=headers | {"if-none-match": "*"}).status_code == 412

    assert client.delete("/graphs", params=where, headers=headers).status_code == 204
    assert client.get("/graphs", params=where).status_code == 404
    assert client.delete("/graphs", params=where, headers=headers).status_code == 404
    assert not (editing.folder / "data" / "nord" / "ny.ttl").exists()
    done = [line for line in editing.log() if line["graph"] == NEW and line["outcome"] == "done"]
    assert [line["method"] for line in done] == ["put", "delete"]
    assert {line["token"] for line in done} == {"north"}


def test_what_is_posted_is_added(editing: Editing) -> None:
    before = editing.text("nord/sak-26-2024.ttl")
    content = f'<{terms.ID}nord/case/ssu/2024/10> <http://www.w3.org/2004/02/skos/core#altLabel> "Ti"@nb .'
    headers = {**editing.tokens["north"], "content-type": "application/n-triples"}
    response = editing.client.post("/graphs", params={"graph": CASE}, content=content, headers=headers)
    assert response.status_code == 204
    after = editing.text("nord/sak-26-2024.ttl")
    assert set(before.splitlines()) - set(after.splitlines()) <= {
        line for line in before.splitlines() if "statedIn" in line
    }
    assert '    skos:altLabel "Ti"@nb .' in after


def test_of_two_editors_who_started_from_the_same_graph_one_is_told(editing: Editing) -> None:
    client, where = editing.client, {"graph": CASE}
    before = editing.text("nord/sak-26-2024.ttl")
    got = client.get("/graphs", params=where, headers={"accept": "application/n-triples"})
    headers = {**editing.tokens["north"], "content-type": "application/n-triples", "if-match": got.headers["etag"]}

    def edit(label: str) -> httpx.Response:
        content = got.text.replace('"SSU 10/2024: Numbers"', f'"{label}"')
        return client.put("/graphs", params=where, content=content, headers=headers)

    with ThreadPoolExecutor(2) as editors:
        answers = dict(zip(("First", "Second"), editors.map(edit, ("First", "Second")), strict=True))
    assert sorted(answer.status_code for answer in answers.values()) == [204, 412]
    winner = next(label for label, answer in answers.items() if answer.status_code == 204)
    assert editing.text("nord/sak-26-2024.ttl") == before.replace("SSU 10/2024: Numbers", winner)
    after = client.get("/graphs", params=where, headers={"accept": "application/n-triples"})
    assert f'"{winner}"@en' in after.text
    assert after.headers["etag"] != got.headers["etag"]
    line = editing.log()[-2:]
    assert {entry["outcome"] for entry in line} == {"done", "stale"}


@pytest.mark.parametrize(
    "name, value, status",
    [
        ("if-match", '"0123.ttl"', 412),
        ("if-match", "nonsense", 412),
        ("if-match", "*", 204),
        ("if-none-match", "*", 412),
        ("if-none-match", '"0123.ttl"', 204),
    ],
)
def test_a_precondition_is_kept(editing: Editing, name: str, value: str, status: int) -> None:
    headers = {**editing.tokens["all"], **TURTLE, name: value}
    response = editing.client.post("/graphs", params={"graph": PLAN}, content="", headers=headers)
    assert response.status_code == status


def test_a_weak_tag_is_not_enough_to_write(editing: Editing) -> None:
    tag = editing.client.get("/graphs", params={"graph": PLAN}).headers["etag"]
    headers = {**editing.tokens["all"], **TURTLE}
    for given, status in ((tag, 204), (f"W/{tag}", 412), (f'"x", {tag}', 204)):
        response = editing.client.post(
            "/graphs", params={"graph": PLAN}, content="", headers=headers | {"if-match": given}
        )
        assert response.status_code == status


def test_a_server_finishes_at_start_what_a_crash_interrupted(copy: Path, serve: Callable[..., Any]) -> None:
    path = copy / "data" / "nord" / "plan-2023.ttl"
    old = path.read_bytes()
    new = old.decode().replace("The bridge", "The new bridge")
    journal = Journal(copy / "data")
    journal.prepare()
    journal.begin([FileChange(PLAN, "nord/plan-2023.ttl", sha256(old).hexdigest(), new, 1, 1, "")], {"id": "1"})
    with serve("--data", str(copy), "--workers", "1", "--read-only").client() as client:
        assert "The new bridge" in client.get("/graphs", params={"graph": PLAN}).text
    assert path.read_text("utf-8") == new
    assert not journal.open
