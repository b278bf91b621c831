"""The SPARQL 1.1 Protocol, and what HTTP asks beside it."""

from __future__ import annotations

import csv
import gzip
import io
import json
import re
import socket
from collections.abc import Iterator
from typing import Any, cast
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree

import httpx
import pytest
import rdflib
import zstandard

from .served import Serve, Served

SPARQL = "/sparql"
ROWS = "SELECT ?s WHERE { ?s a hf:Project } ORDER BY ?s LIMIT 3"
ASK = "ASK { ?s a hf:Project }"
GRAPH = "CONSTRUCT { ?s a hf:Project } WHERE { ?s a hf:Project }"
DESCRIBE = "DESCRIBE ?s WHERE { ?s a hf:Project } LIMIT 1"
FORM = "application/x-www-form-urlencoded"
QUERY = "application/sparql-query"
RESULTS = "{http://www.w3.org/2005/sparql-results#}"

A, B = "https://w3id.org/hfgraph/id/a/doc/one", "https://w3id.org/hfgraph/id/a/doc/two"
TURTLE = """\
@prefix ex: <http://example.org/> .
ex:s ex:in "{name}" ; ex:text "blåbærsyltetøy" ; ex:odd "a\\u0001b\\uFFFEc\\r\\nd\\te\\"f,g<&>" .
"""


@pytest.fixture(scope="module")
def two(session_serve: Serve, tmp_path_factory: pytest.TempPathFactory) -> Served:
    """A server of two small graphs."""
    folder = tmp_path_factory.mktemp("two") / "data"
    (folder / "a").mkdir(parents=True)
    for name in ("one", "two"):
        (folder / "a" / f"{name}.ttl").write_text(TURTLE.format(name=name), encoding="utf-8")
    (folder / "register.ttl").write_text("<http://example.org/s> <http://example.org/in> 'register' .\n")
    return session_serve("--data", str(folder), "--max-rows", "50", "--query-timeout", "5")


@pytest.fixture(scope="module")
def small(two: Served) -> Iterator[httpx.Client]:
    with two.client() as client:
        yield client


def rows(response: httpx.Response) -> list[dict[str, str]]:
    assert response.status_code == 200, response.text
    return [{name: cell["value"] for name, cell in row.items()} for row in response.json()["results"]["bindings"]]


def problem(response: httpx.Response) -> dict[str, Any]:
    assert response.headers["content-type"] == "application/problem+json"
    told: dict[str, Any] = response.json()
    assert told["status"] == response.status_code
    assert told["title"]
    assert told["detail"]
    return told


# ------------------------------------------------------------------------------------------------------- operations
@pytest.mark.parametrize(
    "ask",
    [
        pytest.param(lambda c: c.get(SPARQL, params={"query": ROWS}), id="get"),
        pytest.param(lambda c: c.post(SPARQL, data={"query": ROWS}), id="form"),
        pytest.param(lambda c: c.post(SPARQL, content=ROWS, headers={"content-type": QUERY}), id="direct"),
        pytest.param(
            lambda c: c.post(SPARQL, content=ROWS, headers={"content-type": f"{QUERY}; charset=UTF-8"}), id="charset"
        ),
        pytest.param(
            lambda c: c.post(SPARQL, content=f"query={quote(ROWS)}", headers={"content-type": f"{FORM};charset=utf-8"}),
            id="form-charset",
        ),
        pytest.param(lambda c: c.get(SPARQL, params={"query": ROWS, "unknown": "1"}), id="unknown-parameter"),
    ],
)
def test_every_way_to_ask_gives_the_same(client: httpx.Client, ask: object) -> None:
    response = ask(client)  # type: ignore[operator]
    assert response.headers["content-type"] == "application/sparql-results+json"
    assert len(rows(response)) == 3


@pytest.mark.parametrize(
    "method, url, headers, content, status",
    [
        ("GET", "?query=", {}, None, 400),
        ("GET", "?default-graph-uri=http://e/", {}, None, 400),
        ("GET", "?query=ASK%7B%7D&query=ASK%7B%7D", {}, None, 400),
        ("GET", "?query=ASK%7B%7D%ZZ", {}, None, 400),
        ("GET", "?query=ASK%7B%7D%2", {}, None, 400),
        ("GET", "?query=ASK%7B%7D%23%FF", {}, None, 400),
        ("GET", "?query=ASK%7B%7D%23%C0%80", {}, None, 400),
        ("GET", "?query=ASK%7B%7D%23%ED%A0%80", {}, None, 400),
        ("GET", "?update=CLEAR%20ALL", {}, None, 400),
        ("GET", "?query=ASK%7B%7D&update=CLEAR%20ALL", {}, None, 400),
        ("GET", "?query=CLEAR%20ALL", {}, None, 400),
        ("GET", "?query=ASK%7B%7D&default-graph-uri=relative", {}, None, 400),
        ("POST", "", {}, b"ASK {}", 415),
        ("POST", "", {"content-type": "text/plain"}, b"ASK {}", 415),
        ("POST", "", {"content-type": "multipart/form-data; boundary=x"}, b"--x--", 415),
        ("POST", "", {"content-type": f"{QUERY}; charset=utf-16"}, "ASK {}".encode("utf-16"), 415),
        ("POST", "", {"content-type": QUERY}, b"ASK {} #\xff", 400),
        ("POST", "", {"content-type": FORM}, b"query=ASK%7B%7D%23\xff", 400),
        ("POST", "", {"content-type": FORM}, b"", 400),
        ("POST", "", {"content-type": QUERY}, b"", 400),
        ("POST", "?query=ASK%7B%7D", {"content-type": QUERY}, b"ASK {}", 400),
        ("POST", "?query=ASK%7B%7D", {"content-type": FORM}, b"query=ASK%7B%7D", 400),
        ("POST", "", {"content-type": FORM}, b"update=CLEAR%20ALL", 400),
        ("POST", "", {"content-type": "application/sparql-update"}, b"CLEAR ALL", 400),
        ("POST", "", {"content-type": QUERY, "content-encoding": "gzip"}, gzip.compress(b"ASK {}"), 415),
        ("POST", "", {"content-type": QUERY}, b"#" * (2 << 20), 413),
        ("PUT", "?query=ASK%7B%7D", {}, b"", 405),
        ("DELETE", "", {}, None, 405),
        ("PATCH", "", {}, b"", 405),
        ("GET", "?query=ASK%7B%7D", {"accept": "image/png"}, None, 406),
        ("GET", "?query=ASK%7B%7D", {"accept": "text/turtle"}, None, 406),
        ("GET", f"?query={quote(GRAPH)}", {"accept": "application/sparql-results+json"}, None, 406),
        ("GET", "?query=ASK%7B%7D", {"accept": "*/*;q=0"}, None, 406),
        ("GET", "", {"accept": "image/png"}, None, 406),
        ("GET", "?query=SELECT%20*%7BSERVICE%20%3Chttp://127.0.0.1:9/%3E%7B?s%20?p%20?o%7D%7D", {}, None, 403),
        ("GET", f"?query=ASK%7B%7D%23{'x' * 40_000}", {}, None, 414),
        ("GET", "?query=ASK%7B%7D", {"x-large": "x" * 70_000}, None, 431),
        ("GET", "?query=ASK%7B%7D", {f"x-{n}": "1" for n in range(150)}, None, 431),
    ],
)
def test_what_is_refused(
    client: httpx.Client, method: str, url: str, headers: dict[str, str], content: bytes | None, status: int
) -> None:
    response = client.request(method, SPARQL + url, headers=headers, content=content)
    assert response.status_code == status, response.text
    problem(response)
    assert client.get(SPARQL, params={"query": ASK}).json()["boolean"] is True


def test_wrong_method_says_which_are_right(client: httpx.Client) -> None:
    assert client.put(SPARQL).headers["allow"] == "GET, HEAD, POST, OPTIONS"


def test_update_is_pointed_to_its_place(client: httpx.Client) -> None:
    response = client.post(SPARQL, data={"update": "CLEAR ALL"})
    assert "/update" in response.headers["link"]


@pytest.mark.parametrize("language, word", [("en", "unexpected"), ("nb", "uventet"), (None, "uventet")])
def test_syntax_error_has_its_place(client: httpx.Client, language: str | None, word: str) -> None:
    headers = {} if language is None else {"accept-language": language}
    told = problem(client.get(SPARQL, params={"query": "ASK {\n  ?s ?p }"}, headers=headers))
    assert (told["line"], told["column"]) == (2, 10)
    assert word in str(told["detail"])


def test_not_acceptable_lists_what_there_is(client: httpx.Client) -> None:
    told = problem(client.get(SPARQL, params={"query": ASK}, headers={"accept": "image/png"}))
    assert "text/csv" in told["available"]
    assert "text/turtle" in told["available"]


# ---------------------------------------------------------------------------------------------------------- formats
@pytest.mark.parametrize(
    "query, accept, media",
    [
        (ROWS, None, "application/sparql-results+json"),
        (ROWS, "*/*", "application/sparql-results+json"),
        (ROWS, "application/*", "application/sparql-results+json"),
        (ROWS, "application/json", "application/json"),
        (ROWS, "application/sparql-results+xml", "application/sparql-results+xml"),
        (ROWS, "text/csv", "text/csv; charset=utf-8; header=present"),
        (ROWS, "text/tab-separated-values", "text/tab-separated-values; charset=utf-8"),
        (ROWS, "text/*", "text/csv; charset=utf-8; header=present"),
        (ROWS, "text/csv;q=0.5, application/sparql-results+xml;q=0.9", "application/sparql-results+xml"),
        (ROWS, "application/sparql-results+json;q=0, */*;q=0.1", "application/sparql-results+xml"),
        (ROWS, "text/csv;q=0.001, image/png", "text/csv; charset=utf-8; header=present"),
        (ROWS, "TEXT/CSV", "text/csv; charset=utf-8; header=present"),
        (ROWS, "text/turtle, text/csv", "text/csv; charset=utf-8; header=present"),
        (ROWS, "", "application/sparql-results+json"),
        (ASK, "application/sparql-results+xml", "application/sparql-results+xml"),
        (GRAPH, None, "text/turtle; charset=utf-8"),
        (GRAPH, "text/turtle", "text/turtle; charset=utf-8"),
        (GRAPH, "application/n-triples", "application/n-triples"),
        (GRAPH, "application/rdf+xml", "application/rdf+xml"),
        (GRAPH, "application/ld+json", "application/ld+json"),
        (GRAPH, "application/trig", "application/trig"),
        (GRAPH, "application/n-quads", "application/n-quads"),
        (GRAPH, "text/csv, application/n-triples;q=0.1", "application/n-triples"),
        (DESCRIBE, "text/turtle;q=0.3, application/rdf+xml;q=0.4, */*;q=0.1", "application/rdf+xml"),
    ],
)
def test_negotiation(client: httpx.Client, query: str, accept: str | None, media: str) -> None:
    request = client.build_request("GET", SPARQL, params={"query": query})
    request.headers.pop("accept")
    if accept is not None:
        request.headers["accept"] = accept
    response = client.send(request)
    assert response.status_code == 200, response.text
    assert response.headers["content-type"] == media
    assert {"Accept", "Accept-Encoding"} <= {part.strip() for part in response.headers["vary"].split(",")}


@pytest.mark.parametrize("short", ["json", "xml", "csv", "tsv"])
def test_format_parameter_for_those_who_cannot_set_headers(client: httpx.Client, short: str) -> None:
    response = client.get(SPARQL, params={"query": ROWS, "format": short}, headers={"accept": "text/html"})
    assert response.status_code == 200
    assert short in response.headers["content-type"] or short == "tsv"
    odd = client.get(SPARQL, params={"query": ROWS, "format": "odd"}, headers={"accept": "text/csv"})
    assert odd.headers["content-type"].startswith("text/csv")


@pytest.mark.parametrize(
    "accept, form",
    [
        ("text/turtle", "turtle"),
        ("application/n-triples", "nt"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("application/trig", "trig"),
        ("application/n-quads", "nquads"),
    ],
)
def test_graphs_are_the_same_in_every_format(small: httpx.Client, accept: str, form: str) -> None:
    where = "?s ?p ?o FILTER(STRSTARTS(STR(?p), 'http://example.org/')) FILTER(?p != <http://example.org/odd>)"
    query = "CONSTRUCT { ?s ?p ?o } WHERE { %s }" % where  # noqa: UP031
    response = small.get(SPARQL, params={"query": query}, headers={"accept": accept})
    graph = rdflib.Dataset(default_union=True)
    graph.parse(data=response.content, format=form)
    assert {str(o) for _, _, o, _ in graph.quads()} == {"one", "two", "register", "blåbærsyltetøy"}


def test_odd_characters_survive_or_are_told(small: httpx.Client) -> None:
    query = IN.replace("{", f"FROM <{A}> {{").replace("in>", "odd>")
    odd = 'a\x01b\ufffec\r\nd\te"f,g<&>'

    def get(accept: str) -> bytes:
        return small.get(SPARQL, params={"query": query}, headers={"accept": accept}).content

    assert json.loads(get("application/sparql-results+json"))["results"]["bindings"][0]["o"]["value"] == odd
    xml = ElementTree.fromstring(get("application/sparql-results+xml"))  # noqa: S314 -- our own server's
    assert [e.text for e in xml.iter(f"{RESULTS}literal")] == ['a\ufffdb\ufffdc\r\nd\te"f,g<&>']
    table = list(csv.reader(io.StringIO(get("text/csv").decode(), newline="")))
    assert table == [["o"], [odd]]
    assert get("text/tab-separated-values").decode() == '?o\n"a\x01b\ufffec\\r\\nd\\te\\"f,g<&>"\n'
    graph = f"CONSTRUCT {{ ?s ?p ?o }} FROM <{A}> {{ ?s ?p ?o FILTER(?p = <http://example.org/odd>) }}"
    response = small.get(SPARQL, params={"query": graph}, headers={"accept": "application/rdf+xml"})
    ElementTree.fromstring(response.content)  # noqa: S314 -- our own server's


def test_csv_lines_end_as_the_specification_says(client: httpx.Client) -> None:
    content = client.get(SPARQL, params={"query": ROWS}, headers={"accept": "text/csv"}).content
    assert content.count(b"\r\n") == content.count(b"\n") == 4


def test_text_outside_ascii_both_ways(small: httpx.Client) -> None:
    query = "SELECT ?s { ?s ?p 'blåbærsyltetøy' } LIMIT 1"
    for response in (
        small.get(SPARQL, params={"query": query}),
        small.post(SPARQL, data={"query": query}),
        small.post(SPARQL, content=query.encode(), headers={"content-type": QUERY}),
    ):
        assert len(rows(response)) == 1


def test_escapes_in_iris_are_decoded_once(small: httpx.Client) -> None:
    query = "SELECT (STR(<http://example.org/a%20b%2541>) AS ?x) {}"
    assert rows(small.get(SPARQL, params={"query": query})) == [{"x": "http://example.org/a%20b%2541"}]


# ---------------------------------------------------------------------------------------------------------- dataset
IN = "SELECT ?o { ?s <http://example.org/in> ?o }"
IN_NAMED = "SELECT ?o { GRAPH ?g { ?s <http://example.org/in> ?o } }"


@pytest.mark.parametrize(
    "query, parameters, found",
    [
        (IN, {}, {"one", "two", "register"}),
        (IN_NAMED, {}, {"one", "two", "register"}),
        (IN, {"default-graph-uri": A}, {"one"}),
        (IN, {"default-graph-uri": [A, B]}, {"one", "two"}),
        (IN_NAMED, {"default-graph-uri": A}, set()),
        (IN, {"named-graph-uri": A}, set()),
        (IN_NAMED, {"named-graph-uri": A}, {"one"}),
        (IN_NAMED, {"named-graph-uri": [A, B]}, {"one", "two"}),
        (IN, {"default-graph-uri": "http://127.0.0.1:9/x"}, set()),
        (IN, {"default-graph-uri": "file:///etc/passwd"}, set()),
        (IN.replace("{", f"FROM <{A}> {{", 1), {}, {"one"}),
        (IN.replace("{", f"FROM <{A}> FROM <{B}> {{", 1), {}, {"one", "two"}),
        (IN.replace("{", f"from<{A}>{{", 1), {}, {"one"}),
        (IN.replace("{", f"FROM NAMED <{A}> {{", 1), {}, set()),
        (IN_NAMED.replace("{", f"FROM NAMED <{A}> {{", 1), {}, {"one"}),
        (IN_NAMED.replace("{", f"FROM <{A}> {{", 1), {}, set()),
        (IN.replace("{", "FROM <file:///etc/passwd> {", 1), {}, set()),
        (IN.replace("{", "FROM <http://169.254.169.254/> {", 1), {}, set()),
        (IN.replace("{", f"FROM <{A}> {{", 1), {"default-graph-uri": B}, {"two"}),
        (IN + " # FROM <http://example.org/>", {}, {"one", "two", "register"}),
        (IN.replace("}", "FILTER(?o != 'FROM <x>') }"), {}, {"one", "two", "register"}),
        (IN.replace("?s", "?from"), {}, {"one", "two", "register"}),
        ("PREFIX from: <http://example.org/> SELECT ?o { ?s from:in ?o }", {}, {"one", "two", "register"}),
    ],
)
def test_dataset(small: httpx.Client, query: str, parameters: dict[str, str | list[str]], found: set[str]) -> None:
    assert {row["o"] for row in rows(small.get(SPARQL, params={"query": query, **parameters}))} == found
    assert {row["o"] for row in rows(small.post(SPARQL, data={"query": query, **parameters}))} == found
    response = small.post(SPARQL, params=parameters, content=query, headers={"content-type": QUERY})
    assert {row["o"] for row in rows(response)} == found


# -------------------------------------------------------------------------------------------------------------- HTTP
@pytest.mark.parametrize("query", [ROWS, ASK, GRAPH, "nonsense", None])
def test_head_is_get_without_its_body(client: httpx.Client, query: str | None) -> None:
    parameters = None if query is None else {"query": query}
    got, head = (client.request(method, SPARQL, params=parameters) for method in ("GET", "HEAD"))
    assert head.content == b""
    assert head.status_code == got.status_code
    same = {"content-type", "etag", "vary", "content-length"}
    assert {k: v for k, v in head.headers.items() if k in same} == {k: v for k, v in got.headers.items() if k in same}


def test_head_leaves_the_connection_in_step(server: Served) -> None:
    place = urlsplit(server.url)
    line = f"/sparql?query={quote(ROWS)} HTTP/1.1\r\nHost: x\r\n\r\n"
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=10) as connection:
        connection.sendall(f"HEAD {line}GET {line}".encode())
        received = b""
        while b"]}}" not in received:
            part = connection.recv(65536)
            assert part
            received += part
    first, _, rest = received.partition(b"\r\n\r\n")
    assert first.startswith(b"HTTP/1.1 200")
    assert rest.startswith(b"HTTP/1.1 200")


def test_options_and_preflight(client: httpx.Client) -> None:
    response = client.options(SPARQL, headers={"origin": "http://x", "access-control-request-method": "POST"})
    assert response.status_code == 204
    assert "POST" in response.headers["allow"]
    assert QUERY in response.headers["accept-post"]
    assert response.headers["access-control-allow-origin"] == "*"
    assert "Content-Type" in response.headers["access-control-allow-headers"]


@pytest.mark.parametrize(
    "parameters", [{"query": ASK}, {"query": "nonsense"}, {}], ids=["answer", "problem", "description"]
)
def test_anybody_may_read_and_nobody_is_let_down(client: httpx.Client, parameters: dict[str, str]) -> None:
    headers = client.get(SPARQL, params=parameters, headers={"origin": "http://elsewhere.example"}).headers
    assert headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in headers
    assert headers["x-content-type-options"] == "nosniff"
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert headers["referrer-policy"] == "no-referrer"
    assert "server" not in headers
    assert "accept" in headers["vary"].lower()


def test_entity_tags(client: httpx.Client) -> None:
    first = client.get(SPARQL, params={"query": ROWS})
    etag = first.headers["etag"]
    for tag in (etag, f'"other", {etag}', "*", etag.removeprefix("W/")):
        again = client.get(SPARQL, params={"query": ROWS}, headers={"if-none-match": tag})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", etag)
        assert again.headers["vary"] == first.headers["vary"]
    assert client.get(SPARQL, params={"query": ROWS}, headers={"if-none-match": '"x"'}).status_code == 200
    other = client.get(SPARQL, params={"query": ROWS}, headers={"accept": "text/csv"})
    assert other.headers["etag"] != etag
    assert client.get(SPARQL, params={"query": ASK}).headers["etag"] != etag


@pytest.mark.parametrize("call", ["RAND()", "NOW()", "UUID()", "STRUUID()"])
def test_what_changes_by_itself_is_not_cached(client: httpx.Client, call: str) -> None:
    query = f"SELECT ({call} AS ?x) {{}}"
    answers = [client.get(SPARQL, params={"query": query}) for _ in range(3)]
    assert len({answer.content for answer in answers}) > 1
    assert all("etag" not in answer.headers for answer in answers)
    assert answers[0].headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "accepted, used",
    [
        ("gzip", "gzip"),
        ("zstd", "zstd"),
        ("gzip, zstd", "zstd"),
        ("gzip;q=1, zstd;q=0.5", "gzip"),
        ("gzip;q=0", None),
        ("identity", None),
        ("br", None),
        ("*", "zstd"),
        ("*;q=0", None),
        ("gzip;q=0.5, identity", None),
    ],
)
def test_compression(server: Served, accepted: str, used: str | None) -> None:
    query = "SELECT ?s ?p ?o { ?s ?p ?o } ORDER BY STR(?s) STR(?p) STR(?o) LIMIT 100"
    with (
        httpx.Client(trust_env=False) as plain,
        plain.stream(
            "GET", server.url + SPARQL, params={"query": query}, headers={"accept-encoding": accepted}
        ) as response,
    ):
        content = b"".join(response.iter_raw())
    assert response.headers.get("content-encoding") == used
    if used == "gzip":
        content = gzip.decompress(content)
    elif used == "zstd":
        content = zstandard.ZstdDecompressor().decompressobj().decompress(content)
    assert len(json.loads(content)["results"]["bindings"]) == 100


# ------------------------------------------------------------------------------------------------ service description
@pytest.mark.parametrize(
    "accept, form",
    [
        ("text/turtle", "turtle"),
        ("application/rdf+xml", "xml"),
        ("application/ld+json", "json-ld"),
        ("application/n-triples", "nt"),
        ("*/*", "turtle"),
        ("text/html", "turtle"),
    ],
)
def test_without_a_query_the_service_describes_itself(client: httpx.Client, accept: str, form: str) -> None:
    response = client.get(SPARQL, headers={"accept": accept})
    assert response.status_code == 200
    graph = rdflib.Graph()
    graph.parse(data=response.content, format=form)
    sd = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
    (service,) = graph.subjects(rdflib.RDF.type, sd.Service)
    assert str(graph.value(service, sd.endpoint)).endswith("/sparql")
    assert (service, sd.supportedLanguage, sd.SPARQL11Query) in graph
    assert (service, sd.feature, sd.UnionDefaultGraph) in graph
    assert len(list(graph.subjects(rdflib.RDF.type, sd.NamedGraph))) > 5


# ----------------------------------------------------------------------------------------------------- limits, clients
def test_too_many_rows_are_refused_not_cut(small: httpx.Client) -> None:
    query = "SELECT * { ?s ?p ?o . ?a ?b ?c }"
    for accept in (
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv",
        "text/tab-separated-values",
    ):
        response = small.get(SPARQL, params={"query": query}, headers={"accept": accept})
        assert response.status_code == 422, response.text[:100]
    graph = small.get(SPARQL, params={"query": "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }"})
    assert graph.status_code == 422
    assert len(rows(small.get(SPARQL, params={"query": query + " LIMIT 50"}))) == 50


def test_large_results_are_streamed(client: httpx.Client) -> None:
    query = "SELECT * { ?s ?p ?o . ?x a hf:Project . ?x rdfs:label ?l } LIMIT 200000"
    with client.stream("GET", SPARQL, params={"query": query}, headers={"accept": "text/csv"}) as response:
        assert response.headers.get("transfer-encoding") == "chunked"
        lines = sum(part.count(b"\n") for part in response.iter_bytes())
    assert lines == 200_001


def test_sparqlwrapper_and_rdflib(server: Served) -> None:
    from rdflib.plugins.stores.sparqlstore import SPARQLStore
    from SPARQLWrapper import JSON, TURTLE, SPARQLWrapper

    wrapper = SPARQLWrapper(server.url + SPARQL)
    wrapper.setQuery(ROWS.replace("hf:Project", "<https://w3id.org/hfgraph/ns#Project>"))
    wrapper.setReturnFormat(JSON)
    assert len(cast(Any, wrapper.query().convert())["results"]["bindings"]) == 3
    wrapper.setMethod("POST")
    wrapper.setQuery(GRAPH.replace("hf:Project", "<https://w3id.org/hfgraph/ns#Project>"))
    wrapper.setReturnFormat(TURTLE)
    assert b"Project" in cast(Any, wrapper.query().convert())
    graph = rdflib.Graph(SPARQLStore(server.url + SPARQL))
    assert len(list(graph.query("SELECT ?s { ?s a <https://w3id.org/hfgraph/ns#Project> } LIMIT 3"))) == 3


# ------------------------------------------------------------------------------------------------- on the bare socket
def raw(server: Served, request: bytes, timeout: float = 10) -> bytes:
    place = urlsplit(server.url)
    with socket.create_connection((place.hostname or "", place.port or 0), timeout=timeout) as connection:
        connection.sendall(request)
        received = b""
        while part := connection.recv(65536):
            received += part
    return received


HEAD = b"POST /sparql HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/sparql-query\r\n"


@pytest.mark.parametrize(
    "request_, status",
    [
        (
            HEAD
            + b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"
            + b"GET /health HTTP/1.1\r\nHost: x\r\n\r\n",
            400,
        ),
        (HEAD + b"Transfer-Encoding: chunked\r\nContent-Length: 6\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n", 400),
        (HEAD + b"Content-Length: 6\r\nContent-Length: 7\r\n\r\nASK {} ", 400),
        (HEAD + b"Content-Length: +6\r\n\r\nASK {}", 400),
        (HEAD + b"Content-Length: 6, 6\r\n\r\nASK {}", 400),
        (HEAD + b"Transfer-Encoding: gzip, chunked\r\n\r\n6\r\nASK {}\r\n0\r\n\r\n", 501),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nz\r\nASK {}\r\n0\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\nHost : a\r\n\r\n", 400),
        (b"GET /health HTTP/1.1\r\nHost: a\r\nX: a\x00b\r\n\r\n", 400),
        (b"nonsense\r\n\r\n", 400),
        (b"\x16\x03\x01\x02\x00", 400),
    ],
)
def test_what_could_be_read_in_two_ways_is_refused_once(server: Served, request_: bytes, status: int) -> None:
    received = raw(server, request_)
    assert re.findall(rb"HTTP/1\.1 (\d+)", received) == [str(status).encode()]
    assert b"connection: close" in received


def test_chunked_body_and_expectation(server: Served) -> None:
    received = raw(server, HEAD + b"Transfer-Encoding: chunked\r\n\r\n3\r\nASK\r\n3\r\n {}\r\n0\r\n\r\n")
    assert b"HTTP/1.1 200" in received
    received = raw(server, HEAD + b"Expect: 100-continue\r\nContent-Length: 6\r\n\r\nASK {}")
    assert received.startswith(b"HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200")
    received = raw(server, HEAD + b"Expect: 100-continue\r\nContent-Length: 9000000\r\n\r\n")
    assert received.startswith(b"HTTP/1.1 413")


def test_fields_in_capitals_and_http_1_0(server: Served) -> None:
    assert raw(server, b"GET /sparql?query=ASK%7B%7D HTTP/1.0\r\nACCEPT: text/csv\r\n\r\n").endswith(b"\r\n\r\ntrue")
