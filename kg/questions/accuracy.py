"""How well identity agrees with people: pairwise precision and recall on the labelled claims of the shipped world.

`kg/world/golden.csv` gives each claim its event, `lookalikes.csv` pairs that must stay apart. Of all pairs of claims
that identity joins, precision is the share that the labels join too; recall the other way about. Decisions are left
out: what is measured is what the rules find by themselves.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from kg.identity import grouping
from kg.model.decisions import Decisions
from kg.model.iris import ID, data_dir
from kg.model.record import Record
from kg.model.statement import Statement
from kg.query.table import Table

__all__ = ["COLUMNS", "labels", "lookalikes", "measure"]

COLUMNS = ("what", "claims", "events", "found", "precision", "recall")


def labels(path: Path | None = None) -> dict[str, str]:
    """Claim IRI → the event a person gave it."""
    return {ID + row["claim"]: row["event"] for row in _read(path or data_dir() / "golden.csv")}


def lookalikes(path: Path | None = None) -> list[tuple[str, str]]:
    """Pairs of claim IRIs that look alike and are two events."""
    return [(ID + row["a"], ID + row["b"]) for row in _read(path or data_dir() / "lookalikes.csv")]


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def measure(records: Iterable[Record]) -> Table:
    """One row for all, one a class of event, one for the look-alikes (recall: the share kept apart)."""
    gold = labels()
    claims = [item for record in records for item in _claims(record) if item.iri in gold]
    groups = grouping.events(claims, Decisions())
    rows = [_row("all", groups, gold)]
    for kind in sorted({group[0].claim.KIND for group in groups}):
        rows.append(_row(kind, [group for group in groups if kind == group[0].claim.KIND], gold))
    rows.append(_apart(groups))
    return Table(COLUMNS, tuple(rows), "measure", "covered" if claims else "unknown")


def _claims(record: Record) -> Iterator[Statement]:
    for claim in record.claims():
        if claim.KIND != "statistic":  # labelled claims all have a local id
            yield Statement(f"{record.report.iri}/{claim.KIND}-{claim.id}", claim, record)


def _row(what: str, groups: Sequence[Sequence[Statement]], gold: dict[str, str]) -> dict[str, Any]:
    whole = Counter(gold[item.iri] for group in groups for item in group)
    told = [Counter(gold[item.iri] for item in group) for group in groups]
    right = sum(_pairs(count) for counter in told for count in counter.values())
    joined = sum(_pairs(counter.total()) for counter in told)
    labelled = sum(_pairs(count) for count in whole.values())
    return {
        "what": what,
        "claims": whole.total(),
        "events": len(whole),
        "found": len(groups),
        "precision": round(right / joined, 3) if joined else None,
        "recall": round(right / labelled, 3) if labelled else None,
    }


def _pairs(count: int) -> int:
    return count * (count - 1) // 2


def _apart(groups: Sequence[Sequence[Statement]]) -> dict[str, Any]:
    of = {item.iri: n for n, group in enumerate(groups) for item in group}
    known = [(a, b) for a, b in lookalikes() if a in of and b in of]
    apart = sum(of[a] != of[b] for a, b in known)
    return {"what": "look-alikes", "claims": len(known), "recall": round(apart / len(known), 3) if known else None}
