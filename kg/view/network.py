"""The graph for networkx: events as nodes among sides, goods and companies, or flattened to edges between sides."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.model import codes
from kg.model.errors import InputError
from kg.model.iris import local
from kg.query.reader import Reader, typed
from kg.questions.catalogue import ask
from kg.store.embedded import Store
from kg.store.nodes import Values, expand
from kg.view.forms import NETWORKS

if TYPE_CHECKING:
    import networkx as nx  # heavy, and imported where it is used

__all__ = ["network", "write"]

_NO_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINKS = {
    "Pledge": (("pledger", "promised_by"), ("recipient", "towards"), ("product", "of")),
    "Measure": (("imposer", "imposed_by"), ("target", "towards"), ("product", "on")),
    "Talks": (("party", "between"),),
    "Agreement": (("party", "between"), ("contains", "contains")),
}


def network(store: Store, *, flat: bool = False, **filters: str | None) -> nx.MultiDiGraph:
    """A directed multigraph of pledges (as `pledges` filters them) and, without a filter, all other events.

    Nodes are IRIs with `label` and `kind` (their class). With events as nodes, pledges also have `pledge_kind`,
    `grade`, `rank` (of the grade, 1 to 6), `first` and `last` (days of the reports), the number of `reports` and
    `origins`, and of the figure that most claims give `low`, `high` and `unit`; edges are keyed by relation.

    `flat` leaves events out: an edge from each pledger to each recipient and to each company that benefits, keyed by
    the pledge, with the pledge's attributes and `relation` (`pledges`, `benefits` or `harms`). Edges to companies
    also have `role`, `strength`, `basis`, `channel`.

    Numbers are int and float and all else is text, so that GraphML and node-link JSON can be written as they are;
    what is not known is left out. Nodes and edges come in the order of their IRIs.
    """
    import networkx as nx

    graph = nx.MultiDiGraph()
    given = {name: value for name, value in filters.items() if value is not None}
    drawn = _Drawn(graph, Reader(store, "latest", given))
    pledges = dict(drawn.reader.events("Pledge"))
    rows = ask(store, "beneficiaries", policy=None, context=None, **given)
    benefits = [row for row in rows if row["pledge"] in pledges]
    if flat:
        drawn.flattened(pledges, benefits)
    else:
        drawn.whole(pledges, benefits, () if given else ("Measure", "Talks", "Agreement"))
    return graph


def write(graph: nx.MultiDiGraph, path: Path) -> None:
    """As GraphML or node-link JSON, by the file's suffix. InputError for another one."""
    import networkx as nx

    if path.suffix not in NETWORKS:
        raise InputError(f"{path}: a network is written as {' or '.join(NETWORKS)}")
    if path.suffix == ".json":
        held = nx.node_link_data(graph, edges="edges")
        path.write_text(json.dumps(held, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    else:
        nx.write_graphml(_of_xml(graph), path, encoding="utf-8", prettyprint=True)


def _of_xml(graph: nx.MultiDiGraph) -> nx.MultiDiGraph:
    """The graph with U+FFFD for characters that no XML can hold (https://www.w3.org/TR/xml/#charsets)."""
    held = graph.copy()
    for *_, values in (*held.nodes(data=True), *held.edges(data=True)):
        values.update({name: _NO_XML.sub("\ufffd", value) for name, value in values.items() if isinstance(value, str)})
    return held


class _Drawn:
    """A graph being drawn from one reader."""

    def __init__(self, graph: nx.MultiDiGraph, reader: Reader) -> None:
        self.graph, self.reader = graph, reader

    def whole(self, pledges: Mapping[str, Values], benefits: list[Mapping[str, Any]], others: tuple[str, ...]) -> None:
        """Events as nodes."""
        for iri, values in pledges.items():
            self._node(iri, "Pledge", **self._pledge(iri, values))
            self._links(iri, values, "Pledge")
        for kind in others:
            for iri, values in self.reader.events(kind):
                self._node(iri, kind)
                self._links(iri, values, kind)
        for row in benefits:
            relation = _relation(row)
            self._edge(row["pledge"], row["company"], f"{relation}:{row['role']}", relation, **_tie(row))

    def flattened(self, pledges: Mapping[str, Values], benefits: list[Mapping[str, Any]]) -> None:
        """Pledges as edges."""
        made = {iri: {"pledge": iri, **self._pledge(iri, values)} for iri, values in pledges.items()}
        for iri, values in pledges.items():
            for source in _iris(values, "pledger"):
                for target in _iris(values, "recipient"):
                    self._edge(source, target, iri, "pledges", **made[iri])
        for row in benefits:
            for source in _iris(pledges[row["pledge"]], "pledger"):
                key = f"{row['pledge']} {row['role']}"
                self._edge(source, row["company"], key, _relation(row), **made[row["pledge"]], **_tie(row))

    def _pledge(self, iri: str, values: Values) -> dict[str, str | int | float]:
        reader = self.reader
        grade = reader.code(values, "grade")
        amounts = [held for _, held in typed(reader.parts(iri), "Amount")]
        told = max(amounts, key=lambda held: len(held.get(expand("claim"), ())), default={})
        found = {
            "pledge_label": reader.label(iri),
            "pledge_kind": reader.code(values, "kind"),
            "grade": grade,
            "rank": codes.concept("status", grade).rank if grade else None,
            "ending": reader.code(values, "ending"),
            "first": _text(reader.first(values, "firstReported")),
            "last": _text(reader.first(values, "lastReported")),
            "reports": len(values.get(expand("report"), ())),
            "origins": len(values.get(expand("origin"), ())),
            "low": _number(reader.first(told, "low")),
            "high": _number(reader.first(told, "high")),
            "unit": reader.code(told, "unit"),
        }
        return {name: value for name, value in found.items() if value is not None}

    def _links(self, iri: str, values: Values, kind: str) -> None:
        for held, relation in sorted((held, link) for prop, link in _LINKS[kind] for held in _iris(values, prop)):
            self._edge(iri, held, relation, relation)

    def _node(self, iri: str, kind: str | None = None, **more: str | int | float) -> None:
        if iri not in self.graph:
            classes = sorted(local(str(value)) for value in self.reader.node(iri).get(expand("a"), ()))
            held = kind or next((each for each in classes if each != "Concept"), "Thing")
            self.graph.add_node(iri, label=self.reader.label(iri), kind=held)
        self.graph.nodes[iri].update(more)

    def _edge(self, source: str, target: str, key: str, relation: str, **more: str | int | float) -> None:
        self._node(source)
        self._node(target)
        self.graph.add_edge(source, target, key=key, relation=relation, **more)


def _iris(values: Values, name: str) -> Iterator[str]:
    yield from (str(iri) for iri in values.get(expand(name), ()))


def _relation(row: Mapping[str, Any]) -> str:
    return "benefits" if row["direction"] == "benefits" else "harms"


def _tie(row: Mapping[str, Any]) -> dict[str, str]:
    return {name: str(row[name]) for name in ("role", "strength", "basis", "channel")}


def _text(value: object) -> str | None:
    return None if value is None else str(value)


def _number(value: Any) -> float | None:
    return None if value is None else float(value)
