"""Readers and a hostile query a second against a server on loopback: how long answers take, and which fail.

`python tests/benchmarks/serve_load.py --store .kg` starts `kg serve` on the store, lets 50 readers walk over pages and
questions for 60 s, each pausing a tenth of a second between two, while once a second a query is sent that no time
suffices for; prints a table of what they waited. Last figures: `serve_load.md`.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import platform
import random
import subprocess
import sys
import time
import urllib.request
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path
from urllib.parse import urlencode

__all__ = ["Found", "load", "paths"]

HOSTILE = "/sparql?" + urlencode({"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"})
EXPECTED = {422, 503}  # of a hostile query: over its time, or none to run it


@dataclass
class Found:
    """Milliseconds by sort of request, and (sort, status) → how many."""

    waited: dict[str, list[float]] = field(default_factory=lambda: defaultdict(list))
    statuses: Counter[tuple[str, int]] = field(default_factory=Counter)

    @property
    def failed(self) -> dict[tuple[str, int], int]:
        """What was not asked for."""
        return {
            key: n
            for key, n in self.statuses.items()
            if (key[1] not in EXPECTED if key[0] == "hostile" else key[1] != 200)
        }

    def lines(self) -> list[str]:
        """A Markdown table."""
        out = ["| | requests | p50 ms | p99 ms | longest ms | statuses |", "| --- | ---: | ---: | ---: | ---: | --- |"]
        for sort, waited in sorted(self.waited.items()):
            ordered = sorted(waited)
            p50, p99 = (ordered[min(len(ordered) - 1, int(len(ordered) * part))] for part in (0.5, 0.99))
            told = ", ".join(f"{status}: {n}" for (name, status), n in sorted(self.statuses.items()) if name == sort)
            out.append(f"| {sort} | {len(ordered):,} | {p50:.0f} | {p99:.0f} | {ordered[-1]:.0f} | {told} |")
        return out


async def load(port: int, pages: Sequence[str], *, readers: int, seconds: float, pause: float, hostile: float) -> Found:
    """`readers` at once for so many seconds, and a hostile query each `hostile` seconds."""
    found = Found()
    until = time.monotonic() + seconds

    async def reader(number: int) -> None:
        chance = random.Random(number)
        line = await asyncio.open_connection("127.0.0.1", port)
        while time.monotonic() < until:
            path = chance.choice(pages)
            await _timed(found, "ask" if path.startswith("/ask") else "page", line, path)
            await asyncio.sleep(chance.uniform(0, 2 * pause))
        line[1].close()

    async def enemy() -> None:
        line = await asyncio.open_connection("127.0.0.1", port)
        await _timed(found, "hostile", line, HOSTILE)
        line[1].close()

    async def enemies() -> None:
        async with asyncio.TaskGroup() as sent:
            while time.monotonic() + hostile < until:
                await asyncio.sleep(hostile)
                sent.create_task(enemy())

    async with asyncio.TaskGroup() as group:
        for number in range(readers):
            group.create_task(reader(number))
        group.create_task(enemies())
    return found


async def _timed(found: Found, sort: str, line: tuple[asyncio.StreamReader, asyncio.StreamWriter], path: str) -> None:
    started = time.perf_counter()
    status = await _get(*line, path)
    found.waited[sort].append((time.perf_counter() - started) * 1000)
    found.statuses[sort, status] += 1


async def _get(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, path: str) -> int:
    """One request on a line that stays open; the whole answer is read."""
    host, port = writer.get_extra_info("peername")
    writer.write(f"GET {path} HTTP/1.1\r\nHost: {host}:{port}\r\nAccept-Encoding: gzip\r\n\r\n".encode())
    await writer.drain()
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").lower()
    length = next(int(text[15:]) for text in head.split("\r\n") if text.startswith("content-length:"))
    await reader.readexactly(length)
    return int(head.split(" ", 2)[1])


def paths(store: str, most: int = 60) -> list[str]:
    """Pages of every sort, and questions, as readers would follow them."""
    from kg.graph import TradeGraph
    from kg.model.iris import ID

    with TradeGraph.open(store, read_only=True) as graph:
        pledges = [str(row["pledge"]).removeprefix(ID) for row in graph.pledges()][:most]
        firms = sorted({str(row["company"]).removeprefix(ID) for row in graph.beneficiaries(basis="named")})[:10]
    firms = [firm for firm in firms if firm.startswith("company/")]
    views = ["/", "/page/overview", "/page/timeline", "/page/delivery", "/page/country/JPN", "/page/pair/JPN/USA"]
    asked = [
        "/ask/pledges",
        "/ask/beneficiaries?basis=named",
        "/ask/talks",
        "/ask/pledges?pledger=Japan",
        "/ask/officials",
    ]
    return [*views, *asked, *(f"/page/{path}" for path in (*pledges, *firms)), "/sparql", "/ontology"]


def main() -> None:
    """Start a server, load it, print what was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--store", default=".kg")
    parser.add_argument("--port", type=int, default=8099)
    parser.add_argument("--readers", type=int, default=50)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--pause", type=float, default=0.1, help="mean seconds between two requests of a reader")
    parser.add_argument("--hostile", type=float, default=1.0, help="seconds from one hostile query to the next")
    parser.add_argument("--workers", type=int, default=1)
    given = parser.parse_args()
    pages = paths(given.store)
    command = [sys.executable, "-c", "from kg.doors.cli import main; main()", "serve", "--store", given.store]
    command += ["--port", str(given.port), "--workers", str(given.workers)]
    server = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        base = f"http://127.0.0.1:{given.port}"
        _until_up(base)
        for path in pages:  # each page is made once; how long that takes is told apart
            asked = urllib.request.Request(base + path, headers={"Accept-Encoding": "gzip"})
            urllib.request.urlopen(asked).read()
        before = _cpu(server.pid)
        how = {"readers": given.readers, "seconds": given.seconds, "pause": given.pause}
        found = asyncio.run(load(given.port, pages, **how, hostile=given.hostile))
        spent = _cpu(server.pid) - before
    finally:
        server.terminate()
        server.wait()
    print(f"{given.readers} readers, {given.seconds:g} s, pause {given.pause:g} s, {given.workers} worker(s), ", end="")
    print(f"{len(pages)} addresses, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; Python", end=" ")
    print(
        ", ".join([platform.python_version(), *(f"{name} {version(name)}" for name in ("starlette", "uvicorn"))]), "\n"
    )
    print("\n".join(found.lines()))
    answered = sum(len(waited) for sort, waited in found.waited.items() if sort != "hostile")
    print(f"\nthe serving process took {spent * 1000 / answered:.2f} ms of CPU a request of a reader")
    print(f"not asked for: {found.failed or 'none'}")


def _cpu(pid: int) -> float:
    """Seconds of CPU of a process so far, by Linux."""
    told = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    return (int(told[11]) + int(told[12])) / os.sysconf("SC_CLK_TCK")


def _until_up(base: str) -> None:
    while True:
        try:
            urllib.request.urlopen(f"{base}/health").read()
            return
        except OSError:
            time.sleep(0.05)


if __name__ == "__main__":
    main()
