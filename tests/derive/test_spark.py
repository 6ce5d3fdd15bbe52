"""The run on Spark, in local mode with several partitions: all lines of a dump, whatever was withdrawn or decided."""

from __future__ import annotations

import importlib.util
import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from worlds import empty

from kg.derive import conductor
from kg.loaders.shipped import world
from kg.model.decisions import Decision
from kg.model.record import Record
from kg.store import manifest, quads
from kg.store.decisions import to_lines
from kg.store.embedded import Store

REQUIRED = os.environ.get("TRADEKG_SPARK") == "required"


@pytest.fixture(autouse=True)
def _spark() -> None:
    """Tests skip without PySpark or Java, unless TRADEKG_SPARK says they are required."""
    if importlib.util.find_spec("pyspark") is None or shutil.which("java") is None:
        if REQUIRED:
            pytest.fail("no PySpark or no Java here, and TRADEKG_SPARK=required")
        pytest.skip("needs pyspark and Java")


def run(folder: Path, files: Iterable[Iterable[str]], decisions: Iterable[Decision]) -> tuple[list[bytes], str]:
    """All lines beneath OUT, sorted, and what is told on standard error after the run."""
    names = []
    for n, file in enumerate(files):
        names.append(str(folder / f"{n}.jsonl"))
        Path(names[-1]).write_text("".join(f"{line}\n" for line in file), encoding="utf-8")
    made = folder / "decisions.jsonl"
    made.write_text("".join(json.dumps(each.dump()) + "\n" for each in decisions), encoding="utf-8")
    command = [sys.executable, "-m", "kg.derive.spark", *names, str(folder / "out"), "--decisions", str(made)]
    options = "--master local[2] --conf spark.ui.enabled=false --conf spark.ui.showConsoleProgress=false pyspark-shell"
    env = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_SUBMIT_ARGS": options}
    done = subprocess.run([*command, "--parts", "3"], env=env, capture_output=True, text=True)
    assert done.returncode in (0, 1), done.stderr
    parts = sorted((folder / "out").glob("*/part-*"))
    assert len([part for part in parts if part.stat().st_size]) > 3
    return sorted(line for part in parts for line in part.read_bytes().splitlines()), done.stderr


def dumped(records: Iterable[Record], decisions: Iterable[Decision]) -> list[bytes]:
    """The lines of a dump after the embedded run."""
    store = empty()
    manifest.begin(store)
    store.put({record.report.iri: quads.encode(record) for record in records})
    store.add(to_lines(decisions))
    conductor.derive(store)
    return store.dump().splitlines()


def test_the_lines_are_those_of_a_dump(tmp_path: Path) -> None:
    """With shipped decisions, a retraction, a correction, a report that is told twice, and one that is none."""
    records = random.Random(5).sample(sorted(world().reports, key=lambda record: record.report.iri), 40)
    first = records[0].dump()["report"]
    corrected = Record.of({"report": {**first, "title": "Corrected", "revises": first["url"]}})
    old = Record.of({"report": records[4].dump()["report"]})
    gone = [Decision("retract", (each.report.iri,), "me", date(2026, 1, 1), "so") for each in records[1:3]]
    decisions = [*world().decisions, *gone]
    files = [[old.to_json(), "{"], [record.to_json() for record in (*records, corrected)]]
    found, told = run(tmp_path, files, decisions)
    expected = dumped([*records, corrected], decisions)
    assert found == expected
    made = Store(None)
    made.load_dump(b"\n".join(found))
    assert conductor.current(made)
    assert any(b"withdrawnBy" in line and corrected.report.iri.encode() in line for line in expected)
    assert "record 2: not JSON" in told
    assert "1 records are refused" in told


@pytest.mark.skipif(not REQUIRED, reason="takes a minute: TRADEKG_SPARK=required")
def test_the_shipped_world(tmp_path: Path) -> None:
    """All of it, on as many partitions."""
    shipped = world()
    found, _ = run(tmp_path, [[record.to_json() for record in shipped.reports]], shipped.decisions)
    assert found == dumped(shipped.reports, shipped.decisions)
