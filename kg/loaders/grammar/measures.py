"""Tariffs, quotas, controls, sanctions and subsidies: who imposes what on whom, at which rate, from when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.loaders.grammar.attribution import CALLED_FALSE
from kg.loaders.grammar.bans import find_bans, find_free_entry
from kg.loaders.grammar.lexicon import Gazetteer, Hit, Verb, verbs, words
from kg.loaders.grammar.phrases import Rate
from kg.loaders.grammar.reading import Sentence, any_of
from kg.loaders.grammar.resolve import Memory, adjacent_wish, agent
from kg.loaders.grammar.sides import BEARING, REACTS, TAKEN_UP, Found, Place, aimed_at, imposed_by, partners
from kg.loaders.grammar.terms import further, goods_of, let_in, rate_of

__all__ = ["Found", "find_measures"]

PRIORITY = ("threaten", "delay", "suspend", "exempt", "remove", "cut", "raise", "impose")
REACH = 100  # characters between a verb and its measure
_AVOID = re.compile(
    r"\b(?:avoid|avert|threat of|threatened|looming|escape|stave off|head off|prevent)\s+(?:\w+\s+){0,4}$"
)
_FREE = re.compile(r"(?:duty|tariff)-?\s?free|zero[\s-]")
_CLAUSE = re.compile(
    r"\b(?:after|before|because|citing|as (?:it|they|he|she|the|a)|while|since|when|which|who|said|says|saying|if|but"
    r"|although|though|amid|despite|hurting|helping|following|where|whereas)\b"
)  # behind these a verb has another object
_UNTIL = re.compile(r"\b(?:until|through|till)\s+(?:\w+\s+)?$")
_FROM = re.compile(
    r"\b(?:from|effective|starting|beginning|as of|since|on|start|begin|force on|effect on|effect)\s+(?:\w+\s+)?$"
)


@cache
def _nouns() -> Gazetteer[Verb]:
    return verbs({kind: {"nouns": forms} for kind, forms in words("measures")["nouns"].items()})


@cache
def _doings() -> Gazetteer[Verb]:
    return verbs({name: {"verbs": words("measures")["actions"][name]} for name in PRIORITY})


def find_measures(sentence: Sentence, memory: Memory) -> list[Found]:
    """All measures of a sentence: by noun ("a 25% tariff on"), and by verb ("banned exports of")."""
    out: list[Found] = []
    if CALLED_FALSE.search(sentence.lower, sentence.start, sentence.end):
        return out
    for place in _places(sentence):
        if found := _measure(sentence, memory, place, out):
            if found.kind == "quota" and found.action == "exempt":
                found.action = "impose"  # "open a duty-free quota"
            if out and place.noun.value.group == "quota" and not place.doings and out[-1].imposer == found.imposer:
                found.action, found.targets, found.before = "impose", out[-1].targets, None
            out.append(found)
            out += further(sentence, found, place)
            out += let_in(sentence, found, place)
    out += find_free_entry(sentence, memory, out)
    if not any(each.kind.startswith("export") for each in out):
        out += find_bans(sentence, memory)
    return out


def _places(sentence: Sentence) -> list[Place]:
    nouns = [hit for hit in sentence.find(_nouns()) if _counts(sentence, hit)]
    doings = [
        hit
        for hit in sentence.find(_doings())
        if not any(hit.start < n.end and n.start < hit.end for n in nouns) and not _noun(sentence, hit)
    ]
    out: list[Place] = []
    for n, noun in enumerate(nouns):
        floor = nouns[n - 1].end if n else sentence.start
        floor = max(floor, sentence.lower.rfind(";", floor, noun.start) + 1)
        within = n + 1 < len(nouns) and _inside_quota(sentence, noun, nouns[n + 1])
        ahead = nouns[n + 2 :] if within else nouns[n + 1 :]
        limit = _up_to(sentence, noun.end, ahead[0].start) if ahead else sentence.end
        left = tuple(
            hit
            for hit in doings
            if floor <= hit.start < noun.start
            and noun.start - hit.end < REACH
            and not _CLAUSE.search(sentence.between(hit.end, noun.start))
        )
        right = tuple(hit for hit in doings if noun.end <= hit.start < min(limit, noun.end + 60))
        gap = sentence.between(floor, noun.start)
        joined = n > 0 and not any_of(words("clauses")["stops"]).search(gap) and re.search(r"\band\b|,", gap)
        inherited = out[-1].doings if out and not left and joined else ()
        head = re.match(r"[\s-]+([a-z]+)", sentence.between(noun.end, min(sentence.end, noun.end + 24)))
        implied = words("measures")["heads"]["actions"].get(head[1]) if head else None
        last = noun.value.lemma.split()[-1]
        implied = implied or (
            words("measures")["heads"]["actions"].get(last) if last not in ("tariff", "tariffs") else None
        )
        stop = any_of(words("clauses")["stops"]).search(sentence.lower, noun.end, limit)
        end = (
            stop.start()
            if stop and stop.group() not in ("up from", "down from", "under the", "under a", "during", "when")
            else limit
        )
        begin = left[0].start if left else max(floor, noun.start - 40)
        out.append(Place(noun, left or _passive(sentence, noun, right) or inherited, begin, end, implied))
    return out


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
    return hit.value.form in ("base", "s") and (noun or lower)


def _passive(sentence: Sentence, noun: Hit[Verb], right: Sequence[Hit[Verb]]) -> tuple[Hit[Verb], ...]:
    """Verbs behind the noun that it is the subject of: "the tariff took effect", "tariffs were raised"."""
    if not right:
        return ()
    first = right[0]
    gap = sentence.between(noun.end, first.start)
    if first.value.form in ("ing",) or re.search(r"\b(?:to|that|which|who)\s+$|[;]", gap):
        return ()
    return (first,)


def _counts(sentence: Sentence, noun: Hit[Verb]) -> bool:
    """Whether the noun is a measure: no electricity tariff, no "tariff talks" without a rate."""
    heads = words("measures")["heads"]
    behind = re.match(r"[\s-]+([a-z]+)", sentence.between(noun.end, min(sentence.end, noun.end + 24)))
    before = sentence.between(max(sentence.start, noun.start - 24), noun.start).rstrip(" -")
    if any(before.endswith(each) and not before[: -len(each)][-1:].isalpha() for each in heads["not_before"]):
        return False
    if noun.value.group == "quota" and re.search(r"\bunder\s+(?:an?|the)\s+(?:[\w-]+\s+)?$", before + " "):
        return re.match(r"\s+of\s+\d", sentence.between(noun.end, sentence.end)) is not None
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


_REVENUE = re.compile(
    r"(?:\d|\b(?:million|billion|trillion|bn|tn|\d+m))(?:\s+\w+)?\s+(?:in|of|from)\s+(?:\w+\s+){0,2}$"
    r"|\b(?:average|mean|effective|weighted)\s+(?:\w+\s+)?$"
)  # what tariffs bring in, and means over all of them, are no tariffs


def _only_if(sentence: Sentence, place: Place, action: str) -> bool:
    """Whether the measure is only a condition of something else, supposed, or what somebody seeks of another."""
    noun = place.noun
    before = sentence.between(sentence.start, noun.start)
    supposed = not place.doings and _SUPPOSED.match(sentence.lower, noun.end, sentence.end)
    governing = [hit.start for hit in place.doings if hit.start < noun.start][-1:]
    if governing and _REQUEST.search(sentence.between(sentence.start, governing[0])):
        return True
    if supposed or _SHOULD.match(sentence.lower, noun.end, sentence.end):
        return True
    return _SOUGHT.search(before[-50:]) is not None or (action != "threaten" and _CONDITION.search(before) is not None)


_SUPPOSED = re.compile(
    r"[^,;.]{0,60}?\b(?:would|could|might|may)\s+(?:\w+ly\s+)?(?!take|come|be |apply|rise|fall|start|enter|go "
    r"|remain|stay)"
)  # "a 20% tariff would cost Germany …"
_REQUEST = re.compile(
    r"\b(?:requests?|calls?|demands?|appeals?|pressure|petitions?|possibility|prospects?|option|hopes?|campaign"
    r"|ways?|case|efforts?|bid"
    r"|reluctan\w+)\b[^.;,]{0,60}$"
)  # what it is about is not done yet
_SHOULD = re.compile(r"[^,;.]{0,40}?\b(?:should|must|ought to|need(?:s|ed)? to)\s+be\b")
_CONDITION = re.compile(r"\b(?:if|once|unless|as long as|provided that)\b[^,;]*$")
_SOUGHT = re.compile(
    r"\b(?:seek(?:s|ing)?|sought|want(?:s|ed|ing)?|ask(?:s|ed|ing)?|request(?:s|ed|ing)?|fear(?:s|ed|ing)?"
    r"|oppos(?:e|es|ed|ing)"
    r"|critici[sz](?:e|es|ed|ing)|condemn(?:s|ed|ing)?|denounc(?:e|es|ed|ing)|protest(?:s|ed|ing)?|hop(?:e|es|ed|ing)"
    r"|call(?:s|ed|ing)? for|push(?:es|ed|ing)? for|lobb(?:y|ies|ied|ying) (?:for|against)|brac(?:e|es|ed|ing) for"
    r"|demand(?:s|ed|ing)?|urg(?:e|es|ed|ing)|warn(?:s|ed|ing)? (?:of|against)|blam(?:e|es|ed|ing)|prais(?:e|es"
    r"|ed|ing)"
    r"|worr(?:y|ies|ied) about|worries over|argu(?:e|es|ed|ing) (?:for|against)|discuss(?:es|ed|ing)?"
    r"|recommend(?:s|ed|ing)?|forecast(?:s|ing)?|predict(?:s|ed|ing)?) "
    r"(?:for |the |an? )?(?:[\w.%-]+ ){0,4}$"
)  # of these words' objects nobody says that they are


def _measure(sentence: Sentence, memory: Memory, place: Place, earlier: Sequence[Found]) -> Found | None:
    kind = place.noun.value.group
    rate, before = rate_of(sentence, place)
    action = _action(sentence, place, rate)
    if action is None or _only_if(sentence, place, action):
        return None
    imposer, bearer = imposed_by(sentence, memory, place, earlier, _avoided(sentence, place, action))
    if earlier and place.doings and _GOES_ON.search(sentence.between(sentence.start, place.doings[0].start)):
        imposer = earlier[-1].imposer
    if imposer is None or _wished(sentence, memory, place):
        return None
    if action == "impose" and rate is not None and rate.value == 0:
        action = "exempt"
    if before is not None and rate is not None and action in ("impose", "exempt"):
        action = "cut" if rate.value < before else "raise"
    rated = rate if kind not in ("quota", "subsidy", "sanction", "export_control") else None
    found = Found(sentence, kind, imposer, [], action, rated, before)
    found.products = goods_of(sentence, place, action)
    found.targets = aimed_at(sentence, place, imposer, bearer)
    if (
        kind == "tariff"
        and found.targets == ["ALL"]
        and _OWN_EXPORTS.match(sentence.lower, place.noun.end, sentence.end)
    ):
        found.kind = "export_duty"
    if found.targets == ["ALL"]:
        found.targets = _aim_known(sentence, memory, place, found)
    _date(sentence, place, found)
    found.again = (
        not rate
        and not found.products
        and TAKEN_UP.search(sentence.between(place.noun.start - 30, place.noun.start)) is not None
    )
    return found


_GOES_ON = re.compile(r"\b(?:and|but)\s+(?:also\s+|then\s+)?$")  # a further verb of the same subject


def _avoided(sentence: Sentence, place: Place, action: str) -> bool:
    """Whether the measure hangs over the subject ("to avoid a tariff"), rather than being threatened by it."""
    threatened = any(hit.value.group == "threaten" for hit in place.doings)
    return action == "threaten" and not threatened and not (place.doings and _would(sentence, place))


def _aim_known(sentence: Sentence, memory: Memory, place: Place, found: Found) -> list[str]:
    """Targets known from what was told before: of the measure taken up, or the other sides of an agreement."""
    lead = sentence.between(max(sentence.start, place.noun.start - 30), place.noun.start)
    if memory.measure and memory.measure[0] == found.imposer and TAKEN_UP.search(lead):
        return list(memory.measure[1])
    granted = found.kind == "quota" or found.action in ("cut", "remove", "exempt")
    return partners(sentence, memory, found.imposer, granted=granted)


def _date(sentence: Sentence, place: Place, found: Found) -> None:
    """From when the measure holds, and until when."""
    for when in sentence.whens:
        if not when.edtf or not place.begin <= when.start < max(place.end, place.noun.end):
            continue
        ahead = sentence.between(max(sentence.start, when.start - 24), when.start)
        if _UNTIL.search(ahead):
            found.ends = found.ends or when.edtf
        elif (
            _FROM.search(ahead)
            and (not when.relative or " effect" in ahead or "from" in ahead)
            and found.action not in ("threaten", "delay")
        ):
            found.effective = found.effective or when.edtf


_OWN_EXPORTS = re.compile(
    r"\s+on\s+(?:(?:the|its)\s+)?(?:(?!its\b|their\b|most\b|all\b)[a-z-]+\s+){0,3}exports?\b(?!\s+to\s)"
)


def _wished(sentence: Sentence, memory: Memory, place: Place) -> bool:
    """Whether somebody else only wants it: "wants Pakistan to scrap its duty"."""
    if not place.doings or place.doings[0].start > place.noun.start:
        return False
    held = agent(sentence, place.doings[0].start, memory)
    return held is not None and adjacent_wish(sentence, held)


def _action(sentence: Sentence, place: Place, rate: Rate | None) -> str | None:
    """The action of a measure: what is done to it, or what the noun itself says; None if it is only mentioned."""
    before = sentence.between(max(sentence.start, place.noun.start - REACH), place.noun.start)
    lead = sentence.between(
        max(sentence.start, (rate.start if rate and rate.start < place.noun.start else place.noun.start) - REACH),
        rate.start if rate and rate.start < place.noun.start else place.noun.start,
    )
    if _AVOID.search(lead):
        return "threaten" if rate else None
    if rate is None and REACTS.search(before):
        return None
    names = [hit.value.group for hit in place.doings]
    if place.doings and re.search(
        r"\b(?:not|without|ruled? out|never)\b|n['’]t\b",
        sentence.between(
            place.doings[0].start - 12 if place.doings[0].start - 12 > sentence.start else sentence.start,
            place.doings[0].start,
        ),
    ):
        return None
    lemmas = {hit.value.lemma for hit in place.doings}
    if lemmas & BEARING and re.search(
        r"\b(?:if|unless|could|may|might|would)\b",
        sentence.between(max(sentence.start, place.begin - 12), min(sentence.end, place.end + 8)),
    ):
        return "threaten" if rate else None
    if _FREE.match(place.noun.value.lemma):
        ended = {"remove", "cut", "suspend"} & set(names)
        return "threaten" if "threaten" in names else None if ended else "exempt"
    if place.implied and not {"threaten", "delay", "suspend"} & set(names):
        return place.implied if names or rate else None
    if {"impose", "raise"} & set(names) and _would(sentence, place):
        return "threaten"
    for name in PRIORITY:
        if name in names and not (
            name == "threaten" and lemmas <= {"warn", "propose", "study", "investigate", "eye", "float"} and not rate
        ):
            return (
                "impose"
                if name == "impose" and not _generic_only(before, lemmas, rate)
                else name
                if name != "impose"
                else None
            )
    return "impose" if rate is not None else None


def _would(sentence: Sentence, place: Place) -> bool:
    """Whether it is only said what would be done: "a bill that would impose", "would respond with tariffs if"."""
    last = place.doings[-1] if place.doings[-1].start < place.noun.start else place.doings[0]
    before = sentence.between(max(sentence.start, last.start - 30), last.start)
    modal = re.search(r"\b(?:would|could|might)\s+(?:\w+ly\s+)?(?:be\s+)?$", before) is not None
    draft = re.search(
        r"\b(?:bill|legislation|draft|proposal|proposed|if|unless)\b", sentence.between(sentence.start, sentence.end)
    )
    return modal and draft is not None


def _generic_only(before: str, lemmas: set[str], rate: Rate | None) -> bool:
    """Whether the only verb is too general to impose anything without a rate ("agree", "start")."""
    weak = {
        "agree",
        "begin",
        "start",
        "face",
        "pay",
        "be subject",
        "include",
        "accept",
        "sign",
        "decide",
        "order",
        "keep",
        "maintain",
        "retain",
        "add",
        "announce",
        "open",
        "put",
        "set",
        "place",
        "limit",
        "approve",
        "extend",
        "grant",
        "launch",
        "hit",
    }
    near = re.search(
        r"(?:\bput|\bset|\bplace[sd]?|\bannounce[sd]?|\badd(?:s|ed)?|\bopen(?:s|ed)?|\bgrant(?:s|ed)?|\bkeep"
        r"|\bkept|\bextend(?:s|ed)?|\bapprove[sd]?|\bhits?)\s+(?:[\w.'’-]+\s+){0,7}$",
        before,
    )
    return lemmas <= weak and rate is None and near is None
