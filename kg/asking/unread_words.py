"""The words of a question that its command leaves out: what neither limits the answer nor asks for it is told."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cache

from kg.asking.named_words import Words
from kg.asking.word_lists import listed, said_elsewhere, word_lists
from kg.asking.word_order import bare
from kg.model import codes, product_words, reference
from kg.query import names
from kg.questions.catalogue import QUESTIONS

__all__ = ["binding", "easing", "left_out", "statuses"]

_WHOLE = {"pledge", "agreement", "ruling"}  # filters of which the sides need not be named


def left_out(
    question: str, filters: Mapping[str, str], found: Words, words: Sequence[str], used: Collection[str] = ()
) -> tuple[str, ...]:
    """The words that are left out, as they stand in the text; `used` are values of filters of commands beside this."""
    held = {*filters.values(), *filters.get("status", "").split(","), *used}
    spoken = {word.casefold() for value in held for word in value.split()} | {f"{filters.get('rate')}%"}
    left = {word for word in found.unread if word.casefold() not in spoken}
    left |= {word for _, value, word in found.more if value not in held}
    if found.compared:
        left = {word for word in left if word.casefold() not in listed("greater")}
    if _WHOLE.isdisjoint(filters) and "between" not in filters:
        left |= {name for name in found.parties if name not in held}
    homes = (row["country"] for name in filters.values() if (row := reference.find_company(name)))
    left -= {party.label for code in homes if (party := codes.party(code))}  # "Saudi Arabia's Humain"
    if found.official and found.official not in held and left.isdisjoint(found.official.split()):
        left.add(found.official)
    if question == "counterpart":  # the goods are in the answer
        goods = {value for name, value, _ in found.more if name == "product"} | {found.product}
        left -= {word for word in left if (known := product_words.product(word)) and known.label in goods}
    spoken |= _answered(question, filters, found, held)
    if "home" in filters:  # whose they are
        left = {word for word in left if word.casefold() not in listed("firms")}
    if "ruling" in filters:
        left = {word for word in left if word.casefold() not in listed("ruling")}
    for word in words:
        plain = bare(word).strip(".'\"").casefold()
        if plain not in spoken and _limits(plain, question, filters, found):
            left.add(word)
    left = {word for word in left if word.casefold() not in spoken}
    return tuple(dict.fromkeys([*(word for word in words if word in left), *sorted(left - {*words})]))


def _answered(question: str, filters: Mapping[str, str], found: Words, held: Collection[str]) -> frozenset[str]:
    """Words that limit nothing, since what they ask is in the answer."""
    standing = word_lists()["status"]
    of_all = frozenset(word for said in standing.values() for word in said.split())
    spoken = frozenset(word for code in held for word in standing.get(code, "").split())
    if "official" in filters:  # what somebody announced or signed is told on that person's word
        spoken |= of_all
    if question == "measures":  # what it was given for is asked beside it, and which act set a rate is in the answer
        spoken |= listed("exchange") | listed("imposing") | {"why"} | _of_goods_and_rate(filters, found)
    if filters.get("kind") == "tariff_change" or filters.get("saying", "").endswith(" tariff"):
        spoken |= listed("duties") | listed("cuts") | {"zero", "no", "higher"}
    if "direction" in filters:
        spoken |= listed("rivals")
    if question == "measures" and "target" in filters:  # what a ruling took is told of each
        spoken |= listed("ruling")
    if question == "measures":
        spoken |= easing()
    if question == "delivery":
        spoken |= {"share", "percentage", "proportion"}
    if question in ("counterpart", "talks"):
        spoken |= listed("held_up")
    if question == "counterpart":  # how each agreement stands
        spoken |= of_all | {"why"} | listed("duties") | listed("cuts")
    if "ruling" in filters:
        spoken |= listed("ruling")
    return spoken


def _of_goods_and_rate(filters: Mapping[str, str], found: Words) -> frozenset[str]:
    """Words that limit no measures: of a promise that has the goods, and where a rate is asked for of cuts."""
    promise = listed("promising") if found.goods_are_promised else frozenset()
    return promise | (listed("cuts") if "rate" in filters else frozenset())


def _limits(word: str, question: str, filters: Mapping[str, str], found: Words) -> bool:
    """Whether a word means something that no filter of a command says, and that its question does not answer."""
    if question == "evidence" and word in listed("holders"):
        return "official" not in filters
    if word == "where":
        return question not in listed("where")
    if word in found.kind_words and word not in said_elsewhere(question):
        kind = names.plain_kind(word)
        all_given = question == "counterpart"  # whatever was given is in the answer
        by_kind = "kind" in QUESTIONS[question].filters or all_given
        return not by_kind and kind != "purchase" and word not in listed("duties")
    stands = bool(statuses({word}))
    if "pledge" in filters:  # what is asked of one pledge is in the answer, and limits nothing
        return word in said_elsewhere(question) and not (stands and "status" in filters)
    if stands:
        return "status" not in filters and not (word == "announced" and {"since", "until"} & filters.keys())
    bound = binding({word}) and "binding" not in filters
    return bool(bound) or word in said_elsewhere(question) or any(map(str.isdigit, word))


@cache
def easing() -> frozenset[str]:
    """Words for what is done to measures to ease them."""
    return frozenset(word_lists()["easing"]["said"].split())


def binding(said: Collection[str]) -> str | None:
    """Whether it is asked for what binds, or for what does not."""
    if {"nonbinding", "non-binding"}.isdisjoint(said):
        return ("no" if "not" in said else "yes") if not {"binding", "bind", "binds"}.isdisjoint(said) else None
    return "no"


def statuses(said: Collection[str]) -> list[str]:
    """How the pledges stand that words ask for alone."""
    return [code for code, words in word_lists()["status"].items() if not set(words.split()).isdisjoint(said)]
