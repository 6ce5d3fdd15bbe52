"""Statistics of trade and prices, rulings of courts on measures, and what was delivered of a pledge."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from kg.loaders.grammar.lexicon import Gazetteer, Hit, Verb, verbs, words
from kg.loaders.grammar.phrases import Figure
from kg.loaders.grammar.rates import Rate
from kg.loaders.grammar.reading import Sentence, has
from kg.loaders.grammar.resolve import Memory, agent, is_state
from kg.loaders.grammar.when import MONTHS

__all__ = ["Count", "Delivered", "Judgement", "find_deliveries", "find_rulings", "find_statistics"]

REACH = 90  # characters between an indicator and its figure


@dataclass(frozen=True, slots=True)
class Count:
    """A statistic before it becomes a claim."""

    sentence: Sentence
    indicator: str
    reporter: str | None
    partner: str | None
    value: Decimal
    unit: str
    qualifier: str
    period: str | None
    span: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Judgement:
    """A ruling before it becomes a claim."""

    sentence: Sentence
    court: str
    country: str | None
    date: str | None
    law: str | None
    effect: str


@dataclass(frozen=True, slots=True)
class Delivered:
    """A delivery before it becomes a claim; the pledge it belongs to is found by its sides."""

    sentence: Sentence
    pledger: str
    recipients: tuple[str, ...]
    stage: str
    figures: tuple[Figure, ...]
    full: bool
    promised: bool  # whether the sentence says that it was promised


@cache
def _indicators() -> Gazetteer[Verb]:
    return verbs({"indicator": {"nouns": words("trade")["statistics"]["indicators"]}})


@cache
def _moves() -> Gazetteer[Verb]:
    lists = words("trade")["statistics"]
    return verbs({"down": {"verbs": lists["down"]}, "up": {"verbs": lists["up"]}, "level": {"verbs": lists["level"]}})


@cache
def _never() -> Gazetteer[Verb]:
    return verbs({"never": {"verbs": words("trade")["statistics"]["never"]}})


def find_statistics(sentence: Sentence, memory: Memory) -> list[Count]:
    """Trade, price and inflation figures of a sentence; forecasts and targets are none."""
    out: list[Count] = []
    for noun in sentence.find(_indicators()):
        if sentence.find(_never(), max(sentence.start, noun.start - 40), min(sentence.end, noun.end + 40)):
            continue
        found = _count(sentence, memory, noun)
        if found and not any(each.span == found.span for each in out):
            out.append(found)
    return out


_DUTY = re.compile(r"\b(?:tariffs?|dut(?:y|ies)|lev(?:y|ies))\b")  # a percentage beside it is its rate


def _count(sentence: Sentence, memory: Memory, noun: Hit[Verb]) -> Count | None:
    indicator = noun.value.lemma
    price = re.search(r"inflation|price", indicator) is not None
    weak = indicator in ("trade", "deficit", "surplus", "shipments")
    before = [
        each
        for each in sentence.figures
        if 0 <= noun.start - each.end <= 3
        or re.fullmatch(
            r"\s+(?:annual\s+|goods\s+|bilateral\s+|in\s+)",
            sentence.between(each.end, noun.start) if each.end < noun.start else "",
        )
    ]
    if _DUTY.search(sentence.lower, sentence.start, sentence.end) and not before:
        return None
    figure: Figure | Rate | None = before[0] if before and not price else _behind(sentence, noun)
    if figure is None or (
        weak and not (isinstance(figure, Figure) and (before or sentence.find(_moves(), noun.end, figure.start)))
    ):
        return None
    reporter, partner = _sides(sentence, memory, noun)
    if weak and partner is None:
        return None
    if reporter is None or (
        not price and not re.search(r"deficit|surplus|gap|imbalance|export|import|trade|shipments", indicator)
    ):
        return None
    value, unit, qualifier = _value(sentence, noun, figure)
    return Count(
        sentence,
        indicator,
        reporter,
        partner if partner != reporter else None,
        value,
        unit,
        qualifier,
        _period(sentence, noun, figure),
        (figure.start, figure.end),
    )


def _behind(sentence: Sentence, noun: Hit[Verb]) -> Figure | Rate | None:
    """The first figure behind the indicator that a verb of moving or being, or "of", leads to."""
    limit = min(sentence.end, noun.end + REACH)
    every: list[Figure | Rate] = [*sentence.figures, *sentence.rates]
    for each in sorted(every, key=lambda item: item.start):
        if not noun.end <= each.start < limit:
            continue
        gap = sentence.between(noun.end, each.start)
        if re.search(
            r"[;]|\b(?:tariffs?|duty|duties"
            r"|levy)\b",
            gap + sentence.between(each.end, min(sentence.end, each.end + 12)),
        ) or sentence.find(_indicators(), noun.end, each.start):
            return None
        if gap.strip() in ("of", "worth", "at") or sentence.find(_moves(), noun.end, each.start):
            return each
    return None


def _value(sentence: Sentence, noun: Hit[Verb], figure: Figure | Rate) -> tuple[Decimal, str, str]:
    """Value, unit and qualifier; a fall by a percentage is negative, a rate that fell "to" a level is not."""
    if isinstance(figure, Figure):
        return figure.value if figure.value is not None else figure.high or Decimal(0), figure.unit, figure.qualifier
    gap = sentence.between(noun.end, figure.start)
    moves = sentence.find(_moves(), noun.end, figure.start)
    fell = bool(moves) and moves[-1].value.group == "down" and not re.search(r"\b(?:to|at)\s+(?:\w+\s+)?$", gap)
    return -figure.value if fell else figure.value, "percent", figure.qualifier


_WITH = re.compile(r"\b(?:with|to|from|and|between)\s+(?:the\s+)?$")


def _sides(sentence: Sentence, memory: Memory, noun: Hit[Verb]) -> tuple[str | None, str | None]:
    """(whose figure, with whom): the name before the indicator, and the one behind "with", "to" or "from"."""
    before = sentence.parties(sentence.start, noun.start)
    concern = re.search(
        r"\b(?:concerns?|complaints?|anger)\b", sentence.between(max(sentence.start, noun.start - 60), noun.start)
    )
    near = [each for each in before if noun.start - each.end < (REACH if concern else 40)]
    behind = [
        each
        for each in sentence.parties(noun.end, min(sentence.end, noun.end + REACH))
        if _WITH.search(sentence.between(max(noun.end, each.start - 12), each.start))
    ]
    reporter = near[-1].code if near else None
    partner = behind[0].code if behind else None
    if reporter is None:
        held = agent(sentence, noun.start, memory)
        reporter = held.code if held and is_state(held.code) and not before else before[-1].code if before else None
    if partner is None and concern and near:
        partner = next((each.code for each in reversed(before) if each.code != reporter), None) or memory.other(
            reporter or ""
        )
    if (
        partner is None
        and len({each.code for each in before}) == 2
        and re.search(r"-", sentence.between(before[0].end, before[-1].start))
    ):
        partner = next(each.code for each in before if each.code != reporter)
    if reporter is None and memory.subject and is_state(memory.subject.code):
        reporter = memory.subject.code
    return reporter, partner


def _period(sentence: Sentence, noun: Hit[Verb], figure: Figure | Rate) -> str | None:
    """A month or year the figure is for; the year of a bare month follows from the report's date."""
    for when in sentence.whens:
        if when.edtf and re.fullmatch(r"\d{4}(?:-\d{2})?", when.edtf) and abs(when.start - figure.end) < REACH:
            return when.edtf
    month = _MONTH.search(sentence.text, noun.start, sentence.end)
    if month and sentence.published:
        number = MONTHS.index(month[1]) + 1
        year = sentence.published.year - (number > sentence.published.month)
        return f"{year:04}-{number:02}" if year else None
    if sentence.published and sentence.published.year > 1 and "last year" in sentence.between(noun.start, sentence.end):
        return f"{sentence.published.year - 1:04}"
    return None


_MONTH = re.compile(rf"\b[Ii]n ({'|'.join(MONTHS)})\b(?! \d)")


@cache
def _judging() -> Gazetteer[Verb]:
    return verbs({"rule": {"verbs": words("trade")["rulings"]["verbs"]}})


@cache
def _courts() -> re.Pattern[str]:
    known = sorted(words("trade")["rulings"]["courts"], key=lambda each: (-len(each), each))
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(map(re.escape, known)) + r")(?!\w)(?! challenge| case| fight| battle| ruling)"
    )


def find_rulings(sentence: Sentence) -> Iterator[Judgement]:
    """A court that ruled on a measure of trade."""
    lists = words("trade")["rulings"]
    if not sentence.has(lists["context"]):
        return
    court = _courts().search(sentence.text, sentence.start, sentence.end)
    if court is None:
        return
    for hit in sentence.find(_judging(), court.end()):
        gap = sentence.between(court.end(), hit.start)
        if (
            hit.value.form not in ("past", "participle", "s")
            or re.search(r"\b(?:will|could|may|might|to|if|whether|would)\s", gap)
            or len(gap) > 60
        ):
            continue
        law = next(
            (each for each in sorted(lists["laws"], key=lambda each: (-len(each), each)) if each in sentence.quote),
            None,
        )
        date = next((when.edtf for when in sentence.whens if when.edtf), None)
        effect = sentence.text[hit.start : sentence.end].strip().rstrip(".")
        country = next((each.code for each in sentence.parties(sentence.start, court.end())), None)
        american = re.search(r"International Trade|Federal Circuit|U\.?S\.?|IEEPA", sentence.quote)
        yield Judgement(sentence, court[0], country or ("USA" if american else None), date, law, effect[:300])
        return


@cache
def _done() -> Gazetteer[Verb]:
    lists = words("trade")["deliveries"]
    return verbs(
        {stage: {"verbs": lists[stage]} for stage in ("ordered", "shipped", "paid", "contracted", "disbursed")}
    )


def find_deliveries(sentence: Sentence, memory: Memory) -> Iterator[Delivered]:
    """What was bought, shipped or paid so far under a pledge."""
    lists = words("trade")["deliveries"]
    lower = sentence.between(sentence.start, sentence.end)
    if not sentence.has(lists["cues"]):
        return
    for hit in sentence.find(_done()):
        held = agent(sentence, hit.start, memory)
        if held is None or hit.value.form not in ("past", "participle"):
            continue
        gap = sentence.between(held.end, hit.start)
        if not re.search(
            r"\b(?:has|have|had)\b|so far|already", gap + sentence.between(hit.end, min(sentence.end, hit.end + 12))
        ) or re.search(r"\b(?:not|agreed|pledged|to)\b", gap):
            continue
        figures = tuple(each for each in sentence.figures if hit.end <= each.core)
        share = [each for each in sentence.rates if hit.end <= each.start < hit.end + 30]
        others = tuple(
            dict.fromkeys(each.code for each in sentence.parties(hit.end, sentence.end) if each.code != held.code)
        )
        if figures or share:
            full = has(lower, lists["full"]) and not has(lower, lists["short"])
            promised = has(lower, lists["promised"])
            yield Delivered(sentence, held.code, others, hit.value.group, figures[:1], full, promised)
            return
