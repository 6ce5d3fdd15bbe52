"""Fuzz one target for as long as one likes: `python tests/fuzz/run.py record --seconds 3600`.

With atheris (`pip install atheris`) bytes are found by what code they reach; without it they are drawn at random. Each
new traceback is written to the folder of findings with the bytes that cause it, and the run goes on.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import sys
import time
import traceback
from contextlib import nullcontext, suppress
from importlib import import_module
from importlib.metadata import version
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[n]) for n in (1, 2)]

atheris: Any = None
with suppress(ImportError):
    atheris = import_module("atheris")

with nullcontext() if atheris is None else atheris.instrument_imports(include=["kg"]):
    from fuzz.targets import TARGETS

__all__ = ["main"]


class Run:
    """One target's run: how many inputs, and which tracebacks."""

    def __init__(self, name: str, seconds: float, folder: Path) -> None:
        self.name, self.until, self.folder = name, time.monotonic() + seconds, folder
        self.tried, self.slowest = 0, 0.0
        self.found: set[str] = set()

    def one(self, data: bytes) -> None:
        """Try one input; the last one ends the run."""
        if time.monotonic() > self.until:
            self.end()
        self.tried += 1
        begun = time.process_time()
        try:
            TARGETS[self.name](data)
        except Exception as error:
            self.keep(data, error)
        took = time.process_time() - begun
        if took > max(self.slowest, 5.0):
            self.keep(data, TimeoutError(f"{took:.1f} s of CPU"))
        self.slowest = max(self.slowest, took)

    def keep(self, data: bytes, error: Exception) -> None:
        """Write down what is new: one traceback a place in the code."""
        frames = traceback.extract_tb(error.__traceback__)[-3:]
        place = " ".join(f"{Path(frame.filename).name}:{frame.lineno}" for frame in frames) + type(error).__name__
        if place not in self.found:
            self.found.add(place)
            self.folder.mkdir(parents=True, exist_ok=True)
            name = self.folder / f"{self.name}-{hashlib.sha256(place.encode()).hexdigest()[:8]}"
            name.with_suffix(".bin").write_bytes(data)
            name.with_suffix(".txt").write_text("".join(traceback.format_exception(error)), encoding="utf-8")
            print(f"{self.name}: {place}: {error!r:.300}", flush=True)

    def end(self) -> None:
        """Say what was done."""
        how = "random bytes" if atheris is None else f"atheris {version('atheris')}"
        told = f"{self.name}: {self.tried} inputs ({how}), {len(self.found)} tracebacks, slowest {self.slowest:.1f} s"
        print(told, flush=True)
        os._exit(1 if self.found else 0)


def main() -> None:
    """Run until the time is up; exit code 1 if there was a traceback."""
    parser = argparse.ArgumentParser(description=str(__doc__).splitlines()[0])
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--findings", type=Path, default=Path("fuzz-findings"))
    given = parser.parse_args()
    TARGETS[given.target](b"")  # what is read once is no input's time
    run = Run(given.target, given.seconds, given.findings)
    if atheris is None:
        dice = random.Random(given.seed)
        while True:
            run.one(dice.randbytes(dice.choice((4, 12, 40, 150, 600))))
    atheris.Setup([sys.argv[0], f"-seed={given.seed}", "-max_len=600", "-rss_limit_mb=0", "-timeout=120"], run.one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
