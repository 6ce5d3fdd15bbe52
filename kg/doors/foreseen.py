"""What loading would bring, told before anything is loaded: claims, relays, rivals, questions of identity."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from kg.graph import TradeGraph
from kg.loaders.files import Placed, Refused
from kg.model.record import Record

__all__ = ["foreseen", "unsure"]

EVERY = 1_000_000  # rows of a question that is only counted


def foreseen(graph: TradeGraph, items: Iterable[Placed | Refused]) -> str:
    """Found out on a copy of the store: "3 claims, 1 relay of Asahi, 1 new rival, 2 identity questions"."""
    items = list(items)
    records = [item.record for item in items if isinstance(item, Placed)]
    trial = TradeGraph(graph.store.copy())
    rivals, questions = _rivals(trial), _questions(trial)
    trial.load(items)
    told = [_many(sum(1 for record in records for _ in record.claims()), "claim")]
    told += [f"{_many(n, 'relay')} of {name}" for name, n in sorted(_relays(records).items())]
    told.append(_many(max(_rivals(trial) - rivals, 0), "new rival"))
    told.append(_many(len(_questions(trial) - questions), "identity question"))
    told += [_many(n, "doubt")] if (n := unsure(trial, records)) else []
    return ", ".join(told)


def unsure(graph: TradeGraph, records: Iterable[Record]) -> int:
    """How much of some reports that are loaded waits in the inbox."""
    reports = {record.report.iri for record in records if record.doubts}
    return sum(len(graph.inbox(EVERY, report=iri)) for iri in reports if graph.store.has(iri))


def _many(n: int, what: str) -> str:
    return f"{n} {what}" if n == 1 else f"{n} {what}s"


def _relays(records: Iterable[Record]) -> Mapping[str, int]:
    """Reports that relay another outlet, by the outlet."""
    outlets: Counter[str] = Counter()
    for record in records:
        if record.report.type == "relay":
            told = next((claim.attributed_to[-1] for claim in record.pledges if claim.attributed_to), None)
            outlets[told or "an outlet that is not named"] += 1
    return outlets


def _rivals(graph: TradeGraph) -> int:
    """How many values stand beside a first one of the same pledge."""
    rows = graph.conflicts().rows
    return len(rows) - len({(row["pledge"], row["field"]) for row in rows})


def _questions(graph: TradeGraph) -> set[frozenset[object]]:
    return {frozenset((row["a"], row["b"])) for row in graph.review(EVERY).rows}
