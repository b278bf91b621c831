"""The graph as a network: things as nodes, links between them as edges, each with its sources."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hfgraph import terms
from hfgraph.evidence import Evidence
from hfgraph.label import Labels
from hfgraph.store import Store

if TYPE_CHECKING:
    import networkx

HIDDEN_KINDS = {terms.HF + name for name in ("Passage", "Claim")}
HIDDEN_LINKS = {terms.STATED_IN, *(terms.HF + name for name in ("community", "claimSubject", "claimObject"))}


def build(store: Store, labels: Labels, evidence: Evidence) -> networkx.MultiDiGraph[str]:
    """Return the links between things as a ``networkx.MultiDiGraph``.

    Nodes are IRIs with ``label`` (a :class:`hfgraph.text.Text`) and ``kind`` (IRI of the class). Edges are keyed by the
    property's IRI and carry ``documents`` (IRIs) and ``places`` (:class:`hfgraph.evidence.Place`). Codes, passages and
    the membership of a community are left out: they would tie everything to everything.
    """
    import networkx

    network: networkx.MultiDiGraph[str] = networkx.MultiDiGraph()
    for fact in store.facts(None, terms.TYPE):
        if fact.subject.startswith(terms.ID) and fact.value not in HIDDEN_KINDS:
            known = network.nodes.get(fact.subject, {}).get("kind", "")
            kind = fact.value if not known.startswith(terms.HF) else min(known, fact.value)
            network.add_node(fact.subject, label=labels.text(fact.subject), kind=kind)
    seen: set[tuple[str, str, str]] = set()
    for fact in store.facts():
        link = (fact.subject, fact.predicate, fact.value)
        if fact.literal or fact.predicate in HIDDEN_LINKS or link in seen:
            continue
        if fact.subject in network and fact.value in network:
            seen.add(link)
            places = tuple(evidence.of_link(*link))
            documents = tuple(sorted({place.document for place in places}))
            network.add_edge(fact.subject, fact.value, key=fact.predicate, documents=documents, places=places)
    return network
