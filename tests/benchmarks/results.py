"""What was measured: as tables, as JSON for programs, and as Markdown for people."""

from __future__ import annotations

import json
import statistics
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.lanes import Figure, Missed

__all__ = ["GROUPS", "Row", "Table", "merged", "read", "written"]

GROUPS: Mapping[str, str] = {
    "questions": (
        "Each question with and without a filter, warm, in memory, beside one plain query of the same answer on each"
        " engine."
    ),
    "look-ups": "Neighbours and paths beside networkx, whose graph is ready in memory; names, exact and misspelt.",
    "loading": "Reports into a store in memory: the same quads each time, and their number is compared.",
    "memory": "Bytes a quad at the peak, beyond what the process took before; each in a process of its own.",
    "deriving": "A full run in one process, and one more report: spread over pairs of countries, or a fifth on one.",
    "starting": "Processes from start to end, files in the page cache.",
    "building": "`kg build`, beside what its input and output alone take: JSON parsed, quads into a store on disk.",
}


@dataclass
class Row:
    """A case: how many rows it gives, and for each contender a figure, a number, or why there is none."""

    name: str
    count: int
    cells: Mapping[str, Figure | Missed | float]
    filter: str = ""
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass
class Table:
    """What one group found in one world; `cut` are cases for which there was no time."""

    group: str
    world: str
    reports: int
    columns: Sequence[str]
    rows: list[Row] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    cut: list[str] = field(default_factory=list)
    made: str = ""  # by which command, when, on what
    seconds: float = 0.0  # that all of it took

    def data(self) -> dict[str, Any]:
        """As plain values."""
        rows = [
            {"case": row.name, "rows": row.count, "filter": row.filter, "given": dict(row.given), **_plain(row.cells)}
            for row in self.rows
        ]
        kept = ("group", "world", "reports", "notes", "cut", "made", "seconds")
        return {**{name: getattr(self, name) for name in kept}, "columns": list(self.columns), "results": rows}


def _plain(cells: Mapping[str, Figure | Missed | float]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, cell in cells.items():
        if isinstance(cell, Figure):
            found[name] = {"wall_ms": round(cell.wall, 4), "cpu_ms": round(cell.cpu, 4), "calls": cell.calls}
        else:
            found[name] = {"missed": cell.why} if isinstance(cell, Missed) else cell
    return found


def read(path: Path) -> list[dict[str, Any]]:
    """The tables of a former run, as plain values."""
    found: list[dict[str, Any]] = json.loads(path.read_text("utf-8")) if path.exists() else []
    return found


def merged(former: Iterable[Mapping[str, Any]], new: Iterable[Mapping[str, Any]]) -> list[Mapping[str, Any]]:
    """New tables in the place of former ones of the same group and world; in order of groups and sizes."""
    held = {(table["group"], table["world"]): table for table in (*former, *new)}
    order = list(GROUPS)
    keys = sorted(held, key=lambda key: (order.index(key[0]), key[1].isdigit(), held[key]["reports"]))
    return [held[key] for key in keys]


def written(tables: Sequence[Mapping[str, Any]], path: Path) -> None:
    """`results.json` and `results.md`, beside one another."""
    path.with_suffix(".json").write_text(json.dumps(tables, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    path.with_suffix(".md").write_text("\n".join(_page(tables)) + "\n", encoding="utf-8")


def _page(tables: Sequence[Mapping[str, Any]]) -> Iterable[str]:
    yield "# Results"
    yield ""
    yield "Cells are milliseconds of CPU time, with wall time behind in brackets; of a server's calls both ends count."
    yield "Medians of runs taken in turn. How to run it and what is compared: [README](README.md)."
    yield ""
    yield "![Growth](results.svg)"
    for group, about in GROUPS.items():
        own = [table for table in tables if table["group"] == group]
        if own:
            yield from ("", f"## {group.capitalize()}", "", about)
        for table in own:
            yield from _section(table)
    yield from ("", "## How", "")
    for how in dict.fromkeys(table["made"] for table in tables):
        told = [f"{each['group']} {each['world']} ({each['seconds']:.0f} s)" for each in tables if each["made"] == how]
        yield f"- {how}: {', '.join(told)}"


def _section(table: Mapping[str, Any]) -> Iterable[str]:
    reports = f"{table['reports']:,} reports"
    yield from ("", f"### {table['world']} ({reports})" if table["world"].isalpha() else f"### {reports}", "")
    if table["results"]:
        yield from _single(table) if len(table["results"]) == 1 else _several(table)
    yield ""
    yield from (f"- {note}" for note in table["notes"])
    if table["cut"]:
        yield f"- cut, for the time was up: {', '.join(table['cut'])}"


def _single(table: Mapping[str, Any]) -> Iterable[str]:
    """One case: a line for each contender."""
    [row] = table["results"]
    first = _number(row.get(table["columns"][0]))
    head = f"{row['case']}: {row['rows']:,}" if row["rows"] else row["case"]
    yield f"| {head} | | times the first |"
    yield "| --- | ---: | ---: |"
    for name in table["columns"]:
        number = _number(row.get(name))
        yield f"| {name} | {_cell(row.get(name))} | {_short(number / first) if number and first else ''} |"


def _several(table: Mapping[str, Any]) -> Iterable[str]:
    """A line for each case, a column for each contender, and how they compare."""
    counted = any(row["rows"] for row in table["results"])
    yield "| | " + ("rows | " if counted else "") + " | ".join(table["columns"]) + " |"
    yield "| --- |" + " ---: |" * (len(table["columns"]) + counted)
    for row in table["results"]:
        cells = [_cell(row.get(name)) for name in table["columns"]]
        yield "| " + " | ".join([row["case"], *([f"{row['rows']:,}"] if counted else []), *cells]) + " |"
    if table["group"] in ("questions", "look-ups"):
        yield ""
        yield from (f"- {line}" for line in _summed(table))


def _number(cell: Any) -> float | None:
    return cell if isinstance(cell, float) else _cpu(cell)


def _cell(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, Mapping):
        return value.get("missed") or f"{_short(value['cpu_ms'])} ({_short(value['wall_ms'])})"
    return _short(value)


def _short(number: float) -> str:
    digits = 0 if number >= 100 else 1 if number >= 10 else 2 if number >= 1 else 3
    return f"{number:,.{digits}f}"


def _summed(table: Mapping[str, Any]) -> Iterable[str]:
    """How each contender stands to the first, by CPU time over the cases that both have."""
    first, *others = table["columns"] or [""]
    for name in others:
        pairs = [(_cpu(row.get(name)), _cpu(row.get(first))) for row in table["results"]]
        ratios = sorted(theirs / ours for theirs, ours in pairs if theirs is not None and ours)
        if ratios:
            middle = _short(statistics.median(ratios))
            spread = f"{_short(ratios[0])} to {_short(ratios[-1])}; {len(ratios)} cases"
            yield f"{name}: {middle} times the CPU time of {first} ({spread})"


def _cpu(cell: Any) -> float | None:
    return cell.get("cpu_ms") if isinstance(cell, Mapping) else None
