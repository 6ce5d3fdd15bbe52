"""What is asked of a deal: the agreement that words name, and what it has of the goods that are named beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from kg.asking.named_words import Words
from kg.asking.part import Part
from kg.asking.pointed_at import resolved
from kg.asking.taken import Taken
from kg.asking.verdicts.verdict_words import is_asked
from kg.asking.word_lists import listed, word_lists
from kg.model import product_words
from kg.query.reader import Reader, Row
from kg.questions.catalogue import QUESTIONS
from kg.questions.counterpart import counterpart
from kg.store.embedded import Store
from kg.store.nodes import expand

__all__ = ["for_a_measure", "of_a_deal", "on_its_goods"]


def of_a_deal(store: Store, taken: Taken, found: Words) -> bool:
    """Whether words that end in "deal" or the like name one agreement that the question takes; it is held then."""
    last = found.pledge_words.casefold().split()[-1:]
    named = bool(last) and last[0] in listed("accord") and "agreement" in QUESTIONS[taken.question].filters
    if not named or not resolved(store, found.pledge_words, "agreement"):
        return False
    taken.filters["agreement"] = found.pledge_words
    found.sides, found.product, found.unread = [], None, []  # each word was said of the agreement
    return True


def on_its_goods(store: Store, part: Part, taken: Taken) -> Iterator[Taken]:
    """Of goods that are named of a deal of two sides what was promised of them, and the rates on them.

    Where it is asked what one has given, only that.
    """
    goods, two = part.found.product, [taken.filters.get(name, "") for name in ("country", "partner")]
    if taken.question != "counterpart" or not goods or not all(two) or part.said & listed("duties"):
        return
    part.dealt_in = goods
    asked = (
        ("pledges", "Pledge", ("country", "pledger")),
        ("pledges", "Pledge", ("pledger", "country")),
        ("measures", "Measure", ("target", "imposer")),
    )
    given = part.said & listed("giving") and not part.said & (listed("exchange") - listed("giving"))
    every = [goods, *(value for name, value, _ in part.found.more if name == "product")]
    for each, (question, kind, sides) in product(every, asked):
        filters = {**dict(zip(sides, two, strict=True)), "product": each}
        if given and filters.get("pledger") != part.found.parties[0]:
            continue
        if next(Reader(store, "latest", filters).events(kind), None):
            yield replace(taken, question=question, filters=filters, unread=())


def for_a_measure(store: Store, part: Part, taken: Taken) -> Taken:
    """Of what a side gave for a rate on some goods, or got for its own measure before, what is of that one's agreement.

    Of several agreements that have such a measure all is told, for its own that of which most is told.
    """
    if taken.question != "counterpart" or "country" not in taken.filters:
        return taken
    if {"agreement", "pledge", "ruling"} & taken.filters.keys():
        return taken
    own = _measures_before(store, part)
    rows = [*counterpart.rows(Reader(store, "latest", taken.filters))] if own or _is_for_a_rate(part) else []
    having = [row for row in rows if row["given"] in own] if own else _on_its_goods(store, part, taken, rows)
    accords = {row["agreement"]: row["agreement_label"] for row in having if row["agreement"]}
    if not accords or (len(accords) > 1 and not own):
        return taken
    iri, label = next(iter(accords.items()))  # of which most is told
    if resolved(store, label, "agreement") != iri:
        return taken
    goods = product_words.product(part.found.product or "")
    of_goods = word_lists()["rate_on"]["read"].format(goods=goods.label) if goods and not own else ""
    read = [(str(part.found.product), of_goods)] if of_goods else []
    unread = tuple(word for word in taken.unread if not goods or product_words.product(word) != goods)
    filters = {**taken.filters, "agreement": label}
    return replace(taken, filters=filters, unread=unread, corrected=(*taken.corrected, *read))


def _is_for_a_rate(part: Part) -> bool:
    of_rate = part.said & listed("duties") or is_asked("gave", part.text)
    return bool(of_rate) and product_words.product(part.found.product or "") is not None


def _on_its_goods(store: Store, part: Part, taken: Taken, rows: Sequence[Row]) -> list[Row]:
    """What other sides give (rows of `counterpart`) on the goods named, as measures."""
    goods, reader = product_words.product(part.found.product or ""), Reader(store, "latest", taken.filters)
    side = reader.label(reader.filters["country"])
    rates = (row for row in rows if "/measure/" in row["given"] and side not in row["given_by"])
    told = ((row, reader.node(row["given"]).get(expand("product"), ())) for row in rates)
    return [row for row, products in told if goods and goods.iri in map(str, products)]


def _measures_before(store: Store, part: Part) -> set[str]:
    """The measures of the one side that the question before asks of, where what was given for them is asked for."""
    before = part.before
    if not before or before.question != "measures" or "imposer" not in before.filters:
        return set()
    return {iri for iri, _ in Reader(store, "latest", before.filters).events("Measure")}
