"""How well identity agrees with people: pairwise precision and recall on the labelled claims of the shipped world.

`kg/world/golden.csv` gives each claim its event, `lookalikes.csv` pairs that must stay apart. Of all pairs of claims
that identity joins, precision is the share that the labels join too; recall the other way about. Decisions are left
out: what is measured is what the rules find by themselves.

The weights of the table were set by these labels. On them it does better than the weights that fitting gives (a test
holds that), so it is kept; how it does elsewhere cannot be measured. How well the rules do on a topic nobody labelled
is measured by leaving one topic out: weights are fitted to the pairs of all other topics and group the claims of this
one. A topic is the set of countries and blocs at home with both sides of an event, as most of its claims have it
("JPN-USA"); small topics are left out together. The thresholds and the choice of parts are the same for all: so much is
not held out.
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from kg.identity import fitting, grouping
from kg.identity.fitting import Pair
from kg.identity.likeness import Compared, Weights, veto
from kg.identity.traits import traits_of
from kg.model.decisions import Decisions
from kg.model.iris import ID, data_dir
from kg.model.record import Record
from kg.model.statement import Statement
from kg.query.table import Table

__all__ = ["COLUMNS", "fitted", "held_out", "labels", "lookalikes", "measure"]

_OTHERS = "others"
_SMALL = 60  # claims that make a topic of its own
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


def held_out(records: Iterable[Record], on_progress: Callable[[str, int, int], None] | None = None) -> Table:
    """One row a topic, grouped by weights that were fitted without it, then all of them and each class together."""
    gold = labels()
    claims = [item for record in records for item in _claims(record) if item.iri in gold]
    topics, pairs = _topics(claims, gold), _pairs_of(claims)
    rows, found = [], []
    names = sorted(set(topics.values()))
    for n, topic in enumerate(names, 1):
        learnt = {kind: _fitted(kind, held, topics, topic, gold) for kind, held in sorted(pairs.items())}
        groups = grouping.events([item for item in claims if topics[item.iri] == topic], Decisions(), Compared(learnt))
        rows.append(_row(f"held out: {topic}", groups, gold))
        found += groups
        if on_progress:
            on_progress("topics held out", n, len(names))
    kinds = sorted({group[0].claim.KIND for group in found})
    rows.append(_row("held out, all", found, gold))
    rows += [
        _row(f"held out, {kind}", [group for group in found if kind == group[0].claim.KIND], gold) for kind in kinds
    ]
    return Table(COLUMNS, tuple(rows), "measure", "covered" if claims else "unknown")


def fitted(records: Iterable[Record]) -> dict[str, Weights]:
    """Class → the weights that fitting all labelled pairs gives."""
    gold = labels()
    claims = [item for record in records for item in _claims(record) if item.iri in gold]
    return {kind: fitting.fit(kind, held, gold) for kind, held in sorted(_pairs_of(claims).items())}


def _pairs_of(claims: Sequence[Statement]) -> dict[str, list[Pair]]:
    """Class → its pairs that nothing keeps apart from the first."""
    traits = traits_of(claims)
    pairs: dict[str, list[Pair]] = {}
    for a, b in grouping.meetings(claims):
        if veto(a, b) is None:
            parts = fitting.parts_of(traits[a.iri], traits[b.iri])
            pairs.setdefault(a.claim.KIND, []).append((a.iri, b.iri, parts))
    return pairs


def _fitted(
    kind: str, pairs: Iterable[Pair], topics: Mapping[str, str], topic: str, gold: Mapping[str, str]
) -> Weights:
    return fitting.fit(kind, [pair for pair in pairs if topic not in (topics[pair[0]], topics[pair[1]])], gold)


def _topics(claims: Iterable[Statement], gold: Mapping[str, str]) -> dict[str, str]:
    """Claim → the topic of its event; events of few claims' topics are in one that is told as `others`."""
    counted: dict[str, Counter[str]] = {}
    for item in claims:
        homes = {item.home(name) for side in item.sides for name in side}
        counted.setdefault(gold[item.iri], Counter())["-".join(sorted(homes)) or _OTHERS] += 1
    of = {event: min(held, key=lambda name: (-held[name], name)) for event, held in counted.items()}
    sizes = Counter({event: held.total() for event, held in counted.items()})
    total: Counter[str] = Counter()
    for event, topic in of.items():
        total[topic] += sizes[event]
    small = {topic for topic, size in total.items() if size < _SMALL}
    return {item.iri: _OTHERS if of[gold[item.iri]] in small else of[gold[item.iri]] for item in claims}


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
