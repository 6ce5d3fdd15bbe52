"""Statuses over time, pure: claims of one event → transitions, and the grade, ending and delivery they leave.

The rule (DESIGN words: transition, rival, policy):

- a claim that passes on another outlet's or document's words moves the ledger only if it is its origin's first;
- among the movers a later higher grade, an ending or a delivery is a transition; a lower grade is a rival;
- where neither claim states its `status_date`, differing statuses within seven days are rivals too;
- after an ending, a later grade reopens, whichever it is; after a missed date, so does a late delivery;
- a deal (agreed, signed, in force) that one outlet alone tells of is a rival where a text or a party tells of less;
- a denial by who is no party to it is a rival;
- nothing is delivered where the report that says so counts only orders, or from before the promise was first told of;
- nothing is missed before it is due;
- of the grades that stand side by side the last is picked, or a weaker one that as many reports tell, unless the text
  or who promises tells the stronger (by `latest` and `text_first`);
- what is held to be missed once its term was over has lapsed, whatever grade it had: nobody is to do it any more.

What DESIGN leaves open is settled so: of claims about one day the higher grade moves, then an ending; of one origin's
claims told on one day its own report comes before a relay, and again the higher grade first. A partial date counts from
the last day it can mean. What only undated reports tell counts too: in the place of the last date that such a report
gives to anything past; without any it comes last and moves the ledger only upwards, for it may be the older word.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.model import codes, dates
from kg.model.claims import Agreement, Measure, Pledge
from kg.model.statement import Statement, order

__all__ = [
    "POLICIES",
    "Transition",
    "at_odds",
    "axis",
    "counted_before",
    "entitled",
    "grade_rank",
    "only_ordered",
    "outranked",
    "picks",
    "side_of",
    "standing",
    "status_of",
    "transitions",
    "unsettled",
    "versions",
]

RIVAL_DAYS = 7  # differing statuses told within a week, without a date of their own, are one moment told twice
_SPOKEN_OF = timedelta(days=92)  # before a formal act told without its day: within it parties may have meant that act
_SIDED = {"pledger_first": "pledger", "recipient_first": "recipient"}
_AXES = ("grade", "delivery", "ending")  # of one day's claims an ending has the last word
_DENIED = "denied"  # by a party to it
_MISSED = "missed"  # of all deliveries the one that a later delivery undoes
_UNSIDED = ("latest", "text_first")
POLICIES = ("latest", *_SIDED, "text_first")
# What an act on a measure says of where the measure stands: a threat is a proposal, a removal an ending.
_FORMAL = frozenset({"signed", "in_force"})
_DEALS = _FORMAL | {"agreed"}  # grades of which it matters who says so
_ARRIVED = frozenset({"shipped", "paid", "disbursed", "operating"})  # stages of which something has come
_ACTIONS = {"threaten": "proposed", "remove": "withdrawn", "suspend": "suspended", "delay": "suspended"}


@dataclass(frozen=True, slots=True)
class Transition:
    """A dated, sourced change of status. `known_*` are the days on which the ledger held it to be so."""

    status: str
    valid_from: date | None
    basis: str  # stated, published, mentioned or undated
    claim: Statement
    known_from: date | None = None
    known_until: date | None = None

    @property
    def printed(self) -> str | None:
        """The day as its source gives it ("2025-07"); None where there is none."""
        return {"stated": self.claim.happened, "undated": None}.get(self.basis, self.claim.told)


def status_of(statement: Statement) -> str | None:
    """The claim's status; a measure's follows from its action; None for classes that have none."""
    claim = statement.claim
    if isinstance(claim, Pledge | Agreement):
        return claim.status
    return _ACTIONS.get(claim.action, "announced") if isinstance(claim, Measure) else None


def axis(status: str) -> str:
    """grade, ending or delivery."""
    return codes.concept("status", status).axis or "grade"


def grade_rank(status: str | None) -> int:
    """Rank on its own axis; 0 for none."""
    return (codes.concept("status", status).rank or 0) if status else 0


def side_of(statement: Statement) -> str | None:
    """Whose account a claim is: pledger, recipient or third; None if it is nobody's but its outlet's.

    A government speaks for the companies at home with it.
    """
    speaker = statement.claim.said_by
    if not speaker:
        return None
    speaker = codes.names("country").get(speaker) or codes.names("bloc").get(speaker) or speaker
    for side, names in zip(_SIDED.values(), statement.sides, strict=True):
        if statement.party(speaker) in {key for name in names for key in (statement.party(name), statement.home(name))}:
            return side
    return "third"


def at_odds(one: str, other: str) -> bool:
    """Whether two statuses of one time contradict each other: grades, deliveries, endings, an ending and a grade.

    That a pledge is signed says nothing against its having been delivered.
    """
    return one != other and (axis(one) == axis(other) or {axis(one), axis(other)} == {"grade", "ending"})


def _day(statement: Statement) -> date | None:
    """The day on which the status came to be: the claim's own date, else when it was told.

    A measure's own date is that of its effect, which may lie ahead: it is announced when it is told.
    """
    if isinstance(statement.claim, Measure) and statement.day and statement.published:
        return min(statement.day, statement.published)
    return statement.day or dates.latest(statement.told)


def _basis(statement: Statement) -> str:
    if statement.happened and statement.day == _day(statement):
        return "stated"
    return "published" if statement.published else "mentioned" if statement.told else "undated"


def entitled(statement: Statement) -> bool:
    """Whether a claim is the text itself or a party's word."""
    return statement.report.type == "text" or side_of(statement) in _SIDED.values()


def outranked(statement: Statement, claims: Sequence[Statement]) -> bool:
    """Whether an outlet is alone in telling of a deal while a text or a party, then or later, tells of less.

    A denial by who is no party to it outranks nothing: what neither side takes back still stands as they tell it.
    They may have spoken in the quarter before where it tells of a formal act without saying when: the act may be the
    one they spoke of. Whoever is borne out by a second origin of that week is not alone.
    """
    status, day = status_of(statement), _day(statement)
    if status == _DENIED and side_of(statement) == "third":
        return True
    if status not in _DEALS or entitled(statement):
        return False
    others = (item for item in claims if item.origin != statement.origin)
    if any(status_of(item) in _DEALS and not _less(item, status) and _near(day, _day(item)) for item in others):
        return False
    less = [item for item in claims if entitled(item) and _less(item, status)]
    days = [_day(item) for item in less]
    if day is None:
        return bool(less)
    if status in _FORMAL and _basis(statement) != "stated":
        dated = [theirs for theirs in days if theirs]
        return any(day - theirs <= _SPOKEN_OF for theirs in dated) if dated else bool(less)
    return any(theirs is None or theirs >= day for theirs in days)


def _less(statement: Statement, status: str) -> bool:
    """Whether a claim tells of a lower grade."""
    theirs = status_of(statement)
    return theirs is not None and axis(theirs) == axis(status) and grade_rank(theirs) < grade_rank(status)


def _near(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= timedelta(days=RIVAL_DAYS)


def premature(statement: Statement, claims: Sequence[Statement]) -> bool:
    """Whether a claim says missed of what is not due yet."""
    day, due = _day(statement), _due(claims)
    return status_of(statement) == _MISSED and due is not None and (day is None or day < due)


def _due(claims: Sequence[Statement]) -> date | None:
    """The last day that a claim gives as the deadline."""
    ends = (dates.latest(getattr(item.claim, "deadline_date", None)) for item in claims)
    return max((end for end in ends if end), default=None)


def only_ordered(statement: Statement) -> bool:
    """Whether a claim says delivered while all that its report counts under it is still to come."""
    status, me = status_of(statement), statement.claim.id
    if status is None or axis(status) != "delivery" or status == _MISSED:
        return False
    stages = {item.stage for item in statement.record.deliveries if item.pledge in (me, statement.iri)}
    return bool(stages) and not stages & _ARRIVED


def counted_before(statement: Statement, claims: Sequence[Statement]) -> bool:
    """Whether a claim says delivered of what its report counts from a month before the pledge was first told."""
    status = status_of(statement)
    grades = (item for item in claims if (told := status_of(item)) and axis(told) == "grade")
    made = min(filter(None, map(_day, grades)), default=None)
    if status is None or axis(status) != "delivery" or status == _MISSED or made is None:
        return False
    mine = (statement.claim.id, statement.iri)
    periods = [item.period for item in statement.record.deliveries if item.pledge in mine and item.stage in _ARRIVED]
    starts = [dates.earliest(period) for period in periods]
    return bool(starts) and all(start and (start.year, start.month) < (made.year, made.month) for start in starts)


def _unsound(statement: Statement, claims: Sequence[Statement]) -> bool:
    """Whether what a claim says of the status is more than its report, or who says so, can bear."""
    alone = outranked(statement, claims) or premature(statement, claims)
    return alone or only_ordered(statement) or counted_before(statement, claims)


def _movers(claims: Sequence[Statement]) -> list[Statement]:
    """The claims that may move the ledger, in the order in which they do."""
    first: dict[str, Statement] = {}
    by_day = sorted(claims, key=lambda item: (item.published or date.max, item.relays, *_firmness(item), item.iri))
    for statement in by_day:
        first.setdefault(statement.origin, statement)
    moving = (statement for statement in claims if not statement.relays or first[statement.origin] == statement)
    sound = [item for item in moving if not _unsound(item, claims)]
    dated = {status for item in sound if item.day and (status := status_of(item))}
    placed = (item for item in sound if item.day or not _told_by(dated, status_of(item)))
    return sorted(placed, key=lambda item: (_day(item) or date.max, *_firmness(item), *order(item)))


def _told_by(statuses: Iterable[str], status: str | None) -> bool:
    """Whether some of the statuses say as much as this one: the same, or a higher grade or more delivered."""
    return status is None or any(
        held == status or (axis(held) == axis(status) != "ending" and grade_rank(held) > grade_rank(status))
        for held in statuses
    )


def _firmness(statement: Statement) -> tuple[int, int]:
    """Sorts claims of one day: grades before endings, the higher grade first."""
    status = status_of(statement)
    return (_AXES.index(axis(status)), -grade_rank(status)) if status else (len(_AXES), 0)


def transitions(claims: Sequence[Statement]) -> list[Transition]:
    """All changes of status in order of when they happened, as known from all these claims."""
    made: list[Transition] = []
    for statement in _movers(claims):
        status = status_of(statement)
        if status is not None and _moves(made, statement, status):
            made.append(Transition(status, _day(statement), _basis(statement), statement))
    return made


def _moves(made: Sequence[Transition], statement: Statement, status: str) -> bool:
    if not made:
        return True
    if _day(statement) is None and not _rises(made, status):
        return False
    if _same_moment(made[-1], statement):
        return False
    ending = _ended(made)
    held = next((item.status for item in reversed(made) if axis(item.status) == axis(status)), None)
    higher = grade_rank(status) > grade_rank(held)
    if axis(status) == "ending":
        return status != (ending.status if ending else None)
    if axis(status) == "delivery":
        return higher or (held == _MISSED and status != held)
    return ending is not None or higher


def _rises(made: Sequence[Transition], status: str) -> bool:
    """Whether nothing has ended and a status is above all that its axis ever held: that needs no day."""
    held = [grade_rank(item.status) for item in made if axis(item.status) == axis(status)]
    return axis(status) != "ending" and _ended(made) is None and grade_rank(status) > max(held, default=0)


def _ended(made: Sequence[Transition]) -> Transition | None:
    """The ending in force: the last of them unless a grade has reopened the matter since."""
    spoken = [item for item in made if axis(item.status) != "delivery"]
    return spoken[-1] if spoken and axis(spoken[-1].status) == "ending" else None


def _same_moment(last: Transition, statement: Statement) -> bool:
    day = _day(statement)
    if last.basis == "stated" or _basis(statement) == "stated" or not last.valid_from or not day:
        return False
    return day - last.valid_from <= timedelta(days=RIVAL_DAYS)


def versions(claims: Sequence[Statement]) -> list[Transition]:
    """Every transition the ledger ever held, with the days between which it held it.

    The ledger is folded once for each day on which something new was told; those whose days enclose a day are what was
    known on it. What rests on a report without a date is known from no day: it is added if the ledger holds it now.
    """
    days = sorted({statement.published for statement in claims if statement.published})
    open_: dict[Statement, Transition] = {}
    closed: list[Transition] = []
    for day in days:
        now = transitions([statement for statement in claims if statement.published and statement.published <= day])
        held = {item.claim: item for item in now}
        closed += [replace(open_.pop(claim), known_until=day) for claim in list(open_) if claim not in held]
        for claim, item in held.items():
            open_.setdefault(claim, replace(item, known_from=day))
    undated = [item for item in transitions(claims) if item.claim.published is None]
    return sorted(
        [*closed, *open_.values(), *undated],
        key=lambda item: (item.valid_from or date.max, item.known_from or date.max, item.claim.iri),
    )


def standing(claims: Sequence[Statement], last: Transition | None) -> list[Statement]:
    """Claims standing since a transition: its own, those about its day or later, and undated ones."""
    if last is None or last.valid_from is None:
        return sorted(claims, key=order)
    since = last.valid_from
    return sorted((item for item in claims if (_day(item) or date.max) >= since or item == last.claim), key=order)


def unsettled(claims: Sequence[Statement], made: Sequence[Transition]) -> list[tuple[Statement, str]]:
    """Claims with their statuses that stand side by side: since the last grade or ending, and since the last delivery.

    An undated claim that says what the ledger held before and nobody says now, or less, may just be older: it is left
    out.
    """
    held = {item.status for item in made}
    found: dict[Statement, str] = {}
    for axes in (("grade", "ending"), ("delivery",)):
        moved = [item for item in made if axis(item.status) in axes]
        told = {
            statement: status
            for statement in standing(claims, moved[-1] if moved else None)
            if (status := status_of(statement)) and axis(status) in axes
        }
        older = held - {told[statement] for statement in told if _day(statement)} - {item.status for item in moved[-1:]}
        found |= {
            statement: status for statement, status in told.items() if _day(statement) or not _told_by(older, status)
        }
    return sorted(found.items(), key=lambda item: order(item[0]))


def picks(claims: Sequence[Statement], made: Sequence[Transition]) -> dict[str, dict[str, str | None]]:
    """Policy → axis → grade, ending or delivery, among claims standing since the last transition of that axis.

    `latest` and `text_first` prefer the words of treaties and contracts, the sided policies those of one side; then
    comes what is latest, of claims that may move the ledger, and never below that transition: a lower grade of an
    outlet is a rival, not a downgrade. Of a grade that only outlets or the other side tell, see `_borne_out`. There is
    no ending once a later grade has reopened the matter.
    """
    movers = frozenset(_movers(claims))
    found: dict[str, dict[str, str | None]] = {policy: dict.fromkeys(_AXES) for policy in POLICIES}
    for which in _AXES:
        on_axis = [item for item in made if axis(item.status) == which]
        if not on_axis or (which == "ending" and _ended(made) is None):
            continue
        held = [item for item in standing(claims, on_axis[-1]) if (status := status_of(item)) and axis(status) == which]
        floor = grade_rank(on_axis[-1].status)
        moving = [item for item in held if item in movers and grade_rank(status_of(item)) >= floor]
        for policy in POLICIES:
            preferred = [item for item in held if _preferred(item, policy)]
            best = max(preferred or moving, key=lambda item: (_day(item) or date.min, *_rising(item)))
            found[policy][which] = status_of(best)
    for policy in _UNSIDED:
        found[policy]["grade"] = _borne_out(found[policy]["grade"], unsettled(claims, made))
    for held_now in found.values():
        if held_now["delivery"] == _MISSED and held_now["ending"] is None and _due(claims):
            held_now["ending"] = "lapsed"
    return found


def _borne_out(grade: str | None, beside: Iterable[tuple[Statement, str]]) -> str | None:
    """The grade, or a weaker one that stands beside it in as many reports, unless the text or who promises tells it.

    Nor does a threat take from an act on a measure to which a report gives its day of effect.
    Of the weaker ones that most reports give the weakest counts, for of what is in doubt the less is said.
    """
    told: dict[str, set[str]] = {}
    for statement, status in beside:
        if status == grade and (
            _dated(statement) or statement.report.type == "text" or side_of(statement) == "pledger"
        ):
            return grade
        if axis(status) == "grade":
            told.setdefault(status, set()).add(statement.report_iri)
    if grade is None or not told:
        return grade
    most = max(told, key=lambda status: (len(told[status]), -grade_rank(status)))
    return min(grade, most, key=grade_rank)


def _dated(statement: Statement) -> bool:
    """Whether a claim gives a measure's day of effect."""
    return isinstance(statement.claim, Measure) and statement.claim.effective is not None


def _preferred(statement: Statement, policy: str) -> bool:
    if policy in _SIDED:
        return side_of(statement) == _SIDED[policy]
    return statement.report.type == "text"


def _rising(statement: Statement) -> tuple[int, tuple[int, ...]]:
    """Among claims of one day the higher grade is picked, then the lesser IRI."""
    return grade_rank(status_of(statement)), tuple(-ord(letter) for letter in statement.iri)
