"""What one imposer's acts do to each other's rates, so that what ends a rate is found wherever it is told.

What one imposer puts on the same goods of the same target, on one legal basis, is one line in time: a later raise, cut
or removal ends the older rate, though reports tell of it as of another measure: for all its targets, or for the one
asked for. Rates on different bases stand beside each other and add up. A change that holds for other targets only is
named beside the rate; of one from no certain day it is open which rate held.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from kg.model import codes
from kg.model.claims import Measure
from kg.model.phrases import filled, listed, with_article
from kg.model.statement import Statement
from kg.query.event_table import aimed
from kg.query.reader import Reader
from kg.query.sources import Sources
from kg.questions.acts import (
    IN_FORCE,
    REPLACED,
    SHOWN,
    UNKNOWN,
    Found,
    acts_of,
    is_act,
    may_hold,
    on_day,
    rulings_on,
    since_of,
)
from kg.questions.concession import basis_of

__all__ = ["OnDay", "against"]

_TOLD = 3  # years after which a measure that no report tells of any more is not held against a sale
_CHANGES = ("raise", "cut", "remove")  # acts on a rate that is there already; who imposes anew on a basis, too


class OnDay:
    """What a day finds measures to be: for all their targets and goods, or for those asked for, by IRI."""

    def __init__(self, reader: Reader, day: date, target: str | None = None, product: str | None = None) -> None:
        self.reader, self.day = reader, day
        self.line = _Line(Sources.of(reader.store), codes.code(target) if target else None, product)

    def of(self, measure: str) -> Found:
        """One measure, by its IRI."""
        return self.line.found(self.reader, measure, self.day)


def against(
    reader: Reader, imposer: str, target: str, goods: Sequence[str], day: date
) -> Iterator[tuple[str, bool, Sequence[Statement]]]:
    """(Label, whether that is certain, the claims of it) of what kept such goods out on a day, by IRIs of both sides.

    What nobody has told of for some years is left out: whether it still held, no report says.
    """
    told = Sources.of(reader.store)
    line = _Line(told, codes.code(target))
    named = {event for iri in aimed(target) for event in reader.store.subjects("target", iri)}
    for event in sorted(named.intersection(reader.store.subjects("imposer", imposer))):
        acts = [item for item in told.claims(event) if _keeps_out(item)]
        last = max((item.published for item in acts if item.published), default=date.min)
        on = [iri for item in acts for iri in item.products]
        if last.year + _TOLD < day.year or not any(codes.covers(wide, iri) for wide in on for iri in goods):
            continue
        found = on_day(acts, list(rulings_on(told, reader, event)), day)
        if found.state in (IN_FORCE, UNKNOWN) and not line.later(event, day):
            yield reader.label(event), found.state == IN_FORCE and not line.perhaps(event, day), acts


def _keeps_out(statement: Statement) -> bool:
    """Whether an act taxes or limits imports."""
    claim = statement.claim
    return isinstance(claim, Measure) and claim.kind != "export_control" and claim.action in ("impose", "raise", "cut")


class _Line:
    """What acts of all measures do to one, so that what ends a rate is found wherever it is told.

    `target` is the code of the one target asked for, `product` the IRI of the goods: what replaces a rate for them
    ends it here.
    """

    def __init__(self, told: Sources, target: str | None = None, product: str | None = None) -> None:
        self.told, self.target, self.product = told, target, product

    def found(self, reader: Reader, measure: str, day: date) -> Found:
        """What a day finds a measure to be, with what changed it and what it changed."""
        claims = self._about(self.told.claims(measure))
        found = on_day(claims, list(rulings_on(self.told, reader, measure)), day)
        if found.state in SHOWN and (later := self.later(measure, day)):
            order = sorted(later, key=lambda event: (later[event], event))
            names = listed([f"“{reader.label(event)}” ({later[event]})" for event in order], len(order))
            return Found(REPLACED, f"replaced by {names}", min(later.values()), tuple(later))
        if found.state not in SHOWN:
            return found
        state, because = found.state, [found.because]
        last = max((item.published for item in claims if item.published), default=day)
        if last.year + _TOLD < day.year:
            because.append(f"not told of since {last}")
        changed, older = self.perhaps(measure, day), self.older(measure, day)
        # what a measure took the place of did not come after it on a day that nobody knows
        changed = {event: change for event, change in changed.items() if change.sure or event not in older}
        because += [self._said(reader, measure, event, change) for event, change in changed.items()]
        if self.target and state == IN_FORCE and not all(change.sure for change in changed.values()):
            state = UNKNOWN
        if older:
            because.append(f"in place of {'; '.join(f'“{reader.label(each)}”' for each in older)}")
        told = "; ".join(filter(None, because))
        return replace(found, state=state, because=told, replaces=tuple(older), may_change=tuple(changed))

    def _about(self, claims: Sequence[Statement]) -> list[Statement]:
        """Of claims those aimed at the target and on the goods asked for, where there are such."""
        wanted = self.product
        told = [item for item in claims if self._aimed(item)] or list(claims)
        on = [c for c in told if wanted and any(codes.related(iri, wanted) for iri in c.products)]
        return on or told

    def _aimed(self, statement: Statement) -> bool:
        """Whether an act is aimed at the target asked for, if one is: at itself, its bloc or all countries."""
        return not self.target or not self._names.isdisjoint(statement.sides[1])

    @cached_property
    def _names(self) -> frozenset[str]:
        """Codes under which the target asked for is aimed at."""
        found = codes.party(self.target or "")
        return frozenset(map(codes.code, aimed(found.iri))) if found else frozenset()

    def _said(self, reader: Reader, measure: str, event: str, change: _Change) -> str:
        """In words: `perhaps, from no certain day, replaced for Japan on steel by …`."""
        goods = {iri for item in self.told.claims(measure) for iri in item.products}
        names = sorted(codes.label(iri) for iri in change.goods) if change.goods != goods else []
        whom = listed(sorted(map(_name, change.targets)), 3) if not self.target else ""
        return filled(
            "[{when} ]replaced[ for {whom}][ on {goods}] by {event}.",
            {
                "when": "" if change.sure else "perhaps" if change.dated else "perhaps, from no certain day,",
                "whom": whom,
                "goods": listed(names, 3),
                "event": f"“{reader.label(event)}”",
            },
        ).removesuffix(".")

    def _beside(self, measure: str) -> list[_Told]:
        """Each act that may be on one rate with an act of this measure, its own included; on the target asked for."""
        lines = _lines(self.told)
        keys = dict.fromkeys(map(_key, filter(is_act, self.told.claims(measure))))
        return [act for key in keys for act in lines[key] if self._aimed(act[2])]

    def _acts(self, measure: str) -> list[tuple[str, date, Statement]]:
        """Those of them that certainly held from a day on."""
        return [(event, since, item) for event, since, item in self._beside(measure) if since]

    def perhaps(self, measure: str, day: date) -> dict[str, _Change]:
        """What had changed this measure in part by the day, or may have, by IRI.

        Of a measure that no report dates, the day it was told stands for its own.
        """
        begun = [(since, item) for event, since, item in self._acts(measure) if event == measure and since <= day]
        mine = begun or self._as_told(measure, day)
        found: dict[str, _Change] = {}
        for event, since, item in self._beside(measure) if mine else ():
            sure = since is not None and since <= day
            if event == measure or not (sure or (begun and may_hold(item, day))):
                continue
            act = (since or item.published or date.max, item)
            for old in (old for old in mine if _follows(act, old) and _changes(item, old[1])):
                targets, goods = self._shared(item, old[1])
                if targets and goods is not None and (begun or not self._told_still(measure, act[0], goods)):
                    held = found.get(event, _Change())
                    certain = sure and (bool(begun) or self._told_after(event, act[0], measure))
                    found[event] = _Change(held.targets | targets, held.goods | goods, certain or held.sure, sure)
        ended = {*self.later(measure, day)}
        return {event: found[event] for event in sorted(found) if event not in ended}

    def _shared(self, new: Statement, old: Statement) -> tuple[frozenset[str], frozenset[str] | None]:
        """The targets of an older act that a newer one is aimed at, and its goods; None if it is on other goods."""
        hit, held = set(new.sides[1]), set(old.sides[1])
        targets = held if "ALL" in hit else hit if "ALL" in held else hit & held
        if self.target:
            targets = {self.target} if {self.target, "ALL"} & hit else set()
        if not new.products or not old.products:
            return frozenset(targets), frozenset() if new.products == old.products else None
        goods = frozenset(each for each in self._asked(old) if _covered(each, new))
        return frozenset(targets), goods or None

    def _asked(self, old: Statement) -> Sequence[str]:
        """The goods of an act, of them those that are asked for."""
        wanted = self.product
        return [iri for iri in old.products if wanted and codes.related(iri, wanted)] or old.products

    def later(self, measure: str, day: date) -> dict[str, date]:
        """Measures that by the day had taken the place of this one → since when."""
        return self._found(measure, day, lambda mine, other: self._takes_over(other, mine))

    def older(self, measure: str, day: date) -> dict[str, date]:
        """Measures whose place this one had taken by the day → since when they had held."""
        return self._found(measure, day, self._takes_over) if self._begun(measure, day) else {}

    def _found(self, measure: str, day: date, ends: Callable[[_Act, _Act], bool]) -> dict[str, date]:
        begun = [(event, (since, item)) for event, since, item in self._acts(measure) if since <= day]
        mine = [act for event, act in begun if event == measure]
        others = [(event, act) for event, act in begun if event != measure]
        if not mine:
            mine = self._as_told(measure, day)
            others = [(event, act) for event, act in others if self._told_after(event, act[0], measure)]
        met = Counter((event, other[0]) for event, other in others if any(ends(each, other) for each in mine))
        often = sorted(met, key=lambda key: (key[0], met[key], -key[1].toordinal()))
        return dict(often)  # of the days that acts of one measure give, the one that most of them do

    def _told_after(self, event: str, since: date, measure: str) -> bool:
        """Whether a measure was first told after another, which nobody told of any more once it had begun."""
        new, old = (self._days_told(each) for each in (event, measure))
        return bool(new and old) and min(new) > min(old) and max(old) < since

    def _told_still(self, measure: str, day: date, goods: frozenset[str]) -> bool:
        """Whether a report of the day or later tells of the measure on some of these goods."""
        acts = (item for item in self.told.claims(measure) if is_act(item) and self._aimed(item))
        told = (item for item in acts if not goods.isdisjoint(item.products))
        return any(item.published is None or item.published >= day for item in told)

    def _days_told(self, event: str) -> list[date]:
        return [item.published for item in self._about(self.told.claims(event)) if item.published]

    def _begun(self, measure: str, day: date) -> bool:
        return any(event == measure and since <= day for event, since, _ in self._acts(measure))

    def _as_told(self, measure: str, day: date) -> list[_Act]:
        """Acts of a measure that no report dates, by the day they were told: what began later ends them as well."""
        told = (item for event, since, item in self._beside(measure) if event == measure and not since)
        return [(item.published, item) for item in told if item.published and item.published <= day]

    def _takes_over(self, new: _Act, old: _Act) -> bool:
        """Whether an act ends the rate of an earlier one, for all of its targets and goods, or those asked for."""
        one, other = new[1], old[1]
        if not _follows(new, old) or not _changes(one, other):
            return False
        hit, held = set(one.sides[1]), {self.target} if self.target else set(other.sides[1])
        if not one.products or not other.products:
            return one.products == other.products and ("ALL" in hit or held <= hit)
        return ("ALL" in hit or held <= hit) and all(_covered(each, one) for each in self._asked(other))


_Key = tuple[tuple[str, ...], str]  # imposers, kind
_Told = tuple[str, date | None, Statement]  # a measure's act: measure, day from which it certainly held, claim


def _lines(told: Sources) -> Mapping[_Key, Sequence[_Told]]:
    """All acts by what those on one rate share (`_changes`), so that an act is held against no other."""
    return told.store.kept("acts", lambda: _gathered(told))


def _gathered(told: Sources) -> Mapping[_Key, Sequence[_Told]]:
    found: dict[_Key, list[_Told]] = {}
    for event in told.all("Measure"):
        for item in acts_of(told.claims(event)):
            found.setdefault(_key(item), []).append((event, since_of(item), item))
    return found


def _key(act: Statement) -> _Key:
    return tuple(act.sides[0]), getattr(act.claim, "kind", "")


@dataclass(frozen=True, slots=True)
class _Change:
    """What a later act changed, or may have changed, of an older one."""

    targets: frozenset[str] = frozenset()
    goods: frozenset[str] = frozenset()
    sure: bool = False
    dated: bool = False  # it had certainly begun; whether the older act had before it may be open


_Act = tuple[date, Statement]


def _follows(new: _Act, old: _Act) -> bool:
    """Whether an act came after another; of one day's, what is aimed at some comes after what is aimed at all.

    Without a legal basis of both, years apart, they may be rates beside each other.
    """
    if new[0] < old[0] or (new[0] == old[0] and ("ALL" not in old[1].sides[1] or "ALL" in new[1].sides[1])):
        return False
    return new[0].year - old[0].year <= _TOLD or None not in (basis_of(new[1]), basis_of(old[1]))


def _covered(goods: str, act: Statement) -> bool:
    return any(codes.covers(wide, goods) for wide in act.products)


def _name(target: str) -> str:
    return with_article(found.label) if (found := codes.party(target)) else target


def _changes(one: Statement, other: Statement) -> bool:
    """Whether an act is on another's rate, of whatever goods: same imposer, kind and basis, and a target they share."""
    if not isinstance(one.claim, Measure) or not isinstance(other.claim, Measure):
        return False
    if one.claim.kind != other.claim.kind or one.sides[0] != other.sides[0]:
        return False
    bases = [basis_of(one), basis_of(other)]
    if None not in bases and bases[0] != bases[1]:
        return False
    if other.claim.rate_percent is not None and other.claim.rate_percent == one.claim.rate_percent:
        return one.claim.action == "remove"  # the same rate told again
    if one.claim.rate_before is not None and other.claim.rate_percent not in (one.claim.rate_before, None):
        return False
    if one.claim.action not in _CHANGES and (one.claim.action != "impose" or None in bases):
        return False  # what is imposed on a law that is not told may stand beside
    hit, held = set(one.sides[1]), set(other.sides[1])
    return "ALL" in hit | held or not hit.isdisjoint(held)
