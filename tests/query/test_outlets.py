"""Names of outlets and origins, by which `--source` asks."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.graph import TradeGraph
from kg.model.errors import UnknownName
from kg.query.outlets import known_source, sources


def test_words_of_a_name_are_enough(built: Path) -> None:
    """In any order and case; what no name has is refused with the nearest."""
    with TradeGraph.open(built, read_only=True) as graph:
        name = min(name for name in sources(graph.store) if " " in name)
        first, *_, last = name.split()
        assert known_source(graph.store, f"{last} {first}".lower()) == f"{last} {first}".lower()
        with pytest.raises(UnknownName, match=name):
            known_source(graph.store, f"{name}x")
        with pytest.raises(UnknownName, match="none of a like name"):
            known_source(graph.store, "…")
