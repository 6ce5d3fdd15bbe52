"""What the acts that reports tell of one measure come to on a day: in force, suspended, ended, voided, or not told.

On a day, the act in force is the last one whose day of effect had come, unless it has ended or a ruling has voided it
since. A threat is no act, and a plan that was called off before its day never held. What exempts, lifts or suspends is
relief: while it holds, it is told as such, and its end is no end of a rate. Where reports tell no day of effect, it is
open whether the act held; it is never guessed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from kg.ledger.quota_words import quota_said
from kg.ledger.quotas import quotas
from kg.model import dates
from kg.model.claims import Measure, Ruling
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import Sources, by, ranked
from kg.questions.concession import basis_of
from kg.questions.said import RELIEFS, done, within_quota

__all__ = [
    "AHEAD",
    "ENDED",
    "EXEMPT",
    "IN_FORCE",
    "LATER",
    "LIFTED",
    "NEVER",
    "RELIEF_OVER",
    "REPLACED",
    "SHOWN",
    "SUSPENDED",
    "THREAT",
    "UNKNOWN",
    "Found",
    "acts_of",
    "calls_off",
    "held_since",
    "is_act",
    "is_placed",
    "may_hold",
    "on_day",
    "rulings_on",
]

# what a day finds, in the order in which rows are given; those of the last lines were not in force
IN_FORCE, SUSPENDED, EXEMPT, LIFTED, UNKNOWN = "yes", "suspended", "exempted", "lifted", "not told"
SHOWN = (IN_FORCE, SUSPENDED, EXEMPT, LIFTED, UNKNOWN)
AHEAD, LATER, ENDED, THREAT = "not yet in effect", "told of only later", "ended or voided", "threatened only"
REPLACED, RELIEF_OVER, NEVER = "replaced by a later rate", "relief over", "never took effect"

_CALLED_OFF = ("suspend", "remove")
_NO_RATE = ("exempt", "remove")  # there is nothing in force that a court could void


@dataclass(frozen=True, slots=True)
class Found:
    """What a day finds a measure to be, the act and claims that say so, and the measures (IRIs) before and after it.

    `since` are the days of effect that reports give for that act, what most say first; `until` is the day that ended
    it; `may_change` do so for some of its targets or goods, or from a day that is not told. `without` are goods (IRIs)
    on which it is over for the one target asked for.
    """

    state: str
    because: str = ""
    since: tuple[str, ...] = ()
    until: date | None = None
    replaced_by: tuple[str, ...] = ()
    replaces: tuple[str, ...] = ()
    may_change: tuple[str, ...] = ()
    without: tuple[str, ...] = ()


def is_act(statement: Statement) -> bool:
    """Whether a claim does something to a measure; a threat does nothing yet."""
    return isinstance(statement.claim, Measure) and statement.claim.action != "threaten"


def acts_of(claims: Sequence[Statement]) -> list[Statement]:
    """The acts of one measure, without those that were put off or called off before they held.

    None of what more origins call a threat while nobody gives it a day of effect: it does nothing to any rate.
    """
    acts = [item for item in claims if is_act(item)]
    threats = _origins([item for item in claims if not is_act(item)])
    if len(threats) > len(_origins(acts)) and not any(map(since_of, acts)):
        return []
    return [item for item in acts if not any(calls_off(other, item) for other in acts)]


def calls_off(later: Statement, act: Statement) -> bool:
    """Whether a later act on the same rate tells that a planned one did not take effect on its day."""
    return _puts_off(later, act) or _belies(later, act)


def _puts_off(later: Statement, act: Statement) -> bool:
    """Whether a delay, told by the day on which an act was to hold, gives a later day for it; or it is called off."""
    does, first, day = _action(later), since_of(act), since_of(later)
    if first is None or later.published is None or later.published > first or _action(act) in RELIEFS:
        return False
    if does in _CALLED_OFF:
        return bool(act.published and act.published <= later.published) and (day is None or day <= first)
    return does == "delay" and day is not None and day > first


def _belies(later: Statement, act: Statement) -> bool:
    """Whether an act told once the day of a planned one had come still names another rate as that before the same."""
    first, day = since_of(act), since_of(later)
    if not first or not act.published or act.published > first:
        return False
    if not day or not later.published or min(day, later.published) <= first:
        return False
    rate, before = (getattr(later.claim, name, None) for name in ("rate_percent", "rate_before"))
    return before is not None and rate is not None and rate == getattr(act.claim, "rate_percent", None) != before


def _action(statement: Statement) -> str | None:
    return getattr(statement.claim, "action", None)


def rulings_on(told: Sources, reader: Reader, measure: str) -> Iterator[tuple[date, str]]:
    """(Day, label) of the rulings that void a measure; a ruling without a day counts for no day.

    What rests, by most acts that name one, on a legal basis of which a court of the imposer's voids measures is void
    with them. What only lifts a rate no court takes away.
    """
    stated = {*reader.store.subjects("voids", measure)}
    acts = [item for item in told.claims(measure) if is_act(item) and _action(item) not in _NO_RATE]
    if not acts:
        return
    often = Counter(basis for item in acts if (basis := basis_of(item)))
    bases = {basis for basis, number in often.items() if number == max(often.values())}
    imposers = {code for item in acts for code in item.sides[0]}
    for iri in told.all("Ruling"):
        claims = told.claims(iri)
        voiding = [item for item in claims if isinstance(item.claim, Ruling) and item.claim.voids]
        alike = any(basis_of(item) in bases and not imposers.isdisjoint(item.sides[0]) for item in voiding)
        day = reader.first(reader.node(iri), "latest")
        if (iri in stated or alike) and isinstance(day, date):
            yield day, reader.label(iri)


def on_day(
    claims: Sequence[Statement], rulings: Sequence[tuple[date, str]], day: date, off: Collection[str] = ()
) -> Found:
    """Which act held on the day, as far as told; `off` are claims (IRIs) of acts that other measures called off."""
    told = acts_of(claims)
    acts = [item for item in told if item.iri not in off]
    if told and not acts:
        return Found(NEVER, f"{_act(told)} {_from(told)} {' or '.join(ranked(told, 'effective'))}, told by {by(told)}")
    if not acts:
        threats, done = ([item for item in claims if is_act(item) == act] for act in (False, True))
        as_done = f"; as done, without a certain day of effect, by {by(done)}" if done else ""
        return Found(THREAT, f"told by {by(threats)}{as_done}")
    begun = {item: since for item in acts if (since := held_since(item, acts)) and since <= day}
    voided = {since: label for since, label in rulings if since <= day}
    undated = [item for item in acts if item not in begun and may_hold(item, day) and not is_placed(item, acts)]
    undated = acts if all(map(_without_day, acts)) else undated
    if begun and max(begun.values()) >= max(voided, default=date.min):
        last = max(begun.values())
        undone = [item for item in undated if _ends_after(item, last)]
        found = _held([item for item in begun if begun[item] == last], undone, day)
        unmet = found.state == SUSPENDED and any(is_act(item) and item not in acts for item in claims)
        return replace(found, because=f"{found.because}; it had not taken effect") if unmet else found
    if voided:
        over = f"voided on {max(voided)} by “{voided[max(voided)]}”"
        return Found(ENDED, over, tuple(ranked(begun, "effective")), until=max(voided))
    if undated:
        return _over(undated, day) or _open(undated, [item for item in acts if item not in undated])
    days = ranked(acts, "effective")
    from_ = f" {_from(acts)} {' or '.join(days)}" if days else ""
    return Found(AHEAD if days else LATER, f"{_act(acts)}{from_}, told by {by(acts)}", tuple(days))


def _origins(claims: Sequence[Statement]) -> set[str]:
    return {claim.origin for claim in claims}


def since_of(statement: Statement) -> date | None:
    """The day by which the act certainly held, as told."""
    return dates.latest(_effective(statement))


def held_since(item: Statement, acts: Sequence[Statement]) -> date | None:
    """The same, unless more claims of the measure's acts give a later day for the same."""
    since = since_of(item)
    same = [first for other in acts if _is_same(item, other) and (first := dates.earliest(_effective(other)))]
    return None if since and sum(first > since for first in same) * 2 > len(same) else since


def is_placed(item: Statement, acts: Sequence[Statement]) -> bool:
    """Whether an act that is told without a day is told with one by another claim."""
    return not _effective(item) and any(_effective(other) and _is_same(item, other) for other in acts)


def _is_same(one: Statement, other: Statement) -> bool:
    """Whether two claims of a measure tell of one act: both of relief or neither, and of one rate as far as told."""
    rates = [rate for item in (one, other) if (rate := getattr(item.claim, "rate_percent", None)) is not None]
    return len({*rates}) < 2 and (_action(one) in RELIEFS) == (_action(other) in RELIEFS)


def _effective(statement: Statement) -> str | None:
    return getattr(statement.claim, "effective", None)


def may_hold(statement: Statement, day: date) -> bool:
    """Whether an act was told by the day, or may have begun by it, without saying for certain that it had."""
    start = dates.earliest(_effective(statement)) or statement.published
    return bool(start and start <= day)


def _without_day(statement: Statement) -> bool:
    """Whether neither an act nor the report that tells of it has a day: it may have held on any."""
    return not (_effective(statement) or statement.published)


def _ends_after(statement: Statement, last: date) -> bool:
    """Whether an act told later than another's day of effect undoes it, on a day that is not told."""
    return _action(statement) in ("remove", "suspend", "delay") and bool(
        statement.published and statement.published > last
    )


def _held(acts: Sequence[Statement], undone: Sequence[Statement], day: date) -> Found:
    """Acts of one day of effect: a rate that holds, or relief from one, unless its end has come."""
    if over := _over(acts, day):
        return over
    does, days = {*ranked(acts, "action")}, ranked(acts, "effective")
    held = f"{_act(acts)} {_from(acts)} {' or '.join(days)}{_until(acts)}, told by {by(acts)}"
    state = next((state for action, state in _RELIEVED.items() if action in does), IN_FORCE)
    if state == IN_FORCE and does <= {"suspend", "delay"}:
        state = SUSPENDED
    if undone and state == IN_FORCE:
        return Found(UNKNOWN, f"{held}; {_act(undone)} without a certain day of effect, told by {by(undone)}")
    if does == {"delay"}:
        return Found(UNKNOWN, f"{held}; whether it took effect then, no report says")
    return Found(state, held, tuple(days))


def _open(acts: Sequence[Statement], others: Sequence[Statement]) -> Found:
    """Acts that may have held: told without a day, or of a day for which more reports give a later one."""
    others = list(filter(_effective, others))
    days, later = ranked(acts, "effective"), ranked(others, "effective")
    when = f"{_from(acts)} {' or '.join(days)}" if days else "without a certain day of effect"
    more = f"; from {' or '.join(later)}, told by {by(others)}" if days and later else ""
    return Found(UNKNOWN, f"{_act(acts)}{_until(acts)} {when}, told by {by(acts)}{more}", tuple(days))


_RELIEVED = {"remove": LIFTED, "exempt": EXEMPT}  # act of a day, of several the first → what the day finds


def _over(acts: Sequence[Statement], day: date) -> Found | None:
    """That the end of acts has come, of relief as such."""
    ends = _ends(acts)
    if not ends or max(ends) >= day:
        return None
    relief = {*ranked(acts, "action")} <= {*RELIEFS}
    return Found(RELIEF_OVER if relief else ENDED, f"ended on {max(ends)}, told by {by(acts)}", until=max(ends))


def _until(acts: Sequence[Statement]) -> str:
    ends = _ends(acts)
    return f" until {max(ends)}" if ends else ""


def _ends(acts: Sequence[Statement]) -> list[date]:
    return [end for item in acts if (end := dates.latest(getattr(item.claim, "ends", None)))]


def _from(acts: Sequence[Statement]) -> str:
    """What stands before their day of effect: to it what is delayed was put off."""
    return "to" if ranked(acts, "action") == ["delay"] else "from"


def _act(acts: Sequence[Statement]) -> str:
    """What is done to the measure: "raised (50%)", "suspended"; relief to nought is relief from the whole rate."""
    relief = {*ranked(acts, "action")} <= {*RELIEFS}
    rates = " or ".join(f"{rate:f}%" for rate in sorted(ranked(acts, "rate_percent")) if rate or not relief)
    names = " and ".join(done(action) for action in ranked(acts, "action"))
    limits = within_quota(rates, {"quotas": [quota_said(figure) for figure in quotas(acts)]})
    return f"{names} ({limits})" if limits else names
