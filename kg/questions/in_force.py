"""What one imposer's acts do to each other's rates, so that what ends a rate is found wherever it is told.

What one imposer puts on the same goods of the same target, on one legal basis, is one line in time: a later raise, cut
or removal ends the older rate, though reports tell of it as of another measure. A rate is over once later acts have
taken its place for all its targets and goods, or for those asked for; one that did so for some of them is named beside
it. Rates on different bases stand beside each other and add up. Of a change from no certain day it is open which held.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from kg.model import codes
from kg.model.claims import Measure
from kg.model.phrases import filled, listed, with_article
from kg.model.statement import Statement
from kg.query.event_table import aimed
from kg.query.reader import Reader
from kg.query.sources import Sources
from kg.questions.acts import (
    ENDED,
    IN_FORCE,
    NEVER,
    RELIEF_OVER,
    REPLACED,
    SHOWN,
    SUSPENDED,
    UNKNOWN,
    Found,
    on_day,
    rulings_on,
)
from kg.questions.line import Change, Line
from kg.questions.rates import TOLD_FOR, called_off
from kg.questions.said import RELIEFS

__all__ = ["OnDay", "against", "relief"]


_AFTER = {"lifted": ENDED, "replaced": REPLACED, "ended": RELIEF_OVER}  # what others do to a measure → its state


class OnDay:
    """What a day finds measures to be: for all their targets and goods, or for those asked for, by IRI.

    `doubting`: of a rate that may have been changed, for the target asked for, from no certain day it is open whether
    it held; else it held, with that beside it.
    """

    def __init__(
        self, reader: Reader, day: date, target: str | None = None, product: str | None = None, *, doubting: bool = True
    ) -> None:
        self.reader, self.day, self.told = reader, day, Sources.of(reader.store)
        self.line = Line(self.told, codes.code(target) if target else None, product)
        self.doubting = doubting and target is not None

    def of(self, measure: str) -> Found:
        """One measure, by its IRI, with what changed it and what it changed."""
        found = self._alone(measure)
        if found.state not in SHOWN:
            return found
        if later := self.line.later(measure, self.day):
            return self._over(measure, found, later)
        state, because, changed = found.state, [found.because], self._changed(measure, found)
        last = max(
            (item.published for item in self.line.about(self.told.claims(measure)) if item.published), default=None
        )
        if last and last.year + TOLD_FOR < self.day.year:
            because.append(f"not told of since {last}")
        older = [each for each in self.line.older(measure, self.day) if self._alone(each).state in SHOWN]
        # what a measure took the place of did not come after it on a day that nobody knows
        changed = {event: change for event, change in changed.items() if change.sure or event not in older}
        because += [self._said(measure, event, change) for event, change in changed.items()]
        if self.doubting and state == IN_FORCE and not all(change.sure for change in changed.values()):
            state = UNKNOWN
        for of, over in (("it ended", True), ("in place of", False)):
            each = [self._quoted(event) for event in older if (self._ends(event, [measure]) != "replaced") == over]
            because += [f"{of} {'; '.join(each)}"] if each else []
        told = "; ".join(filter(None, because))
        whole = [change for change in changed.values() if change.sure and not change.limited]
        sure = {iri for change in whole if self.line.target for iri in change.goods}
        made = replace(found, state=state, because=told, without=tuple(sorted(sure)))
        return replace(made, replaces=tuple(older), may_change=tuple(changed))

    def _alone(self, measure: str) -> Found:
        """What its own acts and the rulings on them make of a measure."""
        rulings = list(rulings_on(self.told, self.reader, measure))
        off = called_off(self.told)
        found = on_day(self.line.about(self.told.claims(measure)), rulings, self.day, off)
        if found.state == SUSPENDED and measure in off.values():
            return replace(found, because=f"{found.because}; it had not taken effect")
        if found.state != NEVER:
            return found
        by = sorted({off[item.iri] for item in self.told.claims(measure) if item.iri in off})
        return replace(found, because=f"{found.because}; called off by {listed(map(self._quoted, by), 3)}")

    def _over(self, measure: str, found: Found, later: Mapping[str, date]) -> Found:
        """That other measures have taken its place, the last of them on a day; perhaps another had before."""
        order, until = sorted(later, key=lambda event: (later[event], event)), max(later.values())
        names = listed([f"{self._quoted(event)} ({later[event]})" for event in order], len(order))
        over = f"{self._ends(measure, order)} by {names}"
        before = [event for event in self.line.named_after(measure, until) if event not in later]
        if before:
            over += f"; perhaps before that, from no certain day, replaced by {listed(map(self._quoted, before), 3)}"
        ended = replace(found, state=_AFTER[self._ends(measure, order)], because=over, until=until)
        return replace(ended, replaced_by=tuple(order), may_change=tuple(before))

    def _ends(self, measure: str, others: Iterable[str]) -> str:
        """What others do to a measure: its rate is lifted or replaced, or relief from it ended."""
        if all(self.line.does(event) <= {"remove"} for event in others):
            return "lifted"
        return "ended" if self.line.does(measure) <= {*RELIEFS} else "replaced"

    def _changed(self, measure: str, found: Found) -> dict[str, Change]:
        """What changed it in part, or may have; of what nobody dates what names its rate as the one before, too."""
        changed = self.line.perhaps(measure, self.day)
        if found.state == UNKNOWN:
            for event in self.line.named_after(measure, self.day):
                changed.setdefault(event, Change(goods=self.line.goods(measure)))
        return changed

    def _quoted(self, measure: str) -> str:
        return f"“{self.reader.label(measure)}”"

    def _said(self, measure: str, event: str, change: Change) -> str:
        """In words: `perhaps, from no certain day, replaced for Japan on steel by …`."""
        names = sorted(codes.label(iri) for iri in change.goods) if change.goods != self.line.goods(measure) else []
        whom = listed(sorted(map(_name, change.targets)), 3) if not self.line.target else ""
        return filled(
            "[{when} ]{verb}[ for {whom}][ on {goods}] by {event}.",
            {
                "when": "" if change.sure else "perhaps" if change.dated else "perhaps, from no certain day,",
                "verb": self._ends(measure, [event]),
                "whom": whom,
                "goods": listed(names, 3),
                "event": self._quoted(event),
            },
        ).removesuffix(".")


def against(
    reader: Reader, imposer: str, target: str, goods: Sequence[str], day: date
) -> Iterator[tuple[str, bool, Sequence[Statement]]]:
    """(Label, whether that is certain, the claims of it) of what kept such goods out on a day, by IRIs of both sides.

    What nobody has told of for some years is left out: whether it still held, no report says.
    """
    told = Sources.of(reader.store)
    line = Line(told, codes.code(target))
    named = {event for iri in aimed(target) for event in reader.store.subjects("target", iri)}
    for event in sorted(named.intersection(reader.store.subjects("imposer", imposer))):
        acts = [item for item in told.claims(event) if _keeps_out(item)]
        last = max((item.published for item in acts if item.published), default=date.min)
        on = [iri for item in acts for iri in item.products]
        if last.year + TOLD_FOR < day.year or not any(codes.covers(wide, iri) for wide in on for iri in goods):
            continue
        found = on_day(acts, list(rulings_on(told, reader, event)), day)
        if found.state in (IN_FORCE, UNKNOWN) and not line.later(event, day):
            yield reader.label(event), found.state == IN_FORCE and not line.perhaps(event, day), acts


def relief(
    reader: Reader, imposer: str, target: str, goods: Sequence[str], day: date
) -> Iterator[tuple[str, Sequence[Statement]]]:
    """(Label, the claims of it) of what a country is told to have eased for such goods in the years before a day."""
    told = Sources.of(reader.store)
    named = {event for iri in aimed(target) for event in reader.store.subjects("target", iri)}
    for event in sorted(named.intersection(reader.store.subjects("imposer", imposer))):
        acts = [item for item in told.claims(event) if isinstance(item.claim, Measure) and item.claim.action in RELIEFS]
        last = max((item.published for item in acts if item.published), default=date.min)
        on = {iri for item in acts for iri in item.products}
        first = min((item.published for item in acts if item.published), default=date.max)
        if (
            first <= day
            and last.year + TOLD_FOR >= day.year
            and any(codes.covers(wide, iri) for wide in on for iri in goods)
        ):
            yield reader.label(event), acts


def _keeps_out(statement: Statement) -> bool:
    """Whether an act taxes or limits imports."""
    claim = statement.claim
    return isinstance(claim, Measure) and claim.kind != "export_control" and claim.action in ("impose", "raise", "cut")


def _name(target: str) -> str:
    return with_article(found.label) if (found := codes.party(target)) else target
