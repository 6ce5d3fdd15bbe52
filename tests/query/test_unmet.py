"""Notes on a query that finds nothing: which of its words the store lacks, and where the others stand."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from kg.graph import TradeGraph
from kg.query.unmet import unmet


@pytest.fixture(scope="module")
def world(built: Path) -> Iterator[TradeGraph]:
    with TradeGraph.open(built, read_only=True) as graph:
        yield graph


@pytest.mark.parametrize(
    ("query", "notes"),
    [
        ("SELECT * { ?x a trade:Pledge }", []),
        ("SELECT * { ?x a trade:Claim }", ["nothing is a trade:Claim and no more; use one of", "trade:PledgeClaim"]),
        ("SELECT * { ?x a trade:PledgeClaim }", ["trade:PledgeClaim stands only in the graphs of reports: GRAPH"]),
        ("SELECT * { ?x trade:publishers ?y }", ["trade:publishers is no word of the ontology; the nearest: trade:p"]),
        ("PREFIX t: <https://w3id.org/tradekg/ontology#> ASK { ?x t:pledgr ?y }", ["t:pledgr is no word", "pledger"]),
        ("ASK { <https://w3id.org/tradekg/id/country/JAP> ?p ?o }", ["nothing in this store is called <https"]),
        ('SELECT * { ?x rdfs:label "trade:Nonsense" ; foaf:name ?y }', []),
    ],
)
def test_what_a_query_asks_in_vain_is_named(world: TradeGraph, query: str, notes: list[str]) -> None:
    """Of the project's own words; what stands in a text or in another vocabulary is none of them."""
    told = unmet(world.store, query)
    assert len(told) == min(1, len(notes))
    assert all(part in told[0] for part in notes)


def test_an_answer_without_rows_tells_it(world: TradeGraph) -> None:
    """Rows of nothing but empty values, as of a count, included."""
    found = world.sparql("SELECT (SUM(?n) AS ?sum) { ?x trade:numbr ?n }")
    assert not isinstance(found, bytes)
    assert "trade:numbr is no word of the ontology" in str(found)
