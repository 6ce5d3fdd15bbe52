"""`kg serve` as a process: one or several, started, asked and told to stop."""

from __future__ import annotations

import json
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlencode

import pytest
from running import Kg
from serving import Answer, Site, running

from kg.graph import TradeGraph

COMMAND = (sys.executable, "-c", "from kg.doors.cli import main; main()", "serve")


def _free() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextmanager
def _started(store: Path, *options: str) -> Iterator[tuple[Site, subprocess.Popen[str]]]:
    port = _free()
    command = [*COMMAND, "--store", str(store), "--port", str(port), *options]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    with TradeGraph.open(store, read_only=True) as graph:
        site = Site(graph, port)
        try:
            _wait(site, process)
            yield site, process
        finally:
            process.terminate()  # never by force: what watches over workers ends them
            process.communicate(timeout=60)


def _wait(site: Site, process: subprocess.Popen[str]) -> Answer:
    deadline = time.monotonic() + 60
    while True:
        try:
            return site("/health")
        except OSError:
            assert process.poll() is None, process.stderr.read() if process.stderr else ""
            assert time.monotonic() < deadline
            time.sleep(0.05)


def _children(process: subprocess.Popen[str]) -> list[int]:
    path = Path(f"/proc/{process.pid}/task/{process.pid}/children")
    return [int(pid) for pid in path.read_text().split()]


@pytest.mark.parametrize("workers", [1, 2])
def test_it_answers_and_stops_when_told(built: Path, workers: int) -> None:
    """The same by one process and by several; the log has each request once; nothing is left behind."""
    with _started(built, "--workers", str(workers)) as (site, process):
        told = [site("/ask/pledges").text for _ in range(6)]
        assert {*told} == {site.graph.ask("pledges").to("json") + "\n"}
        children = _servers(process) if workers > 1 else []
        process.send_signal(signal.SIGTERM)
        _, log = process.communicate(timeout=30)
        logged = [json.loads(line)["path"] for line in log.splitlines() if line.startswith("{")]
        assert logged.count("/ask/pledges") == 6
        assert "Traceback" not in log
        assert not [pid for pid in children if Path(f"/proc/{pid}").exists()]
        with pytest.raises(ConnectionRefusedError):
            site("/health")


def test_a_worker_that_dies_is_replaced(built: Path) -> None:
    """Killed from outside, it is started anew, and readers are answered."""
    with _started(built, "--workers", "2") as (site, process):
        before = _servers(process)
        killed = before[0]
        subprocess.run(["kill", "-9", str(killed)], check=True)
        deadline = time.monotonic() + 60
        while len([pid for pid in _servers(process) if pid not in before]) < 1 and time.monotonic() < deadline:
            time.sleep(0.1)
        assert [pid for pid in _servers(process) if pid not in before]
        assert _wait(site, process).status == 200


def _servers(process: subprocess.Popen[str]) -> list[int]:
    """The processes that answer; the one that watches over what they share is none."""
    held = [pid for pid in _children(process) if Path(f"/proc/{pid}/cmdline").exists()]
    return [pid for pid in held if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def test_a_request_under_way_ends_before_the_server_does(built: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Told to stop amid a query, the server takes no more and lets that one be answered."""
    monkeypatch.setattr("kg.query.sparql.SECONDS", 2.0)
    slow = urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"})
    told: list[Answer] = []
    with running(TradeGraph.open(built, read_only=True)) as site:
        asking = threading.Thread(target=lambda: told.append(site(f"/sparql?{slow}")))
        asking.start()
        time.sleep(0.7)
    asking.join(20)
    assert [answer.status for answer in told] == [422]
    assert "longer than 2 s" in told[0].json["detail"]
    with pytest.raises(ConnectionRefusedError):
        site("/health")


def test_a_start_waits_for_nothing_that_it_does_not_need() -> None:
    """The grammar of texts, rdflib, networkx, pandas and the like are loaded with what needs them."""
    code = "import sys, kg.doors.web.app, kg.doors.web.loading; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    late = {"kg.loaders.grammar", "rdflib", "networkx", "numpy", "pandas", "pyshacl", "pyvis", "kg.doors.mcp"}
    assert late & {*done.stdout.split()} == set()


def test_several_workers_take_no_reports(kg: Kg, built: Path) -> None:
    """Each would go on with the store that it has open."""
    ran = kg("serve", "--allow-load", "--workers", 2, "--store", built)
    assert (ran.code, "one worker" in ran.err) == (2, True)
