"""Every question, with each of its filters, against a plain SPARQL query over the shipped world (`tests/plain.py`)."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import networkx as nx
import pyoxigraph as ox
import pytest
from plain import PLAIN, PROLOGUE, plain

from kg.graph import TradeGraph
from kg.questions.catalogue import QUESTIONS

_TERMS = (ox.NamedNode, ox.Literal)
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
    "Akazawa": "<official/ryosei-akazawa>",
    "¥1tn of chips": "Pledge ¥1tn of",
    "Phase One": "Agreement phase one",
    "Supreme Court": "Ruling Supreme Court",
}
# further values, of what one value does not show: a bloc, a wide group, a customs code
MORE: Mapping[str, tuple[str, ...]] = {"product": ("energy", "8703"), "country": ("EU",), "target": ("EU",)}
ALWAYS: Mapping[str, tuple[str, ...]] = {"path": ("start", "end"), "why": ("pledge", "company"), "changes": ("since",)}
# where SPARQL says less than the question: which act was in force, what was given for what is asked for, whether both
# sides say the same
WIDER = {("measures", "on"), ("conflicts", "between"), ("counterpart", "pledge"), ("counterpart", "ruling")}
# where it says more: what had the status before the day counts too
NARROWER = {("changes", "status")}


def cases() -> Iterator[tuple[str, str, str]]:
    """Question, filter and value: none, then each filter with each of its values."""
    for name, question in QUESTIONS.items():
        yield name, "", ""
        for given in question.filters:
            if given not in ALWAYS.get(name, ()):
                yield from ((name, given, value) for value in (FILTERS[given], *MORE.get(given, ())))


@pytest.fixture(scope="module")
def world(shipped: Path) -> TradeGraph:
    """The shipped world in memory."""
    with TradeGraph.open(shipped, read_only=True) as stored:
        copy = stored.store.copy()
    return TradeGraph(copy)


def test_each_question_has_its_query() -> None:
    """A question without a plain query beside it is compared with nothing."""
    assert {path.stem for path in PLAIN.glob("*.rq")} == {*QUESTIONS, "filters", "goods", "related", "tied"}


@pytest.mark.parametrize("case", [*cases()], ids="-".join)
def test_a_question_gives_what_a_plain_query_gives(world: TradeGraph, case: tuple[str, str, str]) -> None:
    """The same rows, by the columns that tell one from another, whichever filter is given."""
    name, given, value = case
    filters = {each: FILTERS[each] for each in ALWAYS.get(name, ())} | ({given: value} if given else {})
    rows = world.ask(name, **filters).rows
    terms = {each: _term(world, each, text) for each, text in filters.items()}
    if name == "stale" and given != "on":
        terms["on"] = _last(world)
    if "product" in terms:
        for each in ("goods", "related", "tied"):
            terms[each] = ", ".join(sorted(_iris(world, plain(each, terms))))
    columns, found = _found(world, plain(name, terms))
    if name == "path":
        _is_shortest(rows, found, [terms[end].strip("<>") for end in ("start", "end")])
        return
    told = set(_flat(_compared(name, rows), columns))
    if (name, given) not in NARROWER:
        assert told <= found, f"{name} tells what the query does not find"
    if (name, given) not in WIDER:
        assert found <= told, f"{name} does not tell what the query finds"


def _compared(name: str, rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rows that stand for nodes of the graph: not sums, and of counts those that the query counts."""
    kept: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
        # one that parted from another since is new as well, though no report of after the day tells of it
        "changes": lambda row: row["change"] == "new" and row["reports"],
        "counterpart": lambda row: row["agreement"] is not None,
        "delivery": lambda row: row["stage"] != "stated",
        "overview": lambda row: row["part"] == "pledges" and row["pledges"],
        "totals": lambda row: row["pledge"] is not None,
        "why": lambda row: row["premises"],
    }
    return [row for row in rows if kept.get(name, bool)(row)]


def _flat(rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...]) -> Iterator[tuple[str | None, ...]]:
    """Rows by some columns, each value of a list in a row of its own beside what is no list."""
    for row in rows:
        lists = {name: row[name] for name in columns if isinstance(row[name], list | tuple)}
        single = {name: _text(row[name]) for name in columns if name not in lists}
        several = [{name: _text(value)} for name, values in lists.items() for value in values]
        for more in several or [{}]:
            yield tuple((single | more).get(name) for name in columns)


def _text(value: Any) -> str | None:
    if isinstance(value, Mapping):
        return str(value["text"])
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return value.isoformat() if isinstance(value, date) else None if value is None else str(value)


def _found(graph: TradeGraph, query: str) -> tuple[tuple[str, ...], set[tuple[str | None, ...]]]:
    """A query's columns and rows; what is bound to nothing, or to no word, is None."""
    rows = graph.store.run(query)
    assert isinstance(rows, ox.QuerySolutions)
    names = tuple(variable.value for variable in rows.variables)
    held = ([row[name] for name in names] for row in rows)
    return names, {tuple((term.value or None) if isinstance(term, _TERMS) else None for term in row) for row in held}


def _term(graph: TradeGraph, name: str, value: str) -> str:
    """What a filter's value is in SPARQL."""
    if name in ("since", "until", "on"):
        return f'"{value}"^^xsd:date'
    term = TERMS.get(value, f"<{name}/{value}>")
    if term.startswith("<"):
        return term
    kind, words = term.split(maxsplit=1)
    text = f'SELECT ?it {{ ?it a trade:{kind} ; rdfs:label ?label FILTER (CONTAINS(?label, "{words}")) }}'
    _, found = _found(graph, PROLOGUE + text)
    [[iri]] = found
    return f"<{iri}>"


def _iris(graph: TradeGraph, query: str) -> Iterator[str]:
    return (f"<{row[0]}>" for row in _found(graph, query)[1])


def _last(graph: TradeGraph) -> str:
    """The day of the last report, however vague its date."""
    _, found = _found(graph, PROLOGUE + "SELECT (MAX(?day) AS ?last) { GRAPH ?r { ?r trade:published ?day } }")
    [[day]] = found
    return f'"{day}"^^xsd:date'


def _is_shortest(rows: Iterable[Mapping[str, Any]], links: set[tuple[str | None, ...]], ends: list[str]) -> None:
    """A path is as long as the shortest one, and steps only where something told leads."""
    graph = nx.Graph(links)
    base = PROLOGUE.partition("<")[2].partition(">")[0]
    steps = [(row["thing"], row["next"]) for row in rows]
    assert all(graph.has_edge(*step) for step in steps)
    assert [steps[0][0], steps[-1][1]] == [base + end for end in ends]
    assert len(steps) == nx.shortest_path_length(graph, base + ends[0], base + ends[1])
