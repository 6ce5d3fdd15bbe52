"""Questions beside one plain query of the same answer on every engine, and look-ups beside networkx."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import networkx as nx
import pyoxigraph as ox
from benchmarks.data import Case, World
from benchmarks.engines import ENGINES, Engine, Pyoxigraph
from benchmarks.lanes import Figure, Lane, Missed, Way, firsts, interleaved
from benchmarks.results import Row, Table
from plain import apart, plain

from kg.graph import TradeGraph
from kg.store.nodes import Iri

__all__ = ["LIMIT", "lookups", "questions"]

LIMIT = 8.0  # seconds that one answer may take
_SHARE = 45.0  # seconds that a contender may take in one world
_KG, _FRESH = "kg", "kg, nothing kept"
Slow = dict[tuple[str, str], str]  # contender and case → why it is not asked in larger worlds


def questions(world: World, slow: Slow, is_time: Callable[[], bool]) -> Table:
    """Every question with every filter. `slow` is read, and gets what took too long; `is_time` tells when to stop."""
    columns = [_KG, _FRESH, *(engine.name for engine in ENGINES)]
    table = Table("questions", world.name, len(world.records), columns)
    with ExitStack() as opened:
        folder = Path(opened.enter_context(TemporaryDirectory(prefix="kg-bench-")))
        engines = [engine for kind in ENGINES if (engine := _loaded(kind, world, folder, table, slow)) is not None]
        for engine in engines:
            opened.callback(engine.close)
        ways = {_KG: Way(lambda: _asks(world.graph)), _FRESH: Way(lambda: _asks_anew(world.graph))}
        ways |= {engine.name: Way(partial(_queries, engine), engine.server) for engine in engines}
        lanes = {name: Lane(way, LIMIT) for name, way in ways.items()}
        for lane in lanes.values():
            opened.callback(lane.end)
        for case in world.cases():
            if not is_time():
                table.cut.append(str(case))
                continue
            table.rows.append(_row(case, lanes, slow, world))
    return table


def _loaded(kind: type[Engine], world: World, folder: Path, table: Table, slow: Slow) -> Engine | None:
    if lacking := kind.lacking():
        table.notes.append(f"{kind.name}: left out, for {lacking} is not installed")
        return None
    if why := slow.get((kind.name, "")):
        table.notes.append(f"{kind.name}: left out, {why}")
        return None
    own = folder / kind.name.replace(" ", "-")
    own.mkdir()
    engine = kind(own)
    engine.load(world.file)
    return engine


def _asks(graph: TradeGraph) -> Callable[[Case], Any]:
    return lambda case: graph.ask(case.question, **case.asked).rows


def _asks_anew(graph: TradeGraph) -> Callable[[Case], Any]:
    def ask(case: Case) -> Any:
        graph.store.memo.clear()
        return graph.ask(case.question, **case.asked).rows

    return ask


def _queries(engine: Engine) -> Callable[[Case], Any]:
    return lambda case: engine.rows(case.query)


def _row(case: Case, lanes: Mapping[str, Lane], slow: Slow, world: World) -> Row:
    """One case: rows are compared first, and who has others is not timed."""
    name = f"{case.question} {case.filter}".strip()
    missed: dict[str, Figure | Missed] = {
        lane: Missed(f"not run: {why}") for lane in lanes if (why := slow.get((lane, name)))
    }
    spent = Missed(f"not run: it had taken its {_SHARE:g} s")
    missed |= {lane: spent for lane in lanes if lane not in missed and lanes[lane].spent > _SHARE}
    able = {lane: lanes[lane] for lane in lanes if lane not in missed}
    answers, took, failed = firsts(able, case)
    for lane, failure in failed.items():
        missed[lane] = Missed(_brief(failure.why))
        if failure.why.startswith("over"):
            slow[lane, name] = f"{failure.why} in {world.name}"
    missed |= {lane: Missed(why) for lane, why in _other(case, answers).items()}
    good = {lane: seconds for lane, seconds in took.items() if lane not in missed}
    figures = interleaved(lanes, case, good, rounds=5, seconds=0.15)
    count = len(answers[_KG] if _KG in answers else answers.get(Pyoxigraph.name, ((), ()))[1])
    return Row(str(case), count, missed | figures, case.filter, dict(case.asked))


def _brief(why: str) -> str:
    """A server's refusal by its number alone."""
    number = re.search(r"Virtuoso \w+ Error (\w+)", why)
    return f"fails ({number[1]})" if number else why


def _other(case: Case, answers: Mapping[str, Any]) -> dict[str, str]:
    """Who gives other rows than the embedded engine gives to the plain query, and how many."""
    if Pyoxigraph.name not in answers:
        return {}
    columns, plainly = answers[Pyoxigraph.name]
    found: dict[str, str] = {}
    for name, rows in answers.items():
        if name in (_KG, _FRESH):
            more, less = apart((case.question, case.filter), rows, columns, plainly)
        else:
            more, less = rows[1] - plainly, plainly - rows[1]
        if more or less:
            found[name] = f"other rows: {len(more)} more, {len(less)} less"
    return found


def lookups(world: World) -> Table:
    """Neighbours and paths beside networkx, and names; each graph of networkx is ready in memory."""
    graph = world.graph
    table = Table("look-ups", world.name, len(world.records), ["kg", "networkx"])
    firm, side = (world.values[name][1].strip("<>") for name in ("company", "pledger"))
    raw = Pyoxigraph(Path())
    raw.load(world.file)
    near = nx.DiGraph()
    near.add_edges_from(
        (str(quad.subject), str(quad.object)) for quad in graph.store.quads() if isinstance(quad.object, ox.NamedNode)
    )
    links = nx.Graph(row for row in raw.rows(plain("path", {}))[1] if None not in row)
    label = graph.store.objects(firm, "rdfs:label")[0]
    ways: Mapping[str, Mapping[str, Callable[[], Any]]] = {
        f"neighbours of {firm.rpartition('/')[2]}": {
            "kg": lambda: len(_neighbours(graph, firm)),
            "networkx": lambda: len({*near.successors(f"<{firm}>"), *near.predecessors(f"<{firm}>")}),
        },
        f"path {firm.rpartition('/')[2]} – {side.rpartition('/')[2]}": {
            "kg": lambda: len(graph.ask("path", start=firm, end=side).rows),
            "networkx": lambda: len(nx.bidirectional_shortest_path(links, firm, side)) - 1,
        },
        f"find {label}": {"kg": lambda: _best(graph, str(label))},
        f"find {str(label)[:4]}": {"kg": lambda: _best(graph, str(label)[:4])},
        f"find {_misspelt(str(label))}": {"kg": lambda: _best(graph, _misspelt(str(label)))},
    }
    for name, contenders in ways.items():
        lanes = {each: Lane(Way.calling(run), LIMIT) for each, run in contenders.items()}
        answers, took, failed = firsts(lanes, None)
        if len({*answers.values()}) > 1:
            raise AssertionError(f"{name}: {answers}")
        figures = interleaved(lanes, None, took, rounds=5, seconds=0.5)
        for lane in lanes.values():
            lane.end()
        count = next((value for value in answers.values() if isinstance(value, int)), 1)
        table.rows.append(Row(name, count, {**failed, **figures}))
    return table


def _neighbours(graph: TradeGraph, iri: str) -> set[str]:
    """Nodes one triple away, either way."""
    store = graph.store
    ahead = {str(value) for values in store.node(iri).values() for value in values if isinstance(value, Iri)}
    return ahead | set(store.subjects(None, iri))


def _best(graph: TradeGraph, name: str) -> str:
    return str(graph.find(name).rows[0]["iri"])


def _misspelt(name: str) -> str:
    """Two letters in the middle change places."""
    at = len(name) // 2
    return name[: at - 1] + name[at] + name[at - 1] + name[at + 1 :]
