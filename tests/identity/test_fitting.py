"""Weights learnt from labelled pairs: what tells events apart is worth something, and nothing less than nothing."""

from __future__ import annotations

from kg.identity import fitting
from kg.identity.features import Parts

PAIRS: list[Parts] = [
    {"figures": 1.0, "words": 0.5},
    {"figures": 1.0},
    {"figures": -1.0},
    {"figures": -1.0, "words": 0.5},
]
SAME = [True, True, False, False]


def test_what_tells_pairs_apart_is_worth_something() -> None:
    """Figures speak for and against, words that both kinds share for nothing."""
    held = fitting.fit("pledge", PAIRS * 20, SAME * 20)
    likely, unlikely = held.worth["figures"]
    assert likely > 0.5
    assert unlikely > 0.5
    assert held.worth["words"][0] < likely / 4


def test_no_worth_is_negative() -> None:
    """Where a part speaks the wrong way it is worth nothing."""
    held = fitting.fit("pledge", PAIRS * 20, [not same for same in SAME] * 20)
    assert all(worth >= 0 for pair in held.worth.values() for worth in pair)
    assert fitting.fit("pledge", PAIRS, SAME) == fitting.fit("pledge", PAIRS, SAME)
