"""A process that loads, decides and dumps without end and says what is done, for tests that end it: STORE DUMP SEED."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from worlds import told, yen

from kg.doors.terminal import write_whole
from kg.graph import TradeGraph
from kg.model.record import Record

__all__ = ["main", "report"]


def report(n: int, version: int = 0) -> Record:
    """The n-th report: one event for each seven, worded anew in each version."""
    day = f"2025-{1 + n % 7:02}-{1 + n % 28:02}"
    status = ("proposed", "announced", "signed")[version % 3]
    return told(f"Paper {n}", day, status, products=["chips"], amounts=[yen(1e12 + version)], evidence=f"{n} {version}")


def main(place: str, dump: str, seed: int) -> None:
    """Say `loaded N VERSION`, `decided IRI`, `dumped HASH` when it is done, a line each."""
    with TradeGraph.open(place, create=True) as graph:
        print("opened", flush=True)
        for step in range(10_000):
            n = seed * 1_000 + step
            if (step + seed) % 3 == 2:
                write_whole(Path(dump), graph.dump())
                print("dumped", flush=True)
            graph.load([report(n + k) for k in range(3)])
            print(*(f"loaded {n + k} 0\n" for k in range(3)), sep="", end="", flush=True)
            graph.load([report(n, 1)])
            print(f"loaded {n} 1", flush=True)
            if (step + seed) % 3 == 1:
                made = graph.decide("retract", report(n).report.iri, by="me", on="2025-06-01", why="so")
                print(f"decided {made[0]['decision']}", flush=True)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
