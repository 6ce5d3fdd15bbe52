"""SPARQL servers of other people on loopback, started in a folder of their own and ended afterwards."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from string import Template

from kg.model.iris import WORLD

__all__ = ["Server", "has_virtuoso", "oxigraph", "oxigraph_program", "virtuoso", "virtuoso_version"]

_INI = Path(__file__).parent / "data" / "virtuoso.ini"
_PATIENCE = 120.0  # seconds until a server answers, on a busy machine


@dataclass(frozen=True, slots=True)
class Server:
    """A running server: where it stands as `--store` takes it, its process, and who may write."""

    address: str
    pid: int
    user: str = ""
    password: str = ""
    port: int = 0  # of a client of its own


def oxigraph_program() -> str:
    """Of the package `oxigraph`, beside this Python."""
    return str(Path(sys.executable).with_name("oxigraph"))


def has_virtuoso() -> bool:
    """Whether its server and its own client are installed."""
    return all(map(shutil.which, ("virtuoso-t", "isql-vt")))


def virtuoso_version() -> str:
    """As it tells itself; "absent" if it is not there."""
    if not has_virtuoso():
        return "absent"
    told = subprocess.run(["virtuoso-t", "-?"], capture_output=True, text=True, check=False)
    found = re.search(r"Version ([\d.]+)", told.stdout + told.stderr)
    return found[1] if found else "of no known version"


@contextmanager
def oxigraph(folder: Path) -> Iterator[Server]:
    """`oxigraph serve` of the package `oxigraph`, with an empty store."""
    [port] = _ports(1)
    command = [oxigraph_program(), "serve", "--location", str(folder / "oxigraph"), "--bind", f"127.0.0.1:{port}"]
    with _started(command, folder, port) as pid:
        yield Server(f"http://127.0.0.1:{port}", pid)


@contextmanager
def virtuoso(folder: Path) -> Iterator[Server]:
    """Debian's Virtuoso with an empty database."""
    port, own = _ports(2)
    (folder / "virtuoso.ini").write_text(Template(_INI.read_text("utf-8")).substitute(http=port, own=own), "utf-8")
    base = f"http://127.0.0.1:{port}"
    address = f"{base}/sparql?default-graph-uri={WORLD} {base}/sparql-auth?using-graph-uri={WORLD}"
    with _started(["virtuoso-t", "+foreground", "+configfile", "virtuoso.ini"], folder, port) as pid:
        yield Server(address, pid, "dba", "dba", own)


def _ports(number: int) -> list[int]:
    found = [socket.socket() for _ in range(number)]
    for each in found:
        each.bind(("127.0.0.1", 0))
    ports = [each.getsockname()[1] for each in found]
    for each in found:
        each.close()
    return ports


@contextmanager
def _started(command: list[str], folder: Path, port: int) -> Iterator[int]:
    log = folder / "server.log"
    with (
        log.open("w") as out,
        subprocess.Popen(
            command, cwd=folder, stdout=out, stderr=out, env={**os.environ, "HOME": str(folder)}
        ) as server,
    ):
        try:
            _await(server, port, log)
            yield server.pid
        finally:
            server.terminate()
            try:
                server.wait(30)
            except subprocess.TimeoutExpired:
                server.kill()


def _await(server: subprocess.Popen[bytes], port: int, log: Path) -> None:
    until = time.monotonic() + _PATIENCE
    while server.poll() is None and time.monotonic() < until:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise RuntimeError(f"{server.args!r} does not answer: {log.read_text()[-500:]}")
