"""Users' queries: exact in every form, given whole or not at all, ended when they take too long, shut in."""

from __future__ import annotations

import json
import os
import re
import socket
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pyoxigraph as ox
import pytest
import reaching_out
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kg.model.errors import QueryError
from kg.query import guard, sparql
from kg.query.table import Table
from kg.query.worker import GRAPH_FORMS, ROW_FORMS
from kg.store.embedded import REPORTS, Store
from kg.store.nodes import Iri

A = REPORTS + "a-1"
LINES = [
    f'<http://x/s> <http://x/p> "a\\nb"@en <{A}> .',
    '<http://x/s> <http://x/p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> .',
    '<http://x/s> <http://x/p> "http://x/s" .',
    "<http://x/s> <http://x/q> <http://x/s> .",
]
EVERY = "SELECT * { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"


@pytest.fixture(scope="module")
def worker() -> Iterator[sparql.Worker]:
    store = Store(None)
    store.add(LINES)
    store.add([f'<http://x/{n}> <http://x/n> "{n}" .' for n in range(400)])
    made = sparql.Worker(store)
    yield made
    made.close()


@pytest.fixture(params=["memory", "disk", "read-only"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    made = Store(None if request.param == "memory" else tmp_path / "s")
    made.add(LINES)
    if request.param == "read-only":
        made.flush()
        del made
        return Store(tmp_path / "s", read_only=True)
    return made


def test_every_form_says_the_same(store: Store) -> None:
    """IRIs, texts, languages and datatypes come back from each form; a Table tells IRIs from texts."""
    worker = sparql.Worker(store)
    asked = "SELECT ?s ?p ?o ?g { { ?s ?p ?o } UNION { GRAPH ?g { ?s ?p ?o } } }"
    expected = sorted(map(str, store.run(asked)))  # type: ignore[arg-type]
    for form in ("json", "xml", "tsv"):
        data = sparql.run(worker, asked, form=form)
        assert isinstance(data, bytes)
        parsed = ox.parse_query_results(data, format=ROW_FORMS[form])
        assert sorted(map(str, parsed)) == expected  # type: ignore[arg-type]
    table = sparql.run(worker, asked)
    assert isinstance(table, Table)
    values = [row["o"] for row in table if row["o"] == "http://x/s"]
    assert sorted(isinstance(value, Iri) for value in values) == [False, True]
    for name, graph_form in GRAPH_FORMS.items():
        data = sparql.run(worker, "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", form=name)
        assert isinstance(data, bytes)
        assert len(list(ox.parse(data, format=graph_form))) == 3
    assert sparql.run(worker, "ASK {}", form="csv") == b"true"
    worker.close()


def test_what_was_written_since_is_seen(store: Store) -> None:
    """The next query reads the store as it is now."""
    worker = sparql.Worker(store)
    assert len(sparql.run(worker, EVERY)) == 4
    if not store.read_only:
        store.add(["<http://x/t> <http://x/q> <http://x/s> ."])
        assert len(sparql.run(worker, EVERY)) == 5
    worker.close()


def test_rows_without_columns(worker: sparql.Worker) -> None:
    """Two solutions that bind nothing are two rows, in every form."""
    table = sparql.run(worker, "SELECT * { {} UNION {} }")
    assert isinstance(table, Table)
    assert len(table) == 2
    assert all(table.to(form) for form in ("table", "json", "csv", "md", "html"))


@pytest.mark.parametrize(
    ("query", "limits", "told"),
    [
        ("SELECT * { ?s ?p ?o }", {"rows": 402}, "more than 402 rows; nothing of them is given"),
        ("CONSTRUCT { ?s ?p ?o } { ?s ?p ?o }", {"rows": 402}, "more than 402 triples; nothing of them is given"),
        ("SELECT ?s { ?s ?p ?o . ?a ?b ?c . ?d ?e ?f }", {"rows": 10**9}, "more than 20971520 bytes"),
        ("SELECT ?s { ?s ?p", {}, "the query failed: error at 1:"),
        ("SELECT ?s { BIND(x:y AS ?s) }", {}, "the query failed"),
    ],
)
def test_over_a_limit_nothing_is_given(worker: sparql.Worker, query: str, limits: dict[str, int], told: str) -> None:
    """A short answer never passes for a whole one; exactly as much as the limit is whole."""
    with pytest.raises(QueryError, match=told):
        sparql.run(worker, query, **limits)  # type: ignore[arg-type]
    assert len(sparql.run(worker, "SELECT * { ?s ?p ?o }", rows=403)) == 403


def _nested(opening: str, inside: str, closing: str, times: int) -> str:
    return opening * times + inside + closing * times


WORDS = (
    "SELECT", "ASK", "CONSTRUCT", "DESCRIBE", "*", "?s", "?p ?o", "{", "}", "(", ")", "WHERE", "FILTER", "1", "'x'@en",
    "<a:b>", "<", "UNION", "GRAPH ?g", "SERVICE", "ORDER BY", "LIMIT 1", "VALUES ?s", "AS ?x", "COUNT(*)", "trade:a",
    ".", ";", "<<", ">>",
)  # fmt: skip
HOSTILE = {
    "objects": "SELECT * { ?s ?p " + ",".join(["1"] * 8_250) + " }",
    "cross join": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }",
    "sorted cross join": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "distinct cross join": "SELECT DISTINCT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
    "grouped cross join": "SELECT ?a (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } GROUP BY ?a ?d ?g",
    "concatenation": "SELECT (GROUP_CONCAT(?x) AS ?y) { ?a ?b ?x . ?c ?d ?e . ?f ?g ?h }",
    "paths": "SELECT (COUNT(*) AS ?n) { ?a (!<http://x/z>)* ?b . ?c (!<http://x/z>)* ?d . ?e (!<http://x/z>)* ?f }",
    "or": "SELECT * { ?s ?p ?o FILTER(" + "||".join(["?o"] * 24_000) + ") }",
    "and": "SELECT * { ?s ?p ?o FILTER(" + "&&".join(["?o"] * 24_000) + ") }",
    "alternatives": "SELECT * { ?s " + "|".join(["a"] * 45_000) + " ?o }",
    "sequence": "SELECT * { ?s " + "/".join(["a"] * 45_000) + " ?o }",
    "sum": "SELECT * { FILTER(" + "+".join(["?s"] * 30_000) + ") }",
    "differences": "SELECT * { FILTER(" + " - ".join(["?s"] * 16_000) + ") }",
    "product": "SELECT * { FILTER(" + "*".join(["?s"] * 30_000) + ") }",
    "negations": "SELECT * { FILTER(" + "!" * 90_000 + "?s) }",
    "brackets": "SELECT * { FILTER(" + _nested("(", "1", ")", 45_000) + ") }",
    "groups": "SELECT * " + _nested("{", "", "}", 45_000),
    "blank nodes": "SELECT * { ?s ?p " + _nested("[?p ", "1", "]", 15_000) + " }",
    "lists": "SELECT * { ?s ?p " + _nested("(", "1", ")", 45_000) + " }",
    "a long list": "SELECT * { ?s ?p (" + "1 " * 45_000 + ") }",
    "calls": "SELECT (" + _nested("STR(", "?s", ")", 18_000) + " AS ?x) {}",
    "minus": "SELECT * { " + "MINUS{?s ?p 1}" * 6_500 + " }",
    "union": "SELECT * { " + "{}UNION" * 13_000 + "{} }",
    "optional": "SELECT * { " + _nested("OPTIONAL{", "?s ?p ?o", "}", 9_000) + " }",
    "exists": "SELECT * { " + _nested("FILTER EXISTS{", "?s ?p ?o", "}", 6_000) + " }",
    "select expressions": "SELECT " + "".join(f"(1 AS ?v{n})" for n in range(7_000)) + " {}",
    "having": "SELECT (1 AS ?x) {} GROUP BY ?s HAVING " + "(1)" * 30_000,
    "describe": "DESCRIBE " + "<a:a>" * 19_000,
    "annotations": "SELECT * { ?s ?p ?o " + "{| ?a ?b |}" * 8_000 + " }",
    "reifiers": "SELECT * { ?s ?p ?o " + "~_:a" * 24_000 + " }",
    "quoted triples": "SELECT * { " + "<<" * 9_000 + "?s ?p ?o" + ">>?p?o" * 9_000 + " }",
    "triples": "SELECT * { " + "?s ?p ?o." * 10_000 + " }",
}
DEADLINE, OVER = 0.5, 0.2


@pytest.mark.parametrize("query", HOSTILE.values(), ids=list(HOSTILE))
def test_a_hostile_query_is_ended_and_the_next_served(worker: sparql.Worker, query: str) -> None:
    """Answered or ended by the deadline and 0.2 s; this process lives, and the next query is answered."""
    for last in (False, False, True):  # a machine that does something else at that moment is no fault of the worker's
        sparql.run(worker, "ASK {}")  # a process stands by, whatever the query before did to it
        begun = time.monotonic()
        told = "nothing of them is given; ended; failed"
        try:
            sparql.run(worker, query, seconds=DEADLINE)
        except QueryError as error:
            told = str(error)
        took = time.monotonic() - begun
        assert any(word in told for word in ("nothing of them is given", "ended", "failed"))
        assert isinstance(sparql.run(worker, "ASK {}"), Table)
        if last or took < DEADLINE + OVER:
            break
    assert took < DEADLINE + OVER


def test_memory_is_bounded(worker: sparql.Worker, monkeypatch: pytest.MonkeyPatch) -> None:
    """A query that would take the machine's memory ends its own process, and says so."""
    monkeypatch.setattr(sparql, "MEMORY", 200 * 2**20)
    small = sparql.Worker(worker._store)
    bomb = "SELECT (STRLEN(?j) AS ?n) { BIND('0123456789' AS ?a) " + "".join(
        f"BIND(CONCAT({','.join([f'?{x}'] * 10)}) AS ?{y})" for x, y in zip("abcdefghi", "bcdefghij", strict=True)
    )
    with pytest.raises(QueryError, match="memory"):
        sparql.run(small, bomb + " }")
    assert isinstance(sparql.run(small, "ASK {}"), Table)
    small.close()


def test_threads_wait_for_one_another(worker: sparql.Worker) -> None:
    """Many threads on one graph each get their own answer."""
    found: dict[int, object] = {}

    def ask(n: int) -> None:
        found[n] = sparql.run(worker, f"SELECT (COUNT(*) AS ?n) {{ ?s ?p '{n}' }}")[0]["n"]  # type: ignore[index]

    threads = [threading.Thread(target=ask, args=(n,)) for n in range(395, 405)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == {n: int(n < 400) for n in range(395, 405)}


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=40), st.lists(st.sampled_from(WORDS), max_size=14).map(" ".join)))
def test_any_text_is_answered_or_refused(worker: sparql.Worker, query: str) -> None:
    """Nothing but an answer or a QueryError comes of it."""
    with suppress(QueryError):
        sparql.run(worker, query, seconds=1)


# --- nothing reaches out, with the guard or without


@pytest.fixture
def listener() -> Iterator[tuple[str, list[object]]]:
    """An address on this machine, and who called there."""
    calls: list[object] = []
    server = socket.create_server(("127.0.0.1", 0))

    def accept() -> None:
        while True:
            try:
                connection, peer = server.accept()
            except OSError:
                return
            calls.append(peer)
            connection.close()

    threading.Thread(target=accept, daemon=True).start()
    yield f"http://127.0.0.1:{server.getsockname()[1]}/", calls
    server.shutdown(socket.SHUT_RDWR)
    server.close()


@pytest.mark.parametrize("guarded", [True, False])
def test_nothing_reaches_out(
    guarded: bool, listener: tuple[str, list[object]], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """0 requests on a listener of this machine, no line of a local file, with the guard or by the walls alone."""
    url, calls = listener
    secret = tmp_path / "secret.ttl"
    secret.write_text("<http://x/canary> <http://x/canary> <http://x/canary> .")
    places = {
        "URL": url,
        "FILE": secret.as_uri(),
        "FOLDER": f"{tmp_path.as_uri()}/",
        "LOCALHOST": secret.as_uri().replace("file://", "file://localhost"),
        "PATH": str(secret),
    }
    store = Store(None)
    store.add(LINES)
    worker = sparql.Worker(store)
    if not guarded:
        monkeypatch.setattr(guard, "check", lambda query: None)
    for query in (*reaching_out.SERVICE, *reaching_out.ELSEWHERE):
        spelled = re.sub("|".join(places), lambda word: places[word[0]], query)
        for form in (None, "json", "nt"):
            with suppress(QueryError):
                found = sparql.run(worker, spelled, form=form)
                assert b"canary" not in (found.to("json").encode() if isinstance(found, Table) else found)
    worker.close()
    assert calls == []


def test_there_are_seventy_ways_out() -> None:
    """Each of them once."""
    every = {*reaching_out.SERVICE, *reaching_out.ELSEWHERE}
    assert len(every) == len(reaching_out.SERVICE) + len(reaching_out.ELSEWHERE) >= 70


def test_the_listener_hears(listener: tuple[str, list[object]]) -> None:
    """Without guard and walls the engine would have called: the test before can fail."""
    url, calls = listener
    with pytest.raises(OSError, match=r"\w"):
        list(ox.Store().query(f"SELECT * {{ SERVICE <{url}> {{ ?a ?b ?c }} }}"))  # type: ignore[arg-type]
    assert len(calls) == 1


def test_answers_are_json_as_the_standard_has_it(worker: sparql.Worker) -> None:
    """As in https://www.w3.org/TR/sparql11-results-json/ ."""
    data = sparql.run(worker, "SELECT ?o { GRAPH ?g { ?s ?p ?o } }", form="json")
    assert isinstance(data, bytes)
    assert json.loads(data)["results"]["bindings"] == [{"o": {"type": "literal", "value": "a\nb", "xml:lang": "en"}}]


@pytest.mark.skipif(not hasattr(os, "getpriority"), reason="only POSIX ranks processes")
@pytest.mark.parametrize("niceness", [0, 10])
def test_only_a_server_lets_queries_stand_back(niceness: int) -> None:
    """Who asks at a command line waits for the query alone; on a busy machine it may not come last."""
    worker = sparql.Worker(Store(None), niceness=niceness)
    try:
        worker.ask("ASK {}", rows=1, seconds=60)
        assert worker._process is not None
        mine = os.getpriority(os.PRIO_PROCESS, 0)
        assert os.getpriority(os.PRIO_PROCESS, worker._process.pid) == min(mine + niceness, 19)
    finally:
        worker.close()
