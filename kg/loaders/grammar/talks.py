"""Talks on trade between states: parties, round, date, place, topics."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import cache

from kg.loaders.grammar.lexicon import Gazetteer, Hit, Verb, choice, verbs, words
from kg.loaders.grammar.phrases import ordinal
from kg.loaders.grammar.reading import Sentence, any_of, has
from kg.loaders.grammar.resolve import Memory, agents

__all__ = ["Meeting", "find_talks", "find_topics", "is_dated", "round_of"]

_ROUND = re.compile(r"\b(\w+)(?=[\s-]+(?:\w+\s+){0,2}rounds?\b)|\bround\s+(\d{1,2})\b")
_TRAVELS = re.compile(
    r"\b(?:in|at|visit|visits|visiting|visited|(?:travel\w*|trip|fl(?:y|ew|ies)|go|head\w*|return\w*) to|left for)"
    r"\s+(?:the\s+)?$"
)
_PLACED = re.compile(r"(?<!according )\b(?:in|to|at|visit|visits|visiting|visited)\s+(?:the\s+|downtown\s+)?$")


@dataclass(slots=True)
class Meeting:
    """Talks before they become a claim."""

    sentence: Sentence
    parties: list[str]
    round: int | None = None
    date: str | None = None
    place: str | None = None
    officials: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    firm: bool = False  # a particular meeting, not "ongoing talks"


@cache
def _talks() -> Gazetteer[Verb]:
    lists = words("trade")["talks"]
    return verbs({"never": {"phrases": lists["never"]}, "talks": {"verbs": lists["verbs"], "nouns": lists["nouns"]}})


def find_talks(sentence: Sentence, memory: Memory, on_trade: bool) -> list[Meeting]:
    """Talks of a sentence; an article `on_trade` says what they are about."""
    lists = words("trade")["talks"]
    lower = sentence.between(sentence.start, sentence.end)
    hits = [
        hit
        for hit in sentence.find(_talks())
        if hit.value.group == "talks" and not _hoped(sentence, hit) and _with_somebody(sentence, hit)
    ]
    if not hits or has(lower, lists["not_talks"]):
        return []
    found = round_of(sentence)
    nouns = any(hit.value.form == "noun" for hit in hits)
    people = {each.code for each in sentence.names if each.kind == "person" and each.code}
    if not has(lower, lists["context"]) and not (on_trade and (found or nouns or people) and not sentence.title):
        return []
    parties = agents(sentence, memory)
    if aside := _WHOSE.search(sentence.lower, sentence.start, sentence.end):
        first = {each.code for each in sentence.names if each.start < aside.start()}
        parties = [code for code in parties if code in first] if len(first & set(parties)) > 1 else parties
    if len(parties) == 1 and (found or _with_unnamed(lower)):
        other = memory.other(parties[0])
        parties += [other] if other else []
    if len(parties) < 2 and set(parties) <= set(memory.about) and _BETWEEN.search(lower):
        parties = list(memory.about)
    if len(parties) < 2:
        return []
    meeting = Meeting(sentence, sorted(parties), found)
    meeting.officials = sorted({each.text for each in sentence.names if each.kind == "person"})
    near = min(hits, key=lambda hit: 0 if hit.value.form == "noun" else 1)
    meeting.date = next(
        (
            when.edtf
            for when in sentence.whens
            if when.edtf and len(when.edtf) > 4 and is_dated(sentence, when.start, when.end)
        ),
        None,
    )
    meeting.place = _place(sentence)
    host = next((each.code for each in sentence.names if each.kind == "party" and each.text == meeting.place), None)
    if host in meeting.parties and len(meeting.parties) > 2:
        meeting.parties.remove(host)
    meeting.topics = find_topics(sentence)
    verb = any(hit.value.form != "noun" for hit in hits)
    meeting.firm = bool(found or verb or (meeting.place and meeting.date) or _held(sentence, near))
    return [meeting] if meeting.firm or nouns else []


def _with_somebody(sentence: Sentence, hit: Hit[Verb]) -> bool:
    """Whether "discuss" has its other side behind it: "discussed steel with their counterparts"."""
    behind = sentence.between(hit.end, min(sentence.end, hit.end + 80))
    return hit.value.lemma != "discuss" or re.search(r"\bwith\b", behind) is not None


_WHOSE = re.compile(r",\s+whose\s")  # "talks between Rutte and Biden, whose administration urged Japan"
_BETWEEN = re.compile(
    r"\bbilateral\b|\b(?:his|her|its|their) (?:[a-z]+ )?counterparts?\b"
    r"|\b(?:two|both) (?:sides|countries|governments|nations)\b"
    r"|\b(?:chief )?(?:negotiators|negotiating teams|delegations)\b"
)  # talks of the two that the text is about
_HOPED = re.compile(
    r"\b(?:hop(?:e|es|ed|ing)|ask(?:s|ed|ing)?|call(?:s|ed|ing)?|press(?:es|ed|ing)?|request(?:s|ed|ing)?"
    r"|seek(?:s|ing)?|sought|want(?:s|ed)?"
    r"|urg(?:e|es|ed|ing)|offer(?:s|ed)?|reject(?:s|ed)?|refus(?:e|es|ed)|rul(?:e|es|ed) out|no|without"
    r"|broke off|break off|suspend(?:s|ed)?"
    r"|cancel(?:s|led|ed)?|end(?:s|ed)?)\s+(?:[\w'’-]+\s+){0,5}?(?:for\s+)?(?:[\w-]+\s+){0,2}$"
)  # talks that somebody only wishes for, or breaks off


def _hoped(sentence: Sentence, hit: Hit[Verb]) -> bool:
    return (
        hit.value.form == "noun"
        and _HOPED.search(sentence.between(max(sentence.start, hit.start - 70), hit.start)) is not None
    )


def _with_unnamed(lower: str) -> bool:
    return (
        re.search(r"\b(?:two|both)\s+(?:sides|countries|nations|governments)\b|\bits (?:counterparts?)\b", lower)
        is not None
    )


def _held(sentence: Sentence, noun: Hit[Verb]) -> bool:
    """Whether this meeting took or will take place, rather than "ongoing negotiations"."""
    before = sentence.between(max(sentence.start, noun.start - 70), noun.start)
    return (
        re.search(
            r"\b(?:held|hold|holds|holding|attend\w*|resum\w+|conclud\w+|met|meet|for|after|during|in a|launch\w*"
            r"|began|begin|wrapped up|complet\w+|end\w*)\b",
            before,
        )
        is not None
    )


def is_dated(sentence: Sentence, start: int, end: int) -> bool:
    """Not the day on which something was merely said."""
    before = sentence.between(max(sentence.start, start - 16), start)
    if re.match(
        r"\s+(?:morning\s+|evening\s+)?(?:said|reported|told|announced|confirmed)\b",
        sentence.between(end, min(sentence.end, end + 24)),
    ):
        return False
    return (
        re.search(
            r"\b(?:said|told|reported|announced|posted|wrote|confirmed|by|since|until|before|deadline"
            r"|from)\s+(?:\w+\s+)?(?:on\s+)?$",
            before,
        )
        is None
    )


def round_of(sentence: Sentence) -> int | None:
    """The number of a round of talks that the sentence names."""
    if "round" not in sentence.between(sentence.start, sentence.end):
        return None
    for match in _ROUND.finditer(sentence.lower, sentence.start, sentence.end):
        if match[2]:
            return int(match[2])
        if (number := ordinal(match[1])) is not None:
            return number
    return None


@cache
def _cities() -> re.Pattern[str]:
    return re.compile(rf"\b(?:{choice(words('places')['cities'])})\b")


def _place(sentence: Sentence) -> str | None:
    for match in _cities().finditer(sentence.text, sentence.start, sentence.end):
        if _PLACED.search(sentence.between(max(sentence.start, match.start() - 16), match.start())):
            return match[0]
    for each in sentence.parties(sentence.start, sentence.end):
        if each.role in ("name", "capital") and _TRAVELS.search(
            sentence.between(max(sentence.start, each.start - 16), each.start)
        ):
            return re.sub(r"^the ", "", each.text)
    return None


_ITEM = re.compile(r"^(?:and|or|the|on|about|of|their|its|also)\s+|[\s.,;:]+$")


def find_topics(sentence: Sentence) -> list[str]:
    """What talks are about: the list behind "cover", "discussed", "focus on", "talks on"."""
    cues = words("trade")["talks"]["topics"]
    cue = any_of(cues).search(sentence.lower, sentence.start, sentence.end) if sentence.has(cues) else None
    if cue is None:
        return []
    end = any_of([*words("clauses")["stops"], "in", "at", "with", "during", "when", "on"]).search(
        sentence.lower, cue.end() + 1, sentence.end
    )
    listed = sentence.text[cue.end() : end.start() if end else sentence.end]
    out = []
    for item in re.split(r",\s*(?:and\s+)?|\s+and\s+", listed):
        plain = item.strip()
        while (shorter := _ITEM.sub("", plain)) != plain:
            plain = shorter
        if plain and len(plain.split()) <= 5 and not plain[0].isdigit():
            out.append(plain)
    return sorted(set(out))
