"""The pages of the shipped world that are kept in `exports/`: remade byte for byte by `kg build`."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

from kg.model.iris import ID, data_dir
from kg.query.names import resolve
from kg.store.embedded import Store
from kg.store.nodes import expand
from kg.view.answers import Answers
from kg.view.site import Entry, write
from kg.view.view import KINDS

__all__ = ["export"]


def export(store: Store, folder: Path, on_progress: Callable[[str, int, int], None] | None = None) -> int:
    """Write the pages that `kg/world/pages.csv` lists; gives their number.

    `page,view,of`: the file, the view, and what it is of, several parted by semicolons; a pledge by a claim that tells
    of it, since its own name follows from all of them.
    """
    with (data_dir() / "pages.csv").open(encoding="utf-8", newline="") as file:
        wanted = [_entry(store, row) for row in csv.DictReader(file)]
    return write(Answers(store, whole=True), folder, wanted, on_progress=on_progress)


def _entry(store: Store, row: dict[str, str]) -> Entry:
    named = zip(row["of"].split(";") if row["of"] else (), KINDS[row["view"]].of, strict=True)
    iris = (_pledge(store, ID + text) if kind == "pledge" else resolve(store, text, kind) for text, kind in named)
    return Entry(row["view"], tuple(iris), row["page"])


def _pledge(store: Store, claim: str) -> str:
    """The event that holds a claim: of all nodes that do, the one that is a pledge."""
    return next(iri for iri in store.subjects("claim", claim) if store.holds(iri, "a", expand("Pledge")))
