"""What two claims of one class have in common and where they differ, part by part.

A part is between -1 (speaks against one event) and 1 (speaks for it); where a claim is silent there is none. What a
part is worth stands in `likeness.csv`, not here. Parts are made in stages, the cheap ones first, so that most pairs
need no look at their words.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Set
from functools import cache
from typing import cast

from rapidfuzz import fuzz

from kg.identity.closeness import converted, figure, fine
from kg.identity.traits import Days, Traits, stems
from kg.model import codes
from kg.model.claims import Agreement, Delivery, Measure, Pledge, Ruling, Talks
from kg.model.statement import Statement

__all__ = ["STAGES", "Parts", "Stage", "restated"]

Parts = dict[str, float]
Stage = Callable[[Traits, Traits, Parts], None]

_NEAR_KINDS = (
    {"purchase", "mixed", "other"},
    {"investment", "loan", "guarantee", "mixed", "other"},
    {"tariff_change", "market_access", "mixed", "other"},
)
_OF_GOODS = {"purchase", "market_access", "tariff_change"}
_DIRECTION = {"impose": 1, "raise": 1, "threaten": 0, "delay": 2, "cut": 3, "suspend": 3, "exempt": 3, "remove": 3}
_ENDINGS = frozenset({"denied", "suspended", "withdrawn", "lapsed"})
_IN_FORCE, _GRADE = "in_force", "grade"  # the last status of its axis, and the axis
_ALL = "ALL"
_SOON, _LATER, _LONG = 3, 30, 300  # days apart that speak for one event, say nothing, and speak against it
_MIXED, _NARROWER = 1.7, 0.6  # what goods of which most are shared count, and narrower ones beside the same
_SHARED = 5  # words in common beyond which more add nothing


# --- what is stated: sides, kinds, goods, days


def _pledge(a: Traits, b: Traits, parts: Parts) -> None:
    left, right = cast(Pledge, a.claim), cast(Pledge, b.claim)
    _side("pledger", a.statement.actors[0], b.statement.actors[0], parts)
    _side("recipient", a.statement.actors[1], b.statement.actors[1], parts)
    parts["kind"] = _kind(left.kind, right.kind)
    _goods(a, b, parts)
    parts["status"] = 1.0 if left.status == right.status else -1.0
    if left.part_of or right.part_of:
        parts["part"] = 1.0 if left.part_of and right.part_of else -1.0
    umbrellas = a.holds_parts, b.holds_parts
    if all(umbrellas):
        parts["umbrella"] = 1.0
    elif (umbrellas[0] and right.part_of) or (umbrellas[1] and left.part_of):
        parts["umbrella"] = -1.0
    if left.deadline_date and right.deadline_date:
        parts["deadline"] = 1.0 if left.deadline_date[:4] == right.deadline_date[:4] else -1.0
    if left.novelty != right.novelty and "raised" in (left.novelty, right.novelty):
        parts["raised"] = -1.0
    if restated(a.statement, b.statement):
        parts["restated"] = 1.0
    terms = [{term.kind for term in pledge.terms} for pledge in (left, right)]
    if terms[0] & terms[1]:
        parts["terms"] = 1.0
    if parts.get("pledger") == 1 and parts["kind"] >= 0:
        if not left.products and not right.products:
            parts["no goods"] = 1.0
        if parts.get("goods") == 1:
            parts["same goods"] = 1.0
    _days(a, b, parts)


def _measure(a: Traits, b: Traits, parts: Parts) -> None:
    left, right = cast(Measure, a.claim), cast(Measure, b.claim)
    aimed, other = a.statement.actors[1], b.statement.actors[1]
    if aimed and other and (_ALL in aimed) != (_ALL in other):
        parts["all or one"] = -1.0
    elif aimed and other:
        parts["target"] = _shared(aimed, other)
    parts["measure"] = 1.0 if left.kind == right.kind else -1.0
    same_way = _DIRECTION[left.action] == _DIRECTION[right.action]
    parts["action"] = 1.0 if left.action == right.action else 0.0 if same_way else -1.0
    _rates(left, right, parts)
    if left.legal_basis and right.legal_basis:
        parts["basis"] = _alike(left.legal_basis, right.legal_basis)
    _goods(a, b, parts)
    same_aim = parts.get("target") == 1 and parts.get("rate") == 1
    if same_aim:
        parts["same aim"] = 1.0
    if same_aim and parts.get("goods", 1.0) == 1 and "goods unsaid" not in parts:
        parts["same terms"] = 1.0
    _days(a, b, parts)
    told = parts.get("told day", 0.0)
    if left.action == right.action == "threaten" and told < 0:
        parts["old threat"] = told


def _rates(left: Measure, right: Measure, parts: Parts) -> None:
    one, two = left.rate_percent, right.rate_percent
    if one is not None and two is not None:
        parts["rate"] = 1.0 if one == two else -1.0
    elif one is not None or two is not None:
        parts["rate unsaid"] = -1.0
    if one != two and ((one is not None and one == right.rate_before) or (two is not None and two == left.rate_before)):
        parts["next step"] = -1.0
    if left.rate_before is not None and right.rate_before is not None:
        parts["rate before"] = 1.0 if left.rate_before == right.rate_before else -1.0


def _talks(a: Traits, b: Traits, parts: Parts) -> None:
    left, right = cast(Talks, a.claim), cast(Talks, b.claim)
    _parties(a, b, parts)
    if left.round and right.round:
        parts["round"] = 1.0 if left.round == right.round else -1.0
    elif left.round or right.round:
        parts["round unsaid"] = -1.0
    _days(a, b, parts)


def _talks_more(a: Traits, b: Traits, parts: Parts) -> None:
    left, right = cast(Talks, a.claim), cast(Talks, b.claim)
    if left.place and right.place:
        parts["place"] = _alike(left.place, right.place)
    if left.officials and right.officials:
        parts["officials"] = _shared(_people(left.officials), _people(right.officials))
    one, two = stems(" ".join(left.topics)), stems(" ".join(right.topics))
    if one and two:
        parts["topics"] = _dice(one, two)
    _surroundings(a, b, parts)


def _agreement(a: Traits, b: Traits, parts: Parts) -> None:
    left, right = cast(Agreement, a.claim), cast(Agreement, b.claim)
    _parties(a, b, parts)
    if left.instrument and right.instrument:
        parts["instrument"] = 1.0 if left.instrument == right.instrument else -1.0
    parts["status"] = 1.0 if left.status == right.status else -1.0
    if left.status in _ENDINGS and right.status in _ENDINGS:
        parts["ended"] = 1.0
    _days(a, b, parts)


def _agreement_more(a: Traits, b: Traits, parts: Parts) -> None:
    left, right = cast(Agreement, a.claim), cast(Agreement, b.claim)
    parts["name"] = fuzz.token_sort_ratio(left.name.casefold(), right.name.casefold()) / 50 - 1
    parts["name within"] = _alike(left.name, right.name)
    one, two = stems(left.name) - _generic(), stems(right.name) - _generic()
    if one and two:
        parts["own name"] = _dice(one, two) or -1.0
    elif one or two:
        parts["own name unsaid"] = -1.0
    if a.contained and b.contained:
        parts["contents"] = _shared(a.contained, b.contained)
    _surroundings(a, b, parts)


def _ruling(a: Traits, b: Traits, parts: Parts) -> None:
    left, right = cast(Ruling, a.claim), cast(Ruling, b.claim)
    parts["court"] = _alike(left.court, right.court)
    if left.legal_basis and right.legal_basis:
        parts["basis"] = _alike(left.legal_basis, right.legal_basis)
    _days(a, b, parts)


def _delivery(a: Traits, b: Traits, parts: Parts) -> None:
    left, right = cast(Delivery, a.claim), cast(Delivery, b.claim)
    _side("pledger", a.statement.actors[0], b.statement.actors[0], parts)
    _side("recipient", a.statement.actors[1], b.statement.actors[1], parts)
    parts["stage"] = 1.0 if left.stage == right.stage else -1.0
    _goods(a, b, parts)
    if left.period and right.period:
        parts["period"] = 1.0 if left.period == right.period else -1.0
    if left.measured_by and right.measured_by:
        parts["measured by"] = fuzz.token_sort_ratio(left.measured_by.casefold(), right.measured_by.casefold()) / 50 - 1
    if left.reporter and right.reporter:
        parts["reporter"] = _alike(left.reporter, right.reporter)
    _days(a, b, parts, own=False)


def _side(name: str, one: Set[str], two: Set[str], parts: Parts) -> None:
    """Parties of one side: the same, some, others; and a country where the other has a company."""
    if not one or not two:
        return
    if one == two:
        parts[name] = 1.0
    elif one & two:
        parts[name] = 0.5
    elif _countries(one) != _countries(two):
        parts[f"{name} level"] = -1.0
    else:
        parts[name] = -1.0


@cache
def _countries(keys: Set[str]) -> bool:
    return all(codes.party(key) for key in keys)


def _parties(a: Traits, b: Traits, parts: Parts) -> None:
    one, two = a.statement.actors[0], b.statement.actors[0]
    parts["parties"] = 1.0 if one == two else 0.0 if one <= two or two <= one else -1.0


@cache
def _kind(left: str, right: str) -> float:
    if left == right:
        return 1.0
    return 0.0 if any(left in group and right in group for group in _NEAR_KINDS) else -1.0


def _goods(a: Traits, b: Traits, parts: Parts) -> None:
    one, two = a.statement.products, b.statement.products
    if one and two:
        parts["goods"] = _goods_alike(one, two)
    elif bool(getattr(a.claim, "products", ())) != bool(getattr(b.claim, "products", ())):
        parts["goods unsaid"] = -1.0


@cache
def _goods_alike(one: tuple[str, ...], two: tuple[str, ...]) -> float:
    """1 for the same goods, about 0 for narrower or wider ones, -1 where none is within another."""
    if one == two:
        return 1.0
    hits = sum(max(_akin(x, y) for y in two) for x in one) + sum(max(_akin(x, y) for x in one) for y in two)
    return _MIXED * hits / (len(one) + len(two)) - 1


@cache
def _akin(one: str, two: str) -> float:
    """1 for one product, less where all of one is within the other; a heading in common makes chips no energy."""
    if one == two:
        return 1.0
    if one in codes.within(two) or two in codes.within(one):
        return _NARROWER
    return _NARROWER if _holds(one, two) or _holds(two, one) else 0.0


def _holds(wide: str, narrow: str) -> bool:
    """Whether each heading of a product is within one of another's."""
    inside, held = codes.headings(narrow), codes.headings(wide) or {wide}
    return bool(inside) and all(any(each in codes.within(one) for one in held) for each in inside)


def restated(a: Statement, b: Statement) -> bool:
    """Whether one claim says that it restates the other."""
    left, right = getattr(a.claim, "restates", None), getattr(b.claim, "restates", None)
    if not left and not right:
        return False
    here = a.report_iri == b.report_iri  # local ids mean something inside one report only
    return left == b.iri or right == a.iri or (here and (left == b.claim.id or right == a.claim.id))


def _days(a: Traits, b: Traits, parts: Parts, *, own: bool = True) -> None:
    if own and a.own_days and b.own_days:
        parts["own day"] = _near(a.own_days, b.own_days)
    elif own and (a.own_days or b.own_days):
        happened, told = (a.own_days, b.told_days) if a.own_days else (b.own_days, a.told_days)
        if happened and told:
            parts["told of its day"] = _near(happened, told)
    if a.told_days and b.told_days:
        parts["told day"] = _near(a.told_days, b.told_days)
    if _came_of_it(a, b):
        for name in ("own day", "told of its day", "told day"):
            if parts.get(name, 0.0) < 0:
                del parts[name]


def _came_of_it(a: Traits, b: Traits) -> bool:
    """Whether the later told is what comes of a promise and the earlier is not: such days say how long it took."""
    if not a.told_days or not b.told_days:
        return False
    earlier, later = (a, b) if a.told_days <= b.told_days else (b, a)
    return _outcome(getattr(later.claim, "status", None)) and not _outcome(getattr(earlier.claim, "status", None))


@cache
def _outcome(status: str | None) -> bool:
    """In force, ended, delivered or missed: nothing that can be told of a promise while it is made."""
    return status == _IN_FORCE or (status is not None and codes.concept("status", status).axis != _GRADE)


def _near(one: Days, two: Days) -> float:
    """1 up to some days apart, 0 at a month, -1 at most of a year, even in the logarithm between."""
    gap = max(0, one[0] - two[1], two[0] - one[1])
    if gap <= _SOON:
        return 1.0
    if gap <= _LATER:
        return 1 - math.log(gap / _SOON) / math.log(_LATER / _SOON)
    return max(-1.0, -math.log(gap / _LATER) / math.log(_LONG / _LATER))


# --- figures and companies


def _figures(a: Traits, b: Traits, parts: Parts) -> None:
    left, right = a.statement, b.statement
    if left.figures and right.figures:
        found = [figure(x, y) for x in left.figures for y in right.figures]
        if not any(value is not None for value in found):
            found = [converted(x, y) for x in left.dollars or left.figures for y in right.dollars or right.figures]
        known = [value for value in found if value is not None]
        if known:
            parts["figures"] = max(known)
            if found[0] is not None:
                parts["first figure"] = found[0]
            if parts["figures"] == 1:
                parts["fine figure"] = max(fine(x, y) for x in left.figures for y in right.figures if figure(x, y) == 1)
        else:
            parts["units"] = -1.0
    elif left.figures or right.figures:
        parts["figures unsaid"] = -1.0
        for name in ("same goods", "no goods"):
            if name in parts:
                parts[f"figures unsaid, {name}"] = 1.0
    if _other_goods(a, b, parts):
        for name in ("figures", "first figure", "fine figure"):  # a sum in common says nothing of gas and beef
            parts[name] = min(0.0, parts.get(name, 0.0))
    elif parts.get("pledger") == 1 and parts.get("kind") == 1 and parts.get("figures") == 1:
        parts["same terms"] = 1.0
    _firms(a, b, parts)


def _other_goods(a: Traits, b: Traits, parts: Parts) -> bool:
    """Whether both are of goods that share no branch; only where goods are the matter: money goes to many ends."""
    kinds = {getattr(each.claim, "kind", None) for each in (a, b)}
    return parts.get("goods") == -1 and kinds <= _OF_GOODS


def _firms(a: Traits, b: Traits, parts: Parts) -> None:
    one, two = a.statement.firms, b.statement.firms
    if one and two:
        shared = len(one & two)
        parts["firms"] = shared / min(len(one), len(two)) + shared / (len(one) + len(two)) * 2 - 1
    elif one or two:
        parts["firms unsaid"] = -1.0


# --- the telling


def _telling(a: Traits, b: Traits, parts: Parts) -> None:
    shared = len(a.words & b.words)
    if a.words and b.words:
        parts["words"] = 2 * shared / (len(a.words) + len(b.words))
        parts["shared words"] = min(1.0, shared / _SHARED)
    if a.names and b.names:
        parts["names"] = _dice(a.names, b.names) or -1.0
    parts["context"] = _dice(a.context, b.context)
    if a.days_named and b.days_named:
        gap = min(abs(x - y) for x in a.days_named for y in b.days_named)
        parts["days named"] = 1.0 if gap == 0 else 0.5 if gap <= 2 else -0.3 if gap <= 7 else -1.0
    if a.months_named and b.months_named:
        parts["months named"] = _months_apart(a.months_named, b.months_named)
    elif a.months_named or b.months_named:
        named, told = (a.months_named, b.months_told) if a.months_named else (b.months_named, a.months_told)
        if told:
            parts["told in its month"] = _months_apart(named, told)
    if a.years and b.years:
        gap = min(abs(x - y) for x in a.years for y in b.years)
        parts["years"] = 1.0 if gap == 0 else 0.0 if gap == 1 else -1.0
    if a.percents and b.percents:
        parts["percents"] = 2 * _dice(a.percents, b.percents) - 1


def _months_apart(one: Collection[int], two: Collection[int]) -> float:
    gap = min(min((x - y) % 12, (y - x) % 12) for x in one for y in two)
    return 1.0 if gap == 0 else 0.0 if gap == 1 else -1.0


def _surroundings(a: Traits, b: Traits, parts: Parts) -> None:
    if a.surroundings and b.surroundings:
        parts["surroundings"] = _shared(a.surroundings, b.surroundings)


def _alike(left: str, right: str) -> float:
    return fuzz.token_set_ratio(left.casefold(), right.casefold()) / 50 - 1


def _shared(one: Set[str], two: Set[str]) -> float:
    """1 where the smaller set is within the larger, -1 where nothing is shared."""
    return 2 * len(one & two) / min(len(one), len(two)) - 1


def _dice(one: Set[object], two: Set[object]) -> float:
    return 2 * len(one & two) / (len(one) + len(two)) if one and two else 0.0


def _people(names: Collection[str]) -> frozenset[str]:
    return frozenset(name.casefold().split()[-1] for name in names)


@cache
def _generic() -> frozenset[str]:
    """Stems that the names of all agreements share: the labels of instruments, trade and deal."""
    labels = (concept.label for concept in codes.scheme("instrument").values())
    return stems(" ".join(("trade", "deal", "pact", "accord", *labels)))


STAGES: Mapping[str, tuple[Stage, ...]] = {
    "pledge": (_pledge, _figures, _telling),
    "measure": (_measure, _firms, _telling),
    "talks": (_talks, _talks_more, _telling),
    "agreement": (_agreement, _agreement_more, _telling),
    "ruling": (_ruling, _telling),
    "delivery": (_delivery, _figures, _telling),
}
