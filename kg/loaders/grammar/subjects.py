"""Which names may be the subject of a verb: none that hang on something else, describe a noun, or stand in a remark."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.reading import Sentence
from kg.loaders.grammar.when import DAYS, MONTHS

__all__ = ["apposed", "aside", "candidates", "hangs", "is_chosen", "other_subject"]


@cache
def _before() -> re.Pattern[str]:
    prepositions = "|".join(sorted(words("clauses")["prepositions"], key=lambda each: (-len(each), each)))
    return re.compile(rf"(?:^|[\s,(])(?:{prepositions})\s+(?:the\s+|its\s+|a\s+|both\s+|president\s+)?$")


_BODIES_OF = re.compile(
    r"(?:^|[,;:\-–—]\s|\b(?:that|while|and)\s)(?:the\s)?(?:companies|firms|investors|banks|airlines|refiners"
    r"|buyers|importers|carmakers"
    r"|chipmakers|manufacturers|government|parliament|leaders?|president|governments)\s(?:from|of)\s(?:the\s)?$"
    r"|\b(?:commission|ministry|authority|senate|cabinet)\sof\s(?:the\s)?$"
    r"|\b(?:countries|nations|members|member states)\sof\s(?:the\s)?$"
    r"|\b(?:joint\s)?(?:venture|consortium|partnership|alliance)\s(?:between|of|led by)\s(?:the\s)?$"
)  # "the government of Canada", "companies from Chile" act for their country


@cache
def _chosen() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(words("clauses")["chosen"]) + r")\s+(?:the\s+)?$")


def is_chosen(sentence: Sentence, mention: Mention) -> bool:
    """Whether the name is what somebody picks: "picked Airbus"."""
    return _chosen().search(sentence.between(max(sentence.start, mention.start - 20), mention.start)) is not None


def hangs(sentence: Sentence, mention: Mention) -> bool:
    """Whether the name hangs on a preposition ("with the United States") or is a verb's object ("picked Airbus")."""
    known, place = sentence.hanging, (mention.start, mention.end)  # several passes ask it of every name
    if place not in known:
        known[place] = _hangs(sentence, mention)
    return known[place]


def _hangs(sentence: Sentence, mention: Mention) -> bool:
    if is_chosen(sentence, mention):
        return True
    if _BODIES_OF.search(sentence.between(sentence.start, mention.start)):
        return False
    begins = apposed(sentence, mention)
    if _before().search(sentence.between(max(sentence.start, begins - 24), begins)):
        if _AS.search(sentence.between(max(sentence.start, begins - 24), begins)):
            return False
        return not re.match(r"\s+[a-z]+ing\b", sentence.between(mention.end, sentence.end))  # "for Japan buying"
    first = next((each for each in sentence.names if each.kind == "company" and each.end + 5 == mention.start), None)
    return first is not None and sentence.between(first.end, mention.start) == " and " and hangs(sentence, first)


_AS = re.compile(
    r"(?<!such )(?<!so )(?<!same )(?<!well )(?<!known )(?<!acting )(?<!serve )(?<!far )\bas\s+(?:the\s+)?$"
)
# "as X ordered jets" opens a clause, "such as X" does not


def apposed(sentence: Sentence, mention: Mention) -> int:
    """Where the phrase begins that ends in a firm's name: of "U.S. exporter X", "Taiwan's X" with the country."""
    if mention.kind != "company":
        return mention.start
    for each in sentence.names:
        if each.kind == "party" and each.end < mention.start:
            gap = sentence.between(each.end, mention.start)
            owned = gap[0] in "'’" or each.role == "demonym" or each.text in words("clauses")["acronyms"]
            if _KINDS.fullmatch(gap) and (owned or gap.split()):
                return each.start
    kind = _KIND_BEFORE.search(sentence.between(max(sentence.start, mention.start - 40), mention.start))
    return mention.start - len(kind[1]) if kind else mention.start


_KINDS = re.compile(
    r"(?:['’]s?)?\s+(?:state-\w+\s+)?"
    r"(?:(?!(?:and|or|to|will|said|says|of|from|with|for|by|in|on|at|as|than)\b)[a-z-]+\s+){0,3}"
)
_KIND_BEFORE = re.compile(
    r"\s((?:[a-z-]+\s+)?(?:\w*maker|producer|exporter|importer|supplier|refiner|developer|builder|group|firm|company"
    r"|giant|miner|utility|lender|airline|carrier|operator|planemaker|trader|conglomerate)\s+)$"
)


@cache
def _agent_nouns() -> re.Pattern[str]:
    return re.compile(r"(?:['’]s)?\s+(?:[\w-]+\s+){0,2}(?:" + "|".join(sorted(words("offices")["agents"])) + r")\b")


def _modifies(sentence: Sentence, mention: Mention) -> bool:
    """Whether the name only describes a noun behind it ("American rice", "U.S. goods")."""
    if mention.kind != "party":
        return False
    if sentence.text[mention.start - 1 : mention.start] in ("-", "–", "/"):
        return True
    behind = sentence.between(mention.end, min(sentence.end, mention.end + 48))
    if _UNNAMED.match(sentence.text, mention.end, sentence.end) and _AN.search(
        sentence.between(max(sentence.start, mention.start - 16), mention.start)
    ):
        return _firm_before(sentence, mention)  # "a German company will invest", not "Cyclic, a German company, will"
    firm = _FIRM_KIND.match(behind)
    if firm and _NAMELESS.match(sentence.text, mention.end + firm.end()) and not _led_to(sentence, mention, firm.end()):
        return True  # "the American fund Larkmar" is no state, though nobody knows the name
    if _agent_nouns().match(behind) or re.match(r"['’]s?\s", behind):
        return False
    if not sentence.title and _PROPER.match(sentence.text, mention.end) and not _leads_in(sentence, mention):
        return True  # "US Wheat Associates" is not the USA
    loose = mention.role == "demonym" or mention.text in words("clauses")["acronyms"]
    following = re.match(r"[\s-]+([\w'-]+)", behind)
    if not following or not loose:
        return bool(behind.startswith("-"))
    word = following[1]
    return not (word in words("clauses")["auxiliary"] or _verbal(word))


_FIRM_KIND = re.compile(
    r"\s+(?:[a-z-]+\s+)?(?:fund|company|firm|group|airline|carrier|[a-z]*maker|giant|utility|miner)\s"
)
_NAMELESS = re.compile(r"(?:\d+ )?[A-Z][a-z]")


def _led_to(sentence: Sentence, mention: Mention, gap: int) -> bool:
    """Whether a name that is known begins behind a kind of firm."""
    return any(each.start == mention.end + gap for each in sentence.names)


def _firm_before(sentence: Sentence, mention: Mention) -> bool:
    """Whether what is described is a firm named just before: "Cyclic Materials, a Canadian company"."""
    return any(
        each.kind == "company"
        and each.end < mention.start
        and re.fullmatch(r",\s+an?\s+(?:\w+\s)?", sentence.between(each.end, mention.start))
        for each in sentence.names
    )


_UNNAMED = re.compile(r"\s+(?:[a-z-]+\s+){0,2}(?:company|firm|group|consortium|manufacturer|[a-z]*maker)\s+(?![A-Z])")
_AN = re.compile(r"\b(?:an?|one)\s(?:\w+\s)?$")
_PROPER = re.compile(r" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b|I\b)[A-Z][a-z]")


def _leads_in(sentence: Sentence, mention: Mention) -> bool:
    """Whether the capital behind the name begins another name the lists hold ("Japan Prime Minister" is an office)."""
    return any(
        each.start == mention.end + 1 and each.kind in ("person", "company", "outlet") for each in sentence.names
    )


@cache
def _verb_forms() -> frozenset[str]:
    from_lists = [*words("grades").values(), *words("actions").values()]
    lemmas = [lemma.split()[0] for lists in from_lists for lemma in lists.get("verbs", ())]
    lemmas += [lemma.split()[0] for group, items in words("measures")["actions"].items() for lemma in items]
    lemmas += [
        "say",
        "hold",
        "meet",
        "start",
        "begin",
        "resume",
        "make",
        "take",
        "give",
        "run",
        "seal",
        "close",
        "near",
        "call",
    ]
    return frozenset(lemmas)


def _verbal(word: str) -> bool:
    """Whether the word is a form of a known verb, roughly; nouns in -s may pass, which costs little."""
    lemmas = _verb_forms()
    stems = {
        word,
        word.removesuffix("s"),
        word.removesuffix("es"),
        word.removesuffix("ed"),
        word.removesuffix("d"),
        word.removesuffix("ing"),
    }
    stems |= {stem[:-1] for stem in stems if len(stem) > 3 and stem[-1] == stem[-2]}
    if word.endswith(("ies", "ied")):
        stems.add(word[:-3] + "y")
    irregular = {form for forms in words("verbs")["irregular"].values() for form in forms}
    return not lemmas.isdisjoint(stems) or word in irregular


def candidates(sentence: Sentence, start: int, end: int) -> list[Mention]:
    """Names that may be subjects between two offsets."""
    kinds = ("party", "company", "agency", "person", "reference")
    found = [each for each in sentence.names if each.kind in kinds and start <= each.start and each.end <= end]
    hanging = _listed_below(sentence, found)
    return [
        each
        for each in found
        if (each.code or each.kind == "company")
        and each.code != "ALL"
        and each not in hanging
        and not hangs(sentence, each)
        and not _modifies(sentence, each)
    ]


def _listed_below(sentence: Sentence, names: Sequence[Mention]) -> list[Mention]:
    """Further names of a list of three or more that a preposition opens: "in Mexico, Canada and South Korea"."""
    between = [sentence.between(one.end, other.start).strip() for one, other in pairwise(names)]
    found: list[Mention] = []
    for n, first in enumerate(names):
        m = n
        while m < len(between) and between[m] == ",":
            m += 1
        if m > n and m < len(between) and between[m] in ("and", "or", ", and", ", or") and hangs(sentence, first):
            found += names[n + 1 : m + 2]
    return found


_ASIDE = re.compile(
    r",\s+(?:which|whose|who|where|an?\s(?:[\w-]+\s){0,6}|led by|owned by|backed by|part of"
    r"|a (?:unit|subsidiary|division|arm|part) of)\b[^,]*$"
)


def aside(sentence: Sentence, mention: Mention, at: int) -> bool:
    """Whether the name stands in a remark between commas: "S-Oil, whose owner is Aramco, will invest"."""
    opened = _ASIDE.search(sentence.between(max(sentence.start, mention.start - 120), mention.start))
    return opened is not None and "," in sentence.between(mention.end, at)


_REPORTS = re.compile(
    r"\b(?:(?:said|says|say|added|adds|noted|notes|claim(?:s|ed)|estimat(?:es|ed)|told [\w ]{2,30}?)"
    r"(?: (?:late|early))?(?: (?:on|in) \w+)?(?: \w+day| today| yesterday| earlier)?(?: that)?"
    r"|(?:announced|confirmed|reported|showed|stressed|reiterated|believes?|indicated)(?: [^,;]{0,24})? that)"
    r" (?:the|an?|its|their|his|her|our|this|these|those|some|several|many|most|all|both|any|no|private|foreign|local"
    r"|domestic|new|other|two|three|four|five|\d+|[a-z]+s)\b([^.;]*)"
)  # what is said begins with a subject of its own
_FINITE = re.compile(r"\b(?:will|would|has|have|had|is|are|was|were|could|may|might|can|should|must|shall)\b")


def other_subject(sentence: Sentence, start: int, at: int) -> bool:
    """Whether an unknown noun is the verb's subject: "Boeing said the order would", not "said its government would".

    The noun phrase behind "said" counts up to the verb that follows it.
    """
    for unknown in _UNKNOWN.finditer(sentence.text, start, sentence.end) if not sentence.title else ():
        inside = unknown.start(1) < at and not any(
            each.start < unknown.end(1) and unknown.start(1) < each.end for each in sentence.names
        )
        if inside and not _agents_only().search(unknown[1].lower()) and unknown[1].split()[0] not in _CALENDAR:
            return True
    told = list(_REPORTS.finditer(sentence.between(start, at)))
    verb = _FINITE.search(told[-1][1]) if told else None
    return verb is not None and _agents_only().search(told[-1][1][: verb.start()]) is None


_UNKNOWN = re.compile(
    r"(?:\b(?:that|said|see|saw|while|whereas|where|under which|in which)|;|, and)\s+(?:the\s+)?"
    r"([A-Z][\w’'&-]+(?: (?:of|and|for) [A-Z][\w’'&-]+| [A-Z][\w’'&-]+){0,4})\s+"
    r"(?:will|would|has|have|had|is|are|was|were|plans?|agreed|to|buy|invest|purchase|order|import|pledged"
    r"|committed)\b"
)
_CALENDAR = frozenset((*MONTHS, *DAYS))


@cache
def _agents_only() -> re.Pattern[str]:
    return re.compile(r"\b(?:" + "|".join(sorted(words("offices")["agents"])) + r")\b")
