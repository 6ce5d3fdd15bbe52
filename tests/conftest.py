"""What all tests share: the small worlds of `worlds.py`, importable by name."""

from __future__ import annotations

import os
import shutil
import sys
from pathlib import Path

import pytest

sys.path.insert(0, str(Path(__file__).parent))  # importlib mode puts no test folder on the path


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk with the reports of `small.py`, for tests that only read it."""
    from small import records

    from kg.graph import TradeGraph

    path = tmp_path_factory.mktemp("built") / "store"
    with TradeGraph.open(path) as graph:
        graph.load(records())
    return path


@pytest.fixture(scope="session")
def chromium() -> str:
    """The browser that pages are opened in; tests skip without one, unless TRADEKG_BROWSER says it is required."""
    path = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if path is None and os.environ.get("TRADEKG_BROWSER") == "required":
        pytest.fail("no Chromium here, and TRADEKG_BROWSER=required")
    if path is None:
        pytest.skip("no Chromium here; set CHROMIUM to its path")
    return path
