"""A server on loopback for all tests of the web door."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from serving import Site, running

from kg.graph import TradeGraph


@pytest.fixture(scope="session")
def site(built: Path) -> Iterator[Site]:
    """The server of the small world; it only reads."""
    with running(TradeGraph.open(built, read_only=True), origins=["https://editor.example"]) as made:
        yield made
