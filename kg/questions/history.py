"""How a pledge moved: what was told of it from day to day, and what it hangs on.

Its statuses are told, its amounts when each was first told, the parts it was split into, what it replaced or restated
and what replaced it, what was counted of it, and the agreements and rulings around it, in the order of their days. A
month counts as its last day and is shown as the month; what no report dates comes last.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from kg.ledger.figures import figures, promised
from kg.model import dates
from kg.model.claims import Pledge
from kg.model.statement import Statement, order
from kg.query import named_queries
from kg.query.question import answer
from kg.query.reader import Reader, Row, Rows
from kg.query.sources import Sources, reports_of
from kg.query.table import Section
from kg.questions.accords import Accords, Fate
from kg.questions.cells import printed
from kg.questions.concession import Concession
from kg.questions.delivery import counts_of
from kg.questions.said import count_said, counted, listed, stands
from kg.questions.standing import parts, replaced_by
from kg.store.nodes import expand

__all__ = ["STATUS", "history", "replaced_by"]

STATUS = "status"
# of one day in this order
_STEPS = (
    STATUS,
    "amount",
    "agreement",
    "replaces",
    "restates",
    "part",
    "count",
    "replaced by",
    "restated by",
    "ruling",
)
_LINEAGE = {"supersedes": ("replaces", "replaced by"), "restates": ("restates", "restated by")}


def _uncut(rows: tuple[Row, ...]) -> tuple[Section, ...]:
    """Of one pledge all steps, however many."""
    return (replace(printed("history", rows), uncut=len({row["pledge"] for row in rows}) == 1),)


@answer(
    "pledge pledge_label valid_from step what other status basis known_from known_until source url reports claims",
    "pledge country partner pledger recipient kind product status company since until agreement",
    printed=_uncut,
    words="pledge",
)
def history(reader: Reader) -> Rows:
    """How a pledge moved, by day: statuses, amounts, parts, what it replaced, what came of it, what it hangs on.

    `step` says of what a row tells, `what` tells it, `other` is the pledge, agreement or ruling that it names.
    `valid_from` is the day as printed: of an amount or a part the one on which it was first told, of a count the last
    of its period; None if undated. A status also has its code, the `basis` of its day and the days between which it
    was known. The pledge that most reports tell of comes first, one asked for by itself after those it replaced.
    """
    asked = sorted(reader.asked("history"), key=lambda item: -len(item[0].get(expand("report"), ())))
    for values, moves in asked:
        iri = str(reader.first(values, "event"))
        for earlier in reversed(replaced_by(reader, iri) if "pledge" in reader.filters else []):
            yield from _Course(reader, earlier).rows(named_queries.rows(reader.store, "history", pledge=earlier))
        yield from _Course(reader, iri).rows(moves)


class _Course:
    """One pledge with all that is told of it from day to day."""

    def __init__(self, reader: Reader, iri: str) -> None:
        self.reader, self.told, self.iri = reader, Sources.of(reader.store), iri
        self.claims = self.told.claims(iri)

    def rows(self, moves: Iterable[Row]) -> Rows:
        """Its steps in the order of their days; `moves` are its statuses."""
        steps = [*map(self._status, moves), *self._amounts(), *self._lineage(), *self._parts(), *self._counts()]
        yield from sorted([*steps, *self._accords()], key=_when)

    def _row(self, step: str, what: str, claims: Sequence[str], day: str | None = None, **more: Any) -> Row:
        """A step that some claims tell, from the first of them on that has a date, unless another day is given."""
        first = min(claims, key=lambda claim: (dates.latest(self._published(claim)) or date.max, claim))
        report, values = self.reader.report(first)
        published = self._published(first)
        url = self.reader.first(values, "url")
        return {
            "pledge": self.iri,
            "pledge_label": self.reader.label(self.iri),
            "valid_from": day or published,
            "step": step,
            "what": what,
            "basis": "stated" if day else "published" if published else "undated",
            "known_from": published,
            "source": self.reader.cited(first),
            "url": None if url is None else str(url),
            "reports": sorted({report, *(self.reader.report(claim)[0] for claim in claims)}),
            "claims": sorted(claims),
            **more,
        }

    def _published(self, claim: str) -> str | None:
        published = self.reader.first(self.reader.report(claim)[1], "published")
        return None if published is None else str(published)

    def _status(self, move: Row) -> Row:
        """A change of status, with the days on which the ledger held it to be so."""
        known = _as_printed(move["known_from"], move["published"])
        until = f" (so told until {move['known_until']})" if move["known_until"] else ""
        return {
            **self._row(STATUS, f"{move['status'].replace('_', ' ')}{until}", move["claims"]),
            **{name: move[name] for name in ("status", "basis", "known_until", "url", "claims")},
            "valid_from": move["printed"] or move["valid_from"],
            "known_from": known,
            "source": f"{move['publisher']}, {move['published'] or 'undated'}",
        }

    def _amounts(self) -> Iterator[Row]:
        """Each figure from the day on which it was first told."""
        met: set[tuple[str, str]] = set()
        for item in sorted(promised(figures(self.claims)), key=lambda item: min(map(order, item.claims))):
            measure = (item.quantity.base.unit, item.quantity.recurrence)
            raised = any(isinstance(each.claim, Pledge) and each.claim.novelty == "raised" for each in item.claims)
            told = (
                f"raised to {item.said}" if raised else f"{item.said}, another figure" if measure in met else item.said
            )
            met.add(measure)
            reports = counted(len(reports_of(item.claims)), "report")
            yield self._row("amount", f"{told} ({reports})", _iris(item.claims))

    def _lineage(self) -> Iterator[Row]:
        """What it replaced or told again, and what did so with it."""
        store = self.reader.store
        for field, (forth, back) in _LINEAGE.items():
            for other in sorted(map(str, store.objects(self.iri, field))):
                yield self._named(forth, other, self._saying(self.iri, field, other))
            for other in sorted(store.subjects(field, self.iri)):
                yield self._named(back, other, self._saying(other, field, self.iri))

    def _saying(self, event: str, field: str, other: str) -> list[str]:
        """The claims of an event that refer to another; where a rule or a person found it, all of its claims."""
        claims = self.told.claims(event)
        saying = [each for each in claims if other in map(self.told.event, self.told.referred(each, field))]
        return _iris(saying or claims)

    def _named(self, step: str, other: str, claims: Sequence[str], more: str = "", day: str | None = None) -> Row:
        return self._row(step, f"“{self.reader.label(other)}”{more}", claims, day, other=other)

    def _parts(self) -> Iterator[Row]:
        """Each part from the day on which it was first told, with how far it has come."""
        for part in parts(self.reader, self.iri):
            values = self.reader.node(part)
            axes = {axis: self.reader.status(part, values, axis) for axis in ("grade", "ending", "delivery")}
            yield self._named("part", part, _iris(self.told.claims(part)), f", {stands(axes)}")

    def _counts(self) -> Iterator[Row]:
        """What was counted of it and of its parts, each count once."""
        for pledge in (self.iri, *parts(self.reader, self.iri)):
            held: dict[tuple[str, ...], list[Row]] = {}
            for row in counts_of(self.reader, pledge):
                held.setdefault(tuple(row["claims"]), []).append(row)
            of = f" of “{self.reader.label(pledge)}”" if pledge != self.iri else ""
            other = {"other": pledge} if of else {}
            for claims, rows in held.items():
                first = rows[0]
                shares = "".join(f", {row['share']} of {row['target']}" for row in rows if row.get("share"))
                yield self._row("count", f"{count_said(first)}{of}{shares}", claims, first["period"], **other)

    def _accords(self) -> Iterator[Row]:
        """The agreements that contain it, and the rulings that voided what was given for it."""
        accords = Accords.of(self.told)
        given: dict[tuple[str, str, bool], Concession] = {}
        for agreement, held in accords.agreements.items():
            if all(part.event != self.iri for part in held):
                continue
            claims = self.told.claims(agreement)
            days = Counter(each.happened for each in claims if each.happened)
            day = min(days, key=lambda day: (-days[day], day), default=None)
            grade = self.reader.status(agreement, self.reader.node(agreement), "grade")
            yield self._named(
                "agreement", agreement, _iris(claims), f", {grade}".replace("_", " ") if grade else "", day
            )
            given |= {part.key: part for part in held if any(map(self._is_it, part.against(held)))}
        yield from self._voided(accords, list(given.values()))

    def _is_it(self, part: Concession) -> bool:
        return part.event == self.iri

    def _voided(self, accords: Accords, given: Sequence[Concession]) -> Iterator[Row]:
        """The rulings that voided what was given for it, each with all of that."""
        fates: dict[str, list[tuple[Concession, Fate]]] = {}
        for part in given:
            fate = accords.fate(part)
            if fate.ruling and fate.claims:
                fates.setdefault(fate.ruling, []).append((part, fate))
        for ruling, held in sorted(fates.items()):
            names = [f"“{name}”" for name in sorted({self.reader.label(part.event) for part, _ in held})]
            claims = _iris(claim for _, fate in held for claim in fate.claims)
            since = min((str(fate.since) for _, fate in held if fate.since), default=None)
            what = f" voids what was given for it: {listed(names, len(names))}"
            yield self._named("ruling", ruling, claims, what, since)


def _iris(claims: Iterable[Statement]) -> list[str]:
    return sorted({each.iri for each in claims})


def _as_printed(day: date | None, published: str | None) -> date | str | None:
    """The day on which a report told it as the report prints it: of a page with a month, the month."""
    return published if published and dates.earliest(published) != day == dates.latest(published) else day


def _when(row: Row) -> tuple[date, int, date, str]:
    days = [str(row[name]) if row.get(name) else None for name in ("valid_from", "known_from")]
    first, known = (dates.latest(day) or date.max if day else date.max for day in days)
    return first, _STEPS.index(row["step"]), known, row["what"]
