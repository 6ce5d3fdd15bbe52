"""One query on a store on disk, engine alone: `cold.py STORE QUERY_FILE` prints how many rows there are."""

from __future__ import annotations

import sys
from pathlib import Path

import pyoxigraph as ox


def main() -> None:
    """Open for reading, ask, count."""
    found = ox.Store.read_only(sys.argv[1]).query(Path(sys.argv[2]).read_text("utf-8"))
    assert isinstance(found, ox.QuerySolutions)
    print(len({tuple(row) for row in found}))


if __name__ == "__main__":
    main()
