"""What the parts of a pair are worth, learnt from labelled pairs: logistic regression whose worths are never negative.

A part between -1 and 1 has two worths, one for each sign (`likeness.csv`); a worth below zero would let what speaks for
one event speak against it. Pure and deterministic: no chance, no starting guess but nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

from kg.identity.features import STAGES, Parts
from kg.identity.likeness import Weights, weights
from kg.identity.traits import Traits

if TYPE_CHECKING:
    import numpy as np

    _Array = np.ndarray[Any, Any]

__all__ = ["fit", "parts_of"]

_RIDGE = 2.0  # pull towards worth nothing, in pairs: what few pairs show is worth little
_EACH = 4
_STEPS = 300  # of gradient descent, sped up; more move no worth by a hundredth


def parts_of(a: Traits, b: Traits) -> Parts:
    """All parts of a pair, without the short cut that scoring takes."""
    found: Parts = {}
    for stage in STAGES[a.claim.KIND]:
        stage(a, b, found)
    return found


def fit(kind: str, pairs: Sequence[Parts], same: Sequence[bool]) -> Weights:
    """The weights of a class by which these pairs, being one event or not, are the least surprising.

    Of the many pairs that are two events every `_EACH`th is taken, and counts for as many.
    """
    import numpy as np

    different = (n for n, one in enumerate(same) if not one)
    kept = sorted([n for n, one in enumerate(same) if one] + list(islice(different, 0, None, _EACH)))
    pairs, same = [pairs[n] for n in kept], [same[n] for n in kept]
    names = sorted({name for parts in pairs for name in parts})
    at = {name: n for n, name in enumerate(names)}
    given = np.zeros((len(pairs), 2 * len(names) + 1))
    given[:, -1] = 1.0
    for row, parts in zip(given, pairs, strict=True):
        for name, value in parts.items():
            row[2 * at[name] + (value < 0)] = value
    one = np.asarray(same, dtype=float)
    found = _descend(given, one, np.where(one > 0, 1.0, float(_EACH)))
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
