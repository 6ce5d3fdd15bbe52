"""What a measure is made of before it becomes a claim, and where it stands in its sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from decimal import Decimal

from kg.loaders.grammar.entities import Mention
from kg.loaders.grammar.lexicon import Hit, Verb
from kg.loaders.grammar.rates import Rate
from kg.loaders.grammar.reading import Sentence

__all__ = ["BEARING", "Found", "Place", "bears", "clause_start", "is_free"]

BEARING = frozenset({"face", "pay", "be subject", "receive", "subject"})  # the subject bears the measure


_IS = re.compile(r"\b(?:is|are|was|were|be|been|being|remains?|remained)\s+(?:\w+\s+)?$")


def bears(sentence: Sentence, verb: Hit[Verb]) -> bool:
    """Whether the subject of a verb bears the measure: "faces"; not "would subject goods to"."""
    if verb.value.lemma != "subject":
        return verb.value.lemma in BEARING
    before = sentence.between(max(sentence.start, verb.start - 24), verb.start)
    return verb.value.form == "participle" or _IS.search(before) is not None


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
    again: bool = False  # "the duty" takes up the measure told before


@dataclass(frozen=True, slots=True)
class Place:
    """A measure noun with the verbs that lead to it and the zone behind it."""

    noun: Hit[Verb]
    doings: tuple[Hit[Verb], ...]
    begin: int
    end: int
    implied: str | None


def clause_start(sentence: Sentence, at: int) -> int:
    """Where the clause begins that `at` stands in."""
    breaks = list(re.finditer(r";|,\s+(?:while|whereas|but|though|although)\s", sentence.between(sentence.start, at)))
    return sentence.start + breaks[-1].end() if breaks else sentence.start


def is_free(noun: str) -> bool:
    """Whether the noun itself says that nothing is to be paid: "duty-free access", "zero tariff treatment"."""
    return re.match(r"(?:duty|tariff)-?\s?free|zero[\s-]", noun) is not None
