"""One answer through every door: the shipped world asked by command line, Python, SPARQL, JSON over HTTP and MCP.

Every question is asked without a filter and with each filter it takes (`tests/shipped/filters.json`). SPARQL gives the
identities of rows where these are things of the graph: `rows/<question>.rq` is written from the ontology alone, not
from the code that answers. What follows from arithmetic, from two states of the graph or from a search has none.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import anyio
import pytest
from mcp import Client
from mcp.types import TextContent
from running import Kg
from serving import Site, running

from kg.doors.mcp import server
from kg.graph import TradeGraph
from kg.model.iris import ID
from kg.questions.catalogue import QUESTIONS

FOLDER = Path(__file__).parent / "rows"
VALUES: dict[str, str] = json.loads((FOLDER.parent.parent / "shipped" / "filters.json").read_text("utf-8"))
PATTERNS: dict[str, dict[str, str | None]] = json.loads((FOLDER / "filters.json").read_text("utf-8"))
ALWAYS = {"path": ("start", "end"), "why": ("pledge", "company"), "changes": ("since",)}
NO_SPARQL = {"changes", "exposure", "overview", "path", "stale"}


def _cases() -> Iterator[tuple[str, tuple[str, ...]]]:
    """Every question with what it cannot do without, and that with each other filter."""
    for name, question in sorted(QUESTIONS.items()):
        needed = ALWAYS.get(name, ())
        yield name, needed
        yield from ((name, (*needed, each)) for each in question.filters if each not in needed)


CASES = {"-".join((name, *filters)): (name, filters) for name, filters in _cases()}


@pytest.fixture
def asked(kg: Kg, world: TradeGraph, monkeypatch: pytest.MonkeyPatch) -> Kg:
    """The command line, handed the store that is open already: to open it anew for each case would take minutes."""
    monkeypatch.setattr("kg.doors.asking.opened", lambda *_, **__: world)
    return kg


@pytest.fixture(scope="module")
def site(world: TradeGraph) -> Iterator[Site]:
    """The server of the shipped world."""
    with running(world) as made:
        yield made


@pytest.mark.parametrize(("question", "filters"), CASES.values(), ids=list(CASES))
def test_every_door_gives_the_same_rows(
    world: TradeGraph, site: Site, asked: Kg, question: str, filters: tuple[str, ...]
) -> None:
    """The JSON of all doors is one text; SPARQL finds the same things."""
    words = {name: VALUES[name] for name in filters}
    table = world.ask(question, **words)
    python = table.to("json").strip()
    options = [part for name, value in words.items() for part in (f"--{name}", value)]
    assert asked("ask", question, *options, "--format", "json").out.strip() == python
    assert site(f"/ask/{question}?{urlencode(words)}").text.strip() == python
    assert _by_mcp(world, question, words) == json.loads(python)
    if (query := _query(question, filters)) is not None:
        names = _identity(question)
        # wordings of terms are compared in Python alone, and only statuses are nodes of a history
        rows = [row for row in table.rows if not str(row.get("field")).startswith("terms: ")]
        rows = [row for row in rows if row.get("step", "status") == "status"]
        assert _by_sparql(site, query, names) == _identities(rows, names)


def test_sparql_is_asked_wherever_it_can_answer() -> None:
    """Each question has a query or is named as one that has none, and most cases are held against SPARQL."""
    assert {path.stem for path in FOLDER.glob("*.rq")} == QUESTIONS.keys() - NO_SPARQL
    asked = [name for name, case in CASES.items() if _query(*case) is not None]
    assert len(asked) > len(CASES) / 2


def _by_mcp(graph: TradeGraph, question: str, words: dict[str, str]) -> dict[str, Any]:
    """All parts of an answer put together."""

    async def run() -> dict[str, Any]:
        async with Client(server(graph)) as client:
            rows: list[Any] = []
            cursor = 0
            while cursor is not None:
                found = await client.call_tool(question, {**words, "cursor": cursor})
                (said,) = found.content
                assert isinstance(said, TextContent)
                assert not found.is_error, said.text
                told = json.loads(said.text)
                rows += told["rows"]
                cursor = told["next_cursor"]
            ours = ("question", "as_of", "known_by", "policy", "coverage", "notes")
            return {**{name: told[name] for name in ours}, "rows": rows}

    return anyio.run(run)


def _text(question: str) -> str:
    return (FOLDER / f"{question}.rq").read_text("utf-8")


def _identity(question: str) -> list[str]:
    (names,) = re.findall(r"^# identity: (.*)$", _text(question), re.MULTILINE)
    return str(names).split()


def _query(question: str, filters: tuple[str, ...]) -> str | None:
    """The query with its filters; None where one of them is none that a pattern says."""
    if question in NO_SPARQL:
        return None
    known = PATTERNS.get(question, {})
    if question not in ("talks", "measures", "officials", "counterpart", "why"):
        known = PATTERNS["pledges"] | known
    patterns = [known.get(name) for name in filters]
    if None in patterns:
        return None
    text = _text(question).replace("FILTERS", ". " + " ".join(map(str, patterns)))
    return f"BASE <{ID}>\n{text}"


def _by_sparql(site: Site, query: str, names: list[str]) -> set[tuple[str | None, ...]]:
    told = site("/sparql?" + urlencode({"query": query}), accept="application/sparql-results+json").json
    return {tuple(row.get(name, {}).get("value") for name in names) for row in told["results"]["bindings"]}


def _identities(rows: Any, names: list[str]) -> set[tuple[str | None, ...]]:
    """The identities of rows, a value of each list at a time; a row of no thing (the remark on a sum) has none."""
    found: set[tuple[str | None, ...]] = set()
    for row in rows:
        values = [row[name] if isinstance(row[name], list | tuple) else [row[name]] for name in names]
        found |= {tuple(each) for each in product(*values) if each[0] is not None}
    return found
