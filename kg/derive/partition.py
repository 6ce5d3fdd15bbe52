"""Deriving in parts that need no store: claims → candidate pairs → events → Ledger lines, each a function of its input.

The embedded run (`whole`), its processes and the run on Spark call the same functions, and so give the same bytes. What
goes from one to the next is small and can be sent: claims are packed report by report, and told by their IRIs.
"""

from __future__ import annotations

import pickle
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import cast

from kg.identity import grouping
from kg.identity.likeness import SAME, Likeness, compare
from kg.identity.traits import Traits, traits_of
from kg.ledger import triples
from kg.ledger.state import state
from kg.model.decisions import Decisions
from kg.model.statement import Statement, targets
from kg.store.nodes import Node, lines

__all__ = [
    "Card",
    "Event",
    "Stripe",
    "alike",
    "card",
    "folded",
    "grouped",
    "heir",
    "merged",
    "nodes",
    "pack",
    "unpacked",
]

Left = Mapping[Statement, Sequence[str]]  # withdrawn claims, with the decisions and reports that withdrew them


@dataclass(frozen=True, slots=True)
class Card:
    """What a run must know of a claim all the time."""

    iri: str
    report: str
    keys: tuple[str, ...]  # its blocks
    day: int  # as `grouping.place` has it
    refers_to: Mapping[str, str]  # claim or event → the field that names it


@dataclass(frozen=True, slots=True)
class Stripe:
    """Part of a block: its claims in order, of which the first `rows` meet those after them."""

    key: str
    claims: tuple[str, ...]
    rows: int


@dataclass(frozen=True, slots=True)
class Event:
    """An event's IRI and its claims in order."""

    iri: str
    claims: tuple[str, ...]


def card(statement: Statement) -> Card:
    """The card of a claim."""
    day, iri = grouping.place(statement)
    return Card(iri, statement.report_iri, tuple(grouping.keys(statement)), day, targets(statement))


def pack(statements: Sequence[Statement]) -> bytes:
    """Claims of one report, for `unpacked`: some 2 kB, and ten times as fast as reading them from quads."""
    return pickle.dumps(statements, protocol=5)


def unpacked(packed: Iterable[bytes]) -> dict[str, Statement]:
    """The claims by their IRIs. What is packed comes from this very run, never from outside."""
    return {each.iri: each for held in packed for each in cast(list[Statement], pickle.loads(held))}


def alike(packed: Iterable[bytes], stripes: Iterable[Stripe]) -> list[tuple[str, str, float]]:
    """The candidate pairs of parts of blocks, each with its score; a pair that several blocks show is told in one."""
    claims = unpacked(packed)
    traits = traits_of(claims.values())

    def compared(a: Statement, b: Statement) -> Likeness:  # each pair once, so that none is worth remembering
        return compare(traits[a.iri], traits[b.iri])

    return [
        (*pair.ids, pair.likeness.score)
        for stripe in stripes
        for pair in grouping.alike(stripe.key, [claims[iri] for iri in stripe.claims], compared, stripe.rows)
    ]


def grouped(
    packed: Iterable[bytes], components: Iterable[tuple[Sequence[str], grouping.Scores]], decisions: Decisions
) -> list[Event]:
    """The events of whole components, each given as its claims with the scores of their candidate pairs."""
    claims = unpacked(packed)
    return [
        Event(grouping.event_iri(group, decisions), tuple(claim.iri for claim in group))
        for component, scores in components
        for group in grouping.groups([claims[iri] for iri in component], scores, decisions)
    ]


def heir(claim: Statement, near: Mapping[str, Iterable[Statement]]) -> str | None:
    """Of events near a withdrawn claim the one it would be of: an address once given still leads somewhere.

    `near` are events by their first claims, whose IRI is given back.
    """
    scored = ((nearness(claim, group), first) for first, group in near.items())
    return min(((-score, first) for score, first in scored if score >= SAME), default=(0.0, None))[1]


def nearness(claim: Statement, group: Iterable[Statement]) -> float:
    """How alike a withdrawn claim is to the claim of an event that it is most alike to."""
    own = Traits(claim)
    return max(compare(own, Traits(other)).score for other in group)


def nodes(
    iri: str, group: Sequence[Statement], left: Left, places: Mapping[str, str], decisions: Decisions
) -> list[Node]:
    """The Ledger nodes of one event; an address that a pin gives to another event is that one's alone.

    `left` are the withdrawn claims it is the heir of; `places` give the events of claims that it refers to.
    """
    made = triples.nodes(state(iri, group), places, left)
    return merged(node for node in made if node.iri == iri or node.iri not in decisions.pinned)


def merged(made: Iterable[Node]) -> list[Node]:
    """Nodes by IRI, the first of each: two events lead from the same former IRI only if a decision moved a claim."""
    found: dict[str, Node] = {}
    for node in made:
        found.setdefault(node.iri, node)
    return [found[iri] for iri in sorted(found)]


def folded(
    packed: Iterable[bytes],
    events: Iterable[tuple[Event, Mapping[str, Sequence[str]]]],
    places: Mapping[str, str],
    decisions: Decisions,
) -> bytes:
    """The Ledger of events as N-Quads; each comes with the withdrawn claims it inherits, and what withdrew them."""
    claims = unpacked(packed)
    made: list[str] = []
    for event, inherited in events:
        left = {claims[iri]: why for iri, why in inherited.items()}
        made += lines(nodes(event.iri, [claims[iri] for iri in event.claims], left, places, decisions))
    return "".join(f"{line}\n" for line in made).encode()
