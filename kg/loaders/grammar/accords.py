"""Accords whose sides, or one of them, the text tells elsewhere: "three agreements were signed by both governments"."""

from __future__ import annotations

import re
from functools import cache

from kg.loaders.grammar.agreements import TO_TRADE, Accord, accord
from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.lexicon import Hit, choice, forms_of, words
from kg.loaders.grammar.reading import Reading, Sentence, has
from kg.loaders.grammar.resolve import Memory, is_state, venue

__all__ = ["find_accords", "find_earlier", "told_about"]


def told_about(reading: Reading) -> tuple[str, ...]:
    """The one or two states that a text is about: those of its headline, else of its first sentence with any.

    A headline with one state takes the other from the first sentence, where that names one other.
    """
    found: list[str] = []
    for sentence in reading.sentences[:2] if reading.sentences else []:
        named = [
            each.code
            for each in sentence.names
            if each.kind in ("party", "person") and is_state(each.code) and each.code != "ALL"
            if not venue(sentence, each) and not _dateline(sentence, each)
        ]
        more = [code for code in dict.fromkeys(named) if code not in found]
        if found and len(found) + len(more) > 2:
            break
        found += more
        if len(found) > 1:
            break
    return tuple(found) if len(found) < 3 else ()


def _dateline(sentence: Sentence, mention: Mention) -> bool:
    """Whether a place opens the sentence as its dateline: "Tunis - The bank", "GENEVA (Reuters) -"."""
    behind = sentence.between(mention.end, min(sentence.end, mention.end + 40))
    return mention.start - sentence.start < 3 and re.match(r"[^.;]{0,30}?(?:\s[-–]|—|--)\s?", behind) is not None


_FOLLOWS = re.compile(
    r"\b(?:(?:follow|replac|confirm|formali[sz]|finali[sz])(?:s|es|ed|ing)|build(?:s|ing)? on|built on|after) "
    r"(?:[^.;,]{0,40}?\b(?:sign|put|reach|agree|enter)[a-z]* [^.;,]{0,30}?)?(?:an?|the|their|an earlier) "
    r"(?:[a-z-]+ ){0,4}?(?P<noun>heads of agreement|memorandum of understanding|memorandum|mou|letter of intent"
    r"|term sheet|(?:co-?operation |framework |preliminary |initial |provisional )agreement|agreement in principle"
    r"|preliminary deal|initial deal)\b"
)


def find_earlier(sentence: Sentence, last: Accord | None) -> list[Accord]:
    """The accord that the one told last follows: "the deal follows a heads of agreement signed in August"."""
    told = _FOLLOWS.search(sentence.lower, sentence.start, sentence.end) if last is not None else None
    if told is None or last is None or has(told.group(), words("documents")["open"]["never"]):
        return []
    ahead = Hit(told.start("noun"), told.end("noun"), None)
    status = "agreed" if re.search(r"\b(?:principle|deal|co-?operation)\b", told["noun"]) else "signed"
    found = accord(sentence, ahead, last.parties, status)
    found.earlier = True
    return [found] if found.name.casefold() != last.name.casefold() else []


@cache
def _nouns() -> tuple[str, ...]:
    plain = [noun.lower() for noun in words("trade")["agreements"]["nouns"]]
    return (*(noun for noun in plain if noun not in words("accords")["weak"]), *words("documents")["nouns"])


@cache
def _heads() -> frozenset[str]:
    """The last words of accords; a sentence without any tells none."""
    return frozenset(noun.split()[-1] for noun in _nouns())


@cache
def _made(*kept: str) -> str:
    lemmas = [lemma for held in words("documents")["verbs"].values() for lemma in (*held, *words("accords")["verbs"])]
    return choice(tuple(surface for lemma in lemmas for form, surface in forms_of(lemma) if form in kept))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    noun = rf"(?P<noun>\b(?:{choice(_nouns())})\b)"
    no = r"(?:(?!\b(?:agreement|memorand|pact|accord|protocol)|\bmous?\b)[^.;])"  # no other accord between
    done = _made("participle")
    fill = r"(?:[a-z0-9'’-]+ ){0,7}?"
    been = r"(?P<been>was|were|(?:has|have|had)(?: already)? been|(?:is|are)(?: expected| due| set)? to be|will be)"
    return tuple(
        re.compile(form)
        for form in (
            rf"{noun}{no}{{0,140}}? {been} (?:also |formally |then |recently )?(?P<verb>{done})\b",
            rf"\b(?P<verb>{_made('past', 'participle', 's')}) {fill}{noun}",
            rf"\b(?P<verb>{done}) (?:was|were) {fill}{noun}",
            rf"{noun}{no}{{0,90}}?,? (?P<verb>{done})\b(?= (?:in|on|with|by|between|last|this)\b)",
            rf"\b(?P<verb>signing|conclusion|signature|exchange) of {fill}{noun}",
            rf"\b(?P<verb>came|followed) {fill}{noun}(?=,? (?:with|between)\b)",
        )
    )


def find_accords(sentence: Sentence, memory: Memory) -> list[Accord]:
    """Accords of states in a sentence that names fewer than two of them, by those that the text is about.

    None where a firm, a bank or an agency is named: of theirs `documents` tells.
    """
    lower, lists = sentence.between(sentence.start, sentence.end), words("accords")
    if not memory.about or sentence.vocabulary.isdisjoint(_heads()):
        return []
    if any(each.kind in ("company", "agency") for each in sentence.names):
        return []
    if has(lower, words("trade")["agreements"]["not_agreements"]) or has(lower, words("documents")["not"]):
        return []
    found: dict[tuple[str, ...], Accord] = {}
    told = [match for form in _patterns() for match in form.finditer(sentence.lower, sentence.start, sentence.end)]
    for match in sorted(told, key=lambda each: each.start("noun")):
        before = sentence.between(max(sentence.start, match.start() - 40), match.start())
        to_trade = TO_TRADE.match(sentence.lower, match.end("noun"), sentence.end)
        if to_trade or has(before, lists["open"]) or has(match.group(), lists["open"]):
            continue
        place = Hit(match.start("noun"), match.end("noun"), None)
        ends = min([each.start("noun") for each in told if each.start("noun") > place.start] + [sentence.end])
        for sides in _sides(sentence, memory, place, ends):
            found.setdefault(tuple(sides), accord(sentence, place, sides, _status(match)))
    return list(found.values())


def _status(match: re.Match[str]) -> str:
    if re.search(r"\b(?:to|will) be$", match.groupdict().get("been") or ""):
        return "announced"
    verb = match["verb"]
    signed = {surface for lemma in words("documents")["verbs"]["signed"] for _, surface in forms_of(lemma)}
    return "signed" if verb in signed or verb.startswith(("sign", "exchang")) else "agreed"


_WITH = re.compile(r"\bwith\s+(?:the\s+)?$")
_BOTH = re.compile(
    r"\b(?:two|both) (?:sides|countries|governments|nations|states|ministers|leaders|presidents|parties)\b"
    r"|\bbilateral\b|\bmutual\b|\breciprocal\b"
)


def _sides(sentence: Sentence, memory: Memory, noun: Hit[None], ends: int) -> list[list[str]]:
    """The sides of each accord: one for each state behind a "with", else the two that the text is about."""
    named = [
        each
        for each in sentence.names
        if each.kind in ("party", "person") and is_state(each.code) and each.code != "ALL" and not venue(sentence, each)
    ]
    others = [
        each.code
        for each in named
        if noun.end <= each.start < ends and _WITH.search(sentence.between(max(0, each.start - 12), each.start))
    ]
    states = {each.code for each in named if ends == sentence.end or noun.start < each.start < ends}
    main = memory.about[0]
    if others and states <= {*others, main} and main not in others:
        return [sorted((main, code)) for code in dict.fromkeys(others)]
    if len(memory.about) < 2 or not states <= set(memory.about):
        return []
    both = _BOTH.search(sentence.lower, sentence.start, sentence.end)
    return [sorted(memory.about)] if states or both else []
