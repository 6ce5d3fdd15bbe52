"""Agreements between states: sides, status, date, name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise
from typing import Any

from kg.loaders.grammar.entities import find_products
from kg.loaders.grammar.lexicon import Gazetteer, Hit, Verb, verbs, words
from kg.loaders.grammar.reading import Sentence, has
from kg.loaders.grammar.resolve import Memory, agents, is_state
from kg.loaders.grammar.talks import is_dated
from kg.loaders.grammar.when import DAYS, MONTHS

__all__ = ["TO_TRADE", "Accord", "accord", "find_agreements"]


@dataclass(slots=True)
class Accord:
    """An agreement before it becomes a claim."""

    sentence: Sentence
    name: str
    parties: list[str]
    status: str
    date: str | None = None
    instrument: str | None = None
    officials: list[str] = field(default_factory=list)
    earlier: bool = False  # the one that another follows


_TALKS_ON_IT = re.compile(
    r"\b(?:talks|negotiations|discussions)\b[^,.;]{0,50}\b(?:on|for|about|towards?|over)\s+(?:an?\s+"
    r"|the\s+)?(?:[\w-]+\s+){0,3}$"
)
_NOMINAL = re.compile(
    r"\b(?:welcom\w+|announc\w+|hail\w+|mark\w+|celebrat\w+|follow\w+|with|after)\s+the\s+(?:successful\s+"
    r"|substantive\s+)?"
    r"(conclusion|signing|completion|finali[sz]ation)\s+of\s+(?:[\w-]+\s+){0,5}$"
)
_TALKS_ON = re.compile(r"\b(?:talks|negotiations|discussions|work)\s+(?:on|for|about|towards?|over)\b")


@cache
def _accord_nouns() -> Gazetteer[Verb]:
    return verbs({"agreement": {"nouns": words("trade")["agreements"]["nouns"]}})


@cache
def _accord_verbs() -> Gazetteer[Verb]:
    return verbs({status: {"verbs": lemmas} for status, lemmas in words("trade")["agreements"]["status"].items()})


def find_agreements(sentence: Sentence, memory: Memory, on_trade: bool) -> list[Accord]:
    """Agreements of a sentence that have two sides and a status; hopes of one are none.

    What it is about may stand elsewhere in an article `on_trade`.
    """
    nouns = sentence.find(_accord_nouns())
    if not nouns:
        return []
    lists = words("trade")["agreements"]
    lower = sentence.between(sentence.start, sentence.end)
    cues = [*lists["context"], *words("trade")["talks"]["context"]]
    blocs = any(each.code in lists["blocs"] for each in sentence.parties(sentence.start, sentence.end))
    near = blocs or has(lower, cues)  # else the words beside the noun must make it one of states
    on_trade = on_trade or bool(find_products(sentence.text, sentence.start, sentence.end))
    if has(lower, lists["not_agreements"]) or not (near or on_trade):
        return []
    for noun in nouns:
        if (not near and not _between_states(sentence, noun)) or _of_firms(sentence, noun):
            continue
        before = sentence.between(max(sentence.start, noun.start - 90), noun.start)
        if noun.value.lemma == "framework" and before.endswith(("within the ", "in the ")):
            continue  # "within the framework of collective bargaining"
        if TO_TRADE.match(sentence.lower, noun.end, sentence.end):
            continue
        if re.search(r"\b(?:" + "|".join(lists["not_before"]) + r")\s+(?:[\w-]+\s+){0,2}$", before):
            continue
        status = _status(sentence, noun)
        if status in ("agreed", "signed") and _HOLDS.match(sentence.lower, noun.end, sentence.end):
            status = "in_force"
        parties = _sides(sentence, memory, noun, status)
        if status and len(parties) > 1:
            return [accord(sentence, noun, parties, status)]
    return []


def accord(sentence: Sentence, noun: Hit[Any], parties: Iterable[str], status: str) -> Accord:
    """The agreement of a noun, with the day it was made and the office holders of its sentence."""
    dated = (
        each.edtf
        for each in sentence.whens
        if each.edtf
        and is_dated(sentence, each.start, each.end)
        and each.start - noun.end < 60
        and noun.start - each.end < 40
    )
    made = status in ("agreed", "signed", "announced", "in_force")
    name = _name(sentence, noun)
    people = sorted({each.text for each in sentence.names if each.kind == "person"})
    return Accord(
        sentence, name, sorted(parties), status, next(dated, None) if made else None, _instrument(name), people
    )


def _of_firms(sentence: Sentence, noun: Hit[Verb]) -> bool:
    """Whether a firm is a side of it: "signed an agreement with Siemens", "Airbus signed a deal"."""
    firms = [each for each in sentence.names if each.kind == "company"]
    partner = any(0 < each.start - noun.end < 40 for each in firms) and re.match(
        r"\s+(?:[\w-]+\s+){0,3}?with\b", sentence.between(noun.end, sentence.end)
    )
    owned = any(
        each.start < noun.start
        and re.search(r"['’]s? (?:[a-z-]+ ){0,2}$", sentence.between(sentence.start, each.start))
        for each in firms
    )  # "Canada's Cameco signed a deal with"
    if owned:
        return True
    first = next((each for each in sentence.names if each.kind in ("party", "company")), None)
    return bool(partner) or (first is not None and first.kind == "company" and first.start < noun.start)


def _between_states(sentence: Sentence, noun: Hit[Verb]) -> bool:
    """Whether the words beside the noun make it one of states: "the EU-Mercosur deal", "a pact between X and Y"."""
    named = sentence.parties(sentence.start, sentence.end)
    joined = any(sentence.text[one.end : two.start] in ("-", "–", "/") for one, two in pairwise(named))
    joined = joined or any(
        two.end <= noun.start and sentence.text[one.end : two.start] == " and " for one, two in pairwise(named)
    )
    behind = [each for each in named if 0 < each.start - noun.end < 30]
    linked = re.match(r"\s+(?:between|with)\b", sentence.between(noun.end, sentence.end)) is not None
    made = _MADE_BY.match(sentence.between(noun.end, sentence.end))
    makers = [each for each in named if made and each.start > noun.end + made.end()]
    return joined or (linked and bool(behind)) or len({each.code for each in makers}) > 1


_MADE_BY = re.compile(r"[^;]{0,120}?\b(?:signed|concluded|inked|agreed|reached)\b[^;,]{0,30}?\s(?:by|between)(?=\s)")


def _status(sentence: Sentence, noun: Hit[Verb]) -> str | None:
    """By the nearest verb before the noun, else behind it."""
    hits = sentence.find(_accord_verbs())
    left = [
        hit
        for hit in hits
        if hit.end <= noun.start
        and noun.start - hit.end < 60
        and not re.search(
            r"[;]|\bsaid\b|\b(?:rounds?|sessions?|stage|day|week) of\b", sentence.between(hit.end, noun.start)
        )
        and not (hit.value.group != "agreed" and _TALKS_ON.search(sentence.between(hit.end, noun.start)))
    ]
    if _only_talked_of(sentence, noun, left):
        return "considering"
    if left:
        return _led_to(sentence, left[-1])
    done = _NOMINAL.search(sentence.between(max(sentence.start, noun.start - 60), noun.start))
    if done:
        return "signed" if done[1] == "signing" else "agreed"
    if _TALKS_ON_IT.search(sentence.between(max(sentence.start, noun.start - 70), noun.start)):
        return None  # what becomes of the talks is not what becomes of the pact
    for hit in hits:
        gap = sentence.between(noun.end, hit.start)
        made = hit.value.form == "participle" and _DONE.search(gap) is not None
        if not 0 <= hit.start - noun.end < (FAR if made else 50) or (not made and re.search(r"[;,]", gap)):
            continue
        if made and hit.value.group in ("agreed", "signed", "announced"):
            return hit.value.group
        open_ = re.search(
            r"\b(?:until|till|if|unless|once|when|before)\s+(?:\w+\s+){0,2}$",
            sentence.between(max(sentence.start, noun.start - 24), noun.start),
        )
        if open_:
            return None
        if _EXPECTED.search(gap):
            return "announced"
        if hit.value.form in ("past", "participle") and not re.search(r"\b(?:to|not|if|under which)\b", gap):
            return hit.value.group
    named = noun.value.lemma.lower().startswith("phase one")
    before = sentence.between(max(sentence.start, noun.start - 40), noun.start)
    if named and re.search(r"\bunder the\s+$", before):
        return "in_force"
    kept = "trade" in noun.value.lemma or "framework" in noun.value.lemma
    return "agreed" if kept and _UNDER.search(before) else None


def _only_talked_of(sentence: Sentence, noun: Hit[Verb], left: Sequence[Hit[Verb]]) -> bool:
    """Whether talks on it are all there is: "agreed to start talks on", "launched negotiations with X on"."""
    begun = _OPENS.search(sentence.between(max(sentence.start, noun.start - 90), noun.start))
    return bool(begun) or bool(left and _TO_TALK.search(sentence.between(left[-1].end, noun.start)))


_TO_TALK = re.compile(r"\bto (?:start|open|launch|hold|resume|begin|enter(?: into)?)\b[^,;]*\b(?:talks|negotiations)\b")
_OPENS = re.compile(
    r"\b(?:launch|start|open|resum|begin|began|begun|relaunch|reviv)\w*\s+(?:formal |new |bilateral )?"
    r"(?:talks|negotiations)\b"
    r"[^,;]{0,40}\b(?:on|for|towards?|over)\s+(?:an?\s+|the\s+|their\s+)?(?:[\w-]+\s+){0,3}$"
)  # "launched negotiations with X on a free trade agreement": what is only talked of
_HOLDS = re.compile(
    r"[^.;]{0,90}?\b(?:(?:came|come|entered|went|has come|has entered) into (?:force|effect)|took effect|took force)\b"
)  # "the pact signed in 2009 came into effect last year"
TO_TRADE = re.compile(r"s? to (?:buy|purchase|import|sell|supply|export|procure)\b")  # contracts, no accords
FAR = 140  # characters between an accord and the passive that tells what became of it
_DONE = re.compile(
    r"\b(?:was|were|has been|have been|had been|had already been|has now been)\s+(?:\w+ly\s+)?$|,\s+$"
)  # "an accord under which … was signed", "an accord on investments, signed in 2014"
_EXPECTED = re.compile(r"\b(?:is|are) (?:expected|due|set|scheduled) to be\s+$")
_UNDER = re.compile(r"\bunder (?:an?|the|its|their|this)?\s*(?:(?!potential|possible|proposed|future)[\w-]+\s+){0,2}$")


def _led_to(sentence: Sentence, verb: Hit[Verb]) -> str | None:
    """The status by the verb before the noun; what is only hoped for has none, what is near is considered."""
    wished = re.search(
        r"\b(?:to|could|may|might|hope\w*|if|not|would|will|fail\w*|unless|without)\s+(?:\w+\s+)?$",
        sentence.between(max(sentence.start, verb.start - 22), verb.start),
    )
    if not wished:
        return verb.value.group
    near = re.search(
        r"\b(?:close|near|set|plan\w*|expected|will)\b",
        sentence.between(max(sentence.start, verb.start - 40), verb.start),
    )
    return "considering" if near and verb.value.group in ("agreed", "signed") else None


def _sides(sentence: Sentence, memory: Memory, noun: Hit[Verb], status: str | None) -> list[str]:
    """The sides: joined or hyphenated names, "with X", else all states of the sentence when there are two."""
    found = [code for code in agents(sentence, memory) if is_state(code)]
    if len(found) > 2:
        with_ = re.search(r"\bwith\s+(?:the\s+)?", sentence.between(noun.end, min(sentence.end, noun.end + 60)))
        if with_:
            partner = [each.code for each in sentence.parties(noun.end, min(sentence.end, noun.end + 90))]
            beside = [each.code for each in sentence.parties(sentence.start, noun.start) if each.end + 1 == noun.start]
            first = next((code for code in (*beside, *found) if code not in partner[:1]), None)
            return [code for code in (first, *partner[:1]) if code]
        near = [each.code for each in sentence.names if each.kind == "party" and each.end <= noun.start]
        ordered = list(dict.fromkeys(near))
        return ordered[:2] if len(ordered) >= 2 else found[:2]
    if len(found) == 1 and status:
        other = memory.other(found[0])
        sides = next((sides for sides in memory.deal if found[0] in sides), None)
        taken_up = re.search(
            r"\b(?:the|this|that|their)\s+(?:[\w-]+\s+){0,3}$", sentence.between(noun.start - 30, noun.start)
        )
        return (
            sorted(sides) if sides else [found[0], other] if other and taken_up and len(memory.parties) <= 2 else found
        )
    return found


def _name(sentence: Sentence, noun: Hit[Any]) -> str:
    """The noun phrase as printed, with a capitalised name around it if there is one."""
    before = re.search(
        r"(?:(?:[A-Z][\w’'-]+|Free|free|interim|bilateral|reciprocal|limited|preliminary|initial"
        r"|comprehensive|landmark)\s+)+$",
        sentence.text[max(sentence.start, noun.start - 50) : noun.start],
    )
    after = re.match(
        rf"\s+on\s+(?!(?:{'|'.join((*DAYS, *MONTHS))})\b)(?:[A-Z][\w’'-]+\s?)+", sentence.text[noun.end : sentence.end]
    )
    lead = before[0] if before and not sentence.title and before[0].split()[0][0].islower() else ""
    return (lead + sentence.text[noun.start : noun.end] + (after[0] if after else "")).strip()


def _instrument(name: str) -> str | None:
    lower = name.lower()
    kinds: Sequence[tuple[str, str]] = (
        ("memorandum", "memorandum"),
        ("mou", "memorandum"),
        ("framework", "framework"),
        ("joint statement", "joint_statement"),
    )
    return next((code for word, code in kinds if word in lower), None)
