"""On what reports of a pledge differ, of each field which values they give: one measure apart from another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import combinations

from kg.ledger.figures import Figure, as_stated, figures, slips
from kg.ledger.status import axis, grade_rank
from kg.model import amounts, codes
from kg.model.claims import Amount
from kg.model.phrases import few, filled, listed, with_article
from kg.model.statement import Statement
from kg.query.reader import Reader
from kg.query.sources import by, parties, speakers
from kg.questions.benefits.also_told import also_told, at_list, others
from kg.questions.benefits.benefit_words import capital, share, words
from kg.questions.benefits.worded import telling_fulfilled
from kg.questions.said import field
from kg.questions.standing import KEPT
from kg.questions.terms import term_rivals
from kg.store.nodes import expand

__all__ = ["differing"]

_NAMES = ("pledger", "recipient")  # fields whose values are lists of names
_SENSES = {"limit": re.compile(r"(?:up to|less than) "), "least": re.compile(r"(?:at least|more than) ")}
_ABOUT = "about "
_LOOSE = re.compile("|".join([_ABOUT, *(each.pattern for each in _SENSES.values())]))
_YEARLY = " a year"
_TWO = 2  # measures that are compared
_MOST = 4  # figures told of a field on which reports differ; more are counted
_CODES = {
    "status": "status",
    "binding": "binding",
    "otherSide": "other_side",
}  # fields with few values, which are all told, and the lists of these
_WHOLE = {*_CODES, "qualifier"}


def differing(reader: Reader, pledge: str, claims: Sequence[Statement]) -> Iterator[str]:
    """Sentences on the fields with their values, as "the amount: $2bn (3) or $3bn (1); 5 (2) or 7 aircraft (1)".

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
    given["amount"] = _with_near(_of_all_time(given.get("amount", {})), claims)
    rivals = given["amount"] if len(given["amount"]) > 1 else {}
    given["qualifier"] = _meant("; ".join((reader.label(pledge), *rivals)), claims)
    given = {name: values for name, values in given.items() if len(values) > 1}
    unlisted = _above(reader, pledge, claims).keys() - given.get("status", {}).keys()  # by `conflicts`
    measures = _measures(claims)
    farther = _farther(claims, unlisted) if unlisted else {}
    also = [filled(words()["caution"]["above_too"], farther)] if farther else []
    more = {"status": also, "amount": _slips(claims, measures, rivals)}
    told = [
        f"{_named(name, claims, given[name])}: "
        f"{'; '.join([*_beside(name, given[name], measures), *more.get(name, ())])}"
        for name in words()["differ"]
        if name in given
    ]
    terms = dict.fromkeys(row["field"] for row in term_rivals(reader, pledge, reader.node(pledge)))
    told += [field(name) for name in terms]
    if told:
        yield filled(words()["caution"]["differ"], {"fields": "; on ".join(told)})
    if farther and "status" not in given:
        yield capital(filled(words()["caution"]["above"], farther))
    shown = f"{reader.label(pledge)}; {'; '.join(told)}"
    if listed_sums := at_list(shown, claims):
        yield filled(words()["but"]["at_list"], {"figures": listed_sums})
    if unlike := _unlike(claims):
        yield filled(words()["but"]["unlike"], {"figures": unlike})
    elif besides := also_told(shown, claims):
        yield filled(words()["but"]["besides"], {"figures": besides})


def _named(field: str, claims: Sequence[Statement], values: Collection[str]) -> str:
    """A field in words; of an answer also whose: of the side that those who tell of it do not quote."""
    if field == "qualifier":
        return filled(words()["differ"][field], {"senses": _senses(values)})
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


def _meant(shown: str, claims: Sequence[Statement]) -> dict[str, int]:
    """All forms of the figures shown that some have as a limit, as a minimum or for a year and others do not."""
    forms: dict[str, Counter[str]] = {}  # the number of things or the sum alone → its forms
    for each in (amount for figure in figures(claims) for _, amount in figure.given if not amount.converted):
        top = each if each.high is None else each.model_copy(update={"value": each.high, "low": None, "high": None})
        forms.setdefault(_bare(amounts.say(as_stated(top))), Counter())[amounts.say(as_stated(each))] += 1
    told = (forms[bare] for bare in forms if re.search(rf"(?<![\w.,]){re.escape(bare)}(?!\w|[.,]\d)", shown))
    return {
        form: often for held in map(_plainly, told) if len(held) > 1 and _senses(held) for form, often in held.items()
    }


def _plainly(forms: Counter[str]) -> Counter[str]:
    """Forms of a figure, with "about" only where none is without it: that says neither limit nor minimum."""
    held: Counter[str] = Counter()
    for form, often in forms.items():
        bare = form.removeprefix(_ABOUT)
        held[bare if bare in forms else form] += often
    return held


def _bare(figure: str) -> str:
    """A figure in words, without what it is of its number: a limit, a minimum, so much a year."""
    return _LOOSE.sub("", figure).removesuffix(_YEARLY)


def _senses(values: Iterable[str]) -> str:
    """In what sense forms of a figure differ, as words."""
    told = words()["sense"]
    found = [told[name] for name, sense in _SENSES.items() if any(map(sense.match, values))]
    yearly = [told["yearly"]] if len({each.endswith(_YEARLY) for each in values}) > 1 else []
    return listed(filter(None, [listed(found, len(told), " or "), *yearly]), len(told), told["too"])


def _with_near(given: Mapping[str, int], claims: Sequence[Statement]) -> dict[str, int]:
    """Rival sums with those so near one of them that it takes them for roundings: the list is then whole."""
    if len(given) <= 1:
        return dict(given)
    shown, measures = "; ".join(given), _measures(claims)
    kinds = {(measures.get(value), value.endswith(_YEARLY)) for value in given}
    near: dict[str, int] = {}
    for pairs in others(shown, claims):
        form = amounts.say(as_stated(pairs[0][1]))
        if (_measure(pairs[0][1]), form.endswith(_YEARLY)) in kinds:
            near[form] = len({claim.report_iri for claim, _ in pairs})
    return {**given, **near}


def _slips(claims: Sequence[Statement], measures: Mapping[str, str], rivals: Collection[str]) -> list[str]:
    """The figures left out of rivals of their measure as errors by a power of ten, and who gives them.

    What is the same in another currency is told as it is given: nobody prints what it comes to.
    """
    kinds = {measures.get(value) for value in rivals}
    wrong = [slip for slip in slips(claims) if _measure(slip.wrong.amount) in kinds]
    told = words()["caution"]["slip"]
    return [filled(told, {"wrong": _as_given(slip.wrong), "words": slip.words}) for slip in wrong]


def _as_given(figure: Figure) -> str:
    """A figure as it is given, each form with who gives it: "$55bn (GMT Eight) or ¥8tn (Yomiuri)"."""
    forms: dict[str, list[Statement]] = {}
    for claim, each in figure.given:
        forms.setdefault(amounts.say(as_stated(each)), []).append(claim)
    ranked = sorted(forms, key=lambda form: form != figure.said)
    return listed([f"{form} ({by(forms[form])})" for form in ranked], len(ranked), " or ")


def _of_all_time(given: Mapping[str, int]) -> dict[str, int]:
    """The sums without one of which no period is told where others give the same a year."""
    yearly = {_bare(value) for value in given if value.endswith(_YEARLY)}
    return {value: often for value, often in given.items() if value.endswith(_YEARLY) or _bare(value) not in yearly}


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
    """Values of one measure with how often each is told, the most told first: a tonnage is no rival of a sum."""
    often = sorted(values, key=lambda value: (-values[value], value))
    of: dict[str, list[str]] = {}
    for value in often:
        of.setdefault(measures.get(value, ""), []).append(f"{_spoken(field, value)} ({values[value]})")
    rivals = [held for held in of.values() if len(held) > 1] or list(of.values())
    most = len(values) if field in _WHOLE else _MOST
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
