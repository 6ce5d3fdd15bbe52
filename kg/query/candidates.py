"""Things that a name and some values may mean, each with a score: what reconciling a table's cells needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz, utils

from kg.model.iris import ID
from kg.query import finding
from kg.query.properties import kinds_of, label_of, values
from kg.store.embedded import Store
from kg.store.nodes import Iri, Value

__all__ = ["Candidate", "candidates"]

SURE = 95  # from this score on a first candidate that stands alone is a match
_ALIKE = 90  # likeness of two words that are taken for one value


@dataclass(frozen=True, slots=True)
class Candidate:
    """A thing, the name it was found by and how like that is (0 to 100), and the share of the values that it has.

    The score is the likeness, of which half depends on that share where values are given.
    """

    iri: str
    name: str
    kinds: tuple[str, ...]
    likeness: int
    share: float | None
    score: float
    match: bool


def candidates(
    store: Store, name: str, kinds: Sequence[str] = (), given: Mapping[str, Sequence[str]] | None = None
) -> list[Candidate]:
    """The things of a name, of any of the kinds, best first; `given` is property → values of which one should fit.

    A match is the only one with a score of at least `SURE`, and has every value that is given.
    """
    rows = [row for kind in kinds or (None,) for row in finding.find(store, name, kind).rows]
    best: dict[str, tuple[int, str]] = {}
    for row in rows:
        best[row["iri"]] = max(best.get(row["iri"], (0, "")), (row["likeness"], row["name"]))
    scored = []
    for iri, (likeness, known) in best.items():
        share = _share(store, iri, given) if given else None
        scored.append((likeness if share is None else likeness * (1 + share) / 2, iri, known, likeness, share))
    scored.sort(key=lambda item: (-item[0], item[1]))
    alone = [item[0] >= SURE for item in scored].count(True) == 1
    return [
        Candidate(iri, known, tuple(kinds_of(store, iri)), likeness, share, round(score, 1), alone and score >= SURE)
        for score, iri, known, likeness, share in scored
    ]


def _share(store: Store, iri: str, given: Mapping[str, Sequence[str]]) -> float:
    """How many of the properties have one of the values given for them, of all that are given."""
    fitting = [any(_fits(store, has, told) for has in values(store, iri, prop) for told in wanted)
               for prop, wanted in given.items()]  # fmt: skip
    return fitting.count(True) / len(fitting)


def _fits(store: Store, has: Value, told: str) -> bool:
    """Whether a value is what was told: the same IRI, code or number, or a name like its own."""
    if not isinstance(has, Iri):
        return str(has).casefold() == told.casefold()
    short = has.removeprefix(ID)
    if told.casefold() in (short.casefold(), has.casefold(), short.rpartition("/")[2].casefold()):
        return True
    return fuzz.ratio(label_of(store, has), told, processor=utils.default_process) >= _ALIKE
