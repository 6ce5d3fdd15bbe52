"""A watched folder: a file is handed over once it has stopped growing, and again only when it changed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from kg.loaders.watch import watch
from kg.model.errors import InputError


def looks(folder: Path, steps: list[Callable[[], object]]) -> list[list[str]]:
    """What each look hands over, with a step before every further look."""
    waiting = iter(steps)
    seen = watch(folder, 1, sleep=lambda _: next(waiting)())
    return [[path.name for path in next(seen)] for _ in range(len(steps) + 1)]


def test_files_are_handed_over_once(tmp_path: Path) -> None:
    """One that grows waits, one of no known kind and hidden ones never come, a changed one comes again."""
    a, b = tmp_path / "a.txt", tmp_path / "b.txt"
    a.write_text("one")
    (tmp_path / "c.docx").write_text("x")
    (tmp_path / ".d.txt").write_text("x")

    def grown() -> None:
        b.write_text("two and more")
        os.utime(b, ns=(10**18, 10**18))

    def changed() -> None:
        a.write_text("another")
        os.utime(a, ns=(10**18, 10**18))

    steps: list[Callable[[], object]] = [lambda: b.write_text("two"), grown, lambda: None, changed, lambda: None]
    assert looks(tmp_path, steps) == [[], ["a.txt"], [], ["b.txt"], [], ["a.txt"]]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """It is told before anything is waited for."""
    with pytest.raises(InputError, match="no such folder"):
        next(watch(tmp_path / "none", 1))
