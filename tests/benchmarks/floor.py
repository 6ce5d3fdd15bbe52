"""The least that a build could take: `floor.py FILE STORE` parses the shipped records and loads ready quads to disk."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pyoxigraph as ox

from kg.model.iris import data_dir


def main() -> None:
    """Parse, and load by bulk."""
    for path in sorted((data_dir() / "reports").glob("*.jsonl")):
        for line in path.read_text("utf-8").splitlines():
            json.loads(line)
    store = ox.Store(sys.argv[2])
    store.bulk_load(path=str(Path(sys.argv[1])), format=ox.RdfFormat.N_QUADS)
    store.flush()


if __name__ == "__main__":
    main()
