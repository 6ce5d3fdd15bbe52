"""Decisions in the Python API: what a person settles of events, and of what a reader was unsure of."""

from __future__ import annotations

from abc import ABC, abstractmethod
from pathlib import Path

from kg.derive import loading
from kg.model.decisions import SETTLING, Decision, read
from kg.model.errors import InputError
from kg.model.iris import full
from kg.query.table import Table
from kg.questions.methods import Day, day_of
from kg.store.decisions import decided
from kg.store.embedded import Store

__all__ = ["Deciding"]


class Deciding(ABC):
    """Methods that record a decision and derive what it touches."""

    @property
    @abstractmethod
    def store(self) -> Store:
        """What is decided about."""

    def decide(self, verdict: str, *refs: str, by: str, on: Day, why: str, force: bool = False) -> Table:
        """Record a decision (same, different, retract, pin, lift) on IRIs and derive what it touches.

        An IRI may be given without its common beginning, as tables show it. UnknownName if there is no such thing;
        InputError, unless with `force`, if nothing supports that two claims are the same.
        """
        from kg.questions import review

        made = Decision(verdict, tuple(map(full, refs)), by, day_of(on), why)
        if verdict in SETTLING:
            raise InputError(f"{verdict} is for what a reader was unsure of: `settle`, on the command line `kg inbox`")
        if verdict == "same" and not force and (doubt := review.unsupported(self.store, *made.refs)):
            raise InputError(f"{doubt} If they are one event all the same, decide with force (--force)")
        loading.decide(self.store, [made])
        return Table(("decision", *made.dump()), ({"decision": made.iri, **made.dump()},), "decide", "covered")

    def settle(self, verdict: str, doubt: str, value: str | None = None, *, by: str, on: Day, why: str) -> Table:
        """Decide what `inbox` lists: accept it as its reader has it, mend it with a value, or drop it.

        The value enters the report's claim, which names the decision; `decide("lift", …)` takes it out again. A value
        is JSON, or words as a text would have them: "$5bn" for an amount, a name for a party. UnknownName for what is
        no doubt of this graph; InputError for a value that its place cannot hold.
        """
        from kg.questions import inbox

        if verdict not in SETTLING:
            raise InputError(f"{verdict!r} settles no doubt; allowed: {', '.join(SETTLING)}")
        doubt = full(doubt)
        if verdict == "mend" and value is not None:
            from kg.loaders.doubts import as_value

            value = as_value(inbox.place(self.store, doubt), value)
        made = Decision(verdict, (doubt,), by, day_of(on), why, value)
        held = decided(self.store).settling.get(doubt)
        if held is not None and held.rank > made.rank:
            told = f"{held.verdict} by {held.by} on {held.on} ({held.iri})"
            raise InputError(f"{told} holds, as the later one or of the same day; `kg lift DECISION` takes it back")
        loading.decide(self.store, [made])
        return Table(("decision", *made.dump()), ({"decision": made.iri, **made.dump()},), "decide", "covered")

    def decide_all(self, path: Path) -> int:
        """Take in a file of decisions, as `kg decisions` prints them; gives how many are new."""
        return len(loading.decide(self.store, read(path)))

    def decisions(self) -> list[dict[str, object]]:
        """All decisions as plain values, the earliest first."""
        return [{"decision": decision.iri, **decision.dump()} for decision in decided(self.store).all]
