"""The full run on Apache Spark, for more reports than one machine holds: records in, N-Quads out, in partitions.

`python -m kg.derive.spark REPORTS… OUT` (or `spark-submit` with this file) reads records as JSON Lines from wherever
Spark does, and writes all quads of a store beneath OUT: `reports`, `events` (the Ledger and what is inferred from it),
and `reference` (with the decisions, and the digest and version by which a store knows all as its own). Sorted together
they are the lines of `kg dump` after the same reports were loaded into an empty store.

Blocks, components and events are shuffled by key, and what is done with each is `kg.derive.partition`'s. Blocks are cut
where they have many pairs. Inference sees one pledge with all that is part of it, and the Reference layer.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from kg.derive import conductor, loading, partition, rules
from kg.derive.partition import Card, Event, Stripe
from kg.identity import grouping
from kg.identity.likeness import SAME
from kg.ledger import triples
from kg.model import decisions as judgements
from kg.model.decisions import Decisions
from kg.model.errors import InputError
from kg.model.record import Record
from kg.store import manifest, quads
from kg.store.decisions import to_lines
from kg.store.embedded import Store
from kg.store.nodes import lines
from kg.store.reports import related, written
from kg.store.withdrawals import Listed

if TYPE_CHECKING:
    from pyspark import RDD

__all__ = ["Quads", "derive", "main"]

_PAIRS = 30_000  # pairs that are compared at one go
_TOLD = 20  # refused records that are told; of more the number


class Quads(NamedTuple):
    """What a run gives: lines of N-Quads, and the records that were refused, with the reason."""

    reports: RDD[str]
    events: RDD[str]
    reference: RDD[str]
    refused: RDD[str]


class _Claim(NamedTuple):
    """A claim on its way: its card, itself, and what withdrew it."""

    card: Card
    packed: bytes
    why: tuple[str, ...]


_Held = tuple[Event, list[_Claim]]  # an event with its claims, in order


def derive(text: RDD[str], decisions: Decisions, parts: int) -> Quads:
    """Everything from files of records, in so many partitions; of two records of one report the later wins."""
    parsed = text.zipWithIndex().flatMap(_parsed).persist()
    records = parsed.filter(_is_kept).reduceByKey(max, parts).mapValues(lambda held: Record.parse(held[1])).persist()
    claims = records.values().flatMap(partial(_claims, decisions, _withdrawals(records, decisions))).persist()
    standing = claims.filter(lambda item: not item[1].why)
    gone = claims.filter(lambda item: bool(item[1].why))
    events = _events(standing, decisions, parts).persist()
    left = _left(gone, events, parts).persist()
    placed = events.leftOuterJoin(_places(events, parts).groupByKey(parts), parts).persist()
    ledger = placed.leftOuterJoin(left.groupByKey(parts), parts).map(partial(_folded, decisions))
    alone = _alone(gone, left, events, decisions, parts)
    trees = _components(placed.flatMap(_wholes), parts)
    together = ledger.union(alone).leftOuterJoin(trees, parts).map(lambda item: (item[1][1] or item[0], item[1][0]))
    return Quads(
        reports=records.values().mapPartitions(_graphs),
        events=together.partitionBy(parts).values().mapPartitions(_inferred),
        reference=text.context.parallelize([records.map(_hash).fold(0, int.__add__)], 1).flatMap(
            partial(_reference, decisions)
        ),
        refused=parsed.filter(lambda item: not _is_kept(item)).map(
            lambda item: f"record {item[1][0] + 1}: {item[1][1]}"
        ),
    )


# --- records and claims


def _parsed(item: tuple[str, int]) -> Iterator[tuple[str, tuple[int, str]]]:
    """(Report, (number, record as JSON)), or no report and the reason why it is refused."""
    text, n = item
    if text := text.strip().removeprefix("\ufeff"):
        try:
            record = Record.parse(text)
            if reason := loading.too_much(record):
                raise InputError(reason)
            yield record.report.iri, (n, record.to_json())
        except InputError as error:
            yield "", (n, str(error))


def _is_kept(item: tuple[str, object]) -> bool:
    return item[0] != ""


def _withdrawals(records: RDD[tuple[str, Record]], decisions: Decisions) -> Listed:
    """Corrections are few: those reports, and the ones that they name, are known to all partitions."""
    reports = records.mapValues(lambda record: record.report)
    revising = reports.filter(lambda item: item[1].revises is not None).values().collect()
    named = {report.revises for report in revising}
    return Listed(
        decisions, [*revising, *reports.filter(lambda item: bool({item[0], item[1].url} & named)).values().collect()]
    )


def _claims(decisions: Decisions, withdrawals: Listed, record: Record) -> Iterator[tuple[str, _Claim]]:
    for claim in related(written(record)[1], decisions):
        why = tuple(withdrawals.withdrawn_by(claim))
        yield claim.iri, _Claim(partition.card(claim), partition.pack([claim]), why)


# --- events


def _events(standing: RDD[tuple[str, _Claim]], decisions: Decisions, parts: int) -> RDD[tuple[str, _Held]]:
    """IRI → event and its claims."""
    by_key = standing.flatMap(lambda item: [(key, (item[1].card.day, item[0])) for key in item[1].card.keys])
    cut = by_key.groupByKey(parts).flatMap(_cut)
    held = cut.join(standing, parts).map(lambda item: (item[1][0][:2], (*item[1][0][2:], item[0], item[1][1].packed)))
    scores = held.groupByKey(parts).flatMap(_alike).persist()
    decided = {iri for pair in decisions.pairs for iri in pair}
    there = set(standing.keys().filter(lambda iri: iri in decided).collect())
    pairs = [(min(pair), max(pair)) for pair in decisions.pairs if pair <= there]
    edges = scores.map(lambda item: (item[0], item[1])).union(standing.context.parallelize(pairs, 1))
    labels = _components(edges, parts)
    labelled = standing.leftOuterJoin(labels, parts).map(lambda item: (item[1][1] or item[0], item[1][0]))
    within = scores.map(lambda item: (item[0], item)).join(labels, parts).map(lambda item: (item[1][1], item[1][0]))
    return labelled.cogroup(within, parts).values().flatMap(partial(_grouped, decisions))


def _cut(item: tuple[str, Iterable[tuple[int, str]]]) -> Iterator[tuple[str, tuple[str, int, int, int]]]:
    """Claim → each part of a block that it is in: key, number of the part, its place there, and how many rows meet."""
    key, held = item[0], sorted(item[1])
    for n, ((first, last, end), _) in enumerate(grouping.stripes([day for day, _ in held], _PAIRS)):
        for at in range(first, end):
            yield held[at][1], (key, n, at, last - first)


def _alike(
    item: tuple[tuple[str, int], Iterable[tuple[int, int, str, bytes]]],
) -> list[tuple[str, str, float]]:
    (key, _), held = item[0], sorted(item[1])
    stripe = Stripe(key, tuple(iri for _, _, iri, _ in held), held[0][1])
    return partition.alike([packed for *_, packed in held], [stripe])


def _components(edges: RDD[tuple[str, str]], parts: int) -> RDD[tuple[str, str]]:
    """Each end of an edge → the least one it is connected with: the least label is passed on until none changes.

    First each partition contracts its own edges, so that no chain is long.
    """
    near = edges.mapPartitions(_stars).groupByKey(parts).mapValues(frozenset).persist()
    labels = near.mapPartitions(_own, preservesPartitioning=True).persist()
    while True:
        passed = near.join(labels, parts).values().flatMap(_passed).reduceByKey(min, parts)
        new = labels.join(passed, parts).mapValues(lambda pair: (min(pair), min(pair) < pair[0])).persist()
        labels = new.mapValues(lambda pair: pair[0])
        if new.filter(lambda item: item[1][1]).isEmpty():
            return labels.persist()


def _stars(edges: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Both ways between each vertex and the least of its component here."""
    edges = list(edges)
    for component in grouping.components((iri for edge in edges for iri in edge), edges, Decisions()):
        for iri in component[1:]:
            yield from ((iri, component[0]), (component[0], iri))


def _own(items: Iterable[tuple[str, frozenset[str]]]) -> Iterator[tuple[str, str]]:
    return ((iri, iri) for iri, _ in items)


def _passed(item: tuple[frozenset[str], str]) -> Iterator[tuple[str, str]]:
    return ((iri, item[1]) for iri in item[0])


def _grouped(
    decisions: Decisions, item: tuple[Iterable[_Claim], Iterable[tuple[str, str, float]]]
) -> Iterator[tuple[str, _Held]]:
    claims = {claim.card.iri: claim for claim in item[0]}
    scores = {(a, b): score for a, b, score in item[1]}
    packed = [claim.packed for claim in claims.values()]
    for event in partition.grouped(packed, [(sorted(claims), scores)], decisions):
        yield event.iri, (event, [claims[iri] for iri in event.claims])


# --- what events say of other claims, and of withdrawn ones


def _places(events: RDD[tuple[str, _Held]], parts: int) -> RDD[tuple[str, tuple[str, str]]]:
    """Event → each claim that it refers to, with the event of that."""
    referring = events.flatMap(lambda item: [(iri, item[0]) for claim in item[1][1] for iri in claim.card.refers_to])
    holding = events.flatMap(lambda item: [(iri, item[0]) for iri in item[1][0].claims])
    found = referring.distinct(parts).join(holding, parts)
    return found.map(lambda item: (item[1][0], (item[0], item[1][1])))


def _wholes(item: tuple[str, tuple[_Held, Iterable[tuple[str, str]] | None]]) -> Iterator[tuple[str, str]]:
    """An event and each that it is part of."""
    iri, ((_, claims), found) = item
    places = dict(found or ())
    for claim in claims:
        yield from ((iri, places.get(to, to)) for to, name in claim.card.refers_to.items() if name == "part_of")


def _left(gone: RDD[tuple[str, _Claim]], events: RDD[tuple[str, _Held]], parts: int) -> RDD[tuple[str, _Claim]]:
    """Event → each withdrawn claim that would be of it."""
    sought = gone.flatMap(lambda item: [(key, item[0]) for key in _under(item[1], grouping.lookups)])
    found = events.flatMap(
        lambda item: {(key, item[0]) for claim in item[1][1] for key in _under(claim, grouping.blocks)}
    )
    near = sought.join(found, parts).values().distinct(parts)  # withdrawn claim, event
    met = near.join(gone, parts).values().join(events, parts)  # event → (withdrawn claim, itself)
    scored = met.map(lambda item: (item[1][0].card.iri, _scored(item[1][0], item[1][1])))
    heirs = scored.filter(lambda item: -item[1][0] >= SAME).reduceByKey(min, parts)
    return heirs.join(gone, parts).map(lambda item: (item[1][0][2], item[1][1]))


def _under(claim: _Claim, keys: Callable[[Any], list[str]]) -> list[str]:
    return keys(partition.unpacked([claim.packed])[claim.card.iri])


def _scored(claim: _Claim, held: _Held) -> tuple[float, str, str]:
    own, group = partition.unpacked([claim.packed]), partition.unpacked(each.packed for each in held[1])
    score = partition.nearness(own[claim.card.iri], group.values())
    return -score, held[0].claims[0], held[0].iri


def _folded(
    decisions: Decisions,
    item: tuple[str, tuple[tuple[_Held, Iterable[tuple[str, str]] | None], Iterable[_Claim] | None]],
) -> tuple[str, bytes]:
    """Event → its lines of the Ledger."""
    iri, (((event, claims), places), found) = item
    left = list(found or ())
    inherited = {claim.card.iri: claim.why for claim in left}
    packed = [claim.packed for claim in (*claims, *left)]
    return iri, partition.folded(packed, [(event, inherited)], dict(places or ()), decisions)


def _alone(
    gone: RDD[tuple[str, _Claim]],
    left: RDD[tuple[str, _Claim]],
    events: RDD[tuple[str, _Held]],
    decisions: Decisions,
    parts: int,
) -> RDD[tuple[str, bytes]]:
    """The lines of withdrawn claims that no event inherits, and whose address a pin gives to none."""
    inherited = left.map(lambda item: (item[1].card.iri, None))
    taken = set(events.keys().filter(lambda iri: iri in decisions.pinned).collect())
    return gone.subtractByKey(inherited, parts).values().flatMap(partial(_withdrawn, taken))


def _withdrawn(taken: set[str], claim: _Claim) -> Iterator[tuple[str, bytes]]:
    statement = partition.unpacked([claim.packed])[claim.card.iri]
    if statement.would_be not in taken:
        made = lines([triples.withdrawn(statement, claim.why)])
        yield statement.would_be, "".join(f"{line}\n" for line in made).encode()


# --- quads


def _graphs(records: Iterable[Record]) -> Iterator[str]:
    """The graphs of some reports, as a store has them."""
    store = Store(None)
    store.put({record.report.iri: quads.encode(record) for record in records})
    return _of(store)


def _inferred(parts: Iterable[bytes]) -> Iterator[str]:
    """The lines of whole trees of pledges, and what is inferred from them."""
    held = b"".join(parts)
    if held:
        store = Store(None)
        conductor.load_reference(store)
        known = set(_of(store))
        store.load_dump(held)
        store.add(lines(rules.infer(store)))
        yield from (line for line in _of(store) if line not in known)


def _hash(item: tuple[str, Record]) -> int:
    return conductor.report_hash(item[0], quads.record_hash(item[1]))


def _reference(decisions: Decisions, reports: int) -> Iterator[str]:
    """What is no report's and no event's."""
    store = Store(None)
    manifest.begin(store)
    conductor.load_reference(store)
    store.add(to_lines(decisions.all))
    conductor.write_state(store, reports)
    return _of(store)


def _of(store: Store) -> Iterator[str]:
    return (line.decode() for line in store.dump().splitlines())


def main() -> None:
    """From the command line, on whatever Spark is configured; this machine by default."""
    parser = argparse.ArgumentParser(prog="python -m kg.derive.spark", description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("reports", nargs="+", metavar="REPORTS", help="JSON Lines of records: files or folders")
    parser.add_argument(
        "out", metavar="OUT", help="folder that is made, with a folder each of reports, events, reference"
    )
    parser.add_argument("--decisions", type=Path, help="JSON Lines of decisions")
    parser.add_argument("--parts", type=int, help="partitions; so many that each fits in memory (default: two a core)")
    given = parser.parse_args()
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    from py4j.protocol import Py4JJavaError
    from pyspark.sql import SparkSession

    context = SparkSession.builder.appName("tradekg").getOrCreate().sparkContext
    told = {item.iri: item for item in judgements.read(given.decisions)} if given.decisions else {}
    decisions = Decisions(tuple(sorted(told.values(), key=lambda item: item.rank)))
    text = context.union([context.textFile(path) for path in given.reports])
    try:
        made = derive(text, decisions, given.parts or 2 * context.defaultParallelism)
        for name in ("reports", "events", "reference"):
            getattr(made, name).saveAsTextFile(f"{given.out}/{name}")
        refused = made.refused.count()
        print(*made.refused.take(_TOLD), sep="\n", end="\n" if refused else "", file=sys.stderr)
    except Py4JJavaError as error:
        sys.exit(str(error.java_exception.getMessage()))
    finally:
        context.stop()
    if refused:
        sys.exit(f"{refused} records are refused; all others are derived")


if __name__ == "__main__":
    main()
