"""The graph as a network: things, the links between them, and where each link is stated."""

from __future__ import annotations

import networkx
import pytest

from hfgraph import terms
from hfgraph.graph import Graph

NORD = terms.ID + "nord/"
HOME = NORD + "project/hjemmesykehus"


@pytest.fixture(scope="module")
def network(small: Graph) -> networkx.MultiDiGraph[str]:
    return small.network()


def test_it_is_a_directed_multigraph_of_our_things(network: networkx.MultiDiGraph[str]) -> None:
    assert isinstance(network, networkx.MultiDiGraph)
    assert [node for node in network if not node.startswith(terms.ID)] == []
    assert {HOME, NORD + "agreement/2023/5.3", terms.ID + "law/act/2/1", terms.ID + "org/aelvnes"} <= set(network)


def test_nodes_have_names_and_kinds(network: networkx.MultiDiGraph[str]) -> None:
    assert network.nodes[HOME]["label"].en == "Hospital at home on Øyvær"
    assert network.nodes[HOME]["kind"] == terms.HF + "Project"
    assert [node for node, told in network.nodes(data=True) if not told.get("label") or not told.get("kind")] == []


def test_edges_have_sources(network: networkx.MultiDiGraph[str]) -> None:
    edge = network.edges[HOME, NORD + "agreement/2023/5.3", terms.HF + "fulfils"]
    assert edge["documents"] == (NORD + "doc/plan-2023",)
    assert [place.section for place in edge["places"]] == ["Tiltak"]


def test_passages_claims_and_membership_are_left_out(network: networkx.MultiDiGraph[str], small: Graph) -> None:
    assert [node for node in network if "/p/" in node or "/claim/" in node] == []
    used = {key for _, _, key in network.edges(keys=True)}
    assert used >= {terms.HF + "fulfils", terms.HF + "mandatedBy", terms.HF + "follows"}
    assert used.isdisjoint({terms.STATED_IN, terms.HF + "community", terms.TYPE})
    assert small.store.has(None, terms.HF + "community")


def test_a_link_in_two_documents_is_one_edge_with_both(bundled: Graph) -> None:
    network = bundled.network()
    links = [(source, target, key) for source, target, key in network.edges(keys=True)]
    assert len(links) == len(set(links)) > 500
    assert max(len(told["documents"]) for _, _, told in network.edges(data=True)) > 1


def test_the_way_from_statute_to_case_is_there(network: networkx.MultiDiGraph[str]) -> None:
    assert networkx.has_path(network, HOME, terms.ID + "law/act/2/1")
    assert networkx.has_path(network, HOME, NORD + "case/ssu/2023/34")
    assert not networkx.has_path(network, terms.ID + "law/act/2/1", HOME)
