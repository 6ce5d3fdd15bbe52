"""Where claims of one event disagree, pure: every field, each value with the claims that give it.

Roundings, wordings of one figure and conversions at the day's rate agree (`amounts.compare`); "up to" and a plain
figure give the same figure otherwise qualified. A report that names fewer parties or products than another does not
contradict it, nor does one that says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import permutations, product
from typing import Any

from kg.ledger import status
from kg.ledger.figures import Figure, agree, as_stated, figures, promised, slipped
from kg.ledger.quotas import quotas
from kg.model import amounts, codes, dates, reference
from kg.model.claims import Amount, Pledge
from kg.model.rates import ecb
from kg.model.statement import Statement, quantity_of

__all__ = ["SENSES", "Rival", "rivals", "within"]

SENSES = {"up_to": "ceiling", "less_than": "ceiling", "at_least": "floor", "more_than": "floor"}  # by qualifier
_NEAR = Decimal("1.05")  # times: sums so near are one sum, rounded


@dataclass(frozen=True, slots=True)
class Rival:
    """One of several values that claims of an event give for a field."""

    field: str
    value: str
    claims: tuple[Statement, ...]


def rivals(claims: Sequence[Statement], statuses: Sequence[tuple[Statement, str]]) -> list[Rival]:
    """All rival values, by field and value. `statuses` are those that stand side by side (`fold.unsettled`)."""
    found = _by_value("status", statuses, lambda one, other: not status.at_odds(one, other), str)
    found += _amount_rivals(claims)
    found += _qualifier_rivals(claims)
    found += _quota_rivals(claims)
    for name, field in _FIELDS.items():
        given = [
            (statement, held) for statement in claims if (held := field.value(statement)) not in (None, (), "unstated")
        ]
        found += _by_value(name, given, field.agree, field.printed)
    return sorted(found, key=lambda rival: (rival.field, rival.value))


def _by_value(
    field: str,
    given: Iterable[tuple[Statement, Any]],
    same: Callable[[Any, Any], bool],
    printed: Callable[[Any], str],
) -> list[Rival]:
    """A rival for each value that some other value contradicts."""
    claims: dict[Any, list[Statement]] = {}
    for statement, value in given:
        claims.setdefault(value, []).append(statement)
    values = sorted(claims, key=str)
    at_odds = [value for value in values if any(value != other and not same(value, other) for other in values)]
    return [Rival(field, printed(value), tuple(claims[value])) for value in at_odds]


# --- plain fields: a value's type, when two differing values still agree, how one is printed


@dataclass(frozen=True, slots=True)
class _Field:
    value: Callable[[Statement], Any]
    agree: Callable[[Any, Any], bool]
    printed: Callable[[Any], str] = str


def _never(_one: Any, _other: Any) -> bool:
    return False


def _held(name: str) -> Callable[[Statement], Any]:
    return lambda statement: getattr(statement.claim, name, None)


def _kind(statement: Statement) -> str | None:
    return statement.claim.kind if isinstance(statement.claim, Pledge) else None


def _vague(one: str, other: str) -> bool:
    """`mixed` holds any kind, `other` says nothing against one."""
    return not {one, other}.isdisjoint(("mixed", "other"))


def _parties(side: int) -> Callable[[Statement], tuple[str, ...]]:
    return lambda statement: tuple(sorted({_known(name) for name in statement.sides[side]}))


def _known(name: str) -> str:
    row = None if codes.party(name) else reference.find_company(name)
    return row["name"] if row else name


def _fewer(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether one side's names all stand, themselves or by their bloc, among the other's."""
    return _within(one, other) or _within(other, one)


def _within(few: tuple[str, ...], many: tuple[str, ...]) -> bool:
    held = {key for name in many for key in (_spelling(name), *_members(name))}
    return "ALL" in many or all(_spelling(name) in held for name in few)


def _members(name: str) -> Iterable[str]:
    return codes.members(name) if name in codes.scheme("bloc") else ()


def _spelling(name: str) -> str:
    return name if codes.party(name) else reference.key(name)


def _names(parties: tuple[str, ...]) -> str:
    return ", ".join(map(codes.party_label, parties))


def _days(slack: int) -> Callable[[str, str], bool]:
    def same(a: str, b: str) -> bool:
        (low, high), (from_, to) = dates.bounds(a), dates.bounds(b)
        if low is None or high is None or from_ is None or to is None:
            return True
        return (from_ - high).days <= slack and (low - to).days <= slack

    return same


def _related(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    return any(codes.related(x, y) for x in one for y in other)


def _labels(iris: tuple[str, ...]) -> str:
    return ", ".join(sorted(map(codes.label, iris)))


_FIELDS: Mapping[str, _Field] = {
    "kind": _Field(_kind, _vague),
    "pledger": _Field(_parties(0), _fewer, _names),
    "recipient": _Field(_parties(1), _fewer, _names),
    "product": _Field(lambda statement: statement.products, _related, _labels),
    "binding": _Field(_held("binding"), _never),
    "otherSide": _Field(_held("other_side"), _never),
    "deadlineDate": _Field(_held("deadline_date"), _days(0)),
    "ratePercent": _Field(_held("rate_percent"), _never, lambda rate: f"{rate:f}"),
    "effective": _Field(_held("effective"), _days(0)),
    "round": _Field(_held("round"), _never),
    "date": _Field(_held("date"), _days(3)),
}


# --- amounts


def _amount_rivals(claims: Sequence[Statement]) -> list[Rival]:
    """Figures of claims that have none in common with some other; wrong conversions and powers are for `kg check`."""
    wrong = slipped(claims)
    given = [statement for statement in claims if statement.quantities and statement not in wrong]
    at_odds: set[Statement] = set()
    for n, one in enumerate(given):
        for other in given[:n]:
            if agree(one, other) is False and not (_raises(one, other) or _raises(other, one)):
                at_odds |= {one, other}
    # all who give a figure at stake count for it, also where no day is told by whose rate theirs would be at odds
    found = figures(given)
    open_ = [figure for figure in found if not at_odds.isdisjoint(figure.claims)]
    at_stake = {id(one) for one in open_ if any(_contradict(one, other, given) for other in open_)}
    priced = (pair for pair in permutations(promised(found), 2) if _set_on_one(*pair, found))
    at_stake |= {id(figure) for figure, other in priced if _contradict(figure, other, given, by_rate=False)}
    return [Rival("amount", figure.said, figure.claims) for figure in found if id(figure) in at_stake]


def _quota_rivals(claims: Sequence[Statement]) -> list[Rival]:
    """Quotas of one measure, none of which can be the other."""
    found = quotas(claims)
    return [
        Rival("quotaAmount", figure.said, figure.claims)
        for figure in found
        if any(amounts.compare(figure.quantity, other.quantity) == "rival" for other in found)
    ]


def _set_on_one(one: Figure, other: Figure, found: Iterable[Figure]) -> bool:
    """Whether reports tell both beside the same figure of another measure: two sums for the same 103 aircraft.

    Sums that rounding brings together are no two.
    """
    (low, unit), (high, measure) = sorted((item.amount.value or 0, item.quantity.base.unit) for item in (one, other))
    if unit != measure or not low or high <= low * _NEAR:
        return False
    beside = (set(item.claims) for item in found if item.quantity.base.unit != unit)
    return any(not claims.isdisjoint(one.claims) and not claims.isdisjoint(other.claims) for claims in beside)


def _contradict(one: Figure, other: Figure, claims: Iterable[Statement], *, by_rate: bool = True) -> bool:
    """Whether two figures are of one measure, and no claim gives both in one voice.

    "13,000 units" is no rival of "₩1.46tn", nor are 160 aircraft and 210 with options of each other. `by_rate`: a claim
    gives what its conversions agree with as well, which a rate leaves some room for.
    """
    if not any(_meet(a, b, first, second) == "rival" for (first, a), (second, b) in product(one.given, other.given)):
        return False
    if within(one, other) or within(other, one) or _is_bound_of(one, other) or _is_bound_of(other, one):
        return False
    return not any(
        _gives(claim, a, one) and _gives(claim, b, other) and a.said_by == b.said_by
        for claim in claims
        for a, b in permutations(claim.amounts, 2)
        if by_rate or not (a.converted or b.converted)
    )


def _is_bound_of(loose: Figure, figure: Figure) -> bool:
    """Whether a sum of money is told as hardly more, or less, than a round one: over $32bn, where it is $32.7bn."""
    bound, value = loose.amount.value, figure.amount.value
    units = {item.quantity.base.unit for item in (loose, figure)}
    alike = len(units) == 1 and loose.amount.recurrence == figure.amount.recurrence
    if not alike or not units & codes.currencies() or not bound or not value:
        return False
    low, high = (bound, value) if SENSES.get(loose.amount.qualifier) == "floor" else (value, bound)
    return loose.amount.qualifier in SENSES and low <= high <= low * _NEAR


def within(small: Figure, large: Figure) -> list[Statement]:
    """The claims of a number of things whose words count a smaller one in it: "75 jets, 50 of them firm".

    None where some claim gives both as figures of their own, as of two speakers.
    """
    number, least = small.amount.value, large.amount.value
    units = {item.quantity.base.unit for item in (small, large)}
    if not number or not least or number >= least or number % 1 or len(units) > 1 or units & codes.currencies():
        return []
    if not set(small.claims).isdisjoint(large.claims):
        return []
    form = re.compile(rf"(?<![\w.,$€£¥-]){int(number)}(?![\w-]|[.,]\d)")
    return [
        claim for claim, amount in large.given if form.search(f"{claim.claim.evidence or ''} {amount.as_printed or ''}")
    ]


def _gives(claim: Statement, amount: Amount, figure: Figure) -> bool:
    first, held = figure.given[0]
    return _meet(amount, held, claim, first) == "consistent"


def _meet(a: Amount, b: Amount, first: Statement, second: Statement) -> amounts.Comparison:
    return amounts.compare(quantity_of(a), quantity_of(b), on=first.published or second.published, rates=ecb())


def _raises(later: Statement, earlier: Statement) -> bool:
    """Whether a claim says itself that the promise was raised since the other: two figures, one after the other."""
    if not isinstance(later.claim, Pledge) or later.claim.novelty != "raised":
        return False
    return bool(later.day and earlier.day and earlier.day < later.day)


def _qualifier_rivals(claims: Sequence[Statement]) -> list[Rival]:
    """One figure that some call a ceiling or a floor and others the figure itself."""
    found = []
    for figure in figures(claims):
        by_sense: dict[str, list[tuple[Statement, Amount]]] = {}
        for statement, amount in figure.given:
            if not amount.converted:
                by_sense.setdefault(SENSES.get(amount.qualifier, "point"), []).append((statement, amount))
        if len(by_sense) > 1:
            for held in by_sense.values():
                told = amounts.say(as_stated(held[0][1]))
                found.append(Rival("qualifier", told, tuple(dict.fromkeys(statement for statement, _ in held))))
    return found
