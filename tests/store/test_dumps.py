"""Dumps: what is not whole is refused, whatever is missing from it."""

from __future__ import annotations

import gzip
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from small import records

from kg.graph import TradeGraph
from kg.model.errors import StoreError
from kg.store import dumps
from kg.store.embedded import Store

LINES = b"".join(b'<http://x/s> <http://x/p> "%d" .\n' % n for n in range(20))
DUMP = dumps.stamped(LINES)


@given(st.integers(len(DUMP.splitlines()[0]) + 1, len(DUMP) - 1))
def test_a_cut_dump_is_refused(at: int) -> None:
    """Wherever it is cut behind its first line."""
    with pytest.raises(StoreError, match="the dump is damaged"):
        dumps.checked(DUMP[:at])


@given(st.integers(0, len(LINES) - 1), st.integers(1, 255))
def test_a_flipped_byte_is_refused(at: int, by: int) -> None:
    """Any change of any byte of a line."""
    at += len(DUMP) - len(LINES)
    with pytest.raises(StoreError, match="the dump is damaged"):
        dumps.checked(DUMP[:at] + bytes([DUMP[at] ^ by]) + DUMP[at + 1 :])


def test_whole_dumps_pass() -> None:
    """Plain or gzipped, the same bytes each time; of one without count and hash a note is given."""
    assert dumps.checked(DUMP) == (LINES, ())
    assert dumps.compressed(DUMP) == dumps.compressed(DUMP)
    assert dumps.checked(dumps.compressed(DUMP)) == (LINES, ())
    lines, (note,) = dumps.checked(LINES)
    assert lines == LINES
    assert "whether it is whole is not known" in note
    with pytest.raises(StoreError, match="the dump is damaged"):
        dumps.checked(dumps.compressed(DUMP)[:-9])
    assert gzip.decompress(dumps.compressed(DUMP)) == DUMP


def test_restoring_is_whole_or_nothing(tmp_path: Path) -> None:
    """A dump without its pledges is refused and nothing written; decisions are not wiped."""
    with TradeGraph.open() as graph:
        graph.load(records())
        whole = graph.dump()
        report = graph.store.reports()[0]
        graph.decide("retract", report, by="me", on="2025-06-01", why="so")
        decided = graph.decisions()
        graph.store.drop(report)
        for each in graph.store.reports():
            graph.store.drop(each)
        with pytest.raises(StoreError, match="reports or decisions already"):
            graph.restore(whole)
        assert graph.decisions() == decided
    without = b"".join(line for line in whole.splitlines(keepends=True) if b"#Pledge>" not in line)
    with TradeGraph.open(tmp_path / "s", create=True) as other:
        before = other.dump()
        with pytest.raises(StoreError, match="the dump is damaged: its first line tells of"):
            other.restore(without)
        assert other.dump() == before
        assert other.restore(whole) == ()
        assert other.dump() == whole


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=60), st.sampled_from([bytes, dumps.stamped, gzip.compress]))
def test_any_bytes_are_refused_or_restored(data: bytes, made: Callable[[bytes], bytes]) -> None:
    """Nothing but a StoreError comes of it, and nothing is written then."""
    graph = TradeGraph(Store(None))
    with suppress(StoreError):
        plain, _ = dumps.checked(made(data))
        graph.store.load_dump(plain)
        return
    assert len(graph.store) == 0


def restamped(data: bytes, old: str, new: str) -> bytes:
    lines, _ = dumps.checked(data)
    assert old.encode() in lines
    return dumps.stamped(lines.replace(old.encode(), new.encode()))


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("ontology#ordinal>", "ontology#x>", "cannot be read"),
        ('"2025-05-28"', '"yesterday"', "cannot be read"),
        ('"Tokyo has offered to buy chips."', '"Tokyo."', "does not hold what its record says"),
        ("/id/graph/manifest>", "/id/graph/other>", "it holds the graph https://w3id.org/tradekg/id/graph/other"),
        ("ontology#verdict>", "ontology#x>", "is no decision"),
    ],
)
def test_what_a_dump_claims_is_checked(old: str, new: str, told: str) -> None:
    """Count and hash tell of an accident; a report or decision that is none is refused all the same."""
    with TradeGraph.open() as graph, TradeGraph.open() as other:
        graph.load(records())
        graph.decide("retract", graph.store.reports()[0], by="me", on="2025-06-01", why="so")
        before = other.dump()
        with pytest.raises(StoreError, match=told):
            other.restore(restamped(graph.dump(), old, new))
        assert other.dump() == before


def test_what_follows_is_not_taken_from_a_dump() -> None:
    """A planted figure or company, with all hashes in order, is not restored."""
    with TradeGraph.open() as graph, TradeGraph.open() as other:
        graph.load(records())
        whole = graph.dump()
        planted = b'<https://w3id.org/tradekg/id/pledge/x> <http://www.w3.org/2000/01/rdf-schema#label> "planted" .\n'
        other.restore(dumps.stamped(dumps.checked(whole)[0] + planted))
        assert other.dump() == whole


def test_a_small_file_does_not_unpack_without_end() -> None:
    """What is a thousand times its size is no dump, and is not unpacked to its end."""
    with pytest.raises(StoreError, match="unpacks to more than 200 times its size"):
        dumps.checked(gzip.compress(bytes(2**29 // 4)))
