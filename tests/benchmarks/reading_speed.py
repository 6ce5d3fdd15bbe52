"""Prints how many articles of 250 words a second of CPU time are read, and the memory over many: `reading_speed.py`.

Articles are the labelled texts put together until they have 250 words; each round reads what was not read before.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from pathlib import Path

from kg.loaders.files import read_text
from kg.loaders.grammar import Rules
from kg.model.record import Report

WORDS = 250
TEXTS = Path(__file__).parents[1] / "data" / "reports"
FLAGS = {"publisher": "A", "title": "t", "published": "2025-06-01"}
ROUNDS = 3  # of which the fastest counts
MANY = 10_000


def articles() -> list[str]:
    """Texts of at least `WORDS` words."""
    made, held = [], list[str]()
    for path in sorted(TEXTS.rglob("*.txt")):
        held.append(path.read_text(encoding="utf-8"))
        if sum(len(text.split()) for text in held) >= WORDS:
            made.append("\n\n".join(held))
            held = []
    return made


def rate(texts: Iterable[str], read: Callable[[str], object]) -> float:
    """Articles of `WORDS` words a second."""
    count, start = 0, time.process_time()
    for text in texts:
        read(text)
        count += len(text.split())
    return count / WORDS / (time.process_time() - start)


def main() -> None:
    """Read, load and look at memory."""
    texts, rules, report = articles(), Rules(), Report.model_validate(FLAGS)
    print(f"{rate(texts, lambda text: rules(text, report)):.0f} articles a second counting the first texts")
    fresh = ([text + " " * n for text in texts] for n in range(1, 2 * ROUNDS + 1))
    warm = max(rate(next(fresh), lambda text: rules(text, report)) for _ in range(ROUNDS))
    grounded = max(rate(next(fresh), lambda text: read_text(text, FLAGS)) for _ in range(ROUNDS))
    print(f"{warm:.0f} once warm, {grounded:.0f} with grounding")
    short = [path.read_text(encoding="utf-8") for path in sorted(TEXTS.rglob("*.txt"))]
    for n in range(MANY):
        if n in (MANY // 20, MANY // 2):
            print(f"{_megabytes()} MB after {n} texts", flush=True)
        read_text(f"{short[n % len(short)]}\n\nNo {n} of the list.", FLAGS)
    print(f"{_megabytes()} MB after {MANY} texts")


def _megabytes() -> int:
    lines = Path("/proc/self/status").read_text("utf-8").splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmRSS")) // 1024


if __name__ == "__main__":
    main()
