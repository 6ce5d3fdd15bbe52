"""Any part of the graph that a SPARQL query makes, as a picture with its tables."""

from __future__ import annotations

from kg.model.errors import InputError
from kg.model.iris import RDFS, local
from kg.query import sparql
from kg.query.table import Table
from kg.store.embedded import Store
from kg.store.nodes import Iri, Values, expand
from kg.view import style
from kg.view.answers import Answers
from kg.view.page_model import Edge, Node, Page
from kg.view.wording import count

__all__ = ["MOST", "subgraph"]

MOST = 10_000  # triples of one picture
_LONG = 160  # letters of a value on a card


def subgraph(answers: Answers, query: str) -> Page:
    """The triples of a CONSTRUCT or DESCRIBE: things as nodes, values as what their cards say."""
    worker = sparql.Worker(answers.store)
    try:
        found = sparql.run(worker, query, rows=MOST)
    finally:
        worker.close()
    if isinstance(found, Table):
        raise InputError(
            "a picture needs triples: write CONSTRUCT or DESCRIBE; the sparql command prints SELECT and ASK"
        )
    made = Store()
    made.load_dump(found)
    values = made.nodes("")
    ends = {item for held in values.values() for items in held.values() for item in items if isinstance(item, Iri)}
    nodes = tuple(_node(answers, iri, values.get(iri, {})) for iri in sorted({*values, *ends}))
    edges = tuple(
        Edge(iri, item, local(prop))
        for iri, held in sorted(values.items())
        for prop, items in sorted(held.items())
        for item in items
        if isinstance(item, Iri)
    )
    lead = f"{count(len(nodes), 'thing')} and {count(len(edges), 'relation')} that a query of the graph gives."
    return Page("Part of the graph", lead, (), nodes, edges, cite=" ".join(query.split()), footer=answers.about)


def _node(answers: Answers, iri: str, given: Values) -> Node:
    """A thing under its label in the graph, its class, and what the query says of it that is no thing itself."""
    classes = [local(str(item)) for item in answers.reader.node(iri).get(expand("a"), ())]
    kind = next((name for name in classes if name in style.ranks()), next(iter(sorted(classes)), "Other"))
    texts = (
        f"{local(prop)}: {item}"
        for prop, items in sorted(given.items())
        for item in items
        if not isinstance(item, Iri) and prop != RDFS + "label"
    )
    return Node(iri, answers.reader.label(iri), kind, "; ".join(texts)[:_LONG])
