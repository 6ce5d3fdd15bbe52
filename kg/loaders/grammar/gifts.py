"""What the object of a verb is: a sum, counted goods, or money given as a loan, a guarantee, a grant."""

from __future__ import annotations

import re

from kg.loaders.grammar.entities import find_products
from kg.loaders.grammar.lexicon import Hit, Verb
from kg.loaders.grammar.phrases import Figure
from kg.loaders.grammar.reading import Sentence
from kg.loaders.grammar.status import NEAR
from kg.model import codes

__all__ = ["gift_kind", "has_goods", "has_sum", "is_gift"]


def has_sum(sentence: Sentence, hit: Hit[Verb]) -> bool:
    """Whether an amount is the object of the verb."""
    return any(0 < each.start - hit.end < NEAR // 2 for each in sentence.figures)


def is_gift(sentence: Sentence, hit: Hit[Verb]) -> bool:
    """Whether the object of a verb of giving is money lent or granted: "give Tunisia a $400 million soft loan"."""
    first = next((each for each in sentence.figures if 0 < each.start - hit.end < NEAR), None)
    if first is None or _ELSEWHERE.search(sentence.between(hit.end, first.start)):
        return False
    return gift_kind(sentence, hit.end, first) is not None or (
        hit.value.lemma == "provide" and has_goods(sentence, hit)
    )


_ELSEWHERE = re.compile(r"\b(?:to|that|which|who|by|from|in|into|after|plans?|deals?|agreements?|contracts?)\b")


def gift_kind(sentence: Sentence, start: int, figure: Figure) -> str | None:
    """The kind that the noun beside a sum tells: loan, guarantee, or other for grants and aid; None without one."""
    if figure.unit not in codes.currencies():
        return None
    behind = _GIFT.match(sentence.lower, figure.end, sentence.end)
    found = behind or _GIFT_OF.search(sentence.between(start, figure.start))
    if found is None:
        return None
    gift = found[1]
    return "guarantee" if gift.startswith("guar") else "other" if gift.startswith(("grant", "aid", "assis")) else "loan"


_GIFTS = r"(loans?|credits?|credit lines?|financing|grants?|aid|assistance|guarantees?|funding)"
_GIFT = re.compile(rf"(?:\s+(?:in|as|of)(?:\s+an?)?)?(?:[\s-]+[a-z-]+){{0,2}}?[\s-]+{_GIFTS}\b")
_GIFT_OF = re.compile(rf"\b{_GIFTS}\s+(?:of|worth)\s+(?:[a-z]+\s+){{0,2}}$")


def has_goods(sentence: Sentence, hit: Hit[Verb]) -> bool:
    """Whether goods are the object: "take 2 million tonnes of", "secure $2 billion of crude oil", not "take part"."""
    first = next((each for each in sentence.figures if 0 < each.start - hit.end < 4), None)
    if first is None or (hit.value.form == "past" and hit.value.lemma == "take"):
        return False
    goods = _OF_GOODS.match(sentence.lower, first.end, sentence.end)
    return first.unit not in codes.currencies() or (
        goods is not None
        and bool(find_products(sentence.text, goods.end(), min(sentence.end, goods.end() + 40), expected=True))
    )


_OF_GOODS = re.compile(r"\s+(?:worth\s+)?of\s+")
