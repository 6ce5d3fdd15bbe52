"""A folder that is watched: files of reports as they come, once they have stopped growing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

from kg.loaders.files import READERS
from kg.model.errors import InputError

__all__ = ["watch"]


def watch(folder: Path, every: float, sleep: Callable[[float], object] = time.sleep) -> Iterator[list[Path]]:
    """Files new or changed since the last look, by name, one list a look; between looks it sleeps `every` seconds.

    A file is handed over when two looks in a row find it with the same size and time, so that none is read while it is
    written. What was there before counts as new. InputError if there is no such folder.
    """
    if not folder.is_dir():
        raise InputError(f"{folder}: no such folder")
    seen: dict[Path, tuple[int, int]] = {}
    handed: dict[Path, tuple[int, int]] = {}
    while True:
        now = _state(folder)
        ready = [path for path, state in now.items() if seen.get(path) == state and handed.get(path) != state]
        handed.update({path: now[path] for path in ready})
        seen = now
        yield ready
        sleep(every)


def _state(folder: Path) -> dict[Path, tuple[int, int]]:
    found = {}
    for path in sorted(folder.rglob("*")):
        hidden = any(step.startswith(".") for step in path.relative_to(folder).parts)
        if path.suffix.lower() in READERS and not hidden and path.is_file():
            about = path.stat()
            found[path] = (about.st_mtime_ns, about.st_size)
    return found
