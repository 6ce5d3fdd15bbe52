"""What promises come to, without counting anything twice."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from typing import Any

from kg.ledger.figures import Figure, figures
from kg.model import codes
from kg.model.amounts import Quantity, say
from kg.model.claims import Pledge
from kg.model.iris import local
from kg.model.rates import ecb
from kg.model.statement import Statement
from kg.query.reader import Reader, Rows, answer
from kg.query.sources import Sources, cited
from kg.questions.concession import Concession
from kg.questions.counted import Counted, alike, counted_in, no_rate, rate_day, smaller
from kg.questions.sums import NEVER_CASH, Line, Sum, Total, total
from kg.store.nodes import Values

__all__ = ["totals"]

_GONE = ("denied", "withdrawn", "lapsed")  # endings after which nothing is promised any more
_SIDED = {"pledger_first": 0, "recipient_first": 1}  # policy → the side whose figure goes first
_VAGUE = ("mixed", "other")  # kinds that may hold any other
_NOT_YET = ("considering", "proposed")  # grades at which nothing is promised yet
_NAMED = 3  # umbrellas named that a pledge may be inside of; more are counted
_MONEY = "money"


@answer(
    "part pledge pledge_label text unit recurrence low high usd usd_low usd_high rate_day kind grade counted_in rivals"
    " reason lines reports claims",
    "pledge country pledger recipient kind product status company since novelty",
)
def totals(reader: Reader) -> Rows:
    """What pledges add up to, each unit apart and in dollars, from every possible overlap inside to all apart.

    Parts: `sum` (one a unit and recurrence), `sum in USD` (each currency at the rate of the day its figure was first
    told), `line` (what is in a sum), `no value` (counted, not guessed), `left out` (with the reason). A pledge's
    figure is the one that most of its claims give (by policy: that one side gives); others stand beside it as rivals.
    Where no report says how two pledges relate, the smaller may be inside the larger if both are of the same sides,
    kind and goods, or the larger also of others: the low end of a sum counts it as inside, the high end apart. What is
    part of what is settled over all pledges, whatever the filters, so a filter never makes a sum larger. What is only
    considered or proposed is promised by nobody yet, and is in a sum only if `status` asks for it. What several make
    together, or for more goods than are asked for, counts from nothing to all of it.
    """
    asked = _Asked(reader)
    yield from asked.sums()
    for item in asked.items:
        yield from item.rows(asked)
    reader.notes.append(f"dollars by {ecb().source}; of rival figures the one most claims give is added up")
    reader.notes.append("sums of different units may hold the same promise, and are not to be added to each other")


class _Item:
    """One pledge: its figures, what it is counted in, and why it may be left out."""

    def __init__(self, reader: Reader, told: Sources, iri: str, values: Values) -> None:
        self.reader, self.told, self.iri = reader, told, iri
        self.claims = told.claims(iri)
        self.kind = reader.code(values, "kind") or ""
        self.grade = reader.status(iri, values, "grade")
        self.ending = reader.status(iri, values, "ending")

    @cached_property
    def figures(self) -> list[Figure]:
        """Conversions left out: they are told for the reader, and nobody promised them."""
        return [item for item in figures(self.claims) if not all(amount.converted for _, amount in item.given)]

    @cached_property
    def given(self) -> list[Counted]:
        """The figure that counts, one for money and one for each other unit: $8bn or $8bn a year, not both."""
        groups: dict[str, list[Figure]] = {}
        for item in self.figures:
            unit = item.quantity.base.unit
            groups.setdefault(_MONEY if unit in codes.currencies() else unit, []).append(item)
        share = bool(self.partners or self.beyond)
        found = [Counted(f"{self.iri} {unit}", max(groups[unit], key=self._weight), share) for unit in sorted(groups)]
        return found or [Counted(f"{self.iri} none", None)]

    @cached_property
    def partners(self) -> list[str]:
        """Those who make the pledge together with the country asked for, if one is: as a third of the claims name."""
        asked = codes.party(local(self.reader.filters.get("pledger", "")))
        if asked is None:
            return []
        named = {claim.party(name): name for claim in self.claims for name in claim.sides[0]}
        often = Counter(claim.party(name) for claim in self.claims for name in claim.sides[0])
        together = [key for key in named if key != asked.code and often[key] * 3 >= len(self.claims)]
        return sorted(found.label if (found := codes.party(key)) else named[key] for key in together)

    @cached_property
    def beyond(self) -> list[str]:
        """Goods of the pledge that are not the product asked for, if one is."""
        wanted = self.reader.filters.get("product")
        others = [iri for iri in self.common if wanted and not codes.covers(wanted, iri)]
        return sorted(map(codes.label, others))

    def _weight(self, item: Figure) -> tuple[bool, int]:
        side = _SIDED.get(self.reader.policy)
        if side is not None:
            spoken = {amount.said_by or claim.claim.said_by for claim, amount in item.given}
            preferred = any(name in claim.sides[side] for name in spoken for claim, _ in item.given)
        else:
            preferred = self.reader.policy == "text_first" and any(c.report.type == "text" for c in item.claims)
        return preferred, len(item.claims)

    @cached_property
    def whole(self) -> Concession:
        """The pledge with its sides."""
        return Concession(self.iri, self.claims)

    @cached_property
    def goods(self) -> frozenset[str]:
        """IRIs of its products, as any claim has them."""
        return frozenset(iri for claim in self.claims for iri in claim.products)

    @property
    def common(self) -> list[str]:
        """Those that a third of the claims name, or all of them if none is."""
        named = Counter(iri for claim in self.claims for iri in claim.products)
        return sorted(iri for iri in named if named[iri] * 3 >= len(self.claims)) or sorted(named)

    def may_be_in(self, other: _Item) -> bool:
        """Whether nothing told keeps this pledge from being part of another."""
        kinds = {self.kind, other.kind}
        stated = any(target == self.iri for target, _ in other.umbrellas)
        if self is other or stated or kinds & NEVER_CASH:
            return False
        if not self.whole.side or not self.whole.side <= other.whole.side or self.whole.towards != other.whole.towards:
            return False
        alike = len(kinds) == 1 or not kinds.isdisjoint(_VAGUE)
        related = (codes.related(one, two) for one in self.goods for two in other.goods)
        return alike and (not self.goods or not other.goods or any(related))

    @cached_property
    def umbrellas(self) -> dict[tuple[str, str], list[Statement]]:
        """(event it is counted in, relation) → the claims that say so; `part_of` is said of what is inside."""
        found: dict[tuple[str, str], list[Statement]] = {}
        for claim in self.claims:
            for ref, relation in counted_in(claim):
                target = self.told.event(self.told.local(claim, ref))
                if target != self.iri:
                    found.setdefault((target, relation), []).append(claim)
        return found

    @cached_property
    def novelties(self) -> dict[str, list[Statement]]:
        """What claims say of its being new → those claims; "unstated" is nothing said."""
        found: dict[str, list[Statement]] = {}
        for claim in self.claims:
            if isinstance(claim.claim, Pledge) and claim.claim.novelty != "unstated":
                found.setdefault(claim.claim.novelty, []).append(claim)
        return found

    @property
    def early(self) -> bool:
        """Whether it is promised by nobody yet, and not asked for as such."""
        return self.grade in _NOT_YET and local(self.reader.filters.get("status", "")) != self.grade

    def gone(self, asked: _Asked) -> str | None:
        """Why it does not stand as a promise, so that nothing is part of it either."""
        if self.ending in _GONE:
            return self.ending
        if later := asked.replaced.get(self.iri):
            return f"replaced by {self.reader.label(later)}"
        return f"only {self.grade}: promised by nobody yet (--status {self.grade} adds it up)" if self.early else None

    def reason(self, asked: _Asked) -> str | None:
        """Why it is in no sum, whatever its figures are."""
        if why := self.gone(asked):
            return why
        if self.partners and self.iri in asked.umbrellas:
            return f"made together with {' and '.join(self.partners)}; what is inside it is counted"
        if asked.novelty and set(self.novelties) != {asked.novelty}:
            said = [f"{code} ({', '.join(cited(claims))})" for code, claims in sorted(self.novelties.items())]
            return f"novelty contested: {'; '.join(said)}"
        return None

    def rows(self, asked: _Asked) -> Rows:
        """A row for each figure."""
        reason = self.reason(asked)
        for given in self.given:
            why = reason or asked.left_out.get(given.ref)
            part = "left out" if why else "line" if given.quantity else "no value"
            yield {
                **self._row(given, asked),
                "part": part,
                "reason": why or no_rate(given) or (self._shared() if given.quantity else None),
            }

    def _shared(self) -> str | None:
        """Why its figure counts from nothing to all of it."""
        if self.partners:
            return f"made together with {' and '.join(self.partners)}: from nothing to all of it"
        return f"also for {', '.join(self.beyond[:_NAMED])}: from nothing to all of it" if self.beyond else None

    def _row(self, given: Counted, asked: _Asked) -> Mapping[str, Any]:
        figure, dollars = given.figure, given.dollars
        claims = figure.claims if figure else self.claims
        at = rate_day(given)
        return {
            "pledge": self.iri,
            "pledge_label": self.reader.label(self.iri),
            **(_said(given.quantity) if given.quantity else {}),
            **(_in_dollars(dollars) if dollars else {}),
            "rate_day": at,
            "kind": self.kind,
            "grade": self.grade,
            "counted_in": [
                f"{relation} {self.reader.label(target)} ({', '.join(_whose(told))})"
                for (target, relation), told in sorted(self.umbrellas.items())
            ]
            + self._perhaps(asked.perhaps(given)),
            "rivals": [other.said for other in self.figures if other is not figure and alike(other, figure)],
            "reports": sorted({claim.report_iri for claim in claims}),
            "claims": [claim.iri for claim in claims],
        }

    def _perhaps(self, targets: Sequence[str]) -> list[str]:
        """The first umbrellas by name, then how many more."""
        named = [f"perhaps inside {self.reader.label(target)} (no report says)" for target in targets[:_NAMED]]
        return [*named, *([f"perhaps inside {len(targets) - _NAMED} more"] if len(targets) > _NAMED else [])]


class _Asked:
    """All pledges, those that the filters let through, and their sums."""

    def __init__(self, reader: Reader) -> None:
        self.reader = reader
        self.novelty = local(reader.filters["novelty"]) if "novelty" in reader.filters else None
        told = Sources.of(reader.store)
        self.all = {iri: _Item(reader, told, iri, values) for iri, values in reader.everything()}
        items = [self.all[iri] for iri, _ in reader.events()]
        self.items = [item for item in items if self.novelty is None or self.novelty in item.novelties]
        if len(self.items) < len(items):
            silent = sum(not item.novelties for item in items)
            reader.notes.append(f"{silent} pledges are in no sum: no report says whether they are new")

    @cached_property
    def replaced(self) -> dict[str, str]:
        """Pledge → the later one that supersedes or restates it."""
        found: dict[str, str] = {}
        for item in self.all.values():
            for claim in item.claims:
                for field in ("supersedes", "restates"):
                    for ref in item.told.referred(claim, field):
                        if (old := item.told.event(ref)) != item.iri:
                            found[old] = max(item.iri, found.get(old, ""))
        return {old: new for old, new in found.items() if found.get(new) != old}

    @cached_property
    def umbrellas(self) -> frozenset[str]:
        """Pledges that others of the same pledger are said to be inside."""
        own = codes.code(self.reader.filters.get("pledger", ""))
        held = (item for item in self.all.values() if own in item.whole.side and item.gone(self) is None)
        return frozenset(target for item in held for target, relation in item.umbrellas if relation == "inside")

    @cached_property
    def counted(self) -> dict[str, tuple[Counted, Line]]:
        """Ref → a figure of any pledge that still stands, with what it is or may be part of."""
        kept = [item for item in self.all.values() if item.gone(self) is None]
        refs = {item.iri: [given.ref for given in item.given] for item in kept}
        given = {each.ref: (each, item) for item in kept for each in item.given}
        inside = {ref: list(_targets(item, each, refs)) for ref, (each, item) in given.items()}
        for item in kept:  # where a report says what it is part of, nothing else is guessed
            told = any(target in refs for target, _ in item.umbrellas)
            wider = [other for other in kept if not told and item.may_be_in(other)]
            for each in item.given:
                inside[each.ref] += [(o.ref, "unstated") for held in wider for o in held.given if smaller(each, o)]
        return {
            ref: (each, Line(ref, each.counted, item.kind, (*inside[ref], *_beside(ref, inside, given))))
            for ref, (each, item) in given.items()
        }

    @cached_property
    def wanted(self) -> frozenset[str]:
        """Refs of the figures that are asked for and left out for no reason."""
        kept = (item for item in self.items if item.reason(self) is None)
        return frozenset(given.ref for item in kept for given in item.given)

    def perhaps(self, given: Counted) -> list[str]:
        """The pledges that a figure may be part of though no report says so."""
        if given.ref not in self.counted:
            return []
        targets = {ref.split()[0] for ref, relation in self.counted[given.ref][1].counted_in if relation == "unstated"}
        return sorted(targets - {target for target, _ in self.all[given.ref.split()[0]].umbrellas})

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
            yield {**self._sum(each), "part": "sum", **_said(each.quantity)}
        held = [(given, line) for given, line in self.counted.values() if given.quantity is None or given.dollars]
        lines = (replace(line, quantity=given.counted_dollars) for given, line in held)
        for each in total(lines, self.wanted).sums:
            yield {
                **self._sum(each),
                "part": "sum in USD",
                **_in_dollars(each.quantity),
                "recurrence": each.quantity.recurrence,
            }

    def _sum(self, each: Sum) -> Mapping[str, Any]:
        figures = [figure for ref in each.lines if (figure := self.counted[ref][0].figure)]
        claims = {claim for figure in figures for claim in figure.claims}
        return {
            "lines": len(each.lines),
            "reports": sorted({claim.report_iri for claim in claims}),
            "claims": sorted(claim.iri for claim in claims),
        }


def _whose(told: Sequence[Statement]) -> list[str]:
    """The first reports that say so; what only a decision says is no report's word."""
    reports = cited([claim for claim in told if "part_of" not in claim.decided])[:3]
    return [*reports, *(["an editor's decision"] if any("part_of" in claim.decided for claim in told) else [])]


def _targets(item: _Item, given: Counted, refs: Mapping[str, Sequence[str]]) -> Iterator[tuple[str, str]]:
    """What a figure is counted in: the umbrella's figure of the same unit, else its first one."""
    unit = given.ref.removeprefix(item.iri)
    for target, relation in sorted(item.umbrellas):
        held = refs.get(target, ())
        if held:
            yield next((ref for ref in held if ref == target + unit), held[0]), relation


def _beside(
    ref: str, inside: Mapping[str, Sequence[tuple[str, str]]], given: Mapping[str, tuple[Counted, _Item]]
) -> Iterator[tuple[str, str]]:
    """Parts of an umbrella that a figure may be in: if it is, it may as well be in one of them."""
    said: dict[str, set[str]] = {}
    for target, relation in inside[ref]:
        said.setdefault(target, set()).add(relation)
    open_ = {target for target, relations in said.items() if relations not in ({"inside"}, {"separate"})}
    for other, held in inside.items():
        is_part = any(target in open_ for target, _ in held)
        if is_part and other != ref and other not in said and smaller(given[ref][0], given[other][0]):
            yield other, "overlaps"


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
