"""Which other figures reports give a pledge than its label and its rivals tell, each with the reports that give it."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from decimal import Context

from kg.ledger.figures import as_stated, slips
from kg.model import amounts, codes
from kg.model.claims import Amount
from kg.model.phrases import few_told, filled, listed, with_article
from kg.model.statement import Statement
from kg.query.sources import by, quotation, reports_of
from kg.questions.benefits.benefit_words import unnamed, words
from kg.questions.benefits.worded import at_list_prices, stands_alone

__all__ = [
    "also_told",
    "at_list",
    "gives",
    "gives_another",
    "gives_as_told",
    "gives_besides",
    "money_given",
    "others",
    "weighing",
]

_PLAIN = ("percent", "percentage_point", "unit")  # units that say nothing without what is counted
_MOST = 2  # figures told, each in a report's sentence; more are counted
_YEARLY = " a year"
_NUMBER, _MONEY = re.compile(r"\d"), re.compile(r"[$€£¥₩]\d")  # of a label
_DIGITS = re.compile(r"\d[\d.,]*(?<![.,])")
_THREE = Context(prec=3)  # digits by which figures are told apart


def also_told(shown: str, claims: Sequence[Statement]) -> str:
    """As "“The jets come to $9bn if bought” (CNA, 2025-08-22; also NHK, undated)"; empty without any.

    Of a pledge whose label has a figure. Left out are slips by a power of ten, what is `shown` already but for "about"
    or "more than", and what somebody who gives a figure shown gives beside it: firm orders beside those with options.
    Each is told in the sentence of a report that prints it: that has for how many, for which year, on what condition.
    """
    alike = [same for pairs in others(shown, claims) for same in _in_one_sense(pairs)]
    often = sorted(alike, key=lambda pairs: (-len(reports_of(_claims_of(pairs))), _said(pairs)))
    told: dict[str, str] = {}  # the claim shown → what is told
    for pairs in often:
        told.setdefault((_printing(pairs) or pairs[0][0]).iri, _said(pairs))
    return few_told(list(told.values()), _MOST)


def others(shown: str, claims: Sequence[Statement]) -> list[list[tuple[Statement, Amount]]]:
    """The figures that are told beside those shown, each with who gives it."""
    wrong = {(claim.iri, each) for slip in slips(claims) for claim, each in slip.wrong.given}
    given = [pair for claim in claims for pair in _own(claim) if (claim.iri, pair[1]) not in wrong]
    told = [pair for pair in given if _in(shown, pair[1])]
    held: dict[str, list[tuple[Statement, Amount]]] = {}
    for claim, each in given if told else ():
        if not _in(shown, each) and each.unit not in _PLAIN and not _is_end(each, given):
            held.setdefault(_bare(each), []).append((claim, each))
    return [pairs for pairs in held.values() if not _beside(pairs, told)]


def at_list(shown: str, claims: Sequence[Statement]) -> str:
    """The sums `shown` that a report tells as sums at list prices, in its sentence: that has of how many things."""
    held: dict[str, list[tuple[Statement, Amount]]] = {}
    for claim, each in (pair for told in claims for pair in _own(told)):
        if _is_listed(claim, each) and _in(shown, each):
            held.setdefault(_worded(each), []).append((claim, each))
    return few_told(list(dict.fromkeys(map(_said, held.values()))), _MOST)


def _in_one_sense(pairs: Sequence[tuple[Statement, Amount]]) -> list[list[tuple[Statement, Amount]]]:
    """Who gives a figure, those apart that have it as a limit, as a minimum or in another unit; "about" is no sense."""
    held: dict[str, list[tuple[Statement, Amount]]] = {}
    for claim, each in pairs:
        plain = each.model_copy(update={"qualifier": "exact"}) if each.qualifier == "about" else each
        held.setdefault(_worded(plain), []).append((claim, each))
    return list(held.values())


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


def gives_as_told(label: str, claim: Statement) -> bool:
    """Whether a claim gives a figure of a label as this has it: so much a year, or in all."""
    alike = (each for _, each in _own(claim) if _in(label, each))
    return any((each.recurrence == "per_year") == (f"{_number(each)}{_YEARLY}" in label) for each in alike)


def _number(amount: Amount) -> str:
    return _bare(amount).removesuffix(_YEARLY)


def weighing(label: str, claims: Sequence[Statement]) -> Statement | None:
    """The first claim that gives two sums of a label, and so tells of what each is; None where its sums are no two."""
    money = [(claim, [each for _, each in _own(claim) if each.unit in codes.currencies()]) for claim in claims]
    apart = (claim for claim, given in money if len({_bare(each) for each in given if _in(label, each)}) > 1)
    return next(apart, None)


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


def _claims_of(pairs: Iterable[tuple[Statement, Amount]]) -> list[Statement]:
    """The claims that give a figure, each once."""
    return list(dict.fromkeys(claim for claim, _ in pairs))


def _printing(pairs: Sequence[tuple[Statement, Amount]]) -> Statement | None:
    """The claim whose kept sentence prints a figure; of several one that can be read by itself, the shortest."""
    having = [claim for claim, each in pairs if _prints(claim, each)]
    return min(having, key=lambda claim: (not stands_alone(_text(claim)), len(_text(claim))), default=None)


def _text(claim: Statement) -> str:
    return claim.claim.evidence or ""


def _prints(claim: Statement, amount: Amount) -> bool:
    """Whether the kept sentence of a claim has the number of a figure, in digits or spelled."""
    given = _numbers(amount.as_printed or "") or _numbers(amounts.say(as_stated(amount)))
    return given <= _numbers(_text(claim))


def _numbers(text: str) -> set[str]:
    """The numbers of a text as digits; "one" and "a" count nothing by themselves."""
    from kg.loaders.grammar.lexicon import words as lexicon  # the grammar is loaded with what needs it

    spelled = lexicon("magnitudes")["words"]
    found = (spelled.get(word.lower(), 0) for word in re.findall(r"[A-Za-z]+", text))
    return {*_DIGITS.findall(text), *(str(number) for number in found if number > 1)}


def _said(pairs: Sequence[tuple[Statement, Amount]]) -> str:
    """A figure in the sentence of a report that prints it, else in words, whose it is, by which reports.

    To other reports than the one quoted the figure alone is credited: what else its sentence says they need not.
    """
    claims = _claims_of(pairs)
    plain = min({_worded(each) for _, each in pairs}, key=len)  # without "about", where some have none
    if shown := _printing(pairs):
        rest = [claim for claim in claims if claim.report_iri != shown.report_iri]
        given = {**quotation(shown), "nobody": "" if rest else unnamed(shown), "figure": plain, "more": by(rest)}
        return filled(words()["also"]["quoted"], given if rest else {**given, "figure": ""})
    voices = {each.said_by for _, each in pairs}
    voice = voices.pop() if len(voices) == 1 else None
    party = codes.party(voice) if voice else None
    given = {
        "figure": filled(words()["also"].get(pairs[0][1].unit, "{figure}"), {"figure": plain}),
        "voice": with_article(party.label if party else voice) if voice else "",
        "beside": _things_beside(pairs),
        "source": ", ".join(filter(None, (by(claims), unnamed(claims[0]) if len(claims) == 1 else ""))),
    }
    return filled(words()["also"]["each"], given)


def _things_beside(pairs: Sequence[tuple[Statement, Amount]]) -> str:
    """Of a sum the numbers of things that all who give it give beside it: it may be of any of these."""
    if pairs[0][1].unit not in codes.currencies():
        return ""
    given = [[each for each in claim.amounts if each.unit not in codes.currencies()] for claim in _claims_of(pairs)]
    said = [dict.fromkeys(amounts.say(as_stated(each)) for each in held) for held in given]
    common = [each for each in said[0] if all(each in held for held in said)]
    return listed(common, len(common))


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


def _is_listed(claim: Statement, amount: Amount) -> bool:
    """Whether a sum is told at list prices."""
    return amount.unit in codes.currencies() and at_list_prices(claim.claim.evidence or "")
