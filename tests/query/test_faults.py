"""What is wrong with a query is said in words."""

from __future__ import annotations

import pytest

from kg.model.errors import QueryError
from kg.query import sparql
from kg.store.embedded import Store


@pytest.mark.parametrize(
    ("query", "told"),
    [
        ("SELECT ?x { ?x foo:bar ?y }", "the prefix foo: is not declared; add PREFIX foo: <…>"),
        ("SELECT ?s { BIND(x:y AS ?s) }", "the prefix x: is not declared"),
        ("PREFIX a: <http://a/> SELECT ?s { ?s a:b c:d }", "the prefix c: is not declared"),
        ("SELEC ?x", "a query begins with SELECT, ASK, CONSTRUCT, DESCRIBE, not with “SELEC”"),
        ("SELECT ?x { ?x a trade:Pledge ", "error at 1:31 (line:column), at its end"),
        ('SELECT ?x { ?x rdfs:label "foo:bar" ?y }', "error at 1:41 (line:column)"),
    ],
)
def test_a_query_that_cannot_be_read_is_told_why(query: str, told: str) -> None:
    worker = sparql.Worker(Store(None))
    try:
        with pytest.raises(QueryError) as error:
            sparql.run(worker, query)
    finally:
        worker.close()
    assert told in str(error.value)
    assert "u{" not in str(error.value)  # no list of letters


def test_common_prefixes_are_there() -> None:
    worker = sparql.Worker(Store(None))
    try:
        table = sparql.run(worker, "ASK { ?x a owl:Class ; schema:name ?n ; foaf:name ?f ; rdfs:label ?l }")
    finally:
        worker.close()
    assert table[0] == {"boolean": False}
