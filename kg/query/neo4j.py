"""The whole graph as CSV for `neo4j-admin database import`: a file of nodes a class, one of relationships.

https://neo4j.com/docs/operations-manual/current/import/ . Words are those of the ontology: a node's labels are its
classes, its properties what is said of it as text, number or day; a link between two is a relationship. A node that a
report holds has that report's IRI as `graph`; what the graph itself holds to be so has none.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

import pyoxigraph as ox

from kg.model.iris import RDF, XSD, local
from kg.store.embedded import Store

__all__ = ["BETWEEN", "IMPORT", "files"]

BETWEEN = "\x1f"  # the items of a list: a control character, which no text of a record may hold
IMPORT = "import.sh"
_RELATIONS = "relationships.csv"
_BARE = "Resource"  # what has no class: IRIs replaced, and those of other vocabularies
_KINDS = {"integer": "long", "decimal": "double", "boolean": "boolean", "date": "date"}


@dataclass(slots=True)
class _Node:
    iri: str
    graph: str = ""
    classes: list[str] = field(default_factory=list)
    texts: dict[str, list[ox.Literal]] = field(default_factory=dict)


def files(store: Store) -> dict[str, bytes]:
    """Name of a file → its content; `IMPORT` holds the line that imports them, to be run where they are."""
    nodes: dict[str, _Node] = {}
    links: list[tuple[str, str, str]] = []
    for quad in sorted(store.quads(graph=None), key=str):
        assert isinstance(quad.subject, ox.NamedNode)  # no blank node is ever written
        node = nodes.setdefault(quad.subject.value, _Node(quad.subject.value))
        node.graph = quad.graph_name.value if isinstance(quad.graph_name, ox.NamedNode) else ""
        prop, value = quad.predicate.value, quad.object
        if isinstance(value, ox.Literal):
            node.texts.setdefault(local(prop), []).append(value)
            continue
        assert isinstance(value, ox.NamedNode)
        if prop == RDF + "type":
            node.classes.append(local(value.value))
        else:
            links.append((node.iri, value.value, local(prop)))
    for _, end, _ in links:
        nodes.setdefault(end, _Node(end))
    groups: dict[str, list[_Node]] = {}
    for iri in sorted(nodes):
        groups.setdefault(min(nodes[iri].classes, default=_BARE), []).append(nodes[iri])
    made = {f"{name}.csv": _written(_rows(held)) for name, held in sorted(groups.items())}
    line = [
        "neo4j-admin database import full --array-delimiter=U+001F",
        *(f"--nodes={name}" for name in made),
        f"--relationships={_RELATIONS} neo4j\n",
    ]
    return made | {
        _RELATIONS: _written([(":START_ID", ":END_ID", ":TYPE"), *sorted(links)]),
        IMPORT: " \\\n  ".join(line).encode(),
    }


def _rows(nodes: list[_Node]) -> Iterator[list[str]]:
    props = sorted({name for node in nodes for name in node.texts})
    kinds = {name: _kind([node.texts.get(name, []) for node in nodes]) for name in props}
    yield ["iri:ID", "graph", *(f"{name}:{kind}" for name, kind in kinds.items()), ":LABEL"]
    for node in nodes:
        texts = (BETWEEN.join(value.value for value in node.texts.get(name, ())) for name in props)
        yield [node.iri, node.graph, *texts, BETWEEN.join(sorted(node.classes) or [_BARE])]


def _kind(values: list[list[ox.Literal]]) -> str:
    """What a property holds, if all of its values are of one kind, else text; more than one of a node is a list."""
    found = {value.datatype.value.removeprefix(XSD) for held in values for value in held}
    kind = _KINDS.get(found.pop(), "string") if len(found) == 1 else "string"
    return f"{kind}[]" if any(len(held) > 1 for held in values) else kind


def _written(rows: Iterable[Iterable[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue().encode()
