"""The graph for networkx: events as nodes between those who promise, those promised, goods and companies."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from kg.nodes import Values, expand
from kg.questions import ask
from kg.reader import Reader
from kg.store import Store
from kg.terms import local

if TYPE_CHECKING:
    import networkx as nx  # heavy, and imported where it is used

__all__ = ["network"]

_LINKS = {
    "Pledge": (("pledger", "promised_by"), ("recipient", "towards"), ("product", "of")),
    "Measure": (("imposer", "imposed_by"), ("target", "towards"), ("product", "on")),
    "Talks": (("party", "between"),),
    "Agreement": (("party", "between"), ("contains", "contains")),
}


def network(store: Store, **filters: str | None) -> nx.MultiDiGraph:
    """A directed multigraph of pledges (as `pledges` filters them) and, without a filter, all other events.

    Nodes are IRIs with `label` and `kind`; pledges also have `grade` and `pledge_kind`. Edges are keyed by relation,
    with `relation`; benefit edges also have `role`, `strength`, `basis`. All attributes are text, so that GraphML and
    node-link JSON can be written as they are. Nodes and edges come in the order of their IRIs.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    given = {name: value for name, value in filters.items() if value is not None}
    reader = Reader(store, "latest", given)
    for kind in _LINKS if not given else ("Pledge",):
        for iri, values in reader.events(kind):
            _add(graph, reader, iri, kind)
            _dress(graph, reader, iri, values)
            for link in sorted(_links(values, kind)):
                _edge(graph, reader, iri, *link)
    for row in ask(store, "beneficiaries", policy=None, context=None, **given):
        _edge(graph, reader, row["pledge"], row["company"], "benefits", **_benefit(row))
    return graph


def _links(values: Values, kind: str) -> Iterator[tuple[str, str]]:
    for prop, relation in _LINKS[kind]:
        yield from ((str(iri), relation) for iri in values.get(expand(prop), ()))


def _benefit(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(row[name]) for name in ("role", "strength", "basis")}


def _dress(graph: nx.MultiDiGraph, reader: Reader, iri: str, values: Values) -> None:
    for name, prop in (("grade", "grade"), ("pledge_kind", "kind")):
        code = reader.code(values, prop)
        if code:
            graph.nodes[iri][name] = code


def _add(graph: nx.MultiDiGraph, reader: Reader, iri: str, kind: str | None = None) -> None:
    if iri not in graph:
        classes = sorted(local(str(value)) for value in reader.node(iri).get(expand("a"), ()))
        graph.add_node(iri, label=reader.label(iri), kind=kind or (classes[0] if classes else "Thing"))


def _edge(graph: nx.MultiDiGraph, reader: Reader, source: str, target: str, relation: str, **more: str) -> None:
    _add(graph, reader, source)
    _add(graph, reader, target)
    graph.add_edge(source, target, key=f"{relation}:{more['role']}" if more else relation, relation=relation, **more)
