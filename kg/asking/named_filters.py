"""What the words of a question name, as filters that its question takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from kg.asking.bearers import country_of
from kg.asking.named_words import Words
from kg.asking.taken import Taken, without
from kg.asking.word_lists import usual_partner
from kg.questions.catalogue import QUESTIONS

__all__ = ["named_filters"]


def named_filters(taken: Taken, found: Words) -> dict[str, str]:
    """Filters for what the words name and the question takes, beside those that it has; of two sides the first goes."""
    allowed = QUESTIONS[taken.question].filters
    held: dict[str, str] = {}
    goods = None if taken.question == "measures" and found.goods_are_promised else found.product
    for name, value in (*found.sides, ("product", goods), ("kind", found.kind)):
        if value and name in allowed and name not in taken.filters:
            held.setdefault(name, value)
    if taken.question == "conflicts" and found.official and not found.parties and "official" not in allowed:
        held["country"] = country_of(found.official)  # what somebody denies is of that one's country
    if taken.question == "conflicts" and found.side_by_side:
        rest = without(held, "pledger", "recipient")
        held = {**rest, **_between_sides(held, found.parties)}
    if taken.question == "counterpart" and held.get("country") == usual_partner() and "partner" in held:
        held["country"], held["partner"] = held["partner"], held["country"]  # whose agreement with it is meant
    if "between" in taken.filters and "recipient" not in held and "pledger" in held:
        held["country"] = held.pop("pledger")  # one of the two that tell it differently: which of them is not said
    return held


def _between_sides(held: Mapping[str, str], parties: Sequence[str]) -> dict[str, str]:
    """What of a side and the one it promises to differs; of two that both promise what reports of each differ on."""
    if "recipient" not in held:
        return {"pledger": ",".join(parties)}
    return {"between": "sides", "country": next((name for name in parties if name != usual_partner()), held["pledger"])}
