"""The documentation builds without a warning, has every question, command, method and term, and fetches nothing."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
import typer.main

from kg.doors.cli import app
from kg.graph import TradeGraph
from kg.model.iris import ontology_dir
from kg.questions.catalogue import QUESTIONS

pytest.importorskip("mkdocs")

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("docs")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)]
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return folder


def headings(page: Path) -> set[str]:
    return {unescape(found) for found in re.findall(r'<h[23] id="[^"]*">([^<]+)<', page.read_text("utf-8"))}


def test_the_reference_is_whole(built: Path) -> None:
    """Each question, command, method of the graph and term of the ontology has its place."""
    reference = built / "reference"
    assert QUESTIONS.keys() <= headings(reference / "questions.html")
    assert typer.main.get_group(app).commands.keys() <= headings(reference / "command-line.html")
    assert {name for name in dir(TradeGraph) if not name.startswith("_")} <= headings(reference / "python.html")
    terms = re.findall(r"^trade:(\w+) a owl:", (ontology_dir() / "trade.ttl").read_text("utf-8"), re.MULTILINE)
    assert len(terms) > 100
    assert {*terms} <= headings(reference / "ontology.html")


def test_nothing_is_fetched(built: Path) -> None:
    """Scripts, styles, fonts and pictures of all pages are files beside them; every address inside is there."""
    for page in built.rglob("*.html"):
        text = page.read_text("utf-8")
        loaded = re.findall(r'<(?:script|img|iframe)[^>]* src="([^"]+)"|<link[^>]* href="([^"]+)"', text)
        assert not [each for pair in loaded for each in pair if "//" in each], page
        for href in re.findall(r'<a[^>]* href="([^"]+)"', text):
            path = unquote(unescape(href).split("#")[0])
            if path and "//" not in path and page.name != "404.html":
                assert (page.parent / path).exists(), f"{page.name}: {href}"
    styles = "".join(path.read_text("utf-8") for path in built.rglob("*.css"))
    assert re.findall(r"url\(['\"]?(?:https?:)?//", styles) == []
