"""Who imposes a measure, and who bears it where that side tells it."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from kg.loaders.grammar.entities import Mention, find_products
from kg.loaders.grammar.lexicon import Hit, Verb, choice, forms_of, words
from kg.loaders.grammar.measure_places import BEARING, Found, Place, bears, clause_start, is_free
from kg.loaders.grammar.reading import Sentence
from kg.loaders.grammar.resolve import Agent, Memory, agent, gerund_subject, is_state
from kg.model import codes

__all__ = ["REACTS", "TAKEN_UP", "announcer", "imposed_by"]


def imposed_by(
    sentence: Sentence, memory: Memory, place: Place, earlier: Sequence[Found], avoided: bool
) -> tuple[str | None, str | None]:
    """(who imposes, who bears where the sentence is told from that side).

    The words that tie a measure to its owner go before the subject of the clause: "Kenyan tariffs", "tariffs imposed
    by Kenya", "the tariff that Kenya puts on".
    """
    noun = place.noun
    at = min([hit.start for hit in place.doings if hit.start < noun.start] or [noun.start])
    passive = bool(place.doings) and place.doings[0].start > noun.start and not sentence.title
    held = None if passive and _begins(sentence, noun.start) else agent(sentence, at, memory)
    if held is not None and ";" in sentence.between(held.end, at):
        held = None
    code = held.code if held and is_state(held.code) else None
    joint = noun.value.group == "sanction" and place.doings and not passive
    if code and held and any(map(is_state, held.also)) and not _owner(sentence, noun) and not joint:
        return None, None  # two sides that agree on tariffs do not say whose they are
    owner = _owner(sentence, noun) or _bloc_owner(sentence, memory, noun) or _maker(sentence, place)
    if avoided:
        named = [each.code for each in sentence.parties(sentence.start, noun.start) if each.code != code]
        return owner or (named[-1] if named else memory.other(code or "")), code
    if entered := _entered(sentence, noun):
        return entered
    if code and not owner and REACTS.search(sentence.between(sentence.start, noun.start)):
        others = [each.code for each in sentence.parties(sentence.start, sentence.end) if each.code != code]
        return (others[0] if len(set(others)) == 1 else None), code
    if code and not owner and _IN_RETURN.search(sentence.between(sentence.start, noun.start)):
        others = [each.code for each in sentence.parties(sentence.start, sentence.end) if each.code != code]
        return (others[0] if len(set(others)) == 1 else None), code
    if told := _from_below(sentence, memory, place, earlier, code, owner, at):
        return told
    if owner:
        return owner, code if code != owner and _gains(sentence, place, held) else None
    imposer = _by_subject(sentence, memory, place, earlier, code, at)
    onto = _ON_GOODS_OF.match(sentence.between(noun.end, place.end))
    hit = [each.code for each in sentence.parties(noun.end, place.end) if onto and each.start <= noun.end + onto.end()]
    if imposer in hit:  # nobody puts a tariff on his own goods
        others = [
            each.code for each in sentence.names if each.kind in ("party", "person") and each.code not in ("", *hit)
        ]
        imposer = others[-1] if others else memory.other(imposer or "")
    return imposer, None


_ON_GOODS_OF = re.compile(
    r"(?:\s+(?:of|at)\s+(?:[\w.]+\s+){0,3}?[\d.,]+\s?(?:%|per\s?cent))?\s+(?:on|against)\s+(?:[a-z-]+\s+){0,2}"
)  # "tariffs on Thai rubber", "duties of up to 36% on Thai rubber"


def _bloc_owner(sentence: Sentence, memory: Memory, noun: Hit[Verb]) -> str | None:
    """The bloc of "the bloc's tariffs": the one last named."""
    near = [
        each for each in sentence.names if each.kind == "reference" and each.role == "bloc" and each.end <= noun.start
    ]
    if not near or not re.fullmatch(r"['’]s?\s+(?:[\w%-]+\s+){0,3}", sentence.between(near[-1].end, noun.start)):
        return None
    named = [each.code for each in sentence.parties(sentence.start, near[-1].start)]
    blocs = codes.scheme("bloc")
    return next((code for code in (*reversed(named), *reversed(memory.parties)) if code in blocs), None)


def _begins(sentence: Sentence, at: int) -> bool:
    """Whether a clause begins with the noun or the words that describe it: "…, tariffs on cars will be lowered"."""
    before = sentence.between(sentence.start, at)
    return (
        re.search(
            r"(?:^|[,;:]|\b(?:and|while|but)\s)\s*(?:(?:the|its|their|all|most|a|an)\s+)?(?:[\w%-]+\s+){0,3}$", before
        )
        is not None
    )


_GAINS = re.compile(
    r"\b(?:secur|w[io]n|obtain|negotiat|seek|sought|ask|request|clinch|strike|struck|deal|agree)\w*\b", re.IGNORECASE
)


def _gains(sentence: Sentence, place: Place, held: Agent | None) -> bool:
    """Whether the subject is the one the measure of another is aimed at: it sees it cut, or just names no other."""
    if held is None or held.start > place.noun.start:
        return False
    gap = sentence.between(held.end, place.noun.start)
    return _GAINS.search(gap) is not None or not any(hit.start > held.end for hit in place.doings)


REACTS = re.compile(
    r"\b(?:in (?:retaliation|response|reaction) (?:for|to|against)|retaliat\w+ (?:for|against)|hit(?:s"
    r"|ting)? back at|respond\w* to"
    r"|answer to|over|because of|punish\w* for)\s+(?:[\w.'’%-]+\s+){0,3}$"
)  # another's measure, to which the subject answers
_IN_RETURN = re.compile(r"\bin (?:return|exchange) for\s+[^,;]*$")
_ENTERS = re.compile(r"\b(?:enter\w*|access\w*|into)\s+(?:the\s+)?$")


def _entered(sentence: Sentence, noun: Hit[Verb]) -> tuple[str, str | None] | None:
    """(whose market, whose goods) of "100,000 British cars can enter the U.S. market at a 10% tariff"."""
    named = sentence.parties(sentence.start, noun.start)
    for n, each in enumerate(named):
        if _ENTERS.search(sentence.between(max(sentence.start, each.start - 16), each.start)):
            return each.code, next((other.code for other in reversed(named[:n]) if other.code != each.code), None)
    return None


def _from_below(
    sentence: Sentence,
    memory: Memory,
    place: Place,
    earlier: Sequence[Found],
    code: str | None,
    owner: str | None,
    at: int,
) -> tuple[str | None, str | None] | None:
    """The sides where the one who bears the measure is the subject: "Kenya faces", "exports to the United States"."""
    noun = place.noun
    to = re.search(r"\b(?:exports|shipments|goods exported)\s+to\s+", sentence.between(noun.end, place.end))
    free = is_free(noun.value.lemma)
    gets = free and _GETS.search(sentence.between(max(sentence.start, noun.start - 40), noun.start)) is not None
    if gets:
        to = re.search(r"\bto\s+(?:the\s+)?", sentence.between(noun.end, place.end)) or to
    own = _OWN_GOODS.match(sentence.lower, noun.end, place.end)
    if not to and not gets and not own and not any(bears(sentence, hit) for hit in place.doings):
        return None
    zone = sentence.parties(noun.end + (to.end() if to else 0), place.end) or sentence.parties(
        clause_start(sentence, noun.start), noun.start
    )
    if own:
        nearest = [each.code for each in sentence.parties(sentence.start, noun.start)]
        if nearest and nearest[-1] != code and code is not None:
            return owner or code, nearest[-1]
    if code is None or code == owner:
        named = sentence.parties(clause_start(sentence, noun.start), noun.start)
        code = next((each.code for each in named if each.code != owner), None)
    code = gerund_subject(sentence, at) or code
    before = earlier[-1].imposer if earlier else memory.measure[0] if memory.measure else None
    told = before if before != code else None
    other = owner or next((each.code for each in zone if each.code != code), None) or told
    wide = (each.code for each in sentence.parties(sentence.start, noun.start) if each.code != code)
    return other or next(wide, None) or (memory.other(code) if code else None), code


_OWN_GOODS = re.compile(
    r"(?:\s+of\s+[\w.% -]{1,14}?|\s+at\s+[\w.% -]{1,14}?)?\s+on\s+(?:most of |all |many of )?(?:its"
    r"|their)\s+(?:own\s+)?(?:\w+\s+){0,2}?"
    r"(?:exports|goods|products|shipments|cars|steel)\b"
)  # "agreed to a 20% tariff on its exports" is told by who bears it
_GETS = re.compile(
    r"\b(?:gets?|got|gain\w*|win|wins|won|secur\w+|enjoy\w*|receiv\w+|obtain\w*|ha(?:s|ve)|keeps?|kept"
    r"|have)\s+(?:\w+\s+){0,2}$"
)  # whose goods are let in is told as the subject
_WHEN = r"(?:\s+(?:on|in|last|this|from|since|earlier|late|early)(?:\s+[\w.]+){1,3}?|\s+today|\s+yesterday)?"


@cache
def _made_by() -> tuple[re.Pattern[str], re.Pattern[str], re.Pattern[str]]:
    """(made by near, made by far, that somebody makes): "a duty of 34.5% on resins from China was imposed by"."""
    lists = words("measures")
    lemmas = {lemma for group in lists["actions"].values() for lemma in group} - BEARING - set(lists["own"]["verbs"])
    forms = {surface for lemma in lemmas for _, surface in forms_of(lemma)}
    makes = rf"(?:{choice(forms)})\b"
    return (
        re.compile(
            rf"[^,;.]{{0,60}}?\b{makes}{_WHEN}(?:\s+(?:from|to|at)\s+[\d.,]+\s?(?:%|per\s?cent|percent)){{0,2}}"
            r"\s+by\s+(?=(?:[a-z]+\s+){0,3}[A-Z])"
        ),
        re.compile(
            rf"[^;]{{0,160}}?\b(?:was|were|been|be|being)\s+(?:\w+ly\s+)?{makes}(?:\s+[^;]{{1,40}}?)?\s+by\s+"
            r"(?=(?:[a-z]+\s+){0,3}[A-Z])"
        ),
        re.compile(rf"(?:\s+(?:has|had|have|will|would|now|is|to))*\s+{makes}"),
    )


def _maker(sentence: Sentence, place: Place) -> str | None:
    """Who makes the measure by the words behind it: "imposed by X", "that X puts on"."""
    behind = sentence.text[place.noun.end : sentence.end]  # capitals tell names from small words
    near, far, makes = _made_by()
    by = (near.match(behind) or far.match(behind)) if "by" in sentence.vocabulary else None
    if by:
        start = place.noun.end + by.end()
        return next(
            (
                each.code
                for each in sentence.names
                if each.start >= start and each.kind in ("party", "person") and each.code
            ),
            None,
        )
    for each in sentence.names:
        if each.kind in ("party", "person") and each.code and place.noun.end < each.start < place.noun.end + 40:
            lead = sentence.between(place.noun.end, each.start)
            told = makes.match(sentence.between(each.end, sentence.end))
            if told and re.fullmatch(r"\s+(?:that\s+|which\s+)?(?:the\s+)?(?:president\s+)?", lead):
                return each.code
    return None


def _by_subject(
    sentence: Sentence, memory: Memory, place: Place, earlier: Sequence[Found], code: str | None, at: int
) -> str | None:
    """Who imposes where only the clause's subject, or what was told before, can say it."""
    if code is not None:
        return code
    if (
        place.doings
        and place.doings[0].start > place.noun.start
        and _begins(sentence, place.noun.start)
        and not sentence.title
    ):
        told = earlier[-1].imposer if earlier else memory.measure[0] if memory.measure else None
        return announcer(sentence) or told  # a passive: who did it was told before, or nowhere
    lead = sentence.between(max(sentence.start, place.noun.start - 30), place.noun.start)
    if memory.measure and TAKEN_UP.search(lead):
        return memory.measure[0]
    passive = place.doings and _BEING.search(sentence.between(sentence.start, place.doings[0].start))
    begins = _begins(sentence, place.noun.start) and not sentence.title
    if (passive or begins) and (said := announcer(sentence)):
        return said  # "Peru said goods from Kenya would be hit with", "the duty will be 15%, Lima said"
    if earlier:
        return earlier[-1].imposer
    hit = [each.code for each in sentence.parties(place.noun.end, place.end)]  # nobody puts a tariff on his own goods
    if memory.measure and set(hit) & set(memory.measure[1]):
        return memory.measure[0]
    if memory.subject and is_state(memory.subject.code) and memory.subject.code not in hit:
        return memory.subject.code
    if ";" in sentence.between(sentence.start, place.noun.start):
        return None  # a clause of its own, with nobody in it
    person = next((each.code for each in sentence.names if each.kind == "person" and each.code), None)
    states = sentence.parties(sentence.start, at)
    alone = len({each.code for each in states}) == 1 and states[0].role != "demonym"
    return person or (states[0].code if alone else None)


def _owner(sentence: Sentence, noun: Hit[Verb]) -> str | None:
    """Whose measure it is by the words right before it: "U.S. tariffs", "Trump's 25% tariffs", "Kenya's chip duty".

    A plain name ("Canada tariffs") is whom it is aimed at.
    """
    fill = words("measures")["owner"]["words"]
    for each in reversed(sentence.names):
        if each.end <= noun.start and each.kind in ("party", "person") and each.code:
            gap = sentence.text[each.end : noun.start]
            owned = re.match(r"['’]s?\b", gap)
            loose = (
                each.role in ("demonym", "capital") or each.text in words("clauses")["acronyms"] or each.code == "EU"
            )
            plain = re.sub(r"['’]s?\b|\d[\d.,]*[\s-]?(?:%|percent|per cent)", " ", gap.lower())
            goods = {
                word
                for item in find_products(sentence.text, each.end, noun.start)
                for word in item.text.lower().split()
            }
            if set(plain.split()) <= {*fill, *goods} and (owned or loose or each.kind == "person"):
                return each.code
            if not (set(plain.split()) <= {*fill, *goods}):
                return None
    return None


_OFFICES = re.compile(
    r"(?:['’]s?)?\s+(?:[a-z]+\s+){0,4}(?:government|ministry|cabinet|customs|council|parliament|commission|authorit(?:y|ies)"
    r"|side|department|directorate|treasury|agency|regulator|gazette|journal|notification|decree|notice)"
    r"\s+(?:said|says|announced|decided|confirmed|showed|shows)\b",
    re.IGNORECASE,
)
_SAYS = re.compile(r"\s+(?:has\s+)?(?:said|says|announced)\b")


def announcer(sentence: Sentence) -> str | None:
    """Whose government says it: "a duty will be levied on …, the Chinese commerce ministry said"."""
    named = [each for each in sentence.names if each.kind in ("party", "person") and each.code]
    return next(
        (
            each.code
            for each in named
            if not any(other.code == each.code and other is not each for other in named)
            and (
                _OFFICES.match(sentence.lower, each.end, sentence.end)
                or (_speaks(sentence, each) and _SAYS.match(sentence.lower, each.end, sentence.end))
            )
        ),
        None,
    )


def _speaks(sentence: Sentence, each: Mention) -> bool:
    """Whether a name that says something speaks for its state: it begins the sentence, or is a capital or a body."""
    return (
        each.start < sentence.start + len("the u")
        or each.role in ("capital", "metonym")
        or each.kind == "person"
        or each.text.endswith(("Commission", "House"))
    )


_BEING = re.compile(r"\b(?:be|been|is|are|was|were)\s+$")


TAKEN_UP = re.compile(r"\b(?:the|these|those|this)\s+(?:new\s+|latest\s+|additional\s+|planned\s+|import\s+)?$")
