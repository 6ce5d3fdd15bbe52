"""Weights learnt from labelled pairs: what tells events apart is worth something, and nothing less than nothing."""

from __future__ import annotations

from kg.identity import fitting
from kg.identity.features import Parts
from kg.identity.likeness import Weights

HELD: list[tuple[Parts, bool]] = [
    ({"figures": 1.0, "words": 0.5}, True),
    ({"figures": 1.0}, True),
    ({"figures": -1.0}, False),
    ({"figures": -1.0, "words": 0.5}, False),
]


def fitted(*, turned: bool = False, times: int = 20) -> Weights:
    """Weights of pairs of which each is of claims of its own; `turned` labels each the other way."""
    pairs: list[fitting.Pair] = []
    events: dict[str, str] = {}
    for n, (parts, same) in enumerate(HELD * times):
        a, b = f"a{n}", f"b{n}"
        pairs.append((a, b, parts))
        events |= {a: f"event {n}", b: f"event {n}" if same != turned else f"other {n}"}
    return fitting.fit("pledge", pairs, events)


def test_what_tells_pairs_apart_is_worth_something() -> None:
    """Figures speak for and against, words that both kinds share for nothing."""
    held = fitted()
    likely, unlikely = held.worth["figures"]
    assert likely > 0.5
    assert unlikely > 0.5
    assert held.worth["words"][0] < likely / 4


def test_no_worth_is_negative() -> None:
    """Where a part speaks the wrong way it is worth nothing; the same pairs give the same weights."""
    held = fitted(turned=True)
    assert all(worth >= 0 for pair in held.worth.values() for worth in pair)
    assert fitted(times=1) == fitted(times=1)


def test_a_claim_counts_by_what_it_shares_with_an_event_on_average() -> None:
    """A claim whose words are those of one claim of an event and of none of the others is no example of such words."""
    events = dict.fromkeys("abcd", "one") | {"x": "two"}
    pairs: list[fitting.Pair] = [(one, other, {"words": 0.0}) for one, other in ("ab", "ac", "ad", "bc", "bd", "cd")]
    pairs += [("a", "x", {"words": 1.0}), *((one, "x", {"words": 0.0}) for one in "bcd")]
    held = fitting.fit("pledge", pairs, events)
    assert held.worth["words"][0] == 0.0
    assert held.start > 0
