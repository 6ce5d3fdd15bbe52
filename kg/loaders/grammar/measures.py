"""Tariffs, quotas, controls, sanctions and subsidies: who imposes what on whom, at which rate, from when."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kg.loaders.grammar.attribution import CALLED_FALSE
from kg.loaders.grammar.bans import find_bans
from kg.loaders.grammar.borne import find_borne
from kg.loaders.grammar.carried import find_carried
from kg.loaders.grammar.entities import find_products
from kg.loaders.grammar.exemptions import find_exemptions, find_licences
from kg.loaders.grammar.free_entry import find_free_entry
from kg.loaders.grammar.measure_actions import action_of, avoided, only_if, wished
from kg.loaders.grammar.measure_nouns import places
from kg.loaders.grammar.measure_places import Found, Place
from kg.loaders.grammar.measure_rows import aimed_by_list, find_rate_change, find_rows, listed
from kg.loaders.grammar.reading import Sentence
from kg.loaders.grammar.resolve import Memory, agent, is_state
from kg.loaders.grammar.sanctions import find_sanctions, firms_aimed_at
from kg.loaders.grammar.sides import TAKEN_UP, imposed_by
from kg.loaders.grammar.targets import aimed_at, partners
from kg.loaders.grammar.terms import further, goods_of, let_in, rate_of

__all__ = ["Found", "find_measures"]

_UNTIL = re.compile(r"\b(?:until|through|till)\s+(?:\w+\s+)?$")
_FROM = re.compile(
    r"\b(?:from|effective|starting|beginning|as of|since|on|start|begin|force on|effect on|effect)\s+(?:\w+\s+)?$"
)


_OPENED = re.compile(r"\b(?:allow|open|grant|creat|establish|introduc)\w*\s+(?:an?|the|new)\s+(?:[\w-]+\s+){0,3}$")


def find_measures(sentence: Sentence, memory: Memory) -> list[Found]:
    """All measures of a sentence: by noun ("a 25% tariff on"), and by verb ("banned exports of")."""
    out: list[Found] = []
    if CALLED_FALSE.search(sentence.lower, sentence.start, sentence.end):
        return out
    borne = find_borne(sentence, memory)
    hit = {each.rate.start for each in borne if each.rate}
    for place in places(sentence, memory):
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
