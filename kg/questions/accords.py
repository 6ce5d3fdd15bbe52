"""What sides gave each other, and what rulings leave of it, pure over claims.

A component (`kg.questions.concession`) whose claims name no legal basis takes the one on which measures of the same
country towards the same country rest, on all goods or on related ones, if they agree on one; a rate on all goods else
that of rates of the same half year towards other countries, which were set by one act or by acts alike. A ruling voids
what a report says it voids (stated), and what rests on the same basis in the same country (inferred).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cached_property, partial

from kg.model import codes, dates
from kg.model.claims import Measure, Pledge, Ruling
from kg.model.statement import Statement
from kg.query.sources import Sources
from kg.questions import concession
from kg.questions.concession import Concession, basis_of, is_blanket

__all__ = ["Accords", "Fate", "Holding"]

_GIVES_NOTHING = frozenset({"remove", "threaten"})  # there is nothing in force that a court could void
_IMPOSING = frozenset({"impose", "raise"})
_SETTING = _IMPOSING | {"cut"}
_LENDS_NOTHING = frozenset({"threaten", "exempt"})  # no rate rests on their basis
_ONE_WAVE, _ALIKE = timedelta(days=183), 3  # how far apart rates of one wave are, and how many must rest on its basis


@dataclass(frozen=True)
class Holding:
    """What a ruling says of one legal basis; `voided` are the claims that a report says it voids, and who says so."""

    event: str
    basis: str | None
    claims: tuple[Statement, ...]
    voided: Mapping[str, tuple[Statement, ...]]

    @cached_property
    def country(self) -> str | None:
        """Code of the court's country."""
        rulings = (item.claim for item in self.claims if isinstance(item.claim, Ruling))
        return next((item.country for item in rulings if item.country), None)

    @cached_property
    def day(self) -> date | None:
        """The day most claims give; without one the day it was first told."""
        days = Counter(day for claim in self.claims if (day := _day(claim.happened)))
        told = [claim.published for claim in self.claims if claim.published]
        return min(days, key=lambda day: (-days[day], day)) if days else min(told, default=None)


def _day(edtf: str | None) -> date | None:
    """A date that is one day; a month or a year is none."""
    low, high = dates.bounds(edtf) if edtf else (None, None)
    return low if low == high else None


@dataclass(frozen=True)
class Fate:
    """What became of a component: stands, void, replaced or unclear; since when, by what, and on whose word."""

    state: str
    since: date | None = None
    ruling: str | None = None
    how: str = ""  # stated or inferred
    why: str = ""
    claims: tuple[Statement, ...] = ()
    replaced_by: tuple[Concession, ...] = ()
    follows: str | None = None  # a ruling on its legal basis after which an act of its own country ended it

    def is_by(self, ruling: str) -> bool:
        """Whether a ruling took it, or an act that followed the ruling did."""
        return ruling in (self.ruling, self.follows)


class Accords:
    """Agreements and rulings of a store, component by component. `on`: measures that ended before count as void."""

    @classmethod
    def of(cls, told: Sources, on: date | None = None) -> Accords:
        """Those of a store, of which all days share what no day changes, until something is written."""
        held: dict[str, Accords] = told.store.memo.setdefault("accords", {})
        if not held:
            held["whole"] = cls(told)
        whole = held["whole"]
        if on is None:
            return whole
        made = cls(told, on)
        made._parts, made._based, made.agreements = whole._parts, whole._based, whole.agreements
        return made

    def __init__(self, told: Sources, on: date | None = None) -> None:
        self.told, self.on = told, on
        self._parts: dict[str, tuple[Concession, ...]] = {}

    @cached_property
    def holdings(self) -> tuple[Holding, ...]:
        """All rulings, by legal basis; a claim that names none goes with the basis most claims of its ruling name."""
        found = (item for event in self.told.all("Ruling") for item in self._holdings(event))
        return tuple(item for item in found if self._is_past(item.day))

    def _is_past(self, day: date | None) -> bool:
        return self.on is None or day is None or day <= self.on

    def _holdings(self, event: str) -> Iterable[Holding]:
        claims = self.told.claims(event)
        bases = Counter(key for item in claims if (key := basis_of(item)))
        usual = min(bases, key=lambda key: (-bases[key], key)) if bases else None
        for basis in sorted({basis_of(item) or usual for item in claims}, key=str):
            held = tuple(item for item in claims if (basis_of(item) or usual) == basis)
            voided: dict[str, tuple[Statement, ...]] = {}
            for item in held:
                for ref in self.told.referred(item, "voids"):
                    voided[ref] = (*voided.get(ref, ()), item)
            yield Holding(event, basis, held, voided)

    def parts(self, event: str) -> tuple[Concession, ...]:
        """An event as components: a pledge is one, a measure one for each legal basis."""
        if event not in self._parts:
            claims = self.told.claims(event)
            kind = type(claims[0].claim) if claims else None
            if kind is Measure:
                self._parts[event] = tuple(self._lend(part) for part in concession.by_basis(event, claims))
            else:
                self._parts[event] = (Concession(event, claims),) if kind is Pledge else ()
        return self._parts[event]

    def _lend(self, part: Concession) -> Concession:
        """A measure whose claims name no legal basis, with the one that measures like it are told to rest on."""
        if part.basis is not None:
            return part
        blanket = is_blanket(part.claims[0])
        goods = {iri for claim in part.claims for iri in claim.products}
        like: dict[str, list[Statement]] = {}
        for other in self._based:
            near = not part.towards.isdisjoint(other.towards) or (not blanket and "ALL" in other.towards)
            theirs = {iri for claim in other.claims for iri in claim.products}
            alike = blanket or any(codes.related(one, two) for one in goods for two in theirs)
            later = bool(part.since and other.since and other.since > part.since)
            told_before = not (blanket and later) or other.actions <= {"remove"}
            alike = alike and told_before and not other.actions <= _LENDS_NOTHING
            if near and alike and part.side == other.side and is_blanket(other.claims[0]) == blanket:
                like.setdefault(str(other.basis), []).extend(other.based.claims)
        if not like and blanket:
            like = self._of_one_wave(part)
        if len(like) != 1:
            return part
        [(basis, lent)] = like.items()
        return replace(part, basis=basis, lent=tuple(lent))

    def _of_one_wave(self, part: Concession) -> dict[str, list[Statement]]:
        """Legal basis → claims of the rates that its country set on all goods of others in the same half year."""
        like: dict[str, dict[str, Concession]] = {}
        for other in self._based:
            if not part.since or not other.since or abs(part.since - other.since) > _ONE_WAVE:
                continue
            sets = not part.actions.isdisjoint(_SETTING) and not other.actions.isdisjoint(_SETTING)
            if sets and part.side == other.side and is_blanket(other.claims[0]) and "ALL" not in other.towards:
                like.setdefault(str(other.basis), {})[other.event] = other
        return {
            basis: [claim for other in held.values() for claim in other.based.claims]
            for basis, held in like.items()
            if len(held) >= _ALIKE or len(like) > 1
        }

    @cached_property
    def _based(self) -> tuple[Concession, ...]:
        """All measures of which a claim names the legal basis, blanket ones and those on goods apart."""
        found = (
            part for event in self.told.all("Measure") for part in concession.by_basis(event, self.told.claims(event))
        )
        split = (
            Concession(part.event, tuple(claim for claim in part.claims if is_blanket(claim) == blanket), part.basis)
            for part in found
            for blanket in (False, True)
        )
        return tuple(part for part in split if any(map(basis_of, part.claims)))

    def of_claim(self, ref: str) -> Concession | None:
        """The component that a claim belongs to; None for talks and the like."""
        parts = self.parts(self.told.event(ref))
        found = (part for part in parts if any(claim.iri == ref for claim in part.claims))
        return next(found, parts[0] if parts else None)

    @cached_property
    def agreements(self) -> Mapping[str, tuple[Concession, ...]]:
        """Agreement → what it contains: by its own claims, or by a measure that implements it."""
        found: dict[str, dict[tuple[str, str, bool], Concession]] = {event: {} for event in self.told.all("Agreement")}
        for event, held in found.items():
            for claim in self.told.claims(event):
                for ref in self.told.referred(claim, "contains"):
                    _keep(held, self.of_claim(ref))
        for measure in self.told.all("Measure"):
            for claim in self.told.claims(measure):
                for ref in self.told.referred(claim, "implements"):
                    if (agreement := self.told.event(ref)) in found:
                        _keep(found[agreement], self.of_claim(claim.iri))
        return {event: tuple(held[key] for key in sorted(held)) for event, held in found.items()}

    def day_of(self, ruling: str) -> date | None:
        """The day of a ruling, as most claims give it."""
        return next((holding.day for holding in self.holdings if holding.event == ruling), None)

    # --- what became of a component

    def fate(self, part: Concession) -> Fate:
        """Whether a component stands, and what ended it. A pledge stands whatever became of its counterpart."""
        if not part.is_measure:
            return Fate("stands", part.since)
        for holding in self.holdings:
            if found := self._voided(part, holding):
                return found
        if self.on and part.ends and part.ends < self.on:
            return Fate("void", part.ends, how="stated", why=f"ended on {part.ends}", claims=part.claims)
        if part.basis is None and any(map(partial(self._might_reach, part), self.holdings)):
            return Fate("unclear", part.since, why="no report gives its legal basis; a ruling may reach it")
        rulings = [item for item in self.holdings if part.basis and item.basis == part.basis]
        why = f"a ruling on {part.printed_basis} of {rulings[0].day} is not said to void it" if rulings else ""
        return Fate("stands", part.since, why=why or ("legal basis as told of measures like it" if part.lent else ""))

    @staticmethod
    def _might_reach(part: Concession, holding: Holding) -> bool:
        before = part.since is None or holding.day is None or part.since <= holding.day
        return bool(holding.voided) and holding.country in part.side and before

    def _voided(self, part: Concession, holding: Holding) -> Fate | None:
        sayers = tuple(
            dict.fromkeys(item for claim in part.claims for item in holding.voided.get(claim.iri, ()))
        ) + holding.voided.get(part.event, ())
        same = part.basis is not None and part.basis == holding.basis and part.side == {holding.country}
        before = part.since is None or holding.day is None or part.since <= holding.day
        if not sayers and not (same and before and holding.voided and not part.actions <= _GIVES_NOTHING):
            return None
        if sayers:
            basis = f" ({part.printed_basis})" if part.printed_basis else ""
            how, why, claims = "stated", f"said to be voided by the ruling{basis}", sayers
        else:
            how = "inferred"
            whose = "as told of such measures" if part.lent else "as told"
            why = f"same country and legal basis ({part.printed_basis}, {whose}) as what the ruling is said to void"
            claims = tuple(item for item in holding.claims if basis_of(item) == holding.basis)
        replaced = self.in_place_of(part, holding)
        return Fate("replaced" if replaced else "void", holding.day, holding.event, how, why, claims, replaced)

    def after_rulings(self, part: Concession) -> tuple[Concession, ...]:
        """Measures that came in place of what a ruling may have reached without a word."""
        held = (self.in_place_of(part, each) for each in self.holdings if self._might_reach(part, each))
        return next(filter(None, held), ())

    def followed(self, events: Iterable[str]) -> str | None:
        """The ruling after which measures of the country of its court remove what rests on the basis it is on."""
        removing = [part for event in events for part in self.parts(event) if part.actions == {"remove"}]
        return next(
            (
                holding.event
                for holding in self.holdings
                for part in removing
                if holding.basis and part.basis == holding.basis and part.side == {holding.country}
                if holding.day and part.since and holding.day <= part.since
            ),
            None,
        )

    def in_place_of(self, part: Concession, holding: Holding) -> tuple[Concession, ...]:
        """Measures on another basis that reports of the ruling tell with it, first told since, towards the same."""
        found: dict[tuple[str, str, bool], Concession] = {}
        for statement in (other for item in holding.claims for other in self.told.beside(item)):
            if not isinstance(statement.claim, Measure) or not statement.claim.legal_basis:
                continue
            other = self.of_claim(statement.iri)
            if other is None or other.basis == holding.basis:
                continue
            based = other.based
            reaches = "ALL" in based.towards or not part.towards.isdisjoint(based.towards)
            reaches = reaches and all(map(is_blanket, based.claims)) >= all(map(is_blanket, part.claims))
            later = based.since and holding.day and based.since >= holding.day
            if later and reaches and based.side == part.side and not based.actions.isdisjoint(_IMPOSING):
                _keep(found, based)
        return tuple(found[key] for key in sorted(found))


def _keep(held: dict[tuple[str, str, bool], Concession], part: Concession | None) -> None:
    if part:
        held[part.key] = part
