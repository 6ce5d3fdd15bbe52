"""Acts on rates as reports tell them, each with the reach and the law of its measure, and which of them is on another.

One report may tell of a measure as its readers meet it: a duty on the cars of all countries as one on Japanese cars.
How far a measure reaches, and on which law it rests, therefore follow all of its claims, and no act ends more than its
own reach.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kg.ledger.quotas import quota_of
from kg.ledger.reach import on_all_countries, on_all_goods
from kg.model import codes
from kg.model.statement import Statement
from kg.query.sources import Sources, ranked
from kg.questions.acts import acts_of, calls_off, held_since, is_act, is_placed
from kg.questions.concession import basis_of
from kg.questions.said import RELIEFS

__all__ = ["TOLD_FOR", "Act", "Key", "called_off", "changes", "covers", "follows", "key_of", "lines", "reach"]

TOLD_FOR = 3  # years for which a measure on an unnamed law is held to be the one that a later act is on
_ALL = "ALL"
_OFTEN = 3  # one of so many claims must name what counts
_CHANGES = ("raise", "cut", "remove")  # acts on a rate that is there already; who imposes anew on a basis, too
_SPARED = ("exempt", "remove")  # where no rate is left, only what is imposed anew changes anything
_WAITING = ("suspend", "delay")  # which a rate ends that is put in force after all

Key = tuple[tuple[str, ...], str]  # imposers, kind


@dataclass(frozen=True, slots=True)
class Act:
    """What one claim does to a rate: for whom, on which goods (IRIs, none: all) and on which law by its measure.

    `since` is the day by which it certainly held, if one is told; of what is `placed` other claims tell it. `rate` is
    where the rate ends up, in percent, and `before` where it was, by the measure's other claims where this one gives no
    rate; from `start` its measure set out.
    """

    event: str
    since: date | None
    item: Statement
    targets: frozenset[str]
    goods: frozenset[str]
    basis: str | None
    rate: Decimal | None
    before: Decimal | None
    start: Decimal | None
    placed: bool
    befores: frozenset[Decimal] = frozenset()  # all that any report of its measure has for where the rate was
    limited: bool = False  # to a quota, as reports of its measure tell: what is beyond pays what it paid

    @property
    def action(self) -> str:
        """The code of what is done."""
        return str(getattr(self.item.claim, "action", ""))


def lines(told: Sources) -> Mapping[Key, Sequence[Act]]:
    """All acts by what those on one rate share (`changes`), so that an act is held against no other."""
    return told.store.kept("acts", lambda: _standing(told))


def _standing(told: Sources) -> Mapping[Key, Sequence[Act]]:
    off = called_off(told)
    return {key: [act for act in acts if act.item.iri not in off] for key, acts in _all_lines(told).items()}


def _all_lines(told: Sources) -> Mapping[Key, Sequence[Act]]:
    return told.store.kept("all acts", lambda: _gathered(told))


def _gathered(told: Sources) -> Mapping[Key, Sequence[Act]]:
    found: dict[Key, list[Act]] = {}
    for event in told.all("Measure"):
        claims = told.claims(event)
        targets, goods = reach(claims)
        bases = sorted({basis for item in claims if is_act(item) and (basis := basis_of(item))})
        rate, start = (_usual(claims, name) for name in ("rate_percent", "rate_before"))
        acts = acts_of(claims)
        befores = frozenset(rate for item in acts if (rate := getattr(item.claim, "rate_before", None)) is not None)
        limited = quota_of(claims) is not None
        for item in acts:
            own = [getattr(item.claim, name, None) for name in ("rate_percent", "rate_before")]
            ends, before = own if own[0] is not None else (rate, own[1] or start)
            basis = basis_of(item) or (bases[0] if len(bases) == 1 else None)
            since, placed = held_since(item, acts), is_placed(item, acts)
            act = Act(event, since, item, targets, goods, basis, ends, before, start, placed, befores, limited)
            found.setdefault(key_of(item), []).append(act)
    return found


def called_off(told: Sources) -> Mapping[str, str]:
    """Claims of acts that relief told as a measure of its own called off before they took effect → that measure."""
    return told.store.kept("called off", lambda: _called_off(_all_lines(told)))


def _called_off(found: Mapping[Key, Sequence[Act]]) -> Mapping[str, str]:
    return {
        act.item.iri: later.event
        for acts in found.values()
        for act in acts
        if act.rate is not None and act.since
        for later in acts
        if later.event != act.event
        and later.action in RELIEFS
        and (later.rate, later.targets, later.goods) == (act.rate, act.targets, act.goods)
        and calls_off(later.item, act.item)
    }


def _usual(claims: Sequence[Statement], name: str) -> Decimal | None:
    """What most acts that give one have for a rate."""
    return next(iter(ranked(filter(is_act, claims), name)), None)


def key_of(act: Statement) -> Key:
    """What acts on one rate share: who imposes, and the kind of measure."""
    return tuple(act.sides[0]), getattr(act.claim, "kind", "")


def reach(claims: Sequence[Statement]) -> tuple[frozenset[str], frozenset[str]]:
    """Codes of those at whom a measure is aimed, and IRIs of its goods, none where it is on all goods.

    At all countries and on all goods as its claims together say so; else whom, and what, a third of them name.
    """
    targets = frozenset({_ALL}) if on_all_countries(claims) else _often([item.sides[1] for item in claims])
    return targets, frozenset() if on_all_goods(claims) else _often([item.products for item in claims])


def _often(told: Sequence[Iterable[str]]) -> frozenset[str]:
    """What a third of the claims name, else all that any names."""
    count = Counter(name for names in told for name in {*names})
    return frozenset(name for name, number in count.items() if number * _OFTEN >= len(told)) or frozenset(count)


def follows(new: Act, since: date, old: Act, before: date) -> bool:
    """Whether an act came after another; of one day's, what is aimed at some comes after what is aimed at all.

    Without a legal basis of both, years apart, they may be rates beside each other.
    """
    if since < before or (since == before and (_ALL not in old.targets or _ALL in new.targets)):
        return False
    return since.year - before.year <= TOLD_FOR or None not in (new.basis, old.basis)


def covers(act: Act, goods: str | None) -> bool:
    """Whether an act is on these goods; None stands for all goods."""
    if goods is None:
        return not act.goods
    return any(codes.covers(wide, goods) for wide in act.goods)


def changes(new: Act, old: Act) -> bool:
    """Whether an act is on another's rate, of whatever goods: same imposer, kind and basis, and a target they share."""
    if key_of(new.item) != key_of(old.item):
        return False
    if None not in (new.basis, old.basis) and new.basis != old.basis:
        return False
    if old.rate is not None and old.rate == new.rate:  # the same rate told again, but for what had waited
        after_all = old.action in _WAITING and new.action in ("impose", "raise") and new.targets == old.targets
        return new.action == "remove" or after_all
    if new.before is not None and old.rate not in (new.before, None, *new.befores):
        return False
    if old.action in _SPARED and new.action != "impose":
        return False
    if new.action not in _CHANGES and not _sets_anew(new, old):
        return False
    return _ALL in new.targets | old.targets or not new.targets.isdisjoint(old.targets)


def _sets_anew(new: Act, old: Act) -> bool:
    """Whether what is imposed takes the place of a rate on the same law, and is not the rate from which that set out.

    What is imposed on a law that is not told may stand beside.
    """
    before = new.targets == old.targets and new.rate is not None and new.rate == old.start
    return new.action == "impose" and None not in (new.basis, old.basis) and not before
