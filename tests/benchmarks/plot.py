"""How time grows with the number of reports, as SVG; the same bytes for the same results."""

from __future__ import annotations

import importlib.util
import statistics
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

__all__ = ["drawn"]

_Lines = dict[str, list[tuple[int, float]]]


def drawn(tables: Sequence[Mapping[str, Any]], path: Path) -> None:
    """Median question by engine, and a full run; nothing without matplotlib, and that is told."""
    if importlib.util.find_spec("matplotlib") is None:
        print(f"no {path.name}: matplotlib is not installed")
        return
    import matplotlib as mpl

    mpl.use("svg")
    from matplotlib import pyplot

    mpl.rcParams.update({"svg.hashsalt": "tradekg", "svg.fonttype": "none", "font.family": "sans-serif"})
    figure, axes = pyplot.subplots(1, 3, figsize=(15, 5), layout="constrained")
    panels = (
        ("A question without a filter", "ms of CPU, median", _asked(tables, filtered=False)),
        ("A question with a filter", "ms of CPU, median", _asked(tables, filtered=True)),
        ("Writing", "ms of CPU", _wrote(tables)),
    )
    for plane, (title, unit, lines) in zip(axes, panels, strict=True):
        for (name, points), mark in zip(sorted(lines.items()), "osv^Dx*+<>" * 3, strict=False):
            plane.plot(*zip(*sorted(points), strict=True), marker=mark, label=name)
        plane.set(title=title, xlabel="made-up reports", ylabel=unit, xscale="log", yscale="log")
        if lines:
            plane.legend(fontsize="small")
        plane.grid(alpha=0.3)
    figure.savefig(path, metadata={"Date": None, "Creator": None})
    pyplot.close(figure)


def _asked(tables: Sequence[Mapping[str, Any]], *, filtered: bool) -> _Lines:
    """Medians over the cases that all contenders drawn answer; who answers less than half is not drawn."""
    found: _Lines = {}
    for table in _made_up(tables, "questions"):
        rows = [row for row in table["results"] if filtered == bool(row["filter"])]
        able = [name for name in table["columns"] if 2 * sum(_has(row, name) for row in rows) > len(rows)]
        shared = [row for row in rows if all(_has(row, name) for name in able)]
        for name in able if shared else ():
            median = statistics.median(row[name]["cpu_ms"] for row in shared)
            found.setdefault(name, []).append((table["reports"], median))
    return found


def _has(row: Mapping[str, Any], name: str) -> bool:
    return "cpu_ms" in row.get(name, {})


def _wrote(tables: Sequence[Mapping[str, Any]]) -> _Lines:
    found: _Lines = {}
    for table in _made_up(tables, "deriving"):
        for row in table["results"]:
            for column in ("derive all", "one more report"):
                found.setdefault(f"{column}, {row['case']}", []).append((table["reports"], row[column]))
    for table in _made_up(tables, "loading"):
        for row in table["results"]:
            for column in ("kg, validated records", "pyoxigraph bulk_load"):
                if "cpu_ms" in row.get(column, {}):
                    found.setdefault(column, []).append((table["reports"], row[column]["cpu_ms"]))
    return found


def _made_up(tables: Sequence[Mapping[str, Any]], group: str) -> Iterator[Mapping[str, Any]]:
    return (table for table in tables if table["group"] == group and table["world"].isdigit())
