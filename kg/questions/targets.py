"""What a count of a pledge can be measured against: its figures, each with who set it, from when to when."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from kg.ledger.figures import Figure, figures, promised
from kg.model import codes, dates
from kg.model.amounts import Quantity, quantity
from kg.model.claims import Delivery
from kg.model.statement import Statement
from kg.query.sources import Sources
from kg.questions.increases import is_increase
from kg.questions.progress import Target
from kg.questions.standing import is_ending

__all__ = ["Targets", "Version", "halted", "set_beside"]

_OPEN = 10**6  # days of a period without an end


@dataclass(frozen=True)
class Version:
    """One figure of a pledge as a target, with the claims that give it."""

    target: Target
    claims: tuple[Statement, ...]


class Targets:
    """The figures of one pledge as targets."""

    def __init__(self, told: Sources, pledge: str) -> None:
        self.told, self.claims = told, told.claims(pledge)
        self.start = _start(told, pledge)
        self.figures = promised(figures(self.claims))

    def all(self) -> list[Version]:
        """Every figure, with all claims that give it."""
        return list(filter(None, (self._version(item, item.claims) for item in self.figures)))

    def of(self, counts: Sequence[Statement]) -> list[Version]:
        """What one count (its claims) can measure: what its own reports say was promised, others' to the same day.

        A pledge is told for decades in ever new amounts; only those that run to the same deadline are versions.
        """
        refs = {ref for claim in counts for ref in self.told.referred(claim, "pledge")}
        own = {claim for claim in self.claims if claim.iri in refs}
        ends = {claim.deadline for claim in own} - {None}
        wanted = {claim for claim in self.claims if claim in own or claim.deadline in ends}
        return list(filter(None, (self._version(item, wanted) for item in self.figures)))

    def _version(self, item: Figure, claims: Iterable[Statement]) -> Version | None:
        """A figure as a target: the side that sets it, its last day, and whether it is told as an increase."""
        among = set(claims)
        given = [(claim, amount) for claim, amount in item.given if claim in among]
        if not given:
            return None
        by = frozenset(amount.said_by for _, amount in given if amount.said_by and codes.party(amount.said_by))
        last = max((end for claim, _ in given if (end := claim.deadline)), default=None)
        target = Target(item.quantity, self.start, last, by, any(is_increase(*each) for each in given))
        return Version(target, tuple(dict.fromkeys(claim for claim, _ in given)))


def _start(told: Sources, iri: str) -> date | None:
    """The day from which a pledge runs: its own, else that of the agreement or umbrella that contains it.

    The day it was first told, where nobody gives another, is only the last one on which it can have started; and what
    was stopped had started before it was, whatever day is told of it later.
    """
    stopped = halted(told.claims(iri)) or date.max
    wholes, containing = [iri], list[str]()
    for at in wholes:
        found = [told.event(ref) for claim in told.claims(at) for ref in told.referred(claim, "part_of")]
        wholes += [each for each in dict.fromkeys(found) if each not in wholes]
        containing += told.store.subjects("contains", at)
    for events in ([iri], sorted(containing), wholes[1:]):
        days = _closest(claim.happened for at in events for claim in told.claims(at))
        if days:
            return min(stopped, *days) if events == [iri] else min(days, key=lambda day: (-days[day], day))
    return min((claim.published for claim in told.claims(iri) if claim.published), default=None)


def halted(claims: Iterable[Statement]) -> date | None:
    """The first day on which a pledge is told to have been stopped."""
    return min((claim.day for claim in claims if claim.day and is_ending(claim)), default=None)


def _closest(printed: Iterable[str | None]) -> Counter[date]:
    """The first days of the most precise of some dates, with how many give each: beside a day, a year says nothing."""
    found: dict[int, Counter[date]] = {}
    for low, high in (dates.bounds(each) for each in printed if each):
        if low:
            found.setdefault((high - low).days if high else _OPEN, Counter())[low] += 1
    return found[min(found)] if found else Counter()


def set_beside(claims: Sequence[Statement]) -> Iterator[Version]:
    """The targets that the count's own reports set it beside."""
    found: dict[Quantity, list[Statement]] = {}
    for statement in claims:
        held = statement.claim
        if isinstance(held, Delivery) and held.amounts and held.counted_against is not None:
            found.setdefault(quantity(held.counted_against, unit=held.amounts[0].unit), []).append(statement)
    for target, told in found.items():
        yield Version(Target(target, beside=True), tuple(told))
