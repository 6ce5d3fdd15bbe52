"""What the parts of a pair are worth, learnt from labelled pairs: logistic regression whose worths are never negative.

A part between -1 and 1 has two worths, one for each sign (`likeness.csv`); a worth below zero would let what speaks for
one event speak against it. Pure and deterministic: no chance, no starting guess but nothing.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.identity.features import STAGES, Parts
from kg.identity.likeness import Weights, weights
from kg.identity.traits import Traits

if TYPE_CHECKING:
    import numpy as np

    _Array = np.ndarray[Any, Any]

__all__ = ["Pair", "fit", "parts_of"]

Pair = tuple[str, str, Parts]  # the IRIs of two claims and what they have in common

_RIDGE = 2.0  # pull towards worth nothing, in pairs: what few pairs show is worth little
_STEPS = 300  # of gradient descent, sped up; more move no worth by a hundredth


def parts_of(a: Traits, b: Traits) -> Parts:
    """All parts of a pair, without the short cut that scoring takes."""
    found: Parts = {}
    for stage in STAGES[a.claim.KIND]:
        stage(a, b, found)
    return found


def fit(kind: str, pairs: Sequence[Pair], events: Mapping[str, str]) -> Weights:
    """The weights of a class by which these pairs, claims of such events, are the least surprising.

    Groups join by how alike their claims are on average. So each claim is an example beside each event that it meets,
    by the mean of its pairs with the claims of that event, and counts for as many.
    """
    import numpy as np

    names = sorted({name for _, _, parts in pairs for name in parts})
    at = {name: n for n, name in enumerate(names)}
    met = [(claim, events[other]) for a, b, _ in pairs for claim, other in ((a, b), (b, a))]
    rows = {key: n for n, key in enumerate(dict.fromkeys(met))}
    given = np.zeros((len(rows), 2 * len(names) + 1))
    for n, (_, _, parts) in enumerate(pairs):
        columns = [2 * at[name] + (value < 0) for name, value in parts.items()]
        for key in met[2 * n : 2 * n + 2]:
            given[rows[key], columns] += list(parts.values())
            given[rows[key], -1] += 1
    count = given[:, -1].copy()
    same = np.asarray([events[claim] == event for claim, event in rows], dtype=float)
    found = _descend(given / count[:, None], same, count)
    worth = {name: (float(found[2 * n]), float(found[2 * n + 1])) for name, n in at.items()}
    return weights(kind, float(found[-1]), worth)


def _descend(given: _Array, same: _Array, count: _Array) -> _Array:
    """Accelerated projected gradient (FISTA): all but the last unknown, where the odds start, stay at zero or above."""
    import numpy as np

    floor = np.zeros(given.shape[1])
    floor[-1] = -np.inf
    ridge = np.full(given.shape[1], _RIDGE)
    ridge[-1] = 0.0
    step = 1 / (0.25 * float(np.linalg.eigvalsh((given.T * count) @ given)[-1]) + _RIDGE)
    at = ahead = np.zeros(given.shape[1])
    pace = 1.0
    for _ in range(_STEPS):
        expected = 1 / (1 + np.exp(-(given @ ahead)))
        new = np.maximum(ahead - step * (given.T @ (count * (expected - same)) + ridge * ahead), floor)
        faster = (1 + (1 + 4 * pace * pace) ** 0.5) / 2
        ahead, at, pace = new + (pace - 1) / faster * (new - at), new, faster
    return at
