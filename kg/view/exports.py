"""The pages of the shipped world that are kept in `exports/`: remade byte for byte by `kg build`."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from kg.model.iris import ID, data_dir
from kg.store.embedded import Store
from kg.store.nodes import expand
from kg.view.view import view

__all__ = ["write"]


def write(store: Store, folder: Path, on_progress: Callable[[str, int, int], None] | None = None) -> int:
    """Write the pages that `kg/world/pages.csv` lists (`page,claim`: the pledge that a claim tells of)."""
    folder.mkdir(parents=True, exist_ok=True)
    with (data_dir() / "pages.csv").open(encoding="utf-8", newline="") as file:
        wanted = list(csv.DictReader(file))
    for n, row in enumerate(wanted, 1):
        view(store, "pledge", _pledge(store, ID + row["claim"])).save(folder / f"{row['page']}.html")
        if on_progress:
            on_progress("writing pages", n, len(wanted))
    return len(wanted)


def _pledge(store: Store, claim: str) -> str:
    """The event that holds a claim: of all nodes that do, the one that is a pledge."""
    return next(iri for iri in store.subjects("claim", claim) if store.holds(iri, "a", expand("Pledge")))
