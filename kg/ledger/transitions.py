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
- nor does a report that merely lists a pledge weaken a signing told with its day or as a contract: one that has it
  still open does;
- of a text that its own report tells in a later version too only that version counts;
- what is held to be missed once its term was over has lapsed, whatever grade it had: nobody is to do it any more.

What DESIGN leaves open is settled so: of claims about one day the higher grade moves, then an ending; of one origin's
claims told on one day its own report comes before a relay, and again the higher grade first. A partial date counts from
the last day it can mean. What only undated reports tell counts too: in the place of the last date that such a report
gives to anything past; without any it comes last and moves the ledger only upwards, for it may be the older word.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from kg.ledger.status import (
    AXES,
    EARLY,
    MISSED,
    RIVAL_DAYS,
    SIDED,
    axis,
    basis_of,
    day_of,
    due_of,
    grade_rank,
    is_act,
    movers,
    restated_later,
    says_as_much,
    side_of,
    status_of,
)
from kg.model.claims import Measure
from kg.model.statement import Statement, order

__all__ = ["POLICIES", "Transition", "picks", "standing", "transitions", "unsettled", "versions"]

_UNSIDED = ("latest", "text_first")
POLICIES = ("latest", *SIDED, "text_first")


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


def transitions(claims: Sequence[Statement]) -> list[Transition]:
    """All changes of status in order of when they happened, as known from all these claims."""
    made: list[Transition] = []
    for statement in movers(claims):
        status = status_of(statement)
        if status is not None and _moves(made, statement, status):
            made.append(Transition(status, day_of(statement), basis_of(statement), statement))
    return made


def _moves(made: Sequence[Transition], statement: Statement, status: str) -> bool:
    if not made:
        return True
    if day_of(statement) is None and not _rises(made, status):
        return False
    if _same_moment(made[-1], statement):
        return False
    ending = _ended(made)
    held = next((item.status for item in reversed(made) if axis(item.status) == axis(status)), None)
    higher = grade_rank(status) > grade_rank(held)
    if axis(status) == "ending":
        return status != (ending.status if ending else None)
    if axis(status) == "delivery":
        return higher or (held == MISSED and status != held)
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
    day = day_of(statement)
    if last.basis == "stated" or basis_of(statement) == "stated" or not last.valid_from or not day:
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
    """Claims standing since a transition: its own, those about its day or later, and undated ones.

    What is told without a day comes after the steps to it that state theirs.
    """
    held = sorted((item for item in claims if not restated_later(item, claims)), key=order)
    if last is None:
        return held
    if last.valid_from is None:
        return [
            item for item in held if item == last.claim or not (basis_of(item) == "stated" and _leads_to(item, last))
        ]
    since = last.valid_from
    return [item for item in held if (day_of(item) or date.max) >= since or item == last.claim]


def _leads_to(statement: Statement, later: Transition) -> bool:
    """Whether a claim tells of a step before that of a transition, on the same axis."""
    status = status_of(statement)
    same = status is not None and axis(status) == axis(later.status)
    return same and grade_rank(status) < grade_rank(later.status)


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
        older = (
            held - {told[statement] for statement in told if day_of(statement)} - {item.status for item in moved[-1:]}
        )
        found |= {
            statement: status
            for statement, status in told.items()
            if day_of(statement) or not says_as_much(older, status)
        }
    return sorted(found.items(), key=lambda item: order(item[0]))


def picks(claims: Sequence[Statement], made: Sequence[Transition]) -> dict[str, dict[str, str | None]]:
    """Policy → axis → grade, ending or delivery, among claims standing since the last transition of that axis.

    `latest` and `text_first` prefer the words of treaties and contracts, the sided policies those of one side; then
    comes what is latest, of claims that may move the ledger, and never below that transition: a lower grade of an
    outlet is a rival, not a downgrade. Of a grade that only outlets or the other side tell, see `_borne_out`. There is
    no ending once a later grade has reopened the matter.
    """
    may_move = frozenset(movers(claims))
    found: dict[str, dict[str, str | None]] = {policy: dict.fromkeys(AXES) for policy in POLICIES}
    for which in AXES:
        on_axis = [item for item in made if axis(item.status) == which]
        if not on_axis or (which == "ending" and _ended(made) is None):
            continue
        held = [item for item in standing(claims, on_axis[-1]) if (status := status_of(item)) and axis(status) == which]
        floor = grade_rank(on_axis[-1].status)
        moving = [item for item in held if item in may_move and grade_rank(status_of(item)) >= floor]
        for policy in POLICIES:
            preferred = [item for item in held if _preferred(item, policy)]
            best = max(preferred or moving, key=lambda item: (day_of(item) or date.min, *_rising(item)))
            found[policy][which] = status_of(best)
    for policy in _UNSIDED:
        found[policy]["grade"] = _borne_out(found[policy]["grade"], claims, unsettled(claims, made))
    for held_now in found.values():
        if held_now["delivery"] == MISSED and held_now["ending"] is None and due_of(claims):
            held_now["ending"] = "lapsed"
    return found


def _borne_out(grade: str | None, claims: Sequence[Statement], beside: Sequence[tuple[Statement, str]]) -> str | None:
    """The grade, or a weaker one that stands beside it in as many reports, unless the text or who promises tells it.

    Nor does a threat take from an act on a measure to which a report gives its day of effect, nor a report that merely
    lists a pledge from a signing told with its day or as a contract: only one that has it still open does.
    Of the weaker ones that most reports give the weakest counts, for of what is in doubt the less is said.
    """
    acts = [item for item in claims if status_of(item) == grade and is_act(item) and not restated_later(item, claims)]
    if acts and not any(status in EARLY for _, status in beside):
        return grade
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
    if policy in SIDED:
        return side_of(statement) == SIDED[policy]
    return statement.report.type == "text"


def _rising(statement: Statement) -> tuple[int, tuple[int, ...]]:
    """Among claims of one day the higher grade is picked, then the lesser IRI."""
    return grade_rank(status_of(statement)), tuple(-ord(letter) for letter in statement.iri)
