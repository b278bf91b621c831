from __future__ import annotations

from pathlib import Path

import pytest

from hfgraph.ingest.gazetteer import Gazetteer
from hfgraph.ingest.names import Names
from ingest.rules import PROFILE, read

KNOWN = Gazetteer(
    {
        "trygg heimreise": ("project", "urn:p", "Trygg heimreise"),
        "møtested nord": ("organisation", "urn:o", "Møtested Nord"),
        "møtested nord pluss": ("organisation", "urn:q", "Møtested Nord Pluss"),
        "ust": ("organisation", "urn:u", "UST"),
    }
)


@pytest.mark.parametrize(
    "text, expected",
    [
        ("Vi bruker Trygg heimreise nå.", [("urn:p", "Trygg heimreise")]),
        ("Trygg  Heimreises plan", [("urn:p", "Trygg  Heimreises")]),
        ("Møtested Nord Pluss og Møtested Nord", [("urn:q", "Møtested Nord Pluss"), ("urn:o", "Møtested Nord")]),
        ("UST sa, og ust", [("urn:u", "UST")]),
        ("Utrygg heimreise; trygg heimreise", []),
    ],
)
def test_finds_known_names_the_longest_first(text: str, expected: list[tuple[str, str]]) -> None:
    assert [(name.iri, text[name.start : name.end]) for name in KNOWN.find(text)] == expected


def test_a_known_name_is_proposed() -> None:
    proposals = read("Prosjektet heter Trygg heimreise.", PROFILE, KNOWN)
    assert [(one.type, one.value, one.rule) for one in proposals if one.type != "header"] == [
        ("project", "Trygg heimreise", "name.graph")
    ]


@pytest.mark.parametrize("written", ["Trygg heimreise", "trygg  heimreisen", "Trygg heimreises"])
def test_looks_up_with_and_without_ending(written: str) -> None:
    entry = KNOWN.lookup(written)
    assert entry is not None
    assert entry[1] == "urn:p"


def test_looks_up_nothing_else() -> None:
    assert KNOWN.lookup("heimreise") is None


def test_thousands_of_names() -> None:
    names = Names([f"Tiltak nummer {number} i nord" for number in range(5000)], endings=True)
    text = "Her er tiltak nummer 4321 i nord. " * 50
    assert len([*names.find(text)]) == 50


def test_an_alternative_label_in_the_graph_is_known(tmp_path: Path) -> None:
    from hfgraph.store import Store
    from hfgraph.workspace import Workspace

    data = tmp_path / "data" / "nord"
    data.mkdir(parents=True)
    (data / "doc.ttl").write_text(
        "@prefix hf: <https://w3id.org/hfgraph/ns#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .\n"
        "<https://w3id.org/hfgraph/id/nord/project/x> a hf:Project ;\n"
        "  hf:community <https://w3id.org/hfgraph/id/nord> ;\n"
        '  skos:altLabel "Fjordhjelpa"@nb .\n',
        "utf-8",
    )
    store = Store.load(Workspace.open(tmp_path))
    assert [name.known for name in Gazetteer.of(store, "nord").find("Om Fjordhjelpa i år")] == ["Fjordhjelpa"]
    assert not [*Gazetteer.of(store, "sor").find("Om Fjordhjelpa i år")]
