"""The store: replaced whole, atomic, the same bytes for the same content, and failures told in words."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.model.errors import QueryError, StoreError
from kg.model.iris import TRADE
from kg.store.embedded import REPORTS, Store
from kg.store.nodes import Iri, Node, expand

A, B = REPORTS + "a-1", REPORTS + "b-2"
NASTY = 'C:\\u0041 "x" \\ \n\t\r } ; DROP ALL # <http://a> .'


def graph(iri: str, *texts: str) -> list[str]:
    return list(Node(f"{iri}/pledge-1").put("evidence", *texts).lines(iri))


def rows(store: Store) -> list[str]:
    return store.dump().decode().splitlines()


@pytest.fixture(params=["memory", "disk"])
def store(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    return Store(None if request.param == "memory" else tmp_path / "deep" / "store")


def test_putting_twice_changes_nothing(store: Store) -> None:
    """New graphs go in by bulk, known ones by an update: both write the same bytes, whatever the text."""
    store.put({A: graph(A, NASTY), B: graph(B, "b")})
    first = store.dump()
    store.put({A: graph(A, NASTY), B: graph(B, "b")})
    assert store.dump() == first
    assert [row["t"] for row in store.query(f"SELECT ?t {{ GRAPH <{A}> {{ ?s trade:evidence ?t }} }}")] == [NASTY]


@pytest.mark.parametrize("text", ["https://x>y", "a b", "<", "\x00", "\U000f0000"])
def test_what_can_be_no_iri_matches_nothing(store: Store, text: str) -> None:
    """Asked for as a subject, property, value or graph; it is no failure."""
    store.put({A: graph(A, "one")})
    assert not store.holds(text, graph=None)
    assert not store.holds(None, "http://a/" + text, graph=None)
    assert not store.holds(None, None, text, graph=None)
    assert not store.holds(None, graph=text)
    assert store.holds(None, graph=A)


def test_only_the_graph_named_is_replaced(store: Store) -> None:
    """Another report and the default graph stay; of the old content nothing does."""
    store.add([f'<{A}> <{TRADE}kind> "default" .'])
    store.put({A: graph(A, "old", "older"), B: graph(B, "b")})
    store.put({A: graph(A, "new")})
    assert rows(store) == sorted([*graph(A, "new"), *graph(B, "b"), f'<{A}> <{TRADE}kind> "default" .'])
    assert store.reports() == [A, B]
    store.drop(A)
    assert (store.has(A), store.has(B), store.reports()) == (False, True, [B])
    store.clear()
    assert len(store) == 0


@pytest.mark.parametrize("known", [False, True])
def test_a_line_of_another_graph_is_refused(store: Store, known: bool) -> None:
    """A report cannot write into another one, be it new or known."""
    if known:
        store.put({A: graph(A, "a")})
    before = store.dump()
    for lines in (graph(B, "b"), [f'<{A}> <{TRADE}kind> "default" .']):
        with pytest.raises(StoreError, match="another graph"):
            store.put({A: lines})
    assert store.dump() == before


@pytest.mark.parametrize("method", ["put", "put known", "add", "load_dump", "rewrite", "replace"])
def test_a_bad_line_keeps_nothing(store: Store, method: str) -> None:
    """0 quads of a load are kept when one of its lines is none, and what was there stays."""
    store.put({B: graph(B, "b")})
    before = store.dump()
    good = [graph(A, str(n))[0] for n in range(2_000)]
    bad = [*good, f"<{A}> nonsense <{A}> ."]
    calls: dict[str, Callable[[], None]] = {
        "put": lambda: store.put({A: bad}),
        "put known": lambda: store.put({B: [*graph(B, "c"), f"<{A}> nonsense <{B}> ."]}),
        "add": lambda: store.add(bad),
        "load_dump": lambda: store.load_dump("\n".join(bad).encode()),
        "rewrite": lambda: store.rewrite("event", [A], bad),
        "replace": lambda: store.replace("event", [A], ["<nonsense"]),
    }
    with pytest.raises(StoreError):
        calls[method]()
    assert store.dump() == before


def test_a_dump_reloads_to_the_same_bytes(store: Store) -> None:
    """Sorted, and independent of the order in which things were put."""
    store.put({A: graph(A, "2", NASTY, "1"), B: graph(B, "b")})
    other = Store(None)
    other.put({B: graph(B, "b")})
    other.put({A: graph(A, "1", "2", NASTY)})
    again = Store(None)
    again.load_dump(store.dump())
    assert store.dump() == other.dump() == again.dump() == store.copy().dump()
    assert rows(store) == sorted(rows(store))
    assert Store(None).dump() == b""


def test_replacing_derived_subjects(store: Store) -> None:
    """Subjects of the default graph go with all their triples by one property's value; others and reports stay."""

    def node(name: str, event: str) -> list[str]:
        return list(Node(name).put("event", Iri(event)).put("label", name).lines())

    store.put({A: graph(A, "a")})
    store.add([*node("http://x/1", "http://x/e"), *node("http://x/2", "http://x/e"), *node("http://x/3", "http://x/f")])
    store.replace("event", ["http://x/e"], node("http://x/4", "http://x/e"))
    expected = sorted([*node("http://x/3", "http://x/f"), *node("http://x/4", "http://x/e"), *graph(A, "a")])
    assert rows(store) == expected
    store.replace("event", [], [])
    assert rows(store) == expected
    store.rewrite("event", ["http://x/e", "http://x/f"], node("http://x/5", "http://x/e"))
    assert rows(store) == sorted([*node("http://x/5", "http://x/e"), *graph(A, "a")])


def test_looking_up(store: Store) -> None:
    """By subject, property, value and graph; by exact text."""
    store.put({A: graph(A, "a")})
    store.add(list(Node("http://x/1").put("label", "a").put("event", Iri("http://x/e")).lines()))
    assert [quad.object.value for quad in store.quads(graph=A)] == ["a"]  # type: ignore[union-attr]
    assert len(list(store.quads(graph=None))) == 3
    assert len(list(store.quads("http://x/1"))) == 2
    assert len(list(store.quads(prop="event", value="http://x/e"))) == 1
    assert store.having("label", "a") == ["http://x/1"]
    assert store.having("label", "A") == []
    assert store.having("evidence", "a", graph=None) == store.subjects("evidence", graph=A) == [f"{A}/pledge-1"]
    assert store.having("evidence", "a") == []
    assert store.objects("http://x/1", "label") == store.objects(None, "label") == ["a"]
    assert store.pairs("event") == store.pairs("event", "http://x/e") == [("http://x/1", "http://x/e")]
    assert store.pairs("label") == []
    assert store.holds("http://x/1", "event", "http://x/e")
    assert not store.holds("http://x/1", "event", "http://x/f")
    assert store.node("http://x/1") == {expand("label"): ["a"], expand("event"): ["http://x/e"]}
    assert store.node("http://x/2") == {}
    assert store.lines(A) == graph(A, "a")
    assert list(store.nodes(A)) == store.subjects(graph=A)


def test_queries(store: Store) -> None:
    """Prefixes are there, variables can be bound, and only SELECT gives rows."""
    store.put({A: graph(A, "a"), B: graph(B, "b")})
    query = "SELECT ?g ?t ?none WHERE { GRAPH ?g { ?s trade:evidence ?t } } ORDER BY ?t"
    assert store.query(query) == [{"g": A, "t": "a", "none": None}, {"g": B, "t": "b", "none": None}]
    assert store.query(query, {"g": B}) == [{"g": B, "t": "b", "none": None}]
    for bad in ("ASK {}", "SELECT", "SELECT ?x { BIND(nope:x AS ?x) }", "DROP ALL"):
        with pytest.raises(QueryError):
            store.query(bad)
    with pytest.raises(QueryError, match="the query failed: error at 2:"):
        store.run("SELECT *\n{ ?s }")
    assert isinstance(store.run("ASK {}"), ox.QueryBoolean)


def test_calls_are_counted() -> None:
    """Each read and write is one; a put asks once for each graph, and writes the new ones together."""
    store = Store(None)

    def cost(call: Callable[[], object]) -> int:
        before = store.calls
        call()
        return store.calls - before

    many = {f"{REPORTS}r-{n}": graph(f"{REPORTS}r-{n}", "x") for n in range(10)}
    assert cost(lambda: store.put(many)) == 11
    assert cost(lambda: store.put(many)) == 20
    assert cost(lambda: store.add([])) == 0
    for call in (store.reports, store.dump, lambda: store.has(A), lambda: store.query("SELECT * {}"), store.quads):
        assert cost(call) == 1


def test_progress_counts_graphs(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every graph is told of once, in batches for the new ones."""
    monkeypatch.setattr("kg.store.embedded._BATCH", 3)
    told: list[int] = []
    store = Store(None)
    many = {f"{REPORTS}r-{n}": graph(f"{REPORTS}r-{n}", "x") for n in range(7)}
    store.put(many, told.append)
    store.put(many, told.append)
    assert told == [3, 3, 1, *[1] * 7]
    assert store.reports() == sorted(many)


def test_what_is_flushed_is_there_again(tmp_path: Path) -> None:
    """A store on disk is read again by another opening, also for reading only; that one writes nothing."""
    store = Store(tmp_path / "s")
    store.put({A: graph(A, "a")})
    store.optimize()
    store.flush()
    dumped = store.dump()
    del store
    reader = Store(tmp_path / "s", read_only=True)
    assert reader.dump() == dumped
    reader.flush()
    reader.optimize()
    writes: list[Callable[[], None]] = [
        lambda: reader.put({A: graph(A, "x")}),
        lambda: reader.put({B: graph(B, "x")}),
        lambda: reader.add(graph(A, "x")),
        lambda: reader.drop(A),
        lambda: reader.replace("event", [A], []),
        lambda: reader.rewrite("event", [A], []),
        lambda: reader.load_dump(dumped),
        reader.clear,
    ]
    for write in writes:
        with pytest.raises(StoreError, match="for reading only"):
            write()
    assert reader.dump() == dumped


def test_a_store_in_use_is_told(tmp_path: Path) -> None:
    """A second opening for writing, by this process or another, says what to do; a path with "lock" in it does not."""
    path = tmp_path / "s"
    store = Store(path)
    with pytest.raises(StoreError, match="in use by this process; close it, --wait for it, or give another --store"):
        Store(path)
    code = "import sys; from kg.store.embedded import Store; Store(sys.argv[1])"
    done = subprocess.run([sys.executable, "-c", code, str(path)], capture_output=True, text=True, check=False)
    assert f"the store {path} is in use by process {os.getpid()}" in done.stderr
    assert len(store) == 0
    (tmp_path / "lock").write_text("a file")
    with pytest.raises(StoreError, match="cannot open the store") as refused:
        Store(tmp_path / "lock")
    assert "in use" not in str(refused.value)


def test_no_store_to_read(tmp_path: Path) -> None:
    """Reading makes no folder; the message says what makes one."""
    with pytest.raises(StoreError, match="run `kg build` or `kg load FILE` first"):
        Store(tmp_path / "none", read_only=True)
    assert not (tmp_path / "none").exists()
    (tmp_path / "empty").mkdir()
    with pytest.raises(StoreError, match="cannot open the store"):
        Store(tmp_path / "empty", read_only=True)
