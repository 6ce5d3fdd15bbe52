"""The graph as an rdflib Dataset, for people's own code: a view of the same quads, which reads and never writes."""

from __future__ import annotations

from collections.abc import Generator, Iterable, Iterator
from typing import Any, NoReturn

import pyoxigraph as ox
from rdflib import BNode, Dataset, Graph, Literal, URIRef
from rdflib.graph import DATASET_DEFAULT_GRAPH_ID
from rdflib.store import Store as RdfStore
from rdflib.term import Node

from kg.model.errors import StoreError
from kg.store.embedded import Store

__all__ = ["copied", "dataset"]


def dataset(store: Store) -> Dataset:
    """A Dataset over the store, with its default graph and one graph a report. Writing to it raises StoreError."""
    return Dataset(store=_View(store))


def copied(quads: Iterable[ox.Quad]) -> Graph:
    """The triples of some quads as an rdflib Graph in memory, each term made once."""
    made = Graph()
    terms: dict[object, Node] = {}

    def term(held: object) -> Any:
        if held not in terms:
            terms[held] = _term(held)
        return terms[held]

    for quad in quads:
        made.add((term(quad.subject), term(quad.predicate), term(quad.object)))
    return made


class _View(RdfStore):
    """What rdflib asks of a store (https://rdflib.readthedocs.io/en/stable/plugin_stores/), reading part."""

    context_aware = True
    graph_aware = True
    formula_aware = False

    def __init__(self, store: Store) -> None:
        super().__init__()
        self.held = store

    def triples(self, triple_pattern: Any, context: Any = None) -> Iterator[Any]:
        """Triples that match, each with the graphs it stands in; None as context is every graph."""
        subject, predicate, value = triple_pattern
        if isinstance(subject, BNode | Literal) or isinstance(predicate, BNode | Literal):
            return
        quads = self.held.quads(
            subject and str(subject),
            predicate and str(predicate),
            str(value) if isinstance(value, URIRef) else None,
            _name(context),
        )
        for quad in quads:
            found = _term(quad.object)
            if value is None or isinstance(value, URIRef) or found == value:
                yield (_term(quad.subject), _term(quad.predicate), found), iter([self._graph(quad.graph_name)])

    def contexts(self, triple: Any = None) -> Generator[Graph, None, None]:
        """The graphs, or those that hold a triple."""
        if triple is None:
            names = {quad.graph_name for quad in self.held.quads(graph=None)} - {ox.DefaultGraph()}
            yield from (self._graph(name) for name in sorted(names, key=str))
        else:
            for _, graphs in self.triples(triple):
                yield from graphs

    def __len__(self, context: Any = None) -> int:
        return sum(1 for _ in self.held.quads(graph=_name(context)))

    def _graph(self, name: object) -> Graph:
        return Graph(self, URIRef(name.value) if isinstance(name, ox.NamedNode) else DATASET_DEFAULT_GRAPH_ID)

    def _refuse(self, *_: object, **__: object) -> NoReturn:
        raise StoreError("this Dataset is a view; load reports with TradeGraph.load, or copy it to change it")

    add = addN = remove = remove_graph = update = _refuse  # noqa: N815  # rdflib's names

    def add_graph(self, graph: Graph) -> None:
        """Naming a graph to look into it writes nothing."""


def _name(context: Any) -> str | None:
    """The name by which our store knows a graph of rdflib's: "" is the default graph, None is any."""
    if context is None:
        return None
    name = getattr(context, "identifier", context)
    return "" if name == DATASET_DEFAULT_GRAPH_ID else str(name)


def _term(term: object) -> Node:
    if isinstance(term, ox.NamedNode):
        return URIRef(term.value)
    if isinstance(term, ox.BlankNode):
        return BNode(term.value)
    assert isinstance(term, ox.Literal)
    if term.language:
        return Literal(term.value, lang=term.language)
    plain = term.datatype.value == "http://www.w3.org/2001/XMLSchema#string"
    return Literal(term.value, datatype=None if plain else URIRef(term.datatype.value), normalize=False)
