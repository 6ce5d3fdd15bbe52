"""Which goods an event is called by: those that most claims name, in their everyday words, or one model by its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from kg.ledger.narrowed import sort_of
from kg.ledger.reach import on_all_goods
from kg.ledger.sides import MOST, label_words
from kg.ledger.state import State
from kg.model import codes
from kg.model.claims import Measure
from kg.model.phrases import listed
from kg.model.product_words import names_model

__all__ = ["goods_counted", "goods_told", "goods_words", "most_named"]

_FEW = 4  # one of so many claims that names other goods is enough


def goods_told(state: State) -> str:
    """The everyday groups that most claims name, or the one model of them; else as the latest claim prints them."""
    if model := _model(state):
        return model
    printed = [product.name for product in getattr(state.head, "products", ())]
    printed = [] if on_all_goods(state.claims) else printed
    often = most_named(state)
    spoken = goods_words(often)
    if isinstance(state.head, Measure):  # a rate on a sort of goods is none on all of them
        sorts = [sort_of(state.claims, iri) for iri in often]
        spoken = [f"{sort} {word}".strip() for sort, word in zip(sorts, spoken, strict=True)]
    word = label_words()["more_goods"].get(getattr(state.head, "kind", None)) if 0 < len(spoken) < MOST else None
    more = [word] if word and _names_more(state, often) else []
    return listed([*spoken, *more] or printed, MOST)


def goods_words(iris: Iterable[str]) -> list[str]:
    """The everyday word for each."""
    return [label_words()["goods"].get(codes.code(iri)) or codes.label(iri) for iri in iris]


def goods_counted(state: State, unit: str) -> list[str]:
    """IRIs of the goods that most claims name and a unit counts: of "aircraft" planes, not their engines."""
    groups = set(label_words()["counted"].get(unit, ()))
    return [iri for iri in most_named(state) if groups & {codes.code(wide) for wide in codes.within(iri)}]


def _model(state: State) -> str | None:
    """The goods as printed where all claims that name some print one model: "H200 chips"."""
    printed = {product.name for item in state.claims for product in getattr(item.claim, "products", ())}
    return printed.pop() if len(printed) == 1 and names_model(next(iter(printed))) else None


def most_named(state: State) -> list[str]:
    """IRIs of the goods that most claims name, the most named first; what is within another of them goes with it.

    Where hardly any claim names goods, all that are named count, but of a measure on all goods none does.
    """
    named = Counter(iri for statement in state.claims for iri in statement.products or statement.delivered_products)
    ranked = sorted(named, key=lambda iri: (-named[iri], iri))
    often = [iri for iri in ranked if named[iri] * 3 >= len(state.claims)]
    often = often or ([] if on_all_goods(state.claims) else ranked)
    return [iri for iri in often if not any(wide != iri and wide in codes.within(iri) for wide in often)]


def _names_more(state: State, often: Sequence[str]) -> bool:
    """Whether one of so many claims, and no lone one, names goods besides those that most name, not only wider ones."""
    wider = {each for iri in often for each in codes.within(iri)}
    besides = [
        item
        for item in state.claims
        if any(codes.within(iri).isdisjoint(often) and iri not in wider for iri in item.products)
    ]
    return len(besides) > 1 and len(besides) * _FEW >= len(state.claims)
