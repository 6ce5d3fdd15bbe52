"""All benchmarks by one command: `python tests/benchmarks/run.py`; see README.md beside this file."""

from __future__ import annotations

import argparse
import os
import platform
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks import asking, measuring, plot, results, starting
from benchmarks.data import SHIPPED, World
from benchmarks.results import GROUPS, Table

_PACKAGES = ("pyoxigraph", "rdflib", "oxrdflib", "oxigraph", "networkx")
_ONCE = ("starting", "building")  # of the shipped world alone
_MORE = 12.0  # a group takes at most so many times what it took in a world of a tenth of the size


class Run:
    """Groups by worlds, the small ones first, within a budget."""

    def __init__(self, budget: float, folder: Path) -> None:
        self.budget, self.folder = budget, folder
        self.started = time.monotonic()
        self.took: dict[str, tuple[int, float]] = {}  # group → reports and seconds of its last world
        self.slow: asking.Slow = {}
        self.shares = 1  # worlds among which the time that is left is divided

    @property
    def left(self) -> float:
        """Seconds."""
        return self.budget - (time.monotonic() - self.started)

    def order(self, worlds: list[World], groups: list[str]) -> Iterator[tuple[str, World]]:
        """What is measured, in order: questions last, which take what time is left, an equal share a world."""
        for group in sorted(groups, key=lambda group: group == "questions"):
            for n, world in enumerate(worlds):
                self.shares = len(worlds) - n
                if (group in _ONCE) <= (world.name == SHIPPED) and (group != "deriving" or world.name != SHIPPED):
                    yield group, world

    def _turn(self) -> Callable[[], bool]:
        until = time.monotonic() + self.left / self.shares
        return lambda: time.monotonic() < until

    def one(self, group: str, world: World) -> Table:
        """A table; an empty one, with why, where the time would not do."""
        groups: Mapping[str, Callable[[], Table]] = {
            "questions": lambda: asking.questions(world, self.slow, self._turn()),
            "look-ups": lambda: asking.lookups(world),
            "loading": lambda: measuring.loading(world),
            "memory": lambda: measuring.memory(world),
            "deriving": lambda: measuring.deriving(world),
            "starting": lambda: starting.starting(world),
            "building": lambda: measuring.building(world),
        }
        size = len(world.records)
        if (need := self._needed(group, size)) > self.left:
            why = f"some {need:.0f} s, as it grew before, and {max(self.left, 0):.0f} s of the budget were left"
            return Table(group, world.name, size, [], cut=[f"all of it: {why}"])
        start = time.monotonic()
        table = groups[group]()
        self.took[group] = (size, time.monotonic() - start)
        return table

    def _needed(self, group: str, size: int) -> float:
        if group not in self.took or group == "questions":  # which stops by itself
            return 0.0
        before, seconds = self.took[group]
        return seconds * max(1.0, size / before) * 1.2


def main() -> None:
    """Measure, print, write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="1000,10000", help="made-up reports, beside the shipped world; `0` for none")
    parser.add_argument("--only", default=",".join(GROUPS), help=f"of {', '.join(GROUPS)}")
    parser.add_argument(
        "--budget", type=float, default=840, help="seconds; what would take longer is left out, and told"
    )
    parser.add_argument("--out", type=Path, default=Path(__file__).with_name("results"), help="without its ending")
    parser.add_argument("--no-shipped", action="store_true", help="made-up worlds alone")
    given = parser.parse_args()
    sizes = sorted(int(size) for size in given.sizes.split(",") if int(size))
    wanted = given.only.split(",")
    made = _made()
    with TemporaryDirectory(prefix="kg-bench-") as folder:
        run = Run(given.budget, Path(folder))
        new: list[Table] = []
        tables: list[Mapping[str, Any]] = [*results.read(given.out.with_suffix(".json"))]
        names = [*([] if given.no_shipped else [SHIPPED]), *map(str, sizes)]
        worlds = [World(name, Path(folder)) for name in names]
        for group, world in run.order(worlds, [group for group in GROUPS if group in wanted]):
            start = time.monotonic()
            table = run.one(group, world)
            table.made, table.seconds = made, round(time.monotonic() - start, 1)
            new.append(table)
            print(f"{world.name}: {group}, {time.monotonic() - start:.0f} s", file=sys.stderr, flush=True)
            tables = results.merged(results.read(given.out.with_suffix(".json")), [each.data() for each in new])
            results.written(tables, given.out)
    plot.drawn(tables, given.out.with_suffix(".svg"))
    print(f"{time.monotonic() - run.started:.0f} s; {given.out.with_suffix('.md')}")


def _made() -> str:
    """Command, day, machine and versions."""
    words = ["python", "tests/benchmarks/run.py", *sys.argv[1:]]
    versions = [f"Python {platform.python_version()}", *(f"{name} {_version(name)}" for name in _PACKAGES)]
    machine = f"{platform.system()} {platform.machine()}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    return f"`{' '.join(words)}`, {datetime.now(UTC):%d %B %Y}; {machine}; {', '.join(versions)}"


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "absent"


if __name__ == "__main__":
    main()
