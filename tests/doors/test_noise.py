"""Bytes on the wire: whatever is sent, the server answers in HTTP or hangs up, fails at nothing, and goes on."""

from __future__ import annotations

import contextlib
import logging
import re
import socket

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from serving import Site

STATUS = re.compile(rb"HTTP/1\.[01] (\d{3})")
PATHS = (b"/", b"/ask/pledges?kind=loan", b"/find?name=x", b"/sparql?query=ASK%7B%7D", b"/id/country/JPN", b"/load",
         b"/page/pair/JPN/USA", b"/data/country/JPN.ttl", b"/reconcile?queries=%7B%7D", b"/changes.atom?since=2025",
         b"/openapi.json", b"/health", b"/%00", b"//", b"*", b"http://localhost/health", b"/ask/%ff")  # fmt: skip
METHODS = (b"GET", b"HEAD", b"POST", b"OPTIONS", b"PUT", b"TRACE", b"CONNECT", b"PRI", b"g\xe9t", b"")
HEADERS = (b"Host: localhost", b"Host: 127.0.0.1:1", b"Host:", b"Accept: text/html;q=x", b"Accept: \xff",
           b"Expect: 100-continue", b"Content-Length: 5", b"Content-Length: -1", b"Content-Length: 9" * 9,
           b"Transfer-Encoding: chunked", b"Content-Type: application/x-www-form-urlencoded", b"Upgrade: websocket",
           b"Content-Type: application/json", b"Connection: Upgrade", b"Authorization: Bearer \xe9", b"Origin: null",
           b'If-None-Match: "', b"Range: bytes=0-1", b"X: " + b"a" * 9_000, b" folded", b"no colon",
           b"Content-Encoding: gzip", b"Access-Control-Request-Method: GET")  # fmt: skip
BODIES = (
    b"",
    b"5\r\nquery\r\n0\r\n\r\n",
    b"queries=%7B",
    b"query=ASK%7B%7D",
    b"{}",
    b"\x1f\x8b\x08",
    b"FFFFFFFFFFFFFFFFF\r\n",
)


POSTS = tuple(
    b"\r\n".join((b"POST %b HTTP/1.1" % path, b"Host: localhost", b"Content-Type: " + media, length, b"", body))
    for path, media in (
        (b"/sparql", b"application/sparql-query"),
        (b"/reconcile", b"application/x-www-form-urlencoded"),
    )
    for length, body in ((b"Content-Length: 30", b"queries=%7B%7D&x"), (b"Transfer-Encoding: chunked", b"9\r\nqueries"))
)


@st.composite
def requests(draw: st.DrawFn) -> bytes:
    """Something like a request, or nothing like one; parts of it turned, cut or put in."""
    if draw(st.integers(0, 4)) == 0:
        return draw(st.one_of(st.binary(max_size=600), st.sampled_from(POSTS)))
    head = b" ".join((draw(st.sampled_from(METHODS)), draw(st.sampled_from(PATHS)), b"HTTP/1.1"))
    lines = [head, b"Host: localhost", *draw(st.lists(st.sampled_from(HEADERS), max_size=4))]
    sent = b"\r\n".join([*lines, b"", draw(st.sampled_from(BODIES))])
    if draw(st.booleans()):
        at = draw(st.integers(0, len(sent)))
        sent = sent[:at] + draw(st.binary(max_size=6)) + sent[at + draw(st.integers(0, 3)) :]
    return sent


def _answer(port: int, sent: bytes) -> bytes:
    held = b""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as line, contextlib.suppress(ConnectionError):
        line.sendall(sent)
        line.shutdown(socket.SHUT_WR)
        while part := line.recv(65_536):
            held += part
    return held


@pytest.mark.parametrize("times", [300])
def test_whatever_is_sent_nothing_fails(site: Site, caplog: pytest.LogCaptureFixture, times: int) -> None:
    """No status of 500 and above but 503, no traceback in an answer or in the log, and the next request is answered."""
    log = logging.getLogger("uvicorn.error")  # which hands nothing on to others
    log.addHandler(caplog.handler)

    @settings(
        max_examples=times, derandomize=True, deadline=None, database=None, suppress_health_check=list(HealthCheck)
    )
    @given(requests())
    def tried(sent: bytes) -> None:
        told = _answer(site.port, sent)
        found = STATUS.match(told)
        assert found or not told
        assert not found or int(found[1]) < 500 or int(found[1]) == 503
        assert b"Traceback" not in told

    try:
        tried()
    finally:
        log.removeHandler(caplog.handler)
    assert site("/health").json["status"] == "ok"
    assert [item.getMessage() for item in caplog.records if item.levelno >= logging.ERROR] == []
