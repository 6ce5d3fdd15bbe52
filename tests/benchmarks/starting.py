"""How long commands take from start to end, each in processes of its own, run in turn."""

from __future__ import annotations

import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks.data import World
from benchmarks.lanes import Figure
from benchmarks.results import Row, Table

from kg.graph import TradeGraph

__all__ = ["KG", "ran", "starting"]

KG = str(Path(sys.executable).with_name("kg"))


def ran(ways: Mapping[str, Sequence[str]], *, rounds: int, fresh: Path | None = None) -> dict[str, Figure]:
    """What processes take, by medians; with `fresh` STORE among the words is a folder there, new for each run.

    Modules are compiled as they are after an installation: bytecode may be kept, and a first round is not counted.
    """
    samples: dict[str, list[tuple[float, float]]] = {name: [] for name in ways}
    env = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    for _ in range(rounds + 1):
        for name, command in ways.items():
            store = str(fresh / "store") if fresh else ""
            start = time.perf_counter()
            words = [store if word == "STORE" else word for word in command]
            process = subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, env=env)
            assert process.stderr is not None
            told = process.stderr.read()
            _, status, used = os.wait4(process.pid, 0)
            process.stderr.close()
            process.returncode = os.waitstatus_to_exitcode(status)
            if process.returncode:
                raise RuntimeError(f"{words} ended with {process.returncode}: {told.decode()[-300:]}")
            samples[name].append((time.perf_counter() - start, used.ru_utime + used.ru_stime))
            if fresh:
                shutil.rmtree(fresh / "store", ignore_errors=True)
    return {
        name: Figure(_middle(wall for wall, _ in found[1:]), _middle(cpu for _, cpu in found[1:]), rounds)
        for name, found in samples.items()
    }


def _middle(seconds: Iterable[float]) -> float:
    return statistics.median(seconds) * 1000


def starting(world: World) -> Table:
    """Help, the list of questions, and a cold question; beside Python itself and the engine with a query of its own."""
    table = Table("starting", world.name, len(world.records), ["process"])
    case = next(case for case in world.cases() if (case.question, case.filter) == ("beneficiaries", "pledge"))
    kg = [KG]
    with TemporaryDirectory(prefix="kg-bench-") as folder:
        store, query = Path(folder) / "store", Path(folder) / "query.rq"
        with TradeGraph.open(store, create=True) as graph:
            graph.restore(world.graph.dump())
        query.write_text(case.query, encoding="utf-8")
        cold = str(Path(__file__).with_name("cold.py"))
        ways: Mapping[str, Sequence[str]] = {
            "python -c pass": [sys.executable, "-c", "pass"],
            "python, pyoxigraph, the plain query": [sys.executable, cold, str(store), str(query)],
            "kg --help": [*kg, "--help"],
            "kg ask": [*kg, "ask"],
            "kg ask beneficiaries --pledge IRI": [
                *kg, "ask", "beneficiaries", "--pledge", case.asked["pledge"], "--store", str(store),
            ],
            "kg ask pledges": [*kg, "ask", "pledges", "--store", str(store)],
            "kg ask evidence": [*kg, "ask", "evidence", "--store", str(store)],
        }  # fmt: skip
        for name, figure in ran(ways, rounds=5).items():
            table.rows.append(Row(name, 0, {"process": figure}))
    return table
