"""Talks and agreements between states."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache

from kg.loaders.grammar.lexicon import Gazetteer, Hit, Verb, verbs, words
from kg.loaders.grammar.phrases import ordinal
from kg.loaders.grammar.reading import Sentence, any_of, has
from kg.loaders.grammar.resolve import Memory, agents, is_state

__all__ = ["Accord", "Meeting", "accords", "meetings", "topics"]

_ROUND = re.compile(r"\b(\w+)(?=[\s-]+(?:\w+\s+){0,2}rounds?\b)|\bround\s+(\d{1,2})\b")
_TRAVELS = re.compile(
    r"\b(?:in|at|visit|visits|visiting|visited|(?:travel\w*|trip|fl(?:y|ew|ies)|go|head\w*|return\w*) to|left for)"
    r"\s+(?:the\s+)?$"
)
_PLACED = re.compile(r"\b(?:in|to|at|visit|visits|visiting|visited)\s+(?:the\s+|downtown\s+)?$")


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


@cache
def _talks() -> Gazetteer[Verb]:
    lists = words("trade")["talks"]
    return verbs({"never": {"phrases": lists["never"]}, "talks": {"verbs": lists["verbs"], "nouns": lists["nouns"]}})


def meetings(sentence: Sentence, memory: Memory, around: str) -> list[Meeting]:
    """Talks of a sentence; `around` is the article's lower-case text, which may say what they are about."""
    lists = words("trade")["talks"]
    lower = sentence.between(sentence.start, sentence.end)
    hits = [hit for hit in sentence.find(_talks()) if hit.value.group == "talks"]
    if not hits or has(lower, lists["not_talks"]):
        return []
    found = _round(sentence)
    nouns = any(hit.value.form == "noun" for hit in hits)
    people = {each.code for each in sentence.names if each.kind == "person" and each.code}
    if not has(lower, lists["context"]) and not (
        has(around, lists["context"]) and (found or nouns or people) and not sentence.title
    ):
        return []
    parties = agents(sentence, memory)
    if len(parties) == 1 and (found or _with_unnamed(lower)):
        other = memory.other(parties[0])
        parties += [other] if other else []
    if len(parties) < 2:
        return []
    meeting = Meeting(sentence, sorted(parties), found)
    meeting.officials = sorted({each.text for each in sentence.names if each.kind == "person"})
    near = min(hits, key=lambda hit: 0 if hit.value.form == "noun" else 1)
    meeting.date = next(
        (when.edtf for when in sentence.whens if when.edtf and _dated(sentence, when.start, when.end)), None
    )
    meeting.place = _place(sentence)
    host = next((each.code for each in sentence.names if each.kind == "party" and each.text == meeting.place), None)
    if host in meeting.parties and len(meeting.parties) > 2:
        meeting.parties.remove(host)
    meeting.topics = topics(sentence)
    verb = any(hit.value.form != "noun" for hit in hits)
    meeting.firm = bool(found or verb or (meeting.place and meeting.date) or _held(sentence, near))
    return [meeting] if meeting.firm or nouns else []


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


def _dated(sentence: Sentence, start: int, end: int) -> bool:
    """Not the day on which something was merely said."""
    before = sentence.between(max(sentence.start, start - 16), start)
    if re.match(
        r"\s+(?:morning\s+|evening\s+)?(?:said|reported|told|announced|confirmed)\b",
        sentence.between(end, min(sentence.end, end + 24)),
    ):
        return False
    return (
        re.search(
            r"\b(?:said|told|reported|announced|posted|wrote|confirmed|by|since|until|before|deadline|from)\s+(?:\w+\s+)?(?:on\s+)?$",
            before,
        )
        is None
    )


def _round(sentence: Sentence) -> int | None:
    for match in _ROUND.finditer(sentence.lower, sentence.start, sentence.end):
        if match[2]:
            return int(match[2])
        if (number := ordinal(match[1])) is not None:
            return number
    return None


@cache
def _cities() -> re.Pattern[str]:
    return re.compile(
        r"\b(?:"
        + "|".join(re.escape(city) for city in sorted(words("places")["cities"], key=lambda each: (-len(each), each)))
        + r")\b"
    )


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


def topics(sentence: Sentence) -> list[str]:
    """What talks are about: the list behind "cover", "discussed", "focus on", "talks on"."""
    cue = any_of(words("trade")["talks"]["topics"]).search(sentence.lower, sentence.start, sentence.end)
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


@cache
def _accord_nouns() -> Gazetteer[Verb]:
    return verbs({"agreement": {"nouns": words("trade")["agreements"]["nouns"]}})


@cache
def _accord_verbs() -> Gazetteer[Verb]:
    return verbs({status: {"verbs": lemmas} for status, lemmas in words("trade")["agreements"]["status"].items()})


def accords(sentence: Sentence, memory: Memory) -> list[Accord]:
    """Agreements of a sentence that have two sides and a status; hopes of one are none."""
    lists = words("trade")["agreements"]
    lower = sentence.between(sentence.start, sentence.end)
    if has(lower, lists["not_agreements"]) or not has(lower, [*lists["context"], *words("trade")["talks"]["context"]]):
        return []
    for noun in sentence.find(_accord_nouns()):
        before = sentence.between(max(sentence.start, noun.start - 90), noun.start)
        if re.search(r"\b(?:" + "|".join(lists["not_before"]) + r")\s+(?:[\w-]+\s+){0,2}$", before):
            continue
        status = _status(sentence, noun)
        parties = _sides(sentence, memory, noun, status)
        if status and len(parties) > 1:
            name = _name(sentence, noun)
            when = next(
                (
                    each.edtf
                    for each in sentence.whens
                    if each.edtf
                    and _dated(sentence, each.start, each.end)
                    and each.start - noun.end < 60
                    and noun.start - each.end < 40
                ),
                None,
            )
            people = sorted({each.text for each in sentence.names if each.kind == "person"})
            return [
                Accord(
                    sentence,
                    name,
                    sorted(parties),
                    status,
                    when if status in ("agreed", "signed", "announced", "in_force") else None,
                    _instrument(name),
                    people,
                )
            ]
    return []


def _status(sentence: Sentence, noun: Hit[Verb]) -> str | None:
    """By the nearest verb before the noun, else behind it."""
    hits = sentence.find(_accord_verbs())
    left = [
        hit
        for hit in hits
        if hit.end <= noun.start
        and noun.start - hit.end < 60
        and not re.search(r"[;]|\bsaid\b", sentence.between(hit.end, noun.start))
    ]
    if left:
        last = left[-1]
        wished = re.search(
            r"\b(?:to|could|may|might|hope\w*|if|not|would|will|fail\w*|unless|without)\s+(?:\w+\s+)?$",
            sentence.between(max(sentence.start, last.start - 22), last.start),
        )
        if not wished:
            return last.value.group
        return (
            "considering"
            if last.value.group in ("agreed", "signed")
            and re.search(
                r"\b(?:close|near|set|plan\w*|expected|will)\b",
                sentence.between(max(sentence.start, last.start - 40), last.start),
            )
            else None
        )
    right = [
        hit
        for hit in hits
        if hit.start >= noun.end
        and hit.start - noun.end < 50
        and not re.search(r"[;,]", sentence.between(noun.end, hit.start))
    ]
    for hit in right:
        gap = sentence.between(noun.end, hit.start)
        if hit.value.form in ("past", "participle") and not re.search(r"\b(?:to|not|if|under which)\b", gap):
            return hit.value.group
    return (
        "in_force"
        if noun.value.lemma.lower().startswith("phase one")
        and re.search(r"\bunder the\s+$", sentence.between(max(sentence.start, noun.start - 12), noun.start))
        else None
    )


def _sides(sentence: Sentence, memory: Memory, noun: Hit[Verb], status: str | None) -> list[str]:
    """The sides: joined or hyphenated names, "with X", else all states of the sentence when there are two."""
    found = [code for code in agents(sentence, memory) if is_state(code)]
    if len(found) > 2:
        with_ = re.search(r"\bwith\s+(?:the\s+)?", sentence.between(noun.end, min(sentence.end, noun.end + 60)))
        if with_:
            partner = [each.code for each in sentence.parties(noun.end, min(sentence.end, noun.end + 90))]
            first = next((code for code in found if code not in partner[:1]), None)
            return [code for code in (first, *partner[:1]) if code]
        near = [each.code for each in sentence.names if each.kind == "party" and each.end <= noun.start]
        ordered = list(dict.fromkeys(near))
        return ordered[:2] if len(ordered) >= 2 else found[:2]
    if len(found) == 1 and status:
        other = memory.other(found[0])
        sides = next((sides for sides in memory.deal if found[0] in sides), None)
        return sorted(sides) if sides else [found[0], other] if other and len(memory.parties) <= 2 else found
    return found


def _name(sentence: Sentence, noun: Hit[Verb]) -> str:
    """The noun phrase as printed, with a capitalised name around it if there is one."""
    before = re.search(
        r"(?:(?:[A-Z][\w’'-]+|Free|free|interim|bilateral|reciprocal|limited|preliminary|initial"
        r"|comprehensive|landmark)\s+)+$",
        sentence.text[max(sentence.start, noun.start - 50) : noun.start],
    )
    after = re.match(r"\s+on\s+(?:[A-Z][\w’'-]+\s?)+", sentence.text[noun.end : sentence.end])
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
