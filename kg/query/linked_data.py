"""Triples of one thing, and triples written in the media types of linked data."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import pyoxigraph as ox

from kg.model.iris import PREFIXES, RDFS, TRADE
from kg.store.embedded import Store
from kg.store.nodes import Node, lines

__all__ = ["MEDIA", "described", "of_nodes", "ontology", "written"]

MEDIA: Mapping[str, ox.RdfFormat] = {
    "text/turtle": ox.RdfFormat.TURTLE,
    "application/ld+json": ox.RdfFormat.JSON_LD,
    "application/n-triples": ox.RdfFormat.N_TRIPLES,
}
_VOCABULARIES = {
    "dcat": "http://www.w3.org/ns/dcat#",
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
}


def described(store: Store, iri: str) -> list[ox.Triple]:
    """What the graph says of a thing: its own triples, an event with its parts, a report with all its claims."""
    quads = {*store.quads(iri, graph=None), *store.quads(graph=iri)}
    for part in store.subjects("event", iri):
        quads |= {*store.quads(part)}
    return sorted({quad.triple for quad in quads}, key=str)


def ontology(store: Store) -> list[ox.Triple]:
    """The ontology's own triples: itself and every term it defines."""
    about = TRADE.rstrip("#")
    terms = [about, *store.subjects(RDFS + "isDefinedBy", about)]
    return [quad.triple for term in terms for quad in sorted(store.quads(term), key=str)]


def of_nodes(nodes: Iterable[Node]) -> list[ox.Triple]:
    """Nodes that stand in no store, as triples."""
    return [quad.triple for quad in ox.parse("\n".join(lines(nodes)), format=ox.RdfFormat.N_QUADS)]


def written(triples: Iterable[ox.Triple], media: str) -> bytes:
    """Triples in one of `MEDIA`."""
    data = ox.serialize(triples, format=MEDIA[media], prefixes={**PREFIXES, **_VOCABULARIES})
    assert data is not None  # the engine gives bytes where it is given no file
    return data
