"""What is done to a measure, and whether it is done at all: sought, supposed, conditional."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.loaders.grammar.actions import serves
from kg.loaders.grammar.lexicon import Hit, Verb
from kg.loaders.grammar.measure_places import Place, bears, is_free
from kg.loaders.grammar.rates import Rate
from kg.loaders.grammar.reading import Sentence
from kg.loaders.grammar.resolve import Memory, adjacent_wish, agent
from kg.loaders.grammar.sides import REACTS

__all__ = ["PRIORITY", "REACH", "action_of", "avoided", "only_if", "wished"]

PRIORITY = ("threaten", "delay", "suspend", "exempt", "remove", "cut", "raise", "impose")
REACH = 100  # characters between a verb and its measure
_AVOID = re.compile(
    r"\b(?:avoid|avert|threat of|threatened|looming|escape|stave off|head off|prevent)\s+(?:\w+\s+){0,4}$"
)


def only_if(sentence: Sentence, place: Place, action: str) -> bool:
    """Whether the measure is only a condition of something else, supposed, or what somebody seeks of another."""
    noun = place.noun
    before = sentence.between(sentence.start, noun.start)
    supposed = not place.doings and _SUPPOSED.match(sentence.lower, noun.end, sentence.end)
    if any(hit.start < noun.start and serves(sentence, hit.start) for hit in place.doings):
        return True
    governing = [hit.start for hit in place.doings if hit.start < noun.start][-1:]
    if governing and _REQUEST.search(sentence.between(sentence.start, governing[0])):
        return True
    if _NEVER_CAME.search(before) or _COULD_BE.match(sentence.lower, noun.end, sentence.end):
        return True
    if _OFF.match(sentence.lower, noun.end, sentence.end) or _IF_THEY.search(before):
        return True
    if supposed or _SHOULD.match(sentence.lower, noun.end, sentence.end):
        return True
    if _RECOMMENDS.search(before):
        return False
    return _SOUGHT.search(before[-50:]) is not None or (action != "threaten" and _CONDITION.search(before) is not None)


_RECOMMENDS = re.compile(
    r"\b(?:commission|directorate|authority|ministry|tribunal|committee|regulator|agency|arm|board|remedies)\b"
    r"[^.;]{0,40}\brecommend\w*\b"
)  # a state's own body proposes it
_RECOMMENDED = re.compile(r"[^.;]{0,120}?\b(?:was|were|is|are|been)\s+recommended\b")
_SUPPOSED = re.compile(
    r"[^,;.]{0,60}?\b(?:would|could|might|may)\s+(?:\w+ly\s+)?(?!take|come|be |apply|rise|fall|start|enter|go "
    r"|remain|stay)"
)  # "a 20% tariff would cost Germany …"
_REQUEST = re.compile(
    r"\b(?:requests?|calls?|demands?|appeals?|pressure|petitions?|possibility|prospects?|option|hopes?|campaign"
    r"|ways?|case|efforts?|bid"
    r"|reluctan\w+)\b[^.;,]{0,60}$"
)  # what it is about is not done yet
_NEVER_CAME = re.compile(
    r"\b(?:would|could|might|should) have\s+(?:\w+ly\s+)?\w+[^,;]*$"
    r"|\b(?:(?:will|would|may|might|could) (?:then )?have to|(?:refrain|abstain|desist)(?:s|ed|ing)? from)\s[^;:]*$"
)  # what was once possible, what somebody would be obliged to, what somebody will not do
_COULD_BE = re.compile(
    r"[^,;.]{0,40}?\b(?:can\s+(?:\w+\s+)?be\b"
    r"|(?:could|may|might) be (?:triggered|activated|invoked|used))"
)  # "safeguards can be applied if": a possibility
_OFF = re.compile(r"[^,;.]{0,60}?\b(?:off the table|averted|not go ahead|taken back|no longer)\b")
_IF_THEY = re.compile(r"\b(?:we|they|he|she|you|i) (?:can|could)\b[^.;,]*$")  # what somebody is able to do
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
    r"|hopeful(?: that)?|confident(?: that)?|recommend(?:s|ed|ing)?|forecast(?:s|ing)?|predict(?:s|ed|ing)?) "
    r"(?:for |the |an? )?(?:[\w.%-]+ ){0,4}$"
)  # of these words' objects nobody says that they are


def avoided(sentence: Sentence, place: Place, action: str) -> bool:
    """Whether the measure hangs over the subject ("to avoid a tariff"), rather than being threatened by it."""
    threatened = any(hit.value.group == "threaten" for hit in place.doings)
    return action == "threaten" and not threatened and not (place.doings and _would(sentence, place))


def wished(sentence: Sentence, memory: Memory, place: Place) -> bool:
    """Whether somebody else only wants it: "wants Pakistan to scrap its duty"."""
    if not place.doings or place.doings[0].start > place.noun.start:
        return False
    held = agent(sentence, place.doings[0].start, memory)
    return held is not None and adjacent_wish(sentence, held)


def action_of(sentence: Sentence, place: Place, rate: Rate | None) -> str | None:
    """The action of a measure: what is done to it, or what the noun itself says; None if it is only mentioned."""
    before = sentence.between(max(sentence.start, place.noun.start - REACH), place.noun.start)
    lead = sentence.between(
        max(sentence.start, (rate.start if rate and rate.start < place.noun.start else place.noun.start) - REACH),
        rate.start if rate and rate.start < place.noun.start else place.noun.start,
    )
    if _SPARED.search(before):
        return "exempt"
    proposed = _RECOMMENDED.match(sentence.lower, place.noun.end, sentence.end)
    if proposed or _THREAT.search(lead) or (_RECOMMENDS.search(before) and rate):
        return "threaten"
    if _AVOID.search(lead):
        return "threaten" if rate else None
    if rate is None and REACTS.search(before):
        return None
    names = [hit.value.group if not _lifted_to(sentence, place, hit, rate) else "raise" for hit in place.doings]
    ahead = sentence.between(sentence.start, place.doings[0].start) if place.doings else ""
    if _DENIED.search(ahead[-12:]) or _FAILED.search(ahead[-40:]):
        return None
    lemmas = {hit.value.lemma for hit in place.doings}
    around = sentence.between(max(sentence.start, place.begin - 12), min(sentence.end, place.end + 8))
    if any(bears(sentence, hit) for hit in place.doings) and _PERHAPS.search(around):
        return "threaten" if rate else None
    if is_free(place.noun.value.lemma):
        ended = {"remove", "cut", "suspend"} & set(names)
        return "threaten" if "threaten" in names else None if ended else "exempt"
    if place.implied and not {"threaten", "delay", "suspend"} & set(names):
        return place.implied if names or rate else None
    if {"impose", "raise"} & set(names) and _would(sentence, place):
        return "threaten"
    if (nominal := _NOMINAL.search(before)) and not _HELD_OFF & set(names):
        return _ACTS[nominal[1]]
    if _NO_SUCH.search(before) and (rate is None or rate.value):
        return None
    done = bool(place.doings) and place.doings[0].start > place.noun.start and _passive_at(sentence, place)
    return _first_of(names, set() if done and lemmas <= _DONE else lemmas, before, rate)


_SPARED = re.compile(
    r"\b(?:exclusions?|exemptions?|waivers?|carve-?outs?|relief|reprieve)\s+from\s+(?:[\w%.'’-]+\s+){0,5}$"
)
_THREAT = re.compile(r"\bthreat(?:s|en|ens|ened)? (?:to|of)\s+(?:\w+ing?\s+)?(?:[\w%.]+\s+){0,3}$")
_DENIED = re.compile(r"\b(?:not|without|ruled? out|never)\b|n['’]t\b")
_FAILED = re.compile(
    r"\b(?:fail(?:s|ed|ing)?|refus(?:es|ed|ing)|declin(?:es|ed|ing)|unable|unwilling|reluctant|no longer plans?)\s+to"
    r"\s+(?:\w+\s+(?:to\s+)?)?$"
)  # "failed to agree to scrap"
_PERHAPS = re.compile(r"\b(?:if|unless|could|may|might|would)\b")
_STUDIED = {"warn", "propose", "study", "investigate", "eye", "float"}  # threaten nothing without a rate


_UP_TO = re.compile(r"\bto (?:as much as |up to |about )?$")


def _lifted_to(sentence: Sentence, place: Place, verb: Hit[Verb], rate: Rate | None) -> bool:
    """Whether "lift" raises: "lifts its duty to 70%"."""
    to = rate and _UP_TO.search(sentence.between(min(place.noun.start, rate.start), rate.start))
    return verb.value.lemma == "lift" and bool(to)


_HELD_OFF = {"threaten", "delay", "suspend"}  # "agreed to suspend increases": what is done to them goes before
_ACTS = {
    **dict.fromkeys(("suspension", "pause"), "suspend"),
    **dict.fromkeys(("removal", "elimination", "abolition", "scrapping", "withdrawal", "lifting"), "remove"),
    **dict.fromkeys(("reduction", "lowering", "halving", "a cut", "cuts"), "cut"),
    **dict.fromkeys(("doubling", "raising", "increase", "increases", "hike", "hikes", "tripling", "a rise"), "raise"),
    **dict.fromkeys(("postponement",), "delay"),
}
_NOMINAL = re.compile(
    rf"\b({'|'.join(_ACTS)}) (?:by (?:the )?[\w' -]{{2,40}} )?(?:of|on|in) (?:the |its |their |all |an? )?"
    r"(?:(?!and\b|from\b|to\b)[\w.%’'-]+ ){0,4}$"
)  # "announced the removal of a 25% duty"
_NO_SUCH = re.compile(r"\bno (?:more |further |new |additional |import )?$")
_BEEN = re.compile(r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+)?$")


def _passive_at(sentence: Sentence, place: Place) -> bool:
    """Whether the first verb behind the noun is a passive of it."""
    verb = place.doings[0]
    return (
        verb.value.form == "participle"
        or _BEEN.search(sentence.between(max(sentence.start, verb.start - 24), verb.start)) is not None
    )


_DONE = {
    "announce",
    "grant",
    "open",
    "put",
    "set",
    "place",
    "approve",
    "extend",
    "launch",
    "keep",
    "maintain",
    "retain",
}
# in the passive these are more than talk: "the duties were extended"


def _first_of(names: Sequence[str], lemmas: set[str], before: str, rate: Rate | None) -> str | None:
    """The action that goes before the others told; without one, a rate alone is one imposed."""
    for name in PRIORITY:
        if name in names and not (name == "threaten" and lemmas <= _STUDIED and not rate):
            general = name == "impose" and _generic_only(before, lemmas, rate)
            return None if general else name
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
        r"|\bkept|\bextend(?:s|ed)?|\bapprove[sd]?|\bhits?)\s+(?:[\w.'’-]+:?\s+){0,9}$",
        before,
    )
    told = near or re.search(r"\b(?:definitive|provisional)\s+$", before)
    return bool(lemmas) and lemmas <= weak and rate is None and told is None
