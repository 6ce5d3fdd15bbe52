"""kill -9 amid loading, deriving, deciding, dumping: what was said to be done is there, nothing is by halves.

Ten times as a rule; `pytest tests/faults --kills 200 -s` is the long run, whose figures stand in SECURITY.md.
"""

from __future__ import annotations

import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from faults.busy import report

from kg.graph import TradeGraph
from kg.store import dumps
from kg.store.reports import read

BUSY = Path(__file__).with_name("busy.py")
LONGEST = 2.5  # seconds that a process works before it is ended


def killed(place: Path, dump: Path, seed: int, after: float) -> list[str]:
    """What a busy process said to be done before it was ended."""
    command = [sys.executable, str(BUSY), str(place), str(dump), str(seed)]
    child = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert child.stdout is not None
    child.stdout.readline()  # it has begun
    time.sleep(after)
    child.kill()
    said = child.stdout.read()
    child.wait()
    child.stdout.close()
    return [line for line in said.splitlines(keepends=True) if line.endswith("\n")]


def test_nothing_acknowledged_is_lost(request: pytest.FixtureRequest, tmp_path: Path) -> None:
    """0 acknowledged reports lost, 0 by halves, decisions kept, dumps whole, and a store that verifies, each time."""
    dice = random.Random(7)
    runs = request.config.getoption("kills")
    store, dump = tmp_path / "store", tmp_path / "dump.nq"
    loaded: dict[int, int] = {}
    decided: set[str] = set()
    cut, dumped = 0, 0
    for seed in range(runs):
        for line in killed(store, dump, seed, dice.uniform(0, LONGEST)):
            word, *rest = line.split()
            if word == "loaded":
                loaded[int(rest[0])] = int(rest[1])
            dumped += word == "dumped"
            if word == "decided":
                decided.add(rest[0])
        with TradeGraph.open(store, read_only=True) as graph:
            cut += graph.store.before
            whole = {report(n, version).report.iri: (n, version) for n, version in loaded.items()}
            assert whole.keys() <= set(graph.store.reports())
        with TradeGraph.open(store, create=True) as graph:
            for iri in graph.store.reports():
                record, _ = read(graph.store, iri)
                n = int(record.report.publisher.split()[1])
                said = loaded.get(n, 0)  # a report may be newer than what was said, never older
                assert any(record.dump() == report(n, version).dump() for version in range(said, 2)), iri
            assert decided <= {str(item["decision"]) for item in graph.decisions()}
            if seed % 10 == runs % 10 or seed == runs - 1:
                assert not graph.verify(), list(graph.verify())
        if dump.exists():
            assert dumps.checked(dump.read_bytes())[1] == ()
        if len(loaded) > 150:  # a store of its own for what follows: each run opens the whole of it
            store = tmp_path / f"store-{seed}"
            loaded, decided = {}, set()
    print(f"\n{runs} kills, {cut} of them amid a change, {dumped} dumps done: 0 acknowledged reports lost, 0 by halves")
