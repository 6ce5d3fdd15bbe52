"""Questions as SPARQL: the files run through the SPARQL door as they stand and give what the question gives."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from kg.graph import TradeGraph
from kg.model.errors import UnknownName
from kg.model.iris import ontology_dir
from kg.query import named_queries
from kg.query.table import Table
from kg.questions.catalogue import QUESTIONS

FILES = sorted((ontology_dir() / "questions").glob("*.rq"))


def test_rows_are_folded_by_what_they_share() -> None:
    """Lists are sorted, each value once; ranked ones by how many rows give the value."""
    query = named_queries.Query("q", "", ("who",), ("day",))
    flat = [
        {"event": "a", "who": who, "day": day} for who, day in (("NHK", "2"), ("CNA", "1"), ("CNA", "2"), (None, None))
    ]
    assert query.folded([*flat, {"event": "b", "who": None, "day": None}]) == [
        {"event": "a", "who": ["CNA", "NHK"], "day": ["2", "1"]},
        {"event": "b", "who": [], "day": []},
    ]


def test_an_unknown_query_is_told() -> None:
    """By name and folder."""
    with pytest.raises(UnknownName, match="no query is named 'colour'"):
        named_queries.named("colour")


def test_queries_are_questions() -> None:
    """A file that no question reads would say something of its own."""
    assert FILES
    assert {path.stem for path in FILES} <= set(QUESTIONS)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_the_doors_agree(built: Path, path: Path) -> None:
    """What the file's query gives a user of SPARQL is what Python and command line get, in all columns they share."""
    query = named_queries.named(path.stem)
    with TradeGraph.open(built, read_only=True) as graph:
        flat = graph.sparql(path.read_text(encoding="utf-8"))
        assert isinstance(flat, Table)
        wanted = {"pledge": "chips", "company": "Nvidia"} if path.stem == "why" else {}
        asked = graph.ask(path.stem, **wanted)
        if path.stem == "why":
            premises = {iri for row in asked for iri in row["premises"]}
            told = {row["premise"] for row in flat if row["company"] == asked[0]["company"]}
            assert premises == told
            return
        rows = [
            row for row in asked.rows if row.get("step", "status") == "status"
        ]  # of a history the query tells these
        shared = [name for name in query.folded(flat.rows)[0] if name in asked.columns] if flat.rows else []
        assert shared or not asked.rows
        one, other = (sorted(_cells(held, shared), key=str) for held in (query.folded(flat.rows), rows))
        assert one == other


def _cells(rows: Any, names: list[str]) -> list[Mapping[str, Any]]:
    return [{name: row[name] for name in names} for row in rows]
