"""`/ask`: the same rows as every other door, described, guarded, cacheable."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import socket
import threading
import time
from typing import Any
from urllib.parse import urlencode

import jsonschema  # type: ignore[import-untyped]
import pytest
from serving import Site

from kg.doors.web.accept import best
from kg.doors.web.guards import MAX_AT_ONCE, Guards
from kg.graph import TradeGraph
from kg.questions.catalogue import QUESTIONS

# what a question cannot be asked without
NEEDED = {
    "why": {"pledge": "chips", "company": "Nvidia"},
    "path": {"start": "Japan", "end": "Nvidia"},
    "changes": {"since": "2025-06-30"},
    "totals": {"pledger": "Japan"},
    "exposure": {"company": "Nvidia"},
    "counterpart": {},
}


def _asked(name: str) -> str:
    return f"/ask/{name}?" + urlencode(NEEDED.get(name, {}))


@pytest.mark.parametrize("name", sorted(QUESTIONS))
def test_every_question_answers_as_the_python_door_does(site: Site, name: str) -> None:
    """The JSON is what `Table.to` gives, byte for byte, and is of the form that the description promises."""
    answer = site(_asked(name))
    assert (answer.status, answer.headers["content-type"]) == (200, "application/json")
    assert answer.text == site.graph.ask(name, **NEEDED.get(name, {})).to("json") + "\n"
    told = site("/openapi.json").json
    schema = told["paths"][f"/ask/{name}"]["get"]["responses"]["200"]["content"]["application/json"]["schema"]
    jsonschema.validate(answer.json, schema)
    csv = site(_asked(name), accept="text/csv")
    assert csv.text.splitlines()[0] == ",".join(QUESTIONS[name].columns)


def test_filters_policy_and_day_pass_through(site: Site) -> None:
    """What stands behind the question mark is what `ask` and `at` take."""
    graph: TradeGraph = site.graph
    answer = site("/ask/pledges?product=chips&policy=pledger_first&known_by=2025-05-28")
    assert (
        answer.text
        == graph.at(known_by="2025-05-28").ask("pledges", policy="pledger_first", product="chips").to("json") + "\n"
    )
    assert answer.json["known_by"] == "2025-05-28"
    assert site("/find?name=Nvidai&kind=company").json["rows"][0]["name"] == "Nvidia"


WRONG = {
    "no question": ("/ask/colours", 404, "there are: about, beneficiaries"),
    "no filter": ("/ask/pledges?colour=red", 400, "colour"),
    "no country": ("/ask/pledges?pledger=Atlantis", 400, "Atlantis"),
    "no status": ("/ask/pledges?status=rumoured", 400, "rumoured"),
    "no day": ("/ask/pledges?as_of=yesterday", 400, "yesterday"),
    "twice": ("/ask/pledges?kind=loan&kind=purchase", 400, "'kind' is given twice"),
    "left out": ("/ask/changes", 400, "since"),
    "no name": ("/find", 400, "takes a name"),
    "no page": ("/nothing/here", 404, "Not Found"),
    "file": ("/ask/..%2f..%2fetc%2fpasswd", 404, "Not Found"),
}


@pytest.mark.parametrize(("path", "status", "told"), WRONG.values(), ids=list(WRONG))
def test_errors_are_problem_details(site: Site, path: str, status: int, told: str) -> None:
    """RFC 9457: status, title and what to do; never a traceback."""
    answer = site(path)
    assert (answer.status, answer.headers["content-type"]) == (status, "application/problem+json")
    assert answer.json["status"] == status
    assert told in answer.json["detail"]
    assert "etag" not in answer.headers


def test_only_reading_is_allowed(site: Site) -> None:
    """Other methods are 405; HEAD is a GET without a body."""
    for method in ("POST", "PUT", "DELETE", "PATCH"):
        assert site("/ask/pledges", method=method).status == 405
    head = site("/ask/pledges", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert head.headers["etag"] == site("/ask/pledges").headers["etag"]


def test_what_a_client_holds_is_not_sent_again(site: Site) -> None:
    """The tag follows from the graph's inputs: the same request is 304, another question or graph has another tag."""
    first = site("/ask/pledges")
    tag = first.headers["etag"]
    again = site("/ask/pledges", if_none_match=f'"other", W/{tag}')
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == tag
    others = [site("/ask/talks"), site("/ask/pledges?kind=loan"), site("/ask/pledges", accept="text/csv")]
    assert tag not in [other.headers["etag"] for other in others]
    assert site("/ask/pledges", if_none_match='"other"').body == first.body


def test_foreign_names_are_refused(site: Site) -> None:
    """A Host that the server was not told of is 421, whatever its port or spelling."""
    for host in ("evil.example", "evil.example:80", "127.0.0.1.evil.example", "[::2]:1", ""):
        assert site("/health", host=host).status == 421
    for host in ("localhost", "LOCALHOST:1", "127.0.0.1", "[::1]:8000"):
        assert site("/health", host=host).status == 200


def test_scripts_of_other_sites_read_nothing_unless_told(site: Site) -> None:
    """Only the origin the server was told of is answered with a CORS header, and never with credentials."""
    told = site("/ask/pledges", origin="https://editor.example").headers
    assert told["access-control-allow-origin"] == "https://editor.example"
    assert "access-control-allow-credentials" not in told
    assert "access-control-allow-origin" not in site("/ask/pledges", origin="https://evil.example").headers


def test_every_answer_has_the_guarding_headers(site: Site) -> None:
    """No sniffing, no referrer, no framing, no script; also on errors and refusals."""
    for answer in (site("/ask"), site("/nothing"), site("/health"), site("/health", host="evil.example")):
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["content-security-policy"] == "default-src 'none'; frame-ancestors 'none'"
        assert "server" not in answer.headers


def test_the_log_keeps_what_was_asked_to_itself(site: Site, caplog: pytest.LogCaptureFixture) -> None:
    """A JSON object a request: method, path, status, bytes, time; neither query nor body."""
    caplog.set_level(logging.INFO, "kg.doors.web")
    site("/ask/pledges?pledger=Japan")
    lines: list[dict[str, Any]] = []
    deadline = time.monotonic() + 10
    while not lines and time.monotonic() < deadline:  # it is written when the answer is out, as is that of one before
        told = [json.loads(item.message) for item in caplog.records if item.name == "kg.doors.web"]
        lines = [line for line in told if line["path"].startswith("/ask/pledges")]
        time.sleep(0.01)
    assert lines[-1].keys() == {"method", "path", "status", "bytes", "ms"}
    assert (lines[-1]["path"], lines[-1]["status"]) == ("/ask/pledges", 200)
    assert "Japan" not in caplog.text
    query = "SELECT ?canary { ?canary a <http://example.org/Canary> }"
    for body, media in (
        (query, "application/sparql-query"),
        (urlencode({"query": query}), "application/x-www-form-urlencoded"),
    ):
        before = len(caplog.records)
        assert site("/sparql", method="POST", body=body, content_type=media).status == 200
        while len(caplog.records) == before and time.monotonic() < deadline:
            time.sleep(0.01)
        assert json.loads(caplog.records[-1].message)["path"] == "/sparql"
    assert "anary" not in caplog.text


def test_too_much_at_once_is_turned_away(site: Site) -> None:
    """Beyond the limit requests are 503 with a time to try again; health still answers."""

    async def reached(path: str) -> tuple[int, dict[bytes, bytes]]:
        held: list[dict[str, Any]] = []

        async def inner(scope: Any, receive: Any, send: Any) -> None:
            await send({"type": "http.response.start", "status": 200, "headers": []})

        async def send(message: Any) -> None:
            held.append(message)

        guards = Guards(inner, ["localhost"])
        guards.at_work = MAX_AT_ONCE
        scope = {"type": "http", "method": "GET", "path": path, "headers": [(b"host", b"localhost")]}
        await guards(scope, None, send)  # type: ignore[arg-type]  # nothing is received
        return held[0]["status"], dict(held[0]["headers"])

    status, headers = asyncio.run(reached("/ask"))
    assert (status, headers[b"retry-after"]) == (503, b"1")
    assert asyncio.run(reached("/health"))[0] == 200


def test_noise_does_not_bring_it_down(site: Site) -> None:
    """Bytes that are no HTTP, and headers without end, are refused or cut off; the server goes on."""
    endless = b"GET / HTTP/1.1\r\nx: " + b"a" * 200_000
    for noise in (b"\x00\xff" * 500 + b"\r\n\r\n", b"GET /ask HTTP/9.9\r\n\r\n", endless):
        where = ("127.0.0.1", site.port)
        with socket.create_connection(where, timeout=10) as line, contextlib.suppress(OSError):
            line.sendall(noise)  # the server may hang up before all is sent
            line.shutdown(socket.SHUT_WR)
            assert line.recv(12)[:10] in (b"", b"HTTP/1.1 4")
    assert site("/health").json["status"] == "ok"


def test_many_readers_get_the_same(site: Site) -> None:
    """Answers do not mix when many ask at once."""
    paths = [_asked(name) for name in ("pledges", "evidence", "talks")] * 6
    alone = {path: site(path).body for path in paths}
    got: list[bool] = []
    threads = [threading.Thread(target=lambda path=path: got.append(site(path).body == alone[path])) for path in paths]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [True] * len(paths)


ACCEPTED = {
    "": "a/x", "*/*": "a/x", "a/*": "a/x", "b/z": "b/z", "b/*": "b/z", "text/html": None, "a/y, b/z": "a/y",
    "a/x;q=0.5, a/y;q=0.6": "a/y", "*/*;q=0.1, a/x;q=0": "a/y", "A/Y": "a/y", "a/x;q=none": None,
    "a/*;q=0.2, b/z;q=0.3, a/y;q=0.9;v=1": "a/y", "a/y; q=1.000": "a/y", ", ,": "a/x",
}  # fmt: skip


@pytest.mark.parametrize(("accept", "media"), ACCEPTED.items(), ids=list(ACCEPTED))
def test_the_most_wanted_type_is_given(accept: str, media: str | None) -> None:
    """Quality first, the most specific range counts, equals in the order of the offer."""
    assert best(accept, ["a/x", "a/y", "b/z"]) == media


def test_nothing_acceptable_is_told(site: Site) -> None:
    """406 names what there is."""
    answer = site("/ask", accept="image/png")
    assert (answer.status, "text/csv" in answer.json["detail"]) == (406, True)
