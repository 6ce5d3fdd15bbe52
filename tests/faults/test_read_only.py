"""A store on a disk that is mounted read-only: everything that reads does so, whatever state the store is in."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small import records
from worlds import told as told_by

from kg.graph import TradeGraph
from kg.model.iris import MANIFEST
from kg.store.embedded import Store
from kg.store.reports import written

MORE = told_by("AFP", "2025-06-01")
# In a namespace of its own the folder is mounted on itself, read-only; then each line of standard input is run.
MOUNTED = """
set -e
mount --bind "$1" "$1"
mount -o remount,ro,bind "$1"
if touch "$1/x" 2>/dev/null; then echo "it can be written to"; exit 9; fi
shift
exec "$@"
"""
KG = """
import sys
from kg.doors.cli import main
for line in sys.stdin.read().splitlines():
    sys.argv = ["kg", *line.split("|")]
    try:
        main()
    except SystemExit as stop:
        code = stop.code or 0
    print(f"{code} {line}", file=sys.stderr)
"""
READING = (
    "stats", "ask|pledges", "sparql|ASK { ?s ?p ?o }", "verify", "dump|-o|OUT/d.nq", "decisions", "find|Nvidia",
    "check", "view|overview|-o|OUT/v.html", "migrate|--dry-run", "network|OUT/g.json",
)  # fmt: skip


def mounted(store: Path, lines: list[str]) -> list[str]:
    """What is told on standard error, a last line with the exit code after each command."""
    unshare = shutil.which("unshare")
    if unshare is None or subprocess.run([unshare, "-rm", "true"], check=False).returncode:
        pytest.skip("no mount namespaces here")
    command = [unshare, "-rm", "sh", "-c", MOUNTED, "sh", str(store), sys.executable, "-c", KG]
    env = {**os.environ, "KG_STORE": str(store)}
    done = subprocess.run(command, input="\n".join(lines), capture_output=True, text=True, env=env, check=False)
    assert done.returncode == 0, done.stderr
    return done.stderr.splitlines()


@pytest.fixture
def store(tmp_path: Path) -> Path:
    with TradeGraph.open(tmp_path / "s", create=True) as graph:
        graph.load(records())
    return tmp_path / "s"


@pytest.mark.parametrize("state", ["whole", "to be mended", "amid a change", "of a former schema"])
def test_what_reads_reads(state: str, store: Path, tmp_path: Path) -> None:
    """Every command that reads ends well; what would write says that it cannot, and nothing is changed."""
    opened = Store(store)
    if state == "to be mended":
        opened.put({MORE.report.iri: written(MORE)[0]})
    if state == "of a former schema":
        opened.drop(MANIFEST)
    opened.flush()
    if state == "amid a change":
        with pytest.raises(ZeroDivisionError), opened.change():
            raise ZeroDivisionError
    del opened
    before = sorted((path.name, path.stat().st_size) for path in store.rglob("*"))
    reading = [line.replace("OUT", str(tmp_path)) for line in READING]
    told = mounted(store, [*reading, "build"])
    codes = {line.partition(" ")[2]: line.partition(" ")[0] for line in told if line[:2] in ("0 ", "1 ", "2 ")}
    fine = {"0"} if state != "to be mended" else {"0", "1"}  # verify tells what is to be mended
    assert {codes[line] for line in reading} <= fine, "\n".join(told)
    assert codes["build"] == "2"
    assert "can be read here, and not written to" in "\n".join(told)
    assert not [line for line in told if "Traceback" in line]
    assert sorted((path.name, path.stat().st_size) for path in store.rglob("*")) == before
