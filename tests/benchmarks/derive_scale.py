"""How deriving grows with the number of reports, in spread and skewed worlds, and what one more report costs.

Run by hand: `PYTHONPATH=tests python tests/benchmarks/derive_scale.py [REPORTS …]` (default 1000 2000 4000). Prints a
table; with `--save` it is written to `derive_scale.md` beside this file. CPU seconds of one process: read the ratios.
"""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.synthetic import reports

from kg.derive import conductor, partition, rules
from kg.derive.loading import load
from kg.store import quads
from kg.store.embedded import Store


def measure(number: int, *, skewed: bool) -> dict[str, object]:
    """CPU seconds to encode and store, to derive all (identity and inference told apart), and to add one report."""
    records = list(reports(number + 1, skewed=skewed))
    store = Store(None)
    conductor.load_reference(store)
    clock = time.process_time
    start = clock()
    store.put({record.report.iri: quads.encode(record) for record in records[:-1]})
    stored = clock()
    with (
        _Timed(partition, "alike") as pairs,
        _Timed(partition, "grouped") as groups,
        _Timed(rules, "infer") as inference,
    ):
        derived = conductor.derive(store, processes=1)
    done = clock()
    load(store, records[-1:])
    return {
        "reports": number,
        "world": "skewed" if skewed else "spread",
        "events": len(derived.written),
        "store_s": stored - start,
        "derive_s": done - stored,
        "identity_s": pairs.seconds + groups.seconds,
        "inference_s": inference.seconds,
        "one_more_s": clock() - done,
        "derive_ms_per_report": (done - stored) / number * 1000,
    }


class _Timed:
    """The CPU seconds that a module's function takes while this is open."""

    def __init__(self, module: Any, name: str) -> None:
        self.module, self.name, self.seconds = module, name, 0.0
        self.whole: Callable[..., Any] = getattr(module, name)

    def __enter__(self) -> _Timed:
        setattr(self.module, self.name, self._called)
        return self

    def __exit__(self, *_: object) -> None:
        setattr(self.module, self.name, self.whole)

    def _called(self, *given: Any, **named: Any) -> Any:
        start = time.process_time()
        try:
            return self.whole(*given, **named)
        finally:
            self.seconds += time.process_time() - start


def main() -> None:
    """Measure each size in both worlds and print a Markdown table."""
    sizes = [int(item) for item in sys.argv[1:] if item.isdigit()] or [1000, 2000, 4000]
    rows = [measure(size, skewed=skewed) for size in sizes for skewed in (False, True)]
    lines = [
        f"Python {platform.python_version()}, pyoxigraph {version('pyoxigraph')}; "
        f"`derive_scale.py {' '.join(map(str, sizes))} --save`",
        "",
        "| " + " | ".join(rows[0]) + " |",
        "|" + " ---: |" * len(rows[0]),
    ]
    for row in rows:
        cells = (f"{value:.2f}" if isinstance(value, float) else str(value) for value in row.values())
        lines.append("| " + " | ".join(cells) + " |")
    print("\n".join(lines))
    if "--save" in sys.argv:
        Path(__file__).with_suffix(".md").write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
