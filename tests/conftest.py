"""What all tests share: the small worlds of `worlds.py`, importable by name."""

from __future__ import annotations

import os
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

if TYPE_CHECKING:
    from running import Kg

    from kg.graph import TradeGraph
    from kg.query.table import Table

sys.path.insert(0, str(Path(__file__).parent))  # importlib mode puts no test folder on the path

settings.register_profile("patient", deadline=None)  # a busy machine is no fault of what is tested
settings.load_profile("patient")


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--accept` writes the tables that tests expect anew; what git then shows of them is to be read like code."""
    parser.addoption("--kills", type=int, default=10, help="how often tests/faults ends a busy process")
    parser.addoption("--accept", action="store_true", help="write expected tables anew instead of comparing them")


@pytest.fixture
def expect(request: pytest.FixtureRequest) -> Callable[[str, Path], None]:
    """Compares a table as CSV with the file that holds it, whatever the order of its rows."""

    def rows(text: str) -> list[str]:
        head, *rest = text.splitlines()
        return [head, *sorted(rest)]

    def compare(text: str, path: Path) -> None:
        if request.config.getoption("accept"):
            path.write_text(text, encoding="utf-8")
        assert rows(text) == rows(path.read_text("utf-8"))

    return compare


@pytest.fixture
def kg(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Kg:
    """Runs `kg` in this process, in a folder of its own."""
    from running import Kg

    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("KG_STORE", raising=False)
    monkeypatch.setenv("COLUMNS", "120")
    return Kg(capsys, monkeypatch)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk with the reports of `small.py`, for tests that only read it."""
    from small import records

    from kg.graph import TradeGraph

    path = tmp_path_factory.mktemp("built") / "store"
    with TradeGraph.open(path, create=True) as graph:
        graph.load(records())
    return path


@pytest.fixture(scope="session")
def shipped(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A store on disk with the shipped world, built once for all processes of a test run; tests only read it."""
    from kg.graph import TradeGraph

    own = tmp_path_factory.getbasetemp()
    path = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "shipped"
    with TradeGraph.open(path, create=True, wait=600) as graph:  # of several processes one builds, the others wait
        if not graph.store.reports():
            graph.build()
    return path


@pytest.fixture(scope="session")
def world(shipped: Path) -> Iterator[TradeGraph]:
    """The shipped world, open for all tests of a process, and what it answered: asked the same again, it remembers."""
    from kg.graph import TradeGraph

    with TradeGraph.open(shipped, read_only=True) as graph, pytest.MonkeyPatch.context() as patch:
        patch.setattr(graph, "ask", _remembered(graph.ask))
        yield graph


def _remembered(ask: Callable[..., Table]) -> Callable[..., Table]:
    """The same function; what says the same as before, with what is left out or by default, it need not work out."""
    held: dict[str, Table] = {}

    def asked(question: str, *, policy: str | None = None, **filters: object) -> Table:
        given = sorted((name, str(value)) for name, value in filters.items() if value is not None)
        key = repr((question, policy or "latest", given))
        if key not in held:
            held[key] = ask(question, policy=policy, **filters)
        return held[key]

    return asked


@pytest.fixture(scope="session")
def npm() -> Path:
    """The folder of packages that `.ci/run` installs from npm; tests skip without, unless TRADEKG_NPM names it."""
    given = os.environ.get("TRADEKG_NPM")
    if given is None:
        pytest.skip("no packages from npm here; `npm install --prefix DIR` those of `.ci/run`, and set TRADEKG_NPM=DIR")
    path = Path(given) / "node_modules"
    assert path.is_dir(), f"TRADEKG_NPM={given}, and there is no {path}"
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
