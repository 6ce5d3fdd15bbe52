"""A store's folder opened: to read as it last was whole, to write by one process; the engine's failures told."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph as ox

from kg.model.errors import StoreError
from kg.store import place

__all__ = ["FAILURES", "for_reading", "for_writing", "told"]

_PAUSE = 0.05  # seconds between two tries at a store that another process has open
FAILURES = (OSError, RuntimeError, SyntaxError, ValueError)  # RuntimeError: a write to a store opened read-only


@contextmanager
def told(what: str) -> Iterator[None]:
    """The engine's failures as StoreError."""
    try:
        yield
    except FAILURES as error:
        full = any(words in str(error) for words in ("No space left", "File too large", "Disk quota"))
        hint = "; make room and do it again: what was loaded before is still there" if full else ""
        raise StoreError(f"{what}: {error}{hint}") from error


def for_reading(path: Path) -> tuple[ox.Store, Path]:
    """The store, or as it was before a change under way; opened anew if one began or ended meanwhile."""
    if not path.is_dir():
        raise StoreError(f"no store at {path}; run `kg build` or `kg load FILE` first, or give --store DIR")
    for last in (False, False, False, True):
        where = place.readable(path)
        try:
            opened = ox.Store.read_only(str(where))
        except FAILURES as error:
            busy = where != place.readable(path) or place.holder(path) is not None  # whose files come and go
            if last or not busy:
                raise StoreError(_why(path, error)) from error
            time.sleep(_PAUSE)
            continue
        if last or where == place.readable(path):
            return opened, where
    raise AssertionError


def for_writing(path: Path, wait: float) -> ox.Store:
    """The store, once no other process has it open; StoreError after `wait` seconds, naming who has."""
    until = time.monotonic() + wait
    place.prepare(path)
    while True:
        try:
            opened = ox.Store(str(path))
        except FAILURES as error:
            if not _is_locked(error) or time.monotonic() >= until:
                raise StoreError(_why(path, error)) from error
            time.sleep(_PAUSE)
        else:
            place.hold(path)
            return opened


def _is_locked(error: Exception) -> bool:
    return "lock file" in str(error) or "lock hold by" in str(error)  # RocksDB's words for another process and this one


def _why(path: Path, error: Exception) -> str:
    if _is_locked(error):
        found = place.holder(path)
        who = "another process" if found is None else "this process" if found == os.getpid() else f"process {found}"
        return f"the store {path} is in use by {who}; close it, --wait for it, or give another --store"
    if "for appending" in str(error) or "Read-only file system" in str(error):
        return f"the store {path} can be read here, and not written to; give another --store ({error})"
    return f"cannot open the store {path}: {error}"
