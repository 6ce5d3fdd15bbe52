"""A store's folder: whether it is one, which process holds it, and how it stood before a change that has not ended."""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from kg.model.errors import StoreError

__all__ = ["begin", "end", "hold", "holder", "prepare", "readable"]

_BEFORE = "before"  # a copy made when a change begins; while it is there, readers read it
_HOLDER = "holder"  # the number of the process that last opened the store for writing
_OURS = re.compile(rf"{_BEFORE}(\..*)?|{_HOLDER}|LOCK|LOG.*|IDENTITY|(MANIFEST|OPTIONS)-.*|[0-9]+\..*")


def prepare(path: Path) -> None:
    """Make the folder. StoreError if it holds anything that is no store's: the two would be mixed for ever."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.is_dir() or (path / "CURRENT").exists():  # by which the engine knows its own
        return
    if strange := sorted(item.name for item in path.iterdir() if not _OURS.fullmatch(item.name)):
        raise StoreError(f"{path} is no store: it holds {strange[0]}; give an empty or a new folder (--store DIR)")


def hold(path: Path) -> None:
    """Write down which process this is, and clear what a killed one left; a full disk shows in what comes next."""
    with suppress(OSError):
        for left in (*path.glob("bulk-*.sst"), *path.glob(f"{_BEFORE}.*")):
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        (path / _HOLDER).write_text(str(os.getpid()), encoding="ascii")


def holder(path: Path) -> int | None:
    """The number of the process that has, or last had, the store open for writing, if it is still alive."""
    try:
        found = int((path / _HOLDER).read_text(encoding="ascii"))
        os.kill(found, 0)
    except PermissionError:  # alive, and somebody else's
        return found
    except (OSError, ValueError):
        return None
    return found


def begin(path: Path, backup: Callable[[str], None]) -> None:
    """Keep the store as it is now, unless an earlier change that did not end has left a copy: that one is whole."""
    if (path / _BEFORE).is_dir():
        return
    fresh = path / f"{_BEFORE}.new"
    shutil.rmtree(fresh, ignore_errors=True)
    backup(str(fresh))
    fresh.rename(path / _BEFORE)


def end(path: Path) -> None:
    """The store is whole again: readers read it, and the copy goes."""
    old = path / f"{_BEFORE}.old"
    shutil.rmtree(old, ignore_errors=True)
    if (path / _BEFORE).is_dir():
        (path / _BEFORE).rename(old)
        shutil.rmtree(old, ignore_errors=True)


def readable(path: Path) -> Path:
    """What a reader opens: the copy while a change is under way, or was cut off; else the store."""
    return path / _BEFORE if (path / _BEFORE).is_dir() else path
