"""Which of the sentences that name a company proves most: what a proof quotes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from kg.ledger.figures import slipped
from kg.model.statement import Statement
from kg.query.reader import Reader, Row
from kg.query.sources import Sources
from kg.questions.benefits.also_told import gives_another, gives_besides
from kg.questions.benefits.worded import cancelling, names_goods, runs, signed, stands_alone
from kg.questions.standing import EARLY, KEPT, is_ending
from kg.store.nodes import Values, expand

__all__ = ["Proving"]

_RUNS = "operator"
_BOUND = "contracted"


class Proving:
    """The claims that name the companies of pledges, by how much their sentences prove; a benefit is given as its row.

    `own` are those that name a company in the role it is held to have.
    """

    def __init__(self, reader: Reader) -> None:
        self.reader, self.told = reader, Sources.of(reader.store)
        self._wrong: dict[str, set[Statement]] = {}  # pledge → claims with a slip, asked of each company

    def ordered(
        self, row: Row, pledge: Values, own: Sequence[Statement], claims: Iterable[Statement]
    ) -> list[Statement]:
        """Claims, those that prove most first: role, standing, goods."""
        return sorted(claims, key=self._proof(row, pledge, own))

    def best_first(
        self, row: Row, pledge: Values, own: Sequence[Statement], saying: Sequence[Statement]
    ) -> list[Statement]:
        """The claims whose sentences name it, those that prove most first.

        None of a mere plan that they tell more firmly, or of what is signed that they tell as less, where others tell
        it as that: their words would mislead.
        """
        grade = self.reader.status(row["pledge"], pledge, "grade")
        found = self.ordered(row, pledge, own, saying)
        if not found:
            return []
        firmer = grade in EARLY and found[0].status not in EARLY and any(claim.status in EARLY for claim in own)
        bound = row["strength"] == _BOUND and grade in KEPT
        telling = [claim for claim in own if claim.status == grade]
        looser = bound and found[0].status not in KEPT and bool(telling)
        if bound and not signed(found[0].claim.evidence or ""):
            looser = looser or any(signed(claim.claim.evidence or "") for claim in telling)
        return [] if firmer or looser else found

    def _proof(
        self, row: Row, pledge: Values, own: Sequence[Statement]
    ) -> Callable[[Statement], tuple[bool | int, ...]]:
        """By what the claims that name a company are told apart, those first that prove most."""
        goods = {str(iri) for iri in pledge.get(expand("product"), ())}
        grade = self.reader.status(row["pledge"], pledge, "grade")
        stands = self.reader.code(pledge, "ending") is None  # the words of an ending that is over say the opposite
        wrong = self._slipped(row["pledge"])

        def proof(claim: Statement) -> tuple[bool | int, ...]:
            text = claim.claim.evidence or ""
            return (
                claim not in own,
                row["role"] == _RUNS and not runs(text),
                stands and _tells_an_end(claim),
                claim in wrong,
                claim.status != grade,
                row["strength"] == _BOUND and not signed(text),
                gives_another(row["pledge_label"], claim),
                gives_besides(row["pledge_label"], claim),
                not names_goods(self.reader, text, goods),
                not stands_alone(text),
                re.search(r"\d", text) is None,  # it tells how much
                -claim.day.toordinal() if claim.day else 0,  # the last word first
            )

        return proof

    def _slipped(self, pledge: str) -> set[Statement]:
        """The claims of a pledge that give a figure which is an error by others."""
        if pledge not in self._wrong:
            self._wrong[pledge] = slipped(self.told.claims(pledge))
        return self._wrong[pledge]


def _tells_an_end(claim: Statement) -> bool:
    """Whether a claim tells that the pledge ended, or that its end is asked for: no proof of a gain."""
    return is_ending(claim) or cancelling(claim.claim.evidence or "")
