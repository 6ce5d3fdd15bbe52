"""How long each question takes, without a filter and with each that it takes, and `find`, `path`, `check` and others.

Run by hand: `PYTHONPATH=tests python tests/benchmarks/question_speed.py [QUESTION …] --store PATH` on a store of any
size; without `--store` on a made-up world of `--reports` (10000). Prints a table, as they stand in `question_speed.md`
beside this file. CPU milliseconds of one process: read the ratios.

Each filter is given several values that were not asked before, drawn from the store, after one that was: the store is
warm, and no answer is one that is kept. `first` is what that first one took, with all that later ones share.
"""

from __future__ import annotations

import argparse
import platform
import random
import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from importlib.metadata import version
from itertools import chain
from typing import Any

from benchmarks.synthetic import reports

from kg import TradeGraph
from kg.model import codes
from kg.model.errors import InputError, UnknownName
from kg.model.iris import RDFS
from kg.query.table import Table
from kg.questions.catalogue import QUESTIONS
from kg.store.nodes import expand

_VALUES = 7  # asked for each filter, after the first
_SEED = 7
_CLASSES = {
    "pledge": "Pledge",
    "company": "Company",
    "official": "Official",
    "agreement": "Agreement",
    "ruling": "Ruling",
}
# filters that name a party → what holds it
_HOLDS = {"country": "pledger", "partner": "party"}
_SCHEMES = ("kind", "status", "basis", "strength", "novelty", "binding")


class _World:
    """A graph, and values of its filters."""

    def __init__(self, graph: TradeGraph) -> None:
        self.graph, self.draw = graph, random.Random(_SEED)

    def values(self, name: str) -> list[str]:
        """Values that a filter can be given, in an order of chance."""
        store = self.graph.store
        if name in _CLASSES:
            found = [iri for iri in store.subjects("a", expand(_CLASSES[name])) if store.holds(iri, RDFS + "label")]
        elif name in _SCHEMES:
            found = [concept.code for concept in codes.scheme(name).values()]
        elif name in ("since", "on"):
            days = sorted({str(day) for day in store.objects(None, "firstReported")})
            found = days[-60:-1] if name == "since" else days
        else:
            held = store.pairs("product") if name == "product" else store.pairs(_HOLDS.get(name, name))
            events = set(store.subjects("claim"))
            found = sorted({value for subject, value in held if subject in events})
        return self.draw.sample(found, min(len(found), _VALUES + 1))

    def days(self) -> list[str]:
        """Days before which most was told, some or half."""
        days = sorted({str(day) for day in self.graph.store.objects(None, "firstReported")})
        return [days[-len(days) // n] for n in (40, 20, 10, 5, 3, 2)]

    def label(self, iri: str) -> str:
        """The label of a node."""
        return str(self.graph.store.objects(iri, RDFS + "label")[0])


def _timed(ask: Callable[[], Any]) -> tuple[float, int]:
    start = time.process_time()
    try:
        found = ask()
    except (InputError, UnknownName):
        return time.process_time() - start, 0
    return time.process_time() - start, len(found.rows)


def _row(name: str, filter_: str, asks: Sequence[Callable[[], Any]]) -> dict[str, object]:
    taken = [_timed(ask) for ask in asks]
    later = taken[1:] or taken
    times = sorted(seconds * 1000 for seconds, _ in later)
    return {
        "question": name,
        "filter": filter_,
        "rows": round(statistics.median(rows for _, rows in later)),
        "first": taken[0][0] * 1000,
        "median": statistics.median(times),
        "longest": times[-1],
    }


def questions(world: _World, names: Sequence[str]) -> Iterator[dict[str, object]]:
    """Each question, alone and by each of its filters."""
    ask = world.graph.ask
    for name in QUESTIONS:
        if (names and name not in names) or name in ("why", "path", "changes"):
            continue
        yield _row(name, "", [partial(ask, name)] * 4)
        for given in QUESTIONS[name].filters:
            if asks := [partial(ask, name, **{given: value}) for value in world.values(given)]:
                yield _row(name, given, asks)


def others(world: _World, names: Sequence[str]) -> Iterator[dict[str, object]]:
    """`why`, `path`, `find`, `changes`, `at`, `check` and `review`."""
    for name, made in (("why", _why), ("path", _path), ("find", _find), ("changes", _changes), ("at", _at)):
        if not names or name in names:
            yield from made(world)
    for name in ("check", "review"):
        if not names or name in names:
            yield _row(name, "", [getattr(world.graph, name)] * 2)


def _why(world: _World) -> Iterator[dict[str, object]]:
    store = world.graph.store
    told = [(node, event) for node, event in store.pairs("event") if store.holds(node, "a", expand("Benefit"))]
    firms = [(event, str(firm)) for node, event in told for firm in store.objects(node, "company")]
    some = world.draw.sample(firms, min(len(firms), _VALUES + 1))
    yield _row("why", "pledge company", [partial(world.graph.ask, "why", pledge=p, company=c) for p, c in some])


def _path(world: _World) -> Iterator[dict[str, object]]:
    ask = partial(world.graph.ask, "path")
    ends = list(zip(world.values("company"), world.values("country"), strict=False))
    yield _row("path", "start end", [partial(ask, start=a, end=b) for a, b in ends])
    ends = [(world.label(a), world.label(b)) for a, b in zip(*map(world.values, ("country", "pledge")), strict=False)]
    yield _row("path", "start end, by labels", [partial(ask, start=a, end=b) for a, b in ends])


def _find(world: _World) -> Iterator[dict[str, object]]:
    labels = [world.label(iri) for name in ("company", "pledge") for iri in world.values(name)[:4]]
    ways = {"exact": labels, "prefix": [t[:6] for t in labels], "misspelt": [t[:3] + t[4:] for t in labels]}
    for way, texts in ways.items():
        yield _row("find", way, [partial(world.graph.find, text) for text in texts])


def _changes(world: _World) -> Iterator[dict[str, object]]:
    yield _row("changes", "since", [partial(world.graph.ask, "changes", since=day) for day in world.days()])


def _at(world: _World) -> Iterator[dict[str, object]]:
    for name in ("known_by", "as_of"):
        yield _row("at", name, [partial(_stale_at, world.graph, **{name: day}) for day in world.days()])


def _stale_at(graph: TradeGraph, **moment: str) -> Table:
    return graph.at(**moment).ask("stale")


def main() -> None:
    """Measure and print a Markdown table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("names", nargs="*")
    parser.add_argument("--store")
    parser.add_argument("--reports", type=int, default=10_000)
    given = parser.parse_args()
    if given.store:
        graph = TradeGraph.open(given.store, read_only=True)
    else:
        graph = TradeGraph.open()
        graph.load(reports(given.reports))
    world = _World(graph)
    world.graph.store.optimize()
    lines = [
        f"Python {platform.python_version()}, pyoxigraph {version('pyoxigraph')}, "
        f"{len(graph.store.reports())} reports; CPU milliseconds",
        "",
        "| question | filter | rows | first | median | longest |",
        "| --- | --- | ---: | ---: | ---: | ---: |",
    ]
    print("\n".join(lines), flush=True)
    for row in chain(questions(world, given.names), others(world, given.names)):
        cells = (f"{value:.1f}" if isinstance(value, float) else str(value) for value in row.values())
        print("| " + " | ".join(cells) + " |", flush=True)


if __name__ == "__main__":
    main()
