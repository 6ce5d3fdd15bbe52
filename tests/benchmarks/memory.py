"""Prints the bytes that a process took at its peak beyond those before: `memory.py load|bulk_load|kg WORLD FILE`."""

from __future__ import annotations

import json
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))
from benchmarks.data import World


def main() -> None:
    """Load by the way told, and print bytes and quads as JSON."""
    import pyoxigraph as ox

    how, name, file = sys.argv[1:]
    world = World(name, Path())
    if how == "kg":
        assert world.records
    before = _bytes("VmRSS")
    if how == "kg":
        count = len(world.graph.store)
    else:
        store = ox.Store()
        getattr(store, how)(path=file, format=ox.RdfFormat.N_QUADS)
        count = len(store)
    print(json.dumps({"bytes": _bytes("VmHWM") - before, "quads": count}))


def _bytes(name: str) -> int:
    """Of this program alone: what `getrusage` tells is of the process that it was forked from, too."""
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith(name)) * 1024


if __name__ == "__main__":
    main()
