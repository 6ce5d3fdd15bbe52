"""Agreements with a firm, bank or agency on a side, told by their document: "X signed a heads of agreement with Y".

Those of two states are found by what they are about (`agreements.py`).
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.loaders.grammar.agreements import Accord, accord
from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.lexicon import Hit, choice, forms_of, words
from kg.loaders.grammar.marks import marked
from kg.loaders.grammar.reading import Sentence, has

__all__ = ["find_documents"]

_OWNED = r"(?:⟦\d+⟧'s? (?:[a-z-]+ ){0,3}?)?"  # "Spain's Navantia": the firm signs
_LED = r"(?:the |its |a |an )?(?:[a-z'-]+ ){0,4}?"
_APPOSED = r"(?:,[^,;]{1,80},)?"
_BEFORE = r"(?P<before>(?:⟦\d+⟧,? (?:and )?(?:the )?){0,4})"
_MORE = r"(?P<more>(?:,? (?:and )?" + _LED + r"⟦\d+⟧){0,4})"


@cache
def _verbs(*, passive: bool) -> str:
    kept = ("participle",) if passive else ("base", "s", "past", "participle")
    lemmas = [lemma for held in words("documents")["verbs"].values() for lemma in held]
    return choice(tuple({surface for lemma in lemmas for form, surface in forms_of(lemma) if form in kept}))


@cache
def _patterns() -> tuple[re.Pattern[str], ...]:
    noun = rf"(?P<noun>\b(?:{choice(tuple(words('documents')['nouns']))})\b)"
    phrase = rf"(?P<phrase>(?: (?!with\b|by\b|after\b|before\b)[^\s;.]+){{0,8}}?) {noun}"
    active = rf"(?P<gap>(?: [a-z'-]+){{0,5}}?) (?P<verb>{_verbs(passive=False)})\b"
    passive = (
        r"(?P<gap> (?:was|were|has been|have been|is to be|are to be|will be)) (?:[a-z]+ )?"
        rf"(?P<verb>{_verbs(passive=True)})\b"
    )
    other = rf"{_LED}{_OWNED}⟦(?P<other>\d+)⟧{_MORE}"
    return tuple(
        re.compile(form)
        for form in (
            rf"{_BEFORE}⟦(?P<side>\d+)⟧{_APPOSED}{active}{phrase}[^.;]{{0,90}}? (?:with|between itself and) {other}",
            rf"⟦(?P<side>\d+)⟧{_APPOSED}(?:,| and| with) {other}{_APPOSED}{active}{phrase}",
            rf"⟦(?P<side>\d+)⟧{_APPOSED}[^.;⟦]{{0,30}}?{active}{phrase}[^.;⟦]{{0,20}}? under which {other}",
            rf"^(?:together )?with {other},? (?:the )?⟦(?P<side>\d+)⟧{_APPOSED}{active}{phrase}",
            rf"(?P<phrase>(?:^|\b)(?:[^\s;.]+ ){{0,8}}?){noun}[^.;]{{0,140}}?{passive}[^.;⟦]{{0,60}}? (?:between|by) "
            rf"{_LED}{_OWNED}⟦(?P<side>\d+)⟧{_APPOSED}[^.;⟦]{{0,40}}? (?:and|with) {other}",
            rf"(?P<phrase>(?:^|\b)(?:[^\s;.]+ ){{0,8}}?){noun}[^.;⟦]{{0,100}}?{other}(?:'s?)?[^.;⟦]{{0,120}}?{passive}"
            rf"[^.;⟦]{{0,60}}? by {_LED}{_OWNED}⟦(?P<side>\d+)⟧",
            rf"(?P<verb>{_verbs(passive=False)}|signing|signature)\b(?P<gap>)(?P<phrase>(?: [^\s;.]+){{0,10}}?) {noun}"
            rf"[^.;⟦]{{0,60}}? between {_LED}{_OWNED}⟦(?P<side>\d+)⟧{_APPOSED}[^.;⟦]{{0,40}}? and {other}",
        )
    )


def find_documents(sentence: Sentence, on_trade: bool) -> list[Accord]:
    """The agreement that the sentence tells to be signed, reached or awaited between two named sides.

    One at least is no state; what it is about is told here or elsewhere in an article `on_trade`.
    """
    if not sentence.has(words("documents")["nouns"]) or not (on_trade or sentence.figures):
        return []
    text, names = marked(sentence)
    if len(names) < 2 or all(each.kind == "party" for each in names):
        return []
    for pattern in _patterns():
        for match in pattern.finditer(text):
            status = _status(match)
            sides = _sides(match, names)
            if status and len(sides) > 1 and not has(f"{match['phrase']} {match['noun']}", words("documents")["not"]):
                return [accord(sentence, _place(sentence, match), sides, status)]
    return []


def _place(sentence: Sentence, match: re.Match[str]) -> Hit[None]:
    """Where the noun stands in the text, with what sort of document it is: "sale and purchase agreement"."""
    noun = re.compile(rf"\b{re.escape(match['noun'])}\b")
    nth = len(noun.findall(match.string[: match.start("noun")]))
    found = list(noun.finditer(sentence.lower, sentence.start, sentence.end))[nth]
    sorts = re.compile(rf"(?:\b(?:{choice(tuple(words('documents')['sorts']))})[ -](?:and )?)+$")
    sort = sorts.search(sentence.lower, max(sentence.start, found.start() - 60), found.start())
    return Hit(sort.start() if sort else found.start(), found.end(), None)


def _status(match: re.Match[str]) -> str | None:
    lists, gap = words("documents"), match["gap"]
    before = match.string[max(0, match.start("verb") - 24) : match.start("verb")]
    if has(gap, lists["open"]["never"]) or has(before, lists["open"]["never"]):
        return None
    if has(gap, lists["open"]["announced"]):
        return "announced"
    signed = {surface for lemma in lists["verbs"]["signed"] for _, surface in forms_of(lemma)}
    return "signed" if match["verb"] in signed or match["verb"].startswith("sign") else "agreed"


def _sides(match: re.Match[str], names: Sequence[Mention]) -> list[str]:
    """The sides, each once; none where all are states."""
    told = match.groupdict()
    joined = re.findall(r"⟦(\d+)⟧", f"{told.get('before') or ''}{told['more'] or ''}")
    found = [_owner(match.string, names, int(number)) for number in (match["side"], match["other"], *joined)]
    if all(each.kind == "party" for each in found):
        return []
    return list(dict.fromkeys(each.code if each.kind == "party" else each.text for each in found))


def _owner(text: str, names: Sequence[Mention], number: int) -> Mention:
    """Of "Spain's Navantia" and "the Indian refiner Bharat" the firm."""
    owned = re.search(rf"⟦{number}⟧(?:'s?)? (?:(?!(?:and|or|with|to|for|by|in|of|on)\b)[a-z-]+ ){{0,3}}?⟦(\d+)⟧", text)
    firm = names[int(owned[1])] if owned else None
    return firm if firm is not None and firm.kind == "company" else names[number]
