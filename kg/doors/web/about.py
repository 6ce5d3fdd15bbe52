"""What the server says of itself and its data: SPARQL 1.1 Service Description, and a dataset by VoID and DCAT.

https://www.w3.org/TR/sparql11-service-description/ , https://www.w3.org/TR/void/ , https://www.w3.org/TR/vocab-dcat-3/
"""

from __future__ import annotations

import pyoxigraph as ox

from kg.doors.web.served import Served
from kg.model.iris import DCTERMS, ID, PREFIXES, RDFS, TRADE, WORLD
from kg.query.linked_data import of_nodes
from kg.store.nodes import Iri, Node

__all__ = ["dataset", "service"]

_SD = "http://www.w3.org/ns/sparql-service-description#"
_VOID = "http://rdfs.org/ns/void#"
_DCAT = "http://www.w3.org/ns/dcat#"
_FORMATS = "http://www.w3.org/ns/formats/"
_RESULTS = ("SPARQL_Results_JSON", "SPARQL_Results_XML", "SPARQL_Results_CSV", "SPARQL_Results_TSV")
_GRAPHS = ("Turtle", "N-Triples", "JSON-LD")


def service(served: Served, base: str) -> list[ox.Triple]:
    """The description of the endpoint `sparql` below the base address: what it speaks, and which graphs it has."""
    endpoint = base + "sparql"
    about, data = endpoint + "#service", endpoint + "#dataset"
    made = Node(about, _SD + "Service").put(_SD + "endpoint", Iri(endpoint))
    made.put(_SD + "supportedLanguage", Iri(_SD + "SPARQL11Query"))
    made.put(_SD + "resultFormat", *(Iri(_FORMATS + name) for name in (*_RESULTS, *_GRAPHS)))
    made.put(_SD + "defaultDataset", Iri(data))
    held = Node(data, _SD + "Dataset").put(_SD + "defaultGraph", Iri(endpoint + "#default"))
    default = Node(endpoint + "#default", _SD + "Graph").put(_VOID + "triples", _size(served, ""))
    default.put(RDFS + "seeAlso", Iri(WORLD))
    nodes = [made, held, default]
    for number, name in enumerate(served.graph.store.reports(), 1):
        graph = f"{endpoint}#graph-{number}"
        held.put(_SD + "namedGraph", Iri(graph))
        nodes.append(Node(graph, _SD + "NamedGraph").put(_SD + "name", Iri(name)))
    return of_nodes(nodes)


def dataset(served: Served, base: str) -> list[ox.Triple]:
    """The graph as a dataset, with where and how it can be had."""
    about, endpoint = base + ".well-known/void#dataset", base + "sparql"
    made = Node(about, _VOID + "Dataset").put("a", Iri(_DCAT + "Dataset"))
    made.put(DCTERMS + "title", "tradekg: who promised what to whom, and who says so")
    made.put(DCTERMS + "description", "Pledges of trade as reports tell of them, each figure with its way back.")
    made.put(DCTERMS + "identifier", served.digest)
    made.put(_VOID + "sparqlEndpoint", Iri(endpoint)).put(_VOID + "uriSpace", ID)
    made.put(_VOID + "vocabulary", Iri(TRADE), *(Iri(iri) for iri in sorted({*PREFIXES.values()} - {ID, TRADE})))
    made.put(_VOID + "triples", _size(served, None))
    made.put(_DCAT + "distribution", Iri(base + ".well-known/void#sparql"), Iri(base + ".well-known/void#json"))
    sparql = Node(base + ".well-known/void#sparql", _DCAT + "Distribution").put(_DCAT + "accessURL", Iri(endpoint))
    sparql.put(_DCAT + "accessService", Iri(endpoint + "#service"))
    json = Node(base + ".well-known/void#json", _DCAT + "Distribution").put(_DCAT + "accessURL", Iri(base + "ask"))
    json.put(DCTERMS + "conformsTo", Iri(base + "openapi.json"))
    return of_nodes([made, sparql, json])


def _size(served: Served, graph: str | None) -> int:
    return sum(1 for _ in served.graph.store.quads(graph=graph))
