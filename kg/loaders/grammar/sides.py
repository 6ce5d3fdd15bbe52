"""Who imposes a measure, who bears it, at whom it is aimed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.lexicon import Hit, Verb, words
from kg.loaders.grammar.phrases import Rate
from kg.loaders.grammar.reading import Sentence
from kg.loaders.grammar.resolve import Memory, agent, gerund_subject, is_state

__all__ = ["BEARING", "TAKEN_UP", "Found", "Place", "aimed_at", "imposed_by", "partners"]

BEARING = frozenset({"face", "pay", "be subject"})  # the subject bears the measure


@dataclass(slots=True)
class Found:
    """A measure before it becomes a claim."""

    sentence: Sentence
    kind: str
    imposer: str
    targets: list[str]
    action: str
    rate: Rate | None = None
    before: Decimal | None = None
    products: list[Mention] = field(default_factory=list)
    effective: str | None = None
    ends: str | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """A measure noun with the verbs that lead to it and the zone behind it."""

    noun: Hit[Verb]
    doings: tuple[Hit[Verb], ...]
    begin: int
    end: int
    implied: str | None


def imposed_by(
    sentence: Sentence, memory: Memory, place: Place, earlier: Sequence[Found], avoided: bool
) -> tuple[str | None, str | None]:
    """(who imposes, who bears where the sentence is told from that side)."""
    noun = place.noun
    at = min([hit.start for hit in place.doings if hit.start < noun.start] or [noun.start])
    held = agent(sentence, at, memory)
    code = held.code if held and is_state(held.code) else None
    owner = _owner(sentence, noun)
    if avoided:
        named = [each.code for each in sentence.parties(sentence.start, noun.start) if each.code != code]
        return owner or (named[-1] if named else memory.other(code or "")), code
    to = re.search(r"\b(?:exports|shipments|goods exported)\s+to\s+", sentence.between(noun.end, place.end))
    bears = any(hit.value.lemma in BEARING for hit in place.doings)
    if to or bears:
        zone = sentence.parties(noun.end + (to.end() if to else 0), place.end) or sentence.parties(
            sentence.start, noun.start
        )
        if code is None or code == owner:
            code = next(
                (each.code for each in sentence.parties(sentence.start, noun.start) if each.code != owner), None
            )
        code = gerund_subject(sentence, at) or code
        other = (
            owner
            or next((each.code for each in zone if each.code != code), None)
            or (memory.other(code) if code else None)
        )
        return other, code
    by = re.search(
        r"\b(?:imposed|levied|set|introduced|threatened|announced)\s+by\s+(?:the\s+)?",
        sentence.between(noun.end, place.end),
    )
    if by:
        makers = [
            each.code
            for each in sentence.names
            if each.start >= noun.end + by.start() and each.kind in ("party", "person")
        ]
        if any(makers):
            return next(code for code in makers if code), None
    if owner and (not place.doings or place.doings[0].start > noun.start or code is None):
        return owner, code if code != owner else None
    if owner and code and owner != code and held and not any(hit.start > held.end for hit in place.doings):
        return owner, code
    if (
        code is None
        and owner is None
        and memory.measure
        and TAKEN_UP.search(sentence.between(max(sentence.start, noun.start - 30), noun.start))
    ):
        return memory.measure[0], None
    if code is None and earlier:
        return earlier[-1].imposer, None
    if code is None and memory.subject and is_state(memory.subject.code):
        code = memory.subject.code
    if code is None:
        person = next((each.code for each in sentence.names if each.kind == "person" and each.code), None)
        states = sentence.parties(sentence.start, at)
        code = person or (states[0].code if states and states[0].role != "demonym" else None)
    return code, None


def _owner(sentence: Sentence, noun: Hit[Verb]) -> str | None:
    """Whose measure it is by the words right before it: "U.S. tariffs", "Trump's 25% tariffs"."""
    for each in reversed(sentence.names):
        if each.end <= noun.start and each.kind in ("party", "person") and each.code:
            gap = sentence.text[each.end : noun.start]
            plain = re.sub(r"['’]s\b|\d[\d.,]*[\s-]?(?:%|percent|per cent)", " ", gap.lower())
            return each.code if set(plain.split()) <= set(words("measures")["owner"]["words"]) else None
    return None


TAKEN_UP = re.compile(r"\b(?:the|these|those|this)\s+(?:new\s+|latest\s+|additional\s+|planned\s+|import\s+)?$")


_ONTO = re.compile(
    r"\b(?:on|against|for|from|to|with|hit|slap|exempt\w*|spar\w+|threaten\w*|target\w*)\s+(?:[\w.%,'’-]+\s+){0,8}?$"
)


def aimed_at(sentence: Sentence, place: Place, imposer: str, bearer: str | None) -> list[str]:
    """States the measure is aimed at; none named means all."""
    found = [bearer] if bearer and bearer != imposer else []
    for each in sentence.parties(place.noun.end, place.end):
        before = sentence.between(place.noun.end, each.start)
        behind = sentence.between(each.end, min(sentence.end, each.end + 16))
        aimed = _ONTO.search(before) or re.match(r"\s*(?:and|,)", before)
        if (
            aimed
            and each.code not in (imposer, *found)
            and not re.match(r"['’]s\s+(?:president|prime|minister)", behind)
        ):
            found.append(each.code)
    if not found and place.doings:
        start = place.doings[0].end
        for each in sentence.parties(start, place.noun.start):
            if each.code not in (imposer, *found):
                found.append(each.code)
    return sorted(set(found)) or ["ALL"]


def partners(sentence: Sentence, memory: Memory, imposer: str) -> list[str]:
    """Inside an agreement a measure without a target is aimed at the other sides."""
    sides = next((sides for sides in memory.deal if imposer in sides), frozenset())
    named = re.search(r"\b(?:deal|agreement|pact|accord)\b", sentence.between(sentence.start, sentence.end))
    return sorted(sides - {imposer}) if sides and named else ["ALL"]
