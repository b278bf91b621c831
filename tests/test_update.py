"""SPARQL Update on a copy of the facts: what it makes of the named graphs, and what it may not do."""

from __future__ import annotations

import socket
import threading

import pyoxigraph as ox
import pytest

from hfgraph import update
from hfgraph.errors import HfgraphError

G, H, EMPTY = "http://g/", "http://h/", "http://empty/"


def quad(subject: str, value: str, graph: str) -> ox.Quad:
    return ox.Quad(ox.NamedNode(subject), ox.NamedNode("http://p/"), ox.Literal(value), ox.NamedNode(graph))


QUADS = [quad("http://a/", "1", G), quad("http://b/", "2", H)]


def run(text: str, default: tuple[str, ...] = (), named: tuple[str, ...] = ()) -> dict[str, list[str]]:
    found = update.run(QUADS, [G, H, EMPTY], update.with_dataset(text, default, named), "http://base/")
    return {graph[7:-1]: sorted(map(short, triples)) for graph, triples in found.items()}


def short(triple: ox.Triple) -> str:
    assert isinstance(triple.subject, ox.NamedNode)
    assert isinstance(triple.object, ox.Literal)
    return triple.subject.value[7:-1] + triple.object.value


SAME = {"g": ["a1"], "h": ["b2"], "empty": []}


@pytest.mark.parametrize(
    "text, expected",
    [
        ("", {}),
        ("INSERT DATA { GRAPH <http://g/> { <http://c/> <http://p/> '3' } }", {"g": ["a1", "c3"]}),
        ("INSERT DATA { GRAPH <http://new/> { <x/> hf:p '3' } }", {"new": ["base/x3"]}),
        ("DELETE DATA { GRAPH <http://g/> { <http://a/> <http://p/> '1' } }", {"g": []}),
        ("DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", {"g": [], "h": []}),
        ("INSERT { GRAPH <http://empty/> { ?s ?p ?o } } WHERE { ?s ?p ?o }", {"empty": ["a1", "b2"]}),
        ("WITH <http://g/> DELETE { ?s ?p ?o } INSERT { ?s ?p '9' } WHERE { ?s ?p ?o }", {"g": ["a9"]}),
        ("INSERT { GRAPH <http://empty/> { ?s ?p ?o } } USING <http://h/> WHERE { ?s ?p ?o }", {"empty": ["b2"]}),
        ("CLEAR GRAPH <http://g/>", {"g": []}),
        ("DROP GRAPH <http://g/>", {"g": None}),
        ("DROP SILENT GRAPH <http://none/>", {}),
        ("CREATE GRAPH <http://new/>", {"new": []}),
        ("COPY <http://g/> TO <http://new/>", {"new": ["a1"]}),
        ("MOVE <http://g/> TO <http://h/>", {"g": None, "h": ["a1"]}),
        ("ADD <http://g/> TO <http://h/>", {"h": ["a1", "b2"]}),
        ("CREATE GRAPH <http://n/> ; DROP GRAPH <http://n/>", {}),
        (
            "INSERT DATA { GRAPH <http://g/> { <http://c/> <http://p/> 'load this service' } }",
            {"g": ["a1", "cload this service"]},
        ),
        ("INSERT DATA { GRAPH <http://g/> { <http://c/> <http://p/> '\\u0041' } }", {"g": ["a1", "cA"]}),
    ],
)
def test_an_update_says_what_every_graph_becomes(text: str, expected: dict[str, list[str] | None]) -> None:
    wanted = {graph: values for graph, values in (SAME | expected).items() if values is not None}
    assert run(text) == wanted


@pytest.mark.parametrize(
    "text",
    [
        "INSERT DATA { <a> <b> <c> }",
        "DELETE DATA { <http://a/> <http://p/> '1' }",
        "DELETE WHERE { ?s ?p ?o }",
        "CLEAR DEFAULT",
        "DROP ALL",
        "COPY <http://g/> TO DEFAULT",
        "MOVE DEFAULT TO <http://g/>",
    ],
)
def test_the_default_graph_is_not_written(text: str) -> None:
    with pytest.raises(HfgraphError, match="union of all graphs"):
        run(text)


@pytest.mark.parametrize(
    "text", ["SELECT * { ?s ?p ?o }", "nonsense", "INSERT DATA { ?s ?p ?o }", "DROP GRAPH <rel", "\0"]
)
def test_what_is_no_update_is_told(text: str) -> None:
    with pytest.raises(HfgraphError, match="Not valid SPARQL"):
        run(text)


@pytest.mark.parametrize(
    "text", ["CREATE GRAPH <http://g/>", "DROP GRAPH <http://none/>", "CLEAR GRAPH <http://none/>"]
)
def test_what_fails_is_told(text: str) -> None:
    with pytest.raises(HfgraphError, match="could not be carried out"):
        run(text)


@pytest.fixture
def listener() -> socket.socket:
    found = socket.create_server(("127.0.0.1", 0))
    found.settimeout(0.2)
    return found


@pytest.mark.parametrize(
    "text",
    [
        "LOAD <{url}>",
        "load silent <{url}> into graph <http://g/>",
        "INSERT DATA {{}} ; LOAD <{url}>",
        "PREFIX a: <{url}> LOAD a:x",
        "L\\u004FAD <{url}>",
        "\\u004C\\U0000004F\\u0041\\u0044 SILENT <{url}>",
        "LOAD # <x>\n SILENT # {{\n <{url}>",
        "INSERT {{ GRAPH <http://g/> {{ ?s ?p ?o }} }} WHERE {{ SERVICE SILENT <{url}> {{ ?s ?p ?o }} }}",
        "CLEAR ALL ; INSERT {{ ?s ?p ?o }} WHERE {{ {{ SELECT * {{ SERVICE ?x {{ ?s ?p ?o }} }} }} }}",
    ],
)
def test_nothing_is_fetched(text: str, listener: socket.socket) -> None:
    url = f"http://127.0.0.1:{listener.getsockname()[1]}/x.ttl"
    with listener, pytest.raises(HfgraphError, match="LOAD and SERVICE are not allowed"):
        run(text.format(url=url))


def test_nothing_can_be_fetched_even_if_it_gets_past_the_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(update, "refuse_harm", lambda text: None)
    called = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as listener:
        listener.settimeout(10)

        def wait() -> None:
            try:
                listener.accept()[0].close()
            except OSError:
                return
            called.set()

        waiting = threading.Thread(target=wait)
        waiting.start()
        url = f"http://127.0.0.1:{listener.getsockname()[1]}/x.ttl"
        with pytest.raises(HfgraphError, match="could not be carried out"):
            run(f"LOAD <{url}>")
        assert run(f"LOAD SILENT <{url}> INTO GRAPH <http://g/>") == SAME
        assert not called.is_set()
        socket.create_connection(listener.getsockname()).close()
        waiting.join()
        assert called.is_set()


@pytest.mark.parametrize(
    "text, told",
    [
        ("INSERT DATA { GRAPH <http://g/> { <http://c/> <http://p/> " + "(" * 101 + ")" * 101 + " } }", "nests deeper"),
        ("INSERT DATA { " + " " * update.MAX_LENGTH + "}", "has 2000015 characters"),
        ("INSERT DATA { " + " " * 100_000 + "} # a load", "too many to see"),
    ],
)
def test_what_would_bring_the_engine_down_is_refused(text: str, told: str) -> None:
    with pytest.raises(HfgraphError, match=told):
        run(text)


@pytest.mark.parametrize(
    "text, default, named, expected",
    [
        ("INSERT { GRAPH <http://empty/> { ?s ?p ?o } } WHERE { ?s ?p ?o }", (G,), (), {"empty": ["a1"]}),
        ("INSERT { GRAPH <http://empty/> { ?s ?p ?o } } WHERE { ?s ?p ?o }", (G, H), (), {"empty": ["a1", "b2"]}),
        ("INSERT { GRAPH <http://empty/> { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", (), (H,), {"empty": ["b2"]}),
        ("DELETE { GRAPH ?g { ?s ?p ?o } } WHERE { GRAPH ?g { ?s ?p ?o } }", (G,), (H,), {"h": []}),
        ("DELETE # WHERE\n where { GRAPH ?g { ?s ?p ?o } }", (), (G,), {"g": []}),
        (
            "INSERT { GRAPH <http://empty/> { ?s ?p 'WHERE {' } } where{ ?s ?p ?o } ; "
            "DELETE WHERE { GRAPH ?g { ?s ?p ?o } }",
            (G,),
            (H,),
            {"empty": ["aWHERE {"], "h": []},
        ),
        ("INSERT DATA { GRAPH <http://g/> { <http://c/> <http://p/> '3' } }", (H,), (), {"g": ["a1", "c3"]}),
    ],
)
def test_the_dataset_of_the_protocol_counts(
    text: str, default: tuple[str, ...], named: tuple[str, ...], expected: dict[str, list[str]]
) -> None:
    assert run(text, default, named) == SAME | expected


@pytest.mark.parametrize(
    "text, iri",
    [
        ("INSERT { GRAPH <http://g/> { ?s ?p ?o } } USING <http://h/> WHERE { ?s ?p ?o }", G),
        ("WITH <http://h/> INSERT { ?s ?p ?o } WHERE { ?s ?p ?o }", G),
        ("INSERT DATA {} ; INSERT { GRAPH <http://g/> { ?s ?p ?o } } USING NAMED <http://h/> WHERE { ?s ?p ?o }", G),
        ("INSERT DATA {}", "relative"),
        ("INSERT DATA {}", "http://x/> WHERE {} #"),
        ("not an update", G),
    ],
)
def test_a_dataset_that_cannot_be_is_refused(text: str, iri: str) -> None:
    with pytest.raises(HfgraphError):
        run(text, (iri,))
