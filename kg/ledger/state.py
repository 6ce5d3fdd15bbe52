"""One event's state from its claims, pure: parties, figures, transitions, rivals, origins, named benefits."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kg.ledger import status, transitions
from kg.ledger.companies import Named, Party, named, parties_of
from kg.ledger.figures import Figure, figures
from kg.ledger.narrowed import narrowed
from kg.ledger.rivals import Rival, rivals
from kg.ledger.transitions import Transition
from kg.model.claims import Claim
from kg.model.statement import Statement, order

__all__ = ["Account", "Goods", "Origin", "State", "state"]


@dataclass(frozen=True, slots=True)
class Origin:
    """Where claims come from in the end: one outlet, speaker or document, however many reports relay it."""

    name: str
    anonymous: bool
    claims: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class Goods:
    """A product of an event, with the claims that name it; `common` to the reports, or told by few of many.

    `place`: the one part of a country from which it is to come, where the claims say so.
    """

    product: str  # IRI of an everyday group or HS heading
    claims: tuple[Statement, ...]
    common: bool
    place: str | None = None


@dataclass(frozen=True, slots=True)
class Account:
    """What one side says: `side` is pledger, recipient or third."""

    side: str
    speaker: str
    claims: tuple[Statement, ...]


@dataclass(frozen=True)
class State:
    """All that the ledger holds of one event."""

    iri: str
    kind: str
    claims: tuple[Statement, ...]
    transitions: tuple[Transition, ...]
    rivals: tuple[Rival, ...]
    origins: tuple[Origin, ...]
    figures: tuple[Figure, ...]
    picks: Mapping[str, Mapping[str, str | None]]  # policy → axis → status
    parties: tuple[Party, ...]
    named: tuple[Named, ...]
    accounts: tuple[Account, ...]

    @property
    def head(self) -> Claim:
        """The claim that words the event's plain fields: the latest, for later reports know more."""
        return max(self.claims, key=lambda statement: (statement.published or date.min, statement.iri)).claim

    @property
    def grade(self) -> str | None:
        """By the default policy."""
        return self.picks["latest"]["grade"]

    def side(self, which: int) -> list[str]:
        """Codes, and reference IRIs or names, of those who act (0) or are acted towards (1), sorted.

        Whom few claims put here, and the others on the far side, has only been turned round.
        """
        return sorted({name for item in self.claims for name in item.sides[which]} - self._turned(which))

    def _turned(self, which: int) -> set[str]:
        """Those whom less than a third of the claims have on one side, and a third or more on the other."""
        here, there = (Counter(name for item in self.claims for name in {*item.sides[at]}) for at in (which, 1 - which))
        return {name for name in here if here[name] * 3 < len(self.claims) <= there[name] * 3}

    @property
    def officials(self) -> list[str]:
        """IRIs of the officials that any claim names, sorted."""
        return sorted({iri for statement in self.claims for iri in statement.officials})

    @property
    def strangers(self) -> list[str]:
        """Officials whom reference data does not know, as printed, sorted."""
        return sorted(
            {
                name
                for statement in self.claims
                for name in getattr(statement.claim, "officials", ())
                if statement.official(name) is None
            }
        )

    @property
    def goods(self) -> list[Goods]:
        """Every product that any claim names, by IRI; common if a third of the claims name it, or no product is."""
        held: dict[str, list[Statement]] = {}
        for statement in self.claims:
            for iri in statement.products:
                held.setdefault(iri, []).append(statement)
        often = {iri for iri, told in held.items() if len(told) * 3 >= len(self.claims)} or set(held)
        return [Goods(iri, tuple(held[iri]), iri in often, narrowed(held[iri])) for iri in sorted(held)]

    @property
    def terms(self) -> Mapping[str, tuple[Statement, ...]]:
        """Kind of condition → the claims that tell of one, by kind."""
        held: dict[str, list[Statement]] = {}
        for statement in self.claims:
            for kind in sorted({term.kind for term in statement.terms}):
                held.setdefault(kind, []).append(statement)
        return {kind: tuple(held[kind]) for kind in sorted(held)}


def state(iri: str, claims: Sequence[Statement]) -> State:
    """Fold the claims of one event, in any order."""
    claims = sorted(claims, key=order)
    now = transitions.transitions(claims)
    picks = transitions.picks(claims, now)
    parties, mentions = parties_of(claims)
    return State(
        iri=iri,
        kind=claims[0].claim.KIND,
        claims=tuple(claims),
        transitions=tuple(transitions.versions(claims)),
        rivals=tuple(rivals(claims, transitions.unsettled(claims, now))),
        origins=tuple(_origins(claims)),
        figures=tuple(figures(claims)),
        picks=picks,
        parties=parties,
        named=tuple(named(mentions, picks["latest"]["grade"], claims)),
        accounts=tuple(_accounts(claims)),
    )


def _origins(claims: Sequence[Statement]) -> Iterable[Origin]:
    found: dict[str, list[Statement]] = {}
    for statement in claims:
        found.setdefault(statement.origin, []).append(statement)
    for name in sorted(found):
        # one report that rests on unnamed people speaks for all: a relay may leave that out
        yield Origin(name, any(statement.anonymous for statement in found[name]), tuple(found[name]))


def _accounts(claims: Sequence[Statement]) -> Iterable[Account]:
    """Claims by the side whose account they give; a claim without `said_by` is nobody's account but its outlet's."""
    found: dict[tuple[str, str], list[Statement]] = {}
    for statement in claims:
        side = status.side_of(statement)
        if side and statement.claim.said_by:
            found.setdefault((side, statement.claim.said_by), []).append(statement)
    for (side, speaker), held in sorted(found.items()):
        yield Account(side, speaker, tuple(held))
