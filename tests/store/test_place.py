"""A store's folder: one writer, whom the message names; readers see what is whole; no folder of other files."""

from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import pytest

from kg.model.errors import StoreError
from kg.store import place
from kg.store.embedded import Store

LINE = '<http://x/s> <http://x/p> "%d" .'


def count(path: Path) -> int:
    return len(Store(path, read_only=True))


def test_a_folder_of_other_files_is_no_store(tmp_path: Path) -> None:
    """It is refused by the name of one of them, and nothing is written into it."""
    (tmp_path / "letter.txt").write_text("x")
    with pytest.raises(StoreError, match=r"is no store: it holds letter\.txt"):
        Store(tmp_path)
    assert [item.name for item in tmp_path.iterdir()] == ["letter.txt"]
    (tmp_path / "new").mkdir()
    Store(tmp_path / "new")


def test_readers_see_what_was_before_a_change(tmp_path: Path) -> None:
    """Until a change of several transactions has ended; then all of it."""
    store = Store(tmp_path / "s")
    with store.change():
        store.add([LINE % 1])
    assert count(tmp_path / "s") == 1
    with store.change():
        store.add([LINE % 2])
        reader = Store(tmp_path / "s", read_only=True)
        assert (len(reader), reader.before) == (1, True)
        with store.change():  # a change within one is part of it
            store.add([LINE % 3])
        assert count(tmp_path / "s") == 1
        assert reader.snapshot(tmp_path) == reader.place
    assert count(tmp_path / "s") == 3
    assert len(reader) == 1
    assert not Store(tmp_path / "s", read_only=True).before


def test_a_change_that_fails_leaves_readers_where_they_were(tmp_path: Path) -> None:
    """Also when the next opening is another one; the next change that ends shows what there is."""
    store = Store(tmp_path / "s")
    store.add([LINE % 1])

    def fail() -> None:
        with store.change():
            store.add([LINE % 2])
            raise ZeroDivisionError

    with suppress(ZeroDivisionError):
        fail()
    assert count(tmp_path / "s") == 1
    del store, fail
    gc.collect()
    assert count(tmp_path / "s") == 1
    store = Store(tmp_path / "s")
    assert len(store) == 2
    with store.change():
        assert count(tmp_path / "s") == 1
        store.add([LINE % 3])
    assert count(tmp_path / "s") == 3


def test_the_holder_is_named_and_can_be_waited_for(tmp_path: Path) -> None:
    """The message has the process's number; with time to wait, its end is waited for."""
    code = (
        "import sys, time; from kg.store.embedded import Store; store = Store(sys.argv[1]); print(1, flush=True);"
        "sys.stdin.readline()"
    )
    child = subprocess.Popen(
        [sys.executable, "-c", code, str(tmp_path / "s")], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdin is not None
    child.stdout.readline()
    with pytest.raises(StoreError, match=f"in use by process {child.pid};"):
        Store(tmp_path / "s")
    begun = time.monotonic()
    threading.Timer(0.5, child.stdin.close).start()
    store = Store(tmp_path / "s", wait=30)
    assert time.monotonic() - begun > 0.4
    assert place.holder(tmp_path / "s") == os.getpid()
    assert len(store) == 0
    child.wait()
    child.stdout.close()


def test_a_holder_that_is_gone_is_nobody(tmp_path: Path) -> None:
    """A number left behind by a process that ended, or a file that holds none."""
    for text in ("999999999", "x", ""):
        (tmp_path / "holder").write_text(text)
        assert place.holder(tmp_path) is None
    assert place.holder(tmp_path / "none") is None
