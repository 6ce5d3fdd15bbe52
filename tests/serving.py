"""A server on loopback for tests of the web door, and a client that shows status, headers and body as they are."""

from __future__ import annotations

import http.client
import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

import pytest

from kg.doors.web.app import server
from kg.graph import TradeGraph

__all__ = ["Answer", "Site", "running"]


@dataclass
class Answer:
    """What the server said."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        """The body as JSON."""
        return json.loads(self.body)

    @property
    def text(self) -> str:
        """The body as text."""
        return self.body.decode()


class Site:
    """A running server."""

    def __init__(self, graph: TradeGraph, port: int) -> None:
        self.graph, self.port, self.base = graph, port, f"http://127.0.0.1:{port}"

    def __call__(self, path: str, *, method: str = "GET", body: bytes | str = b"", **headers: str) -> Answer:
        """One request; `content_type=` becomes the header Content-Type. Redirects are shown, not followed."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            named = {name.replace("_", "-"): value for name, value in headers.items()}
            line.request(method, path, body or None, named)
            answer = line.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            line.close()


@contextmanager
def running(graph: TradeGraph, **how: Any) -> Iterator[Site]:
    """A server in a thread of its own, on a free port."""
    with pytest.MonkeyPatch.context() as patched:  # behind other tests, queries of low priority would run out of time
        patched.setattr("kg.doors.web.served.LATER", 0)
        made = server(graph, address="127.0.0.1", port=0, **how)
    thread = threading.Thread(target=made.run, daemon=True)
    thread.start()
    deadline = time.monotonic() + 20
    while not made.started and time.monotonic() < deadline:
        time.sleep(0.01)
    try:
        yield Site(graph, made.servers[0].sockets[0].getsockname()[1])
    finally:
        made.should_exit = True
        thread.join(20)
