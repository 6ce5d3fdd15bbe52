"""Queries about one thing: its IRI written into the text gives the rows that it has among all."""

from __future__ import annotations

import pytest

from kg.model.errors import QueryError
from kg.store.embedded import Store, bound

IRI = "https://w3id.org/tradekg/id/pledge/a"
OTHER = "https://w3id.org/tradekg/id/pledge/b"
P = "https://w3id.org/tradekg/ontology#p"


@pytest.fixture
def store() -> Store:
    made = Store(None)
    made.add([f'<{iri}> <{P}> "{n}" .' for iri, n in ((IRI, 1), (IRI, 2), (OTHER, 3))])
    return made


@pytest.mark.parametrize(
    "query",
    [
        "# about ?a {x}\nSELECT ?a ?n WHERE { ?a trade:p ?n }",
        "SELECT DISTINCT ?a { ?a trade:p ?n }",
        "SELECT ?n ?a { ?a trade:p ?n . { SELECT ?a (COUNT(?x) AS ?c) { ?a trade:p ?x } GROUP BY ?a } FILTER(?c = 2) }",
        "SELECT ?a ?n { ?a trade:p ?n . FILTER NOT EXISTS { ?a trade:q ?ab } OPTIONAL { ?ab trade:p ?a } }",
    ],
)
def test_rows_are_those_of_the_one(store: Store, query: str) -> None:
    """A bound query gives the rows of the whole one that bear the IRI, subqueries and longer names included."""

    def rows(bind: dict[str, str]) -> list[str]:
        return sorted(str(sorted(row.items())) for row in store.query(query, bind) if row["a"] == IRI)

    assert rows({"a": IRI}) == rows({}) != []
    assert len(store.query(query, {"a": IRI})) == len(rows({}))


def test_what_is_not_selected_cannot_be_bound() -> None:
    """A variable that the query does not project is a mistake of the caller."""
    with pytest.raises(QueryError, match=r"does not select \?b"):
        bound("SELECT ?a { ?a trade:p ?b }", {"b": IRI})
