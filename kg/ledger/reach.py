"""How far a measure reaches, pure over its claims: a report may tell of it only as its own readers meet it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from kg.model.claims import Measure
from kg.model.statement import Statement

__all__ = ["on_all_countries", "on_all_goods"]

ALL = "ALL"
_FEW = 4  # one of so many claims that a measure is on all countries is enough
_OFTEN = 3  # one of so many must name what counts


def on_all_countries(claims: Sequence[Statement]) -> bool:
    """Whether reports say that a measure is on all countries, though others tell of it from one country alone."""
    return sum(ALL in item.sides[1] for item in claims) * _FEW >= len(claims)


def on_all_goods(claims: Sequence[Statement]) -> bool:
    """Whether a measure is on all goods: two thirds of its claims name none, and less than a third any one of them.

    Of anything but a measure silence says nothing.
    """
    if not isinstance(claims[0].claim, Measure):
        return False
    named = Counter(iri for item in claims for iri in item.products)
    silent = sum(not item.claim.products for item in claims if isinstance(item.claim, Measure))
    often = max(named.values(), default=0) * _OFTEN >= len(claims)
    return not often and silent * _OFTEN >= len(claims) * (_OFTEN - 1)
