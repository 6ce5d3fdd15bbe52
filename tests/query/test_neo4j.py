"""CSV for Neo4j: what its importer asks of the files holds, and they hold every triple."""

from __future__ import annotations

import csv
import io
import re

import pyoxigraph as ox
import pytest
from small import records
from worlds import loaded

from kg.model.iris import RDF, local
from kg.query.neo4j import BETWEEN, IMPORT, files
from kg.store.embedded import Store

VALUES = {
    "string": re.compile(".*", re.DOTALL),
    "long": re.compile(r"-?\d+"),
    "double": re.compile(r"-?\d+(\.\d+)?"),
    "boolean": re.compile("true|false"),
    "date": re.compile(r"\d{4}-\d\d-\d\d"),
}
FIELD = re.compile(r"\w+:(string|long|double|boolean|date)(\[\])?")


@pytest.fixture(scope="module")
def store() -> Store:
    return loaded(records())


@pytest.fixture(scope="module")
def tables(store: Store) -> dict[str, list[dict[str, str]]]:
    return {
        name: [*csv.DictReader(io.StringIO(data.decode(), newline=""))]
        for name, data in files(store).items()
        if name != IMPORT
    }


def test_headers_are_the_importers(tables: dict[str, list[dict[str, str]]]) -> None:
    """One id, one label, properties with a type, each name once; values are of their types."""
    for name, rows in tables.items():
        heads = [*rows[0]]
        if name == "relationships.csv":
            assert heads == [":START_ID", ":END_ID", ":TYPE"]
            continue
        assert (heads[0], heads[1], heads[-1]) == ("iri:ID", "graph", ":LABEL")
        props = heads[2:-1]
        assert all(FIELD.fullmatch(head) for head in props)
        names = ["iri", "graph", *(head.split(":")[0] for head in props)]
        assert len(names) == len({*names})
        for head in props:
            kind, is_list = head.split(":")[1].removesuffix("[]"), head.endswith("[]")
            cells = [cell for row in rows for cell in (row[head].split(BETWEEN) if is_list else [row[head]]) if cell]
            assert all(VALUES[kind].fullmatch(cell) for cell in cells), head


def test_ids_are_unique_and_every_link_has_its_ends(tables: dict[str, list[dict[str, str]]]) -> None:
    """The importer refuses a node that is told twice and a relationship that leads nowhere."""
    ids = [row["iri:ID"] for name, rows in tables.items() if name != "relationships.csv" for row in rows]
    assert len(ids) == len({*ids})
    links = tables["relationships.csv"]
    assert {row[end] for row in links for end in (":START_ID", ":END_ID")} <= {*ids}
    assert len(links) == len({tuple(row.values()) for row in links})


def test_nothing_is_lost(store: Store, tables: dict[str, list[dict[str, str]]]) -> None:
    """From the files come the same triples again: subject, last step of the property, object."""
    told: set[tuple[str, str, str]] = {
        (row[":START_ID"], row[":TYPE"], row[":END_ID"]) for row in tables["relationships.csv"]
    }
    for name, rows in tables.items():
        for row in rows if name != "relationships.csv" else ():
            for head, cell in [*row.items()][2:]:
                prop, kind = head.split(":")
                items = cell.split(BETWEEN) if kind.endswith("[]") or kind == "LABEL" else [cell]
                told |= {(row["iri:ID"], prop or "a", item) for item in items if item}
    told = {triple for triple in told if triple[1:] != ("a", "Resource")}
    meant = set()
    for quad in store.quads(graph=None):
        subject, prop, value = quad.subject.value, quad.predicate.value, quad.object  # type: ignore[union-attr]
        if prop == RDF + "type":
            meant.add((subject, "a", local(value.value)))  # type: ignore[union-attr]
        elif not isinstance(value, ox.Literal) or value.value:
            meant.add((subject, local(prop), value.value))  # type: ignore[union-attr]
    assert told == meant


def test_the_import_names_every_file(store: Store) -> None:
    """The line in `import.sh` has each file once."""
    made = files(store)
    line = made[IMPORT].decode()
    assert sorted(re.findall(r"=(\S+\.csv)", line)) == sorted(made.keys() - {IMPORT})
