"""Which other figures reports give a pledge than its label and its rivals tell, each with the reports that give it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from decimal import Context

from kg.ledger.figures import as_stated, slips
from kg.model import amounts, codes
from kg.model.claims import Amount
from kg.model.phrases import few_told, filled, with_article
from kg.model.statement import Statement
from kg.query.sources import by, reports_of
from kg.questions.benefits.benefit_words import unnamed, words
from kg.questions.benefits.worded import at_list_prices

__all__ = ["also_told", "at_list", "gives", "gives_another", "gives_besides", "money_given"]

_PLAIN = ("percent", "percentage_point", "unit")  # units that say nothing without what is counted
_MOST = 4  # figures told; more are counted
_LOOSE = ("about", "up_to")  # qualifiers by which a figure is the same as without one
_NUMBER, _MONEY = re.compile(r"\d"), re.compile(r"[$€£¥₩]\d")  # of a label
_THREE = Context(prec=3)  # digits by which figures are told apart


def also_told(shown: str, claims: Sequence[Statement]) -> str:
    """As "$9bn (Financial Post, undated); $8.8bn, at list prices (Gulf News, 2019-11-20)"; empty without any.

    Of a pledge whose label has a figure. Left out are slips by a power of ten, what is `shown` already but for "about"
    or "more than", and what somebody who gives a figure shown gives beside it: firm orders beside those with options.
    """
    wrong = {(claim.iri, each) for slip in slips(claims) for claim, each in slip.wrong.given}
    given = [pair for claim in claims for pair in _own(claim) if (claim.iri, pair[1]) not in wrong]
    told: list[tuple[Statement, Amount]] = []
    others: list[tuple[Statement, Amount]] = []
    for pair in given:
        (told if _in(shown, pair[1]) else others).append(pair)
    if not told:
        return ""
    held: dict[tuple[str, str], list[tuple[Statement, Amount]]] = {}
    for claim, each in others:
        if each.unit not in _PLAIN and not _is_end(each, given):
            sort = "exact" if each.qualifier in _LOOSE else each.qualifier  # of one figure, each in its reports' words
            held.setdefault((_bare(each), sort), []).append((claim, each))
    left = [pairs for pairs in held.values() if not _beside(pairs, told)]
    apart = [[pair for pair in pairs if _is_listed(*pair) is way] for pairs in left for way in (False, True)]
    often = sorted(
        filter(None, apart), key=lambda pairs: (-len({claim.report_iri for claim, _ in pairs}), _said(pairs))
    )
    return few_told(list(map(_said, often)), _MOST)


def at_list(shown: str, claims: Sequence[Statement]) -> str:
    """The sums `shown` that a report tells as sums at list prices: "$38bn (Daily Sabah, undated)"."""
    held: dict[str, list[Statement]] = {}
    for claim, each in (pair for told in claims for pair in _own(told)):
        if _is_listed(claim, each) and _in(shown, each):
            held.setdefault(amounts.say(as_stated(each)), []).append(claim)
    return few_told([f"{figure} ({by(telling)})" for figure, telling in held.items()], _MOST)


def _bare(amount: Amount) -> str:
    """A figure as told, to three digits, without "about", "up to" and the like."""
    ends = {name: _THREE.plus(each) for name in ("value", "low", "high") if (each := getattr(amount, name)) is not None}
    return amounts.say(as_stated(amount.model_copy(update={**ends, "qualifier": "exact"})))


def gives(label: str, claim: Statement) -> bool:
    """Whether a claim gives a figure of a label."""
    return any(_in(label, each) for _, each in _own(claim))


def money_given(claim: Statement) -> list[str]:
    """The sums of money that a claim gives, as words, without "about" and the like."""
    money = [each for _, each in _own(claim) if each.unit in codes.currencies()]
    return [amounts.say(as_stated(each.model_copy(update={"qualifier": "exact"}))) for each in money]


def gives_another(label: str, claim: Statement) -> bool:
    """Whether a claim gives figures of which the label has none, though it has one of the kind: of money, of things."""
    same = _of_kind(label, claim)
    return bool(same) and _NUMBER.search(label) is not None and not any(_in(label, each) for each in same)


def gives_besides(label: str, claim: Statement) -> bool:
    """Whether a claim gives figures of the label's kind that this has not."""
    return any(not _in(label, each) for each in _of_kind(label, claim))


def _of_kind(label: str, claim: Statement) -> list[Amount]:
    """The figures of a claim that are of money where the label's is, of things where that is of things."""
    given = [each for each in claim.amounts if not each.converted]
    return [each for each in given if (each.unit in codes.currencies()) == bool(_MONEY.search(label))]


def _own(claim: Statement) -> Iterator[tuple[Statement, Amount]]:
    """The figures that a claim gives, not those into which it converts them; a third's estimate only of money."""
    for each in claim.amounts:
        third = each.said_by and not codes.party(each.said_by)
        if not each.converted and (not third or each.unit in codes.currencies()):
            yield claim, each


def _in(shown: str, amount: Amount) -> bool:
    """Whether a text has a figure; of things the number will do: "8" of eight aircraft engines in "8 engines"."""
    figure = _bare(amount)
    if amount.unit not in codes.currencies() and (amount.recurrence == "total" or amount.unit in _PLAIN):
        figure = figure.split(" ")[0]
        if figure == "1" and re.search(r"\bone\b", shown):
            return True
    return re.search(rf"(?<![\w.,–]){re.escape(figure)}(?![\w–]|[.,]\d)", shown) is not None


def _is_end(amount: Amount, given: Collection[tuple[Statement, Amount]]) -> bool:
    """Whether a figure is an end of a range that is told."""
    ranges = ((each.low, each.high) for _, each in given if each.unit == amount.unit and each.value is None)
    return amount.value is not None and any(amount.value in ends for ends in ranges)


def _beside(pairs: Sequence[tuple[Statement, Amount]], told: Collection[tuple[Statement, Amount]]) -> bool:
    """Whether some claim gives a figure beside one shown of the same measure, in the same voice."""
    return any(
        claim is other
        and (each.unit, each.recurrence) == (held.unit, held.recurrence)
        and each.said_by in (None, held.said_by)
        for claim, each in pairs
        for other, held in told
    )


def _said(pairs: Sequence[tuple[Statement, Amount]]) -> str:
    """A figure as most word it, in dollars too where one converts it, whose it is, at list prices, by which reports."""
    forms: dict[str, list[Statement]] = {}
    for claim, each in pairs:
        forms.setdefault(_worded(each), []).append(claim)
    often = sorted(forms, key=lambda form: (-len(reports_of(forms[form])), len(form), form))
    most = " or ".join([*(f"{form} ({by(forms[form])})" for form in often[:-1]), often[-1]])
    claims = list(dict.fromkeys(forms[often[-1]]))
    voices = {each.said_by for _, each in pairs}
    voice = voices.pop() if len(voices) == 1 else None
    party = codes.party(voice) if voice else None
    given = {
        "figure": filled(words()["also"].get(pairs[0][1].unit, "{figure}"), {"figure": most}),
        "dollars": next((found for claim, each in pairs if (found := _dollars(claim, each))), ""),
        "voice": with_article(party.label if party else voice) if voice else "",
        "listed": words()["beside"]["listed"] if all(_is_listed(*pair) for pair in pairs) else "",
        "source": ", ".join(filter(None, (by(claims), _by_nobody(claims)))),
    }
    return filled(words()["also"]["each"], given)


def _worded(amount: Amount) -> str:
    """A figure in words; as its report prints it where that says what it might come to, or is in another unit."""
    printed = amount.as_printed or ""
    hedged = re.search(words()["worded"]["hedged"], printed, re.IGNORECASE)
    return f"“{printed}”" if hedged or _is_converted(amount) else amounts.say(as_stated(amount))


def _is_converted(amount: Amount) -> bool:
    """Whether a figure has more digits than its report prints: it was worked out of one in another unit."""
    digits = "".join(map(str, amount.value.normalize().as_tuple().digits)) if amount.value is not None else ""
    printed = re.sub(r"\D", "", amount.as_printed or "")
    return bool(printed) and len(digits) > len(printed)


def _by_nobody(claims: Sequence[Statement]) -> str:
    """That a figure which one report alone gives rests on unnamed sources."""
    return unnamed(claims[0]) if len(claims) == 1 else ""


def _is_listed(claim: Statement, amount: Amount) -> bool:
    """Whether a sum is told at list prices."""
    return amount.unit in codes.currencies() and at_list_prices(claim.claim.evidence or "")


def _dollars(claim: Statement, amount: Amount) -> str:
    """What a claim converts a sum of money of its own into, in dollars, where it gives one sum."""
    stated = list(claim.amounts)
    money = [each for each in stated if each.unit in codes.currencies()]
    dollars = [amounts.say(as_stated(each)) for each in money if each.converted and each.unit == "USD"]
    return dollars[0] if amount in money and len(dollars) == 1 and len(money) == 2 else ""
