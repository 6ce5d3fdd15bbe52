"""Where a measure stands in its sentence: its noun, the verbs that lead to it or whose subject it is, its zone."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache

from kg.loaders.grammar.lexicon import Gazetteer, Hit, Verb, verbs, words
from kg.loaders.grammar.measure_actions import PRIORITY, REACH
from kg.loaders.grammar.measure_places import Place
from kg.loaders.grammar.reading import Sentence, stops
from kg.loaders.grammar.resolve import Memory

__all__ = ["places"]

_CLAUSE = re.compile(
    r"\b(?:after|before|because|citing|as (?:it|they|he|she|the|a)|that|while|since|when|which|who|said|says|saying"
    r"|if|but|although|though|amid|despite|hurting|helping|following|where|whereas)\b"
)  # behind these a verb has another object


@cache
def _nouns() -> Gazetteer[Verb]:
    return verbs({kind: {"nouns": forms} for kind, forms in words("measures")["nouns"].items()})


@cache
def _doings() -> Gazetteer[Verb]:
    return verbs({name: {"verbs": words("measures")["actions"][name]} for name in PRIORITY})


def places(sentence: Sentence, memory: Memory) -> list[Place]:
    """All places of measures in a sentence."""
    nouns = [hit for hit in sentence.find(_nouns()) if _counts(sentence, hit)]
    nouns = [
        replace(hit, end=hit.end - len(" on")) if hit.value.lemma.startswith("rate") else hit
        for hit in nouns
        if not hit.value.lemma.startswith("rate") or _tariff_rate(sentence, memory, hit)
    ]
    doings = [
        hit
        for hit in sentence.find(_doings())
        if not any(hit.start < n.end and n.start < hit.end for n in nouns)
        and not _noun(sentence, hit)
        and (hit.value.lemma != "plan" or hit.value.form in ("base", "s", "ing"))
    ]
    out: list[Place] = []
    for n, noun in enumerate(nouns):
        floor = nouns[n - 1].end if n else sentence.start
        floor = max(floor, sentence.lower.rfind(";", floor, noun.start) + 1)
        if out and out[-1].doings and out[-1].doings[0].start > nouns[n - 1].start:  # the verb behind is its own
            floor = max(floor, sentence.lower.rfind(", and the ", floor, noun.start))
        within = n + 1 < len(nouns) and _inside_quota(sentence, noun, nouns[n + 1])
        ahead = nouns[n + 2 :] if within else nouns[n + 1 :]
        limit = _up_to(sentence, noun.end, ahead[0].start) if ahead else sentence.end
        left = tuple(
            hit
            for hit in doings
            if floor <= hit.start < noun.start
            and noun.start - hit.end < REACH
            and not _CLAUSE.search(sentence.between(hit.end, noun.start))
            and not _new_clause(sentence, hit.end, noun.start, doings)
        )
        right = tuple(hit for hit in doings if noun.end <= hit.start < min(limit, noun.end + _near(sentence, hit)))
        gap = sentence.between(floor, noun.start)
        joined = n > 0 and not stops().search(gap) and re.search(r"\band\b|,", gap)
        inherited = out[-1].doings if out and not left and joined else ()
        head = re.match(r"[\s-]+([a-z]+)", sentence.between(noun.end, min(sentence.end, noun.end + 24)))
        implied = words("measures")["heads"]["actions"].get(head[1]) if head else None
        last = noun.value.lemma.split()[-1]
        implied = implied or (
            words("measures")["heads"]["actions"].get(last) if last not in ("tariff", "tariffs") else None
        )
        stop = stops().search(sentence.lower, noun.end, limit)
        end = (
            stop.start()
            if stop and stop.group() not in ("up from", "down from", "under the", "under a", "during", "when")
            else limit
        )
        begin = left[0].start if left else max(floor, noun.start - 40)
        out.append(Place(noun, left or _passive(sentence, noun, right) or inherited, begin, end, implied))
    return out


def _near(sentence: Sentence, verb: Hit[Verb]) -> int:
    """How far behind its noun a verb may stand; a passive further, for goods and targets stand between."""
    return 110 if _BEEN.search(sentence.between(max(sentence.start, verb.start - 16), verb.start)) else 60


_BEEN = re.compile(r"\b(?:was|were|been)\s+(?:\w+ly\s+)?$")


def _new_clause(sentence: Sentence, start: int, end: int, doings: Sequence[Hit[Verb]]) -> bool:
    """Whether a clause with subject and verb of its own begins between: "halts purchases as Chile cuts its tariff"."""
    return any(
        _AS.search(sentence.between(max(start, each.start - 10), each.start))
        and any(each.end < hit.start <= each.end + 12 and hit.value.form != "ing" for hit in doings)
        for each in sentence.names
        if start <= each.start < end and each.kind in ("party", "person", "reference")
    )


_AS = re.compile(r"\b(?:as|and)\s+(?:the\s+)?$")


def _up_to(sentence: Sentence, start: int, following: int) -> int:
    """Where the zone of a noun ends: before the next noun and the rate that leads to it ("… with a 28% levy")."""
    for rate in sentence.rates:
        gap = sentence.between(rate.end, following)
        led = re.search(r"\b(?:of|to|at|from|is|was|now|by)\s+(?:\w+\s+)?$", sentence.between(start, rate.start))
        if (
            start < rate.start
            and rate.end <= following
            and re.fullmatch(r"[\s-]*(?:[\w-]+[\s-]+){0,2}", gap)
            and not led
        ):
            return rate.start
    return following


def _inside_quota(sentence: Sentence, noun: Hit[Verb], behind: Hit[Verb]) -> bool:
    """Whether a tariff is charged on what a quota lets in: "cut its tariff to 10% on a quota of …"."""
    gap = sentence.between(noun.end, behind.start)
    return (
        behind.value.group == "quota"
        and re.search(r"\b(?:on|within|for|under|inside)\s+(?:an?|the)\s+(?:[\w-]+\s+)?$", gap) is not None
    )


def _noun(sentence: Sentence, hit: Hit[Verb]) -> bool:
    """Whether a verb form stands as a noun ("the end", "a cut")."""
    before = sentence.between(max(sentence.start, hit.start - 8), hit.start)
    noun = re.search(r"\b(?:the|an?|its|their|this|no|of|in)\s+$", before) is not None
    lower = (
        hit.value.lemma == "lower" and re.search(r"\b(?:for|with|at|on|from|than|by|much|even)\s+$", before) is not None
    )
    frozen = hit.value.form == "participle" and hit.value.lemma == "freeze" and _IS.search(before) is None  # fish
    if hit.value.lemma == "accord" and hit.value.form == "ing":
        return True  # "according to"
    return frozen or (hit.value.form in ("base", "s") and (noun or lower))


_IS = re.compile(r"\b(?:is|are|was|were|be|been|has|have|had)\s+(?:\w+\s+)?$")


def _passive(sentence: Sentence, noun: Hit[Verb], right: Sequence[Hit[Verb]]) -> tuple[Hit[Verb], ...]:
    """Verbs behind the noun that it is the subject of: "the tariff took effect", "tariffs were raised"."""
    if not right:
        return ()
    first = right[0]
    gap = sentence.between(noun.end, first.start)
    rises = first.value.lemma in (
        "rise",
        "fall",
        "double",
        "increase",
        "drop to",
        "come down",
        "climb",
        "go up",
        "go down",
        "halve",
    )
    if first.value.form == "ing" or ((gap.strip() != "to" or not rises) and _OWN_VERB.search(gap)):
        return ()
    return (first,)


def _tariff_rate(sentence: Sentence, memory: Memory, noun: Hit[Verb]) -> bool:
    """Whether "the rate on" is a tariff's: a rate is told, and tariffs were spoken of."""
    before = sentence.between(sentence.start, noun.start)
    told = memory.measure is not None or re.search(r"\b(?:tariff|dut(?:y|ies)|lev(?:y|ies))", before)
    other = re.search(r"\b(?:interest|tax|policy|lending|growth|vat|mortgage|exchange|tariff|duty|levy)\s+$", before)
    return bool(told) and other is None and any(rate.start > noun.end for rate in sentence.rates)


_OWN_VERB = re.compile(r"\b(?:to|that|which|who)\s+$|[;]")


def _counts(sentence: Sentence, noun: Hit[Verb]) -> bool:
    """Whether the noun is a measure: no electricity tariff, no "tariff talks" without a rate."""
    heads = words("measures")["heads"]
    behind = re.match(r"[\s-]+([a-z]+)", sentence.between(noun.end, min(sentence.end, noun.end + 24)))
    before = sentence.between(max(sentence.start, noun.start - 24), noun.start).rstrip(" -")
    if any(before.endswith(each) and not before[: -len(each)][-1:].isalpha() for each in heads["not_before"]):
        return False
    if noun.value.lemma == "levy" and re.search(r"\b(?:will|would|to|may|can|could|should)$", before):
        return False  # a verb
    if sentence.text.startswith(":", noun.end):
        return False  # what a line of a list is about: "Tariffs: …"
    if noun.value.group == "quota" and re.search(r"\bunder\s+(?:an?|the)\s+(?:[\w-]+\s+)?$", before + " "):
        return re.match(r"\s+of\s+\d", sentence.between(noun.end, sentence.end)) is not None
    if _BUILDS_ON.search(before + " "):
        return False
    if _REVENUE.search(sentence.between(max(sentence.start, noun.start - 40), noun.start)):
        return False
    if (
        noun.value.group in ("sanction", "subsidy", "quota")
        and behind
        and behind[1] in ("relief", "talks", "regime", "policy", "evasion", "monitors")
    ):
        return False
    if behind and behind[1] in heads["not_measure"]:
        near = [rate for rate in sentence.rates if 0 <= noun.start - rate.end < 24]
        return bool(near)
    return True


_BUILDS_ON = re.compile(r"\b(?:upon|on) (?:earlier|previous|existing|prior)\s+$")  # what a measure adds to
_REVENUE = re.compile(
    r"(?:\d|\b(?:million|billion|trillion|bn|tn|\d+m))(?:\s+\w+)?\s+(?:in|of|from)\s+(?:\w+\s+){0,2}$"
    r"|\b(?:average|mean|effective|weighted)\s+(?:[\w()]+\s+){0,6}$"
)  # what tariffs bring in, and means over all of them, are no tariffs
