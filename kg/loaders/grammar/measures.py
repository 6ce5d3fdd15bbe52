"""Tariffs, quotas, controls, sanctions and subsidies: who imposes what on whom, at which rate, from when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from itertools import pairwise

from kg.loaders.grammar.attribution import CALLED_FALSE
from kg.loaders.grammar.bans import find_bans
from kg.loaders.grammar.borne import find_borne
from kg.loaders.grammar.carried import find_carried
from kg.loaders.grammar.entities import find_products
from kg.loaders.grammar.exemptions import find_exemptions, find_licences
from kg.loaders.grammar.free_entry import find_free_entry
from kg.loaders.grammar.lexicon import Gazetteer, Hit, Verb, verbs, words
from kg.loaders.grammar.measure_actions import PRIORITY, REACH, action_of, avoided, only_if, wished
from kg.loaders.grammar.measure_places import Found, Place
from kg.loaders.grammar.measure_rows import aimed_by_list, find_rate_change, find_rows, listed
from kg.loaders.grammar.reading import Sentence, stops
from kg.loaders.grammar.resolve import Memory, agent, is_state
from kg.loaders.grammar.sanctions import find_sanctions, firms_aimed_at
from kg.loaders.grammar.sides import TAKEN_UP, imposed_by
from kg.loaders.grammar.targets import aimed_at, partners
from kg.loaders.grammar.terms import further, goods_of, let_in, rate_of

__all__ = ["Found", "find_measures"]

_CLAUSE = re.compile(
    r"\b(?:after|before|because|citing|as (?:it|they|he|she|the|a)|that|while|since|when|which|who|said|says|saying"
    r"|if|but|although|though|amid|despite|hurting|helping|following|where|whereas)\b"
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


_OPENED = re.compile(r"\b(?:allow|open|grant|creat|establish|introduc)\w*\s+(?:an?|the|new)\s+(?:[\w-]+\s+){0,3}$")


def find_measures(sentence: Sentence, memory: Memory) -> list[Found]:
    """All measures of a sentence: by noun ("a 25% tariff on"), and by verb ("banned exports of")."""
    out: list[Found] = []
    if CALLED_FALSE.search(sentence.lower, sentence.start, sentence.end):
        return out
    borne = find_borne(sentence, memory)
    hit = {each.rate.start for each in borne if each.rate}
    for place in _places(sentence, memory):
        found = _measure(sentence, memory, place, out)
        if found and not (hit and (found.rate is None or found.rate.start in hit)):
            opened = _OPENED.search(sentence.between(sentence.start, place.noun.start)[-50:])
            if found.kind == "quota" and (found.action == "exempt" or opened):
                found.action = "impose"  # "open a duty-free quota"
            if out and place.noun.value.group == "quota" and not place.doings and out[-1].imposer == found.imposer:
                found.action, found.targets, found.before = "impose", out[-1].targets, None
            out.append(found)
            out += _jointly(sentence, memory, place, found)
            out += further(sentence, found, place)
            out += let_in(sentence, found, place)
    _join_rate(out)
    out = [*borne, *(each for each in out if each.rate is None or each.rate.start not in hit)]
    for one, two in pairwise(out):
        if one.imposer == two.imposer and one.targets == ["ALL"] and not one.products and one.rate and two.rate:
            joined = re.match(r"\s+and\s", sentence.between(one.rate.end, sentence.end))
            if joined:  # "duties of up to 2% and anti-dumping duties of up to 57% on polysilicon from"
                one.targets, one.products = two.targets, two.products
    out += find_free_entry(sentence, memory, out)
    out += [] if out else find_rows(sentence, memory) or find_rate_change(sentence, memory)
    if not any(each.kind in ("export_ban", "export_control", "export_quota") for each in out):
        out += find_bans(sentence, memory)
    out = out or find_carried(sentence, memory)
    return (
        out or find_sanctions(sentence, memory) or find_exemptions(sentence, memory) or find_licences(sentence, memory)
    )


_RANGING = re.compile(r"\bwith (?:the )?(?:tariffs|duties|rates|levies|margins) (?:[a-z]+ ){0,3}$")


def _jointly(sentence: Sentence, memory: Memory, place: Place, found: Found) -> list[Found]:
    """The same sanctions by further states of the subject: "The U.S., the U.K. and Canada sanctioned"."""
    if found.kind != "sanction" or not place.doings or place.doings[0].start > place.noun.start:
        return []
    held = agent(sentence, place.doings[0].start, memory)
    others = held.also if held is not None and held.code == found.imposer else ()
    return [replace(found, imposer=code) for code in others if is_state(code) and code not in found.targets]


def _join_rate(out: list[Found]) -> None:
    """Give a trade remedy the rate that a plain noun tells: "anti-dumping duties on coils, with tariffs of 19%"."""
    if len(out) != 2 or out[0].rate or out[0].kind not in _REMEDIES or out[1].kind != "tariff":
        return
    if not out[1].rate or not _RANGING.search(out[1].sentence.between(out[1].sentence.start, out[1].rate.start)):
        return
    if (out[0].imposer, out[0].targets) == (out[1].imposer, out[1].targets):
        out[0].rate, out[0].products = out[1].rate, out[0].products or out[1].products
        del out[1]


def _places(sentence: Sentence, memory: Memory) -> list[Place]:
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
    r"|\b(?:average|mean|effective|weighted)\s+(?:[\w()]+\s+){0,6}$"
)  # what tariffs bring in, and means over all of them, are no tariffs


def _measure(sentence: Sentence, memory: Memory, place: Place, earlier: Sequence[Found]) -> Found | None:
    kind = _kind(sentence, place)
    rate, before = rate_of(sentence, place)
    above = listed(sentence, memory)
    action = action_of(sentence, place, rate) if place.doings or not above else _in_list(sentence, place)
    if action is None or only_if(sentence, place, action):
        return None
    imposer, bearer = imposed_by(sentence, memory, place, earlier, avoided(sentence, place, action))
    if earlier and place.doings and _GOES_ON.search(sentence.between(sentence.start, place.doings[0].start)):
        imposer = earlier[-1].imposer
    if above and not sentence.parties(sentence.start, place.noun.start):
        imposer = above
    if imposer is None or wished(sentence, memory, place) or _own_goods(sentence, place, imposer):
        return None
    if action == "impose" and rate is not None and rate.value == 0:
        action = "exempt"
    if before is not None and rate is not None and action in ("impose", "exempt", *(("remove",) if rate.value else ())):
        action = "cut" if rate.value < before else "raise"
    if kind == "tariff" and memory.done and memory.done[0] in _REMEDIES and _remedy(sentence, memory, place, imposer):
        kind = memory.done[0]
    rated = rate if kind not in ("quota", "subsidy", "sanction", "export_control") else None
    found = Found(sentence, kind, imposer, [], action, rated, before)
    found.products = goods_of(sentence, place, action)
    found.targets = aimed_at(sentence, place, imposer, bearer)
    own = _OWN_EXPORTS.match(sentence.lower, place.noun.end, sentence.end)
    if kind == "tariff" and found.targets == ["ALL"] and own:
        # "Hanoi wants to avert a US tariff on its exports": whose, who stands before it says
        others = sentence.parties(sentence.start, place.noun.start)
        whose = [each.code for each in others if is_state(each.code) and each.code != imposer]
        found.kind, found.targets = (kind, whose[:1]) if whose else ("export_duty", found.targets)
    if kind == "sanction" and (firms := firms_aimed_at(sentence, place.noun.end, place.end)):
        found.targets = sorted({*firms, *found.targets} - {"ALL"})
    if found.targets == ["ALL"] and above:
        found.targets = aimed_by_list(sentence, memory, kind)
    if found.targets == ["ALL"]:
        found.targets = _aim_known(sentence, memory, place, found)
    _go_on(sentence, memory, place, found)
    _date(sentence, place, found)
    found.again = (
        not rate
        and not found.products
        and TAKEN_UP.search(sentence.between(place.noun.start - 30, place.noun.start)) is not None
    )
    return found


def _own_goods(sentence: Sentence, place: Place, imposer: str) -> bool:
    """Whether the goods hit come from the very side that would impose: nobody puts a tariff on his own exports."""
    return any(
        each.code == imposer
        and re.fullmatch(r"\s+on\s+(?:[a-z-]+\s+){1,3}from\s+(?:the\s+)?", sentence.between(place.noun.end, each.start))
        for each in sentence.parties(place.noun.end, min(sentence.end, place.noun.end + 60))
    )


def _in_list(sentence: Sentence, place: Place) -> str:
    """What a line without a verb does in a list of measures: "tighter export restrictions" raises them."""
    before = sentence.between(sentence.start, place.noun.start)
    if re.search(r"\b(?:tighter|stricter|higher|extended|wider|tougher) (?:[a-z-]+ ){0,3}$", before):
        return "raise"
    if re.search(r"\b(?:looser|lower|reduced|cuts? in|reductions? (?:of|in)) (?:[a-z-]+ ){0,3}$", before):
        return "cut"
    return "impose"


def _kind(sentence: Sentence, place: Place) -> str:
    """The kind that the noun tells; an embargo on what comes from one side is a sanction of it."""
    embargo = place.noun.value.lemma == "embargo" and _KEEPS_OUT.match(sentence.lower, place.noun.end, sentence.end)
    return "sanction" if embargo else place.noun.value.group


_KEEPS_OUT = re.compile(r"\s+on\s+[^,.;]{0,40}?\b(?:from|imports?)\b")  # "its embargo on food from the EU"
_REMEDIES = ("antidumping_duty", "safeguard")


def _remedy(sentence: Sentence, memory: Memory, place: Place, imposer: str) -> bool:
    """Whether a plain duty is the trade remedy told before: "the duties", "a provisional duty", of the same side."""
    before = sentence.between(max(sentence.start, place.noun.start - 30), place.noun.start)
    same = memory.measure is not None and memory.measure[0] == imposer
    return same and (
        TAKEN_UP.search(before) is not None or re.search(r"\b(?:provisional|definitive|final) $", before) is not None
    )


def _go_on(sentence: Sentence, memory: Memory, place: Place, found: Found) -> None:
    """Goods and targets of the measure told before, where a sentence goes on about it and names none of its own."""
    if memory.measure is None or memory.measure[0] != found.imposer or found.products or found.targets != ["ALL"]:
        return
    others = {each.code for each in sentence.parties(sentence.start, sentence.end)} - {found.imposer, "ALL"}
    own = find_products(sentence.text, sentence.start, sentence.end, expected=True)
    if not others and not own and not sentence.title and found.rate is not None:
        found.targets, found.products = list(memory.measure[1]), list(memory.measured)


_GOES_ON = re.compile(r"\b(?:and|but)\s+(?:also\s+|then\s+)?$")  # a further verb of the same subject


_ANSWERS = re.compile(
    r"\b(?:hit(?:s|ting)? back at|retaliat\w+ (?:against|for)|in (?:retaliation|response) (?:for|to|against))\b"
)


def _aim_known(sentence: Sentence, memory: Memory, place: Place, found: Found) -> list[str]:
    """Targets known from what was told before: of the measure taken up, or the other sides of an agreement."""
    lead = sentence.between(max(sentence.start, place.noun.start - 30), place.noun.start)
    if memory.measure and memory.measure[0] == found.imposer and TAKEN_UP.search(lead):
        return list(memory.measure[1])
    if answered := _ANSWERS.search(sentence.lower, sentence.start, sentence.end):
        named = sentence.parties(answered.end(), min(sentence.end, answered.end() + 40))
        if others := sorted({each.code for each in named if each.code != found.imposer}):
            return others[:1]
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
    r"(?:\s+of\s+[^,;]{1,24}?)?\s+on\s+(?:(?:the|its)\s+)?(?:(?!its\b|their\b|most\b|all\b)[a-z-]+\s+){0,3}exports?\b(?!\s+to\s)"
)
