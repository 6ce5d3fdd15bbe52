"""What a claim says of a status, and whether it may move the ledger: who is entitled to say so, what its report bears.

The rule by which movers become transitions stands in `kg.ledger.transitions`.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from kg.model import codes, dates
from kg.model.claims import Measure, Pledge
from kg.model.statement import Statement, order

__all__ = [
    "AXES",
    "DENIED",
    "EARLY",
    "KEPT",
    "MISSED",
    "RIVAL_DAYS",
    "SIDED",
    "at_odds",
    "axis",
    "basis_of",
    "day_of",
    "due_of",
    "entitled",
    "grade_rank",
    "is_act",
    "movers",
    "outranked",
    "restated_later",
    "says_as_much",
    "side_of",
    "status_of",
]

RIVAL_DAYS = 7  # differing statuses told within a week, without a date of their own, are one moment told twice
_SPOKEN_OF = timedelta(days=92)  # before a formal act told without its day: within it parties may have meant that act
SIDED = {"pledger_first": "pledger", "recipient_first": "recipient"}
AXES = ("grade", "delivery", "ending")  # of one day's claims an ending has the last word
DENIED = "denied"
EARLY = ("considering", "proposed")  # grades at which nobody has undertaken anything
KEPT = ("signed", "in_force")  # grades at which a promise stands however long nobody tells of it
MISSED = "missed"  # of all deliveries the one that a later delivery undoes
# papers that bind to less than what they speak of
_LOOSE = frozenset({"memorandum", "letter_of_intent", "joint_statement", "framework", "speech"})
_DEALS = frozenset({*KEPT, "agreed"})  # grades of which it matters who says so
_ARRIVED = frozenset({"shipped", "paid", "disbursed", "operating"})  # stages of which something has come
# what an act on a measure says of where the measure stands: a threat is a proposal, a removal an ending
_ACTIONS = {"threaten": "proposed", "remove": "withdrawn", "suspend": "suspended", "delay": "suspended"}


def status_of(statement: Statement) -> str | None:
    """The claim's status; a measure's follows from its action; None for classes that have none."""
    claim = statement.claim
    return _ACTIONS.get(claim.action, "announced") if isinstance(claim, Measure) else statement.status


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
    for side, names in zip(SIDED.values(), statement.sides, strict=True):
        if statement.party(speaker) in {key for name in names for key in (statement.party(name), statement.home(name))}:
            return side
    return "third"


def at_odds(one: str, other: str) -> bool:
    """Whether two statuses of one time contradict each other: grades, deliveries, endings, an ending and a grade.

    That a pledge is signed says nothing against its having been delivered.
    """
    return one != other and (axis(one) == axis(other) or {axis(one), axis(other)} == {"grade", "ending"})


def day_of(statement: Statement) -> date | None:
    """The day on which the status came to be: the claim's own date, else when it was told.

    A measure's own date is that of its effect, which may lie ahead: it is announced when it is told.
    """
    if isinstance(statement.claim, Measure) and statement.day and statement.published:
        return min(statement.day, statement.published)
    return statement.day or dates.latest(statement.told)


def basis_of(statement: Statement) -> str:
    """What that day rests on: stated, published, mentioned or undated."""
    if statement.happened and statement.day == day_of(statement):
        return "stated"
    return "published" if statement.published else "mentioned" if statement.told else "undated"


def entitled(statement: Statement) -> bool:
    """Whether a claim is the text itself or a party's word."""
    return statement.report.type == "text" or side_of(statement) in SIDED.values()


def is_act(statement: Statement) -> bool:
    """Whether a claim tells how a pledge was signed or came into force: on which day, or by a contract; no loose paper.

    The day of an agreement is that of the accord, whatever became of it since.
    """
    claim = statement.claim
    if not isinstance(claim, Pledge) or claim.status not in KEPT or claim.instrument in _LOOSE:
        return False
    return claim.status_date is not None or claim.instrument == "contract"


def restated_later(statement: Statement, claims: Iterable[Statement]) -> bool:
    """Whether its own report tells the same in the words of a later version: these stand, and no longer its own."""
    own = (statement.claim.id, statement.iri)
    beside = (
        item.claim for item in claims if isinstance(item.claim, Pledge) and item.report_iri == statement.report_iri
    )
    return any(claim.restates is not None and claim.restates in own for claim in beside)


def outranked(statement: Statement, claims: Sequence[Statement]) -> bool:
    """Whether an outlet is alone in telling of a deal while a text or a party, then or later, tells of less.

    A denial by who is no party to it outranks nothing: what neither side takes back still stands as they tell it.
    They may have spoken in the quarter before where it tells of a formal act without saying when: the act may be the
    one they spoke of. Whoever is borne out by a second origin of that week is not alone.
    """
    status, day = status_of(statement), day_of(statement)
    if status == DENIED and side_of(statement) == "third":
        return True
    if status not in _DEALS or entitled(statement):
        return False
    others = (item for item in claims if item.origin != statement.origin)
    if any(status_of(item) in _DEALS and not _less(item, status) and _near(day, day_of(item)) for item in others):
        return False
    less = [item for item in claims if entitled(item) and _less(item, status)]
    days = [day_of(item) for item in less]
    if day is None:
        return bool(less)
    if status in KEPT and basis_of(statement) != "stated":
        dated = [theirs for theirs in days if theirs]
        return any(day - theirs <= _SPOKEN_OF for theirs in dated) if dated else bool(less)
    return any(theirs is None or theirs >= day for theirs in days)


def _less(statement: Statement, status: str) -> bool:
    """Whether a claim tells of a lower grade."""
    theirs = status_of(statement)
    return theirs is not None and axis(theirs) == axis(status) and grade_rank(theirs) < grade_rank(status)


def _near(one: date | None, other: date | None) -> bool:
    return one is not None and other is not None and abs(one - other) <= timedelta(days=RIVAL_DAYS)


def _premature(statement: Statement, claims: Sequence[Statement]) -> bool:
    """Whether a claim says missed of what is not due yet."""
    day, due = day_of(statement), due_of(claims)
    return status_of(statement) == MISSED and due is not None and (day is None or day < due)


def due_of(claims: Sequence[Statement]) -> date | None:
    """The last day that a claim gives as the deadline."""
    return max((end for item in claims if (end := item.deadline)), default=None)


def _only_ordered(statement: Statement) -> bool:
    """Whether a claim says delivered while all that its report counts under it is still to come."""
    status, me = status_of(statement), statement.claim.id
    if status is None or axis(status) != "delivery" or status == MISSED:
        return False
    stages = {item.stage for item in statement.record.deliveries if item.pledge in (me, statement.iri)}
    return bool(stages) and not stages & _ARRIVED


def _counted_before(statement: Statement, claims: Sequence[Statement]) -> bool:
    """Whether a claim says delivered of what its report counts from a month before the pledge was first told."""
    status = status_of(statement)
    grades = (item for item in claims if (told := status_of(item)) and axis(told) == "grade")
    made = min(filter(None, map(day_of, grades)), default=None)
    if status is None or axis(status) != "delivery" or status == MISSED or made is None:
        return False
    mine = (statement.claim.id, statement.iri)
    periods = [item.period for item in statement.record.deliveries if item.pledge in mine and item.stage in _ARRIVED]
    starts = [dates.earliest(period) for period in periods]
    return bool(starts) and all(start and (start.year, start.month) < (made.year, made.month) for start in starts)


def _unsound(statement: Statement, claims: Sequence[Statement]) -> bool:
    """Whether what a claim says of the status is more than its report, or who says so, can bear."""
    alone = outranked(statement, claims) or _premature(statement, claims) or restated_later(statement, claims)
    return alone or _only_ordered(statement) or _counted_before(statement, claims)


def movers(claims: Sequence[Statement]) -> list[Statement]:
    """The claims that may move the ledger, in the order in which they do."""
    first: dict[str, Statement] = {}
    by_day = sorted(claims, key=lambda item: (item.published or date.max, item.relays, *_firmness(item), item.iri))
    for statement in by_day:
        first.setdefault(statement.origin, statement)
    moving = (statement for statement in claims if not statement.relays or first[statement.origin] == statement)
    sound = [item for item in moving if not _unsound(item, claims)]
    dated = {status for item in sound if item.day and (status := status_of(item))}
    placed = (item for item in sound if item.day or not says_as_much(dated, status_of(item)))
    return sorted(placed, key=lambda item: (day_of(item) or date.max, *_firmness(item), *order(item)))


def says_as_much(statuses: Iterable[str], status: str | None) -> bool:
    """Whether some of the statuses say as much as this one: the same, or a higher grade or more delivered."""
    return status is None or any(
        held == status or (axis(held) == axis(status) != "ending" and grade_rank(held) > grade_rank(status))
        for held in statuses
    )


def _firmness(statement: Statement) -> tuple[int, int]:
    """Sorts claims of one day: grades before endings, the higher grade first."""
    status = status_of(statement)
    return (AXES.index(axis(status)), -grade_rank(status)) if status else (len(AXES), 0)
