"""Each question as one plain SPARQL query, written by hand from the ontology: `tests/questions/plain/<question>.rq`.

They share nothing with the queries that the questions run, so that a test can compare the two, and a benchmark can
tell what answering costs beside the best single query. In a file a line that begins with `#name ` holds where that
filter is given; `#filters` stands for the lines of `filters.rq`, with `but` less some. Without filters a file runs as
it stands, with the prefixes of `PROLOGUE`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kg.graph import TradeGraph
from kg.model.iris import ID, PREFIXES

__all__ = ["ALWAYS", "PLAIN", "PROLOGUE", "Told", "apart", "found", "plain", "whole"]

Told = tuple[str | None, ...]  # a row: what is bound to nothing, or to no word, is None

PLAIN = Path(__file__).parent / "questions" / "plain"
# one prefix for a namespace: rdflib forgets the first of two
_PREFIXES = {name: iri for name, iri in PREFIXES.items() if name != "dct"}
PROLOGUE = f"BASE <{ID}>\n" + "".join(f"PREFIX {name}: <{iri}>\n" for name, iri in _PREFIXES.items())
ALWAYS: Mapping[str, tuple[str, ...]] = {"path": ("start", "end"), "why": ("pledge", "company"), "changes": ("since",)}
# where SPARQL says less than the question: which act was in force, what was given for what is asked for
WIDER = {
    ("measures", "on"),
    ("conflicts", "between"),
    ("counterpart", "pledge"),
    ("counterpart", "ruling"),
    ("evidence", "saying"),
    ("evidence", "source"),
    ("evidence", "since"),
    ("evidence", "until"),
    ("measures", "rate"),
    ("measures", "official"),
    ("totals", "compare"),
    ("pledges", "ruling"),
    ("pledges", "saying"),
    ("beneficiaries", "saying"),
}
# where it says more: what had the status before the day counts too
NARROWER = {("changes", "status")}
_TERMS = (ox.NamedNode, ox.Literal)
_LINE = re.compile(r"^\s*#(\w+) +(.*)$")
_SHARED = re.compile(r"^\s*#filters(?: but (.*))?$")


@cache
def _file(name: str) -> tuple[str, ...]:
    return tuple((PLAIN / f"{name}.rq").read_text("utf-8").splitlines())


def plain(question: str, terms: Mapping[str, str]) -> str:
    """The query of a question with some filters, each given as the term it means: `<country/JPN>`."""
    lines: list[str] = []
    for line in _file(question):
        shared = _SHARED.match(line)
        if shared:
            lines += _held(_file("filters"), terms.keys() - set((shared[1] or "").split()))
        else:
            lines += _held((line,), terms.keys())
    return PROLOGUE + re.sub(r"\$(\w+)", lambda found: terms.get(found[1], found[0]), "\n".join(lines))


def _held(lines: tuple[str, ...], given: Set[str]) -> list[str]:
    """Lines that hold without a filter, and those of the filters given."""
    told = ((line, _LINE.match(line)) for line in lines)
    return [found[2] if found else line for line, found in told if not found or found[1] in given]


def whole(graph: TradeGraph, name: str, terms: Mapping[str, str]) -> Mapping[str, str]:
    """The terms, with those that a question's query takes beside them: the goods meant, the day of the last report."""
    terms = dict(terms)
    if name == "stale" and "on" not in terms:
        terms["on"] = f'"{_last(graph)}"^^xsd:date'
    if "product" in terms:
        for each in ("goods", "related", "tied"):
            _, rows = found(graph, plain(each, terms))
            terms[each] = ", ".join(sorted(f"<{row[0]}>" for row in rows))
    return terms


def _last(graph: TradeGraph) -> str | None:
    """The day of the last report, however vague its date."""
    _, rows = found(graph, PROLOGUE + "SELECT (MAX(?day) AS ?last) { GRAPH ?r { ?r trade:published ?day } }")
    [[day]] = rows
    return day


def found(graph: TradeGraph, query: str) -> tuple[tuple[str, ...], set[Told]]:
    """A query's columns and rows."""
    rows = graph.store.run(query)
    assert isinstance(rows, ox.QuerySolutions)
    names = tuple(variable.value for variable in rows.variables)
    held = ([row[name] for name in names] for row in rows)
    return names, {tuple((term.value or None) if isinstance(term, _TERMS) else None for term in row) for row in held}


def apart(
    case: tuple[str, str], rows: Iterable[Mapping[str, Any]], columns: tuple[str, ...], plainly: set[Told]
) -> tuple[set[Told], set[Told]]:
    """What a question (name, filter) tells and its query does not, and the reverse; none of what is meant."""
    told = set(_flat(_compared(case, rows), columns))
    return (set() if case in NARROWER else told - plainly), (set() if case in WIDER else plainly - told)


def _compared(case: tuple[str, str], rows: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """The rows that stand for nodes of the graph: not sums, and of counts those that the query counts."""
    kept: Mapping[str, Callable[[Mapping[str, Any]], Any]] = {
        "about": lambda row: row["part"] == "figure",
        # one that parted from another since is new as well, though no report of after the day tells of it
        "changes": lambda row: row["change"] == "new" and row["reports"],
        "conflicts": lambda row: not row["field"].startswith("terms: "),  # whose wordings are compared in Python
        "counterpart": lambda row: row["agreement"] is not None,
        # what a day finds not in force is told below what it does
        "measures": lambda row: case[1] != "on" or row["in_force"] in ("yes", "suspended", "not told"),
        "history": lambda row: row["step"] == "status",
        "delivery": lambda row: row["stage"] != "stated",
        "overview": lambda row: row["part"] == "pledges" and row["pledges"],
        "totals": lambda row: row["pledge"] is not None and not row["part"].startswith("sum"),
        "why": lambda row: row["premises"],
    }
    return [row for row in rows if kept.get(case[0], bool)(row)]


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
