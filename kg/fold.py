"""Statuses over time, pure: claims of one event → transitions, and the grade, ending and delivery they leave.

The rule (DESIGN words: transition, rival, policy):

- a claim that passes on another outlet's or document's words moves the ledger only if it is its origin's first;
- among the movers a later higher grade, an ending or a delivery is a transition; a lower grade is a rival;
- where neither claim states its `status_date`, differing statuses within seven days are rivals too;
- after an ending, a later grade reopens.

Undated claims move nothing unless no claim is dated: their place in time would be a guess.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from kg import codes, dates
from kg.claims import Agreement, Measure, Pledge
from kg.stated import Stated, order

__all__ = ["POLICIES", "Transition", "axis", "grade_rank", "pick", "standing", "status_of", "transitions", "versions"]

RIVAL_DAYS = 7  # differing statuses told within a week, without a date of their own, are one moment told twice
_SIDED = {"pledger_first": 0, "recipient_first": 1}
POLICIES = ("latest", *_SIDED, "text_first")
# What an act on a measure says of where the measure stands: a threat is a proposal, a removal an ending.
_ACTIONS = {"threaten": "proposed", "remove": "withdrawn", "suspend": "suspended", "delay": "suspended"}


@dataclass(frozen=True, slots=True)
class Transition:
    """A dated, sourced change of status. `known_*` are the days on which the ledger held it to be so."""

    status: str
    valid_from: date | None
    basis: str  # stated or published
    claim: Stated
    known_from: date | None = None
    known_until: date | None = None


def status_of(stated: Stated) -> str | None:
    """The claim's status; a measure's follows from its action; None for classes that have none."""
    claim = stated.claim
    if isinstance(claim, Pledge | Agreement):
        return claim.status
    return _ACTIONS.get(claim.action, "announced") if isinstance(claim, Measure) else None


def axis(status: str) -> str:
    """grade, ending or delivery."""
    return codes.concept("status", status).axis or "grade"


def grade_rank(status: str | None) -> int:
    """Rank on its own axis; 0 for none."""
    return (codes.concept("status", status).rank or 0) if status else 0


def _basis(stated: Stated) -> str:
    return "stated" if dates.earliest(stated.happened) else "published"


def _movers(claims: Sequence[Stated]) -> list[Stated]:
    first: dict[str, Stated] = {}
    for stated in sorted(claims, key=order):
        first.setdefault(stated.origin, stated)
    moving = [stated for stated in claims if not stated.relays or first[stated.origin] == stated]
    dated = [stated for stated in moving if stated.day]
    return sorted(dated or moving, key=lambda stated: (stated.day or date.max, *order(stated)))


def transitions(claims: Sequence[Stated]) -> list[Transition]:
    """All changes of status in order of when they happened, as known from all these claims."""
    made: list[Transition] = []
    for stated in _movers(claims):
        status = status_of(stated)
        if status is not None and _moves(made, stated, status):
            made.append(Transition(status, stated.day, _basis(stated), stated))
    return made


def _moves(made: Sequence[Transition], stated: Stated, status: str) -> bool:
    if not made:
        return True
    last = made[-1]
    if _same_moment(last, stated):
        return False
    ending = last.status if axis(last.status) == "ending" else None
    held = next((item.status for item in reversed(made) if axis(item.status) == axis(status)), None)
    if axis(status) == "ending":
        return ending != status
    if axis(status) == "delivery":
        return grade_rank(status) > grade_rank(held)
    return ending is not None or grade_rank(status) > grade_rank(held)


def _same_moment(last: Transition, stated: Stated) -> bool:
    if last.basis == "stated" or _basis(stated) == "stated" or not last.valid_from or not stated.day:
        return False
    return stated.day - last.valid_from <= timedelta(days=RIVAL_DAYS)


def versions(claims: Sequence[Stated]) -> list[Transition]:
    """Every transition the ledger ever held, with the days between which it held it.

    The ledger is folded once for each day on which something new was told. Undated claims are known from no day: a
    transition that rests on one has no `known_from`.
    """
    days = sorted({stated.published for stated in claims if stated.published})
    if not days:
        return transitions(claims)
    open_: dict[tuple[str, date | None, str], Transition] = {}
    closed: list[Transition] = []
    for day in days:
        now = transitions([stated for stated in claims if stated.published and stated.published <= day])
        held = {(item.status, item.valid_from, item.claim.iri): item for item in now}
        for key in [key for key in open_ if key not in held]:
            gone = open_.pop(key)
            closed.append(_known(gone, gone.known_from, day))
        for key, item in held.items():
            open_.setdefault(key, _known(item, day, None))
    return sorted(
        [*closed, *open_.values()],
        key=lambda item: (item.valid_from or date.max, item.known_from or date.max, item.claim.iri),
    )


def _known(item: Transition, since: date | None, until: date | None) -> Transition:
    return Transition(item.status, item.valid_from, item.basis, item.claim, since, until)


def standing(claims: Sequence[Stated], last: Transition | None) -> list[Stated]:
    """Claims standing since a transition: its own, those about its day or later, and undated ones."""
    if last is None or last.valid_from is None:
        return sorted(claims, key=order)
    since = last.valid_from
    return sorted((item for item in claims if item.day is None or item.day >= since or item == last.claim), key=order)


def pick(claims: Sequence[Stated], made: Sequence[Transition], which: str, policy: str) -> str | None:
    """Grade, ending or delivery by the policy, among claims standing since the last transition of that axis.

    `latest` never goes below that transition: a lower grade is a rival, not a downgrade. The sided policies and
    `text_first` prefer the words of one side, or of treaties and contracts, and only then what is latest.
    """
    on_axis = [item for item in made if axis(item.status) == which]
    if not on_axis or (which == "ending" and axis(made[-1].status) == "grade"):
        return None
    last = on_axis[-1]
    held = [item for item in standing(claims, last) if (status := status_of(item)) and axis(status) == which]
    held = [item for item in held if _preferred(item, policy)] or [
        item for item in held if item == last.claim or grade_rank(status_of(item)) >= grade_rank(last.status)
    ]
    if which == "ending":
        held = [last.claim] if policy == "latest" else held
    best = max(held, key=lambda item: (item.day or date.min, grade_rank(status_of(item)), _descending(item.iri)))
    return status_of(best)


def _preferred(stated: Stated, policy: str) -> bool:
    if policy == "text_first":
        return stated.report.type == "text"
    if policy not in _SIDED:
        return False
    return bool(stated.claim.said_by) and stated.claim.said_by in stated.sides[_SIDED[policy]]


def _descending(iri: str) -> tuple[int, ...]:
    """Sorts the lesser IRI as the greater: among equals the first IRI is picked."""
    return tuple(-ord(letter) for letter in iri)
