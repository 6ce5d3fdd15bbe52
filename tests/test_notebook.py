"""The notebook runs from an empty folder, and what it shows are tables and a page; it is kept without outputs."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("nbclient")

NOTEBOOK = Path(__file__).parent.parent / "docs" / "tour.ipynb"
RUN = """
import sys
import nbformat
from nbclient import NotebookClient
book = nbformat.read(sys.argv[1], 4)
NotebookClient(book, timeout=300, kernel_name="python3").execute()
nbformat.write(book, "run.ipynb")
"""


def test_the_notebook_runs(tmp_path: Path) -> None:
    """Without an error; its tables answer, and the last cell is a page in a frame that may run its own script alone."""
    kept = json.loads(NOTEBOOK.read_text("utf-8"))
    assert all(not cell["outputs"] and cell["execution_count"] is None for cell in code(kept))
    subprocess.run([sys.executable, "-c", RUN, NOTEBOOK], cwd=tmp_path, check=True, capture_output=True)
    shown = [
        output for cell in code(json.loads((tmp_path / "run.ipynb").read_text("utf-8"))) for output in cell["outputs"]
    ]
    assert {output["output_type"] for output in shown} == {"execute_result"}
    pages = ["".join(output["data"].get("text/html", "")) for output in shown]
    assert sum("<table" in page for page in pages) >= 5
    assert any("soybeans" in page and "$5bn" in page for page in pages)  # what the article promises
    assert any("Nvidia" in page for page in pages)
    assert pages[-1].startswith('<iframe title="Japan proposed to buy')
    assert 'sandbox="allow-scripts"' in pages[-1]


def code(book: dict[str, Any]) -> list[dict[str, Any]]:
    return [cell for cell in book["cells"] if cell["cell_type"] == "code"]
