"""A disk without room: said in words, nothing acknowledged is lost, nothing is by halves, and with room it goes on."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from faults.busy import report

from kg.graph import TradeGraph
from kg.store.reports import read

# No file may grow beyond so many bytes: the engine meets the same failing write as on a disk that is full.
FULL = """
import resource, sys
sys.path[:0] = sys.argv[3:]
from faults.busy import report
from kg.graph import TradeGraph
from kg.model.errors import StoreError
graph = TradeGraph.open(sys.argv[1], create=True)
size = int(sys.argv[2])
resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
try:
    for n in range(0, 400, 4):
        done = graph.load([report(n + k) for k in range(4)])
        assert not done.refused, done.refused
        print("loaded", n, flush=True)
except StoreError as error:
    print("told", error, flush=True)
"""


@pytest.mark.parametrize("size", [40_000, 300_000, 700_000])
def test_a_full_disk_loses_nothing(size: int, tmp_path: Path) -> None:
    """Wherever the room ends."""
    tests = Path(__file__).parents[1]
    with TradeGraph.open(tmp_path / "s", create=True):
        pass
    command = [sys.executable, "-c", FULL, str(tmp_path / "s"), str(size), str(tests), str(tests.parent)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)
    lines = done.stdout.splitlines()
    assert "told" in done.stdout, done.stderr
    assert "make room and do it again: what was loaded before is still there" in lines[-1]
    said = [report(int(line.split()[1]) + k) for line in lines[:-1] for k in range(4)]
    with TradeGraph.open(tmp_path / "s") as graph:  # there is room again
        held = {iri: read(graph.store, iri)[0].dump() for iri in graph.store.reports()}
        assert {record.report.iri for record in said} <= held.keys()
        sent = {record.report.iri: record.dump() for record in map(report, range(400))}
        assert all(sent[iri] == record for iri, record in held.items())
        assert not graph.verify()
        assert len(graph.load([report(500)]).added) == 1
