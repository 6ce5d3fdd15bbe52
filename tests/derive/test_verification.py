"""Verifying: a sound store has no fault; whatever is taken away, added or flipped is told in words."""

from __future__ import annotations

import random
import shutil
from copy import deepcopy
from pathlib import Path

import pytest
from small import RECORDS, records
from worlds import loaded

from kg.derive.verification import verify
from kg.graph import TradeGraph
from kg.model.errors import StoreError
from kg.model.record import Record
from kg.store.embedded import Store


@pytest.fixture(scope="module")
def dump() -> bytes:
    return loaded(records()).dump()


def faults(lines: list[bytes]) -> list[str]:
    store = Store(None)
    store.load_dump(b"".join(lines))
    return [row["fault"] for row in verify(store)]


def test_a_sound_store_has_no_fault(dump: bytes) -> None:
    """Each index holds all, reports hold what they say, and the same follows from them."""
    assert faults(dump.splitlines(keepends=True)) == []


@pytest.mark.parametrize(
    ("word", "told"),
    [
        (b"#Pledge>", "is missing"),
        (b"#evidence>", "does not hold what its record says"),
        (b"#recordHash>", "does not hold what its record says"),
        (b"#inputDigest>", "is missing"),
        (b"#label>", "is missing"),
        (b"#ordinal>", "cannot be read"),
    ],
)
def test_what_is_taken_away_is_told(dump: bytes, word: bytes, told: str) -> None:
    """All lines of one kind, of a report or derived."""
    lines = dump.splitlines(keepends=True)
    left = [line for line in lines if word not in line]
    assert len(left) < len(lines)
    assert any(told in fault for fault in faults(left))


def test_what_is_added_is_told(dump: bytes) -> None:
    """A quad that follows from nothing is named."""
    more = b'<http://x/s> <http://x/p> "planted" .\n'
    assert [fault for fault in faults([*dump.splitlines(keepends=True), more]) if "planted" in fault]


def test_flipped_bytes_are_found(built: Path, tmp_path: Path) -> None:
    """Of 24 stores with one byte of a data file flipped, each is told as damaged, or holds and answers the same."""
    dice = random.Random(1)
    with TradeGraph.open(built, read_only=True) as graph:
        whole = graph.dump()
    found = 0
    for n in range(24):
        place = tmp_path / str(n)
        shutil.copytree(built, place)
        file = dice.choice(sorted(place.glob("*.sst")))
        data = bytearray(file.read_bytes())
        data[dice.randrange(len(data))] ^= 1 << dice.randrange(8)
        file.write_bytes(data)
        try:
            graph = TradeGraph.open(place, read_only=True)
        except StoreError:
            found += 1
            continue
        if graph.verify():
            found += 1
        else:
            assert graph.dump() == whole
        graph.close()
    assert found >= 12


def test_a_report_that_says_one_thing_twice_is_sound() -> None:
    """Claims of equal content keep the IRIs they have."""
    record = deepcopy(RECORDS[0])
    record["pledges"] *= 3
    for pledge in record["pledges"]:
        pledge.pop("id", None)
    assert list(verify(loaded([Record.of(record)]))) == []
