"""Measures of one imposer that took each other's place, or may have: by whom, on what goods, and since when.

A rate is over once later acts have taken its place for all its targets and goods, or for those asked for; between them
they may. What did so for some of them, or on a day that nobody tells, is told apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from kg.model import codes, dates
from kg.model.statement import Statement
from kg.query.event_table import aimed
from kg.query.sources import Sources
from kg.questions.acts import is_act, may_hold
from kg.questions.rates import Act, changes, covers, follows, key_of, lines, reach

__all__ = ["Change", "Line"]


@dataclass(frozen=True, slots=True)
class Change:
    """What a later act changed, or may have changed, of an older one."""

    targets: frozenset[str] = frozenset()
    goods: frozenset[str] = frozenset()
    sure: bool = False
    dated: bool = False  # it had certainly begun; whether the older act had before it may be open
    limited: bool = False  # to a quota, beyond which the older act holds


class Line:
    """What acts of all measures do to one, so that what ends a rate is found wherever it is told.

    `target` is the code of the one target asked for, `product` the IRI of the goods: what replaces a rate for them
    ends it here.
    """

    def __init__(self, told: Sources, target: str | None = None, product: str | None = None) -> None:
        self.told, self.target, self.product = told, target, product

    def about(self, claims: Sequence[Statement]) -> list[Statement]:
        """Of claims those aimed at the target and on the goods asked for, where there are such.

        A measure on all countries is one, from wherever a report tells of it.
        """
        wanted = self.product
        whole = not self.target or "ALL" in reach(claims)[0]
        told = [item for item in claims if whole or not self._names.isdisjoint(item.sides[1])] or list(claims)
        on = [c for c in told if wanted and any(codes.related(iri, wanted) for iri in c.products)]
        return on or told

    @cached_property
    def _names(self) -> frozenset[str]:
        """Codes under which the target asked for is aimed at: its own, those of its blocs, that of all countries."""
        found = codes.party(self.target or "")
        return frozenset(map(codes.code, aimed(found.iri))) if found else frozenset()

    # --- acts beside each other

    def _beside(self, measure: str) -> list[Act]:
        """Each act that may be on one rate with an act of this measure, its own included; on the target asked for."""
        held = lines(self.told)
        keys = dict.fromkeys(map(key_of, filter(is_act, self.told.claims(measure))))
        acts = (act for key in keys for act in held.get(key, ()))
        return [act for act in acts if not self.target or not self._names.isdisjoint(act.targets)]

    def _mine(self, measure: str, day: date) -> tuple[list[tuple[date, Act]], bool]:
        """The measure's acts that had begun by the day, and True; of one that no report dates as they were told."""
        acts = [act for act in self._beside(measure) if act.event == measure]
        begun = [(act.since, act) for act in acts if act.since and act.since <= day]
        told = [(act.item.published, act) for act in acts if not act.since and not act.placed and act.item.published]
        return begun or [(since, act) for since, act in told if since <= day], bool(begun)

    def _changes(self, new: Act, old: Act) -> bool:
        """Whether an act is on another's rate, and not on one of its own law that it names as the rate before.

        On all goods there are rates on several laws side by side.
        """
        if not changes(new, old):
            return False
        if new.goods or new.basis == old.basis or new.before is None:
            return True
        beside = lines(self.told)[key_of(new.item)]
        return not any(act.basis == new.basis and act.rate == new.before for act in beside if act.event != new.event)

    def goods(self, measure: str) -> frozenset[str]:
        """The goods of a measure; none where it is on all goods."""
        return reach(self.told.claims(measure))[1]

    def _asked(self, goods: frozenset[str]) -> frozenset[str]:
        """Of goods those that are asked for, if any are; else all of them."""
        wanted = self.product
        return frozenset(iri for iri in goods if wanted and codes.related(iri, wanted)) or goods

    def later(self, measure: str, day: date) -> dict[str, date]:
        """Measures that by the day had taken the place of this one, wholly or between them → since when."""
        mine, begun = self._mine(measure, day)
        taken: dict[str, date] = {}
        others = self._over(measure, day, mine, begun) if mine else []
        for cell in self._cells(mine):
            first = _since([(act.event, since) for since, act in others if self._takes(act, cell)])
            if not first:
                return {}
            soonest = min(first.values())
            taken |= {event: since for event, since in first.items() if since == soonest}
        return taken

    def _cells(self, mine: Sequence[tuple[date, Act]]) -> list[tuple[str, str | None]]:
        """Each target and each of the goods for which acts hold, of those asked for; None stands for all goods."""
        targets = {self.target} if self.target else {code for _, act in mine for code in act.targets}
        goods = {iri for _, act in mine for iri in self._asked(act.goods) or (None,)}
        return [(target, iri) for target in sorted(targets) for iri in sorted(goods, key=str)]

    def _takes(self, act: Act, cell: tuple[str, str | None]) -> bool:
        """Whether an act is on this target and all of these goods, not on a number of them."""
        return (
            not act.limited
            and (bool(self.target) or not act.targets.isdisjoint({"ALL", cell[0]}))
            and covers(act, cell[1])
        )

    def _over(self, measure: str, day: date, mine: Sequence[tuple[date, Act]], begun: bool) -> list[tuple[date, Act]]:
        """Acts of other measures, certainly begun by the day, that came after one of these on the same rate."""
        dated = [(act.since, act) for act in self._beside(measure) if act.since and act.since <= day]
        return [
            (since, act)
            for since, act in dated
            if act.event != measure
            and any(follows(act, since, old, before) and self._changes(act, old) for before, old in mine)
            and (begun or self._told_after(act.event, since, measure))
        ]

    def does(self, measure: str) -> set[str]:
        """Codes of all that the acts of a measure do."""
        return {act.action for act in self._beside(measure) if act.event == measure}

    def older(self, measure: str, day: date) -> list[str]:
        """Measures whose place this one had taken by the day, wholly or with others."""
        mine, begun = self._mine(measure, day)
        others = (act for act in self._beside(measure) if act.event != measure) if begun else ()
        found = {act.event for act in others if any(self._changes(new, act) for _, new in mine)}
        return [event for event in sorted(found) if measure in self.later(event, day)]

    def named_after(self, measure: str, day: date) -> list[str]:
        """Measures told by the day that name this one's rate as what they started from, though none says since when."""
        mine, _ = self._mine(measure, day)
        untold = [act for act in self._beside(measure) if not (act.event == measure or act.since or act.placed)]
        return sorted({act.event for act in untold if any(self._starts_from(act, *old, day) for old in mine)})

    def _starts_from(self, act: Act, before: date, old: Act, day: date) -> bool:
        since = act.item.published
        start = act.rate if act.action == "remove" else act.before
        if since is None or since > day or start is None or start != old.rate:
            return False
        return follows(act, since, old, before) and self._changes(act, old) and self._shared(act, old)[1] is not None

    def perhaps(self, measure: str, day: date) -> dict[str, Change]:
        """What had changed this measure in part by the day, or may have, by IRI.

        Of a measure that no report dates, the day it was told stands for its own.
        """
        mine, begun = self._mine(measure, day)
        found: dict[str, Change] = {}
        for act in self._beside(measure) if mine else ():
            sure = act.since is not None and act.since <= day
            if act.event == measure or not (sure or (begun and not act.placed and may_hold(act.item, day))):
                continue
            since = act.since or act.item.published or date.max
            for before, old in mine:
                targets, goods = self._shared(act, old)
                if not follows(act, since, old, before) or not self._changes(act, old) or not targets or goods is None:
                    continue
                if (begun and (sure or not self._runs_on(measure, act.event))) or (
                    not begun and not self._told_still(measure, since, goods)
                ):
                    held = found.get(act.event, Change())
                    certain = sure and (begun or self._told_after(act.event, since, measure))
                    found[act.event] = Change(
                        held.targets | targets, held.goods | goods, certain or held.sure, sure, act.limited
                    )
        ended = {*self.later(measure, day)}
        return {event: found[event] for event in sorted(found) if event not in ended}

    def _shared(self, new: Act, old: Act) -> tuple[frozenset[str], frozenset[str] | None]:
        """The targets of an older act that a newer one is aimed at, and its goods; None if it is on other goods."""
        hit, held = new.targets, old.targets
        targets = held if "ALL" in hit else hit if "ALL" in held else hit & held
        if self.target:
            targets = frozenset({self.target})
        if not new.goods or not old.goods:
            return targets, frozenset() if new.goods == old.goods else None
        return targets, frozenset(each for each in self._asked(old.goods) if covers(new, each)) or None

    # --- when measures were told

    def _told_after(self, event: str, since: date, measure: str) -> bool:
        """Whether a measure was first told after another, which nobody told of any more once it had begun."""
        new, old = (self._days_told(each) for each in (event, measure))
        return bool(new and old) and min(new) > min(old) and max(old) < since

    def _told_still(self, measure: str, day: date, goods: frozenset[str]) -> bool:
        """Whether a report of the day or later tells of the measure on some of these goods."""
        acts = (item for item in self.about(self.told.claims(measure)) if is_act(item))
        told = (item for item in acts if not goods.isdisjoint(item.products))
        return any(item.published is None or item.published >= day for item in told)

    def _runs_on(self, measure: str, event: str) -> bool:
        """Whether a report gives the measure an end still to come, once nobody told of the other any more."""
        last = max(self._days_told(event), default=date.max)
        return any(
            item.published and last < item.published < (dates.latest(getattr(item.claim, "ends", None)) or date.min)
            for item in self.told.claims(measure)
        )

    def _days_told(self, event: str) -> list[date]:
        return [item.published for item in self.about(self.told.claims(event)) if item.published]


def _since(told: Sequence[tuple[str, date]]) -> dict[str, date]:
    """Of the days that acts of one measure give, the one that most of them do, of as many the first; by measure."""
    met = Counter(told)
    return dict(sorted(met, key=lambda key: (key[0], met[key], -key[1].toordinal())))
