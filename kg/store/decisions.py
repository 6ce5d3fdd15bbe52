"""Decisions ↔ N-Quads of their own graph, which holds nothing else and nothing machine-made."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from kg.model import codes
from kg.model.decisions import Decision, Decisions
from kg.model.errors import InputError, StoreError
from kg.model.iris import DECISIONS, local
from kg.store.embedded import Store
from kg.store.nodes import Iri, Node, lines

__all__ = ["decided", "to_lines"]


def to_lines(decisions: Iterable[Decision]) -> list[str]:
    """N-Quads lines of the decisions' graph."""
    made = []
    for decision in decisions:
        node = Node(decision.iri, "Decision").put("verdict", Iri(codes.iri("verdict", decision.verdict)))
        for n, ref in enumerate(decision.refs, 1):
            node.put(f"ref{n}", Iri(ref))
        made.append(
            node.put("by", decision.by).put("on", decision.on).put("why", decision.why).put("mended", decision.value)
        )
    return lines(made, DECISIONS)


def decided(store: Store) -> Decisions:
    """The decisions of a store. StoreError if their graph holds anything else."""
    found = []
    for iri, values in store.nodes(DECISIONS).items():
        held = {local(prop): str(items[0]) for prop, items in values.items()}
        try:
            refs = tuple(held[name] for name in ("ref1", "ref2") if name in held)
            on = date.fromisoformat(held["on"])
            found.append(Decision(codes.code(held["verdict"]), refs, held["by"], on, held["why"], held.get("mended")))
        except (KeyError, ValueError, InputError) as error:
            raise StoreError(f"{iri} in {DECISIONS} is no decision: {error!r}") from error
    return Decisions(tuple(sorted(found, key=lambda item: item.rank)))
