"""Answers about the shipped world: one build, then every table named in `tests/shipped/cases.json` compared whole.

A case names its question and filters; `columns` leaves out what says nothing for it. Its table stands beside, as
`<case>.csv`. Where shipped data grows, `pytest tests/test_shipped.py --accept` writes the tables anew: read what
git shows of them before you keep it.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from kg.graph import TradeGraph
from kg.questions import QUESTIONS
from kg.queries import RULES
from kg.table import Table

FOLDER = Path(__file__).parent / "shipped"
CASES: dict[str, dict[str, Any]] = json.loads((FOLDER / "cases.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def graph() -> Iterator[TradeGraph]:
    """The shipped world in memory."""
    with TradeGraph.open(None) as graph:
        graph.build()
        yield graph


@pytest.mark.parametrize("name", sorted(CASES))
def test_answer(graph: TradeGraph, name: str, request: pytest.FixtureRequest) -> None:
    """The whole table is what was expected."""
    case = CASES[name]
    asked = graph.ask(case["question"], **case.get("filters", {}))
    columns = tuple(case.get("columns", asked.columns))
    text = Table(columns=columns, rows=asked.rows, question=asked.question, coverage=asked.coverage).to("csv")
    path = FOLDER / f"{name}.csv"
    if request.config.getoption("accept"):
        path.write_text(text, encoding="utf-8")
    assert text.splitlines() == path.read_text("utf-8").splitlines()
    assert len(asked.rows) > 1 or case.get("single"), "a case has more to say than one row"
