"""What two claims of one class have in common and where they differ, part by part.

A part is between -1 (speaks against one event) and 1 (speaks for it); where a claim is silent there is none. What a
part is worth stands in `likeness.csv`, not here. Parts are made in stages, the cheap ones first, so that most pairs
need no look at their words.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from functools import cache
from typing import cast

from rapidfuzz import fuzz

from kg.identity import common
from kg.identity.common import Parts
from kg.identity.traits import Traits, stems
from kg.model import codes
from kg.model.claims import Agreement, Delivery, Measure, Pledge, Ruling, Talks
from kg.model.statement import Statement

__all__ = ["STAGES", "Parts", "Stage", "restated"]

Stage = Callable[[Traits, Traits, Parts], None]

_NEAR_KINDS = (
    {"purchase", "mixed", "other"},
    {"investment", "loan", "guarantee", "mixed", "other"},
    {"tariff_change", "market_access", "mixed", "other"},
)
_DIRECTION = {"impose": 1, "raise": 1, "threaten": 0, "delay": 2, "cut": 3, "suspend": 3, "exempt": 3, "remove": 3}
_ENDINGS = frozenset({"denied", "suspended", "withdrawn", "lapsed"})
_ALL = "ALL"


def _pledge(a: Traits, b: Traits, parts: Parts) -> None:
    left, right = cast(Pledge, a.claim), cast(Pledge, b.claim)
    common.side("pledger", a.statement.actors[0], b.statement.actors[0], parts)
    common.side("recipient", a.statement.actors[1], b.statement.actors[1], parts)
    parts["kind"] = _kind(left.kind, right.kind)
    common.goods(a, b, parts)
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
    common.days(a, b, parts)


def _measure(a: Traits, b: Traits, parts: Parts) -> None:
    left, right = cast(Measure, a.claim), cast(Measure, b.claim)
    aimed, other = a.statement.actors[1], b.statement.actors[1]
    if aimed and other and (_ALL in aimed) != (_ALL in other):
        parts["all or one"] = -1.0
    elif aimed and other:
        parts["target"] = common.overlap(aimed, other)
    parts["measure"] = 1.0 if left.kind == right.kind else -1.0
    same_way = _DIRECTION[left.action] == _DIRECTION[right.action]
    parts["action"] = 1.0 if left.action == right.action else 0.0 if same_way else -1.0
    _rates(left, right, parts)
    if left.legal_basis and right.legal_basis:
        parts["basis"] = common.alike(left.legal_basis, right.legal_basis)
    common.goods(a, b, parts)
    same_aim = parts.get("target") == 1 and parts.get("rate") == 1
    if same_aim:
        parts["same aim"] = 1.0
    if same_aim and parts.get("goods", 1.0) == 1 and "goods unsaid" not in parts:
        parts["same terms"] = 1.0
    common.days(a, b, parts)
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
    common.parties(a, b, parts)
    if left.round and right.round:
        parts["round"] = 1.0 if left.round == right.round else -1.0
    elif left.round or right.round:
        parts["round unsaid"] = -1.0
    common.days(a, b, parts)


def _talks_more(a: Traits, b: Traits, parts: Parts) -> None:
    left, right = cast(Talks, a.claim), cast(Talks, b.claim)
    if left.place and right.place:
        parts["place"] = common.alike(left.place, right.place)
    if left.officials and right.officials:
        parts["officials"] = common.overlap(_people(left.officials), _people(right.officials))
    one, two = stems(" ".join(left.topics)), stems(" ".join(right.topics))
    if one and two:
        parts["topics"] = common.dice(one, two)
    common.surroundings(a, b, parts)


def _agreement(a: Traits, b: Traits, parts: Parts) -> None:
    left, right = cast(Agreement, a.claim), cast(Agreement, b.claim)
    common.parties(a, b, parts)
    if left.instrument and right.instrument:
        parts["instrument"] = 1.0 if left.instrument == right.instrument else -1.0
    parts["status"] = 1.0 if left.status == right.status else -1.0
    if left.status in _ENDINGS and right.status in _ENDINGS:
        parts["ended"] = 1.0
    common.days(a, b, parts)


def _agreement_more(a: Traits, b: Traits, parts: Parts) -> None:
    left, right = cast(Agreement, a.claim), cast(Agreement, b.claim)
    parts["name"] = fuzz.token_sort_ratio(left.name.casefold(), right.name.casefold()) / 50 - 1
    parts["name within"] = common.alike(left.name, right.name)
    one, two = stems(left.name) - _generic(), stems(right.name) - _generic()
    if one and two:
        parts["own name"] = common.dice(one, two) or -1.0
    elif one or two:
        parts["own name unsaid"] = -1.0
    if a.contained and b.contained:
        parts["contents"] = common.overlap(a.contained, b.contained)
    common.surroundings(a, b, parts)


def _ruling(a: Traits, b: Traits, parts: Parts) -> None:
    left, right = cast(Ruling, a.claim), cast(Ruling, b.claim)
    parts["court"] = common.alike(left.court, right.court)
    if left.legal_basis and right.legal_basis:
        parts["basis"] = common.alike(left.legal_basis, right.legal_basis)
    common.days(a, b, parts)


def _delivery(a: Traits, b: Traits, parts: Parts) -> None:
    left, right = cast(Delivery, a.claim), cast(Delivery, b.claim)
    common.side("pledger", a.statement.actors[0], b.statement.actors[0], parts)
    common.side("recipient", a.statement.actors[1], b.statement.actors[1], parts)
    parts["stage"] = 1.0 if left.stage == right.stage else -1.0
    common.goods(a, b, parts)
    if left.period and right.period:
        parts["period"] = 1.0 if left.period == right.period else -1.0
    if left.measured_by and right.measured_by:
        parts["measured by"] = fuzz.token_sort_ratio(left.measured_by.casefold(), right.measured_by.casefold()) / 50 - 1
    if left.reporter and right.reporter:
        parts["reporter"] = common.alike(left.reporter, right.reporter)
    common.days(a, b, parts, own=False)


@cache
def _kind(left: str, right: str) -> float:
    if left == right:
        return 1.0
    return 0.0 if any(left in group and right in group for group in _NEAR_KINDS) else -1.0


def restated(a: Statement, b: Statement) -> bool:
    """Whether one claim says that it restates the other."""
    left, right = getattr(a.claim, "restates", None), getattr(b.claim, "restates", None)
    if not left and not right:
        return False
    here = a.report_iri == b.report_iri  # local ids mean something inside one report only
    return left == b.iri or right == a.iri or (here and (left == b.claim.id or right == a.claim.id))


def _people(names: Collection[str]) -> frozenset[str]:
    return frozenset(name.casefold().split()[-1] for name in names)


@cache
def _generic() -> frozenset[str]:
    """Stems that the names of all agreements share: the labels of instruments, trade and deal."""
    labels = (concept.label for concept in codes.scheme("instrument").values())
    return stems(" ".join(("trade", "deal", "pact", "accord", *labels)))


STAGES: Mapping[str, tuple[Stage, ...]] = {
    "pledge": (_pledge, common.figures, common.telling),
    "measure": (_measure, common.firms, common.telling),
    "talks": (_talks, _talks_more, common.telling),
    "agreement": (_agreement, _agreement_more, common.telling),
    "ruling": (_ruling, common.telling),
    "delivery": (_delivery, common.figures, common.telling),
}
