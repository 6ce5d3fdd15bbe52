"""Who a sentence's information comes from: outlets, speakers, documents, sources without a name; and mere views."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from kg.loaders.grammar.lexicon import words
from kg.loaders.grammar.reading import Sentence, any_of

__all__ = ["ANONYMOUS", "CALLED_FALSE", "Source", "asserts", "find_source", "is_opinion"]

ANONYMOUS = "unidentified source"
_REPORTED = re.compile(
    r"['’]?s?\s+(?:(?:newspaper|daily|newswire|news agency|business daily|broadcaster"
    r"|magazine)\s+)?(?:(?:first|earlier|separately|previously|also)\s+)?(?:reported|reports|said|says"
    r"|wrote|citing|quoted|cited)\b"
)
_ACCORDING = re.compile(
    r"\b(?:according to|reported by|report by|report in|report from|quoted by|cited by|citing|told"
    r"|in an interview with|interview with|said in)\s+(?:a\s+|an\s+)?(?:\w+\s+){0,4}?(?:the\s+)?$"
)


@dataclass(frozen=True, slots=True)
class Source:
    """A chain from near to far, and whether its end has no name."""

    chain: tuple[str, ...]
    anonymous: bool
    outlet: bool  # whether another outlet is relayed


@cache
def _saying() -> re.Pattern[str]:
    forms = "|".join(words("outlets")["saying"])
    return re.compile(rf"\s*,?\s*(?:also\s+|later\s+|then\s+)?(?:{forms})\b")


def find_source(sentence: Sentence, publisher: str) -> Source:
    """The chain of one sentence. The report's own publisher is no step of it."""
    chain: list[str] = []
    outlets = 0
    for each in sentence.names:
        relays = each.kind == "outlet" and _relays(sentence, each.start, each.end)
        if relays and each.text not in chain and each.text.lower() != publisher.lower():
            chain.append(each.text)
            outlets += 1
    for each in sentence.names:
        named = each.kind in ("person", "company", "agency", "party") and each.text not in chain
        if named and _speaks(sentence, each.start, each.end, each.kind):
            chain.append(each.text)
    for name in _documents(sentence):
        if name not in chain:
            chain.append(name)
    anonymous = sentence.has(words("outlets")["anonymous"])
    if anonymous:
        chain.append(ANONYMOUS)
    return Source(tuple(chain), anonymous, outlets > 0)


def _relays(sentence: Sentence, start: int, end: int) -> bool:
    before = sentence.between(max(sentence.start, start - 60), start)
    return _ACCORDING.search(before) is not None or _REPORTED.match(sentence.lower, end, sentence.end) is not None


def _speaks(sentence: Sentence, start: int, end: int, kind: str) -> bool:
    """Whether the name is the speaker: before "said", or behind "according to"."""
    before = sentence.between(max(sentence.start, start - 40), start)
    if re.search(r"\baccording to\s+(?:[\w.-]+\s+){0,3}$", before):
        return True
    if kind == "party":
        return (
            sentence.text[start:end] in ("White House", "the White House")
            and _saying().match(sentence.lower, end) is not None
        )
    return _saying().match(sentence.lower, end, sentence.end) is not None


@cache
def _papers() -> re.Pattern[str]:
    choice = "|".join(sorted(words("outlets")["documents"], key=lambda each: (-len(each), each)))
    return re.compile(
        rf"\b(?:according to|in|said in|showed in)\s+(?:a|an|the|its|their)\s+((?:[\w.-]+\s+){{0,2}}(?:{choice}))\b",
        re.IGNORECASE,
    )


def _documents(sentence: Sentence) -> list[str]:
    return [match[1] for match in _papers().finditer(sentence.text, sentence.start, sentence.end)]


@cache
def _viewers() -> re.Pattern[str]:
    return any_of(words("outlets")["views"])


_VIEW = re.compile(
    r"\s*(?:at\s+[^,]{2,40}\s+|from\s+[^,]{2,40}\s+|polled by\s+\w+\s+)?(?:say|says|said|expect|expects"
    r"|expected|believe|believed|estimate|estimated|warn|warned|note|noted|argue|argued|predict|see"
    r"|forecast|think|caution|cautioned|wrote|add|added|had)\b"
)


CALLED_FALSE = re.compile(
    r"\b(?:reports?|claims?|statements?|rumou?rs?)\b.*\b(?:false|untrue|fabricated|baseless|incorrect|unfounded"
    r"|fake)\b"
    r"|\b(?:den(?:y|ies|ied)|dismiss(?:es|ed)?|refut(?:es|ed))\b.{0,30}\b(?:reports?|claims?|rumou?rs?)\b"
)
# what is told then is denied
_YEAR = re.compile(r"\b(?:in|of|since|the|by) (1[0-9]\d\d)(?!\d)(?:s\b)?")
OLDEST = 1990  # a year before it makes a sentence one on history


def asserts(sentence: Sentence) -> bool:
    """Whether the sentence may tell a claim: no question, no mere view, no tale of trade long past."""
    if sentence.quote.rstrip("\"”’')").endswith("?"):
        return False
    if any(int(year[1]) < OLDEST for year in _YEAR.finditer(sentence.lower, sentence.start, sentence.end)):
        return False
    if "respectively" in sentence.between(sentence.start, sentence.end):
        return False  # which figure is whose is not read
    return not is_opinion(sentence)


_ASIDE = re.compile(r",\s+(?:an?|the)\s+(?:\w+\s+){1,2}(?:that\s+|which\s+)?(?:most\s+|many\s+|some\s+)?$")
_COUNTED = re.compile(r"\b(?:one|two|three|four|five)\s+(?:\w+\s+)?$")


_TENDER = re.compile(
    r"\b(?:bought|purchased|purchase|took|booked)\b[^.;]*\btenders?\b|\btenders?\b[^.;]*\b(?:bought|purchased)\b"
)


def is_opinion(sentence: Sentence) -> bool:
    """Whether the sentence tells what analysts, economists or critics think; such views are no claims of fact."""
    for match in _viewers().finditer(sentence.lower, sentence.start, sentence.end):
        before = sentence.between(max(sentence.start, match.start() - 24), match.start())
        if match[0].startswith("trader") and _COUNTED.search(before):
            continue  # "two traders said" tells by whom it is known, no view
        if match[0].startswith("trader") and _TENDER.search(sentence.lower, sentence.start, sentence.end):
            continue  # what a state buyer took at its tender is known from traders
        if _ASIDE.search(before):
            continue  # ", a move analysts had expected" is only a remark
        if _VIEW.match(sentence.lower, match.end(), sentence.end) or re.search(
            r"\b(?:said|say|says|according to|wrote|warned)\s+(?:\w+\s+){0,2}$", before
        ):
            return True
    return False
