"""What writing takes: reports into a store, memory, deriving, the build."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pyoxigraph as ox
from benchmarks import synthetic
from benchmarks.data import SHIPPED, World
from benchmarks.lanes import Lane, Way, firsts, interleaved
from benchmarks.results import Row, Table
from benchmarks.starting import KG, ran

from kg.derive import conductor, partition, rules
from kg.derive.loading import load
from kg.model.record import Record
from kg.store import quads
from kg.store.embedded import Store

__all__ = ["building", "deriving", "loading", "memory"]

_NQ = ox.RdfFormat.N_QUADS
_LIMIT = 240.0  # seconds for one load or full run


def loading(world: World) -> Table:
    """The reports' own quads, without what is derived."""
    records = world.records
    lines = {record.report.iri: quads.encode(record) for record in records}
    text = "\n".join(line for graph in lines.values() for line in graph).encode()
    jsonl = "\n".join(record.to_json() for record in records)

    def put(found: Iterable[Record]) -> int:
        store = Store(None)
        store.put({record.report.iri: quads.encode(record) for record in found})
        return len(store)

    def engine(method: str) -> int:
        store = ox.Store()
        getattr(store, method)(text, format=_NQ)
        return len(store)

    ways: Mapping[str, Callable[[], int]] = {
        "pyoxigraph bulk_load": lambda: engine("bulk_load"),
        "pyoxigraph load": lambda: engine("load"),
        "kg, validated records": lambda: put(records),
        "kg, JSON Lines": lambda: put(map(Record.parse, jsonl.splitlines())),
        "oxrdflib, its parser": lambda: _rdflib(text, "Oxigraph", "ox-nquads"),
        "rdflib": lambda: _rdflib(text, "default", "nquads"),
    }
    table = Table("loading", world.name, len(records), list(ways))
    lanes = {name: Lane(Way.calling(run), _LIMIT) for name, run in ways.items()}
    answers, took, failed = firsts(lanes, None)
    if len(set(answers.values())) != 1:
        raise AssertionError(f"not the same number of quads: {answers}")
    figures = interleaved(lanes, None, took, rounds=3, seconds=2.0)
    for lane in lanes.values():
        lane.end()
    table.rows.append(Row("quads", next(iter(answers.values())), {**failed, **figures}))
    return table


def _rdflib(text: bytes, store: str, form: str) -> int:
    from rdflib import Dataset

    data = Dataset(store=store)
    data.parse(data=text, format=form)
    return sum(1 for _ in data.quads())


def memory(world: World) -> Table:
    """A full run, records in to everything derived, beside the engine that loads the same quads."""
    columns = ["pyoxigraph load", "pyoxigraph bulk_load", "kg load, everything derived"]
    table = Table("memory", world.name, len(world.records), columns)
    ways = dict(zip(columns, ("load", "bulk_load", "kg"), strict=True))
    cells: dict[str, float] = {}
    for name, how in ways.items():
        command = [sys.executable, str(Path(__file__).with_name("memory.py")), how, world.name, str(world.file)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        found = json.loads(done.stdout)
        cells[name] = found["bytes"] / found["quads"]
        count = found["quads"]
    table.rows.append(Row("bytes a quad", count, cells))
    ratio = cells[columns[2]] / cells[columns[0]]
    table.notes.append(f"a full run takes {ratio:.2f} times what `load` takes")
    return table


def deriving(world: World) -> Table:
    """Spread and skewed, the parts told apart."""
    columns = ["encode and store", "derive all", "of it comparing claims", "of it inference", "one more report"]
    table = Table("deriving", world.name, len(world.records), columns)
    for skewed in (False, True):
        if world.name == SHIPPED:
            continue
        lane = Lane(Way.calling(partial(_derived, int(world.name), skewed=skewed)), _LIMIT * 5)
        found, _ = lane.first(None)
        lane.end()
        table.rows.append(Row("skewed" if skewed else "spread", found.pop("events"), found))
    table.notes.append("one run each, milliseconds of CPU time; rows are events")
    return table


def _derived(number: int, *, skewed: bool) -> dict[str, float]:
    records = list(synthetic.reports(number + 1, skewed=skewed))
    store = Store(None)
    conductor.load_reference(store)
    clock = time.process_time
    start = clock()
    store.put({record.report.iri: quads.encode(record) for record in records[:-1]})
    stored = clock()
    with (
        _Timed(partition, "alike") as pairs,
        _Timed(partition, "grouped") as groups,
        _Timed(rules, "infer") as inference,
    ):
        derived = conductor.derive(store, processes=1)
    done = clock()
    load(store, records[-1:])
    seconds = {
        "encode and store": stored - start,
        "derive all": done - stored,
        "of it comparing claims": pairs.seconds + groups.seconds,
        "of it inference": inference.seconds,
        "one more report": clock() - done,
    }
    return {"events": len(derived.written), **{name: took * 1000 for name, took in seconds.items()}}


class _Timed:
    """The CPU seconds that a module's function takes while this is open."""

    def __init__(self, module: Any, name: str) -> None:
        self.module, self.name, self.seconds = module, name, 0.0
        self.whole: Callable[..., Any] = getattr(module, name)

    def __enter__(self) -> _Timed:
        setattr(self.module, self.name, self._called)
        return self

    def __exit__(self, *_: object) -> None:
        setattr(self.module, self.name, self.whole)

    def _called(self, *given: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return self.whole(*given, **named)
        finally:
            self.seconds += time.process_time() - start


def building(world: World) -> Table:
    """`kg build` into a new folder, with and without its pages; and the least that it could take."""
    columns = ["kg build, store and pages", "the least: JSON parsed, quads to disk"]
    table = Table("building", world.name, len(world.records), columns)
    floor = str(Path(__file__).with_name("floor.py"))
    with TemporaryDirectory(prefix="kg-bench-") as folder:
        ways = {
            columns[0]: [KG, "build", "--store", "STORE", "--out", f"{folder}/pages"],
            columns[1]: [sys.executable, floor, str(world.file), "STORE"],
        }
        table.rows.append(Row("shipped world", 0, ran(ways, rounds=2, fresh=Path(folder))))
    return table
