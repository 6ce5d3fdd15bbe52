"""A store on a server: the same bytes and the same answers as in memory, over servers that the tests start."""

from __future__ import annotations

import json
import os
import threading
from collections import Counter
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
import servers
from running import Kg
from small import RECORDS, records, write

from kg.derive import rules
from kg.graph import TradeGraph
from kg.model.errors import InputError, QueryError, StoreError
from kg.model.iris import ID, ontology_dir
from kg.questions.catalogue import QUESTIONS
from kg.store import quads
from kg.store.embedded import Store
from kg.store.nodes import Iri, Node, lines

ASKED: dict[str, dict[str, str]] = {
    "changes": {"since": "2025-05-28"},
    "path": {"start": "Nvidia", "end": "Japan"},
    "why": {"pledge": "¥1tn of chips", "company": "Nvidia"},
}


@pytest.fixture(params=("oxigraph", "virtuoso"))
def address(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """Where a server of this test listens, with an empty store."""
    if request.param == "virtuoso" and not servers.has_virtuoso():
        if os.environ.get("TRADEKG_VIRTUOSO") == "required":
            pytest.fail("no Virtuoso here, and TRADEKG_VIRTUOSO=required")
        pytest.skip("no Virtuoso here; Debian has it in virtuoso-opensource-7-bin")
    with getattr(servers, request.param)(tmp_path) as server:
        if server.user:
            monkeypatch.setenv("TRADEKG_STORE_USER", server.user)
            monkeypatch.setenv("TRADEKG_STORE_PASSWORD", server.password)
        yield server.address


def test_a_server_holds_and_answers_what_memory_does(address: str) -> None:
    """Loaded, corrected and decided on a server: the dump is that of memory, byte for byte, and so is every answer."""
    corrected = {**RECORDS[0], "pledges": [{**RECORDS[0]["pledges"][0], "status": "agreed"}]}
    with TradeGraph.open(address) as there, TradeGraph.open() as here:
        for graph in (there, here):
            graph.load(records())
            graph.load([type(records()[0]).of(corrected)])
            claims = sorted({str(row["claim"]) for row in graph.evidence(pledger="Japan")})
            graph.decide("retract", claims[0], by="editor", on="2026-03-02", why="checked")
        assert there.dump() == here.dump()
        assert not there.verify()
        for name in sorted(QUESTIONS):
            assert there.ask(name, **ASKED.get(name, {})) == here.ask(name, **ASKED.get(name, {})), name
        query = "SELECT ?label { ?p a trade:Pledge ; rdfs:label ?label } ORDER BY ?label"
        assert there.sparql(query) == here.sparql(query)


def test_our_own_queries_find_the_same_in_the_shipped_world(shipped: Path, address: str) -> None:
    """Each rule and each named query gives the rows of memory, whatever a server makes of unbound values and dates."""
    with TradeGraph.open(shipped, read_only=True) as stored:
        here = stored.store.copy()
    there = Store(address)
    there.load_dump(here.dump())
    queries = {rule.name: rule.query for rule in rules.rules()}
    queries |= {path.stem: path.read_text("utf-8") for path in (ontology_dir() / "questions").glob("*.rq")}
    for name, query in queries.items():
        wanted, found = (Counter(map(_row, store.query(query))) for store in (here, there))
        assert (name, found - wanted, wanted - found) == (name, Counter(), Counter())
        assert wanted, f"{name} finds nothing, which compares nothing"


def _row(row: Mapping[str, Any]) -> tuple[tuple[str, str], ...]:
    return tuple(sorted((name, repr(value)) for name, value in row.items()))


def test_commands_take_an_address(kg: Kg, tmp_path: Path, address: str) -> None:
    """The same commands with `--store http://…`; a dry run leaves the server as it was."""
    path = write(tmp_path)
    assert "would load" in kg("load", path, "--dry-run", "--store", address).out
    assert kg("ask", "pledges", "--store", address, "-f", "json").json["rows"] == []
    assert kg("load", path, "--store", address).code == 0
    told = kg("ask", "beneficiaries", "--pledger", "Japan", "--store", address)
    assert (told.code, "Nvidia" in told.out) == (0, True)
    assert kg("verify", "--store", address).code == 0


def test_the_inbox_of_a_server_is_worked_off(kg: Kg, address: str) -> None:
    """What is accepted enters the report there."""
    text = "Norway agreed to buy 5 helicopters. The deal with Georgia is open."
    Path("a.txt").write_text(f"publisher: Gazette\npublished: 2031-03-04\n\n{text}", encoding="utf-8")
    kg("load", "a.txt", "--store", address)
    (row,) = kg("inbox", "--store", address, "-f", "json").json["rows"]
    assert kg("inbox", "accept", row["doubt"], "--by", "Ed", "--why", "read", "--store", address).code == 0
    assert kg("inbox", "--store", address, "-f", "json").json["rows"] == []
    assert kg("verify", "--store", address).code == 0


def test_a_change_cut_off_is_mended_at_the_next_opening(address: str) -> None:
    """A server has no transaction over several updates: the digest of the inputs shows that derived triples are old."""
    with TradeGraph.open(address) as graph:
        graph.store.put({item.report.iri: quads.encode(item) for item in records()})  # and then the process died
        assert not graph.current
    with TradeGraph.open(address) as graph, TradeGraph.open() as here:
        assert graph.current
        here.load(records())
        assert graph.dump().splitlines()[1:] == here.dump().splitlines()[1:]


def test_the_engine_s_own_traps(address: str) -> None:
    """Nodes by any part of a pattern, in any graph; text with quotes, tabs and other scripts comes back as it was."""
    store = Store(address)
    text = 'a "quote"\\ \t\n 日本 \u2028 ?x <y>'
    one = Node("https://example.org/a", "Pledge").put("evidence", text).put("claim", Iri("https://example.org/c"))
    graph = f"{ID}report/g"  # where a server holds what is not ours as well, ours are told by how they begin
    store.add(lines([one]))
    store.put({graph: lines([one], graph)})
    assert store.objects("https://example.org/a", "evidence") == [text]
    assert store.having("evidence", text, graph=None) == ["https://example.org/a"]
    assert store.holds("https://example.org/a", "claim", "https://example.org/c")
    assert not store.holds("https://example.org/a", "claim", "https://example.org/d")
    assert (len(store), store.has(graph), store.has(graph + "x")) == (6, True, False)
    assert len(list(store.quads(graph=None))) == 6
    store.remove(graph, lines([one], graph))
    store.drop(graph)
    assert len(store) == 3
    with pytest.raises(QueryError, match="400"):
        store.query("SELECT {")
    store.clear()
    assert len(store) == 0


def test_where_nobody_answers() -> None:
    """The address is named, and what is wrong with it."""
    with pytest.raises(StoreError, match=r"no store at http://127\.0\.0\.1:9: .*does not answer"):
        Store("http://127.0.0.1:9")


def test_no_password_stands_in_an_address() -> None:
    """It would be told in messages; the message on it tells it to nobody."""
    with pytest.raises(InputError, match="TRADEKG_STORE_PASSWORD") as told:
        Store("http://ann:sesame@127.0.0.1:9")
    assert "sesame" not in str(told.value)


class _Guarded(BaseHTTPRequestHandler):
    """Answers who brings the token."""

    def do_POST(self) -> None:
        self.rfile.read(int(self.headers["Content-Length"]))
        known = self.headers.get("Authorization") in ("Bearer sesame", "Basic YW5uOnNlc2FtZQ==")
        data = json.dumps({"head": {}, "boolean": True}).encode() if known else b"who are you?"
        self.send_response(200 if known else 401)
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_: Any) -> None:
        """Quiet."""


def test_who_asks_is_told_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """A token, or user and password; without them the server's refusal is told. The query address may be any."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Guarded) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        where = f"http://127.0.0.1:{server.server_port}/sparql http://127.0.0.1:{server.server_port}/sparql"
        with pytest.raises(StoreError, match="401: who are you"):
            Store(where)
        monkeypatch.setenv("TRADEKG_STORE_USER", "ann")
        monkeypatch.setenv("TRADEKG_STORE_PASSWORD", "sesame")
        Store(where)
        monkeypatch.setenv("TRADEKG_STORE_TOKEN", "sesame")
        Store(where)
        server.shutdown()
