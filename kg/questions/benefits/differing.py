"""On what reports of a pledge differ, of each field which values they give: one measure apart from another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import combinations

from kg.ledger.figures import as_stated, figures
from kg.ledger.status import axis, grade_rank
from kg.model import amounts, codes
from kg.model.claims import Amount
from kg.model.phrases import few, filled, listed, with_article
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import parties, speakers
from kg.questions.benefits.also_told import also_told, at_list
from kg.questions.benefits.benefit_words import capital, share, words
from kg.questions.benefits.worded import telling_fulfilled
from kg.questions.said import field
from kg.questions.standing import KEPT
from kg.questions.terms import term_rivals
from kg.store.nodes import expand

__all__ = ["differing"]

_NAMES = ("pledger", "recipient")  # fields whose values are lists of names
_LIMIT = re.compile(r"(?:up to|less than) ")
_LOOSE = re.compile(rf"{_LIMIT.pattern}|at least |about ")
_YEARLY = " a year"
_TWO = 2  # measures that are compared
_MOST = 4  # figures told of a field on which reports differ; more are counted
_CODES = {
    "status": "status",
    "binding": "binding",
    "otherSide": "other_side",
}  # fields with few values, which are all told, and the lists of these


def differing(reader: Reader, pledge: str, claims: Sequence[Statement]) -> Iterator[str]:
    """Sentences on the fields with their values, as "the amount ($2bn or $3bn; 5 or 7 aircraft)".

    A grade above the one that the pledge is held to have is no step on its way but told by somebody else; one below
    it is no difference unless it is told after that was reached. Figures of unlike measures are told where none gives
    both.
    """
    given: dict[str, dict[str, int]] = {}
    for node in reader.parts(pledge, "Rival").values():
        if (name := reader.code(node, "field")) in words()["differ"]:
            value = str(reader.first(node, "givenValue"))
            given.setdefault(str(name), {})[value] = len(node.get(expand("claim"), ()))
    sellers = [set(value.split(", ")) for value in given.get("recipient", ())]
    shared = any(not one.isdisjoint(other) for one, other in combinations(sellers, 2))
    if shared or reader.code(reader.node(pledge), "kind") != "purchase":
        given.pop("recipient", None)
    given["status"] = {} if telling_fulfilled(claims) else _at_odds(reader, pledge, claims, given.get("status", {}))
    given["amount"] = _of_all_time(given.get("amount", {}))
    rivals = given["amount"] if len(given["amount"]) > 1 else ()
    given["qualifier"] = _limits("; ".join((reader.label(pledge), *rivals)), claims, given.get("qualifier", {}))
    given = {name: values for name, values in given.items() if len(values) > 1}
    unlisted = _above(reader, pledge, claims).keys() - given.get("status", {}).keys()  # by `conflicts`
    measures = _measures(claims)
    farther = _farther(claims, unlisted) if unlisted else {}
    also = [filled(words()["caution"]["above_too"], farther)] if farther else []
    told = [
        f"{_named(name, claims)} ({'; '.join([*_beside(name, given[name], measures), *also * (name == 'status')])})"
        for name in words()["differ"]
        if name in given
    ]
    terms = dict.fromkeys(row["field"] for row in term_rivals(reader, pledge, reader.node(pledge)))
    told += [field(name) for name in terms]
    if told:
        yield filled(words()["caution"]["differ"], {"fields": listed(told, len(told))})
    if farther and "status" not in given:
        yield capital(filled(words()["caution"]["above"], farther))
    shown = f"{reader.label(pledge)}; {'; '.join(told)}"
    if listed_sums := at_list(shown, claims):
        yield filled(words()["but"]["at_list"], {"figures": listed_sums})
    if unlike := _unlike(claims):
        yield filled(words()["but"]["unlike"], {"figures": unlike})
    elif besides := also_told(shown, claims):
        yield filled(words()["but"]["besides"], {"figures": besides})


def _named(field: str, claims: Sequence[Statement]) -> str:
    """A field in words; of an answer also whose: of the side that those who tell of it do not quote."""
    if field != "otherSide":
        return str(words()["differ"][field])
    telling = [claim for claim in claims if getattr(claim.claim, "other_side", None)]
    silent = {side for claim in telling if (side := _silent(claim))}
    sides = sorted(silent.pop()) if len(silent) == 1 else []
    names = [with_article(party.label) for code in sides if (party := codes.party(code))]
    whose = listed(names, len(names)) or str(words()["differ"]["unquoted"])
    return filled(words()["differ"][field], {"side": whose})


def _silent(claim: Statement) -> frozenset[str]:
    """The countries and blocs on the side that a claim does not quote; none where it quotes both or none."""
    sides = [parties(claim, side) for side in (0, 1)]
    quoted = [side for side in sides if not side.isdisjoint(speakers(claim))]
    return next(side for side in sides if side not in quoted) if len(quoted) == 1 else frozenset()


def _at_odds(reader: Reader, pledge: str, claims: Sequence[Statement], given: Mapping[str, int]) -> dict[str, int]:
    """The statuses that no course of time explains: with the held one those above it, of no day, or told after it."""
    held = reader.status(pledge, reader.node(pledge), "grade")
    if not held:
        return dict(given)
    told = [(str(claim.status), claim.published) for claim in claims]
    reached = min((day for status, day in told if status == held and day), default=None)
    later = {status for status, day in told if reached is None or day is None or day > reached}
    found = {
        status: often
        for status, often in given.items()
        if axis(status) != "grade" or grade_rank(status) >= grade_rank(held) or status in later
    }
    return {} if {*found} == {*KEPT} else found  # what was signed began


def _limits(shown: str, claims: Sequence[Statement], given: Mapping[str, int]) -> dict[str, int]:
    """A figure shown, roundings of it too, as some call it a limit and others not; "at least" limits nothing."""
    held: dict[str, int] = {}
    for figure in figures(claims):
        stated = {amounts.say(as_stated(each)) for _, each in figure.given}
        told = {value: given[value] for value in sorted(stated & given.keys()) if not value.startswith("more than ")}
        bare = "|".join(re.escape(_LOOSE.sub("", value)) for value in told)
        if len(told) > 1 and any(map(_LIMIT.match, told)) and re.search(rf"(?<![\w.,])(?:{bare})(?! a |\w)", shown):
            held |= told
    return held


def _of_all_time(given: Mapping[str, int]) -> dict[str, int]:
    """The sums without one of which no period is told where others give the same a year."""
    yearly = {value.removesuffix(_YEARLY) for value in given if value.endswith(_YEARLY)}
    return {value: often for value, often in given.items() if value not in yearly}


def _farther(claims: Sequence[Statement], grades: Collection[str]) -> dict[str, str]:
    """How many call a pledge by some grades, as words."""
    values = [_spoken("status", grade) for grade in sorted(grades, key=grade_rank)]
    telling = [claim for claim in claims if str(claim.status) in grades]
    return {"who": share(telling, claims, "calls", "call"), "values": listed(values, len(values), " or ")}


def _unlike(claims: Sequence[Statement]) -> str:
    """Figures of two measures of which no report gives both: five million tonnes, or five billion dollars."""
    of: dict[str, dict[str, set[str]]] = {}
    for claim in claims:
        for each in claim.amounts:
            told = of.setdefault(_measure(each), {})
            told.setdefault(amounts.say(as_stated(each)), set()).add(claim.report_iri)
    reports = [set().union(*told.values()) for told in of.values()]
    if len(of) != _TWO or not reports[0].isdisjoint(reports[1]):
        return ""
    often = [max(told, key=lambda figure: (len(told[figure]), figure)) for told in of.values()]
    return " or ".join(f"{figure} ({len(held)})" for figure, held in zip(often, reports, strict=True))


def _beside(field: str, values: Mapping[str, int], measures: Mapping[str, str]) -> list[str]:
    """Values of one measure side by side, the most often told first: a tonnage is no rival of a sum of money."""
    often = sorted(values, key=lambda value: (-values[value], value))
    of: dict[str, list[str]] = {}
    for value in often:
        of.setdefault(measures.get(value, ""), []).append(_spoken(field, value))
    rivals = [held for held in of.values() if len(held) > 1] or list(of.values())
    most = len(values) if field in _CODES else _MOST
    return [listed(map(str, few(held, most, more="{} more")), len(held), " or ") for held in rivals]


def _above(reader: Reader, pledge: str, claims: Sequence[Statement]) -> dict[str, int]:
    """The grades that claims tell above the one it is held to have, each by how many claims."""
    held = reader.status(pledge, reader.node(pledge), "grade")
    told = Counter(str(claim.status) for claim in claims)
    above = [grade for grade in told if held and axis(grade) == "grade" and grade_rank(grade) > grade_rank(held)]
    above = [grade for grade in above if {grade, held} != {*KEPT}]  # what was signed began: no difference
    return {grade: told[grade] for grade in above}


def _spoken(field: str, value: str) -> str:
    """A value as it is told: of a field that has codes in words."""
    if scheme := _CODES.get(field):
        return str(words()["as_status"].get(value) or codes.label(codes.iri(scheme, value)))
    if field in _NAMES:
        return value.replace(", ", " and ")
    return value


def _measures(claims: Sequence[Statement]) -> dict[str, str]:
    """Figure as told → what it measures, money or a unit."""
    stated = (each for claim in claims for each in claim.amounts)
    found = {amounts.say(as_stated(each)): _measure(each) for each in stated}
    return found | {figure.said: _measure(figure.amount) for figure in figures(claims)}


def _measure(amount: Amount) -> str:
    return "money" if amount.unit in codes.currencies() else codes.base_unit(amount.unit)[0]
