"""Every question, with each of its filters, against a plain SPARQL query over the shipped world (`tests/plain.py`)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

import networkx as nx
import pytest
from plain import ALWAYS, PLAIN, PROLOGUE, Told, apart, found, plain, whole

from kg.graph import TradeGraph
from kg.questions.catalogue import QUESTIONS

SHIPPED = Path(__file__).parents[1] / "shipped" / "filters.json"
FILTERS: Mapping[str, str] = json.loads(SHIPPED.read_text("utf-8"))
# what each word of the filters means, by hand; of events, whose addresses follow from their reports, words of the label
TERMS: Mapping[str, str] = {
    "Nvidia": "<company/nvidia>",
    "Japan": "<country/JPN>",
    "USA": "<country/USA>",
    "EU": "<bloc/EU>",
    "purchase": "<kind/purchase>",
    "chips": "<product/chips>",
    "energy": "<product/energy>",
    "8703": "<hs/8703>",
    "agreed": "<status/agreed>",
    "new": "<novelty/new>",
    "sides": "<between/sides>",
    "export control": "<measure_kind/export_control>",
    "Akazawa": "<official/ryosei-akazawa>",
    "¥1tn of chips": "Pledge ¥1tn of",
    "Phase One": "Agreement phase one",
    "Supreme Court": "Ruling Supreme Court",
}
# further values, of what one value does not show: a bloc, a wide group, a customs code
MORE: Mapping[str, tuple[str, ...]] = {"product": ("energy", "8703"), "country": ("EU",), "target": ("EU",)}


def cases() -> Iterator[tuple[str, str, str]]:
    """Question, filter and value: none, then each filter with each of its values."""
    for name, question in QUESTIONS.items():
        yield name, "", ""
        for given in question.filters:
            if given not in ALWAYS.get(name, ()):
                yield from ((name, given, value) for value in (FILTERS[given], *MORE.get(given, ())))


@pytest.fixture(scope="module")
def copy(world: TradeGraph) -> TradeGraph:
    """The shipped world in memory, where the plain queries take less time."""
    return TradeGraph(world.store.copy())


def test_each_question_has_its_query() -> None:
    """A question without a plain query beside it is compared with nothing."""
    assert {path.stem for path in PLAIN.glob("*.rq")} == {*QUESTIONS, "filters", "goods", "related", "tied"}


@pytest.mark.parametrize("case", [*cases()], ids="-".join)
def test_a_question_gives_what_a_plain_query_gives(
    world: TradeGraph, copy: TradeGraph, case: tuple[str, str, str]
) -> None:
    """The same rows, by the columns that tell one from another, whichever filter is given."""
    name, given, value = case
    filters = {each: FILTERS[each] for each in ALWAYS.get(name, ())} | ({given: value} if given else {})
    rows = world.ask(name, **filters).rows
    terms = {each: _term(copy, each, text) for each, text in filters.items()}
    columns, plainly = found(copy, plain(name, whole(copy, name, terms)))
    if name == "path":
        _is_shortest(rows, plainly, [terms[end].strip("<>") for end in ("start", "end")])
        return
    more, less = apart((name, given), rows, columns, plainly)
    assert not more, f"{name} tells what the query does not find"
    assert not less, f"{name} does not tell what the query finds"


def _term(graph: TradeGraph, name: str, value: str) -> str:
    """What a filter's value is in SPARQL."""
    if name in ("since", "until", "on"):
        return f'"{value}"^^xsd:date'
    if name == "origins":
        return value
    if name == "due":
        return f'"{value}"'
    if name == "field":
        return f"trade:{value}"
    term = TERMS.get(value, f"<{name}/{value}>")
    if term.startswith("<"):
        return term
    kind, words = term.split(maxsplit=1)
    text = f'SELECT ?it {{ ?it a trade:{kind} ; rdfs:label ?label FILTER (CONTAINS(?label, "{words}")) }}'
    _, rows = found(graph, PROLOGUE + text)
    [[iri]] = rows
    return f"<{iri}>"


def _is_shortest(rows: Iterable[Mapping[str, Any]], links: set[Told], ends: list[str]) -> None:
    """A path is as long as the shortest one, and steps only where something told leads."""
    graph = nx.Graph(links)
    base = PROLOGUE.partition("<")[2].partition(">")[0]
    steps = [(row["thing"], row["next"]) for row in rows]
    assert all(graph.has_edge(*step) for step in steps)
    assert [steps[0][0], steps[-1][1]] == [base + end for end in ends]
    assert len(steps) == nx.shortest_path_length(graph, base + ends[0], base + ends[1])
