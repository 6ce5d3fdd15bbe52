"""The pledges that filters let through, why some are in no sum, and what the others add up to.

Which pledge may hold which is `nesting`, which figure counts `counted`, how lines add up `sums`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from functools import cached_property
from typing import Any

from kg.ledger.sides import label_words
from kg.ledger.status import EARLY, MISSED, axis
from kg.model import codes, reference
from kg.model.amounts import Quantity, say
from kg.model.iris import local, mint
from kg.model.phrases import few, listed
from kg.model.statement import Statement, key_of
from kg.query.reader import Reader, Rows
from kg.query.sources import cited, reports_of
from kg.questions.counted import Counted, alike, no_rate, rate_day
from kg.questions.holdings import one_group
from kg.questions.nesting import GONE, Nesting, Promise
from kg.questions.sums import Line, Sum, Total, total
from kg.store.nodes import expand

__all__ = ["FROM_NOTHING", "Asked", "least"]

FROM_NOTHING = "from nothing to all of it"  # how a figure counts whose part no report tells
_NAMED = 3  # umbrellas named that a pledge may be inside of; more are counted


def _called(name: str) -> str:
    """A party as it is known: a country by its label, a company by the name in the reference data."""
    row = reference.find_company(name)
    return found.label if (found := codes.party(name)) else row["name"] if row else name


class Item:
    """One pledge asked for: what of it counts, and why it may be left out."""

    def __init__(self, reader: Reader, promise: Promise) -> None:
        self.reader, self.promise, self.iri = reader, promise, promise.iri
        self.claims, self.given = promise.claims, promise.given

    def shared(self, given: Counted) -> bool:
        """Whether no report says how much of a figure is the country's and the product's that are asked for."""
        return bool(self.partners or self.beyond(given))

    @cached_property
    def partners(self) -> list[str]:
        """Those who make the pledge together with the sides asked for, if any are: as a third of the claims name.

        Of a company only others of other groups: its state makes no promise of its own by standing beside it.
        """
        sides = self.reader.sides("pledger")
        asked = {party.label for side in sides if (party := codes.party(local(side)))}
        own = {side for side in sides if side.startswith(mint("company", ""))}
        if not asked and not own:
            return []
        often = Counter(_called(name) for claim in self.claims for name in claim.sides[0])
        if asked:
            others = often.keys() - asked - {*map(self.reader.label, own)}
        else:
            pledge = self.reader.node(self.iri)
            firms = {iri for iri in map(str, pledge.get(expand("pledger"), ())) if iri.startswith(mint("company", ""))}
            beside = firms - own
            apart = {iri for iri in beside if not any(one_group(self.reader, each, iri, pledge) for each in own)}
            others = {self.reader.label(iri) for iri in apart} if firms & own else set()
        return sorted(name for name in others if often[name] * 3 >= len(self.claims))

    @cached_property
    def _others(self) -> list[str]:
        """Goods (IRIs) of the pledge that are not the product asked for, if one is.

        Those that a third of the claims name; where so many name some, each another, all, the most named first.
        """
        if not (wanted := self.reader.filters.get("product")):
            return []
        if common := [iri for iri in self.promise.common if not codes.covers(wanted, iri)]:
            return sorted(common, key=codes.label)
        others = [{iri for iri in claim.products if not codes.covers(wanted, iri)} for claim in self.claims]
        often = Counter(iri for held in others for iri in held)
        return sorted(often, key=lambda iri: (-often[iri], iri)) if sum(map(bool, others)) * 3 >= len(others) else []

    def beyond(self, given: Counted) -> list[str]:
        """Goods by name that a figure is for beside the product asked for: a number of planes is for no engines."""
        counted = label_words()["counted"].get(given.quantity.unit) if given.quantity else None
        kinds = {iri: {codes.code(wide) for wide in codes.within(iri)} for iri in self._others}
        return [codes.label(iri) for iri in self._others if counted is None or kinds[iri].intersection(counted)]

    @property
    def of_several(self) -> list[Counted]:
        """The figures that are also for other goods than those asked for."""
        return [given for given in self.given if self.beyond(given)]

    def reason(self, asked: Asked) -> str | None:
        """Why it is in no sum, whatever its figures are."""
        if why := self._gone(asked):
            return why
        if inside := asked.nesting.secured.get(self.iri):
            return f"holds a guarantee, which is never cash: {self.reader.label(inside)}"
        if self.partners and self.iri in asked.umbrellas:
            return f"made together with {' and '.join(self.partners)}; what is inside it is counted"
        novelties = self.promise.novelties
        if asked.novelty and not asked.novelty.issuperset(novelties):
            told = [(codes.label(codes.iri("novelty", code)), claims) for code, claims in sorted(novelties.items())]
            said = [f"{name} ({', '.join(cited(claims))})" for name, claims in told]
            return f"reports differ on whether it is new: {'; '.join(said)}"
        return None

    def _gone(self, asked: Asked) -> str | None:
        """Why it does not stand as a promise, so that nothing is part of it either."""
        if asked.nesting.stands(self.promise, asked.early):
            return None
        if self.promise.ending in GONE:
            return self.promise.ending
        if lost := asked.nesting.lost(self.promise):
            return MISSED if lost == self.iri else f"part of what was missed: {self.reader.label(lost)}"
        if later := asked.nesting.replaced.get(self.iri):
            return f"replaced by “{self.reader.label(later)}”"
        grade = self.promise.grade
        firmer = sorted(self._firmer.items())
        told = [f"{status.replace('_', ' ')} ({', '.join(cited(held)[:_NAMED])})" for status, held in firmer]
        why = f"only {grade}: promised by nobody yet"
        why = f"stands as {grade}, though told as {listed(told, len(told))}" if told else why
        return f"{why} (--status {grade} adds it up)"

    @property
    def _firmer(self) -> Mapping[str, Sequence[Statement]]:
        """What claims of a pledge that nobody has made yet tell of it beyond that: status → those claims."""
        found: dict[str, list[Statement]] = {}
        for claim in self.claims:
            if claim.status and axis(claim.status) == "grade" and claim.status not in EARLY:
                found.setdefault(claim.status, []).append(claim)
        return found

    def rows(self, asked: Asked, figures: Sequence[Counted] | None = None) -> Rows:
        """A row for each figure, or each of some."""
        reason = self.reason(asked)
        for given in self.given if figures is None else figures:
            why = reason or asked.left_out.get(given.ref)
            part = "left out" if why else "line" if given.quantity else "no value"
            yield {
                **self._row(given, asked),
                "part": part,
                "reason": why or no_rate(given) or (self._split(given) if given.quantity else None),
            }

    def _split(self, given: Counted) -> str | None:
        """Why a figure counts from nothing to all of it."""
        if self.partners:
            return f"made together with {' and '.join(self.partners)}: {FROM_NOTHING}"
        beyond = self.beyond(given)
        return f"also for {', '.join(beyond[:_NAMED])}: {FROM_NOTHING}" if beyond else None

    def _row(self, given: Counted, asked: Asked) -> Mapping[str, Any]:
        figure, dollars = given.figure, given.dollars
        claims = figure.claims if figure else self.claims
        return {
            "pledge": self.iri,
            "pledge_label": self.reader.label(self.iri),
            **(_said(given.quantity) if given.quantity else {}),
            **(_in_dollars(dollars) if dollars else {}),
            "rate_day": rate_day(given),
            "kind": self.promise.kind,
            "grade": self.promise.grade,
            "counted_in": [
                f"{relation} “{self.reader.label(target)}” ({', '.join(_whose(told))})"
                for (target, relation), told in sorted(self.promise.umbrellas.items())
            ]
            + self._perhaps(asked.perhaps(given)),
            "rivals": [other.said for other in self.promise.figures if other is not figure and alike(other, figure)],
            "reports": reports_of(claims),
            "claims": [claim.iri for claim in claims],
        }

    def _perhaps(self, targets: Sequence[str]) -> list[str]:
        """The first umbrellas by name, then how many more."""
        named = [f"perhaps inside “{self.reader.label(target)}” (no report says)" for target in targets]
        return few(named, _NAMED, more="perhaps inside {} more")


class Asked:
    """The pledges that the filters let through, and their sums."""

    def __init__(self, reader: Reader, *more: Reader, alone: bool = False) -> None:
        self.reader = reader
        self.nesting = Nesting.of(reader)
        self.novelty = {*map(local, filter(None, reader.filters.get("novelty", "").split(",")))}
        statuses = [*map(local, reader.statuses)]
        self.early = next((each for each in statuses if len(statuses) == 1 and each in EARLY), None)
        self._items: dict[str, Item] = {}
        self._read = {each: self._let_through(each) for each in (reader, *more)}
        items = [self.item(iri) for iri in sorted({iri for held in self._read.values() for iri in held})]
        kept = [item for item in items if not self.novelty or self.novelty.intersection(item.promise.novelties)]
        self._alone = alone  # without the figures in which what is asked for is one of several goods
        self.items = [item for item in kept if not alone or len(item.of_several) < len(item.given)]
        self.among = [item for item in kept if item.of_several]
        if len(kept) < len(items):
            silent = sum(not item.promise.novelties for item in items)
            reader.notes.append(f"{silent} pledges are in no sum: no report says whether they are new")

    def _let_through(self, reader: Reader) -> list[str]:
        """The pledges that pass the filters; of one asked for by name, and by some of its goods, its parts on these.

        It does so where one of these parts counts and is on nothing else.
        """
        found = [iri for iri, _ in reader.events()]
        if not {"pledge", "product"} <= reader.filters.keys() or not any(self.item(iri).of_several for iri in found):
            return found
        parts = [iri for iri, _ in reader.events(parts=True) if iri not in found]
        alone = (self.item(iri) for iri in parts if not self.item(iri).of_several)
        return parts if any(item.given[0].figure and not item.reason(self) for item in alone) else found

    def of(self, reader: Reader) -> list[str]:
        """What the filters of one reader let through."""
        return self._read[reader]

    def item(self, iri: str) -> Item:
        """A pledge, asked for or not."""
        if iri not in self._items:
            self._items[iri] = Item(self.reader, self.nesting.all[iri])
        return self._items[iri]

    @cached_property
    def umbrellas(self) -> frozenset[str]:
        """Pledges that others of the same pledger are said to be inside."""
        firm = mint("company", "")
        sides = self.reader.sides("pledger")
        own = {key_of(self.reader.label(side) if side.startswith(firm) else codes.code(side)) for side in sides}
        held = (item for item in self.nesting.all.values() if not own.isdisjoint(item.whole.side))
        standing = (item for item in held if self.nesting.stands(item, self.early))
        return frozenset(target for item in standing for target, relation in item.umbrellas if relation == "inside")

    @cached_property
    def counted(self) -> dict[str, tuple[Counted, Line]]:
        """Ref → a figure that still stands, with what it is or may be part of: those that bear on what is asked for."""
        inside = self.nesting.inside(self.early)
        asked = [each.ref for item in (*self.items, *self.among) for each in item.given]
        found: dict[str, tuple[Counted, Line]] = {}
        for each in self.nesting.around(self.early, asked):
            item = self.item(each.pledge)
            line = Line(each.ref, each.amount(item.shared(each)), item.promise.kind, tuple(inside[each.ref]))
            found[each.ref] = each, line
        return found

    @cached_property
    def wanted(self) -> frozenset[str]:
        """Refs of the figures that are asked for and left out for no reason."""
        kept = (item for item in self.items if item.reason(self) is None)
        left = {given.ref for item in self.among for given in item.of_several} if self._alone else set()
        return frozenset(given.ref for item in kept for given in item.given) - left

    def perhaps(self, given: Counted) -> list[str]:
        """The pledges that a figure may be part of though no report says so."""
        relations = self.nesting.inside(self.early).get(given.ref, ())
        targets = {self.counted[ref][0].pledge for ref, relation in relations if relation == "unstated"}
        return sorted(targets - {target for target, _ in self.nesting.all[given.pledge].umbrellas})

    @cached_property
    def by_unit(self) -> Total:
        """The sums of each unit."""
        return total((line for _, line in self.counted.values()), self.wanted)

    @property
    def left_out(self) -> Mapping[str, str]:
        """Ref of a figure → why it adds to no sum of its unit."""
        return self.by_unit.left_out

    def sums(self) -> Rows:
        """Sums of each unit, then of all currencies in dollars."""
        for each in self.by_unit.sums:
            yield {**self._sum(each, dollars=False), "part": "sum", **_said(each.quantity)}
        held = [(given, line) for given, line in self.counted.values() if given.quantity is None or given.dollars]
        lines = (
            replace(line, quantity=given.in_dollars(self.item(given.pledge).shared(given))) for given, line in held
        )
        for each in total(lines, self.wanted).sums:
            yield {
                **self._sum(each, dollars=True),
                "part": "sum in USD",
                **_in_dollars(each.quantity),
                "recurrence": each.quantity.recurrence,
            }

    def _sum(self, each: Sum, *, dollars: bool) -> Mapping[str, Any]:
        held = [self.counted[ref][0] for ref in each.lines]
        largest = max(held, key=lambda one: (least(one.dollars if dollars else one.quantity), one.ref))
        figures = [figure for ref in each.lines if (figure := self.counted[ref][0].figure)]
        claims = {claim for figure in figures for claim in figure.claims}
        return {
            "lines": len(each.lines),
            "largest": largest.pledge,  # no column of the answer
            "reports": reports_of(claims),
            "claims": sorted(claim.iri for claim in claims),
        }


def least(quantity: Quantity | None) -> Decimal:
    """What a quantity comes to at least, else at most; 0 if there is none."""
    bounds = quantity.interval if quantity else None
    return Decimal(0) if bounds is None else bounds.low or bounds.high or Decimal(0)


def _whose(told: Sequence[Statement]) -> list[str]:
    """The first reports that say so; what only a decision says is no report's word."""
    reports = cited([claim for claim in told if "part_of" not in claim.decided])[:3]
    return [*reports, *(["an editor's decision"] if any("part_of" in claim.decided for claim in told) else [])]


def _said(quantity: Quantity) -> Mapping[str, Any]:
    bounds = quantity.interval
    return {
        "text": say(quantity),
        "unit": quantity.unit,
        "recurrence": quantity.recurrence,
        "low": bounds.low,
        "high": bounds.high,
    }


def _in_dollars(quantity: Quantity) -> Mapping[str, Any]:
    bounds = quantity.interval
    return {"usd": say(quantity), "usd_low": bounds.low, "usd_high": bounds.high}
