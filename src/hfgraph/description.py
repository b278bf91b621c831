"""The SPARQL service described in its own terms (SPARQL 1.1 Service Description)."""

from __future__ import annotations

from collections.abc import Mapping

_HEAD = """\
@prefix sd: <http://www.w3.org/ns/sparql-service-description#> .
@prefix void: <http://rdfs.org/ns/void#> .
@prefix formats: <http://www.w3.org/ns/formats/> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix dcterms: <http://purl.org/dc/terms/> .

<{endpoint}> a sd:Service ;
    rdfs:label "hfgraph: SPARQL-endepunkt"@nb, "hfgraph: SPARQL endpoint"@en ;
    sd:endpoint <{endpoint}> ;
    sd:supportedLanguage sd:SPARQL11Query ;
    sd:feature sd:UnionDefaultGraph ;
    sd:resultFormat formats:SPARQL_Results_JSON, formats:SPARQL_Results_XML, formats:SPARQL_Results_CSV,
        formats:SPARQL_Results_TSV, formats:Turtle, formats:N-Triples, formats:RDF_XML, formats:JSON-LD, formats:TriG,
        formats:N-Quads ;
    sd:defaultDataset [
        a sd:Dataset, void:Dataset ;
        sd:defaultGraph [ a sd:Graph, void:Dataset ; void:triples {total} ] ;
        sd:namedGraph {graphs}
    ] .
"""
_UPDATE = """
<{update}> a sd:Service ;
    sd:endpoint <{update}> ;
    sd:supportedLanguage sd:SPARQL11Update .
"""


def description_of_service(endpoint: str, update: str | None, graphs: Mapping[str, int]) -> str:
    """Return the description as Turtle.

    Args:
        endpoint: URL of the SPARQL endpoint.
        update: URL for updates, if they are taken.
        graphs: how many statements each named graph has.
    """
    named = ",\n            ".join(
        f"[ a sd:NamedGraph ; sd:name <{name}> ; sd:graph [ a sd:Graph, void:Dataset ; void:triples {size} ] ]"
        for name, size in graphs.items()
    )
    text = _HEAD.format(endpoint=endpoint, total=sum(graphs.values()), graphs=named)
    return text + (_UPDATE.format(update=update) if update else "")
