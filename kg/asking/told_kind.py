"""The kind of pledge that loose words ask for, where what is told is of another: to "buy" beef is to open a market."""

from __future__ import annotations

from dataclasses import replace

from kg.asking.taken import Taken, without
from kg.asking.word_lists import listed, word_lists
from kg.query.reader import Reader
from kg.questions.catalogue import taken_by
from kg.questions.said import of_kind
from kg.store.embedded import Store

__all__ = ["of_a_told_kind"]


def of_a_told_kind(store: Store, taken: Taken) -> Taken:
    """Without the kind, which is told, where no pledge that passes what else is asked is of it and others do.

    Where one is of it that was not given under the agreement named, the agreement is the less certain of the two.
    """
    kind = taken.filters.get("kind", "")
    of_gain = ("company",) if taken.question == "beneficiaries" else ()
    held = without(taken_by("pledges", taken.filters), "kind", "saying", *of_gain)
    if kind not in listed("loose_kinds") or not held.keys() >= {"pledger", "product"}:
        return taken
    if _any(store, {**without(held, "agreement"), "kind": kind}) or not _any(store, held):
        return taken
    filters = without(taken.filters, "kind")
    said = word_lists()["loose_kinds"]["read"].format(kind=of_kind(kind))
    return replace(taken, filters=filters, instead_of=taken.instead_of or said)


def _any(store: Store, filters: dict[str, str]) -> bool:
    return next(Reader(store, "latest", filters).events(), None) is not None
