"""How pledges may stand to each other: sums beside their parts, raises, and what is told or decided already."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest
from worlds import claims, loaded, told, usd

from kg.identity import relations
from kg.model.dates import of_day
from kg.model.decisions import Decision
from kg.model.iris import TRADE
from kg.model.record import Record
from kg.questions.review import review
from kg.store.reports import Reports


def pledge(id_: str, value: float, **more: Any) -> dict[str, Any]:
    sides = {"pledgers": ["JPN"], "recipients": ["USA"], "kind": "investment", "status": "announced"}
    return {"id": id_, **sides, "amounts": [usd(value)], **more}


def report(*pledges: dict[str, Any], publisher: str = "CNA", day: str | None = "2025-08-26") -> Record:
    head = {"publisher": publisher, "title": f"{publisher} on sums", "published": day, "type": "reporting"}
    return Record.of({"report": head, "pledges": list(pledges)})


def found(*records: Record) -> set[tuple[str, str, str]]:
    """(relation, a, b) by local ids, each claim an event of its own."""
    made = relations.proposals([[claim] for claim in claims(*records)])
    return {(item.relation, item.a.claim.id or "", item.b.claim.id or "") for item in made}


def test_a_sum_beside_its_parts() -> None:
    """Pledges of one report that add up to another, each rounded, are proposed as its parts, with the arithmetic."""
    record = report(pledge("planes", 36.2e9), pledge("engines", 13.7e9), pledge("all", 50e9))
    assert found(record) == {("part_of", "planes", "all"), ("part_of", "engines", "all")}
    (first, _) = relations.proposals([[claim] for claim in claims(record)])
    assert first.why == "$13.7bn + $36.2bn = $50bn, all told by CNA"


@pytest.mark.parametrize(
    "pledges",
    [
        [pledge("a", 30e9), pledge("b", 10e9), pledge("all", 50e9)],  # they do not add up
        [pledge("a", 40e9), pledge("b", 10e9, recipients=["KOR"]), pledge("all", 50e9)],  # towards another
        [pledge("a", 40e9), pledge("b", 10e9, pledgers=["KOR"]), pledge("all", 50e9)],  # by another
        [pledge("a", 40e9, part_of="all"), pledge("b", 10e9, part_of="all"), pledge("all", 50e9)],  # told already
        [pledge("a", 40e9, products=["beef"]), pledge("b", 10e9), pledge("all", 50e9, products=["poultry"])],
        [pledge("a", 41e9), pledge("b", 9e9), pledge("c", 27e9), pledge("d", 23e9), pledge("all", 50e9)],  # chance
    ],
)
def test_no_sum(pledges: list[dict[str, Any]]) -> None:
    """Other sides, other goods, more than one way to add up, and what a claim says itself give no proposal."""
    assert found(report(*pledges)) == set()


def test_a_raise_supersedes_and_holds_its_increment() -> None:
    """A level told as raised takes the place of the one before; what was added is part of it, whoever tells it."""
    old = report(pledge("old", 21e9), publisher="Reuters", day="2025-03-25")
    more = report(pledge("more", 5e9), publisher="AFP", day=None)
    new = report(pledge("new", 26e9, novelty="raised"))
    assert found(old, more, new) == {("supersedes", "new", "old"), ("part_of", "more", "new")}
    other = report(pledge("old", 21e9, pledgers=["KOR"]), publisher="Reuters", day="2025-03-25")
    assert found(other, more, new) == set()
    late = report(pledge("old", 21e9), publisher="Reuters", day="2026-03-25")
    assert found(late, more, new) == set()


def decide(verdict: str, a: str, b: str) -> Decision:
    return Decision(verdict, (a, b), "me", of_day("2025-09-01"), "so")


def of(records: Iterable[Record], made: Iterable[Decision] = ()) -> Any:
    return loaded(records, made=made)


def test_a_decided_relation_is_the_ledgers_and_no_longer_proposed() -> None:
    """The event is part of the other's, the claim's own report unchanged; review prints the line until then."""
    record = report(pledge("planes", 36.2e9), pledge("engines", 13.7e9), pledge("all", 50e9))
    planes, whole = (f"{record.report.iri}/pledge-{name}" for name in ("planes", "all"))
    rows = [row for row in review(of([record]), 10) if row["taken_for"] == "part_of"]
    assert {(row["a"], row["b"]) for row in rows} >= {(planes, whole)}
    line = next(row["decide"] for row in rows if row["a"] == planes)
    assert line.startswith("kg part-of report/cna-")
    store = of([record], [decide("part_of", planes, whole)])
    assert planes not in {row["a"] for row in review(store, 10) if row["taken_for"] == "part_of"}
    (event,) = (iri for iri in store.subjects("claim", planes) if store.objects(iri, "event") == [iri])
    (above,) = (iri for iri in store.subjects("claim", whole) if store.objects(iri, "event") == [iri])
    assert store.objects(event, "partOf") == [above]
    (claim,) = (item for item in Reports(store).statements(record.report.iri) if item.iri == planes)
    assert claim.claim.part_of == whole  # type: ignore[attr-defined]
    assert not store.holds(planes, "partOf", graph=record.report.iri)
    different = of([record], [decide("different", planes, whole)])
    assert planes not in {row["a"] for row in review(different, 10) if row["taken_for"] == "part_of"}


def test_a_relation_keeps_two_claims_apart() -> None:
    """What a person calls part of another is not the other, however alike."""
    one, two = told("Reuters", "2025-05-28", amounts=[usd(2e9)]), told("AFP", "2025-05-28", amounts=[usd(2e9)])
    refs = tuple(f"{item.report.iri}/pledge-p" for item in (one, two))
    alone, decided = of([one, two]), of([one, two], [decide("part_of", *refs)])
    count = [len(store.subjects("a", TRADE + "Pledge")) for store in (alone, decided)]
    assert count == [1, 2]
